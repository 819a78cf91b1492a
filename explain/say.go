package explain

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// via writes the relay: ", Reuters reported", or "".
func via(s *dossier.Statement) string {
	if len(s.Relay) == 0 {
		return ""
	}
	return ", " + s.Relay[len(s.Relay)-1] + " reported"
}

// outlet names the outlet of a report: its publisher, or "the report".
func (c *composer) outlet(id string) string {
	p := port.ReplaceAllString(c.d.Reports[id].Publisher, "")
	switch {
	case p == "":
		return "the report"
	case institution.MatchString(p) && !press.MatchString(p):
		return c.article(p)
	}
	return p
}

var (
	domain = regexp.MustCompile(`^[\p{Ll}0-9-]+(?:\.[\p{Ll}0-9-]+)+(?::\d+)?\b`)
	port   = regexp.MustCompile(`:\d+$`)
)

// content gives the words that the speaker said, as printed.
func (c *composer) content(s *dossier.Statement) (words string, sp report.Span, whole bool) {
	text := c.d.Reports[s.Report].Text
	if s.Attr != nil && len(s.Attr.Content) > 1 && s.Direct {
		// The piece of the quotation in which the statement stands.
		for _, piece := range s.Attr.Content {
			if piece.Contains(s.Span) && piece.End <= len(text) && piece.Len() < maxQuote && !strings.Contains(piece.Of(text), "\n") {
				return piece.Of(text), piece, true
			}
		}
	}
	if s.Attr != nil && len(s.Attr.Content) > 0 {
		sp = s.Attr.Content[0]
		for _, more := range s.Attr.Content[1:] {
			sp = sp.Cover(more)
		}
		whole = len(s.Attr.Content) == 1
		if sp.Start >= 0 && sp.End <= len(text) && sp.Start < sp.End && sp.Len() < maxQuote && !strings.Contains(sp.Of(text), "\n") {
			if s.Direct || whole && sp.Overlaps(s.Span) {
				return sp.Of(text), sp, whole
			}
		}
	}
	return s.Span.Of(text), s.Span, false
}

// say writes what a statement says with who said it, the alternatives best
// first.
func (c *composer) say(s *dossier.Statement) []try {
	if c.nobody(s) {
		return nil
	}
	return append(append(append(c.outer(s), c.said(s)...), c.retold(s)...), c.printed(s)...)
}

// said gives the speaker's own words in quotation marks, or indirect speech as
// "said that".
func (c *composer) said(s *dossier.Statement) []try {
	if own(s) {
		return nil
	}
	var out []try
	words, sp, whole := c.content(s)
	base := append(c.cite(s), c.citeSpan(s.Report, sp))
	for _, v := range c.names(s) {
		cites := append(append([]Citation{}, base...), v.cites...)
		for _, relay := range relays(s) {
			if q, ok := c.direct(s, words, sp); ok {
				if relay.told != "" {
					out = append(out, try{quoted(q, ",") + " " + v.subject() + " told " + relay.told, cites})
					continue
				}
				out = append(out, try{quoted(q, ",") + " " + v.subject() + " said" + relay.text, cites})
			} else if whole && sayCue.MatchString(c.cue(s)) && clauseLike(words) && !afterPreposition(c.d.Reports[s.Report].Text, sp.Start) && !strings.Contains(ownName(words, v, s), v.text) && !openingPronoun.MatchString(words) {
				out = append(out, try{v.subject() + " " + c.verbOf(s) + " that " + ownName(c.indirect(words), v, s) + relay.text, cites})
			}
		}
	}
	return out
}

