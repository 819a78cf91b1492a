package dossier

import (
	"testing"

	"sofar/incident"
	"sofar/statement"
)

// TestOwners: what a report prints of whose body it is.
func TestOwners(t *testing.T) {
	w := &work{d: &Dossier{Incident: incident.Frame{Place: []string{"Norre", "Kastlund"}}}, named: &outlets{names: []string{"Norre Post", "Marrow Prefecture"}}}
	kinds := map[string]int{"veldland": 2, "kastlund": 5}
	text := "Veldland's National Rescue Council and Kastlund's National Health Council said so in Marrow."
	for body, want := range map[string]string{"National Rescue Council": "Veldland National Rescue Council", "National Health Council": "", "National Water Council": ""} {
		if got := w.foreignBody(text, body, kinds); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
	if got := w.named.publishing(text, "Prefecture"); got != "Marrow Prefecture" {
		t.Errorf("the prefecture that publishes: %q", got)
	}
	if got := w.named.publishing("Nothing of it.", "Prefecture"); got != "" {
		t.Errorf("a prefecture elsewhere: %q", got)
	}
	if m := attachedTo.FindStringSubmatch("The Prosecutor’s Office attached to the Norre District Court said so."); m == nil || m[1] != "Norre" {
		t.Errorf("office at a court: %q", m)
	}
}

// TestIntroduced: a bare word takes the kind with which the report brings it in,
// unless it brings in two.
func TestIntroduced(t *testing.T) {
	for text, want := range map[string]string{
		"A government commission has been formed. The commission met.": "government commission",
		"A state commission and a government commission met.":          "",
		"The commission met.": "",
	} {
		if got := introduced(text, "commission"); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

// TestShorterBrigade: a body called by less of its kind is the fuller one.
func TestShorterBrigade(t *testing.T) {
	x := newIdentity()
	for _, n := range []string{"Marrow fire brigade", "Marrow brigade", "Marrow brigade", "Marrow county fire brigade"} {
		x.add(n, statement.Rescue, false, nil)
	}
	x.settle()
	if x.id("Marrow brigade") != x.id("Marrow fire brigade") {
		t.Errorf("%q is not %q", x.canonical("Marrow brigade"), x.canonical("Marrow fire brigade"))
	}
}
