package language

import (
	"sync"

	"sofar/language/model"
)

// netting is memory that calls of parseNet share.
type netting struct {
	shapes         []model.Shape
	ptb, upos, rel []uint8
}

// nettings keeps it for the next sentence.
var nettings = sync.Pool{New: func() any { return new(netting) }}

// ParseNet makes the trees of all sentences with the network n.
func (d *Doc) ParseNet(n *model.Net) {
	for s := range d.Sents {
		d.parseNet(n, s)
		d.link(d.Sents[s].Range)
		d.trees.done[s].Store(true)
	}
}

// parseNet makes the tree of sentence s.
func (d *Doc) parseNet(n *model.Net, s int) {
	m := nettings.Get().(*netting)
	defer nettings.Put(m)
	r := d.Sents[s].Range
	m.shapes, m.ptb, m.upos, m.rel = m.shapes[:0], m.ptb[:0], m.upos[:0], m.rel[:0]
	for i := r.Start; i < r.End; i++ {
		_, shape := inContext(taggerShape(d.Flags[i], d.Word(i), len(d.Lower[i]) == 1), d.Flags[i])
		m.shapes = append(m.shapes, shape)
		m.ptb, m.upos, m.rel = append(m.ptb, uint8(d.PTB[i])), append(m.upos, uint8(d.Tag[i])), append(m.rel, 0)
	}
	heads := d.trees.head[r.Start:r.End]
	n.Parse(model.NetInput{Lower: d.Lower[r.Start:r.End], Shapes: m.shapes, PTB: m.ptb, UPOS: m.upos}, heads, m.rel)
	for i, h := range heads {
		d.trees.rel[r.Start+i] = Rel(m.rel[i])
		if h >= 0 {
			heads[i] = h + int32(r.Start)
		}
	}
}
