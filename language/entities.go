package language

import (
	"slices"
	"strings"
)

// ent is an entity while mentions are being linked.
type ent struct {
	kind    NameKind
	words   []string // plain words of the canonical name, articles left out
	key     string   // sorted meaningful words, see orgKey
	canon   Range    // tokens of the canonical name
	fixed   string   // canonical name that is no slice of the text
	role    Range    // tokens of the post, description or kind of body
	roleTxt string
	aff     int    // entity it speaks for, -1
	affTxt  string // affiliation that is no entity of its own
	gender  byte   // 'm', 'f', 0
	country string // country that qualifies it ("Kastovian health ministry")
	byRole  bool   // known by role only
	full    int    // words of the canonical name
	last    int    // its latest mention before the current token, -1 if none
	led     bool   // that mention was a subject
	subject bool   // some mention so far was a subject
	seen    int    // mentions so far
	first   int32  // sentence of its first mention

	byPronoun bool // a pronoun told its gender
	outside   int  // its latest mention outside quotations, -1 if none
	into      int  // the entity that it was merged into, plus one; 0 if none

	roleOf, rolePlain string // see plainRole
	out               int    // its place in Doc.Entities, plus one; 0 before it has one
	mentions, named   int    // mentions of all forms, and by name
}

// linker ties the mentions of one report together.
type linker struct {
	d     *Doc
	x     *lexicon
	ents  []ent
	keys  map[string]int // whole plain name → entity
	orgs  map[string]int // orgKey → entity
	short map[string]int // one word that stands for a longer name → entity, -2 if several
	added []Name         // mentions found, not yet among the Doc's; see mergeNames

	weights                  *CorefWeights
	choose                   func(*Doc, *PronounChoice) int // in place of the ranking, for training
	cands                    []candidate                    // scratch of gather
	feats                    []uint16                       // scratch of the features
	speaker                  int                            // the entity that spoke last, -1
	lastPronoun              [3]int                         // by group of pronouns, the entity of the last one, -1
	askedQuote, quoteSpeaker int                            // see speakerOf

	arena    []string        // the words of names, cut into ent.words
	kept     []string        // scratch of orgKey
	buf      []byte          // scratch of keys
	interned strings.Builder // see intern
}

// readEntities links names to entities, adds mentions by role and by pronoun,
// and reads posts and affiliations. Entities are in the order of their first
// mention.
func (d *Doc) readEntities() { d.linkEntities(corefWeights(), nil) }

// linkEntities is readEntities with these weights for the ranking of
// antecedents; choose, nil but in training, decides before them.
func (d *Doc) linkEntities(w *CorefWeights, choose func(*Doc, *PronounChoice) int) {
	d.Entities = d.Entities[:0]
	l := linkers.Get().(*linker)
	l.d, l.x, l.weights, l.choose = d, lex(), w, choose
	l.splitAcronyms()
	for pass := 0; pass < 2; pass++ {
		for i := range d.Names {
			n := &d.Names[i]
			if n.Entity < 0 && n.Form != FormRole && (pass == 1 || n.Tokens.Len() > 1 || n.Form == FormAcronym) {
				l.link(i)
			}
		}
	}
	l.titles()
	l.roles()
	l.appositions()
	l.pronouns()
	l.finish()
	l.release()
	d.class = nil
}

// entityWindow bounds how many of the latest entities a mention is compared
// with, so that the time stays linear on hostile input.
const entityWindow = 300

func (l *linker) window() int { return max(0, len(l.ents)-entityWindow) }

// plainWords gives the words of tokens, plain, without articles and marks.
func (l *linker) plainWords(r Range) []string {
	from := len(l.arena)
	for k := r.Start; k < r.End; k++ {
		if l.d.Flags[k]&FlagPunct != 0 {
			continue
		}
		switch w := l.d.Lower[k]; w {
		case "the", "'s", "'", "a", "an":
		default:
			l.arena = append(l.arena, plainKey(strings.Trim(w, ".")))
		}
	}
	return l.arena[from:len(l.arena):len(l.arena)]
}

// orgKey gives a key under which "Ministry of Health" and "Health Ministry"
// meet, and the country that qualifies the name.
func (l *linker) orgKey(words []string) (key, country string) {
	kept := l.kept[:0]
	for i, w := range words {
		switch w {
		case "of", "for", "and", "the", "in", "at", "&", "country", "state", "national":
			if w == "country" || len(words) > 2 || w != "state" && w != "national" {
				continue
			}
		}
		if c := l.x.nation[w]; c != "" && len(words) > 1 {
			country = c
			continue
		}
		if c := l.x.country[w]; c != "" && len(words) > 1 && (l.x.isState[w] && i > 0) {
			country = c
			continue
		}
		if s, ok := ministrySynonyms[w]; ok {
			if s == "" {
				continue
			}
			w = s
		}
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			w = w[:len(w)-1]
		}
		kept = append(kept, w)
	}
	slices.Sort(kept)
	l.kept = kept
	return l.joined(kept), country
}

