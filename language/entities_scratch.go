package language

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// linkers are kept between texts with their maps and buffers, so that linking
// allocates a few times per text instead of per mention.
var linkers = sync.Pool{New: func() any {
	return &linker{keys: map[string]int{}, orgs: map[string]int{}, short: map[string]int{}}
}}

// maxKeptEnts bounds the entities that a linker may have held and still be kept.
const maxKeptEnts = 1 << 12

// release hands the linker back with nothing of the text in it.
func (l *linker) release() {
	if len(l.ents) > maxKeptEnts {
		return
	}
	clear(l.ents)
	clear(l.arena)
	clear(l.kept[:cap(l.kept)])
	clear(l.keys)
	clear(l.orgs)
	clear(l.short)
	clear(l.cands[:cap(l.cands)])
	l.d, l.x, l.weights, l.choose = nil, nil, nil, nil
	l.ents, l.arena, l.kept, l.added = l.ents[:0], l.arena[:0], l.kept[:0], l.added[:0]
	l.cands, l.feats = l.cands[:0], l.feats[:0]
	l.interned = strings.Builder{}
	linkers.Put(l)
}

// internChunk is the size in bytes of the pieces in which keys are stored.
const internChunk = 4096

// intern gives the bytes of l.buf as a string that lives as long as the linker's text.
func (l *linker) intern() string {
	n := len(l.buf)
	if l.interned.Cap()-l.interned.Len() < n {
		l.interned = strings.Builder{} // the strings cut from the one before keep it
		l.interned.Grow(max(internChunk, n))
	}
	from := l.interned.Len()
	l.interned.Write(l.buf)
	return l.interned.String()[from:]
}

// joined gives the words with a space between.
func (l *linker) joined(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	l.buf = l.buf[:0]
	for i, w := range words {
		if i > 0 {
			l.buf = append(l.buf, ' ')
		}
		l.buf = append(l.buf, w...)
	}
	return l.intern()
}

// concat gives the parts as one string.
func (l *linker) concat(parts ...string) string {
	l.buf = l.buf[:0]
	for _, p := range parts {
		l.buf = append(l.buf, p...)
	}
	return l.intern()
}

// byText orders mentions by their first token, wider ones first.
func byText(a, b Name) int {
	if a.Tokens.Start != b.Tokens.Start {
		return a.Tokens.Start - b.Tokens.Start
	}
	return b.Tokens.End - a.Tokens.End
}

// mergeNames puts the mentions that were added among those of the Doc, which
// are in order, each after its equals.
func (l *linker) mergeNames() {
	add := l.added
	if len(add) == 0 {
		return
	}
	slices.SortStableFunc(add, byText)
	i, k := len(l.d.Names)-1, len(add)-1
	ns := append(l.d.Names, add...)
	for w := len(ns) - 1; k >= 0; w-- {
		if i >= 0 && byText(ns[i], add[k]) > 0 {
			ns[w] = ns[i]
			i--
		} else {
			ns[w] = add[k]
			k--
		}
	}
	l.d.Names = ns
	l.added = add[:0]
}

// plainRole gives the plain form of an entity's post or description.
func (x *ent) plainRole() string {
	if x.roleOf != x.roleTxt {
		x.roleOf, x.rolePlain = x.roleTxt, plainKey(x.roleTxt)
	}
	return x.rolePlain
}

// nextWord cuts the first word off s as strings.Fields does; "" at the end.
func nextWord(s string) (word, rest string) {
	from := -1
	for i, r := range s {
		if space := unicode.IsSpace(r); from < 0 && !space {
			from = i
		} else if from >= 0 && space {
			return s[from:i], s[i:]
		}
	}
	if from < 0 {
		return "", ""
	}
	return s[from:], ""
}

// foldedWord writes a short ASCII word in lower case into buf; false for others.
func foldedWord(buf *[24]byte, w string) ([]byte, bool) {
	if len(w) > len(buf) {
		return nil, false
	}
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 0x80 {
			return nil, false
		}
		if isUpper(c) {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return buf[:len(w)], true
}

// containsFold tells whether the lower-case ASCII word occurs in s, whatever its case.
func containsFold(s, word string) bool {
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == word[0] && strings.EqualFold(s[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// oneLine joins words that a line break parts.
func oneLine(s string) string {
	space := true // the start and every space before it
	for _, r := range s {
		if r == ' ' && !space {
			space = true
			continue
		}
		if unicode.IsSpace(r) {
			return strings.Join(strings.Fields(s), " ")
		}
		space = false
	}
	if space && s != "" {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}
