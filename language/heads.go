package language

import (
	"regexp/syntax"
	"unicode/utf8"
)

// heads are the first bytes of all that an anchored pattern matches: a text
// that begins with none of them need not be tried. They are folded to lower case.
type heads map[string]bool

// headLen is the longest head, in bytes. No head may be shorter than one byte.
const headLen = 6

// headsOf gives the heads of a pattern written for texts in lower case. It
// panics where the pattern may match a text of any beginning: such a pattern
// must stand by itself.
func headsOf(pattern string) heads {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(err)
	}
	list, _ := beginnings(re.Simplify())
	out := heads{}
	for _, h := range list {
		if h == "" {
			panic("a pattern without heads: " + pattern)
		}
		out[h] = true
	}
	return out
}

// match tells whether a text may match; the text's letters may be capitals.
func (h heads) match(s string) bool {
	var b [headLen]byte
	n := copy(b[:], s)
	for i, c := range b[:n] {
		if c >= utf8.RuneSelf {
			return true // folding may change it
		}
		if isUpper(c) {
			b[i] = c + 'a' - 'A'
		}
	}
	for ; n > 0; n-- {
		if h[string(b[:n])] {
			return true
		}
	}
	return false
}

// beginnings gives strings one of which every match begins with; whole tells
// that they are all that it can match.
func beginnings(re *syntax.Regexp) (list []string, whole bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return clip([]string{string(re.Rune)}, true)
	case syntax.OpCharClass:
		if len(re.Rune) > 0 && re.Rune[len(re.Rune)-1]-re.Rune[0] < 64 {
			for i := 0; i < len(re.Rune); i += 2 {
				for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
					list = append(list, string(r))
				}
			}
			return list, true
		}
	case syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpEmptyMatch:
		return []string{""}, true
	case syntax.OpCapture:
		return beginnings(re.Sub[0])
	case syntax.OpQuest:
		list, whole = beginnings(re.Sub[0])
		return append(list, ""), whole
	case syntax.OpAlternate:
		whole = true
		for _, sub := range re.Sub {
			l, w := beginnings(sub)
			list, whole = append(list, l...), whole && w
		}
		return list, whole
	case syntax.OpConcat:
		list, whole = []string{""}, true
		for _, sub := range re.Sub {
			tails, w := beginnings(sub)
			var next []string
			for _, h := range list {
				if len(h) >= headLen {
					next = append(next, h)
					continue
				}
				for _, t := range tails {
					next = append(next, h+t)
				}
			}
			if list, whole = clip(next, w); !whole {
				break
			}
		}
		return list, whole
	}
	return []string{""}, false
}

// clip cuts the strings to headLen bytes and leaves out what is there twice.
func clip(in []string, whole bool) ([]string, bool) {
	seen := map[string]bool{}
	out := in[:0:0]
	for _, s := range in {
		s = s[:min(len(s), headLen)]
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out, whole
}