func (l *linker) newEnt(n *Name, words []string) int {
	e := ent{kind: n.Kind, words: words, canon: n.Tokens, aff: -1, full: len(words)}
	e.key, e.country = l.orgKey(words)
	if n.Kind == NamePerson && len(words) > 0 {
		e.gender = l.sexOf(words, n.Title)
	}
	l.ents = append(l.ents, e)
	return len(l.ents) - 1
}

// sexOf reads the gender from the given name and the title.
func (l *linker) sexOf(words []string, title Span) byte {
	var buf [24]byte
	for w, rest := nextWord(title.Of(l.d.Text)); w != ""; w, rest = nextWord(rest) {
		low, ok := foldedWord(&buf, strings.Trim(w, "."))
		if !ok {
			continue
		}
		switch string(low) {
		case "mr", "sir", "lord", "king", "prince", "spokesman", "chairman", "father", "sheikh", "don":
			return 'm'
		case "mrs", "ms", "miss", "lady", "queen", "princess", "spokeswoman", "chairwoman", "dame", "sister":
			return 'f'
		}
	}
	if len(words) > 1 || title.Empty() {
		if g := l.x.given[words[0]]; g != 'n' {
			return g
		}
	}
	return 0
}

// link finds or makes the entity of a name.
func (l *linker) link(i int) {
	n := &l.d.Names[i]
	words := l.plainWords(n.Tokens)
	if len(words) == 0 {
		return
	}
	whole := l.joined(words)
	if c := l.x.country[whole]; c != "" && l.x.isState[whole] {
		whole = l.concat("country ", c)
		if n.Kind == NameUnknown {
			n.Kind = NamePlace
		}
	}
	if e, ok := l.keys[whole]; ok && l.compatible(n, e) {
		l.take(n, e)
		return
	}
	if len(words) == 1 && n.Kind != NameNationality {
		if e, ok := l.short[words[0]]; ok && e >= 0 && l.compatible(n, e) && !(n.Kind == NamePlace && l.ents[e].kind != NamePlace && l.ents[e].kind != NameFacility) {
			n.Form = FormShort
			l.take(n, e)
			return
		}
		if e, ok := l.short[words[0]]; ok && e == -2 && n.Kind == NameUnknown && l.surname(words[0]) {
			n.Kind = NamePerson // of two with that name, which one is not known
		}
		if e := l.byInitials(n); e >= 0 {
			n.Form, n.Kind = FormAcronym, l.ents[e].kind
			l.keys[whole] = e
			l.take(n, e)
			return
		}
		if e := l.variant(words, n); e >= 0 {
			n.Form = FormShort
			l.take(n, e)
			return
		}
	}
	if len(words) > 1 {
		switch n.Kind {
		case NamePerson:
			if e := l.samePerson(words, n); e >= 0 {
				l.take(n, e)
				if len(words) > l.ents[e].full {
					l.ents[e].canon, l.ents[e].full, l.ents[e].words = n.Tokens, len(words), words
				}
				l.keys[whole] = e
				return
			}
		case NameOrganisation, NameGroup, NameOutlet, NameFacility:
			key, country := l.orgKey(words)
			if e, ok := l.orgs[key]; ok && key != "" && (country == "" || l.ents[e].country == "" || l.ents[e].country == country) {
				l.take(n, e)
				if l.ents[e].country == "" {
					l.ents[e].country = country
				}
				l.keys[whole] = e
				return
			}
		}
	}
	e := l.newEnt(n, words)
	l.keys[whole] = e
	if strings.HasPrefix(whole, "country ") && n.Tokens.Len() == 1 && l.d.Flags[n.Tokens.Start]&FlagUpper != 0 && l.d.Flags[n.Tokens.Start]&FlagAllCaps == 0 {
		l.ents[e].fixed = whole[len("country "):]
	}
	if k := l.ents[e].key; k != "" && n.Kind != NamePerson && n.Kind != NamePlace && n.Kind != NameNationality {
		if _, ok := l.orgs[k]; !ok {
			l.orgs[k] = e
		}
	}
	l.shorten(words, e, n.Kind)
	n.Entity = e
	l.ents[e].last = n.Tokens.Start
}

// linkWords stand before what a body belongs to.
var linkWords = wordSet("of in for at from against on")

// shorten records the single words that may stand for a longer name: the
// surname, the head or the first word of an organisation.
func (l *linker) shorten(words []string, e int, kind NameKind) {
	if len(words) < 2 {
		return
	}
	put := func(w string) {
		if old, ok := l.short[w]; ok && old != e {
			l.short[w] = -2
			return
		}
		l.short[w] = e
	}
	last := words[len(words)-1]
	switch kind {
	case NamePerson:
		put(last)
		if len(words) > 2 {
			put(words[len(words)-2])
		}
		if _, ok := l.short[words[0]]; !ok {
			l.short[words[0]] = e
		}
	case NameOrganisation, NameGroup, NameOutlet, NameFacility, NameEvent:
		// what a body is of, in or for ("the Foreign Ministry of X") is not the body
		if len(last) > 2 && l.x.country[last] == "" && !linkWords[words[len(words)-2]] {
			put(last)
		}
		if w := words[0]; w != last && len(w) > 3 && l.x.country[w] == "" && l.x.nation[w] == "" && !functionWords[w] && w != "national" && w != "central" && w != "state" && w != "northern" && w != "regional" {
			put(w)
		}
	}
}

