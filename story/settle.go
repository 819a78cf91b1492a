package story

// settleRounds bounds how often small stories are looked at again; each round
// can only join stories, and two are enough on all that was measured.
const settleRounds = 2

// secondLook is the score that a second look asks for where the story has not
// grown much: it knows little more than at the first.
const secondLook = 1.6

// fewReports is the size up to which a story is looked at again.
const fewReports = 4

// resettle joins story k to the one of others that its first report fits best, if
// unite finds that they are one, and gives which that was; -1 for none.
func (g *grouper) resettle(k int, others []int) int {
	c := g.cluster(k)
	f := c.members[0]
	best, top := -1, threshold
	for _, o := range others {
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
		return -1
	}
	g.unite(k, best)
	if g.cluster(k) != nil && g.cluster(best) != nil {
		return -1
	}
	return best
}

const (
	// A report of a story of at most reseatMost whose tie is weaker than
	// firmTie is looked at again; it moves where another story draws it by
	// reseatMargin more than the rest of its own.
	reseatMost   = 12
	firmTie      = 0.85
	reseatMargin = 0.5
	// reseatAmong is how many other stories are held against its own.
	reseatAmong = 4
)
