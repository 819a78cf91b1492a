package statement

import (
	"fmt"
	"testing"
	"time"

	"sofar/language"
	"sofar/report"
)

// TestAnswersTold: answers that no verb of speech with a clause tells.
func TestAnswersTold(t *testing.T) {
	const before = "The army said on Monday that rebels had burned 12 lorries. "
	for _, c := range []struct{ text, stance, speaker string }{
		{"Velda Radio could not independently verify either account.", "cannot confirm", "Velda Radio"},
		{"The mayor’s office would neither confirm nor deny this.", "no comment", "mayor’s office"},
		{"Harbour Lines, which runs four ferries, would not discuss the cargo.", "no comment", "Harbour Lines"},
		{"The Tamar Front could not be reached.", "no comment", "Tamar Front"},
		{"Harbour Lines withdrew its account of the fire.", "retracts", "Harbour Lines"},
		{"Harbour Radio, which told of a second blast, has taken the story back.", "retracts", "Harbour Radio"},
		{"The Harbour Authority stood by its data.", "rejects", "Harbour Authority"},
		{"There was no immediate comment from Harbour Lines.", "no comment", "Harbour Lines"},
		{"We have no count of our own.", "cannot confirm", "Velda Post"},
		{"The officers stood by the gate.", "", ""},
	} {
		rep := &report.Report{ID: "r1", Text: before + "\n\n" + c.text, Publisher: "Velda Post"}
		doc := language.Analyze(rep.Text, time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC))
		got := ""
		for _, s := range Read(doc, rep).Statements {
			if s.Span.Start >= len(before) && answering(s.Stance) {
				got = fmt.Sprintf("%s %s", s.Speaker.Name, s.Stance)
			}
		}
		want := ""
		if c.stance != "" {
			want = c.speaker + " " + c.stance
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", c.text, got, want)
		}
	}
}

// TestExplanationIsNoCount: how a count came to be wrong is no count.
func TestExplanationIsNoCount(t *testing.T) {
	rep := &report.Report{ID: "r1", Publisher: "Velda Post", Text: "The Health Ministry lowered the number of injured to 40, since two people had been treated under different names."}
	doc := language.Analyze(rep.Text, time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC))
	for _, s := range Read(doc, rep).Statements {
		if s.Figure != nil && s.Figure.Low == 2 {
			t.Errorf("read as a count: %+v", s)
		}
		if s.Figure == nil && s.Stance != Corrects {
			t.Errorf("the explanation: %+v", s)
		}
	}
}

// TestDatelineIsNoStatement: what a wire says begins behind its dateline.
func TestDatelineIsNoStatement(t *testing.T) {
	rep := &report.Report{ID: "r1", Publisher: "Northern Press", Text: "VELDA, Orvania, May 3 (NPA) - Six people died in a fire on Monday, police said."}
	doc := language.Analyze(rep.Text, time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC))
	for _, s := range Read(doc, rep).Statements {
		if q := s.Span.Of(rep.Text); q[0] != 'S' && s.Figure != nil {
			t.Errorf("begins in the dateline: %q", q)
		}
	}
}
