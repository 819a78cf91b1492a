package dossier

import (
	"slices"
	"sort"

	"sofar/statement"
	"sofar/story"
)

// identify gives every statement the canonical name of its speaker and actor
// over the whole story.
func (w *work) identify() {
	persons := map[string]bool{}
	for _, m := range w.d.Members {
		e := w.entries[m.Report]
		if e.Reading == nil {
			continue
		}
		for _, n := range e.Reading.Names {
			if n.Kind == "person" {
				persons[fold(n.Name)] = true
			}
		}
	}
	outlets := w.outlets()
	w.outletForms()
	w.speakForBodies(persons)
	kinds := w.placeKinds()
	w.capitals(kinds)
	w.resolveWithinReports()
	w.seats()
	w.owners(kinds)
	w.ids = newIdentity()
	w.ids.ruled = w.rules.names()
	for _, s := range w.st {
		if s.Speaker.Name == "" {
			continue
		}
		o := origin(s)
		person := persons[fold(o)] || s.Speaker.Class == statement.Witness
		aliases := s.Speaker.Aliases
		if fold(o) != fold(s.Speaker.Name) {
			aliases = nil // the aliases are the person's, not the institution's
		}
		w.ids.add(o, s.Speaker.Class, person, aliases)
	}
	for _, s := range w.st {
		if r := s.Responsibility; r != nil && bareBody(r.Actor) {
			w.ids.add(r.Actor, "", false, nil) // "the army" that is accused is the army that speaks
		}
	}
	w.printedNames()
	w.ids.settle()
	w.byNumber()
	w.actors = newIdentity()
	w.actors.ruled = w.ids.ruled
	for _, s := range w.st {
		if s.Responsibility != nil {
			w.actors.add(s.Responsibility.Actor, "", false, nil)
		}
	}
	for _, m := range w.d.Members {
		if e := w.entries[m.Report]; e.Reading != nil {
			for _, n := range e.Reading.Names {
				k := fold(n.Name)
				if _, ok := w.actors.parent[k]; !ok {
					// Only the aliases of names that act matter here.
					acts := false
					for _, a := range n.Aliases {
						_, ok := w.actors.parent[fold(a)]
						acts = acts || ok
					}
					if !acts {
						continue
					}
				}
				w.actors.add(n.Name, "", n.Kind == "person", n.Aliases)
			}
		}
	}
	w.actors.settleActors(w.ids)
	w.d.Merges = mergesOf(w.ids, w.actors)
	for _, s := range w.st {
		if s.Speaker.Name != "" {
			if s.Speaker.Class == "" || s.Speaker.Class == statement.ClassUnknown {
				if c := w.ids.class(origin(s)); c != "" {
					s.Speaker.Class = c
				}
			}
			if c := w.ids.class(origin(s)); c != "" && ofBody(s.Speaker.Class) && ofBody(c) {
				s.Speaker.Class = c
			}
			s.Speaker.Origin = w.ids.canonical(origin(s))
			if fold(s.Speaker.Name) == fold(origin(s)) || w.ids.id(s.Speaker.Name) == w.ids.id(s.Speaker.Origin) && !persons[fold(s.Speaker.Name)] {
				s.Speaker.Name = s.Speaker.Origin
			}
		} else if rep := w.d.Reports[s.Report]; rep != nil && rep.Publisher != "" {
			// The report's own voice: the outlet counts itself.
			s.Speaker.Name, s.Speaker.Origin = w.ids.canonical(rep.Publisher), w.ids.canonical(rep.Publisher)
			s.Speaker.Class = statement.Media
			// A ministry's or a company's own release is that body speaking.
			if m := w.ids.names[fold(rep.Publisher)]; m != nil && !outlets[fold(rep.Publisher)] && m.class != "" && m.class != statement.ClassUnknown {
				s.Speaker.Class = m.class
			}
		}
		if r := s.Responsibility; r != nil {
			r.Actor = w.actors.canonical(r.Actor)
			if r.By != "" {
				r.By = s.Speaker.Origin
			}
		}
	}
	w.claimAtHoax()
}

