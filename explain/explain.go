// Package explain writes a dossier in sentences, each with citations whose
// quotes are slices of the reports, and renders them for terminal, Markdown,
// HTML and JSON.
//
// Input: a dossier.Dossier. Output: a Page. No model writes: sentences are
// composed from statements and quoted spans. Check proves a page: every number
// and every name of a sentence stands in a cited quote or in the metadata of a
// cited report.
package explain

import (
	"time"

	"sofar/actor"
	"sofar/report"
)

// Sections of a page, in order.
const (
	Known      = "what is known"
	Disputed   = "what is disputed"
	NotKnown   = "what is not known"
	WhoSays    = "who says so"
	Background = "background"
	Checked    = "what a person has checked"
	Timeline   = "timeline"
	Changed    = "what changed"
)

// Page is one story's explainer.
type Page struct {
	Story     string
	Title     string
	AsOf      time.Time
	Updated   time.Time // when the newest report became known
	Reports   int       // by address: the versions of a page are one
	Outlets   int
	Origins   int
	Sentences []Sentence // in reading order, grouped by section
	// Sources are the story's reports, in the order they became known, and the
	// decisions of editors that are cited.
	Sources []Source
	// Aside are reports beyond the story's own that sentences cite; nil for none.
	Aside map[string]*report.Report
}

// Source is what a page shows of a report.
type Source struct {
	Report    string // report.Report.ID, or the record id of an editor's decision
	Label     string
	Publisher string
	Title     string
	URL       string
	Published time.Time // zero if unknown
}

// Sentence is one sentence with what proves it.
type Sentence struct {
	Section string
	Text    string
	// Lead is the beginning of Text that says when and where it was printed
	// ("2 May, 09:00 UTC, Herald: "), for a line of the timeline, else "".
	Lead      string
	Citations []Citation
	// Template names the template that wrote it.
	Template string
	// Kind is the figure kind or statement kind it tells of, or "".
	Kind string
	// At is the time it is about, for the timeline and for changes.
	At time.Time
	// Key marks the sentences of the short lengths: 1 = in one line, 5 = in five lines, 0 = full only.
	Key int
}

// Citation is a slice of a report, and Quote equals Span.Of(report.Text); or an
// editor's decision, whose reason is Quote.
type Citation struct {
	Report    string // report.Report.ID
	Span      report.Span
	Quote     string
	Statement string // statement id, or ""
	Decision  string // record id of an editor's decision, or "" for a slice of a report
}

// Options shape a page.
type Options struct {
	// Since, if set, adds "what changed" from then on; else the last change's hour before AsOf.
	Since time.Time
	// HideNames leaves out names of victims and suspects.
	HideNames bool
	// Who is who in the account, for what other stories and reports tell of the
	// actors; nil leaves that out. Reports are the account's, which prove it. Over
	// sets both.
	Who     *actor.Directory
	Reports map[string]*report.Report
	// Lines is 1, 5, or 0 for the full page.
	Lines int

	// Memory keeps what is read of reports from account to account; nil for none.
	Memory *Memory

	names *names // of all stories, as Over found them
}
