package dossier

import (
	"time"

	"sofar/ledger"
	"sofar/statement"
	"sofar/story"
)

// Ruling is an editor's decision with the ID of its record, which an undo names.
type Ruling struct {
	ID string
	ledger.Decision
}

// Decided is a decision that stands at the account's time, with what it bears on.
type Decided struct {
	Ruling
	// Statements are the ids of the statements that it bears on: the one that was
	// decided on, as this account has it, and the same words in copies.
	Statements []string
	// Lost says why the decision finds nothing to bear on, "" where it does.
	Lost string
}

// Verdicts of a Check.
const (
	Accepted  = "accepted"
	Corrected = "corrected"
	Rejected  = "rejected"
)

// Check is what a person decided on a statement.
type Check struct {
	Verdict string
	// Decision is the id of the decision that gave the verdict, which Author
	// took at At for Reason.
	Decision, Author, Reason string
	At                       time.Time
	// All are the ids of every decision on the statement that stands, oldest first.
	All []string
	// Correction is everything that was corrected, nil for none.
	Correction *ledger.Correction
	// Read is the statement as it was read, where it was corrected.
	Read *statement.Statement
	// CopyOf is the id of the statement that was decided on, where this one has
	// its words in a copied passage; else "".
	CopyOf string
	// OwnNumber is true where the corrected number stands in no words of the
	// report: it is the editor's, and shown as such.
	OwnNumber bool
}

// Named tells whether an editor named the speaker.
func (c *Check) Named() bool {
	return c != nil && c.Correction != nil && c.Correction.Speaker != ""
}

// rulings are the decisions that stand, by what they bear on.
type rulings struct {
	list   []Decided
	on     map[string]map[string]*Check // report → statement
	unused map[string]int               // outlet, folded → index in list
	moved  bool                         // some decision bears on statements
	ruled  *namesRuled                  // decisions on names, once asked
	asked  bool
}

// standingAt gives the decisions that were taken by asOf (zero: all) and not
// taken back by then: an undo takes back what it names, and an undone undo
// nothing. It is nil where none stands.
func standingAt(all []Ruling, asOf time.Time) *rulings {
	if len(all) == 0 {
		return nil
	}
	in := func(d *Ruling) bool { return asOf.IsZero() || !d.At.After(asOf) }
	undone := map[string]bool{}
	for i := len(all) - 1; i >= 0; i-- {
		if d := &all[i]; d.Kind == ledger.Undo && in(d) && !undone[d.ID] {
			undone[d.Undoes] = true
		}
	}
	r := &rulings{on: map[string]map[string]*Check{}, unused: map[string]int{}}
	for i := range all {
		d := &all[i]
		if d.Kind == ledger.Undo || undone[d.ID] || !in(d) {
			continue
		}
		if d.Kind == ledger.MarkSource {
			delete(r.unused, fold(d.Source)) // the later mark stands
			if d.Mark == ledger.NotUsed {
				r.unused[fold(d.Source)] = len(r.list)
			}
		}
		r.list = append(r.list, Decided{Ruling: *d})
	}
	if len(r.list) == 0 {
		return nil
	}
	return r
}

// Standing gives the decisions that had been taken, and not taken back, by asOf
// (zero: now), in the order of the log.
func Standing(all []Ruling, asOf time.Time) []Decided {
	if r := standingAt(all, asOf); r != nil {
		return r.list
	}
	return nil
}

// grouping gives the decisions on which reports belong together.
func (r *rulings) grouping() []story.Decision {
	if r == nil {
		return nil
	}
	var out []story.Decision
	for _, d := range r.list {
		if d.Kind == ledger.Merge || d.Kind == ledger.Split {
			out = append(out, story.Decision{Kind: d.Kind, Reports: d.Reports, From: d.From})
		}
	}
	return out
}

// newest is when the last decision was taken, zero for none.
func (r *rulings) newest() time.Time {
	var t time.Time
	if r != nil {
		for i := range r.list {
			if r.list[i].At.After(t) {
				t = r.list[i].At
			}
		}
	}
	return t
}

// take adds a decision to what was decided on a statement before.
func (c *Check) take(d *Decided) {
	c.All = append(c.All, d.ID)
	verdict := Rejected
	switch d.Kind {
	case ledger.Correct:
		verdict = Corrected
		c.Correction = joined(c.Correction, d.Corrected)
	case ledger.Accept:
		verdict = Accepted
		if c.Correction != nil && c.Verdict == Corrected {
			return // what stands is accepted; it stays a correction
		}
		if c.Correction != nil {
			verdict = Corrected
		}
	}
	c.Verdict, c.Decision, c.Author, c.Reason, c.At = verdict, d.ID, d.Author, d.Reason, d.At
}

// joined gives an earlier correction with what a later one changes.
func joined(old, now *ledger.Correction) *ledger.Correction {
	if now == nil {
		return old
	}
	out := *now
	if old == nil {
		return &out
	}
	if out.Low == nil {
		out.Low, out.High, out.Words = old.Low, old.High, old.Words
	}
	for _, p := range []struct {
		to   *string
		from string
	}{{&out.Kind, old.Kind}, {&out.Unit, old.Unit}, {&out.Scope, old.Scope}, {&out.Stance, old.Stance}} {
		if *p.to == "" {
			*p.to = p.from
		}
	}
	if out.Speaker == "" {
		out.Speaker, out.Class = old.Speaker, old.Class
	}
	return &out
}
