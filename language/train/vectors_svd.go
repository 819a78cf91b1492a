package train

import (
	"math"
	"math/rand/v2"
	"slices"
)

// SVDOptions steers VectorsSVD.
type SVDOptions struct {
	Dim    int     // numbers per word
	Window int     // words looked at on either side
	Power  float64 // of the singular values that weigh the dimensions
	Rounds int     // of power iteration
	Seed   uint64
}

// contextSmoothing is the power of the frequencies of contexts (Levy, Goldberg
// and Dagan 2015): it keeps rare contexts from looking telling.
const contextSmoothing = 0.75

// VectorsSVD makes word vectors of a text that was cut to its vocabulary: the
// positive pointwise mutual information of each word with the words at each
// place about it (two to the left is another context than one to the right),
// reduced by a randomised singular value decomposition (Halko, Martinsson and
// Tropp 2011).
func VectorsSVD(t *Text, o SVDOptions) *Vectors {
	m := informationMatrix(t, o.Window)
	k := o.Dim + 20 // a few more directions make the first ones exact
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	z := make([]float32, m.cols*k)
	for i := range z {
		z[i] = float32(rng.NormFloat64())
	}
	y := make([]float32, m.rows*k)
	for range o.Rounds + 1 {
		m.times(z, y, k)
		orthonormal(y, k)
		m.transposedTimes(y, z, k)
	}
	// z = Mᵀy: the eigenvectors of zᵀz turn y to the singular directions.
	gram := make([]float64, k*k)
	for r := range m.cols {
		row := z[r*k : (r+1)*k]
		for i, a := range row {
			for j := i; j < k; j++ {
				gram[i*k+j] += float64(a) * float64(row[j])
			}
		}
	}
	for i := range k {
		for j := range i {
			gram[i*k+j] = gram[j*k+i]
		}
	}
	values, vecs := jacobi(gram, k)
	order := make([]int, k)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] > values[b]:
			return -1
		case values[a] < values[b]:
			return 1
		}
		return 0
	})
	v := &Vectors{Words: t.Words[2:], Dim: o.Dim, Data: make([]float32, (len(t.Words)-2)*o.Dim)}
	for w := range v.Words {
		row := y[(w+2)*k : (w+3)*k]
		for d := range o.Dim {
			e, sum := order[d], 0.0
			for i, a := range row {
				sum += float64(a) * vecs[i*k+e]
			}
			v.Data[w*o.Dim+d] = float32(sum * math.Pow(math.Max(values[e], 0), o.Power/2))
		}
	}
	v.scale()
	return v
}

// sparse is a matrix by rows.
type sparse struct {
	rows, cols int
	from       []int32 // by row, and one more
	col        []int32
	val        []float32
}

// contextWords is how many of the most frequent words serve as contexts.
const contextWords = 20000

// informationMatrix gives the positive pointwise mutual information of words
// (rows) and the words at each place of the window about them (columns).
func informationMatrix(t *Text, window int) *sparse {
	v := min(len(t.Words), contextWords)
	var pairs []uint64
	for place := range 2 * window {
		off := place - window
		if off >= 0 {
			off++
		}
		for i, w := range t.Tokens {
			if j := i + off; j >= 0 && j < len(t.Tokens) && int(t.Tokens[j]) < v && w > Unknown && !crosses(t.Tokens, i, j) {
				pairs = append(pairs, uint64(w)<<32|uint64(place*v+int(t.Tokens[j])))
			}
		}
	}
	slices.Sort(pairs)
	m := &sparse{rows: len(t.Words), cols: 2 * window * v}
	sumRow, sumCol := make([]float64, m.rows), make([]float64, m.cols)
	for _, p := range pairs {
		sumRow[p>>32]++
		sumCol[p&math.MaxUint32]++
	}
	total := 0.0
	for i, n := range sumCol {
		sumCol[i] = math.Pow(n, contextSmoothing)
		total += sumCol[i]
	}
	m.from = make([]int32, m.rows+1)
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j] == pairs[i] {
			j++
		}
		w, c := int32(pairs[i]>>32), int32(pairs[i]&math.MaxUint32)
		if pmi := math.Log(float64(j-i) * total / sumRow[w] / sumCol[c]); pmi > 0 {
			m.col = append(m.col, c)
			m.val = append(m.val, float32(pmi))
			m.from[w+1]++
		}
		i = j
	}
	for w := range m.rows {
		m.from[w+1] += m.from[w]
	}
	return m
}

