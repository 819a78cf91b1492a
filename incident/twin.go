package incident

import (
	"strings"

	"sofar/language"
	"sofar/statement"
)

// Values of a sentence's part beside the numbers of incidents.
const (
	partHistory = -1 // an earlier event
	partOutside = -2 // another event, named only to keep it out of the account
)

// twin is a second event that the lead names together with its place: "a
// bombing in the port of Odrin and a gas accident in the town of Talsk".
type twin struct {
	place placeMention
	typ   string
}

// maxGap is how many tokens may stand between an event and its place.
const maxGap = 8

// twins gives the events that a sentence of the lead names beside the main
// one, each with a place of its own. The main one is the first, or the one
// whose place stands in the title.
func (v *view) twins() []twin {
	for i, s := range v.sents {
		if v.doc.Sents[i].Paragraph > 1 {
			break
		}
		if s.historical {
			continue
		}
		var pairs []twin
		seen := make(map[string]bool)
		for _, m := range v.eventsOf(i) {
			p, ok := v.placeBehind(s, m)
			if !ok || seen[Fold(p.name)] {
				continue
			}
			seen[Fold(p.name)] = true
			pairs = append(pairs, twin{p, m.typ})
		}
		if len(pairs) < 2 {
			continue
		}
		main := 0
		for k, p := range pairs {
			if v.inTitle(p.place.name) {
				main = k
				break
			}
		}
		return append(pairs[:main:main], pairs[main+1:]...)
	}
	return nil
}

// plainEvents are nouns for an event that say nothing of its type.
var plainEvents = set("accident incident disaster tragedy catastrophe blast attack")

// eventsOf gives the words of a sentence that name an event, in order: triggers
// and nouns that leave the type open.
func (v *view) eventsOf(i int) []mention {
	var out []mention
	ms := v.sents[i].mentions
	for t := v.doc.Sents[i].Start; t < v.doc.Sents[i].End; t++ {
		for len(ms) > 0 && ms[0].end <= t {
			ms = ms[1:]
		}
		switch {
		case len(ms) > 0 && ms[0].at == t:
			if ms[0].weight >= 2 && ms[0].typ != "assault" {
				out = append(out, ms[0])
			}
		case plainEvents[v.doc.Lower[t]] && (len(ms) == 0 || t < ms[0].at):
			out = append(out, mention{at: t, end: t + 1, sent: i})
		}
	}
	return out
}

// placeBehind gives the town in which an event is said to have happened: the
// first one behind it, after a preposition and before any verb or comma.
func (v *view) placeBehind(s sentence, m mention) (placeMention, bool) {
	for _, p := range s.places {
		if p.at < m.end || p.at-m.end > maxGap || p.kind > region || casualtyPlace(p.name) {
			continue
		}
		local := false
		for t := m.end; t < p.at; t++ {
			switch {
			case strongLocative[v.doc.Lower[t]]:
				local = true
			case v.doc.Flags[t]&language.FlagPunct != 0 || v.doc.Tag[t] == language.VERB || v.doc.Tag[t] == language.CCONJ:
				return placeMention{}, false
			}
		}
		return p, local
	}
	return placeMention{}, false
}

func (v *view) inTitle(name string) bool {
	for _, w := range words(name) {
		for _, t := range v.titleWords {
			if w == t && len(w) > 3 {
				return true
			}
		}
	}
	return false
}

var outsideCues = []string{
	"is a different event", "is a different incident", "is a different accident", "is a different attack", "was a different event", "was a different incident",
	"are a separate accident", "are a separate incident", "are a separate event", "is a separate accident", "is a separate incident", "is a separate event",
	"is another matter", "not in our count", "not in this count", "not included in this", "not part of this",
}

// keepsOut tells whether a sentence names another event only to say that it
// does not belong here; it does not report that event.
func keepsOut(doc *language.Doc, s language.Sent) bool {
	text := strings.Join(doc.Lower[s.Start:s.End], " ")
	for _, c := range outsideCues {
		if strings.Contains(text, c) {
			return true
		}
	}
	return false
}

// passages numbers the sentences by the incident that they tell of: 0 the main
// one, from 1 the others, partHistory, partOutside.
type passages struct {
	v    *view
	part []int
	// own are the words of the places that belong to the main incident, other
	// those of the other incidents' places with their number.
	own   map[string]bool
	other map[string]int
	types map[int]string // what the lead says of an incident
	next  int
}

func (v *view) passages() *passages {
	p := &passages{v: v, part: make([]int, len(v.sents)), own: make(map[string]bool), other: make(map[string]int), types: make(map[int]string)}
	for _, w := range v.titleWords {
		p.own[w] = true
	}
	for _, w := range words(v.headPlace) {
		p.own[w] = true
	}
	for _, t := range v.twins() {
		if p.next == maxFrames {
			break
		}
		p.next++
		p.types[p.next] = t.typ
		p.claim(t.place.name, p.next)
	}
	for i := 0; i < len(v.sents); i++ {
		switch s := v.sents[i]; {
		case s.historical:
			p.part[i] = partHistory
		case i > 0 && keepsOut(v.doc, v.doc.Sents[i]):
			p.part[i] = partOutside
		default:
			k := p.opens(i)
			if k == 0 {
				p.note(i)
				continue
			}
			i = p.run(i, k)
		}
	}
	return p
}

// claim takes the words of a place for incident k.
func (p *passages) claim(name string, k int) {
	for _, w := range words(name) {
		if len(w) > 3 && !p.own[w] && p.other[w] == 0 && !facilityNouns[w] && !localNouns[w] && !regionNouns[w] {
			p.other[w] = k
		}
	}
}

