package statement

import (
	"strings"

	"sofar/language"
)

// nameAt gives the longest name that covers token i, with its entity.
func (b *blameReader) nameAt(i int) (language.Name, bool) {
	best, ok := language.Name{}, false
	for _, n := range b.doc.NamesNear(language.Range{Start: i, End: i + 1}) {
		if n.Tokens.Contains(i) && (!ok || n.Tokens.Len() > best.Tokens.Len()) {
			best, ok = n, true
		}
	}
	return best, ok
}

// actorOf gives the actor behind a name.
func (b *blameReader) actorOf(n language.Name) actor {
	a := actor{span: n.Span, kind: n.Kind, name: bare(n.Span.Of(b.doc.Text))}
	if n.Entity >= 0 && n.Entity < len(b.doc.Entities) {
		e := b.doc.Entities[n.Entity]
		if e.Canonical != "" {
			a.name = e.Canonical
		}
		a.kind = e.Kind
		// Who speaks for an organisation stands for it.
		if e.Kind == language.NamePerson && countryRoles[lastWord(strings.ToLower(e.Role))] {
			a.kind = language.NamePlace // "Ostrand, Karsa's southern neighbour"
		} else if e.Kind == language.NamePerson && e.Affiliation != "" {
			a.name = e.Affiliation
		}
	}
	return a
}

var countryRoles = wordSet("neighbour neighbor rival ally state country nation power republic kingdom")

// bare strips the leading article of a name.
func bare(s string) string {
	s = strings.TrimSpace(s)
	for _, a := range []string{"The ", "the ", "A ", "a "} {
		s = strings.TrimPrefix(s, a)
	}
	return s
}

// canAct tells whether a name can be an actor.
func canAct(n language.Name) bool {
	switch n.Kind {
	case language.NameGroup, language.NameOrganisation, language.NamePerson, language.NamePlace:
		return n.Form != language.FormPronoun || n.Entity >= 0
	case language.NameUnknown:
		return n.Form <= language.FormShort && n.Tokens.Len() > 0
	}
	return false
}

// subject finds the subject of the predicate at token i: the noun phrase
// before it, over auxiliaries, adverbs and appositions.
func (b *blameReader) subject(s, i int) actor {
	d := b.doc
	sent := d.Sents[s].Range
	from := b.afterDateline(sent)
	for j := i - 1; j >= from; j-- {
		if w := d.Lower[j]; w == ";" || w == ":" || w == "but" || w == "because" || w == "while" || w == "after" {
			from = j + 1
			break
		}
	}
	for j := from; j+2 < i; j++ { // "a recording in its name had claimed"
		if d.Lower[j] == "in" && (d.Lower[j+1] == "its" || d.Lower[j+1] == "their") && d.Lower[j+2] == "name" {
			if g := b.onlyGroup(i); g.name != "" {
				return g
			}
		}
	}
	// "X, a militia that …, claimed": the first actor of the clause, unless a
	// verb of its own stands between without a comma before the predicate.
	var nearest, first actor
	for j := i - 1; j >= from; j-- {
		n, ok := b.nameAt(j)
		if !ok {
			continue
		}
		if canAct(n) {
			a := b.actorOf(n)
			if nearest.name == "" {
				nearest = a
			}
			if n.Kind == language.NameUnknown && first.name == "" || n.Kind == language.NameGroup || n.Kind == language.NameOrganisation || n.Kind == language.NamePlace && first.name == "" || n.Kind == language.NamePerson {
				first = a
			}
		}
		j = n.Tokens.Start
	}
	if i > from && d.Lower[i-1] != "," && nearest.kind == language.NameGroup {
		return nearest
	}
	if first.name != "" {
		return first
	}
	if nearest.name != "" {
		return nearest
	}
	return b.phraseBefore(i, from)
}

// afterDateline gives the first token after "CITY, Country (AGENCY) —".
func (b *blameReader) afterDateline(sent language.Range) int {
	d := b.doc
	for i := sent.Start + 1; i < sent.End && i < sent.Start+14; i++ {
		if w := d.Lower[i]; (w == "-" || w == "--") && d.Flags[i]&language.FlagSpace != 0 {
			if d.Flags[sent.Start]&(language.FlagUpper|language.FlagAllCaps) != 0 || d.Lower[i-1] == ")" {
				return i + 1
			}
		}
	}
	return sent.Start
}

// phraseBefore gives the noun phrase that ends before token i as a described actor.
func (b *blameReader) phraseBefore(i, from int) actor {
	d := b.doc
	j := i - 1
	for j >= from && (d.Tag[j] == language.AUX || d.Tag[j] == language.ADV || d.Tag[j] == language.PART || d.Tag[j] == language.PUNCT) {
		j--
	}
	end := j + 1
	for j >= from && nominal(d.Tag[j]) {
		j--
	}
	return b.described(language.Range{Start: j + 1, End: end})
}

func nominal(t language.Tag) bool {
	return t == language.NOUN || t == language.PROPN || t == language.ADJ || t == language.NUM || t == language.DET || t == language.PART
}

