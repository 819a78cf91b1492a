package language

import (
	"bytes"
	"strings"
)

// nameReader finds names in a tagged Doc.
type nameReader struct {
	d *Doc
	x *lexicon
	m *recognition
}

// piece is a name while it is read: tokens [start, end), its title before it,
// and what is known of its kind.
type piece struct {
	start, end           int
	titleStart, titleEnd int
	kind                 NameKind
	form                 NameForm
	why                  reason
	alone                bool // the model sees no name here
}

// reason tells by what the rules know the kind of a name.
type reason uint8

const (
	byNothing  reason = iota
	byList            // a well-known name
	byTitle           // a title or post before it
	byRole            // it is a title or post itself
	byHead            // its head word
	byDateline        // it opens a dateline
	byGiven           // a first name, initials, particles of names
	byAfter           // an age, "who", an apposition of a post after it
	byBefore          // a preposition of place before it
	byCapitals        // an acronym
	byRelay           // an acronym in a dateline or where news is told to somebody
)

// sure tells whether a kind known by w is nearly always right.
func (w reason) sure() bool {
	return w == byList || w == byTitle || w == byRole || w == byHead || w == byDateline || w == byRelay
}

// readNames fills d.Names with the occurrences of names, in text order,
// without overlaps. Rules and lists read them first; the recogniser sees what
// they found and decides where they are not sure. Entities are linked
// afterwards by readEntities, which also adds mentions by role and by pronoun.
func (d *Doc) readNames() {
	d.Names = d.Names[:0]
	r := newNameReader(d)
	defer r.release()
	found := r.recognise(r.pieces())
	if cap(d.Names) < len(found) {
		d.Names = make([]Name, 0, len(found)+len(found)/2) // mentions by role and pronoun will follow
	}
	for _, p := range found {
		d.addName(p)
	}
}

// pieces reads the names by rules and lists.
func (r *nameReader) pieces() []piece {
	d := r.d
	out := r.m.pieces[:0]
	for si := range d.Sents {
		s := d.Sents[si].Range
		for i := s.Start; i < s.End; {
			p, ok := r.read(i, s.End, si)
			if !ok {
				i++
				continue
			}
			out = append(out, p)
			i = p.end
		}
	}
	r.m.pieces = out
	return out
}

func (d *Doc) addName(p piece) {
	n := Name{Tokens: Range{p.start, p.end}, Kind: p.kind, Form: p.form, Entity: -1}
	n.Span = d.SpanOf(n.Tokens)
	n.Title = d.SpanOf(Range{p.titleStart, p.titleEnd})
	d.Names = append(d.Names, n)
}

// evidence collects which words the text writes in lower case and which with a
// capital inside a sentence.
func (r *nameReader) evidence() {
	d := r.d
	if cap(r.m.heading) < len(d.Sents) {
		r.m.heading = make([]bool, 2*len(d.Sents))
	}
	r.m.heading = r.m.heading[:len(d.Sents)]
	for si, s := range d.Sents {
		caps, words := 0, 0
		for i := s.Start; i < s.End; i++ {
			f := d.Flags[i]
			if f&(FlagPunct|FlagDigit) != 0 {
				continue
			}
			words++
			if f&(FlagTitle|FlagUpper) != 0 {
				caps++
			}
		}
		r.m.heading[si] = caps*10 >= words*7 && (words >= 7 || words >= 3 && s.Headline)
		for i := s.Start; i < s.End; i++ {
			f := d.Flags[i]
			switch {
			case f&(FlagPunct|FlagDigit|FlagAllCaps) != 0:
			case f&(FlagTitle|FlagUpper) == 0:
				r.inText(i).lower = true
			case !r.m.heading[si] && !r.opens(i):
				r.inText(i).upper = true
			}
		}
	}
}

// opens tells whether token i stands where any word has a capital: at the
// start of a sentence, a quotation, after a colon or a bullet.
func (r *nameReader) opens(i int) bool {
	d := r.d
	if d.Flags[i]&FlagSentStart != 0 || i == 0 {
		return true
	}
	if d.SentOf[i] != d.SentOf[i-1] || d.Flags[i-1]&FlagQuoteOpen != 0 {
		return true
	}
	switch d.Lower[i-1] {
	case ":", "--", "•", "*", "(", "[", "...":
		return d.Lower[i-1] != "(" && d.Lower[i-1] != "["
	}
	return false
}

