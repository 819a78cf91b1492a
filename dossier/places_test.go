package dossier

import "testing"

// TestSeats: forms of names that bodies called by their level alone take.
func TestSeats(t *testing.T) {
	for _, c := range []struct{ body, level, rest string }{
		{"county fire brigade", "county", "fire brigade"},
		{"regional police", "regional", "police"},
		{"city's ambulance service", "city's", "ambulance service"},
		{"fire brigade", "", ""},
	} {
		m := levelled.FindStringSubmatch(c.body)
		if c.level == "" {
			if m != nil {
				t.Errorf("%s: %q", c.body, m)
			}
			continue
		}
		if m == nil || m[1] != c.level || m[2] != c.rest {
			t.Errorf("%s: %q", c.body, m)
		}
	}
	for _, c := range []struct{ town, body, want string }{
		{"Norre", "town hall", "Norre town hall"},
		{"Norre", "municipality", "Municipality of Norre"},
		{"Kara-Norre", "Karanorre municipality", "Municipality of Kara-Norre"},
		{"Norre", "Velda municipality", "Velda municipality"},
	} {
		if got := hallOf(c.town, c.body); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.body, c.town, got, c.want)
		}
	}
	if !elsewhereNamed(map[string]bool{"norre county hospital": true}, "county hospital") || elsewhereNamed(map[string]bool{"county hospital": true}, "county hospital") {
		t.Error("the full name of a body stands in the story")
	}
}
