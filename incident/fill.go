package incident

import (
	"strconv"
	"strings"

	"sofar/language"
)

// eventFrame builds the frame of an event.
func (v *view) eventFrame(w *linear, e *event) Frame {
	about := v.aboutEvent(e)
	typ, _ := w.best(taskType, about)
	stage, _ := w.best(taskStage, about)
	category, _ := w.best(taskCategory, about)
	f := Frame{
		Type: taskLabels[taskType][typ], Stage: taskLabels[taskStage][stage], Category: taskLabels[taskCategory][category],
		Rule: "event: phrases with learned parts",
	}
	f.Place, f.Country = v.placeOf(e.sents)
	f.Date = v.dateOf(e)
	for _, s := range e.sents {
		f.Spans = append(f.Spans, v.doc.Sents[s].Span)
	}
	v.fill(w, &f, e.parts)
	if len(f.Instruments) == 0 {
		if l, _ := w.best(taskTool, about); l > 0 {
			f.Instruments = append(f.Instruments, Instrument{Type: taskLabels[taskTool][l]})
		}
	}
	return f
}

// maxChosen bounds the candidates that play a part in one report.
const maxChosen = 1000

// chosen gives the candidates that play a part.
func chosen(cs []candidate) []*candidate {
	var out []*candidate
	for i := range cs {
		if cs[i].part != partNone && len(out) < maxChosen {
			out = append(out, &cs[i])
		}
	}
	return out
}

// settle takes the part from the candidates of things that, all their
// candidates seen, play none.
func (v *view) settle(w *linear, cs []candidate) {
	some := chosen(cs)
	if len(some) == maxChosen { // those behind the last of them play none
		for last := len(cs) - 1; &cs[last] != some[maxChosen-1]; last-- {
			cs[last].part = partNone
		}
	}
	gs := v.groups(some)
	for i, f := range v.groupFeatures(gs) {
		if w.yes(taskGroup, f) <= groupFloor {
			for _, c := range gs[i] {
				c.part = partNone
			}
		}
	}
}

// groupFloor is how far yes must lead no for a thing to be kept.
const groupFloor = -unit * 5 / 8

// groupFeatures describes things by all that was found of them, and beside the others.
func (v *view) groupFeatures(gs [][]*candidate) []features {
	doc := v.doc
	lead := make([]int32, len(gs))
	var top [6]int32
	var count [6]int
	for i, g := range gs {
		lead[i] = g[0].lead
		for _, c := range g {
			lead[i] = max(lead[i], c.lead)
		}
		p := g[0].part
		top[p] = max(top[p], lead[i])
		count[p]++
	}
	out := make([]features, len(gs))
	for i, g := range gs {
		f := &out[i]
		part := strconv.Itoa(g[0].part)
		first, positive := g[0], 0
		for _, c := range g {
			if c.sent < first.sent {
				first = c
			}
			if c.lead > 0 {
				positive++
			}
		}
		rank := 0
		for k := range gs {
			if gs[k][0].part == g[0].part && (lead[k] > lead[i] || lead[k] == lead[i] && k < i) {
				rank++
			}
		}
		f.add("bias", part)
		for k := int32(-4); k < 12 && k*unit/2 <= lead[i]; k++ {
			f.add("lead", part, strconv.Itoa(int(k)))
			f.add("lead", strconv.Itoa(int(k)))
		}
		f.add("candidates", part, strconv.Itoa(min(len(g), 4)))
		f.add("positive", part, strconv.Itoa(min(positive, 4)))
		f.add("rank", part, strconv.Itoa(min(rank, 5)))
		f.add("behind", part, strconv.Itoa(int(min(8, (top[g[0].part]-lead[i])/(unit/2)))))
		f.add("things", part, strconv.Itoa(min(count[g[0].part], 6)))
		f.add("sentence", part, strconv.Itoa(min(first.sent, 10)))
		f.add("human", part, strconv.Itoa(int(min(8, top[partHuman]/(unit/2)))))
		f.add("thing", part, strconv.Itoa(int(min(8, top[partThing]/(unit/2)))))
		f.add("head", part, doc.Lemma[g[0].head])
		class := g[0].classes(doc)
		if g[0].person.Len() > 0 {
			class = "person"
		}
		f.add("class", part, class)
		if v.sents[first.sent].historical {
			f.add("history", part)
		}
	}
	return out
}

