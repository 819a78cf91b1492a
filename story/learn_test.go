package story

import (
	"fmt"
	"math"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
)

// TestFit: evidence that goes with right choices gets a positive weight, and
// evidence of wrong ones a negative one; the fit is that of the closed form.
func TestFit(t *testing.T) {
	var all []choice
	for i := range 100 {
		c := choice{right: i < 75, weight: 1}
		c.ev[evBias] = 1
		if i < 60 || i >= 95 {
			c.ev[evSameDate] = 1
		}
		all = append(all, c)
	}
	w := fit(all)
	if w[evSameDate] <= 0 || w[evCosine] != 0 {
		t.Errorf("weights %v", w[:4])
	}
	var bias []choice
	for i := range 4000 {
		c := choice{right: i%4 != 0, weight: 1}
		c.ev[evBias] = 1
		bias = append(bias, c)
	}
	if got := fit(bias)[evBias]; math.Abs(got-math.Log(3)) > 0.01 {
		t.Errorf("the bias of three in four is %v, want ln 3", got)
	}
	for i, n := range evidenceNames {
		if n == "" {
			t.Errorf("evidence %d has no name", i)
		}
	}
}

// TestLearn: choices are those that grouping would have had.
func TestLearn(t *testing.T) {
	var set Grouped
	at := time.Date(2031, 5, 2, 9, 0, 0, 0, time.UTC)
	for i, town := range []string{"Ilmar", "Sornau", "Ilmar", "Sornau", "Ilmar"} {
		r := &report.Report{Name: fmt.Sprint(i), Publisher: fmt.Sprintf("Outlet %d", i), Published: at, Text: fmt.Sprintf("A bomb killed %d people in the market of %s on Friday, police in %s said. Witness number %d spoke of smoke above the %s bridge.", 10+i, town, town, i, town)}
		r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
		reading := incident.Extract(r)
		set.Entries = append(set.Entries, Entry{Report: r, Reading: &reading, Known: at.Add(time.Duration(i) * time.Minute), Seq: i})
		set.Events = append(set.Events, town)
	}
	set.Weight = 1
	weights, choices, missed := Learn([]Grouped{set})
	if choices < 4 || missed != 0 || len(weights) != int(evidences) {
		t.Errorf("%d choices, %d missed, %d weights", choices, missed, len(weights))
	}
	for _, w := range weights {
		if math.IsNaN(w.Fitted) || math.IsInf(w.Fitted, 0) {
			t.Errorf("%s: %v", w.Name, w.Fitted)
		}
	}
}
