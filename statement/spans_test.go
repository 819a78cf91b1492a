package statement

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The index finds what looking through all spans finds.
func TestSpanIndex(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		atts := make([]Attribution, rng.IntN(12))
		for i := range atts {
			for range rng.IntN(3) {
				start := rng.IntN(60)
				atts[i].Content = append(atts[i].Content, Span{Start: start, End: start + rng.IntN(20)})
			}
		}
		x := contentIndex(atts)
		for range 20 {
			start := rng.IntN(70)
			s := Span{Start: start, End: start + rng.IntN(15)}
			var want []int
			for i, a := range atts {
				for _, c := range a.Content {
					if c.Overlaps(s) {
						want = append(want, i)
					}
				}
			}
			if got := x.overlapping(s, nil); !slices.Equal(got, want) || x.any(s) != (len(want) > 0) {
				t.Fatalf("%v in %v: owners %v, any %v, want %v", s, atts, got, x.any(s), want)
			}
		}
	}
}

// Parents are the innermost attributions that hold content and cue.
func TestParentsByIndex(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		atts := make([]Attribution, rng.IntN(10))
		for i := range atts {
			start := rng.IntN(40)
			atts[i] = Attribution{Parent: -1, Cue: []Span{{Start: start, End: start + 2}}, Content: []Span{{Start: start + 2, End: start + 3 + rng.IntN(40)}}}
		}
		parents(atts)
		for i := range atts {
			want, best := -1, 0
			for j := range atts {
				if n := length(atts[j].Content); i != j && within(atts[i], atts[j]) && (want < 0 || n < best) {
					want, best = j, n
				}
			}
			if atts[i].Parent != want {
				t.Fatalf("parent of %d in %+v is %d, want %d", i, atts, atts[i].Parent, want)
			}
		}
	}
}
