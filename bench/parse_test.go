package bench

import (
	"context"
	"strings"
	"testing"
)

const gold = `# newdoc id = x
# text = Two people don't sing.
1	Two	two	NUM	CD	NumForm=Word|NumType=Card	2	nummod	_	_
2	people	person	NOUN	NNS	Number=Plur	5	nsubj	_	_
3-4	don't	_	_	_	_	_	_	_	_
3	do	do	AUX	VBP	Mood=Ind|VerbForm=Fin	5	aux	_	_
4	n't	not	PART	RB	Polarity=Neg	5	advmod	_	_
5	sing	sing	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
6	.	.	PUNCT	.	_	5	punct	_	_

# text = It fell.
1	It	it	PRON	PRP	_	2	nsubj:pass	_	_
2	fell	fall	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

`

// TestParseScores changes the gold file and looks at what the rows lose.
func TestParseScores(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string
		want     map[string]int // right, of 9 words or 7 without punctuation
	}{
		{"same", "", "", map[string]int{"UPOS": 9, "XPOS": 9, "features": 9, "all three": 9, "lemma": 9, "UAS": 9, "LAS": 9, "LAS, no punctuation": 7}},
		{"tag", "AUX\tVBP", "VERB\tVBP", map[string]int{"UPOS": 8, "XPOS": 9, "all three": 8, "LAS": 9}},
		{"head", "5\taux", "2\taux", map[string]int{"UAS": 8, "LAS": 8, "LAS without subtypes": 8, "UAS, no punctuation": 6}},
		{"subtype", "nsubj:pass", "nsubj", map[string]int{"UAS": 9, "LAS": 8, "LAS without subtypes": 9}},
		{"relation", "5\tpunct", "5\tdep", map[string]int{"UAS": 9, "LAS": 8, "LAS without subtypes": 8, "LAS, no punctuation": 7}},
		{"other features", "NumForm=Word|", "", map[string]int{"features": 9}},
		{"feature", "Polarity=Neg", "_", map[string]int{"features": 8, "all three": 8}},
		{"lemma", "person", "people", map[string]int{"lemma": 8}},
	} {
		got, err := Parse(context.Background(), c.name, strings.NewReader(gold), ParseOptions{System: strings.NewReader(strings.Replace(gold, c.old, c.new, 1))})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for _, r := range got.Rows {
			want, ok := c.want[r.Name]
			all := 9
			if strings.Contains(r.Name, "no punctuation") {
				all = 7
			}
			if ok && r.Right != want || r.Gold != all {
				t.Errorf("%s: %s is %d of %d, want %d of %d", c.name, r.Name, r.Right, r.Gold, want, all)
			}
		}
	}
}

func TestParseOwnAnalysis(t *testing.T) {
	for _, raw := range []bool{false, true} {
		got, err := Parse(context.Background(), "own", strings.NewReader(gold), ParseOptions{Raw: raw, Relations: true})
		if err != nil {
			t.Fatal(err)
		}
		if p := got.Get("UPOS"); p < 85 {
			t.Errorf("raw %v: UPOS %.1f of two plain sentences", raw, p)
		}
		if raw && got.Get("words") < 100 {
			t.Errorf("words found: %.1f", got.Get("words"))
		}
	}
}

func TestParseBroken(t *testing.T) {
	for _, c := range []struct{ gold, system, want string }{
		{strings.Replace(gold, "5\tnsubj", "9\tnsubj", 1), gold, "line 4: head 9 in a sentence of 6 words"},
		{strings.Replace(gold, "5\tnsubj", "_\tnsubj", 1), gold, "line 4: head \"_\" is no number"},
		{gold, strings.Replace(gold, "5\tsing", "5\tring", 1), "line 1: the file to score has other words here"},
		{gold, gold + strings.Replace(gold, "# newdoc id = x\n", "", 1), "has 4 sentences, the gold file 2"},
		{gold, "x", "the file to score: line 1: 1 columns, not 10"},
	} {
		_, err := Parse(context.Background(), "", strings.NewReader(c.gold), ParseOptions{System: strings.NewReader(c.system)})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}
