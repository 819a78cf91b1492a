package language

import "strings"

// trim cuts what is no part of the name itself: titles and posts before a
// person go into the title; demonyms before a title go with it; a trailing
// possessive or full stop is dropped.
func (r *nameReader) trim(p *piece) {
	d := r.d
	for p.end > p.start {
		w := d.Lower[p.end-1]
		if w == "." || w == "'s" || w == "'" || w == "-" || w == "and" || w == "of" || w == "&" {
			p.end--
			continue
		}
		break
	}
	// The last title word with a name behind it divides title from name.
	cut := -1
	for k := p.start; k < p.end-1; k++ {
		w := d.Lower[k]
		if !titleWords[w] && !r.isDot(k) {
			if postNouns[w] == 0 {
				continue
			}
		}
		if r.isDot(k) && k > p.start && !titleWords[d.Lower[k-1]] {
			continue
		}
		if r.personRest(k+1, p.end) {
			cut = k + 1
		}
	}
	if cut > p.start {
		p.titleStart, p.titleEnd = p.start, cut
		p.start = cut
		p.kind, p.why = NamePerson, byTitle
		r.widenTitle(p)
		return
	}
	r.lowerTitle(p)
}

func (r *nameReader) isDot(k int) bool { return r.d.Lower[k] == "." }

// personRest tells whether tokens [k, end) can be the name of a person: no
// head of an organisation in it, no title alone.
func (r *nameReader) personRest(k, end int) bool {
	d := r.d
	if k >= end || end-k > 6 {
		return false
	}
	for t := k; t < end; t++ {
		w := d.Lower[t]
		if w == "of" || w == "for" || w == "'s" || w == "and" {
			return false
		}
	}
	first, last := d.Lower[k], d.Lower[end-1]
	if titleWords[first] || postNouns[first] != 0 || first == "." || orgHeads[last] || groupHeads[last] && end-k > 1 && r.x.given[plainKey(first)] == 0 || last == "office" || facilityHeads[last] && end-k > 1 && r.x.given[plainKey(first)] == 0 {
		return r.x.given[plainKey(first)] != 0 && !orgHeads[last] && !titleWords[first]
	}
	if r.x.isState[plainKey(first)] || r.x.nation[plainKey(first)] != "" {
		return false
	}
	return true
}

// widenTitle takes lower-case words before a capitalised title into it
// ("ministry spokeswoman", "Kastovian President").
func (r *nameReader) widenTitle(p *piece) {
	d := r.d
	k := p.titleStart
	for k > 0 && d.SentOf[k-1] == d.SentOf[k] && d.Flags[k]&FlagSpace != 0 && p.titleStart-k < 4 {
		w := d.Lower[k-1]
		if r.x.nation[plainKey(w)] != "" || d.pos(k-1) == NOUN && d.Flags[k-1]&FlagAllCaps == 0 && d.Flags[k-1]&(FlagTitle|FlagUpper) == 0 && (institutionNouns[w] || postNouns[w] != 0) {
			k--
			continue
		}
		break
	}
	p.titleStart = k
}

// lowerTitle finds a post in lower case straight before a name: "spokeswoman
// Vesela Tomova", "chief surgeon Halina Mrozek", "ward sister Rosa Venn".
func (r *nameReader) lowerTitle(p *piece) {
	d := r.d
	k := p.start
	if k == 0 || d.SentOf[k-1] != d.SentOf[k] || d.Flags[k]&FlagSpace == 0 {
		return
	}
	w := d.Lower[k-1]
	caps := d.Flags[k-1]&FlagAllCaps != 0
	if postNouns[w] == 0 && !(titleWords[w] && (caps || d.pos(k-1) == PROPN || d.pos(k-1) == NOUN)) || pluralPosts[w] || w == "and" {
		return
	}
	if !r.personRest(p.start, p.end) {
		return
	}
	end := k
	k--
	for k > 0 && d.SentOf[k-1] == d.SentOf[k] && d.Flags[k]&FlagSpace != 0 && end-k < 5 {
		w := d.Lower[k-1]
		f := d.Flags[k-1]
		if f&FlagPunct != 0 || (d.pos(k-1) != NOUN && d.pos(k-1) != ADJ && !(caps && d.pos(k-1) == PROPN)) || f&(FlagTitle|FlagUpper) != 0 && !caps && !r.opens(k-1) {
			break
		}
		if d.pos(k-1) == ADJ && r.x.nation[plainKey(w)] == "" && !titleWords[w] && w != "chief" && w != "regional" && w != "presidential" && w != "military" && w != "medical" && w != "retired" {
			break
		}
		k--
	}
	p.titleStart, p.titleEnd = k, end
	p.kind, p.why = NamePerson, byTitle
}

