package train

import (
	"math"

	"sofar/language"
	"sofar/language/model"
)

// file rounds the network to the integers of its file. The vectors of words are
// added to the rows of the words for good.
func (t *trainer) file() *model.NetFile {
	net := t.net
	f := &model.NetFile{NetSizes: model.NetSizes{Embed: net.Embed, Units: net.Units, Layers: net.Layers, Arc: net.Arc, Rel: net.Rel, Rels: net.rels}}
	f.RelNames = language.RelNames[:]
	f.Words = make([]string, len(t.reader.vocab.Words))
	for w, r := range t.reader.vocab.Words {
		f.Words[r-1] = w
	}
	rows := t.reader.vocab.Rows()
	f.Emb, f.Scale = make([]int8, rows*net.Embed), make([]uint16, rows)
	for r := range rows {
		row := t.embedding(r)
		top := 0.0
		for _, v := range row {
			top = max(top, math.Abs(v))
		}
		scale := min(math.Ceil(top*(1<<model.NetEmb)/127), 1<<16-1)
		f.Scale[r] = uint16(scale)
		if scale == 0 {
			continue
		}
		for j, v := range row {
			f.Emb[r*net.Embed+j] = int8(max(-127, min(127, math.Round(v*(1<<model.NetEmb)/scale))))
		}
	}
	for _, l := range net.layers {
		wide := l.blocks() * l.units
		bias := make([]float32, wide)
		copy(bias[l.units:], l.bf.w)
		copy(bias[2*l.units:], l.br.w)
		f.Layers = append(f.Layers, model.NetLayer{W: fixedMatrix(l.w, l.in, bias, model.NetFrac), Vf: fixed(l.vf.w, model.NetPeep), Vr: fixed(l.vr.w, model.NetPeep)})
	}
	f.Sides = fixedMatrix(net.sides, net.Units, net.sidesB.w, model.NetFrac)
	f.Arc = fixedMatrix(net.arc, net.Arc, net.arcB.w, model.NetBil)
	f.Far = fixedMatrix(transposed(net.dist), net.Arc, make([]float32, netDistances), model.NetFar)
	f.Out = fixedMatrix(net.out, net.Rel, net.outB.w, model.NetLogits)
	f.Root, f.RelFar = fixed(net.root.w, model.NetFrac), fixed(net.relDist.w, model.NetFrac)
	return f
}

// embedding gives a row of the table of embeddings as it is used: a word that
// the training data do not have is the unknown word, plus its vector.
func (t *trainer) embedding(r int) []float64 {
	net, e := t.net, t.net.Embed
	out := make([]float64, e)
	from := r
	words := len(t.reader.vocab.Words)
	if r > 0 && r <= words && !t.reader.learnt[r] {
		from = 0
	}
	for j, v := range net.emb.w[from*e : (from+1)*e] {
		out[j] = float64(v)
	}
	if r > 0 && r <= words {
		if v, ok := t.reader.vectorOf[int32(r)]; ok {
			for k := range net.dim {
				x := float64(net.vectors[int(v)*net.dim+k])
				for j, w := range net.proj.w[k*e : (k+1)*e] {
					out[j] += x * float64(w)
				}
			}
		}
	}
	return out
}

func transposed(t *tensor) *tensor {
	rows := len(t.w) / t.cols
	out := newTensor(t.name, t.cols, rows)
	for i := range rows {
		for j := range t.cols {
			out.w[j*rows+i] = t.w[i*t.cols+j]
		}
	}
	return out
}

// fixed rounds numbers to integers with frac bits after the point.
func fixed(w []float32, frac int) []int16 {
	out := make([]int16, len(w))
	for i, v := range w {
		out[i] = int16(max(-1<<15, min(1<<15-1, math.Round(float64(v)*float64(int(1)<<frac)))))
	}
	return out
}

// fixedMatrix rounds a matrix whose result is to have frac bits after the point.
func fixedMatrix(t *tensor, in int, bias []float32, frac int) model.NetMatrix {
	top := 0.0
	for _, v := range t.w {
		top = max(top, math.Abs(float64(v)))
	}
	bits := 12
	for bits > 0 && top*float64(int(1)<<bits) > 1<<15-1 {
		bits--
	}
	m := model.NetMatrix{In: in, Out: t.cols, Shift: uint(model.NetFrac + bits - frac), W: fixed(t.w, bits), Bias: make([]int32, t.cols)}
	for j, v := range bias {
		m.Bias[j] = int32(math.Round(float64(v) * float64(int(1)<<(model.NetFrac+bits))))
	}
	return m
}
