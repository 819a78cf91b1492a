package statement

import (
	"strings"

	"sofar/language"
)

// institution finds whom a person with a post speaks for where the phrase does
// not say: the body in the post ("ministry spokeswoman", "its director") or the
// body that spoke last.
func (k *roster) institution(p *parsed, src language.Range) {
	if p.class == Medical && p.institution == "" && (p.name != "" || k.r.word(src.End) == "there") {
		if h := k.r.nearestHospital(src.Start); h != "" {
			p.institution = h
			if p.name == "" && p.role == "" {
				p.role = p.head
			}
			return
		}
	}
	if p.role == "" || !speaksFor(p.role) || p.institution != "" && strings.ToLower(p.institution) != p.institution {
		return
	}
	if p.institution != "" && strings.Contains(p.institution, " ") {
		return
	}
	if p.indefinite && p.name == "" && p.institution == "" {
		return
	}
	if p.institution == "" && p.name+p.role != "" && k.bySubject(p, src) {
		return
	}
	var needed []string
	for _, w := range fields(p.role) {
		needed = append(needed, bodyOfRole[w]...)
	}
	want, rank := p.institution, false
	for _, w := range fields(p.role) {
		rank = rank || uniformed[w]
	}
	for _, w := range fields(p.role) {
		if want == "" && classOfWord(w, "") != "" && !roleWords[w] && !strings.HasPrefix(p.role, "who ") {
			want = w
		}
	}
	for i := len(k.list) - 1; i >= 0; i-- {
		s := k.list[i]
		if s.Class == Media || s.Class == Witness || s.Class == Expert || s.Class == ClassUnknown || s.Anonymous || s.Origin == "" {
			continue
		}
		if want != "" && !strings.Contains(strings.ToLower(s.Origin), want) {
			continue
		}
		if k.person(s) && s.Origin == s.Name {
			continue
		}
		if len(needed) > 0 && !containsAny(strings.ToLower(s.Origin), needed) {
			continue
		}
		if want == "" && p.class != ClassUnknown && p.class != s.Class {
			continue
		}
		if want == "" && rank && s.Class != Rescue && s.Class != Police && s.Class != Military {
			continue
		}
		p.institution, p.class = s.Origin, s.Class
		return
	}
	if p.institution == "" {
		p.institution = want
	}
	if p.institution == "" && p.class == Medical {
		p.institution = k.r.nearestHospital(src.Start)
	}
	if p.institution == "" && len(needed) > 0 && p.name != "" {
		switch needed[len(needed)-1] {
		case "prefect":
			p.institution = "prefecture"
		case "mayor", "governor":
			p.institution = needed[len(needed)-1]
		}
	}
}

// bySubject gives a spokesman the body that he speaks about.
func (k *roster) bySubject(p *parsed, src language.Range) bool {
	d := k.r.doc
	own := d.Lower[src.Start] == "its" || d.Lower[src.Start] == "their"
	there := k.r.word(src.End) == "there"
	spokes := false
	for _, w := range fields(p.role) {
		spokes = spokes || strings.HasPrefix(w, "spokes")
	}
	if !own && !there && !spokes {
		return false
	}
	body, class := k.r.subjectBody(k.content)
	if body == "" {
		return false
	}
	if s, ok := k.known(body); ok {
		body, class = s.Origin, s.Class
	}
	p.institution, p.class = body, class
	return true
}

// outlet gives an attribution the outlet that spoke last.
func (k *roster) outlet(a *Attribution, span Span) bool {
	for i := len(k.list) - 1; i >= 0; i-- {
		if s := k.list[i]; s.Class == Media || strings.Contains(k.heads[i], " agency ") {
			a.Speaker = s
			a.Speaker.Class, a.Speaker.Span = Media, span
			return true
		}
	}
	return false
}

// known finds a body that has spoken under the same name.
func (k *roster) known(body string) (Speaker, bool) {
	for i := len(k.list) - 1; i >= 0; i-- {
		if s := k.list[i]; equalName(s.Origin, body) {
			return s, true
		}
	}
	return Speaker{}, false
}

// author gives the speaker whose paper a document is: the body named last in
// the paragraph or the one before, else the last body that spoke.
func (k *roster) author(src language.Range) (Speaker, bool) {
	d := k.r.doc
	here := d.Sents[d.SentOf[src.Start]].Paragraph
	for i := len(d.Names) - 1; i >= 0; i-- {
		n := &d.Names[i]
		if n.Tokens.End > src.Start && !(n.Tokens.Start >= src.Start && n.Tokens.End <= src.End) {
			continue
		}
		if here-d.Sents[d.SentOf[n.Tokens.Start]].Paragraph > 1 {
			break
		}
		if n.Form == language.FormPronoun || n.Entity < 0 || n.Entity >= len(d.Entities) || n.Kind != language.NameOrganisation && n.Kind != language.NameGroup {
			continue
		}
		switch s, ok := k.entity(n.Entity, n.Tokens); {
		case !ok:
		case official(s.Class), s.Class == ArmedGroup, s.Class == NGO:
			return institutionOf(s), true
		}
	}
	for i := len(k.list) - 1; i >= 0; i-- {
		switch s := k.list[i]; s.Class {
		case Media, Witness, Expert, ClassUnknown, UnnamedOfficial:
		default:
			return institutionOf(s), true
		}
	}
	return Speaker{}, false
}

func containsAny(s string, list []string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
