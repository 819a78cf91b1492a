package desk

import (
	"context"
	"fmt"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
)

// hiddenSource is a Source without the names of victims and suspects: whatever
// the desk shows comes through it, so that no page has to think of them.
type hiddenSource struct {
	Source
	*explain.Hidden
}

// hiddenLarge is one over a Source that gives stories beyond its account.
type hiddenLarge struct {
	hiddenSource
	more large
}

func hide(src Source) Source {
	h := hiddenSource{src, explain.HideFrom(src.At)}
	if l, ok := src.(large); ok {
		return hiddenLarge{h, l}
	}
	return h
}

// namesOf gives what hides the names of a source that hide made.
func namesOf(src Source) *explain.Hidden {
	switch h := src.(type) {
	case hiddenSource:
		return h.Hidden
	case hiddenLarge:
		return h.Hidden
	}
	return nil
}

// At implements Source.
func (h hiddenSource) At(t time.Time) *dossier.Account { return h.Hidden.At(t) }

// Report implements Source.
func (h hiddenSource) Report(id string) (*report.Report, *incident.Reading, bool) {
	r, reading, ok := h.Source.Report(id)
	if !ok {
		return nil, nil, false
	}
	m := h.Mask()
	return m.Report(r), m.Reading(reading), true
}

// wire gives the agency of a report, without leaving the names out of all the
// rest of its reading.
func (h hiddenSource) wire(id string) string {
	r, reading, ok := h.Source.Report(id)
	if !ok || reading == nil || reading.Wire == "" {
		return ""
	}
	return h.Mask().Text("", r.ID, reading.Wire, false)
}

// Report implements Source: a report of a story beyond the account is shown
// without the names of that story.
func (h hiddenLarge) Report(id string) (*report.Report, *incident.Reading, bool) {
	r, reading, ok := h.Source.Report(id)
	if !ok {
		return nil, nil, false
	}
	m := h.Mask()
	if h.Hidden.At(time.Time{}).Reports[r.ID] == nil {
		m = explain.MaskOf(h.more.Around(time.Time{}, r.ID))
	}
	return m.Report(r), m.Reading(reading), true
}

// Story implements large.
func (h hiddenLarge) Story(id string, t time.Time) *dossier.Dossier {
	return h.Mask().Dossier(h.more.Story(id, t))
}

// Beside implements large: a story is shown beside all of the account, for the
// names of whose victims and suspects it is looked through.
func (h hiddenLarge) Beside(id string, t time.Time) (*dossier.Account, *dossier.Dossier) {
	a := h.At(t)
	if d := find(a, id); d != nil {
		return a, d
	}
	return a, h.Story(id, t)
}

// Page implements large.
func (h hiddenLarge) Page(t time.Time, from, n int) *dossier.Account {
	whole, m := h.At(t), h.Mask()
	a := *h.more.Page(t, from, n)
	a.NotRead, a.Decisions = whole.NotRead, whole.Decisions
	list := make([]dossier.Dossier, len(a.Dossiers))
	a.Reports = map[string]*report.Report{}
	for i := range list {
		if d := find(whole, a.Dossiers[i].ID); d != nil {
			list[i] = *d
		} else {
			list[i] = *m.Dossier(&a.Dossiers[i])
		}
		for id, r := range list[i].Reports {
			a.Reports[id] = r
		}
	}
	a.Dossiers = list
	return &a
}

// Large tells whether the ledger is one of which At gives the newest stories alone.
func (h hiddenLarge) Large() bool {
	l, ok := h.Source.(interface{ Large() bool })
	return ok && l.Large()
}

// Around implements large.
func (h hiddenLarge) Around(t time.Time, reports ...string) *dossier.Account {
	a, _ := explain.Hide(h.more.Around(t, reports...), explain.Options{HideNames: true})
	return a
}

// hiddenSearch finds nothing for a hidden name, and shows none in what it finds.
type hiddenSearch struct {
	Searcher
	*explain.Hidden
}

// Find implements Searcher.
func (h hiddenSearch) Find(ctx context.Context, q dossier.Query) ([]dossier.Hit, int, error) {
	m := h.Mask()
	if m.Names(q.Words) {
		return nil, 0, nil
	}
	hits, total, err := h.Searcher.Find(ctx, q)
	for i := range hits {
		x := &hits[i]
		x.Title, x.Snippet = m.Text("", x.Report, x.Title, false), m.Text("", x.Report, x.Snippet, true)
	}
	return hits, total, err
}

// hiddenReview shows decisions without the names, and takes none that was written
// on words with a name left out.
type hiddenReview struct {
	Reviewer
	*explain.Hidden
}

// Decisions implements Reviewer.
func (h hiddenReview) Decisions() []dossier.Ruling { return h.Mask().Rulings(h.Reviewer.Decisions()) }

// AddDecision implements Reviewer.
func (h hiddenReview) AddDecision(ctx context.Context, d ledger.Decision) (string, error) {
	texts := append([]string{d.Reason, d.Source}, d.Names...)
	if c := d.Corrected; c != nil {
		texts = append(texts, c.Words, c.Speaker)
	}
	for _, t := range texts {
		if explain.IsMasked(t) {
			return "", fmt.Errorf("%w: this desk leaves names out (--hide-names), so %q would be recorded in place of one; decide on a desk that shows them", dossier.ErrDecision, explain.Masked)
		}
	}
	return h.Reviewer.AddDecision(ctx, d)
}
