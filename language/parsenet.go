package language

import (
	"sync"

	"sofar/language/model"
)

// netting is memory that calls of parseNet share.
type netting struct {
	shapes         []model.Shape
	ptb, upos, rel []uint8
	ends           []int32
}

// nettings keeps it for the next sentence.
var nettings = sync.Pool{New: func() any { return new(netting) }}

// netWords is how many words of neighbouring sentences the network is given at
// once, where all trees are wanted.
const netWords = 1000

// parseAll makes the trees that are not made yet with the network n.
func (d *Doc) parseAll(n *model.Net) {
	d.trees.mu.Lock()
	defer d.trees.mu.Unlock()
	for s := 0; s < len(d.Sents); {
		to := s
		for to < len(d.Sents) && !d.trees.done[to].Load() && (to == s || d.Sents[to].End-d.Sents[s].Start <= netWords) {
			to++
		}
		if to == s {
			s++
			continue
		}
		d.parseNet(n, s, to)
		for ; s < to; s++ {
			d.link(d.Sents[s].Range)
			d.trees.done[s].Store(true)
		}
	}
}

// parseNet makes the trees of the sentences from s to to.
func (d *Doc) parseNet(n *model.Net, s, to int) {
	m := nettings.Get().(*netting)
	defer nettings.Put(m)
	start, end := d.Sents[s].Start, d.Sents[to-1].End
	m.shapes, m.ptb, m.upos, m.rel, m.ends = m.shapes[:0], m.ptb[:0], m.upos[:0], m.rel[:0], m.ends[:0]
	for i := start; i < end; i++ {
		_, shape := inContext(taggerShape(d.Flags[i], d.Word(i), len(d.Lower[i]) == 1), d.Flags[i])
		m.shapes = append(m.shapes, shape)
		m.ptb, m.upos, m.rel = append(m.ptb, uint8(d.PTB[i])), append(m.upos, uint8(d.Tag[i])), append(m.rel, 0)
	}
	for ; s < to; s++ {
		m.ends = append(m.ends, int32(d.Sents[s].End-start))
	}
	heads := d.trees.head[start:end]
	n.Parse(model.NetInput{Lower: d.Lower[start:end], Shapes: m.shapes, PTB: m.ptb, UPOS: m.upos}, m.ends, heads, m.rel)
	for i, h := range heads {
		d.trees.rel[start+i] = Rel(m.rel[i])
		if h >= 0 {
			heads[i] = h + int32(start)
		}
	}
}