// classify decides the kind of a name that no title settled.
func (r *nameReader) classify(p *piece, end int) {
	d := r.d
	if p.kind == NamePerson {
		r.initialsOnly(p)
		return
	}
	first, last := plainKey(d.Lower[p.start]), d.Lower[p.end-1]
	n := p.end - p.start
	if n == 1 && (titleWords[first] && !policyWords[first] || postNouns[first] != 0) && d.Flags[p.start]&FlagUpper == 0 {
		p.form, p.kind, p.why = FormRole, NamePerson, byRole
		return
	}
	if n > 1 && (postNouns[last] != 0 || last == "minister" || last == "state" && first == "head" || last == "general" && titleWords[first]) && !orgHeads[last] && r.x.given[first] == 0 {
		p.form, p.kind, p.why = FormRole, NamePerson, byRole
		return
	}
	head := last
	for k := p.start + 1; k < p.end-1; k++ {
		if w := d.Lower[k]; (w == "of" || w == "for") && r.orgWord(k-1) {
			head = d.Lower[k-1]
			break
		}
	}
	if d.Flags[p.end-1]&FlagDigit != 0 && n > 1 {
		head = d.Lower[p.end-2]
	}
	p.kind, p.why = r.kindByHead(head, p, n), byHead
	if p.kind != NameUnknown {
		return
	}
	p.why = byNothing
	key, i := r.keyOf(p), p.start
	if d.Dateline.Contains(i) && i-d.Dateline.Start < 2 {
		p.kind, p.why = NamePlace, byDateline
		return
	}
	if k, ok := r.x.known[string(key)]; ok {
		p.kind, p.why = k, byList
		return
	}
	if r.relayed(p, end) {
		p.kind, p.why = NameOutlet, byRelay
		return
	}
	_, lastKnown, _ := r.knownAt(p.end-1, p.end)
	switch {
	case n >= 2 && n <= 5 && r.x.given[first] != 0 && d.Flags[p.end-1]&FlagDigit == 0 && !(r.x.country[first] != "" && lastKnown == p.end):
		p.kind, p.why = NamePerson, byGiven
	case n == 1 && r.x.given[first] != 0 && r.x.country[first] == "" && d.Flags[i]&FlagAllCaps == 0 && d.pos(i) == PROPN && !r.placeBefore(p):
		p.kind, p.why = NamePerson, byGiven
	case n >= 2 && len(first) <= 2 && len(first) > 0 && d.Lower[p.start+1] == ".", n >= 2 && len(first) == 2 && first[1] == '.':
		p.kind, p.why = NamePerson, byGiven
	case d.Flags[p.end-1]&FlagDigit != 0:
	case n == 1 && r.placeBefore(p):
		p.kind, p.why = NamePlace, byBefore
	case r.personAfter(p, end):
		p.kind, p.why = NamePerson, byAfter
	case n >= 2 && (strings.HasPrefix(d.Lower[p.end-1], "al-") || r.hasParticle(p)):
		p.kind, p.why = NamePerson, byGiven
	case d.Flags[i]&FlagUpper != 0 && n == 1 && d.Flags[i]&FlagAllCaps == 0:
		p.kind, p.why = NameOrganisation, byCapitals
		if d.Dateline.Contains(i) || i > 0 && (d.Lower[i-1] == "told" || d.Lower[i-1] == "citing") || p.end < end && d.Lower[p.end] == "reported" {
			p.kind, p.why = NameOutlet, byRelay
		}
	case r.placeBefore(p):
		p.kind, p.why = NamePlace, byBefore
	}
}

