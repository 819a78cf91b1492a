package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"

	"sofar"
	"sofar/dossier"
	"sofar/ledger"
)

type decideCmd struct {
	Kind    string   `arg:"" enum:"accept,correct,reject,retract,merge,split,mark,same,apart,note,undo" help:"accept, correct or reject a statement; retract, merge or split reports; mark an outlet; say that two names are the same or are apart; note; undo a decision."`
	Targets []string `arg:"" name:"target" help:"A statement's id, or REPORT:WORDS for the one of a report that has these words; reports by id or name, or a story's id for all of its reports; an outlet; two names; or a decision's id."`
	storeFlags
	Reason  string   `short:"r" required:"" help:"Why, in a sentence that readers will see."`
	Author  string   `help:"Who decides (default: your name on this machine)."`
	From    []string `placeholder:"REPORT" help:"split: hold the targets apart from these reports, or this story's."`
	Value   string   `help:"correct: the number, such as 14, \"at least 14\", \"10 to 14\"."`
	Words   string   `help:"correct: the report's own words that give the number; without them and without such words, it stands under your name."`
	Figure  string   `placeholder:"KIND" help:"correct: what is counted, such as killed or injured."`
	Unit    string   `help:"correct: who or what is counted, such as children."`
	Scope   string   `help:"correct: total, subset, increment, other incident or historical."`
	Speaker string   `help:"correct: who says it."`
	Class   string   `help:"correct: what the speaker is, such as police or government."`
	Stance  string   `help:"correct: how, such as states, denies or claims."`
	Mark    string   `help:"mark: the outlet's reliability, A to F, \"not used\", or nothing to take its mark off."`
	JSON    bool     `name:"json" help:"Print the decision as JSON."`
}

// Help is the long help with examples.
func (decideCmd) Help() string {
	return `Records an editor's decision in the ledger, with author, time and reason. It counts from now on, also over what later engines read from the same words; accounts as of earlier moments stay as they were. Nothing is lost: a decision can be undone, and so can an undo. A desk that serves the same ledger shows it at once.

Examples:
  sofar review --ledger flood.ledger
  sofar decide accept s0a1b2c3d4e5f6071 -l flood.ledger -r "checked against the text"
  sofar decide correct s0a1b2c3d4e5f6071 -l flood.ledger --value "at least 14" --figure injured -r "the dead are counted elsewhere"
  sofar decide accept "r07:at least 14" -l flood.ledger -r "checked against the text"
  sofar decide reject s0a1b2c3d4e5f6071 -l flood.ledger -r "speaks of the flood of 2029"
  sofar decide retract r0a1b2c3d4e5f6071 -l flood.ledger -r "the Herald took it down"
  sofar decide merge st0a1b2c3d4e5f st071829304152 -l flood.ledger -r "one flood"
  sofar decide split r07 r09 --from st0a1b2c3d4e5f -l flood.ledger -r "the other valley"
  sofar decide mark "Evening Post" --mark "not used" -l flood.ledger -r "satire"
  sofar decide apart "Health Ministry" "Ministry of Health" -l flood.ledger -r "of two countries"
  sofar decide undo k0123456789abcdef0123456789abcdef -l flood.ledger -r "I was wrong"`
}

// Run records the decision.
func (c *decideCmd) Run(ctx context.Context) error {
	if c.Log == "" {
		if err := mustExist(c.Ledger); err != nil {
			return err
		}
	}
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	d, err := c.decision(l.Ledger)
	if err != nil {
		return usageError{err}
	}
	id, err := l.AddDecision(ctx, d)
	if err != nil {
		return err
	}
	for _, r := range l.Decisions() {
		if r.ID == id {
			d = r.Decision
		}
	}
	if c.JSON {
		return writeLine(os.Stdout, decisionJSON{ID: id, Decision: d})
	}
	fmt.Printf("%s  %s: %s\n", id, legible(d.Author), legible(dossier.Describe(&d)))
	return nil
}

