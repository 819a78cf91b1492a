package explain

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/language"
	"sofar/statement"
)

// Guards of plain speech: what must not be said because it would mean something
// else on the page than in its report.

var (
	// nobodySays opens a source that names nobody, or says that nobody spoke.
	nobodySays = regexp.MustCompile(`(?i)^(?:neither|nobody|none|no one|no|both|others?|few)\b`)
	// pronounSays is a cue inside a sentence whose speaker the text before names:
	// "The fires, she adds, began at several points".
	pronounSays = regexp.MustCompile(`, (?:he|she|it|they) (?:says?|said|adds?|added|tells|told|notes?|noted|explains?|explained|writes?|wrote)\b`)
	// prepositions before which no clause begins.
	prepositionBefore = regexp.MustCompile(`(?i)(?:^|\s)(?:on|in|at|of|for|by|with|about|from|off) $`)
	// possessive is a name in the genitive.
	possessive = regexp.MustCompile(`[’']s `)
	// kin are people whose role ties them to a person, not to a body: "his lawyer, X".
	kin = regexp.MustCompile(`(?i)^(?:lawyer|attorney|counsel|solicitor|brother|sister|father|mother|son|daughter|wife|husband|widow|cousin|uncle|aunt|neighbour|neighbor|friend|colleague)\b`)
	// asked opens the answer to a question; the group is who answers.
	asked = regexp.MustCompile(`^(?:Asked|Questioned) [^.;]*?, (he|she|they|it) `)
	// after the speaker's name: words up to what is said.
	upToSaid = regexp.MustCompile(`^[^“”"]{0,60}? ?\b(?:said|says|added|told [\p{L} ]{2,30}) (?:that )?`)
)

// nobody tells whether a statement's source names no mouth: with a name in its
// place the sentence would say the contrary ("Neither would say whether …").
func (c *composer) nobody(s *dossier.Statement) bool {
	text := c.d.Reports[s.Report].Text
	src := s.Printed.Span
	if s.Attr != nil && len(s.Attr.Source) > 0 {
		src = s.Attr.Source[0]
	}
	return !src.Empty() && src.End <= len(text) && nobodySays.MatchString(src.Of(text))
}

// afterPreposition tells whether words at a place hang on a preposition ("said on
// the record what …").
func afterPreposition(text string, at int) bool {
	return prepositionBefore.MatchString(text[max(0, at-8):at])
}

// afterName gives what follows the speaker's name at the beginning of words,
// with "it" where a verb follows at once; "" where the words do not begin so.
func afterName(words, name string) (rest, it string) {
	rest, ok := strings.CutPrefix(words, name+" ")
	if !ok || name == "" {
		return "", ""
	}
	if m := upToSaid.FindString(rest); m != "" && len(m) < len(rest) {
		return rest[len(m):], ""
	}
	doc := language.Analyze(words, time.Time{})
	if i := doc.TokenAt(len(name) + 1); i < doc.Len() {
		switch doc.PTB[i] {
		case language.VBD, language.VBZ, language.VBP, language.MD:
			return rest, "it "
		}
	}
	return "", ""
}

// thirdPerson fits the verb behind "we" to the name of an outlet: " estimate
// that" to " estimates that".
func thirdPerson(rest string) string {
	word, tail, _ := strings.Cut(strings.TrimPrefix(rest, " "), " ")
	switch word {
	case "have":
		word = "has"
	case "are":
		word = "is"
	case "were":
		word = "was"
	case "do":
		word = "does"
	default:
		doc := language.Analyze("We "+word+" "+tail, time.Time{})
		if doc.Len() < 2 || doc.PTB[1] != language.VBP {
			return rest
		}
		word += "s"
	}
	return " " + word + " " + tail
}

// massNouns take no article.
var massNouns = map[string]bool{"rain": true, "snow": true, "ice": true, "fog": true, "wind": true, "flooding": true, "negligence": true, "weather": true,
	"overloading": true, "lightning": true, "corrosion": true, "sabotage": true, "speeding": true, "precipitation": true, "rainfall": true, "gas": true}

