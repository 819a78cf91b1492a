package incident

import (
	"strings"

	"sofar/language"
)

// placeOf gives the places of an event, most specific first, and its country:
// the one that the report speaks of most, for the sentences of an event name
// those of its victims and of who speaks too, unless the event is said to be in
// another.
func (v *view) placeOf(sents []int) (chain []string, home string) {
	chain, home = v.place(sents)
	if home != "" && len(chain) > 0 {
		chain = chain[:len(chain)-1]
	}
	votes := make(map[string]int)
	mine := make(map[int]bool, len(sents))
	for _, s := range sents {
		mine[s] = true
	}
	for s := range v.sents {
		for _, p := range v.sents[s].places {
			if p.in == "" || p.kind != country && abroad[Fold(p.in)] {
				continue
			}
			n := 1
			switch {
			case p.kind == country && p.prep && mine[s]:
				n = 8
			case p.kind == country && p.prep, p.kind == country && mine[s]:
				n = 3
			case p.kind == country:
				n = 2
			case mine[s]:
				n = 2
			}
			votes[v.upper(p.in)] += n
		}
		for t := v.doc.Sents[s].Start; t < v.doc.Sents[s].End; t++ {
			if c := v.nation(v.doc.Lower[t]); c != "" && !abroad[Fold(c)] {
				n := 1
				if mine[s] {
					n = 2
				}
				votes[c] += n
			}
		}
	}
	if c := v.headCountry(); c != "" {
		if v.headAround == "" {
			votes[c] += 4
		}
		votes[c]++ // "MADRID (SPAIN)" heads what was heard there, from anywhere
	}
	top := 0
	for c, n := range votes {
		if n > top || n == top && c < home {
			home, top = c, n
		}
	}
	kept := chain[:0:0]
	for _, p := range chain {
		if p = placeName(p); p != "" && !IsCountry(p) {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 && v.headAround == "" && home != "" && v.headCountry() == home && !IsCountry(v.headPlace) && v.saysCapital(sents) {
		kept = append(kept, v.headPlace)
	}
	if home != "" {
		kept = append(kept, home)
	}
	return kept, home
}

// abroad are the countries that reports from everywhere name for who speaks
// and whose citizens are hurt; their adjectives say little of where it was.
var abroad = map[string]bool{"united states": true, "soviet union": true, "ussr": true}

var (
	aroundWords = set("section area sector outskirts part north south east west suburb suburbs city town village municipality department")
	noPlace     = set("municipal national male central")
)

// placeName gives a place without the words before its name, "" where what is
// left is none: a number, a nation's adjective.
func placeName(p string) string {
	w := strings.Fields(p)
	for len(w) > 0 {
		f := Fold(w[0])
		if f == "the" || f == "of" || len(w) > 1 && aroundWords[f] && (Fold(w[1]) == "of") {
			w = w[1:]
			continue
		}
		break
	}
	if len(w) == 0 {
		return ""
	}
	f := Fold(w[0])
	if last := Fold(w[len(w)-1]); last == "river" || last == "america" {
		return ""
	}
	if f[0] >= '0' && f[0] <= '9' || len(w) == 1 && (noPlace[f] || gazette().demonym[f] != "") {
		return ""
	}
	return strings.Join(w, " ")
}

// headCountry gives the country of the dateline, "" if it cannot be told.
func (v *view) headCountry() string {
	for _, n := range []string{v.headAround, v.headPlace} {
		if c := Country(n); c != "" {
			return v.upper(c)
		}
	}
	return ""
}

// dateOf gives the day of an event: of the times in its sentences the first
// that is not the time of saying it, one behind a word for the event before others.
func (v *view) dateOf(e *event) *Date {
	var best *language.TimeExpr
	rank := 0
	for k, s := range e.sents {
		ts := v.timesIn(s)
		for i := range ts {
			t := &ts[i]
			if t.From.IsZero() || t.To.IsZero() || t.Grain > language.GrainDay || v.head.Contains(t.Span) {
				continue
			}
			if !v.doc.Published.IsZero() && t.From.After(v.doc.Published) {
				continue
			}
			r := 2
			if len(v.sents[s].mentions) > 0 {
				r = 4
				if v.timeOfSaying(t) {
					r = 1
				}
			}
			if k == 0 {
				r++
			}
			if r > rank {
				best, rank = t, r
			}
		}
	}
	if best == nil || rank == 1 {
		if v.doc.Published.IsZero() {
			return nil
		}
		return &Date{End: v.doc.Published.UTC().Truncate(24 * 3600e9)}
	}
	d := Date{Start: best.From.UTC().Truncate(24 * 3600e9), End: best.To.Add(-1).UTC().Truncate(24 * 3600e9), Words: best.Span.Of(v.doc.Text)}
	if best.Grain == language.GrainPart {
		d.End = d.Start // "last night" is the night of the day before
	}
	return &d
}

var sayings = set("say tell announce report state declare add note affirm confirm inform reveal disclose claim charge denounce issue release quote explain stress ask call point deny believe learn meet arrive visit")

// timeOfSaying tells whether a time is that of an act of speech: the verb
// nearest above it in the tree is one.
func (v *view) timeOfSaying(t *language.TimeExpr) bool {
	doc := v.doc
	i := t.Tokens.Start
	for range 12 {
		h := doc.Head(i)
		if h < 0 {
			break
		}
		if doc.Tag[h] == language.VERB {
			return sayings[doc.Lemma[h]]
		}
		i = h
	}
	return doc.Tag[i] == language.VERB && sayings[doc.Lemma[i]]
}

// saysCapital tells whether the sentences speak of the city of the dateline
// without its name: "this city", "in the capital".
func (v *view) saysCapital(sents []int) bool {
	for _, s := range sents {
		r := v.doc.Sents[s].Range
		for t := r.Start + 1; t < r.End; t++ {
			w, before := v.doc.Lower[t], v.doc.Lower[t-1]
			if w == "capital" && (before == "the" || before == "this") || w == "city" && before == "this" {
				return true
			}
		}
	}
	return false
}