// named tells whether token i can be part of a name by itself.
func (r *nameReader) named(i, si int) bool {
	d := r.d
	f, w := d.Flags[i], d.Lower[i]
	if f&FlagPunct != 0 {
		return false
	}
	if f&FlagAllCaps != 0 {
		return r.namedInCaps(i)
	}
	if f&(FlagTitle|FlagUpper) == 0 {
		// al-Baghdadi, d'Estaing, iPhone: a capital inside.
		return len(w) > 4 && (strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d'")) && isUpper(d.Text[int(d.Start[i])+strings.IndexAny(w, "-'")+1])
	}
	form, text := r.of(i), r.inText(i)
	if form.calendar || w == "i" || w == "i'm" {
		return false
	}
	function := form.own&bitFunction != 0
	if r.m.heading[si] {
		if form.own&bitOpens != 0 {
			return false
		}
		return (text.upper || f&FlagUpper != 0) && !function || !text.lower && (form.given || d.Tag[i] == PROPN && !function)
	}
	if r.opens(i) {
		switch {
		case function, form.own&bitOpens != 0 && !r.capital(i+1):
			return false
		case text.lower:
			// "Police ... the police": a common word, unless what follows makes it a name.
			return d.Tag[i] == PROPN && text.upper || text.upper && r.capital(i+1) || form.own&(bitOrgHead|bitPolicy|bitTitle) != 0 && d.Tag[i] != VERB && r.capital(i+1)
		case d.Tag[i] == PROPN, text.upper, f&FlagUpper != 0, form.given:
			return true
		}
		return r.capital(i+1) && d.Tag[i] != VERB && d.Tag[i] != ADV && d.Tag[i] != ADP && d.Tag[i] != SCONJ && d.Tag[i] != DET && d.Tag[i] != PRON && d.Tag[i] != AUX
	}
	if function && form.own&bitTitle == 0 {
		return f&FlagUpper != 0 && len(w) > 1 && (w == "us" || d.Tag[i] == PROPN)
	}
	return true
}

// namedInCaps decides in text of capitals, by the tagger and the lexicon.
func (r *nameReader) namedInCaps(i int) bool {
	d := r.d
	w, form := d.Lower[i], r.of(i)
	if form.own&(bitFunction|bitTitle) == bitFunction || form.calendar || d.Flags[i]&FlagDigit != 0 {
		return false
	}
	switch d.PTB[i] {
	case NNP, NNPS:
		return true
	}
	if d.Tag[i] == PROPN || d.Tag[i] == X && len(w) > 2 {
		return true
	}
	return form.given && len(w) > 3 && (d.Tag[i] == NOUN || d.Tag[i] == X)
}

// capital tells whether token i is a word with a capital and no function word.
func (r *nameReader) capital(i int) bool {
	if i >= len(r.d.Flags) {
		return false
	}
	f := r.d.Flags[i]
	return f&(FlagTitle|FlagUpper) != 0 && f&(FlagPunct|FlagSentStart) == 0 && r.of(i).own&bitFunction == 0 && !r.of(i).calendar
}

// knownAt gives the longest well-known name that begins at token i, and its
// key, good until the next call.
func (r *nameReader) knownAt(i, end int) (kind NameKind, stop int, key []byte) {
	d := r.d
	n := r.of(i).longest
	stop = i
	if n == 0 {
		return 0, i, nil
	}
	b := r.m.key[:0]
	for k := i; k < end && k < i+n; k++ {
		if k > i {
			b = append(b, ' ')
		}
		b = append(b, plainKey(d.Lower[k])...)
		if d.Flags[k]&(FlagTitle|FlagUpper) == 0 {
			continue
		}
		if kd, ok := r.x.known[string(b)]; ok {
			kind, stop, key = kd, k+1, b
		}
	}
	r.m.key = b
	return kind, stop, key
}

// read reads the name that begins at token i, if one does.
func (r *nameReader) read(i, end, si int) (piece, bool) {
	d := r.d
	p := piece{start: i}
	if d.Flags[i]&FlagPunct != 0 {
		return p, false
	}
	kind, stop, key := r.knownAt(i, end)
	if stop > i && !r.knownHolds(i, stop, key, si) {
		kind, stop = 0, i
	}
	if stop == i && !r.named(i, si) && !r.ordinalUnit(i, end) {
		return p, false
	}
	p.end = r.extend(i, max(stop, i+1), end, si)
	if p.end == stop && kind != 0 {
		p.kind, p.why = kind, byList
		if kind == NameNationality && stop < end && r.capital(stop) {
			p.end = stop // "Russian President": the adjective by itself
		}
		r.outlet(&p)
		return p, true
	}
	r.trim(&p)
	if p.start >= p.end {
		return p, false
	}
	r.classify(&p, end)
	return p, true
}

// knownHolds guards well-known names that are common words too: "Time", "IS",
// "Mirror", "March", "Nice".
func (r *nameReader) knownHolds(i, stop int, key []byte, si int) bool {
	d := r.d
	f := d.Flags[i]
	if f&(FlagTitle|FlagUpper) == 0 && bytes.IndexByte(key, '-') < 0 {
		return false
	}
	if len(key) <= 3 && f&FlagAllCaps == 0 && bytes.IndexByte(key, '.') < 0 {
		return d.Text[d.Start[i]:d.End[i]] != string(key) && f&FlagUpper != 0 || d.Tag[i] == PROPN && !r.opens(i)
	}
	if f&FlagAllCaps != 0 {
		if len(key) <= 3 {
			return d.Tag[i] == PROPN && string(key) != "us" && string(key) != "is" && string(key) != "who" && string(key) != "time"
		}
		return stop-i > 1 || d.Tag[i] == PROPN || d.Tag[i] == ADJ || d.PTB[i] == NNP
	}
	plain := &r.m.text[r.of(i).plain]
	if stop-i == 1 && r.opens(i) && (plain.lower || d.Tag[i] != PROPN && d.Tag[i] != ADJ && !plain.upper) {
		return r.x.isState[string(key)] || r.x.nation[string(key)] != ""
	}
	if r.m.heading[si] && stop-i == 1 && plain.lower {
		return false
	}
	return true
}

// ordinalUnit tells whether "4th Brigade" begins at i.
func (r *nameReader) ordinalUnit(i, end int) bool {
	d := r.d
	return d.Flags[i]&FlagDigit != 0 && i+1 < end && r.capital(i+1) && (orgHeads[d.Lower[i+1]] || i+2 < end && orgHeads[d.Lower[i+2]] && r.capital(i+2)) && strings.HasSuffix(d.Lower[i], "h")
}

// outlet turns "Moscow" before "Times" over to extend; it keeps articles out.
func (r *nameReader) outlet(p *piece) {
	for p.start < p.end-1 && r.d.Lower[p.start] == "the" {
		p.start++
	}
}

// extend gives the end of the name whose tokens [i, stop) are settled.
func (r *nameReader) extend(i, stop, end, si int) int {
	d := r.d
	j := stop
	for j < end && j < i+14 {
		w := d.Lower[j]
		if d.Flags[j]&FlagPunct == 0 && r.named(j, si) && d.Flags[j]&FlagSpace != 0 {
			if r.x.nation[plainKey(w)] != "" && j > i && !r.orgWord(j) && !orgHeads[d.Lower[min(j+1, len(d.Lower)-1)]] {
				return j
			}
			j++
			continue
		}
		next := j + 1
		switch {
		case w == "." && d.Flags[j]&FlagSpace == 0 && d.End[j-1]-d.Start[j-1] == 1 && next < end && r.named(next, si):
			j = next // an initial: "A. Jamirov"
		case w == "&" && next < end && r.named(next, si):
			j = next + 1
		case (w == "of" || w == "for") && r.joinsOf(i, j, end, si):
			j++
			if d.Lower[j] == "the" {
				j++
			}
			if _, s, _ := r.knownAt(j, end); s > j {
				j = s
			} else {
				j++
			}
		case w == "and" && r.joinsAnd(i, j, end, si):
			j = next + 1
		case (w == "'s" || w == "'") && r.joinsPossessive(i, j, end, si):
			j = next + 1
		case nameParticles[w] && d.Flags[j]&(FlagTitle|FlagUpper|FlagAllCaps) == 0 && j > i && !r.orgWord(j-1):
			k := next
			for k < end && k < next+2 && nameParticles[d.Lower[k]] {
				k++
			}
			if k >= end || !r.named(k, si) || d.Tag[j] == DET && w != "la" && w != "le" {
				return j
			}
			j = k + 1
		case (w == "-" || w == "/") && d.Flags[j]&FlagSpace == 0 && next < end && d.Flags[next]&FlagSpace == 0 && r.named(next, si) && w == "-":
			j = next + 1
		case d.Flags[j]&FlagDigit != 0 && d.Flags[j]&FlagAllCaps == 0 && r.label(j):
			return next
		default:
			return j
		}
	}
	return j
}

// label tells whether token j is a number read as a label ("Kanal 6").
func (r *nameReader) label(j int) bool {
	ns := r.d.Numbers
	lo, hi := 0, len(ns)
	for lo < hi {
		m := (lo + hi) / 2
		if ns[m].Tokens.End > j {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return lo < len(ns) && ns[lo].Use == UseLabel && ns[lo].Tokens.Contains(j)
}

// orgWord tells whether token k is a head of an organisation, group, facility or event.
func (r *nameReader) orgWord(k int) bool {
	return r.of(k).own&(bitOrgHead|bitGroupHead|bitFacilityHead|bitOfHead|bitEventHead) != 0
}

// joinsOf decides on "of" and "for" between capitals: "Ministry of Health",
// but not "Commander Brook of the Fire Service".
func (r *nameReader) joinsOf(i, j, end, si int) bool {
	d := r.d
	k := j + 1
	if k < end && d.Lower[k] == "the" {
		k++
	}
	if k >= end || !r.named(k, si) && !r.isKnown(k, end) {
		return false
	}
	last := d.Lower[j-1]
	if r.x.given[plainKey(d.Lower[i])] != 0 && j-i == 2 && !ofHeads[last] {
		return false
	}
	if d.Lower[j] == "for" {
		return orgHeads[last] && !(d.Flags[k]&FlagAllCaps != 0)
	}
	if titleWords[last] && !ofHeads[last] || last == "general" && j-i == 1 {
		return false
	}
	if r.x.isState[plainKey(d.Lower[k])] && d.Flags[j]&FlagAllCaps != 0 {
		return ofHeads[last] && last != "city" && last != "town"
	}
	return ofHeads[last] || orgHeads[last] || groupHeads[last] && last != "rebels" && last != "cell"
}

func (r *nameReader) isKnown(k, end int) bool {
	_, s, _ := r.knownAt(k, end)
	return s > k
}

// joinsAnd decides on "and" between capitals: "Fire Safety and Rescue
// Directorate", "Ministry of Health and Welfare".
func (r *nameReader) joinsAnd(i, j, end, si int) bool {
	d := r.d
	k := j + 1
	if k >= end || !r.named(k, si) || r.isKnown(j-1, j) || r.isKnown(k, end) {
		return false
	}
	of := false
	for t := i + 1; t < j; t++ {
		if w := d.Lower[t]; w == "of" || w == "for" {
			of = true
		}
	}
	if of && policyWords[d.Lower[k]] && (orgHeads[d.Lower[i]] || ofHeads[d.Lower[i]]) {
		return true
	}
	if of || orgHeads[d.Lower[j-1]] || titleWords[d.Lower[j-1]] {
		return false
	}
	// The sequence after "and" must end in a head that governs both parts.
	e := k
	for e < end && e < k+4 && r.named(e, si) {
		e++
	}
	return e-k >= 2 && orgHeads[d.Lower[e-1]] && (policyWords[d.Lower[j-1]] || policyWords[d.Lower[k]] || d.Tag[j-1] != PROPN) && r.x.given[plainKey(d.Lower[i])] == 0
}

// joinsPossessive decides on "'s" inside a name: "St Brid's Hospital",
// "Prosecutor General's Office", but not "Russia's Interior Ministry".
func (r *nameReader) joinsPossessive(i, j, end, si int) bool {
	d := r.d
	k := j + 1
	if k >= end || !r.named(k, si) {
		return false
	}
	e := k
	for e < end && e < k+5 && r.named(e, si) {
		e++
	}
	last := d.Lower[e-1]
	if !orgHeads[last] && !facilityHeads[last] && !groupHeads[last] {
		return false
	}
	if r.isKnown(i, j) || r.orgWord(j-1) && d.Lower[j-1] != "general" {
		return false
	}
	switch first := d.Lower[i]; {
	case first == "st" || first == "st." || first == "king" || first == "queen" || first == "children" || first == "women" || first == "people" || first == "workers":
		return true
	}
	return e-k == 1 && (titleWords[d.Lower[j-1]] || postNouns[d.Lower[j-1]] != 0 || d.Lower[j] == "'") || e-k == 1 && facilityHeads[last] || e-k <= 2 && groupHeads[last] && !r.x.isState[plainKey(d.Lower[i])] && (d.Lower[j-1] == "people" || d.Lower[j-1] == "lord")
}

// pos is the tag of token i, with one correction: a word in lower case is no
// proper noun, whatever the tagger thinks of words it has not met.
func (d *Doc) pos(i int) Tag {
	t := d.Tag[i]
	if t == PROPN && d.Flags[i]&(FlagTitle|FlagUpper|FlagAllCaps) == 0 {
		return NOUN
	}
	return t
}
