package train

import (
	"errors"
	"math"
	"math/rand/v2"
	"sort"
	"strings"
	"time"

	"sofar/language"
	"sofar/language/model"
)

// NamesOptions steer the training of the recogniser.
type NamesOptions struct {
	Iterations int
	MinCount   int     // features seen less often are left out
	Margin     int32   // by which the right sequence must win at each word
	Prune      float64 // weights below it are dropped
	Seed       uint64
	Log        func(format string, args ...any)
}

// nameExample is one sentence: the candidates' features and labels, in parts
// (see model.Recogniser.Label).
type nameExample struct {
	keys [][]uint32 // by word; nil for words that are no candidates
	gold []uint8    // freeLabel where any will do
	free bool       // some word has the free label
}

// freeLabel stands for a word of which nothing is known.
const freeLabel = 255

// nameExamples reads the sentences of a document; its words are labelled with
// the gold names. Names whose ends are no token bounds are left out.
func nameExamples(g NameDoc, dress func(string) string, rng *rand.Rand) []nameExample {
	text := g.Text
	if dress != nil {
		text = dress(text)
		if len(text) != len(g.Text) {
			return nil
		}
	}
	d := language.Analyze(text, time.Time{})
	labels := make([]uint8, d.Len())
	for _, n := range g.Names {
		r := d.TokensIn(n.Span)
		if r.Len() == 0 || int(d.Start[r.Start]) != n.Span.Start || int(d.End[r.End-1]) != n.Span.End {
			continue
		}
		for k := r.Start; k < r.End; k++ {
			labels[k] = model.InsideName(int(n.Kind))
		}
		labels[r.Start] = model.BeginName(int(n.Kind))
	}
	for _, f := range g.Free {
		r := d.TokensIn(f)
		for k := r.Start; k < r.End; k++ {
			labels[k] = freeLabel
		}
	}
	inputs := language.NameInputs(d)
	var out []nameExample
	for si, ws := range inputs {
		if g.Silver {
			if !teaches(labels[d.Sents[si].Start:d.Sents[si].End]) {
				continue
			}
			if rng.Uint64()%100 < hideRules {
				for i := range ws {
					ws[i].Rule, ws[i].Why, ws[i].DocKinds = 0, 0, 0
					if rng.Uint64()%2 == 0 {
						ws[i].Known = 0
						ws[i].Bits = 0
					}
				}
			}
		}
		out = append(out, makeExample(ws, labels[d.Sents[si].Start:d.Sents[si].End]))
	}
	return out
}

// hideRules is how often, in per cent, the names that the rules read are hidden
// in sentences that were labelled by these very rules.
const hideRules = 70

// teaches tells whether a sentence has a name of a known kind.
func teaches(labels []uint8) bool {
	for _, y := range labels {
		if y != 0 && y != freeLabel {
			return true
		}
	}
	return false
}

func makeExample(ws []model.NameWord, labels []uint8) nameExample {
	e := nameExample{keys: make([][]uint32, len(ws)), gold: append([]uint8(nil), labels...)}
	for i := range ws {
		if !ws[i].Candidate {
			// A name through it cannot be learnt: none of its words is.
			if e.gold[i] != 0 && e.gold[i] != freeLabel {
				for k := i; k >= 0 && e.gold[k] != 0 && e.gold[k] != freeLabel; k-- {
					e.gold[k] = 0
				}
				for k := i; k < len(ws) && e.gold[k] != 0 && e.gold[k]&1 == 0; k++ {
					e.gold[k] = 0
				}
			}
			continue
		}
		e.keys[i] = model.NameKeys(ws, i, nil)
	}
	for i := range ws {
		// An inside without its beginning.
		if e.gold[i] == freeLabel {
			e.free = true
		} else if y := e.gold[i]; y > 0 && y&1 == 0 && (i == 0 || e.gold[i-1] != y && e.gold[i-1] != y-1) {
			e.gold[i] = 0
		}
	}
	return e
}

// Names trains the recogniser on documents with names and gives its file.
func Names(docs []NameDoc, o NamesOptions) ([]byte, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 23))
	var data []nameExample
	for i, g := range docs {
		switch {
		case !g.Silver:
			data = append(data, nameExamples(g, nil, rng)...)
			data = append(data, nameExamples(g, upperASCII, rng)...)
			if i%4 == 1 {
				data = append(data, nameExamples(g, titleASCII, rng)...)
			}
		case i%3 == 0:
			data = append(data, nameExamples(g, upperASCII, rng)...)
		default:
			data = append(data, nameExamples(g, nil, rng)...)
		}
	}
	if len(data) == 0 {
		return nil, errors.New("train names: no names in the data")
	}
	l := newNameLearner(data, o.MinCount, o.Margin)
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	for it := range o.Iterations {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		wrong, total := 0, 0
		for _, n := range order {
			w, t := l.learn(&data[n])
			wrong, total = wrong+w, total+t
		}
		o.Log("pass %d: %d of %d candidates wrong while learning", it+1, wrong, total)
	}
	rows := l.average(o.Prune)
	file, err := model.EncodeNames(rows)
	o.Log("%d sentences, %d features kept of %d, %d bytes", len(data), len(rows), len(l.ids), len(file))
	return file, err
}

// upperASCII and titleASCII change letters without changing offsets.
func upperASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// titleASCII writes words of four letters and more with a capital.
func titleASCII(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = titleCase(w)
	}
	return strings.Join(words, " ")
}

