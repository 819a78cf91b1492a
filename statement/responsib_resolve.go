package statement

import (
	"strings"

	"sofar/language"
)

// companyNouns stand for a firm that the report names elsewhere.
var companyNouns = wordSet("company operator firm owner owners bosses management mine plant factory works railway airline carrier shipowner refinery utility contractor builder employer")

// legalForms end a firm's full name and are no part of what reports call it.
var legalForms = wordSet("sa ead ltd inc plc gmbh ag corp llc srl spa bv nv oy ab as limited")

// canon gives an actor the name by which an account lists it: "the company" is
// the only one that the report names.
func (b *blameReader) canon(a actor) actor {
	if a.name != "" && strings.ToLower(a.name) == a.name && answerable[lastWord(a.name)] {
		if list := b.firms(); len(list) == 1 {
			a.name, a.kind = list[0].name, list[0].kind
		}
	}
	return resolve(a)
}

// resolve drops the legal form that ends a firm's full name.
func resolve(a actor) actor {
	words := strings.Fields(a.name)
	if n := len(words); n > 1 && legalForms[strings.ToLower(strings.Trim(words[n-1], ".,"))] {
		a.name = strings.TrimRight(strings.Join(words[:n-1], " "), ",")
	}
	return a
}

// firms lists the companies that the report names, in text order: those called
// operator, company or owner, and those that speak as one.
func (b *blameReader) firms() []actor {
	var out []actor
	add := func(a actor) {
		for _, o := range out {
			if sameName(o.name, a.name) {
				return
			}
		}
		if a.name != "" {
			out = append(out, a)
		}
	}
	for _, e := range b.doc.Entities {
		if e.Kind != language.NameOrganisation || len(e.Mentions) == 0 || !named(b.doc, e) {
			continue
		}
		hit := companyNouns[lastWord(strings.ToLower(e.Role))]
		for _, m := range e.Mentions {
			r := b.doc.Names[m].Tokens
			hit = hit || b.doc.Names[m].Form == language.FormRole && r.Len() <= 2 && companyNouns[b.doc.Lower[r.End-1]]
		}
		if hit {
			add(actor{name: e.Canonical, span: b.doc.Names[e.Mentions[0]].Span, kind: e.Kind})
		}
	}
	for _, a := range b.atts {
		if a.Speaker.Class == Company {
			n := a.Speaker.Origin
			if n == "" {
				n = a.Speaker.Name
			}
			if n != "" && strings.ToLower(n) != n && !companyNouns[strings.ToLower(n)] {
				add(actor{name: n, span: a.Speaker.Span, kind: language.NameOrganisation})
			}
		}
	}
	if len(out) == 0 {
		out = b.likelyFirms()
	}
	return out
}

// likelyFirms lists the names that may be "the company" of a report that has
// one: no person, place, outlet, group or institution, and it does something.
func (b *blameReader) likelyFirms() []actor {
	d := b.doc
	spoken, afloat := false, false
	for i := range d.Lower {
		afloat = afloat || hulls[d.Lower[i]]
		spoken = spoken || answerable[d.Lower[i]] || d.Lower[i] == "mine" || d.Lower[i] == "plant"
	}
	if !spoken {
		return nil
	}
	var out []actor
	for _, e := range d.Entities {
		if e.Kind != language.NameOrganisation && e.Kind != language.NameUnknown && (e.Kind != language.NamePerson || !b.faceless(e)) || len(e.Mentions) == 0 || !named(d, e) || institutional(e.Canonical) {
			continue
		}
		for _, m := range e.Mentions {
			r := d.Names[m].Tokens
			if d.Names[m].Form <= language.FormShort && r.End < d.Len() && firmVerbs[d.Lower[r.End]] &&
				!(afloat && (d.Lower[r.End] == "had" || d.Lower[r.End] == "has")) {
				out = append(out, actor{name: e.Canonical, span: d.Names[m].Span, kind: language.NameOrganisation})
				break
			}
		}
	}
	for _, a := range b.atts {
		if a.Speaker.Class == Media || a.Speaker.Class == International || a.Speaker.Class == NGO {
			keep := out[:0]
			for _, o := range out {
				if !sameName(o.name, a.Speaker.Name) {
					keep = append(keep, o)
				}
			}
			out = keep
		}
	}
	return out
}

