package language

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// pronouns adds mentions by he, she, it and they where an antecedent is found
// in the last sentences: the nearest mention that agrees, speakers and
// subjects first.
func (l *linker) pronouns() {
	d := l.d
	for i := range d.Names {
		d.Names[i].Entity = l.final(d.Names[i].Entity)
	}
	named := d.Names
	out := l.added[:0]
	class := d.classes()
	l.speaker, l.lastPronoun, l.askedQuote = -1, [3]int{-1, -1, -1}, -1
	r := l.replay()
	k := 0
	for t := range d.Lower {
		if class[t]&classPronoun == 0 {
			continue
		}
		for k < len(named) && named[k].Tokens.Start < t {
			if n := &named[k]; n.Entity >= 0 && l.speaks(n) {
				l.speaker = n.Entity
			}
			k++
		}
		r.upTo(named, t)
		if w := d.Lower[t]; w == "who" || w == "which" {
			if e := l.relative(t, k, named); e >= 0 {
				n := Name{Tokens: Range{t, t + 1}, Kind: l.ents[e].kind, Entity: e, Form: FormPronoun}
				n.Span = d.SpanOf(n.Tokens)
				out = append(out, n)
			}
			continue
		}
		p, ok := l.readPronoun(t)
		if !ok {
			continue
		}
		e := l.resolvePronoun(&p, k, named, out)
		if e < 0 {
			l.lastPronoun[p.group] = -1
			continue
		}
		x := &l.ents[e]
		if p.sex != 0 {
			x.gender, x.kind, x.byPronoun = p.sex, NamePerson, true
		}
		x.seen++
		l.lastPronoun[p.group] = e
		if p.says {
			l.speaker = e
		}
		n := Name{Tokens: Range{t, t + 1}, Kind: x.kind, Entity: e, Form: FormPronoun}
		n.Span = d.SpanOf(n.Tokens)
		out = append(out, n)
	}
	l.added = out
	l.mergeNames()
}

// resolvePronoun gives the entity that a pronoun stands for, -1 for none. The
// rules decide for those that say something, where the news has ways of its own
// that the treebanks lack, and for it and they; the trained ranking decides for
// all other forms of he and she and for possessives.
func (l *linker) resolvePronoun(p *pronoun, k int, named, out []Name) int {
	rule := -1
	if p.role != 2 {
		if rule = l.antecedent(p, k, named, out); l.choose == nil && (p.says || p.group != 0) {
			return rule
		}
	}
	cands := l.gather(p, k, named, out)
	if best := l.rank(p, cands, rule); best >= 0 {
		return cands[best].entity
	}
	return -1
}

// relative gives the entity of the mention that "who" or "which" at token t
// follows, with or without a comma; -1 if none ends there.
func (l *linker) relative(t, k int, named []Name) int {
	d := l.d
	end := t
	if t > 0 && d.Lower[t-1] == "," {
		end--
	}
	if end == 0 || d.SentOf[end-1] != d.SentOf[t] {
		return -1
	}
	for j := k - 1; j >= 0 && k-j < 6; j-- {
		if n := &named[j]; n.Tokens.End == end && n.Entity >= 0 {
			if person := l.ents[n.Entity].kind == NamePerson; person == (d.Lower[t] == "who") {
				return n.Entity
			}
		}
	}
	return -1
}

// speaks tells whether a verb of speech stands beside a name.
func (l *linker) speaks(n *Name) bool {
	d := l.d
	if k := n.Tokens.End; k < len(d.Lower) && speechVerb(d.Lower[k]) {
		return true
	}
	k := n.Tokens.Start - 1
	return k >= 0 && speechVerb(d.Lower[k]) && d.Lower[k] != "told" && d.Lower[k] != "asked"
}

// speaksAt tells whether a verb of speech stands beside token t.
func (l *linker) speaksAt(t int) bool {
	d := l.d
	if t > 0 && speechVerb(d.Lower[t-1]) {
		return true
	}
	for k := t + 1; k < len(d.Lower) && k < t+4 && d.SentOf[k] == d.SentOf[t]; k++ {
		if speechVerb(d.Lower[k]) || d.Lower[k] == "put" || d.Lower[k] == "gave" || d.Lower[k] == "called" || d.Lower[k] == "blamed" || d.Lower[k] == "accused" || d.Lower[k] == "reported" || d.Lower[k] == "corrected" || d.Lower[k] == "expected" || d.Lower[k] == "feared" || d.Lower[k] == "confirmed" {
			return true
		}
		if d.pos(k) != AUX && d.pos(k) != ADV && d.pos(k) != PART {
			return false
		}
	}
	return false
}

// acts tells whether "It" begins a sentence with a verb of doing after it, so
// that it stands for a body rather than for the weather or a clause.
func (l *linker) acts(t int) bool {
	d := l.d
	if d.Flags[t]&FlagSentStart == 0 || t+1 >= len(d.Tag) || d.pos(t+1) != VERB {
		return false
	}
	switch d.Lemma[t+1] {
	case "take", "happen", "seem", "come", "remain", "appear", "become", "begin", "start", "follow", "occur", "turn", "mean", "look", "rain", "sink", "fall", "burn", "stand", "lie", "go":
		return false
	}
	return true
}

