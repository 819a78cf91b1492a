package incident

import (
	"slices"
	"strconv"

	"sofar/language"
)

// Numbers of the labels of taskMention.
const (
	partNone = iota
	partIndividual
	partOrganisation
	partThing
	partHuman
	partInstrument
)

// event is one incident as the learned reader sees it: the candidates that
// play a part in it and the sentences that tell of it.
type event struct {
	parts []*candidate
	sents []int // rising
}

// political reports have a word of violence; others are not looked at.
func (v *view) politicalWords() bool {
	for _, s := range v.sents {
		for _, m := range s.mentions {
			if violent[m.typ] || m.typ == "explosion" || m.typ == "assault" {
				return true
			}
		}
	}
	return false
}

// maxSentences bounds the sentences that are read for parts: a report that goes
// on for longer tells its incidents before, and each phrase is held against
// those found already.
const maxSentences = 150

// allCandidates gives the described candidates of a report, in text order,
// with the parts that the weights give them.
func (v *view) allCandidates(w *linear) []candidate {
	var out []candidate
	v.readBlames()
	for s := range min(len(v.sents), maxSentences) {
		if v.doc.Sents[s].Boilerplate {
			continue
		}
		cs := v.candidates(s)
		v.describe(cs)
		out = append(out, cs...)
	}
	if w != nil {
		for i := range out {
			out[i].part, out[i].lead = w.part(out[i].feats)
		}
	}
	return out
}

// bucket names a lead in steps of half a nat, at most n of them.
func bucket(lead int32, n int) string { return strconv.Itoa(min(n, int(lead/(unit/2)))) }

// reportFeatures describes a report for taskReport.
func (v *view) reportFeatures(cs []candidate) features {
	var f features
	doc := v.doc
	f.add("bias")
	seen := make(map[string]bool)
	word := func(set, w string) {
		if !seen[set+w] {
			seen[set+w] = true
			f.add(set, w)
		}
	}
	for i := range doc.Len() {
		switch doc.Tag[i] {
		case language.NOUN, language.PROPN, language.VERB, language.ADJ:
			word("word", doc.Lemma[i])
			if doc.SentOf[i] < 4 {
				word("lead", doc.Lemma[i])
			}
		}
	}
	var top, second [len("123456")]int32
	for i := range cs {
		c := &cs[i]
		if c.part == partNone {
			continue
		}
		if c.lead > top[c.part] {
			top[c.part], second[c.part] = c.lead, top[c.part]
		} else if c.lead > second[c.part] {
			second[c.part] = c.lead
		}
		word("filler", strconv.Itoa(c.part)+v.doc.Lemma[c.head])
		if c.sent < 4 {
			word("lead filler", strconv.Itoa(c.part)+v.doc.Lemma[c.head])
			word("lead part", strconv.Itoa(c.part))
		}
	}
	for p := 1; p < len(taskLabels[taskMention]); p++ {
		for k := int32(0); k <= min(8, top[p]/(unit/2)); k++ {
			if top[p] > 0 {
				f.add("top", strconv.Itoa(p), strconv.Itoa(int(k)))
			}
		}
		f.add("second", strconv.Itoa(p), bucket(second[p], 6))
	}
	both := min(8, max(top[partThing], top[partHuman])/(unit/2))
	for k := int32(0); k <= both; k++ {
		f.add("target", strconv.Itoa(int(k)))
	}
	return f
}

// core gives the words of a candidate that tell it from others, folded.
func (c *candidate) core(doc *language.Doc) []string {
	var out []string
	from, to := c.start, c.head+1
	if c.person.Len() > 0 {
		from, to = c.person.Start, c.person.End
	}
	for i := from; i < to; i++ {
		switch doc.Tag[i] {
		case language.DET, language.NUM, language.PRON, language.PART, language.PUNCT:
			continue
		}
		if !leading[doc.Lower[i]] {
			out = append(out, doc.Lemma[i])
		}
	}
	return out
}

