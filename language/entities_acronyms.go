package language

import (
	"strings"
	"unicode"
)

// splitAcronyms ties a short form in brackets to the name before it: "Islamic
// State Khorasan (ISIS-K)", "FARABUNDO MARTI NATIONAL LIBERATION FRONT [FMLN]",
// and the other way round: "OLF (Oruna Liberation Front)".
func (l *linker) splitAcronyms() {
	d := l.d
	for i := 0; i+1 < len(d.Names); i++ {
		a, b := &d.Names[i], &d.Names[i+1]
		k := a.Tokens.End
		if k+1 != b.Tokens.Start || k >= len(d.Lower) || d.Lower[k] != "(" && d.Lower[k] != "[" {
			continue
		}
		if e := b.Tokens.End; e >= len(d.Lower) || d.Lower[e] != ")" && d.Lower[e] != "]" {
			continue
		}
		long, short, at := a, b, i
		if l.shortForm(a) && !l.shortForm(b) {
			long, short, at = b, a, i+1
		}
		if !l.shortForm(short) || long.Tokens.Len() < 2 && !strings.Contains(d.Lower[long.Tokens.Start], "-") || long.Kind == NamePerson && !long.Title.Empty() {
			continue
		}
		if !initialsFit(d.Word(short.Tokens.Start), l.plainWords(long.Tokens)) && (long.Kind == NamePerson || long.Kind == NamePlace || long.Kind == NameUnknown) {
			continue
		}
		if long.Kind == NameUnknown || long.Kind == NamePerson || long.Kind == NamePlace {
			long.Kind = NameOrganisation
			if short.Kind == NameGroup {
				long.Kind = NameGroup
			}
		}
		if short.Kind == NameGroup && long.Kind == NameOrganisation {
			long.Kind = NameGroup
		}
		l.link(at)
		short.Form, short.Kind = FormAcronym, long.Kind
		key := l.joined(l.plainWords(short.Tokens))
		l.keys[key] = long.Entity
		l.take(short, long.Entity)
	}
	// Later uses of the acronym carry its form.
	for i := range d.Names {
		n := &d.Names[i]
		if n.Entity < 0 && n.Tokens.Len() == 1 && d.Flags[n.Tokens.Start]&FlagUpper != 0 {
			key := plainKey(d.Lower[n.Tokens.Start])
			if e, ok := l.keys[key]; ok {
				n.Form, n.Kind = FormAcronym, l.ents[e].kind
				l.take(n, e)
			}
		}
	}
}

// shortForm tells whether a name is written as an acronym: one token of two to
// ten letters, mostly capitals.
func (l *linker) shortForm(n *Name) bool {
	if n.Tokens.Len() != 1 {
		return false
	}
	w := l.d.Word(n.Tokens.Start)
	upper, letters := 0, 0
	for _, c := range w {
		if c >= 'A' && c <= 'Z' || c > 0x7f && unicode.ToUpper(c) == c {
			upper++
		}
		letters++
	}
	return letters >= 2 && letters <= 10 && upper*2 >= letters && upper >= 2
}

// initialsFit tells whether the letters of the short form occur in order as
// first letters of the words.
func initialsFit(short string, words []string) bool {
	s := strings.ToLower(short)
	k, fit := 0, 0
	if len(words) == 1 {
		words = strings.Split(words[0], "-")
	}
	for _, w := range words {
		if w == "" || k >= len(s) {
			break
		}
		if s[k] == w[0] {
			k++
			fit++
		}
	}
	return fit >= 2 && fit*2 >= len(s)
}
