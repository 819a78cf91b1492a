// Package ledger is the append-only record of everything sofar was told and
// decided: reports seen, inputs not read, readings made by an engine version,
// editors' decisions. Everything to its right is a fold of it.
//
// Records are content-addressed, so appending one twice is harmless. Log is
// implemented by ledger/sqlite (one file) and, past one machine, by a cluster;
// ledger/logtest is the conformance suite that every implementation passes.
package ledger

import (
	"context"
	"encoding/json"
	"time"
)

// Kind names what a record holds.
type Kind string

// Kinds of records. Payloads are JSON: report.Report, report.NotRead,
// incident.Reading and Decision.
const (
	KindReport   Kind = "report"
	KindNotRead  Kind = "not_read"
	KindReading  Kind = "reading"
	KindDecision Kind = "decision"
)

// Record is one entry of the log.
type Record struct {
	// Seq is the place in the log, from 1, without gaps; given by Append.
	Seq int64 `json:"seq"`
	// ID is the content address of the record, unique in the log.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Subject is the report id that the record is about, "" if none.
	Subject string `json:"subject,omitempty"`
	// At is when the record was appended, UTC. Folds never read it, except
	// through a report's Seen.
	At      time.Time       `json:"at"`
	Payload json.RawMessage `json:"payload"`
}

// CopySuffix is added to the name of a ledger file that is the local copy of a
// stream, for the file that says how far it is.
const CopySuffix = ".stream"

// Log is an append-only, ordered, de-duplicated log.
type Log interface {
	// Append adds the records that the log does not hold yet, in order, all or
	// none, durably: when it returns nil they survive kill -9 and power loss.
	// added counts the new ones; records already there are skipped silently.
	Append(ctx context.Context, records ...Record) (added int, err error)
	// Read calls fn for every record with Seq > after, in order, until fn
	// returns an error (which Read returns) or the end is reached.
	Read(ctx context.Context, after int64, fn func(Record) error) error
	// Has tells which of the ids the log holds.
	Has(ctx context.Context, ids ...string) (map[string]bool, error)
	// Last is the Seq of the newest record, 0 for an empty log.
	Last(ctx context.Context) (int64, error)
	// Wait returns when a record with Seq > after exists, or ctx ends.
	Wait(ctx context.Context, after int64) error
	Close() error
}
