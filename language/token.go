package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenizer cuts a text into tokens in one pass from left to right. Every
// look-ahead is bounded or consumes what it saw, so the time is linear.
//
// The conventions are those of the Penn Treebank and Universal Dependencies
// (clitics split: "did|n't", "police|'s"; punctuation by itself) with one
// difference: compounds with a hyphen ("ISIS-K", "12-year-old") stay whole.
// Ranges of digits ("30-40") are three tokens.
type tokenizer struct {
	text       string
	start, end []int32
	// breaks[i] is the number of line breaks before token i, at most 255.
	breaks  []uint8
	pending int  // line breaks since the last token
	mail    bool // there is an @ in the text
}

// cut fills start, end and breaks with the tokens of a text.
func (t *tokenizer) cut(text string) {
	t.text, t.pending = text, 0
	n := len(text)/5 + 8
	t.start, t.end, t.breaks = slices.Grow(t.start[:0], n), slices.Grow(t.end[:0], n), slices.Grow(t.breaks[:0], n)
	t.mail = strings.IndexByte(text, '@') >= 0
	for p := 0; p < len(text); {
		c := text[p]
		if c == ' ' {
			p++
			continue
		}
		if isAlpha(c) {
			// Most words are letters alone with a space or a comma behind them.
			q := p + 1
			for q < len(text) && classes[text[q]] == classLetter {
				q++
			}
			if q < len(text) && classes[text[q]] == classEnd {
				t.fused(p, q)
				p = q
				continue
			}
		}
		if n, br := spaceAt(text, p); n > 0 {
			t.pending += br
			p += n
			continue
		}
		p = t.token(p)
	}
}

// Classes of bytes: letters, and what always ends a word of letters.
const (
	classOther = iota
	classLetter
	classEnd
)

var classes = makeClasses()

func makeClasses() (c [256]uint8) {
	for b := range c {
		if isAlpha(byte(b)) {
			c[b] = classLetter
		}
	}
	for _, b := range " \t\n\r,;!?()[]\"" {
		c[b] = classEnd
	}
	return c
}

// add appends token [p,q).
func (t *tokenizer) add(p, q int) {
	t.start = append(t.start, int32(p))
	t.end = append(t.end, int32(q))
	t.breaks = append(t.breaks, uint8(min(t.pending, 255)))
	t.pending = 0
}

// spaceAt gives the length of the white space or invisible character at p (0 if
// none) and the line breaks it counts for.
func spaceAt(s string, p int) (n, breaks int) {
	c := s[p]
	if c < utf8.RuneSelf {
		switch {
		case c == '\n':
			return 1, 1
		case c == '\r':
			if p+1 < len(s) && s[p+1] == '\n' {
				return 2, 1
			}
			return 1, 1
		case c == '\f' || c == '\v':
			return 1, 1
		case c <= ' ' && c != substitute || c == 0x7f:
			return 1, 0
		}
		return 0, 0
	}
	r, n := utf8.DecodeRuneInString(s[p:])
	switch {
	case r == '\u0085' || r == '\u2028':
		return n, 1
	case r == '\u2029':
		return n, 2
	case unicode.IsSpace(r), invisible(r):
		return n, 0
	}
	return 0, 0
}

