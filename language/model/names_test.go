package model

import (
	"bytes"
	"testing"
)

// words makes the recogniser's input from forms; all are candidates but those in lower case.
func words(forms ...string) []NameWord {
	ws := make([]NameWord, len(forms))
	for i, f := range forms {
		ws[i].SetForm(f)
		ws[i].Candidate = f[0] >= 'A' && f[0] <= 'Z'
		ws[i].Run = ws[i].Candidate
	}
	return ws
}

func TestNamesFile(t *testing.T) {
	rows := []Row{{Key: 7, Labels: []uint8{0, 3}, Values: []int16{-2, 500}}, {Key: 3, Labels: []uint8{18}, Values: []int16{9}}}
	file, err := EncodeNames(rows)
	if err != nil {
		t.Fatal(err)
	}
	again, err := EncodeNames([]Row{rows[1], rows[0]})
	if err != nil || !bytes.Equal(file, again) {
		t.Error("the order of the rows changes the file")
	}
	r, err := DecodeNames(file)
	if err != nil {
		t.Fatal(err)
	}
	if f := r.table.find(7); f.to-f.from != 2 {
		t.Errorf("row 7 has %d weights, want 2", f.to-f.from)
	}
	for n := range file {
		if _, err := DecodeNames(file[:n]); err == nil {
			t.Fatalf("a file cut after %d bytes is read", n)
		}
	}
	if _, err := EncodeNames([]Row{{Key: 1, Labels: []uint8{NameLabels}, Values: []int16{1}}}); err != nil {
		t.Fatal(err)
	}
}

func TestLabelsAreWellFormed(t *testing.T) {
	r := Names()
	var s NameScratch
	ws := words("Oskar", "Bellin", "met", "the", "Vorun", "Front", "in", "Lisbon")
	out := make([]uint8, len(ws))
	r.Label(ws, out, &s)
	for i, y := range out {
		if !ws[i].Candidate && y != 0 {
			t.Errorf("word %d is no candidate and has label %d", i, y)
		}
		if y > 0 && y&1 == 0 && (i == 0 || out[i-1] != y && out[i-1] != y-1) {
			t.Errorf("label %d of word %d lies inside of nothing: %v", y, i, out)
		}
	}
	if n := testing.AllocsPerRun(20, func() { r.Label(ws, out, &s) }); n > 0 {
		t.Errorf("%v allocations a sentence", n)
	}
}

// The best sequence must be the best of all, by trying all.
func TestViterbi(t *testing.T) {
	var step [NameLabels][NameLabels]int32
	state := uint32(1)
	next := func() int32 { state = state*1664525 + 1013904223; return int32(state>>20)%200 - 100 }
	for a := range step {
		for b := range step[a] {
			step[a][b] = next()
		}
	}
	const n = 3
	var alone [n][NameLabels]int32
	scores, back := make([][NameLabels]int32, n), make([][NameLabels]uint8, n)
	for k := range alone {
		for y := range alone[k] {
			alone[k][y] = next()
		}
		scores[k] = alone[k]
		NameForward(k, scores, back, &step)
	}
	out := make([]uint8, n)
	NameBackward(n, scores, back, out)
	sum := func(ys []int) (total int32, ok bool) {
		before := 0
		for k, y := range ys {
			if y > 0 && y&1 == 0 && before != y && before != y-1 {
				return 0, false
			}
			total += alone[k][y] + step[before][y]
			before = y
		}
		return total, true
	}
	best := int32(-1 << 30)
	for a := range NameLabels {
		for b := range NameLabels {
			for c := range NameLabels {
				if v, ok := sum([]int{a, b, c}); ok && v > best {
					best = v
				}
			}
		}
	}
	if got, ok := sum([]int{int(out[0]), int(out[1]), int(out[2])}); !ok || got != best {
		t.Errorf("the sequence %v scores %d (allowed %v), the best %d", out, got, ok, best)
	}
}
