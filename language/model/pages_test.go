package model

import "testing"

// TestInLargePages holds that a slice is given as it is, small, large and empty.
func TestInLargePages(t *testing.T) {
	for _, n := range []int{0, 1, 1 << 16, 3 << 20} {
		x := make([]uint32, n)
		for i := range x {
			x[i] = uint32(i)
		}
		y := InLargePages(x)
		if len(y) != n || n > 0 && &y[0] != &x[0] {
			t.Fatalf("%d: another slice", n)
		}
		for i, v := range y {
			if v != uint32(i) {
				t.Fatalf("%d: place %d holds %d", n, i, v)
			}
		}
	}
}
