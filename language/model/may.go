package model

// Closed marks in Tagger.May words that are no proper nouns even with a capital.
const Closed = 1 << 15

// The words that stand in Tagger.May for all numbers and for all marks that it
// does not have.
const (
	AnyDigit = "\x000"
	AnyPunct = "\x00."
)

// Known tells whether the folded word was met in the training data or in the
// running text that the classes are from.
func (t *Tagger) Known(lower string) bool {
	if _, ok := t.Classes[lower]; ok {
		return true
	}
	_, ok := t.May[lower]
	return ok || Class(lower) > 0
}

// may gives the labels that a word may have.
func (t *Tagger) may(lower string, shape Shape) []uint8 {
	kind := shape & shapeKind
	known, ok := t.May[lower]
	if !ok {
		switch kind {
		case ShapeDigit:
			known = t.May[AnyDigit]
		case ShapePunct:
			known = t.May[AnyPunct]
		}
	}
	set := t.Sets[known&^Closed]
	if known&Closed != 0 || kind == ShapeLower && shape&ShapeBlind == 0 || kind == ShapePunct || kind == ShapeDigit {
		return set
	}
	out := append([]uint8(nil), set...)
	for l, label := range t.Labels {
		if label.UPOS == Proper && !contains(set, uint8(l)) {
			out = append(out, uint8(l))
		}
	}
	return out
}

func contains(set []uint8, l uint8) bool {
	for _, m := range set {
		if m == l {
			return true
		}
	}
	return false
}

// Allowed gives the labels of word i of a sentence, as Tag weighs them: see TagWords.
func (s Sentence) Allowed(i int) []uint8 { return s.may[i] }