// crosses tells whether a sentence ends between places i and j of the text; the
// boundary itself is seen from both sides.
func crosses(tokens []int32, i, j int) bool {
	for k := min(i, j) + 1; k < max(i, j); k++ {
		if tokens[k] == Boundary {
			return true
		}
	}
	return false
}

// times sets y (rows × k) to the matrix times z (cols × k).
func (m *sparse) times(z, y []float32, k int) {
	clear(y)
	for r := range m.rows {
		out := y[r*k : (r+1)*k]
		for i := m.from[r]; i < m.from[r+1]; i++ {
			axpy(m.val[i], z[int(m.col[i])*k:][:k], out)
		}
	}
}

// transposedTimes sets z (cols × k) to the transposed matrix times y (rows × k).
func (m *sparse) transposedTimes(y, z []float32, k int) {
	clear(z)
	for r := range m.rows {
		in := y[r*k : (r+1)*k]
		for i := m.from[r]; i < m.from[r+1]; i++ {
			axpy(m.val[i], in, z[int(m.col[i])*k:][:k])
		}
	}
}

// orthonormal makes the k columns of y orthonormal through the Cholesky factor
// of yᵀy, twice, which is as exact as single precision allows. Columns that hang
// on those before them become zero.
func orthonormal(y []float32, k int) {
	n := len(y) / k
	for range 2 {
		gram := make([]float64, k*k)
		for r := range n {
			row := y[r*k : (r+1)*k]
			for i, a := range row {
				if a != 0 {
					for j := range i + 1 {
						gram[i*k+j] += float64(a) * float64(row[j])
					}
				}
			}
		}
		for i := range k { // lower factor, in place
			for j := range i + 1 {
				s := gram[i*k+j]
				for l := range j {
					s -= gram[i*k+l] * gram[j*k+l]
				}
				switch {
				case i == j && s > 1e-10*gram[i*k+i]:
					gram[i*k+i] = math.Sqrt(s)
				case i == j || gram[j*k+j] == 0:
					gram[i*k+j] = 0
				default:
					gram[i*k+j] = s / gram[j*k+j]
				}
			}
		}
		for r := range n {
			row := y[r*k : (r+1)*k]
			for i := range k {
				s := float64(row[i])
				for l := range i {
					s -= float64(row[l]) * gram[i*k+l]
				}
				if gram[i*k+i] == 0 {
					row[i] = 0
				} else {
					row[i] = float32(s / gram[i*k+i])
				}
			}
		}
	}
}

// jacobi gives the eigenvalues of the symmetric k × k matrix a and its
// eigenvectors as columns, by cyclic rotations. It destroys a.
func jacobi(a []float64, k int) (values, vecs []float64) {
	vecs = make([]float64, k*k)
	for i := range k {
		vecs[i*k+i] = 1
	}
	for range 30 {
		off, diag := 0.0, 0.0
		for i := range k {
			for j := range k {
				if i != j {
					off += a[i*k+j] * a[i*k+j]
				} else {
					diag += a[i*k+j] * a[i*k+j]
				}
			}
		}
		if off <= 1e-18*diag {
			break
		}
		for p := range k {
			for q := p + 1; q < k; q++ {
				if a[p*k+q] == 0 {
					continue
				}
				theta := (a[q*k+q] - a[p*k+p]) / (2 * a[p*k+q])
				t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
				if theta < 0 {
					t = -t
				}
				c := 1 / math.Sqrt(t*t+1)
				s := t * c
				for i := range k {
					x, y := a[i*k+p], a[i*k+q]
					a[i*k+p], a[i*k+q] = c*x-s*y, s*x+c*y
				}
				for i := range k {
					x, y := a[p*k+i], a[q*k+i]
					a[p*k+i], a[q*k+i] = c*x-s*y, s*x+c*y
				}
				for i := range k {
					x, y := vecs[i*k+p], vecs[i*k+q]
					vecs[i*k+p], vecs[i*k+q] = c*x-s*y, s*x+c*y
				}
			}
		}
	}
	values = make([]float64, k)
	for i := range k {
		values[i] = a[i*k+i]
	}
	return values, vecs
}
