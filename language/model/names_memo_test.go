package model

import (
	"math/rand/v2"
	"testing"
)

// What is kept from word to word scores as all features weighed anew.
func TestMemo(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var m memo
	m.reset(Names())
	forms := []string{"oskar", "of", "the", "ministry", "said", "in", "tarn", "'s"}
	for range 3000 {
		ws := make([]NameWord, 1+rng.IntN(6))
		for i := range ws {
			w := &ws[i]
			w.SetForm(forms[rng.IntN(len(forms))])
			w.Bits, w.Tag, w.Shape = uint32(rng.IntN(8)), uint8(rng.IntN(3)), uint8(rng.IntN(3))
			w.Known, w.Rule, w.Why, w.Doc = uint8(rng.IntN(3)), uint8(rng.IntN(3)), uint8(rng.IntN(2)), uint8(rng.IntN(3))
			w.DocKinds, w.Run = uint16(rng.IntN(3)), rng.IntN(2) == 0
		}
		i := rng.IntN(len(ws))
		var got, want [NameLabels]int32
		m.score(ws, i, &got)
		m.of.table.nameScores(NameKeys(ws, i, nil), &m.find, &want)
		if got != want {
			t.Fatalf("kept sums give %v, all features %v", got, want)
		}
	}
}
