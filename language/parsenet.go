package language

import (
	"slices"
	"sync"

	"sofar/language/model"
)

// netting is a batch of sentences for the network.
type netting struct {
	of              []int // the sentences
	lower           []string
	shapes          []model.Shape
	ptb, upos, rels []uint8
	ends, heads     []int32
}

// nettings keeps batches for the next sentences.
var nettings = sync.Pool{New: func() any { return new(netting) }}

// netWords is how many words of sentences the network is given at once, where
// several trees are wanted.
const netWords = 1000

func (m *netting) reset() {
	clear(m.lower) // no text is held for the next one
	m.of, m.lower, m.shapes, m.ptb, m.upos, m.ends = m.of[:0], m.lower[:0], m.shapes[:0], m.ptb[:0], m.upos[:0], m.ends[:0]
}

// add puts sentence s in the batch.
func (m *netting) add(d *Doc, s int) {
	r := d.Sents[s].Range
	m.of = append(m.of, s)
	m.lower = append(m.lower, d.Lower[r.Start:r.End]...)
	for i := r.Start; i < r.End; i++ {
		_, shape := inContext(taggerShape(d.Flags[i], d.Word(i), len(d.Lower[i]) == 1), d.Flags[i])
		m.shapes = append(m.shapes, shape)
		m.ptb, m.upos = append(m.ptb, uint8(d.PTB[i])), append(m.upos, uint8(d.Tag[i]))
	}
	m.ends = append(m.ends, int32(len(m.lower)))
}

// parseBatch makes the trees of a batch and empties it. The lock of the trees is held.
func (d *Doc) parseBatch(n *model.Net, m *netting) {
	words := len(m.lower)
	m.heads, m.rels = slices.Grow(m.heads[:0], words)[:words], slices.Grow(m.rels[:0], words)[:words]
	n.Parse(model.NetInput{Lower: m.lower, Shapes: m.shapes, PTB: m.ptb, UPOS: m.upos}, m.ends, m.heads, m.rels)
	from := 0
	for k, s := range m.of {
		r := d.Sents[s].Range
		for i, h := range m.heads[from:m.ends[k]] {
			d.trees.rel[r.Start+i] = Rel(m.rels[from+i])
			if h >= 0 {
				h += int32(r.Start - from)
			}
			d.trees.head[r.Start+i] = h
		}
		from = int(m.ends[k])
		d.link(r)
		d.trees.done[s].Store(true)
	}
	m.reset()
}
