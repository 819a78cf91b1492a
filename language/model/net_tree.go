package model

import "math"

// noArc is the score of an arc that no tree may have.
const noArc = math.MinInt32 / 4

// TreeBuilder finds the best tree of a sentence from the scores of its arcs. It
// keeps memory from call to call and belongs to one goroutine.
type TreeBuilder struct {
	mark   []int32
	dead   []bool // inside a contracted cycle
	cycles []cycle
	flat   []int32
	member []bool
}

// cycle is a contracted cycle: its members and their heads on it, from from in
// flat (two per member), the first of them the one that stands for all; then,
// for every node, the member that it would enter and the member that would be
// its head.
type cycle struct{ from, members int }

// Tree writes to heads the heads of the best tree with exactly one word on the
// root: n rows of n+1 scores, one for each head, the root last. It changes the
// scores. Of equal scores the first head wins. The best heads by themselves are
// nearly always a tree; where they are not, the word that gains most from it
// becomes the root and cycles are broken as Chu and Liu (1965) and Edmonds
// (1967) do, in time of at most n cubed.
func (t *TreeBuilder) Tree(scores []int32, n int, heads []int32) {
	w := n + 1
	roots, root, gain := 0, 0, int64(math.MinInt64)
	for i := range n {
		row := scores[i*w : i*w+w]
		row[i] = noArc
		best := -1
		for j, v := range row[:n] {
			if j != i && (best < 0 || v > row[best]) {
				best = j
			}
		}
		g := int64(row[n])
		if best >= 0 {
			g -= int64(row[best])
		}
		if best < 0 || g > 0 {
			best = n
			roots++
		}
		if g > gain {
			gain, root = g, i
		}
		heads[i] = int32(best)
	}
	t.mark = growInts(t.mark, w)
	if roots == 1 && t.find(heads[:n], n, nil) < 0 {
		return
	}
	for i := range n {
		if i == root {
			for j := range n {
				scores[i*w+j] = noArc
			}
		} else {
			scores[i*w+n] = noArc
		}
	}
	t.edmonds(scores, n, heads)
}

func growInts(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n, 2*n)
	}
	return s[:n]
}

// find gives a node on a cycle of heads, -1 if there is none.
func (t *TreeBuilder) find(heads []int32, n int, dead []bool) int {
	clear(t.mark[:n+1])
	t.mark[n] = -1
	for i := range n {
		if t.mark[i] != 0 || dead != nil && dead[i] {
			continue
		}
		k := int32(i)
		for t.mark[k] == 0 {
			t.mark[k] = int32(i + 1)
			k = heads[k]
		}
		if t.mark[k] == int32(i+1) {
			return int(k)
		}
	}
	return -1
}

// edmonds contracts cycles until the best heads are a tree and opens them again.
func (t *TreeBuilder) edmonds(scores []int32, n int, heads []int32) {
	w := n + 1
	if cap(t.dead) < w {
		t.dead, t.member = make([]bool, 2*w), make([]bool, 2*w)
	}
	dead, member := t.dead[:w], t.member[:w]
	clear(dead)
	clear(member)
	t.cycles, t.flat = t.cycles[:0], t.flat[:0]
	best := func(i int) {
		row := scores[i*w : i*w+w]
		h := -1
		for j, v := range row {
			if j != i && !dead[j] && (h < 0 || v > row[h]) {
				h = j
			}
		}
		heads[i] = int32(h)
	}
	for i := range n {
		best(i)
	}
	for {
		at := t.find(heads[:n], n, dead)
		if at < 0 {
			break
		}
		c := cycle{from: len(t.flat)}
		for k := int32(at); ; {
			t.flat = append(t.flat, k, heads[k])
			member[k] = true
			c.members++
			if k = heads[k]; int(k) == at {
				break
			}
		}
		ring := t.flat[c.from : c.from+2*c.members]
		for v := range w {
			enter, leave := int32(-1), int32(-1)
			if !dead[v] && !member[v] {
				var in, out int32
				for m := 0; m < len(ring); m += 2 {
					u := ring[m]
					gain := scores[int(u)*w+v] - scores[int(u)*w+int(ring[m+1])]
					if enter < 0 || gain > in {
						enter, in = u, gain
					}
					if v < n {
						if s := scores[v*w+int(u)]; leave < 0 || s > out {
							leave, out = u, s
						}
					}
				}
				t.flat = append(t.flat, enter, leave)
				ring = t.flat[c.from : c.from+2*c.members]
				scores[at*w+v] = max(in, noArc)
				if v < n {
					scores[v*w+at] = out
				}
				continue
			}
			t.flat = append(t.flat, enter, leave)
			ring = t.flat[c.from : c.from+2*c.members]
		}
		for m := 0; m < len(ring); m += 2 {
			member[ring[m]] = false
			dead[ring[m]] = ring[m] != int32(at)
		}
		for i := range n {
			if !dead[i] && (i == at || dead[heads[i]]) {
				best(i)
			}
		}
		t.cycles = append(t.cycles, c)
	}
	for k := len(t.cycles) - 1; k >= 0; k-- {
		c := t.cycles[k]
		ring, side := t.flat[c.from:c.from+2*c.members], t.flat[c.from+2*c.members:]
		at := ring[0]
		outer := heads[at]
		for v := range n {
			if !dead[v] && int32(v) != at && heads[v] == at {
				heads[v] = side[2*v+1]
			}
		}
		for m := 0; m < len(ring); m += 2 {
			heads[ring[m]] = ring[m+1]
		}
		heads[side[2*outer]] = outer
		for m := 0; m < len(ring); m += 2 {
			dead[ring[m]] = false
		}
	}
}
