package story

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// grouper reads entries one by one; each decision rests on the entries before.
type grouper struct {
	entries  []Entry
	vocab    *vocabulary
	all      []*features
	of       []int    // entry → cluster
	postings postings // term → entries that hold it
	clusters []*cluster
	rules    *rulings
	facts    map[int]map[string]bool // of texts compared as paraphrases
	houses   [][]house               // of entries held against credits
	sum      []float64               // scratch of candidates, all zero between calls
	parted   map[[2]int]bool         // stories that were one and told of two events
	wake     func(k int) *cluster    // of a Grouper: brings back a story that rests
	united   func(older, newer int)  // of a Grouper: is told what was taken into what
	second   *second                 // of Group: what second looks rest on, nil of a Grouper
}

const (
	// maxCandidates is how many earlier reports are compared in full.
	maxCandidates = 24
)

// Group assigns every entry to its stories, online: the story of an entry
// depends on it and the entries before it, so that a longer log never changes
// the ids of the stories a shorter one gave. Entries must be sorted by
// (Known, Seq). Editors' decisions win over the automatic ones. Cost grows
// with the number of entries times the candidates that an index over rare
// words gives, not with its square.
func Group(entries []Entry, decisions []Decision) Groups {
	return group(entries, decisions, false)
}

// group is Group; afresh looks at everything again that it looks at twice.
func group(entries []Entry, decisions []Decision, afresh bool) Groups {
	g := newGrouper(entries, decisions)
	g.second = newSecond()
	g.second.afresh = afresh
	for i := range entries {
		g.second.count(g.vocab, i, len(entries))
		g.add(i)
	}
	g.second.count(g.vocab, len(entries), len(entries))
	g.finish()
	return g.result(findCopies(g))
}

func newGrouper(entries []Entry, decisions []Decision) *grouper {
	return &grouper{
		entries: entries,
		vocab:   newVocabulary(),
		facts:   make(map[int]map[string]bool),
		rules:   newRulings(decisions, entries),
	}
}

func (g *grouper) add(i int) {
	v := g.vocab
	f := featuresOf(i, &g.entries[i], v)
	g.all = append(g.all, f)
	k, m, near := g.choose(f)
	if k < 0 {
		k = len(g.clusters)
		g.clusters = append(g.clusters, newCluster())
		v.countStory(1)
		m = Member{Why: "first report", Score: 1}
	}
	m.Report, m.Main = f.id, true
	if len(f.scenes) > 0 {
		m.Frames = []int{f.scenes[0].frame}
	}
	g.clusters[k].add(v, f, m)
	g.of = append(g.of, k)
	for _, t := range f.terms {
		g.postings.add(t.id, int32(i))
	}
	if g.second != nil {
		g.second.note(i, g.of)
	}
	for _, other := range near {
		g.unite(g.of[i], other)
	}
}

// nearMiss is the score from which a story that a report did not join is
// looked at again, now that the report's own has grown by it.
const nearMiss = -1.1

// enough tells whether a tie holds a report to a story.
func (f *features) enough(t tie) bool { return t.score > threshold }

// choose gives the cluster that a report joins, -1 for none, and the other
// clusters that came close.
func (g *grouper) choose(f *features) (int, Member, []int) {
	var near []int
	best, why := -1, tie{score: threshold}
	nearest := make(map[int]string)
	for _, c := range g.candidates(f) {
		k := g.of[c]
		if nearest[k] != "" {
			continue
		}
		story := g.cluster(k)
		nearest[k] = g.all[c].label
		if g.rules.apart(f.at, story.members) {
			continue
		}
		t := compare(g.vocab, f, story)
		if t.score > nearMiss {
			near = append(near, k)
		}
		if t.score > why.score && f.enough(t) {
			best, why = k, t
		}
	}
	if e, ok := g.together(f.at, len(g.of)); ok {
		return g.of[e], Member{Why: "an editor put it with " + g.all[e].label, Score: 1}, nil
	}
	if best < 0 {
		return -1, Member{}, near
	}
	return best, Member{Why: because(why, nearest[best]), Score: strength(why.score)}, near
}

