package incident

import (
	"strings"

	"sofar/language"
	"sofar/statement"
)

// part is a phrase in a role of an event.
type part struct {
	p      phrase
	effect string
	agent  bool
}

// fillRoles finds who did it, with what, to whom, in the sentences of a
// violent frame: by the verbs and nouns of violence, whose subject, object,
// "by" and "of" phrases take the parts.
func (v *view) fillRoles(f *Frame, sents []int) {
	if !violent[f.Type] {
		return
	}
	b := frameBuilder{v: v, f: f, seen: make(map[string]int)}
	for _, i := range sents {
		if len(v.sents[i].mentions) == 0 {
			continue
		}
		s := v.doc.Sents[i]
		ps := phrases(v.doc, s)
		for t := s.Start; t < s.End; t++ {
			for _, r := range v.partsOf(ps, s, t) {
				b.add(r)
			}
		}
		b.instruments(ps)
	}
	b.countedVictims(sents)
	if len(f.Perpetrators) == 0 {
		b.anyActor(sents)
	}
	b.organisations(sents)
	b.category()
}

// partsOf gives the parts that hang on token t, if it is a verb or noun of violence.
func (v *view) partsOf(ps []phrase, s language.Sent, t int) []part {
	doc := v.doc
	if doc.Tag[t] == language.VERB {
		effect, ok := roles()["act"][doc.Lemma[t]]
		if !ok {
			return nil
		}
		return v.verbParts(ps, s, t, effect)
	}
	if doc.Tag[t] != language.NOUN && doc.Tag[t] != language.PROPN {
		return nil
	}
	if _, ok := roles()["weapon"][doc.Lemma[t]]; ok {
		return v.blastParts(ps, s, t)
	}
	effect, ok := roles()["event"][doc.Lemma[t]]
	if !ok {
		return nil
	}
	var out []part
	for k := t + 1; k < min(t+10, s.End); k++ {
		switch doc.Lower[k] {
		case "of", "on", "against":
			for _, p := range from(ps, k+1, 2) {
				out = append(out, part{p: p, effect: effect})
			}
		case "by":
			for _, p := range from(ps, k+1, 1) {
				out = append(out, part{p: p, agent: true})
			}
		case ".", ";", "that", "who", "which":
			return out
		}
	}
	return out
}

func (v *view) verbParts(ps []phrase, s language.Sent, t int, effect string) []part {
	doc := v.doc
	var out []part
	passive := false
	for k := max(s.Start, t-3); k < t; k++ {
		switch doc.Lower[k] {
		case "was", "were", "been", "is", "are", "be", "being", "got":
			passive = true
		}
	}
	left, ok := before(doc, ps, s, t)
	if passive {
		if ok {
			out = append(out, part{p: left, effect: effect})
			out = append(out, coordinated(doc, ps, left, effect)...)
		}
		for k := t + 1; k < min(t+14, s.End) && doc.Lower[k] != "," && doc.Lower[k] != ";"; k++ {
			if doc.Lower[k] == "by" {
				for _, p := range from(ps, k+1, 1) {
					out = append(out, part{p: p, agent: true})
				}
				break
			}
		}
		return out
	}
	if ok {
		out = append(out, part{p: left, agent: true})
	}
	for _, p := range from(ps, t+1, 3) {
		out = append(out, part{p: p, effect: effect})
		for q := p; ; {
			n, more := next(doc, ps, q)
			if !more {
				break
			}
			out = append(out, part{p: n, effect: effect})
			q = n
		}
	}
	return out
}

