package language

import (
	"strings"
	"testing"
	"time"
)

// antecedents gives "word=entity" for every pronoun that was resolved.
func antecedents(d *Doc) string {
	var out []string
	for _, n := range d.Names {
		if n.Form == FormPronoun {
			out = append(out, d.TextOf(n.Tokens)+"="+d.Entities[n.Entity].Canonical)
		}
	}
	return strings.Join(out, ", ")
}

func TestPronouns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Danuta Brel left the house at noon. Her brother saw her on the road.", "Her=Danuta Brel, her=Danuta Brel"},
		{"Oskar Bellin fell ill in May. His sister took him home, where he slept.", "His=Oskar Bellin, him=Oskar Bellin, he=Oskar Bellin"},
		{"The director, Danuta Brel, told reporters: “We asked every surgeon to come.” “None refused,” she said.", "she=Danuta Brel"},
		{"It was raining in the hills.", ""},
	} {
		got := antecedents(Analyze(c.text, time.Time{}))
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Weights survive being written and read; lines that name no feature do not.
func TestCorefWeights(t *testing.T) {
	var w CorefWeights
	w[corefFeature(3, 1, 7)], w[corefFeature(47, 2, 31)] = -12, 900
	text := FormatCorefWeights(&w)
	if text != "3 1 7 -12\n47 2 31 900\n" {
		t.Errorf("written as %q", text)
	}
	if back, err := ParseCorefWeights("# a comment\n" + text); err != nil || *back != w {
		t.Errorf("read back otherwise: %v", err)
	}
	for _, bad := range []string{"48 0 0 1", "0 3 0 1", "0 0 32 1", "0 0 0 40000", "0 0 0", "a b c d"} {
		if _, err := ParseCorefWeights(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if zero := new(CorefWeights); *corefWeights() == *zero {
		t.Error("the embedded weights are all zero")
	}
}

// What choose is asked about is well formed, and its choice is kept.
func TestRelink(t *testing.T) {
	d := Analyze("Danuta Brel met Ada Kern in June. She thanked her.", time.Time{})
	asked := 0
	d.Relink(corefWeights(), func(d *Doc, c *PronounChoice) int {
		asked++
		for i, x := range c.Candidates {
			if len(x.Features) == 0 || (x.Head < 0) != (i == 0) {
				t.Errorf("candidate %d: %+v", i, x)
			}
			if x.Name == "Ada Kern" {
				return i
			}
		}
		return 0
	})
	if got := antecedents(d); asked != 2 || got != "She=Ada Kern, her=Ada Kern" {
		t.Errorf("asked %d times: %s", asked, got)
	}
}
