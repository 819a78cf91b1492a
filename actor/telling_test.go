package actor

import (
	"strings"
	"testing"
)

// FuzzSieves holds the quick looks against the expressions alone: what a sieve
// leaves out, its expression does not match.
func FuzzSieves(f *testing.F) {
	for _, q := range []string{
		"Last month the ministry WARNED that the group could attack a market.", "It was an advisory, an alert, a plan to attack; the risk of an attack.",
		"In May a bomb killed four; in 1999 it seized a town, and two years ago raided one.", "The last March deaths were claimed since its founding.",
		"in January, early 2031, mid-2030, previous spring, the week before", "Members said to have split from the front are active since 2030.",
		"According to the police nobody was shot, the ministry announced.", "The militia has been known for arson and is responsible, an offshoot pledged to it.",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		for i := range len(q) {
			if q[i] >= 0x80 {
				t.Skip() // K and S have look-alikes beyond ASCII that an expression takes for them
			}
		}
		low := strings.ToLower(q)
		for name, s := range map[string]sieve{"history": history, "yearPast": yearPast, "said1": said1} {
			if s.re.MatchString(q) && !s.in(q, q) {
				t.Errorf("%s misses %q", name, q)
			}
		}
		for name, s := range map[string]sieve{"deed": deed, "warning": warning} {
			if s.re.MatchString(q) && !s.in(q, low) {
				t.Errorf("%s misses %q", name, q)
			}
		}
	})
}
