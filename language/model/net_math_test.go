package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func randomInts(rng *rand.Rand, n, limit int) []int16 {
	d := make([]int16, n)
	for i := range d {
		d[i] = int16(rng.IntN(2*limit) - limit)
	}
	return d
}

// TestNetKernels compares the kernels of this processor with those in Go, bit by
// bit, with values up to the limits of their types.
func TestNetKernels(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	vnni := netVNNI
	defer func() { netVNNI = vnni }()
	for round := range 400 {
		netVNNI = vnni && round%2 == 0
		limit := []int{3, 1000, 1 << 15}[round%3]
		k := 2 * (1 + rng.IntN(40))
		rows := netRows * (1 + rng.IntN(3))
		w, x := randomInts(rng, k*netCols, limit), randomInts(rng, rows*(k+6), limit)
		bias := make([]int32, netCols)
		for i := range bias {
			bias[i] = int32(rng.Uint32())
		}
		shift := uint(rng.IntN(20))
		a, b := make([]int16, rows*20), make([]int16, rows*20)
		mulRows(w, bias, shift, x, k+6, a, 20, rows)
		mulRowsGo(w, bias, shift, x, k+6, b, 20, rows)
		if !slices.Equal(a, b) {
			t.Fatalf("mulRows, %d inputs: %v, want %v", k, a, b)
		}
		c, d := make([]int32, netRows*20), make([]int32, netRows*20)
		dotTile(w, x, k+6, c, 20)
		dotTileGo(w, x, k+6, d, 20)
		if !slices.Equal(c, d) {
			t.Fatalf("dotTile, %d inputs: %v, want %v", k, c, d)
		}
		n := 16 * (1 + rng.IntN(4))
		row, total, other := make([]byte, n), make([]int32, n), make([]int32, n)
		for i := range row {
			row[i] = byte(rng.Uint32())
		}
		factor := int32(rng.IntN(1 << 16))
		accumulate(total, row, factor)
		accumulateGo(other, row, factor)
		if !slices.Equal(total, other) {
			t.Fatalf("accumulate: %v, want %v", total, other)
		}
		sum, want := make([]int16, n), make([]int16, n)
		p, q, o := randomInts(rng, n, limit), randomInts(rng, n, limit), randomInts(rng, n, limit)
		add(sum, p, q, o)
		addGo(want, p, q, o)
		relu(p)
		reluGo(q)
		if !slices.Equal(sum, want) || slices.Min(p) < 0 || slices.Min(q) < 0 {
			t.Fatalf("add: %v, want %v", sum, want)
		}
		u, f, r, s := randomInts(rng, n, limit), randomInts(rng, n, limit), randomInts(rng, n, limit), randomInts(rng, n, limit)
		vf, vr, state := make([]int32, n), make([]int32, n), make([]int32, n)
		for i := range n {
			vf[i], vr[i], state[i] = int32(int16(rng.Uint32())), int32(int16(rng.Uint32())), int32(int16(rng.Uint32()))
		}
		state2 := slices.Clone(state)
		h, g := make([]int16, n), make([]int16, n)
		recur(u, f, r, s, vf, vr, state, h)
		recurGo(u, f, r, s, vf, vr, state2, g)
		if !slices.Equal(h, g) || !slices.Equal(state, state2) {
			t.Fatalf("recur: %v %v, want %v %v", h, state, g, state2)
		}
	}
}

// TestGate checks the ends and the symmetry of the sigmoid.
func TestGate(t *testing.T) {
	for z := int32(0); z < 6<<netFrac; z += 7 {
		v := gate(z)
		if v < 1<<(gateFrac-1) || v > 1<<gateFrac {
			t.Fatalf("gate(%d) = %d", z, v)
		}
		if d := v + gate(-z) - 1<<gateFrac; d < 0 || d > 1 {
			t.Fatalf("gate(%d) + gate(-%d) is off by %d", z, z, d)
		}
	}
	if gate(-1<<20) != 0 || gate(1<<20) != 1<<gateFrac || gate(0) != 1<<(gateFrac-1) {
		t.Fatal("wrong at the ends")
	}
}

func BenchmarkNetMul(b *testing.B) {
	vnni := netVNNI
	defer func() { netVNNI = vnni }()
	for _, netVNNI = range []bool{false, vnni} {
		b.Run(fmt.Sprint("vnni=", netVNNI), benchmarkNetMul)
	}
}

func benchmarkNetMul(b *testing.B) {
	m := newMatrix(256, 768, 12, func(i, j int) int16 { return int16(i ^ j) }, func(int) int32 { return 0 })
	x, y := make([]int16, 24*256), make([]int16, 24*768)
	for b.Loop() {
		m.mul(y, 768, x, 256, 24)
	}
	b.ReportMetric(24*256*768*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkNetRecur(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	u, v, h := randomInts(rng, 128, 3000), make([]int32, 128), make([]int16, 128)
	for b.Loop() {
		recur(u, u, u, u, v, v, v, h)
	}
}
