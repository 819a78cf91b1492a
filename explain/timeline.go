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

// event is a candidate of the timeline.
type event struct {
	at     time.Time
	weight int
	draft  draft
	// of a figure's step: its statement, words and citations
	step  *dossier.Statement
	texts []string
	cites []Citation
}

// text joins the steps of one line.
func (e *event) text() string {
	for _, t := range e.texts {
		if strings.Contains(t, ", ") {
			return strings.Join(e.texts, "; ")
		}
	}
	return list(e.texts)
}

// timeline lists the key developments with clock time and outlet, oldest first.
func (c *composer) timeline() {
	var events []event
	for i := range c.d.Figures {
		f := &c.d.Figures[i]
		for _, j := range milestones(f.History, c.moves(f)) {
			if e, ok := c.step(f, j); ok {
				events = append(events, e)
			}
		}
	}
	for i := range c.d.Changes {
		ch := &c.d.Changes[i]
		if ch.Kind == "figure" || len(ch.Statements) == 0 {
			continue
		}
		s := c.byID[ch.Statements[0]]
		if s == nil || s.Background || c.d.Reports[s.Report].Published.IsZero() {
			continue
		}
		tries := c.say(s)
		if elliptic.MatchString(sentenceAt(c.d.Reports[s.Report].Text, s.Span).Of(c.d.Reports[s.Report].Text)) {
			continue
		}
		if s.Responsibility != nil {
			tries = append(c.blame(s), tries...)
		}
		tries = append(c.retracted(s), tries...)
		weight := map[string]int{"responsibility": 60, "retraction": 50, "denial": 40, "correction": 20}[ch.Kind]
		events = append(events, event{at: ch.At, weight: weight, draft: c.dated(s, tries, "timeline: "+ch.Kind, string(s.Kind))})
	}
	events = c.joined(events)
	sort.SliceStable(events, func(i, j int) bool {
		if events[i].weight != events[j].weight {
			return events[i].weight > events[j].weight
		}
		return events[i].at.After(events[j].at)
	})
	if len(events) > mostEvents {
		events = events[:mostEvents]
	}
	sort.SliceStable(events, func(i, j int) bool { return events[i].draft.at.Before(events[j].draft.at) })
	for _, e := range events {
		c.add(e.draft)
	}
}

// moves are the steps of a figure that are developments of their own.
func (c *composer) moves(f *dossier.Figure) []int {
	var out []int
	for j := range f.History {
		if j > 0 && f.History[j-1].Best == f.History[j].Best {
			continue
		}
		if j > 0 && c.older(f.History[j].Statement, f.History[j-1].Statement) {
			continue // back to an older count
		}
		out = append(out, j)
	}
	return out
}

// mostSteps is how many steps of one figure the timeline has in full; of a
// longer climb it has the milestones.
const mostSteps = 10

// milestones thins out the rises of a long history: the first step and the last
// three stay, and of the others those by which the number grew by a quarter, a
// half, … since the one before, until few enough are left. What fell or was
// corrected stays.
func milestones(history []dossier.Step, moves []int) []int {
	kept := moves
	for _, ratio := range []float64{1.25, 1.5, 2, 3, 5, 10} {
		if len(kept) <= mostSteps {
			break
		}
		kept = nil
		last := int64(0)
		for n, j := range moves {
			h := &history[j]
			if n > 0 && n < len(moves)-3 && h.Change == "rise" && float64(h.Best) < ratio*float64(last) {
				continue
			}
			kept, last = append(kept, j), h.Best
		}
	}
	return kept
}

// older tells whether a statement was first seen before another.
func (c *composer) older(a, b string) bool {
	s, t := c.byID[a], c.byID[b]
	return s != nil && t != nil && s.FirstSeen.Before(t.FirstSeen)
}

// step is a change of a figure.
func (c *composer) step(f *dossier.Figure, j int) (event, bool) {
	h := &f.History[j]
	s := c.byID[h.Statement]
	if s == nil || c.d.Reports[s.Report].Published.IsZero() {
		return event{}, false
	}
	if j > 0 && h.Change == "correction" {
		if p := c.byID[f.History[j-1].Statement]; p != nil {
			s = c.corrector(p, s)
		}
	}
	text := counted(s.Figure) + " " + strings.TrimPrefix(strings.TrimPrefix(predicateOf(s.Figure), "were "), "was ")
	if s.Figure.Low == 0 && s.Figure.High == 0 {
		text = nobody(f)
	}
	for _, verb := range []string{"have been ", "has been ", "are ", "is "} {
		text = strings.Replace(text, " "+verb, " ", 1)
	}
	weight := 30
	switch {
	case f.Kind == statement.Killed:
		weight = 90
	case j == 0:
		weight = 45
	}
	if h.Change == "correction" || h.Change == "fall" {
		weight += 5
	}
	if j == len(f.History)-1 {
		weight += 4
	}
	tail := ""
	var before []Citation
	if prev := j - 1; prev >= 0 && h.Best < f.History[prev].Best {
		if p := c.byID[f.History[prev].Statement]; p != nil {
			tail = ", down from " + span(p.Figure)
			if h.Change == "correction" {
				tail = ", corrected from " + span(p.Figure)
				if why := c.reasons(s)[0]; why != "" {
					tail += strings.Replace(why, ", saying that “", " because “", 1)
				}
			}
			before = c.cite(p)
		}
	}
	if s.Withdrawn != "" {
		tail += ", a count later corrected"
		corrected := j+1 < len(f.History) && f.History[j+1].Change == "correction"
		if w := c.byID[s.Withdrawn]; !corrected && w != nil && w.Stance == statement.Retracts {
			tail = strings.TrimSuffix(tail, "corrected") + "withdrawn"
		}
	}
	e := event{at: h.At, weight: weight, step: s, texts: []string{text + tail}, cites: append(c.cite(s), before...)}
	e.draft = c.stepDraft(&e)
	return e, true
}

