package explain

import (
	"regexp"
	"strings"

	"sofar/dossier"
	"sofar/language"
	"sofar/statement"
)

// known writes what is known: the lead with the toll, each figure with who
// gave it, who is held responsible, the cause.
func (c *composer) known() {
	lead := c.lead()
	key := 5
	for i := range c.d.Figures {
		f := &c.d.Figures[i]
		if i > 0 || !lead {
			k := 0
			if key > 3 {
				k, key = 5, key-1
			}
			if !lead && i == 0 {
				k = 1
			}
			c.figure(f, k)
		}
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
			where = " " + placePhrase(place, c.article)
		}
		for _, when := range []string{day, ""} {
			for _, g := range c.given(f, star) {
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
		return strings.TrimRight(first(n)+" "+placePhrase(c.printedPlaces(c.d.Incident.Place), c.article), " ,")
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
		for i := 0; !ok && i < len(c.d.Members); i++ {
			ct, ok = c.citeWords(c.d.Members[i].Report, p)
		}
		if !ok {
			return nil, false
		}
		out = append(out, ct)
	}
	return out, true
}

// givenBy is the tail of a figure's sentence: who gave it.
type givenBy struct {
	after string
	cites []Citation
}

// given writes who gave a figure: ", the Kremlin said; President Vladimir Putin
// put the number at 11".
func (c *composer) given(f *dossier.Figure, star *dossier.Statement) []givenBy {
	base := c.cite(star)
	if own(star) {
		r := c.d.Reports[star.Report]
		if r.Publisher == "" {
			return []givenBy{{", according to the report; no one is named as the source", base}}
		}
		return []givenBy{{", " + r.Publisher + " reported; no one is named as the source", base}, {", according to the report; no one is named as the source", base}}
	}
	var out []givenBy
	verb := " said"
	if star.Authority == 'd' {
		verb = " claimed"
	}
	more, moreCites := c.agreeing(f, star)
	for _, v := range c.names(star) {
		cites := append(append([]Citation{}, base...), v.cites...)
		for _, r := range relays(star) {
			if more != "" {
				out = append(out, givenBy{", " + v.subject() + verb + r.text + more, append(append([]Citation{}, cites...), moreCites...)})
			}
		}
		for _, r := range relays(star) {
			out = append(out, givenBy{", " + v.subject() + verb + r.text, cites})
		}
	}
	return append(out, givenBy{", according to " + c.outlet(star.Report), base})
}

// agreeing names the other live origins whose interval holds best.
func (c *composer) agreeing(f *dossier.Figure, star *dossier.Statement) (string, []Citation) {
	var parts []string
	var cites []Citation
	seen := map[string]bool{plain(star.Speaker.Origin): true}
	for _, id := range f.Live[1:] {
		s := c.byID[id]
		k := plain(s.Speaker.Origin)
		if s == nil || seen[k] || own(s) || !within64(s.Figure, f.Best) || len(parts) == 3 {
			continue
		}
		for _, v := range c.names(s) {
			text := v.subject() + " put the number at " + alone(s.Figure)
			if s.Figure.High == language.Open {
				text = v.subject() + " said " + amount(s.Figure)
			}
			cs := append(c.cite(s), v.cites...)
			t := Sentence{Text: tidy(text), Citations: unique(cs)}
			if len(c.check.sentence(&t)) == 0 {
				seen[k] = true
				parts = append(parts, text)
				cites = append(cites, cs...)
				break
			}
		}
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "; " + list(parts), cites
}

func within64(f *statement.Figure, n int64) bool {
	return f.Low <= n && (f.High == language.Open || n <= f.High)
}

// figure writes the sentence of one figure.
func (c *composer) figure(f *dossier.Figure, key int) {
	star := c.byID[f.BestID]
	if star == nil {
		return
	}
	d := draft{section: Known, template: "figure", kind: string(f.Kind), key: key}
	text := counted(star.Figure) + " " + predicate(f.Kind, star.Figure.Low == 1 && star.Figure.High == 1)
	if star.Figure.Low == 0 && star.Figure.High == 0 {
		text = nobody(f)
	}
	for _, g := range c.given(f, star) {
		d.tries = append(d.tries, try{opening(text) + g.after, g.cites})
	}
	c.add(d)
}

// nobody writes a count of none.
func nobody(f *dossier.Figure) string {
	switch f.Kind {
	case statement.Missing:
		return "nobody is missing any longer"
	case statement.Hostages:
		return "nobody is held hostage any longer"
	case statement.Arrested:
		return "nobody is in custody"
	}
	u := "people"
	if f.Kind == statement.Destroyed {
		u = "buildings"
	}
	return "no " + u + " " + predicate(f.Kind, false)
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
		if s.Figure.Low > f.High || u == "" || unitOf(s.Figure) == "people" || strings.ToLower(u) != u || strings.HasPrefix(u, "serious") || strings.HasPrefix(u, "light") || seen[u] || len(strings.Fields(u)) > 3 {
			continue
		}
		seen[u] = true
		d := draft{section: Known, template: "part", kind: string(f.Kind)}
		be, noun := " were ", u
		if s.Figure.Low == 1 {
			be = " was a "
			if noun = singular[u]; noun == "" {
				noun = strings.TrimSuffix(u, "s")
			}
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

// actor writes one actor's row.
func (c *composer) actor(r *dossier.Responsibility, section string) {
	var told int
	key := 0
	for _, id := range r.Statements {
		s := c.byID[id]
		if s == nil || !news(s) || told >= 4 {
			continue
		}
		if told == 0 && c.keyed(section) < 1 {
			key = 5
		} else {
			key = 0
		}
		d := draft{section: section, template: "responsibility", kind: "responsibility", key: key}
		d.tries = append(c.blame(s), c.printed(s)...)
		if c.add(d) {
			told++
		}
	}
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

// blame writes a claim, an accusation or a denial in the page's words.
func (c *composer) blame(s *dossier.Statement) []try {
	var out []try
	q := s.Responsibility
	text := c.d.Reports[s.Report].Text
	if q.Relation == statement.AttributedTo || q.Relation == statement.RuledOut {
		for _, t := range c.said(s) {
			if mentions(t.text, q.Actor) {
				out = append(out, t)
			}
		}
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
						out = append(out, try{claim + " in " + q.Channel + tail, cites})
					}
					out = append(out, try{claim + tail, cites})
				}
			case q.Relation == statement.AttributedTo && withStance(s, statement.Confirms):
				if target := c.byID[s.Answers]; target != nil && target.Responsibility != nil && target.Responsibility.Relation == statement.ClaimedBy {
					out = append(out, try{v.subject() + " supported the claim of " + name + ": " + cited(s.Span.Of(text), tail), cites})
				}
				out = append(out, try{v.subject() + " also pointed to " + name + ": " + cited(s.Span.Of(text), tail), cites})
			case q.Relation == statement.AttributedTo && withStance(s, statement.States, statement.Claims, statement.Suspects):
				verb := " pointed to "
				if s.Stance == statement.Suspects {
					verb = " suspected "
				}
				out = append(out, try{v.subject() + verb + name + ": " + cited(s.Span.Of(text), tail), cites})
			case q.Relation == statement.DeniedBy && s.Kind == statement.KindResponsibility && samePlain(s.Speaker.Origin, q.Actor):
				out = append(out, c.denial(s, v, cites, tail)...)
			}
		}
	}
	return out
}

// closing is an attribution that ends a printed sentence.
var closing = regexp.MustCompile(`, [^,“”"]{2,60} (?:said|says|reported|reports)\.?$`)

// cited quotes printed words before a tail such as ", Reuters reported".
func cited(words, tail string) string {
	if tail == "" {
		return quoted(words, "")
	}
	return quoted(closing.ReplaceAllString(strings.TrimSpace(words), ""), ",") + strings.TrimPrefix(tail, ",")
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

// mentions tells whether a text holds the last name word of an actor.
func mentions(text, actor string) bool {
	words := wordToken.FindAllString(actor, -1)
	return len(words) > 0 && hasWord(plain(text), plain(words[len(words)-1]))
}

func samePlain(a, b string) bool { return plain(a) == plain(b) }

// act names the deed for "claimed responsibility for …".
func (c *composer) act() string {
	noun := kindNoun[c.d.Incident.Type]
	if _, n, ok := strings.Cut(noun, " "); ok && noun != "" {
		return "the " + n
	}
	return "it"
}

// causes writes what is said about the cause.
func (c *composer) causes() {
	n := 0
	for i := len(c.d.Statements) - 1; i >= 0 && n < 3; i-- {
		s := &c.d.Statements[i]
		if s.Kind != statement.KindCause || !news(s) || s.Speaker.Class == statement.Expert || withStance(s, statement.CannotConfirm, statement.NoComment, statement.Denies, statement.Rejects, statement.Retracts) {
			continue
		}
		if c.add(draft{section: Known, template: "cause", kind: "cause", tries: c.say(s)}) {
			n++
		}
	}
}