// decision makes the ledger's decision of the flags.
func (c *decideCmd) decision(l *sofar.Ledger) (ledger.Decision, error) {
	d := ledger.Decision{Kind: c.Kind, Reason: c.Reason, Author: cmp.Or(c.Author, userName())}
	one := func(what string) error {
		if len(c.Targets) != 1 {
			return fmt.Errorf("%s takes one %s, not %d", c.Kind, what, len(c.Targets))
		}
		return nil
	}
	var err error
	switch c.Kind {
	case ledger.Accept, ledger.Correct, ledger.Reject:
		if err := one("statement"); err != nil {
			return d, err
		}
		if d, err = named(l, d, c.Targets[0]); err != nil {
			return d, err
		}
	case ledger.Undo:
		if err := one("decision"); err != nil {
			return d, err
		}
		d.Undoes = c.Targets[0]
	case ledger.MarkSource:
		if err := one("outlet"); err != nil {
			return d, err
		}
		d.Source, d.Mark = c.Targets[0], c.Mark
	case ledger.Same, ledger.Apart:
		if len(c.Targets) != 2 {
			return d, fmt.Errorf("%s takes two names, not %d", c.Kind, len(c.Targets))
		}
		d.Names = c.Targets
	default:
		d.Reports, d.From = reportsOf(l, c.Targets), reportsOf(l, c.From)
	}
	if c.Kind == ledger.Correct {
		d.Corrected, err = c.correction()
	} else if c.Value+c.Words+c.Figure+c.Unit+c.Scope+c.Speaker+c.Class+c.Stance != "" {
		return d, fmt.Errorf("%s puts nothing in place; use correct with --value, --figure, --speaker and the like", c.Kind)
	}
	return d, err
}

// named gives the decision the statement that is named by its id, or by a
// report and words of it.
func named(l *sofar.Ledger, d ledger.Decision, target string) (ledger.Decision, error) {
	d.Statement = target
	name, words, ok := strings.Cut(target, ":")
	rep, reading, known := l.Report(name)
	if !ok || !known || reading == nil {
		return d, nil
	}
	var found []string
	for i := range reading.Statements {
		s := &reading.Statements[i]
		if s.Figure != nil && strings.EqualFold(s.Figure.Words, words) {
			found = []string{s.ID}
			break
		}
		if strings.Contains(strings.ToLower(s.Span.Of(rep.Text)), strings.ToLower(words)) {
			found = append(found, s.ID)
		}
	}
	if len(found) != 1 {
		return d, fmt.Errorf("%d statements of report %s have the words %q%s", len(found), name, words, strings.TrimSuffix(": "+strings.Join(found, ", "), ": "))
	}
	d.Statement, d.Reports = found[0], []string{rep.ID}
	return d, nil
}

func (c *decideCmd) correction() (*ledger.Correction, error) {
	out := &ledger.Correction{Kind: c.Figure, Words: c.Words, Unit: c.Unit, Scope: c.Scope, Speaker: c.Speaker, Class: c.Class, Stance: c.Stance}
	if c.Value != "" {
		low, high, err := dossier.ParseCount(c.Value)
		if err != nil {
			return nil, err
		}
		out.Low, out.High = &low, &high
	}
	return out, nil
}

// reportsOf puts a story's reports in the place of its id.
func reportsOf(l *sofar.Ledger, names []string) []string {
	var out []string
	for _, name := range names {
		if _, _, ok := l.Report(name); !ok && strings.HasPrefix(name, "st") {
			a := l.Whole(time.Time{})
			for i := range a.Dossiers {
				if d := &a.Dossiers[i]; d.ID == name {
					for _, m := range d.Members {
						out = append(out, m.Report)
					}
					name = ""
				}
			}
		}
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// userName is who works on this machine.
func userName() string {
	if u, err := user.Current(); err == nil {
		return cmp.Or(u.Name, u.Username)
	}
	return cmp.Or(os.Getenv("USER"), "an editor")
}