// same tells whether two candidates with the same part stand for one thing:
// names that share their last word, other phrases with one head of which one
// says no more than the other.
func same(doc *language.Doc, a, b *candidate) bool {
	if a.part != b.part {
		return false
	}
	ac, bc := a.core(doc), b.core(doc)
	if a.person.Len() > 0 && b.person.Len() > 0 {
		for _, w := range ac {
			if len(w) > 3 && slices.Contains(bc, w) {
				return true
			}
		}
		return sameEntity(doc, a, b)
	}
	if len(ac) == 0 || len(bc) == 0 || ac[len(ac)-1] != bc[len(bc)-1] {
		return a.part == partOrganisation && sameEntity(doc, a, b)
	}
	if len(ac) > len(bc) {
		ac, bc = bc, ac
	}
	for _, w := range ac {
		if !slices.Contains(bc, w) {
			return false
		}
	}
	return true
}

// sameEntity tells whether two candidates are names of one entity of the Doc.
func sameEntity(doc *language.Doc, a, b *candidate) bool {
	e := entityAt(doc, a.head)
	return e >= 0 && e == entityAt(doc, b.head)
}

// entityAt gives the entity of the name that covers token i, -1 if none.
func entityAt(doc *language.Doc, i int) int {
	if k := firstName(doc, i); k < len(doc.Names) && doc.Names[k].Tokens.Contains(i) {
		if e := doc.Names[k].Entity; e < len(doc.Entities) {
			return e
		}
	}
	return -1
}

var linkCues = set("also another meanwhile second other separately elsewhere earlier later previously similar simultaneously same furthermore moreover finally addition following then afterward")

// linkFeatures describes whether the parts in sentence s belong to an event told before.
func (v *view) linkFeatures(e *event, s int, cs []*candidate, events int, last bool) features {
	doc := v.doc
	var f features
	f.add("bias")
	prev := e.sents[len(e.sents)-1]
	d := s - prev
	dist := strconv.Itoa(min(d, 6))
	f.add("distance", dist)
	f.add("last", strconv.FormatBool(last), strconv.Itoa(min(events, 3)))
	f.add("last+distance", strconv.FormatBool(last), dist)
	same0 := doc.Sents[prev].Paragraph == doc.Sents[s].Paragraph
	f.add("paragraph", strconv.FormatBool(same0), strconv.FormatBool(last))
	// Types of triggers.
	typesOf := func(list []int) map[string]bool {
		m := make(map[string]bool)
		for _, i := range list {
			for _, x := range v.sents[i].mentions {
				t := x.typ
				if t == "shooting" || t == "assault" {
					t = "attack"
				}
				if t == "explosion" {
					t = "bombing"
				}
				m[t] = true
			}
		}
		return m
	}
	was, is := typesOf(e.sents), typesOf([]int{s})
	common, fresh := 0, 0
	for _, t := range sortedKeys(is) {
		if was[t] {
			common++
			f.add("same type", t)
		} else {
			fresh++
			f.add("new type", t)
		}
	}
	f.add("types", strconv.Itoa(min(common, 2)), strconv.Itoa(min(fresh, 2)))
	// Parts that both have.
	shared := [6]bool{}
	seen := [6]bool{}
	had := [6]bool{}
	for _, b := range e.parts {
		had[b.part] = true
	}
	for _, a := range cs {
		seen[a.part] = true
		for _, b := range e.parts {
			if same(doc, a, b) {
				shared[a.part] = true
			}
		}
	}
	for p := 1; p < 6; p++ {
		switch {
		case shared[p]:
			f.add("shares", strconv.Itoa(p))
			f.add("shares", strconv.Itoa(p), dist)
		case seen[p] && had[p]:
			f.add("differs", strconv.Itoa(p))
			f.add("differs", strconv.Itoa(p), dist)
		case seen[p]:
			f.add("adds", strconv.Itoa(p))
		}
	}
	if !shared[partHuman] && !shared[partThing] {
		f.add("no target shared", strconv.FormatBool(had[partHuman] || had[partThing]), strconv.FormatBool(seen[partHuman] || seen[partThing]), dist)
	}
	// Places and days.
	places := func(list []int) map[string]bool {
		m := make(map[string]bool)
		for _, i := range list {
			for _, p := range v.sents[i].places {
				if p.kind < country {
					m[Fold(p.name)] = true
				}
			}
		}
		return m
	}
	f.add("places", relation(places(e.sents), places([]int{s})))
	days := func(list []int) map[string]bool {
		m := make(map[string]bool)
		for _, i := range list {
			for _, t := range v.timesIn(i) {
				if t.Grain <= language.GrainDay && !t.From.IsZero() {
					m[t.From.Format("060102")] = true
				}
			}
		}
		return m
	}
	f.add("days", relation(days(e.sents), days([]int{s})))
	f.add("places+days", relation(places(e.sents), places([]int{s})), relation(days(e.sents), days([]int{s})))
	for i := doc.Sents[s].Start; i < doc.Sents[s].End; i++ {
		if w := doc.Lower[i]; linkCues[w] {
			f.add("cue", w)
		}
	}
	f.add("opens", doc.Lemma[doc.Sents[s].Start])
	for _, m := range v.sents[s].mentions {
		if m.at > doc.Sents[s].Start {
			switch w := doc.Lower[m.at-1]; w {
			case "the", "this", "a", "an", "another", "that", "other":
				f.add("article", w)
			}
		}
	}
	if v.sents[s].historical != v.sents[prev].historical {
		f.add("history", strconv.FormatBool(v.sents[s].historical))
	}
	if v.sents[s].elsewhere {
		f.add("elsewhere")
	}
	return f
}

