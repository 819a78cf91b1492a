package train

import (
	"math"
	"math/rand/v2"

	"sofar/language/model"
)

// NetConfig gives the sizes of the parser's network.
type NetConfig struct {
	Embed  int // of the sum of a word's embeddings
	Units  int // of a layer, both directions together
	Layers int
	Arc    int // of the two sides of the arc scores
	Rel    int // hidden units of the relation's classifier
}

// network is the parser's network with its parameters:
//
// the embeddings of a word are summed and go through recurrent layers. From the
// last layer a head side and a dependent side are made for each word (ReLU), and
// a biaffine form of the two scores every arc (Dozat and Manning 2017), plus
// what the dependent has to say of the distance. The relation of an arc is
// chosen from a hidden layer on the sum of both words' projections.
type network struct {
	NetConfig
	rels, tags, upos int
	emb              *tensor
	vectors          []float32 // fixed, rows of dim
	dim              int
	proj             *tensor // dim × Embed, nil without vectors
	layers           []*recur
	sides            *tensor // Units × 2·Arc+2·Rel: dependent, head, relation's dependent and head
	sidesB           *tensor
	arc              *tensor // Arc × Arc
	arcB             *tensor // what a head is worth to any dependent
	root             *tensor // the root's head side
	dist             *tensor // netDistances × Arc
	relDist          *tensor // netDistances × Rel
	out, outB        *tensor // Rel × rels
	tag, tagB        *tensor // Units × tags+upos, the auxiliary task on the first layer
	all              []*tensor
}

const netDistances = model.NetDistances

func newNetwork(c NetConfig, rows, rels, tags, upos int, vectors []float32, dim int, rng *rand.Rand) *network {
	n := &network{NetConfig: c, rels: rels, tags: tags, upos: upos, vectors: vectors, dim: dim}
	n.emb = newTensor("emb", rows, c.Embed).uniform(rng, 0.3/math.Sqrt(3))
	n.emb.rowwise = true
	n.all = append(n.all, n.emb)
	if dim > 0 {
		n.proj = newTensor("proj", dim, c.Embed).glorot(rng)
		n.all = append(n.all, n.proj)
	}
	in := c.Embed
	for i := range c.Layers {
		l := newRecur("layer"+string(rune('0'+i)), in, c.Units, rng)
		n.layers = append(n.layers, l)
		n.all = append(n.all, l.tensors()...)
		in = c.Units
	}
	wide := 2*c.Arc + 2*c.Rel
	n.sides, n.sidesB = newTensor("sides", c.Units, wide).uniform(rng, math.Sqrt(3/float64(c.Units))), newTensor("sidesB", 1, wide)
	n.arc, n.arcB = newTensor("arc", c.Arc, c.Arc).uniform(rng, 1/float64(c.Arc)*3), newTensor("arcB", 1, c.Arc)
	n.root = newTensor("root", 1, c.Arc).uniform(rng, 0.5)
	n.dist, n.relDist = newTensor("dist", netDistances, c.Arc), newTensor("relDist", netDistances, c.Rel)
	n.out, n.outB = newTensor("out", c.Rel, rels).glorot(rng), newTensor("outB", 1, rels)
	n.tag, n.tagB = newTensor("tag", c.Units, tags+upos).glorot(rng), newTensor("tagB", 1, tags+upos)
	n.all = append(n.all, n.sides, n.sidesB, n.arc, n.arcB, n.root, n.dist, n.relDist, n.out, n.outB, n.tag, n.tagB)
	return n
}

// netDrop gives the shares of what is left out while learning.
type netDrop struct {
	word, vec, mark, tag, in, layer, side float64
}

// shard is the part of a batch that one goroutine computes, with its memory and
// its own gradients.
type shard struct {
	net     *network
	pack    packer
	rng     *rand.Rand
	drop    netDrop
	sents   []*netExample
	ends    []int
	n       int
	rows    [][]int32 // of each word, after dropping
	vec     []int32
	x0, dx0 []float32
	vx      []float32
	runs    []recurRun
	h, dh   [][]float32 // outputs of the layers
	masks   [][]float32 // what is kept of each layer's output
	side    []float32   // n × wide, after ReLU where it applies
	dside   []float32
	sideM   []float32
	bil     []float32 // n × Arc: the dependent's side times the matrix
	dbil    []float32
	far     []float32 // n × netDistances
	dfar    []float32
	scores  []float32
	hid     []float32
	dhid    []float32
	logits  []float32
	tagged  []float32
	grads   map[*tensor][]float32
	loss    float64
	right   int
}

