package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// folded tells whether a word is in lower-case ASCII as it stands.
func folded(w string) bool {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= utf8.RuneSelf || isUpper(c) {
			return false
		}
	}
	return true
}

// fold gives the lower-cased form with typographic marks folded to ASCII.
func fold(w string) string {
	var b strings.Builder
	b.Grow(len(w))
	for _, r := range w {
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
			continue
		}
		switch r {
		case '‘', '’', '‚', '‛', '´', 'ʼ', '‹', '›':
			b.WriteByte('\'')
		case '“', '”', '„', '‟', '«', '»':
			b.WriteByte('"')
		case '‐', '‑', '‒', '–', '−':
			b.WriteByte('-')
		case '—', '―':
			b.WriteString("--")
		case '…':
			b.WriteString("...")
		case '\u00ad', '\u200b', '\u200c', '\u200d', '\ufe0f':
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	s := b.String()
	if s == "" {
		return strings.Clone(w)
	}
	return s
}

// shape gives the flags that follow from a word's characters alone.
func shape(w string) Flag {
	var f Flag
	letters, upper, lower, word := 0, 0, 0, false
	firstUpper := false
	for i, r := range w {
		switch {
		case r >= 'a' && r <= 'z':
			lower++
			letters++
		case r >= 'A' && r <= 'Z':
			upper++
			letters++
			if i == 0 {
				firstUpper = true
			}
		case r >= '0' && r <= '9':
			word = true
			if i == 0 {
				f |= FlagDigit
			}
		case r < utf8.RuneSelf:
		case unicode.IsUpper(r):
			upper++
			letters++
			if i == 0 {
				firstUpper = true
			}
		case unicode.IsLetter(r):
			lower++
			letters++
		case unicode.IsNumber(r):
			word = true
			if i == 0 {
				f |= FlagDigit
			}
		}
	}
	switch {
	case letters == 0 && !word:
		f |= FlagPunct
	case upper == letters && upper >= 2:
		f |= FlagUpper
	case firstUpper:
		f |= FlagTitle
	}
	return f
}

// shapes fills Lower and Flags.
func (d *Doc) shapes() {
	m := workspaces.Get()
	defer workspaces.Put(m)
	m.trim()
	m.shapes(d)
}

// shapes fills Lower and Flags, and keeps the forms of the tokens.
func (m *workspace) shapes(d *Doc) {
	n := len(d.Start)
	d.Lower, d.Flags = make([]string, n), make([]Flag, n)
	m.forms, m.of = slices.Grow(m.forms[:0], n)[:n], d
	for i := range n {
		w := d.Word(i)
		id := m.id(w)
		m.forms[i] = id
		e := &m.list[id]
		if e.lower != "" {
			w = e.lower
		}
		d.Lower[i] = w
		fl := e.flags
		if i > 0 && d.Start[i] > d.End[i-1] {
			fl |= FlagSpace
		}
		d.Flags[i] = fl
	}
}

// markAllCaps sets FlagAllCaps, and the flags of the case that words would have, on sentences written in capitals: at least three
// words of letters, four fifths of them capitals.
func (d *Doc) markAllCaps() {
	for _, s := range d.Sents {
		words, upper := 0, 0
		for i := s.Start; i < s.End; i++ {
			if d.Flags[i]&(FlagPunct|FlagDigit) != 0 || len(d.Lower[i]) < 2 {
				continue
			}
			words++
			if d.Flags[i]&FlagUpper != 0 {
				upper++
			}
		}
		if words < 3 || upper*5 < words*4 {
			continue
		}
		for i := s.Start; i < s.End; i++ {
			d.Flags[i] |= FlagAllCaps
		}
		d.truecase(s.Range)
	}
}