// printed gives the report's own sentence: as it stands where it is a
// quotation with its speaker, else quoted as the outlet's.
func (c *composer) printed(s *dossier.Statement) []try {
	r := c.d.Reports[s.Report]
	sp := sentenceAt(r.Text, s.Span)
	sent := sp.Of(r.Text)
	base := c.cite(s)
	if strings.ContainsAny(sent, "“\"") && (r.Publisher == "" || strings.HasPrefix(sent, "“") || strings.HasPrefix(sent, "\"")) {
		if src := s.Printed.Span; sp.Contains(src) && !src.Empty() && !pronouns[strings.ToLower(src.Of(r.Text))] && evenQuotes(sent) {
			return []try{{straight(sent), base}}
		}
	}
	if head, _, _ := strings.Cut(strings.TrimLeft(sent, "“\"‘'"), " "); own(s) && pronouns[strings.ToLower(head)] && head != "I" && head != "We" {
		return nil // nothing on the page tells whom it stands for
	}
	if r.Publisher != "" && strings.HasPrefix(sent, r.Publisher+" ") && evenQuotes(sent) {
		return []try{{distance(straight(sent)), base}} // the outlet tells what it did itself
	}
	if m := speaking.FindString(sent); m != "" && !participle.MatchString(m) && named(m) && evenQuotes(sent) && !relativeDay.MatchString(sent) && !pronouns[strings.ToLower(strings.Fields(m)[0])] && !bareBody.MatchString(sent) && !elliptic.MatchString(sent) {
		if r, _ := utf8.DecodeRuneInString(sent); unicode.IsUpper(r) {
			return []try{{distance(straight(sent)), base}} // it names its source itself
		}
	}
	text := quoted(sent, ",") + " " + c.outlet(s.Report) + " " + reported(r)
	var out []try
	if r.Publisher == "" && closing.MatchString(sent) && evenQuotes(sent) {
		out = append(out, try{distance(straight(sent)), base}) // it names its source itself
	}
	if head, _, _ := strings.Cut(strings.TrimLeft(sent, "“\"‘'"), " "); pronouns[strings.ToLower(head)] && !own(s) && r.Publisher != "" {
		// Say whom the pronoun stands for.
		for _, v := range c.names(s) {
			if samePlain(strings.TrimPrefix(v.text, "the "), r.Publisher) {
				return []try{{quoted(sent, ",") + " " + v.subject() + " said", base}}
			}
			if named(v.text) {
				out = append(out, try{text + " of " + v.text, append(append([]Citation{}, base...), v.cites...)})
			}
		}
	}
	if pronounSays.MatchString(outsideQuotes(sent)) {
		return out // somebody of whom only the text before tells
	}
	return append(out, try{text, base})
}

func evenQuotes(s string) bool {
	return strings.Count(s, "“") == strings.Count(s, "”") && strings.Count(s, "\"")%2 == 0
}

