package bench

import (
	"encoding/json"
	"errors"
	"testing"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
)

func TestGrowthHold(t *testing.T) {
	var g Growth
	// Three reports of one story and one of another: one of the three is with the
	// other's, and one report is in no story.
	g.hold([]int32{0, 0, 1, 1, -1}, []int32{7, 7, 7, 8, 9})
	if want := (1 + 1 + .5 + .5 + 1) / 5.; !near(g.Precision, want) {
		t.Errorf("precision %v, want %v", g.Precision, want)
	}
	if want := (2./3 + 2./3 + 1./3 + 1 + 1) / 5; !near(g.Recall, want) {
		t.Errorf("recall %v, want %v", g.Recall, want)
	}
	if g.Largest != 2 || g.TrueLargest != 3 {
		t.Errorf("largest %d (%d), want 2 (3)", g.Largest, g.TrueLargest)
	}
}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

func TestVariedTextsKeepTheirLength(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a hundred reports")
	}
	v := newVaried(1)
	for range 50 {
		if _, _, err := v.next(); err != nil {
			t.Fatal(err)
		}
	}
	if len(v.truth) != 50 {
		t.Errorf("%d stories told for 50 reports", len(v.truth))
	}
	e := &v.bases[0][0]
	words := map[string]string{}
	for _, w := range e.words {
		words[w] = lexiconWord(1, len(words), len(w))
	}
	s := e.reports[0].text
	other := wordShift{}.text(s, &variedStory{words: words, event: &variedEvent{}})
	if len(other) != len(s) || other == s {
		t.Error("a text with other words has another length, or is the same")
	}
}

// What readings repeat of their reports' words stands there also after the
// exchange of words: a grown ledger can be verified.
func TestVariedReadingsHold(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a hundred reports")
	}
	v := newVaried(5)
	for range 60 {
		rr, read, err := v.next()
		if err != nil {
			t.Fatal(err)
		}
		var rep report.Report
		var reading incident.Reading
		if err := errors.Join(json.Unmarshal(rr.Payload, &rep), json.Unmarshal(read.Payload, &reading)); err != nil {
			t.Fatal(err)
		}
		for _, p := range dossier.VerifyReading(&rep, &reading) {
			t.Error(p)
		}
	}
}
