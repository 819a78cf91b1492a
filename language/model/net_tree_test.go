package model

import (
	"math/rand/v2"
	"testing"
)

// bestTree tries all heads of a short sentence.
func bestTree(scores []int32, n int) int64 {
	heads := make([]int, n)
	best := int64(-1 << 60)
	var try func(i, roots int, sum int64)
	try = func(i, roots int, sum int64) {
		if i == n {
			if roots == 1 && reachesRoot(heads) && sum > best {
				best = sum
			}
			return
		}
		for h := range n + 1 {
			if h == i || h == n && roots == 1 {
				continue
			}
			r := roots
			if h == n {
				r++
			}
			heads[i] = h
			try(i+1, r, sum+int64(scores[i*(n+1)+h]))
		}
	}
	try(0, 0, 0)
	return best
}

func reachesRoot(heads []int) bool {
	for i := range heads {
		steps := 0
		for k := i; k < len(heads); k = heads[k] {
			if steps++; steps > len(heads) {
				return false
			}
		}
	}
	return true
}

// TestTree compares with all trees of short sentences, the root being the word
// that gains most from it.
func TestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var b TreeBuilder
	for round := range 3000 {
		n := 1 + round%5
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = int32(rng.IntN(2000)) - 1000
		}
		work := append([]int32(nil), scores...)
		heads := make([]int32, n)
		b.Tree(work, n, heads)
		sum, plain := int64(0), make([]int, n)
		root := -1
		for i, h := range heads {
			sum += int64(scores[i*(n+1)+int(h)])
			plain[i] = int(h)
			if int(h) == n {
				if root >= 0 {
					t.Fatalf("two roots: %v", heads)
				}
				root = i
			}
		}
		if root < 0 || !reachesRoot(plain) {
			t.Fatalf("no tree: %v", heads)
		}
		for i := range n {
			if i != root {
				scores[i*(n+1)+n] = noArc
			}
		}
		if want := bestTree(scores, n); sum != want {
			t.Fatalf("%d words: %v scores %d, the best %d", n, heads, sum, want)
		}
	}
}

// TestTreeLong checks that long sentences without any preference give a tree.
func TestTreeLong(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var b TreeBuilder
	for range 20 {
		n := 200
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = int32(rng.IntN(50))
		}
		heads, plain := make([]int32, n), make([]int, n)
		b.Tree(scores, n, heads)
		roots := 0
		for i, h := range heads {
			plain[i] = int(h)
			if int(h) == n {
				roots++
			}
		}
		if roots != 1 || !reachesRoot(plain) {
			t.Fatalf("no tree with one root: %v", heads)
		}
	}
}
