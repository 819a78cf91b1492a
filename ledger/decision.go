package ledger

import "time"

// Kinds of decisions.
const (
	// Accept says that a statement is read rightly, as it stands.
	Accept = "accept"
	// Correct gives what a statement should have been read as.
	Correct = "correct"
	// Reject says that a statement is not to be used.
	Reject = "reject"
	// Retract says that reports were withdrawn by their outlet.
	Retract = "retract"
	// Merge puts reports into one story, Split holds some apart from others.
	Merge = "merge"
	Split = "split"
	// MarkSource says what an editor holds of an outlet.
	MarkSource = "mark"
	// Same says that two names are one speaker or actor, Apart that they are two.
	Same  = "same"
	Apart = "apart"
	// Note changes nothing.
	Note = "note"
	// Undo takes another decision back, which may be an undo.
	Undo = "undo"
)

// Decision is an editor's ruling. It is a record like any other: it stays in the
// log, and an Undo that names its record takes it back.
type Decision struct {
	Kind string `json:"kind"`
	// Reports are what a merge, split, retraction or note is about.
	Reports []string `json:"reports,omitempty"`
	// From are the reports that a split holds Reports apart from; without it,
	// Reports[0] is held apart from the others.
	From []string `json:"from,omitempty"`
	// Statement is the id of what was decided on, Target the words it stood on.
	Statement string      `json:"statement,omitempty"`
	Target    *Target     `json:"target,omitempty"`
	Corrected *Correction `json:"corrected,omitempty"`
	// Source is the outlet that is marked, Mark what it is marked as: A to F for
	// its reliability on the Admiralty scale, NotUsed, or "" for its mark taken off.
	Source string `json:"source,omitempty"`
	Mark   string `json:"mark,omitempty"`
	// Names are the two names that are one (Same) or two (Apart).
	Names  []string  `json:"names,omitempty"`
	Undoes string    `json:"undoes,omitempty"` // record ID
	Author string    `json:"author"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// NotUsed marks an outlet whose statements enter no account.
const NotUsed = "not used"

// Target is a statement as it was read when somebody decided on it, so that the
// decision finds the same words in what another engine version reads.
type Target struct {
	Report string `json:"report"`
	// Start and End are bytes of the report's text, Quote what stands there.
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
	// Kind is the kind of figure, else the kind of statement.
	Kind    string `json:"kind"`
	Speaker string `json:"speaker,omitempty"`
	Stance  string `json:"stance,omitempty"`
	// Of a figure: its words, where they begin, and its bounds; High is -1 for none.
	Words   string `json:"words,omitempty"`
	WordsAt int    `json:"words_at,omitempty"`
	Low     int64  `json:"low,omitempty"`
	High    int64  `json:"high,omitempty"`
	Scope   string `json:"scope,omitempty"`
}

// Correction is what a statement should have been read as. What is empty stays
// as it was.
type Correction struct {
	// Kind is the kind of figure.
	Kind string `json:"kind,omitempty"`
	// Low and High bound the number; High is -1 for no upper bound. Both or none.
	Low  *int64 `json:"low,omitempty"`
	High *int64 `json:"high,omitempty"`
	// Words are the report's own words that give the number; "" where no words
	// of the report do, and the number is the editor's.
	Words   string `json:"words,omitempty"`
	Unit    string `json:"unit,omitempty"`
	Scope   string `json:"scope,omitempty"`
	Speaker string `json:"speaker,omitempty"`
	Class   string `json:"class,omitempty"` // of the speaker
	Stance  string `json:"stance,omitempty"`
}
