package model

import (
	"math/rand/v2"
	"testing"
)

// TestRows compares the kernels with Go for lists of every length, and with
// places that lie outside.
func TestRows(t *testing.T) {
	defer func(fast bool) { netFast = fast }(netFast)
	fast := netFast
	rng := rand.New(rand.NewPCG(3, 4))
	four, eight := make(Rows4, 1<<10), make(Rows8, 1<<10)
	for i := range four {
		for j := range four[i] {
			four[i][j] = int16(rng.Uint32())
		}
		for j := range eight[i] {
			eight[i][j] = int16(rng.Uint32())
		}
	}
	for n := range 70 {
		list := make([]uint32, n)
		for i := range list {
			list[i] = rng.Uint32() % 1024
		}
		if n > 60 {
			list[n-1] += 1 << 20
		}
		var a, b [4]int32
		var c, d [8]int32
		a[1], b[1], c[7], d[7] = 5, 5, -6, -6
		netFast = fast
		four.Add(list, &a)
		eight.Add(list, &c)
		netFast = false
		four.Add(list, &b)
		eight.Add(list, &d)
		if a != b || c != d {
			t.Fatalf("%d places: %v and %v, want %v and %v", n, a, c, b, d)
		}
	}
}