// articles counts how often the reports write a name with "the" and without;
// "the X mine" tells nothing of X.
func (c *composer) articles(name string) (with, without int) {
	if n, ok := c.counted[name]; ok {
		return n[0], n[1]
	}
	neutral := 0
	for _, m := range c.d.Members {
		text := c.d.Reports[m.Report].Text
		for at := 0; ; {
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			i += at
			at = i + len(name)
			next, _, _ := strings.Cut(strings.TrimPrefix(text[at:min(len(text), at+24)], " "), " ")
			if r, _ := utf8.DecodeRuneInString(next); strings.HasPrefix(text[at:], " ") && unicode.IsUpper(r) && len(c.d.Members) < 3 {
				continue // part of a longer name
			}
			switch the := strings.HasSuffix(text[:i], "the ") || strings.HasSuffix(text[:i], "The "); {
			case !the:
				without++
			case strings.HasPrefix(text[at:], " ") && strings.ToLower(next) == next && facility.MatchString(next):
				neutral++
			default:
				with++
			}
		}
	}
	if without == 0 {
		with += neutral
	}
	c.counted[name] = [2]int{with, without}
	return with, without
}

// overtaken tells whether what was open was a count that a newer one has
// replaced: "the number of those whose whereabouts are unknown is 118".
func (c *composer) overtaken(p *dossier.Point) bool {
	rep, sent := p.Report, p.Span
	if rep == "" && len(p.Statements) > 0 {
		if s := c.byID[p.Statements[0]]; s != nil {
			rep, sent = s.Report, s.Span
		}
	}
	if rep == "" {
		return false
	}
	sent = sentenceAt(c.d.Reports[rep].Text, sent)
	for i := range c.d.Statements {
		t := &c.d.Statements[i]
		if t.Report != rep || t.Figure == nil || t.Figure.Scope != statement.ScopeTotal || !sent.Overlaps(t.Span) {
			continue
		}
		for j := range c.d.Figures {
			f := &c.d.Figures[j]
			if best := c.byID[f.BestID]; f.Kind == t.Figure.Kind && best != nil && f.Best != t.Figure.Low && best.FirstSeen.After(t.FirstSeen) {
				return true
			}
		}
	}
	return false
}

// sameNumbers tells whether the number of a past event, and the others of its
// sentence, have all been told.
func sameNumbers(f *statement.Figure, sentence string, told []found) bool {
	have := map[float64]bool{}
	for _, n := range told {
		have[n.value] = true
	}
	all := numbersIn(sentence)
	for _, n := range all {
		if !have[n.value] {
			return false
		}
	}
	return len(all) > 1 && have[float64(f.Low)]
}

// saidWhat cuts a sentence to what is said in it.
var saidWhat = regexp.MustCompile(`(?:\bsaid (?:that )?|: “)([^“”:]{24,}?)[.,”]*$`)

// contentKey gives the mark of what is said, whatever the words before it: "X
// pointed to Y: “…”" and "X said that …" tell one thing.
func contentKey(group, text string) []string {
	m := saidWhat.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	return []string{group + "said " + plain(m[1])}
}

var quotation = regexp.MustCompile(`“[^”]*”|"[^"]*"`)

// outsideQuotes gives a text without its quotations.
func outsideQuotes(text string) string { return quotation.ReplaceAllString(text, "“”") }

// oldest is when the first report became known.
func (c *composer) oldest() time.Time {
	var t time.Time
	for _, m := range c.d.Members {
		if k := c.d.Known[m.Report]; t.IsZero() || k.Before(t) {
			t = k
		}
	}
	return t
}

// opener quotes the beginning of the newest report where nothing else could be
// said: a page is never empty.
func (c *composer) opener() {
	if len(c.out) > 0 || len(c.d.Members) == 0 {
		return
	}
	r := c.d.Reports[c.d.Members[len(c.d.Members)-1].Report]
	ct := c.citeSpan(r.ID, firstWords(r.Text))
	c.add(draft{section: Known, template: "opener", kind: "other", tries: []try{{quoted(ct.Quote, ",") + " " + c.outlet(r.ID) + " " + reported(r), []Citation{ct}}}})
}

// calm writes a place in capitals as a name.
func calm(place []string) []string {
	out := make([]string, len(place))
	for i, p := range place {
		if out[i] = p; len(p) > 4 && p == strings.ToUpper(p) {
			words := strings.Fields(strings.ToLower(p))
			for j, w := range words {
				words[j] = first(w)
			}
			out[i] = strings.Join(words, " ")
		}
	}
	return out
}

// siteName ends the title of a page with the name of its site.
var siteName = regexp.MustCompile(`\s+(?:[-–—|»]+\s+[^-–—|»]{0,60}\b(?:News|Weather|Sports|TV|Radio|Newspaper|Online|FM)\b[^|»]*|[|»]\s+[^|»]{2,60})$`)

// headline cuts the name of the site off a title.
func headline(title string) string {
	if short := strings.TrimSpace(siteName.ReplaceAllString(title, "")); len(short) >= 12 {
		return short
	}
	return title
}
