package statement

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"sofar/language"
	"sofar/report"
)

// taught is a small annotated set: "hails" reports, "paints" does not.
func taught() []Labelled {
	var out []Labelled
	for _, who := range []string{"Ada Brook", "The mayor", "Lena Marsh", "The union", "A farmer", "The bishop"} {
		for _, what := range []string{"a new bridge", "the old harbour", "the plan", "two of the ships"} {
			text := who + " hails " + what + " at noon."
			at := len(who)
			out = append(out, Labelled{Text: text, Items: []LabelledItem{{
				Source: []Span{{Start: 0, End: at}}, Cue: []Span{{Start: at + 1, End: at + 6}}, Content: []Span{{Start: at + 7, End: at + 7 + len(what)}}}}})
			out = append(out, Labelled{Text: who + " paints " + what + " at noon."})
		}
	}
	return out
}

func learnOnce(t *testing.T) []byte {
	t.Helper()
	file, err := Learn(taught(), LearnOptions{Passes: 4, Seed: 1, Log: func(string, ...any) {}})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestLearn: what is taught is read again with the same borders in a text that
// was not taught, and the same data give the same file.
func TestLearn(t *testing.T) {
	file := learnOnce(t)
	if !bytes.Equal(file, learnOnce(t)) {
		t.Error("the same data gave another file")
	}
	m, err := decodeLearned(file)
	if err != nil {
		t.Fatal(err)
	}
	text := "The baker hails the new mill at noon. The baker paints the new mill at noon."
	doc := language.Analyze(text, time.Time{})
	r := newAttReader(doc, &report.Report{Text: text})
	r.learn(m)
	if len(r.learned) != 1 {
		t.Fatalf("%d read: %+v", len(r.learned), r.learned)
	}
	f := r.learned[0]
	got := doc.TextOf(f.source) + " | " + doc.TextOf(f.cue) + " | " + doc.TextOf(f.content[0])
	if want := "The baker | hails | the new mill"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestLearnedFileIsChecked: a damaged file is refused, not read.
func TestLearnedFileIsChecked(t *testing.T) {
	file := learnOnce(t)
	for _, bad := range [][]byte{nil, file[:10], file[:len(file)/2], append([]byte("x"), file...)} {
		if _, err := decodeLearned(bad); err == nil {
			t.Errorf("%d bytes were read", len(bad))
		}
	}
}

// TestPrintedSpans: whatever the model reads, spans lie in the text in order,
// and sources, cues and contents do not overlap.
func TestPrintedSpans(t *testing.T) {
	if learned() == nil {
		t.Skip("a build without the model")
	}
	text := strings.Repeat("The union, which has criticised the firm, accused its owners of \"greed, nothing but greed\" on Monday. ", 3) +
		"Residents fear another slide; many of them support a plan to move the school, said Ada Brook, who opposes it."
	set := Read(language.Analyze(text, time.Time{}), &report.Report{ID: "r", Publisher: "Velda Post", Text: text})
	if len(set.Attributions) < 4 {
		t.Errorf("%d attributions", len(set.Attributions))
	}
	for _, a := range set.Attributions {
		var all []Span
		all = append(append(append(all, a.Source...), a.Cue...), a.Content...)
		for i, s := range all {
			if s.Start < 0 || s.End > len(text) || s.Empty() {
				t.Errorf("span %v of %+v", s, a)
			}
			for _, o := range all[i+1:] {
				if s.Overlaps(o) {
					t.Errorf("%q overlaps %q", s.Of(text), o.Of(text))
				}
			}
		}
	}
}
