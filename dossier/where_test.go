package dossier

import (
	"fmt"
	"testing"
)

func TestRegionsBehind(t *testing.T) {
	for _, c := range []struct{ text, place, want string }{
		{"A fire in Norre, Marrow county, and one in Norre of the Upper Vale region.", "Norre", "[Marrow Upper Vale]"},
		{"Norre burned. Norre in eastern Velland burned again.", "Norre", "[Velland]"},
		{"Ana Anana, Marrow", "Ana", "[]"},
		{"anana, Marrow", "ana", "[Marrow]"},
		{"Norre, Marrow", "", "[]"},
	} {
		got := []string{}
		for _, hit := range regionsBehind(c.text, c.place) {
			got = append(got, hit[1])
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%q behind %q: %v, want %s", c.text, c.place, got, c.want)
		}
	}
}
