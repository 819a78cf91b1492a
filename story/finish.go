package story

import "slices"

// finish does what can only be done once all reports are there.
func (g *grouper) finish() {
	g.vocab.freeze(g.second.weights)
	g.settle()
	if g.reseat() {
		g.settle()
	}
	g.cut()
	g.addOtherScenes()
}

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
			changed = g.look(k) || changed
		}
		if !changed {
			return
		}
	}
}

// look joins story k to the one beside it that its first report fits best, if
// they are found to be one.
func (g *grouper) look(k int) bool {
	c := g.clusters[k]
	beside, _ := g.beside(c.members[0].at, maxCandidates)
	ids, t := g.ids(k, beside), g.told(c)
	at := slices.IndexFunc(t.looks, func(l *look) bool { return slices.Equal(l.beside, ids) })
	if at < 0 {
		l := &look{beside: ids, to: -1}
		if to := g.resettle(k, beside); to >= 0 {
			l.to, l.joined = slices.Index(beside, to), g.kept(min(k, to))
		}
		t.looks = append(t.looks[max(0, len(t.looks)+1-keptLooks):], l)
		return l.to >= 0
	}
	l := t.looks[at]
	if l.to < 0 {
		return false
	}
	to := beside[l.to]
	g.clusters[max(k, to)] = nil
	g.put(min(k, to), l.joined)
	return true
}

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
		at := slices.Index(c.members, f)
		if c.ties[at].Score >= firmTie && at > 0 {
			continue
		}
		beside, by := g.beside(i, reseatAmong)
		ids, t := g.ids(k, beside), g.told(c)
		s := t.seats[i]
		if s == nil || !slices.Equal(s.beside, ids) {
			s = &seat{beside: ids, to: -1}
			if t.seats == nil {
				t.seats = map[int]*seat{}
			}
			t.seats[i] = s
			if s.to = g.move(i, at, beside, by); s.to >= 0 {
				s.rest, s.into = g.kept(k), g.kept(beside[s.to])
			}
		} else if s.to >= 0 {
			g.put(k, s.rest)
			g.put(beside[s.to], s.into)
		}
		moved = moved || s.to >= 0
	}
	return moved
}

// move puts report i, which has a place in its story, into one of the stories
// beside it if that draws it more than the rest of its own does; -1 for none.
func (g *grouper) move(i, at int, beside, by []int) int {
	f, k := g.all[i], g.of[i]
	to, why := -1, tie{score: threshold}
	for n, o := range beside {
		if t := compare(g.vocab, f, g.clusters[o]); t.score > why.score {
			to, why = n, t
		}
	}
	if to < 0 {
		return -1
	}
	c, rest := g.clusters[k], newCluster()
	for j, m := range c.members {
		if j != at {
			rest.add(g.vocab, m, c.ties[j])
		}
	}
	if own := compare(g.vocab, f, rest); why.score <= own.score+reseatMargin {
		return -1
	}
	m := c.ties[at]
	m.Why, m.Score = because(why, g.all[by[to]].label), strength(why.score)
	into := g.clusters[beside[to]]
	into.add(g.vocab, f, m)
	into.coreOf = 0
	g.clusters[k] = rest
	g.of[i] = beside[to]
	return to
}

// cut parts the stories that tell of two events.
func (g *grouper) cut() {
	found := false
	for k := 0; k < len(g.clusters); k++ {
		for g.clusters[k] != nil && len(g.clusters[k].members) >= 2*minPart && g.part(k) {
			found = true
		}
	}
	if found {
		g.settle()
	}
}

// part parts story k in two if it should be.
func (g *grouper) part(k int) bool {
	t := g.told(g.clusters[k])
	switch {
	case t.whole:
		return false
	case t.parts != nil:
		g.clusters = append(g.clusters, nil)
		g.put(k, t.parts[0])
		g.put(len(g.clusters)-1, t.parts[1])
		return true
	}
	if !g.cutOne(k) {
		t.whole = true
		return false
	}
	t.parts = []*cluster{g.kept(k), g.kept(len(g.clusters) - 1)}
	return true
}
