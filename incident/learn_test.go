package incident

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

const wireText = "LIMA, 12 MAY 91 (EFE) -- [TEXT] GUERRILLAS OF THE RED STAR FRONT KIDNAPPED BUSINESSMAN PABLO ORTEGA IN LIMA ON 10 MAY, POLICE REPORTED TODAY.\n\n" +
	"A BOMB EXPLODED YESTERDAY AT A BANK IN AREQUIPA. THE EXPLOSION CAUSED SERIOUS DAMAGE TO THE BUILDING AND WOUNDED TWO EMPLOYEES."

func TestWireTellsTwoIncidents(t *testing.T) {
	r := Extract(&report.Report{ID: "w1", Text: wireText})
	var kidnapping, bombing *Frame
	for i := range r.Incidents {
		switch f := &r.Incidents[i]; f.Type {
		case "kidnapping":
			kidnapping = f
		case "bombing":
			bombing = f
		}
	}
	if kidnapping == nil || bombing == nil {
		t.Fatalf("want a kidnapping and a bombing: %+v", r.Incidents)
	}
	if !slices.ContainsFunc(kidnapping.Victims, func(v Victim) bool { return slices.Contains(v.Name, "PABLO ORTEGA") }) {
		t.Errorf("victims of the kidnapping: %+v", kidnapping.Victims)
	}
	if !slices.ContainsFunc(kidnapping.Perpetrators, func(p Perpetrator) bool { return strings.Contains(p.Words[0], "GUERRILLAS") && p.Role == "individual" }) {
		t.Errorf("perpetrators of the kidnapping: %+v", kidnapping.Perpetrators)
	}
	if !slices.ContainsFunc(bombing.Targets, func(x Target) bool { return x.Effect == "some damage" }) {
		t.Errorf("targets of the bombing: %+v", bombing.Targets)
	}
	if d := kidnapping.Date; d == nil || d.Start.Format("2006-01-02") != "1991-05-10" {
		t.Errorf("day of the kidnapping: %+v, want the day of the act, not of the report", d)
	}
	if got := kidnapping.Country; got != "PERU" {
		t.Errorf("country %q", got)
	}
}

func TestWireWithoutAttackTellsNone(t *testing.T) {
	r := Extract(&report.Report{ID: "w2", Text: "QUITO, 3 JUN 91 (EFE) -- [TEXT] THE ECONOMY MINISTER SAID TODAY THAT THE FIGHT AGAINST INFLATION WILL NOT KILL GROWTH. " +
		"HE ADDED THAT EXPORTS OF BANANAS AND OIL ROSE LAST YEAR AND THAT TALKS WITH THE BANKS ON THE FOREIGN DEBT GO ON."})
	for _, f := range r.Incidents {
		if !f.Historical {
			t.Errorf("an incident out of nothing: %+v", f)
		}
	}
}

// keyed gives invented reports with their keys.
func keyed() []Keyed {
	var out []Keyed
	for i, town := range []string{"ARICA", "TACNA", "PUNO", "CUZCO", "PIURA", "ICA", "TRUJILLO", "LORETO"} {
		text := fmt.Sprintf("%s, %d MAY 91 (EFE) -- [TEXT] THE PORT WAS OPENED AGAIN TODAY. TRADE GREW AND THE MAYOR WAS GLAD THAT NOBODY WAS KILLED IN THE STORM.", town, i+1)
		k := Keyed{Report: &report.Report{ID: town, Text: text}}
		if i%2 == 0 {
			k.Report.Text = fmt.Sprintf("%s, %d MAY 91 (EFE) -- [TEXT] GUERRILLAS ATTACKED THE BUS STATION TODAY AND KILLED TWO PEASANTS.", town, i+1)
			k.Key = []KeyIncident{{Type: "attack", Stage: "accomplished", Category: "terrorist act",
				Individuals: []KeyFiller{{Names: []string{"GUERRILLAS"}}}, Things: []KeyFiller{{Names: []string{"BUS STATION"}, Value: "transportation facility"}},
				Humans: []KeyFiller{{Names: []string{"PEASANTS"}, Value: "civilian", Effect: "death"}}}}
		}
		out = append(out, k)
	}
	return out
}

func TestLearn(t *testing.T) {
	o := LearnOptions{Epochs: 20, Rate: 0.3, Decay: 0.001, Prune: 2}
	file, err := Learn(keyed(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Learn(keyed(), o)
	if err != nil || !bytes.Equal(file, again) {
		t.Fatal("the same reports and options gave another file")
	}
	m, err := decodeLinear(file)
	if err != nil {
		t.Fatal(err)
	}
	rep := &report.Report{ID: "new", Text: "CALLAO, 9 MAY 91 (EFE) -- [TEXT] GUERRILLAS ATTACKED THE BUS STATION TODAY AND KILLED TWO PEASANTS."}
	doc := language.Analyze(rep.Text, Written(rep))
	v := newView(rep, doc, statement.Read(doc, rep))
	parts := make(map[string]int)
	for _, c := range v.allCandidates(m) {
		parts[c.text] = c.part
	}
	for text, want := range map[string]int{"GUERRILLAS": partIndividual, "PEASANTS": partHuman, "BUS STATION": partThing} {
		if parts[text] != want {
			t.Errorf("%s plays part %d, want %d", text, parts[text], want)
		}
	}
	if _, err := Learn(nil, o); err == nil {
		t.Error("no error for nothing to learn from")
	}
}

func TestBrokenWeights(t *testing.T) {
	for _, b := range [][]byte{nil, weightsFile[:10], weightsFile[:len(weightsFile)/2], append([]byte("x"), weightsFile...)} {
		if _, err := decodeLinear(b); err == nil {
			t.Errorf("%d bytes of a broken file were read", len(b))
		}
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		cand, key string
		want      bool
	}{
		{"MEMBERS OF THE RED FRONT", "MEMBERS", true},
		{"TWO PEASANTS", "PEASANT", true},
		{"POLICE STATION", "BUS STATION", false},
		{"STATION CHIEF", "STATION", false},
	} {
		if got := matches(keyWords(c.cand), keyWords(c.key)); got != c.want {
			t.Errorf("matches(%q, %q) = %v", c.cand, c.key, got)
		}
	}
}