// compatible tells whether a mention may belong to an entity of its kind.
func (l *linker) compatible(n *Name, e int) bool {
	k := l.ents[e].kind
	if n.Kind == k || n.Kind == NameUnknown || k == NameUnknown {
		return true
	}
	if n.Kind == NamePerson || k == NamePerson {
		return false
	}
	return n.Kind != NameNationality && k != NameNationality
}

func (l *linker) take(n *Name, e int) {
	n.Entity = e
	if l.ents[e].kind == NameUnknown && n.Kind != NameUnknown {
		l.ents[e].kind = n.Kind
	}
	if n.Kind == NameUnknown {
		n.Kind = l.ents[e].kind
	}
	if l.ents[e].gender == 0 && n.Kind == NamePerson && !n.Title.Empty() {
		l.ents[e].gender = l.sexOf(nil, n.Title)
	}
	l.ents[e].last = n.Tokens.Start
}

// samePerson finds a person with the same surname and an agreeing given name
// or initial, spelling variants allowed.
func (l *linker) samePerson(words []string, n *Name) int {
	last, first := words[len(words)-1], words[0]
	for e := l.window(); e < len(l.ents); e++ {
		x := &l.ents[e]
		if x.kind != NamePerson || len(x.words) < 2 || x.byRole {
			continue
		}
		xl, xf := x.words[len(x.words)-1], x.words[0]
		if !spelledAlike(last, xl) {
			continue
		}
		if len(first) <= 2 || len(xf) <= 2 {
			if first[0] == xf[0] {
				return e
			}
			continue
		}
		if spelledAlike(first, xf) {
			return e
		}
	}
	return -1
}

// surname tells whether some person of the report has the surname.
func (l *linker) surname(w string) bool {
	for e := l.window(); e < len(l.ents); e++ {
		if x := &l.ents[e]; x.kind == NamePerson && len(x.words) > 1 && x.words[len(x.words)-1] == w {
			return true
		}
	}
	return false
}

// byInitials finds the organisation whose initials are the letters of a name
// in capitals: "OLF" where the report has "Oruna Liberation Front".
func (l *linker) byInitials(n *Name) int {
	if !l.shortForm(n) {
		return -1
	}
	w := l.d.Lower[n.Tokens.Start]
	for e := l.window(); e < len(l.ents); e++ {
		x := &l.ents[e]
		if len(x.words) < 3 || len(x.words) > 8 || x.kind == NamePerson || x.kind == NamePlace {
			continue
		}
		k := 0
		for _, v := range x.words {
			if v == "of" || v == "for" || v == "and" {
				continue
			}
			if k < len(w) && v != "" && v[0] == w[k] {
				k++
				continue
			}
			k = -1
			break
		}
		if k == len(w) {
			return e
		}
	}
	return -1
}

// variant finds the entity whose surname or head is a spelling of a single word.
func (l *linker) variant(words []string, n *Name) int {
	w := words[0]
	if len(w) < 5 || n.Kind == NamePlace || l.x.country[w] != "" || n.Kind == NameNationality || l.x.given[w] != 0 {
		return -1
	}
	for e := l.window(); e < len(l.ents); e++ {
		x := &l.ents[e]
		if len(x.words) == 0 || x.byRole {
			continue
		}
		last := x.words[len(x.words)-1]
		if x.kind == NamePerson && last != w && spelledAlike(w, last) && l.compatible(n, e) {
			return e
		}
	}
	return -1
}

// spelledAlike allows the differences of transliteration: one letter in a word
// of five or more, two in a word of eight or more, the first letter kept unless
// the word is long (Zhamirov, Jamirov).
func spelledAlike(a, b string) bool {
	if a == b {
		return true
	}
	n := min(len(a), len(b))
	if n < 5 || abs(int64(len(a)-len(b))) > 2 {
		return false
	}
	limit := 1
	if n >= 8 {
		limit = 2
	}
	if a[0] != b[0] && n < 8 {
		return false
	}
	return editDistance(a, b, limit) <= limit
}

// editDistance is Levenshtein's, cut off above limit. Words are short.
func editDistance(a, b string, limit int) int {
	if len(a) > 40 || len(b) > 40 {
		return limit + 1
	}
	var row [41]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag, best := row[0], i
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diag
			if a[i-1] != b[j-1] {
				cost = min(diag, row[j], row[j-1]) + 1
			}
			diag, row[j] = row[j], cost
			best = min(best, cost)
		}
		if best > limit {
			return best
		}
	}
	return row[len(b)]
}
