package statement

import (
	"slices"
	"strings"
	"testing"
)

func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		pattern string
		need    string // separated by |, "" for none
	}{
		{`\bno comment\b|\bnot (?:going to|be) (?:guess|speculat)`, "no comment|guess|speculat"},
		{`^["' ]*(?:that )?(?:i|we) (?:can|do) confirm\b`, " confirm"},
		{`\bmay|(?:x)?`, ""},
		{`(?i)word`, ""},
		{`(?:abc)+d`, "abc"},
		{`(?:abc){0,3}`, ""},
		{`(?:abc){2}`, "abc"},
		{`a.*longer.*b`, "longer"},
	} {
		g := guard(c.pattern)
		if got := strings.Join(g.need, "|"); got != c.need {
			t.Errorf("%s needs %q, want %q", c.pattern, got, c.need)
		}
	}
}

// A guard changes no answer of the package's own patterns.
func TestGuardedMatch(t *testing.T) {
	texts := strings.Split(`no comment|we would not comment|we could not confirm the number|rescuers fear the worst|the toll could rise|they believe it
is baseless|nothing to do with it|it was too early to say|we can confirm it|we withdraw it|it was counted twice|three people died|the reports are unconfirmed
rumours of a blast|it may have been a bomb|it was apparently an accident|the number is likely to go up|they are feared dead|he said he had not attacked anyone||.|`, "|")
	for _, rule := range contentRules {
		hit := slices.ContainsFunc(texts, rule.re.re.MatchString)
		for _, s := range texts {
			if got, want := rule.re.MatchString(s), rule.re.re.MatchString(s); got != want {
				t.Errorf("%s: guarded %v, plain %v for %q", rule.stance, got, want, s)
			}
		}
		if !hit {
			t.Errorf("%s: no text of this test matches", rule.stance)
		}
		if rule.re.need == nil {
			t.Errorf("%s: nothing is known that a match needs", rule.stance)
		}
	}
	for _, h := range hedges {
		for _, s := range texts {
			if got, want := h.re.MatchString(s), h.re.re.MatchString(s); got != want {
				t.Errorf("%s: guarded %v, plain %v for %q", h.certainty, got, want, s)
			}
		}
		if h.re.need == nil {
			t.Errorf("%s: nothing is known that a match needs", h.certainty)
		}
	}
}
