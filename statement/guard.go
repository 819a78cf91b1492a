package statement

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// guarded is a pattern that first looks for words without which it cannot
// match: most texts have none of them, and looking for a word is many times
// cheaper than running the pattern.
type guarded struct {
	re   *regexp.Regexp
	need []string // a match holds one of these at least; nil if nothing is known
}

// guard compiles a pattern, which must be valid.
func guard(pattern string) guarded {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(err) // a pattern of this package: a programming error
	}
	return guarded{regexp.MustCompile(pattern), needed(re)}
}

// MatchString tells whether the text has a match.
func (g *guarded) MatchString(text string) bool {
	for _, n := range g.need {
		if strings.Contains(text, n) {
			return g.re.MatchString(text)
		}
	}
	return g.need == nil && g.re.MatchString(text)
}

// needed gives strings of which every match holds at least one, nil where none
// can be named. Of the parts of a sequence the one whose shortest string is
// longest is taken.
func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if n := needed(sub); n != nil && (best == nil || shortest(n) > shortest(best)) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			n := needed(sub)
			if n == nil {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

// shortest gives the length of the shortest of the strings.
func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}
