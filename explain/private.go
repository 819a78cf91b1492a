package explain

import (
	"maps"
	"regexp"
	"slices"
	"sync"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// Whose names HideNames leaves out. A victim or a suspect is not always told in
// words from which the reading makes one, and a name that slips through cannot
// be taken back, so the question is put the other way round: every person is
// left out but those whom some report gives a post, a title or a body, or who
// speak for one. A person whose age stands behind his name ("Ada Quill, 34,") is
// left out with a post as well, unless he speaks for a public body.

// readPeople are the persons of one report, plain.
type readPeople struct {
	all, public, aged []string
}

// peopleCache keeps the persons of reports.
type peopleCache struct {
	mu sync.Mutex
	by map[string]*readPeople
}

// agedName matches an age behind a name.
var agedName = regexp.MustCompile(`^(?:, (?:aged )?| \()\d{1,3}\b`)

// of reads the persons of a report, once.
func (c *peopleCache) of(r *report.Report) *readPeople {
	c.mu.Lock()
	p := c.by[r.ID]
	c.mu.Unlock()
	if p != nil {
		return p
	}
	p = &readPeople{}
	doc := language.Analyze(r.Text, r.Published)
	for i := range doc.Entities {
		e := &doc.Entities[i]
		name := plain(e.Canonical)
		if e.Kind != language.NamePerson || !isName(e.Canonical) || utf8.RuneCountInString(name) < 3 {
			continue
		}
		public, named := e.Affiliation != "", false
		for _, m := range e.Mentions {
			n := &doc.Names[m]
			if n.Form != language.FormFull && n.Form != language.FormShort {
				continue
			}
			named = true
			public = public || !n.Title.Empty()
			if agedName.MatchString(r.Text[n.Span.End:]) && n.Form == language.FormFull {
				p.aged = append(p.aged, name)
			}
		}
		if !named {
			continue // known by a role alone
		}
		p.all = append(p.all, name)
		if public {
			p.public = append(p.public, name)
		}
	}
	c.mu.Lock()
	if c.by == nil {
		c.by = map[string]*readPeople{}
	}
	c.by[r.ID] = p
	c.mu.Unlock()
	return p
}

// privates gives for every report the names of the persons in it that are left
// out, plain, with the surnames.
func (c *peopleCache) privates(a []dossier.Dossier, reports map[string]*report.Report) map[string][]string {
	public, official := map[string]bool{}, map[string]bool{}
	notPeople := map[string]bool{} // places and bodies that were taken for persons
	for i := range a {
		d := &a[i]
		for _, p := range d.Incident.Place {
			for _, w := range nameWords(plain(p)) {
				notPeople[w] = true
			}
		}
		for j := range d.Statements {
			s := &d.Statements[j]
			name := plain(s.Speaker.Name)
			switch s.Speaker.Class {
			case statement.Government, statement.Police, statement.Military, statement.Court, statement.International, statement.Medical, statement.Rescue:
				official[name], public[name] = true, true
			case statement.Company, statement.NGO, statement.Opposition, statement.Expert, statement.Media, statement.ArmedGroup:
				public[name] = true
			}
			if o := plain(s.Speaker.Origin); o != name {
				notPeople[o] = true // a body for which somebody speaks
			}
		}
	}
	for _, r := range reports {
		for _, name := range c.of(r).public {
			public[name] = true
		}
	}
	for _, set := range []map[string]bool{public, official} {
		for _, name := range slices.Collect(maps.Keys(set)) {
			if w := nameWords(name); len(w) > 1 {
				set[w[len(w)-1]] = true // the surname alone is his as well
			}
		}
	}
	out := map[string][]string{}
	for id, r := range reports {
		p := c.of(r)
		for _, name := range p.all {
			if notPeople[name] || official[name] || public[name] && !slices.Contains(p.aged, name) {
				continue
			}
			out[id] = append(out[id], name)
			if w := nameWords(name); len(w) > 1 {
				out[id] = append(out[id], w[len(w)-1])
			}
		}
		slices.Sort(out[id])
		out[id] = slices.Compact(out[id])
	}
	return out
}
