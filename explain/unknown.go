package explain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
)

// What is not known: only what is still open, and only what bears on the event.

var (
	// matters are the questions that a page keeps open: toll, whereabouts, cause,
	// responsibility, motive, whether evidence is genuine.
	matters  = regexp.MustCompile(`(?i)\b(?:kill|dead|death|die|toll|injur|wound|casualt|victim|missing|number|how many|whereabouts|traced|survivor|trapped|hostage|captive|cause|exploded|why|how (?:the |a )?(?:fire|blast|explosion|crash|attack|accident|collision|collapse|gunmen|bomb)|who |whose|behind|responsib|motiv|claim|attack|recording\b|message|authentic|genuine|verif|identi|whether|account)`)
	noClaim  = regexp.MustCompile(`(?i)\b(?:no (?:group|one|organi[sz]ation|claim)|nobody|not (?:yet |immediately )?(?:been )?claimed|no (?:immediate )?claim)\b.*\b(?:claim|responsib|did it|behind)|\bnobody (?:had|has) said they did it`)
	accident = regexp.MustCompile(`(?i)\baccident\b.*\b(?:attack|deliberate|bomb)|\b(?:attack|deliberate|bomb)\b.*\baccident`)
	theCause = regexp.MustCompile(`(?i)\b(?:cause|what (?:had |has )?(?:exploded|caused)|how the \w+ (?:started|began|broke out|happened))\b`)
	anyCount = regexp.MustCompile(`(?i)\b(?:any|a) (?:number|figure|toll|count)|\bnumber of (?:dead|victims|casualties)|\bhow many\b`)
)

// violent are the incident types that are no accident.
var violent = map[string]bool{"attack": true, "bombing": true, "shooting": true, "kidnapping": true, "hijacking": true, "arson": true, "robbery": true}

// open tells whether a point bears on the event and no later statement closed it.
func (c *composer) open(p *dossier.Point) bool {
	if p.Kind == dossier.PointListMissing || p.Kind == dossier.PointNotGiven {
		return true
	}
	words, at := "", c.pointAt(p)
	if p.Report != "" {
		words = p.Span.Of(c.d.Reports[p.Report].Text)
	} else if s := c.byID[p.Statements[0]]; s != nil {
		text := c.d.Reports[s.Report].Text
		words = sentenceAt(text, s.Span).Of(text)
	}
	if !matters.MatchString(words) || c.overtaken(p) {
		return false
	}
	for i := range c.d.Statements {
		s := &c.d.Statements[i]
		if !s.FirstSeen.After(at) || s.Background || s.Withdrawn != "" || against(s) {
			continue
		}
		answers := withStance(s, statement.States, statement.Confirms, statement.Claims)
		switch {
		case !answers:
		case s.Responsibility != nil && s.Responsibility.Relation == statement.ClaimedBy && noClaim.MatchString(words),
			s.Kind == statement.KindCause && s.Authority <= 'b' && theCause.MatchString(words) && !own(s),
			s.Figure != nil && s.Figure.Scope == statement.ScopeTotal && s.Authority == 'a' && anyCount.MatchString(words):
			return false
		}
	}
	if c.d.Incident.Type == "bombing" && theCause.MatchString(words) {
		return false
	}
	if violent[c.d.Incident.Type] && accident.MatchString(words) {
		for i := range c.d.Responsibility {
			if strings.HasPrefix(c.d.Responsibility[i].Status, "claimed") || strings.HasPrefix(c.d.Responsibility[i].Status, "accused") {
				return false
			}
		}
	}
	return true
}

