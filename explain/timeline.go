package explain

import (
	"sort"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/statement"
)

// event is a candidate of the timeline.
type event struct {
	at     time.Time
	weight int
	draft  draft
}

// timeline lists the key developments with clock time and outlet, oldest first.
func (c *composer) timeline() {
	var events []event
	for i := range c.d.Figures {
		f := &c.d.Figures[i]
		for j := range f.History {
			h := &f.History[j]
			if j > 0 && f.History[j-1].Best == h.Best {
				continue
			}
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
		weight := map[string]int{"responsibility": 60, "retraction": 50, "denial": 40, "correction": 20}[ch.Kind]
		events = append(events, event{ch.At, weight, c.dated(s, c.say(s), "timeline: "+ch.Kind, string(s.Kind))})
	}
	sort.SliceStable(events, func(i, j int) bool { return events[i].weight > events[j].weight })
	if len(events) > most {
		events = events[:most]
	}
	sort.SliceStable(events, func(i, j int) bool { return events[i].at.Before(events[j].at) })
	for _, e := range events {
		c.add(e.draft)
	}
}

// step is a change of a figure.
func (c *composer) step(f *dossier.Figure, j int) (event, bool) {
	h := &f.History[j]
	s := c.byID[h.Statement]
	if s == nil || c.d.Reports[s.Report].Published.IsZero() {
		return event{}, false
	}
	text := counted(s.Figure) + " " + strings.TrimPrefix(strings.TrimPrefix(predicate(f.Kind, false), "were "), "are ")
	if s.Figure.Low == 0 && s.Figure.High == 0 {
		text = nobody(f)
	}
	text = strings.ReplaceAll(text, "have been ", "")
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
	var tries []try
	suffix := ""
	var before []Citation
	if prev := j - 1; prev >= 0 && h.Best < f.History[prev].Best {
		if p := c.byID[f.History[prev].Statement]; p != nil {
			suffix = ", down from " + span(p.Figure)
			if h.Change == "correction" {
				suffix = ", corrected from " + span(p.Figure)
			}
			before = c.cite(p)
		}
	}
	if own(s) {
		tries = append(tries, try{opening(text) + suffix + "; no one is named as the source", append(c.cite(s), before...)})
	}
	for _, v := range c.names(s) {
		tries = append(tries, try{opening(text) + suffix + ", " + v.subject() + " said", append(append(c.cite(s), before...), v.cites...)})
	}
	return event{h.At, weight, c.dated(s, tries, "timeline: figure", string(f.Kind))}, true
}

// dated puts date, clock time and outlet before the sentence.
func (c *composer) dated(s *dossier.Statement, tries []try, template, kind string) draft {
	r := c.d.Reports[s.Report]
	d := draft{section: Timeline, template: template, kind: kind, at: c.d.Known[s.Report]}
	head := r.Published.UTC().Format("2 January, 15:04 UTC")
	if r.Publisher != "" {
		head += ", " + r.Publisher
	}
	for _, t := range tries {
		text := t.text
		if short, ok := strings.CutSuffix(text, ",” "+r.Publisher+" reported"); ok {
			text = short + ".”"
		}
		d.tries = append(d.tries, try{head + ": " + first(text), t.cites})
	}
	return d
}

// changed says what is new since a time: o.Since, or the hour before the last
// change.
func (c *composer) changed() {
	since := c.o.Since
	if since.IsZero() {
		if len(c.d.Members) < 2 {
			return // a first report changes nothing
		}
		for _, ch := range c.d.Changes {
			if ch.At.After(since) {
				since = ch.At
			}
		}
		since = since.Add(-time.Hour)
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
		if s := c.byID[ch.Statements[0]]; s != nil && c.add(draft{section: Changed, template: "change: " + ch.Kind, kind: string(s.Kind), at: ch.At, tries: c.say(s)}) {
			n++
		}
	}
}

// firstGiven: the first count of a kind.
func (c *composer) firstGiven(f *dossier.Figure, key int) {
	s := c.byID[f.BestID]
	d := draft{section: Changed, template: "change: first", kind: string(f.Kind), at: s.FirstSeen, key: key}
	for _, v := range c.sources(s) {
		d.tries = append(d.tries, try{"For the first time there is a count of " + strings.TrimPrefix(numberOf(f.Kind, unitOf(s.Figure)), "the number of ") + ": " + alone(s.Figure) + ", from " + strings.TrimSuffix(v.text, ","), append(c.cite(s), v.cites...)})
	}
	c.add(d)
}

// moved: a figure rose or fell.
func (c *composer) moved(f *dossier.Figure, from, to *dossier.Step, key int) {
	a, b := c.byID[from.Statement], c.byID[to.Statement]
	if a == nil || b == nil {
		return
	}
	verb := " rose from "
	if to.Best < from.Best {
		verb = " was lowered from "
		if to.Change == "correction" {
			verb = " was corrected from "
		}
	}
	text := first(numberOf(f.Kind, unitOf(b.Figure))) + verb + span(a.Figure) + " to " + span(b.Figure)
	tail := ""
	if !to.Explained {
		tail = "; nobody explains the fall"
	}
	d := draft{section: Changed, template: "change: " + to.Change, kind: string(f.Kind), at: to.At, key: key}
	for _, v := range c.sources(b) {
		said := " said"
		if own(b) {
			v.text, said = c.outlet(b.Report), " reported, naming no source"
		}
		d.tries = append(d.tries, try{text + ", " + v.subject() + said + tail, append(append(c.cite(b), c.cite(a)...), v.cites...)})
	}
	c.add(d)
}
