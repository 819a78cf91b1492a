package dossier

import (
	"time"

	"sofar/report"
	"sofar/story"
)

// Input is everything the fold may look at.
type Input struct {
	// Entries are the reports with their readings, in any order; the fold sorts
	// them by Known and Seq.
	Entries   []story.Entry
	NotRead   []report.NotRead
	Decisions []story.Decision
	// Rulings are editors' decisions with their undos, in the order of the log;
	// those that stand at AsOf count, on grouping after Decisions.
	Rulings []Ruling
	// AsOf is the moment of the account: what became known later is left out.
	// Zero means everything given.
	AsOf time.Time
}
