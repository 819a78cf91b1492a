package train

import (
	"math"
	"math/rand/v2"
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
	c, f, r    []float32 // n × units
	zf, zr     []float32
	du, dstate []float32
}

// forward computes h (n × units) from run.x; sents are the ends of the sentences.
func (l *recur) forward(g *packer, run *recurRun, n int, ends []int, h []float32) {
	units, wide := l.units, l.blocks()*l.units
	run.u = grow(run.u, n*wide)
	clear(run.u)
	g.mul(n, wide, l.in, view{run.x, l.in, false}, view{l.w.w, wide, false}, run.u, wide)
	run.c, run.f, run.r = grow(run.c, n*units), grow(run.f, n*units), grow(run.r, n*units)
	run.zf, run.zr = grow(run.zf, n*units), grow(run.zr, n*units)
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
	uf, ur := u[units:2*units], u[2*units:3*units]
	x := run.x[k*l.in:]
	if !l.skip {
		x = u[3*units:]
	}
	o := k * units
	c, f, r := run.c[o:o+units], run.f[o:o+units], run.r[o:o+units]
	zf, zr := run.zf[o:o+units], run.zr[o:o+units]
	for j := a; j < b; j++ {
		p := before[j]
		zf[j] = uf[j] + l.vf.w[j]*p + l.bf.w[j]
		zr[j] = ur[j] + l.vr.w[j]*p + l.br.w[j]
		f[j], r[j] = gate(zf[j]), gate(zr[j])
		c[j] = u[j] + f[j]*(p-u[j])
		h[o+j] = x[j] + r[j]*(c[j]-x[j])
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

func (l *recur) stepBack(run *recurRun, k, a, b int, before, dh, dx []float32, grads [][]float32) {
	units, wide := l.units, l.blocks()*l.units
	u, du := run.u[k*wide:(k+1)*wide], run.du[k*wide:(k+1)*wide]
	duf, dur := du[units:2*units], du[2*units:3*units]
	x := run.x[k*l.in:]
	if !l.skip {
		x = u[3*units:]
	}
	o := k * units
	c, f, r := run.c[o:o+units], run.f[o:o+units], run.r[o:o+units]
	zf, zr := run.zf[o:o+units], run.zr[o:o+units]
	gvf, gvr, gbf, gbr := grads[1], grads[2], grads[3], grads[4]
	for j := a; j < b; j++ {
		p, d := before[j], dh[o+j]
		dr := d * (c[j] - x[j]) * gateSlope(zr[j])
		dc := run.dstate[j] + d*r[j]
		df := dc * (p - u[j]) * gateSlope(zf[j])
		du[j] = dc * (1 - f[j])
		duf[j], dur[j] = df, dr
		if l.skip {
			dx[k*l.in+j] += d * (1 - r[j])
		} else {
			du[3*units+j] = d * (1 - r[j])
		}
		run.dstate[j] = dc*f[j] + df*l.vf.w[j] + dr*l.vr.w[j]
		gvf[j] += df * p
		gvr[j] += dr * p
		gbf[j] += df
		gbr[j] += dr
	}
}
