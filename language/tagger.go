package language

import (
	"strings"

	"sofar/language/model"
)

// taggerShape gives the shape of a word as the tagger sees it outside runs of
// capitals; letter tells that it folds to one byte.
func taggerShape(f Flag, w string, letter bool) model.Shape {
	switch {
	case f&FlagDigit != 0:
		return model.ShapeDigit
	case f&FlagPunct != 0:
		return model.ShapePunct
	case f&FlagUpper != 0:
		return model.ShapeUpper
	case f&FlagTitle != 0 && letter:
		return model.ShapeInitial
	case f&FlagTitle != 0:
		return model.ShapeTitle
	case hasUpper(w):
		return model.ShapeMixed
	}
	return model.ShapeLower
}

// inContext gives the shape of a word in its place, and the number of that
// place. In a run of capitals the shape is that of the case that it would have.
func inContext(s model.Shape, f Flag) (int, model.Shape) {
	k := 0
	if f&FlagAllCaps != 0 && s != model.ShapeDigit && s != model.ShapePunct {
		switch {
		case f&FlagAcronym != 0:
			k, s = 3, model.ShapeUpper
		case f&FlagCapital == 0 && f&FlagSentStart == 0:
			k, s = 1, model.ShapeLower
		case s == model.ShapeInitial:
			k, s = 2, model.ShapeInitial
		default:
			k, s = 2, model.ShapeTitle
		}
	}
	if f&FlagSentStart != 0 {
		return k + 4, s | model.ShapeFirst
	}
	return k, s
}

func hasUpper(w string) bool {
	for i := 0; i < len(w); i++ {
		if isUpper(w[i]) {
			return true
		}
	}
	return false
}

// TaggerInput gives what the tagger sees of a sentence: the words' folded forms
// and their shapes.
func (d *Doc) TaggerInput(r Range) ([]string, []model.Shape) {
	shapes := make([]model.Shape, 0, r.Len())
	for i := r.Start; i < r.End; i++ {
		_, s := inContext(taggerShape(d.Flags[i], d.Word(i), len(d.Lower[i]) == 1), d.Flags[i])
		shapes = append(shapes, s)
	}
	return d.Lower[r.Start:r.End], shapes
}

// maxAuxiliary is how far before a participle its auxiliary may stand.
const maxAuxiliary = 4

// activePast turns token i, a past participle, into a past tense where it stands right
// after its subject and before its object, with no auxiliary: "gunmen killed
// twelve people". A participle of the passive takes no object.
func (d *Doc) activePast(i int, r Range) {
	if d.Tag[i] != VERB || i == r.Start || i+1 >= r.End || !strings.HasSuffix(d.Lower[i], "ed") {
		return
	}
	switch d.PTB[i-1] {
	case NN, NNS, NNP, NNPS, PRP, WP:
	default:
		return
	}
	switch d.PTB[i+1] {
	case DT, CD, PRP, PRPS:
	default:
		return
	}
	for j := i - 1; j >= r.Start && j >= i-maxAuxiliary; j-- {
		if d.Tag[j] == AUX {
			return
		}
	}
	d.PTB[i] = VBD
}

// tagMark sets the tags of marks whose place in the text decides them:
// quotation marks by their pairs, dashes by the space about them.
func (d *Doc) tagMark(i int) {
	switch {
	case d.Flags[i]&FlagQuoteOpen != 0:
		d.PTB[i], d.Tag[i] = openQuote, PUNCT
	case d.Flags[i]&FlagQuoteClose != 0:
		d.PTB[i], d.Tag[i] = closeQuote, PUNCT
	default:
		switch d.Word(i) {
		case "–", "—", "--", ";", ":", "…", "...":
			if d.Tag[i] != SYM { // between numbers a dash is a symbol
				d.PTB[i], d.Tag[i] = colon, PUNCT
			}
		}
	}
}

// FromTokens makes a Doc of sentences that are cut into tokens already, with
// spaces between the tokens and a line break between sentences. It has no tags,
// quotations, numbers, times or names.
func FromTokens(sents [][]string) *Doc {
	d := &Doc{}
	var b strings.Builder
	for _, s := range sents {
		start := len(d.Start)
		for _, w := range s {
			if w == "" {
				continue
			}
			if b.Len() > 0 && len(d.Start) > start {
				b.WriteByte(' ')
			}
			d.Start = append(d.Start, int32(b.Len()))
			b.WriteString(w)
			d.End = append(d.End, int32(b.Len()))
		}
		if len(d.Start) > start {
			d.Paragraphs = append(d.Paragraphs, Range{start, len(d.Start)})
			b.WriteByte('\n')
		}
	}
	d.Text = b.String()
	d.shapes()
	d.SentOf = make([]int32, len(d.Start))
	for p, par := range d.Paragraphs {
		d.addSent(par, p, false)
	}
	d.newTrees()
	d.markAllCaps()
	return d
}
