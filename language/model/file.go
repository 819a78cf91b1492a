package model

import (
	"encoding/binary"
	"errors"
	"sort"
)

// magic begins a tagger file; the last byte is the format's version.
const magic = "sofar-tagger\x03"

// Row is one feature with its quantised weights, label → value.
type Row struct {
	Key    uint32
	Labels []uint8
	Values []int16
}

// Encode writes a tagger file: zstd over the magic, the labels, the classes,
// the lemmas and the rows, sorted, with the keys as differences. The same
// input gives the same bytes.
func Encode(t *Tagger, rows []Row) ([]byte, error) {
	b := []byte(magic)
	b = binary.AppendUvarint(b, uint64(len(t.Labels)))
	for _, l := range t.Labels {
		b = append(b, l.PTB, l.UPOS)
	}
	words := make([]string, 0, len(t.Classes))
	for w := range t.Classes {
		words = append(words, w)
	}
	sort.Strings(words)
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, w := range words {
		b = appendString(b, w)
		b = binary.AppendUvarint(b, uint64(t.Classes[w]))
	}
	words = words[:0]
	for w := range t.Lemmas {
		words = append(words, w)
	}
	sort.Strings(words)
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, w := range words {
		b = appendString(b, w)
		b = appendString(b, t.Lemmas[w])
	}
	words = words[:0]
	for w := range t.Bases {
		words = append(words, w)
	}
	sort.Strings(words)
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, w := range words {
		b = appendString(b, w)
	}
	words = words[:0]
	for w := range t.May {
		words = append(words, w)
	}
	sort.Strings(words)
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, w := range words {
		b = appendString(b, w)
		b = binary.AppendUvarint(b, uint64(t.May[w]))
	}
	b = binary.AppendUvarint(b, uint64(len(t.Sets)))
	for _, s := range t.Sets {
		b = appendString(b, string(s))
	}
	b = appendRows(b, rows)
	return Pack(b)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// reader takes values from a tagger file; after a fault it gives zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uint() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > 1<<31 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) int() int {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.bad = true
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

// count reads the length of a list whose items take at least one byte each.
func (r *reader) count() int {
	n := r.uint()
	if n > len(r.b) {
		r.bad = true
		return 0
	}
	return n
}

// Decode reads a tagger file.
func Decode(file []byte) (*Tagger, error) {
	b, err := Unpack(file, 256<<20, "read the tagger's weights")
	if err != nil {
		return nil, err
	}
	r := reader{b: b}
	if string(r.bytes(len(magic))) != magic {
		return nil, errors.New("read the tagger's weights: not a tagger file of this version; retrain it with sofar-train")
	}
	t := &Tagger{}
	t.Labels = make([]Label, r.count())
	for i := range t.Labels {
		if p := r.bytes(2); p != nil {
			t.Labels[i] = Label{p[0], p[1]}
		}
	}
	n := r.count()
	t.Classes = make(map[string]uint16, n)
	for range n {
		w := string(r.bytes(r.uint()))
		t.Classes[w] = uint16(r.uint())
	}
	n = r.count()
	t.Lemmas = make(map[string]string, n)
	for range n {
		w := string(r.bytes(r.uint()))
		t.Lemmas[w] = string(r.bytes(r.uint()))
	}
	n = r.count()
	t.Bases = make(map[string]bool, n)
	for range n {
		t.Bases[string(r.bytes(r.uint()))] = true
	}
	n = r.count()
	t.May = make(map[string]uint16, n)
	for range n {
		w := string(r.bytes(r.uint()))
		t.May[w] = uint16(r.uint())
	}
	t.Sets = make([][]uint8, r.count())
	for i := range t.Sets {
		t.Sets[i] = r.bytes(r.uint())
		for _, l := range t.Sets[i] {
			r.bad = r.bad || int(l) >= len(t.Labels)
		}
		r.bad = r.bad || len(t.Sets[i]) == 0
	}
	for _, s := range t.May {
		r.bad = r.bad || int(s&^Closed) >= len(t.Sets)
	}
	r.bad = r.bad || len(t.Sets) == 0
	if r.bad || len(t.Labels) == 0 {
		return nil, errors.New("read the tagger's weights: the file is cut short; retrain it with sofar-train")
	}
	t.table = r.table(len(t.Labels))
	if r.bad {
		return nil, errors.New("read the tagger's weights: the file is damaged; retrain it with sofar-train")
	}
	t.follow()
	return t, nil
}
