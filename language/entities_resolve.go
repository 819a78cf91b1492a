package language

import "strings"

// companyNouns, groupNouns and so on say which entities a bare "the company"
// may stand for.
var (
	companyNouns = wordSet("company operator firm manufacturer contractor carrier owner corporation airline railway railways bosses")
	groupNouns   = wordSet("group movement militia organisation organization band gang faction rebels insurgents guerrillas militants fighters")
	outletNouns  = wordSet("newspaper broadcaster station outlet network daily channel agency website")
)

// resolveRole finds or makes the entity of a role phrase.
func (l *linker) resolveRole(p *rolePhrase, n *Name) int {
	d := l.d
	w := d.Lower[p.head]
	base := Range{p.Start, p.head + 1}
	words := l.plainWords(base)
	words = dropPossessor(words)
	if len(words) == 0 {
		return -1
	}
	bare := len(words) == 1 && p.own < 0 && p.inside < 0
	if p.person || p.plural && !bare {
		return l.resolvePost(p, n, words)
	}
	if p.plural {
		return l.roleEntity(p, words, n.Kind, -1)
	}
	if bare && heldWords[w] {
		if e := l.recentWith(w, p.head, nil); e >= 0 && p.definite {
			return e
		}
		return -1
	}
	if !p.definite {
		return l.roleEntity(p, words, n.Kind, -1)
	}
	if p.own >= 0 && d.Flags[p.head-1]&FlagPunct == 0 && d.Lower[p.head-1] != "'s" {
		switch x := &l.ents[p.own]; x.kind {
		case NameOrganisation, NameOutlet, NameGroup, NameUnknown: // "the HPA agency", "the SSS press centre"
			if x.canon.Len() > 0 && (companyNouns[w] || groupNouns[w] || outletNouns[w]) && !x.byRole && d.Lower[p.head-1] == d.Lower[x.canon.End-1] || d.Lower[p.head-1] == "press" {
				return p.own
			}
		}
	}
	key, _ := l.orgKey(words)
	if e, ok := l.orgs[key]; ok && !bare {
		return e
	}
	if p.inside >= 0 { // "the office of the governor", "the Ministry of Health" in lower case
		all := l.plainWords(p.Range)
		if key, _ := l.orgKey(all); key != "" {
			if e, ok := l.orgs[key]; ok {
				return e
			}
		}
		if e := l.ents[p.inside]; e.kind == NamePlace && (d.Lower[p.after] == "in" || d.Lower[p.after] == "at") {
			if x := l.recentWith(w, p.head, words); x >= 0 {
				return x
			}
		}
		if w == "service" || w == "office" || w == "centre" || w == "center" || w == "department" || w == "administration" || w == "branch" {
			if k := l.ents[p.inside].kind; k == NameOrganisation && l.d.Lower[p.head-1] == "press" {
				return p.inside // the press service of X speaks as X
			}
		}
		return l.roleEntity(p, all, n.Kind, -1)
	}
	if e := l.recentWith(w, p.head, words); e >= 0 {
		return e
	}
	if bare || len(words) == 2 && (words[0] == "operating" || words[0] == "same" || words[0] == "whole" || words[0] == "railway" || words[0] == "mining" || words[0] == "rebel" || words[0] == "armed") {
		if e := l.recentKind(w, p.head); e >= 0 {
			return e
		}
	}
	return l.roleEntity(p, words, n.Kind, -1)
}

// dropPossessor leaves out the pronoun that begins a phrase and vague adjectives.
func dropPossessor(words []string) []string {
	for len(words) > 0 {
		switch words[0] {
		case "its", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those", "one", "two", "three", "several", "same", "some", "another", "other", "both", "country", "latest", "local", "all":
			if len(words) == 1 {
				return nil
			}
			words = words[1:]
			continue
		}
		break
	}
	return words
}

// recentWith gives the latest entity before token t whose name holds the head
// word and every other word of the phrase.
func (l *linker) recentWith(head string, t int, words []string) int {
	best := -1
	for e := l.window(); e < len(l.ents); e++ {
		x := &l.ents[e]
		if x.kind == NamePerson || x.kind == NamePlace || x.kind == NameNationality || x.last >= t || x.last < 0 {
			continue
		}
		if !holds(x.words, head) || best >= 0 && l.ents[best].last >= x.last {
			continue
		}
		ok := true
		for _, w := range words {
			if w != head && !holds(x.words, w) && l.x.nation[w] == "" && l.x.country[w] == "" {
				ok = false
				break
			}
		}
		if ok {
			best = e
		}
	}
	return best
}

