package model

import "math/bits"

// table finds the weights of features. The rows are sorted by key. Keys are
// hashes, spread evenly, so their leading bits tell almost where a row stands:
// one bit for every place of those leading bits that has a row, and the number
// of rows before every 64th. A feature without a row, as most have none, is
// mostly known by the bits alone, which stay in the processor's cache.
type table struct {
	bits    []uint64
	before  []uint32 // rows before the first of these 64 places
	shift   uint     // key >> shift is the index into bits
	rows    []row    // and one after the last, where the weights end
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

// placesPerRow is how many places of leading bits there are for each row at least.
const placesPerRow = 8

// index makes bits and before from the rows.
func (t *table) index() {
	t.shift = 26
	for t.shift > 6 && 64<<(32-t.shift) < placesPerRow*len(t.rows) {
		t.shift--
	}
	t.bits, t.before = make([]uint64, 1<<(32-t.shift)), make([]uint32, 1<<(32-t.shift))
	n := len(t.rows) - 1
	at := 0
	for w := range t.bits {
		t.before[w] = uint32(at)
		for ; at < n && int(t.rows[at].key>>t.shift) == w; at++ {
			t.bits[w] |= 1 << (t.rows[at].key >> (t.shift - 6) & 63)
		}
	}
}

// find gives the weights of a feature.
func (t *table) find(key uint32) span {
	w := key >> t.shift
	at, set := key>>(t.shift-6)&63, t.bits[w]
	if set>>at&1 == 0 {
		return span{}
	}
	k := t.before[w] + uint32(bits.OnesCount64(set&(1<<at-1)))
	last := uint32(len(t.rows) - 1)
	for k < last && t.rows[k].key < key { // rows that share a place
		k++
	}
	if k == last || t.rows[k].key != key {
		return span{}
	}
	return span{t.rows[k].from, t.rows[k+1].from}
}

// add adds weights to the scores.
func (t *table) add(scores []int32, s span) {
	for _, w := range t.weights[s.from:s.to] {
		scores[w.label] += int32(w.value)
	}
}