// stepDraft writes the line of a figure's step.
func (c *composer) stepDraft(e *event) draft {
	var tries []try
	if e.step.Figure.Headline != "" {
		return c.dated(e.step, []try{{opening(e.text()) + ", according to the headline alone", e.cites}}, "timeline: figure", string(e.step.Figure.Kind))
	}
	if own(e.step) {
		tries = append(tries, try{opening(e.text()) + "; no one is named as the source", e.cites})
	}
	for _, v := range c.names(e.step) {
		tries = append(tries, try{opening(e.text()) + ", " + v.subject() + " said", append(append([]Citation{}, e.cites...), v.cites...)})
	}
	return c.dated(e.step, tries, "timeline: figure", string(e.step.Figure.Kind))
}

// joined puts the steps that one mouth makes in one report into one line.
func (c *composer) joined(events []event) []event {
	var out []event
	at := map[string]int{}
	for _, e := range events {
		if e.step == nil {
			out = append(out, e)
			continue
		}
		k := e.step.Report + " " + plain(e.step.Speaker.Origin) + e.step.Figure.Headline
		i, ok := at[k]
		if !ok {
			at[k] = len(out)
			out = append(out, e)
			continue
		}
		both := out[i]
		both.texts = append(append([]string{}, both.texts...), e.texts...)
		both.cites = append(append([]Citation{}, both.cites...), e.cites...)
		both.weight = max(both.weight, e.weight)
		both.draft = c.stepDraft(&both)
		out[i] = both
	}
	return out
}

// dated puts date, clock time and outlet before the sentence.
func (c *composer) dated(s *dossier.Statement, tries []try, template, kind string) draft {
	r := c.d.Reports[s.Report]
	at := r.Published
	if k := c.d.Known[s.Report]; !k.IsZero() && k.Equal(r.Updated) {
		at = k // a later version of a page: its first one had other words
	}
	d := draft{section: Timeline, template: template, kind: kind, at: at}
	head := at.UTC().Format("2 January, 15:04 UTC")
	if h, m, sec := at.UTC().Clock(); h+m+sec == 0 {
		head = at.UTC().Format("2 January") // a day is all that is known
	}
	if r.Publisher != "" {
		head += ", " + c.outlet(s.Report)
	}
	d.lead = head
	for _, t := range tries {
		text := t.text
		if short, ok := strings.CutSuffix(text, ",” "+c.outlet(s.Report)+" "+reported(r)); ok {
			text = short + ".”"
		}
		if rest, ok := strings.CutPrefix(text, r.Publisher+" withdrew "); ok && r.Publisher != "" {
			text = "It withdrew " + rest
		}
		d.tries = append(d.tries, try{head + ": " + first(strings.TrimPrefix(text, "In all, ")), t.cites})
	}
	return d
}

// recent is how far back "what changed" reaches where no time is asked for.
const recent = 3 * time.Hour

// newest is when the newest report became known.
func (c *composer) newest() time.Time {
	var t time.Time
	for _, k := range c.d.Known {
		if k.After(t) {
			t = k
		}
	}
	return t
}

// lately is the time from which on a change is a recent one.
func (c *composer) lately() time.Time {
	since := c.d.AsOf
	if since.IsZero() {
		since = c.newest()
	}
	since = since.Add(-recent)
	if t := c.oldest(); t.After(since) {
		return t // before the first report nothing was there to change
	}
	return since
}

// Lately counts the steps of a story's figures and its changes that are recent,
// of which alone "what changed" tells where no time is asked for: an account that
// is younger and where they are as many tells the same.
func Lately(d *dossier.Dossier) int {
	since, n := (&composer{d: d}).lately(), 0
	for i := range d.Figures {
		for j := range d.Figures[i].History {
			if d.Figures[i].History[j].At.After(since) {
				n++
			}
		}
	}
	for i := range d.Changes {
		if d.Changes[i].At.After(since) {
			n++
		}
	}
	return n
}

