package explain

import (
	"regexp"
	"sort"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
)

// disputed says what speakers contradict each other about.
func (c *composer) disputed() {
	key := 5
	for i := range c.d.Disputed {
		p := &c.d.Disputed[i]
		var ok bool
		switch {
		case p.Kind == dossier.PointResponsibility:
			ok = c.rivals(p, key)
		case len(p.Statements) > 1 && c.byID[p.Statements[0]] != nil && c.byID[p.Statements[0]].Figure != nil && c.byID[p.Statements[1]].Figure != nil && withFigureOf(c, p):
			ok = c.numbers(p, key)
		default:
			if s := c.byID[p.Statements[0]]; s != nil && c.accusedFirst(p, s) {
				ok = c.add(draft{section: Disputed, template: "denial", kind: p.Kind, key: key, tries: c.say(s)})
			}
		}
		if ok {
			key = 0
		}
	}
}

// accusedFirst tells whether a denial answers something that the reports hold:
// another statement, a count, or words that it names itself.
func (c *composer) accusedFirst(p *dossier.Point, s *dossier.Statement) bool {
	if len(p.Statements) > 1 || s.Figure != nil {
		return true
	}
	text := c.d.Reports[s.Report].Text
	return answered.MatchString(sentenceAt(text, s.Span).Of(text))
}

// answered are words for what a denial denies.
var answered = regexp.MustCompile(`(?i)\b(?:report|reports|rumou?rs?|claims?|allegations?|accusations?|suggestions?|charges?|information|account|video|denied|denies|wrong|untrue|no truth|false|forgery|number of)\b`)

func withFigureOf(c *composer, p *dossier.Point) bool {
	for _, id := range p.Statements {
		if s := c.byID[id]; s == nil || s.Figure == nil || withStance(s, statement.Denies, statement.Rejects) {
			return false
		}
	}
	return true
}

// numbers: "The number of people killed is disputed: the ministry put it at 31,
// an official at 34."
func (c *composer) numbers(p *dossier.Point, key int) bool {
	star := c.byID[p.Statements[0]]
	var parts []string
	var cites []Citation
	for i, id := range p.Statements {
		s := c.byID[id]
		for _, v := range c.sources(s) {
			text := v.subject() + " at " + alone(s.Figure)
			if i == 0 {
				text = v.subject() + " put it at " + alone(s.Figure)
			}
			text = strings.Replace(text, " at at least", " at least", 1)
			cs := append(c.cite(s), v.cites...)
			t := Sentence{Text: "Now " + text, Citations: unique(cs)}
			if len(c.check.sentence(&t)) == 0 {
				parts, cites = append(parts, text), append(cites, cs...)
				break
			}
		}
		if len(parts) == 4 {
			break
		}
	}
	if len(parts) < 2 {
		return false
	}
	text := first(numberOf(star.Figure.Kind, people(star.Figure.Kind))) + " is disputed: " + list(parts)
	return c.add(draft{section: Disputed, template: "numbers differ", kind: p.Kind, key: key, tries: []try{{text, cites}}})
}

// sources names a statement's speaker, or the outlet that counts itself.
func (c *composer) sources(s *dossier.Statement) []voice {
	if s.Figure != nil && s.Figure.Headline != "" {
		return []voice{{"the headline of " + c.outlet(s.Report), nil}}
	}
	if own(s) {
		return []voice{{c.outlet(s.Report) + ", naming no source,", nil}}
	}
	return c.names(s)
}

