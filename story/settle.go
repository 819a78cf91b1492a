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
	f := g.clusters[k].members[0]
	best, top := -1, threshold
	tried := map[int]bool{k: true}
	for _, e := range g.candidates(f) {
		o := g.of[e]
		if tried[o] {
			continue
		}
		tried[o] = true
		if ms := g.clusters[o].members; ms[len(ms)-1].at < f.at {
			continue // as it was when the report came
		}
		if len(g.clusters[o].members) < len(g.clusters[k].members) {
			continue
		}
		t := compare(g.vocab, f, g.clusters[o])
		if len(g.clusters[o].members) <= grown && t.score <= secondLook {
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
	return g.clusters[k] == nil || g.clusters[best] == nil
}
