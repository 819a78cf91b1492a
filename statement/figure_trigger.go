package statement

import (
	"sofar/language"
)

// trigger is one predicate or noun of a sentence that says what is counted.
type trigger struct {
	language.Range
	kind FigureKind
	form form
}

// findTriggers lists the triggers of a token range in text order; they do not overlap.
func findTriggers(doc *language.Doc, r language.Range, starts map[int]int) []trigger {
	var out []trigger
	for i := r.Start; i < r.End; i++ {
		for _, p := range triggers[doc.Lower[i]] {
			end := matchWords(doc, p.words, i, r.End)
			if end < 0 {
				continue
			}
			t := trigger{language.Range{Start: i, End: end}, p.kind, p.form}
			if i > r.Start && doc.Lower[i-1] == "the" && t.form&formHead == 0 && t.Len() == 1 && groupNouns[doc.Lower[i]] != "" {
				continue // "the wounded": people, no predicate
			}
			if i > r.Start && doc.Lower[i-1] == "to" && doc.PTB[i] == language.VB && t.form&formObject != 0 {
				continue // an intention: "wanted to kill his family"
			}
			if t.form&formVoice != 0 {
				t.form = voiced(doc, t, r, starts)
			}
			if t.form&formVoice == 0 && harms(doc, t, r) {
				t.form = formObject
			}
			if t.form&formHead != 0 && !counted(doc, t, r, starts) {
				continue
			}
			out = append(out, t)
			i = end - 1
			break
		}
	}
	return out
}

// harms tells whether an adverb and a participle take an object: "critically
// injured his brother".
func harms(doc *language.Doc, t trigger, r language.Range) bool {
	if t.Len() != 2 || t.End >= r.End || t.Start == r.Start || !determiners[doc.Lower[t.End]] {
		return false
	}
	switch doc.Lower[t.End-1] {
	case "injured", "wounded", "hurt":
		return !beForms[doc.Lower[t.Start-1]] && doc.Lower[t.Start-1] != "left"
	}
	return false
}

// matchWords gives the token after the words, or -1.
func matchWords(doc *language.Doc, words [][]string, i, end int) int {
	for n := 0; n < len(words); n++ {
		if words[n][0] == "*" {
			for skip := 0; skip <= 3 && i+skip < end; skip++ {
				if doc.Flags[i+skip]&language.FlagPunct != 0 && doc.Lower[i+skip] != "-" {
					return -1
				}
				if e := matchWords(doc, words[n+1:], i+skip, end); e >= 0 {
					return e
				}
			}
			return -1
		}
		if i >= end {
			return -1
		}
		ok := false
		for _, w := range words[n] {
			if w == "*" { // an optional single word of any kind
				ok = true
				break
			}
			if doc.Lower[i] == w {
				ok = true
				break
			}
		}
		if !ok {
			return -1
		}
		i++
	}
	return i
}

// voiced decides between subject and object for a participle or past tense.
func voiced(doc *language.Doc, t trigger, r language.Range, starts map[int]int) form {
	f := t.form &^ formVoice
	for i := t.Start - 1; i >= r.Start && i >= t.Start-4; i-- {
		w := doc.Lower[i]
		if beForms[w] && doc.Tag[i] != language.PART {
			return f | formSubject | formAdj
		}
		if doc.Tag[i] != language.ADV && w != "not" && w != "been" && w != "found" && w != "discovered" && !lightVerbs[w] {
			break
		}
	}
	next := t.End
	if next < r.End && (doc.Lower[next] == "," || doc.Lower[next] == "and") {
		return f | formSubject | formAdj
	}
	if _, number := starts[next]; number {
		return f | formObject
	}
	if next < r.End && dayWords[doc.Lower[next]] {
		return f | formSubject | formAdj // "two men shot dead Monday evening"
	}
	if next < r.End {
		switch doc.Tag[next] {
		case language.DET:
			return f&^formAdj | formObject
		case language.NOUN, language.PROPN, language.ADJ, language.NUM:
			return f | formObject | formAdj
		case language.PRON:
			if !relatives[doc.Lower[next]] {
				return f | formObject
			}
		}
	}
	return f | formSubject | formAdj
}

var dayWords = wordSet("monday tuesday wednesday thursday friday saturday sunday early late yesterday today tonight overnight")

var relatives = wordSet("who which that whom whose where when")

// counted tells whether a head noun stands where a number could count it, so
// that "the dead were taken away" raises no trigger.
func counted(doc *language.Doc, t trigger, r language.Range, starts map[int]int) bool {
	for i := t.Start - 1; i >= r.Start && i >= t.Start-5; i-- {
		if _, ok := starts[i]; ok {
			return true
		}
		if doc.Flags[i]&language.FlagPunct != 0 && doc.Lower[i] != "-" {
			return false
		}
	}
	return false
}
