package train

import (
	"sort"
	"strconv"
	"strings"

	"sofar/language"
)

// NameSpan is a name in the tokens of a sentence.
type NameSpan struct {
	Start, End int // tokens, half open
	Kind       language.NameKind
}

// mention is one bracket of GUM's entity annotation.
type mention struct {
	start, end int // tokens, half open
	kind       string
	identity   string // the page of Wikipedia that it stands for, "" if none
}

// mentions reads the brackets of a sentence: "(id-type-status-…-link-identity"
// opens a mention, "id)" closes it; one with both is a mention of one word.
func mentions(s Sentence) []mention {
	type open struct {
		id    string
		start int
		m     mention
	}
	var out []mention
	var stack []open
	for i, t := range s.Tokens {
		for rest := t.Entity; rest != ""; {
			if rest[0] == '(' {
				end := strings.IndexAny(rest[1:], "()") + 1
				if end == 0 {
					end = len(rest)
				}
				f := strings.SplitN(rest[1:end], "-", 8)
				m := mention{start: i}
				if len(f) > 1 {
					m.kind = f[1]
				}
				if len(f) == 8 {
					m.identity = f[7]
				}
				rest = rest[end:]
				if strings.HasPrefix(rest, ")") {
					rest = rest[1:]
					m.end = i + 1
					out = append(out, m)
				} else {
					stack = append(stack, open{f[0], i, m})
				}
				continue
			}
			end := strings.IndexByte(rest, ')')
			if end < 0 {
				break
			}
			id := rest[:end]
			rest = rest[end+1:]
			for k := len(stack) - 1; k >= 0; k-- {
				if stack[k].id == id {
					m := stack[k].m
					m.end = i + 1
					out = append(out, m)
					stack = append(stack[:k], stack[k+1:]...)
					break
				}
			}
		}
	}
	return out
}

