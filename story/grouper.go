package story

import (
	"slices"
	"strconv"
	"strings"
)

// Grouper groups reports one by one in the order of a log, for as many as there
// are: the work for a report is bounded, and a story that no report comes near
// rests in some hundred bytes for each of its reports. The result is a function
// of the reports in their order.
//
// It decides by the same evidence as Group. What Group does at the end over all
// stories (looking again at small ones, parting those that tell of two events)
// a Grouper does when a report comes near a story.
type Grouper struct {
	g     *grouper
	pack  packer
	arena [][]byte // the packed features of all reports
	at    []int64  // report → its place in the arena
	ties  []packedTie
	whys  interned
	list  [][]int32 // story → its reports in order, nil for one taken into another
	used  []int32   // story → the last report that came near it
	awake []int32   // stories whose features are in memory
	side  map[int32][]sideTie
	told  map[int32][]int32 // report → of each story that it tells of beside its own one report
	cutAt []int32           // story → the size at which it is next looked at for two events

	touched []int // stories that the present report has changed
	// A story rests when so many reports have come since one came near it; that
	// is looked at after every restEvery reports.
	restAfter, restEvery int
	// One that was woken and not come near rests when so many have come.
	looked int
}

// packedTie is a Member in short: Why without the label of the report that it
// ends with, which is report near.
type packedTie struct {
	why, near int32
	score     int8
	frame     int8 // -1 for none
}

// sideTie is a report that tells of a story beside its own.
type sideTie struct {
	report int32
	tie    packedTie
}

const (
	restAfter, restEvery = 6000, 500
	lookedAt             = 500
	arenaChunk           = 1 << 20
	// A candidate is held against a report where it shares so much of what the
	// best one shares.
	worthHolding = 0.3
)

// NewGrouper makes a Grouper without reports.
func NewGrouper() *Grouper {
	x := &Grouper{g: newGrouper(nil, nil), side: map[int32][]sideTie{}, told: map[int32][]int32{}, restAfter: restAfter, restEvery: restEvery, looked: lookedAt}
	x.pack.vocab = x.g.vocab
	x.g.parted = map[[2]int]bool{}
	x.hook()
	return x
}

// hook is told by the grouper of what it needs and does.
func (x *Grouper) hook() {
	x.g.wake = x.wake
	x.g.united = func(older, newer int) {
		x.touched = append(x.touched, older, newer)
		if beside := x.side[int32(newer)]; beside != nil {
			x.side[int32(older)] = append(x.side[int32(older)], beside...)
			delete(x.side, int32(newer))
		}
	}
}

// Len is the number of reports.
func (x *Grouper) Len() int { return len(x.g.of) }

// Stories is the number of stories so far, with those taken into others.
func (x *Grouper) Stories() int { return len(x.list) }

// Story is the number of the story that report i stands in.
func (x *Grouper) Story(i int) int { return x.g.of[i] }

// Add takes the next report in. It gives the stories that have other members
// than before; those taken into another have none.
func (x *Grouper) Add(e Entry) (changed []int) {
	g, i := x.g, len(x.g.of)
	f := featuresOf(i, &e, g.vocab)
	f.id, f.label = "", labelOf(i)
	g.all = append(g.all, f)
	k, m, near := g.choose(f)
	if k < 0 {
		k = x.found()
		m = Member{Why: "first report", Score: 1}
	}
	m.Main = true
	if len(f.scenes) > 0 {
		m.Frames = []int{f.scenes[0].frame}
	}
	g.cluster(k).add(g.vocab, f, m)
	g.of = append(g.of, k)
	x.ties = append(x.ties, x.short(m))
	for _, t := range f.terms {
		g.postings.add(t.id, int32(i))
	}
	x.store(f)
	for _, n := range append(near, k) {
		x.used[n] = int32(i)
	}
	x.touched = append(append(x.touched[:0], k), near...)
	for _, other := range near {
		g.unite(g.of[i], other)
	}
	for _, other := range near {
		if c := g.cluster(other); c != nil && other != g.of[i] && len(c.members) <= fewReports {
			g.resettle(other, g.near(c.members[0]))
		}
	}
	k = g.of[i]
	if c := g.cluster(k); len(c.members) >= int(x.cutAt[k]) {
		x.cutAt[k] = int32(len(c.members) + 1 + len(c.members)/8)
		n := len(g.clusters)
		if g.cutOne(k) {
			x.grown()
			g.parted[pairOf(n, k)] = true
			x.touched = append(x.touched, n, k)
		}
	}
	x.besides(i, &e)
	slices.Sort(x.touched)
	changed = slices.Compact(slices.Clone(x.touched))
	for _, k := range changed {
		x.note(k)
	}
	if i%x.restEvery == 0 {
		x.rest(int32(i))
	}
	return changed
}

