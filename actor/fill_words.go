package actor

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
)

// begins gives the actor whose name a sentence begins with, and where it ends.
func begins(q string, list []*Actor) (*Actor, int) {
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(q, "“"), "The "), "the ")
	skip := len(q) - len(rest)
	for _, a := range list {
		for _, n := range append([]string{a.Name}, a.names()...) {
			if len(n) > 2 && strings.HasPrefix(rest, n) && (len(rest) == len(n) || !letter(rest[len(n)])) {
				return a, skip + len(n)
			}
		}
	}
	return nil, 0
}

// nameIn gives the actor that a sentence names first.
func nameIn(q string, list []*Actor) *Actor {
	best, at := (*Actor)(nil), len(q)
	for _, a := range list {
		for _, n := range append([]string{a.Name}, a.names()...) {
			if len(n) > 2 {
				if i := wordAt(q, n); i >= 0 && i < at {
					best, at = a, i
				}
			}
		}
	}
	return best
}

var year = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// oldYear tells whether a sentence names a year before the report's.
func oldYear(q string, at time.Time) bool {
	if at.Year() < 1900 {
		return false
	}
	for _, y := range year.FindAllString(q, 8) {
		if y < at.Format("2006") {
			return true
		}
	}
	return false
}

// stated gives the statements of one report of a story.
func (f *folder) stated(d *dossier.Dossier, id string) []*dossier.Statement {
	if f.statedIn != d {
		f.statedIn, f.statedBy = d, map[string][]*dossier.Statement{}
		for i := range d.Statements {
			s := &d.Statements[i]
			f.statedBy[s.Report] = append(f.statedBy[s.Report], s)
		}
	}
	return f.statedBy[id]
}

// newsOf tells whether a statement of the event stands in the words.
func (f *folder) newsOf(d *dossier.Dossier, id string, sp report.Span) bool {
	for _, s := range f.stated(d, id) {
		if !s.Background && s.Span.Overlaps(sp) && (s.Figure != nil && s.Figure.Scope != statement.ScopeHistorical || s.Responsibility != nil) {
			return true
		}
	}
	return false
}

// totals tells whether a total of the event stands in a sentence.
func (f *folder) totals(d *dossier.Dossier, id string, sp report.Span) bool {
	for _, s := range f.stated(d, id) {
		if s.Span.Overlaps(sp) && s.Figure != nil && s.Figure.Scope == statement.ScopeTotal {
			return true
		}
	}
	return false
}

// attributed gives a sentence with who says it: the speaker of a statement or
// attribution in it, else the outlet.
func (f *folder) attributed(d *dossier.Dossier, id string, sp report.Span) Said {
	out := Said{Cite: exactly(d, id, sp), Story: d.ID, Title: d.Title, Class: statement.Media, Stance: statement.States}
	out.Speaker = out.Outlet
	most := 0
	for _, s := range f.stated(d, id) {
		if !s.Span.Overlaps(sp) || s.Speaker.Name == "" {
			continue
		}
		if n := min(s.Span.End, sp.End) - max(s.Span.Start, sp.Start); n > most {
			most = n
			v := said(d, s)
			out.Speaker, out.Class, out.Stance, out.Relay, out.Statement = v.Speaker, v.Class, v.Stance, v.Relay, s.ID
			if s.Figure != nil {
				out.Kind, out.Low, out.High = v.Kind, v.Low, v.High
			}
		}
	}
	return out
}

// relate takes the ties that a sentence tells of.
func (a *Actor) relate(dir *Directory, d *dossier.Dossier, id string, sp report.Span, q string) {
	for _, m := range relation.FindAllStringSubmatch(q, 4) {
		other := dir.In(d.ID, m[2])
		if other == "" && m[3] != "" {
			other = dir.In(d.ID, m[3])
		}
		if other == "" {
			if l := dir.byName[dossier.NameKey(m[2])]; len(l) == 1 {
				other = dir.Actors[l[0]].ID
			}
		}
		if other == a.ID || m[1] == "led by" && private(d)[dossier.NameKey(m[2])] {
			continue
		}
		with := m[2]
		if m[3] != "" {
			with += " (" + m[3] + ")"
		}
		r := Relation{Kind: strings.TrimSuffix(m[1], " the"), With: with, ID: other, Cite: exactly(d, id, sp), Speaker: outlet(d.Reports[id])}
		if !slices.ContainsFunc(a.Relations, func(o Relation) bool { return o.Kind == r.Kind && o.With == r.With }) {
			a.Relations = append(a.Relations, r)
		}
	}
}
