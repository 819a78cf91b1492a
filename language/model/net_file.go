package model

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// netMagic begins a network's file; the last byte is the format's version.
const netMagic = "sofar-net\x01"

// NetMatrix is a matrix of the file: W is In × Out, row by row. Sums are shifted
// right by Shift; Bias is at the scale of the sums.
type NetMatrix struct {
	In, Out int
	Shift   uint
	W       []int16
	Bias    []int32
}

// NetLayer is a layer of the file.
type NetLayer struct {
	W      NetMatrix
	Vf, Vr []int16 // weights of the state, with 12 bits after the point
}

// NetFile is the content of a network's file. Activations have 11 bits after
// the point.
type NetFile struct {
	NetSizes
	RelNames             []string
	Words                []string // by row, from row 1 on
	Emb                  []int8   // rows as NetVocab numbers them
	Scale                []uint16 // of each row; a value is Emb·Scale / 2^19
	Layers               []NetLayer
	Sides, Arc, Far, Out NetMatrix
	Root, RelFar         []int16
}

// NetFrac, EmbFrac and the like tell the training how numbers are stored.
const (
	NetFrac   = netFrac
	NetEmb    = embFrac
	NetPeep   = peepFrac
	NetFar    = 9 // bits after the point of what distances add to the scores
	NetBil    = 9 // of the dependent's side times the matrix
	NetLogits = 9 // of the scores of the relations
)

// Encode writes the file: zstd over the magic, the sizes, the words and the
// numbers; of 16-bit numbers all low bytes stand before all high bytes. The same
// content gives the same bytes.
func (f *NetFile) Encode() ([]byte, error) {
	b := []byte(netMagic)
	for _, n := range []int{f.Embed, f.Units, f.NetSizes.Layers, f.Arc.Out, f.Rel, f.Rels} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = appendString(b, strings.Join(f.RelNames, " "))
	b = appendString(b, strings.Join(f.Words, "\n"))
	for _, v := range f.Emb {
		b = append(b, byte(v))
	}
	for _, v := range f.Scale {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	ints := func(d []int16) {
		for _, v := range d {
			b = append(b, byte(v))
		}
		for _, v := range d {
			b = append(b, byte(v>>8))
		}
	}
	matrix := func(m NetMatrix) {
		b = binary.AppendUvarint(b, uint64(m.Shift))
		ints(m.W)
		for _, v := range m.Bias {
			b = binary.AppendVarint(b, int64(v))
		}
	}
	for _, l := range f.Layers {
		matrix(l.W)
		ints(l.Vf)
		ints(l.Vr)
	}
	for _, m := range []NetMatrix{f.Sides, f.Arc, f.Far, f.Out} {
		matrix(m)
	}
	ints(f.Root)
	ints(f.RelFar)
	return Pack(b)
}

// netReader takes parts of a network's file.
type netReader struct{ reader }

func (r *netReader) ints(n int) []int16 {
	low, high := r.bytes(n), r.bytes(n)
	if r.bad {
		return make([]int16, n)
	}
	d := make([]int16, n)
	for i := range d {
		d[i] = int16(uint16(low[i]) | uint16(high[i])<<8)
	}
	return d
}

func (r *netReader) wide(n int) []int32 {
	d := make([]int32, n)
	for i, v := range r.ints(n) {
		d[i] = int32(v)
	}
	return d
}

func (r *netReader) matrix(in, out int) matrix { return r.matrixAnd(in, out, 0) }

// matrixAnd is matrix with the first of the inputs passed on behind its outputs.
func (r *netReader) matrixAnd(in, out, passed int) matrix {
	shift := uint(r.uint())
	if shift > 14 { // one must be a weight
		r.bad = true
		shift = 0
	}
	w := r.ints(in * out)
	bias := make([]int32, out)
	for i := range bias {
		bias[i] = int32(r.int())
	}
	return newMatrix(in, out+passed, shift, func(i, j int) int16 {
		switch {
		case j < out:
			return w[i*out+j]
		case j-out == i:
			return 1 << shift
		}
		return 0
	}, func(j int) int32 {
		if j < out {
			return bias[j]
		}
		return 0
	})
}

var errNet = errors.New("read the parser's network: the file is damaged; retrain it with sofar-train")

// DecodeNet reads a network's file.
func DecodeNet(file []byte) (*Net, error) {
	b, err := Unpack(file, 64<<20, "read the parser's network")
	if err != nil {
		return nil, err
	}
	r := &netReader{reader{b: b}}
	if string(r.bytes(len(netMagic))) != netMagic {
		return nil, errors.New("read the parser's network: not a file of this version; retrain it with sofar-train")
	}
	n := &Net{NetSizes: NetSizes{r.uint(), r.uint(), r.uint(), r.uint(), r.uint(), r.uint()}}
	if r.bad || !n.valid() {
		return nil, errNet
	}
	names := strings.Split(string(r.bytes(r.uint())), " ")
	words := strings.Split(string(r.bytes(r.uint())), "\n")
	if r.bad || len(names) != n.Rels {
		return nil, errNet
	}
	for i, name := range names {
		switch name {
		case "root":
			n.Root = uint8(i)
		case "parataxis":
			n.Parataxis = uint8(i)
		}
	}
	n.vocab.Words = make(map[string]int32, len(words))
	for i, w := range words {
		n.vocab.Words[w] = int32(i + 1)
	}
	rows := n.vocab.Rows()
	if len(n.vocab.Words) != len(words) || rows*n.Embed > len(r.b) {
		return nil, errNet
	}
	n.emb = InLargePages(slices.Clone(r.bytes(rows * n.Embed)))
	n.scale = make([]uint16, rows)
	if d := r.bytes(2 * rows); d != nil {
		for i := range n.scale {
			n.scale[i] = binary.LittleEndian.Uint16(d[2*i:])
		}
	}
	in := n.Embed
	for k := range n.Layers {
		passed := 0
		if k == 0 && in == n.Units {
			passed = in // what is kept of a word is the products alone
		}
		l := netLayer{w: r.matrixAnd(in, n.blocks(in)*n.Units, passed)}
		l.vf, l.vr = r.wide(n.Units), r.wide(n.Units)
		n.layers = append(n.layers, l)
		in = n.Units
	}
	n.sides = r.matrix(n.Units, 2*n.Arc+2*n.Rel)
	n.arc = r.matrix(n.Arc, n.Arc)
	n.far = r.matrix(n.Arc, NetDistances)
	n.out = r.matrix(n.Rel, n.Rels)
	n.root, n.relFar = r.ints(n.Arc), r.ints(NetDistances*n.Rel)
	if r.bad || len(r.b) != 0 {
		return nil, errNet
	}
	n.tagRows()
	return n, nil
}
