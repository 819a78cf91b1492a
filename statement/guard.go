package statement

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// guarded is a pattern that is run only on texts that hold words without which
// it cannot match: most texts have none of them, and looking for the words of
// many patterns at once is many times cheaper than running one.
type guarded struct {
	re *regexp.Regexp
	// need are lists of which a match holds one string each; none if nothing is
	// known.
	need [][]string
}

// guard compiles a pattern, which must be valid.
func guard(pattern string) guarded {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(err) // a pattern of this package: a programming error
	}
	return guarded{regexp.MustCompile(pattern), needed(re)}
}

// guards look for the words of several patterns, at most 64, in one go.
type guards struct {
	words *needles
	need  [][]needleSet // of each pattern
}

// guardsOf gives the guards of patterns, made when they are first used.
func guardsOf[T any](list []T, of func(*T) *guarded) func() *guards {
	return sync.OnceValue(func() *guards {
		var all []string
		for i := range list {
			for _, n := range of(&list[i]).need {
				all = append(all, n...)
			}
		}
		g := &guards{words: newNeedles(all)}
		for i := range list {
			var need []needleSet
			for _, n := range of(&list[i]).need {
				need = append(need, g.words.set(n))
			}
			g.need = append(g.need, need)
		}
		return g
	})
}

// may gives a bit for each pattern that the text may match.
func (g *guards) may(text string) uint64 {
	var has needleSet
	g.words.find(text, &has)
	var out uint64
pattern:
	for i, need := range g.need {
		for k := range need {
			if !has.meets(&need[k]) {
				continue pattern
			}
		}
		out |= 1 << i
	}
	return out
}

// needed gives lists of strings of which every match holds one each.
func needed(re *syntax.Regexp) [][]string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 && len(re.Rune) > 1 {
			return [][]string{{string(re.Rune)}}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var all [][]string
		for _, sub := range re.Sub {
			all = append(all, needed(sub)...)
		}
		return all
	case syntax.OpAlternate:
		// Of each branch the list whose shortest string is longest.
		var all []string
		for _, sub := range re.Sub {
			var best []string
			for _, n := range needed(sub) {
				if best == nil || shortest(n) > shortest(best) {
					best = n
				}
			}
			if best == nil {
				return nil
			}
			all = append(all, best...)
		}
		return [][]string{all}
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