// antecedent gives the entity that a pronoun stands for by rule, -1 for none: it
// scores the mentions before token t. k is the first name at or after t; out
// holds the pronouns read so far.
func (l *linker) antecedent(p *pronoun, k int, named, out []Name) int {
	d, t, sex, plural := l.d, p.token, p.sex, p.group == 2
	if p.group == 1 && !l.speaksAt(t) && !l.acts(t) {
		return -1
	}
	best, bestScore := -1, 0
	quoted := d.Flags[t]&FlagInQuote != 0
	speaks := l.speaksAt(t)
	consider := func(n *Name) {
		if n.Entity < 0 || n.Tokens.Contains(t) {
			return
		}
		e := &l.ents[n.Entity]
		head := n.Tokens.Start
		switch {
		case sex != 0:
			if e.kind != NamePerson && !(e.kind == NameUnknown && e.full > 1) || e.gender != 0 && e.gender != sex || l.isPlural(n) {
				return
			}
		case plural:
			if !l.isPlural(n) && e.kind != NameGroup {
				return
			}
		default:
			if e.kind != NameOrganisation && e.kind != NameGroup && e.kind != NameOutlet || l.isPlural(n) {
				return
			}
		}
		score := 100 - 12*int(d.SentOf[t]-d.SentOf[head])
		score -= min(t-head, 60) / 6
		if l.subject(n) {
			score += 14
		}
		if speaks && l.speaksAt(n.Tokens.End-1) || speaks && n.Tokens.Start > 0 && speechVerb(d.Lower[n.Tokens.Start-1]) {
			score += 12
		}
		if (d.Flags[head]&FlagInQuote != 0) != quoted {
			score -= 20
		}
		if n.Form == FormPronoun {
			score += 6
		}
		if sex != 0 && e.gender == sex {
			score += 10
		}
		if e.kind == NameUnknown {
			score -= 15
		}
		if score > bestScore || score == bestScore && best >= 0 && head > l.ents[best].last {
			best, bestScore = n.Entity, score
		}
	}
	for j := k - 1; j >= 0 && d.SentOf[t]-d.SentOf[named[j].Tokens.Start] <= 5 && k-j < 80; j-- {
		consider(&named[j])
	}
	for j := len(out) - 1; j >= 0 && d.SentOf[t]-d.SentOf[out[j].Tokens.Start] <= 5 && len(out)-j < 20; j-- {
		consider(&out[j])
	}
	return best
}

func (l *linker) isPlural(n *Name) bool {
	return n.Form == FormRole && pluralPosts[l.d.Lower[l.d.headOf(n)]]
}

// subject tells whether a verb follows the mention, or nothing but its title
// stands before it in the sentence.
func (l *linker) subject(n *Name) bool {
	d := l.d
	k := n.Tokens.End
	if k < len(d.Tag) && d.SentOf[k] == d.SentOf[n.Tokens.Start] && (d.pos(k) == VERB || d.pos(k) == AUX) && d.PTB[k] != VBG && d.PTB[k] != VBN {
		return true
	}
	s := d.Sents[d.SentOf[n.Tokens.Start]]
	start := n.Tokens.Start
	if !n.Title.Empty() && n.Title.Start < int(d.Start[start]) {
		start = d.TokenAt(n.Title.Start)
	}
	return start-s.Start <= 1
}

// likePerson decides names that nothing else has settled: one to three
// capitalised words without an article that say something, or two or three
// that do something, are taken for a person.
func (l *linker) likePerson(n *Name) bool {
	d := l.d
	if n.Form != FormFull && n.Form != FormShort || l.ents[n.Entity].roleTxt != "" || n.Tokens.Len() > 3 || n.Tokens.Start > 0 && d.Lower[n.Tokens.Start-1] == "the" {
		return false
	}
	for k := n.Tokens.Start; k < n.Tokens.End; k++ {
		if d.Flags[k]&FlagTitle == 0 || d.Flags[k]&FlagAllCaps != 0 || d.Tag[k] != PROPN || strings.IndexFunc(d.Word(k)[1:], unicode.IsUpper) >= 0 && n.Tokens.Len() == 1 {
			return false
		}
	}
	if l.speaks(n) {
		return true
	}
	k := n.Tokens.End
	return n.Tokens.Len() > 1 && k < len(d.Lower) && d.SentOf[k] == d.SentOf[k-1] && (d.Tag[k] == VERB || d.Tag[k] == AUX) && d.PTB[k] != VBG
}

