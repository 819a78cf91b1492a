package story

import (
	"cmp"
	"slices"

	"sofar/incident"
	"sofar/report"
)

// keptCopies is what was found of copies, text by text, with what it rests on:
// only those texts are looked at again of which that has changed.
type keptCopies struct {
	number map[textKey]int32
	texts  []*keptText // by number
	order  []int32     // the texts in the index, by place
	finder *Finder
	looks  chains // fingerprint → texts that look it up
	// boiler are the fingerprints of shingles that are boilerplate.
	boiler map[uint32]bool
}

// textKey names a text: a report may be read again, and credit others then.
type textKey struct {
	report  *report.Report
	reading *incident.Reading
}

// keptText is what is kept of a text.
type keptText struct {
	shingles []uint64 // that it looks up
	one      int      // one of so many words of them is in the index
	first    int32    // text of its story, from 1; 0 where it stands in none
	stale    bool
	copies   []Copy  // full and partial
	heldBy   []int32 // the texts that had it among the sources looked at
	// The text that it may be a paraphrase of, where the texts before it in its
	// story are those of before.
	before   uint64
	searched bool
	likest   int32 // -1 for none
	share    float64
}

// find gives what findCopies gives.
func (k *keptCopies) find(g *grouper) []Copy {
	order, ok := k.numbers(g)
	if !ok {
		*k = keptCopies{}
		return findCopies(g)
	}
	if k.finder == nil {
		k.finder = NewFinder(g)
	}
	k.finder.texts = g
	k.recheck(k.moved(g, order, k.take(order)))
	var out []Copy
	origin := make(map[string]string) // full copy → the report it copies
	place := make([]int32, len(k.texts))
	for i, n := range order {
		place[n] = int32(i)
	}
	before := make(map[int]uint64) // story → the texts so far
	for i, n := range order {
		t, s := k.texts[n], g.of[i]
		if t.stale {
			k.finder.found = nil
			t.copies, t.stale, t.searched = g.verbatim(k.finder, i), false, false
			for _, c := range k.finder.found {
				of := k.texts[order[c.text]]
				if !slices.Contains(of.heldBy, n) {
					of.heldBy = append(of.heldBy, n)
				}
			}
		}
		if !t.searched || t.before != before[s] {
			best, share := g.likest(i, t.copies)
			t.searched, t.before, t.likest, t.share = true, before[s], -1, share
			if best >= 0 {
				t.likest = order[best]
			}
		}
		before[s] = (before[s] ^ uint64(n+1)) * 0x9e3779b97f4a7c15
		before[s] ^= before[s] >> 29
		mine := slices.Clip(t.copies)
		if t.likest >= 0 {
			mine = append(mine, g.paraphrase(i, int(place[t.likest]), t.share, mine, origin)...)
		}
		for _, c := range mine {
			if c.Extent == Full && origin[c.Report] == "" {
				origin[c.Report] = c.Of
			}
		}
		slices.SortStableFunc(mine, func(a, b Copy) int { return cmp.Compare(a.Of, b.Of) })
		out = append(out, mine...)
	}
	return out
}

// numbers gives the texts of a grouper by their places; false where one stands
// there twice.
func (k *keptCopies) numbers(g *grouper) ([]int32, bool) {
	if k.number == nil {
		*k = keptCopies{number: map[textKey]int32{}, boiler: map[uint32]bool{}}
	}
	order := make([]int32, len(g.entries))
	seen := make([]bool, len(k.texts)+len(g.entries))
	for i := range g.entries {
		key := textKey{g.entries[i].Report, g.entries[i].Reading}
		n, ok := k.number[key]
		if !ok {
			n = int32(len(k.texts))
			k.number[key] = n
			k.texts = append(k.texts, &keptText{})
		}
		if seen[n] {
			return nil, false
		}
		seen[n], order[i] = true, n
	}
	return order, true
}

