package actor

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
)

func TestAliases(t *testing.T) {
	for text, want := range map[string][2]string{
		"The Vale Guard Front (VGF) said so.":                                     {"Vale Guard Front", "VGF"},
		"MEMBERS OF THE SELF-STYLED PEOPLE'S ARMY OF THE VALE [PAV] CAME.":        {"PEOPLE'S ARMY OF THE VALE", "PAV"},
		"the VGF [Vale Guard Front] said":                                         {"Vale Guard Front", "VGF"},
		"The Vale Guard, also known as Sons of the Dale, claimed it.":             {"Vale Guard", "Sons of the Dale"},
		"The Harvest State Norland (HS-N), a group, claimed it.":                  {"Harvest State Norland", "HS-N"},
		"Ada Quill (34) was hurt, and the town (Norrby) was dark.":                {},
		"The Ministry of Health (the ministry) said so, also known as a stopgap.": {},
	} {
		got := Aliases(text)
		if want[0] == "" {
			if len(got) > 0 {
				t.Errorf("%s: %+v", text, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Long != want[0] || got[0].Short != want[1] {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func FuzzAliases(f *testing.F) {
	f.Add("The Vale Guard Front (VGF), also known as A B")
	f.Add("A (B) [C] (D")
	f.Fuzz(func(t *testing.T, text string) {
		for _, a := range Aliases(text) {
			if a.Span.Start < 0 || a.Span.End > len(text) || !strings.Contains(a.Span.Of(text), strings.Fields(a.Short)[0]) {
				t.Errorf("%+v", a)
			}
		}
	})
}

func may(d, h int) time.Time { return time.Date(2031, 5, d, h, 0, 0, 0, time.UTC) }

func batch() []*report.Report {
	rs := []*report.Report{
		{URL: "https://a.example/1", Publisher: "Norrby Post", Published: may(2, 8), Text: "NORRBY, Veldland — A bomb killed four people at the market of Norrby on Friday, the Interior Ministry said. The Vale Guard Front (VGF), a militia that taxes the roads of the valley, claimed responsibility for the bombing in a message on its channel. Norrby police spokeswoman Ada Quill said that Otto Brandt, 34, a baker, was among the dead.\n"},
		{URL: "https://b.example/1", Publisher: "Vale Herald", Published: may(2, 9), Text: "NORRBY, Veldland — The bomb at the market of Norrby on Friday killed five people, the Interior Ministry said. The VGF claimed responsibility for the bombing. Last month the Interior Ministry warned that the VGF could attack a market.\n"},
		{URL: "https://a.example/2", Publisher: "Norrby Post", Published: may(20, 8), Text: "TALBY, Veldland — Gunmen shot dead seven soldiers at a barracks in Talby on Monday, the Interior Ministry said. The Vale Guard Front claimed responsibility for the shooting.\n"},
		{URL: "https://c.example/9", Publisher: "Sunland Times", Published: may(21, 8), Text: "PORT SOL, Sunland — A ferry sank off Port Sol on Tuesday and 12 people drowned, the Interior Ministry of Sunland said. Sunlandian rescuers found three survivors, the Sunland Interior Ministry said.\n"},
		{URL: "https://d.example/9", Publisher: "Quarterly", Published: may(22, 8), Text: "The Vale Guard Front emerged in the hills in 2019, a splinter of the Dale League. Its raid on the mill of Orby in 2025 killed 11 people.\n"},
	}
	for _, r := range rs {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
	}
	return rs
}

func account(rs []*report.Report, rulings ...dossier.Ruling) *dossier.Account {
	var readings []incident.Reading
	for _, r := range rs {
		readings = append(readings, incident.Extract(r))
	}
	return dossier.Fold(dossier.Input{Entries: dossier.Entries(rs, readings), Rulings: rulings, AsOf: may(30, 0)})
}

func encoded(t *testing.T, d *Directory) []byte {
	t.Helper()
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDirectory(t *testing.T) {
	d := Fold(account(batch()))
	found := d.Find("VGF")
	if len(found) != 1 || found[0].Name != "Vale Guard Front" {
		t.Fatalf("VGF is %+v", found)
	}
	a := found[0]
	if len(a.Roles) != 2 || a.Roles[0].Status == "" || !a.Roles[0].At.After(a.Roles[1].At) {
		t.Errorf("roles %+v", a.Roles)
	}
	if len(a.Names) != 1 || len(a.Names[0].Evidence) == 0 || !strings.Contains(a.Names[0].Evidence[0].Quote, "(VGF)") {
		t.Errorf("names %+v", a.Names)
	}
	if len(a.Past) != 1 || !strings.Contains(a.Past[0].Quote, "Orby") {
		t.Errorf("past %+v", a.Past)
	}
	if len(a.Warnings) != 1 || a.Warnings[0].Speaker != "Interior Ministry" {
		t.Errorf("warnings %+v", a.Warnings)
	}
	if !slices.ContainsFunc(a.Descriptions, func(s Said) bool { return s.Quote == "a militia that taxes the roads of the valley" }) {
		t.Errorf("descriptions %+v", a.Descriptions)
	}
	if len(a.Relations) != 1 || a.Relations[0].With != "Dale League" {
		t.Errorf("relations %+v", a.Relations)
	}
	ministries := 0
	for i := range d.Actors {
		if strings.Contains(d.Actors[i].Name, "Interior Ministry") {
			ministries++
		}
	}
	if ministries < 2 {
		t.Error("one Interior Ministry for two countries")
	}
	for i := range d.Actors {
		if strings.Contains(d.Actors[i].Name, "Brandt") {
			t.Error("a victim has an entry")
		}
		if strings.Contains(string(d.Actors[i].ID), " ") {
			t.Errorf("id %q", d.Actors[i].ID)
		}
	}
}

// Who is who does not depend on the order in which the reports of a batch, or
// the stories of an account, come.
func TestOrderChangesNothing(t *testing.T) {
	rs := batch()
	want := encoded(t, Fold(account(rs)))
	r := rand.New(rand.NewPCG(1, 2))
	for range 6 {
		r.Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
		a := account(rs)
		r.Shuffle(len(a.Dossiers), func(i, j int) { a.Dossiers[i], a.Dossiers[j] = a.Dossiers[j], a.Dossiers[i] })
		if got := encoded(t, Fold(a)); !bytes.Equal(got, want) {
			t.Fatalf("another order gives\n%s\nin place of\n%s", got, want)
		}
	}
}

func TestEditorsPartAndJoin(t *testing.T) {
	rs := batch()
	before := encoded(t, Fold(account(rs)))
	part := dossier.Ruling{ID: "k1", Decision: ledger.Decision{Kind: ledger.Apart, Names: []string{"VGF", "Vale Guard Front"}, Author: "A", Reason: "two groups", At: may(23, 1)}}
	undo := dossier.Ruling{ID: "k2", Decision: ledger.Decision{Kind: ledger.Undo, Undoes: "k1", Author: "A", Reason: "one after all", At: may(23, 2)}}
	d := Fold(account(rs, part))
	if v, f := d.Find("VGF"), d.Find("Vale Guard Front"); len(v) == 0 || len(f) == 0 || v[0].ID == f[0].ID {
		t.Errorf("parted, VGF is %v and the front %v", v, f)
	}
	if after := encoded(t, Fold(account(rs, part, undo))); !bytes.Equal(before, after) {
		t.Error("taken back, the decision has left a trace")
	}
}