// near gives the stories of the candidates of a report but its own.
func (g *grouper) near(f *features) (stories []int) {
	for _, e := range g.candidates(f) {
		if k := g.of[e]; k != g.of[f.at] && !slices.Contains(stories, k) {
			stories = append(stories, k)
		}
	}
	return stories
}

// found makes a new story.
func (x *Grouper) found() int {
	x.g.clusters = append(x.g.clusters, newCluster())
	x.g.vocab.countStory(1)
	x.grown()
	return len(x.g.clusters) - 1
}

// grown makes room for the stories that the grouper has made.
func (x *Grouper) grown() {
	for len(x.list) < len(x.g.clusters) {
		x.awake = append(x.awake, int32(len(x.list)))
		x.list, x.used, x.cutAt = append(x.list, nil), append(x.used, int32(len(x.g.of))), append(x.cutAt, 2*minPart)
	}
}

// note writes down who stands in a story now.
func (x *Grouper) note(k int) {
	c := x.g.clusters[k]
	if c == nil {
		if len(x.list[k]) > 0 && x.g.of[x.list[k][0]] != k {
			x.list[k] = nil
		}
		return
	}
	list := x.list[k][:0]
	for n, f := range c.members {
		list = append(list, int32(f.at))
		x.ties[f.at] = x.short(c.ties[n])
	}
	slices.Sort(list)
	x.list[k] = list
}

// rest lets the stories go that no report came near for long.
func (x *Grouper) rest(now int32) {
	kept := x.awake[:0]
	for _, k := range x.awake {
		c := x.g.clusters[k]
		if c == nil {
			continue
		}
		if int(now-x.used[k]) < x.restAfter {
			kept = append(kept, k)
			continue
		}
		x.note(int(k))
		for _, f := range c.members {
			x.g.all[f.at] = nil
		}
		x.g.clusters[k] = nil
	}
	x.awake = kept
}

// wake brings a story back that rests; nil if it was taken into another.
func (x *Grouper) wake(k int) *cluster {
	if len(x.list[k]) == 0 || x.g.of[x.list[k][0]] != k {
		return nil
	}
	c := &cluster{quiet: true}
	for _, i := range x.list[k] {
		f := x.features(int(i))
		x.g.all[i] = f
		c.add(x.g.vocab, f, x.long(x.ties[i]))
	}
	c.quiet = false
	x.g.clusters[k] = c
	x.awake = append(x.awake, int32(k))
	// Most stories are woken to be looked at once.
	x.used[k] = max(x.used[k], int32(len(x.g.of)-x.restAfter+x.looked))
	return c
}

// store packs the features of the next report.
func (x *Grouper) store(f *features) {
	n := len(x.arena) - 1
	if n < 0 || len(x.arena[n]) > arenaChunk-4096 {
		x.arena = append(x.arena, make([]byte, 0, arenaChunk))
		n++
	}
	x.at = append(x.at, int64(n)<<32|int64(len(x.arena[n])))
	x.arena[n] = x.pack.pack(x.arena[n], f)
}

func (x *Grouper) features(i int) *features {
	f := x.pack.unpack(x.arena[x.at[i]>>32][uint32(x.at[i]):], i)
	f.label = labelOf(i)
	return f
}

// labelOf stands for the label of report i until it is told.
func labelOf(i int) string { return "\x00" + strconv.Itoa(i) }

func (x *Grouper) short(m Member) packedTie {
	why, near := m.Why, int32(-1)
	// A label may stand in the middle: what is behind it stays with the words.
	if before, behind, ok := strings.Cut(why, "\x00"); ok {
		digits := len(behind) - len(strings.TrimLeft(behind, "0123456789"))
		n, _ := strconv.Atoi(behind[:digits])
		why, near = before+"\x00"+behind[digits:], int32(n)
	}
	t := packedTie{why: x.whys.number(why), near: near, score: int8(m.Score*100 + 0.5), frame: -1}
	if len(m.Frames) > 0 && m.Frames[0] < 127 {
		t.frame = int8(m.Frames[0])
	}
	return t
}

func (x *Grouper) long(t packedTie) Member {
	m := Member{Why: x.whys.word[t.why], Score: float64(t.score) / 100}
	if t.near >= 0 {
		m.Why = strings.Replace(m.Why, "\x00", labelOf(int(t.near)), 1)
	}
	if t.frame >= 0 {
		m.Frames = []int{int(t.frame)}
	}
	return m
}

// Members gives the reports of story k in order, and those that tell of it
// beside their own. label names a report for readers.
func (x *Grouper) Members(k int, label func(i int) string) (reports []int, members []Member) {
	type seat struct {
		i int
		m Member
	}
	var all []seat
	tell := func(i int, t packedTie, main bool) {
		m := Member{Why: x.whys.word[t.why], Score: float64(t.score) / 100, Main: main}
		if t.near >= 0 {
			m.Why = strings.Replace(m.Why, "\x00", label(int(t.near)), 1)
		}
		if t.frame >= 0 {
			m.Frames = []int{int(t.frame)}
		}
		all = append(all, seat{i, m})
	}
	for _, i := range x.list[k] {
		tell(int(i), x.ties[i], true)
	}
	for _, s := range x.side[int32(k)] {
		if x.g.of[s.report] != k {
			tell(int(s.report), s.tie, false)
		}
	}
	slices.SortStableFunc(all, func(a, b seat) int { return a.i - b.i })
	for _, s := range all {
		reports, members = append(reports, s.i), append(members, s.m)
	}
	return reports, members
}

