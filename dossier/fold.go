package dossier

import (
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// Fold gives the account of everything that was known at in.AsOf: a pure
// function of its input. The order of in.Entries does not matter.
func Fold(in Input) *Account { return new(kept).fold(in) }

// fold is Fold, from what the fold before left.
func (k *kept) fold(in Input) *Account {
	rules := standingAt(in.Rulings, in.AsOf)
	in.Decisions = append(in.Decisions[:len(in.Decisions):len(in.Decisions)], rules.grouping()...)
	groupAll, group := k.groupers()
	entries, kills := killed(known(in.Entries, in.AsOf), in, rules, groupAll)
	a := &Account{AsOf: in.AsOf, NotRead: in.NotRead, Reports: make(map[string]*report.Report, len(entries))}
	byID := make(map[string]story.Entry, len(entries))
	order := make(map[string]int, len(entries))
	for i, e := range entries {
		a.Reports[e.Report.ID] = e.Report
		if _, ok := byID[e.Report.ID]; !ok {
			byID[e.Report.ID] = e
			order[e.Report.ID] = i
		}
		if in.AsOf.IsZero() && e.Known.After(a.AsOf) {
			a.AsOf = e.Known
		}
	}
	if t := rules.newest(); in.AsOf.IsZero() && t.After(a.AsOf) {
		a.AsOf = t
	}
	groups := group(entries, in.Decisions)
	rules.find(byID, groups.Copies)
	works := k.build(a, groups, byID, order, rules)
	shareCountries(a.Dossiers, works)
	tell(kills, a.Dossiers)
	rules.tell(a, kills)
	sort.SliceStable(a.Dossiers, func(i, j int) bool {
		return a.Dossiers[i].newest().After(a.Dossiers[j].newest())
	})
	return a
}

// sideBySide does n things, of which none knows of another: on all processors if
// it may, else one by one. A panic of one is the caller's.
func sideBySide(n int, may bool, do func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if !may || workers < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	var broke atomic.Pointer[any]
	for range workers {
		wait.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					broke.Store(&p)
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
	if p := broke.Load(); p != nil {
		panic(*p)
	}
}

// known keeps the entries that count at asOf (all for the zero time), by Known
// and Seq.
func known(entries []story.Entry, asOf time.Time) []story.Entry {
	var out []story.Entry
	for _, e := range entries {
		if e.Report != nil && e.Reading != nil && (asOf.IsZero() || !e.Known.After(asOf)) {
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if !out[i].Known.Equal(out[j].Known) {
			return out[i].Known.Before(out[j].Known)
		}
		return out[i].Seq < out[j].Seq
	})
	return out
}

// newest is when the story's last report became known.
func (d *Dossier) newest() time.Time {
	var t time.Time
	for _, m := range d.Members {
		if k := d.Known[m.Report]; k.After(t) {
			t = k
		}
	}
	return t
}

// frameKey names one incident frame of one report.
type frameKey struct {
	report string
	frame  int
}

// copiesOf lists the copies of each report that copies.
func copiesOf(copies []story.Copy) map[string][]story.Copy {
	out := map[string][]story.Copy{}
	for _, c := range copies {
		out[c.Report] = append(out[c.Report], c)
	}
	return out
}

// framesTaken tells which story each frame of a report belongs to.
func framesTaken(g story.Groups) map[frameKey]string {
	out := map[frameKey]string{}
	for _, s := range g.Stories {
		for _, m := range s.Members {
			for _, f := range m.Frames {
				out[frameKey{m.Report, f}] = s.ID
			}
		}
	}
	return out
}

// work builds one dossier.
type work struct {
	d       *Dossier
	entries map[string]story.Entry
	named   *outlets
	order   map[string]int
	asOf    time.Time
	ids     *identity
	actors  *identity
	st      []*Statement
	byID    map[string]*Statement
	first   map[string][]*Statement // what each mouth said first, by saidKey
	pulled  []withdrawal
	rules   *rulings
	kinds   map[string]int    // what placeKinds gave
	levels  map[string]string // what regions gave
	// What the figures ask again and again, once they are settled on.
	mouths     map[*Statement]string
	blamed     []party // by time
	blameKnown bool
	parties    map[string]bool // of the first partiesOf of blamed
	partiesOf  int
	// asked and bodies are what the outlets were asked for, with the answers.
	asked    map[string]string
	bodies   map[bodyAsked]string
	newestBy map[string]int // outlet, folded → place in order of its newest report
	heard    heard
}

func (w *work) build(s story.Story, copies []story.Copy, taken map[frameKey]string) *Dossier {
	w.d = &Dossier{ID: s.ID, Title: s.Title, AsOf: w.asOf, Incident: s.Frame, Members: s.Members,
		Reports: map[string]*report.Report{}, Known: map[string]time.Time{}}
	inStory := map[string]bool{}
	for _, m := range s.Members {
		e, ok := w.entries[m.Report]
		if !ok {
			continue
		}
		inStory[m.Report] = true
		w.d.Reports[m.Report] = e.Report
		w.d.Known[m.Report] = e.Known
		w.collect(s.ID, m, e, taken)
	}
	for _, c := range copies {
		if inStory[c.Report] && inStory[c.Of] {
			w.d.Copies = append(w.d.Copies, c)
		}
	}
	sort.SliceStable(w.st, func(i, j int) bool { return w.before(w.st[i], w.st[j]) })
	w.identify()
	w.completePlace() // names of bodies go by the places that their own reports give
	w.creditReprints()
	w.adoptOwnVoice()
	w.collapseCopies()
	w.takeBack()
	w.repeats()
	w.answer()
	w.withdraw()
	w.figures()
	w.responsibility()
	w.points()
	w.changes()
	w.speakers()
	w.d.Statements = make([]Statement, len(w.st))
	sort.SliceStable(w.st, func(i, j int) bool {
		a, b := w.st[i], w.st[j]
		if !a.FirstSeen.Equal(b.FirstSeen) {
			return a.FirstSeen.Before(b.FirstSeen)
		}
		return w.before(a, b)
	})
	for i, s := range w.st {
		w.d.Statements[i] = *s
	}
	return w.d
}

// before orders statements by the time of their report, the report's place in
// the input, and their place in the text.
func (w *work) before(a, b *Statement) bool {
	if a.Report != b.Report {
		return w.order[a.Report] < w.order[b.Report]
	}
	if pa, pb := place(a), place(b); pa != pb {
		return pa < pb
	}
	return a.ID < b.ID
}

// place is where a statement stands in its report: its number, else its clause.
func place(s *Statement) int {
	if s.Figure != nil && !s.Figure.Span.Empty() {
		return s.Figure.Span.Start
	}
	return s.Span.Start
}

// collect takes the member's statements that belong to this story: figures of
// its frames; of a report whose main incident is this one, also everything
// that belongs to no other story's frame.
func (w *work) collect(id string, m story.Member, e story.Entry, taken map[frameKey]string) {
	mine := map[int]bool{}
	for _, f := range m.Frames {
		mine[f] = true
	}
	frames := e.Reading.Incidents
	for i := range e.Reading.Statements {
		src := &e.Reading.Statements[i]
		if !validSpan(src.Span, e.Report.Text) {
			continue
		}
		s := &Statement{Statement: *src, FirstSeen: e.Known}
		s.Report = e.Report.ID
		s.Origin = s.ID
		s.Printed = src.Speaker
		if i := src.Attribution; i >= 0 && i < len(e.Reading.Attributions) {
			s.Attr = &e.Reading.Attributions[i]
		}
		if s.Figure != nil {
			f := *s.Figure
			s.Figure = &f
			switch {
			case mine[f.Incident]:
			case f.Incident >= 0 && f.Incident < len(frames):
				if owner, ok := taken[frameKey{e.Report.ID, f.Incident}]; ok && owner != id || !m.Main {
					continue
				}
				if len(m.Frames) > 0 && s.Figure.Scope == statement.ScopeTotal {
					s.Figure.Scope = statement.ScopeOther
				}
			case !m.Main && len(m.Frames) > 0:
				continue
			}
		} else if len(frames) > 1 && len(m.Frames) > 0 && !w.tellsOf(e, m, s, taken, id) {
			continue
		}
		if s.Responsibility != nil {
			r := *s.Responsibility
			s.Responsibility = &r
		}
		if w.rules.apply(w.d, s, src, e.Report) {
			continue
		}
		w.st = append(w.st, s)
	}
}

func validSpan(s report.Span, text string) bool {
	return s.Start >= 0 && s.Start < s.End && s.End <= len(text)
}

// tellsOf decides for a statement without a figure whether it belongs to the
// member's story: the story that has a frame in the same sentence or nearest
// before it, else the report's main one.
func (w *work) tellsOf(e story.Entry, m story.Member, s *Statement, taken map[frameKey]string, id string) bool {
	best, at := -1, -1
	for i, f := range e.Reading.Incidents {
		if f.Historical {
			continue
		}
		for _, sp := range f.Spans {
			if sp.Overlaps(s.Span) {
				best, at = i, sp.Start
			} else if sp.End <= s.Span.Start && sp.Start > at && sameParagraph(e.Report.Text, sp.End, s.Span.Start) {
				best, at = i, sp.Start
			}
		}
	}
	if best < 0 {
		return m.Main
	}
	owner, ok := taken[frameKey{e.Report.ID, best}]
	if !ok {
		return m.Main
	}
	return owner == id
}

func sameParagraph(text string, from, to int) bool {
	if from > to || from < 0 || to > len(text) {
		return false
	}
	for i := from; i < to; i++ {
		if text[i] == '\n' {
			return false
		}
	}
	return true
}
