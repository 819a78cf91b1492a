package model

import (
	"encoding/binary"
	"fmt"
	"math"
	"sort"

	"github.com/klauspost/compress/zstd"
)

// Pack compresses a file of weights; the same bytes give the same file.
func Pack(b []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer enc.Close()
	return enc.EncodeAll(b, nil), nil
}

// Unpack reads what Pack wrote, in at most limit bytes of memory; doing says in
// the error what was being read.
func Unpack(file []byte, limit uint64, doing string) ([]byte, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(limit))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	b, err := dec.DecodeAll(file, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return b, nil
}

// appendRows writes rows of weights, which it sorts, with the keys as differences.
func appendRows(b []byte, rows []Row) []byte {
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	b = binary.AppendUvarint(b, uint64(len(rows)))
	last := uint32(0)
	for _, r := range rows {
		b = binary.AppendUvarint(b, uint64(r.Key-last))
		last = r.Key
	}
	for _, r := range rows {
		b = binary.AppendUvarint(b, uint64(len(r.Labels)))
	}
	for _, r := range rows {
		b = append(b, r.Labels...)
	}
	for _, r := range rows {
		for _, v := range r.Values {
			b = binary.AppendVarint(b, int64(v))
		}
	}
	return b
}

// table reads what appendRows wrote, with labels below so many.
func (r *reader) table(labels int) table {
	n := r.count()
	keys, from := make([]uint32, n), make([]uint32, n)
	r.uints(keys)
	r.uints(from)
	rows := InLargePages(make([]row, n+1))
	key, total := uint64(0), uint64(0)
	for i, d := range keys {
		if i > 0 && d == 0 {
			r.bad = true // two rows of one key
		}
		key += uint64(d)
		rows[i] = row{uint32(key), uint32(total)}
		total += uint64(from[i])
	}
	if key > math.MaxUint32 || total > uint64(len(r.b)) {
		r.bad = true
		return table{}
	}
	rows[n].from = uint32(total)
	weights := InLargePages(make([]weight, total))
	for i, l := range r.bytes(len(weights)) {
		r.bad = r.bad || int(l) >= labels
		weights[i].label = l
	}
	r.values(weights)
	t := table{rows: rows, weights: weights}
	if !r.bad {
		t.index()
	}
	return t
}

// uints reads numbers; most take one byte.
func (r *reader) uints(out []uint32) {
	b := r.b
	for i := range out {
		if len(b) > 0 && b[0] < 0x80 {
			out[i], b = uint32(b[0]), b[1:]
			continue
		}
		v, n := binary.Uvarint(b)
		if n <= 0 || v > math.MaxUint32 {
			r.bad = true
			return
		}
		out[i], b = uint32(v), b[n:]
	}
	r.b = b
}

// values reads the values of weights.
func (r *reader) values(out []weight) {
	b := r.b
	for i := range out {
		if len(b) > 0 && b[0] < 0x80 {
			v := int16(b[0])
			out[i].value, b = v>>1^-(v&1), b[1:]
			continue
		}
		v, n := binary.Varint(b)
		if n <= 0 {
			r.bad = true
			return
		}
		out[i].value, b = int16(v), b[n:]
	}
	r.b = b
}