// invisible tells of characters that show nothing and separate nothing:
// zero-width space, byte order mark, direction marks, word joiner.
func invisible(r rune) bool {
	switch {
	case r == '\u200b', r == '\ufeff', r == '\u2060', r == '\u061c', r == '\u180e':
		return true
	case r >= '\u200e' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

// wordRune tells of characters that words are made of.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == substitute
	}
	// Soft hyphen and the joiners stand inside words.
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\u00ad' || r == '\u200c' || r == '\u200d'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
func isAlpha(c byte) bool { return isUpper(c) || isLower(c) }

// at gives the byte at p, 0 outside the text.
func (t *tokenizer) at(p int) byte {
	if p < 0 || p >= len(t.text) {
		return 0
	}
	return t.text[p]
}

func (t *tokenizer) rune(p int) (rune, int) {
	if p >= len(t.text) {
		return 0, 0
	}
	if c := t.text[p]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(t.text[p:])
}

// wordAt tells whether a word character stands at p.
func (t *tokenizer) wordAt(p int) bool {
	r, n := t.rune(p)
	return n > 0 && wordRune(r)
}

// wordBefore tells whether a word character ends at p.
func (t *tokenizer) wordBefore(p int) bool {
	if p <= 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(t.text[:p])
	return wordRune(r)
}

// token adds the token or tokens that start at p and gives the place after them.
func (t *tokenizer) token(p int) int {
	r, n := t.rune(p)
	if wordRune(r) {
		return t.word(p)
	}
	q := p + n
	switch r {
	case '.':
		if isDigit(t.at(q)) && !t.wordBefore(p) { // .22 calibre
			return t.word(p)
		}
		q = t.sameRun(p)
	case '-', '=', '*', '~', '+', '_':
		q = t.sameRun(p)
	case '!', '?':
		for c := t.at(q); c == '!' || c == '?'; c = t.at(q) {
			q++
		}
	case '\'', '’', '‘', '`', '´':
		if e := t.elision(p, q); e > q {
			q = e
		} else if (r == '\'' || r == '`') && t.at(q) == t.at(p) {
			q++ // '' and `` are double marks
		}
	case '@', '#':
		if c := t.at(q); isAlpha(c) || c == '_' || c >= utf8.RuneSelf && t.wordAt(q) {
			for q < len(t.text) {
				r, n := t.rune(q)
				if !wordRune(r) && r != '_' {
					break
				}
				q += n
			}
		}
	case ':', ';':
		q = t.emoticon(p, q)
	default:
		if r >= 0x2190 {
			q = t.emoji(r, q)
		}
	}
	t.add(p, q)
	return q
}

func (t *tokenizer) sameRun(p int) int {
	q := p + 1
	for q < len(t.text) && t.text[q] == t.text[p] {
		q++
	}
	return q
}

// emoticon takes ":)", ";-)", ":P" whole where nothing but space follows.
func (t *tokenizer) emoticon(p, q int) int {
	e := q
	if t.at(e) == '-' {
		e++
	}
	if !strings.ContainsRune(")(DPp/|", rune(t.at(e))) || t.at(e) == 0 {
		return q
	}
	for c := t.at(e); t.at(e+1) == c; {
		e++
	}
	e++
	if e < len(t.text) {
		if n, _ := spaceAt(t.text, e); n == 0 {
			return q
		}
	}
	if t.wordBefore(p) && t.at(q) != '-' { // "(see:)" is no smile
		return q
	}
	return e
}

// emoji takes what belongs to one picture: modifiers, joined pictures, flags.
func (t *tokenizer) emoji(r rune, q int) int {
	regional := func(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
	for q < len(t.text) {
		next, n := t.rune(q)
		switch {
		case next == '\ufe0f', next == '\u20e3', next >= 0x1f3fb && next <= 0x1f3ff:
			q += n
		case next == '\u200d':
			q += n
			if after, m := t.rune(q); after >= 0x2190 {
				q += m
			}
		case regional(r) && regional(next):
			return q + n
		default:
			return q
		}
	}
	return q
}

// elided are words that drop their beginning behind an apostrophe.
var elided = map[string]bool{"em": true, "til": true, "till": true, "cause": true, "tis": true, "twas": true, "n": true, "round": true, "bout": true, "cos": true}

// elision takes 'em, 'til and '90s whole, else gives q; the apostrophe is [p,q).
func (t *tokenizer) elision(p, q int) int {
	if t.wordBefore(p) {
		return q
	}
	e := q
	if isDigit(t.at(q)) && isDigit(t.at(q+1)) && !isDigit(t.at(q+2)) {
		e = q + 2
		if t.at(e) == 's' {
			e++
		}
		if t.wordAt(e) {
			return q
		}
		return e
	}
	for isAlpha(t.at(e)) && e-q < 6 {
		e++
	}
	if t.wordAt(e) || !elided[strings.ToLower(t.text[q:e])] {
		return q
	}
	return e
}