// fill puts the things that candidates stand for into a frame.
func (v *view) fill(w *linear, f *Frame, parts []*candidate) {
	for _, g := range v.groups(parts) {
		switch g[0].part {
		case partIndividual:
			if len(f.Perpetrators) < maxRoles {
				f.Perpetrators = append(f.Perpetrators, Perpetrator{Words: mentionsOf(g), Role: "individual"})
			}
		case partOrganisation:
			if len(f.Perpetrators) < maxRoles {
				l, _ := w.best(taskConfidence, v.befell(g))
				f.Perpetrators = append(f.Perpetrators, Perpetrator{Words: v.organisationWords(g), Role: "organisation", Confidence: taskLabels[taskConfidence][l]})
			}
		case partThing:
			if len(f.Targets) < maxRoles {
				f.Targets = append(f.Targets, v.thing(w, f, g))
			}
		case partHuman:
			if len(f.Victims) < maxRoles {
				f.Victims = append(f.Victims, v.human(w, f, g))
			}
		case partInstrument:
			if len(f.Instruments) < maxRoles {
				if i, ok := v.instrument(g); ok {
					f.Instruments = append(f.Instruments, i)
				}
			}
		}
	}
}

// groups puts the candidates that stand for one thing together, each group
// with its most telling candidate first, groups in text order.
func (v *view) groups(parts []*candidate) [][]*candidate {
	doc := v.doc
	var out [][]*candidate
next:
	for _, c := range parts {
		for k, g := range out {
			for _, o := range g {
				if same(doc, c, o) || c.part == o.part && v.apposed(c, o) {
					out[k] = append(g, c)
					continue next
				}
			}
		}
		out = append(out, []*candidate{c})
	}
	out = v.joinDescriptions(out)
	for _, g := range out {
		best := 0
		for k, c := range g {
			if v.telling(c) > v.telling(g[best]) {
				best = k
			}
		}
		g[0], g[best] = g[best], g[0]
	}
	return out
}

// telling weighs a candidate as the one by which its thing is called.
func (v *view) telling(c *candidate) int32 {
	n := c.lead
	if c.person.Len() > 1 {
		n += 4 * unit
	}
	return n
}

// apposed tells whether two candidates of one sentence stand in apposition: a
// name beside a description.
func (v *view) apposed(a, b *candidate) bool {
	if a.sent != b.sent || len(v.sents[a.sent].mentions) == 0 || (a.person.Len() > 0) == (b.person.Len() > 0) {
		return false
	}
	doc := v.doc
	if a.head > b.head {
		a, b = b, a
	}
	return doc.Rel(b.head) == language.Appos && doc.Head(b.head) >= a.start && doc.Head(b.head) < a.end ||
		b.start-a.end == 1 && doc.Lower[a.end] == "," && doc.Rel(a.head) == language.Appos
}

// mentionsOf gives the words of a group, the best first, each once.
func mentionsOf(g []*candidate) []string {
	var out []string
	seen := make(map[string]bool)
	for _, c := range g {
		if k := Fold(c.text); !seen[k] && len(out) < 6 {
			seen[k] = true
			out = append(out, c.text)
		}
	}
	return out
}

// organisationWords gives the name of an organisation, the fullest first.
func (v *view) organisationWords(g []*candidate) []string {
	out := mentionsOf(g)
	if e := entityAt(v.doc, g[0].head); e >= 0 {
		name := v.doc.Entities[e].Canonical
		for i, w := range out {
			if Fold(w) == Fold(name) {
				out[0], out[i] = out[i], out[0]
				return out
			}
		}
	}
	return out
}

// number gives how many a group is: a numeral of any of its candidates first.
func (v *view) number(g []*candidate) (low, high int64, about bool) {
	low, high, about = g[0].count(v.doc)
	for _, c := range g {
		for i := c.start; i < c.head; i++ {
			if v.doc.Tag[i] == language.NUM {
				return c.count(v.doc)
			}
		}
	}
	return low, high, about
}

// nationality gives the foreign country that a group's words name.
func (v *view) nationality(f *Frame, g []*candidate) string {
	for _, c := range g {
		for i := c.start; i <= c.head; i++ {
			if n := gazette().demonym[v.doc.Lower[i]]; n != "" && v.upper(n) != f.Country {
				return v.upper(n)
			}
		}
	}
	return ""
}

func (v *view) thing(w *linear, f *Frame, g []*candidate) Target {
	low, high, about := v.number(g)
	typ, _ := w.best(taskThing, v.aboutThing(g))
	effect, _ := w.best(taskDamage, v.befell(g))
	return Target{Words: mentionsOf(g), Type: taskLabels[taskThing][typ], Low: low, High: high, About: about,
		Effect: taskLabels[taskDamage][effect], Nationality: v.nationality(f, g)}
}

