package actor

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// Bounds of each list of an entry; what is beyond stays in the stories.
const (
	maxDescriptions = 30
	maxAbout        = 60
	maxPast         = 40
)

// fill gives the entries what the stories hold of them.
func (f *folder) fill(dir *Directory) {
	for _, d := range f.order {
		for i := range d.Statements {
			f.voice(dir, d, &d.Statements[i])
		}
		for _, r := range d.Responsibility {
			f.role(dir, d, &r)
		}
		f.spoke(dir, d)
		f.portraits(dir, d)
	}
	f.elsewhere(dir)
	for i := range dir.Actors {
		dir.Actors[i].finish()
	}
}

func (f *folder) in(dir *Directory, d *dossier.Dossier, name string) *Actor {
	return dir.Get(dir.In(d.ID, name))
}

func said(d *dossier.Dossier, s *dossier.Statement) Said {
	out := Said{Cite: citeSpan(d, s.Report, s.Span), Speaker: s.Speaker.Name, Class: s.Speaker.Class, Stance: s.Stance, Relay: s.Relay, Story: d.ID, Title: d.Title}
	out.Statement = s.ID
	if out.Speaker == "" {
		out.Speaker = out.Outlet
	}
	if s.Speaker.Origin != "" && dossier.KindOfBody(s.Speaker.Origin) != "" && !dossier.SameName(s.Speaker.Origin, s.Speaker.Name) {
		out.Speaker += ", " + s.Speaker.Origin
	}
	if s.Figure != nil {
		out.Kind, out.Low, out.High = string(s.Figure.Kind), s.Figure.Low, s.Figure.High
	}
	return out
}

