package incident

import (
	_ "embed"
	"strings"
	"sync"

	"sofar/language"
)

//go:embed triggers.txt
var triggerText string

// trigger is one phrase of the list.
type trigger struct {
	typ    string
	weight int
	words  []string // a trailing '*' marks a prefix
}

// mention is a trigger found in a text: tokens [at, end).
type mention struct {
	typ     string
	weight  int
	at, end int
	sent    int
}

// prefixLen is how many letters of a first word ending in '*' index it.
const prefixLen = 4

// lexicon indexes the triggers by their first word: exact, or by its first
// letters where the first word is a prefix.
type lexicon struct {
	exact  map[string][]trigger
	prefix map[string][]trigger
}

var triggers = sync.OnceValue(func() *lexicon {
	lx := &lexicon{map[string][]trigger{}, map[string][]trigger{}}
	for _, line := range strings.Split(triggerText, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		i := strings.IndexAny(line, "0123456789")
		typ, weight := strings.TrimSpace(line[:i]), int(line[i]-'0')
		for _, phrase := range strings.Split(line[i+1:], ",") {
			t := trigger{typ, weight, strings.Fields(phrase)}
			first := t.words[0]
			if p, ok := strings.CutSuffix(first, "*"); ok {
				k := p[:min(prefixLen, len(p))]
				lx.prefix[k] = append(lx.prefix[k], t)
			} else {
				lx.exact[first] = append(lx.exact[first], t)
			}
		}
	}
	return lx
})

func wordMatches(pattern, word string) bool {
	if p, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(word, p)
	}
	return pattern == word
}

// longest gives the longest trigger that begins at word i of words, the
// weightier of equals; ok is false if none does.
func (lx *lexicon) longest(words []string, i int) (best trigger, ok bool) {
	try := func(list []trigger) {
		for _, t := range list {
			if len(t.words) > len(words)-i {
				continue
			}
			fits := true
			for k, p := range t.words {
				if !wordMatches(p, words[i+k]) {
					fits = false
					break
				}
			}
			if fits && (!ok || len(t.words) > len(best.words) || len(t.words) == len(best.words) && t.weight > best.weight && best.typ != "-") {
				best, ok = t, true
			}
		}
	}
	w := words[i]
	try(lx.exact[w])
	if len(w) >= prefixLen {
		try(lx.prefix[w[:prefixLen]])
	}
	return best, ok
}

// find gives the triggers among words in order, without overlaps.
func (lx *lexicon) find(words []string) []mention {
	var out []mention
	for i := 0; i < len(words); {
		t, ok := lx.longest(words, i)
		if !ok {
			i++
			continue
		}
		if t.typ != "-" {
			out = append(out, mention{t.typ, t.weight, i, i + len(t.words), 0})
		}
		i += len(t.words)
	}
	return out
}

// vehicles tell what kind of crash it was.
var vehicles = map[string]string{}

func init() {
	for typ, words := range map[string]string{
		"rail accident": "train trains express locomotive carriage carriages railway rail tram trams metro wagon wagons",
		"ship accident": "ferry ferries ship ships boat boats vessel vessels canoe canoes trawler yacht tanker dinghy",
		"air accident":  "plane planes aircraft airliner helicopter jet flight airplane cessna glider",
		"road accident": "car cars bus buses minibus lorry lorries truck trucks coach motorcycle vehicle vehicles van minivan motorist",
	} {
		for _, w := range strings.Fields(words) {
			vehicles[w] = typ
		}
	}
}

// vehicleRank orders the kinds where a sentence names several: a train that
// hits a minibus is a rail accident.
var vehicleRank = map[string]int{"rail accident": 4, "air accident": 3, "ship accident": 2, "road accident": 1}

// mentions finds the triggers of a Doc, settles crashes by the vehicles in
// their sentence, and drops what boilerplate says.
func mentions(doc *language.Doc) []mention {
	lx := triggers()
	var out []mention
	for s, sent := range doc.Sents {
		if sent.Boilerplate {
			continue
		}
		words := doc.Lower[sent.Start:sent.End]
		for _, m := range lx.find(words) {
			if m.typ == "crash" {
				m.typ = crashType(words)
			}
			if denied(words, m.at) {
				m.weight = 0 // it stays a sentence about the event
			}
			m.at, m.end, m.sent = m.at+sent.Start, m.end+sent.Start, s
			out = append(out, m)
		}
	}
	return out
}

// denied tells whether the words before word i say that there was none, or that
// it is another's: "no blast", "no major explosion", "no link with the explosion".
func denied(words []string, i int) bool {
	no := func(k int) bool { return k >= 0 && words[k] == "no" }
	if no(i-1) || no(i-2) && words[i-1] != "one" {
		return true
	}
	if i > 0 && (words[i-1] == "the" || words[i-1] == "a" || words[i-1] == "an" || words[i-1] == "that") {
		i--
	}
	if i < 3 || words[i-1] != "with" && words[i-1] != "to" {
		return false
	}
	switch words[i-2] {
	case "link", "links", "connection", "connections", "relation", "ties":
		return no(i-3) || no(i-4)
	}
	return words[i-2] == "linked" && (words[i-3] == "not" || words[i-3] == "n't")
}

func crashType(words []string) string {
	best := ""
	for _, w := range words {
		if v := vehicles[w]; vehicleRank[v] > vehicleRank[best] {
			best = v
		}
	}
	if best == "" {
		return "crash"
	}
	return best
}
