package train

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sofar/language"
	"sofar/language/model"
)

// NetOptions steer the training of the parser's network; zero gives the default.
type NetOptions struct {
	NetConfig
	Epochs  int     // passes over the data
	Batch   int     // words of a batch
	Rate    float64 // Adam's step at its largest
	Drop    float64 // share of a layer's input that is left out while learning
	Seed    uint64
	Vectors Vectors
	// Teacher, if any, parses Texts, unlabelled running text, for more sentences
	// to learn from.
	Teacher *model.Net
	Texts   []string
	Log     func(format string, args ...any)
	// Every is the number of passes between two measurements on the
	// development data; 0 measures after the last pass only.
	Every int
}

// ReadVectors reads lines of a word and its values, separated by spaces.
func ReadVectors(r io.Reader) (Vectors, error) {
	var v Vectors
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<20)
	for line := 1; sc.Scan(); line++ {
		f := strings.Fields(sc.Text())
		if len(f) < 3 {
			continue // a line of counts
		}
		if v.Dim == 0 {
			v.Dim = len(f) - 1
		}
		if len(f)-1 != v.Dim {
			return v, fmt.Errorf("vectors, line %d: %d values, want %d", line, len(f)-1, v.Dim)
		}
		v.Words = append(v.Words, f[0])
		for _, s := range f[1:] {
			x, err := strconv.ParseFloat(s, 32)
			if err != nil {
				return v, fmt.Errorf("vectors, line %d: %w", line, err)
			}
			v.Data = append(v.Data, float32(x))
		}
	}
	return v, sc.Err()
}