// anyWith gives the first named body with a word, wherever it stands.
func (l *linker) anyWith(w string) int {
	for e := l.window(); e < len(l.ents); e++ {
		if x := &l.ents[e]; x.kind == NameOrganisation && !x.byRole && holds(x.words, w) {
			return e
		}
	}
	return -1
}

func holds(words []string, w string) bool {
	for _, x := range words {
		if x == w || len(x) > 4 && strings.TrimSuffix(x, "s") == strings.TrimSuffix(w, "s") {
			return true
		}
	}
	return false
}

// recentKind gives the entity before token t that "the company", "the group",
// "the newspaper" can mean: the one most spoken of so far, the later of equals;
// a mention in the last two sentences counts double.
func (l *linker) recentKind(head string, t int) int {
	best, bestScore := -1, 0
	for e := l.window(); e < len(l.ents); e++ {
		x := &l.ents[e]
		if x.last >= t || x.last < 0 || len(x.words) == 0 {
			continue
		}
		fits := strings.Contains(x.roleTxt, head) && x.kind != NamePerson
		switch {
		case fits:
		case companyNouns[head]:
			fits = x.kind == NameOrganisation && !x.byRole && !publicBody(x.words) && !l.acronymOnly(x) || x.byRole && companyNouns[x.words[len(x.words)-1]] || x.kind == NameUnknown && !x.byRole && x.subject && (x.seen > 1 || x.full > 1)
		case groupNouns[head]:
			fits = x.kind == NameGroup || x.kind == NameOrganisation && !x.byRole && !publicBody(x.words) && (head == "organisation" || head == "organization" || head == "group")
		case outletNouns[head]:
			fits = x.kind == NameOutlet
		}
		if !fits {
			continue
		}
		score := 2*x.seen + 1
		if l.d.SentOf[t]-l.d.SentOf[x.last] <= 2 {
			score *= 2
		}
		if strings.Contains(x.roleTxt, head) {
			score += 8
		}
		if score > bestScore || score == bestScore && x.last > l.ents[best].last {
			best, bestScore = e, score
		}
	}
	if best >= 0 && l.ents[best].kind == NameUnknown {
		l.ents[best].kind = NameOrganisation
	}
	return best
}

// acronymOnly tells of bodies named by nothing but a few capitals, mostly
// agencies in credits.
func (l *linker) acronymOnly(x *ent) bool {
	return x.full == 1 && l.d.Flags[x.canon.Start]&(FlagUpper|FlagAllCaps) == FlagUpper
}

// publicBody tells of ministries, police, courts and the like, which are no company.
func publicBody(words []string) bool {
	for _, w := range words {
		switch w {
		case "ministry", "police", "directorate", "department", "government", "court", "parliament", "army", "navy", "hospital", "commission", "council", "committee", "embassy", "prefecture", "municipality", "gendarmerie", "guard", "inspectorate", "service", "prosecutor", "union", "university", "school", "presidency", "office", "kremlin", "nations", "senate", "congress", "agency", "authority", "staff", "forces", "party", "bureau":
			return true
		}
	}
	return false
}

// roleEntity gives the entity known only by the words of a phrase.
func (l *linker) roleEntity(p *rolePhrase, words []string, kind NameKind, aff int) int {
	key, country := l.orgKey(words)
	if p.plural || p.person {
		if aff >= 0 {
			key = l.concat("role ", key, "@", l.name(aff))
		} else {
			key = l.concat("role ", key)
		}
	}
	if e, ok := l.orgs[key]; ok && (p.definite || p.plural) {
		return e
	}
	start := p.Start
	for start < p.head && (l.d.pos(start) == DET || l.d.PTB[start] == PRPS) {
		start++
	}
	e := ent{kind: kind, words: words, key: key, country: country, canon: Range{start, p.End}, aff: -1, byRole: true, full: len(words)}
	if p.person || p.plural {
		e.roleTxt = l.d.TextOf(Range{start, p.head + 1})
		e.gender = postNouns[l.d.Lower[p.head]]
		if e.gender == 'n' {
			e.gender = 0
		}
		e.aff = -1
	}
	switch l.d.Lower[p.head] {
	case "rebels", "insurgents", "guerrillas", "militia":
		e.kind = NameGroup
	}
	l.ents = append(l.ents, e)
	l.orgs[key] = len(l.ents) - 1
	return len(l.ents) - 1
}

