package language

import (
	"slices"
	"sync"

	"sofar/language/model"
)

// parsing is memory that calls of parseWith share.
type parsing struct {
	model.ParserScratch
	ptb, upos, rel []uint8
	head           []int32
}

// parsings keeps it for the next sentence.
var parsings = sync.Pool{New: func() any { return new(parsing) }}

// ParseWith makes the trees of all sentences with p.
func (d *Doc) ParseWith(p *model.Parser) {
	for s := range d.Sents {
		d.parseWith(p, s)
		d.link(d.Sents[s].Range)
		d.trees.done[s].Store(true)
	}
}

// parseWith makes the tree of sentence s. A sentence longer than the parser
// takes is cut into pieces; the roots of the later ones hang on the first's.
func (d *Doc) parseWith(p *model.Parser, s int) {
	m := parsings.Get().(*parsing)
	defer parsings.Put(m)
	r := d.Sents[s].Range
	root := -1
	for r.Len() > 0 {
		piece := d.piece(r)
		first := d.parsePiece(p, m, piece)
		if root < 0 {
			root = first
		} else {
			d.trees.head[first], d.trees.rel[first] = int32(root), Parataxis
		}
		r.Start = piece.End
	}
}

// piece gives the part of a sentence that is parsed at once: all of it where it
// is short enough, else up to a mark in the second half of what is.
func (d *Doc) piece(r Range) Range {
	if r.Len() <= model.MaxParsed {
		return r
	}
	for i := r.Start + model.MaxParsed; i > r.Start+model.MaxParsed/2; i-- {
		if d.Tag[i-1] == PUNCT {
			return Range{r.Start, i}
		}
	}
	return Range{r.Start, r.Start + model.MaxParsed}
}

// parsePiece fills in the tree of the tokens of r and gives its root.
func (d *Doc) parsePiece(p *model.Parser, m *parsing, r Range) int {
	n := r.Len()
	m.ptb, m.upos = m.ptb[:0], m.upos[:0]
	for i := r.Start; i < r.End; i++ {
		m.ptb, m.upos = append(m.ptb, uint8(d.PTB[i])), append(m.upos, uint8(d.Tag[i]))
	}
	m.head, m.rel = slices.Grow(m.head[:0], n)[:n], slices.Grow(m.rel[:0], n)[:n]
	p.Parse(d.Lower[r.Start:r.End], m.ptb, m.upos, m.head, m.rel, &m.ParserScratch)
	root := r.Start
	for k, h := range m.head {
		i := r.Start + k
		d.trees.rel[i] = Rel(m.rel[k])
		if h < 0 {
			d.trees.head[i], root = -1, i
		} else {
			d.trees.head[i] = int32(r.Start) + h
		}
	}
	return root
}