func newShard(net *network, seed uint64) *shard {
	s := &shard{net: net, rng: rand.New(rand.NewPCG(seed, 99)), grads: map[*tensor][]float32{}}
	for _, t := range net.all {
		if !t.rowwise {
			s.grads[t] = make([]float32, len(t.w))
		}
	}
	s.runs = make([]recurRun, len(net.layers))
	s.h, s.dh, s.masks = make([][]float32, len(net.layers)), make([][]float32, len(net.layers)), make([][]float32, len(net.layers)+1)
	return s
}

// choose decides which rows each word has; learning tells that some are dropped.
func (s *shard) choose(learning bool) {
	s.n, s.ends, s.rows, s.vec = 0, s.ends[:0], s.rows[:0], s.vec[:0]
	for _, e := range s.sents {
		for i, w := range e.words {
			if learning && w != 0 {
				// A rare word is unknown more often.
				if c := float64(e.count[i]); s.rng.Float64() < s.drop.word*4/(c+s.drop.word*4) {
					w = 0
				}
			}
			rows := []int32{w}
			for _, m := range e.marks[i] {
				if !learning || s.rng.Float64() >= s.drop.mark {
					rows = append(rows, m)
				}
			}
			if e.tags != nil && (!learning || s.rng.Float64() >= s.drop.tag) {
				rows = append(rows, e.tags[i][0], e.tags[i][1])
			}
			s.rows = append(s.rows, rows)
			v := int32(-1)
			if e.vec != nil && (!learning || s.rng.Float64() >= s.drop.vec) {
				v = e.vec[i]
			}
			s.vec = append(s.vec, v)
		}
		s.n += len(e.words)
		s.ends = append(s.ends, s.n)
	}
}

// keepMask fills m with 0 for what is dropped and 1/(1-p) for what is kept.
func (s *shard) keepMask(m []float32, p float64) {
	scale := float32(1 / (1 - p))
	limit := uint64(p * (1 << 16))
	for i := 0; i < len(m); {
		bits := s.rng.Uint64()
		for j := 0; j < 4 && i < len(m); i, j, bits = i+1, j+1, bits>>16 {
			m[i] = scale
			if bits&0xffff < limit {
				m[i] = 0
			}
		}
	}
}

// sentMask is keepMask with the same mask for all words of a sentence.
func (s *shard) sentMask(m []float32, width int, p float64) {
	start := 0
	for _, end := range s.ends {
		first := m[start*width : (start+1)*width]
		s.keepMask(first, p)
		for k := start + 1; k < end; k++ {
			copy(m[k*width:(k+1)*width], first)
		}
		start = end
	}
}

func multiply(x, m []float32) {
	for i, v := range m[:len(x)] {
		x[i] *= v
	}
}

// encode computes the layers and the sides of every word.
func (s *shard) encode(learning bool) {
	net, n := s.net, s.n
	e := net.Embed
	s.x0 = grow(s.x0, n*e)
	clear(s.x0)
	if net.proj != nil {
		s.vx = grow(s.vx, n*net.dim)
		for k, v := range s.vec {
			if v < 0 {
				clear(s.vx[k*net.dim : (k+1)*net.dim])
			} else {
				copy(s.vx[k*net.dim:(k+1)*net.dim], net.vectors[int(v)*net.dim:])
			}
		}
		s.pack.mul(n, e, net.dim, view{s.vx, net.dim, false}, view{net.proj.w, e, false}, s.x0, e)
	}
	for k, rows := range s.rows {
		x := s.x0[k*e : (k+1)*e]
		for _, r := range rows {
			for j, v := range net.emb.w[int(r)*e : int(r+1)*e] {
				x[j] += v
			}
		}
	}
	if learning {
		s.masks[0] = grow(s.masks[0], n*e)
		s.keepMask(s.masks[0], s.drop.in)
		multiply(s.x0, s.masks[0])
	}
	x := s.x0
	for i, l := range net.layers {
		s.runs[i].x = x
		s.h[i] = grow(s.h[i], n*l.units)
		l.forward(&s.pack, &s.runs[i], n, s.ends, s.h[i])
		if learning {
			s.masks[i+1] = grow(s.masks[i+1], n*l.units)
			s.sentMask(s.masks[i+1], l.units, s.drop.layer)
			multiply(s.h[i], s.masks[i+1])
		}
		x = s.h[i]
	}
	wide := 2*net.Arc + 2*net.Rel
	s.side = grow(s.side, n*wide)
	for k := range n {
		copy(s.side[k*wide:(k+1)*wide], net.sidesB.w)
	}
	s.pack.mul(n, wide, net.Units, view{x, net.Units, false}, view{net.sides.w, wide, false}, s.side, wide)
	for k := range n {
		for j, v := range s.side[k*wide : k*wide+2*net.Arc] {
			if v < 0 {
				s.side[k*wide+j] = 0
			}
		}
	}
	if learning {
		s.sideM = grow(s.sideM, n*wide)
		s.keepMask(s.sideM, s.drop.side)
		for k := range n { // the relation's sides are dropped after they are summed
			multiply(s.side[k*wide:k*wide+2*net.Arc], s.sideM[k*wide:])
		}
	}
	a := net.Arc
	s.bil = grow(s.bil, n*a)
	for k := range n {
		copy(s.bil[k*a:(k+1)*a], net.arcB.w)
	}
	s.pack.mul(n, a, a, view{s.side, wide, false}, view{net.arc.w, a, false}, s.bil, a)
	s.far = grow(s.far, n*netDistances)
	clear(s.far)
	s.pack.mul(n, netDistances, a, view{s.side, wide, false}, view{net.dist.w, a, true}, s.far, netDistances)
}

