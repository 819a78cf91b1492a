package train

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// Vectors are word vectors, row by row.
type Vectors struct {
	Words []string // class forms (model.ClassForm), most frequent first
	Dim   int
	Data  []float32 // Dim numbers for each word
}

// Row gives the vector of word i.
func (v *Vectors) Row(i int) []float32 { return v.Data[i*v.Dim : (i+1)*v.Dim] }

// WriteText writes a line for each word: the word and its numbers, with spaces
// between.
func (v *Vectors) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	var num []byte
	for i, word := range v.Words {
		b.WriteString(word)
		for _, x := range v.Row(i) {
			num = strconv.AppendFloat(append(num[:0], ' '), float64(x), 'f', 4, 32)
			b.Write(num)
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// scale divides every vector by one number so that the mean square of all
// numbers is one.
func (v *Vectors) scale() {
	sum := 0.0
	for _, x := range v.Data {
		sum += float64(x) * float64(x)
	}
	f := float32(1 / math.Sqrt(sum/float64(max(len(v.Data), 1))))
	for i := range v.Data {
		v.Data[i] *= f
	}
}

// Nearest gives the k words nearest to word i by cosine.
func (v *Vectors) Nearest(i, k int) []string {
	norm := func(r []float32) float64 { return math.Sqrt(float64(dot(r, r))) + 1e-9 }
	type near struct {
		word int
		cos  float64
	}
	var all []near
	for j := range v.Words {
		if j != i {
			all = append(all, near{j, float64(dot(v.Row(i), v.Row(j))) / norm(v.Row(i)) / norm(v.Row(j))})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		switch {
		case a.cos > b.cos:
			return -1
		case a.cos < b.cos:
			return 1
		}
		return 0
	})
	var out []string
	for _, n := range all[:min(k, len(all))] {
		out = append(out, fmt.Sprintf("%s %.2f", v.Words[n.word], n.cos))
	}
	return out
}

// dot is the inner product; four sums at once keep the processor busy.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return (s0 + s1) + (s2 + s3)
}

// axpy adds f times x to y.
func axpy(f float32, x, y []float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += f * v
	}
}
