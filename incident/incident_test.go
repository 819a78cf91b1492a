package incident

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/report"
	"sofar/statement"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func rep(title, text, published string) *report.Report {
	return &report.Report{ID: report.MakeID("", "Test Post", title, text), Publisher: "Test Post", Title: title, Text: text, Published: at(published)}
}

func TestMainFrame(t *testing.T) {
	cases := []struct {
		name, title, text string
		typ               string
		place             []string // must stand in the chain, in this order
		day               string   // "" where none need be read
	}{
		{
			name:  "dateline and date",
			title: "Ferry sinks off Lastova",
			text:  "LASTOVA, Croatia, May 3 (ABC) - At least nine people drowned when a ferry capsized near the village of Skrivena on Tuesday, the coast guard said.\n\nRescuers pulled 40 people from the water.",
			typ:   "ship accident", place: []string{"Croatia"}, day: "2033-05-03",
		},
		{
			name:  "crash settled by its vehicles",
			title: "Many hurt in crash",
			text:  "Two trains crashed into each other at Veldhoven in the Netherlands on Tuesday. Eleven people were injured, police said.",
			typ:   "rail accident", place: []string{"Veldhoven", "Netherlands"}, day: "2033-05-03",
		},
		{
			name:  "fire service is no fire",
			title: "Earthquake shakes coast",
			text:  "A strong earthquake struck near Oranmore in western Ireland on Monday, the fire service said. The fire brigade counted 30 damaged houses.",
			typ:   "earthquake", place: []string{"Ireland"}, day: "2033-05-02",
		},
		{
			name:  "an explosion that is denied, and another's",
			title: "Two dead in warehouse fire at Veldhoven",
			text:  "Two people died when a paint warehouse burned at Veldhoven in the Netherlands on Tuesday, the fire brigade said.\n\nNeighbours spoke of explosions, but there had been no blast before the fire. The fire has no link with the explosion at a works in Oranmore, police said.",
			typ:   "fire", place: []string{"Veldhoven", "Netherlands"}, day: "2033-05-03",
		},
		{
			name:  "a country that no gazetteer knows",
			title: "Bomb kills four in market",
			text:  "A bomb exploded in a market in Tarvik on Tuesday, killing four people, the Ostrovian government said. It was the first such attack in Ostrovia this year.",
			typ:   "bombing", place: []string{"Tarvik", "Ostrovia"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Extract(rep(c.title, c.text, "2033-05-03T12:00:00Z"))
			if len(r.Incidents) == 0 {
				t.Fatal("no incident")
			}
			f := r.Incidents[0]
			if f.Type != c.typ {
				t.Errorf("type %q, want %q", f.Type, c.typ)
			}
			k := 0
			for _, p := range f.Place {
				if k < len(c.place) && p == c.place[k] {
					k++
				}
			}
			if k != len(c.place) {
				t.Errorf("place %q, want %q in it", f.Place, c.place)
			}
			if c.day != "" && (f.Date == nil || f.Date.Start.Format(time.DateOnly) != c.day) {
				t.Errorf("date %+v, want %s", f.Date, c.day)
			}
			if r.Background {
				t.Error("read as background")
			}
		})
	}
}

func TestSeparateIncidentKeepsItsFigures(t *testing.T) {
	r := Extract(rep("Ten dead in Brenna mine blast", "Ten miners were killed on Monday when an explosion tore through a coal mine at Brenna, the mine rescue service said.\n\n"+
		"Three miners were missing, it said.\n\nIn a separate accident in the south, four people died when a bus plunged off a road near Lipowa, police said.\n\n"+
		"In 1987 an explosion in the same mine killed 31 people.", "2033-05-03T12:00:00Z"))
	var main, other, old bool
	for _, s := range r.Statements {
		f := s.Figure
		if f == nil || f.Kind != statement.Killed {
			continue
		}
		switch f.Low {
		case 10:
			main = f.Incident == 0
		case 4:
			other = f.Incident > 0 && f.Scope == statement.ScopeTotal && !r.Incidents[f.Incident].Historical && r.Incidents[f.Incident].Type == "road accident"
		case 31:
			old = f.Incident == -1 && f.Scope == statement.ScopeHistorical
		}
	}
	if !main || !other || !old {
		t.Errorf("main %v, separate %v, historical %v: %+v", main, other, old, r.Incidents)
	}
}

func TestBackground(t *testing.T) {
	r := Extract(rep("Why the mines stay deadly", "In 1987 an explosion in a mine at Brenna killed 31 people. The inquiry took two years.\n\n"+
		"In 1994 a fire in the next valley killed 12. Nobody was punished.\n\nThe old men of the valley remember both.", "2033-05-03T12:00:00Z"))
	if !r.Background {
		t.Errorf("not read as background: %+v", r.Incidents)
	}
	for _, s := range r.Statements {
		if s.Figure != nil && s.Figure.Incident >= 0 {
			t.Errorf("old figure %q bound to a current incident", s.Figure.Words)
		}
	}
}