// claimAtHoax gives a hoax to the one whose claim it is: a report that calls
// "the claim" a hoax and names no claimant means the only one of the story.
func (w *work) claimAtHoax() {
	claimant := ""
	for _, s := range w.st {
		if r := s.Responsibility; r != nil && r.Relation == statement.ClaimedBy && r.Rule != "hoax" && !s.Background {
			if claimant != "" && claimant != r.Actor {
				return
			}
			claimant = r.Actor
		}
	}
	for _, s := range w.st {
		if r := s.Responsibility; r != nil && r.Rule == "hoax" && claimant != "" && !s.Span.Overlaps(r.ActorSpan) {
			r.Actor = claimant
		}
	}
}

// bareBody tells whether an actor's words are a bare role of one kind of body
// ("army"), other than a ministry, of which a story has several.
func bareBody(actor string) bool {
	key := fold(actor)
	m := &mouth{key: key, name: actor, words: contentWords(key), kind: kindOfName(key)}
	return m.kind != "" && m.kind != "ministry" && bareRole(m)
}

// ofBody tells whether a class is one that bodies have: a body has the class
// that most mentions give it.
func ofBody(c statement.Class) bool {
	switch c {
	case statement.Witness, statement.Expert, statement.UnnamedOfficial, statement.Media:
		return false
	}
	return true
}

// outlets are the names that the story knows as outlets or agencies: what
// carries or is credited by another report, and what readings call one.
func (w *work) outlets() map[string]bool {
	out := map[string]bool{}
	for _, m := range w.d.Members {
		e := w.entries[m.Report]
		if e.Reading == nil {
			continue
		}
		for _, c := range e.Reading.Credits {
			out[fold(c)] = true
		}
		out[fold(e.Reading.Wire)] = true
		for _, n := range e.Reading.Names {
			if n.Kind == "outlet" {
				out[fold(n.Name)] = true
			}
		}
	}
	for _, s := range w.st {
		for _, r := range s.Relay {
			out[fold(r)] = true
		}
	}
	return out
}

// origin is the mouth that counts for a speaker.
func origin(s *Statement) string {
	if s.Speaker.Origin != "" {
		return s.Speaker.Origin
	}
	return s.Speaker.Name
}

// settleActors joins actors by acronym and spelling alone (never by a part of
// the name: "two managers of X" is not X), and takes a speaker's canonical name
// where an actor is one.
func (x *identity) settleActors(speakers *identity) {
	sort.Strings(x.keys)
	x.obey()
	for i, ka := range x.keys {
		a := x.names[ka]
		for _, kb := range x.keys[i+1:] {
			b := x.names[kb]
			if acronymOf(a, b) || acronymOf(b, a) || sameOffice(a, b) {
				x.join(ka, kb, alikeness(a, b))
			}
		}
	}
	for i, ka := range x.keys {
		for _, kb := range x.keys[i+1:] {
			if _, ok := speakers.parent[ka]; ok {
				if _, ok := speakers.parent[kb]; ok && speakers.find(ka) == speakers.find(kb) {
					x.join(ka, kb, "one speaker of the story")
				}
			}
		}
	}
	members := map[string][]*mouth{}
	for _, k := range x.keys {
		r := x.find(k)
		members[r] = append(members[r], x.names[k])
	}
	for r, ms := range members {
		x.label[r] = ms[0].name
		named := false
		for _, m := range ms {
			if _, ok := speakers.parent[m.key]; ok {
				x.label[r], named = speakers.label[speakers.find(m.key)], true
				break
			}
		}
		if !named {
			x.label[r] = bestName(ms)
		}
	}
}

// ownVoice tells whether an outlet itself says it, without naming a source.
func ownVoice(s *Statement) bool {
	return s.Attribution < 0 && !s.Checked.Named() && (s.Speaker.Class == statement.Media || s.Speaker.Class == statement.ClassUnknown || s.Speaker.Class == "")
}

