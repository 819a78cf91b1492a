package story

import "math/bits"

const (
	// maxPostings is how many of the newest reports with a word are looked at;
	// a word that stands in more than that many is no evidence by itself.
	maxPostings = 60
	// A ring has a power of two of places, fullRing at most.
	ringSizes = 7
	fullRing  = 1 << (ringSizes - 1)
)

// postings tells which reports hold each term, the newest of them. Most terms
// stand in one report or two, so each has a ring of the size that it needs, and
// rings of one size lie side by side.
type postings struct {
	of    []ring
	rings [ringSizes][]int32 // of 1, 2, 4 … places
	free  [ringSizes][]int32
}

// ring is where a term's reports are: the n of them in ring number at of their
// size; next is the place of the next one where the largest ring is full.
type ring struct {
	at      int32
	n, next uint8
}

// ringSize gives the size of ring that n reports are in, as a power of two.
func ringSize(n uint8) int { return bits.Len8(n - 1) }

// add notes that report i holds term t.
func (p *postings) add(t int32, i int32) {
	for int(t) >= len(p.of) {
		p.of = append(p.of, ring{})
	}
	r := &p.of[t]
	switch size := ringSize(r.n); {
	case r.n == 0:
		r.at = p.room(0)
		p.rings[0][r.at] = i
		r.n = 1
	case r.n == fullRing:
		p.places(*r)[r.next] = i
		r.next = (r.next + 1) % fullRing
	case int(r.n) < 1<<size:
		p.places(*r)[r.n] = i
		r.n++
	default:
		at := p.room(size + 1)
		list := p.rings[size+1][int(at)<<(size+1):]
		copy(list, p.places(*r))
		list[r.n] = i
		p.free[size] = append(p.free[size], r.at)
		r.at = at
		r.n++
	}
}

// room gives a ring of a size.
func (p *postings) room(size int) int32 {
	if k := len(p.free[size]); k > 0 {
		at := p.free[size][k-1]
		p.free[size] = p.free[size][:k-1]
		return at
	}
	at := len(p.rings[size]) >> size
	for range 1 << size {
		p.rings[size] = append(p.rings[size], 0)
	}
	return int32(at)
}

// places are those of a ring, used or not.
func (p *postings) places(r ring) []int32 {
	size := ringSize(r.n)
	return p.rings[size][int(r.at)<<size:][:1<<size]
}

// newest gives the maxPostings newest reports with term t in two runs.
func (p *postings) newest(t int32) [2][]int32 {
	if int(t) >= len(p.of) || p.of[t].n == 0 {
		return [2][]int32{}
	}
	r := p.of[t]
	list := p.places(r)
	if r.n < fullRing {
		return [2][]int32{list[max(0, int(r.n)-maxPostings):r.n]}
	}
	older, newer := list[r.next:], list[:r.next]
	skip := fullRing - maxPostings
	if k := min(skip, len(older)); k > 0 {
		older = older[k:]
		skip -= k
	}
	return [2][]int32{older, newer[skip:]}
}