// Size is the number of reports whose main incident story k is; 0 for one taken
// into another.
func (x *Grouper) Size(k int) int { return len(x.list[k]) }

// First is the report that story k began with.
func (x *Grouper) First(k int) int { return int(x.list[k][0]) }

// besides ties report i to the stories of the incidents that it tells of beside
// its own: by their places, among the newest reports that hold the same words.
func (x *Grouper) besides(i int, e *Entry) {
	g, f := x.g, x.g.all[i]
	for n := 1; n < len(f.scenes); n++ {
		s := &f.scenes[n]
		hits, first := map[int]int{}, map[int]int{}
		best := -1
		for _, p := range s.places {
			newest := g.postings.newest(g.vocab.number(p))
			for _, o := range append(newest[0][:len(newest[0]):len(newest[0])], newest[1]...) {
				k := g.of[o]
				if k == g.of[i] {
					continue
				}
				g.cluster(k)
				other := g.all[o]
				if ms := mainScene(other); ms == nil || other.background || !samePlaces(ms.places, s.places) || !near(ms, s) {
					continue
				}
				if hits[k] == 0 {
					first[k] = int(o)
				}
				hits[k]++
				if best < 0 || hits[k] > hits[best] || hits[k] == hits[best] && k < best {
					best = k
				}
			}
		}
		if best >= 0 {
			m := Member{Why: "a passage about the same place as " + labelOf(first[best]), Score: 0.6, Frames: []int{s.frame}}
			x.side[int32(best)] = append(x.side[int32(best)], sideTie{int32(i), x.short(m)})
			x.told[int32(i)] = append(x.told[int32(i)], int32(first[best]))
		}
	}
}

// Together makes the story of entries that a Grouper put together: their frame,
// title and copies, from them alone. Entries are sorted by (Known, Seq), members
// parallel to them.
func Together(entries []Entry, members []Member) (Story, []Copy) {
	return new(KeptStory).Together(entries, members)
}

// KeptStory is what Together leaves to the next time that the same story is made:
// only texts with new neighbours are looked at for copies. The result is the same;
// entries are known again by their pointers. The zero value holds nothing.
type KeptStory struct{ copies keptCopies }

// Together is the function of that name.
func (k *KeptStory) Together(entries []Entry, members []Member) (Story, []Copy) {
	g := newGrouper(entries, nil)
	c := newCluster()
	g.clusters = append(g.clusters, c)
	for i := range entries {
		f := featuresOf(i, &entries[i], g.vocab)
		g.all, g.of = append(g.all, f), append(g.of, 0)
		m := members[i]
		m.Report = f.id
		if m.Main {
			c.members, c.ties = append(c.members, f), append(c.ties, m)
		} else {
			c.loose, c.looseAt = append(c.loose, m), append(c.looseAt, i)
		}
	}
	if len(c.members) == 0 { // only passages of other stories' reports are known yet
		return Story{}, nil
	}
	return g.story(c), k.copies.find(g)
}

// Move puts reports into the story of another, or apart from all others if into
// is none of the reports so far: an editor decided so.
func (x *Grouper) Move(reports []int, into int) (changed []int) {
	g := x.g
	to := -1
	if into >= 0 {
		to = g.of[into]
	}
	for _, i := range reports {
		k := g.of[i]
		if k == to {
			continue
		}
		c := g.cluster(k)
		g.vocab.forget(c)
		rest, own := newCluster(), (*features)(nil)
		for n, f := range c.members {
			if f.at == i {
				own = f
			} else {
				rest.add(g.vocab, f, c.ties[n])
			}
		}
		if g.clusters[k] = rest; len(rest.members) == 0 {
			g.clusters[k], x.list[k] = nil, nil
		} else {
			g.vocab.countStory(1)
		}
		if to < 0 {
			to = x.found()
		}
		g.cluster(to).add(g.vocab, own, Member{Why: "an editor put it here", Score: 1, Main: true})
		g.of[i] = to
		changed = append(changed, k, to)
	}
	for _, k := range changed {
		x.note(k)
	}
	return changed
}

// Apart keeps two reports from standing in one story from now on.
func (x *Grouper) Apart(a, b int) { x.g.rules.apartOf[pairOf(a, b)] = true }

// Each calls f for every report of story k.
func (x *Grouper) Each(k int, f func(i int)) {
	for _, i := range x.list[k] {
		f(int(i))
	}
}