// changed says what is new since a time: o.Since, or the last three hours.
func (c *composer) changed() {
	since := c.o.Since
	if since.IsZero() {
		if len(c.d.Members) < 2 {
			return // a first report changes nothing
		}
		since = c.lately()
	}
	key := 5
	for i := range c.d.Figures {
		f := &c.d.Figures[i]
		last := len(f.History) - 1
		if last < 0 || !f.History[last].At.After(since) {
			continue
		}
		from := last
		for from > 0 && f.History[from-1].At.After(since) {
			from--
		}
		if from == 0 {
			c.firstGiven(f, key)
		} else if f.History[from-1].Best != f.History[last].Best {
			c.moved(f, &f.History[from-1], &f.History[last], key)
		}
		key = 0
	}
	n := 0
	for i := len(c.d.Changes) - 1; i >= 0 && n < 6; i-- {
		ch := &c.d.Changes[i]
		if !ch.At.After(since) || ch.Kind == "figure" || len(ch.Statements) == 0 {
			continue
		}
		s := c.byID[ch.Statements[0]]
		if s == nil {
			continue
		}
		tries := c.say(s)
		if elliptic.MatchString(sentenceAt(c.d.Reports[s.Report].Text, s.Span).Of(c.d.Reports[s.Report].Text)) {
			continue
		}
		if s.Responsibility != nil {
			tries = append(c.blame(s), tries...)
		}
		tries = append(c.retracted(s), tries...)
		if c.add(draft{section: Changed, template: "change: " + ch.Kind, kind: string(s.Kind), at: ch.At, tries: tries}) {
			n++
		}
	}
}

// elliptic ends a denial whose words stand in the sentence before.
var elliptic = regexp.MustCompile(`\b(?:was|were|did|had|has|is|are|does|do|would) not[.”"]*$|\b(?:denied|denies|rejected|rejects) (?:it|that|this)[.”"]*$`)

// retracted tells who takes a count back, with the words that say why.
func (c *composer) retracted(s *dossier.Statement) []try {
	if s.Stance != statement.Retracts || s.Figure == nil {
		return nil
	}
	text := c.d.Reports[s.Report].Text
	sp := sentenceAt(text, s.Span)
	base := c.cite(s)
	words := bare(text, sp).Of(text)
	if !takesBack.MatchString(words) {
		return nil
	}
	if end := sp.End; end+2 < len(text) && text[end] == ' ' {
		if next := sentenceAt(text, report.Span{Start: end + 1, End: end + 2}); amends.MatchString(next.Of(text)) {
			words = next.Of(text)
			base = append(base, Citation{Report: s.Report, Span: next, Quote: words})
		}
	}
	var out []try
	for _, v := range c.names(s) {
		out = append(out, try{v.subject() + " withdrew a count of " + spoken(s.Figure) + ": " + quoted(words, ""), append(append([]Citation{}, base...), v.cites...)})
	}
	return out
}

// takesBack are words of a retraction.
var takesBack = regexp.MustCompile(`(?i)\b(?:withdr\w+|error|wrong\w*|incorrect\w*|correct\w*|retract\w*|mistak\w+|regret\w*|apolog\w+|we (?:wrote|reported|said)|(?:first|earlier|previous) report)\b`)

// amends opens the sentence that explains a retraction.
var amends = regexp.MustCompile(`^(?:That|This|It|The (?:figure|number|count|report)|We)\b.*\b(?:error|wrong|mistake|incorrect|should|not|regret|exchanged|mixed)`)

// firstGiven: the first count of a kind.
func (c *composer) firstGiven(f *dossier.Figure, key int) {
	s := c.byID[f.BestID]
	d := draft{section: Changed, template: "change: first", kind: string(f.Kind), at: s.FirstSeen, key: key}
	for _, v := range c.sources(s) {
		d.tries = append(d.tries, try{"For the first time there is a count of " + strings.TrimPrefix(numberOf(f.Kind, people(f.Kind)), "the number of ") + ": " + alone(s.Figure) + ", from " + strings.TrimSuffix(v.text, ","), append(c.cite(s), v.cites...)})
	}
	c.add(d)
}

// moved: a figure rose or fell.
func (c *composer) moved(f *dossier.Figure, from, to *dossier.Step, key int) {
	a, b := c.byID[from.Statement], c.byID[to.Statement]
	if a == nil || b == nil {
		return
	}
	if to.Change == "correction" {
		b = c.corrector(a, b)
	}
	verb := " rose from "
	if to.Best < from.Best {
		verb = " was lowered from "
		if to.Change == "correction" {
			verb = " was corrected from "
		}
	}
	text := first(numberOf(f.Kind, people(f.Kind))) + verb + span(a.Figure) + " to " + span(b.Figure)
	tail := ""
	if !to.Explained && to.Best < from.Best {
		tail = "; nobody explains the fall"
	}
	d := draft{section: Changed, template: "change: " + to.Change, kind: string(f.Kind), at: to.At, key: key}
	for _, v := range c.sources(b) {
		said := " said"
		if own(b) && b.Figure.Headline == "" {
			v.text, said = c.outlet(b.Report), " reported, naming no source"
		}
		for _, why := range c.reasons(b) {
			if why != "" {
				d.tries = append(d.tries, try{text + why + ", " + v.subject() + said, append(append(c.cite(b), c.cite(a)...), v.cites...)})
				continue
			}
			d.tries = append(d.tries, try{text + ", " + v.subject() + said + tail, append(append(c.cite(b), c.cite(a)...), v.cites...)})
		}
	}
	c.add(d)
}
