package statement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"

	"sofar/language"
	"sofar/report"
)

// Read finds everything that is said in one report: its attributions, and the
// statements they carry with speaker, relay, stance and certainty. It never
// fails; a report that says nothing gives an empty Set.
func Read(doc *language.Doc, rep *report.Report) Set {
	var set Set
	set.Credits, set.Wire = credits(doc, rep)
	set.Attributions = attributions(doc, rep)
	v := voice(doc, rep)
	known := speakerNames(set.Attributions)
	list := figures(doc, rep, set.Attributions)
	list = append(list, responsibility(doc, rep, set.Attributions)...)
	list = append(list, others(doc, set.Attributions, list)...)
	for i := range list {
		assign(doc, rep, &list[i], set.Attributions, v)
		complete(doc, &list[i].Speaker, known)
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		return a.Span.End < b.Span.End
	})
	set.Statements = identify(list)
	link(doc, set.Statements)
	return set
}

// others makes a statement of every attribution that carries no figure and no
// responsibility.
func others(doc *language.Doc, atts []Attribution, have []Statement) []Statement {
	var out []Statement
	for i, a := range atts {
		if len(a.Content) == 0 {
			continue
		}
		for _, c := range a.Content {
			if c.Len() < 12 || taken(c, have) {
				continue
			}
			out = append(out, Statement{Span: c, Kind: kindOf(c.Of(doc.Text)), Attribution: i, Rule: a.Rule})
		}
	}
	return out
}

// taken tells whether a statement lies in the content already.
func taken(c Span, have []Statement) bool {
	for _, s := range have {
		if c.Overlaps(s.Span) {
			return true
		}
	}
	return false
}

// assign gives a statement the speaker, relay, stance and certainty of its
// attribution, or of the report's own voice.
func assign(doc *language.Doc, rep *report.Report, s *Statement, atts []Attribution, v Speaker) {
	s.Report = rep.ID
	if s.Attribution < 0 || s.Attribution >= len(atts) || (s.Kind == KindFigure || s.Kind == KindResponsibility) && s.Speaker.Name == "" {
		at := s.Span
		if s.Figure != nil {
			at = s.Figure.Span
		}
		s.Attribution = innermost(atts, at)
	}
	if s.Attribution < 0 {
		if s.Speaker.Name == "" {
			s.Speaker = v
		}
		if s.Stance == "" {
			s.Stance = States
		}
		if s.Certainty == "" {
			s.Certainty = hedged(s.Span.Of(doc.Text))
		}
		return
	}
	a := atts[s.Attribution]
	s.Direct = a.Direct
	if s.Relay == nil {
		s.Relay = a.Relay
	}
	if s.Speaker.Name == "" {
		s.Speaker = a.Speaker
		for p := a.Parent; s.Speaker.Name == "" && p >= 0; p = atts[p].Parent {
			s.Speaker, s.Relay = atts[p].Speaker, atts[p].Relay
		}
	}
	if s.Stance == "" || s.Stance == States {
		s.Stance = a.Stance
	}
	if s.Certainty == "" || s.Certainty == Certain {
		s.Certainty = a.Certainty
	}
}

// innermost gives the attribution with the shortest content that covers span,
// -1 if none does.
func innermost(atts []Attribution, span Span) int {
	best, n := -1, 0
	for i, a := range atts {
		for _, c := range a.Content {
			cut := Span{Start: max(c.Start, span.Start), End: min(c.End, span.End)}
			if cut.Len()*2 <= span.Len() {
				continue
			}
			if l := length(a.Content); best < 0 || l < n {
				best, n = i, l
			}
		}
	}
	return best
}

// identify gives each statement its content-addressed id and drops repeats of one
// reading.
func identify(list []Statement) []Statement {
	seen := map[string]bool{}
	out := list[:0]
	for _, s := range list {
		s.ID = makeID(s)
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		out = append(out, s)
	}
	return out
}

func makeID(s Statement) string {
	value := ""
	switch {
	case s.Figure != nil:
		f := s.Figure
		value = fmt.Sprintf("%s %d %d %s %s %d %d", f.Kind, f.Low, f.High, f.Unit, f.Scope, f.Span.Start, f.Span.End)
	case s.Responsibility != nil:
		value = fmt.Sprintf("%s %s %s", s.Responsibility.Actor, s.Responsibility.Relation, s.Responsibility.By)
	}
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s\x00%d\x00%d\x00%s\x00%s", s.Report, s.Span.Start, s.Span.End, s.Kind, value)))
	return "s" + hex.EncodeToString(sum[:8])
}

// kindOf tells whether words give a cause.
func kindOf(text string) Kind {
	low := " " + strings.ToLower(text) + " "
	for _, w := range causeWords {
		if strings.Contains(low, " "+strings.Join(w, " ")+" ") {
			return KindCause
		}
	}
	return KindOther
}

// speakerNames lists the speakers of the attributions by lower-case name.
func speakerNames(atts []Attribution) map[string]Speaker {
	m := map[string]Speaker{}
	for _, a := range atts {
		for _, n := range []string{a.Speaker.Name, a.Speaker.Origin} {
			if k := strings.ToLower(n); k != "" {
				if _, ok := m[k]; !ok {
					m[k] = a.Speaker
				}
			}
		}
	}
	return m
}

// complete fills class and origin of a speaker that is known by name alone.
func complete(doc *language.Doc, s *Speaker, known map[string]Speaker) {
	if s.Class == "" && s.Name != "" {
		if k, ok := known[strings.ToLower(s.Name)]; ok {
			k.Span = s.Span
			*s = k
		} else {
			p := parsed{name: s.Name, entity: -1, text: strings.ToLower(s.Name)}
			for i, e := range doc.Entities {
				if equalName(e.Canonical, s.Name) {
					p.entity, p.kind, p.role, p.institution, p.aliases = i, e.Kind, e.Role, e.Affiliation, e.Aliases
					break
				}
			}
			(&attReader{doc: doc}).classify(&p)
			span := s.Span
			*s = p.speaker()
			s.Span = span
		}
	}
	if s.Class == "" {
		s.Class = ClassUnknown
	}
	if s.Origin == "" {
		s.Origin = s.Name
	}
}
