package statement

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"unicode/utf8"

	"sofar/language"
	"sofar/report"
)

// Labelled is a text with the attributions that annotators marked in it, as byte
// spans.
type Labelled struct {
	Text  string
	Items []LabelledItem
}

// LabelledItem is one marked attribution.
type LabelledItem struct{ Source, Cue, Content []Span }

// LearnOptions sets the training of the learned model.
type LearnOptions struct {
	Passes int
	Seed   uint64
	// Orders is how many orders of the examples are learned from, each by itself;
	// the weights are their mean. 0 counts as 1.
	Orders int
	Log    func(format string, args ...any)
}

// example is a sentence or a cue's window: the buckets of every token, whether it
// may have a label, and its label.
type example struct {
	feats  [][]uint32
	free   []bool
	labels []uint8
}

// Learn trains the model of cues and of their arguments and gives its file.
func Learn(data []Labelled, opt LearnOptions) ([]byte, error) {
	var cues, args []example
	blank := &learnedModel{}
	for _, t := range data {
		if !utf8.ValidString(t.Text) {
			return nil, fmt.Errorf("text is not UTF-8")
		}
		c, a := examples(t, blank)
		cues, args = append(cues, c...), append(args, a...)
	}
	opt.Log("%d sentences, %d cues", len(cues), len(args))
	cw, cn := mixed(cues, cueLabels, opt, "cues")
	aw, an := mixed(args, argLabels, opt, "arguments")
	return encodeLearned(cw, cn, aw, an)
}

// examples gives the sentences and the cues of one text.
func examples(t Labelled, m *learnedModel) (cues, args []example) {
	doc := language.Analyze(t.Text, reportTime)
	r := newAttReader(doc, &report.Report{Text: t.Text})
	r.sieves()
	l := &learnedReader{r: r, m: m}
	l.load()
	by := r.foundBySentence()
	isCue := make([]uint8, doc.Len())
	tokens := func(spans []Span) []language.Range {
		var out []language.Range
		for _, s := range spans {
			if x := doc.TokensIn(s); x.Len() > 0 {
				out = append(out, x)
			}
		}
		return out
	}
	type gold struct {
		cue             language.Range
		all             []language.Range
		source, content []language.Range
	}
	bySent := map[int][]gold{}
	for _, it := range t.Items {
		g := gold{all: tokens(it.Cue), source: tokens(it.Source), content: tokens(it.Content)}
		if len(g.all) == 0 || len(g.content) == 0 {
			continue
		}
		g.cue = g.all[0]
		for _, x := range g.all {
			for i := x.Start; i < x.End; i++ {
				if i == x.Start && isCue[i] == cueOut {
					isCue[i] = cueBegin
				} else if isCue[i] == cueOut {
					isCue[i] = cueIn
				}
				if doc.Tag[i] == language.VERB && !g.cue.Contains(i) && !hasVerb(doc, g.cue) {
					g.cue = x
				}
			}
		}
		s := int(doc.SentOf[g.cue.Start])
		g.cue.End = min(g.cue.End, doc.Sents[s].End)
		bySent[s] = append(bySent[s], g)
	}
	var near []found
	for s := range doc.Sents {
		if !learnable(&doc.Sents[s]) {
			continue
		}
		near = near[:0]
		for _, k := range by[s] {
			near = append(near, r.found[k])
		}
		sent := doc.Sents[s].Range
		l.markSieves(near, sent)
		var e example
		for i := sent.Start; i < sent.End; i++ {
			free := l.free(i)
			e.free = append(e.free, free)
			var list []uint32
			if free {
				l.cueFeatures(i, sent)
				l.cueTree(i)
				list = append(list, l.feats...)
			}
			e.feats = append(e.feats, list)
			lab := isCue[i]
			if !free {
				lab = cueOut
			}
			if lab == cueIn && (len(e.labels) == 0 || e.labels[len(e.labels)-1] == cueOut) {
				lab = cueBegin
			}
			e.labels = append(e.labels, lab)
		}
		cues = append(cues, e)
		for _, g := range bySent[s] {
			sv := overlapping(near, g.cue)
			v := l.view(g.cue, sv)
			args = append(args, l.argExample(&v, g.source, g.content))
		}
	}
	return cues, args
}

func hasVerb(doc *language.Doc, x language.Range) bool {
	for i := x.Start; i < x.End; i++ {
		if doc.Tag[i] == language.VERB {
			return true
		}
	}
	return false
}

