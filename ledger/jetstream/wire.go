package jetstream

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"sofar/ledger"
)

// A message of the ledger stream is one Append: a zstd frame around
//
//	uvarint 1 (the format), uvarint number of records, then for each record
//	id, kind, subject (each a uvarint length and bytes),
//	at (8 bytes, nanoseconds since 1970, big endian), payload (length and bytes)
//
// Payloads keep their bytes, which JSON inside JSON would not.
const wireFormat = 1

// maxUnpacked bounds what one message may unpack to.
const maxUnpacked = 1 << 30

// The codecs are safe for concurrent use of EncodeAll and DecodeAll; constant
// options cannot fail.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderConcurrency(0))
)

// encode packs records whose At is set.
func encode(records []ledger.Record) []byte {
	size := 16
	for _, r := range records {
		size += len(r.ID) + len(r.Kind) + len(r.Subject) + len(r.Payload) + 24
	}
	b := make([]byte, 0, size)
	b = binary.AppendUvarint(b, wireFormat)
	b = binary.AppendUvarint(b, uint64(len(records)))
	for _, r := range records {
		for _, s := range []string{r.ID, string(r.Kind), r.Subject} {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
		b = binary.BigEndian.AppendUint64(b, uint64(r.At.UnixNano()))
		b = binary.AppendUvarint(b, uint64(len(r.Payload)))
		b = append(b, r.Payload...)
	}
	return packer.EncodeAll(b, nil)
}

var errBroken = errors.New("its bytes are no records")

// decode unpacks what encode made. It never panics: what a stream holds may be
// damaged, or another program's.
func decode(data []byte) ([]ledger.Record, error) {
	b, err := unpacker.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	number := func() uint64 {
		n, k := binary.Uvarint(b)
		if k <= 0 {
			err, b = errBroken, nil
			return 0
		}
		b = b[k:]
		return n
	}
	bytes := func() []byte {
		n := number()
		if n > uint64(len(b)) {
			err, b = errBroken, nil
			return nil
		}
		var v []byte
		v, b = b[:n:n], b[n:]
		return v
	}
	if f := number(); err == nil && f != wireFormat {
		return nil, fmt.Errorf("it is of format %d, this sofar knows %d; use a newer sofar", f, wireFormat)
	}
	n := number()
	if n > uint64(len(b)) { // a record takes more than a byte
		return nil, errBroken
	}
	records := make([]ledger.Record, 0, n)
	for range n {
		r := ledger.Record{ID: string(bytes()), Kind: ledger.Kind(bytes()), Subject: string(bytes())}
		if len(b) < 8 {
			return nil, errBroken
		}
		r.At = time.Unix(0, int64(binary.BigEndian.Uint64(b))).UTC()
		b = b[8:]
		r.Payload = bytes()
		if err != nil {
			return nil, err
		}
		if err := valid(r); err != nil {
			return nil, fmt.Errorf("%w: %w", errBroken, err)
		}
		records = append(records, r)
	}
	if len(b) > 0 || err != nil {
		return nil, errBroken
	}
	return records, nil
}

// valid refuses records that no ledger takes.
func valid(r ledger.Record) error {
	if r.ID == "" || r.Kind == "" || !json.Valid(r.Payload) {
		return errors.New("a record has no id, no kind or a payload that is not JSON")
	}
	return nil
}

// batchID is the content address of an Append: the record's own id where it is
// one record.
func batchID(records []ledger.Record) string {
	if len(records) == 1 {
		return records[0].ID
	}
	h := sha256.New()
	for _, r := range records {
		fmt.Fprintf(h, "%s\x00", r.ID)
	}
	return "b" + hex.EncodeToString(h.Sum(nil)[:16])
}
