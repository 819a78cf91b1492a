package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/incident"
)

// paraphrases gives the report that entry i rewrites, if it credits one: of
// the earlier reports of the same story by an outlet that it names as its
// source, the one with which it shares most facts. Where that one is itself a
// full copy, the origin is named.
func (g *grouper) paraphrases(i int, copied []Copy, origin map[string]string) []Copy {
	best, top := g.likest(i, copied)
	return g.paraphrase(i, best, top, copied, origin)
}

// likest gives the report that entry i may rewrite, -1 for none, and the part of
// its facts that the other holds.
func (g *grouper) likest(i int, copied []Copy) (best int, top float64) {
	f := g.all[i]
	best = -1
	if f.correction || f.background {
		return best, 0
	}
	taken := make(map[string]bool)
	for _, c := range copied {
		if c.Extent == Full {
			return best, 0
		}
		taken[c.Of] = true
	}
	credits := g.credits(i)
	for _, o := range g.clusters[g.of[i]].members {
		e := o.at
		if e >= i || taken[o.id] || o.publisher == f.publisher || !credited(credits, g.housesOf(e)) && !g.mentions(i, e) {
			continue
		}
		if s := g.sameFacts(e, i); s > top || s == top && s > 0 && e < best {
			best, top = e, s
		}
	}
	return best, top
}

func (g *grouper) paraphrase(i, best int, top float64, copied []Copy, origin map[string]string) []Copy {
	if best < 0 || top < paraphraseShare {
		return nil
	}
	of := g.all[best].id
	if o := origin[of]; o != "" {
		of = o
	}
	if slices.ContainsFunc(copied, func(c Copy) bool { return c.Of == of }) {
		return nil
	}
	return []Copy{{Report: g.all[i].id, Of: of, Extent: Paraphrase, Share: hundredths(top), Rule: "credits it and gives the same facts"}}
}

// paraphraseShare is the part of a report's facts that the source must hold.
const paraphraseShare = 0.5

// credits are the outlets that a report names as the source of its text or of
// statements in it, as Spelling keys.
func (g *grouper) credits(i int) []string {
	r := g.entries[i].Reading
	seen := make(map[string]bool)
	var out []string
	add := func(name string) {
		if k := incident.Spelling(name); k != "" && !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	for _, c := range r.Credits {
		add(c)
	}
	for _, a := range r.Attributions {
		for _, o := range a.Relay {
			add(o)
		}
		if a.Speaker.Class == "media" {
			add(a.Speaker.Name)
		}
	}
	return out
}

// house is a name of an entry's outlet or of the agency whose copy it is, as
// credits are held against it: its Spelling key, and that of its initials.
type house struct{ key, short string }

// housesOf gives the names of entry e's outlet and agency.
func (g *grouper) housesOf(e int) []house {
	for len(g.houses) < len(g.entries) {
		g.houses = append(g.houses, nil)
	}
	if g.houses[e] == nil {
		g.houses[e] = []house{}
		for _, name := range []string{g.entries[e].Report.Publisher, g.entries[e].Reading.Wire} {
			if name == "" {
				continue
			}
			h := house{key: incident.Spelling(name)}
			if short := strings.ToLower(initials(name)); len(short) > 1 {
				h.short = incident.Spelling(short)
			}
			g.houses[e] = append(g.houses[e], h)
		}
	}
	return g.houses[e]
}

// credited tells whether one of the credits names the entry's outlet or the
// agency whose copy it is: the same name, or the initials of it.
func credited(credits []string, houses []house) bool {
	for _, h := range houses {
		for _, c := range credits {
			if c == h.key || len(c) > 4 && strings.Contains(h.key, c) || len(h.key) > 4 && strings.Contains(c, h.key) || h.short != "" && c == h.short {
				return true
			}
		}
	}
	return false
}

// mentions tells whether the text of entry i names the outlet or agency of
// entry e: its name, or the first word of it where that is a telling one.
func (g *grouper) mentions(i, e int) bool {
	text := g.entries[i].Report.Text
	for _, name := range []string{g.entries[e].Report.Publisher, g.entries[e].Reading.Wire} {
		if len(name) >= 4 && strings.Contains(text, name) {
			return true
		}
	}
	return false
}

func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		b.WriteString(w[:1])
	}
	return b.String()
}

// sameFacts is the part of the facts of entry i that entry e holds as well.
func (g *grouper) sameFacts(e, i int) float64 {
	mine, theirs := g.factsOf(i), g.factsOf(e)
	if len(mine) < minFacts {
		return 0
	}
	n := 0
	for f := range mine {
		if theirs[f] {
			n++
		}
	}
	return float64(n) / float64(len(mine))
}

// minFacts is how many facts a text must hold to be compared by them.
const minFacts = 5

// factsOf gives the names and numbers of an entry's text: the words with a
// capital that do not open a sentence, under Spelling, and the numbers from
// three up in digits or words.
func (g *grouper) factsOf(i int) map[string]bool {
	if f, ok := g.facts[i]; ok {
		return f
	}
	text := g.entries[i].Report.Text
	out := make(map[string]bool)
	opens := true
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '/' || r == '–' || r == '—' }) {
		core := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		core = strings.TrimSuffix(strings.TrimSuffix(core, "'s"), "’s")
		if core == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(core)
		lower := strings.ToLower(core)
		switch {
		case unicode.IsDigit(first):
			out[core] = true
		case smallNumbers[lower] != "":
			out[smallNumbers[lower]] = true
		case unicode.IsUpper(first) && !opens && len(core) > 2 && incident.DocumentShare(incident.TermOf(lower)) < 0.002:
			out[incident.Spelling(core)] = true
		}
		opens = strings.ContainsAny(w, ".!?:“\"") && !strings.HasSuffix(core, "Mr")
	}
	g.facts[i] = out
	return out
}

// smallNumbers are the numbers that running text writes in words.
var smallNumbers = func() map[string]string {
	m := make(map[string]string)
	for i, w := range strings.Fields("three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = itoa(int64(i) + 3)
	}
	return m
}()
