package incident

import (
	_ "embed"
	"math"
	"sort"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"

	"sofar/language"
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
	stem := Stem(lower)
	if _, ok := common()[stem]; ok {
		return stem
	}
	return Spelling(strings.Trim(strings.TrimSuffix(lower, "'s"), "'"))
}

var disclaimers = []string{"nothing to do with", "no connection with", "no connection to", "not connected to", "not connected with", "no link to", "no link with", "not linked to", "unrelated to"}

// disclaims tells whether a sentence names another event only to say that it
// has no part in this one.
func disclaims(doc *language.Doc, s language.Sent) bool {
	text := strings.Join(doc.Lower[s.Start:s.End], " ")
	for _, d := range disclaimers {
		if strings.Contains(text, d) {
			return true
		}
	}
	return false
}

const maxTerms = 64

// terms picks the words that tell the report apart: by frequency in the text
// and rarity in English, the 64 heaviest, sorted by stem. Sentences about
// another or an earlier incident (part ≠ 0), or that deny a link with one, are
// left out: they would tie the report to that one.
func terms(doc *language.Doc, part []int) []Term {
	counts := make(map[string]int)
	skip := make([]bool, len(doc.Sents))
	for i, s := range doc.Sents {
		skip[i] = s.Boilerplate || part[i] != 0 || disclaims(doc, s)
	}
	for i, w := range doc.Lower {
		if doc.Flags[i]&(language.FlagPunct|language.FlagDigit) != 0 || len(w) < 3 || skip[doc.SentOf[i]] {
			continue
		}
		if t := TermOf(w); len(t) > 1 {
			counts[t]++
		}
	}
	type weighed struct {
		Term
		w float64
	}
	all := make([]weighed, 0, len(counts))
	for stem, n := range counts {
		w := (1 + math.Log(float64(n))) * -math.Log(DocumentShare(stem))
		all = append(all, weighed{Term{stem, n}, w})
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].w != all[j].w {
			return all[i].w > all[j].w
		}
		return all[i].Stem < all[j].Stem
	})
	if len(all) > maxTerms {
		all = all[:maxTerms]
	}
	out := make([]Term, len(all))
	for i := range all {
		out[i] = all[i].Term
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Stem < out[j].Stem })
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
