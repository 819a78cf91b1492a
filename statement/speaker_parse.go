package statement

import (
	"regexp"
	"strings"

	"sofar/language"
)

// parsed is a source phrase taken apart.
type parsed struct {
	text        string // the phrase in lower case without article
	plain       string // the phrase as written without article and apposition
	was         string // what the phrase called an official whose post its apposition gives
	name        string // a person's or body's name, "" if none
	entity      int    // index into Doc.Entities, -1
	kind        language.NameKind
	role        string         // post as written ("Transport Minister", "spokeswoman")
	institution string         // whom a person speaks for
	aff         string         // affiliation as written
	head        string         // head noun in lower case
	at          language.Range // the source phrase
	placedAs    string         // the body with the town of the dateline
	extra       string         // the word before the head ("railway" company)
	forBody     bool           // named with the body alone ("Ada Brook of the fire service")
	definite    bool
	indefinite  bool
	class       Class
	aliases     []string
}

// parse takes a source phrase apart.
func (r *attReader) parse(src language.Range) parsed {
	d := r.doc
	p := parsed{entity: -1, at: src}
	src = r.behindData(src)
	core := src
	if r.doc.PTB[core.Start] == language.PRPS || d.Tag[core.Start] == language.DET {
		switch w := d.Lower[core.Start]; w {
		case "a", "an", "some", "another", "any":
			p.indefinite = true
		default:
			p.definite = true
		}
		if core.Len() > 1 {
			core.Start++
		}
	}
	if d.Tag[core.Start] == language.NUM || indefinites[d.Lower[core.Start]] && !(p.definite && core.Start > src.Start) {
		p.indefinite = true
	}
	// The first segment (before a comma or "who") holds the head.
	seg := core
	for i := core.Start; i < core.End; i++ {
		if w := d.Lower[i]; i > core.Start && (w == "," || w == "who" || w == "which" || w == "(" || w == "-" && d.Flags[i]&language.FlagSpace != 0 || w == "–" || w == "—") {
			seg.End = i
			break
		}
	}
	p.text = strings.ToLower(d.TextOf(core))
	p.plain = d.TextOf(seg)
	p.head, p.extra = r.headOf(seg)
	if p.head == "official" {
		if x := r.postOf(seg, core); x.Len() > 0 {
			p.was, p.plain, p.indefinite = p.plain, d.TextOf(x), true
		}
	}
	r.names(src, seg, &p)
	r.roles(core, seg, &p)
	r.classify(&p)
	if p.name == "" && p.role == "" && !p.indefinite {
		if b := r.placed(p.plain, src); b != p.plain {
			p.placedAs = b
		}
	}
	return p
}

var indefinites = wordSet(`a an some several many few one two three four five another most others sources officials witnesses residents survivors people both`)

// headOf gives the head noun of a phrase and the word before it: the last noun
// before the first preposition.
func (r *attReader) headOf(x language.Range) (head, extra string) {
	for i := x.Start; i < x.End; i++ {
		w := r.doc.Lower[i]
		if phrasePreps[w] && i > x.Start || r.doc.Tag[i] == language.VERB && head != "" {
			break
		}
		switch r.tag(i) {
		case language.NOUN, language.PROPN, language.ADJ, language.X:
			if r.doc.PTB[i] == language.POS {
				continue
			}
			extra, head = head, w
		}
	}
	return head, extra
}

