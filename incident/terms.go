package incident

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"

	"sofar/language"
	"sofar/language/model"
)

// commonText lists the stems of general English by document frequency, one
// line per band: "2 accept account …". A name or a rare word is in none. Its
// head names the corpora that it was counted over.
//
//go:embed common.txt
var commonText string

// bandShare is the share of documents in which a stem of the band stands, the
// geometric middle of the band.
var bandShare = [...]float64{0.35, 0.14, 0.07, 0.035, 0.018, 0.009, 0.0045}

// rareShare is the share assumed for a stem that is in no band.
const rareShare = 0.001

var common = sync.OnceValue(func() map[string]float64 {
	m := make(map[string]float64, 6000)
	for _, line := range strings.Split(commonText, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		share := bandShare[f[0][0]-'0']
		for _, stem := range f[1:] {
			m[stem] = share
		}
	}
	return m
})

// DocumentShare estimates in what share of English news documents the stem
// stands, in (0, 1): the prior that grouping weighs words by before it has
// seen enough reports.
func DocumentShare(stem string) float64 {
	if s, ok := common()[stem]; ok {
		return s
	}
	return rareShare
}

// Stem gives the dictionary-free stem of a lower-case word, without a
// possessive ending: the unit of Reading.Terms.
func Stem(lower string) string {
	lower = strings.TrimSuffix(lower, "'s")
	lower = strings.Trim(lower, "'")
	return english.Stem(lower, true)
}

// TermOf gives the unit by which texts are compared: the stem of a common
// word, the Spelling key of any other, so that a name's spellings meet.
func TermOf(lower string) string {
	m := termMemos.Get()
	defer termMemos.Put(m)
	return m.list[m.of(lower)].stem
}

// termOf is TermOf worked out.
func termOf(lower string) string {
	stem := Stem(lower)
	if _, ok := common()[stem]; ok {
		return stem
	}
	return Spelling(strings.Trim(strings.TrimSuffix(lower, "'s"), "'"))
}

// termMemo keeps the terms of the words met lately: stems cost much to make.
// Nothing that it gives depends on what it met before.
type termMemo struct {
	words, stems map[string]int32 // places in list
	list         []knownTerm
}

type knownTerm struct {
	stem   string
	rarity float64 // minus the logarithm of the share of documents
	count  int     // in the report being read; 0 in between
}

// maxTermWords is how many words a memo keeps.
const maxTermWords = 1 << 15

var termMemos model.Kept[termMemo]

// of gives the place of the term of a word.
func (m *termMemo) of(word string) int32 {
	if n, ok := m.words[word]; ok {
		return n
	}
	word = strings.Clone(word) // else the memo would keep the text
	stem := termOf(word)
	n, ok := m.stems[stem]
	if !ok {
		n = int32(len(m.list))
		m.list = append(m.list, knownTerm{stem: stem, rarity: -math.Log(DocumentShare(stem))})
		if m.stems == nil {
			m.words, m.stems = make(map[string]int32), make(map[string]int32)
		}
		m.stems[stem] = n
	}
	m.words[word] = n
	return n
}

// trim forgets all words once they are too many. It is called between texts.
func (m *termMemo) trim() {
	if len(m.words) > maxTermWords {
		*m = termMemo{}
	}
}

var disclaimers = []string{"nothing to do with", "no connection with", "no connection to", "not connected to", "not connected with", "no link to", "no link with", "not linked to", "unrelated to"}

// disclaims tells whether a sentence names another event only to say that it
// has no part in this one.
func disclaims(doc *language.Doc, s language.Sent) bool {
	for _, w := range doc.Lower[s.Start:s.End] {
		if disclaimerWords[w] || strings.HasSuffix(w, "unrelated") {
			text := strings.Join(doc.Lower[s.Start:s.End], " ")
			return slices.ContainsFunc(disclaimers, func(d string) bool { return strings.Contains(text, d) })
		}
	}
	return false
}

// disclaimerWords stand inside the disclaimers: one in each but the last.
var disclaimerWords = set("do connection connected link linked")

const maxTerms = 64

// terms picks the words that tell the report apart: by frequency in the text
// and rarity in English, the 64 heaviest, sorted by stem. Sentences about
// another or an earlier incident (part ≠ 0), or that deny a link with one, are
// left out: they would tie the report to that one.
func terms(doc *language.Doc, part []int) []Term {
	m := termMemos.Get()
	defer termMemos.Put(m)
	m.trim()
	met := make([]int32, 0, 256)
	for i := range doc.Sents {
		s := &doc.Sents[i]
		if s.Boilerplate || part[i] != 0 || disclaims(doc, *s) {
			continue
		}
		for k := s.Start; k < s.End; k++ {
			w := doc.Lower[k]
			if doc.Flags[k]&(language.FlagPunct|language.FlagDigit) != 0 || len(w) < 3 {
				continue
			}
			n := m.of(w)
			t := &m.list[n]
			if len(t.stem) < 2 {
				continue
			}
			if t.count == 0 {
				met = append(met, n)
			}
			t.count++
		}
	}
	type weighed struct {
		Term
		w float64
	}
	all := make([]weighed, 0, len(met))
	for _, n := range met {
		t := &m.list[n]
		all = append(all, weighed{Term{t.stem, t.count}, (1 + math.Log(float64(t.count))) * t.rarity})
		t.count = 0
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.w, a.w), strings.Compare(a.Stem, b.Stem))
	})
	if len(all) > maxTerms {
		all = all[:maxTerms]
	}
	out := make([]Term, len(all))
	for i := range all {
		out[i] = all[i].Term
	}
	slices.SortFunc(out, func(a, b Term) int { return strings.Compare(a.Stem, b.Stem) })
	return out
}

var kindNames = [...]string{
	language.NameUnknown:      "unknown",
	language.NamePerson:       "person",
	language.NameOrganisation: "organisation",
	language.NamePlace:        "place",
	language.NameFacility:     "facility",
	language.NameGroup:        "group",
	language.NameNationality:  "nationality",
	language.NameEvent:        "event",
	language.NameOutlet:       "outlet",
}

// entities copies the Doc's entities in the form that grouping keeps.
func entities(doc *language.Doc) []Entity {
	out := make([]Entity, 0, len(doc.Entities))
	for _, e := range doc.Entities {
		if e.Canonical == "" || len(e.Mentions) == 0 {
			continue
		}
		n := Entity{Name: e.Canonical, Aliases: e.Aliases, Count: len(e.Mentions), First: doc.Names[e.Mentions[0]].Span.Start, Kind: "unknown"}
		if int(e.Kind) < len(kindNames) {
			n.Kind = kindNames[e.Kind]
		}
		out = append(out, n)
	}
	return out
}
