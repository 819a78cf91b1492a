package train

import (
	"math"
	"math/rand/v2"
	"unsafe"
)

// tensor is one set of parameters with its gradient and Adam's moments.
type tensor struct {
	name string
	cols int
	w    []float32
	m, v []float32
	// rowwise is true of embeddings: only the rows of a batch are corrected.
	rowwise bool
}

func newTensor(name string, rows, cols int) *tensor {
	n := rows * cols
	return &tensor{name: name, cols: cols, w: make([]float32, n), m: make([]float32, n), v: make([]float32, n)}
}

// uniform fills the tensor with numbers between -a and a.
func (t *tensor) uniform(rng *rand.Rand, a float64) *tensor {
	for i := range t.w {
		t.w[i] = float32((2*rng.Float64() - 1) * a)
	}
	return t
}

// glorot fills the tensor as Glorot and Bengio (2010) do for a matrix.
func (t *tensor) glorot(rng *rand.Rand) *tensor {
	rows := len(t.w) / t.cols
	return t.uniform(rng, math.Sqrt(6/float64(rows+t.cols)))
}

// gate is the sigmoid of the network, made of two parabolas so that integers
// compute it exactly: 0 from -4 down, 1 from 4 up.
func gate(x float32) float32 {
	switch {
	case x <= -4:
		return 0
	case x >= 4:
		return 1
	case x < 0:
		return 0.5 + x*(0.25+x*(1./32))
	}
	return 0.5 + x*(0.25-x*(1./32))
}

// gateSlope is the derivative of gate.
func gateSlope(x float32) float32 {
	if x < 0 {
		x = -x
	}
	return max(0, 0.25-x*(1./16))
}

// recur is a bidirectional layer of simple recurrent units (Lei et al. 2018):
//
//	f = gate(Wf x + vf c' + bf), r = gate(Wr x + vr c' + br)
//	c = f c' + (1-f) Wu x,       h = r c + (1-r) Wx x
//
// where c' is the state of the word before. Only the products with x are matrix
// products, taken for all words at once. The first half of the units reads from
// left to right, the second from right to left. Wx is the identity where the
// input is as wide as the output.
type recur struct {
	in, units int // units of both directions
	skip      bool
	w         *tensor // in × blocks·units: u, f, r and, without skip, x
	vf, vr    *tensor
	bf, br    *tensor
}

func newRecur(name string, in, units int, rng *rand.Rand) *recur {
	l := &recur{in: in, units: units, skip: in == units}
	l.w = newTensor(name+".w", in, l.blocks()*units).uniform(rng, math.Sqrt(3/float64(in)))
	l.vf = newTensor(name+".vf", 1, units).uniform(rng, 0.5)
	l.vr = newTensor(name+".vr", 1, units).uniform(rng, 0.5)
	l.bf, l.br = newTensor(name+".bf", 1, units), newTensor(name+".br", 1, units)
	for i := range l.bf.w {
		l.bf.w[i] = 0.5
	}
	return l
}

func (l *recur) tensors() []*tensor { return []*tensor{l.w, l.vf, l.vr, l.bf, l.br} }

func (l *recur) blocks() int {
	if l.skip {
		return 3
	}
	return 4
}

// recurRun is what a layer keeps of a batch for the way back.
type recurRun struct {
	x          []float32 // input, n × in
	u          []float32 // n × blocks·units
	c, zf, zr  []float32 // n × units: the state and the arguments of the gates
	du, dstate []float32
}

// forward computes h (n × units) from run.x; sents are the ends of the sentences.
func (l *recur) forward(g *packer, run *recurRun, n int, ends []int, h []float32) {
	units, wide := l.units, l.blocks()*l.units
	run.u = grow(run.u, n*wide)
	clear(run.u)
	g.mul(n, wide, l.in, view{run.x, l.in, false}, view{l.w.w, wide, false}, run.u, wide)
	run.c, run.zf, run.zr = grow(run.c, n*units), grow(run.zf, n*units), grow(run.zr, n*units)
	zero := make([]float32, units)
	half := units / 2
	start := 0
	for _, end := range ends {
		for k := start; k < end; k++ {
			before := zero
			if k > start {
				before = run.c[(k-1)*units:]
			}
			l.step(run, k, 0, half, before, h)
		}
		for k := end - 1; k >= start; k-- {
			before := zero
			if k < end-1 {
				before = run.c[(k+1)*units:]
			}
			l.step(run, k, half, units, before, h)
		}
		start = end
	}
}

// step computes the units from a to b of word k.
func (l *recur) step(run *recurRun, k, a, b int, before, h []float32) {
	units, wide := l.units, l.blocks()*l.units
	u := run.u[k*wide : (k+1)*wide]
	x := run.x[k*l.in:]
	if !l.skip {
		x = u[3*units:]
	}
	o := k * units
	stepUnits(b-a, &stepArgs{
		u: &u[a], uf: &u[units+a], ur: &u[2*units+a], x: &x[a], p: &before[a],
		vf: &l.vf.w[a], bf: &l.bf.w[a], vr: &l.vr.w[a], br: &l.br.w[a],
		zf: &run.zf[o+a], zr: &run.zr[o+a], c: &run.c[o+a], h: &h[o+a],
	})
}