// rivals: who stood behind it, where more than one is named or one denies it.
func (c *composer) rivals(p *dossier.Point, key int) bool {
	any := false
	var parts []string
	var cites []Citation
	for i := range c.d.Responsibility {
		r := &c.d.Responsibility[i]
		if r.Status == "denied" || r.Status == "ruled out" {
			continue
		}
		part, cs := c.position(r)
		if part != "" && len(parts) < 4 {
			parts, cites = append(parts, part), append(cites, cs...)
		}
	}
	if len(parts) > 0 {
		any = c.add(draft{section: Disputed, template: "responsibility", kind: "responsibility", key: key,
			tries: []try{{"Responsibility is disputed: " + strings.Join(parts, "; "), cites}}})
	}
	n, said := 0, map[string]int{}
	for _, id := range p.Statements {
		s := c.byID[id]
		if s == nil || !news(s) || n >= 4 || elliptic.MatchString(c.d.Reports[s.Report].Text[s.Span.Start:s.Span.End]) || !against(s) || said[plain(s.Speaker.Origin)] >= 2 {
			continue
		}
		if q := s.Responsibility; !s.Direct && q != nil && q.Relation == statement.DeniedBy && samePlain(s.Speaker.Origin, q.Actor) && c.cites(s.Report, s.Span) {
			continue // the sentence above says that it is denied
		}
		if c.add(draft{section: Disputed, template: "denial", kind: "responsibility", tries: c.say(s)}) {
			said[plain(s.Speaker.Origin)]++
			n++
			any = true
		}
	}
	return any
}

// position writes one actor's place in the dispute: "the army blames the Front,
// which denies it".
func (c *composer) position(r *dossier.Responsibility) (string, []Citation) {
	var accuser, claimer, denier *dossier.Statement
	for _, id := range r.Statements {
		s := c.byID[id]
		if s == nil || !news(s) {
			continue
		}
		q := s.Responsibility
		switch {
		case against(s):
			if own(s) {
				continue
			}
			if denier == nil || s.Responsibility.Relation == statement.DeniedBy && denier.Responsibility.Relation != statement.DeniedBy {
				denier = s
			}
		case q.Relation == statement.ClaimedBy:
			if claimer == nil {
				claimer = s
			}
		case q.Relation == statement.AttributedTo && !samePlain(s.Speaker.Origin, r.Actor) && accuser == nil && !own(s):
			accuser = s
		}
	}
	pick := func(s *dossier.Statement, make func(string) string) (string, []Citation) {
		name, nc := c.anywhere(s, r.Actor)
		for _, v := range c.sources(s) {
			text := strings.ReplaceAll(make(v.subject()), "{actor}", name)
			cs := append(append(c.cite(s), nc), v.cites...)
			t := Sentence{Text: "Now " + text, Citations: unique(cs)}
			if len(c.check.sentence(&t)) == 0 {
				return text, cs
			}
		}
		return "", nil
	}
	var text string
	var cites []Citation
	switch {
	case claimer != nil:
		text, cites = pick(claimer, func(v string) string {
			if own(claimer) || !samePlain(claimer.Speaker.Origin, r.Actor) {
				return "{actor} is reported to have claimed it"
			}
			return v + " claimed it"
		})
	case accuser != nil:
		text, cites = pick(accuser, func(v string) string {
			if accuser.Stance == statement.Suspects {
				return v + " suspected {actor}"
			}
			return v + " pointed to {actor}"
		})
	}
	if text == "" || denier == nil {
		return text, cites
	}
	if claimer != nil && samePlain(denier.Speaker.Origin, claimer.Speaker.Origin) {
		return text + ", but also denied it", append(cites, c.cite(denier)...)
	}
	if samePlain(denier.Speaker.Origin, r.Actor) {
		return text + ", which " + "denied it", append(cites, c.cite(denier)...)
	}
	more, cs := pick(denier, func(v string) string { return "but " + v + " disputed that" })
	if more == "" {
		return text, cites
	}
	return text + ", " + more, append(cites, cs...)
}