// nameLearner is an averaged structured perceptron: the best sequence under the
// weights, with a bonus for every wrong label, is compared with the right one.
// (Collins 2002; the bonus is the cost of Tsochantaridis et al. 2005.) All
// numbers are whole, so that no machine rounds differently.
type nameLearner struct {
	ids    map[uint32]int32
	w      [][model.NameLabels]int32
	acc    [][model.NameLabels]int64 // sum of the changes times the step they were made at
	step   int64
	margin int32
	trans  [model.NameLabels][model.NameLabels]int32
	tacc   [model.NameLabels][model.NameLabels]int64

	plain, scores [][model.NameLabels]int32
	back          [][model.NameLabels]uint8
	out, gold     []uint8
}

// newNameLearner numbers the features that are seen often enough and writes the
// numbers into the examples in place of the keys.
func newNameLearner(data []nameExample, minCount int, margin int32) *nameLearner {
	count := map[uint32]int32{}
	for i := range data {
		for _, ks := range data[i].keys {
			for _, k := range ks {
				count[k]++
			}
		}
	}
	l := &nameLearner{ids: map[uint32]int32{}, margin: margin}
	for i := range data {
		for n, ks := range data[i].keys {
			kept := ks[:0]
			for _, k := range ks {
				if int(count[k]) < minCount {
					continue
				}
				id, ok := l.ids[k]
				if !ok {
					id = int32(len(l.ids))
					l.ids[k] = id
				}
				kept = append(kept, uint32(id))
			}
			data[i].keys[n] = kept
			if ks == nil {
				data[i].keys[n] = nil
			}
		}
	}
	l.w = make([][model.NameLabels]int32, len(l.ids))
	l.acc = make([][model.NameLabels]int64, len(l.ids))
	return l
}

// learn corrects the weights on one sentence and gives the number of candidates
// that were wrong, and of all.
func (l *nameLearner) learn(e *nameExample) (wrong, total int) {
	for i := 0; i < len(e.keys); {
		if e.keys[i] == nil {
			i++
			continue
		}
		j := i
		for j < len(e.keys) && e.keys[j] != nil {
			j++
		}
		wrong += l.part(e, i, j)
		total += j - i
		i = j
	}
	return wrong, total
}

func (l *nameLearner) part(e *nameExample, from, to int) int {
	n := to - from
	for len(l.scores) < n {
		l.scores = append(l.scores, [model.NameLabels]int32{})
		l.back = append(l.back, [model.NameLabels]uint8{})
		l.plain = append(l.plain, [model.NameLabels]int32{})
		l.out, l.gold = append(l.out, 0), append(l.gold, 0)
	}
	for k := 0; k < n; k++ {
		row := &l.plain[k]
		*row = [model.NameLabels]int32{}
		for _, id := range e.keys[from+k] {
			w := &l.w[id]
			for y := range row {
				row[y] += w[y]
			}
		}
	}
	gold := e.gold[from:to]
	if e.free {
		// The right labels are the best ones among those that are allowed.
		for k, g := range gold {
			l.scores[k] = l.plain[k]
			for y := range l.scores[k] {
				if g != freeLabel && uint8(y) != g {
					l.scores[k][y] -= 1 << 24
				}
			}
			model.NameForward(k, l.scores, l.back, &l.trans)
		}
		model.NameBackward(n, l.scores, l.back, l.gold[:n])
		gold = l.gold[:n]
	}
	for k := 0; k < n; k++ {
		l.scores[k] = l.plain[k]
		for y := range l.scores[k] {
			if uint8(y) != gold[k] && e.gold[from+k] != freeLabel {
				l.scores[k][y] += l.margin
			}
		}
		model.NameForward(k, l.scores, l.back, &l.trans)
	}
	out := l.out[:n]
	model.NameBackward(n, l.scores, l.back, out)
	l.step++
	wrong := 0
	before, goldBefore := uint8(0), uint8(0)
	for k, y := range out {
		g := gold[k]
		if y != g {
			wrong++
			for _, id := range e.keys[from+k] {
				l.w[id][g]++
				l.acc[id][g] += l.step
				l.w[id][y]--
				l.acc[id][y] -= l.step
			}
		}
		if y != g || before != goldBefore {
			l.trans[goldBefore][g]++
			l.tacc[goldBefore][g] += l.step
			l.trans[before][y]--
			l.tacc[before][y] -= l.step
		}
		before, goldBefore = y, g
	}
	return wrong
}

// average gives the mean weights over all steps, scaled to whole numbers.
func (l *nameLearner) average(prune float64) []model.Row {
	var rows []model.Row
	add := func(key uint32, w *[model.NameLabels]int32, acc *[model.NameLabels]int64, prune float64) {
		row := model.Row{Key: key}
		for y := range w {
			mean := float64(w[y]) - float64(acc[y])/float64(l.step+1)
			v := math.Round(mean * Scale)
			if v == 0 || math.Abs(mean) < prune {
				continue
			}
			row.Labels = append(row.Labels, uint8(y))
			row.Values = append(row.Values, int16(max(-32000, min(32000, v))))
		}
		if len(row.Labels) > 0 {
			rows = append(rows, row)
		}
	}
	for k, id := range l.ids {
		add(k, &l.w[id], &l.acc[id], prune)
	}
	for y := range l.trans {
		add(model.NameStep(uint8(y)), &l.trans[y], &l.tacc[y], 0)
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	return rows
}
