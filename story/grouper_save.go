package story

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"sofar/cache"
)

// SaveFormat is the form in which Save writes and the way in which reports are
// grouped: raise it when either changes, so that what an earlier sofar saved is
// not gone on from.
const SaveFormat = 4

// Save writes all that the Grouper holds. A Grouper that reads it goes on as
// this one does, to the last bit.
func (x *Grouper) Save(w *cache.Writer) {
	v := x.g.vocab
	w.Bytes(v.text)
	cache.Numbers(w, v.end)
	cache.Numbers(w, v.seen)
	cache.Numbers(w, v.share)
	w.Uint(uint64(len(v.shares)))
	for _, s := range v.shares {
		w.Float(s)
	}
	w.Float(v.docs)
	x.g.postings.save(w)
	w.Strings(x.pack.words.word)
	w.Strings(x.whys.word)
	w.Uint(uint64(len(x.arena)))
	for _, b := range x.arena {
		w.Bytes(b)
	}
	cache.Numbers(w, x.at)
	for _, t := range x.ties {
		w.Uint(uint64(t.why))
		w.Int(int64(t.near))
		w.Int(int64(t.score))
		w.Int(int64(t.frame))
	}
	cache.Numbers(w, x.g.of)
	cache.Numbers(w, x.used)
	cache.Numbers(w, x.cutAt)
	cache.Numbers(w, x.awake)
	w.Uint(uint64(len(x.side)))
	for _, k := range slices.Sorted(maps.Keys(x.side)) {
		w.Uint(uint64(k))
		w.Uint(uint64(len(x.side[k])))
		for _, s := range x.side[k] {
			w.Uint(uint64(s.report))
			w.Uint(uint64(s.tie.why))
			w.Int(int64(s.tie.near))
			w.Int(int64(s.tie.score))
			w.Int(int64(s.tie.frame))
		}
	}
	savePairs(w, x.g.rules.apartOf)
	savePairs(w, x.g.parted)
	for _, k := range x.awake {
		c := x.g.clusters[k]
		if c == nil {
			w.Uint(0)
			continue
		}
		w.Uint(uint64(len(c.members)))
		for _, f := range c.members {
			w.Uint(uint64(f.at))
		}
		c.save(w)
	}
}

// ReadGrouper reads what Save wrote; r tells of errors.
func ReadGrouper(r *cache.Reader) *Grouper {
	x := NewGrouper()
	v := x.g.vocab
	v.text = r.Bytes(1 << 10)
	v.end, v.seen, v.share = cache.List[uint32](r), cache.List[int32](r), cache.List[uint8](r)
	for range r.Len(8) {
		v.shares = append(v.shares, r.Float())
	}
	v.docs = r.Float()
	x.g.postings.read(r)
	x.pack.words.read(r)
	x.whys.read(r)
	for range r.Len(1) {
		x.arena = append(x.arena, r.Bytes(0))
	}
	x.at = cache.List[int64](r)
	x.ties = make([]packedTie, len(x.at))
	for i := range x.ties {
		x.ties[i] = packedTie{why: int32(r.Uint()), near: int32(r.Int()), score: int8(r.Int()), frame: int8(r.Int())}
	}
	x.g.of = cache.List[int](r)
	x.used, x.cutAt, x.awake = cache.List[int32](r), cache.List[int32](r), cache.List[int32](r)
	for range r.Len(2) {
		k := int32(r.Uint())
		for range r.Len(5) {
			s := sideTie{report: int32(r.Uint())}
			s.tie = packedTie{why: int32(r.Uint()), near: int32(r.Int()), score: int8(r.Int()), frame: int8(r.Int())}
			x.side[k] = append(x.side[k], s)
			if s.tie.near >= 0 {
				x.told[s.report] = append(x.told[s.report], s.tie.near)
			}
		}
	}
	readPairs(r, x.g.rules.apartOf)
	readPairs(r, x.g.parted)
	if r.Err() != nil {
		return x
	}
	size := len(v.slots)
	for 2*size < 3*(len(v.end)+1) {
		size *= 2
	}
	v.spread(size)
	v.bits = make([]float64, len(v.end))
	for n := range v.bits {
		v.bits[n] = v.weigh(int32(n))
	}
	v.docBits = math.Log(v.docs + priorWeight)
	x.g.all, x.g.clusters = make([]*features, len(x.at)), make([]*cluster, len(x.used))
	x.seatAll()
	for _, k := range x.awake {
		n := r.Len(1)
		if n == 0 {
			continue
		}
		c := newCluster()
		for range n {
			i := int(r.Uint())
			if r.Err() != nil {
				return x
			}
			x.g.all[i] = x.features(i)
			c.members, c.ties = append(c.members, x.g.all[i]), append(c.ties, x.long(x.ties[i]))
		}
		c.read(r)
		x.g.clusters[k] = c
	}
	return x
}

// seatAll makes the lists of the stories' reports from the story of each report.
func (x *Grouper) seatAll() {
	x.list = make([][]int32, len(x.used))
	size := make([]int32, len(x.used))
	for _, k := range x.g.of {
		size[k]++
	}
	all := make([]int32, len(x.g.of))
	for k, n := range size {
		x.list[k], all = all[:0:n], all[n:]
	}
	for i, k := range x.g.of {
		x.list[k] = append(x.list[k], int32(i))
	}
}

func savePairs(w *cache.Writer, pairs map[[2]int]bool) {
	list := slices.SortedFunc(maps.Keys(pairs), func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	w.Uint(uint64(len(list)))
	for _, p := range list {
		w.Uint(uint64(p[0]))
		w.Uint(uint64(p[1]))
	}
}

func readPairs(r *cache.Reader, pairs map[[2]int]bool) {
	for range r.Len(2) {
		pairs[[2]int{int(r.Uint()), int(r.Uint())}] = true
	}
}

func (x *interned) read(r *cache.Reader) {
	x.word = r.Strings()
	x.at = make(map[string]int32, len(x.word))
	for i, s := range x.word {
		x.at[s] = int32(i)
	}
}

func (p *postings) save(w *cache.Writer) {
	at, n, next := make([]int32, len(p.of)), make([]uint8, len(p.of)), make([]uint8, len(p.of))
	for i, r := range p.of {
		at[i], n[i], next[i] = r.at, r.n, r.next
	}
	cache.Numbers(w, at)
	cache.Numbers(w, n)
	cache.Numbers(w, next)
	for size := range p.rings {
		cache.Numbers(w, p.rings[size])
		cache.Numbers(w, p.free[size])
	}
}

func (p *postings) read(r *cache.Reader) {
	at, n, next := cache.List[int32](r), cache.List[uint8](r), cache.List[uint8](r)
	p.of = make([]ring, min(len(at), len(n), len(next)))
	for i := range p.of {
		p.of[i] = ring{at[i], n[i], next[i]}
	}
	for size := range p.rings {
		p.rings[size], p.free[size] = cache.List[int32](r), cache.List[int32](r)
	}
}
