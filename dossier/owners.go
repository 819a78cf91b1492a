package dossier

import (
	"regexp"
	"strings"

	"sofar/statement"
)

// owners completes the names of bodies that their report prints with an owner
// or a seat that the bare name leaves out:
//
//	Veldland's National Security Council              → Veldland National Security Council, where Veldland is not the incident's country
//	the Prosecutor's Office attached to the Norre Court → Norre Prosecutor's Office
//	the Prefecture, in a report that prints "Marrow"  → Marrow Prefecture, where that alone publishes
//	the commission, after "a government commission"   → government commission
func (w *work) owners(kinds map[string]int) {
	done := map[string]string{}
	for _, s := range w.st {
		o := origin(s)
		e := w.entries[s.Report]
		if o == "" || e.Report == nil || e.Reading == nil || s.Speaker.Anonymous || s.Speaker.Class == statement.Media || s.Speaker.Class == statement.Witness {
			continue
		}
		key := s.Report + "|" + o
		full, ok := done[key]
		if !ok {
			switch {
			case fold(o) == "prosecutor office":
				if m := attachedTo.FindStringSubmatch(e.Report.Text); m != nil {
					full = m[1] + " " + o
				}
			case strings.Contains(o, " ") && hasUpper(o):
				full = w.foreignBody(e.Report.Text, o, kinds)
			case introducible[o]:
				full = introduced(e.Report.Text, o)
			case kindHeads[fold(o)] == "prefecture":
				full = w.named.publishing(e.Report.Text, o)
				if w.bodies == nil {
					w.bodies = map[bodyAsked]string{}
				}
				w.bodies[bodyAsked{e.Report.Text, o}] = full
			}
			done[key] = full
		}
		if full == "" {
			continue
		}
		if fold(s.Speaker.Name) == fold(o) {
			s.Speaker.Name = full
		}
		s.Speaker.Origin = full
	}
}

var (
	attachedTo = regexp.MustCompile(`Prosecutor['’]s Office attached to the (\p{Lu}[\p{L}-]+) (?:\p{Lu}[\p{L}-]+ )*(?:Court|Tribunal)\b`)
	ownerEnd   = regexp.MustCompile(`(\p{Lu}[\p{L}-]+)['’]s $`)
)

// foreignBody puts before a body the country whose possessive stands before it,
// where the reports name the incident's own country oftener; "" otherwise.
func (w *work) foreignBody(text, body string, kinds map[string]int) string {
	at := strings.Index(text, body)
	place := w.d.Incident.Place
	if at < 0 || len(place) < 2 {
		return ""
	}
	m := ownerEnd.FindStringSubmatch(text[max(0, at-60):at])
	if m == nil {
		return ""
	}
	owner := fold(m[1])
	for _, p := range place {
		if strings.Contains(" "+fold(p)+" ", " "+owner+" ") {
			return ""
		}
	}
	if kinds[owner] <= 0 || kinds[owner] >= kinds[fold(place[len(place)-1])] {
		return ""
	}
	return m[1] + " " + body
}

// publishing gives the one publisher or outlet of all reports that is a body of the bare
// word's name with a name of its own which the text prints; "" if none is.
func (x *outlets) publishing(text, bare string) string {
	found := ""
	for _, name := range x.names {
		own, ok := strings.CutSuffix(name, " "+bare)
		if !ok || !strings.Contains(text, own) {
			continue
		}
		if found != "" {
			return ""
		}
		found = name
	}
	return found
}
