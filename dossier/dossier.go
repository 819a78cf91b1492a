// Package dossier folds the ledger at a time T into one account per story: low,
// best and high of every figure with the rule that chose them, their history,
// responsibility, what is disputed, what is not known, what changed.
//
// Input: entries (reports with readings) and decisions. Output: an Account. It
// follows the published rules of SEMANTICS.md (docs/rules.md) and nothing else;
// every number names the rule that decided.
package dossier

import (
	"time"

	"sofar/incident"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// Account is everything known at a time.
type Account struct {
	AsOf time.Time
	// Dossiers, newest story activity first.
	Dossiers []Dossier
	NotRead  []report.NotRead
	// Reports by id: every report known at AsOf.
	Reports map[string]*report.Report
	// MoreStories and MoreReports count what a large ledger holds beyond the
	// stories with the newest reports, which alone are in Dossiers; Book.Story
	// gives any other.
	MoreStories, MoreReports int
	// Decisions of editors that stand at AsOf, in the order of the log.
	Decisions []Decided
}

// Dossier is the account of one story at a time.
type Dossier struct {
	ID       string
	Title    string
	AsOf     time.Time
	Incident incident.Frame
	Members  []story.Member // in the order they became known
	Reports  map[string]*report.Report
	Known    map[string]time.Time // from when each report counts
	Copies   []story.Copy         // both ends in the story
	// Statements of the story, by time first seen, then report order, then span.
	Statements     []Statement
	Figures        []Figure // in the order of statement.FigureKinds
	Responsibility []Responsibility
	Disputed       []Point
	Unknown        []Point
	Changes        []Change  // oldest first
	Speakers       []Speaker // canonical speakers of the story, most statements first
	// Merges are the pairs of names that were taken for one, with the rule.
	Merges []Merge
	// Rejected are statements that an editor has set aside: no figure, list or
	// sentence rests on them.
	Rejected []Statement
	// Withdrawn are the reports that their outlets took back, and full copies.
	Withdrawn []Withdrawn
	// Decisions are those of the account that bear on the story.
	Decisions []Decided
}

// Withdrawn is a report that no longer counts.
type Withdrawn struct {
	Report *report.Report
	// Of is the report that its outlet withdrew: Report itself, or the one that
	// it copies in full.
	Of *report.Report
	At time.Time
	// Decision is the id of the editor's decision that recorded it, "" where the
	// publisher's own notice did.
	Decision string
}

// ByID gives the statements of the story by their ids.
func (d *Dossier) ByID() map[string]*Statement {
	out := make(map[string]*Statement, len(d.Statements))
	for i := range d.Statements {
		out[d.Statements[i].ID] = &d.Statements[i]
	}
	return out
}

// Statement is a statement as the account holds it.
type Statement struct {
	statement.Statement
	// Speaker names are canonical over the whole story; Printed is the speaker
	// as the report itself has it.
	Printed statement.Speaker
	// Attr is the attribution that carries it, nil for a report's own voice.
	Attr      *statement.Attribution
	FirstSeen time.Time
	// RepeatOf is the id of the earlier statement with the same speaker and value, or "".
	RepeatOf string
	// Answers may point to a statement of another report.
	Answers string
	// Origin is the id of the statement that is the first print of these words
	// where this one is a copy's, a wire's or a relay's, else its own id.
	Origin string
	// Withdrawn is the id of the statement that retracts or corrects it, or "".
	Withdrawn string
	// Used tells the part it plays in its figure: "best", "live", "superseded",
	// "repeat", "withdrawn", "not a total", "not observed" (feared, predicted), "".
	Used string
	// Authority is 'a'..'d' of rule 2, 0 for statements without a figure.
	Authority byte
	// Flags are doubts for an editor ("digits transposed?"), in words.
	Flags []string
	// Checked is what a person decided on it, nil for nothing.
	Checked *Check
}

// Figure is one kind's low/best/high now, and its history.
type Figure struct {
	Kind            statement.FigureKind
	Unit            string
	Low, Best, High int64
	Open            bool
	// Rule names what chose best, in words a reader can follow.
	Rule     string
	BestID   string   // statement that is s*
	Live     []string // ids of the live set, s* first
	Speakers []string // distinct speakers of the live set that agree with best
	// Origins is independent_origins of rule 4.
	Origins int
	History []Step // oldest first
	// Backed tells when a second independent origin came to agree with best.
	Backed []Backing
	// Apart are statements shown beside the figure, never in it: feared, predicted.
	Apart []string
	Flags []Flag
	// Grade by Airwars’ practice: fair, weak or contested.
	Grade string
}

// Step is a change of a figure.
type Step struct {
	At              time.Time
	Low, Best, High int64
	Open            bool
	Speaker         string
	Statement       string
	Report          string
	Change          string // first, rise, fall, correction, scope change
	// Explained is false for a fall that nobody explains.
	Explained bool
}

// Backing is the moment from which two independent origins state the best number
// of a figure.
type Backing struct {
	At               time.Time
	Best             int64
	First, Statement string // the statement that stated it first, and the second
}

// Flag is a doubt about a figure, shown and never smoothed.
type Flag struct {
	Reason     string // "4,327 may be 4,237 with two digits exchanged"
	Statements []string
}

// Responsibility is one actor's row.
type Responsibility struct {
	Actor      string
	Status     string // claimed, claimed and confirmed, claimed and disputed, accused, accused and denied, denied, ruled out
	By         []string
	Statements []string
	Channel    string
	Rule       string
	// Confirmed is, for a claim that is confirmed, the first statement that
	// supports it enough, else "".
	Confirmed string
}

// Point is something disputed or not known, with the statements behind it.
type Point struct {
	Kind       string // figure kind, "responsibility", "cause", "list missing", …
	Text       string // one line, for lists; the explainer writes its own sentences
	Statements []string
	// Report and Span are the words behind the point where no statement
	// carries them; Report is "" otherwise.
	Report string
	Span   report.Span
}

// Change is a development at claim level.
type Change struct {
	At         time.Time
	Kind       string // figure, responsibility, denial, correction, retraction, new story, …
	Text       string
	Statements []string
	// From and To hold the figure before and after, where it is one.
	From, To *Step
	// Decision is the id of the editor's decision that it is, or "".
	Decision string
}

// Speaker is a mouth of the story.
type Speaker struct {
	Name        string
	Class       statement.Class
	Post        string
	Affiliation string
	Aliases     []string
	Statements  int
}