// notKnown says what is not known in so many words.
func (c *composer) notKnown() {
	key := 5
	topics := map[string]bool{}
	points := append([]dossier.Point{}, c.d.Unknown...)
	// Newest first: what was open yesterday may be closed.
	sort.SliceStable(points, func(i, j int) bool { return c.pointAt(&points[i]).After(c.pointAt(&points[j])) })
	for i := range points {
		p := &points[i]
		if !c.open(p) {
			continue
		}
		if p.Report != "" {
			words := p.Span.Of(c.d.Reports[p.Report].Text)
			if topic := strings.ToLower(oneTopic.FindString(words)); topic != "" && len(words) < 160 {
				if topics[topic] {
					continue // the newest says it
				}
				topics[topic] = true
			}
		}
		d := draft{section: NotKnown, template: p.Kind, kind: p.Kind, key: key}
		switch {
		case p.Kind == dossier.PointListMissing:
			r := c.d.Reports[p.Report]
			words := p.Span.Of(r.Text)
			ct := Citation{Report: r.ID, Span: p.Span, Quote: words}
			d.key = 0
			d.tries = []try{{first(c.outlet(p.Report)) + " announces a list that the text of its report does not have: " + quoted(words, ""), []Citation{ct}},
				{"A list is announced that the text of the report does not have: " + quoted(words, ""), []Citation{ct}}}
			if r.Publisher == "" {
				d.tries = d.tries[1:]
			}
		case p.Kind == dossier.PointNotGiven:
			d.tries = c.nobodyGave(p)
		case p.Report != "":
			r := c.d.Reports[p.Report]
			d.tries = c.wordsOf(r, bare(r.Text, p.Span))
		case len(p.Statements) > 0 && c.byID[p.Statements[0]] != nil:
			d.tries = c.say(c.byID[p.Statements[0]])
		}
		if c.add(d) && d.key > 0 {
			key = 0
		}
	}
}

// oneTopic are questions that outlets leave open in much the same words.
var oneTopic = regexp.MustCompile(`(?i)\b(?:motive|cause)\b`)

func (c *composer) pointAt(p *dossier.Point) time.Time {
	if p.Report != "" {
		return c.d.Known[p.Report]
	}
	if len(p.Statements) > 0 {
		if s := c.byID[p.Statements[0]]; s != nil {
			return s.FirstSeen
		}
	}
	return time.Time{}
}

// nobodyGave cites the first sentence of the newest reports.
func (c *composer) nobodyGave(p *dossier.Point) []try {
	var cites []Citation
	for i := len(c.d.Members) - 1; i >= 0 && len(cites) < 6; i-- {
		r := c.d.Reports[c.d.Members[i].Report]
		if ct := c.citeSpan(r.ID, firstWords(r.Text)); ct.Quote != "" {
			cites = append(cites, ct)
		}
	}
	return []try{{strings.ToUpper(p.Text[:1]) + p.Text[1:] + " in these reports", cites}}
}

// actorNames gives the names of the actors of the responsibility rows, with
// their aliases.
func (c *composer) actorNames() map[string]bool {
	names := map[string]bool{}
	for _, r := range c.d.Responsibility {
		names[r.Actor] = true
		for _, sp := range c.d.Speakers {
			if samePlain(sp.Name, r.Actor) {
				for _, a := range sp.Aliases {
					names[a] = true
				}
			}
		}
	}
	return names
}

// citedSpans gives, by report, the words of statements that the page has cited.
func (c *composer) citedSpans() map[string][]report.Span {
	used := map[string][]report.Span{}
	for _, s := range c.out {
		for _, ct := range s.Citations {
			if ct.Statement != "" {
				used[ct.Report] = append(used[ct.Report], ct.Span)
			}
		}
	}
	return used
}

// profile quotes what the reports tell of the actors beside any statement:
// sentences that name one, and that no sentence of the page has cited.
func (c *composer) profile(names map[string]bool) {
	used := c.citedSpans()
	n := 0
	for _, m := range c.d.Members {
		r := c.d.Reports[m.Report]
		for at := 0; at < len(r.Text) && n < 6; {
			sp := sentenceAt(r.Text, report.Span{Start: at, End: min(at+1, len(r.Text))})
			next := max(sp.End, at+1)
			for next < len(r.Text) && (r.Text[next] == ' ' || r.Text[next] == '\n' || r.Text[next] == '\r') {
				next++
			}
			at = next
			text := ""
			if sp.Start < sp.End {
				sp = bare(r.Text, sp)
				text = sp.Of(r.Text)
			}
			if len(text) < 40 || !strings.HasSuffix(text, ".") || overlapsAny(sp, used[r.ID]) || !tellsOfActor(text, names) || pronounSays.MatchString(text) || c.toldOf(r.ID, sp) {
				continue
			}
			cites := []Citation{{Report: r.ID, Span: sp, Quote: text}}
			tries := []try{{quoted(text, ",") + " " + c.outlet(r.ID) + " " + reported(r), cites}}
			if closing.MatchString(text) && evenQuotes(text) && r.Publisher == "" {
				tries = append([]try{{distance(straight(text)), cites}}, tries...)
			}
			if c.add(draft{section: Background, template: "profile", kind: "background", tries: tries}) {
				n++
			}
		}
	}
}