// GoldNames derives the names of a sentence from GUM's mentions: those whose
// head is a proper noun, cut down to the name's own words (see ownSpan). Where
// names lie in one another the longer one stays. Of the kinds that GUM does not
// tell apart, facilities, groups and outlets are told by language.RefineKind;
// works and products have the kind unknown.
func GoldNames(s Sentence) []NameSpan {
	var all []NameSpan
	for _, m := range mentions(s) {
		h := mentionHead(s, m)
		if m.kind == "person" && h >= 0 && h+1 < m.end && !proper(s.Tokens[h]) && proper(s.Tokens[h+1]) && s.Tokens[h+1].Head == h {
			h++ // "co-star Jensen Ackles", "Russian Colonel Rudolf Strasburgh"
		}
		if h < 0 || !proper(s.Tokens[h]) {
			continue
		}
		n := ownSpan(s, m, h)
		if n.End <= n.Start {
			continue
		}
		words := make([]string, 0, n.End-n.Start)
		for _, t := range s.Tokens[n.Start:n.End] {
			words = append(words, strings.ToLower(t.Form))
		}
		switch m.kind {
		case "person":
			n.Kind = language.NamePerson
			if language.RoleWords(words) {
				continue
			}
			for n.Start < n.End-1 && (language.RoleWords(words[:1]) || s.Tokens[n.Start].UPOS == "ADJ") {
				n.Start++
				words = words[1:]
			}
		case "organization":
			n.Kind = language.NameOrganisation
		case "place":
			n.Kind = language.NamePlace
		case "event":
			n.Kind = language.NameEvent
		case "time":
			continue
		}
		if _, ok := language.Demonym(strings.Join(words, " ")); ok {
			n.Kind = language.NameNationality
		}
		n.Kind = language.RefineKind(n.Kind, words)
		all = append(all, n)
	}
	// Adjectives of nationality are no mentions in GUM.
	for i, t := range s.Tokens {
		if _, ok := language.Demonym(t.Form); ok && t.Form[0] >= 'A' && t.Form[0] <= 'Z' && (t.UPOS == "ADJ" || t.UPOS == "PROPN") {
			all = append(all, NameSpan{i, i + 1, language.NameNationality})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].End-all[i].Start > all[j].End-all[j].Start })
	taken := make([]bool, len(s.Tokens))
	out := all[:0]
	for _, n := range all {
		free := true
		for k := n.Start; k < n.End; k++ {
			free = free && !taken[k]
		}
		if !free {
			continue
		}
		for k := n.Start; k < n.End; k++ {
			taken[k] = true
		}
		out = append(out, n)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

func proper(t Token) bool { return t.UPOS == "PROPN" || strings.HasPrefix(t.XPOS, "NNP") }

// mentionHead is the word of a mention that is governed from outside it, -1 if there is not one.
func mentionHead(s Sentence, m mention) int {
	for i := m.start; i < m.end; i++ {
		if h := s.Tokens[i].Head; h < m.start || h >= m.end {
			if s.Tokens[i].Rel != "punct" {
				return i
			}
		}
	}
	return -1
}

// ownSpan gives the words of a mention that make up the name itself: the head
// with its flat and compound parts and capitalised adjectives, and "of …" or
// "for …" after the head of what is no person. Titles (nmod:desc), articles,
// appositions and the possessive mark stay out.
func ownSpan(s Sentence, m mention, h int) NameSpan {
	in := make([]bool, len(s.Tokens))
	in[h] = true
	person := m.kind == "person"
	capital := func(i int) bool { c := s.Tokens[i].Form[0]; return c >= 'A' && c <= 'Z' || c >= 0x80 }
	// Children may precede their heads: go on until nothing is added; a name is few words deep.
	for round, grown := 0, true; grown && round < 8; round++ {
		grown = false
		for i := m.start; i < m.end; i++ {
			p := s.Tokens[i].Head
			if p == h-1 && h > m.start && s.Tokens[h].Head == p && i > h && s.Tokens[i].Rel == "flat" {
				p = h // parts of one flat name hang on its first word
			}
			if in[i] || p < m.start || p >= m.end || !in[p] {
				continue
			}
			rel, _, _ := strings.Cut(s.Tokens[i].Rel, ":")
			ok := false
			switch rel {
			case "flat":
				ok = true
			case "compound", "amod":
				ok = capital(i) && (proper(s.Tokens[i]) || i > m.start && in[p] && p != h)
				if rel == "compound" && capital(i) {
					ok = true
				}
				if _, nation := language.Demonym(s.Tokens[i].Form); nation && (person || s.Tokens[i].XPOS == "JJ") {
					ok = false
				}
			case "nummod":
				ok = capital(i) || p == i-1
			case "nmod":
				ok = !person && s.Tokens[i].Rel == "nmod" && i > p && capital(i) && proper(s.Tokens[i]) && joined(s, p, i) ||
					s.Tokens[i].Rel == "nmod:poss" && strings.Contains(m.identity, "%27s")
			case "conj":
				ok = p != h && capital(i) && capital(p) && !person && i > p && s.Tokens[h].Head >= 0 && i < h
			}
			if ok {
				in[i] = true
				grown = true
			}
		}
	}
	n := NameSpan{Start: h, End: h + 1}
	link := func(i int) bool {
		switch strings.ToLower(s.Tokens[i].Form) {
		case "of", "for", "the", "and", "&", "-", ".", "'s", "’s", "/", "de", "la", "del", "y", "on":
			return true
		}
		return false
	}
	for i := h + 1; i < m.end; i++ {
		if in[i] {
			n.End = i + 1
		} else if !link(i) {
			break
		}
	}
	for i := h - 1; i >= m.start; i-- {
		if in[i] {
			n.Start = i
		} else if !link(i) {
			break
		}
	}
	return n
}

// joined tells whether only "of" or "for" and "the" and parts of the name stand between two words.
func joined(s Sentence, a, b int) bool {
	link := false
	for i := a + 1; i < b; i++ {
		switch w := strings.ToLower(s.Tokens[i].Form); w {
		case "of", "for":
			if link {
				return false
			}
			link = true
		case "the":
		default:
			if c := s.Tokens[i].Form[0]; c < 'A' || c > 'Z' {
				return false
			}
		}
	}
	return link
}

// NameScore counts names, of one kind or of all.
type NameScore struct{ Agreement }

func (a NameScore) String() string {
	return "P " + share(a.Both, a.Found) + " R " + share(a.Both, a.Gold) + " F1 " + strconv.FormatFloat(a.F1(), 'f', 1, 64) + " (" + strconv.Itoa(a.Gold) + ")"
}

func share(n, of int) string {
	return strconv.FormatFloat(100*float64(n)/float64(max(of, 1)), 'f', 1, 64)
}
