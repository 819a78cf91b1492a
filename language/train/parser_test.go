package train

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sofar/language"
	"sofar/language/model"
)

func tagged(t *testing.T) []Tagged {
	t.Helper()
	sents, err := ReadConllu(strings.NewReader(treebank))
	if err != nil || len(sents) != 3 {
		t.Fatal(len(sents), err)
	}
	return TagAll(sents, true)
}

func TestProjectivise(t *testing.T) {
	// Word 6 hangs on word 2 across the root 4; lifted, it hangs on 4.
	head := []int{0, 2, 4, 4, 8, 6, 2, 4, 0}
	if n := projectivise(head, 7); n != 1 || !slices.Equal(head, []int{0, 2, 4, 4, 8, 6, 4, 4, 0}) {
		t.Errorf("%d lifted: %v", n, head)
	}
}

// randomTree gives a projective tree over n words.
func randomTree(rng *rand.Rand, n int) tree {
	t := tree{head: make([]int, n+2), rel: make([]int, n+2), deps: make([][]int, n+2)}
	var build func(from, to, head int)
	build = func(from, to, head int) {
		for from < to {
			end := from + 1 + rng.IntN(to-from)
			if head == n+1 {
				end = to
			}
			d := from + rng.IntN(end-from)
			t.head[d], t.rel[d] = head, 1+rng.IntN(2)
			if head == n+1 {
				t.rel[d] = 0
			}
			build(from, d, d)
			build(d+1, end, d)
			from = end
		}
	}
	build(1, n+1, n+1)
	for i := 1; i <= n; i++ {
		t.lower, t.ptb, t.upos = append(t.lower, "w"), append(t.ptb, 1), append(t.upos, 1)
		t.deps[t.head[i]] = append(t.deps[t.head[i]], i)
	}
	return t
}

// The right actions build the tree they come from, and the dynamic oracle finds
// an action without cost at each of their steps.
func TestOracles(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := &model.Parser{Rels: []uint8{1, 2, 3}}
	for range 300 {
		n := 1 + rng.IntN(12)
		gold := randomTree(rng, n)
		actions := rightActions(p, &gold, nil)
		if len(actions) != 2*n {
			t.Fatalf("%d actions for %v", len(actions), gold.head)
		}
		g := greedy{p: p, l: newLearner(p.Actions())}
		g.d.Begin(gold.lower, gold.ptb, gold.upos)
		for _, a := range actions {
			shift, left, right, root := g.d.Moves()
			if !root && (left || right) {
				good, bad := g.split(&gold, shift, left, right)
				g.l.sums[a] = 1 // so that it is the best of its kind
				if again, _ := g.split(&gold, shift, left, right); again != a {
					t.Fatalf("%v: action %d costs more than %d (%d)", gold.head, a, good, bad)
				}
				g.l.sums[a] = 0
			}
			g.d.Do(p, a)
		}
		if !g.d.Done() {
			t.Fatalf("%v: not done", gold.head)
		}
		for i := 1; i <= n; i++ {
			if h, r := g.d.Arc(i); h != gold.head[i] || r != gold.rel[i] {
				t.Fatalf("%v: word %d has head %d", gold.head, i, h)
			}
		}
	}
}

// The mean of the weights is over all steps.
func TestLearnerMean(t *testing.T) {
	l := newLearner(3)
	l.step = 1
	l.add([]uint32{7, 8}, 1, 4)
	l.step = 3
	l.add([]uint32{7}, 1, -2)
	l.add([]uint32{7}, 2, 8)
	l.step = 4
	rows := l.average(1, 0)
	// Feature 7, action 1: 4 from step 1 on and -2 from step 3 on, out of 4.
	if len(rows) != 2 || rows[0].Key != 7 || !slices.Equal(rows[0].Values, []int16{3, 2}) || !slices.Equal(rows[1].Values, []int16{3}) {
		t.Errorf("%+v", rows)
	}
	l.settle(1, 2.5)
	l.score([]uint32{7, 8, 9}, l.sums)
	if !slices.Equal(l.sums, []int32{0, 6, 0}) {
		t.Errorf("%v", l.sums)
	}
}

// A few sentences are learnt by heart, twice to the same bytes, greedily and
// with a beam.
func TestParserLearns(t *testing.T) {
	sents := tagged(t)
	o := ParserOptions{Greedy: 8, Beam: 4, Prune: 0.01}
	a, err := Parser(sents, o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Parser(sents, o)
	if err != nil || !bytes.Equal(a, b) {
		t.Fatal("two trainings give two files", err)
	}
	p, err := model.DecodeParser(a)
	if err != nil {
		t.Fatal(err)
	}
	got := MeasureTrees(sents, func(d *language.Doc) { d.ParseWith(p) }, nil)
	if got.Words != 16 || got.Full != 15 { // but for the arc that is crossed
		t.Errorf("%v", got)
	}
}