// blastParts gives what a bomb went off at: "a bomb exploded in front of the embassy".
func (v *view) blastParts(ps []phrase, s language.Sent, t int) []part {
	doc := v.doc
	went := false
	for k := t + 1; k < min(t+16, s.End); k++ {
		switch w := doc.Lower[k]; {
		case doc.Lemma[k] == "explode" || doc.Lemma[k] == "detonate" || doc.Lemma[k] == "place" || doc.Lemma[k] == "plant" || doc.Lemma[k] == "hurl" || doc.Lemma[k] == "throw":
			went = true
		case went && (w == "at" || w == "in" || w == "outside" || w == "near" || w == "inside" || w == "of" || w == "against" || w == "under"):
			for _, p := range from(ps, k+1, 2) {
				if _, ok := p.class(doc, "thing"); ok {
					return []part{{p: p}}
				}
			}
		}
	}
	return nil
}

// from gives the phrase that begins at or up to gap tokens after i.
func from(ps []phrase, i, gap int) []phrase {
	for _, p := range ps {
		if p.end > i && p.start <= i+gap && p.head >= i {
			return []phrase{p}
		}
	}
	return nil
}

// before gives the phrase that is the subject of the verb at t: the nearest to
// its left, past auxiliaries, adverbs and a relative pronoun, but not past
// another verb.
func before(doc *language.Doc, ps []phrase, s language.Sent, t int) (phrase, bool) {
	for k := len(ps) - 1; k >= 0; k-- {
		p := ps[k]
		if p.end > t {
			continue
		}
		for i := p.end; i < t; i++ {
			if doc.Tag[i] == language.VERB && !attributive[doc.Lower[i]] {
				return phrase{}, false
			}
		}
		// "members of the army attacked": the phrase before "of" is the subject.
		for k > 0 && p.start > s.Start && preposition(doc, p, ps[k-1]) {
			k--
			p = ps[k]
		}
		return p, true
	}
	return phrase{}, false
}

func preposition(doc *language.Doc, p, before phrase) bool {
	for i := before.end; i < p.start; i++ {
		if doc.Tag[i] == language.ADP {
			return i == before.end
		}
	}
	return false
}

// next gives the phrase joined to p by a comma or "and".
func next(doc *language.Doc, ps []phrase, p phrase) (phrase, bool) {
	for _, q := range ps {
		if q.start < p.end {
			continue
		}
		if q.start-p.end > 3 {
			break
		}
		joined := false
		for i := p.end; i < q.start; i++ {
			switch {
			case doc.Tag[i] == language.CCONJ && doc.Lower[i] == "and" || doc.Lower[i] == ",":
				joined = true
			case doc.Tag[i] != language.DET && doc.Tag[i] != language.PRON:
				return phrase{}, false
			}
		}
		return q, joined
	}
	return phrase{}, false
}

// coordinated gives the phrases joined to the left of p.
func coordinated(doc *language.Doc, ps []phrase, p phrase, effect string) []part {
	var out []part
	for k := range ps {
		if q, ok := next(doc, ps, ps[k]); ok && q.start == p.start {
			out = append(out, part{p: ps[k], effect: effect})
			out = append(out, coordinated(doc, ps[:k+1], ps[k], effect)...)
		}
	}
	return out
}

// frameBuilder fills a frame, each entity once.
type frameBuilder struct {
	v     *view
	f     *Frame
	seen  map[string]int
	state bool
	known bool // somebody is said to have done it
}

const maxRoles = 12 // entities of one role; a list that runs longer is an error of reading

func (b *frameBuilder) add(r part) {
	doc := b.v.doc
	if r.agent {
		b.actor(r.p)
		return
	}
	if typ, ok := r.p.class(doc, "human"); ok || r.p.person.Len() > 0 {
		if !ok {
			typ = "civilian"
		}
		if _, attacker := r.p.class(doc, "actor"); !attacker {
			b.victim(r, typ)
		}
		return
	}
	if typ, ok := r.p.class(doc, "thing"); ok {
		b.target(r, typ)
	}
}