// adoptOwnVoice gives a number that a report states in its own voice to the
// speaker whom the same report, or an earlier one, names for the same number:
// an unattributed repeat is no second origin.
func (w *work) adoptOwnVoice() {
	w.trailing()
	for i, s := range w.st {
		if s.Figure == nil || !ownVoice(s) || !counted(s) {
			continue
		}
		var found *Statement
		for j := len(w.st) - 1; j >= 0; j-- {
			t := w.st[j]
			if j == i || t.Figure == nil || ownVoice(t) || !counted(t) || t.Figure.Kind != s.Figure.Kind || !sameNumber(t.Figure, s.Figure) {
				continue
			}
			if t.Report == s.Report {
				// The first whom the report names; who confirms comes after.
				if found == nil || found.Report != s.Report || t.Stance != statement.Confirms {
					found = t
				}
				continue
			}
			if found == nil && w.order[t.Report] < w.order[s.Report] {
				found = t
			}
		}
		if found != nil {
			s.Speaker = found.Speaker
			s.Speaker.Span = statement.Span{}
			if len(s.Relay) == 0 && found.Report == s.Report {
				s.Relay = found.Relay
			}
		}
	}
}

// sameNumber compares intervals; "at least 11" and "11" are one number.
func sameNumber(a, b *statement.Figure) bool {
	return a.Low == b.Low && (a.High == b.High || a.High < 0 || b.High < 0)
}

// collapseCopies ties every statement in a copied passage to the statement that
// is its first print.
func (w *work) collapseCopies() {
	byReport := map[string][]*Statement{}
	for _, s := range w.st {
		byReport[s.Report] = append(byReport[s.Report], s)
	}
	for _, c := range w.copiesInOrder() {
		of := w.d.Reports[c.Of]
		for _, s := range byReport[c.Report] {
			for _, p := range c.Passages {
				if !p.In.Overlaps(s.Span) {
					continue
				}
				at := p.Of.Start + s.Span.Start - p.In.Start
				var orig *Statement
				for _, t := range byReport[c.Of] {
					if p.Of.Overlaps(t.Span) && sameContent(s, t) && (orig == nil || dist(t.Span.Start, at) < dist(orig.Span.Start, at)) {
						orig = t
					}
				}
				if orig == nil {
					continue
				}
				s.Origin = orig.Origin
				s.RepeatOf = orig.ID
				if orig.RepeatOf != "" {
					s.RepeatOf = orig.RepeatOf
				}
				s.Speaker = orig.Speaker
				if s.Figure != nil {
					s.Figure.Scope = orig.Figure.Scope
				}
				if of.Publisher != "" && !ownVoice(orig) && len(s.Relay) <= len(orig.Relay) {
					s.Relay = append([]string{of.Publisher}, orig.Relay...)
				}
				break
			}
		}
	}
}

// copiesInOrder lists the copies by the order of the copying report, so that a
// copy of a copy finds its original settled.
func (w *work) copiesInOrder() []story.Copy {
	out := slices.Clone(w.d.Copies)
	sort.SliceStable(out, func(i, j int) bool { return w.order[out[i].Report] < w.order[out[j].Report] })
	return out
}

func dist(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

// sameContent tells whether two statements say the same thing.
func sameContent(a, b *Statement) bool {
	switch {
	case a.Figure != nil && b.Figure != nil:
		return a.Figure.Kind == b.Figure.Kind && a.Figure.Low == b.Figure.Low && a.Figure.High == b.Figure.High
	case a.Responsibility != nil && b.Responsibility != nil:
		return a.Responsibility.Actor == b.Responsibility.Actor && a.Responsibility.Relation == b.Responsibility.Relation
	}
	return a.Figure == nil && b.Figure == nil && a.Responsibility == nil && b.Responsibility == nil && a.Kind == b.Kind && a.Stance == b.Stance
}