// relation tells how two sets stand to each other.
func relation(a, b map[string]bool) string {
	switch {
	case len(b) == 0:
		return "none here"
	case len(a) == 0:
		return "none before"
	}
	for k := range b {
		if a[k] {
			return "shared"
		}
	}
	return "differ"
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// timesIn gives the times of a sentence.
func (v *view) timesIn(s int) []language.TimeExpr {
	r := v.doc.Sents[s].Range
	first, _ := slices.BinarySearchFunc(v.doc.Times, r.Start, func(t language.TimeExpr, at int) int { return t.Tokens.Start - at })
	last := first
	for last < len(v.doc.Times) && v.doc.Times[last].Tokens.Start < r.End {
		last++
	}
	return v.doc.Times[first:last]
}

// maxEvents bounds the incidents of one report.
const maxEvents = 16

// events puts the candidates that play a part together, sentence by sentence:
// each goes to the event that its sentence is most likely about, or begins one.
func (v *view) events(w *linear, cs []candidate) []event {
	var out []event
	var here []*candidate
	last := -1
	flush := func() {
		if len(here) == 0 {
			return
		}
		s := here[0].sent
		target := false
		for _, c := range here {
			target = target || c.part == partHuman || c.part == partThing
		}
		best, top := -1, int32(linkFloor)
		for k := range out {
			if y := w.yes(taskLink, v.linkFeatures(&out[k], s, here, len(out), k == last)); y > top {
				best, top = k, y
			}
		}
		if best < 0 && len(out) > 0 && (!target || len(out) == maxEvents) {
			best = max(last, 0)
		}
		if best < 0 {
			out = append(out, event{})
			best = len(out) - 1
		}
		out[best].parts = append(out[best].parts, here...)
		out[best].sents = append(out[best].sents, s)
		last = best
		here = nil
	}
	for i := range cs {
		c := &cs[i]
		if c.part == partNone {
			continue
		}
		if len(here) > 0 && here[0].sent != c.sent {
			flush()
		}
		here = append(here, c)
	}
	flush()
	return v.joinEvents(out)
}

// joinEvents puts events together that have a target with a name in common.
func (v *view) joinEvents(es []event) []event {
	var out []event
next:
	for _, e := range es {
		for k := range out {
			if v.sharesTarget(&out[k], &e) {
				out[k].parts = append(out[k].parts, e.parts...)
				out[k].sents = append(out[k].sents, e.sents...)
				slices.Sort(out[k].sents)
				continue next
			}
		}
		out = append(out, e)
	}
	return out
}

func (v *view) sharesTarget(a, b *event) bool {
	for _, x := range a.parts {
		if x.part != partHuman || x.person.Len() == 0 {
			continue
		}
		for _, y := range b.parts {
			if y.part == partHuman && y.person.Len() > 0 && same(v.doc, x, y) {
				return true
			}
		}
	}
	return false
}

// linkFloor is how far yes must lead no for a sentence to go on about an event.
// It is above 0, for two events put together cost more than one told twice.
const linkFloor = unit * 3 / 4

// partFloor is by how much a part must lead none.
const partFloor = -unit

// part gives the part of a candidate and by how much it leads none.
func (m *linear) part(f features) (part int, lead int32) {
	sum := m.score(taskMention, f)
	for l := 1; l < len(taskLabels[taskMention]); l++ {
		if d := sum[l] - sum[partNone]; d > partFloor && (part == partNone || d > lead) {
			part, lead = l, d
		}
	}
	return part, lead
}