// names finds the person and the body named in a phrase.
func (r *attReader) names(src, seg language.Range, p *parsed) {
	d := r.doc
	var person, body, place *language.Name
	near := d.NamesNear(src)
	for i := range near {
		n := &near[i]
		if n.Tokens.End <= src.Start || n.Tokens.Start < src.Start || n.Form == language.FormPronoun {
			continue
		}
		switch n.Kind {
		case language.NamePerson:
			if person == nil && n.Form != language.FormRole {
				person = n
			}
		case language.NameOrganisation, language.NameGroup, language.NameOutlet, language.NameFacility:
			if body != nil && n.Form != language.FormRole && body.Tokens.End+1 == n.Tokens.Start && d.PTB[body.Tokens.End] == language.POS && n.Tokens.End <= seg.End {
				body = n // "Verland's Interior Ministry": whose ministry is no head
			}
			if body == nil && n.Form != language.FormRole {
				body = n
			}
		case language.NamePlace, language.NameNationality:
			if place == nil {
				place = n
			}
		case language.NameUnknown:
			// "a lawyer for both, Karel Oss"
			if person == nil && n.Form == language.FormFull && roleWords[p.head] && n.Tokens.Start == seg.End+1 && n.Tokens.Len() >= 2 && d.Lower[seg.End] == "," {
				person = n
			}
		}
		if n.Form == language.FormRole && n.Tokens.End >= seg.End-1 && n.Entity >= 0 && n.Entity < len(d.Entities) && p.entity < 0 && person == nil {
			p.entity = n.Entity
		}
	}
	if person != nil && roleWords[p.head] && person.Tokens.Start > seg.Start && r.prepIn(seg.Start, person.Tokens.Start) && person.Tokens.Start < seg.End {
		person = nil // "a spokesman for X"
	}
	switch {
	case person != nil:
		p.name, p.kind = r.canonical(person, p)
		p.kind = language.NamePerson
		if body != nil {
			p.institution, _ = r.canonicalOf(body)
		}
	case body != nil && (body.Tokens.Start <= seg.Start+1 || body.Tokens.End >= seg.End && !r.prepIn(src.Start, body.Tokens.Start)) && body.Tokens.Start < seg.End:
		p.name, p.kind = r.canonical(body, p)
		if !roleWords[firstWord(strings.ToLower(p.name))] {
			p.name = bodyForm(p.name)
		}
		if m := outletCalled.FindStringSubmatch(p.name); m != nil {
			p.name = m[1]
		}
	case place != nil && place.Tokens.Start == seg.Start && place.Tokens.End >= seg.End && place.Kind == language.NamePlace:
		p.name, p.kind = r.canonical(place, p)
	case body != nil:
		p.institution, _ = r.canonicalOf(body)
	}
	if p.name == "" && p.entity >= 0 && !p.indefinite {
		e := d.Entities[p.entity]
		if properName(e.Canonical) {
			p.name, p.kind = e.Canonical, e.Kind
			p.aliases = e.Aliases
			p.role, p.institution = e.Role, e.Affiliation
		}
	}
	// "the top general in the north": the name in it is not the head.
	if person == nil && p.name != "" && roleWords[p.head] && !strings.Contains(strings.ToLower(p.name), p.head) {
		if p.kind != language.NamePlace && p.kind != language.NameNationality && p.institution == "" {
			p.institution = p.name
		}
		p.name, p.kind, p.entity = "", language.NameUnknown, -1
		return
	}
	if p.name == "" && person == nil {
		r.capitalised(seg, p)
	}
}

// outletCalled matches an outlet's name with what it is before it: "Broadcaster Kanal Lume".
var outletCalled = regexp.MustCompile(`^(?:[Bb]roadcaster|[Nn]ewspaper|(?:[Nn]ews )?[Aa]gency|(?:[Rr]adio|[Tt]elevision) station|[Ww]ebsite) (\p{Lu}.*)$`)

// prepIn tells whether a preposition stands in [from, to): the name after it
// is a part of the phrase, not its head.
func (r *attReader) prepIn(from, to int) bool {
	for i := from; i < to; i++ {
		if phrasePreps[r.doc.Lower[i]] {
			return true
		}
	}
	return false
}

func (r *attReader) canonical(n *language.Name, p *parsed) (string, language.NameKind) {
	if n.Entity >= 0 && n.Entity < len(r.doc.Entities) {
		e := r.doc.Entities[n.Entity]
		p.entity, p.aliases = n.Entity, e.Aliases
		if n.Kind == language.NamePerson {
			p.role = e.Role
			if !r.outletNamed(e.Affiliation) || reports(e.Role) {
				p.institution, p.aff = e.Affiliation, e.Affiliation
			}
		}
	}
	return r.canonicalOf(n)
}

func (r *attReader) canonicalOf(n *language.Name) (string, language.NameKind) {
	name := n.Span.Of(r.doc.Text)
	if n.Entity >= 0 && n.Entity < len(r.doc.Entities) && r.doc.Entities[n.Entity].Canonical != "" {
		c := r.doc.Entities[n.Entity].Canonical
		// A canonical name that is a part of what stands here says less.
		if n.Kind == language.NamePerson || n.Kind == language.NamePlace || !strings.HasSuffix(name, " "+c) || strings.HasPrefix(c, "Ministry") {
			name = c
		}
	}
	return stripArticle(name), n.Kind
}

func stripArticle(s string) string {
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		s = strings.TrimPrefix(s, a)
	}
	return s
}

