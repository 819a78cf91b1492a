package statement

import (
	"slices"
	"strings"
	"testing"
)

func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		pattern string
		need    string // lists separated by &, strings by |, "" for none
	}{
		{`\bno comment\b|\bnot (?:going to|be) (?:guess|speculat)`, "no comment|guess|speculat"},
		{`^["' ]*(?:that )?(?:i|we) (?:can|do) confirm\b`, "can|do& confirm"},
		{`\bmay|(?:x)?`, ""},
		{`(?i)word`, ""},
		{`(?:abc)+d`, "abc"},
		{`(?:abc){0,3}`, ""},
		{`(?:abc){2}`, "abc"},
		{`a.*longer.*other`, "longer&other"},
	} {
		g := guard(c.pattern)
		var got []string
		for _, n := range g.need {
			got = append(got, strings.Join(n, "|"))
		}
		if got := strings.Join(got, "&"); got != c.need {
			t.Errorf("%s needs %q, want %q", c.pattern, got, c.need)
		}
	}
}

func TestNeedles(t *testing.T) {
	list := []string{"he", "she", "hers", "his", "is", "a b"}
	n := newNeedles(append(list, "is"))
	for _, text := range []string{"", "ushers", "this", "h", "a  b a b", "sheshe\xff", "hihis"} {
		var has needleSet
		n.find(text, &has)
		for _, s := range list {
			one := n.set([]string{s})
			if got, want := has.meets(&one), strings.Contains(text, s); got != want {
				t.Errorf("%q in %q: %v", s, text, got)
			}
		}
	}
}

// A guard changes no answer of the package's own patterns.
func TestGuardedMatch(t *testing.T) {
	texts := strings.Split(`no comment|we would not comment|we could not confirm the number|rescuers fear the worst|the toll could rise|they believe it
is baseless|nothing to do with it|it was too early to say|we can confirm it|we withdraw it|it was counted twice|three people died|the reports are unconfirmed
rumours of a blast|it may have been a bomb|it was apparently an accident|the number is likely to go up|they are feared dead|he said he had not attacked anyone||.|`, "|")
	check := func(i int, name string, may func(string) uint64, g *guarded) {
		for _, s := range texts {
			if g.re.MatchString(s) && may(s)>>i&1 == 0 {
				t.Errorf("%s: the guard does not let %q pass", name, s)
			}
		}
		if g.need == nil {
			t.Errorf("%s: nothing is known that a match needs", name)
		}
	}
	for i := range contentRules {
		rule := &contentRules[i]
		check(i, string(rule.stance), contentGuards().may, &rule.re)
		if !slices.ContainsFunc(texts, rule.re.re.MatchString) {
			t.Errorf("%s: no text of this test matches", rule.stance)
		}
	}
	for i := range hedges {
		check(i, string(hedges[i].certainty), hedgeGuards().may, &hedges[i].re)
	}
	for i := range replies {
		check(i, string(replies[i].stance), replyGuards().may, &replies[i].re)
	}
}
