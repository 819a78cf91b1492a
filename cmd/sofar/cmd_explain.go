package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"sofar"
	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/place"
	"sofar/report"
)

type explainCmd struct {
	inputs
	Ledger    string `short:"l" placeholder:"FILE" help:"Print the stories of this ledger, in place of sources."`
	AsOf      moment `name:"as-of" placeholder:"TIME" help:"What was known at this time, such as 2031-05-02T14:05:00Z or \"2031-05-02 14:05\" (UTC); a date alone is its start (default: the end of what is given)."`
	Since     moment `placeholder:"TIME" help:"Say what changed since this time."`
	Format    string `enum:"text,markdown,html,json" default:"text" help:"text, markdown, html or json."`
	Lines     int    `default:"0" help:"Length of each story: 1, 5, or 0 for all of it."`
	Story     string `help:"Only the story with this id, or whose title holds these words."`
	Stories   int    `default:"20" help:"At most this many stories, the newest first (json prints all; 0 = all)."`
	HideNames bool   `help:"Leave out the names of victims and suspects, as far as the reading of the reports finds them; in statements [name] stands for them."`
	Width     int    `default:"0" help:"Columns of the text format (0 = 88, or the terminal's)."`
	Workers   int    `help:"Reports analysed side by side (0 = one per processor)."`
}

// Help is the long help with examples.
func (explainCmd) Help() string {
	return `Groups the reports into stories and prints, for each, what is known, what is disputed, what is not known and who says so. Every sentence carries the words that prove it.

Examples:
  sofar explain reports.jsonl
  sofar explain --as-of 2031-05-02T14:05:00Z --format json reports/ > account.json
  sofar explain --lines 5 --format markdown https://example.org/news/1.html
  cat article.txt | sofar explain -
  sofar explain --ledger flood.ledger --lines 5`
}

// Run reads, folds and prints.
func (c *explainCmd) Run(ctx context.Context) error {
	if c.Lines != 0 && c.Lines != 1 && c.Lines != 5 {
		return usagef("--lines is 1, 5 or 0 (all), not %d", c.Lines)
	}
	account, reports, err := c.account(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	account, opt := explain.Hide(account, explain.Options{Since: c.Since.Time, HideNames: c.HideNames, Lines: c.Lines})
	if err := c.print(out, account, reports, opt); err != nil {
		return err
	}
	return out.Flush()
}

// account folds the sources, or the ledger.
func (c *explainCmd) account(ctx context.Context) (*dossier.Account, []*report.Report, error) {
	if c.Ledger != "" {
		from := exportCmd{inputs: c.inputs, Ledger: c.Ledger, AsOf: c.AsOf}
		account, err := from.account(ctx)
		return account, nil, err
	}
	go func() { // while the input is read
		incident.Load()
		place.Load()
	}()
	reports, notRead, err := c.all(ctx)
	if err != nil {
		return nil, nil, err
	}
	bar := newProgress("analysed")
	defer bar.done()
	account, err := sofar.Explain(ctx, reports, notRead, sofar.ExplainOptions{AsOf: c.AsOf.Time, Workers: c.Workers, Progress: bar.add})
	return account, reports, err
}

func (c *explainCmd) print(out io.Writer, account *dossier.Account, reports []*report.Report, opt explain.Options) error {
	chosen := choose(account.Dossiers, c.Story)
	if c.Format == "json" {
		account.Dossiers = chosen
		return explain.WriteJSON(out, account, opt)
	}
	if n := len(chosen); c.Stories > 0 && n > c.Stories {
		chosen = chosen[:c.Stories]
		fmt.Fprintf(os.Stderr, "sofar: the newest %d of %d stories; --stories 0 prints all, --story finds one\n", c.Stories, n)
	}
	pages := make([]explain.Page, len(chosen))
	for i := range chosen {
		pages[i] = explain.Compose(&chosen[i], opt)
	}
	switch c.Format {
	case "markdown":
		for _, p := range pages {
			if err := explain.Markdown(out, p); err != nil {
				return err
			}
		}
	case "html":
		if err := explain.HTML(out, pages...); err != nil {
			return err
		}
	default:
		for _, p := range pages {
			if err := explain.Terminal(out, p, explain.TerminalOptions{Width: c.Width, Colour: onTerminal(os.Stdout)}); err != nil {
				return err
			}
		}
	}
	if len(pages) == 0 {
		fmt.Fprintf(os.Stderr, "sofar: %s\n", c.whyNone(account, reports))
	}
	for _, n := range account.NotRead {
		sayNotRead(n)
	}
	return nil
}

// whyNone says why there is no story to print.
func (c *explainCmd) whyNone(account *dossier.Account, reports []*report.Report) string {
	if n := len(account.Dossiers); n > 0 {
		return fmt.Sprintf("none of the %d stories has the id %[2]q or these words in its title; without --story all are printed", n, c.Story)
	}
	var first time.Time
	for _, r := range reports {
		if t := r.Published; !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	if at := c.AsOf.Time; !at.IsZero() && first.After(at) {
		return fmt.Sprintf("nothing was known yet at %s; the first report is of %s", at.Format(time.RFC3339), first.Format(time.RFC3339))
	}
	return "no story found in what was read"
}

// choose keeps the dossiers that a person asked for by id or words of the title.
func choose(all []dossier.Dossier, want string) []dossier.Dossier {
	if want == "" {
		return all
	}
	var out []dossier.Dossier
	for _, d := range all {
		if d.ID == want || strings.Contains(strings.ToLower(d.Title), strings.ToLower(want)) {
			out = append(out, d)
		}
	}
	return out
}
