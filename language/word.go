package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hostEndings are the last labels that make "name.label" one word: top-level
// domains seen in print and file endings.
var hostEndings = wordSet(`com org net gov edu mil int info io tv co uk us eu de fr ru ua cn in au ca nz ie es it pl br jp news
 pdf doc docx xls xlsx ppt jpg jpeg png gif html htm php asp txt exe zip mp3 mp4 csv`)

// word adds the tokens of the word, number, address or clitic group at p.
func (t *tokenizer) word(p int) int {
	if q := t.address(p); q > p {
		t.add(p, q)
		return q
	}
	q, seg := p, p // seg: start of the part after the last dot
	numeric, hyphens, apostrophe := true, 0, -1
	host := false
scan:
	for q < len(t.text) {
		r, n := t.rune(q)
		switch {
		case wordRune(r):
			if r > '9' || r < '0' {
				numeric = false
			}
			q += n
			continue
		case r == '.':
			switch {
			case numeric && isDigit(t.at(q+1)):
			case t.initialDot(seg, q):
			case t.hostDot(q):
				host = true
			default:
				break scan
			}
			q++
			seg = q
			continue
		case r == ',':
			if !numeric || !t.thousands(p, q) {
				break scan
			}
		case r == ':', r == '/':
			if !numeric || hyphens > 0 || !isDigit(t.at(q+1)) {
				break scan
			}
		case r == '-', r == '\u2010', r == '\u2011':
			if !t.wordAt(q + n) {
				break scan
			}
			hyphens++
		case r == '\'', r == '’':
			if next, _ := t.rune(q + n); !unicode.IsLetter(next) {
				break scan
			}
			apostrophe = q
			numeric = false
		case r == '&':
			if !isUpper(t.at(q-1)) && !isDigit(t.at(q-1)) || !isUpper(t.at(q+1)) {
				break scan
			}
			numeric = false
		case r == '_':
			if !t.wordAt(q + 1) {
				break scan
			}
			numeric = false
		default:
			break scan
		}
		q += n
		seg = q
	}
	if host && t.at(q) == '/' {
		q = t.addressEnd(p, q)
		t.add(p, q)
		return q
	}
	if numeric && hyphens > 0 && !isoDate(t.text[p:q]) && !phone(t.text[p:q], hyphens) {
		t.digits(p, q)
		return q
	}
	if numeric && t.at(q) == '\'' && t.at(q+1) == 's' && !t.wordAt(q+2) { // 1990's
		t.add(p, q)
		t.add(q, q+2)
		return q + 2
	}
	if t.at(q) == '$' && q-p <= 3 && isUpper(t.at(p)) && isUpper(t.at(q-1)) && isDigit(t.at(q+1)) { // US$
		t.add(p, q+1)
		return q + 1
	}
	if apostrophe >= 0 {
		t.clitics(p, q)
		return q
	}
	if t.at(q) == '.' && t.at(q+1) != '.' && t.takesDot(p, q, seg) {
		q++
	}
	t.fused(p, q)
	return q
}

// initialDot tells whether the dot at q stands between single letters (U.S., a.m., Ph.D.).
func (t *tokenizer) initialDot(seg, q int) bool {
	word := t.text[seg:q]
	if utf8.RuneCountInString(word) != 1 && word != "Ph" {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) {
		return false
	}
	r, n := t.rune(q + 1)
	return unicode.IsLetter(r) && !t.wordAt(q+1+n)
}

// hostDot tells whether the dot at q stands before the label of a host or file name.
func (t *tokenizer) hostDot(q int) bool {
	e := q + 1
	for isLower(t.at(e)) && e-q < 6 {
		e++
	}
	return !t.wordAt(e) && hostEndings[t.text[q+1:e]]
}

// thousands tells whether the comma at q groups digits (4,327).
func (t *tokenizer) thousands(p, q int) bool {
	if q-p > 3 && t.at(q-4) != ',' {
		return false
	}
	return isDigit(t.at(q+1)) && isDigit(t.at(q+2)) && isDigit(t.at(q+3)) && !isDigit(t.at(q+4))
}

// isoDate tells of dates as in 2031-03-14.
func isoDate(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-'
}

// phone tells of telephone numbers as in 303-555-0147.
func phone(s string, hyphens int) bool {
	return hyphens >= 2 && len(s) > 9 && s[len(s)-5] == '-' && s[len(s)-9] == '-'
}