// stepArgs are where the values of a step stand: the products u, uf and ur, the
// input x that is passed on, the state p of the word before, the weights and
// biases of the gates; then the results: the gates' arguments, state and output.
type stepArgs struct{ u, uf, ur, x, p, vf, bf, vr, br, zf, zr, c, h *float32 }

func stepGo(n int, a *stepArgs) {
	s := func(p *float32) []float32 { return unsafe.Slice(p, n) }
	u, uf, ur, x, p, vf, bf, vr, br := s(a.u), s(a.uf), s(a.ur), s(a.x), s(a.p), s(a.vf), s(a.bf), s(a.vr), s(a.br)
	zf, zr, c, h := s(a.zf), s(a.zr), s(a.c), s(a.h)
	for j := range n {
		zf[j] = uf[j] + vf[j]*p[j] + bf[j]
		zr[j] = ur[j] + vr[j]*p[j] + br[j]
		c[j] = u[j] + gate(zf[j])*(p[j]-u[j])
		h[j] = x[j] + gate(zr[j])*(c[j]-x[j])
	}
}

// backward adds the gradients of the parameters to grads (in the order of
// tensors) and that of the input to dx, given that of the output.
func (l *recur) backward(g *packer, run *recurRun, n int, ends []int, dh, dx []float32, grads [][]float32) {
	units, wide := l.units, l.blocks()*l.units
	run.du = grow(run.du, n*wide)
	run.dstate = grow(run.dstate, units)
	half := units / 2
	zero := make([]float32, units)
	start := 0
	for _, end := range ends {
		clear(run.dstate)
		for k := end - 1; k >= start; k-- {
			before := zero
			if k > start {
				before = run.c[(k-1)*units:]
			}
			l.stepBack(run, k, 0, half, before, dh, dx, grads)
		}
		for k := start; k < end; k++ {
			before := zero
			if k < end-1 {
				before = run.c[(k+1)*units:]
			}
			l.stepBack(run, k, half, units, before, dh, dx, grads)
		}
		start = end
	}
	g.mul(l.in, wide, n, view{run.x, l.in, true}, view{run.du, wide, false}, grads[0], wide)
	g.mul(n, l.in, wide, view{run.du, wide, false}, view{l.w.w, wide, true}, dx, l.in)
}

// stepBack goes the way of step back.
func (l *recur) stepBack(run *recurRun, k, a, b int, before, dh, dx []float32, grads [][]float32) {
	units, wide := l.units, l.blocks()*l.units
	u, du := run.u[k*wide:(k+1)*wide], run.du[k*wide:(k+1)*wide]
	x, passed := run.x[k*l.in:], dx[k*l.in:]
	if !l.skip {
		x, passed = u[3*units:], du[3*units:]
		clear(passed[a:b])
	}
	o := k * units
	stepBackUnits(b-a, &stepBackArgs{
		u: &u[a], x: &x[a], p: &before[a], c: &run.c[o+a], zf: &run.zf[o+a], zr: &run.zr[o+a], dh: &dh[o+a],
		vf: &l.vf.w[a], vr: &l.vr.w[a], state: &run.dstate[a],
		du: &du[a], duf: &du[units+a], dur: &du[2*units+a], dx: &passed[a],
		gvf: &grads[1][a], gvr: &grads[2][a], gbf: &grads[3][a], gbr: &grads[4][a],
	})
}

// stepBackArgs are where the values of a step back stand: what the step had, the
// gradients of the output and, changed to that of the word before, of the state;
// then the gradients of the products, and those that are added to: of what is
// passed on, of the weights and of the biases.
type stepBackArgs struct {
	u, x, p, c, zf, zr, dh, vf, vr, state, du, duf, dur, dx, gvf, gvr, gbf, gbr *float32
}

func stepBackGo(n int, a *stepBackArgs) {
	s := func(p *float32) []float32 { return unsafe.Slice(p, n) }
	u, x, p, c, zf, zr, dh, vf, vr, state := s(a.u), s(a.x), s(a.p), s(a.c), s(a.zf), s(a.zr), s(a.dh), s(a.vf), s(a.vr), s(a.state)
	du, duf, dur, dx, gvf, gvr, gbf, gbr := s(a.du), s(a.duf), s(a.dur), s(a.dx), s(a.gvf), s(a.gvr), s(a.gbf), s(a.gbr)
	for j := range n {
		f, r, d := gate(zf[j]), gate(zr[j]), dh[j]
		dr := d * (c[j] - x[j]) * gateSlope(zr[j])
		dc := state[j] + d*r
		df := dc * (p[j] - u[j]) * gateSlope(zf[j])
		du[j], duf[j], dur[j] = dc*(1-f), df, dr
		dx[j] += d * (1 - r)
		state[j] = dc*f + df*vf[j] + dr*vr[j]
		gvf[j] += df * p[j]
		gvr[j] += dr * p[j]
		gbf[j] += df
		gbr[j] += dr
	}
}