func (v *view) human(w *linear, f *Frame, g []*candidate) Victim {
	doc := v.doc
	low, high, about := v.number(g)
	typ, _ := w.best(taskHuman, v.aboutThing(g))
	effect, _ := w.best(taskHarm, v.befell(g))
	out := Victim{Type: taskLabels[taskHuman][typ], Low: low, High: high, About: about,
		Effect: taskLabels[taskHarm][effect], Nationality: v.nationality(f, g)}
	seen := make(map[string]bool)
	put := func(list *[]string, s string) {
		if k := Fold(s); s != "" && !seen[k] && len(*list) < 6 {
			seen[k] = true
			*list = append(*list, s)
		}
	}
	for _, c := range g {
		if c.person.Len() == 0 {
			put(&out.Description, c.text)
			continue
		}
		put(&out.Name, doc.TextOf(c.person))
		if c.person.Start > c.start {
			q := phrase{start: c.start, head: c.person.Start - 1, end: c.person.Start}
			put(&out.Description, q.text(doc))
		}
		if e := entityAt(doc, c.person.Start); e >= 0 && len(out.Description) == 0 {
			put(&out.Description, doc.Entities[e].Role)
		}
	}
	if len(out.Name) > 0 {
		out.Low, out.High, out.About = 1, 1, false
	}
	return out
}

// instrument reads what kind of weapon a group is.
func (v *view) instrument(g []*candidate) (Instrument, bool) {
	for _, c := range g {
		if typ, ok := c.class(v.doc, "weapon"); ok {
			if f := Fold(c.text); typ == "bomb" && strings.Contains(f, "car") {
				typ = "vehicle bomb"
			}
			return Instrument{Words: c.text, Type: typ}, true
		}
	}
	return Instrument{}, false
}

// wire tells whether the report is of the kind that the decision on whole
// reports was learned from, and is trusted on: wires in capitals.
func (v *view) wire() bool { return v.allUpper() }

// politicalFrames gives the frames that the learned decisions find; ok is false
// where they do not apply, and then frames are read from the triggers alone.
func (v *view) politicalFrames(ps *passages) (out []Frame, ok bool) {
	if !v.wire() || !v.politicalWords() {
		return nil, false
	}
	w := weights()
	cs := v.allCandidates(w)
	if w.yes(taskReport, v.reportFeatures(cs)) < reportFloor {
		ps.bindFigures(map[int]int{0: 0}, 0)
		return nil, true
	}
	v.settle(w, cs)
	events := v.events(w, cs)
	for i := range events {
		e := &events[i]
		target := false
		for _, c := range e.parts {
			target = target || c.part == partHuman || c.part == partThing
		}
		if !target && len(events) > 1 {
			continue
		}
		out = append(out, v.eventFrame(w, e))
	}
	ps.bindFigures(map[int]int{0: 0}, len(out))
	share(out)
	return out, true
}

// reportFloor is how far yes must lead no for a report to be told of.
const reportFloor = -2 * unit

// share gives incidents of which nobody is named as the doer those of the one
// told before them: reports name them once.
func share(fs []Frame) {
	for i := 1; i < len(fs); i++ {
		if len(fs[i].Perpetrators) == 0 && fs[i].Country == fs[i-1].Country {
			fs[i].Perpetrators = fs[i-1].Perpetrators
		}
	}
}

// joinDescriptions puts a description of one person with the only named person
// that is described by the same noun ("the businessman" and "businessman Orlo").
func (v *view) joinDescriptions(gs [][]*candidate) [][]*candidate {
	doc := v.doc
	described := func(g []*candidate) map[string]bool {
		m := make(map[string]bool)
		for _, c := range g {
			if c.person.Len() == 0 {
				m[doc.Lemma[c.head]] = true
				continue
			}
			for i := c.start; i < c.person.Start; i++ {
				m[doc.Lemma[i]] = true
			}
			if e := entityAt(doc, c.person.Start); e >= 0 {
				for _, w := range words(doc.Entities[e].Role) {
					m[w] = true
				}
			}
		}
		return m
	}
	named := func(g []*candidate) bool {
		for _, c := range g {
			if c.person.Len() > 0 {
				return true
			}
		}
		return false
	}
	var heads []map[string]bool
	for _, g := range gs {
		if g[0].part == partHuman && named(g) {
			heads = append(heads, described(g))
		} else {
			heads = append(heads, nil)
		}
	}
	var out [][]*candidate
	at := make([]int, len(gs))
	for i, g := range gs {
		at[i] = -1
		if heads[i] != nil || g[0].part != partHuman {
			at[i] = len(out)
			out = append(out, g)
		}
	}
	for i, g := range gs {
		if at[i] >= 0 {
			continue
		}
		found, many := -1, false
		if low, high, _ := g[0].count(doc); low == 1 && high == 1 {
			for k, h := range heads {
				if h[doc.Lemma[g[0].head]] {
					many = many || found >= 0
					found = k
				}
			}
		}
		if found >= 0 && !many {
			out[at[found]] = append(out[at[found]], g...)
		} else {
			out = append(out, g)
		}
	}
	return out
}