// phraseAfter gives the noun phrase that begins at token i, a name if one does.
func (b *blameReader) phraseAfter(i, end int) actor {
	d := b.doc
	for i < end && (determiners[d.Lower[i]] || d.Tag[i] == language.DET || d.Lower[i] == "rebel" || d.Lower[i] == "so-called" || d.Flags[i]&language.FlagQuoteOpen != 0) {
		if _, ok := b.nameAt(i); ok && d.Lower[i] != "the" {
			break
		}
		i++
	}
	if a, ok := b.memberOf(i, end); ok {
		return a
	}
	for j := i; j < min(end, i+4); j++ {
		if n, ok := b.nameAt(j); ok && canAct(n) && n.Form != language.FormPronoun {
			if j+1 < end && n.Tokens.End < end && d.Lower[n.Tokens.End] == "'s" {
				break
			}
			return b.actorOf(n)
		}
		if !nominal(d.Tag[j]) {
			break
		}
	}
	j := i
	for j < end && (nominal(d.Tag[j]) || d.Lower[j] == "'s" || d.Lower[j] == "on" && j > i || d.Lower[j] == "of" && j > i) {
		j++
	}
	for j > i && (d.Lower[j-1] == "of" || d.Lower[j-1] == "on") {
		j--
	}
	return b.described(language.Range{Start: i, End: j})
}

// memberOf gives the organisation behind "a faction of the Front" and
// "fighters from the Front".
func (b *blameReader) memberOf(i, end int) (actor, bool) {
	d := b.doc
	for k := i; k < min(end, i+3); k++ {
		if !memberNouns[d.Lower[k]] || k+2 >= end || d.Lower[k+1] != "of" && d.Lower[k+1] != "from" {
			continue
		}
		for _, n := range d.Names {
			if n.Tokens.Start >= k+2 && n.Tokens.Start <= k+3 && n.Form <= language.FormShort && (n.Kind == language.NameGroup || n.Kind == language.NameOrganisation) {
				return b.actorOf(n), true
			}
		}
	}
	return actor{}, false
}

// described makes an actor of a noun phrase without a name.
func (b *blameReader) described(r language.Range) actor {
	d := b.doc
	for r.Len() > 0 && (d.Lower[r.Start] == "the" || d.Lower[r.Start] == "a" || d.Lower[r.Start] == "an" || d.Tag[r.Start] == language.PUNCT) {
		r.Start++
	}
	for r.Len() > 0 && d.Tag[r.End-1] != language.NOUN && d.Tag[r.End-1] != language.PROPN {
		r.End--
	}
	if r.Len() == 0 || r.Len() > 8 || deedNouns[d.Lower[r.End-1]] {
		return actor{}
	}
	for _, t := range d.Times {
		if t.Tokens.Overlaps(r) {
			return actor{}
		}
	}
	switch w := d.Lower[r.End-1]; w {
	case "it", "he", "she", "they", "that", "this", "who", "which", "nobody", "none", "no-one", "what":
		return actor{}
	case "group", "militia", "movement", "organisation", "organization", "front", "rebels", "militants", "fighters":
		if b.claimant.name != "" {
			return b.claimant
		}
		if a := b.onlyGroup(r.End); a.name != "" {
			return a
		}
	}
	return actor{name: d.TextOf(r), span: d.SpanOf(r)}
}

var memberNouns = wordSet("formation faction factions members member fighters militants wing cell unit branch elements agents commandos gunmen rebels supporters splinter")

// soleGroup gives the armed group of the report if it names only one.
func (b *blameReader) soleGroup() actor {
	var a actor
	for _, n := range b.doc.Names {
		if n.Kind != language.NameGroup || n.Form > language.FormShort {
			continue
		}
		g := b.actorOf(n)
		if a.name != "" && a.name != g.name {
			return actor{}
		}
		a = g
	}
	return a
}

// near gives the noun phrase right before token i, over auxiliaries and adverbs.
func (b *blameReader) near(i int, sent language.Range) actor {
	d := b.doc
	j := i - 1
	for j >= sent.Start && (lightVerbs[d.Lower[j]] || d.Tag[j] == language.ADV || d.Lower[j] == "alone" || d.Lower[j] == "solely") {
		j--
	}
	if j < sent.Start {
		return actor{}
	}
	if n, ok := b.nameAt(j); ok && canAct(n) {
		return b.actorOf(n)
	}
	return b.phraseBefore(j+1, sent.Start)
}

// onlyGroup gives the armed group named last before token i.
func (b *blameReader) onlyGroup(i int) actor {
	var a actor
	for _, n := range b.doc.Names {
		if n.Tokens.Start >= i {
			break
		}
		if n.Kind == language.NameGroup {
			a = b.actorOf(n)
		}
	}
	return a
}

// clauseOf widens a token range to the clause that carries it, as Span; inside
// an attribution's content it stays within.
func (b *blameReader) clauseOf(s int, r language.Range) Span {
	d := b.doc
	sent := d.Sents[s].Range
	a, e := r.Start, r.End
	for a > sent.Start && !clauseBorder(d, a-1) {
		a--
	}
	for e < sent.End && !clauseBorder(d, e) {
		e++
	}
	for a < r.Start && (d.Lower[a] == "and" || d.Lower[a] == "but" || d.Lower[a] == "," || d.Lower[a] == "however") {
		a++
	}
	for e > r.End && d.Flags[e-1]&language.FlagPunct != 0 && d.Lower[e-1] != ")" {
		e--
	}
	return d.SpanOf(language.Range{Start: a, End: e})
}

func clauseBorder(d *language.Doc, i int) bool {
	switch d.Lower[i] {
	case ";", "but", "while", "whereas":
		return true
	case ",":
		return i+1 < d.Len() && saidWords[d.Lower[i+1]]
	}
	return d.Flags[i]&(language.FlagQuoteOpen|language.FlagQuoteClose) != 0
}

var saidWords = wordSet("said says told he she according but while reported adding")
