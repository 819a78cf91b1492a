package story

// settleRounds bounds how often lone reports are looked at again; each round
// can only join stories, and two are enough on all that was measured.
const settleRounds = 2

// secondLook is the score that a second look asks for where the story has not
// grown much: it knows little more than at the first.
const secondLook = 1.6

// settle looks again at the stories of few reports, now that the others
// have all their reports: what came before the story's place, names and
// figures were known, or in another order, finds its way to it.
func (g *grouper) settle() {
	for range settleRounds {
		changed := false
		for k, c := range g.clusters {
			if c == nil || len(c.members) > fewReports {
				continue
			}
			changed = g.resettle(k) || changed
		}
		if !changed {
			return
		}
	}
}

// fewReports is the size up to which a story is looked at again.
const fewReports = 4

// resettle joins story k to the one that its first report fits best, if unite
// finds that they are one.
func (g *grouper) resettle(k int) bool {
	c := g.cluster(k)
	f := c.members[0]
	best, top := -1, threshold
	tried := map[int]bool{k: true}
	for _, e := range g.candidates(f) {
		o := g.of[e]
		if tried[o] {
			continue
		}
		tried[o] = true
		other := g.cluster(o)
		if ms := other.members; ms[len(ms)-1].at < f.at {
			continue // as it was when the report came
		}
		if len(other.members) < len(c.members) {
			continue
		}
		t := compare(g.vocab, f, other)
		if len(other.members) <= grown && t.score <= secondLook {
			continue
		}
		if t.score > top && f.enough(t) {
			best, top = o, t.score
		}
	}
	if best < 0 {
		return false
	}
	g.unite(k, best)
	return g.cluster(k) == nil || g.cluster(best) == nil
}

const (
	// A report of a story of at most reseatMost whose tie is weaker than
	// firmTie is looked at again; it moves where another story draws it by
	// reseatMargin more than the rest of its own.
	reseatMost   = 12
	firmTie      = 0.85
	reseatMargin = 0.5
)

// reseat looks again at reports that were put into a story when little was
// known of the others, so that the order in which they came matters less.
func (g *grouper) reseat() bool {
	moved := false
	for i, f := range g.all {
		k := g.of[i]
		c := g.clusters[k]
		if len(c.members) < 2 || len(c.members) > reseatMost || len(g.rules.with)+len(g.rules.apartOf) > 0 {
			continue
		}
		at := 0
		for c.members[at] != f {
			at++
		}
		if c.ties[at].Score >= firmTie && at > 0 {
			continue
		}
		others := make([]int, 0, 4)
		nearest := make(map[int]string)
		for _, e := range g.candidates(f) {
			if o := g.of[e]; o != k && nearest[o] == "" && len(others) < 4 {
				nearest[o] = g.all[e].label
				others = append(others, o)
			}
		}
		if len(others) == 0 {
			continue
		}
		best, why := -1, tie{score: threshold}
		for _, o := range others {
			if t := compare(g.vocab, f, g.clusters[o]); t.score > why.score {
				best, why = o, t
			}
		}
		if best < 0 {
			continue
		}
		g.vocab.forget(c)
		rest := newCluster()
		g.vocab.countStory(1)
		for j, m := range c.members {
			if j != at {
				rest.add(g.vocab, m, c.ties[j])
			}
		}
		g.clusters[k] = rest
		if own := compare(g.vocab, f, rest); why.score > own.score+reseatMargin {
			m := c.ties[at]
			m.Why, m.Score = because(why, nearest[best]), strength(why.score)
			g.clusters[best].add(g.vocab, f, m)
			g.of[i] = best
			moved = true
			continue
		}
		rest.add(g.vocab, f, c.ties[at])
	}
	return moved
}
