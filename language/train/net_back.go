package train

import "sofar/language/model"

// netAuxiliary is the weight of the loss of the tags, an auxiliary task of the
// first layer.
const netAuxiliary = 0.3

// learn computes the loss of the shard's sentences and adds its gradients to
// s.grads and s.dx0; scale is one over the number of words of the whole batch.
func (s *shard) learn(scale float32) {
	net := s.net
	s.choose(true)
	s.encode(true)
	n, a, r := s.n, net.Arc, net.Rel
	wide := 2*a + 2*r
	s.loss, s.right = 0, 0
	s.dside, s.dbil, s.dfar = grow(s.dside, n*wide), grow(s.dbil, n*a), grow(s.dfar, n*netDistances)
	clear(s.dside)
	clear(s.dbil)
	clear(s.dfar)
	start := 0
	for k, e := range s.sents {
		end := s.ends[k]
		s.learnArcs(e, start, end, scale)
		s.learnRelations(e, start, end, scale)
		start = end
	}
	// The biaffine form and the distances, all words at once.
	s.pack.mul(a, a, n, view{s.side, wide, true}, view{s.dbil, a, false}, s.grads[net.arc], a)
	s.pack.mul(n, a, a, view{s.dbil, a, false}, view{net.arc.w, a, true}, s.dside, wide)
	sumRows(s.grads[net.arcB], s.dbil, a)
	s.pack.mul(n, a, netDistances, view{s.dfar, netDistances, false}, view{net.dist.w, a, false}, s.dside, wide)
	s.pack.mul(netDistances, a, n, view{s.dfar, netDistances, true}, view{s.side, wide, false}, s.grads[net.dist], a)
	for k := range n {
		for j := k * wide; j < k*wide+2*a; j++ {
			if s.side[j] <= 0 {
				s.dside[j] = 0
			} else {
				s.dside[j] *= s.sideM[j]
			}
		}
	}
	sumRows(s.grads[net.sidesB], s.dside, wide)
	last := len(net.layers) - 1
	for i := range net.layers {
		s.dh[i] = grow(s.dh[i], n*net.Units)
		clear(s.dh[i])
	}
	s.pack.mul(net.Units, wide, n, view{s.h[last], net.Units, true}, view{s.dside, wide, false}, s.grads[net.sides], wide)
	s.pack.mul(n, net.Units, wide, view{s.dside, wide, false}, view{net.sides.w, wide, true}, s.dh[last], net.Units)
	s.dx0 = grow(s.dx0, n*net.Embed)
	clear(s.dx0)
	for i := last; i >= 0; i-- {
		if i == 0 {
			s.learnTags(scale)
		}
		multiply(s.dh[i], s.masks[i+1])
		dx := s.dx0
		if i > 0 {
			dx = s.dh[i-1]
		}
		l := net.layers[i]
		var grads [][]float32
		for _, t := range l.tensors() {
			grads = append(grads, s.grads[t])
		}
		l.backward(&s.pack, &s.runs[i], n, s.ends, s.dh[i], dx, grads)
	}
	multiply(s.dx0, s.masks[0])
	if net.proj != nil {
		s.pack.mul(net.dim, net.Embed, n, view{s.vx, net.dim, true}, view{s.dx0, net.Embed, false}, s.grads[net.proj], net.Embed)
	}
}

// sumRows adds the rows of d, w wide, to sum.
func sumRows(sum, d []float32, w int) {
	for ; len(d) >= w; d = d[w:] {
		for j, v := range d[:w] {
			sum[j] += v
		}
	}
}

func (s *shard) learnArcs(e *netExample, start, end int, scale float32) {
	net := s.net
	n, a, wide := end-start, net.Arc, 2*net.Arc+2*net.Rel
	d := s.arcs(start, end)
	for i := range n {
		row := d[i*(n+1) : (i+1)*(n+1)]
		best := 0
		for j, v := range row {
			if v > row[best] {
				best = j
			}
		}
		if best == int(e.head[i]) {
			s.right++
		}
		s.loss += softmaxLoss(row, int(e.head[i]), scale)
		for j, v := range row {
			s.dfar[(start+i)*netDistances+model.NetDistance(i, j, n)] += v
		}
	}
	s.pack.mul(n, a, n, view{d, n + 1, false}, view{s.side[start*wide+a:], wide, false}, s.dbil[start*a:], a)
	s.pack.mul(n, a, n, view{d, n + 1, true}, view{s.bil[start*a:], a, false}, s.dside[start*wide+a:], wide)
	root := s.grads[net.root]
	for i := range n {
		g := d[i*(n+1)+n]
		bil, dbil := s.bil[(start+i)*a:(start+i+1)*a], s.dbil[(start+i)*a:(start+i+1)*a]
		for j := range bil {
			dbil[j] += g * net.root.w[j]
			root[j] += g * bil[j]
		}
	}
}

func (s *shard) learnRelations(e *netExample, start, end int, scale float32) {
	net := s.net
	n, r, wide := end-start, net.Rel, 2*net.Arc+2*net.Rel
	d := s.relations(start, end, e.head, true)
	for i := range n {
		s.loss += softmaxLoss(d[i*net.rels:(i+1)*net.rels], int(e.rel[i]), scale)
	}
	sumRows(s.grads[net.outB], d[:n*net.rels], net.rels)
	s.pack.mul(r, net.rels, n, view{s.hid, r, true}, view{d, net.rels, false}, s.grads[net.out], net.rels)
	s.dhid = grow(s.dhid, n*r)
	clear(s.dhid)
	s.pack.mul(n, r, net.rels, view{d, net.rels, false}, view{net.out.w, net.rels, true}, s.dhid, r)
	far := s.grads[net.relDist]
	for i := range n {
		dh, h := s.dhid[i*r:(i+1)*r], s.hid[i*r:(i+1)*r]
		own := s.dside[(start+i)*wide+2*net.Arc:][:r]
		mask := s.sideM[(start+i)*wide+2*net.Arc:][:r]
		f := far[model.NetDistance(i, int(e.head[i]), n)*r:][:r]
		var of []float32
		if int(e.head[i]) < n {
			of = s.dside[(start+int(e.head[i]))*wide+2*net.Arc+r:][:r]
		}
		for j := range dh {
			if h[j] <= 0 {
				continue
			}
			g := dh[j] * mask[j]
			own[j] += g
			f[j] += g
			if of != nil {
				of[j] += g
			}
		}
	}
}

// learnTags adds the gradients of the auxiliary task.
func (s *shard) learnTags(scale float32) {
	net := s.net
	n, w := s.n, net.tags+net.upos
	s.tagged = grow(s.tagged, n*w)
	for k := range n {
		copy(s.tagged[k*w:(k+1)*w], net.tagB.w)
	}
	s.pack.mul(n, w, net.Units, view{s.h[0], net.Units, false}, view{net.tag.w, w, false}, s.tagged, w)
	k := 0
	for _, e := range s.sents {
		for i := range e.words {
			row := s.tagged[k*w : (k+1)*w]
			s.loss += softmaxLoss(row[:net.tags], int(e.ptb[i]), scale*netAuxiliary)
			s.loss += softmaxLoss(row[net.tags:], int(e.upos[i]), scale*netAuxiliary)
			k++
		}
	}
	sumRows(s.grads[net.tagB], s.tagged[:n*w], w)
	s.pack.mul(net.Units, w, n, view{s.h[0], net.Units, true}, view{s.tagged, w, false}, s.grads[net.tag], w)
	s.pack.mul(n, net.Units, w, view{s.tagged, w, false}, view{net.tag.w, w, true}, s.dh[0], net.Units)
}
