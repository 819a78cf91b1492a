package train

import "sofar/language/model"

// beamed trains a parser that searches with a beam: the weights are corrected
// at the step where the best hypothesis leads most over the right derivation
// (maximum violation; Huang, Fayong and Guo 2012).
type beamed struct {
	p            *model.Parser
	l            *learner
	size         int32 // of a correction
	search       model.Search
	d            model.Derivation
	keys         []uint32
	gold, wrong  []int
	fixed, total int
}

// right gives the actions of the right derivation: arcs as early as they can be made.
func rightActions(p *model.Parser, t *tree, buf []int) []int {
	n := len(t.lower)
	left := make([]int, n+2) // dependents without their arc
	for h := range t.deps {
		left[h] = len(t.deps[h])
	}
	var stack []int
	for b := 1; b <= n+1; {
		if k := len(stack); k > 0 {
			s0 := stack[k-1]
			switch h := t.head[s0]; {
			case h == b && left[s0] == 0:
				buf = append(buf, p.Left(t.rel[s0]))
			case k > 1 && h == stack[k-2] && left[s0] == 0:
				buf = append(buf, p.Right(t.rel[s0]))
			default:
				h = 0
			}
			if h := t.head[s0]; left[s0] == 0 && (h == b || k > 1 && h == stack[k-2]) {
				stack = stack[:k-1]
				left[h]--
				continue
			}
		}
		if b == n+1 {
			break
		}
		buf = append(buf, model.Shift)
		stack = append(stack, b)
		b++
	}
	return buf
}

// learn goes through one sentence and tells whether it was right.
func (g *beamed) learn(t *tree) bool {
	g.gold = rightActions(g.p, t, g.gold[:0])
	if len(g.gold) != 2*len(t.lower) {
		return true
	}
	g.total++
	g.search.Begin(t.lower, t.ptb, t.upos)
	g.d.Begin(t.lower, t.ptb, t.upos)
	in := 0 // the hypothesis that is right so far, -1 when it is lost
	right, place := int32(0), int32(-1)
	worst, at, last := int32(0), -1, int32(-1)
	for i, a := range g.gold {
		if in < 0 {
			if s, l, r, _ := g.d.Moves(); b2i(s)+b2i(l)+b2i(r) > 1 || r {
				g.keys = g.d.Keys()
				g.l.score(g.keys, g.l.sums)
				right += g.l.sums[a]
			}
		}
		g.d.Do(g.p, a)
		g.search.Advance(g.p, g.l.score)
		if in >= 0 {
			in = -1
			for h := range g.search.Hypotheses() {
				score, l := g.search.Score(h)
				if act, prev := g.search.Action(l); act == a && prev == place {
					in, place, right = h, l, score
					break
				}
			}
			if in < 0 { // lost at this step
				right = g.rescore(t, i)
			}
		}
		if best, l := g.search.Score(0); in != 0 && (at < 0 || best-right >= worst) {
			worst, at, last = best-right, i, l
		}
	}
	if at < 0 || in == 0 {
		return true
	}
	g.correct(t, at, last)
	return false
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rescore sums the scores of the right actions up to i.
func (g *beamed) rescore(t *tree, i int) int32 {
	sum := int32(0)
	g.d.Begin(t.lower, t.ptb, t.upos)
	for _, a := range g.gold[:i+1] {
		if s, l, r, _ := g.d.Moves(); b2i(s)+b2i(l)+b2i(r) > 1 || r {
			g.keys = g.d.Keys()
			g.l.score(g.keys, g.l.sums)
			sum += g.l.sums[a]
		}
		g.d.Do(g.p, a)
	}
	return sum
}

// correct moves the weights from the derivation that ends at last to the right
// one, up to action at.
func (g *beamed) correct(t *tree, at int, last int32) {
	g.fixed++
	g.wrong = g.wrong[:0]
	for k := last; k >= 0; {
		a, prev := g.search.Action(k)
		g.wrong = append(g.wrong, a)
		k = prev
	}
	for i, j := 0, len(g.wrong)-1; i < j; i, j = i+1, j-1 {
		g.wrong[i], g.wrong[j] = g.wrong[j], g.wrong[i]
	}
	same := 0
	for same <= at && g.wrong[same] == g.gold[same] {
		same++
	}
	g.walk(t, g.gold[:at+1], same, g.size)
	g.walk(t, g.wrong, same, -g.size)
}

// walk adds v to the weights of the actions from the first changed one on.
func (g *beamed) walk(t *tree, actions []int, from int, v int32) {
	g.d.Begin(t.lower, t.ptb, t.upos)
	for i, a := range actions {
		if s, l, r, _ := g.d.Moves(); i >= from && (b2i(s)+b2i(l)+b2i(r) > 1 || r) {
			g.keys = g.d.Keys()
			g.l.add(g.keys, a, v)
		}
		g.d.Do(g.p, a)
	}
}
