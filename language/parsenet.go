package language

import (
	"slices"
	"sync"

	"sofar/language/model"
)

// netting is a batch of sentences for the network.
type netting struct {
	of              []int // the sentences, a sentence with a dateline twice: ends has an entry for each
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

// add puts sentence s in the batch; its dateline, which has no part in what the
// sentence says, is one of its own.
func (m *netting) add(d *Doc, s int) {
	if line := d.datelineOf(s); line > 0 {
		start := d.Sents[s].Start
		m.addWords(d, s, Range{start, start + line})
		m.addWords(d, s, Range{start + line, d.Sents[s].End})
		return
	}
	m.addWords(d, s, d.Sents[s].Range)
}

// datelineOf gives the tokens of the dateline that begins sentence s, 0 if there
// is none or nothing follows it.
func (d *Doc) datelineOf(s int) int {
	if l, r := d.Dateline, d.Sents[s].Range; l.Len() > 0 && l.Start == r.Start && l.End < r.End {
		return l.Len()
	}
	return 0
}

func (m *netting) addWords(d *Doc, s int, r Range) {
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
	for k := 0; k < len(m.of); k++ {
		s := m.of[k]
		r := d.Sents[s].Range
		line := d.datelineOf(s)
		if line > 0 {
			d.hang(m, k, from, Range{r.Start, r.Start + line})
			from = int(m.ends[k])
			k++
		}
		body := Range{r.Start + line, r.End}
		d.hang(m, k, from, body)
		from = int(m.ends[k])
		if line > 0 { // the dateline hangs on what the sentence says
			root := d.rootOf(Range{r.Start, body.Start})
			d.trees.head[root], d.trees.rel[root] = int32(d.rootOf(body)), Parataxis
		}
		d.link(r)
		d.trees.done[s].Store(true)
	}
	m.reset()
}

// hang writes the k-th tree of a batch, whose words begin at from, to the tokens r.
func (d *Doc) hang(m *netting, k, from int, r Range) {
	for i, h := range m.heads[from:m.ends[k]] {
		d.trees.rel[r.Start+i] = Rel(m.rels[from+i])
		if h >= 0 {
			h += int32(r.Start - from)
		}
		d.trees.head[r.Start+i] = h
	}
}

// rootOf gives the token of r that has no head.
func (d *Doc) rootOf(r Range) int {
	for i := r.Start; i < r.End; i++ {
		if d.trees.head[i] < 0 {
			return i
		}
	}
	return r.Start
}
