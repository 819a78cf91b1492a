package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sort"

	"github.com/klauspost/compress/zstd"
)

// parserMagic begins a parser file; the last byte is the format's version.
const parserMagic = "sofar-parser\x02"

// maxWidth is the widest beam of a file.
const maxWidth = 64

// EncodeParser writes a parser file: zstd over the magic, the relations and the
// rows, sorted, with the keys as differences. The same input gives the same bytes.
func EncodeParser(p *Parser, rows []Row) ([]byte, error) {
	b := []byte(parserMagic)
	b = binary.AppendUvarint(b, uint64(len(p.Rels)))
	b = append(b, p.Rels...)
	b = binary.AppendUvarint(b, uint64(p.RootRel))
	b = binary.AppendUvarint(b, uint64(p.Width))
	b = binary.AppendUvarint(b, uint64(p.Gap))
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	b = appendRows(b, rows)
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer enc.Close()
	return enc.EncodeAll(b, nil), nil
}

// appendRows writes rows that are sorted by key: the differences of the keys,
// the numbers of weights, the labels, the values.
func appendRows(b []byte, rows []Row) []byte {
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

// table reads what appendRows wrote; labels are smaller than limit.
func (r *reader) table(limit int) table {
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
	total := 0
	for i := range n {
		rows[i].from = uint32(total)
		total += r.uint()
	}
	rows[n].from = uint32(total)
	labels := r.bytes(total)
	if k > math.MaxUint32 || r.bad {
		r.bad = true
		return table{}
	}
	weights := make([]weight, total)
	for i, l := range labels {
		if int(l) >= limit {
			r.bad = true
			break
		}
		weights[i] = weight{l, int16(r.int())}
	}
	t := table{rows: rows, weights: weights}
	t.index()
	return t
}

// DecodeParser reads a parser file.
func DecodeParser(file []byte) (*Parser, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	b, err := dec.DecodeAll(file, nil)
	if err != nil {
		return nil, fmt.Errorf("read the parser's weights: %w", err)
	}
	r := reader{b: b}
	if string(r.bytes(len(parserMagic))) != parserMagic {
		return nil, errors.New("read the parser's weights: not a parser file of this version; retrain it with sofar-train")
	}
	p := &Parser{}
	p.Rels = append(p.Rels, r.bytes(r.count())...)
	p.RootRel = r.uint()
	p.Width, p.Gap = r.uint(), int32(r.uint())
	if !r.bad && (p.RootRel >= len(p.Rels) || p.Width > maxWidth || p.Actions() > len(scores{})) {
		r.bad = true
	}
	if !r.bad {
		p.table = r.table(p.Actions())
	}
	if r.bad {
		return nil, errors.New("read the parser's weights: the file is damaged; retrain it with sofar-train")
	}
	return p, nil
}
