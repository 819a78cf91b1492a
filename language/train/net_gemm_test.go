package train

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestProducts compares the blocked products with the plain ones, for all
// layouts and for sizes that do not fit the tiles.
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	fill := func(n int) []float32 {
		d := make([]float32, n)
		for i := range d {
			d[i] = rng.Float32() - 0.5
		}
		return d
	}
	var g packer
	for _, size := range [][3]int{{1, 1, 1}, {6, 16, 8}, {7, 17, 300}, {25, 40, 513}, {5, 3, 2}, {16, 22, 9}, {22, 6, 30}} {
		m, n, k := size[0], size[1], size[2]
		for layout := range 4 {
			a, b, c := fill(m*k), fill(k*n), fill(m*n)
			va, vb := view{a, k, false}, view{b, n, false}
			if layout&1 != 0 {
				va = view{a, m, true}
			}
			if layout&2 != 0 {
				vb = view{b, k, true}
			}
			want := make([]float64, m*n)
			for i := range m {
				for j := range n {
					sum := float64(c[i*n+j])
					for p := range k {
						x, y := a[i*k+p], b[p*n+j]
						if va.t {
							x = a[p*m+i]
						}
						if vb.t {
							y = b[j*k+p]
						}
						sum += float64(x) * float64(y)
					}
					want[i*n+j] = sum
				}
			}
			g.mul(m, n, k, va, vb, c, n)
			for i := range want {
				if math.Abs(want[i]-float64(c[i])) > 1e-4 {
					t.Fatalf("%v layout %d at %d: %v, want %v", size, layout, i, c[i], want[i])
				}
			}
		}
	}
}

// TestGemmKernel compares the kernel of this processor with the one in Go.
func TestGemmKernel(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	a, b := make([]float32, 50*gemmRows), make([]float32, 50*gemmCols)
	for i := range a {
		a[i] = rng.Float32()
	}
	for i := range b {
		b[i] = rng.Float32()
	}
	var x, y [gemmRows * 20]float32
	gemmKernel(50, a, b, x[:], 20)
	gemmKernelGo(50, a, b, y[:], 20)
	for i := range x {
		if math.Abs(float64(x[i]-y[i])) > 1e-4 {
			t.Fatalf("at %d: %v, want %v", i, x[i], y[i])
		}
	}
}

func BenchmarkProduct(b *testing.B) {
	const m, n, k = 750, 768, 256
	x, w, y := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	var g packer
	for b.Loop() {
		g.mul(m, n, k, view{x, k, false}, view{w, n, false}, y, n)
	}
	b.ReportMetric(2*float64(m)*n*k*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOPS")
}