// hulls bear names that look like a firm's.
var hulls = wordSet("ferry ferries ship ships vessel boat boats tanker trawler")

// firmVerbs follow the name of a company that speaks or is spoken of.
var firmVerbs = wordSet("had has said says denied denies denying insists insisted boasted declined called repeated maintained maintains rejected rejects stated announced apologised refused")

// faceless tells whether an entity that looks like a person is never treated
// as one: no title, no "he" or "she", no surname alone.
func (b *blameReader) faceless(e language.Entity) bool {
	if e.Role != "" || e.Affiliation != "" {
		return false
	}
	for _, m := range e.Mentions {
		n := b.doc.Names[m]
		if n.Form != language.FormFull || n.Tokens.End < b.doc.Len() && b.doc.Lower[n.Tokens.End] == "of" {
			return false
		}
	}
	return true
}

// institutional tells whether a name says that it is an authority or a body
// that runs no business.
func institutional(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if institutions[strings.Trim(w, ".,’'")] {
			return true
		}
	}
	return false
}

var institutions = wordSet("ministry inspectorate union office brigade service services police court agency association committee department council institute commission " +
	"government parliament party hospital clinic university school army force forces guard authority board bureau prosecutor movement front foundation society church bank")

// named tells whether an entity has a name of its own rather than a description.
func named(d *language.Doc, e language.Entity) bool {
	for _, m := range e.Mentions {
		if d.Names[m].Form <= language.FormShort {
			return strings.ToLower(e.Canonical) != e.Canonical
		}
	}
	return false
}

