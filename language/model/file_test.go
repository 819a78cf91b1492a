package model

import (
	"bytes"
	"testing"
)

// A tagger survives its file: the same tags, the same bytes.
func TestEncodeDecode(t *testing.T) {
	in := &Tagger{
		Labels:  []Label{{1, 2}, {3, 4}},
		Classes: map[string]uint16{"the": 1, "port": 0},
		Lemmas:  map[string]string{"fell/\x05": "fall"},
		Bases:   map[string]bool{"fall": true},
		Sets:    [][]uint8{{0, 1}, {1}},
		May:     map[string]uint16{"the": 1 | Closed},
	}
	rows := []Row{{Key: 9, Labels: []uint8{1}, Values: []int16{-300}}, {Key: 2, Labels: []uint8{0, 1}, Values: []int16{5, 7}}}
	file, err := Encode(in, rows)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Labels) != 2 || out.Classes["the"] != 1 || out.Lemmas["fell/\x05"] != "fall" || !out.Bases["fall"] || out.May["the"] != 1|Closed || len(out.Sets) != 2 || len(out.table.weights) != 3 {
		t.Errorf("decoded %+v", out)
	}
	again, err := Encode(out, rows)
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("the second file differs from the first (%v)", err)
	}
	for _, bad := range [][]byte{nil, file[:len(file)/2], []byte("not a model")} {
		if _, err := Decode(bad); err == nil {
			t.Errorf("a file of %d bytes that is no tagger was read", len(bad))
		}
	}
}
