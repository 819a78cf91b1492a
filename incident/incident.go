// Package incident reads what happened: for each report the frames of the
// incidents it tells of (type, stage, date, place, instruments, perpetrators,
// targets, victims), and binds each figure to its frame.
//
// Input: the report, its Doc and its statements. Output: a Reading, which is
// all that sofar keeps of a report's analysis and the record that the ledger
// stores.
package incident

import (
	"time"

	"sofar/report"
	"sofar/statement"
)

// Engine is the version of the extraction engine; it is part of every
// Reading's identity and changes whenever the same report may read differently.
const Engine = "5"

// Reading is everything read from one report. It is a pure function of the
// report and Engine.
type Reading struct {
	Report string `json:"report"` // report.Report.ID
	Engine string `json:"engine"`
	statement.Set
	// Incidents are the frames, the report's main incident first. Figures refer
	// to them by index. Empty for a report that tells of none.
	Incidents []Frame `json:"incidents,omitempty"`
	// Names are the report's entities, for grouping and identity: canonical
	// name, kind, aliases and count of mentions.
	Names []Entity `json:"names,omitempty"`
	// Terms are the report's content words by weight, for grouping: stems with
	// counts, at most 64, sorted by stem.
	Terms []Term `json:"terms,omitempty"`
	// Sentences are the sentence spans, for passages and copies.
	Sentences []report.Span `json:"sentences,omitempty"`
	// Background is true for analysis or opinion that tells of no new incident.
	Background bool `json:"background,omitempty"`
}

// Entity is a name as grouping sees it.
type Entity struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // person, organisation, place, facility, group, nationality, event, outlet, unknown
	Aliases []string `json:"aliases,omitempty"`
	Count   int      `json:"count"`
	// First is the byte offset of the first mention.
	First int `json:"first"`
}

// Term is a stem with its count in the text.
type Term struct {
	Stem  string `json:"t"`
	Count int    `json:"n"`
}

// Frame is one incident as one report tells it. Field names and value lists
// follow FORMATS section 1.
type Frame struct {
	Type  string `json:"type"`  // attack, bombing, shooting, earthquake, rail accident, …
	Stage string `json:"stage"` // accomplished, attempted, threatened
	// Category is "terrorist act", "state-sponsored violence" or "".
	Category string `json:"category,omitempty"`
	Date     *Date  `json:"date"`
	// Place runs from the most specific name to the country.
	Place []string `json:"place"`
	// Country is the last of Place where that is known to be a country, else "".
	Country      string        `json:"country,omitempty"`
	Instruments  []Instrument  `json:"instruments,omitempty"`
	Perpetrators []Perpetrator `json:"perpetrators,omitempty"`
	Targets      []Target      `json:"physical_targets,omitempty"`
	Victims      []Victim      `json:"victims,omitempty"`
	Spans        []report.Span `json:"spans"` // the words that tell of it, in text order
	// Historical marks an earlier event told as background.
	Historical bool   `json:"historical,omitempty"`
	Rule       string `json:"rule"`
}

// Date is the day or days of an incident; Start is zero for "some day up to End".
type Date struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
	Words string    `json:"words"`
}

// Instrument is what it was done with; Words is "" where only the kind is known.
type Instrument struct {
	Words string `json:"words,omitempty"`
	Type  string `json:"type"`
}

// Perpetrator is who is said to have done it. Words are mentions of one
// entity, the best first.
type Perpetrator struct {
	Words      []string `json:"words"`
	Role       string   `json:"role"` // individual, organisation
	Confidence string   `json:"confidence,omitempty"`
}

// Target is a thing that was attacked. Low and High are -1 where open, Low 2
// and High -1 an unknown plural.
type Target struct {
	Words       []string `json:"words"`
	Type        string   `json:"type"`
	Low, High   int64
	About       bool   `json:"about,omitempty"`
	Effect      string `json:"effect,omitempty"`
	Nationality string `json:"nationality,omitempty"`
}

// Victim is a person or group that was harmed or attacked.
type Victim struct {
	Name        []string `json:"name,omitempty"`
	Description []string `json:"description,omitempty"`
	Type        string   `json:"type"`
	Low, High   int64
	About       bool   `json:"about,omitempty"`
	Nationality string `json:"nationality,omitempty"`
	Effect      string `json:"effect,omitempty"`
}
