package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"sofar"
	"sofar/dossier"
	"sofar/ledger"
)

type reviewCmd struct {
	Ledger string `short:"l" default:"sofar.ledger" placeholder:"FILE" help:"The ledger file."`
	Taken  bool   `help:"List the decisions taken so far in place of the queue, the newest first."`
	Story  string `help:"Only the story with this id, or whose title holds these words."`
	Limit  int    `default:"20" help:"Most entries to list; 0 for all."`
	JSON   bool   `name:"json" help:"Print one JSON object per line."`
}

// Help is the long help with examples.
func (reviewCmd) Help() string {
	return `Lists what a person has not checked, in the order of what an editor's minute is worth there: doubt (speakers who exclude each other, a single origin, flagged moves, low certainty) times stake (the toll, the size of the story). docs/review.md has the points. Decide with: sofar decide.

Examples:
  sofar review --ledger flood.ledger
  sofar review --ledger flood.ledger --json --limit 0 | jq -r .statement
  sofar review --ledger flood.ledger --taken`
}

// taskJSON is one line of the queue; decisionJSON one of the log.
type taskJSON struct {
	Story     string       `json:"story"`
	Title     string       `json:"title"`
	Kind      string       `json:"kind"`
	What      string       `json:"what"`
	Statement string       `json:"statement,omitempty"`
	Report    string       `json:"report,omitempty"`
	Decision  string       `json:"decision,omitempty"`
	Quote     string       `json:"quote,omitempty"`
	Worth     float64      `json:"worth"`
	Doubt     float64      `json:"doubt"`
	Stake     float64      `json:"stake"`
	Why       []pointsJSON `json:"why"`
}

type pointsJSON struct {
	Reason string  `json:"reason"`
	Points float64 `json:"points"`
}

type decisionJSON struct {
	ID string `json:"id"`
	ledger.Decision
	Lost   string `json:"lost,omitempty"`
	Undone string `json:"undone_by,omitempty"`
}

// Run lists the queue or the log.
func (c *reviewCmd) Run(ctx context.Context) error {
	l, err := openExisting(ctx, c.Ledger)
	if err != nil {
		return err
	}
	defer l.Close()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	a := l.Whole(time.Time{})
	if c.Taken {
		return c.log(out, l, a)
	}
	only := map[string]bool{}
	if c.Story != "" {
		chosen := choose(a.Dossiers, c.Story)
		if len(chosen) == 0 {
			return usagef("none of the %d stories has the id %[2]q or these words in its title", len(a.Dossiers), c.Story)
		}
		for i := range chosen {
			only[chosen[i].ID] = true
		}
	}
	n := 0
	for _, t := range dossier.Queue(a) {
		if c.Story != "" && !only[t.Story] {
			continue
		}
		if n++; c.Limit > 0 && n > c.Limit {
			break
		}
		quote := quoteOf(a, &t)
		if c.JSON {
			j := taskJSON{t.Story, t.Title, t.Kind, t.What, t.Statement, t.Report, t.Decision, quote, t.Worth, t.Doubt, t.Stake, []pointsJSON{}}
			for _, p := range t.Why {
				j.Why = append(j.Why, pointsJSON{p.Reason, p.Points})
			}
			if err := writeLine(out, j); err != nil {
				return err
			}
			continue
		}
		var why []string
		for _, p := range t.Why {
			why = append(why, fmt.Sprintf("%s (%g)", p.Reason, p.Points))
		}
		fmt.Fprintf(out, "%6.1f  %s\n        %s\n", t.Worth, legible(t.What), legible(t.Title))
		if len(why) > 0 {
			fmt.Fprintf(out, "        because: %s\n", legible(strings.Join(why, "; ")))
		}
		if quote != "" {
			fmt.Fprintf(out, "        %s: “%s”\n", t.Statement, legible(quote))
		}
	}
	if n == 0 && !c.JSON {
		fmt.Fprintln(out, "Nothing waits for an editor.")
	}
	return nil
}

func (c *reviewCmd) log(out io.Writer, l *sofar.Ledger, a *dossier.Account) error {
	all := l.Decisions()
	undone := dossier.Undone(all)
	lost := map[string]string{}
	for i := range a.Decisions {
		lost[a.Decisions[i].ID] = a.Decisions[i].Lost
	}
	for n := 0; n < len(all) && (c.Limit <= 0 || n < c.Limit); n++ {
		d := &all[len(all)-1-n]
		j := decisionJSON{d.ID, d.Decision, lost[d.ID], undone[d.ID]}
		if c.JSON {
			if err := writeLine(out, j); err != nil {
				return err
			}
			continue
		}
		state := ""
		switch {
		case j.Undone != "":
			state = " (taken back)"
		case j.Lost != "":
			state = " (bears on nothing: " + j.Lost + ")"
		}
		fmt.Fprintf(out, "%s  %s  %s: %s%s\n        %s\n", d.At.UTC().Format("2006-01-02 15:04"), d.ID, legible(d.Author), legible(dossier.Describe(&d.Decision)), state, legible(d.Reason))
	}
	if len(all) == 0 && !c.JSON {
		fmt.Fprintln(out, "No decision has been taken.")
	}
	return nil
}

// quoteOf is the words that a task is about.
func quoteOf(a *dossier.Account, t *dossier.Task) string {
	for i := range a.Dossiers {
		if d := &a.Dossiers[i]; d.ID == t.Story {
			for j := range d.Statements {
				if s := &d.Statements[j]; s.ID == t.Statement && d.Reports[s.Report] != nil {
					return strings.Join(strings.Fields(s.Span.Of(d.Reports[s.Report].Text)), " ")
				}
			}
		}
	}
	return ""
}

func writeLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// openExisting opens a ledger that must be there.
func openExisting(ctx context.Context, path string) (*sofar.Ledger, error) {
	if err := mustExist(path); err != nil {
		return nil, err
	}
	return sofar.Open(ctx, path)
}

// legible takes the characters out of text that a terminal obeys.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)
}