// wordsOf tells a sentence of a report that no statement carries: as it stands
// where the outlet speaks of itself, else quoted as the outlet's.
func (c *composer) wordsOf(r *report.Report, sp report.Span) []try {
	words := sp.Of(r.Text)
	cites := []Citation{{Report: r.ID, Span: sp, Quote: words}}
	var out []try
	if m := closing.FindStringSubmatchIndex(words); m != nil && named(words[m[2]:m[3]]) && clauseLike(words[:m[0]]) && !strings.ContainsAny(words, "“\"") && !relativeDay.MatchString(words) {
		out = append(out, try{first(lowerThe(words[m[2]:m[3]])) + " said that " + c.indirect(words[:m[0]]), cites})
	}
	for i := range c.d.Members {
		p := c.d.Reports[c.d.Members[i].Report].Publisher
		if p != "" && strings.HasPrefix(words, p+" ") && !strings.ContainsAny(words, "“\"") {
			out = append(out, try{words, cites})
		}
	}
	if m := speaking.FindString(words); m != "" && !participle.MatchString(m) && !pronouns[strings.ToLower(strings.Fields(m)[0])] && evenQuotes(words) && !relativeDay.MatchString(words) {
		if name, ct, ok := c.bodyBefore(r, sp); ok {
			_, rest, _ := strings.Cut(strings.TrimPrefix(words, "The "), " ")
			out = append(out, try{name + " " + straight(rest), append([]Citation{ct}, cites...)})
		} else if r, _ := utf8.DecodeRuneInString(words); unicode.IsUpper(r) && !bareBody.MatchString(words) {
			out = append(out, try{straight(words), cites})
		}
	}
	return append(out, try{quoted(words, ",") + " " + c.outlet(r.ID) + " " + reported(r), cites})
}

// speaking opens a sentence that attributes itself: "Interior Ministry
// spokeswoman Vesna Ardelić declined to …".
var speaking = regexp.MustCompile(`^(?:[\p{L}'’.-]+,? ){1,9}(?:said|says|declined|refused|would not|did not say|could not|cannot|repeated|stressed|added|told|was unable|insisted|insists|denied|denies|rejected|maintained|confirmed|announced|accused|suspects?|suspected)\b`)

// bareBody opens a sentence with a body that only the text before names.
var bareBody = regexp.MustCompile(`^The (ministry|hospital|agency|company|prefecture|service|embassy|brigade|clinic|council|office|police|department|army|government|group|spokesman|spokeswoman|minister|president|inspector|official|officials)\b`)

// bodyBefore gives the name of the body for which "The ministry" stands: the
// last one of that noun before it.
func (c *composer) bodyBefore(r *report.Report, sp report.Span) (string, Citation, bool) {
	m := bareBody.FindStringSubmatch(sp.Of(r.Text))
	if m == nil {
		return "", Citation{}, false
	}
	noun := first(m[1])
	before := r.Text[:sp.Start]
	at := strings.LastIndex(before, noun)
	if at < 0 {
		return "", Citation{}, false
	}
	from, to := at, at+len(noun)
	if m := ofName.FindString(before[to:]); m != "" {
		to += len(m)
	}
	if m := nameBefore.FindStringIndex(before[max(0, from-60):from]); m != nil {
		from = max(0, from-60) + m[0]
	}
	if to-from == len(noun) {
		return "", Citation{}, false
	}
	name := strings.TrimPrefix(strings.TrimPrefix(before[from:to], "The "), "the ")
	return "the " + name, c.citeSpan(r.ID, report.Span{Start: from, End: to}), true
}

var (
	ofName     = regexp.MustCompile(`^ (?:of|for) (?:the )?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,3}`)
	nameBefore = regexp.MustCompile(`(?:\p{Lu}[\p{L}-]+ ){1,3}$`)
)

// participle opens a sentence whose subject comes later ("Hinting at …").
var participle = regexp.MustCompile(`^(?:\p{Lu}\p{L}+ing|But|And|However|Asked|When|While|After|As|In|At|On|For|Earlier|Despite|Although)\b`)

// mixed tells whether the sentence of a figure of the past also counts the
// present: "was lowered from 21 to 19" is no history.
func (c *composer) mixed(s *dossier.Statement) bool {
	text := c.d.Reports[s.Report].Text
	sp := sentenceAt(text, s.Span)
	for i := range c.d.Statements {
		t := &c.d.Statements[i]
		if t.Report == s.Report && t.Figure != nil && t.Figure.Kind == s.Figure.Kind && t.Figure.Scope == statement.ScopeTotal && sp.Overlaps(t.Span) {
			return true
		}
	}
	return false
}
