package statement

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sofar/language"
	"sofar/report"
)

// relays sets Relay: the outlets through which the report had the words,
// nearest first. An attribution inside another whose speaker is an outlet came
// through that outlet; "told X" and "X, citing Y" name outlets; the report's
// own outlet is never a relay.
func (r *attReader) relays(atts []Attribution) {
	own := ownNames(r.rep)
	via := map[int]int{} // outlet's attribution → that of the one it cites
	for i := range atts {
		if r.found[i].via && atts[i].Parent >= 0 {
			via[atts[i].Parent] = i
		}
	}
	for i := range atts {
		a := &atts[i]
		var chain []string
		for p := a.Parent; p >= 0; p = atts[p].Parent {
			if atts[p].Speaker.Class == Media && !own.has(atts[p].Speaker.Name) {
				chain = append([]string{atts[p].Speaker.Name}, chain...)
				// "A reports, citing B, that the mayor put …": B lies between.
				if k, ok := via[p]; ok && k != i && atts[k].Speaker.Class == Media && !own.has(atts[k].Speaker.Name) && within(*a, atts[k]) {
					chain = append(chain[:1:1], append([]string{atts[k].Speaker.Name}, chain[1:]...)...)
				}
			}
		}
		// "…, citing Radio 6, which had spoken to the mayor": Radio 6 lies behind.
		for k := i - 1; k >= 0 && r.found[i].via && r.found[k].via && atts[k].Parent == a.Parent && atts[k].Speaker.Class == Media; k-- {
			if !own.has(atts[k].Speaker.Name) {
				chain = append(chain, atts[k].Speaker.Name)
			}
		}
		if o := r.outletIn(r.found[i].addressee); o != "" && !own.has(o) {
			chain = append(chain, o)
		}
		if a.Speaker.Class == ArmedGroup {
			chain = append(chain, r.channel(r.found[i])...)
		}
		a.Relay = r.fullNames(dedupe(chain, a.Speaker.Name))
	}
	if wire := foreignWire(r.doc, r.rep, own); wire.name != "" {
		for i := range atts {
			if len(atts[i].Content) > 0 && atts[i].Content[0].Start >= wire.from && atts[i].Speaker.Name != wire.name {
				atts[i].Relay = dedupe(r.fullNames(append([]string{wire.name}, atts[i].Relay...)), "")
			}
		}
	}
}

// fullNames writes outlets by the longest form that the report has of each
// ("Halcyon" → "Halcyon News").
func (r *attReader) fullNames(list []string) []string {
	for i, s := range list {
		for _, e := range r.doc.Entities {
			c := stripArticle(e.Canonical)
			if len(c) <= len(s) || !strings.HasPrefix(c, s+" ") && !(s == strings.ToUpper(s) && strings.EqualFold(Initials(strings.ToLower(c)), s)) {
				continue
			}
			if classOfPhrase(fields(c)) == Media || e.Kind == language.NameOutlet {
				list[i] = c
				break
			}
		}
	}
	return list
}

// channelName matches a platform by which words were spread: "on the Skylark
// app", "on its Telegram channel", "on Telegram".
var channelName = regexp.MustCompile(`\b(?:on|via|over|through) (?:the |its |a )?(?:([A-Z]\w+) (?:app|channel|messaging|network)|(Telegram|Twitter|Facebook|WhatsApp|TikTok|YouTube|Signal|Instagram)\b)`)

// channel gives the platform named in the sentence of an attribution.
func (r *attReader) channel(f found) []string {
	at := f.cue.Start
	if f.cue.Len() == 0 {
		return nil
	}
	m := channelName.FindStringSubmatch(r.doc.Sents[r.doc.SentOf[at]].Span.Of(r.doc.Text))
	if m == nil {
		return nil
	}
	return []string{m[1] + m[2]}
}

