package explain

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
)

// voice is how a sentence names a speaker, with what proves the name.
type voice struct {
	text  string
	cites []Citation
}

// subject closes an apposition before a verb: "Ashkar, the army spokesman,".
func (v voice) subject() string {
	if strings.Contains(v.text, ", ") && !strings.HasSuffix(v.text, ",") {
		return v.text + ","
	}
	return v.text
}

var pronouns = map[string]bool{"he": true, "she": true, "it": true, "they": true, "we": true, "i": true, "him": true, "her": true, "who": true, "which": true, "its": true, "his": true, "their": true, "them": true, "us": true, "our": true, "one": true}

// names gives the ways to name a statement's speaker, the best first: as its
// report prints the name with its post, then the story's canonical name, then
// the printed role.
func (c *composer) names(s *dossier.Statement) []voice {
	var out []voice
	add := func(text string, cites ...Citation) {
		text = strings.Join(strings.Fields(strings.Trim(text, " ,;:—–-“”\"")), " ")
		if text == "" || len(text) > 140 || strings.HasPrefix(text, "of ") {
			return
		}
		for _, v := range out {
			if v.text == text {
				return
			}
		}
		out = append(out, voice{text, cites})
	}
	r := c.d.Reports[s.Report]
	if printed := s.Printed.Span; printed.Start < printed.End && printed.End <= len(r.Text) {
		p := c.smallRole(printed.Of(r.Text))
		if named(p) && !strings.ContainsAny(p, "\n“”\"") {
			name := lowerThe(possessor(trimName(p, s), s))
			if r, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(r) && !strings.Contains(name, ",") {
				name = c.article(name)
			}
			if body, ct := c.bodyOf(s, name); body != "" {
				add(name+" of "+body, c.citeSpan(r.ID, printed), ct)
			}
			// A bare acronym stands behind the full name.
			if full := s.Speaker.Origin; name == strings.ToUpper(name) && len(full) > len(name) {
				if ct, ok := c.citeWords(r.ID, full+" ("+name+")"); ok {
					add(full+" ("+name+")", ct)
				}
				add(c.anywhere(s, full))
			}
			add(name, c.citeSpan(r.ID, printed))
		}
	}
	for _, name := range []string{s.Printed.Name, s.Speaker.Name, s.Printed.Origin, s.Speaker.Origin} {
		name = port.ReplaceAllString(dataWords.ReplaceAllString(name, ""), "")
		if name == "" || pronouns[strings.ToLower(name)] {
			continue
		}
		if post := s.Printed.Post; post != "" {
			if ct, ok := c.citeWords(r.ID, post+" "+name); ok {
				add(post+" "+name, ct)
			}
		}
		add(c.anywhere(s, name))
	}
	if printed := s.Printed.Span; printed.Start < printed.End && printed.End <= len(r.Text) {
		if p := c.smallRole(printed.Of(r.Text)); !pronouns[strings.ToLower(p)] && !strings.ContainsAny(p, "\n“”\"") {
			add(c.article(lowerThe(trimName(p, s))), c.citeSpan(r.ID, printed))
		}
	}
	// A name with "its" or "his" in it leans on a text that is not there.
	sort.SliceStable(out, func(i, j int) bool { return !leaning.MatchString(out[i].text) && leaning.MatchString(out[j].text) })
	return out
}

var leaning = regexp.MustCompile(`(?i)\b(?:its|his|her|their|our|my)\b`)

// bodyOf names the body behind "director Lena Morvai" or "spokeswoman Petra
// Halonen", whose role alone does not tell it.
func (c *composer) bodyOf(s *dossier.Statement, name string) (string, Citation) {
	r, _ := utf8.DecodeRuneInString(name)
	body := s.Speaker.Origin
	if !unicode.IsLower(r) || articled.MatchString(name) || kin.MatchString(name) || strings.Contains(name, ",") || body == "" || samePlain(body, name) || !named(body) {
		return "", Citation{}
	}
	role, _, _ := strings.Cut(name, " ")
	for _, w := range strings.Fields(body) {
		if len(w) > 3 && hasWord(plain(name), plain(w)) {
			return "", Citation{}
		}
	}
	if strings.HasSuffix(role, "s") || strings.Contains(name, " of ") {
		return "", Citation{}
	}
	return c.anywhere(s, body)
}

// smallRole writes "Police spokesman", which opens a sentence there, small.
func (c *composer) smallRole(p string) string {
	head, rest, ok := strings.Cut(p, " ")
	if low := strings.ToLower(p); !ok && (plurals.MatchString(low) || roleNoun.MatchString(p)) {
		return low
	}
	if r, n := utf8.DecodeRuneInString(p); ok && unicode.IsUpper(r) && rest == strings.ToLower(rest) && (c.check.small(plain(head)) || roleNoun.MatchString(head)) {
		return string(unicode.ToLower(r)) + p[n:]
	}
	return p
}

var roleNoun = regexp.MustCompile(`^(?:Source|Sources|Official|Officials|Spokesman|Spokeswoman|Spokesperson|Witness|Resident|Doctor|Nurse|Survivor|Diplomat|Court|Hospital|Prosecution|Prosecutors|Investigators|Detectives|Witnesses|Medical|Emergency|Rescue|Security|Health|Local|Regional)$`)

// relative opens a clause that is no part of a name.
var relative = regexp.MustCompile(`,? (?:who|which|whose|whom|that|where|when|while|after|because|as|had|has|have|was|were|is|are|will|would|could|also|informed|told|said|announced|reported)\b.*$`)

// dataWords stand before a source that gives them.
var dataWords = regexp.MustCompile(`(?i)^(?:according to )?(?:preliminary|initial|latest|official|updated|the latest) (?:data|figures|information|counts?)(?:, | from | of | by )`)

