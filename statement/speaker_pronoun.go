package statement

import (
	"strings"

	"sofar/language"
)

// pronoun resolves he, she, it, they, we and one of them.
//
// The reading of the names proposes an entity. A speaker named in the pronoun's
// own paragraph goes before an entity that the paragraph does not name, and
// what cannot speak (a place, a hull, a station) is no antecedent of "it said".
func (k *roster) pronoun(src language.Range, span Span) (Speaker, bool) {
	d := k.r.doc
	w := d.Lower[src.Start]
	switch w {
	case "he", "she", "it", "they", "we", "i", "her", "him", "them", "both":
	case "his":
		w = "he"
	case "its":
		w = "it"
	case "their":
		w = "they"
	default:
		return Speaker{}, false
	}
	if src.Len() > 1 {
		return Speaker{}, false
	}
	if w == "we" || w == "i" {
		return Speaker{Span: span, Class: ClassUnknown}, true
	}
	human := w != "it" && w != "they" && w != "them" && w != "both"
	if s, ok := k.namedLater(src); ok && human {
		s.Span = span
		return s, true
	}
	e := k.antecedent(src)
	near, isNear := k.inParagraph(src, human)
	switch {
	case e >= 0 && human && isNear && !k.namedHere(e, src) && !equalName(near.Name, d.Entities[e].Canonical):
		near.Span = span
		return near, true
	case e >= 0 && w == "it" && (!k.canSay(e) || isNear && !k.spoke(d.Entities[e].Canonical)):
		if isNear {
			near = institutionOf(near)
		} else if near, isNear = k.paragraphBody(src); !isNear {
			break
		}
		near.Span = span
		return near, true
	case e >= 0:
		if s, ok := k.entity(e, src); ok {
			if w == "it" && k.person(s) {
				s = institutionOf(s)
			}
			s.Span = span
			return s, true
		}
	}
	for i := len(k.list) - 1; i >= 0; i-- {
		s := k.list[i]
		person := k.person(s)
		switch w {
		case "he", "she", "him", "her":
			if !person || !properName(s.Name) && k.namedPerson() {
				continue
			}
		case "it":
			if person && s.Origin == s.Name {
				continue
			}
		}
		if w == "it" && person {
			s = institutionOf(s)
		}
		s.Span = span
		return s, true
	}
	if len(k.list) > 0 {
		s := k.list[len(k.list)-1]
		s.Span = span
		return s, true
	}
	return Speaker{Span: span, Class: ClassUnknown}, true
}

// namedLater gives the person behind "he" or "she" where the report has named
// nobody yet and the next paragraph begins with a name: “…,” she said. ¶ Ada
// Brook, 34, spoke from the quay.
func (k *roster) namedLater(src language.Range) (Speaker, bool) {
	r := k.r
	d := r.doc
	if w := d.Lower[src.Start]; w != "he" && w != "she" {
		return Speaker{}, false
	}
	here := d.Sents[d.SentOf[src.Start]].Paragraph
	if here == 0 || here+1 >= len(d.Paragraphs) || r.inQuote(d.Paragraphs[here].Start) < 0 {
		return Speaker{}, false
	}
	from := d.Paragraphs[here+1].Start
	for i := range d.Names {
		n := &d.Names[i]
		if n.Form != language.FormFull || n.Kind != language.NamePerson || n.Entity < 0 {
			continue
		}
		if n.Tokens.Start < from {
			return Speaker{}, false
		}
		if n.Tokens.Start > from || n.Tokens.Len() < 2 {
			return Speaker{}, false
		}
		for j := n.Tokens.End; j < d.Len() && j < n.Tokens.End+10; j++ {
			if f, ok := verbForms[d.Lower[j]]; d.Lower[j] == "spoke" || d.Lower[j] == "speaks" || ok && f.frame&frQuote != 0 && f.frame&frMind == 0 {
				return k.entity(n.Entity, n.Tokens)
			}
		}
		return Speaker{}, false
	}
	return Speaker{}, false
}

// antecedent gives the entity that the reading of the names gives a pronoun, -1
// if none.
func (k *roster) antecedent(src language.Range) int {
	d := k.r.doc
	for _, n := range d.NamesNear(src) {
		if n.Form == language.FormPronoun && n.Tokens.Contains(src.Start) && n.Entity >= 0 && n.Entity < len(d.Entities) {
			return n.Entity
		}
	}
	return -1
}

// inParagraph gives the last speaker named in the paragraph before a source: a
// person, or a body where human is false.
func (k *roster) inParagraph(src language.Range, human bool) (Speaker, bool) {
	d := k.r.doc
	from := int(d.Start[d.Paragraphs[d.Sents[d.SentOf[src.Start]].Paragraph].Start])
	at := int(d.Start[src.Start])
	for i := len(k.list) - 1; i >= 0; i-- {
		s := k.list[i]
		if s.Span.Start < from {
			break
		}
		if s.Span.Start >= at || k.counted[i] {
			continue
		}
		if human && !k.person(s) || !human && k.person(s) && s.Origin == s.Name {
			continue
		}
		if !human && (s.Class == Witness || s.Class == ClassUnknown) {
			continue
		}
		return s, true
	}
	return Speaker{}, false
}