// firm gives the company that sentence s speaks of: the one it names, else the
// only one of the report.
func (b *blameReader) firm(s int) actor {
	list := b.firms()
	sent := b.doc.Sents[s].Range
	for i := sent.Start; i < sent.End; i++ {
		n, ok := b.nameAt(i)
		if !ok || n.Kind != language.NameOrganisation {
			continue
		}
		a := b.actorOf(n)
		for _, f := range list {
			if sameName(f.name, a.name) {
				return f
			}
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return actor{}
}

// together gives the people that "the two" or "both men" stand for: the last
// description before token i that begins with that number.
func (b *blameReader) together(n int64, i int) actor {
	d := b.doc
	for k := len(d.Numbers) - 1; k >= 0; k-- {
		num := d.Numbers[k]
		if num.Tokens.End > i || num.Low != n || num.High != n || num.Use != language.UseCount || num.Tokens.End >= d.Len() {
			continue
		}
		head := num.Tokens.End
		for head < d.Len() && head < num.Tokens.End+2 && !peopleNouns[d.Lower[head]] {
			head++
		}
		if head >= d.Len() || !peopleNouns[d.Lower[head]] {
			continue
		}
		end := head + 1
		name := d.TextOf(language.Range{Start: num.Tokens.Start, End: end})
		if end+1 < d.Len() && d.Lower[end] == "of" {
			sent := d.Sents[d.SentOf[end]].Range
			if m, ok := b.nameAt(end + 1); ok && m.Form <= language.FormShort {
				name += " of " + resolve(b.actorOf(m)).name
			} else if f := b.firm(int(d.SentOf[end])); f.name != "" && end+2 < sent.End && d.Lower[end+1] == "the" && companyNouns[d.Lower[end+2]] {
				name += " of " + resolve(f).name
			}
		}
		return actor{name: strings.ToLower(name[:1]) + name[1:], span: d.SpanOf(language.Range{Start: num.Tokens.Start, End: end})}
	}
	return actor{}
}

// lastGroup gives the armed group or organisation of groups named last before
// token i in the same paragraph, else the claimant, else the report's only group.
func (b *blameReader) lastGroup(i int) actor {
	p := b.doc.Sents[b.doc.SentOf[i]].Paragraph
	var a actor
	for _, n := range b.doc.Names {
		if n.Tokens.Start >= i {
			break
		}
		if n.Kind == language.NameGroup && b.doc.Sents[b.doc.SentOf[n.Tokens.Start]].Paragraph == p {
			a = b.actorOf(n)
		}
	}
	if a.name == "" {
		a = b.claimant
	}
	if a.name == "" {
		a = b.soleGroup()
	}
	return a
}

// said tells whether a statement of responsibility overlaps the span already.
func (b *blameReader) said(s Span) bool {
	for _, o := range b.out {
		if o.Responsibility != nil && o.Span.Overlaps(s) {
			return true
		}
	}
	return false
}

// accusedBefore tells whether the actor has been accused, or claimed, so far.
func (b *blameReader) accusedBefore(name string) bool {
	for _, o := range b.out {
		if r := o.Responsibility; r != nil && (r.Relation == AttributedTo || r.Relation == ClaimedBy) && sameName(r.Actor, name) {
			return true
		}
	}
	return false
}

// generic tells whether an accusation at token i is a saying about anybody: "a
// president who accuses a neighbour".
func (b *blameReader) generic(i int, a actor, sent language.Range) bool {
	d := b.doc
	if w := d.Lower[i]; w != "accuses" && w != "blames" && w != "accuse" && w != "blame" || b.word(i-1, sent) != "who" {
		return false
	}
	k := d.TokenAt(a.span.Start)
	if k > sent.Start && d.Lower[k] != "a" && d.Lower[k] != "an" {
		k--
	}
	return d.Lower[k] == "a" || d.Lower[k] == "an"
}

// belongings tells whether described words are a thing that a company owns:
// "a mine's tailings dump".
func (b *blameReader) belongings(a actor, sent language.Range) bool {
	r := b.doc.TokensIn(a.span)
	for i := r.Start; i+1 < r.End; i++ {
		if b.doc.Lower[i+1] == "'s" {
			return companyNouns[b.doc.Lower[i]]
		}
	}
	return false
}

// signature gives the name under a claim: "a post signed “X” claimed …".
func (b *blameReader) signature(i int, sent language.Range) actor {
	d := b.doc
	for j := sent.Start; j < i; j++ {
		if d.Lower[j] != "signed" {
			continue
		}
		k := j + 1
		if b.word(k, sent) == "by" || b.word(k, sent) == "as" {
			k++
		}
		if k >= i {
			return actor{}
		}
		for _, q := range d.Quotes {
			if q.Depth == 0 && q.Tokens.Len() > 0 && q.Tokens.Len() <= 8 && q.Tokens.Start >= k && q.Tokens.Start <= k+1 && q.Tokens.End <= i {
				return actor{name: bare(strings.Trim(q.Inner.Of(d.Text), ",. ")), span: q.Inner, kind: language.NameGroup}
			}
		}
		if n, ok := b.nameAt(k); ok && canAct(n) {
			return b.actorOf(n)
		}
	}
	return actor{}
}

// within gives the clause around tokens r, kept inside the words of the
// attribution that holds them, and the index of that attribution, else -1.
func (b *blameReader) within(s int, r language.Range) (Span, int) {
	core, span := b.doc.SpanOf(r), b.clauseOf(s, r)
	k := b.attributionOf(core)
	if k < 0 {
		return span, -1
	}
	for _, c := range b.atts[k].Content {
		if c.Start <= core.Start && core.End <= c.End {
			return Span{Start: max(span.Start, c.Start), End: min(span.End, c.End)}, k
		}
	}
	return span, k
}
