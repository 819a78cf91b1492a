package train

import (
	"fmt"
	"strings"

	"sofar/language"
	"sofar/language/model"
)

// Attachment is how often a parser is right on a treebank, by word: the head
// (UAS), head and relation (LAS), head and relation without its subtype.
type Attachment struct {
	Words, Head, Full, Coarse int
	// The same without punctuation.
	NoPunct, NoPunctHead, NoPunctFull, NoPunctCoarse int
}

func (a Attachment) String() string {
	f := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	return fmt.Sprintf("%d words, UAS %.2f, LAS %.2f, without subtypes %.2f; without punctuation UAS %.2f, LAS %.2f, without subtypes %.2f", a.Words,
		f(a.Head, a.Words), f(a.Full, a.Words), f(a.Coarse, a.Words), f(a.NoPunctHead, a.NoPunct), f(a.NoPunctFull, a.NoPunct), f(a.NoPunctCoarse, a.NoPunct))
}

// TagAll tags the sentences with the embedded tagger, or with the treebank's own tags.
func TagAll(sents []Sentence, gold bool) []Tagged {
	var out []Tagged
	for _, s := range sents {
		t, ok := tagSentence(s, nil, model.Default())
		if !ok {
			continue
		}
		if gold {
			for i, tok := range s.Tokens {
				if p, ok := tagNumber(language.PTBNames[:], tok.XPOS); ok {
					t.Doc.PTB[i] = language.PTB(p)
				}
				if u, ok := tagNumber(language.TagNames[:], tok.UPOS); ok {
					t.Doc.Tag[i] = language.Tag(u)
				}
			}
		}
		out = append(out, t)
	}
	return out
}

func tagNumber(names []string, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

// MeasureTrees compares the trees that parse makes with those of the treebank.
// wrong, if not nil, is called with each word whose head or relation differs.
func MeasureTrees(sents []Tagged, parse func(*language.Doc), wrong func(s Tagged, i int)) Attachment {
	var a Attachment
	for _, s := range sents {
		parse(s.Doc)
		for i, t := range s.Tokens {
			rel := s.Doc.Rel(i).String()
			head := s.Doc.Head(i) == t.Head
			full := head && rel == t.Rel
			base, _, _ := strings.Cut(rel, ":")
			want, _, _ := strings.Cut(t.Rel, ":")
			coarse := head && base == want
			a.Words++
			count(&a.Head, head)
			count(&a.Full, full)
			count(&a.Coarse, coarse)
			if t.UPOS != "PUNCT" {
				a.NoPunct++
				count(&a.NoPunctHead, head)
				count(&a.NoPunctFull, full)
				count(&a.NoPunctCoarse, coarse)
			}
			if !full && wrong != nil {
				wrong(s, i)
			}
		}
	}
	return a
}

func count(n *int, right bool) {
	if right {
		*n++
	}
}
