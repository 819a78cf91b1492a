package story

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// second is what second looks rest on. They weigh words as they were at one of the
// last reports (count tells which), so that what a look found stays true until
// something near changes.
type second struct {
	weights *frozen
	counted int // reports when the weights were taken down
	// earlier and later are for each report those that share the most rare words with it,
	// as they were weighed when the later of the two came: of the reports before
	// it those of other stories, and those after it.
	earlier, later [][]neighbour
	shared         []neighbour // all that the newest report shares words with
	ids            *int64      // the last of a told
	afresh         bool        // nothing is remembered
}

// neighbour is a report that shares words, with the sum of their squared rarities.
type neighbour struct {
	at  int32
	sum float64
}

// frozen are the counts of a vocabulary at some time.
type frozen struct {
	seen          []int32
	bits          []float64
	docs, docBits float64
}

// told is what was found out about a cluster of certain members: it stays true as
// long as nothing is added, whatever else changes.
type told struct {
	id    int64
	story Story
	loose []Member // that the story was made with
	// What follows holds for these weights.
	weights *frozen
	looks   []*look // the last few: each round may find it beside others
	seats   map[int]*seat
	whole   bool // it tells of one event
	parts   []*cluster
}

// keptLooks is how many looks at a story are remembered: of all rounds.
const keptLooks = 6

// look is what a second look at a small story found: beside which others, and
// what became of it and one of them.
type look struct {
	beside []int64
	to     int // of the others, -1 for none
	joined *cluster
}

// seat is the same for a report of a story.
type seat struct {
	beside     []int64
	to         int
	rest, into *cluster
}

func newSecond() *second { return &second{ids: new(int64)} }

func (s *second) fork() *second {
	t := *s
	t.earlier, t.later, t.shared = slices.Clone(s.earlier), slices.Clone(s.later), nil
	return &t
}

// freshUpTo is the number of reports below which words are weighed as they are.
const freshUpTo = 64

// count takes the weights of words down, i reports added, if second looks at n
// reports go by them: by those of the last 64, 96, 128, 192, 256, 384 … reports.
func (s *second) count(v *vocabulary, i, n int) {
	if n >= freshUpTo {
		n = n >> (bits.Len(uint(n)) - 2) << (bits.Len(uint(n)) - 2)
	}
	if i == n && (s.weights == nil || s.counted != n) {
		s.counted, s.weights = n, &frozen{slices.Clone(v.seen), slices.Clone(v.bits), v.docs, v.docBits}
	}
}

// forget lets nothing that was found hold any longer.
func (s *second) forget() {
	if s.weights != nil {
		w := *s.weights
		s.weights = &w
	}
}

// freeze weighs words by what was counted then; words that came later by what is
// known of English.
func (v *vocabulary) freeze(w *frozen) {
	v.still, v.docs, v.docBits = true, w.docs, w.docBits
	n := copy(v.seen, w.seen)
	copy(v.bits, w.bits)
	var unseen []float64
	for _, share := range v.shares {
		unseen = append(unseen, math.Log(priorWeight*share))
	}
	for ; n < len(v.seen); n++ {
		v.seen[n], v.bits[n] = 0, unseen[v.share[n]]
	}
}

// note takes down the neighbours of report i, the newest; of is the story of each.
func (s *second) note(i int, of []int) {
	best := make([]neighbour, 0, maxCandidates)
	for _, n := range s.shared {
		if of[n.at] == of[i] || len(best) == maxCandidates && nearer(n, best[maxCandidates-1]) >= 0 {
			continue
		}
		best = insert(best, n)
	}
	s.earlier, s.later = append(s.earlier, best), append(s.later, nil)
	for _, n := range best {
		list := s.later[n.at]
		me := neighbour{int32(i), n.sum}
		if len(list) < maxCandidates || nearer(me, list[maxCandidates-1]) < 0 {
			// A list may be another grouper's as well.
			s.later[n.at] = insert(append(make([]neighbour, 0, min(maxCandidates, len(list)+1)), list...), me)
		}
	}
}

// nearer orders neighbours, the newest first of equals.
func nearer(a, b neighbour) int {
	return cmp.Or(cmp.Compare(b.sum, a.sum), cmp.Compare(b.at, a.at))
}

// insert puts a neighbour in its place; of maxCandidates the last falls out.
func insert(list []neighbour, n neighbour) []neighbour {
	at, _ := slices.BinarySearchFunc(list, n, nearer)
	if len(list) == maxCandidates {
		list = list[:maxCandidates-1]
	}
	return slices.Insert(list, at, n)
}

// beside gives the stories of report i's neighbours but its own, the nearest
// first, with the report that each is near by.
func (g *grouper) beside(i, most int) (stories, by []int) {
	a, b := g.second.earlier[i], g.second.later[i]
	for n := 0; n < maxCandidates && len(a)+len(b) > 0 && len(stories) < most; n++ {
		var e int
		if len(b) == 0 || len(a) > 0 && nearer(a[0], b[0]) < 0 {
			e, a = int(a[0].at), a[1:]
		} else {
			e, b = int(b[0].at), b[1:]
		}
		if k := g.of[e]; k != g.of[i] && !slices.Contains(stories, k) {
			stories, by = append(stories, k), append(by, e)
		}
	}
	return stories, by
}

// told gives what is known of a cluster.
func (g *grouper) told(c *cluster) *told {
	if c.told == nil || g.second.afresh {
		*g.second.ids++
		c.told = &told{id: *g.second.ids}
	}
	if t := c.told; t.weights != g.second.weights {
		*t = told{id: t.id, story: t.story, loose: t.loose, weights: g.second.weights}
	}
	return c.told
}

// ids names the stories beside story k as they are now.
func (g *grouper) ids(k int, stories []int) []int64 {
	out := make([]int64, len(stories))
	for i, s := range stories {
		if out[i] = g.told(g.clusters[s]).id; s < k {
			out[i] = -out[i]
		}
	}
	return out
}

// kept gives a copy of story k to put in its place another time.
func (g *grouper) kept(k int) *cluster {
	c := g.clusters[k]
	g.told(c)
	return c.share()
}

// put puts a cluster in the place of story k.
func (g *grouper) put(k int, c *cluster) {
	g.clusters[k] = c.share()
	for _, f := range c.members {
		g.of[f.at] = k
	}
}

// share gives a cluster that holds the same sums.
func (c *cluster) share() *cluster {
	c.shared = true
	d := *c
	return &d
}
