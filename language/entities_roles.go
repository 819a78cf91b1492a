package language

import "strings"

// rolePhrase is a noun phrase that stands for somebody or a body by post or
// kind: "the health ministry", "a spokesman for the company", "police".
type rolePhrase struct {
	Range
	head     int
	after    int  // end of the plain phrase, before "of …", "for …", "in …"
	definite bool // the, its, …'s, or bare
	plural   bool
	person   bool
	inside   int // entity named inside (affiliation or place), -1
	own      int // entity of the possessor before 's, -1
}

// roles adds mentions by role and resolves them in text order.
func (l *linker) roles() {
	d := l.d
	named := d.Names
	out := l.added[:0]
	class := d.classes()
	k := 0
	r := l.replay()
	for _, s := range d.Sents {
		for h := s.Start; h < s.End; h++ {
			if class[h]&(classPost|classPlural|classBody) == 0 {
				continue
			}
			r.upTo(named, h)
			for k < len(named) && named[k].Tokens.End <= h {
				k++
			}
			p, ok := l.phrase(h, s.Range, named, k)
			if !ok {
				continue
			}
			n := Name{Tokens: p.Range, Form: FormRole, Entity: -1, Kind: NameOrganisation}
			if p.person {
				n.Kind = NamePerson
			}
			n.Span = d.SpanOf(n.Tokens)
			n.Entity = l.resolveRole(&p, &n)
			if n.Entity >= 0 {
				x := &l.ents[n.Entity]
				x.last = h
				x.seen++
				if d.Flags[h]&FlagInQuote == 0 {
					x.outside, x.led = h, l.subject(&n)
				}
				if l.ents[n.Entity].kind != NameUnknown {
					n.Kind = l.ents[n.Entity].kind
				}
				out = append(out, n)
			}
			h = max(h, p.after-1)
		}
	}
	// Role words that were read as names of their own have become phrases.
	kept := named[:0]
	for _, n := range named {
		if n.Entity >= 0 {
			kept = append(kept, n)
		}
	}
	d.Names, l.added = kept, out
	l.mergeNames()
}

// replayer keeps ent.last at the latest mention before the current token.
type replayer struct {
	l *linker
	k int
}

func (l *linker) replay() *replayer {
	for e := range l.ents {
		l.ents[e].last, l.ents[e].outside, l.ents[e].led, l.ents[e].subject, l.ents[e].seen = -1, -1, false, false, 0
	}
	return &replayer{l: l}
}

func (r *replayer) upTo(named []Name, t int) {
	for r.k < len(named) && named[r.k].Tokens.Start < t {
		if e := named[r.k].Entity; e >= 0 {
			x := &r.l.ents[e]
			x.last = named[r.k].Tokens.Start
			if x.seen++; x.seen == 1 {
				x.first = r.l.d.SentOf[x.last]
			}
			if r.l.d.Flags[x.last]&FlagInQuote == 0 {
				x.outside, x.led = x.last, r.l.subject(&named[r.k])
				x.subject = x.subject || x.led
			}
		}
		r.k++
	}
}

// nameOver gives the index of a name that covers token t, looking from index k
// on and a little back; -1 if none.
func nameOver(named []Name, k, t int) int {
	for j := max(0, k-3); j < len(named) && named[j].Tokens.Start <= t; j++ {
		if named[j].Tokens.Contains(t) {
			return j
		}
	}
	return -1
}

// phrase reads the role phrase whose head is token h.
func (l *linker) phrase(h int, s Range, named []Name, k int) (rolePhrase, bool) {
	d := l.d
	w, class := d.Lower[h], d.class[h]
	post := class&classPost != 0
	plural := class&classPlural != 0
	inst := class&classBody != 0 && !plural
	p := rolePhrase{head: h, inside: -1, own: -1, person: post && !inst, plural: plural}
	if !post && !plural && !inst || d.Flags[h]&FlagPunct != 0 {
		return p, false
	}
	if w == "front" && (h+1 < s.End && d.Lower[h+1] == "of" || d.Flags[h]&(FlagTitle|FlagAllCaps) == 0) {
		return p, false // "in front of", "the front of the building"
	}
	switch t := d.pos(h); t {
	case VERB, ADV, AUX, ADP:
		return p, false
	case ADJ: // "the official" at the end of its phrase
		if h == s.Start || d.pos(h-1) != DET || h+1 < s.End && (d.pos(h+1) == NOUN || d.pos(h+1) == ADJ || d.pos(h+1) == PROPN) {
			return p, false
		}
	}
	over := nameOver(named, k, h)
	if over >= 0 && !(named[over].Form == FormRole) && !(named[over].Entity >= 0 && named[over].Tokens.Len() == 1 && l.looseHead(&named[over])) {
		return p, false
	}
	if h+1 < s.End && d.Flags[h+1]&FlagPunct == 0 {
		// Straight before a name: its title, or a description of the body.
		if j := nameOver(named, k, h+1); j >= 0 && named[j].Tokens.Start == h+1 && named[j].Form != FormRole {
			weak := named[j].Kind == NamePerson && l.x.given[plainKey(d.Lower[h+1])] == 0
			if (named[j].Kind != NamePerson || weak) && named[j].Kind != NamePlace && named[j].Kind != NameNationality && inst && named[j].Entity >= 0 && named[j].Title.Empty() {
				l.describe(&named[j], h, s)
			}
			return p, false
		}
		if nt := d.pos(h + 1); nt == NOUN || nt == PROPN {
			return p, false // the head is further right
		}
	}
	p.start(l, s, named, k)
	if p.Start == h && !plural && !p.bare(l) {
		// "Galevski, chairman of the union": an apposition needs no article.
		if h < s.Start+2 || d.Lower[h-1] != "," || nameOver(named, k, h-2) < 0 {
			return p, false
		}
	}
	p.End, p.after = h+1, h+1
	p.attach(l, s, named, k)
	return p, true
}

