package statement

import (
	"strings"

	"sofar/language"
)

// Rules of counts of the dead that readers of Figure.Rule tell apart: a toll that
// is named, and the number of the one who was found or died last.
const (
	RuleToll    = "toll"
	RuleOrdinal = "toll: ordinal"
)

// ordinal reads the dead from the one who is numbered: "divers found a 12th body"
// and "the ninth victim has died" tell of 12 and 9 at least.
func (f *figureReader) ordinal(s, n int) {
	d := f.doc
	num := d.Numbers[n]
	if num.Use != language.UseOrdinal || num.Low < 3 || num.Low != num.High || num.Tokens.End >= d.Len() {
		return
	}
	sent := d.Sents[s].Range
	at := num.Tokens.End
	if at >= sent.End || f.counting(sent) {
		return
	}
	switch noun := d.Lower[at]; noun {
	case "body", "death", "fatality", "corpse":
		if next := at + 1; next < sent.End && (d.Lower[next] == "-" || d.Tag[next] == language.NOUN && d.Lower[next] != "toll") {
			return // "the third death threat"
		}
	case "victim", "person":
		if !f.diedSoon(at+1, sent) {
			return
		}
	default:
		return
	}
	np := language.Range{Start: num.Tokens.Start, End: at + 1}
	f.out = append(f.out, reading{sent: s, number: n, core: num.Tokens, np: np, words: d.SpanOf(np), low: num.Low, high: language.Open, kind: Killed,
		unit: "people", scope: ScopeTotal, whole: np, parent: -1, rule: RuleOrdinal})
}

// counting tells whether a sentence numbers the deaths of a time or a kind, not of
// an event: "the city's ninth death this year".
func (f *figureReader) counting(sent language.Range) bool {
	for i := sent.Start; i < sent.End; i++ {
		switch w := f.doc.Lower[i]; w {
		case "year", "years", "month", "months", "week", "weeks", "season", "decade", "row", "homicide", "anniversary":
			return true
		default:
			if strings.HasPrefix(w, "year-") {
				return true
			}
		}
	}
	return false
}

// diedSoon tells whether a predicate of death follows within a few words.
func (f *figureReader) diedSoon(at int, sent language.Range) bool {
	for i := at; i < min(sent.End, at+6); i++ {
		switch f.doc.Lower[i] {
		case "killed", "dead", "died", "dies":
			return true
		}
		if f.doc.Flags[i]&language.FlagPunct != 0 {
			return false
		}
	}
	return false
}
