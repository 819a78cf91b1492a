package ledger

import (
	"strings"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
)

func TestRecordIDs(t *testing.T) {
	must := func(r Record, err error) Record {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	rep := &report.Report{ID: "r1", Title: "Ferry sinks", Text: "Ten people were hurt."}
	later := *rep
	later.Seen = time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC)
	first := must(ReportRecord(rep))
	if again := must(ReportRecord(&later)); again.ID != first.ID {
		t.Error("when a report was seen is part of its record's id: a repeat would be recorded twice")
	}
	// A change of these would record everything in every ledger a second time.
	seen := map[string]string{}
	for _, c := range []struct {
		name string
		rec  Record
		id   string
		kind Kind
		subj string
	}{
		{"report", first, "kb7a9d6ebb065545a686dec25878f271e", KindReport, "r1"},
		{"reading", must(ReadingRecord(&incident.Reading{Report: "r1", Engine: "1"})), "k73437b026dc9d66941299735810d4753", KindReading, "r1"},
		{"reading of another engine", must(ReadingRecord(&incident.Reading{Report: "r1", Engine: "2"})), "k", KindReading, "r1"},
		{"not read", must(NotReadRecord(&report.NotRead{Name: "a", Reason: "is empty"})), "k", KindNotRead, ""},
		{"not read for another reason", must(NotReadRecord(&report.NotRead{Name: "a", Reason: "is a PDF"})), "k", KindNotRead, ""},
		{"decision", must(DecisionRecord(&Decision{Kind: "note", Reports: []string{"r1"}, Author: "ed"})), "k", KindDecision, "r1"},
	} {
		if !strings.HasPrefix(c.rec.ID, c.id) || len(c.rec.ID) != 33 || c.rec.Kind != c.kind || c.rec.Subject != c.subj || len(c.rec.Payload) == 0 {
			t.Errorf("%s: id %q, want %q; kind %q, subject %q", c.name, c.rec.ID, c.id, c.rec.Kind, c.rec.Subject)
		}
		if other := seen[c.rec.ID]; other != "" {
			t.Errorf("%s and %s have one id", c.name, other)
		}
		seen[c.rec.ID] = c.name
	}
}