// looseHead tells whether a one-word name is only a capitalised head ("the
// Ministry", "the Front").
func (l *linker) looseHead(n *Name) bool {
	w := l.d.Lower[n.Tokens.Start]
	return institutionNouns[w] && n.Form == FormFull && l.ents[n.Entity].full == 1
}

// describe records the kind of body that stands before a name: "the relief
// agency Open Granary", "state news agency KTA", "the rebel Oruna Front".
func (l *linker) describe(n *Name, h int, s Range) {
	d := l.d
	k := h
	for k > s.Start && d.Flags[k-1]&FlagPunct == 0 && (d.pos(k-1) == NOUN || d.pos(k-1) == ADJ) && h-k < 4 {
		k--
	}
	e := &l.ents[n.Entity]
	if e.roleTxt == "" {
		e.role = Range{k, h + 1}
		e.roleTxt = strings.ToLower(d.TextOf(e.role))
	}
	n.Title = d.SpanOf(Range{k, h + 1})
	kind := e.kind
	switch d.Lower[h] {
	case "newspaper", "broadcaster", "station", "outlet", "daily", "website", "channel", "blog":
		kind = NameOutlet
	case "agency":
		if strings.Contains(e.roleTxt, "news") || strings.Contains(e.roleTxt, "press") {
			kind = NameOutlet
		}
	case "militia", "band", "gang":
		kind = NameGroup
	case "group", "movement", "faction":
		if strings.Contains(e.roleTxt, "rebel") || strings.Contains(e.roleTxt, "arm") || strings.Contains(e.roleTxt, "insurgent") || strings.Contains(e.roleTxt, "milit") || strings.Contains(e.roleTxt, "guerrilla") || strings.Contains(e.roleTxt, "terror") || strings.Contains(e.roleTxt, "separatist") {
			kind = NameGroup
		}
	}
	if kind == NameUnknown || kind == NamePerson {
		kind = NameOrganisation
	}
	e.kind = kind
	n.Kind = kind
}

// start walks left from the head over modifiers and possessives.
func (p *rolePhrase) start(l *linker, s Range, named []Name, k int) {
	d := l.d
	i := p.head
	p.definite = true
	for i > s.Start && p.head-i < 10 {
		t, w := d.pos(i-1), d.Lower[i-1]
		switch {
		case w == "'s" || w == "'" && i-2 >= s.Start && strings.HasSuffix(d.Lower[i-2], "s") && d.Flags[i-1]&FlagQuoteClose == 0:
			if j := nameOver(named, k, i-2); j >= 0 {
				if p.own < 0 {
					p.own = named[j].Entity
				}
				i = named[j].Tokens.Start
				if i > s.Start && d.Lower[i-1] == "the" {
					i--
				}
				if i > s.Start && (d.pos(i-1) == NOUN || d.pos(i-1) == ADJ) && d.Flags[i-1]&FlagPunct == 0 {
					continue
				}
				p.Start = i
				return
			}
			i--
			if i > s.Start && d.Flags[i-1]&FlagPunct == 0 {
				i--
			}
			continue
		case t == DET || d.PTB[i-1] == PRPS || w == "one":
			switch w {
			case "a", "an", "one", "another", "some", "any", "no", "every", "each":
				p.definite = false
			}
			p.Start = i - 1
			return
		case d.Flags[i-1]&FlagPunct != 0 && w != "-":
			p.Start = i
			return
		case t == ADJ || t == NOUN || t == PROPN || d.PTB[i-1] == NNP || w == "-":
			if j := nameOver(named, k, i-1); j >= 0 && named[j].Kind == NamePerson && named[j].Form != FormRole {
				p.Start = i
				return
			} else if j >= 0 && p.own < 0 && named[j].Kind != NameNationality && named[j].Form != FormRole {
				p.own = named[j].Entity
				i = named[j].Tokens.Start
				continue
			}
			if w == "earlier" || w == "later" || monthOf(w) > 0 || dayOf(w) >= 0 || w == "said" || w == "today" || w == "yesterday" {
				p.Start = i
				return
			}
			i--
			continue
		case (d.PTB[i-1] == VBG || d.PTB[i-1] == VBN) && i-2 >= s.Start && (d.pos(i-2) == DET || d.PTB[i-2] == PRPS):
			i--
			continue
		case t == NUM && p.plural:
			p.definite = false
			p.Start = i - 1
			return
		}
		break
	}
	p.Start = i
}

