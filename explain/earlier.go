package explain

import (
	"maps"
	"strings"

	"sofar/actor"
	"sofar/dossier"
	"sofar/report"
)

// mostEarlier bounds the sentences on what an actor did before, mostPortrait
// those on what it is, that come from other reports than the story's own.
const mostEarlier, mostPortrait = 6, 3

// earlier tells what reports outside the story, and other stories, hold of the
// actors behind the event: what they are, and what they are said to have done
// before, each with date, place, toll and source where these are told.
func (c *composer) earlier() {
	if c.o.Who == nil {
		return
	}
	seen := map[string]bool{}
	for i := range c.d.Responsibility {
		r := &c.d.Responsibility[i]
		a := c.o.Who.Get(c.o.Who.In(c.d.ID, r.Actor))
		if a == nil || seen[a.ID] || !a.Armed() {
			continue
		}
		seen[a.ID] = true
		n := 0
		for i := range a.Descriptions {
			if n < mostPortrait && c.outside(a, &a.Descriptions[i], "profile") {
				n++
			}
		}
		n = 0
		for i := range a.Roles {
			if p := &a.Roles[i]; n < mostEarlier && p.Story != c.d.ID && c.before(p) && c.event(a, p) {
				n++
			}
		}
		for i := range a.Past {
			if n < mostEarlier && c.outside(a, &a.Past[i], "history") {
				n++
			}
		}
	}
}

// before tells whether another story's event is older than this one.
func (c *composer) before(p *actor.Role) bool {
	for _, t := range c.d.Known {
		if !p.At.Before(t) {
			return false
		}
	}
	return !p.At.IsZero()
}

// outside quotes a sentence of a report that is none of the story's.
func (c *composer) outside(a *actor.Actor, s *actor.Said, template string) bool {
	if c.member(s.Report) || len(s.Quote) < 40 || !strings.HasSuffix(s.Quote, ".") || !evenQuotes(s.Quote) || !c.bring(s.Report) {
		return false
	}
	r := c.d.Reports[s.Report]
	cites := []Citation{{Report: r.ID, Span: s.Span, Quote: s.Quote}}
	day := ""
	if !r.Published.IsZero() {
		day = " on " + r.Published.UTC().Format("2 January 2006")
	}
	if leaning.MatchString(firstWord(s.Quote)) || strings.HasPrefix(s.Quote, "It ") || strings.HasPrefix(s.Quote, "The group") {
		// Who is meant stands in another sentence of the report.
		ct, ok := c.citeWords(r.ID, a.Name)
		if !ok {
			return false
		}
		cites = append(cites, ct)
		return c.add(draft{section: Background, template: template, kind: "background", at: r.Published, tries: []try{
			{"Of " + c.article(a.Name) + ", " + c.outlet(r.ID) + " " + reported(r) + day + ": " + quoted(s.Quote, ""), cites},
			{"Of " + c.article(a.Name) + ", " + c.outlet(r.ID) + " " + reported(r) + ": " + quoted(s.Quote, ""), cites},
		}})
	}
	return c.add(draft{section: Background, template: template, kind: "background", at: r.Published, tries: []try{
		{quoted(s.Quote, ",") + " " + c.outlet(r.ID) + " " + reported(r) + day, cites},
		{quoted(s.Quote, ",") + " " + c.outlet(r.ID) + " " + reported(r), cites},
	}})
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// armed tells whether who is who holds an actor of the story for an armed group.
func (c *composer) armed(name string) bool {
	if c.o.Who == nil {
		return false
	}
	a := c.o.Who.Get(c.o.Who.In(c.d.ID, name))
	return a != nil && a.Armed()
}

func (c *composer) member(id string) bool {
	for _, m := range c.d.Members {
		if m.Report == id {
			return true
		}
	}
	return false
}

// event writes an earlier story of the actor in one line.
func (c *composer) event(a *actor.Actor, p *actor.Role) bool {
	how := ""
	switch {
	case strings.HasPrefix(p.Status, "claimed"):
		how = "claimed by "
	case strings.HasPrefix(p.Status, "accused"):
		how = "blamed on "
	}
	if how == "" || p.Claim.Report == "" || !c.bring(p.Claim.Report) {
		return false
	}
	r := c.d.Reports[p.Claim.Report]
	what := p.Type
	if what == "" || what == "other" {
		what = "attack"
	}
	cites := []Citation{{Report: r.ID, Span: p.Claim.Span, Quote: p.Claim.Quote}}
	tail, day := "", ""
	if !r.Published.IsZero() {
		day = ", " + r.Published.UTC().Format("2 January 2006")
	}
	source := " (" + c.outlet(r.ID) + day + ")"
	more := cites
	if p.Killed != nil && p.Count.Report != "" && c.bring(p.Count.Report) {
		q := c.d.Reports[p.Count.Report]
		tail = "; " + spokenToll(p) + " killed"
		if p.Counted != "" {
			tail += ", " + c.article(p.Counted) + " said"
		}
		more = append(append([]Citation{}, cites...), Citation{Report: q.ID, Span: p.Count.Span, Quote: p.Count.Quote})
	}
	var tries []try
	for _, name := range []string{a.Name, first0(p.By)} {
		if name == "" {
			continue
		}
		for n := len(p.Place); n >= 0; n-- {
			where := ""
			if n > 0 {
				where = " in " + strings.Join(p.Place[:n], ", ")
			}
			line := "Earlier: " + what + where + ", " + how + name
			tries = append(tries, try{line + tail + source, more})
		}
		tries = append(tries, try{"Earlier: " + what + ", " + how + name + source, cites})
	}
	return c.add(draft{section: Background, template: "earlier", kind: "background", at: p.At, tries: tries})
}

// spokenToll writes the toll of an earlier story.
func spokenToll(p *actor.Role) string {
	if p.Killed.Open {
		return "at least " + count(p.Killed.Best)
	}
	return count(p.Killed.Best)
}

func first0(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// bring makes a report of the account one that the page may cite.
func (c *composer) bring(id string) bool {
	if c.d.Reports[id] != nil {
		return true
	}
	r := c.o.Reports[id]
	if r == nil || !c.d.AsOf.IsZero() && r.Published.After(c.d.AsOf) {
		return false
	}
	if c.aside == nil {
		c.aside = map[string]*report.Report{}
		d := *c.d
		d.Reports = maps.Clone(d.Reports)
		c.d = &d
		c.check.reports = d.Reports
	}
	c.aside[id], c.d.Reports[id] = r, r
	return true
}

// besides gives the reports of a story and those that a page cites beside them.
func besides(reports map[string]*report.Report, p *Page) map[string]*report.Report {
	if len(p.Aside) == 0 {
		return reports
	}
	all := maps.Clone(reports)
	maps.Copy(all, p.Aside)
	return all
}

// With gives a story with the reports that a page of it cites from elsewhere.
func With(d *dossier.Dossier, p *Page) *dossier.Dossier {
	if len(p.Aside) == 0 {
		return d
	}
	out := *d
	out.Reports, out.Known = besides(d.Reports, p), maps.Clone(d.Known)
	for id, r := range p.Aside {
		out.Known[id] = r.Published
	}
	return &out
}
