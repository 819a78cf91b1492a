package explain

import (
	"regexp"
	"strings"

	"sofar/dossier"
	"sofar/statement"
)

// known writes what is known: the lead with the toll, each figure with who
// gave it, who is held responsible, the cause.
func (c *composer) known() {
	lead := c.lead()
	from := 0
	if lead {
		from = 1
	}
	key := 5
	if !lead {
		key = 1
	}
	for _, group := range c.voices(c.d.Figures[min(from, len(c.d.Figures)):]) {
		if c.together(group, key) {
			key = 5
			continue
		}
		for _, f := range group {
			c.figure(f, key)
			key = 5
		}
	}
	for i := range c.d.Figures {
		c.corrections(&c.d.Figures[i])
	}
	for i := range c.d.Responsibility {
		c.actor(&c.d.Responsibility[i], Known)
	}
	c.causes()
	for i := range c.d.Figures {
		c.parts(&c.d.Figures[i])
	}
}

// lead says what happened, where and when, and the first figure with who gave it.
func (c *composer) lead() bool {
	in := c.d.Incident
	noun := kindNoun[in.Type]
	if len(c.d.Figures) == 0 || noun == "" {
		return false
	}
	f := &c.d.Figures[0]
	star := c.byID[f.BestID]
	if star == nil || f.Best == 0 || f.Kind != statement.Killed && f.Kind != statement.Injured {
		return false
	}
	day, dayCite := c.day()
	d := draft{section: Known, template: "lead", kind: string(f.Kind), key: 1}
	for _, place := range [][]string{c.printedPlaces(in.Place), nil} {
		where, placeCites := "", []Citation(nil)
		if len(place) > 0 {
			var ok bool
			if placeCites, ok = c.citePlace(place, star.Report); !ok {
				continue
			}
			where = " " + placePhrase(calm(place), c.article)
		}
		for _, when := range []string{day, ""} {
			for _, g := range c.given(f, star, true) {
				cites := append(append([]Citation{}, g.cites...), placeCites...)
				if when != "" {
					cites = append(cites, dayCite)
				}
				verb := " killed "
				if f.Kind == statement.Injured {
					verb = " injured "
				}
				t := first(noun) + where + when + verb + counted(star.Figure) + g.after
				d.tries = append(d.tries, try{t, cites})
			}
		}
	}
	return c.add(d)
}

// title names a story whose reports have no title.
func (c *composer) title() string {
	noun := kindNoun[c.d.Incident.Type]
	if _, n, ok := strings.Cut(noun, " "); ok {
		return strings.TrimRight(first(n)+" "+placePhrase(calm(c.printedPlaces(c.d.Incident.Place)), c.article), " ,")
	}
	return "Untitled"
}

