package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The labels are those of the plain sum over all features, however the sums
// are kept: over sentences longer than a run, more words than are kept, and
// whatever was tagged before with the same scratch.
func TestTagSumsFeatures(t *testing.T) {
	m := Default()
	plain := func(lower []string, shapes []Shape) []uint8 {
		s := m.Prepare(lower, shapes)
		out := make([]uint8, len(lower))
		p1, p2 := Start1, Start2
		for i := range lower {
			var sum scores
			add := func(keys []uint32) {
				for _, k := range keys {
					m.table.add(&sum, m.table.find(k))
				}
			}
			best := func() (int, int32) {
				best, lead := -1, int32(1<<30)
				for _, pass := range [2]bool{true, false} { // proper nouns come first
					for _, l := range s.Allowed(i) {
						if (m.Labels[l].UPOS == Proper) != pass {
							continue
						}
						if best < 0 {
							best = int(l)
						} else if d := sum[l] - sum[best]; d > 0 {
							best, lead = int(l), min(d, 1<<30)
						} else {
							lead = min(lead, -d)
						}
					}
				}
				for _, l := range s.Allowed(i) {
					if int(l) != best {
						lead = min(lead, sum[best]-sum[l])
					}
				}
				return best, lead
			}
			words, single := s.WordKeys(i, nil)
			labels, few := s.LabelKeys(i, p1, p2, nil)
			add(words[:single])
			add(labels[:few])
			l, lead := best()
			if lead < sure {
				add(words[single:])
				add(labels[few:])
				l, _ = best()
			}
			out[i] = uint8(l)
			p1, p2 = l, p1
		}
		return out
	}
	words := strings.Fields(`the police said that 12 people were killed and 30-40 wounded when two trains collided near Kamen late on
		Monday , officials of north-eastern districts told reporters ; " we do n't know " . unheard-of zzyzx 1,200 $ 3.5 he who fell`)
	rng := rand.New(rand.NewPCG(1, 2))
	var scratch Scratch
	for _, n := range []int{1, 2, 3, 7, 40, 1000, scratchWords + 5} {
		lower, shapes := make([]string, n), make([]Shape, n)
		for i := range lower {
			w := words[rng.IntN(len(words))]
			if rng.IntN(3) == 0 {
				w = fmt.Sprintf("%s%d", w, rng.IntN(100000)) // fills the scratch
			}
			lower[i], shapes[i] = strings.ToLower(w), Shape(rng.IntN(int(ShapeMixed)+1))
		}
		out := make([]uint8, n)
		m.Tag(lower, shapes, out, &scratch)
		want := plain(lower, shapes)
		if !slices.Equal(out, want) {
			t.Errorf("%d words: labels differ from the sum of the features", n)
		}
	}
}

// Every row is found by its key, and nothing else is.
func TestTableFind(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 100, 5000} {
		have := map[uint32]bool{}
		for len(have) < n {
			k := rng.Uint32()
			if len(have)%3 == 0 {
				k = k>>20<<20 | uint32(rng.IntN(8)) // rows that share a place
			}
			have[k] = true
		}
		if n > 1 {
			have[0], have[1<<32-1] = true, true
		}
		var keys []uint32
		for k := range have {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		tab := table{weights: make([]weight, len(keys))}
		for i, k := range keys {
			tab.rows = append(tab.rows, row{k, uint32(i)})
		}
		tab.rows = append(tab.rows, row{from: uint32(len(keys))})
		tab.index()
		var find finder
		for i, k := range keys {
			if got, want := tab.find(k), (span{uint32(i), uint32(i) + 1}); got != want {
				t.Fatalf("%d rows: key %#x at %v, want %v", n, k, got, want)
			}
			for _, other := range []uint32{k + 1, k - 1, k ^ 1<<31, rng.Uint32()} {
				if got := tab.find(other); !have[other] && got != (span{}) {
					t.Fatalf("%d rows: found %#x, which is not there, at %v", n, other, got)
				}
			}
			var together [foundKeys]uint32 // keys that are there and others
			var want []span
			for j := range together {
				together[j] = keys[(i+j)%len(keys)] + uint32(j%3/2)
				if s := tab.find(together[j]); s.to > 0 {
					want = append(want, s)
				}
			}
			if got := tab.findAll(together[:], &find); !slices.Equal(got, want) {
				t.Fatalf("%d rows: together at %v, want %v", n, got, want)
			}
		}
	}
}
