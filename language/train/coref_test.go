package train

import (
	"math"
	"testing"
)

// The example of Luo (2005) and its kin: {1..5} {6,7} {8..12} against
// {1..5} {6..12}.
func TestCorefScores(t *testing.T) {
	key := [][]int{{1, 2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12}}
	response := [][]int{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11, 12}}
	var s CorefScores
	s.add(key, response)
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 0.05 {
			t.Errorf("%s is %.2f, want %.2f", name, got, want)
		}
	}
	near("MUC", s.MUC(), 94.7)     // recall 9 of 9, precision 9 of 10
	near("B³", s.B3(), 86.5)       // recall 1, precision (5 + 4/7 + 25/7 + …)/12 = 16/21
	near("CEAF-e", s.CEAF(), 73.3) // (1 + 10/12) over 3 and 2 clusters
	var same CorefScores
	same.add(key, key)
	near("CoNLL of the same", same.CoNLL(), 100)
}

func TestCorefDocs(t *testing.T) {
	sents := []Sentence{{Doc: "d", Text: "Ada Brook left; she ran.", Tokens: []Token{
		{Form: "Ada", UPOS: "PROPN", Entity: "(1-person-new-n-cf1-1,2-coref"}, {Form: "Brook", UPOS: "PROPN", Entity: "1)"}, {Form: "left", UPOS: "VERB", NoSpace: true},
		{Form: ";", UPOS: "PUNCT"}, {Form: "she", UPOS: "PRON", Entity: "(1-person-giv-n-cf1-1-ana)"}, {Form: "ran", UPOS: "VERB", NoSpace: true}, {Form: ".", UPOS: "PUNCT"}}}}
	docs := CorefDocs(sents)
	if len(docs) != 1 || len(docs[0].Mentions) != 2 {
		t.Fatalf("%+v", docs)
	}
	a, b := docs[0].Mentions[0], docs[0].Mentions[1]
	if a.Chain != b.Chain || a.End != 2 || b.Start != 4 || docs[0].class(&a) != classNamed || docs[0].class(&b) != classPronoun {
		t.Errorf("mentions %+v and %+v", a, b)
	}
	r := EvaluateCoref(docs)
	if p := r.Pronouns["she"]; p == nil || p.Can != 1 || p.Right != 1 {
		t.Errorf("she: %+v", p)
	}
}