// relayed tells by what stands about a name that it is an outlet: "the news
// agency Meridian", "told the Courier", "TESSEN (Nordpress) -".
func (r *nameReader) relayed(p *piece, end int) bool {
	d := r.d
	k := p.start - 1
	if k < 0 || d.SentOf[k] != d.SentOf[p.start] {
		return false
	}
	switch d.Lower[k] {
	case "agency", "broadcaster", "newspaper", "daily", "tabloid", "newswire":
		return d.Flags[k]&FlagAllCaps == 0 && d.Flags[p.start]&FlagSpace != 0
	case "the":
		return k > 0 && d.Lower[k-1] == "told" && p.end-p.start <= 2 && d.Flags[k]&FlagAllCaps == 0
	case "(":
		return d.Dateline.Contains(p.start) && p.end < end && d.Lower[p.end] == ")"
	}
	return false
}

// initialsOnly is a guard: a title before a single initial is no name.
func (r *nameReader) initialsOnly(p *piece) {
	if p.end-p.start == 1 && r.d.End[p.start]-r.d.Start[p.start] == 1 && p.titleEnd > p.titleStart {
		p.start, p.titleStart, p.titleEnd = p.titleStart, 0, 0
	}
}

// kindByHead classifies by the head noun, n words long.
func (r *nameReader) kindByHead(head string, p *piece, n int) NameKind {
	d := r.d
	if n == 1 {
		switch {
		case orgHeads[head] && head != "company" && head != "club":
			return NameOrganisation
		case groupHeads[head] && head != "state" && head != "command" && head != "movement":
			return NameGroup
		case r.x.given[head] != 0:
			return NameUnknown
		}
		return NameUnknown
	}
	group := groupHeads[head]
	for k := p.start; k < p.end; k++ {
		if groupWords[d.Lower[k]] || groupHeads[d.Lower[k]] && d.Lower[k] != "state" && d.Lower[k] != "command" {
			group = group || orgHeads[head] && (head == "army" || head == "forces" || head == "force" || head == "brigade" || head == "union" || head == "party" || head == "unity" || head == "battalion" || head == "command")
		}
	}
	switch {
	case head == "islamic" || head == "state" && d.Lower[p.start] == "islamic":
		return NameGroup
	case head == "union" && group && d.Lower[p.start] == "union":
		return NameOrganisation
	case head == "state" || head == "command":
	case group:
		return NameGroup
	}
	switch {
	case head == "press" || outletHeads[head] && !orgHeads[head] && head != "standard" && head != "channel" && head != "sun" && head != "star" && head != "media" && head != "daily":
		if head == "voice" && n > 2 {
			return NameOrganisation
		}
		return NameOutlet
	case orgHeads[head] && !(facilityHeads[head] && (head == "station" || head == "railway")):
		if head == "news" || head == "agency" && (r.has(p, "press") || r.has(p, "news") || r.has(p, "telegraph") || r.has(p, "wire")) {
			return NameOutlet
		}
		if head == "telegraph" {
			return NameOutlet
		}
		return NameOrganisation
	case facilityHeads[head] && (head == "hospital" || head == "clinic" || head == "school"):
		return NameOrganisation
	case facilityHeads[head]:
		return NameFacility
	case placeHeads[head]:
		return NamePlace
	case eventHeads[head]:
		return NameEvent
	case outletHeads[head]:
		return NameOutlet
	}
	switch d.Lower[p.start] {
	case "mount", "lake", "cape", "port", "fort", "wadi", "san", "santa", "santo", "los", "las", "el", "villa", "puerto", "rio", "new", "saint", "st", "st.":
		if d.Flags[p.start]&FlagAllCaps == 0 || r.placeBefore(p) {
			return NamePlace
		}
	case "north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower", "greater", "central":
		if r.placeBefore(p) || r.x.country[plainKey(d.Lower[p.start+1])] != "" {
			return NamePlace
		}
	case "radio", "channel", "kanal", "canal", "tv":
		return NameOutlet
	case "operation", "hurricane", "typhoon", "cyclone", "storm":
		return NameEvent
	case "university", "ministry", "bank", "union", "institute", "department", "church":
		return NameOrganisation
	}
	return NameUnknown
}

