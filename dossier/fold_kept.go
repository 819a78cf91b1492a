package dossier

import (
	"slices"

	"sofar/report"
	"sofar/story"
)

// kept is what one fold leaves to the next of the same ledger: the dossiers with
// everything that they were made of. A dossier whose inputs are the same is taken
// over, so that a new record costs what it touches. The zero value holds nothing,
// and groups everything afresh.
type kept struct {
	stories map[string]*keptStory // by id
	names   []string              // of outlets, sorted
	// grouping goes on from the time before, of all reports where some of them were
	// withdrawn and of those that count; nil where there is no time before.
	grouping *keptGroups
}

type keptGroups struct{ all, count story.Kept }

// grouper is how reports are grouped.
type grouper func([]story.Entry, []story.Decision) story.Groups

// groupers are for all reports, and for those that count.
func (k *kept) groupers() (all, count grouper) {
	if k.grouping == nil {
		return story.Group, story.Group
	}
	return k.grouping.all.Group, k.grouping.count.Group
}

// keptStory is a dossier as build left it, and what it was built from.
type keptStory struct {
	dossier Dossier
	entries []story.Entry // parallel to the members; those of no entry are zero
	owners  [][]string    // of each member's frames the stories
	copies  []story.Copy
	full    map[string]string // what was asked of the outlets, and answered
	bodies  map[bodyAsked]string
	work    *work // what is still asked after all are built
}

// bodyAsked is a question for the body that publishes under a bare word.
type bodyAsked struct{ text, bare string }

// input gathers what the dossier of a story is made of beside the outlets' names.
func (k *keptStory) input(s *story.Story, byID map[string]story.Entry, copies map[string][]story.Copy, taken map[frameKey]string) {
	in := make(map[string]bool, len(s.Members))
	for _, m := range s.Members {
		e, ok := byID[m.Report]
		in[m.Report] = ok
		k.entries = append(k.entries, e)
		var owners []string
		if ok {
			for i := range e.Reading.Incidents {
				owners = append(owners, taken[frameKey{m.Report, i}])
			}
		}
		k.owners = append(k.owners, owners)
	}
	for _, m := range s.Members {
		for _, c := range copies[m.Report] {
			if in[c.Report] && in[c.Of] {
				k.copies = append(k.copies, c)
			}
		}
	}
}

// same tells whether a dossier made of now would be the one made of k. The frame
// and the title of a story follow from its members.
func (k *keptStory) same(now *keptStory, s *story.Story, names *outlets, sameNames bool, rules *rulings) bool {
	if k.dossier.Title != s.Title || len(k.entries) != len(now.entries) || len(k.copies) != len(now.copies) {
		return false
	}
	for i := range k.entries {
		a, b := &k.entries[i], &now.entries[i]
		if a.Report != b.Report || a.Reading != b.Reading || !a.Known.Equal(b.Known) || !slices.Equal(k.owners[i], now.owners[i]) || rules.touch(b.Report) {
			return false
		}
	}
	if !slices.EqualFunc(k.dossier.Members, s.Members, sameMember) || !slices.EqualFunc(k.copies, now.copies, sameCopy) {
		return false
	}
	if sameNames {
		return true
	}
	for name, full := range k.full {
		if names.full(name) != full {
			return false
		}
	}
	for q, body := range k.bodies {
		if names.publishing(q.text, q.bare) != body {
			return false
		}
	}
	return true
}

func sameMember(a, b story.Member) bool {
	return a.Report == b.Report && a.Why == b.Why && a.Score == b.Score && a.Main == b.Main && slices.Equal(a.Frames, b.Frames)
}

func sameCopy(a, b story.Copy) bool {
	return a.Report == b.Report && a.Of == b.Of && a.Extent == b.Extent && a.Share == b.Share && a.Rule == b.Rule && slices.Equal(a.Passages, b.Passages)
}

// touch tells whether decisions bear on what a report is read as: where they are
// on names, on all.
func (r *rulings) touch(rep *report.Report) bool {
	if r == nil || rep == nil {
		return false
	}
	if r.names() != nil || len(r.on[rep.ID]) > 0 {
		return true
	}
	_, unused := r.unused[fold(rep.Publisher)]
	return unused
}

// build makes the dossier of every story, or takes it over from the fold before.
func (k *kept) build(a *Account, groups story.Groups, byID map[string]story.Entry, order map[string]int, rules *rulings) []*work {
	taken, named, copies := framesTaken(groups), newOutlets(byID), copiesOf(groups.Copies)
	sameNames := k.names != nil && slices.Equal(k.names, named.names)
	next := make(map[string]*keptStory, len(groups.Stories))
	stories, works := make([]*keptStory, len(groups.Stories)), make([]*work, len(groups.Stories))
	var anew []int
	for i := range groups.Stories {
		s := &groups.Stories[i]
		now := &keptStory{}
		now.input(s, byID, copies, taken)
		if old := k.stories[s.ID]; old != nil && old.same(now, s, named, sameNames, rules) {
			stories[i] = old
		} else {
			stories[i], anew = now, append(anew, i)
		}
	}
	sideBySide(len(anew), rules == nil, func(n int) {
		s, now := &groups.Stories[anew[n]], stories[anew[n]]
		w := &work{entries: make(map[string]story.Entry, len(s.Members)), order: make(map[string]int, len(s.Members)), named: named, asOf: a.AsOf, rules: rules}
		for i, m := range s.Members {
			if e := now.entries[i]; e.Report != nil {
				w.entries[m.Report], w.order[m.Report] = e, order[m.Report]
			}
		}
		if old := k.stories[s.ID]; old != nil {
			w.heard = old.work.heard.of(now.entries)
		}
		now.dossier = *w.build(*s, now.copies, taken)
		now.full, now.bodies = w.asked, w.bodies
		now.work = &work{d: w.d, entries: w.entries, heard: w.heard}
	})
	if len(stories) > 0 {
		a.Dossiers = make([]Dossier, len(stories))
	}
	for i, now := range stories {
		works[i] = now.work
		d := now.dossier
		d.AsOf = a.AsOf
		// What is told of decisions and withdrawals is added to a copy.
		d.Changes, d.Withdrawn, d.Decisions = slices.Clip(d.Changes), slices.Clip(d.Withdrawn), slices.Clip(d.Decisions)
		a.Dossiers[i] = d
		// What decisions bear on may change without its inputs.
		if !slices.ContainsFunc(now.entries, func(e story.Entry) bool { return rules.touch(e.Report) }) {
			next[d.ID] = now
		}
	}
	k.stories, k.names = next, named.names
	return works
}
