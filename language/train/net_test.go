package train

import (
	"math"
	"math/rand/v2"
	"testing"
)

// toyNet is a small network with two sentences to learn.
func toyNet(seed uint64) (*network, []*netExample) {
	rng := rand.New(rand.NewPCG(seed, 1))
	vectors := make([]float32, 4*3)
	for i := range vectors {
		vectors[i] = rng.Float32() - 0.5
	}
	net := newNetwork(NetConfig{Embed: 6, Units: 8, Layers: 2, Arc: 5, Rel: 7}, 30, 4, 3, 2, vectors, 3, rng)
	for _, t := range net.all {
		for i := range t.w {
			t.w[i] += (rng.Float32() - 0.5) * 0.2
		}
	}
	var sents []*netExample
	for _, n := range []int{4, 3} {
		e := &netExample{weight: 1}
		for i := range n {
			e.words = append(e.words, int32(rng.IntN(10)))
			e.count = append(e.count, 1)
			e.vec = append(e.vec, int32(rng.IntN(5))-1)
			e.marks = append(e.marks, []int32{10 + int32(rng.IntN(10))})
			e.tags = append(e.tags, [2]int32{20 + int32(rng.IntN(5)), 25 + int32(rng.IntN(5))})
			head := int32(n)
			if i != 1 {
				head = 1
			}
			e.head = append(e.head, head)
			e.rel = append(e.rel, uint8(rng.IntN(4)))
			e.ptb = append(e.ptb, uint8(rng.IntN(3)))
			e.upos = append(e.upos, uint8(rng.IntN(2)))
		}
		sents = append(sents, e)
	}
	return net, sents
}

// TestNetGradients compares the gradients with differences of the loss.
func TestNetGradients(t *testing.T) {
	net, sents := toyNet(1)
	s := newShard(net, 1)
	s.sents = sents
	loss := func() float64 {
		for _, g := range s.grads {
			clear(g)
		}
		s.learn(1)
		return s.loss
	}
	loss()
	grads := map[*tensor][]float32{}
	for p, g := range s.grads {
		grads[p] = append([]float32(nil), g...)
	}
	emb := make([]float32, len(net.emb.w))
	for k, rows := range s.rows {
		for _, r := range rows {
			for j := range net.Embed {
				emb[int(r)*net.Embed+j] += s.dx0[k*net.Embed+j]
			}
		}
	}
	grads[net.emb] = emb
	checked := 0
	for _, p := range net.all {
		wrong := 0
		for i := range p.w {
			const h = 2e-3
			old := p.w[i]
			p.w[i] = old + h
			up := loss()
			p.w[i] = old - h
			down := loss()
			p.w[i] = old
			want := (up - down) / (2 * h)
			got := float64(grads[p][i])
			if math.Abs(want-got) > 2e-2*math.Max(0.2, math.Abs(want)) {
				wrong++ // a kink of the ReLU or of the gate lies between
				if wrong < 4 {
					t.Logf("%s[%d]: %v, want %v", p.name, i, got, want)
				}
			}
			checked++
		}
		if wrong*10 > len(p.w) {
			t.Errorf("%s: %d of %d gradients differ", p.name, wrong, len(p.w))
		}
	}
	if checked < 500 {
		t.Fatalf("only %d gradients checked", checked)
	}
}
