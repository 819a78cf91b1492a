package incident

import "strings"

// spellings maps letter groups that transliterations exchange to one form, the
// longest first. ("Marlovets", "Marlovetz" and "Marlovec" are one town.)
var spellings = strings.NewReplacer(
	"shch", "s", "tsch", "c", "sch", "s", "tch", "c", "dzh", "i", "kh", "h", "ph", "f", "zh", "i", "dj", "i", "gh", "g", "th", "t",
	"sh", "s", "ch", "c", "tz", "c", "ts", "c", "cz", "c", "ck", "k", "ks", "x", "ou", "u", "oo", "u", "ee", "i", "ie", "i", "ae", "e",
	"w", "v", "q", "k", "y", "i", "j", "i", "-", "", "'", "", ".", "",
)

// Spelling gives a key under which the usual spellings of one name fall
// together: without case, accents and hyphens, transliteration variants and
// doubled letters folded.
func Spelling(name string) string {
	s := spellings.Replace(Fold(name))
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	for _, r := range s {
		if r == last {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// SameName tells whether two names are spellings of one: equal under Spelling,
// or one letter apart in eight or more (two in twelve or more).
func SameName(a, b string) bool {
	return SameSpelling(Spelling(a), Spelling(b))
}

// SameSpelling is SameName for two keys of Spelling.
func SameSpelling(a, b string) bool {
	if a == b {
		return a != ""
	}
	n := min(len(a), len(b))
	switch {
	case n >= 12:
		return editsWithin(a, b, 2)
	case n >= 8:
		return editsWithin(a, b, 1)
	}
	return false
}

// editsWithin tells whether at most k (1 or 2) insertions, deletions or
// exchanges of bytes lead from a to b.
func editsWithin(a, b string, k int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a)+len(b) <= k
	}
	if k == 0 {
		return false
	}
	return editsWithin(a[1:], b, k-1) || editsWithin(a, b[1:], k-1) || editsWithin(a[1:], b[1:], k-1)
}
