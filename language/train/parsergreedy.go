package train

import (
	"math/rand/v2"

	"sofar/language/model"
)

// greedy trains a parser that takes the best action at every step, with the
// dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): after an
// error it learns what is best from there.
type greedy struct {
	p            *model.Parser
	l            *learner
	margin       int32
	rng          *rand.Rand
	d            model.Derivation
	keys         []uint32
	onStack      []bool
	wrong, total int
}

// follow is how often, in per cent, a wrong action is followed while exploring.
const follow = 90

// learn goes through one sentence.
func (g *greedy) learn(t *tree, explore bool) {
	g.d.Begin(t.lower, t.ptb, t.upos)
	for !g.d.Done() {
		shift, left, right, root := g.d.Moves()
		switch {
		case root:
			g.d.Do(g.p, g.p.Left(g.p.RootRel))
			continue
		case shift && !left:
			g.d.Do(g.p, model.Shift)
			continue
		}
		g.keys = g.d.Keys()
		g.l.score(g.keys, g.l.sums)
		good, bad := g.split(t, shift, left, right)
		g.l.step++
		g.total++
		sc := g.l.sums
		if bad < 0 {
			g.d.Do(g.p, good)
			continue
		}
		wrong := sc[bad] >= sc[good]
		if wrong {
			g.wrong++
		}
		if sc[good]-sc[bad] <= g.margin {
			g.l.add(g.keys, good, 1)
			g.l.add(g.keys, bad, -1)
		}
		if wrong && explore && g.rng.IntN(100) < follow {
			g.d.Do(g.p, bad)
		} else {
			g.d.Do(g.p, good)
		}
	}
}

// split gives the best-scoring action that costs least and the best-scoring of
// the others, -1 for none.
func (g *greedy) split(t *tree, shift, left, right bool) (good, bad int) {
	const never = 1 << 20
	cs, cl, cr := never, never, never
	stack, b := g.d.Stack(), g.d.Next()
	n := len(t.lower)
	s0 := int(stack[len(stack)-1])
	s1 := 0
	if len(stack) > 1 {
		s1 = int(stack[len(stack)-2])
	}
	if cap(g.onStack) < n+2 {
		g.onStack = make([]bool, n+2, 2*n+2)
	}
	on := g.onStack[:n+2]
	clear(on)
	for _, w := range stack {
		on[w] = true
	}
	below := 0 // dependents of s0 in the buffer
	for _, d := range t.deps[s0] {
		if d >= b {
			below++
		}
	}
	h := t.head[s0]
	if shift {
		cs = 0
		if hb := t.head[b]; hb < b && on[hb] && hb != s0 {
			cs++
		}
		for _, d := range t.deps[b] {
			if d < b && on[d] {
				cs++
			}
		}
	}
	if left {
		cl = below
		if h != b && (h > b || h == s1 && s1 > 0) {
			cl++
		}
	}
	if right {
		cr = below
		if h >= b {
			cr++
		}
	}
	least := min(cs, cl, cr)
	good, bad = -1, -1
	sc := g.l.sums
	see := func(a int, fine bool) {
		if fine {
			if good < 0 || sc[a] > sc[good] {
				good = a
			}
		} else if bad < 0 || sc[a] > sc[bad] {
			bad = a
		}
	}
	if shift {
		see(model.Shift, cs == least)
	}
	for r := range g.p.Rels {
		if r == g.p.RootRel {
			continue
		}
		if left {
			see(g.p.Left(r), cl == least && (h != b || t.rel[s0] == r))
		}
		if right {
			see(g.p.Right(r), cr == least && (h != s1 || t.rel[s0] == r))
		}
	}
	return good, bad
}
