package language

import (
	"slices"
	"strings"
	"sync"

	"sofar/language/model"
)

// taggerShape gives the shape of token i as the tagger sees it.
func (d *Doc) taggerShape(i int) model.Shape {
	f := d.Flags[i]
	var s model.Shape
	switch {
	case f&FlagDigit != 0:
		s = model.ShapeDigit
	case f&FlagPunct != 0:
		s = model.ShapePunct
	case f&FlagAllCaps != 0:
		return model.ShapeBlind | first(f)
	case f&FlagUpper != 0:
		s = model.ShapeUpper
	case f&FlagTitle != 0 && len(d.Lower[i]) == 1:
		s = model.ShapeInitial
	case f&FlagTitle != 0:
		s = model.ShapeTitle
	case hasUpper(d.Word(i)):
		s = model.ShapeMixed
	}
	return s | first(f)
}

func first(f Flag) model.Shape {
	if f&FlagSentStart != 0 {
		return model.ShapeFirst
	}
	return 0
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
	return d.Lower[r.Start:r.End], d.taggerShapes(r, nil)
}

// taggerShapes appends the shapes of the words of a sentence.
func (d *Doc) taggerShapes(r Range, shapes []model.Shape) []model.Shape {
	shapes = slices.Grow(shapes, r.Len())
	for i := r.Start; i < r.End; i++ {
		shapes = append(shapes, d.taggerShape(i))
	}
	return shapes
}

// tagging is memory that calls of tag share.
type tagging struct {
	model.Scratch
	of     *model.Tagger // whose the Scratch is
	shapes []model.Shape
	labels []uint8
}

// taggings keeps it, with the words met lately, for the next text.
var taggings = sync.Pool{New: func() any { return new(tagging) }}

// tag fills Tag, PTB and Lemma of every sentence.
func (d *Doc) tag() { d.TagWith(model.Default()) }

// TagWith fills Tag, PTB and Lemma of every sentence with the tags that t gives.
func (d *Doc) TagWith(t *model.Tagger) {
	n := len(d.Start)
	d.PTB, d.Tag, d.Lemma = make([]PTB, n), make([]Tag, n), make([]string, n)
	m := taggings.Get().(*tagging)
	defer taggings.Put(m)
	if m.of != t {
		m.Scratch, m.of = model.Scratch{}, t
	}
	for _, s := range d.Sents {
		m.shapes = d.taggerShapes(s.Range, m.shapes[:0])
		m.labels = slices.Grow(m.labels[:0], s.Len())[:s.Len()]
		t.Tag(d.Lower[s.Start:s.End], m.shapes, m.labels, &m.Scratch)
		for k, i := 0, s.Start; i < s.End; k, i = k+1, i+1 {
			l := t.Labels[m.labels[k]]
			d.PTB[i], d.Tag[i] = PTB(l.PTB), Tag(l.UPOS)
			if d.Flags[i]&FlagPunct != 0 {
				d.tagMark(i)
			}
		}
		for i := s.Start; i < s.End; i++ {
			d.activePast(i, s.Range)
			d.Lemma[i] = LemmaOf(d.Lower[i], d.PTB[i], t)
		}
	}
}

// maxAuxiliary is how far before a participle its auxiliary may stand.
const maxAuxiliary = 4

// activePast turns a past participle into a past tense where it stands right
// after its subject and before its object, with no auxiliary: "gunmen killed
// twelve people". A participle of the passive takes no object.
func (d *Doc) activePast(i int, r Range) {
	if d.PTB[i] != VBN || d.Tag[i] != VERB || i == r.Start || i+1 >= r.End || !strings.HasSuffix(d.Lower[i], "ed") {
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
