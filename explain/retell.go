package explain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/report"
)

// Retelling: a report's own sentence that names its speaker is told with that
// speaker named in full, instead of being quoted as the outlet's words.

var (
	// relativeDay matches words that mean another day on the page than in the
	// report.
	relativeDay = regexp.MustCompile(`(?i)\b(?:today|yesterday|tomorrow|tonight|overnight|this (?:morning|afternoon|evening|week|month|year)|last (?:night|week|month|year)|(?:next|coming) (?:week|month|year)|an hour ago|hours ago|ago)\b`)
	// colourful verbs are no neutral report of speech.
	colourful = regexp.MustCompile(`(?i)\b(?:thunder|boast|brag|rant|slam|blast|gloat|rave|fume|crow|blurt|scoff|sneer|lash|snap|rail)(?:s|ed|ped|ted|ged|med)?\b`)
	// openingPronoun begins a clause with a word that stands for somebody named before.
	openingPronoun = regexp.MustCompile(`^(?i:they|them|these|those|this|both|all of them|neither)\b`)
	// lateCue is a second attribution that ends a clause: ", he noted".
	lateCue = regexp.MustCompile(`, (?:he|she|it|they|the [\p{L} ]{3,30}) (?:said|says|added|adds|noted|stressed|explained|told [\p{L} ]{2,30})$`)
	// closing is an attribution that ends a printed sentence.
	closing = regexp.MustCompile(`, ([^,“”"]{2,60}) (?:said|says|reported|reports|announced|added)(?: (?:on|late on|early on) \p{L}+day(?: \p{L}+)?)?\.?$`)
)

// retold gives the alternatives of a sentence that opens with its speaker
// ("The ministry repeated that …") or closes with it ("…, the inspector said").
func (c *composer) retold(s *dossier.Statement) []try {
	if own(s) {
		return nil
	}
	text := c.d.Reports[s.Report].Text
	sp := sentenceAt(text, s.Span)
	src := s.Printed.Span
	if s.Attr != nil && len(s.Attr.Source) > 0 {
		src = s.Attr.Source[0]
		for _, more := range s.Attr.Source[1:] {
			src = src.Cover(more)
		}
	}
	sent := sp.Of(text)
	if !sp.Contains(src) || src.Empty() || sp.Len() > 420 || strings.ContainsAny(sent, "\n;?") || !evenQuotes(sent) || colourful.MatchString(c.cue(s)) {
		return nil
	}
	cites := c.cite(s)
	var out []try
	for _, v := range c.names(s) {
		all := append(append([]Citation{}, cites...), v.cites...)
		switch t := text[sp.Start:]; {
		case asked.MatchString(sent):
			m := asked.FindStringSubmatchIndex(sent)
			out = append(out, try{distance(straight(sent[:m[2]])) + v.subject() + distance(straight(strings.TrimSuffix(sent[m[3]:], "."))), all})
		case src.Start == sp.Start:
			rest := text[src.End:sp.End]
			if !opensClause(rest) || relativeDay.MatchString(rest) {
				continue
			}
			if cut, ok := strings.CutPrefix(rest, ", "); ok && !strings.Contains(v.text, ", ") && sayCue.MatchString(cut) {
				rest = " " + cut // the apposition that the comma closed is left out
			}
			rest = lateCue.ReplaceAllString(strings.TrimSuffix(rest, "."), "")
			if src.Of(text) == "We" {
				rest = thirdPerson(rest)
			}
			out = append(out, try{strings.TrimSuffix(v.subject(), ",") + closeApposition(v, rest) + distance(straight(ownName(rest, v, s))), all})
		case s.Attr != nil && len(s.Attr.Cue) > 0 && !strings.ContainsAny(sent, "“\""):
			edge := min(src.Start, s.Attr.Cue[0].Start)
			after := max(src.End, s.Attr.Cue[len(s.Attr.Cue)-1].End)
			if edge <= sp.Start || after > sp.End || len(strings.Fields(text[after:sp.End])) > 4 {
				continue
			}
			content := strings.TrimRight(t[:edge-sp.Start], " ")
			if words, ok := strings.CutSuffix(content, ","); ok && clauseLike(words) && !relativeDay.MatchString(words) && !openingPronoun.MatchString(words) {
				out = append(out, try{v.subject() + " said that " + ownName(c.indirect(words), v, s), all})
			}
		}
	}
	return out
}

// outer names who tells of another's words: "Kestria has intelligence …,
// Defence Minister Clara Montfort said" is the minister's sentence.
func (c *composer) outer(s *dossier.Statement) []try {
	text := c.d.Reports[s.Report].Text
	sp := sentenceAt(text, s.Span)
	m := closing.FindStringSubmatchIndex(sp.Of(text))
	if own(s) || s.Attr == nil || m == nil || !named(sp.Of(text)[m[2]:m[3]]) {
		return nil
	}
	if strings.Contains(sp.Of(text)[m[3]:], " report") {
		return nil // an outlet passes it on
	}
	teller := report.Span{Start: sp.Start + m[2], End: sp.Start + m[3]}
	words := text[sp.Start : sp.Start+m[0]]
	if teller.Overlaps(s.Printed.Span) || !sp.Contains(s.Printed.Span) || s.Printed.Span.Empty() || strings.ContainsAny(words, "“\"") || !clauseLike(words) || relativeDay.MatchString(words) {
		return nil
	}
	return []try{{first(lowerThe(teller.Of(text))) + " said that " + c.indirect(words), c.cite(s)}}
}

