package explain

import (
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
)

func TestMask(t *testing.T) {
	r := &report.Report{URL: "https://a.example/2031/otto-brandt-dies", Publisher: "Norrby Post", Title: "Otto Brandt, Bo Li die in Norrby", Published: time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC),
		Text: "NORRBY, Veldland — A bomb killed Otto Brandt, 34, and Bo Li, 29, at the market of Norrby on Friday, the Interior Ministry said. Brandt's brother said Otto had gone to buy brandt apples. Police chief Rune Vik said that two men were held.\n"}
	r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
	reading := incident.Extract(r)
	a := dossier.Fold(dossier.Input{Entries: dossier.Entries([]*report.Report{r}, []incident.Reading{reading})})
	shown, o := Hide(a, Options{HideNames: true})
	got := shown.Reports[r.ID]
	if len(got.Text) != len(r.Text) {
		t.Errorf("the text has %d bytes, had %d: offsets are wrong", len(got.Text), len(r.Text))
	}
	if want := "[name], [name] die in Norrby"; got.Title != want || got.URL != "https://a.example/" {
		t.Errorf("title %q, address %q", got.Title, got.URL)
	}
	if text := strings.Join(strings.Fields(got.Text), " "); !strings.Contains(text, "killed [name], 34, and [---], 29,") || !strings.Contains(text, "[name]'s brother said [--] had gone to buy brandt apples") || !strings.Contains(text, "Rune Vik said") {
		t.Errorf("the text reads %q", text)
	}
	if r.Title != "Otto Brandt, Bo Li die in Norrby" || a.Reports[r.ID] != r {
		t.Error("hiding changed the account itself")
	}
	m := MaskOf(a)
	for query, want := range map[string]bool{"Brandt": true, "brand*": true, "OTTO": true, "brandts": true, "Vik": false, "market": false, "the": false} {
		if m.Names(query) != want {
			t.Errorf("a search for %q asks for a name: %v", query, !want)
		}
	}
	if p := Compose(&shown.Dossiers[0], o); len(p.Sentences) == 0 || IsMasked(p.Sentences[0].Text) {
		t.Errorf("sentences: %+v", p.Sentences)
	}
	for n := range 12 {
		if f := filler(n, true); len(f) != n || n > 1 && !IsMasked(f) {
			t.Errorf("%d bytes are filled with %q", n, f)
		}
	}
}