func (o *NetOptions) fill() {
	set := func(p *int, v int) {
		if *p == 0 {
			*p = v
		}
	}
	set(&o.Embed, 192)
	set(&o.Units, 192)
	set(&o.Layers, 2)
	set(&o.Arc, 64)
	set(&o.Rel, 64)
	set(&o.Epochs, 30)
	set(&o.Batch, 1500)
	if o.Rate == 0 {
		o.Rate = 2e-3
	}
	if o.Drop == 0 {
		o.Drop = 0.15
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
}

// netShards is how many parts a batch is computed in; it is fixed, so that the
// order of the sums, and so the result, does not depend on the machine's cores.
const netShards = 2

// trainer trains a network.
type trainer struct {
	NetOptions
	net    *network
	reader *netReader
	shards [netShards]*shard
	step   int
	rows   []int32 // of the embeddings that a batch used
	rowAt  []int32 // place in rows + 1
	rowG   []float32
}

// trainNet trains the network on tagged sentences.
func trainNet(data, dev []Tagged, o NetOptions) *trainer {
	o.fill()
	t := &trainer{NetOptions: o, reader: newNetReader()}
	var silver []netParsed
	if o.Teacher != nil {
		silver = silverTrees(o.Texts, o.Teacher)
	}
	t.reader.learnWords(data, o.Vectors.Words, silver)
	var train []*netExample
	for _, s := range data {
		if len(s.Tokens) <= maxNetSentence {
			train = append(train, t.reader.example(s))
		}
	}
	parsed := 0
	for _, p := range silver {
		train = append(train, t.reader.silver(p))
		parsed += len(p.heads)
	}
	rng := rand.New(rand.NewPCG(o.Seed, 23))
	t.net = newNetwork(o.NetConfig, t.reader.vocab.Rows(), len(language.RelNames), len(language.PTBNames), len(language.TagNames), o.Vectors.Data, o.Vectors.Dim, rng)
	clear(t.net.emb.w[:(len(t.reader.vocab.Words)+1)*o.Embed]) // words begin as what their affixes say
	for i := range t.shards {
		t.shards[i] = newShard(t.net, o.Seed*netShards+uint64(i))
		t.shards[i].drop = netDrop{word: 0.25, vec: 0.1, mark: 0.1, tag: 0.15, in: o.Drop * 0.8, layer: o.Drop, side: o.Drop}
	}
	t.rowAt = make([]int32, t.reader.vocab.Rows())
	words := 0
	for _, e := range train {
		if e.gold {
			words += len(e.words)
		}
	}
	o.Log("%d sentences, %d words as the treebanks have them, %d parsed by the teacher, %d rows", len(train), words, parsed, t.reader.vocab.Rows())
	perEpoch := 0
	for epoch := range o.Epochs {
		begin := time.Now()
		batches := t.batches(train, rng)
		if perEpoch == 0 {
			perEpoch = len(batches)
		}
		loss, right, n := 0.0, 0, 0
		for k, b := range batches {
			done := (float64(epoch) + float64(k)/float64(len(batches))) / float64(o.Epochs)
			rate := o.Rate * (1 - done) * min(1, float64(t.step+1)/float64(perEpoch))
			l, r, w := t.learn(b, rate)
			loss, right, n = loss+l*float64(w), right+r, n+w
		}
		o.Log("pass %d: loss %.3f, %.2f %% of the heads right while learning, %.0f s", epoch+1, loss/float64(n), 100*float64(right)/float64(n), time.Since(begin).Seconds())
		if dev != nil && (epoch+1 == o.Epochs || o.Every > 0 && (epoch+1)%o.Every == 0) {
			t.settle()
			for _, part := range netParts(dev) {
				o.Log("  %s: %v", part.name, t.evaluate(part.sents))
			}
		}
	}
	t.settle()
	return t
}

// batches shuffles the sentences and deals them into batches: the sentences as
// the treebank has them, and half of the copies in other clothes and of those
// that the teacher parsed.
func (t *trainer) batches(train []*netExample, rng *rand.Rand) [][]*netExample {
	var pick []*netExample
	for _, e := range train {
		if e.gold || rng.IntN(2) == 0 {
			pick = append(pick, e)
		}
	}
	rng.Shuffle(len(pick), func(i, j int) { pick[i], pick[j] = pick[j], pick[i] })
	var out [][]*netExample
	start, words := 0, 0
	for i, e := range pick {
		words += len(e.words)
		if words >= t.Batch || i == len(pick)-1 {
			out = append(out, pick[start:i+1])
			start, words = i+1, 0
		}
	}
	return out
}

// learn makes one step on a batch; it gives the loss per word, the heads that
// were right and the number of words.
func (t *trainer) learn(batch []*netExample, rate float64) (loss float64, right, words int) {
	for _, e := range batch {
		words += len(e.words)
	}
	for _, s := range t.shards {
		s.sents = s.sents[:0]
	}
	k, sum := 0, 0
	for _, e := range batch {
		if k+1 < netShards && sum >= words*(k+1)/netShards {
			k++
		}
		t.shards[k].sents = append(t.shards[k].sents, e)
		sum += len(e.words)
	}
	var wg sync.WaitGroup
	for _, s := range t.shards {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, g := range s.grads {
				clear(g)
			}
			s.learn(1 / float32(words))
		}()
	}
	wg.Wait()
	for _, s := range t.shards {
		loss += s.loss
		right += s.right
	}
	t.update(rate)
	return loss, right, words
}

// Adam's constants (Kingma and Ba 2015), with a shorter memory of squares as is
// usual for parsers, and the longest gradient that is followed in full.
const (
	adam1, adam2, adamEps = 0.9, 0.98, 1e-8
	clipNorm              = 5
)