// digits adds the parts and hyphens of a range of digits.
func (t *tokenizer) digits(p, q int) {
	for i := p; i < q; {
		r, n := t.rune(i)
		if r == '-' || r == '\u2010' || r == '\u2011' {
			if i > p {
				t.add(p, i)
			}
			t.add(i, i+n)
			p = i + n
		}
		i += n
	}
	if p < q {
		t.add(p, q)
	}
}

// clitics adds the word [p,q) that has an apostrophe, its clitics split off.
func (t *tokenizer) clitics(p, q int) {
	var cuts [3]int
	n, e := 0, q
	for n < len(cuts) {
		cut := cliticStart(t.text[p:e])
		if cut <= 0 {
			break
		}
		e = p + cut
		cuts[n] = e
		n++
	}
	t.add(p, e)
	for n--; n >= 0; n-- {
		end := q
		if n > 0 {
			end = cuts[n-1]
		}
		t.add(cuts[n], end)
	}
}

// cliticStart gives where the clitic at the end of w begins, 0 if there is none.
func cliticStart(w string) int {
	i, n := strings.LastIndexByte(w, '\''), 1
	if j := strings.LastIndex(w, "’"); j > i {
		i, n = j, len("’")
	}
	if i <= 0 {
		return 0
	}
	switch strings.ToLower(w[i+n:]) {
	case "s", "re", "ve", "ll", "d", "m":
		return i
	case "t":
		if c := w[i-1]; (c == 'n' || c == 'N') && i > 1 {
			return i - 1
		}
	}
	return 0
}

// fusedAt gives where words written as one are cut (the Penn Treebank's list,
// and negations whose apostrophe was dropped).
var fusedAt = map[string]int{
	"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3,
	"dont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3, "werent": 4, "arent": 3, "couldnt": 5,
	"wouldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3, "hadnt": 3, "cant": 2, "wont": 2,
}

// fusedEnd tells whether a word of fusedAt ends in the letters a, b.
func fusedEnd(a, b byte) bool {
	switch b {
	case 't':
		return a == 'n' || a == 'o'
	case 'a':
		return a == 'n' || a == 't'
	case 'e':
		return a == 'm'
	}
	return false
}

// fused adds [p,q), cut in two where it is two words written as one.
func (t *tokenizer) fused(p, q int) {
	if n := q - p; n >= 4 && n <= 8 && fusedEnd(t.text[q-2]|0x20, t.text[q-1]|0x20) {
		var b [8]byte
		for i := range n {
			b[i] = t.text[p+i]
			if isUpper(b[i]) {
				b[i] += 'a' - 'A'
			}
		}
		if cut := fusedAt[string(b[:n])]; cut > 0 {
			t.add(p, p+cut)
			t.add(p+cut, q)
			return
		}
	}
	t.add(p, q)
}

// address gives the end of the URL or e-mail address at p, p if there is none.
func (t *tokenizer) address(p int) int {
	switch t.text[p] {
	case 'h', 'H', 'w', 'W', 'f':
		for _, prefix := range [...]string{"http://", "https://", "www.", "ftp://"} {
			if e := p + len(prefix); e < len(t.text) && strings.EqualFold(t.text[p:e], prefix) {
				return t.addressEnd(p, e)
			}
		}
	}
	if !t.mail {
		return p
	}
	q, last := p, min(len(t.text), p+64)
	for q < last && (isAlpha(t.text[q]) || isDigit(t.text[q]) || strings.IndexByte("._%+-", t.text[q]) >= 0) {
		q++
	}
	if q == last || t.text[q] != '@' {
		return p
	}
	dot := false
	e := q + 1
	for last = min(len(t.text), e+255); e < last && (isAlpha(t.text[e]) || isDigit(t.text[e]) || t.text[e] == '.' || t.text[e] == '-'); e++ {
		dot = dot || t.text[e] == '.'
	}
	for e > q+1 && (t.text[e-1] == '.' || t.text[e-1] == '-') {
		e--
	}
	if !dot || e == q+1 {
		return p
	}
	return e
}

// addressEnd gives the end of a URL from p that is certain up to e: white space
// or a quotation mark ends it, and closing punctuation is not part of it.
func (t *tokenizer) addressEnd(p, e int) int {
	q, open := e, 0
	for q < len(t.text) {
		if n, _ := spaceAt(t.text, q); n > 0 {
			break
		}
		r, n := t.rune(q)
		if strings.ContainsRune("<>\"“”‘’«»„", r) {
			break
		}
		if r == '(' {
			open++
		}
		q += n
	}
	for q > e {
		c := t.text[q-1]
		if c == ')' && open > 0 || strings.IndexByte(".,;:!?'()[]{}", c) < 0 {
			break
		}
		q--
	}
	return q
}
