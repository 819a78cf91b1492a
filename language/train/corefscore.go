package train

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// CorefScores sums the numerators and denominators of the three measures of
// coreference over documents: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin
// 1998) and CEAF with the similarity of entities φ4 (Luo 2005).
type CorefScores struct {
	muc, b3, ceaf ratio
}

// ratio is a recall and a precision with their parts summed over documents.
type ratio struct{ rn, rd, pn, pd float64 }

func (r ratio) f1() float64 {
	rec, pre := r.rn/max(r.rd, 1), r.pn/max(r.pd, 1)
	if rec+pre == 0 {
		return 0
	}
	return 200 * rec * pre / (rec + pre)
}

// MUC, B3, CEAF and CoNLL give F1 in per cent; CoNLL is the mean of the three.
func (s CorefScores) MUC() float64   { return s.muc.f1() }
func (s CorefScores) B3() float64    { return s.b3.f1() }
func (s CorefScores) CEAF() float64  { return s.ceaf.f1() }
func (s CorefScores) CoNLL() float64 { return (s.MUC() + s.B3() + s.CEAF()) / 3 }

func (s CorefScores) String() string {
	return fmt.Sprintf("MUC %.1f, B³ %.1f, CEAF-e %.1f, CoNLL %.1f", s.MUC(), s.B3(), s.CEAF(), s.CoNLL())
}

// chains scores the chains of a document, once over the mentions that both
// sides have, once over all of both.
func (o *Coref) chains(g *CorefDoc, ours []aligned) {
	key, response := map[int][]int{}, map[int][]int{}
	allKey, allResponse := map[int][]int{}, map[int][]int{}
	for i := range g.Mentions {
		m := &g.Mentions[i]
		if g.class(m) != notCounted {
			allKey[m.Chain] = append(allKey[m.Chain], i)
		}
	}
	extra := len(g.Mentions)
	for _, a := range ours {
		id := a.gold
		if id < 0 {
			id = extra
			extra++
		} else {
			response[a.entity] = append(response[a.entity], id)
			c := g.Mentions[id].Chain
			key[c] = append(key[c], id)
		}
		allResponse[a.entity] = append(allResponse[a.entity], id)
	}
	o.Shared.add(clusters(key, 1), clusters(response, 1))
	o.All.add(clusters(allKey, 2), clusters(allResponse, 2))
}

// clusters gives the chains of at least so many mentions, in order of their keys.
func clusters(m map[int][]int, least int) [][]int {
	var out [][]int
	for _, k := range sortedKeys(m) {
		if len(m[k]) >= least {
			out = append(out, m[k])
		}
	}
	return out
}

// add compares the clusters of a document: key is the treebank's.
func (s *CorefScores) add(key, response [][]int) {
	s.muc.rn, s.muc.rd = plus(s.muc.rn, s.muc.rd, links(key, response))
	s.muc.pn, s.muc.pd = plus(s.muc.pn, s.muc.pd, links(response, key))
	s.b3.rn, s.b3.rd = plus(s.b3.rn, s.b3.rd, overlap(key, response))
	s.b3.pn, s.b3.pd = plus(s.b3.pn, s.b3.pd, overlap(response, key))
	best := assignment(key, response)
	s.ceaf.rn += best
	s.ceaf.pn += best
	s.ceaf.rd += float64(len(key))
	s.ceaf.pd += float64(len(response))
}

func plus(n, d float64, x [2]float64) (float64, float64) { return n + x[0], d + x[1] }

// clusterOf gives the cluster of each mention.
func clusterOf(cs [][]int) map[int]int {
	out := map[int]int{}
	for i, c := range cs {
		for _, m := range c {
			out[m] = i
		}
	}
	return out
}

// links gives MUC's links of a that b keeps, and the links of a.
func links(a, b [][]int) (out [2]float64) {
	in := clusterOf(b)
	for _, c := range a {
		parts, alone := map[int]bool{}, 0
		for _, m := range c {
			if k, ok := in[m]; ok {
				parts[k] = true
			} else {
				alone++
			}
		}
		out[0] += float64(len(c) - len(parts) - alone)
		out[1] += float64(len(c) - 1)
	}
	return out
}

// overlap gives, summed over the mentions of a, the share of each mention's
// cluster in a that lies with it in b, and the number of mentions.
func overlap(a, b [][]int) (out [2]float64) {
	in := clusterOf(b)
	for _, c := range a {
		count := map[int]int{}
		for _, m := range c {
			if k, ok := in[m]; ok {
				count[k]++
			}
		}
		for _, k := range sortedKeys(count) {
			out[0] += float64(count[k]*count[k]) / float64(len(c))
		}
		out[1] += float64(len(c))
	}
	return out
}

// assignment gives the greatest sum of φ4 = 2|A∩B|/(|A|+|B|) over one-to-one
// pairs of clusters, by the Hungarian method with potentials.
func assignment(a, b [][]int) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	in := clusterOf(b)
	n, m := len(a), len(b)
	cost := make([][]float64, n)
	for i, c := range a {
		cost[i] = make([]float64, m)
		for _, x := range c {
			if k, ok := in[x]; ok {
				cost[i][k]--
			}
		}
		for k := range cost[i] {
			cost[i][k] *= 2 / float64(len(c)+len(b[k]))
		}
	}
	u, v := make([]float64, n+1), make([]float64, m+1)
	match := make([]int, m+1) // row of each column, from 1; column 0 is the free one
	for i := 1; i <= n; i++ {
		match[0] = i
		least := make([]float64, m+1)
		way, used := make([]int, m+1), make([]bool, m+1)
		for j := range least {
			least[j] = 1e18
		}
		col := 0
		for match[col] != 0 {
			used[col] = true
			row, next, delta := match[col], 0, 1e18
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if d := cost[row-1][j-1] - u[row] - v[j]; d < least[j] {
					least[j], way[j] = d, col
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := 0; j <= m; j++ {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			col = next
		}
		for col != 0 {
			match[col] = match[way[col]]
			col = way[col]
		}
	}
	sum := 0.0
	for j := 1; j <= m; j++ {
		if match[j] > 0 {
			sum -= cost[match[j]-1][j-1]
		}
	}
	return sum
}

// sortedKeys gives the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
