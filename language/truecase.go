package language

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sofar/language/model"
)

// Cased gives token i in the case that it would have in ordinary text: as
// written, but for words in a run of capitals. The first word of a sentence has
// small letters unless it is a name.
func (d *Doc) Cased(i int) string {
	w, f := d.Word(i), d.Flags[i]
	if f&FlagAllCaps == 0 || f&FlagAcronym != 0 {
		return w
	}
	low := strings.ToLower(w)
	if f&FlagCapital == 0 {
		return low
	}
	_, n := utf8.DecodeRuneInString(w)
	_, m := utf8.DecodeRuneInString(low)
	return w[:n] + low[m:]
}

// CaserInput gives what the truecaser sees of a sentence in capitals: the words'
// folded forms, and their shapes, in which case is no matter.
func (d *Doc) CaserInput(r Range) ([]string, []model.Shape) {
	shapes := make([]model.Shape, 0, r.Len())
	for i := r.Start; i < r.End; i++ {
		shapes = append(shapes, d.caserShape(i))
	}
	return d.Lower[r.Start:r.End], shapes
}

func (d *Doc) caserShape(i int) model.Shape {
	f := d.Flags[i]
	s := model.ShapeBlind
	switch {
	case f&FlagDigit != 0:
		s = model.ShapeDigit
	case f&FlagPunct != 0:
		s = model.ShapePunct
	}
	if f&FlagSentStart != 0 {
		s |= model.ShapeFirst
	}
	return s
}

// casing is memory that calls of truecase share.
type casing struct {
	model.Scratch
	words  []model.Word
	labels []uint8
}

var casings = sync.Pool{New: func() any { return new(casing) }}

// truecase sets FlagCapital and FlagAcronym on the words of a sentence in capitals.
func (d *Doc) truecase(r Range) {
	t := model.Truecaser()
	m := casings.Get().(*casing)
	defer casings.Put(m)
	m.Life(t)
	m.words = append(m.words[:0], 0, 0)
	for i := r.Start; i < r.End; i++ {
		m.words = append(m.words, m.Word(t, d.Lower[i], d.caserShape(i)))
	}
	m.words = append(m.words, 0, 0)
	m.labels = m.labels[:0]
	for range r.Len() {
		m.labels = append(m.labels, 0)
	}
	t.TagWords(m.words, m.labels, &m.Scratch)
	for k, l := range m.labels {
		i := r.Start + k
		if strings.IndexFunc(d.Word(i), unicode.IsUpper) < 0 {
			continue
		}
		switch PTB(t.Labels[l].PTB) {
		case NNP:
			d.Flags[i] |= FlagCapital
		case NNPS:
			d.Flags[i] |= FlagAcronym
		}
	}
}