// argExample gives the features and labels of a cue's window.
func (l *learnedReader) argExample(v *cueView, source, content []language.Range) example {
	var e example
	l.paths(v.cue, v.win, v.head)
	gaps := l.gaps(v)
	prev := uint8(argOut)
	for i := v.win.Start; i < v.win.End; i++ {
		free := !v.cue.Contains(i)
		e.free = append(e.free, free)
		lab := uint8(argOut)
		var list []uint32
		if free {
			l.argFeatures(i, v, gaps[i-v.win.Start])
			list = append(list, l.feats...)
			for _, x := range source {
				if x.Contains(i) {
					lab = argSource
					if prev != argSource && prev != argSourceBegin || x.Start == i {
						lab = argSourceBegin
					}
				}
			}
			for _, x := range content {
				if x.Contains(i) {
					lab = argContent
					if prev != argContent && prev != argContentBegin || x.Start == i {
						lab = argContentBegin
					}
				}
			}
		}
		e.feats = append(e.feats, list)
		e.labels = append(e.labels, lab)
		prev = lab
	}
	return e
}

// mixed gives the mean of the weights learned from several orders of the
// examples: what one order happens to teach last weighs less (McDonald, Hall and
// Mann 2010, parameter mixing).
func mixed(data []example, labels int, opt LearnOptions, name string) (w, next []int32) {
	orders := max(opt.Orders, 1)
	ws, nexts := make([][]int32, orders), make([][]int32, orders)
	var wait sync.WaitGroup
	for k := range orders {
		wait.Go(func() {
			o := opt
			o.Seed += uint64(k)
			ws[k], nexts[k] = perceptron(data, labels, o, fmt.Sprintf("%s, order %d", name, k+1))
		})
	}
	wait.Wait()
	return mean(ws), mean(nexts)
}

// mean gives the rounded mean of lists of one length.
func mean(lists [][]int32) []int32 {
	n := int64(len(lists))
	out := lists[0]
	for i := range out {
		sum := int64(0)
		for _, l := range lists {
			sum += int64(l[i])
		}
		if sum < 0 {
			out[i] = int32((sum - n/2) / n)
		} else {
			out[i] = int32((sum + n/2) / n)
		}
	}
	return out
}

// perceptron trains an averaged structured perceptron (Collins 2002); the
// averages are kept by the trick of Daumé (2006): what each update adds times
// the moment it was made.
func perceptron(data []example, labels int, opt LearnOptions, name string) (w []int32, next []int32) {
	n := 1 << learnedBits
	w, next = make([]int32, n*labels), make([]int32, labels*labels)
	sum, sumNext := make([]int64, n*labels), make([]int64, labels*labels)
	rng := rand.New(rand.NewPCG(opt.Seed, 7))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	l := &learnedReader{}
	var got []uint8
	t := int64(1)
	for pass := 0; pass < opt.Passes; pass++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		wrong, all := 0, 0
		for _, x := range order {
			e := &data[x]
			got = l.viterbi(len(e.labels), labels, pairs(labels, func(a, b int) int32 { return next[a*labels+b] }), func(k int, out *[8]int32) bool {
				if !e.free[k] {
					return false
				}
				for _, f := range e.feats[k] {
					row := w[int(f)*labels : int(f)*labels+labels]
					for b := range row {
						out[b] += row[b]
					}
				}
				return true
			}, got)
			pg, pe := 0, 0
			for k := range got {
				g, want := int(got[k]), int(e.labels[k])
				all++
				if g != want {
					wrong++
					for _, f := range e.feats[k] {
						w[int(f)*labels+want]++
						sum[int(f)*labels+want] += t
						w[int(f)*labels+g]--
						sum[int(f)*labels+g] -= t
					}
				}
				if pg != pe || g != want {
					next[pe*labels+want]++
					sumNext[pe*labels+want] += t
					next[pg*labels+g]--
					sumNext[pg*labels+g] -= t
				}
				pg, pe = g, want
			}
			t++
		}
		opt.Log("%s, pass %d: %.2f %% of tokens wrong", name, pass+1, 100*float64(wrong)/float64(all))
	}
	// Averages, in units of 1/64.
	for i := range w {
		w[i] = int32((int64(w[i])*t - sum[i]) * 64 / t)
	}
	for i := range next {
		next[i] = int32((int64(next[i])*t - sumNext[i]) * 64 / t)
	}
	return w, next
}
