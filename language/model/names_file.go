package model

import (
	_ "embed" // the weights
	"errors"
	"math"
	"sync"
)

//go:embed names.bin
var namesFile []byte

// Names gives the embedded recogniser of names. It is read on the first call; a
// file that cannot be read is a fault of the build, so it panics.
var Names = sync.OnceValue(func() *Recogniser {
	r, err := DecodeNames(namesFile)
	if err != nil {
		panic(err)
	}
	return r
})

// namesMagic begins a recogniser's file; the last byte is the format's version.
const namesMagic = "sofar-names\x01"

// EncodeNames writes a recogniser's file: zstd over the magic and the rows,
// sorted, with the keys as differences. The same input gives the same bytes.
func EncodeNames(rows []Row) ([]byte, error) {
	b := []byte(namesMagic)
	b = appendRows(b, rows)
	return pack(b)
}

// DecodeNames reads a recogniser's file.
func DecodeNames(file []byte) (*Recogniser, error) {
	b, err := unpack(file, 128<<20, "read the weights for names")
	if err != nil {
		return nil, err
	}
	r := reader{b: b}
	if string(r.bytes(len(namesMagic))) != namesMagic {
		return nil, errors.New("read the weights for names: not a file of this version; retrain it with sofar-train names")
	}
	n := r.count()
	rows := make([]row, n+1)
	k := 0
	for i := range n {
		d := r.uint()
		if i > 0 && d == 0 {
			r.bad = true // two rows of one key
		}
		k += d
		rows[i].key = uint32(k)
	}
	if k > math.MaxUint32 {
		r.bad = true
	}
	total := 0
	for i := range n {
		rows[i].from = uint32(total)
		total += r.uint()
	}
	rows[n].from = uint32(total)
	labels := r.bytes(total)
	if r.bad {
		return nil, errors.New("read the weights for names: the file is cut short; retrain it with sofar-train names")
	}
	weights := make([]weight, total)
	for i, l := range labels {
		if l >= NameLabels {
			r.bad = true
			break
		}
		weights[i] = weight{l, int16(r.int())}
	}
	if r.bad {
		return nil, errors.New("read the weights for names: the file is damaged; retrain it with sofar-train names")
	}
	m := &Recogniser{table: table{rows: rows, weights: weights}}
	m.table.index()
	for y := range m.step {
		var sum scores
		m.table.add(&sum, m.table.find(NameStep(uint8(y))))
		copy(m.step[y][:], sum[:NameLabels])
	}
	return m, nil
}
