package story

import (
	"testing"

	"sofar/report"
)

func TestStormOf(t *testing.T) {
	for _, c := range []struct{ title, text, want string }{
		{"Typhoon Marvessa nears the coast", "Residents left as Typhoon Marvessa came closer.", "marvessa"},
		{"Three dead as storm hits", "The storm killed three in Odrin. Hurricane season has begun.", ""},
		{"", "HURRICANE QUELLO WARNING. Last year's Hurricane Brenko was weaker than Quello, Hurricane Quello’s eye is wider.", "quello"},
		{"Fire at a mill", "A fire burnt down the mill of Talsk.", ""},
	} {
		if got := stormOf(&Entry{Report: &report.Report{Title: c.title, Text: c.text}}); got != c.want {
			t.Errorf("stormOf(%q, %q) = %q, want %q", c.title, c.text, got, c.want)
		}
	}
}
