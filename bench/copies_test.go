package bench

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sofar/story"
)

// Of a thousand invented documents, at least 98 copies in a hundred are found
// with their source, and at most two in a hundred of what is found is none.
func TestCopiesOfAThousand(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		r, err := Copies(t.Context(), 1000, seed, 20)
		if err != nil {
			t.Fatal(err)
		}
		row := r.Table.Rows[0]
		if row.Name != CopiesPairs || row.Gold < 200 {
			t.Fatalf("seed %d: row %+v", seed, row)
		}
		recall, precision := float64(row.Right)/float64(row.Gold), float64(row.Right)/float64(row.Predicted)
		if recall < 0.98 || precision < 0.98 || r.Table.Get(CopiesExtent) < 97 {
			t.Errorf("seed %d: recall %.3f, precision %.3f, extent %.1f %%; want 0.98, 0.98 and 97\n%s", seed, recall, precision, r.Table.Get(CopiesExtent), strings.Join(r.Wrong, "\n"))
		}
	}
}

// Whatever the desk does to a text, the edit takes what it says it takes.
func TestEdits(t *testing.T) {
	for i := range 200 {
		rng := rand.New(rand.NewPCG(7, uint64(i)))
		source, second, fresh := inventEvent(7, i).write(rng, 9), inventEvent(7, i+500).write(rng, 9), inventEvent(7, i).write(rng, 4)
		for _, edit := range Edits {
			got, from, also := edited(rng, edit, source, second, fresh)
			if from.words <= 0 || from.words > from.of+2 || (also.words > 0) != (edit == EditMerged) || wordCount(got) < from.words*9/10 {
				t.Fatalf("%s: %+v %+v of %d words, got %d", edit, from, also, wordCount(source), wordCount(got))
			}
			if edit == EditCutHalf && from.extent() != story.Partial || edit == EditLocal && from.extent() != story.Full {
				t.Fatalf("%s is a %s copy", edit, from.extent())
			}
		}
	}
}

// The same seed gives the same texts.
func TestInventedTextsAreAFunction(t *testing.T) {
	write := func() string {
		v := &inventor{seed: 3}
		var b strings.Builder
		for range 300 {
			d := v.next()
			b.WriteString(d.text(3) + "\n")
		}
		return b.String()
	}
	if first, second := write(), write(); first != second {
		t.Error("two collections of one seed differ")
	}
}