// voice takes one statement of a story: to whom it belongs, and of whom it speaks.
func (f *folder) voice(dir *Directory, d *dossier.Dossier, s *dossier.Statement) {
	if s.RepeatOf != "" || s.Used == dossier.UsedRejected {
		return
	}
	if body := f.in(dir, d, firstOf(s.Speaker.Origin, s.Speaker.Name)); body != nil {
		body.Statements++
		body.seen(d.Known[s.Report])
		if p := f.in(dir, d, s.Speaker.Name); p != nil && p != body {
			p.Statements++
			p.seen(d.Known[s.Report])
			hold(&body.Holders, p.Name, p.ID, s, d)
			hold(&p.Bodies, body.Name, body.ID, s, d)
		}
	}
	if r := s.Responsibility; r != nil {
		if a := f.in(dir, d, r.Actor); a != nil {
			if by := f.in(dir, d, firstOf(s.Speaker.Origin, s.Speaker.Name)); by != a && len(a.About) < maxAbout {
				a.About = append(a.About, said(d, s))
			}
		}
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func hold(list *[]Holder, name, id string, s *dossier.Statement, d *dossier.Dossier) {
	at := d.Known[s.Report]
	for i := range *list {
		h := &(*list)[i]
		if h.ID == id {
			h.Statements++
			if at.Before(h.First) {
				h.First = at
			}
			if at.After(h.Last) {
				h.Last = at
			}
			if h.Post == "" {
				h.Post = s.Speaker.Post
			}
			return
		}
	}
	c := citeSpan(d, s.Report, s.Span)
	if sp := s.Printed.Span; sp.Start < sp.End && sp.End <= len(d.Reports[s.Report].Text) {
		c = citeSpan(d, s.Report, sp)
	}
	c.Statement = s.ID
	*list = append(*list, Holder{Person: name, ID: id, Post: s.Speaker.Post, Body: s.Speaker.Origin, First: at, Last: at, Statements: 1, Cite: c})
}

// role takes a story's row of responsibility.
func (f *folder) role(dir *Directory, d *dossier.Dossier, r *dossier.Responsibility) {
	a := f.in(dir, d, r.Actor)
	if a == nil {
		return
	}
	p := a.part(d)
	p.Status, p.By = r.Status, r.By
	byID := d.ByID()
	for _, id := range r.Statements {
		if s := byID[id]; s != nil && s.RepeatOf == "" {
			p.Claim = citeSpan(d, s.Report, s.Span)
			p.Claim.Statement = id
			break
		}
	}
}

// part is the actor's role in a story, made if there is none.
func (a *Actor) part(d *dossier.Dossier) *Role {
	for i := range a.Roles {
		if a.Roles[i].Story == d.ID {
			return &a.Roles[i]
		}
	}
	p := Role{Story: d.ID, Title: d.Title, Place: d.Incident.Place, Type: d.Incident.Type}
	if dt := d.Incident.Date; dt != nil && !dt.End.IsZero() {
		p.At = dt.End
	}
	for _, t := range d.Known {
		if p.At.IsZero() || d.Incident.Date == nil && t.Before(p.At) {
			p.At = t
		}
	}
	for i := range d.Figures {
		if fg := &d.Figures[i]; fg.Kind == statement.Killed && p.Killed == nil {
			p.Killed = &Toll{fg.Low, fg.Best, fg.High, fg.Open}
			if s := d.ByID()[fg.BestID]; s != nil {
				p.Count, p.Counted = citeSpan(d, s.Report, s.Span), firstOf(s.Speaker.Origin, s.Speaker.Name)
				p.Count.Statement = s.ID
			}
		}
	}
	a.Roles = append(a.Roles, p)
	return &a.Roles[len(a.Roles)-1]
}

// spoke gives the series of each speaker of a story.
func (f *folder) spoke(dir *Directory, d *dossier.Dossier) {
	type key struct{ id, kind string }
	series := map[key]*Series{}
	var order []key
	for i := range d.Statements {
		s := &d.Statements[i]
		a := f.in(dir, d, firstOf(s.Speaker.Origin, s.Speaker.Name))
		if a == nil || s.RepeatOf != "" {
			continue
		}
		a.part(d).Statements++
		if p := f.in(dir, d, s.Speaker.Name); p != nil && p != a {
			p.part(d).Statements++
		}
		if s.Figure == nil || s.Figure.Scope != statement.ScopeTotal || s.Background {
			continue
		}
		k := key{a.ID, string(s.Figure.Kind)}
		if series[k] == nil {
			series[k] = &Series{Story: d.ID, Title: d.Title, Kind: k.kind}
			order = append(order, k)
		}
		c := citeSpan(d, s.Report, s.Span)
		c.Statement = s.ID
		series[k].Steps = append(series[k].Steps, Step{At: s.FirstSeen, Low: s.Figure.Low, High: s.Figure.High, Words: s.Figure.Words, Used: s.Used, Cite: c})
	}
	for _, k := range order {
		s := series[k]
		for i := range d.Figures {
			if fg := &d.Figures[i]; string(fg.Kind) == k.kind {
				s.Final = Toll{fg.Low, fg.Best, fg.High, fg.Open}
				s.Ended = ended(s.Steps[0], s.Final)
				break
			}
		}
		a := dir.Get(k.id)
		a.Series = append(a.Series, *s)
	}
}

// ended says how a first number stands to the figure as it is now.
func ended(first Step, now Toll) string {
	switch {
	case first.Used == "withdrawn":
		return "withdrawn"
	case first.High >= 0 && first.High < now.Best:
		return "was too low"
	case first.Low > now.Best && !now.Open:
		return "was too high"
	}
	return "holds"
}

// about matches sentences that tell of an actor beside the events: what it is,
// where it comes from, what it did before.
var (
	history  = sieve{regexp.MustCompile(`\b(?:emerged|founded|formed|split|broke (?:away|with|from)|breakaway|splinter|offshoot|pledg\w+|affiliate\w*|wing of|branch of|established|comprising|active (?:since|in)|has been|have been|was responsible|is responsible|operates|employs|owns|runs|controls|taxes|represents|membership|members?|said to|known for|since (?:19|20)\d\d|in (?:19|20)\d\d|rival)\b`), stems("emerged founded formed split broke breakaway splinter offshoot pledg affiliate wing branch established comprising active been responsible operates employs owns runs controls taxes represents member said|to known|for since in|19 in|20 rival")}
	yearPast = sieve{regexp.MustCompile(`\b(?:in|since|of|early|late|mid-?) ?(?:19|20)\d\d\b|\b(?:last|previous) (?:year|month|week|spring|summer|autumn|winter)|\b(?:years?|months?) (?:ago|earlier|before)\b|\b(?:in|last) (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\bsince its (?:inception|founding)\b`), stems("19 20 last previous ago earlier before in|J in|F in|M in|A in|S in|O in|N in|D inception founding")}
	deed     = sieve{regexp.MustCompile(`(?i)\b(?:attacks?|attacked|bomb\w*|killed|killing|shot|shooting|raid\w*|kidnap\w*|seized|ambush\w*|explosion|assassinat\w*|arson|hijack\w*|claimed|accident|collapse\w*|deaths?)\b`), stems("attack bomb kill shot shoot raid kidnap seized ambush explosion assassinat arson hijack claimed accident collapse death")}
	warning  = sieve{regexp.MustCompile(`(?i)\b(?:warned|warns|warning|alert(?:ed)?|predicted|advisory|could attack|might attack|may attack|plan(?:s|ned|ning) to attack|risk of an? attack)\b`), stems("warn alert predicted advisory attack")}
	said1    = sieve{regexp.MustCompile(`\b(?:said|says|told|according to|claimed responsibility|announced|reported|denied|confirmed)\b`), stems("said says told according|to claimed announced reported denied confirmed")}
	clause   = regexp.MustCompile(`^(?: \([^)]{2,20}\))?, ((?:an?|one of|the) \p{Ll}[^,.;]{12,220})[,.]`)
	apposed  = regexp.MustCompile(`^,? (?:\([^)]{2,20}\),? ?)?(?:an?|the|one of) \p{L}`)
	early    = regexp.MustCompile(`(?i)\b(?:earlier (?:this|in|on|that)|before the|(?:days?|weeks?|months?|hours?|years?) (?:ago|earlier|before)|last (?:week|month|year|\p{Lu}\p{Ll}+day)|had (?:warned|alerted|predicted|said)|in (?:January|February|March|April|May|June|July|August|September|October|November|December)|this month|previously)\b`)
	relation = regexp.MustCompile(`\b(splinter(?: group| faction)?(?: of| from)|breakaway (?:fighters|faction|group|members) (?:of|from)(?: the)?|offshoot of|affiliates? of|affiliated with|(?:armed|military|political) wing of|branch of|subsidiary of|part of|led by|pledg\w+ allegiance to|allied (?:with|to)|rivals? of|backed by|owned by|split from|broke away from) (?:the )?(?:late )?(?:\p{Ll}+ (?:leader )?)?(\p{Lu}[\p{L}’'-]*(?:[ -](?:(?:of|the|al|de) )?\p{Lu}[\p{L}’'-]*){0,5})(?: \((\p{Lu}[\p{L}-]{1,9})\))?`)
)

// portraits reads what the reports of a story tell of its actors beside the event.
func (f *folder) portraits(dir *Directory, d *dossier.Dossier) {
	var subjects []*Actor
	for _, r := range d.Responsibility {
		if a := f.in(dir, d, r.Actor); a != nil && !slices.Contains(subjects, a) {
			subjects = append(subjects, a)
		}
	}
	for _, i := range f.byStory[d.ID] {
		if m := &f.mentions[i]; !m.person {
			if a := dir.Get(dir.In(d.ID, m.name)); a != nil && !slices.Contains(subjects, a) && own(a.Name) {
				subjects = append(subjects, a)
			}
		}
	}
	f.assessed(dir, d)
	f.read(dir, d, subjects)
}

// elsewhere reads the reports that belong to no story: analyses and profiles.
func (f *folder) elsewhere(dir *Directory) {
	inStory := map[string]bool{}
	for _, d := range f.order {
		for _, m := range d.Members {
			inStory[m.Report] = true
		}
	}
	var ids []string
	for id := range f.a.Reports {
		if !inStory[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	first := map[string][]*Actor{} // by the first word of a name
	for i := range dir.Actors {
		a := &dir.Actors[i]
		if a.Kind != Organisation || !own(a.Name) {
			continue
		}
		for _, n := range append([]string{a.Name}, a.names()...) {
			if w, _, _ := strings.Cut(n, " "); len(w) > 2 && !slices.Contains(first[w], a) {
				first[w] = append(first[w], a)
			}
		}
	}
	for _, id := range ids {
		rep := f.a.Reports[id]
		var subjects []*Actor
		for w := range strings.FieldsFuncSeq(rep.Text, func(r rune) bool {
			return r == ' ' || r == '\n' || r == '(' || r == ')' || r == ',' || r == '.' || r == '“'
		}) {
			for _, a := range first[w] {
				if !slices.Contains(subjects, a) {
					subjects = append(subjects, a)
				}
			}
		}
		if len(subjects) > 0 {
			alone := &dossier.Dossier{Title: rep.Title, Reports: map[string]*report.Report{id: rep}, Known: map[string]time.Time{id: rep.Published}, Members: []story.Member{{Report: id}}}
			f.read(dir, alone, subjects)
		}
	}
}

// read takes from the reports of a story what they tell of some actors.
func (f *folder) read(dir *Directory, d *dossier.Dossier, subjects []*Actor) {
	slices.SortFunc(subjects, func(a, b *Actor) int { return strings.Compare(a.ID, b.ID) })
	group := f.groupOf(dir, d)
	seen := map[string]bool{}
	for _, id := range members(d) {
		text := d.Reports[id].Text
		near := (*Actor)(nil) // the last one named
		for _, t := range f.told.of(d.Reports[id]).sentences {
			sp := t.span()
			q := sp.Of(text)
			if len(q) < minTold || seen[q] {
				if near == nil {
					near = nameIn(q, subjects)
				}
				continue
			}
			a, at := begins(q, subjects)
			if a == nil {
				if strings.HasPrefix(q, "The group") || strings.HasPrefix(q, "The militia") || strings.HasPrefix(q, "The movement") || strings.Contains(q, " the group’s ") || strings.Contains(q, " the group's ") || strings.Contains(q, " the group has ") {
					a = group
					if near != nil && near.Armed() {
						a = near
					}
				}
			}
			if a == nil && near != nil && near.Armed() && (strings.HasPrefix(q, "Its ") || strings.HasPrefix(q, "It has ")) {
				a = near
			}
			any := nameIn(q, subjects)
			if any != nil {
				near = any
			}
			if t.warns && !f.totals(d, id, sp) {
				w := f.attributed(d, id, sp)
				seen[q] = true
				to := any
				for _, o := range subjects {
					if o.Armed() && nameIn(q, []*Actor{o}) != nil {
						to = o // of whom it warns, not who warns
						break
					}
				}
				if to == nil || group != nil && !to.Armed() && strings.Contains(q, "the group") {
					to = group
				}
				if to != nil {
					to.Warnings = append(to.Warnings, w)
				}
				continue
			}
			if (any != nil || a != nil) && deedBefore(q) && (oldYear(q, d.Known[id]) || !f.newsOf(d, id, sp)) {
				seen[q] = true
				to := a
				if to == nil {
					to = any
				}
				if len(to.Past) < maxPast {
					to.Past = append(to.Past, f.attributed(d, id, sp))
				}
				to.relate(dir, d, id, sp, q)
				continue
			}
			if a != nil && at > 0 {
				// "The Vale Guard, a militia that taxes the roads, claimed …"
				if m := clause.FindStringSubmatchIndex(q[at:]); m != nil && f.newsOf(d, id, sp) {
					part := report.Span{Start: sp.Start + at + m[2], End: sp.Start + at + m[3]}
					if !seen[part.Of(text)] && len(a.Descriptions) < maxDescriptions {
						seen[part.Of(text)] = true
						out := f.attributed(d, id, part)
						out.Speaker, out.Class, out.Statement, out.Relay = out.Outlet, statement.Media, "", nil
						a.Descriptions = append(a.Descriptions, out)
					}
				}
			}
			if a == nil || f.newsOf(d, id, sp) {
				continue
			}
			apposition := at > 0 && apposed.MatchString(q[at:])
			group := strings.HasPrefix(q, "The group") || at == 0 && !said1.in(q, q)
			if !apposition && (!history.in(q, q) || said1.in(q, q) && !strings.Contains(q, "said to")) && !group {
				continue
			}
			seen[q] = true
			if len(a.Descriptions) < maxDescriptions {
				a.Descriptions = append(a.Descriptions, f.attributed(d, id, sp))
			}
			a.relate(dir, d, id, sp, q)
		}
	}
}

// assessed takes what experts and others say of the story's actors.
func (f *folder) assessed(dir *Directory, d *dossier.Dossier) {
	var blamed []*Actor
	for _, r := range d.Responsibility {
		if a := f.in(dir, d, r.Actor); a != nil && !slices.Contains(blamed, a) {
			blamed = append(blamed, a)
		}
	}
	if len(blamed) == 0 {
		return
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.RepeatOf != "" || s.Used == dossier.UsedRejected || s.Responsibility != nil || s.Speaker.Class != statement.Expert && s.Speaker.Class != statement.NGO && s.Speaker.Class != statement.International {
			continue
		}
		if a := nameIn(sentence(d.Reports[s.Report].Text, s.Span).Of(d.Reports[s.Report].Text), blamed); a != nil && len(a.About) < maxAbout {
			a.About = append(a.About, said(d, s))
		}
	}
}

// groupOf is the armed group that "the group" means in a story: the only one, or
// the one with most statements of responsibility.
func (f *folder) groupOf(dir *Directory, d *dossier.Dossier) *Actor {
	for _, r := range d.Responsibility {
		if a := f.in(dir, d, r.Actor); a != nil && a.Armed() {
			return a
		}
	}
	return nil
}

// finish orders the lists.
func (a *Actor) finish() {
	byTime := func(x, y Said) int {
		return cmp.Or(x.At.Compare(y.At), strings.Compare(x.Report, y.Report), cmp.Compare(x.Span.Start, y.Span.Start))
	}
	for _, l := range []*[]Said{&a.Descriptions, &a.Past, &a.About, &a.Warnings} {
		slices.SortStableFunc(*l, byTime)
		*l = slices.CompactFunc(*l, func(x, y Said) bool { return x.Quote == y.Quote && x.Report == y.Report })
	}
	slices.SortStableFunc(a.Holders, func(x, y Holder) int {
		return cmp.Or(x.First.Compare(y.First), strings.Compare(x.Person, y.Person))
	})
	slices.SortStableFunc(a.Bodies, func(x, y Holder) int {
		return cmp.Or(x.First.Compare(y.First), strings.Compare(x.Person, y.Person))
	})
	slices.SortStableFunc(a.Roles, func(x, y Role) int {
		return cmp.Or(y.At.Compare(x.At), strings.Compare(x.Story, y.Story))
	})
	slices.SortStableFunc(a.Series, func(x, y Series) int {
		return cmp.Or(x.Steps[0].At.Compare(y.Steps[0].At), strings.Compare(x.Story, y.Story), strings.Compare(x.Kind, y.Kind))
	})
	for _, r := range a.Roles {
		if a.First.IsZero() || !r.At.IsZero() && r.At.Before(a.First) && a.Statements == 0 {
			a.First = r.At
		}
		if r.At.After(a.Last) && a.Statements == 0 {
			a.Last = r.At
		}
	}
}

func (a *Actor) seen(at time.Time) {
	if a.First.IsZero() || at.Before(a.First) {
		a.First = at
	}
	if at.After(a.Last) {
		a.Last = at
	}
}
