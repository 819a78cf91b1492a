package story

import (
	"math"
	"slices"
)

// Kept is what grouping leaves to the next time: of entries that are mostly those
// of the time before, only what is new is looked at. Where a report comes between
// others, or a decision bears on one, it goes on from before it. Group is Group of
// the whole, to the last bit. The zero value holds nothing; it is no good for two
// goroutines at once.
type Kept struct {
	entries []Entry
	base    *grouper // that has added the entries, and not finished
	saved   []savepoint
	copies  keptCopies
}

// savepoint is what there was after the first n entries.
type savepoint struct {
	n    int
	base *grouper
}

// saveEvery is the smallest distance between two savings.
const saveEvery = 32

// Group gives what Group gives of the same.
func (k *Kept) Group(entries []Entry, decisions []Decision) Groups {
	rules := newRulings(decisions, entries)
	if k.base == nil {
		k.fresh()
	}
	n := 0
	for n < min(len(entries), len(k.entries)) && k.entries[n].same(&entries[n]) {
		n++
	}
	if n = rules.alike(k.base.rules, n); n < len(k.entries) {
		k.back(n)
	}
	k.entries = slices.Clone(entries)
	g := k.base
	if !rules.equal(g.rules) {
		g.second.forget()
	}
	g.entries, g.rules = k.entries, rules
	for i := len(g.all); i < len(entries); i++ {
		g.second.count(g.vocab, i, len(entries))
		if worthSaving(i, len(entries)) {
			k.save(i)
		}
		g.add(i)
	}
	g.second.count(g.vocab, len(entries), len(entries))
	end := g.fork(false)
	end.finish()
	out := end.result(k.copies.find(end))
	g.houses = end.houses
	return out
}

// fresh begins at the beginning.
func (k *Kept) fresh() {
	k.base = newGrouper(nil, nil)
	k.base.second = newSecond()
}

// same tells whether an entry is the same for grouping.
func (e *Entry) same(other *Entry) bool {
	return e.Report == other.Report && e.Reading == other.Reading && e.Known.Equal(other.Known)
}

// back goes back to where at most n entries were added.
func (k *Kept) back(n int) {
	for len(k.saved) > 0 && k.saved[len(k.saved)-1].n > n {
		k.saved = k.saved[:len(k.saved)-1]
	}
	if len(k.saved) == 0 {
		k.fresh()
		return
	}
	k.base = k.saved[len(k.saved)-1].base.fork(true)
	k.base.facts, k.base.houses = make(map[int]map[string]bool), nil
}

// worthSaving tells whether what there is after i entries is kept of n: at the
// last multiple of each power of two, so that going back over so many reports
// costs about as many again.
func worthSaving(i, n int) bool {
	for step := saveEvery; step <= n; step *= 2 {
		if i > 0 && i == n/step*step {
			return true
		}
	}
	return false
}

// save keeps what there is after n entries, and lets go of what is no longer worth it.
func (k *Kept) save(n int) {
	k.saved = slices.DeleteFunc(k.saved, func(s savepoint) bool { return s.n >= n || !worthSaving(s.n, n) })
	k.saved = append(k.saved, savepoint{n, k.base.fork(true)})
}

// equal tells whether rulings are the same.
func (r *rulings) equal(other *rulings) bool {
	return r.alike(other, math.MaxInt) == math.MaxInt
}

// alike gives up to which entry, n at most, rulings are the same as others.
func (r *rulings) alike(other *rulings, n int) int {
	differ := func(a, b int) {
		n = min(n, max(a, b))
	}
	for _, pair := range [][2]*rulings{{r, other}, {other, r}} {
		for p := range pair[0].apartOf {
			if !pair[1].apartOf[p] {
				differ(p[0], p[1])
			}
		}
		for i, with := range pair[0].with {
			for _, e := range with {
				if !slices.Contains(pair[1].with[i], e) {
					differ(i, e)
				}
			}
		}
	}
	return n
}
