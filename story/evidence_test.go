package story

import (
	"slices"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
	"sofar/statement"
)

// counted is an entry about a fire in a town with numbers of the dead and of others.
func counted(town string, dead, hurt, crews int64) *Entry {
	figure := func(kind statement.FigureKind, n int64) statement.Statement {
		return statement.Statement{Figure: &statement.Figure{Kind: kind, Low: n}}
	}
	at := time.Date(2031, 6, 2, 6, 0, 0, 0, time.UTC)
	r := &report.Report{ID: town, Title: "Fire in " + town, Text: "A fire broke out in " + town + ".", Published: at}
	v := &incident.Reading{Incidents: []incident.Frame{{Type: "fire", Place: []string{town}}}}
	v.Statements = []statement.Statement{figure(statement.Killed, dead), figure(statement.Injured, hurt), figure(statement.OtherFigure, crews)}
	for _, n := range []string{"Ada " + town + "er", "Union leaders", "a witness", "bus"} {
		v.Names = append(v.Names, incident.Entity{Name: n, Kind: "person", Count: 2})
	}
	return &Entry{Report: r, Reading: v, Known: at}
}

// A crowd is no person by whom events are told apart.
func TestPeopleOf(t *testing.T) {
	got := peopleOf(counted("Marlune", 9, 3, 40))
	if want := []string{incident.Spelling("Marluneer"), "witness"}; len(got) != 2 || got[0] != want[0] || slices.Contains(got, "leaders") {
		t.Errorf("the report is about %v, want %v", got, want)
	}
}

// Where both count the dead and never alike, small numbers and those of other
// things hold two towns' reports together no longer; those of one town they do.
func TestChanceFigures(t *testing.T) {
	v := newVocabulary()
	held := func(e *Entry) float64 {
		c := newCluster()
		c.add(v, featuresOf(0, counted("Marlune", 47, 3, 40), v), Member{})
		return compare(v, featuresOf(1, e, v), c).ev[evFigures]
	}
	for _, x := range []struct {
		name  string
		entry *Entry
		want  float64
	}{
		{"another town, other dead", counted("Pelovar", 52, 3, 40), 0},
		{"another town, as many dead", counted("Pelovar", 47, 3, 40), 4},
		{"the same town, other dead", counted("Marlune", 52, 3, 40), 2},
	} {
		if got := held(x.entry); got != x.want {
			t.Errorf("%s: numbers that agree count %v, want %v", x.name, got, x.want)
		}
	}
}