// capitalised takes a run of capitalised words as a name where the name reader
// found none: "Northern Railways", "Rositsa".
func (r *attReader) capitalised(seg language.Range, p *parsed) {
	d := r.doc
	best := language.Range{}
	for i := seg.Start; i < seg.End; {
		j := i
		for j < seg.End && d.Flags[j]&(language.FlagTitle|language.FlagUpper) != 0 && !(d.Flags[j]&language.FlagSentStart != 0 && d.Tag[j] != language.PROPN) {
			j++
		}
		if j-i > best.Len() {
			best = language.Range{Start: i, End: j}
		}
		i = max(j, i+1)
	}
	if best.Len() == 0 || r.prepIn(seg.Start, best.Start) {
		return
	}
	if best.Start == seg.Start && best.End+1 < seg.End && best.Len() >= 2 && phrasePreps[d.Lower[best.End]] {
		// "Ada Brook of the fire service"
		if np, ok := r.nounPhraseRight(best.End+1, seg.End); ok && classOfPhrase(fields(d.TextOf(np))) != "" && classOfPhrase(fields(d.TextOf(best))) == "" {
			p.name, p.kind, p.institution = d.TextOf(best), language.NamePerson, stripArticle(d.TextOf(np))
			p.forBody = true
			return
		}
	}
	if best.Len() == seg.Len() || best.End == seg.End && classOfWord(d.Lower[best.End-1], "") == "" && best.Len() >= 2 {
		p.name = d.TextOf(best)
	}
}

// roles finds post and institution where the names did not give them.
func (r *attReader) roles(core, seg language.Range, p *parsed) {
	d := r.doc
	// A post: from the start of the phrase to a role word.
	for i := core.Start; i < core.End; i++ {
		w := d.Lower[i]
		if w == "sister" && (i > core.Start && d.Lower[i-1] == "ward" || d.Flags[i]&language.FlagTitle != 0 && i+1 < core.End && r.tag(i+1) == language.PROPN && i == core.Start && !p.definite) {
			// a sister on the wards speaks for the hospital
			p.role, p.class = "ward sister", Medical
			break
		}
		if !roleWords[w] || r.doc.Lower[max(i-1, 0)] == "by" {
			continue
		}
		start := i
		for start > core.Start && (d.Tag[start-1] == language.NOUN || d.Tag[start-1] == language.ADJ || d.Tag[start-1] == language.PROPN && i-start < 4 || d.Lower[start-1] == "-") {
			start--
		}
		post := d.TextOf(language.Range{Start: start, End: i + 1})
		if p.role == "" || !strings.Contains(strings.ToLower(p.role), w) && p.name == "" {
			p.role = post
		}
		if p.institution == "" {
			p.institution = r.institutionAt(core, start, i, w)
		}
		if p.institution == "" && spokesRoles[w] && start-1 > core.Start && d.PTB[start-1] == language.POS && start-core.Start < 10 {
			// "the council's chairman"
			p.institution = stripArticle(d.TextOf(language.Range{Start: core.Start, End: start - 1}))
			if classOfPhrase(fields(p.institution)) == "" && strings.ToLower(p.institution) == p.institution && !bodyNouns[p.institution] {
				p.institution = ""
			}
		}
		break
	}
}

// institutionAt derives whom a post speaks for: "Transport Minister" →
// "Transport Ministry"; "spokesman for the fire service", "Commander X of the
// fire service" → "fire service"; "Interior Ministry spokeswoman" → "Interior Ministry".
func (r *attReader) institutionAt(core language.Range, start, role int, w string) string {
	d := r.doc
	before := d.TextOf(language.Range{Start: start, End: role})
	switch w {
	case "minister", "ministers":
		if b := strings.TrimSpace(strings.TrimSuffix(before, "-")); b != "" && !strings.EqualFold(b, "prime") && !strings.EqualFold(b, "deputy") && !strings.EqualFold(b, "first") {
			return strings.TrimPrefix(strings.TrimPrefix(b, "deputy "), "Deputy ") + " Ministry"
		}
		if role+2 < core.End && (d.Lower[role+1] == "of" || d.Lower[role+1] == "for") {
			np, ok := r.nounPhraseRight(role+2, core.End)
			if ok {
				return "Ministry of " + stripArticle(d.TextOf(np))
			}
		}
		return ""
	case "prosecutor", "prosecutors":
		if before != "" {
			return before + " Prosecutor's Office"
		}
		return "Prosecutor's Office"
	}
	if !spokesRoles[w] {
		return ""
	}
	// "<institution> spokeswoman".
	if start < role {
		if b := strings.TrimSpace(before); b != "" && b != "press" && b != "media" && classOfPhrase(strings.Fields(strings.ToLower(b))) != "" {
			return stripArticle(b)
		}
	}
	// "… of/for/at the fire service".
	for i := role + 1; i < core.End && i-role < 12; i++ {
		switch d.Lower[i] {
		case "of", "for", "from", "at", "with":
			np, ok := r.nounPhraseRight(i+1, core.End)
			if name := r.renamed(np); ok && name != "" {
				return name
			}
			if ok && (classOfPhrase(fields(d.TextOf(np))) != "" || d.Lower[i] != "at" && d.Flags[np.End-1]&(language.FlagTitle|language.FlagUpper) != 0) {
				if k := strings.IndexByte(d.TextOf(np), ','); k > 0 {
					return stripArticle(d.TextOf(np)[:k])
				}
				return stripArticle(d.TextOf(np))
			}
		}
	}
	return ""
}