// take brings the index to the texts in order, and gives those that came or went.
func (k *keptCopies) take(order []int32) (changed []int32) {
	x := k.finder
	was := k.order
	k.order = order
	if len(order) >= len(was) && slices.Equal(order[:len(was)], was) {
		for i := len(was); i < len(order); i++ {
			n := order[i]
			t := k.read(n, x.texts.Text(i))
			for _, h := range t.shingles {
				if !sampled(h, t.one) {
					continue
				}
				// A text that came last is nobody's source; that one more holds the
				// shingle may tell that it is not rare, or that it is boilerplate.
				if held := x.index.add(h, int32(i)); held == fewHolders+2 {
					k.looks.each(finger(h), func(n int32) { k.texts[n].stale = true })
				}
			}
		}
		return order[len(was):]
	}
	in := make([]uint8, len(k.texts))
	for _, n := range was {
		in[n] |= 1
	}
	for _, n := range order {
		in[n] |= 2
	}
	stay := func(list []int32) []int32 {
		return slices.DeleteFunc(slices.Clone(list), func(n int32) bool { return in[n] != 3 })
	}
	moved := !slices.Equal(stay(was), stay(order))
	x.index = holders{}
	for i, n := range order {
		t := k.read(n, x.texts.Text(i))
		t.stale = t.stale || moved
		for _, h := range t.shingles {
			if sampled(h, t.one) {
				x.index.add(h, int32(i))
			}
		}
		if in[n] != 3 || moved {
			changed = append(changed, n)
		}
	}
	for _, n := range was {
		if in[n] == 1 {
			changed = append(changed, n)
			k.texts[n].first, k.texts[n].stale = 0, true
		}
	}
	for _, n := range changed {
		t := k.texts[n]
		for _, h := range t.shingles {
			if sampled(h, t.one) {
				k.looks.each(finger(h), func(n int32) { k.texts[n].stale = true })
			}
		}
	}
	return changed
}

// moved adds to changed the texts whose story is another.
func (k *keptCopies) moved(g *grouper, order, changed []int32) []int32 {
	changed = slices.Clone(changed)
	first := make([]int32, len(g.clusters)) // text of a story, from 1
	for i, n := range order {
		s := &first[g.of[i]]
		if *s == 0 {
			*s = n + 1
		}
		if t := k.texts[n]; t.first != *s {
			t.first = *s
			changed = append(changed, n)
		}
	}
	return changed
}

// recheck finds which shingles of the texts have become boilerplate or are it no
// longer; what has them, or was held against one that has, is looked at again.
func (k *keptCopies) recheck(changed []int32) {
	done := map[uint32]bool{}
	for _, n := range changed {
		for _, h := range k.texts[n].shingles {
			f := finger(h)
			if !sampled(h, sampleOne) || done[f] {
				continue
			}
			done[f] = true
			is := k.finder.boilerplate(h)
			if is == k.boiler[f] {
				continue
			}
			if k.boiler[f] = is; !is {
				delete(k.boiler, f)
			}
			k.looks.each(f, func(n int32) {
				k.texts[n].stale = true
				for _, by := range k.texts[n].heldBy {
					k.texts[by].stale = true
				}
			})
		}
	}
}

// read gives text n with its shingles.
func (k *keptCopies) read(n int32, text string) *keptText {
	t := k.texts[n]
	if t.one == 0 {
		t.shingles, t.one = k.finder.shingles(text)
		t.stale = true
		for _, h := range t.shingles {
			k.looks.add(finger(h), n)
		}
	}
	return t
}

// finger is what the index knows of a shingle.
func finger(shingle uint64) uint32 { return uint32(shingle >> fingerShift) }

// chains hold lists of texts by fingerprint.
type chains struct {
	last map[uint32]int32 // place in link of the newest, from 1
	link []struct{ text, before int32 }
}

func (c *chains) add(finger uint32, text int32) {
	if c.last == nil {
		c.last = map[uint32]int32{}
	}
	c.link = append(c.link, struct{ text, before int32 }{text, c.last[finger]})
	c.last[finger] = int32(len(c.link))
}

func (c *chains) each(finger uint32, do func(text int32)) {
	for k := c.last[finger]; k > 0; k = c.link[k-1].before {
		do(c.link[k-1].text)
	}
}