// straight turns straight quotation marks into paired ones, with a space after
// a closing one.
func straight(s string) string {
	var b strings.Builder
	open := false
	for i, r := range s {
		if r == '"' {
			open = !open
			if open {
				r = '“'
			} else {
				r = '”'
			}
		}
		b.WriteRune(r)
		if next := i + utf8.RuneLen(r); r == '”' && next < len(s) {
			if n, _ := utf8.DecodeRuneInString(s[next:]); unicode.IsLetter(n) {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// reported is the verb of an outlet; a body that publishes itself says.
func reported(r *report.Report) string {
	if r.Publisher == "" || institution.MatchString(r.Publisher) && !press.MatchString(r.Publisher) {
		return "said"
	}
	return "reported"
}

// relay is one way to tell through whom words came.
type relay struct{ text, told string }

// relays gives the ways to name the relay, then none.
func relays(s *dossier.Statement) []relay {
	if len(s.Relay) == 0 {
		return []relay{{}}
	}
	last := s.Relay[len(s.Relay)-1]
	if s.Attr != nil && (s.Attr.Addressee != "" || s.Speaker.Class == statement.Expert) && s.Direct {
		return []relay{{told: last}, {text: via(s)}, {}}
	}
	return []relay{{text: via(s)}, {}}
}

// direct gives the quoted words of a direct statement.
func (c *composer) direct(s *dossier.Statement, words string, sp report.Span) (string, bool) {
	if !s.Direct {
		return "", false
	}
	text := c.d.Reports[s.Report].Text
	w := strings.TrimSpace(words)
	if head, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "“\"‘'")); unicode.IsLower(head) {
		return "", false // a piece of a sentence, not one
	}
	if strings.HasPrefix(w, "“") || strings.HasPrefix(w, "\"") {
		// Two pieces of one quotation with the cue between them do not read as one.
		inner := strings.Trim(w, "“”\",. ")
		if strings.ContainsAny(inner, "“”\"") {
			return "", false
		}
		return w, true
	}
	before := strings.TrimRight(text[max(0, sp.Start-4):sp.Start], " ")
	return w, strings.HasSuffix(before, "“") || strings.HasSuffix(before, "\"") || s.Attr == nil
}

// clauseLike tells whether words can follow "said that".
func clauseLike(words string) bool {
	w := strings.Fields(words)
	return len(w) >= 3 && words != strings.ToUpper(words) && !strings.ContainsAny(words, "\n:;?") && strings.Count(words, "“") == strings.Count(words, "”") && strings.Count(words, "\"")%2 == 0 &&
		!startsBadly[strings.ToLower(w[0])] && !strings.HasSuffix(w[0], "ing") && finite(words)
}

// finite tells whether words hold a finite verb.
func finite(words string) bool {
	doc := language.Analyze(words, time.Time{})
	if len(doc.PTB) > 0 && (doc.PTB[0] == language.VBN || doc.PTB[0] == language.VBD) {
		return false // "charged with murder are …" has lost its subject
	}
	for _, t := range doc.PTB {
		if t == language.VBD || t == language.VBZ || t == language.VBP || t == language.MD {
			return true
		}
	}
	return false
}

var startsBadly = map[string]bool{"to": true, "of": true, "and": true, "but": true, "or": true, "by": true, "from": true, "with": true, "killing": true, "leaving": true, "including": true, "which": true, "who": true, "whom": true, "whether": true, "if": true, "how": true, "why": true, "what": true, "as": true, "for": true, "after": true, "because": true, "on": true, "in": true, "at": true, "when": true, "while": true, "not": true, "nor": true, "then": true, "so": true, "also": true, "about": true}

// indirect fits printed words behind "that": no leading "that", no closing
// stop, the first letter small where the reports print the word small.
func (c *composer) indirect(words string) string {
	w := strings.Join(strings.Fields(words), " ")
	w = strings.TrimRight(w[openerLen(w):], ",.;: ")
	w = strings.TrimPrefix(lateCue.ReplaceAllString(w, ""), "that ")
	if inside, ok := strings.CutSuffix(w, ",”"); ok {
		w = inside + "”"
	}
	head, _, _ := strings.Cut(w, " ")
	if r, n := utf8.DecodeRuneInString(w); unicode.IsUpper(r) && (commonFirst(w) || c.check.small(plain(head)) || openers[plain(head)]) && head != "I" {
		w = string(unicode.ToLower(r)) + w[n:]
	}
	return distance(strings.ReplaceAll(w, "\"", ""))
}

// commonFirst tells whether words begin with a common noun in the plural, of
// which only the place makes the first letter great.
func commonFirst(words string) bool {
	head, _, _ := strings.Cut(words, " ")
	doc := language.Analyze(words, time.Time{})
	return len(doc.PTB) > 0 && doc.PTB[0] == language.NNS && head != strings.ToUpper(head)
}

// sayCue matches the words behind which "that" and a clause can stand.
var sayCue = regexp.MustCompile(`(?i)^(?:also |later |earlier |has |had |have |did |still |then )*(?:said|says?|saying|told|tells|added|adds|adding|noted|notes|stated|states|announced|explained|stressed|insisted|insists|claimed|claims|alleged|confirmed|confirms|denied|denies|acknowledged|admitted|warned|believes?|believed|reported|reports|suspects?|suspected|maintained|maintains|according to|informed)\b`)

// cue gives the printed cue words of a statement.
func (c *composer) cue(s *dossier.Statement) string {
	if s.Attr == nil || len(s.Attr.Cue) == 0 {
		return ""
	}
	text := c.d.Reports[s.Report].Text
	sp := s.Attr.Cue[0]
	if sp.Start < 0 || sp.Start >= sp.End || sp.End > len(text) {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(sp.Of(text)))
}

// denying matches the cue of a denial.
var denying = regexp.MustCompile(`\b(?:den(?:y|ies|ied|ying))\b`)

// verbOf keeps "said" neutral; "claimed" stands where a party speaks for
// itself.
func (c *composer) verbOf(s *dossier.Statement) string {
	cue := c.cue(s)
	switch {
	case denying.MatchString(cue):
		return "denied" // whatever else the statement is read to claim
	case s.Stance == statement.Confirms && strings.Contains(cue, "confirm"):
		return "confirmed"
	case s.Stance == statement.Suspects && strings.Contains(cue, "suspect"):
		return "suspected"
	case s.Stance == statement.Claims:
		if s.Authority == 'd' || s.Speaker.Class == statement.ArmedGroup {
			return "claimed"
		}
	}
	return "said"
}