// toldOf tells whether a statement of the event stands in the words: they are
// news, and no portrait.
func (c *composer) toldOf(id string, sp report.Span) bool {
	for i := range c.d.Statements {
		if s := &c.d.Statements[i]; s.Report == id && !s.Background && s.Span.Overlaps(sp) {
			return true
		}
	}
	return false
}

func overlapsAny(sp report.Span, list []report.Span) bool {
	for _, o := range list {
		if sp.Overlaps(o) {
			return true
		}
	}
	return false
}

// tellsOfActor tells whether a sentence begins with the actor or speaks of it
// as "the group".
func tellsOfActor(text string, names map[string]bool) bool {
	if strings.HasPrefix(text, "The group") || strings.Contains(text, " the group’s ") || strings.Contains(text, " the group's ") || strings.Contains(text, " the group has ") {
		return true
	}
	for n := range names {
		if named(n) && (strings.HasPrefix(text, n+" ") || strings.HasPrefix(text, n+",") || strings.HasPrefix(text, "The "+n+" ") || strings.HasPrefix(text, n+"’s ")) {
			return true
		}
		if m := nameMeans.FindStringSubmatch(text); m != nil && named(n) && strings.Contains(" "+n+" ", " "+m[1]+" ") {
			return true
		}
	}
	return false
}

// nameMeans finds where a word of a name comes from: "‘Tamar’ refers to a river".
var nameMeans = regexp.MustCompile(`^["“‘'](\pL{3,})["”’'] (?:refers to|means|stands for|is (?:the|an old|an ancient) name|was the name|comes from|derives from)\b`)

// background holds history, the actors, experts and warnings given before.
func (c *composer) background() {
	seen, heard := map[string]bool{}, map[string]int{}
	// An armed group behind the event gets a portrait: what others say of it.
	var actors map[string]bool
	for i := range c.d.Responsibility {
		if a := c.d.Responsibility[i].Actor; c.speakerClass(a) == statement.ArmedGroup || c.armed(a) {
			actors = c.actorNames()
			break
		}
	}
	used := c.citedSpans()
	var past []found // the numbers of history that the page has told
	for pass := 0; pass < 3; pass++ {
		for i := range c.d.Statements {
			s := &c.d.Statements[i]
			if s.RepeatOf != "" || s.Withdrawn != "" {
				continue
			}
			expert := s.Speaker.Class == statement.Expert && s.Figure == nil
			historical := s.Figure != nil && s.Figure.Scope == statement.ScopeHistorical
			warning := s.Stance == statement.Predicts && s.Figure == nil
			r := c.d.Reports[s.Report]
			k := sentenceAt(r.Text, s.Span).Of(r.Text)
			portrait := actors != nil && s.Kind == statement.KindOther && (s.Speaker.Class == statement.Media || s.Speaker.Name == "") && tellsOfActor(k, actors) && !overlapsAny(s.Span, used[s.Report])
			in := [...]bool{expert, warning || portrait || s.Background && !historical && !expert, historical}[pass]
			if !in {
				continue
			}
			if seen[k] || expert && heard[plain(s.Speaker.Origin)] >= 2 || historical && (c.mixed(s) || sameNumbers(s.Figure, k, past)) {
				continue
			}
			if c.add(draft{section: Background, template: [...]string{"expert", "background", "history"}[pass], kind: string(s.Kind), tries: c.say(s)}) {
				seen[k] = true
				heard[plain(s.Speaker.Origin)]++
				if historical {
					past = append(past, numbersIn(k)...)
				}
			}
		}
	}
	if actors != nil {
		c.profile(actors)
	}
}

// speakerClass is the class of a speaker of the story, by name.
func (c *composer) speakerClass(name string) statement.Class {
	for _, sp := range c.d.Speakers {
		if samePlain(sp.Name, name) {
			return sp.Class
		}
	}
	return statement.ClassUnknown
}
