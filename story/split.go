package story

import (
	"cmp"
	"math"
	"slices"
	"time"
)

const (
	// A story is cut where both parts have so many reports,
	minPart = 4
	// and so many words of their own, together this many times those shared;
	minOwn, ownToShared = 3, 2.2
	// fewer will do where next to none are shared.
	fewOwn, fewToShared = 1, 4.5
	// The contrast between the parts that cuts by itself, and with words of their own.
	contrasting, fairlyContrasting = 1.6, 1.2
	// starts is how many words a cut is tried from.
	starts = 6
	// halveBits is the rarity from which a word has a part in the cut, ownBits
	// that of words of one part's own.
	halveBits, ownBits = 2.0, 3.0
)

// halves is a story in two parts, with what speaks for and against the cut.
type halves struct {
	in     []bool // member → second half
	n      [2]int
	own    [2]int        // rare words that half of the one part and next to none of the other have
	shared int           // rare words that half of both have
	diff   [2][2]float64 // by how much their shares differ, the two that differ most
}

// sound tells whether the parts tell of two events: reports of similar events
// share the words of their kind and differ in those that name the one.
func (h *halves) sound() bool {
	if min(h.n[0], h.n[1]) < minPart {
		return false
	}
	least, sum, shared := min(h.own[0], h.own[1]), float64(h.own[0]+h.own[1]), float64(h.shared)
	z := h.contrast()
	return z >= contrasting || z >= fairlyContrasting && (least >= minOwn && sum >= ownToShared*shared || least >= fewOwn && sum >= fewToShared*shared)
}

// contrast is by how many times its error the share of reports with the telling
// words of the one part differs between the parts; the weaker part counts.
func (h *halves) contrast() float64 {
	a, b := float64(h.n[0]), float64(h.n[1])
	return min(h.diff[0][0]+h.diff[0][1], h.diff[1][0]+h.diff[1][1]) / 2 * math.Sqrt(a*b/(a+b))
}

// halve cuts a story in two by the words that some of its reports have and
// others lack: from several starts, what parts them best.
func (v *vocabulary) halve(ms []*features) halves {
	n := len(ms)
	df := make(map[int32]int)
	for _, m := range ms {
		for _, t := range m.terms {
			df[t.id]++
		}
	}
	weight := make(map[int32]float64, len(df))
	var words []term
	for id, k := range df {
		r := v.rarity(id)
		if k < 2 || k == n || r < halveBits {
			continue
		}
		p := float64(k) / float64(n)
		w := r * 4 * p * (1 - p)
		weight[id] = w
		if k >= minPart && n-k >= minPart {
			words = append(words, term{id, w})
		}
	}
	slices.SortFunc(words, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.tf, a.tf), cmp.Compare(a.id, b.id))
	})
	vec := make([][]term, n)
	for i, m := range ms {
		sum := 0.0
		for _, t := range m.terms {
			if w := weight[t.id]; w > 0 {
				vec[i] = append(vec[i], term{t.id, w})
				sum += w * w
			}
		}
		for k := range vec[i] {
			vec[i][k].tf /= math.Sqrt(sum)
		}
	}
	var in []bool
	best := 0.0
	for _, w := range words[:min(len(words), starts)] {
		start := make([]bool, n)
		for i, m := range ms {
			start[i] = m.holds(w.id)
		}
		if fit := twoMeans(vec, start); fit > best {
			in, best = start, fit
		}
	}
	if in == nil {
		return halves{in: make([]bool, n)}
	}
	return v.judge(ms, in)
}

