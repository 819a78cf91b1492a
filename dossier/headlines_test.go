package dossier_test

import (
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// TestHeadlines folds reports of one shooting: a title's count stands while no
// text has one, and is gone when a text has.
func TestHeadlines(t *testing.T) {
	at := time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC)
	titled := report.Report{Name: "a", Publisher: "Odrin Post", Title: "Three dead in Odrin market shooting", Published: at,
		Text: "The market hall in Odrin stayed closed after the shooting on Friday. Police have taped off Tanner Street in Odrin."}
	again := titled
	again.Name, again.Publisher, again.Published = "b", "Talsk Mail", at.Add(time.Minute)
	told := report.Report{Name: "c", Publisher: "Channel 4", Title: "Odrin mourns", Published: at.Add(time.Hour),
		Text: "The market hall in Odrin stayed closed after the shooting on Friday. Four people were killed there, Odrin police said. Police have taped off Tanner Street in Odrin."}
	tests := []struct {
		name    string
		reports []report.Report
		best    int64
		origins int
		title   bool
	}{
		{"title alone", []report.Report{titled}, 3, 1, true},
		{"its copy", []report.Report{titled, again}, 3, 1, true},
		{"a text counts", []report.Report{titled, told}, 4, 1, false},
	}
	for _, c := range tests {
		var in dossier.Input
		for i := range c.reports {
			r := c.reports[i]
			r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
			reading := incident.Extract(&r)
			in.Entries = append(in.Entries, story.Entry{Report: &r, Reading: &reading, Known: r.Published, Seq: i})
		}
		a := dossier.Fold(in)
		if len(a.Dossiers) != 1 || len(a.Dossiers[0].Figures) == 0 {
			t.Fatalf("%s: %d stories", c.name, len(a.Dossiers))
		}
		d := &a.Dossiers[0]
		f, star := d.Figures[0], d.ByID()[d.Figures[0].BestID]
		if f.Kind != statement.Killed || f.Best != c.best || f.Origins != c.origins || star == nil || (star.Figure.Headline != "") != c.title {
			t.Errorf("%s: %+v of %+v", c.name, f, star)
		}
		if problems := dossier.Verify(a); len(problems) > 0 {
			t.Errorf("%s: %v", c.name, problems)
		}
	}
}
