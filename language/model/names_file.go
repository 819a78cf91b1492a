package model

import (
	_ "embed" // the weights
	"errors"
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
	return Pack(b)
}

// DecodeNames reads a recogniser's file.
func DecodeNames(file []byte) (*Recogniser, error) {
	b, err := Unpack(file, 128<<20, "read the weights for names")
	if err != nil {
		return nil, err
	}
	r := reader{b: b}
	if string(r.bytes(len(namesMagic))) != namesMagic {
		return nil, errors.New("read the weights for names: not a file of this version; retrain it with sofar-train names")
	}
	m := &Recogniser{table: r.table(NameLabels)}
	if r.bad {
		return nil, errors.New("read the weights for names: the file is damaged; retrain it with sofar-train names")
	}
	for y := range m.step {
		var sum scores
		m.table.add(&sum, m.table.find(NameStep(uint8(y))))
		copy(m.step[y][:], sum[:NameLabels])
	}
	return m, nil
}