// arcs computes the scores of the arcs of the sentence from start to end, a row
// for each dependent, with the root as the last head.
func (s *shard) arcs(start, end int) []float32 {
	net := s.net
	n, a, wide := end-start, net.Arc, 2*net.Arc+2*net.Rel
	s.scores = grow(s.scores, n*(n+1))
	clear(s.scores)
	bil := s.bil[start*a:]
	s.pack.mul(n, n, a, view{bil, a, false}, view{s.side[start*wide+a:], wide, true}, s.scores, n+1)
	s.pack.mul(n, 1, a, view{bil, a, false}, view{net.root.w, a, true}, s.scores[n:], n+1)
	for i := range n {
		row := s.scores[i*(n+1) : (i+1)*(n+1)]
		for j := range row {
			if j == i {
				row[j] = float32(math.Inf(-1))
			} else {
				row[j] += s.far[(start+i)*netDistances+model.NetDistance(i, j, n)]
			}
		}
	}
	return s.scores
}

// relations computes the hidden layer and the scores of the relations to the
// given heads, for the sentence from start to end.
func (s *shard) relations(start, end int, heads []int32, learning bool) []float32 {
	net := s.net
	n, r, wide := end-start, net.Rel, 2*net.Arc+2*net.Rel
	s.hid = grow(s.hid, n*r)
	for i := range n {
		h := s.hid[i*r : (i+1)*r]
		copy(h, s.side[(start+i)*wide+2*net.Arc:])
		for j, v := range net.relDist.w[model.NetDistance(i, int(heads[i]), n)*r:][:r] {
			h[j] += v
		}
		if int(heads[i]) < n {
			for j, v := range s.side[(start+int(heads[i]))*wide+2*net.Arc+r:][:r] {
				h[j] += v
			}
		}
		for j, v := range h {
			if v < 0 {
				h[j] = 0
			}
		}
		if learning {
			multiply(h, s.sideM[(start+i)*wide+2*net.Arc:])
		}
	}
	s.logits = grow(s.logits, n*net.rels)
	for i := range n {
		copy(s.logits[i*net.rels:(i+1)*net.rels], net.outB.w)
	}
	s.pack.mul(n, net.rels, r, view{s.hid, r, false}, view{net.out.w, net.rels, false}, s.logits, net.rels)
	return s.logits
}

// softmaxLoss turns scores into the gradient of the cross-entropy with gold,
// times scale, and gives the loss.
func softmaxLoss(scores []float32, gold int, scale float32) float64 {
	top := scores[0]
	for _, v := range scores {
		top = max(top, v)
	}
	var sum float64
	for i, v := range scores {
		x := math.Exp(float64(v - top))
		scores[i] = float32(x)
		sum += x
	}
	loss := math.Log(sum) - math.Log(float64(scores[gold])+1e-30)
	inv := scale / float32(sum)
	for i := range scores {
		scores[i] *= inv
	}
	scores[gold] -= scale
	return loss * float64(scale)
}