// twoMeans moves the reports to the nearer of two centroids until none moves,
// and gives how near they are to them; 0 where a part has next to none.
func twoMeans(vec [][]term, in []bool) float64 {
	fit := 0.0
	for range 8 {
		var centre [2]map[int32]float64
		var size [2]float64
		centre[0], centre[1] = make(map[int32]float64), make(map[int32]float64)
		for i, x := range vec {
			s := half(in[i])
			for _, t := range x {
				old := centre[s][t.id]
				centre[s][t.id] = old + t.tf
				size[s] += (old+t.tf)*(old+t.tf) - old*old
			}
		}
		fit = math.Sqrt(size[0]) + math.Sqrt(size[1])
		if size[0] == 0 || size[1] == 0 {
			return 0
		}
		changed := false
		for i, x := range vec {
			var near [2]float64
			for _, t := range x {
				near[0] += t.tf * centre[0][t.id]
				near[1] += t.tf * centre[1][t.id]
			}
			if to := near[1]/math.Sqrt(size[1]) > near[0]/math.Sqrt(size[0]); to != in[i] && len(x) > 0 {
				in[i], changed = to, true
			}
		}
		if !changed {
			break
		}
	}
	n := 0
	for _, x := range in {
		n += half(x)
	}
	if min(n, len(in)-n) < minPart {
		return 0
	}
	return fit
}

func half(second bool) int {
	if second {
		return 1
	}
	return 0
}

// judge counts what speaks for and against a cut.
func (v *vocabulary) judge(ms []*features, in []bool) halves {
	h := halves{in: in}
	var count [2]map[int32]int
	for s := range count {
		count[s] = make(map[int32]int)
	}
	for i, m := range ms {
		s := half(in[i])
		h.n[s]++
		for _, t := range m.terms {
			count[s][t.id]++
		}
	}
	for s := range count {
		for id, k := range count[s] {
			if v.rarity(id) < ownBits || 2*k < h.n[s] {
				continue
			}
			d := float64(k)/float64(h.n[s]) - float64(count[1-s][id])/float64(h.n[1-s])
			for j := range h.diff[s] {
				if d > h.diff[s][j] {
					d, h.diff[s][j] = h.diff[s][j], d
				}
			}
			switch o := count[1-s][id]; {
			case 10*o <= h.n[1-s]:
				h.own[s]++
			case 2*o >= h.n[1-s] && s == 0:
				h.shared++
			}
		}
	}
	return h
}

// together tells whether the parts were written at about the same time: what
// differs is then what is told of one event, and not the event.
func together(ms []*features, in []bool) bool {
	var times [2][]time.Time
	for i, m := range ms {
		if !m.written.IsZero() {
			times[half(in[i])] = append(times[half(in[i])], m.written)
		}
	}
	if len(times[0]) == 0 || len(times[1]) == 0 {
		return false
	}
	var middle [2]time.Time
	for s := range times {
		slices.SortFunc(times[s], time.Time.Compare)
		middle[s] = times[s][len(times[s])/2]
	}
	return middle[0].Sub(middle[1]).Abs() <= sameTime
}

// sameTime is how far apart the parts of one story may have been written.
const sameTime = 7 * 24 * time.Hour

// cutOne parts story k in two if it should be.
func (g *grouper) cutOne(k int) bool {
	old := g.clusters[k]
	h := g.vocab.halve(old.members)
	if !h.sound() || together(old.members, h.in) || g.rules.parts(old.members, h.in) {
		return false
	}
	g.vocab.forget(old)
	parts := [2]*cluster{newCluster(), newCluster()}
	at := [2]int{k, len(g.clusters)}
	if h.in[0] {
		at[0], at[1] = at[1], at[0]
	}
	g.clusters = append(g.clusters, nil)
	for s, p := range parts {
		g.clusters[at[s]] = p
		g.vocab.countStory(1)
	}
	for i, f := range old.members {
		s := half(h.in[i])
		m := old.ties[i]
		if len(parts[s].members) == 0 && at[s] != k {
			m.Why, m.Score = "set apart from "+old.members[0].label+": the reports differ in what they name", 0.5
		}
		parts[s].add(g.vocab, f, m)
		g.of[f.at] = at[s]
	}
	return true
}
