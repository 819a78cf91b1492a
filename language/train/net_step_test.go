package train

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestSteps compares the steps of this processor with those in Go.
func TestSteps(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	const n = 24
	// run fills all arrays of a struct of pointers with the same numbers, calls f
	// and gives the arrays.
	compare := func(fields int, fast, plain func([]*float32)) {
		a, b := make([][]float32, fields), make([][]float32, fields)
		pa, pb := make([]*float32, fields), make([]*float32, fields)
		for i := range fields {
			a[i] = make([]float32, n)
			for j := range a[i] {
				a[i][j] = (rng.Float32() - 0.5) * 8
			}
			b[i] = append([]float32(nil), a[i]...)
			pa[i], pb[i] = &a[i][0], &b[i][0]
		}
		fast(pa)
		plain(pb)
		for i := range fields {
			for j := range n {
				if math.Abs(float64(a[i][j]-b[i][j])) > 1e-3*math.Max(1, math.Abs(float64(b[i][j]))) {
					t.Fatalf("array %d at %d: %v, want %v", i, j, a[i][j], b[i][j])
				}
			}
		}
	}
	step := func(f func(int, *stepArgs)) func([]*float32) {
		return func(p []*float32) {
			f(n, &stepArgs{p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12]})
		}
	}
	back := func(f func(int, *stepBackArgs)) func([]*float32) {
		return func(p []*float32) {
			f(n, &stepBackArgs{p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12], p[13], p[14], p[15], p[16], p[17]})
		}
	}
	for range 50 {
		compare(reflect.TypeFor[stepArgs]().NumField(), step(stepUnits), step(stepGo))
		compare(reflect.TypeFor[stepBackArgs]().NumField(), back(stepBackUnits), back(stepBackGo))
	}
}
