// Package story decides which reports tell of one incident, which are copies of
// which, and whose mouth stands behind them.
//
// Input: reports with their readings, in the order in which they became known.
// Output: stories, copies, and why. The result is a pure function of that
// sequence.
package story

import (
	"time"

	"sofar/incident"
	"sofar/report"
)

// Entry is one report as the fold sees it.
type Entry struct {
	Report  *report.Report
	Reading *incident.Reading
	// Known is the moment from which the report counts: Published, else the time
	// of the report before it in the input, else the zero time (always known);
	// for a later version of a URL the time of its update.
	Known time.Time
	// Seq is the place in the log or input, from 0; it orders equal times.
	Seq int
}

// Story is a set of reports about one incident.
type Story struct {
	// ID is "st" and 12 hexadecimal digits of the id of the earliest report.
	ID string `json:"id"`
	// Members are the reports, in the order in which they became known.
	Members []Member `json:"members"`
	// Frame is the merged incident: the type and place that most origins give.
	Frame incident.Frame `json:"incident"`
	// Title is type and place for a story of three reports or more, else the
	// newest informative title among the members.
	Title string `json:"title"`
}

// Member ties a report to a story.
type Member struct {
	Report string `json:"report"`
	// Frames are the indices in the report's Reading.Incidents that are this
	// story's incident; a roundup has members in several stories.
	Frames []int `json:"frames,omitempty"`
	// Main is true where the report's main incident is this story's.
	Main bool `json:"main"`
	// Why names what tied it here, for readers: "same place Marlovets, same
	// type rail accident, 31 shared words with r03".
	Why string `json:"why"`
	// Score in 0..1 is the strength of the tie; 1 for the first report.
	Score float64 `json:"score"`
}

// Extent is how much of a report is copied.
type Extent string

// Extents of copying.
const (
	Full       Extent = "full"
	Partial    Extent = "partial"
	Paraphrase Extent = "paraphrase"
)

// Copy says that Report took text from Of, which was known first.
type Copy struct {
	Report string `json:"report"`
	Of     string `json:"of"`
	Extent Extent `json:"extent"`
	// Passages pairs the shared spans, for full and partial copies.
	Passages []Passage `json:"passages,omitempty"`
	// Share in 0..1 is the part of Of's sentences that Report repeats.
	Share float64 `json:"share"`
	Rule  string  `json:"rule"`
}

// Passage is a run of text that stands in both reports.
type Passage struct {
	In report.Span `json:"in"` // in Copy.Report
	Of report.Span `json:"of"` // in Copy.Of
}

// Decision is an editor's ruling on grouping, which wins over the automatic one.
type Decision struct {
	// Kind is Merge: Reports belong together; or Split: Reports belong with none
	// of From, or, without it, Reports[0] with none of the others.
	Kind    string   `json:"kind"`
	Reports []string `json:"reports"`
	From    []string `json:"from,omitempty"`
}

// Groups is the result of grouping.
type Groups struct {
	Stories []Story `json:"stories"` // by time of the first report, then ID
	Copies  []Copy  `json:"copies"`  // by report order, then Of
	// Loose are reports that tell of no incident and belong to no story.
	Loose []string `json:"loose,omitempty"`
}
