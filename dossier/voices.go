package dossier

import (
	"regexp"
	"strings"

	"sofar/statement"
)

// capitals gives the incident's country, where it speaks as a whole ("Veldland
// lowered the toll"), the public body that the same report lets speak next.
// Another country keeps its name: "Foreign Ministry" alone would be taken for
// the incident's own.
func (w *work) capitals(kinds map[string]int) {
	place := w.d.Incident.Place
	if len(place) < 2 {
		return
	}
	country := fold(place[len(place)-1])
	for i, s := range w.st {
		if fold(origin(s)) != country || s.Speaker.Class != statement.Government {
			continue
		}
		for _, t := range w.st[i+1:] {
			if t.Report != s.Report {
				continue
			}
			if b := origin(t); t.Span.Start > s.Span.Start && t.Speaker.Class == statement.Government && kinds[fold(b)] <= 0 && kindOfName(fold(b)) != "" && !t.Speaker.Anonymous {
				s.Speaker.Name, s.Speaker.Origin = b, b
				break
			}
		}
	}
}

// introduced gives a bare word the kind with which its report brings the body
// in: "a government commission has been formed … the commission".
func introduced(text, bare string) string {
	if !introducible[bare] {
		return ""
	}
	found := ""
	for _, m := range introduction.FindAllStringSubmatch(text, maxMembers) {
		if m[2] != bare {
			continue
		}
		if found != "" && found != m[1] {
			return ""
		}
		found = m[1]
	}
	if found == "" {
		return ""
	}
	return found + " " + bare
}

var (
	introducible = map[string]bool{"commission": true, "committee": true, "panel": true}
	introduction = regexp.MustCompile(`\b[Aa]n? (\p{Ll}[\p{L}-]+) (commission|committee|panel)\b`)
)

// byNumber gives a bare word for one of several bodies of a kind ("the
// ministry") the one of them that the story knows for the same number.
func (w *work) byNumber() {
	for _, s := range w.st {
		m := w.ids.names[fold(origin(s))]
		if s.Figure == nil || m == nil || len(m.words) != 1 || m.kind == "" || !bareRole(m) {
			continue
		}
		found := ""
		for _, t := range w.st {
			o := origin(t)
			n := w.ids.names[fold(o)]
			if t.Figure == nil || n == nil || n.kind != m.kind || bareRole(n) || t.Figure.Kind != s.Figure.Kind || !sameNumber(t.Figure, s.Figure) || w.order[t.Report] >= w.order[s.Report] {
				continue
			}
			if found != "" && w.ids.id(found) != w.ids.id(o) {
				found = ""
				break
			}
			found = o
		}
		if found == "" {
			continue
		}
		if strings.EqualFold(s.Speaker.Name, origin(s)) {
			s.Speaker.Name = found
		}
		s.Speaker.Origin = found
	}
}

// trailing gives a number that stands behind the words that name a speaker in
// one sentence ("22 are in care, a doctor said, down from 31") to that speaker.
func (w *work) trailing() {
	for _, s := range w.st {
		if s.Figure == nil || !ownVoice(s) {
			continue
		}
		for _, t := range w.st {
			if t.Report == s.Report && t.Figure != nil && !ownVoice(t) && t.Span.End <= s.Span.Start && t.Speaker.Span.End > t.Speaker.Span.Start && s.Span.Start <= t.Speaker.Span.Start && t.Speaker.Span.End <= s.Span.End {
				s.Speaker, s.Relay = t.Speaker, t.Relay
				break
			}
		}
	}
}