// trimName cuts a printed source to the name and its post; an anonymous source
// keeps the reason it gave.
func trimName(p string, s *dossier.Statement) string {
	p = dataWords.ReplaceAllString(p, "")
	if s.Printed.Anonymous && strings.Contains(p, " not to be named") {
		return p
	}
	return strings.TrimRight(adverbial.ReplaceAllString(relative.ReplaceAllString(p, ""), ""), " ,.;:")
}

// adverbial follows a source that the attribution took along.
var adverbial = regexp.MustCompile(`,? (?:for the first time|again|also|later|earlier|meanwhile|however|still|now|on \p{L}+day)$`)

// possessor turns "its spokesman, Colonel Radu Ashkar" into "spokesman Colonel
// Radu Ashkar": the pronoun has nothing to stand for here.
func possessor(p string, s *dossier.Statement) string {
	w, rest, ok := strings.Cut(p, " ")
	if !ok || !pronouns[strings.ToLower(w)] {
		return p
	}
	if a, b, ok := strings.Cut(rest, ", "); ok && named(b) {
		return a + " " + b
	}
	return rest
}

// anywhere proves a name by the statement's report or, failing that, by
// another report of the story, and gives it the article the reports use.
func (c *composer) anywhere(s *dossier.Statement, name string) (string, Citation) {
	if ct, ok := c.citeWords(s.Report, "the "+name); ok {
		return "the " + name, ct
	}
	if ct, ok := c.citeWords(s.Report, "The "+name); ok {
		return "the " + name, ct
	}
	if ct, ok := c.citeWords(s.Report, name); ok {
		return c.article(name), ct
	}
	p, asked := c.proofs[name]
	for i := len(c.d.Members) - 1; i >= 0 && !asked && !p.ok; i-- {
		p.cite, p.ok = c.citeWords(c.d.Members[i].Report, name)
	}
	if c.proofs[name] = p; !p.ok {
		p.cite = Citation{}
	}
	return c.article(name), p.cite
}

// article puts "the" before a name where the reports do.
func (c *composer) article(name string) string {
	name = lowerThe(name)
	if name == "" || articled.MatchString(name) || domain.MatchString(name) || possessive.MatchString(beforePreposition(name)) {
		return name
	}
	if low := strings.ToLower(name); plurals.MatchString(low) {
		return low
	}
	owner, _, _ := strings.Cut(beforePreposition(name), " of ")
	if body := institution.FindString(owner); body != "" && body != "Police" && body != "Forces" && !strings.ContainsAny(name, ",’'") && !press.MatchString(name) {
		return "the " + name
	}
	with, without := c.articles(name)
	if with > 0 && with >= without || with+without == 0 && institution.MatchString(name) {
		return "the " + name
	}
	head, _, _ := strings.Cut(name, " of ")
	head = strings.TrimRight(beforePreposition(head), " ,")
	noun := head[strings.LastIndexByte(head, ' ')+1:]
	r, _ := utf8.DecodeRuneInString(name)
	switch n, _ := utf8.DecodeRuneInString(noun); {
	case massNouns[noun]:
		return name
	case noun == "" || !unicode.IsLower(n) || strings.HasSuffix(noun, "s") || strings.HasSuffix(noun, "men") || noun == "police" || noun == "people":
		return name
	case bodyNoun[noun]:
		return "the " + name
	case strings.ContainsRune("aeiouAEIO", r):
		return "an " + name
	}
	return "a " + name
}

// bodyNoun are bodies of which a place has one: they take "the".
var bodyNoun = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("service ministry hospital clinic army navy military government office brigade department hall council company broadcaster agency embassy prefecture municipality parliament presidency operator authority union committee cabinet militia") {
		out[w] = true
	}
	return out
}()

var (
	institution = regexp.MustCompile(`\b(Ministry|Department|Service|Directorate|Brigade|Guard|Office|Council|Police|Forces|Front|Prefecture|Union|Agency|Inspectorate|Municipality|Government)\b`)
	press       = regexp.MustCompile(`(?i)\b(Press|News|Wire|Times|Post|Herald|Broadcasting|Radio|Television|TV|Telegraph|Gazette|Observer|Courier|Journal|Tribune|Agency|Daily)\b`)
	articled    = regexp.MustCompile(`^(a|an|the|one|two|three|four|five|six|several|some|many)\b`)
	plurals     = regexp.MustCompile(`^(?:police|officials|authorities|sources|analysts|investigators|prosecutors|witnesses|residents|neighbours|doctors|survivors|rescuers|firefighters|medics)$`)
)

// beforePreposition cuts a description to its noun: "official" of "official in
// the region".
func beforePreposition(s string) string {
	for _, p := range []string{" in ", " at ", " from ", " on ", " with ", " for ", " close ", " who "} {
		s, _, _ = strings.Cut(s, p)
	}
	return s
}

// named tells whether words hold a name: a capital that is not just the first
// letter of an article, a pronoun or a role.
func named(p string) bool {
	for i, w := range strings.Fields(p) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) && (i > 0 || !pronouns[strings.ToLower(w)] && !strings.EqualFold(w, "the") && !strings.EqualFold(w, "a") && !strings.EqualFold(w, "an")) {
			if i > 0 || len(strings.Fields(p)) == 1 || len(w) > 3 {
				return true
			}
		}
	}
	return false
}

// lowerThe writes a leading article small, as inside a sentence.
func lowerThe(p string) string {
	for _, a := range []string{"The ", "A ", "An ", "One ", "Two ", "Three ", "Its ", "Their ", "Local ", "Several ", "Another "} {
		if strings.HasPrefix(p, a) {
			return strings.ToLower(a) + p[len(a):]
		}
	}
	return p
}
