package train

import (
	"math/rand/v2"

	"sofar/language"
	"sofar/language/model"
)

// ParserOptions steer the training; the zero value gives the defaults.
type ParserOptions struct {
	Greedy int                         // passes in which every action is learnt by itself; 0 = 6
	Beam   int                         // passes in which whole derivations are learnt after that; 0 = 4
	Width  int                         // hypotheses of the beam; 0 = 4
	Size   int                         // of a correction in the passes with the beam, in eighths; 0 = 4
	Prune  float64                     // weights below it are dropped; 0 = 1.5
	Margin int                         // the lead that a right action must have; 0 = 50
	Passes func(pass int, file []byte) // is given the model after each pass with the beam, nil for none
	Seed   uint64
	Log    func(format string, args ...any)
}

// tree is a sentence prepared for the training of the parser. Words are counted
// from 1; n+1 is the root.
type tree struct {
	lower     []string
	ptb, upos []uint8
	head      []int
	rel       []int // place in Parser.Rels
	deps      [][]int
}

// ParserInput gives what the parser sees of a sentence that is a Doc of its own.
func ParserInput(d *language.Doc) (lower []string, ptb, upos []uint8) {
	for i := range d.Len() {
		ptb, upos = append(ptb, uint8(d.PTB[i])), append(upos, uint8(d.Tag[i]))
	}
	return d.Lower, ptb, upos
}

// Parser trains the dependency parser and gives its file.
func Parser(sents []Tagged, o ParserOptions) ([]byte, error) {
	set(&o.Greedy, 6)
	set(&o.Beam, 4)
	set(&o.Width, 4)
	set(&o.Size, 4)
	set(&o.Prune, 1.5)
	set(&o.Margin, 50)
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	p := &model.Parser{}
	index := relIndex(sents, p)
	var data []tree
	for _, s := range sents {
		if t, ok := newTree(s, index, p.RootRel); ok {
			data = append(data, t)
		}
	}
	o.Log("%d sentences, %d relations", len(data), len(p.Rels))
	p.Width = o.Width
	l := newLearner(p.Actions())
	rng := rand.New(rand.NewPCG(o.Seed, 23))
	g := greedy{p: p, l: l, margin: int32(o.Margin), rng: rng}
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	shuffle := func() {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	for it := range o.Greedy {
		shuffle()
		g.wrong, g.total = 0, 0
		for _, n := range order {
			g.learn(&data[n], it > 0)
		}
		o.Log("pass %d: %.2f %% of actions right while learning, %d features", it+1, 100-100*float64(g.wrong)/float64(max(g.total, 1)), l.used)
	}
	if o.Passes != nil {
		file, err := encodeParser(p, l.average(parserScale, o.Prune), o)
		if err != nil {
			return nil, err
		}
		o.Passes(0, file)
	}
	l.settle(parserScale, keepPrune)
	o.Log("%d features go on to the beam", l.used)
	b := beamed{p: p, l: l, size: int32(o.Size), search: model.Search{Width: o.Width}}
	rest := make([]bool, len(data))
	for it := range o.Beam {
		shuffle()
		b.fixed, b.total = 0, 0
		for _, n := range order {
			// What was right in the pass before is mostly right still: it rests for a pass.
			if l.step++; rest[n] {
				rest[n] = false
				continue
			}
			rest[n] = b.learn(&data[n])
		}
		o.Log("pass %d with a beam of %d: %.2f %% of sentences corrected, %d features", it+1, o.Width, 100*float64(b.fixed)/float64(max(b.total, 1)), l.used)
		if o.Passes != nil && it+1 < o.Beam {
			file, err := encodeParser(p, l.average(1, o.Prune*parserScale), o)
			if err != nil {
				return nil, err
			}
			o.Passes(it+1, file)
		}
	}
	return encodeParser(p, l.average(1, o.Prune*parserScale), o)
}

// keepPrune is the least weight that goes from the greedy passes to the beam.
const keepPrune = 0.75

func set[T int | float64](option *T, value T) {
	if *option == 0 {
		*option = value
	}
}

func encodeParser(p *model.Parser, rows []model.Row, o ParserOptions) ([]byte, error) {
	file, err := model.EncodeParser(p, rows)
	weights := 0
	for _, r := range rows {
		weights += len(r.Labels)
	}
	o.Log("%d features kept with %d weights, %d bytes", len(rows), weights, len(file))
	return file, err
}

// relIndex fills p.Rels with the relations of the data, the most frequent
// first, and gives the place of each.
func relIndex(sents []Tagged, p *model.Parser) map[string]int {
	number := map[string]uint8{}
	for i, n := range language.RelNames {
		number[n] = uint8(i)
	}
	count := map[string]int{}
	for _, s := range sents {
		for _, t := range s.Tokens {
			if _, ok := number[t.Rel]; ok {
				count[t.Rel]++
			}
		}
	}
	index := map[string]int{}
	for _, n := range sortedByCount(count) {
		index[n] = len(p.Rels)
		p.Rels = append(p.Rels, number[n])
	}
	p.RootRel = index["root"]
	return index
}

// newTree prepares a sentence; ok is false for those too long, of one word, or
// that are not a tree of known relations.
func newTree(s Tagged, index map[string]int, root int) (tree, bool) {
	n := len(s.Tokens)
	if n < 2 || n > model.MaxParsed {
		return tree{}, false
	}
	t := tree{head: make([]int, n+2), rel: make([]int, n+2), deps: make([][]int, n+2)}
	t.lower, t.ptb, t.upos = ParserInput(s.Doc)
	roots := 0
	for i, tok := range s.Tokens {
		r, ok := index[tok.Rel]
		if !ok {
			return tree{}, false
		}
		t.head[i+1], t.rel[i+1] = tok.Head+1, r
		if tok.Head < 0 {
			t.head[i+1], t.rel[i+1] = n+1, root
			roots++
		}
	}
	if roots != 1 || !acyclic(t.head, n) {
		return tree{}, false
	}
	projectivise(t.head, n)
	for i := 1; i <= n; i++ {
		t.deps[t.head[i]] = append(t.deps[t.head[i]], i)
	}
	return t, true
}

// acyclic tells whether every word leads to the root n+1.
func acyclic(head []int, n int) bool {
	for i := 1; i <= n; i++ {
		h, steps := i, 0
		for h != n+1 {
			h = head[h]
			if steps++; steps > n {
				return false
			}
		}
	}
	return true
}

// projectivise lifts the shortest arc that is crossed to the head of its head
// until none is (Nivre and Nilsson 2005, without marks).
func projectivise(head []int, n int) int {
	lifted := 0
	for {
		best := 0
		for d := 1; d <= n; d++ {
			h := head[d]
			if h == n+1 {
				continue
			}
			if (best == 0 || abs(d-h) < abs(best-head[best])) && !projective(head, n, d) {
				best = d
			}
		}
		if best == 0 {
			return lifted
		}
		head[best] = head[head[best]]
		lifted++
	}
}

// projective tells whether every word between d and its head is below the head.
func projective(head []int, n, d int) bool {
	h := head[d]
	for k := min(d, h) + 1; k < max(d, h); k++ {
		a := k
		for a != h && a != n+1 {
			a = head[a]
		}
		if a != h {
			return false
		}
	}
	return true
}

func abs(x int) int { return max(x, -x) }
