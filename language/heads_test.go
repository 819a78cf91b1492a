package language

import (
	"slices"
	"testing"
)

func TestHeads(t *testing.T) {
	h := headsOf(`^(?:(?:please )?(?:click|tap) here\b|a(?:b|cd)?x|©\s*\d|end$|[12]\d{3} (?:x|y))`)
	for s, want := range map[string]bool{
		"Click here": true, "please do": true, "tap here": true, "tap": false, "abx": true, "ax": true, "acdx": true, "END": true, "1999 x": true, "© 1990": true, "10": false, "19": false,
		"the": false, "cl": false, "": false, "axe": true, "ay": false, "Ölfe": true,
	} {
		if got := h.match(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	// Cut to heads or not, the answer is the same.
	for _, s := range []string{"Click here for more.", "Sign up now", "THIS IS A BREAKING STORY. Check back for updates.", "Here’s what we know so far:", "© 2030", "Two died.", "The end", "###", "-30-", "“Advertisement", "x@y.zz"} {
		if boilerplate.MatchString(lowered(s)) && !isBoilerplate(s) {
			t.Errorf("%q is no boilerplate with heads, but is without", s)
		}
	}
	if slices.Contains([]bool{isBoilerplate("Click here for more."), isBoilerplate("x@y.zz"), isBoilerplate("“Advertisement")}, false) {
		t.Error("lines of the page are not known")
	}
}

func lowered(s string) string { return fold(s) }