// opensClause tells whether the words behind a subject go on with its verb or
// its apposition.
func opensClause(rest string) bool {
	if strings.HasPrefix(rest, ", ") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, " "))
	return strings.HasPrefix(rest, " ") && unicode.IsLower(r) && !strings.HasPrefix(rest, " of ") && !strings.HasPrefix(rest, " and ")
}

// closeApposition puts the comma after "Ashkar, the army spokesman" where the
// sentence goes on without one.
func closeApposition(v voice, rest string) string {
	if strings.HasPrefix(rest, ",") || !strings.HasSuffix(v.subject(), ",") {
		return ""
	}
	return ","
}

// ownName puts "it" for a speaker that speaks of itself, by the name of the
// sentence or by another of its names: "Northmark said that it has …".
func ownName(words string, v voice, st *dossier.Statement) string {
	name := strings.TrimPrefix(v.text, "the ")
	starts := func(n string) (string, bool) {
		for _, form := range []string{n, "the " + n, "The " + n} {
			if rest, ok := strings.CutPrefix(words, form); ok && selfVerb.MatchString(rest) {
				return "it" + rest, true
			}
		}
		return "", false
	}
	if !strings.Contains(name, " ") || len(strings.Fields(name)) < 6 && institution.MatchString(name) {
		if out, ok := starts(name); ok {
			return out
		}
	}
	for _, n := range append([]string{st.Printed.Name}, st.Printed.Aliases...) {
		if n != "" && !strings.Contains(n, " ") && st.Printed.Post == "" {
			if out, ok := starts(n); ok {
				return out
			}
		}
	}
	return words
}

var selfVerb = regexp.MustCompile(`^ (?:has|had|is|was|will|would) `)

// cited quotes printed words before a tail such as ", Reuters reported"; words
// that name their speaker at their end give it as the tail.
func (c *composer) cited(s *dossier.Statement, tail string) string {
	text := c.d.Reports[s.Report].Text
	words := strings.TrimSpace(bare(text, s.Span).Of(text))
	if m := closing.FindStringSubmatch(words); m != nil {
		words = words[:len(words)-len(m[0])]
		if tail == "" && !pronouns[strings.ToLower(m[1])] {
			tail = ", " + lowerThe(m[1]) + " said"
		}
	}
	words = strings.TrimPrefix(words, "that ")
	if rest, it := afterName(words, s.Speaker.Name); rest != "" {
		return it + quoted(rest, "") + tail // the sentence has named the speaker already
	}
	return quoted(words, "") + tail
}

// stands tells whether a statement is more than the words that describe its
// own speaker ("who asked not to be named because …").
func stands(s *dossier.Statement) bool {
	if s.Attr == nil {
		return true
	}
	for _, src := range append([]report.Span{s.Printed.Span}, s.Attr.Source...) {
		if !src.Empty() && src.Contains(s.Span) {
			return false
		}
	}
	return true
}

var (
	anonymity   = regexp.MustCompile(`(?i)(?:anonym|name out of it|not (?:to )?be (?:named|identified|quoted))[^.]{0,40}\bbecause\b[^,.;]*`)
	justBecause = regexp.MustCompile(`(?i)\bbecause\b`)
	eventNoun   = regexp.MustCompile(`(?i)\b(?:accident|attack|blast|bomb\w*|collapse|collision|crash|derail\w*|disaster|earthquake|explosion|fire|flood|landslide|shooting|sank|sinking|capsiz\w*|storm|tragedy)\b`)
	causal      = regexp.MustCompile(`(?i)\b(?:caus|because|due to|owing to|led to|result|trigger|blame|origin|short circuit|set off|brought down|leak|brake|fault|fuse|spark|fail|collid|ignit|explo|overload|rain|burst|neglig)`)
)

// reasonOnly tells whether the only reason in a sentence is why its speaker stays
// unnamed or why a count changed.
func (c *composer) reasonOnly(s *dossier.Statement) bool {
	text := c.d.Reports[s.Report].Text
	sent := sentenceAt(text, s.Span).Of(text)
	sent = anonymity.ReplaceAllString(sent, "")
	for i := range c.d.Statements {
		if t := &c.d.Statements[i]; t.Report == s.Report && t.Figure != nil && sentenceAt(text, s.Span).Overlaps(t.Span) {
			sent = justBecause.ReplaceAllString(sent, "") // the reason of a count
		}
	}
	if own(s) && !eventNoun.MatchString(sent) {
		sent = justBecause.ReplaceAllString(sent, "")
	}
	return !causal.MatchString(sent)
}
