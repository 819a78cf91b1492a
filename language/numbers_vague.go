package language

import "strings"

// countsOne tells "one man was killed" from the pronoun in "one of the two",
// "no one", "the one", "one another", "one can see".
func (r *numReader) countsOne(i int) bool {
	switch r.at(i - 1) {
	case "no", "the", "this", "that", "which", "any", "each", "every", "some", "such", "'s", "whole", "same", "other", "by", "my", "his", "her", "our", "their", "its", "your":
		return false
	case "-":
		return r.at(i-2) != "no"
	}
	if r.at(i+1) == "of" {
		return r.countsOneOf(i + 2)
	}
	switch r.at(i + 1) {
	case "another", "'s", "day", "can", "could", "might", "must", "should", "would", "may", "who", "that", "which", "by", "side", "thing", "time", "way", "such", "reason", "example", "point", "hand", "whose", "where", "or":
		return r.at(i+1) == "or" && smallNumbers[r.at(i+2)] > 0
	}
	if r.tag(i-1) == ADJ && r.at(i-1) != "least" && r.at(i-1) != "only" && r.at(i-1) != "another" {
		return false
	}
	return true
}

// countsOneOf tells "one of the gunmen", "one of them" from "one of the two
// said" and "one of the worst attacks"; i is the atom after "of".
func (r *numReader) countsOneOf(i int) bool {
	switch r.at(i) {
	case "them", "us", "you":
		return true
	case "the", "his", "her", "its", "their", "our", "my", "these", "those", "your":
	default:
		return false
	}
	for k := i + 1; k < i+5; k++ {
		w := r.at(k)
		switch r.tag(k) {
		case NOUN, PROPN:
			if strings.HasSuffix(w, "s") || w == "people" || w == "men" || w == "women" || w == "children" || w == "dead" || w == "wounded" || w == "injured" {
				return true
			}
		case ADJ, NUM, VERB:
			if w == "most" || w == "least" || w == "worst" || w == "best" || len(w) > 4 && strings.HasSuffix(w, "est") {
				return false
			}
			if w == "injured" || w == "wounded" || w == "dead" || w == "missing" {
				return true
			}
			if r.tag(k) == VERB {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// vague reads the words of uncertain number in SEMANTICS.md's table.
func (r *numReader) vague(i int) (quantity, bool) {
	q := quantity{from: i, end: i + 1, kind: NumVague}
	w := r.a[i].w
	switch w {
	case "a":
		switch r.at(i + 1) {
		case "few":
			q.end, q.lo, q.hi = i+2, 3, 9
		case "handful":
			q.end, q.lo, q.hi = i+2, 3, 9
		case "couple":
			if r.at(i+2) != "of" && r.tag(i+2) != NOUN && r.at(i+2) != "more" && scaleWords[r.at(i+2)] == 0 && r.at(i+2) != "dozen" {
				return q, false // "a couple from Leeds": two people, but as a pair
			}
			q.end, q.lo, q.hi, q.kind = i+2, 2, 2, NumWords
		default:
			return q, false
		}
	case "several":
		q.lo, q.hi = 3, 12
	case "many", "numerous":
		switch r.at(i - 1) {
		case "how", "as", "not", "so", "that", "too", "very":
			return q, false
		}
		if r.at(i+1) == "more" && r.at(i+2) == "than" || r.at(i+1) == "of" && w == "many" && r.at(i+2) == "us" {
			return q, false
		}
		q.lo, q.hi = 3, Open
	case "handful":
		q.lo, q.hi = 3, 9
		if r.at(i+1) != "of" {
			return q, false
		}
	default:
		v, ok := pluralScales[w]
		if !ok || r.tag(i) == VERB {
			return q, false
		}
		if (w == "scores" || w == "tens") && r.at(i+1) != "of" && (w == "tens" || r.tag(i-1) == NOUN || r.tag(i-1) == ADJ || r.tag(i-1) == DET || r.tag(i-1) == PROPN || r.tag(i-1) == PRON) {
			return q, false
		}
		q.lo, q.hi, q.scaled = v[0], v[1], true
		for r.at(q.end) == "of" { // "hundreds of thousands", "tens of millions"
			u, ok := pluralScales[r.at(q.end+1)]
			unit := u[0] / 2
			if !ok || unit < 100 || q.hi > maxNumber/unit/10 {
				break
			}
			q.lo, q.hi = q.lo*unit, (q.hi+1)*unit-1
			q.end += 2
		}
		q.f = float64(q.lo)
		return q, true
	}
	// "several dozen", "a few hundred", "a couple of dozen", "many thousands".
	next := q.end
	if r.at(next) == "of" && w == "a" && (scaleWords[r.at(next+1)] > 0 || r.at(next+1) == "dozen") {
		next++
	}
	u, m := r.at(next), int64(0)
	if u == "dozen" {
		m = 12
	} else if m = scaleWords[u]; m == 0 {
		m = pluralScales[u][0] / 2
	}
	if m > 0 {
		q.end, q.scaled = next+1, true
		if q.kind == NumWords {
			q.lo, q.hi = 2*m, 2*m
		} else {
			// SEMANTICS.md knows one size of "dozens" and "hundreds".
			q.lo, q.hi = 2*m, 10*m-1
			if m == 12 {
				q.lo, q.hi = 24, 99
			}
		}
	}
	q.f = float64(q.lo)
	return q, true
}

// zero reads "no", "none", "nobody", "not one", "zero".
func (r *numReader) zero(i int) (quantity, bool) {
	q := quantity{from: i, end: i + 1, kind: NumZero}
	next := r.at(i + 1)
	switch r.at(i) {
	case "none", "nobody", "zero":
		return q, true
	case "no":
		switch next {
		case "one":
			q.end = i + 2
			return q, true
		case "longer", "more", "fewer", "less", "doubt", "matter", "later", "sooner", "better", "way", ".", ",", "", "such", "comment", "idea", "use", "wonder", "different", "further", "other":
			if next == "other" || next == "further" {
				return q, r.tag(i+2) == NOUN
			}
			return q, false
		}
		if isDigit(next[0]) || r.tag(i) == INTJ {
			return q, false
		}
		t := r.tag(i + 1)
		return q, t == NOUN || t == ADJ || t == VERB || t == X || t == PROPN || t == ADV
	case "not":
		if next == "one" && r.at(i+2) != "of" || next == "one" && r.at(i+2) == "of" {
			q.end = i + 2
			return q, true
		}
		if next == "a" && r.at(i+2) == "single" {
			q.end = i + 3
			return q, true
		}
	}
	return q, false
}
