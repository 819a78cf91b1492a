package statement

import (
	"strings"

	"sofar/language"
)

// speakers resolves the source of every attribution to a speaker, in text
// order, so that roles and pronouns find the speakers named before them.
func (r *attReader) speakers(atts []Attribution) *roster {
	known := &roster{r: r, posts: map[string]string{}}
	for i := range atts {
		f := &r.found[i]
		if f.source.Len() == 0 {
			atts[i].Speaker = Speaker{Class: ClassUnknown}
			continue
		}
		if r.hollow(f.source) {
			atts[i].Speaker = Speaker{Class: ClassUnknown, Span: r.doc.SpanOf(f.source)}
			if atts[i].Certainty == Certain {
				atts[i].Certainty = Possible
			}
			continue
		}
		known.content, known.rule = f.content, f.rule
		if i+1 < len(atts) && r.found[i+1].via && f.source.Len() == 1 && r.doc.Lower[f.source.Start] == "it" && known.outlet(&atts[i], r.doc.SpanOf(f.source)) {
			continue
		}
		atts[i].Speaker = known.resolve(f.source)
		// What reports, cites and is neither person nor body of another class is an outlet.
		if s := &atts[i].Speaker; s.Class == ClassUnknown && properName(s.Name) && s.Post == "" && f.c.form.verb != nil && f.c.form.lemma == "report" {
			s.Class = Media
		}
	}
	for i := range atts {
		if to, ok := known.posts[atts[i].Speaker.Name]; ok && atts[i].Speaker.Anonymous {
			atts[i].Speaker.Name, atts[i].Speaker.Origin = to, to
		}
	}
	backfill(atts)
	for i := range atts {
		partisan(&atts[i])
	}
	return known
}

// hollowHeads are sources that name no mouth ("according to preliminary data").
var hollowHeads = wordSet(`data information figures reports report results findings estimates indications details accounts evidence word`)

// hollow tells whether a source names nobody: only a kind of information.
func (r *attReader) hollow(x language.Range) bool {
	if !hollowHeads[r.doc.Lower[x.End-1]] || x.Len() > 4 {
		return false
	}
	for i := x.Start; i < x.End; i++ {
		if r.tag(i) == language.PROPN || r.doc.PTB[i] == language.POS || classOfWord(r.doc.Lower[i], "") != "" {
			return false
		}
	}
	return true
}

// backfill gives every mention of a speaker the class, post and origin that
// the report gives for it anywhere; a private person quoted by name is a witness.
func backfill(atts []Attribution) {
	best := map[string]Speaker{}
	for _, a := range atts {
		s := a.Speaker
		if s.Name == "" {
			continue
		}
		k := strings.ToLower(s.Name)
		b, ok := best[k]
		if !ok || rankOf(s) > rankOf(b) {
			best[k] = s
		}
	}
	for i := range atts {
		s := &atts[i].Speaker
		if o, ok := best[strings.ToLower(s.Origin)]; ok && s.Origin != s.Name && (s.Class == ClassUnknown || s.Class == Witness) && o.Class != Witness {
			s.Class = o.Class
		}
		b, ok := best[strings.ToLower(s.Name)]
		if !ok || s.Name == "" || rankOf(b) <= rankOf(*s) {
			continue
		}
		s.Class, s.Origin = b.Class, b.Origin
		if s.Post == "" {
			s.Post, s.Affiliation = b.Post, b.Affiliation
		}
	}
}

// rankOf tells how much is known of a speaker.
func rankOf(s Speaker) int {
	n := 0
	if s.Class != ClassUnknown && s.Class != "" && s.Class != Witness {
		n += 4
	}
	if s.Origin != s.Name {
		n += 2
	}
	if s.Post != "" {
		n++
	}
	return n
}

// partisan: what an armed group says of the violence is a claim (SEMANTICS.md:
// a party about itself always claims). What witnesses and unnamed sources say
// is probable rather than certain.
func partisan(a *Attribution) {
	switch a.Speaker.Class {
	case ArmedGroup:
		if a.Stance == States {
			a.Stance = Claims
		}
	case Witness, UnnamedOfficial:
		if a.Certainty == Certain {
			a.Certainty = Probable
		}
	}
}

// maxRoster bounds how many past mentions a short form is looked up in.
const maxRoster = 400

// roster remembers the speakers of a report.
type roster struct {
	r       *attReader
	content []language.Range             // what the source to resolve says
	rule    string                       // the sieve that found it
	kinds   map[string]language.NameKind // of the report's entities by canonical name
	frozen  bool                         // nobody is remembered any more
	posts   map[string]string            // what an unnamed official is called → the post given for him
	list    []Speaker
	heads   []string // for each: head words in lower case, for "the commander", "the ministry"
	counted []bool   // for each: named only as the keeper of a count ("the mayor's figure")
}

// resolve gives the speaker that a source phrase names.
func (k *roster) resolve(src language.Range) Speaker {
	r := k.r
	d := r.doc
	span := d.SpanOf(src)
	if src.Len() <= 3 {
		if s, ok := k.pronoun(src, span); ok {
			return s
		}
	}
	if s, ok := k.oneOf(src); ok {
		s.Span = span
		return s
	}
	p := r.parse(src)
	r.settleBody(&p)
	if documents[p.head] && p.name == "" {
		if s, ok := k.author(src); ok {
			s.Span = span
			return s
		}
		return Speaker{Class: ClassUnknown, Span: span}
	}
	if r.mute(&p) {
		return Speaker{Class: ClassUnknown, Span: span}
	}
	if s, ok := k.earlier(&p); ok {
		s.Span = span
		k.remember(s, p)
		return s
	}
	k.institution(&p, src)
	s := p.speaker()
	s.Span = span
	if p.was != "" {
		k.posts[p.was] = s.Name
	}
	if s.Anonymous {
		s.Reason = r.reason(src)
	}
	k.remember(s, p)
	return s
}