// finish makes Doc.Entities from the linked mentions: only entities with
// mentions, in the order of the first.
func (l *linker) finish() {
	d := l.d
	for i := range d.Names {
		if n := &d.Names[i]; n.Entity >= 0 && l.ents[n.Entity].kind == NameUnknown && l.likePerson(n) {
			l.ents[n.Entity].kind = NamePerson
		}
	}
	kept := d.Names[:0]
	for _, n := range d.Names {
		if n.Entity >= 0 {
			kept = append(kept, n)
		}
	}
	d.Names = kept
	l.makeEntities()
	for i := range d.Names {
		n := &d.Names[i]
		n.Entity = l.ents[n.Entity].out - 1
		e := &d.Entities[n.Entity]
		n.Kind = e.Kind
		e.Mentions = append(e.Mentions, i)
		if n.named() {
			if w := oneLine(n.Span.Of(d.Text)); w != e.Canonical {
				e.Aliases = append(e.Aliases, w)
			}
		}
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		if len(e.Aliases) == 0 {
			e.Aliases = nil
			continue
		}
		slices.Sort(e.Aliases)
		e.Aliases = slices.Compact(e.Aliases)
	}
}

// makeEntities fills Doc.Entities, but for mentions and aliases, for which it
// makes room.
func (l *linker) makeEntities() {
	d := l.d
	entities, named := 0, 0
	for i := range d.Names {
		x := &l.ents[d.Names[i].Entity]
		if x.out == 0 {
			entities++
			x.out, x.mentions, x.named = entities, 0, 0
		}
		x.mentions++
		if d.Names[i].named() {
			x.named++
			named++
		}
	}
	d.Entities = slices.Grow(d.Entities, entities)
	mentions, aliases := make([]int, 0, len(d.Names)), make([]string, 0, named)
	for i := range d.Names {
		e := d.Names[i].Entity
		x := &l.ents[e]
		if x.out != len(d.Entities)+1 {
			continue
		}
		out := Entity{Canonical: l.name(e), Kind: x.kind, Role: oneLine(x.roleTxt), Mentions: mentions[:0:x.mentions], Aliases: aliases[:0:x.named]}
		mentions, aliases = mentions[x.mentions:x.mentions:cap(mentions)], aliases[x.named:x.named:cap(aliases)]
		if a := l.final(x.aff); a >= 0 && a != e {
			out.Affiliation = l.name(a)
		} else if x.affTxt != "" {
			out.Affiliation = x.affTxt
		}
		d.Entities = append(d.Entities, out)
	}
}

// named tells whether the mention is a name rather than a role or a pronoun.
func (n *Name) named() bool {
	return n.Form == FormFull || n.Form == FormAcronym || n.Form == FormShort
}

// MentionAt gives the narrowest mention that covers a token.
func (d *Doc) MentionAt(token int) (nameIndex int, ok bool) {
	best := -1
	for i := d.firstName(token - longestName); i < len(d.Names) && d.Names[i].Tokens.Start <= token; i++ {
		if d.Names[i].Tokens.Contains(token) && (best < 0 || d.Names[i].Tokens.Len() < d.Names[best].Tokens.Len()) {
			best = i
		}
	}
	return best, best >= 0
}

// longestName bounds how many tokens before a token a name that covers it can begin.
const longestName = 40

// firstName gives the index of the first name that starts at or after a token.
func (d *Doc) firstName(token int) int {
	return sort.Search(len(d.Names), func(i int) bool { return d.Names[i].Tokens.Start >= token })
}

// EntityOf gives the entity that the words of a span are about, -1 if none:
// the mention that equals the span, else the one that begins first in it (a
// title counts with its name), the longest of several; else one that holds it.
func (d *Doc) EntityOf(span Span) int {
	best, bestStart, bestLen := -1, 0, 0
	t := d.TokensIn(span)
	for i := d.firstName(t.Start - longestName); i < len(d.Names) && d.Names[i].Tokens.Start < t.End; i++ {
		n := &d.Names[i]
		if n.Span == span {
			return n.Entity
		}
		if !span.Contains(n.Span) {
			continue
		}
		start := n.Span.Start
		if !n.Title.Empty() && n.Title.Start < start && span.Contains(n.Title) {
			start = n.Title.Start
		}
		// A body named before the title of a person: "Northern Railways
		// spokeswoman Vesela Tomova" is about the person.
		if best >= 0 && n.Kind == NamePerson && !n.Title.Empty() && d.Names[best].Kind != NamePerson && n.Title.Start-d.Names[best].Span.End <= 3 && n.Title.Start >= d.Names[best].Span.End {
			best, bestStart, bestLen = i, start, n.Span.Len()
			continue
		}
		if best < 0 || start < bestStart || start == bestStart && n.Span.Len() > bestLen {
			best, bestStart, bestLen = i, start, n.Span.Len()
		}
	}
	if best >= 0 {
		return d.Names[best].Entity
	}
	if i, ok := d.MentionAt(t.Start); ok && t.Len() > 0 && d.Names[i].Span.Contains(span) {
		return d.Names[i].Entity
	}
	return -1
}