// unite joins two clusters that turn out to be one: the reports of the smaller
// belong, on average, to the larger. The older keeps its name.
func (g *grouper) unite(a, b int) {
	large, small := g.cluster(a), g.cluster(b)
	if a == b || large == nil || small == nil || g.parted[pairOf(a, b)] {
		return
	}
	if len(large.members) < len(small.members) {
		large, small = small, large
	}
	sum := 0.0
	for _, f := range small.members {
		if g.rules.apart(f.at, large.members) {
			return
		}
		t := compare(g.vocab, f, large)
		if len(small.members) == 1 && !f.enough(t) {
			return
		}
		sum += t.score
	}
	if sum <= threshold*float64(len(small.members)) {
		return
	}
	// Of two stories of several reports each must know the other's.
	if n := len(small.members); n > 1 && len(large.members) <= sizeCap && !g.known(large.members, small) {
		return
	}
	g.join(min(a, b), max(a, b))
}

// join takes the newer of two stories into the older.
func (g *grouper) join(older, newer int) {
	into, from := g.clusters[older], g.clusters[newer]
	g.vocab.forget(from)
	g.clusters[newer] = nil
	label := into.members[0].label
	for i, f := range from.members {
		m := from.ties[i]
		if i == 0 {
			m.Why, m.Score = "found to tell of the same incident as "+label, 0.5
		}
		into.add(g.vocab, f, m)
		g.of[f.at] = older
	}
	if g.vocab.still {
		into.coreOf = 0 // whatever it was asked before
	}
	if g.united != nil {
		g.united(older, newer)
	}
}

// witnesses is how many reports of a story are heard on whether another is the same.
const witnesses = 6

// known tells whether a story's first reports belong, on average, to another.
func (g *grouper) known(members []*features, other *cluster) bool {
	sum := 0.0
	for _, f := range members[:min(len(members), witnesses)] {
		sum += compare(g.vocab, f, other).score
	}
	return sum > 0
}

// forget takes a story's words out of the count; what takes its members in
// counts them again.
func (v *vocabulary) forget(c *cluster) {
	for _, t := range c.terms {
		v.count(t.id, -1)
	}
	for _, n := range c.names {
		v.count(n.id, -1)
	}
	v.countStory(-1)
}

// cluster gives story k, nil if it was taken into another.
func (g *grouper) cluster(k int) *cluster {
	if c := g.clusters[k]; c != nil || g.wake == nil {
		return c
	}
	return g.wake(k)
}

func mainScene(f *features) *scene {
	if len(f.scenes) == 0 {
		return nil
	}
	return &f.scenes[0]
}

// candidates are the earlier reports that share the most rare words, by the
// sum of their squared rarities, the newest first of equals.
func (g *grouper) candidates(f *features) []int {
	if n := len(g.all); len(g.sum) < n {
		g.sum = make([]float64, max(n+n/2, len(g.entries)))
	}
	sum := g.sum
	var out []int
	for _, t := range f.terms {
		r := g.vocab.rarity(t.id)
		if r < 2 {
			continue
		}
		for _, list := range g.postings.newest(t.id) {
			for _, e := range list {
				if sum[e] == 0 {
					out = append(out, int(e))
				}
				sum[e] += r * r
			}
		}
	}
	if g.second != nil {
		g.second.shared = g.second.shared[:0]
		for _, e := range out {
			g.second.shared = append(g.second.shared, neighbour{int32(e), sum[e]})
		}
	}
	out, dropped := nearest(out, sum)
	if g.wake != nil && len(out) > 0 {
		least := worthHolding * sum[out[0]]
		for k, e := range out {
			if sum[e] < least {
				out, dropped = out[:k], append(append([]int(nil), out[k:]...), dropped...)
				break
			}
		}
	}
	for _, e := range dropped {
		sum[e] = 0
	}
	for _, e := range out {
		sum[e] = 0
	}
	return out
}