func (k *roster) remember(s Speaker, p parsed) {
	if s.Name == "" || k.frozen {
		return
	}
	if len(k.list) >= maxRoster {
		k.list, k.heads, k.counted = k.list[maxRoster/2:], k.heads[maxRoster/2:], k.counted[maxRoster/2:]
	}
	k.list = append(k.list, s)
	k.counted = append(k.counted, k.rule == "count")
	k.heads = append(k.heads, " "+strings.ToLower(p.role+" "+p.institution+" "+p.text)+" ")
}

// properName tells whether a speaker's name is a proper one.
func properName(s string) bool { return s != "" && strings.ToLower(s[:1]) != s[:1] }

// namedPerson tells whether a person with a proper name has spoken.
func (k *roster) namedPerson() bool {
	for _, s := range k.list {
		if properName(s.Name) && k.person(s) {
			return true
		}
	}
	return false
}

// person tells whether a speaker is a human being.
func (k *roster) person(s Speaker) bool {
	for _, w := range fields(s.Post) {
		if roleWords[w] {
			return true
		}
	}
	switch s.Class {
	case Witness, Expert, UnnamedOfficial:
		return true
	}
	if k.kinds == nil {
		k.kinds = make(map[string]language.NameKind, len(k.r.doc.Entities))
		for _, e := range k.r.doc.Entities {
			if _, ok := k.kinds[e.Canonical]; !ok {
				k.kinds[e.Canonical] = e.Kind
			}
		}
	}
	return s.Name != "" && k.kinds[s.Name] == language.NamePerson
}

// institutionOf gives the body that a person speaks for.
func institutionOf(s Speaker) Speaker {
	if s.Origin == "" || s.Origin == s.Name {
		return s
	}
	return Speaker{Name: s.Origin, Origin: s.Origin, Class: s.Class}
}

func equalName(a, b string) bool {
	return a != "" && strings.EqualFold(strings.TrimPrefix(a, "the "), strings.TrimPrefix(b, "the "))
}

// earlier finds the speaker that a later short form stands for: a surname, a
// role ("the commander"), the head of an institution ("the ministry").
func (k *roster) earlier(p *parsed) (Speaker, bool) {
	if p.indefinite {
		return Speaker{}, false
	}
	for i := len(k.list) - 1; i >= 0; i-- {
		s := k.list[i]
		if p.name != "" {
			if equalName(s.Name, p.name) || p.kind != language.NameOrganisation && p.role == "" && lastName(s.Name) == p.name && strings.Contains(s.Name, " ") {
				if !s.Anonymous && p.role != "" && s.Post == "" || p.institution != "" && s.Origin == s.Name {
					continue
				}
				return s, true
			}
			continue
		}
		if p.definite && p.head != "" && strings.Contains(k.heads[i], " "+p.head+" ") {
			if p.institution == "" && s.Post == "" && roleWords[p.head] && !s.Anonymous {
				continue
			}
			if !roleWords[p.head] && s.Origin != s.Name && s.Origin != "" {
				if !strings.Contains(strings.ToLower(s.Origin), p.head) {
					continue
				}
				s = institutionOf(s)
			}
			if p.extra != "" && !strings.Contains(k.heads[i], " "+p.extra+" ") {
				continue
			}
			if !roleWords[p.head] && !k.saysNoMore(p, i) {
				continue
			}
			return s, true
		}
	}
	return Speaker{}, false
}

// saysNoMore tells whether every name in a phrase stands in what the speaker at
// index i was called too: "the office of the governor of Norre" is no short form
// of "the Relief Office".
func (k *roster) saysNoMore(p *parsed, i int) bool {
	for _, w := range strings.Fields(p.plain) {
		if properName(w) && w != p.plain[:len(w)] && !strings.Contains(k.heads[i], strings.ToLower(w)) {
			return false
		}
	}
	return true
}

func lastName(s string) string {
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return s[i+1:]
	}
	return s
}

// reason gives the reason that an unnamed speaker asks not to be named for.
func (r *attReader) reason(src language.Range) string {
	d := r.doc
	sent := d.Sents[d.SentOf[src.Start]]
	text := sent.Span.Of(d.Text)
	low := strings.ToLower(text)
	for _, mark := range []string{"not to be named", "not to be identified", "not be named", "not be identified", "on condition of anonymity", "to print his name", "to print her name", "not authorised", "not authorized", "anonymously", "requested anonymity", "withheld"} {
		i := strings.Index(low, mark)
		if i < 0 || len(low) != len(text) {
			continue
		}
		rest := text[i:]
		for _, why := range []string{"because", "since", "for fear", "as the", "as they", "as he", "as she", "citing", "not authori", "to discuss"} {
			if j := strings.Index(strings.ToLower(rest), why); j >= 0 {
				return cutClause(rest[j:])
			}
		}
		return cutClause(rest)
	}
	return ""
}

func cutClause(s string) string {
	if i := strings.IndexAny(s, ",.;”\""); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}