// note takes the places of a sentence for the main incident.
func (p *passages) note(i int) {
	for _, m := range p.v.sents[i].places {
		if m.kind > locality {
			continue
		}
		for _, w := range words(m.name) {
			if p.other[w] == 0 {
				p.own[w] = true
			}
		}
	}
}

// owner gives the incident whose place this is: 0 the main one, -1 none yet.
func (p *passages) owner(m placeMention) int {
	owner := -1
	for _, w := range words(m.name) {
		if len(w) <= 3 {
			continue
		}
		if k := p.other[w]; k > 0 {
			return k
		}
		if p.own[w] {
			owner = 0
		}
	}
	return owner
}

// opens tells with which incident sentence i begins to deal, 0 for the main
// one: a cue says so ("In a separate accident …"), it begins with the place of
// an incident met before ("In Talsk …"), or it names a place that nothing
// before it did, together with an event.
func (p *passages) opens(i int) int {
	v, s, para := p.v, p.v.sents[i], p.v.doc.Sents[i].Paragraph
	if i == 0 {
		return 0
	}
	event := 0
	for _, m := range s.mentions {
		event = max(event, m.weight)
	}
	fresh, known, leads, back := false, false, false, 0
	for n, m := range s.places {
		if m.kind > locality && (m.kind != region || n > 0) || casualtyPlace(m.name) {
			continue
		}
		// "In Craiova, …", "And from Port Zelin on the coast …"
		first := m.at-v.doc.Sents[i].Start <= 3
		switch k := p.owner(m); {
		case k > 0 && (first || back == k) && !known:
			back = k
		case k > 0:
			known = known || back == 0 && len(s.figures) == 0
		case k == 0:
			known = true
		case m.kind <= locality:
			fresh = fresh || m.prep
			leads = leads || first
		}
	}
	if back > 0 && !known && len(s.figures) > 0 {
		return back
	}
	if known || !s.elsewhere && para < 2 {
		return 0
	}
	starts := v.doc.Sents[i-1].Paragraph != para
	switch {
	case s.elsewhere && (event >= 2 || len(s.figures) > 0):
	case starts && (fresh || leads) && event >= 3 && len(s.figures) > 0:
	case starts && leads && event >= 1 && para >= 2:
	case leads && event >= 3 && v.hasToll([]int{i}):
	default:
		return 0
	}
	if p.next == maxFrames {
		return 0
	}
	p.next++
	return p.next
}

// run gives the sentences from i on to incident k, to the end of the
// paragraph or to one that names a place of the main incident, and takes their
// places for it; it returns the last.
func (p *passages) run(i, k int) int {
	v := p.v
	para := v.doc.Sents[i].Paragraph
	for j := i; j < len(v.sents) && v.doc.Sents[j].Paragraph == para; j++ {
		if j > i {
			for _, m := range v.sents[j].places {
				if m.kind <= locality && p.owner(m) == 0 {
					return j - 1
				}
			}
		}
		p.part[j] = k
		for _, m := range v.sents[j].places {
			if m.kind <= locality && !casualtyPlace(m.name) {
				p.claim(m.name, k)
			}
		}
		i = j
	}
	return i
}

// figure gives the incident of a figure in a sentence of the main one that
// also names the place of another: the nearest place behind it and before the
// next figure, or before it where the sentence opens with a place.
func (p *passages) figure(i, k int) int {
	v := p.v
	s := v.sents[i]
	mixed := false
	for _, m := range s.places {
		mixed = mixed || p.owner(m) > 0
	}
	if !mixed {
		return 0
	}
	at := func(k int) int { return v.doc.TokenAt(v.set.Statements[k].Figure.Span.Start) }
	here, end := at(k), v.doc.Sents[i].End
	for _, o := range s.figures {
		if t := at(o); t > here {
			end = min(end, t)
		}
	}
	leading := len(s.places) > 0 && s.places[0].at-v.doc.Sents[i].Start <= 3
	owner := 0
	for _, m := range s.places {
		o := p.owner(m)
		if o < 0 || m.kind > region {
			continue
		}
		if leading && m.at < here {
			owner = o
		}
		if !leading && m.at > here && m.at < end {
			return o
		}
	}
	return owner
}

// bindFigures gives each figure the frame of its sentence. A figure in a
// passage about another incident is a total of that incident unless it is a
// part or an addition; one about an earlier event belongs to no frame.
// renumber maps the numbers of passages to indices of frames.
func (p *passages) bindFigures(renumber map[int]int, frames int) {
	v := p.v
	for i, s := range v.sents {
		for _, k := range s.figures {
			fig := v.set.Statements[k].Figure
			part := p.part[i]
			if part == 0 {
				part = renumber[p.figure(i, k)]
			}
			switch {
			case part == partHistory || fig.Scope == statement.ScopeHistorical || v.set.Statements[k].Background:
				fig.Incident = -1
				fig.Scope = statement.ScopeHistorical
			case part == partOutside:
				fig.Incident = -1
				fig.Scope = statement.ScopeOther
			case part > 0:
				fig.Incident = part
				if fig.Scope == statement.ScopeOther {
					fig.Scope = statement.ScopeTotal
				}
			case frames == 0:
				fig.Incident = -1
			case fig.Scope == statement.ScopeOther:
				fig.Incident = -1
			default:
				fig.Incident = 0
			}
		}
	}
}