// nearest puts the maxCandidates reports of the greatest sums first, in order,
// and gives those and the rest, which need not be sorted.
func nearest(list []int, sum []float64) (best, rest []int) {
	less := func(a, b int) int {
		return cmp.Or(cmp.Compare(sum[b], sum[a]), b-a)
	}
	if len(list) > maxCandidates {
		top := list[:maxCandidates]
		slices.SortFunc(top, less)
		for k := maxCandidates; k < len(list); k++ {
			last := top[maxCandidates-1]
			if less(list[k], last) >= 0 {
				continue
			}
			i, _ := slices.BinarySearchFunc(top, list[k], less)
			e := list[k]
			list[k] = last
			copy(top[i+1:], top[i:maxCandidates-1])
			top[i] = e
		}
		return top, list[maxCandidates:]
	}
	slices.SortFunc(list, less)
	return list, nil
}

// because says in words what ties a report to another.
func because(t tie, label string) string {
	var parts []string
	if t.place {
		parts = append(parts, "same place")
	}
	if t.typ != "" {
		parts = append(parts, "same type "+t.typ)
	}
	if t.date {
		parts = append(parts, "same day")
	}
	if t.names > 0 {
		parts = append(parts, fmt.Sprintf("%d shared names", t.names))
	}
	parts = append(parts, fmt.Sprintf("%d shared rare words with %s", t.shared, label))
	return strings.Join(parts, ", ")
}

// strength maps a logit to 0..1 in steps of a hundredth, which no rounding of
// the last bit can move between machines.
func strength(logit float64) float64 {
	s := 0.5 + logit/(2*(2+abs(logit)))
	return float64(int(s*100+0.5)) / 100
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

func (g *grouper) result(copies []Copy) Groups {
	out := Groups{Copies: copies}
	for _, c := range g.clusters {
		if c == nil {
			continue
		}
		alive := false
		for _, m := range c.members {
			if !m.background {
				alive = true
			}
		}
		if !alive && len(c.members) == 1 {
			out.Loose = append(out.Loose, c.members[0].id)
			continue
		}
		out.Stories = append(out.Stories, g.story(c))
	}
	return out
}

// story turns a cluster into a Story; members in the order they became known.
func (g *grouper) story(c *cluster) Story {
	if c.told != nil && c.told.story.ID != "" && slices.EqualFunc(c.told.loose, c.loose, sameMember) {
		return c.told.story
	}
	if !sort.IsSorted(byArrival{c}) {
		c.members, c.ties = slices.Clone(c.members), slices.Clone(c.ties)
		sort.Sort(byArrival{c})
	}
	s := Story{ID: ID(c.members[0].id)}
	order := make(map[string]int, len(c.members))
	for i, f := range c.members {
		s.Members = append(s.Members, c.ties[i])
		order[f.id] = f.at
	}
	for i, m := range c.loose {
		if _, twice := order[m.Report]; twice {
			continue
		}
		order[m.Report] = c.looseAt[i]
		s.Members = append(s.Members, m)
	}
	sort.SliceStable(s.Members, func(i, j int) bool { return order[s.Members[i].Report] < order[s.Members[j].Report] })
	s.Frame = g.merge(c)
	s.Title = g.title(c, s.Frame)
	if c.told != nil {
		c.told.story, c.told.loose = s, c.loose
	}
	return s
}

func sameMember(a, b Member) bool {
	return a.Report == b.Report && a.Why == b.Why && a.Score == b.Score && a.Main == b.Main && slices.Equal(a.Frames, b.Frames)
}

// byArrival sorts the members of a cluster, and their ties with them.
type byArrival struct{ *cluster }

func (b byArrival) Len() int           { return len(b.members) }
func (b byArrival) Less(i, j int) bool { return b.members[i].at < b.members[j].at }
func (b byArrival) Swap(i, j int) {
	b.members[i], b.members[j] = b.members[j], b.members[i]
	b.ties[i], b.ties[j] = b.ties[j], b.ties[i]
}
