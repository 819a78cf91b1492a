package incident

import (
	_ "embed"
	"sort"
	"strings"
	"sync"

	"sofar/language"
)

//go:embed roles.txt
var rolesText string

// roleLexicon maps lemmas to the type that each class gives them.
type roleLexicon map[string]map[string]string

var roles = sync.OnceValue(func() roleLexicon {
	lx := make(roleLexicon)
	for _, line := range strings.Split(rolesText, "\n") {
		f := strings.Split(line, "|")
		if len(f) != 3 || line[0] == '#' {
			continue
		}
		m := lx[f[0]]
		if m == nil {
			m = make(map[string]string)
			lx[f[0]] = m
		}
		for _, w := range strings.Fields(f[2]) {
			if _, ok := m[w]; !ok {
				m[w] = f[1]
			}
		}
	}
	return lx
})

// phrase is a noun phrase: tokens [start, end), its head, and the name of a
// person inside it, if there is one.
type phrase struct {
	start, head, end int
	person           language.Range
}

// participles that stand before a noun as adjectives do.
var attributive = set("unidentified armed wounded hooded alleged suspected retired masked uniformed kidnapped murdered slain organized organised unknown so-called injured")

// maxPhrases bounds the phrases of one sentence: a longer one is a list or
// broken text, and the parts of its verbs cannot be told anyway.
const maxPhrases = 64

// phrases cuts a sentence into noun phrases, left to right.
func phrases(doc *language.Doc, s language.Sent) []phrase {
	var out []phrase
	for i := s.Start; i < s.End && len(out) < maxPhrases; {
		if !nominal(doc, i) {
			i++
			continue
		}
		j, head := i, -1
		for j < s.End && nominal(doc, j) {
			if t := doc.Tag[j]; t == language.NOUN || t == language.PROPN {
				head = j
			}
			j++
		}
		if head >= 0 {
			p := phrase{start: i, head: head, end: head + 1}
			for p.start < head && (doc.Tag[p.start] == language.DET || doc.Tag[p.start] == language.PRON) {
				p.start++
			}
			p.person = personIn(doc, p)
			out = append(out, p)
		}
		i = j
	}
	return out
}

// timeWords stand behind a noun phrase and are no part of it.
var timeWords = set("today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday")

func nominal(doc *language.Doc, i int) bool {
	if timeWords[doc.Lower[i]] {
		return false
	}
	switch doc.Tag[i] {
	case language.DET, language.ADJ, language.NOUN, language.PROPN, language.NUM:
		return true
	case language.PART:
		return doc.Lower[i] == "'s" || doc.Lower[i] == "'"
	case language.PRON:
		return doc.PTB[i] == language.PRPS
	case language.VERB:
		return attributive[doc.Lower[i]]
	}
	return false
}

// personIn gives the tokens of a person's name inside a phrase.
func personIn(doc *language.Doc, p phrase) language.Range {
	for _, n := range doc.Names[firstName(doc, p.start):] {
		if n.Tokens.Start >= p.end {
			break
		}
		if n.Kind != language.NamePerson || n.Form > language.FormShort || n.Tokens.Start < p.start || n.Tokens.End > p.end {
			continue
		}
		proper := true
		for t := n.Tokens.Start; t < n.Tokens.End; t++ {
			if _, common := roles()["human"][doc.Lemma[t]]; common || doc.Tag[t] != language.PROPN {
				proper = false
			}
		}
		if proper && n.Tokens.Len() >= 1 {
			return n.Tokens
		}
	}
	return language.Range{}
}

// class gives the type of a phrase's head in a class of the lexicon.
func (p phrase) class(doc *language.Doc, class string) (string, bool) {
	m := roles()[class]
	if t, ok := m[doc.Lemma[p.head]]; ok {
		return t, true
	}
	t, ok := m[doc.Lower[p.head]]
	return t, ok
}

// count gives the number of a phrase: what its numeral says, one for a
// singular, an unknown plural (2, open) else.
func (p phrase) count(doc *language.Doc) (low, high int64, about bool) {
	first := sort.Search(len(doc.Numbers), func(i int) bool { return doc.Numbers[i].Tokens.End > p.start })
	for _, n := range doc.Numbers[first:] {
		if n.Tokens.Start >= p.end {
			break
		}
		if n.Use == language.UseCount && n.Tokens.End > p.start && n.Tokens.Start < p.end && n.Low >= 0 {
			return n.Low, n.High, n.Bound == language.BoundAbout
		}
	}
	if p.person.Len() > 0 {
		return 1, 1, false
	}
	if doc.PTB[p.head] == language.NNS || doc.PTB[p.head] == language.NNPS || plural[doc.Lower[p.head]] {
		return 2, language.Open, false
	}
	return 1, 1, false
}

var plural = set("people police troops others personnel policemen businessmen")

// leading words tell how many, or what befell them, not who they are.
var leading = set("at least multiple other others several many some all few more most outside inside murdered killed kidnapped slain wounded injured second first third dead about approximately nearly over")

// text gives the words of a phrase without a leading article or numeral.
func (p phrase) text(doc *language.Doc) string {
	i := p.start
	for i < p.head && (doc.Tag[i] == language.NUM || doc.Tag[i] == language.DET || leading[doc.Lower[i]]) {
		i++
	}
	return doc.TextOf(language.Range{Start: i, End: p.end})
}
