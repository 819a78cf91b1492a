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

func TestWideEvent(t *testing.T) {
	for _, c := range []struct {
		s    scene
		want string
	}{
		{scene{typ: "earthquake", country: "lethania"}, "earthquake in lethania"},
		{scene{typ: "protest violence", country: "lethania"}, "protest violence in lethania"},
		{scene{typ: "shooting", country: "lethania"}, ""},
		{scene{typ: "earthquake"}, ""},
	} {
		if got := wideEvent(&features{scenes: []scene{c.s}}); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
}

func TestOtherNature(t *testing.T) {
	var crash counter
	crash.add("road accident")
	if otherNature("shooting", &crash) {
		t.Error("one report's type is enough")
	}
	crash.add("road accident")
	if !otherNature("shooting", &crash) || otherNature("attack", &crash) || otherNature("road accident", &crash) {
		t.Error("shootings, and these alone, are of another nature than a crash")
	}
	crash.add("shooting")
	if otherNature("shooting", &crash) {
		t.Error("a story with one of its own is no other")
	}
}
