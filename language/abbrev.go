package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbrev tells how an abbreviation takes its full stop.
type abbrev uint8

const (
	noAbbrev    abbrev = iota
	abbrevTitle        // before a name, never ends a sentence: Gen., Mr.
	abbrevNum          // before a number: No., Art.
	abbrevDate         // capitalised months and days: Feb., Thurs.
	abbrevDay          // the same, but also words: Mar., Sun.: a digit must stand beside it
	abbrevEnd          // may end a sentence: Inc., etc.
	abbrevState        // US states after a comma: Mass., Fla.
	abbrevMid          // never ends a sentence: vs., approx., e.g.
)

var abbrevs = makeAbbrevs()

func makeAbbrevs() map[string]abbrev {
	m := map[string]abbrev{}
	for _, group := range []struct {
		kind abbrev
		list string
	}{
		{abbrevState, `calif fla tex wash mass pa conn colo ariz ala ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore tenn va vt wis wyo ont que`},
		{abbrevEnd, `inc corp co ltd jr sr bros llc plc etc ave blvd rd dept univ assn natl intl esq phd mfg hwy cie`},
		{abbrevTitle, `mr mrs ms dr prof gen col lt sgt capt maj cpl pvt pfc adm cmdr cmdt brig gov sen rep reps sens pres hon rev
 fr st ste mt ft supt insp det const messrs mme mlle amb atty asst dep spc msgr ald comm del`},
		{abbrevNum, `no nos art arts fig figs vol vols p pp ch sec para op ca tel ext eq rs par`},
		{abbrevDate, `jan feb apr aug sept oct nov dec tues wed thur thurs`},
		{abbrevDay, `mar jun jul sep mon tue thu fri sat sun`},
		{abbrevMid, `vs approx cf viz resp incl ed eds trans`},
	} {
		for _, w := range strings.Fields(group.list) {
			m[w] = group.kind
		}
	}
	return m
}

// takesDot tells whether the full stop at q belongs to the word [p,q); seg is
// the start of the part after the last dot inside it.
func (t *tokenizer) takesDot(p, q, seg int) bool {
	word := t.text[p:q]
	if seg > p && isAlpha(t.at(p)) { // U.S. a.m. Ph.D.
		return q-seg == 1
	}
	next, spaced := t.nextRune(q + 1)
	if n := utf8.RuneCountInString(word); n == 1 {
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) {
			kind := abbrevs[word]
			return kind == abbrevNum && unicode.IsDigit(next) || (r == 'v' || r == 'c') && spaced && next != 0
		}
		if r == 'I' && !t.capitalBefore() {
			return false
		}
		return unicode.IsUpper(next) && (spaced || t.at(q+2) == '.') || unicode.IsUpper(next) && !spaced
	}
	if len(word) > 8 {
		return false
	}
	first := t.text[p]
	switch abbrevs[strings.ToLower(word)] {
	case abbrevTitle:
		return isUpper(first) && (unicode.IsUpper(next) || next == '(') || isLower(first) && spaced && unicode.IsUpper(next) && len(word) > 2
	case abbrevNum:
		return unicode.IsDigit(next)
	case abbrevDate:
		return isUpper(first)
	case abbrevDay:
		return isUpper(first) && (unicode.IsDigit(next) || len(t.start) > 0 && isDigit(t.text[t.start[len(t.start)-1]]))
	case abbrevEnd:
		return isUpper(first) || strings.EqualFold(word, "etc") || unicode.IsLower(next) || next == ','
	case abbrevState:
		return isUpper(first) && len(t.end) > 0 && t.text[t.start[len(t.start)-1]:t.end[len(t.end)-1]] == ","
	case abbrevMid:
		return spaced
	}
	// "et al."
	return strings.EqualFold(word, "al") && len(t.start) > 0 && strings.EqualFold(t.text[t.start[len(t.start)-1]:t.end[len(t.end)-1]], "et")
}

// nextRune gives the first character from p that is no space on the same line
// (0 if none within reach) and whether space stands before it.
func (t *tokenizer) nextRune(p int) (r rune, spaced bool) {
	for range 4 {
		if p >= len(t.text) {
			return 0, spaced
		}
		n, br := spaceAt(t.text, p)
		if br > 0 {
			return 0, true
		}
		if n == 0 {
			r, _ = t.rune(p)
			return r, spaced
		}
		p, spaced = p+n, true
	}
	return 0, true
}

// capitalBefore tells whether the token before is a capitalised word.
func (t *tokenizer) capitalBefore() bool {
	return t.pending == 0 && len(t.start) > 0 && isUpper(t.text[t.start[len(t.start)-1]])
}

// abbrevOf gives the kind of a token that ends in a full stop.
func abbrevOf(lower string) abbrev {
	if len(lower) < 2 || lower[len(lower)-1] != '.' {
		return noAbbrev
	}
	w := lower[:len(lower)-1]
	if k := abbrevs[w]; k != noAbbrev {
		return k
	}
	switch w {
	case "i.e", "e.g", "v", "c", "et al":
		return abbrevMid
	}
	if strings.IndexByte(w, '.') > 0 || w == "al" {
		return abbrevEnd
	}
	if utf8.RuneCountInString(w) == 1 {
		return abbrevTitle // an initial
	}
	return noAbbrev
}
