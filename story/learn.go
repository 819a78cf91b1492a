package story

import (
	"math"
	"strings"
)

// Grouped is a set of reports, in the order in which they became known, with the
// event that each tells of: "" is one that tells of no other's event, and what
// begins with "?" is not known and no choice.
type Grouped struct {
	Entries []Entry
	Events  []string
	// Weight is what one choice of this set counts.
	Weight float64
}

// Fitted is the weight of a kind of evidence, as Learn fits it and as it stands.
type Fitted struct {
	Name         string
	Fitted, Used float64
}

// choice is the evidence for holding a report to a story, and whether it is one
// of its event.
type choice struct {
	ev     [evidences]float64
	right  bool
	weight float64
}

// Learn fits the weights of the evidence by logistic regression with an L2
// penalty (Newton's method) on the choices between candidate stories: each set
// is grouped by its gold events, and every report is held against the stories
// that grouping would have looked at when it came. missed counts the reports
// whose own story was not among these.
func Learn(sets []Grouped) (fitted []Fitted, choices, missed int) {
	var all []choice
	for _, set := range sets {
		c, m := choicesOf(set)
		all, missed = append(all, c...), missed+m
	}
	for i, w := range fit(all) {
		fitted = append(fitted, Fitted{evidenceNames[i], w, weights[i]})
	}
	return fitted, len(all), missed
}

// choicesOf replays a set with each report put where its event is.
func choicesOf(set Grouped) (out []choice, missed int) {
	g := newGrouper(set.Entries, nil)
	place := map[string]int{} // event → story
	for i := range set.Entries {
		f := featuresOf(i, &g.entries[i], g.vocab)
		g.all = append(g.all, f)
		event := set.Events[i]
		if event == "" {
			event = "alone: " + f.id
		}
		own, known := place[event]
		seen, found := map[int]bool{}, false
		for _, c := range g.candidates(f) {
			k := g.of[c]
			if seen[k] {
				continue
			}
			seen[k] = true
			if strings.HasPrefix(event, "?") || strings.HasPrefix(set.Events[c], "?") {
				continue
			}
			found = found || known && k == own
			t := compare(g.vocab, f, g.clusters[k])
			out = append(out, choice{t.ev, known && k == own, set.Weight})
		}
		if known && !found && !strings.HasPrefix(event, "?") {
			missed++
		}
		if !known {
			own = len(g.clusters)
			place[event] = own
			g.clusters = append(g.clusters, newCluster())
			g.vocab.docs++
		}
		g.clusters[own].add(g.vocab, f, Member{})
		g.of = append(g.of, own)
		for _, t := range f.terms {
			g.postings.add(t.id, int32(i))
		}
	}
	return out, missed
}

const (
	fitPenalty = 1.0 // L2
	fitSteps   = 25
	fitEnough  = 1e-4 // the largest step at which fitting ends
)

// fit is L2-regularised logistic regression by Newton's method.
func fit(all []choice) (w [evidences]float64) {
	for range fitSteps {
		var grad [evidences]float64
		var curve [evidences][evidences]float64
		for i := range all {
			c := &all[i]
			z := 0.0
			for j, v := range c.ev {
				z += w[j] * v
			}
			p := 1 / (1 + math.Exp(-z))
			y := 0.0
			if c.right {
				y = 1
			}
			for j, v := range c.ev {
				if v == 0 {
					continue
				}
				grad[j] += c.weight * (y - p) * v
				for k, u := range c.ev {
					curve[j][k] += c.weight * p * (1 - p) * v * u
				}
			}
		}
		for j := range w {
			grad[j] -= fitPenalty * w[j]
			curve[j][j] += fitPenalty
		}
		largest := 0.0
		for j, d := range solve(curve, grad) {
			w[j] += d
			largest = max(largest, math.Abs(d))
		}
		if largest < fitEnough {
			break
		}
	}
	return w
}

// solve is Gaussian elimination with row exchange; the penalty keeps the matrix
// from being singular.
func solve(a [evidences][evidences]float64, b [evidences]float64) [evidences]float64 {
	n := int(evidences)
	for i := range n {
		pivot := i
		for r := i + 1; r < n; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[pivot][i]) {
				pivot = r
			}
		}
		a[i], a[pivot] = a[pivot], a[i]
		b[i], b[pivot] = b[pivot], b[i]
		for r := i + 1; r < n; r++ {
			f := a[r][i] / a[i][i]
			for c := i; c < n; c++ {
				a[r][c] -= f * a[i][c]
			}
			b[r] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for c := i + 1; c < n; c++ {
			b[i] -= a[i][c] * b[c]
		}
		b[i] /= a[i][i]
	}
	return b
}