// resolvePost resolves "the minister", "a spokesman for X", "its director".
func (l *linker) resolvePost(p *rolePhrase, n *Name, words []string) int {
	d := l.d
	w := d.Lower[p.head]
	aff := p.inside
	if aff >= 0 && (l.ents[aff].kind == NamePlace || l.ents[aff].kind == NameNationality) {
		aff = -1
	}
	if aff < 0 && p.own >= 0 && l.ents[p.own].kind != NamePlace && l.ents[p.own].kind != NamePerson {
		aff = p.own
	}
	if aff < 0 && d.PTB[p.Start] == PRPS && (d.Lower[p.Start] == "its" || d.Lower[p.Start] == "their") {
		aff = l.recentBody(p.Start)
	}
	if aff < 0 && len(words) > 1 { // "ministry spokeswoman", "company spokesman", "police chief"
		for _, m := range words[:len(words)-1] {
			if institutionNouns[m] {
				aff = l.recentWith(m, p.head, nil)
				if aff < 0 {
					aff = l.recentKind(m, p.head)
				}
				if aff < 0 {
					aff = l.anyWith(m)
				}
				break
			}
		}
	}
	if p.definite && !p.plural {
		best := -1
		for e := l.window(); e < len(l.ents); e++ {
			x := &l.ents[e]
			if x.kind != NamePerson || x.last >= p.head || x.last < 0 || best >= 0 && l.ents[best].last >= x.last {
				continue
			}
			if !roleHas(x.plainRole(), w) {
				continue
			}
			if aff >= 0 && x.aff >= 0 && x.aff != aff {
				continue
			}
			if p.inside >= 0 && aff < 0 && x.byRole && !strings.Contains(d.TextOf(x.canon), l.name(p.inside)) {
				continue
			}
			if len(words) > 1 && !agree(words[:len(words)-1], x.plainRole(), l, x) {
				continue
			}
			best = e
		}
		if best >= 0 {
			return best
		}
	}
	all := words
	if p.inside >= 0 || p.End > p.after {
		all = append(append([]string{}, words...), l.plainWords(Range{p.after, p.End})...)
	}
	kind := NamePerson
	if p.plural && (w == "authorities" || w == "prosecutors") {
		kind = NameOrganisation
	}
	e := l.roleEntity(p, all, kind, aff)
	if aff >= 0 && l.ents[e].aff < 0 {
		l.ents[e].aff = aff
	}
	return e
}

// agree tells whether the modifiers of a phrase contradict a known role:
// "the transport minister" is not the Health Minister.
func agree(mods []string, role string, l *linker, x *ent) bool {
	for _, m := range mods {
		if strings.Contains(role, m) || l.x.nation[m] != "" || l.x.country[m] != "" || m == "new" || m == "country" || m == "island" {
			continue
		}
		if x.aff >= 0 && holds(l.ents[x.aff].words, m) || x.affTxt != "" && strings.Contains(plainKey(x.affTxt), m) {
			continue
		}
		return false
	}
	return true
}

// roleHas tells whether the plain words of a role hold a post.
func roleHas(role, w string) bool {
	for r, rest := nextWord(role); r != ""; r, rest = nextWord(rest) {
		if r == w || (w == "spokesman" || w == "spokeswoman") && r == "spokesperson" || w == "spokesperson" && strings.HasPrefix(r, "spokes") {
			return true
		}
	}
	return false
}

// recentBody gives the organisation or group before token t that "its" means:
// near, a subject, and named rather than described.
func (l *linker) recentBody(t int) int {
	best, bestScore := -1, -1<<30
	for e := l.window(); e < len(l.ents); e++ {
		x := &l.ents[e]
		at := x.outside
		if l.d.Flags[t]&FlagInQuote != 0 {
			at = x.last
		}
		if at < 0 || at >= t {
			continue
		}
		switch x.kind {
		case NameOrganisation, NameGroup, NameOutlet, NameFacility:
		default:
			continue
		}
		score := -10 * int(l.d.SentOf[t]-l.d.SentOf[at])
		if x.led {
			score += 12
		}
		if x.byRole && !x.led {
			score -= 9
		}
		if x.kind == NameOutlet || x.kind == NameFacility {
			score -= 6
		}
		if score > bestScore || score == bestScore && x.last > l.ents[best].last {
			best, bestScore = e, score
		}
	}
	return best
}

// name gives the canonical name of an entity.
func (l *linker) name(e int) string {
	x := &l.ents[e]
	if x.fixed != "" {
		return x.fixed
	}
	r := x.canon
	for r.Start < r.End-1 {
		w := l.d.Lower[r.Start]
		if w == "the" || w == "a" || w == "an" || w == "'s" || l.d.Flags[r.Start]&FlagPunct != 0 {
			r.Start++
			continue
		}
		break
	}
	return oneLine(l.d.TextOf(r))
}
