package train

import (
	"slices"
	"strings"
	"testing"
)

func TestVectorsAreNearWhereWordsAreUsedAlike(t *testing.T) {
	text := read(t)
	text.Cut(100, 10)
	svd := func() *Vectors {
		return VectorsSVD(text, SVDOptions{Dim: 4, Window: 2, Power: 0.5, Rounds: 3, Seed: 1})
	}
	skip := func() *Vectors {
		return VectorsSkipGram(text, SkipGramOptions{Dim: 8, Window: 2, Epochs: 60, Negatives: 3, Rate: 0.05, Seed: 1, Log: func(string, ...any) {}})
	}
	for name, f := range map[string]func() *Vectors{"svd": svd, "skip-gram": skip} {
		v := f()
		for _, group := range [][]string{{"red", "green", "yellow", "purple"}, {"fox", "heron", "badger", "otter"}} {
			for _, w := range group {
				near := v.Nearest(slices.Index(v.Words, w), 1)[0]
				if word, _, _ := strings.Cut(near, " "); !slices.Contains(group, word) {
					t.Errorf("%s: nearest to %s is %s", name, w, near)
				}
			}
		}
		var a, b strings.Builder
		if err := v.WriteText(&a); err != nil {
			t.Fatal(err)
		}
		if err := f().WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if a.String() != b.String() {
			t.Errorf("%s: two runs give different vectors", name)
		}
	}
}