func (r *nameReader) has(p *piece, w string) bool {
	for k := p.start; k < p.end; k++ {
		if r.d.Lower[k] == w {
			return true
		}
	}
	return false
}

func (r *nameReader) hasParticle(p *piece) bool {
	for k := p.start + 1; k < p.end-1; k++ {
		switch r.d.Lower[k] {
		case "van", "von", "bin", "ibn", "bint", "abu":
			return true
		}
	}
	return false
}

// keyOf joins the plain words of a name; the key is good until the next call.
func (r *nameReader) keyOf(p *piece) []byte {
	b := r.m.key[:0]
	for k := p.start; k < p.end; k++ {
		if k > p.start && r.d.Flags[k]&FlagSpace != 0 {
			b = append(b, ' ')
		}
		b = append(b, plainKey(r.d.Lower[k])...)
	}
	r.m.key = b
	return b
}

// personAfter tells by what follows: an age, "who", an apposition of a post.
func (r *nameReader) personAfter(p *piece, end int) bool {
	d := r.d
	k := p.end
	if k >= end {
		return false
	}
	if d.Lower[k] == "," && k+1 < end {
		if d.Flags[k+1]&FlagDigit != 0 && len(d.Lower[k+1]) <= 2 && k+2 < end && (d.Lower[k+2] == "," || d.Lower[k+2] == ".") {
			return true
		}
		// ", a spokesman for", ", the mayor", ", co-author of".
		t := k + 1
		for t < end && t < k+5 && (d.pos(t) == DET || d.pos(t) == ADJ || d.pos(t) == PRON || d.pos(t) == NOUN && postNouns[d.Lower[t]] == 0) {
			t++
		}
		if t < end && postNouns[d.Lower[t]] != 0 {
			return p.end-p.start <= 4
		}
		if d.Lower[k+1] == "who" || d.Lower[k+1] == "whose" {
			return d.Lower[k+1] == "who"
		}
		return false
	}
	if d.Lower[k] == "(" && k+2 < end && d.Flags[k+1]&FlagDigit != 0 && len(d.Lower[k+1]) <= 2 && d.Lower[k+2] == ")" {
		return true
	}
	return d.Lower[k] == "who"
}

// speechVerb tells of the verbs that report speech, as forms.
func speechVerb(w string) bool {
	switch w {
	case "said", "says", "told", "added", "adds", "asked", "insisted", "explained", "recalled", "warned", "noted", "stressed", "argued", "claimed", "wrote", "declared", "replied", "confirmed", "denied", "announced", "believes", "thinks", "tells":
		return true
	}
	return false
}

// placeBefore tells whether a preposition of place stands before the name.
func (r *nameReader) placeBefore(p *piece) bool {
	d := r.d
	k := p.start - 1
	if k >= 0 && d.Lower[k] == "the" {
		k--
	}
	if k < 0 || d.SentOf[k] != d.SentOf[p.start] {
		return false
	}
	switch d.Lower[k] {
	case "in", "near", "at", "from", "outside", "around", "toward", "towards", "into", "across", "throughout", "northern", "southern", "eastern", "western", "central", "between", "through", "via", "inside", "upon", "beyond":
		return true
	case "of":
		if k == 0 {
			return false
		}
		return placeHeads[d.Lower[k-1]] || d.Lower[k-1] == "outskirts" || d.Lower[k-1] == "centre" || d.Lower[k-1] == "mayor" || d.Lower[k-1] == "governor" || d.Lower[k-1] == "residents" || d.Lower[k-1] == "people" || d.Lower[k-1] == "km" || d.Lower[k-1] == "kilometres" || d.Lower[k-1] == "miles" || d.Lower[k-1] == "capital"
	}
	return false
}
