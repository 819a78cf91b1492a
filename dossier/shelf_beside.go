package dossier

import (
	"slices"
	"strings"
	"time"

	"sofar/incident"
	"sofar/report"
)

const (
	// keptViews is how many stories with those beside them are kept.
	keptViews = 64
	// A story is shown with so many others at most, of so many reports together:
	// what its page takes is bounded, however large the ledger.
	besideStories, besideReports = 12, 120
	// besideActors is how many of its actors others are looked for by.
	besideActors = 6
)

// besideView is a story with those beside it; stamps are those of all when it was
// made, its own first.
type besideView struct {
	stories          []int
	stamps           []int32
	rulings, notRead int
	account          *Account
	story            *Dossier
}

// Beside gives the story with an id as known at t (zero: now), and the account
// that its page is composed from: of a large ledger that story with those that
// share a report with it and the newest ones that name the actors behind it; of
// others the account of t. A large ledger's is the same until one of these stories
// changes. Both are nil where there is no such story.
func (b *Book) Beside(id string, t time.Time) (*Account, *Dossier) {
	s, in := b.asked(t)
	if s == nil {
		a := b.At(t)
		if d := a.story(id); d != nil {
			return a, d
		}
		return nil, nil
	}
	s.mu.Lock()
	k, ok := s.find(id)
	s.mu.Unlock()
	if !ok {
		return nil, nil
	}
	d, err := s.dossier(k, in)
	if err != nil || d == nil {
		return nil, nil
	}
	key := foldKey{k, in.AsOf}
	s.mu.Lock()
	stories := append([]int{k}, s.beside(k, d)...)
	stamps := make([]int32, len(stories))
	for i, k := range stories {
		stamps[i] = s.stamp[k]
	}
	v := s.views.of[key]
	s.mu.Unlock()
	if v != nil && v.story == d && slices.Equal(v.stories, stories) && slices.Equal(v.stamps, stamps) && v.rulings == len(in.Rulings) && v.notRead == len(in.NotRead) {
		return v.account, v.story
	}
	a := &Account{AsOf: d.AsOf, NotRead: in.NotRead, Reports: map[string]*report.Report{}, Decisions: Standing(in.Rulings, t)}
	for i, k := range stories {
		x := d
		if i > 0 {
			if x, err = s.dossier(k, in); err != nil || x == nil {
				continue
			}
		}
		a.Dossiers = append(a.Dossiers, *x)
		for id, r := range x.Reports {
			a.Reports[id] = r
		}
	}
	v = &besideView{stories, stamps, len(in.Rulings), len(in.NotRead), a, d}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.views.set(key, v)
	return v.account, v.story
}

// beside gives the stories whose account the page of story k needs beside its
// own; s.mu is held.
func (s *shelf) beside(k int, d *Dossier) (out []int) {
	room := besideReports
	take := func(o int) {
		if n := s.groups.Size(o); o != k && n > 0 && n <= room && len(out) < besideStories && !slices.Contains(out, o) {
			out = append(out, o)
			room -= n
		}
	}
	for _, o := range s.groups.Beside(k) {
		take(o)
	}
	for i := range d.Responsibility[:min(len(d.Responsibility), besideActors)] {
		var words []string
		for w := range strings.FieldsSeq(NameKey(d.Responsibility[i].Actor)) {
			words = append(words, incident.TermOf(w))
		}
		for _, o := range s.groups.Naming(words) {
			take(o)
		}
	}
	return out
}
