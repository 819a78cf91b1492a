package explain

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"sofar/actor"
	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
)

// vale is an account of two stories with one armed group, a victim who is named
// in the first, and a profile that names him again.
func vale(t *testing.T) *dossier.Account {
	t.Helper()
	may := func(d int) time.Time { return time.Date(2031, 5, d, 8, 0, 0, 0, time.UTC) }
	rs := []*report.Report{
		{URL: "https://a.example/1", Publisher: "Norrby Post", Published: may(2), Title: "Baker Brandt among four dead in Norrby", Text: "NORRBY, Veldland — A bomb killed four people at the market of Norrby on Friday, the Interior Ministry said. The Vale Guard Front (VGF), a militia that taxes the roads of the valley and that Brandt had defied, claimed responsibility for the bombing in a message on its channel. Norrby police spokeswoman Ada Quill said that Otto Brandt, 34, a baker, was among the dead. The Interior Ministry blamed the Vale Guard Front for the killing of Brandt.\n"},
		{URL: "https://a.example/2", Publisher: "Norrby Post", Published: may(20), Text: "TALBY, Veldland — Gunmen shot dead seven soldiers at a barracks in Talby on Tuesday, the Interior Ministry said. The Vale Guard Front claimed responsibility for the shooting.\n"},
		{URL: "https://d.example/9", Publisher: "Quarterly", Published: may(22), Text: "The Vale Guard Front emerged in the hills in 2019, a splinter of the Dale League. Its raid on the mill of Orby in 2025, which Otto Brandt lived to tell of, killed 11 people.\n"},
	}
	var readings []incident.Reading
	for _, r := range rs {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		readings = append(readings, incident.Extract(r))
	}
	a := dossier.Fold(dossier.Input{Entries: dossier.Entries(rs, readings), AsOf: may(30)})
	for i := range a.Dossiers {
		if d := &a.Dossiers[i]; d.Reports[rs[0].ID] != nil {
			d.Incident.Victims = []incident.Victim{{Name: []string{"Otto Brandt"}}}
		}
	}
	return a
}

// Under HideNames neither who is who nor a page of any story prints a victim's
// name, also where another story or a report of none tells it.
func TestHiddenNamesOverStories(t *testing.T) {
	all := func(o Options, a *dossier.Account) string {
		var b bytes.Buffer
		for i := range o.Who.Actors {
			if err := actor.Text(&b, &o.Who.Actors[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := json.NewEncoder(&b).Encode(o.Who.Actors); err != nil {
			t.Fatal(err)
		}
		for i := range a.Dossiers {
			if err := json.NewEncoder(&b).Encode(Compose(&a.Dossiers[i], o).Sentences); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	a := vale(t)
	open, hidden := Over(a, Options{}), Over(a, Options{HideNames: true})
	before := all(open, a)
	for _, words := range []string{"Otto Brandt lived to tell", "Brandt had defied", "Baker Brandt"} {
		if !strings.Contains(before, words) {
			t.Errorf("without the option %q is not told: the test proves nothing", words)
		}
	}
	text := all(hidden, a)
	if i := strings.Index(text, "Brandt"); i >= 0 {
		t.Errorf("a hidden name is told: …%s…", text[max(0, i-200):min(len(text), i+100)])
	}
	if !strings.Contains(text, "emerged in the hills") || len(hidden.Who.Find("VGF")) != 1 || hidden.Who.In(a.Dossiers[0].ID, "Vale Guard Front") == "" {
		t.Error("what names nobody is left out as well")
	}
	if all(open, a) != before {
		t.Error("hiding changed the directory itself")
	}
}

// A surname alone is anybody's where no report tells whose it is.
func TestSurnameAlone(t *testing.T) {
	a := vale(t)
	o := Over(a, Options{HideNames: true})
	for text, want := range map[string]bool{"Otto Brandt’s bakery": true, "OTTO BRANDT": true, "the Brandt Bridge": false, "Ottoline Brandt": false} {
		if got := o.Hides("", "", text); got != want {
			t.Errorf("%q is hidden: %v", text, got)
		}
	}
}
