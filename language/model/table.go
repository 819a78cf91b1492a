package model

import "math/bits"

// table finds the weights of features. The rows are sorted by key. Keys are
// hashes, spread evenly, so their leading bits tell almost where a row stands:
// one bit for every place of those leading bits that has a row, and the number
// of rows before every 32nd. A feature without a row, as most have none, is
// mostly known by the bits alone, which stay in the processor's cache.
type table struct {
	places  []places
	shift   uint  // key >> shift is the index into places
	rows    []row // and one after the last, where the weights end
	weights []weight
}

// row is one feature; its weights end where those of the next begin.
type row struct{ key, from uint32 }

// weight is what a feature adds to the score of a label.
type weight struct {
	label uint8
	value int16
}

// span is a range of weights; to is 0 for none.
type span struct{ from, to uint32 }

// places are 32 neighbouring places of leading bits.
type places struct {
	bits   uint32 // which have a row
	before uint32 // rows before the first of them
}

// placesPerRow is how many places of leading bits there are for each row at least.
const placesPerRow = 4

// index makes places from the rows.
func (t *table) index() {
	t.shift = 27
	for t.shift > 5 && 32<<(32-t.shift) < placesPerRow*len(t.rows) {
		t.shift--
	}
	t.places = InLargePages(make([]places, 1<<(32-t.shift)))
	at := uint32(0)
	for w := range t.places {
		p := &t.places[w]
		p.before = at
		for ; int(at) < len(t.rows)-1 && int(t.rows[at].key>>t.shift) == w; at++ {
			p.bits |= 1 << (t.rows[at].key >> (t.shift - 5) & 31)
		}
	}
}

// find gives the weights of a feature.
func (t *table) find(key uint32) span {
	p := t.places[key>>t.shift]
	place := key >> (t.shift - 5) & 31
	if p.bits>>place&1 == 0 {
		return span{}
	}
	k := int(p.before) + bits.OnesCount32(p.bits&(1<<place-1))
	rows := t.rows
	for k < len(rows)-1 && rows[k].key < key { // rows that share a place
		k++
	}
	if k >= len(rows)-1 || rows[k].key != key {
		return span{}
	}
	return span{rows[k].from, rows[k+1].from}
}

// finder is memory to look up features together.
type finder struct {
	at    [foundKeys]keyAt // those that have a row or share the place of one
	spans [foundKeys]span
}

// keyAt is a feature and the first row where it may stand.
type keyAt struct{ key, at uint32 }

// foundKeys is how many features are looked up together, a power of two.
const foundKeys = 64

// findAll gives the weights of those of the keys, at most foundKeys, that have
// some, in their order, good until the next call. The places of all are read
// before any row is, and without a branch that depends on them: so the look-ups
// wait for memory side by side, and nothing is guessed wrong.
func (t *table) findAll(keys []uint32, f *finder) []span {
	n, shift := 0, t.shift&31
	for _, key := range keys {
		p := t.places[key>>shift]
		place := key >> ((shift - 5) & 31) & 31
		f.at[n%foundKeys] = keyAt{key, p.before + uint32(bits.OnesCount32(p.bits&(1<<place-1)))}
		n += int(p.bits >> place & 1)
	}
	hit, rows := 0, t.rows
	last := len(rows) - 1
	for _, e := range f.at[:n] {
		k := int(e.at)
		for k < last && rows[k].key < e.key { // rows that share a place
			k++
		}
		if k < last && rows[k].key == e.key {
			f.spans[hit%foundKeys] = span{rows[k].from, rows[k+1].from}
			hit++
		}
	}
	return f.spans[:hit]
}

// scores are the sums of weights by label.
type scores [256]int32

// add adds weights to the scores.
func (t *table) add(scores *scores, s span) {
	for _, w := range t.weights[s.from:s.to] {
		scores[w.label] += int32(w.value)
	}
}
