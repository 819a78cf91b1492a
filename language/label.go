package language

import (
	"regexp"
	"strings"
	"sync"
)

// maxHeadline is the longest line without a full stop that counts as a title.
const maxHeadline = 20

// markLabels sets Headline and Boilerplate on the sentences of paragraph p.
func (d *Doc) markLabels(p int, par Range) {
	first := len(d.Sents)
	for first > 0 && d.Sents[first-1].Paragraph == p {
		first--
	}
	for i := first; i < len(d.Sents); i++ {
		s := &d.Sents[i]
		if !d.hasWord(s.Range) || isBoilerplate(d.Text[s.Span.Start:s.Span.End]) {
			s.Boilerplate = true
		}
	}
	if len(d.Sents)-first == 1 {
		s := &d.Sents[first]
		last := d.Lower[s.End-1]
		if d.clockAlone(s.Range) {
			s.Headline = true
		}
		open := d.Flags[s.End-1]&FlagPunct == 0 || last == "'" || last == "\"" || last == ")" || last == "?"
		if !s.Bullet && s.Len() <= maxHeadline && open && !d.terminal(s.End-1) {
			s.Headline = true
		}
		if last == "?" && s.Len() <= maxHeadline && p == 0 && len(d.Paragraphs) > 1 {
			s.Headline = true
		}
	}
}

// hasWord tells whether a letter or digit stands in r.
func (d *Doc) hasWord(r Range) bool {
	for i := r.Start; i < r.End; i++ {
		if d.Flags[i]&FlagPunct == 0 {
			return true
		}
	}
	return false
}

// clockAlone tells of lines that give a time only: "6:05 p.m.".
func (d *Doc) clockAlone(r Range) bool {
	if r.Len() > 2 || d.Flags[r.Start]&FlagDigit == 0 {
		return false
	}
	if r.Len() == 1 {
		return clockShape(d.Lower[r.Start])
	}
	switch d.Lower[r.Start+1] {
	case "a.m.", "p.m.", "am", "pm", "gmt", "utc":
		return true
	}
	return false
}

// boilerplateMax is the longest sentence, in bytes, that is taken as boilerplate.
const boilerplateMax = 260