func dedupe(list []string, not string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if k := strings.ToLower(s); s != "" && !seen[k] && s != not {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

// outletIn gives the outlet named in a phrase, "" if none.
func (r *attReader) outletIn(x language.Range) string {
	if x.Len() == 0 {
		return ""
	}
	near := r.doc.NamesNear(x)
	for i := range near {
		n := &near[i]
		if x.Start <= n.Tokens.Start && n.Tokens.End <= x.End {
			if name, _ := r.canonicalOf(n); n.Kind == language.NameOutlet && properName(name) {
				return name
			}
		}
	}
	// An unknown name that was told something is an outlet, unless it is
	// known as something else ("told Parliament").
	for i := range near {
		n := &near[i]
		if n.Tokens.Start == x.Start && n.Tokens.End == x.End && (n.Kind == language.NameUnknown || n.Kind == language.NameOrganisation) {
			name, _ := r.canonicalOf(n)
			if c := classOfPhrase(fields(name)); properName(name) && (c == "" || c == Media) {
				return name
			}
			return ""
		}
	}
	w := r.doc.Lower[x.Start]
	if knownOutlets[w] || x.Len() > 1 && knownOutlets[w+"-"+r.word(x.Start+1)] {
		return stripArticle(r.doc.TextOf(x))
	}
	return ""
}

// knownOutlets are agencies and broadcasters known by a short name.
var knownOutlets = wordSet(`reuters afp ap bbc cnn tass interfax xinhua anadolu ansa dpa efe kyodo al-jazeera al-arabiya npr bloomberg`)

// nameSet holds the names of the report's own outlet.
type nameSet struct{ names []string }

func ownNames(rep *report.Report) nameSet {
	if rep == nil || rep.Publisher == "" {
		return nameSet{}
	}
	p := strings.ToLower(stripArticle(rep.Publisher))
	set := nameSet{names: []string{p, Initials(p)}}
	return set
}

// has tells whether a name is the outlet's own: equal, its acronym, its first word,
// or its last ("told the Post", in the Harbour Post).
func (s nameSet) has(name string) bool {
	n := strings.ToLower(stripArticle(name))
	if n == "" || len(s.names) == 0 {
		return false
	}
	for _, o := range s.names {
		if o != "" && n == o {
			return true
		}
	}
	return len(n) > 3 && (strings.HasPrefix(s.names[0], n+" ") || strings.HasSuffix(s.names[0], " "+n))
}

// Initials are the first letters of the words of a name, as it is written.
func Initials(s string) string {
	var b strings.Builder
	for _, w := range strings.Fields(s) {
		for _, c := range w {
			b.WriteRune(c)
			break
		}
	}
	return b.String()
}

// wireMark is an agency in a dateline and where its copy begins.
type wireMark struct {
	name string
	from int
}

// datelineAgency matches the agency of "SOFIA, Feb 9 (BPB) -", "SOFIA (Meridian) —", "(BPB) -".
var datelineAgency = regexp.MustCompile(`^\(([A-Z][\p{L}\d .&/-]{1,40})\)\s*(?:[-–—:]|--)`)

// maxBeforeAgency is how many characters of a line may stand before its agency.
const maxBeforeAgency = 80

// agencyDateline gives the first line that begins with a dateline of an agency:
// the start of the line, the end of the dateline, the start and the end of the
// agency's name; nil if there is none.
func agencyDateline(head string) []int {
	for from := 0; from < len(head); {
		line, _, _ := strings.Cut(head[from:], "\n")
		open := strings.IndexAny(line, "()")
		if open >= 0 && line[open] == '(' && utf8.RuneCountInString(line[:open]) <= maxBeforeAgency {
			at := from + open
			if m := datelineAgency.FindStringSubmatchIndex(head[at:]); m != nil {
				return []int{from, at + m[1], at + m[2], at + m[3]}
			}
		}
		from += len(line) + 1
	}
	return nil
}

// wireOf reads the dateline's agency.
func wireOf(doc *language.Doc) wireMark {
	head := doc.Text
	if len(head) > 6000 {
		head = head[:6000]
	}
	m := agencyDateline(head)
	if m == nil {
		return wireMark{}
	}
	before := head[m[0]:m[2]]
	if strings.Count(before, ".") > 3 || strings.IndexFunc(before, func(c rune) bool { return c >= 'A' && c <= 'Z' }) < 0 {
		return wireMark{}
	}
	return wireMark{name: doc.Text[m[2]:m[3]], from: m[1]}
}

// foreignWire gives the agency whose copy another outlet prints.
func foreignWire(doc *language.Doc, rep *report.Report, own nameSet) wireMark {
	w := wireOf(doc)
	if w.name == "" || own.has(w.name) {
		return wireMark{}
	}
	return w
}

// creditPhrase matches "with BPB", "with reporting by BPB", "additional reporting by NPA".
var creditPhrase = regexp.MustCompile(`(?i)\b(?:with|and|by|from|/)\s+(?:(?:additional |further )?(?:reporting|material|agencies|files|wires?|report)s?\s+(?:by|from|of)\s+)?([A-Z][\p{L}&-]*(?:\s+[A-Z][\p{L}&-]*){0,3})`)

// credits lists the agencies and outlets that a report credits for its text,
// in order, and the agency whose own copy it is.
func credits(doc *language.Doc, rep *report.Report) (list []string, wire string) {
	own := ownNames(rep)
	if w := wireOf(doc); w.name != "" {
		wire = w.name
		if !own.has(w.name) {
			list = append(list, w.name)
		}
	}
	if rep != nil && rep.Author != "" {
		for _, m := range creditPhrase.FindAllStringSubmatch(rep.Author, 4) {
			if strings.HasPrefix(strings.ToLower(m[0]), "with ") || strings.Contains(strings.ToLower(m[0]), "report") || strings.HasPrefix(m[0], "/") {
				list = append(list, m[1])
			}
		}
	}
	for i := range doc.Names {
		n := &doc.Names[i]
		if n.Kind != language.NameOutlet || n.Form == language.FormPronoun || n.Form == language.FormRole {
			continue
		}
		name := n.Span.Of(doc.Text)
		if n.Entity >= 0 && n.Entity < len(doc.Entities) {
			name = doc.Entities[n.Entity].Canonical
		}
		if !own.has(name) && creditedAt(doc, n.Tokens) {
			list = append(list, stripArticle(name))
		}
	}
	return dedupe(list, ""), wire
}

// creditedAt tells whether the outlet at x is credited: "Reuters reported",
// "told Reuters", "citing Reuters", "according to Reuters".
func creditedAt(doc *language.Doc, x language.Range) bool {
	next := func(i int) string {
		if i >= 0 && i < doc.Len() {
			return doc.Lower[i]
		}
		return ""
	}
	switch next(x.End) {
	case "reported", "reports", "said", "says", "noted", "wrote", "report":
		return true
	}
	for i := x.Start - 1; i >= 0 && i >= x.Start-4; i-- {
		switch doc.Lower[i] {
		case "told", "citing", "quoting", "informed", "tells":
			return true
		case "to":
			return next(i-1) == "according"
		}
	}
	return false
}

// voice is the speaker of what a report says in its own name: its outlet, or
// the body that published an official release; the zero Speaker with an
// unknown class where the publisher is not known.
func voice(doc *language.Doc, rep *report.Report, atts []Attribution) Speaker {
	if rep == nil || rep.Publisher == "" {
		return Speaker{Class: ClassUnknown}
	}
	name := stripArticle(rep.Publisher)
	s := Speaker{Name: name, Origin: name, Class: Media}
	c := classOfPhrase(fields(name))
	for _, w := range fields(name) {
		if classOfWord(w, "") == Media {
			c = Media
		}
	}
	switch c {
	case Media:
		return s
	case "", Witness, Expert:
	default:
		s.Class = c
		return s
	}
	if wireOf(doc).name != "" {
		return s
	}
	// A body that speaks of itself: the publisher is the source of attributions
	// of its own report and nobody "told" it anything.
	for _, e := range doc.Entities {
		if e.Kind == language.NameOutlet && equalName(e.Canonical, name) {
			return s
		}
	}
	self := false
	for _, a := range atts {
		if equalName(a.Addressee, name) {
			return s
		}
		if equalName(a.Speaker.Name, name) && len(a.Relay) == 0 {
			self = true
			if a.Speaker.Class != Media && a.Speaker.Class != ClassUnknown {
				s.Class = a.Speaker.Class
			}
		}
	}
	if !self {
		return s
	}
	low := strings.ToLower(doc.Text)
	for _, o := range []struct {
		class Class
		words []string
	}{
		{NGO, []string{"our volunteers", "our members", "our colleagues", "humanitarian", "relief", "donate"}},
		{Company, []string{"the company", "our customers", "our employees", "our passengers", "shareholders", "the operator", "the plant", "the works", "our trains", "our services"}},
	} {
		for _, w := range o.words {
			if s.Class == Media && strings.Contains(low, w) {
				s.Class = o.class
			}
		}
	}
	return s
}