// bare tells whether a phrase without an article may stand: "police", and
// phrases at the start of a sentence in clipped style.
func (p *rolePhrase) bare(l *linker) bool {
	d := l.d
	w := d.Lower[p.head]
	return w == "police" || w == "parliament" || w == "congress" || w == "prosecution" || d.Flags[p.head]&FlagTitle != 0 && d.Flags[p.head]&FlagSentStart == 0 && d.pos(p.head) == PROPN
}

// attach takes "for the company", "of the Ministry of Health", "in Bishkek"
// into the phrase.
func (p *rolePhrase) attach(l *linker, s Range, named []Name, k int) {
	d := l.d
	for range 3 {
		j := p.End
		if j >= s.End-1 {
			return
		}
		w := d.Lower[j]
		if w != "of" && w != "for" && w != "in" && w != "at" && w != "from" && w != "with" {
			return
		}
		t := j + 1
		first := t
		for t < s.End && t < first+6 {
			if m := nameOver(named, k, t); m >= 0 && named[m].Tokens.Start == t && named[m].Entity >= 0 {
				if w == "from" && named[m].Kind == NamePlace {
					return
				}
				if kd := named[m].Kind; p.inside < 0 || w == "of" || w == "for" {
					if kd != NameNationality || p.inside < 0 {
						if p.inside < 0 || l.ents[p.inside].kind == NamePlace {
							p.inside = named[m].Entity
						}
					}
				}
				p.End = named[m].Tokens.End
				if p.End < s.End-1 && d.Lower[p.End] == "'s" { // "of Northmark's National Security Council"
					t = p.End + 1
					p.inside = -1
					continue
				}
				// "the Kaltar governor": the name modifies a common head.
				if p.End < s.End && d.pos(p.End) == NOUN && d.Flags[p.End]&FlagPunct == 0 {
					t = p.End
					continue
				}
				break
			}
			if t >= s.End || d.Flags[t]&FlagPunct != 0 && d.Lower[t] != "'s" {
				return
			}
			if institutionNouns[d.Lower[t]] && d.pos(t) == NOUN && (t+1 >= s.End || d.pos(t+1) != NOUN && d.Lower[t+1] != "'s") || postNouns[d.Lower[t]] != 0 && w == "of" && d.pos(t) == NOUN && (t+1 >= s.End || d.pos(t+1) != NOUN) {
				p.End = t + 1
				if institutionNouns[d.Lower[t]] {
					l.bodyInside(p, t, s, named, k)
				}
				break
			}
			if w == "of" && policyWords[d.Lower[t]] && t == first && d.pos(t) != VERB { // "the Minister of Transport"
				p.End = t + 1
				if t+2 < s.End && d.Lower[t+1] == "and" && policyWords[d.Lower[t+2]] {
					p.End = t + 3
				}
				break
			}
			if g := d.pos(t); g != DET && g != ADJ && g != NOUN && g != PROPN && d.PTB[t] != PRPS && d.Lower[t] != "'s" {
				return
			}
			t++
			if t == first+6 {
				return
			}
		}
		if p.End == j {
			return
		}
	}
}

// bodyInside finds which body an institution noun inside a phrase means: "a
// spokeswoman for the operator, Crisal", "the head of the union".
func (l *linker) bodyInside(p *rolePhrase, t int, s Range, named []Name, k int) {
	d := l.d
	if t+2 < s.End && d.Lower[t+1] == "," {
		if j := nameOver(named, k+4, t+2); j >= 0 && named[j].Tokens.Start == t+2 && named[j].Entity >= 0 && named[j].Kind != NamePlace && (companyNouns[d.Lower[t]] || groupNouns[d.Lower[t]]) {
			if e := &l.ents[named[j].Entity]; e.kind == NameUnknown {
				e.kind = NameOrganisation
			}
			p.inside = named[j].Entity
			return
		}
	}
	if p.inside >= 0 {
		return
	}
	words := dropPossessor(l.plainWords(Range{p.after + 1, t + 1}))
	if key, _ := l.orgKey(words); len(words) > 1 {
		if e, ok := l.orgs[key]; ok {
			p.inside = e
			return
		}
	}
	if p.inside = l.recentWith(d.Lower[t], t, words); p.inside < 0 && len(words) <= 1 {
		p.inside = l.recentKind(d.Lower[t], t)
	}
}