func (b *frameBuilder) actor(p phrase) {
	doc := b.v.doc
	_, armed := p.class(doc, "actor")
	_, state := p.class(doc, "state")
	if !armed && !state {
		w := doc.Lemma[p.head]
		modified := p.start < p.head && (doc.Lower[p.start] == "unidentified" || doc.Lower[p.start] == "armed" || doc.Tag[p.start] == language.NUM || attributive[doc.Lower[p.start]])
		if !(modified && (w == "man" || w == "individual" || w == "person" || w == "people" || w == "youth" || w == "member")) {
			return
		}
	}
	b.known = true
	b.state = b.state || state && !armed
	text := p.text(doc)
	key := "perp|" + Fold(text)
	if _, ok := b.seen[key]; ok || len(b.f.Perpetrators) >= maxRoles {
		return
	}
	b.seen[key] = 1
	b.f.Perpetrators = append(b.f.Perpetrators, Perpetrator{Words: []string{text}, Role: "individual"})
}

// figureEffects are the effects of the figures that count victims.
var figureEffects = map[statement.FigureKind]string{statement.Killed: "death", statement.Injured: "injury", statement.Hospitalised: "injury", statement.Hostages: ""}

// countedVictims adds the people that the frame's figures count, where no verb
// gave them: "which left three policemen dead".
func (b *frameBuilder) countedVictims(sents []int) {
	doc := b.v.doc
	for _, i := range sents {
		if len(b.v.sents[i].mentions) == 0 {
			continue
		}
		for _, k := range b.v.sents[i].figures {
			st := b.v.set.Statements[k]
			effect, ok := figureEffects[st.Figure.Kind]
			if !ok || st.Background || st.Figure.Low == 0 || st.Figure.Scope == statement.ScopeHistorical {
				continue
			}
			for _, p := range phrases(doc, doc.Sents[i]) {
				if !st.Figure.Span.Overlaps(doc.SpanOf(language.Range{Start: p.start, End: p.end})) {
					continue
				}
				if typ, ok := p.class(doc, "human"); ok {
					b.victim(part{p: p, effect: effect}, typ)
					break
				}
			}
		}
	}
}

// anyActor takes the first phrase that names attackers, where no verb of
// violence has them as its subject.
func (b *frameBuilder) anyActor(sents []int) {
	for _, i := range sents {
		if len(b.v.sents[i].mentions) == 0 {
			continue
		}
		for _, p := range phrases(b.v.doc, b.v.doc.Sents[i]) {
			if _, ok := p.class(b.v.doc, "actor"); ok {
				b.actor(p)
				return
			}
		}
	}
}

func (b *frameBuilder) victim(r part, typ string) {
	doc := b.v.doc
	p := r.p
	var vic Victim
	vic.Type = typ
	for i := p.start; i < p.head; i++ {
		if doc.Lower[i] == "former" || doc.Lower[i] == "ex" || doc.Lower[i] == "retired" {
			switch typ {
			case "government official":
				vic.Type = "former government official"
			case "active military":
				vic.Type = "former military"
			}
		}
		if c := gazette().demonym[doc.Lower[i]]; c != "" && b.v.upper(c) != b.f.Country {
			vic.Nationality = b.v.upper(c)
		}
	}
	low, high, about := p.count(doc)
	vic.Low, vic.High, vic.About, vic.Effect = low, high, about, r.effect
	if vic.Effect == "destroyed" || vic.Effect == "some damage" {
		vic.Effect = ""
	}
	key := ""
	if p.person.Len() > 0 {
		name := doc.TextOf(p.person)
		vic.Name = []string{name}
		key = name
		if p.person.Start > p.start {
			q := phrase{start: p.start, head: p.person.Start - 1, end: p.person.Start}
			if t, ok := q.class(doc, "human"); ok {
				vic.Type = t
				vic.Description = []string{q.text(doc)}
			}
		}
	} else {
		vic.Description = []string{p.text(doc)}
		key = vic.Description[0]
	}
	key = "victim|" + Fold(key)
	if at, ok := b.seen[key]; ok {
		if old := &b.f.Victims[at]; old.Effect == "" {
			old.Effect = vic.Effect
		}
		return
	}
	if len(b.f.Victims) >= maxRoles {
		return
	}
	b.seen[key] = len(b.f.Victims)
	b.f.Victims = append(b.f.Victims, vic)
}