// bodyNouns are words for bodies that say nothing of their class.
var bodyNouns = wordSet(`group council committee association movement front militia body fund club team panel board movement alliance coalition congress`)

// count words before an unnamed plural: "two officials" are officials.
var countWords = wordSet(`two three four five six seven eight nine ten several some many few a couple of dozens one`)

// uncounted drops the number that an unnamed source begins with.
func uncounted(name string) string {
	for {
		first, rest, ok := strings.Cut(name, " ")
		if !ok || !countWords[strings.ToLower(first)] {
			return name
		}
		name = rest
	}
}

// speaker makes the Speaker of a parsed phrase.
func (p *parsed) speaker() Speaker {
	s := Speaker{Class: p.class, Aliases: p.aliases}
	head := p.head
	if p.name == "" {
		if p.institution != "" && strings.Contains(" "+p.text, " duty ") {
			s.Name, s.Post, s.Origin, s.Affiliation = p.plain, p.role, p.institution, p.institution
			if c := classOfPhrase(fields(p.institution)); c != "" {
				s.Class = c
			}
			return s
		}
		unnamed := unnamedHeads[head] || unnamedHeads[firstWord(p.text)]
		s.Name = p.plain
		switch {
		case p.indefinite && knowsOf(p.text):
			s.Class, s.Anonymous = UnnamedOfficial, true
		case unnamed && (p.indefinite || unnamedAlways[head] || strings.Contains(p.text, "source") || strings.Contains(p.text, "not to be named") || strings.Contains(p.text, "anonym")):
			s.Class, s.Anonymous = UnnamedOfficial, true
		case p.indefinite:
			s.Anonymous = true
		}
		if s.Anonymous && s.Class != UnnamedOfficial && p.institution != "" && speaksFor(p.role) && classOfPhrase(fields(p.institution)) != "" {
			s.Post, s.Origin, s.Affiliation = p.role, p.institution, p.institution
			return s
		}
		if s.Anonymous {
			s.Origin = uncounted(s.Name)
			s.Affiliation = p.institution
			return s
		}
		if p.institution != "" && roleWords[head] {
			s.Post, s.Origin, s.Affiliation = p.role, p.institution, p.institution
			return s
		}
		// "Veldland's health ministry" is the health ministry.
		if i := possessive(s.Name); i > 0 && classOfPhrase(fields(s.Name[i:])) != "" && classOfPhrase(fields(s.Name[i:])) != Witness {
			s.Name = strings.TrimSpace(s.Name[i:])
		}
		s.Name = bodyForm(s.Name)
		s.Origin = p.placedAs
		if s.Origin == "" {
			s.Origin = s.Name
		}
		return s
	}
	s.Name, s.Post, s.Affiliation = p.name, p.role, p.aff
	if s.Affiliation == "" {
		s.Affiliation = p.institution
	}
	s.Origin = s.Name
	hospital := p.class == Medical && classOfPhrase(fields(p.institution)) == Medical
	if p.institution != "" && !retired(p.text+" "+strings.ToLower(p.role)) && (strings.ToLower(p.institution) != p.institution || classOfPhrase(fields(p.institution)) != "" || bodyNouns[lastWord(p.institution)]) && (speaksFor(p.role) || hospital || p.forBody && p.class != Expert && (p.class != NGO || strings.Contains(strings.ToLower(p.institution), "union"))) {
		s.Origin = p.institution
	}
	return s
}

// unnamedAlways are heads that stand for one unnamed person with a post.
var unnamedAlways = wordSet(`official source insider diplomat investigator aide`)

func firstWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}

// speaksFor tells whether the holder of a post speaks for the institution.
func speaksFor(role string) bool {
	ws := fields(role)
	for _, w := range ws {
		if spokesRoles[w] {
			return true
		}
	}
	return len(ws) > 2 && ws[0] == "who" && leads[ws[1]]
}

// leads are the verbs of a relative clause that gives a post: "who chairs the union".
var leads = wordSet(`chairs heads leads commands runs directs manages speaks coordinates`)

// possessive gives the offset after the first possessive mark, 0 if none.
func possessive(s string) int {
	for _, mark := range []string{"’s ", "'s "} {
		if i := strings.Index(s, mark); i >= 0 {
			return i + len(mark)
		}
	}
	return 0
}
