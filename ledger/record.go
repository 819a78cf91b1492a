package ledger

import (
	"encoding/json"
	"fmt"

	"sofar/incident"
	"sofar/report"
)

// NewRecord makes a record of v. Its ID is "k" and 32 hexadecimal digits (128
// bits) of SHA-256 over kind, subject and key; with an empty key the payload is
// the key. The payload is v as encoding/json writes it: struct fields in the
// order of their declaration, map keys sorted, so the same value gives the same
// bytes. Seq and At are the log's to fill in.
func NewRecord(kind Kind, subject, key string, v any) (Record, error) {
	payload, err := json.Marshal(v)
	if err != nil {
		return Record{}, fmt.Errorf("encoding a %s record: %w", kind, err)
	}
	if key == "" {
		key = string(payload)
	}
	return Record{ID: address(kind, subject, key), Kind: kind, Subject: subject, Payload: payload}, nil
}

// ReportRecord records a report. It is keyed by the report's ID alone: what
// sofar saw first of the same address and text stays.
func ReportRecord(rep *report.Report) (Record, error) {
	return NewRecord(KindReport, rep.ID, rep.ID, rep)
}

// NotReadRecord records an input that gave no report, keyed by what it was and
// why, so that the same failure is recorded once.
func NotReadRecord(n *report.NotRead) (Record, error) {
	return NewRecord(KindNotRead, "", "", n)
}

// ReadingRecord records what an engine version read from a report, keyed by
// both: an engine reads a report once.
func ReadingRecord(r *incident.Reading) (Record, error) {
	return NewRecord(KindReading, r.Report, "engine "+r.Engine, r)
}

// DecisionRecord records an editor's ruling; its subject is its first report.
func DecisionRecord(d *Decision) (Record, error) {
	subject := ""
	if len(d.Reports) > 0 {
		subject = d.Reports[0]
	}
	return NewRecord(KindDecision, subject, "", d)
}