func (b *frameBuilder) target(r part, typ string) {
	doc := b.v.doc
	text := r.p.text(doc)
	low, high, about := r.p.count(doc)
	t := Target{Words: []string{text}, Type: typ, Low: low, High: high, About: about}
	if r.effect == "destroyed" || r.effect == "some damage" {
		t.Effect = r.effect
	}
	for i := r.p.start; i < r.p.head; i++ {
		if c := gazette().demonym[doc.Lower[i]]; c != "" && b.v.upper(c) != b.f.Country {
			t.Nationality = b.v.upper(c)
		}
	}
	key := "target|" + Fold(text)
	if at, ok := b.seen[key]; ok {
		if old := &b.f.Targets[at]; old.Effect == "" {
			old.Effect = t.Effect
		}
		return
	}
	if len(b.f.Targets) >= maxRoles {
		return
	}
	b.seen[key] = len(b.f.Targets)
	b.f.Targets = append(b.f.Targets, t)
}

func (b *frameBuilder) instruments(ps []phrase) {
	doc := b.v.doc
	for _, p := range ps {
		typ, ok := p.class(doc, "weapon")
		if !ok || len(b.f.Instruments) >= maxRoles {
			continue
		}
		text := p.text(doc)
		if typ == "bomb" && strings.Contains(Fold(text), "car") {
			typ = "vehicle bomb"
		}
		key := "weapon|" + Fold(doc.Lemma[p.head])
		if _, dup := b.seen[key]; dup {
			continue
		}
		b.seen[key] = 1
		b.f.Instruments = append(b.f.Instruments, Instrument{Words: text, Type: typ})
	}
}

// organisations adds the groups that claim the act or that others hold
// responsible, and armed groups named in the frame's sentences.
func (b *frameBuilder) organisations(sents []int) {
	put := func(name, confidence string) {
		key := "org|" + Fold(name)
		if _, dup := b.seen[key]; dup || name == "" || len(b.f.Perpetrators) >= maxRoles {
			return
		}
		b.seen[key] = 1
		b.known = true
		b.f.Perpetrators = append(b.f.Perpetrators, Perpetrator{Words: []string{name}, Role: "organisation", Confidence: confidence})
	}
	for _, st := range b.v.set.Statements {
		r := st.Responsibility
		if r == nil || st.Background {
			continue
		}
		if !b.groupName(r.Actor) {
			continue
		}
		switch r.Relation {
		case statement.ClaimedBy:
			put(r.Actor, "claimed or admitted")
		case statement.AttributedTo:
			switch st.Speaker.Class {
			case statement.Government, statement.Police, statement.Military, statement.Court:
				put(r.Actor, "suspected or accused by authorities")
			default:
				put(r.Actor, "suspected or accused")
			}
		}
	}
	in := make(map[int]bool, len(sents))
	for _, i := range sents {
		in[i] = len(b.v.sents[i].mentions) > 0
	}
	for _, n := range b.v.doc.Names {
		if n.Kind == language.NameGroup && n.Form <= language.FormAcronym && in[int(b.v.doc.SentOf[n.Tokens.Start])] {
			if n.Entity >= 0 && n.Entity < len(b.v.doc.Entities) {
				put(b.v.doc.Entities[n.Entity].Canonical, "reported as fact")
			}
		}
	}
}

// groupName tells whether an actor is a group or organisation of the Doc.
func (b *frameBuilder) groupName(actor string) bool {
	for _, e := range b.v.doc.Entities {
		if (e.Kind == language.NameGroup || e.Kind == language.NameOrganisation) && Fold(e.Canonical) == Fold(actor) {
			return true
		}
	}
	return false
}

// category is set only where somebody is said to have done it.
func (b *frameBuilder) category() {
	switch {
	case !b.known:
	case b.state:
		b.f.Category = "state-sponsored violence"
	default:
		b.f.Category = "terrorist act"
	}
}