func TestRoles(t *testing.T) {
	r := Extract(rep("Mayor killed", "Gunmen armed with rifles killed the mayor of Tarvik on Monday, police said. Two soldiers were wounded by the gunmen. "+
		"The attackers burned a bus.", "2033-05-03T12:00:00Z"))
	if len(r.Incidents) == 0 {
		t.Fatal("no incident")
	}
	f := r.Incidents[0]
	has := func(ok bool, what string) {
		t.Helper()
		if !ok {
			t.Errorf("no %s in %+v", what, f)
		}
	}
	has(slices.ContainsFunc(f.Perpetrators, func(p Perpetrator) bool { return strings.EqualFold(p.Words[0], "gunmen") && p.Role == "individual" }), "gunmen")
	has(slices.ContainsFunc(f.Victims, func(v Victim) bool {
		return len(v.Description) > 0 && strings.Contains(v.Description[0], "mayor") && v.Type == "government official" && v.Effect == "death"
	}), "dead mayor")
	has(slices.ContainsFunc(f.Victims, func(v Victim) bool {
		return v.Type == "active military" && v.Low == 2 && v.High == 2 && v.Effect == "injury"
	}), "two wounded soldiers")
	has(slices.ContainsFunc(f.Targets, func(v Target) bool { return v.Words[0] == "bus" && v.Type == "transport vehicle" }), "burned bus")
	has(slices.ContainsFunc(f.Instruments, func(i Instrument) bool { return i.Type == "rifle" }), "rifles")
}

func TestSpelling(t *testing.T) {
	same := [][2]string{{"Marlovets", "Marlovetz"}, {"Marlovets", "Marlovec"}, {"Dolchev", "Doltchev"}, {"Mutsamudu", "Moutsamoudou"}, {"Zhemirov", "Jemirov"},
		{"Valea Arișului", "Valea Arisului"}, {"Kara-Belen", "Karabelen"}, {"Karabelen", "Qarabelen"}, {"Lumej", "Lumey"}}
	for _, p := range same {
		if !SameName(p[0], p[1]) {
			t.Errorf("%s and %s are two: %q, %q", p[0], p[1], Spelling(p[0]), Spelling(p[1]))
		}
	}
	for _, p := range [][2]string{{"Brenna", "Vienna"}, {"Lima", "Lome"}, {"Dolna", "Gorna"}, {"", ""}} {
		if SameName(p[0], p[1]) {
			t.Errorf("%s and %s are one", p[0], p[1])
		}
	}
}

func TestWriteJSONOffsetsAreCodePoints(t *testing.T) {
	r := rep("Überfall", "In Nová Ves an explosion killed “at least 12 people” on Monday, the mayor said.", "2033-05-03T12:00:00Z")
	reading := Extract(r)
	var b bytes.Buffer
	if err := WriteJSON(&b, r, &reading); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Text    string
		Figures []struct {
			Words string
			Span  [2]int
			High  *int
		}
		Incidents []struct{ Spans [][2]int }
	}
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Figures) == 0 || len(out.Incidents) == 0 {
		t.Fatalf("nothing written: %s", b.String())
	}
	runes := []rune(out.Text)
	for _, f := range out.Figures {
		if got := string(runes[f.Span[0]:f.Span[1]]); got != f.Words {
			t.Errorf("span gives %q, words are %q", got, f.Words)
		}
	}
	if strings.Count(b.String(), "\n") != 1 {
		t.Error("not one line")
	}
}

func TestWriteNotRead(t *testing.T) {
	var b bytes.Buffer
	if err := WriteNotRead(&b, report.NotRead{Name: "r07", Reason: "not English"}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "{\"id\":\"r07\",\"not_read\":\"not English\"}\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Whatever the text, a reading keeps its promises: spans inside the text, at
// most 64 terms in order, figures bound to frames that exist and are current.
func FuzzExtract(f *testing.F) {
	f.Add("Bomb kills four", "A bomb exploded in Tarvik on Monday, killing four people.")
	f.Add("", "SAN LUIS, 3 JAN 90 -- [TEXT] TERRORISTS KILLED THE MAYOR IN SAN LUIS CITY.")
	f.Add("x", "“")
	f.Add("x", "KAMENO, Bulgaria, Feb 9 (BPB) - \xff\xfe In a separate accident, 4 died.")
	f.Fuzz(func(t *testing.T, title, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		r := rep(title, text, "2033-05-03T12:00:00Z")
		got := Extract(r)
		if len(got.Terms) > maxTerms || !slices.IsSortedFunc(got.Terms, func(a, b Term) int { return strings.Compare(a.Stem, b.Stem) }) {
			t.Errorf("terms: %v", got.Terms)
		}
		for _, fr := range got.Incidents {
			for _, s := range fr.Spans {
				if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
					t.Errorf("span %v outside the text of %d bytes", s, len(text))
				}
			}
			if fr.Type == "" || fr.Stage == "" || fr.Rule == "" {
				t.Errorf("incomplete frame %+v", fr)
			}
		}
		for _, s := range got.Statements {
			if s.Figure != nil && s.Figure.Incident >= 0 && (s.Figure.Incident >= len(got.Incidents) || got.Incidents[s.Figure.Incident].Historical) {
				t.Errorf("figure bound to frame %d of %d", s.Figure.Incident, len(got.Incidents))
			}
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, r, &got); err != nil || !json.Valid(b.Bytes()) {
			t.Errorf("json: %v", err)
		}
	})
}
