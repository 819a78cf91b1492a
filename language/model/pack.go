package model

import (
	"encoding/binary"
	"fmt"
	"sort"

	"github.com/klauspost/compress/zstd"
)

// pack compresses a file of weights; the same bytes give the same file.
func pack(b []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer enc.Close()
	return enc.EncodeAll(b, nil), nil
}

// unpack reads what pack wrote, in at most limit bytes of memory; doing says in
// the error what was being read.
func unpack(file []byte, limit uint64, doing string) ([]byte, error) {
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