// printedPlaces keeps the names that some report prints.
func (c *composer) printedPlaces(place []string) []string {
	var out []string
	for _, p := range place {
		for _, m := range c.d.Members {
			if strings.Contains(c.d.Reports[m.Report].Text, p) {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// day gives " on 9 February" where a report of that day can prove it.
func (c *composer) day() (string, Citation) {
	dt := c.d.Incident.Date
	if dt == nil || dt.Start.IsZero() {
		return "", Citation{}
	}
	for _, m := range c.d.Members {
		r := c.d.Reports[m.Report]
		p := r.Published
		if !p.IsZero() && p.Year() == dt.Start.Year() && p.YearDay() == dt.Start.YearDay() {
			return " on " + p.Format("2 January"), c.citeSpan(m.Report, sentenceAt(r.Text, firstWords(r.Text)))
		}
	}
	return "", Citation{}
}

// firstWords is a small span at the start of a text.
func firstWords(text string) (sp statement.Span) {
	i := 0
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
		i++
	}
	return statement.Span{Start: i, End: min(len(text), i+1)}
}

// citePlace finds sentences that hold the names of a place, in the given
// report first.
func (c *composer) citePlace(place []string, rep string) ([]Citation, bool) {
	var out []Citation
	for _, p := range shownPlace(place) {
		ct, ok := c.citeWords(rep, p)
		for i := 0; (!ok || openerLen(ct.Quote) > 0) && i < len(c.d.Members); i++ {
			if other, found := c.citeWords(c.d.Members[i].Report, p); found && (!ok || openerLen(other.Quote) == 0) {
				ct, ok = other, true
			}
		}
		if !ok {
			return nil, false
		}
		out = append(out, ct)
	}
	return out, true
}

// figure writes the sentence of one figure.
func (c *composer) figure(f *dossier.Figure, key int) {
	star := c.byID[f.BestID]
	if star == nil {
		return
	}
	d := draft{section: Known, template: "figure", kind: string(f.Kind), key: key}
	text := counted(star.Figure) + " " + predicateOf(star.Figure)
	if star.Figure.Low == 0 && star.Figure.High == 0 {
		text = nobody(f)
	}
	for _, g := range c.given(f, star, false) {
		d.tries = append(d.tries, try{opening(text) + g.after, g.cites})
	}
	c.add(d)
}

// parts writes what the figure's speakers count apart: "four of those arrested
// are suspected gunmen".
func (c *composer) parts(f *dossier.Figure) {
	n := 0
	seen := map[string]bool{}
	for i := len(c.d.Statements) - 1; i >= 0 && n < 3; i-- {
		s := &c.d.Statements[i]
		if s.Figure == nil || s.Figure.Kind != f.Kind || s.Figure.Scope != statement.ScopeSubset || !news(s) || s.Figure.Low != s.Figure.High || s.Figure.Low == 0 || s.Stance == statement.Predicts {
			continue
		}
		u := strings.TrimSpace(s.Figure.Unit)
		if star := c.byID[f.BestID]; star != nil && unitOf(star.Figure) == unitOf(s.Figure) {
			continue // "one of the men was a man"
		}
		if s.Figure.Low > f.High || !personNoun(u) || u == "" || unitOf(s.Figure) == "people" || strings.ToLower(u) != u || strings.HasPrefix(u, "serious") || strings.HasPrefix(u, "light") || seen[u] || len(strings.Fields(u)) > 3 {
			continue
		}
		seen[u] = true
		d := draft{section: Known, template: "part", kind: string(f.Kind)}
		be, noun := " were ", u
		if s.Figure.Low == 1 {
			be = " was a "
			noun = one(u)
		}
		if f.Kind == statement.Arrested && s.Figure.Low > 1 {
			be = " are "
		}
		text := opening(count(s.Figure.Low)+" ") + "of " + those(f.Kind) + be + noun
		for _, v := range c.names(s) {
			d.tries = append(d.tries, try{text + ", " + v.subject() + " said", append(c.cite(s), v.cites...)})
		}
		if own(s) {
			d.tries = append(d.tries, try{text + ", " + c.outlet(s.Report) + " " + reported(c.d.Reports[s.Report]), c.cite(s)})
		}
		if c.add(d) {
			n++
		}
	}
}

// actor writes one actor's row: claims, accusations and who supports them, then
// the actor's denial, once.
func (c *composer) actor(r *dossier.Responsibility, section string) {
	told, denied := 0, false
	for pass := 0; pass < 2; pass++ {
		for _, id := range r.Statements {
			s := c.byID[id]
			if s == nil || !news(s) || told >= 4 || against(s) != (pass == 1) || pass == 1 && denied {
				continue
			}
			key := 0
			if told == 0 && c.keyed(section) < 1 {
				key = 5
			}
			d := draft{section: section, template: "responsibility", kind: "responsibility", key: key}
			d.tries = append(append(c.blame(s), c.retold(s)...), c.printed(s)...)
			if c.add(d) {
				told++
				denied = denied || pass == 1
			}
		}
	}
}

// against tells whether a statement speaks for the actor's innocence.
func against(s *dossier.Statement) bool {
	q := s.Responsibility
	return withStance(s, statement.Denies, statement.Rejects) || q != nil && (q.Relation == statement.DeniedBy || q.Relation == statement.RuledOut)
}

// keyed counts a section's responsibility sentences in the short lengths.
func (c *composer) keyed(section string) int {
	n := 0
	for _, s := range c.out {
		if s.Section == section && s.Key > 0 && s.Kind == "responsibility" {
			n++
		}
	}
	return n
}

// through tells by what channel: "in a message", "on the Skylark app".
func through(channel string) string {
	if medium.MatchString(channel) {
		return " on " + channel
	}
	return " in " + channel
}

var medium = regexp.MustCompile(`(?i)^(?:(?:the|its|their) (?:[\p{L}-]+ ){0,3}(?:app|website|channel|site|platform|radio|television)$|telegram|x$|twitter|facebook|social media)`)

// theClaim are words for a claim of responsibility.
var theClaim = regexp.MustCompile(`(?i)\b(?:claim|message|recording|video|audio|communiqué)\b`)

// blame writes a claim, an accusation or a denial in the page's words.
func (c *composer) blame(s *dossier.Statement) []try {
	var out []try
	q := s.Responsibility
	if q.Relation == statement.AttributedTo || q.Relation == statement.RuledOut || q.Relation == statement.DeniedBy && s.Direct {
		for _, t := range append(c.outer(s), c.said(s)...) {
			if mentions(t.text, q.Actor) || s.Direct || theClaim.MatchString(t.text) {
				out = append(out, t)
			}
		}
		for _, t := range c.retold(s) {
			if mentions(t.text, q.Actor) || theClaim.MatchString(t.text) {
				out = append(out, t)
			}
		}
	}
	if own(s) {
		return out
	}
	name, nameCite := c.anywhere(s, q.Actor)
	act := c.act()
	base := append(c.cite(s), nameCite)
	for _, v := range c.names(s) {
		cites := append(append([]Citation{}, base...), v.cites...)
		for _, rel := range relays(s) {
			tail := rel.text
			switch {
			case q.Relation == statement.ClaimedBy && withStance(s, statement.Claims, statement.States):
				claim := first(v.subject()) + " claimed responsibility for " + act
				if plain(v.text) == plain(q.Actor) || strings.Contains(plain(v.text), plain(q.Actor)) || s.Speaker.Class == statement.ArmedGroup {
					if q.Channel != "" {
						how := tail
						if len(s.Relay) == 1 && strings.Contains(q.Channel, s.Relay[0]) {
							how = "" // the channel is the relay: "posted on Telegram"
						}
						out = append(out, try{claim + through(q.Channel) + how, cites})
					}
					out = append(out, try{claim + tail, cites})
				}
			case q.Relation == statement.AttributedTo && withStance(s, statement.Confirms):
				if target := c.byID[s.Answers]; target != nil && target.Responsibility != nil && target.Responsibility.Relation == statement.ClaimedBy {
					out = append(out, try{v.subject() + " supported the claim of " + name + ": " + c.cited(s, tail), cites})
				}
				out = append(out, try{v.subject() + " also pointed to " + name + ": " + c.cited(s, tail), cites})
			case q.Relation == statement.AttributedTo && withStance(s, statement.States, statement.Claims, statement.Suspects):
				verb := " pointed to "
				if s.Stance == statement.Suspects {
					verb = " suspected "
				}
				text := v.subject() + verb + name
				if q.Rule == "accusation answered" { // the words cited are those of whoever answers him
					text += tail
				} else {
					text += ": " + c.cited(s, tail)
				}
				out = append(out, try{text, cites})
			case q.Relation == statement.DeniedBy && s.Kind == statement.KindResponsibility && samePlain(s.Speaker.Origin, q.Actor):
				out = append(out, c.denial(s, v, cites, tail)...)
			}
		}
	}
	return out
}

// denial writes who denies it, in reported speech or with the words of the report.
func (c *composer) denial(s *dossier.Statement, v voice, cites []Citation, tail string) []try {
	words, _, whole := c.content(s)
	var out []try
	if whole && !s.Direct && strings.Contains(c.cue(s), "den") && clauseLike(words) {
		out = append(out, try{v.subject() + " denied that " + c.indirect(words) + tail, cites})
	}
	if s.Direct {
		return out
	}
	return append(out, try{v.subject() + " denied responsibility" + tail, cites})
}

// act names the deed for "claimed responsibility for …".
func (c *composer) act() string {
	noun := kindNoun[c.d.Incident.Type]
	if _, n, ok := strings.Cut(noun, " "); ok && noun != "" {
		return "the " + n
	}
	return "it"
}

// undecided are words that leave the cause open.
var undecided = regexp.MustCompile(`(?i)\b(?:declined|too early|not (?:yet )?(?:known|clear|established)|unclear|unknown|no comment|would not|could not say|is being (?:established|investigated)|under investigation)\b`)

// cites tells whether the page has cited the sentence already.
func (c *composer) cites(rep string, sp statement.Span) bool {
	for _, s := range c.out {
		for _, ct := range s.Citations {
			if ct.Report == rep && ct.Span.Contains(sp) && s.Section != Timeline {
				return true
			}
		}
	}
	return false
}

// causes writes what is said about the cause.
func (c *composer) causes() {
	n := 0
	for i := len(c.d.Statements) - 1; i >= 0 && n < 3; i-- {
		s := &c.d.Statements[i]
		if s.Kind != statement.KindCause || !news(s) || !stands(s) || c.reasonOnly(s) || s.Speaker.Class == statement.Expert || withStance(s, statement.CannotConfirm, statement.NoComment, statement.Denies, statement.Rejects, statement.Retracts) {
			continue
		}
		text := c.d.Reports[s.Report].Text
		sp := sentenceAt(text, s.Span)
		switch sent := sp.Of(text); {
		case c.cites(s.Report, sp):
		case undecided.MatchString(sent):
			c.add(draft{section: NotKnown, template: "cause", kind: "cause", tries: append(c.say(s), c.wordsOf(c.d.Reports[s.Report], sp)...)})
		case c.add(draft{section: Known, template: "cause", kind: "cause", tries: c.say(s)}):
			n++
		}
	}
}