// namedHere tells whether the pronoun's paragraph names an entity before it.
func (k *roster) namedHere(e int, src language.Range) bool {
	d := k.r.doc
	from := d.Paragraphs[d.Sents[d.SentOf[src.Start]].Paragraph].Start
	if !properName(d.Entities[e].Canonical) {
		return false
	}
	for _, m := range d.Entities[e].Mentions {
		if n := &d.Names[m]; n.Form != language.FormPronoun && from <= n.Tokens.Start && n.Tokens.End <= src.Start {
			return true
		}
	}
	return false
}

// canSay tells whether an entity is one that can say something.
func (k *roster) canSay(e int) bool {
	ent := &k.r.doc.Entities[e]
	switch ent.Kind {
	case language.NameOrganisation, language.NameGroup, language.NameOutlet, language.NamePerson:
		return true
	case language.NameEvent:
		return false
	}
	c := classOfPhrase(fields(ent.Canonical + " " + ent.Role))
	if c == "" || c == Company && ent.Kind == language.NameFacility {
		if k.spoke(ent.Canonical) {
			return true
		}
		return ent.Kind == language.NamePlace && c == ""
	}
	return true
}

// spoke tells whether a speaker of that name, or one who speaks for it, has spoken.
func (k *roster) spoke(name string) bool {
	for i := range k.list {
		if equalName(k.list[i].Name, name) || equalName(k.list[i].Origin, name) {
			return true
		}
	}
	return false
}

// paragraphBody gives the body whose name opens a sentence of the paragraph
// before a source, the nearest first ("The group Aer rejected the readings. …,
// it said").
func (k *roster) paragraphBody(src language.Range) (Speaker, bool) {
	d := k.r.doc
	from := d.Paragraphs[d.Sents[d.SentOf[src.Start]].Paragraph].Start
	for i := len(d.Names) - 1; i >= 0; i-- {
		n := &d.Names[i]
		if n.Tokens.Start >= src.Start {
			continue
		}
		if n.Tokens.Start < from {
			break
		}
		if n.Form == language.FormPronoun || n.Entity < 0 || n.Tokens.Start-d.Sents[d.SentOf[n.Tokens.Start]].Start > 4 {
			continue
		}
		switch n.Kind {
		case language.NameOrganisation, language.NameGroup, language.NameOutlet:
			return k.entity(n.Entity, src)
		}
	}
	return Speaker{}, false
}

// entity finds an earlier speaker by entity; where there is none it makes one
// from the entity's first full mention.
func (k *roster) entity(e int, src language.Range) (Speaker, bool) {
	ent := k.r.doc.Entities[e]
	for i := len(k.list) - 1; i >= 0; i-- {
		if equalName(k.list[i].Name, ent.Canonical) {
			return k.list[i], true
		}
	}
	if ent.Canonical == "" {
		return Speaker{}, false
	}
	if name := k.r.calledAs(ent.Mentions); name != "" && !properName(ent.Canonical) {
		return Speaker{Name: name, Origin: name, Class: classOr(classOfPhrase(fields(ent.Canonical)), Witness)}, true
	}
	p := parsed{name: ent.Canonical, role: ent.Role, institution: ent.Affiliation, entity: e, kind: ent.Kind, text: strings.ToLower(ent.Canonical)}
	k.r.classify(&p)
	k.r.settleBody(&p)
	k.institution(&p, src)
	return p.speaker(), true
}

// calledAs gives the name in "a woman who gave her name only as Lena", "" if the
// words after an entity's first mention give none.
func (r *attReader) calledAs(mentions []int) string {
	d := r.doc
	if len(mentions) == 0 || mentions[0] < 0 || mentions[0] >= len(d.Names) {
		return ""
	}
	at := d.Names[mentions[0]].Tokens
	end := d.Sents[d.SentOf[at.Start]].End
	for i := at.End; i+2 < end && i < at.End+24; i++ {
		if d.Lower[i] != "name" && d.Lower[i] != "names" {
			continue
		}
		j := i + 1
		if r.word(j) == "only" {
			j++
		}
		if w := r.word(j); w != "as" && w != "of" {
			return ""
		}
		x := language.Range{Start: j + 1, End: j + 1}
		for x.End < end && d.Flags[x.End]&language.FlagTitle != 0 {
			x.End++
		}
		return d.TextOf(x)
	}
	return ""
}

func classOr(c, other Class) Class {
	if c == "" {
		return other
	}
	return c
}

// oneOf resolves "one of them", "one of the two", "another of the officials":
// the unnamed speakers who spoke last.
func (k *roster) oneOf(src language.Range) (Speaker, bool) {
	r := k.r
	w := r.doc.Lower[src.Start]
	if src.Len() < 3 || w != "one" && w != "another" && w != "both" || r.word(src.Start+1) != "of" {
		return Speaker{}, false
	}
	last := r.word(src.End - 1)
	if last != "them" && last != "two" && last != "three" && last != "four" {
		return Speaker{}, false
	}
	for i := len(k.list) - 1; i >= 0; i-- {
		if k.list[i].Anonymous {
			return k.list[i], true
		}
	}
	return Speaker{}, false
}