// update adds the gradients of the shards up and makes Adam's step.
func (t *trainer) update(rate float64) {
	t.step++
	norm := 0.0
	first := t.shards[0]
	for _, p := range t.net.all {
		if p.rowwise {
			continue
		}
		g := first.grads[p]
		for _, s := range t.shards[1:] {
			for i, v := range s.grads[p] {
				g[i] += v
			}
		}
		for _, v := range g {
			norm += float64(v) * float64(v)
		}
	}
	// The rows of the embeddings, in the order in which the words use them.
	width := t.net.Embed
	t.rows = t.rows[:0]
	for _, s := range t.shards {
		for k, rows := range s.rows {
			d := s.dx0[k*width : (k+1)*width]
			for _, r := range rows {
				at := t.rowAt[r]
				if at == 0 {
					t.rows = append(t.rows, r)
					at = int32(len(t.rows))
					t.rowAt[r] = at
					need := len(t.rows) * width
					t.rowG = slices.Grow(t.rowG[:need-width], width)[:need]
					clear(t.rowG[need-width:])
				}
				g := t.rowG[int(at-1)*width : int(at)*width]
				for j, v := range d {
					g[j] += v
				}
			}
		}
	}
	rowG := t.rowG[:len(t.rows)*width]
	for _, v := range rowG {
		norm += float64(v) * float64(v)
	}
	scale := float32(1)
	if norm = math.Sqrt(norm); norm > clipNorm {
		scale = float32(clipNorm / norm)
	}
	step := float32(rate * math.Sqrt(1-math.Pow(adam2, float64(t.step))) / (1 - math.Pow(adam1, float64(t.step))))
	for _, p := range t.net.all {
		if !p.rowwise {
			adam(p.w, p.m, p.v, first.grads[p], scale, step)
		}
	}
	emb := t.net.emb
	for i, r := range t.rows {
		a, b := int(r)*width, int(r+1)*width
		adam(emb.w[a:b], emb.m[a:b], emb.v[a:b], rowG[i*width:(i+1)*width], scale, step)
		t.rowAt[r] = 0
	}
}

func adam(w, m, v, g []float32, scale, step float32) {
	for i, x := range g {
		x *= scale
		m[i] += (1 - adam1) * (x - m[i])
		v[i] += (1 - adam2) * (x*x - v[i])
		w[i] -= step * m[i] / (float32(math.Sqrt(float64(v[i]))) + adamEps)
	}
}

// netPart is the development data of one treebank.
type netPart struct {
	name  string
	sents []Tagged
}

func netParts(dev []Tagged) []netPart {
	parts := []netPart{{name: "EWT"}, {name: "GUM"}}
	for _, s := range dev {
		k := 0
		if strings.HasPrefix(s.Sentence.Doc, "GUM_") {
			k = 1
		}
		parts[k].sents = append(parts[k].sents, s)
	}
	return parts
}

// settle makes the rows of embeddings zero that no word of the training data has.
func (t *trainer) settle() {
	e := t.net.Embed
	for r := range t.reader.vocab.Rows() {
		v := t.net.emb.v[r*e : (r+1)*e]
		if !slices.ContainsFunc(v, func(x float32) bool { return x != 0 }) {
			clear(t.net.emb.w[r*e : (r+1)*e])
		}
	}
}

// evaluate parses sentences with the weights as they are, in floating point.
func (t *trainer) evaluate(sents []Tagged) Attachment {
	var a Attachment
	s := t.shards[0]
	var b model.TreeBuilder
	var fixed, heads []int32
	for _, sent := range sents {
		e := t.reader.example(sent)
		s.sents = append(s.sents[:0], e)
		s.choose(false)
		s.encode(false)
		n := len(e.words)
		fixed = fixed[:0]
		for _, v := range s.arcs(0, n) {
			fixed = append(fixed, int32(max(-1e5, min(1e5, v))*1024))
		}
		heads = append(heads[:0], make([]int32, n)...)
		b.Tree(fixed, n, heads)
		rels := s.relations(0, n, heads, false)
		for i, tok := range sent.Tokens {
			row := rels[i*t.net.rels : (i+1)*t.net.rels]
			best := 0
			for j, v := range row {
				if j != int(language.Root) && (best == 0 || v > row[best]) {
					best = j
				}
			}
			if int(heads[i]) == n {
				best = int(language.Root)
			}
			a.add(tok, heads[i] == e.head[i], language.RelNames[best])
		}
	}
	return a
}

// Net trains the network on sentences tagged as Jackknife does, measures it on
// dev and gives its file.
func Net(data, dev []Tagged, o NetOptions) ([]byte, error) {
	t := trainNet(data, dev, o)
	return t.file().Encode()
}