// boilerplate matches lines that belong to the page and not to the report.
var boilerplate = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`(?:please )?(?:click|tap|swipe) (?:here|on|to|through|below)\b`,
	`(?:please )?(?:sign up|subscribe|log ?in|register|follow us|like us|join us|join our|download (?:our|the) app)\b`,
	`(?:read|see|watch|learn|find out|hear|listen to|view) (?:more|also|next|the full (?:story|article|report|list|interview)|full story|all (?:the )?(?:stories|comments)|our)\b`,
	`(?:read|see) also\b`, `read or share this story\b`, `please enable javascript\b`, `related coverage\b`, `(?:https?://|www\.)\S+$`, `text size$`, `also read\b`, `related(?: (?:articles?|stories|news|content|topics|coverage))?\s*:`, `more (?:from|on this story|stories|news|to follow|to come|details (?:soon|to follow))\b`,
	`here(?:'s| is| are) (?:what|everything|all) (?:you need to know|we know|to know)`, `what (?:you need to know|to know|we know)(?: so far)?\s*[:.]?$`,
	`(?:this (?:is a )?(?:breaking|developing|story|article|page|post|live)|this is a (?:breaking|developing)).{0,60}\b(?:updated|updates|refresh|back|developing|closed)\b`,
	`this is a (?:breaking|developing) (?:news )?story\b`, `(?:breaking|developing)(?: news| story)?\s*[:.]?$`,
	`(?:please )?(?:check|come) back (?:for|later|soon)\b`, `refresh (?:this|the) page\b`, `(?:further|more) details (?:soon|to follow|as they come)\b`,
	`(?:share|print|email|comment|comments|tweet|advertisement|advertising|sponsored|promoted|loading|recommended|trending|most (?:read|popular|viewed)|live updates?|photo gallery|video|watch|listen|gallery|getty images|file photo)\s*[:.!]?$`,
	`share (?:this|on|via)\b`, `stay (?:tuned|with us)\b`, `(?:advertisement|story continues below|article continues|continue reading|scroll (?:down )?(?:for|to)|skip to)\b`,
	`(?:we|this (?:site|website)|our (?:site|website)) (?:use|uses|is using) cookies\b`, `(?:by (?:continuing|using|clicking|subscribing|signing)).{0,80}\b(?:agree|accept|consent|cookies|terms)\b`, `accept (?:all )?cookies\b`, `manage (?:your )?(?:preferences|subscription|cookies)\b`,
	`(?:copyright|©|\(c\))\s*(?:\d{4}|the\b|by\b)`, `all rights reserved\b`, `(?:this material|the content) may not be (?:published|reproduced)\b`,
	`anyone (?:with|who has) (?:any )?(?:information|details|tips?|footage)\b.{0,200}\b(?:call|contact|asked|urged|phone|email|hotline|crime stoppers)\b`,
	`(?:tips|information) can (?:also )?be (?:left|submitted|sent|called|given)\b`, `(?:to (?:report|submit|leave) (?:a|an|any) (?:tip|information|crime)|call|phone|contact) .{0,80}\b\d{3}[-. ]\d{3,4}\b`, `if you (?:have|know) (?:any|anything|more|information|something|a tip|a story|been affected|are affected|witnessed|were there)\b.{0,160}\b(?:call|contact|e-?mail|phone|tell us|get in touch|let us know|asked|message)\b`,
	`(?:do you have|have you been|are you in|did you witness|got a (?:tip|story))\b.{0,160}\?$`, `(?:get in touch|send (?:us )?(?:your|a)|e-?mail us|contact us|tell us|let us know|write to us)\b`,
	`(?:additional |with )?(?:reporting|editing|writing|additional reporting) by\b.{0,200}$`, `our standards\s*:`, `(?:thank you|thanks) for (?:reading|watching|subscribing|signing)\b`,
	`(?:support|donate|become a (?:member|subscriber)|buy (?:a|our)|start your (?:free )?trial|get (?:the|our|all the) (?:latest|best|top|newsletter|news|app|day's))\b`,
	`(?:the )?(?:views|opinions) expressed\b`, `(?:image|photo|picture|video) (?:source|credit|caption|courtesy|by)\b`, `(?:last )?updated\s*(?:at|on|:)?\s*\d`,
	`(?:to be continued|end|ends|-?30-|###|\*\*\*)\s*[.]?$`,
}, "|") + `)`)

// isBoilerplate tells whether a sentence belongs to the page: invitations to
// click, share or subscribe, notices, phone lines for tips, credits.
func isBoilerplate(s string) bool {
	if len(s) > boilerplateMax {
		return false
	}
	s = strings.TrimLeft(s, " \t•-*>»›([\"“'‘’|–—►▶")
	if strings.IndexByte(s, '@') > 0 && addressLine.MatchString(s) {
		return true
	}
	if !boilerplateHeads.match(s) {
		return false
	}
	b := labelBuffers.Get().(*[boilerplateMax]byte)
	defer labelBuffers.Put(b)
	return boilerplate.Match(b[:foldLabel(b[:], s)])
}

// labelBuffers hold sentences folded for boilerplate.
var labelBuffers = sync.Pool{New: func() any { return new([boilerplateMax]byte) }}

// foldLabel writes s to b with ASCII's letters small and typographic
// apostrophes straight, and gives the length.
func foldLabel(b []byte, s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isUpper(c):
			c += 'a' - 'A'
		case c == "’"[0] && strings.HasPrefix(s[i:], "’"):
			c, i = '\'', i+len("’")-1
		}
		b[n] = c
		n++
	}
	return n
}

// addressLine matches a mail address and what stands behind it.
var addressLine = regexp.MustCompile(`^\S+@\S+\.\S+$`)

var boilerplateHeads = headsOf(boilerplate.String())
