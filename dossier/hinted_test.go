package dossier

import "testing"

func TestHinted(t *testing.T) {
	h := hint(`(?i)\b(?:lost|mist\w*)\b`, "lost", "mist")
	for _, text := range []string{"", "All is LOST", "nothing here", "a Mistake", "lo\u017ft", "los", "almost lo"} {
		if got, want := h.MatchString(text), h.re.MatchString(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestNamesRegion(t *testing.T) {
	for _, text := range []string{"", "ounty", "in Marrow county", "in the county", "Élan Region", "the O’Varr Province", "McVarr county.", "a region, a province", "in Marrow\ncounty", "X county"} {
		if regionOf.MatchString(text) && !namesRegion(text) {
			t.Errorf("%q is left out", text)
		}
	}
	if namesRegion("who comes from the county and the province") {
		t.Error("no capital before the word")
	}
}

func TestFoldPlain(t *testing.T) {
	for name, want := range map[string]string{"": "", "The  Norre Police!": "norre police", "the": "the", "a the ministry": "ministry", " x-Y 2 ": "x y 2", "norre": "norre"} {
		if got := fold(name); got != want {
			t.Errorf("fold(%q) = %q, want %q", name, got, want)
		}
		if got := fold(name + "\u0301"); got != want { // the long way round
			t.Errorf("fold(%q with an accent) = %q, want %q", name, got, want)
		}
	}
}

func TestDemonym(t *testing.T) {
	for name, want := range map[string]string{"Vaslandian firefighters": "Vaslandian ", "vaslandian police": "", "Vaslandian": "", "Ian police": "", "French army": "French ", "O’Varrian army": "", "": ""} {
		if got := demonym(name); got != want {
			t.Errorf("demonym(%q) = %q, want %q", name, got, want)
		}
	}
}
