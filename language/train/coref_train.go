package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"sofar/language"
)

// corefExample is a pronoun with the features of its candidates and which of
// them are right.
type corefExample struct {
	feats   [][]uint16
	right   []bool
	doc     int
	partial bool
	gold    bool // the history was the treebank's
}

// corefScale is the number of steps in a unit of weight.
const corefScale = 32

// CorefOptions steer the training of the ranking of antecedents.
type CorefOptions struct {
	Passes int
	L2     float64
	Seed   uint64
	Log    func(format string, args ...any)
}

// TrainCoref trains the ranking: a softmax over the candidates of each pronoun,
// of which all that are right share the credit, by AdaGrad with weight decay.
// First the pronouns before are resolved as the treebank has it, then as the
// weights of that first round resolve them, and both are trained on. It gives
// the text of the weights.
func TrainCoref(docs []CorefDoc, o CorefOptions) string {
	gold := corefGather(docs, new(language.CorefWeights), true)
	w := corefRound(corefFit(gold, o, func(*corefExample) bool { return true }))
	ex := append(gold, corefGather(docs, w, false)...)
	none, alone := 0, 0
	for _, e := range ex {
		if e.right[0] {
			none++
		}
		if len(e.feats) == 1 {
			alone++
		}
	}
	if o.Log != nil {
		o.Log("%d pronouns, %d of them stand for none of their candidates, %d have none", len(ex), none, alone)
	}
	if o.Log != nil {
		crossValidate(ex, o)
	}
	return language.FormatCorefWeights(corefRound(corefFit(ex, o, func(*corefExample) bool { return true })))
}

// corefRound makes whole numbers of the weights.
func corefRound(x []float64) *language.CorefWeights {
	w := new(language.CorefWeights)
	for i := range w {
		w[i] = int16(math.Round(max(-900, min(900, x[i])) * corefScale))
	}
	return w
}

// corefGather walks over all documents.
func corefGather(docs []CorefDoc, w *language.CorefWeights, gold bool) (out []corefExample) {
	for i := range docs {
		for _, e := range corefExamples(&docs[i], w, gold) {
			e.doc, e.partial, e.gold = i, docs[i].Partial, gold
			out = append(out, e)
		}
	}
	return out
}

// corefFit gives the weights learnt from the examples that use admits.
func corefFit(ex []corefExample, o CorefOptions, use func(*corefExample) bool) []float64 {
	n := len(new(language.CorefWeights))
	x, sum, mean := make([]float64, n), make([]float64, n), make([]float64, n)
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	var order []int
	for i := range ex {
		if use(&ex[i]) {
			order = append(order, i)
		}
	}
	for pass := 0; pass < o.Passes; pass++ {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, k := range order {
			corefStep(&ex[k], x, sum, o.L2)
		}
		for i := range x {
			mean[i] += x[i] / float64(o.Passes)
		}
	}
	return mean
}

// folds is the number of parts of the cross-validation, by document.
const folds = 5

// crossValidate logs how many choices are right where their document was not
// trained on, by set and group of pronouns.
func crossValidate(ex []corefExample, o CorefOptions) {
	type key struct {
		partial bool
		group   int
	}
	right, all := map[key]int{}, map[key]int{}
	for k := range folds {
		x := corefFit(ex, o, func(e *corefExample) bool { return e.doc%folds != k })
		for i := range ex {
			e := &ex[i]
			if e.doc%folds != k || e.gold {
				continue
			}
			best, top := 0, math.Inf(-1)
			for c, f := range e.feats {
				s := 0.0
				for _, j := range f {
					s += x[j]
				}
				if s > top {
					best, top = c, s
				}
			}
			id := key{e.partial, e.group()}
			all[id]++
			if e.right[best] {
				right[id]++
			}
		}
	}
	for _, partial := range []bool{false, true} {
		name := "GUM"
		if partial {
			name = "ECB+"
		}
		for g, form := range []string{"he and she", "it", "they"} {
			id := key{partial, g}
			o.Log("cross-validated, %s, %s: %d of %d choices right (%.1f)", name, form, right[id], all[id], percent(right[id], all[id]))
		}
	}
}

// group gives the group of pronouns by a feature that every choice has.
func (e *corefExample) group() int { return int(e.feats[0][0]) / 32 % 3 }

// corefStep moves the weights along the gradient of one example.
func corefStep(e *corefExample, x, sum []float64, l2 float64) {
	if len(e.feats) < 2 {
		return
	}
	p := make([]float64, len(e.feats))
	top := math.Inf(-1)
	for i, f := range e.feats {
		for _, k := range f {
			p[i] += x[k]
		}
		top = max(top, p[i])
	}
	all, good := 0.0, 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		all += p[i]
		if e.right[i] {
			good += p[i]
		}
	}
	for i, f := range e.feats {
		g := p[i] / all
		if e.right[i] {
			g -= p[i] / good
		}
		for _, k := range f {
			d := g + l2*x[k]
			sum[k] += d * d
			x[k] -= 0.1 * d / math.Sqrt(sum[k]+1e-8)
		}
	}
}

// corefExamples walks over the pronouns of a document; those before are resolved
// as the treebank has it, or by the weights.
func corefExamples(g *CorefDoc, w *language.CorefWeights, gold bool) []corefExample {
	chainAt := map[int][]int{} // byte where a word begins → mentions with that head, the narrowest first
	for i := range g.Mentions {
		for _, h := range g.Mentions[i].Heads {
			chainAt[g.Offsets[h][0]] = append(chainAt[g.Offsets[h][0]], i)
		}
	}
	for _, l := range chainAt {
		slices.SortStableFunc(l, func(a, b int) int {
			return g.Mentions[a].End - g.Mentions[a].Start - g.Mentions[b].End + g.Mentions[b].Start
		})
	}
	names := g.lastWords()
	var out []corefExample
	d := language.Analyze(g.Text, time.Time{})
	d.Relink(w, func(d *language.Doc, c *language.PronounChoice) int {
		own := chainAt[int(d.Start[c.Token])]
		if len(own) == 0 {
			if g.Partial {
				return -1
			}
		}
		e := corefExample{}
		any, first := false, -1
		for i, cand := range c.Candidates {
			right := false
			if cand.Head >= 0 && len(own) > 0 {
				chain := g.Mentions[own[0]].Chain
				for _, m := range chainAt[int(d.Start[cand.Head])] {
					right = right || g.Mentions[m].Chain == chain
				}
				words := strings.Fields(strings.ToLower(cand.Name))
				if !right && g.Partial && len(words) > 0 {
					right = slices.Contains(names[chain], words[len(words)-1])
				}
			}
			if right && first < 0 {
				first = i
			}
			any = any || right
			e.feats = append(e.feats, slices.Clone(cand.Features))
			e.right = append(e.right, right)
		}
		if !any {
			if g.Partial {
				return -1
			}
			e.right[0], first = true, 0
		}
		out = append(out, e)
		if !gold {
			return -1
		}
		return first
	})
	return out
}
