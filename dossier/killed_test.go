package dossier

import (
	"strings"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// TestKilledWire: a wire that its agency kills no longer counts, nor does the
// paper that printed it; before the kill both did, a new version counts again,
// and the story says so.
func TestKilledWire(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2031, 5, 2, h, 0, 0, 0, time.UTC) }
	wire := "PORT ILMAR, May 2 (BPB) - A bomb killed 41 people in the fish market of Port Ilmar on Friday, the fire service said. Rescuers searched the stalls by the harbour wall until nightfall, and the market hall was closed."
	var in Input
	add := func(h int, name, outlet, url, text string) {
		r := &report.Report{Name: name, URL: url, Publisher: outlet, Title: "Bomb in Port Ilmar market", Published: at(h), Text: text}
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(r)
		in.Entries = append(in.Entries, story.Entry{Report: r, Reading: &reading, Known: r.Published, Seq: len(in.Entries)})
	}
	add(9, "own", "Ilmar Herald", "https://herald.example/1", "At least 14 people were killed when a bomb exploded in the fish market of Port Ilmar on Friday, police said. Streets around the harbour were sealed off.")
	add(10, "wire", "BPB", "urn:newsml:bpb.example:1", wire)
	add(11, "print", "Evening Post", "https://post.example/7", wire)
	in.NotRead = []report.NotRead{{Name: "kill", URL: "urn:newsml:bpb.example:1", Status: "canceled", At: at(12), Reason: "was killed by its publisher"}}
	killedAt := func(asOf time.Time) *Dossier {
		in.AsOf = asOf
		a := Fold(in)
		if len(a.Dossiers) != 1 {
			t.Fatalf("%d stories", len(a.Dossiers))
		}
		return &a.Dossiers[0]
	}
	if d := killedAt(at(11)); len(d.Members) != 3 || d.Figures[0].High < 41 {
		t.Errorf("before the kill: %d reports, killed %+v", len(d.Members), d.Figures[0])
	}
	d := killedAt(at(13))
	if len(d.Members) != 1 || d.Figures[0].Best != 14 || d.Figures[0].High >= 41 {
		t.Errorf("after the kill: %d reports, killed %+v", len(d.Members), d.Figures[0])
	}
	var told []string
	for _, c := range d.Changes {
		if c.Kind == "retraction" {
			told = append(told, c.Text)
		}
	}
	if len(told) != 2 || !strings.HasPrefix(told[0], "BPB withdrew its report") || !strings.Contains(told[1], "Evening Post no longer counts") {
		t.Errorf("told %q", told)
	}
	add(14, "again", "BPB", "urn:newsml:bpb.example:1", strings.Replace(wire, "41", "14", 1))
	if d := killedAt(at(15)); len(d.Members) != 2 {
		t.Errorf("after the new version: %d reports", len(d.Members))
	}
}
