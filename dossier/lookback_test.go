package dossier

import (
	"fmt"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// TestLooksBack: what a report tells of earlier counts corrects nothing.
func TestLooksBack(t *testing.T) {
	var in Input
	for i, text := range []string{
		"NORRBY, Veldland - A bus fell into a gorge near Norrby on Friday and 16 people were killed, Norrby police said.",
		"NORRBY, Veldland - The mayor of Norrby, Ada Quill, said on Friday that 28 people were killed when a bus fell into a gorge near Norrby. Norrby police had counted 16 dead.",
		"NORRBY, Veldland - Norrby police said on Saturday that 47 people were killed when a bus fell into a gorge near Norrby.",
		"NORRBY, Veldland - Norrby police lowered the death toll of the bus that fell into a gorge near Norrby to 43 on Sunday, saying that four bodies had been entered twice. The mayor also said that 43 people were killed. The mayor, who on Friday had said that 28 people were killed when the police said that 16 people were killed, stood beside the inspector.",
	} {
		r := &report.Report{Name: fmt.Sprint(i), URL: fmt.Sprintf("https://post.example/%d", i), Publisher: "Norrby Post", Title: "Bus in gorge", Text: text, Published: time.Date(2031, 5, 2, 10, 0, 0, 0, time.UTC).Add(time.Duration(i) * 12 * time.Hour)}
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(r)
		in.Entries = append(in.Entries, story.Entry{Report: r, Reading: &reading, Known: r.Published, Seq: i})
	}
	d := &Fold(in).Dossiers[0]
	f := d.Figures[0]
	last := f.History[len(f.History)-1]
	for _, s := range d.Statements {
		if s.Figure != nil {
			t.Logf("%s %d %s %s %s rep %q used %s", s.Report[:4], s.Figure.Low, s.Figure.Kind, s.Speaker.Name, s.Figure.Scope, s.RepeatOf, s.Used)
		}
	}
	if f.Best != 43 || f.Low != 43 || last.Best != 43 || last.Change != "correction" {
		t.Errorf("killed %d–%d–%d, last step %+v", f.Low, f.Best, f.High, last)
	}
}
