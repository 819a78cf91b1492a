package statement

import (
	"slices"
	"strings"

	"sofar/language"
)

// classify gives the class of a parsed phrase.
func (r *attReader) classify(p *parsed) {
	d := r.doc
	for _, w := range fields(p.role) {
		if classOfWord(w, "") == Expert {
			p.class = Expert
			return
		}
	}
	if p.institution != "" {
		p.class = classOfPhrase(fields(p.institution))
	}
	if p.class == "" && p.name != "" {
		p.class = classOfPhrase(fields(p.name))
	}
	if p.class == "" && p.entity >= 0 && p.entity < len(d.Entities) {
		e := d.Entities[p.entity]
		p.class = classOfPhrase(fields(e.Role + " " + e.Affiliation))
	}
	if p.class == "" {
		p.class = classOfPhrase(fields(p.role + " " + p.text))
	}
	if p.class == "" {
		switch p.kind {
		case language.NameGroup:
			p.class = ArmedGroup
		case language.NameOutlet:
			p.class = Media
		case language.NamePlace, language.NameNationality:
			p.class = Government
		}
	}
	if p.kind == language.NameOutlet && (p.class == "" || p.role == "") {
		p.class = Media
	}
	if p.class == "" && p.name != "" {
		r.expand(p)
	}
	if p.class == "" && p.entity >= 0 && p.entity < len(d.Entities) && p.kind != language.NamePerson {
		p.class = r.introduced(p.entity)
	}
	if p.class == "" && p.institution == "" {
		p.class = r.service(p.role)
	}
	if p.class == "" && p.kind == language.NameUnknown && p.role == "" && p.institution == "" && properName(p.name) && !strings.ContainsAny(p.name, " -.") && r.stateSpeaks(p.name) {
		p.class = Government
	}
	if p.class == "" && p.kind == language.NamePerson && p.role == "" && p.institution == "" {
		p.class = Witness
	}
	if p.class == "" {
		p.class = ClassUnknown
	}
}

// stateWords are offices that a state alone has.
var stateWords = wordSet("minister ministry parliament embassy president government presidency envoy ambassador")

// stateSpeaks tells whether a name of which nothing else is known is a state:
// an office of a state stands in the sentence of its first mention or the two
// that follow.
func (r *attReader) stateSpeaks(name string) bool {
	d := r.doc
	first := slices.IndexFunc(d.Entities[:min(len(d.Entities), maxRoster)], func(e language.Entity) bool { return e.Canonical == name && len(e.Mentions) > 0 })
	if first < 0 {
		return false
	}
	m := d.Entities[first].Mentions[0]
	if m < 0 || m >= len(d.Names) {
		return false
	}
	at := d.Names[m].Tokens
	if strings.ToUpper(d.TextOf(at)) == d.TextOf(at) {
		return false // an acronym
	}
	sent := int(d.SentOf[at.Start])
	for i := at.Start; i < d.Len() && int(d.SentOf[i]) <= sent+2; i++ {
		if stateWords[d.Lower[i]] || d.Lower[i] == "foreign" && i+1 < d.Len() && d.Lower[i+1] == "office" {
			return true
		}
	}
	return false
}

// service gives the class of a rank that stands alone ("Commander Brook"): the
// service in uniform that the report speaks of most.
func (r *attReader) service(role string) Class {
	rank := false
	for _, w := range fields(role) {
		rank = rank || uniformed[w]
	}
	if !rank {
		return ""
	}
	if r.serviceRead {
		return r.serviceClass
	}
	r.serviceRead = true
	services := []Class{Rescue, Police, Military}
	var n [3]int
	for i, w := range r.doc.Lower {
		if uniformed[w] {
			continue
		}
		c := classOfWord(w, "")
		for k, s := range services {
			if c == s {
				n[k]++
			}
		}
		if i+1 < r.doc.Len() && classWords[w+"-"+r.doc.Lower[i+1]].class == Rescue {
			n[0]++
		}
	}
	best := 0
	for k := range n {
		if n[k] > n[best] {
			best = k
		}
	}
	if n[best] == 0 {
		return ""
	}
	r.serviceClass = services[best]
	return r.serviceClass
}

// introduced gives the class from the words that introduce a body anywhere in
// the report: "the relief agency X", "X, an aid group".
func (r *attReader) introduced(entity int) Class {
	d := r.doc
	for _, m := range d.Entities[entity].Mentions {
		if m < 0 || m >= len(d.Names) {
			continue
		}
		n := d.Names[m]
		if n.Form == language.FormPronoun {
			continue
		}
		var ws []string
		for i := n.Tokens.Start - 1; i >= 0 && i >= n.Tokens.Start-3 && (r.tag(i) == language.NOUN || r.tag(i) == language.ADJ); i-- {
			ws = append([]string{d.Lower[i]}, ws...)
		}
		if i := n.Tokens.End; i+2 < d.Len() && d.Lower[i] == "," && (d.Lower[i+1] == "a" || d.Lower[i+1] == "an" || d.Lower[i+1] == "the") {
			for j := i + 2; j < d.Len() && j < i+7 && !r.punct(j) && !phrasePreps[d.Lower[j]] && d.Tag[j] != language.VERB; j++ {
				ws = append(ws, d.Lower[j])
			}
		}
		if c := classOfPhrase(ws); c != "" && c != Witness {
			return c
		}
	}
	return ""
}

// expand reads an acronym by the entity whose initials it has, and a name by
// its other forms in the report.
func (r *attReader) expand(p *parsed) {
	for _, a := range p.aliases {
		if p.class == "" {
			p.class = classOfPhrase(fields(a))
		}
	}
	if p.class != "" || strings.ToUpper(p.name) != p.name || len(p.name) > 6 {
		return
	}
	for _, e := range r.doc.Entities {
		if len(e.Canonical) > len(p.name) && strings.EqualFold(Initials(strings.ToLower(e.Canonical)), p.name) {
			if c := classOfPhrase(fields(e.Canonical)); c != "" {
				p.aliases = append([]string{p.name}, p.aliases...)
				p.name, p.kind, p.class = e.Canonical, e.Kind, c
				return
			}
		}
	}
}

var possessives = strings.NewReplacer("’s", "", "'s", "")

// fields splits lower-case words, apart from punctuation and possessives.
func fields(s string) []string {
	return strings.FieldsFunc(strings.ToLower(possessives.Replace(s)), func(c rune) bool {
		return c == ' ' || c == ',' || c == '(' || c == ')' || c == '.' || c == ';' || c == ':' || c == '“' || c == '”' || c == '"' || c == '\u00a0'
	})
}
