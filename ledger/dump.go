package ledger

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// dumpHead is the first line of a dump: what it is, and the version of its form.
const dumpHead = `{"sofar_ledger":1}`

// IsDump tells whether a file that begins with head is a dump of a ledger.
func IsDump(head []byte) bool { return bytes.HasPrefix(head, []byte(`{"sofar_ledger":`)) }

// Dump writes a whole ledger as JSON Lines: a first line that says so, then
// every record in order, its payload byte for byte. What Load makes of it dumps
// to the same bytes.
func Dump(ctx context.Context, log Log, w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<16)
	b.WriteString(dumpHead + "\n")
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false) // the payload's own bytes are kept
	if err := log.Read(ctx, 0, func(rec Record) error { return e.Encode(rec) }); err != nil {
		return err
	}
	return b.Flush()
}

// Bounds of Load: of one line, and of what becomes durable together.
const (
	maxLine      = 256 << 20
	loadRecords  = 256
	loadPayloads = 8 << 20
)

// Load appends the records of a dump that the log does not hold yet, in their
// order and with their times. A record whose id is not that of its content is
// refused, and with it what follows; what was loaded before stays.
func Load(ctx context.Context, log Log, r io.Reader) (read, added int, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	head, err := dumpLine(in)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return 0, 0, err
	case !IsDump(head):
		return 0, 0, errors.New("is no export of a ledger: its first line is not " + dumpHead)
	case string(head) != dumpHead:
		return 0, 0, fmt.Errorf("is an export of a ledger in a form that this sofar does not know (%.80s)", head)
	}
	var batch []Record
	size := 0
	flush := func() error {
		n, err := log.Append(ctx, batch...)
		added += n
		batch, size = batch[:0], 0
		return err
	}
	for line := 2; ; line++ {
		data, err := dumpLine(in)
		if len(data) > 0 {
			var rec Record
			if err := json.Unmarshal(data, &rec); err != nil {
				return read, added, errors.Join(fmt.Errorf("line %d is no record: %w", line, err), flush())
			}
			if err := rec.Check(); err != nil {
				return read, added, errors.Join(fmt.Errorf("line %d: %w", line, err), flush())
			}
			read++
			batch, size = append(batch, rec), size+len(rec.Payload)
		}
		if len(batch) >= loadRecords || size >= loadPayloads || err != nil {
			if err := flush(); err != nil {
				return read, added, err
			}
		}
		if errors.Is(err, io.EOF) {
			return read, added, nil
		}
		if err != nil {
			return read, added, err
		}
	}
}

// dumpLine gives a line without its end, of any length up to maxLine.
func dumpLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			return nil, fmt.Errorf("a line is longer than %d MiB", maxLine>>20)
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimRight(line, "\r\n"), err
		}
	}
}

// Check tells whether the record's id is the address of its content. Records of
// kinds that this sofar does not know are taken as they are.
func (r *Record) Check() error {
	var key string
	switch r.Kind {
	case KindReport:
		var v struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(r.Payload, &v); err != nil {
			return fmt.Errorf("record %s holds no report: %w", r.ID, err)
		}
		key = v.ID
	case KindReading:
		var v struct {
			Engine string `json:"engine"`
		}
		if err := json.Unmarshal(r.Payload, &v); err != nil {
			return fmt.Errorf("record %s holds no reading: %w", r.ID, err)
		}
		key = "engine " + v.Engine
	case KindNotRead, KindDecision:
		key = string(r.Payload)
	default:
		if r.ID == "" || !json.Valid(r.Payload) {
			return fmt.Errorf("record %q of the kind %q has no id or no payload", r.ID, r.Kind)
		}
		return nil
	}
	if id := address(r.Kind, r.Subject, key); id != r.ID {
		return fmt.Errorf("record %s is not what its id says: it was changed or cut", r.ID)
	}
	return nil
}

// address is the content address of a record.
func address(kind Kind, subject, key string) string {
	sum := sha256.Sum256([]byte(string(kind) + "\x00" + subject + "\x00" + key))
	return "k" + hex.EncodeToString(sum[:16])
}
