package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sofar"
	"sofar/dossier"
	"sofar/export"
	"sofar/report"
)

type exportCmd struct {
	Format string `arg:"" help:"figures, history, statements (CSV); statements-jsonl, reports (JSON Lines); schema.org, annotations, prov (JSON); wikitext."`
	inputs
	Ledger    string `short:"l" placeholder:"FILE" help:"Export the account of this ledger, in place of sources."`
	Out       string `short:"o" placeholder:"FILE" help:"File to write, replaced as a whole; standard output if not given."`
	AsOf      moment `name:"as-of" placeholder:"TIME" help:"What was known at this time, such as 2031-05-02T14:05:00Z."`
	Story     string `help:"Only the story with this id, or whose title holds these words."`
	HideNames bool   `help:"Leave out the names of victims and suspects, and words that name them."`
	Base      string `placeholder:"URL" help:"Public address of your desk, for the identifiers in JSON-LD and PROV."`
	Workers   int    `help:"Reports analysed side by side (0 = one per processor)."`
}

// Help is the long help with examples.
func (exportCmd) Help() string {
	var b strings.Builder
	b.WriteString("Writes the account in the forms that other tools read:\n\n")
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "  %-17s %s\n", f.Name, f.What)
	}
	b.WriteString(`
Examples:
  sofar export figures --ledger flood.ledger > figures.csv
  sofar export wikitext --story ferry reports.jsonl
  sofar export reports --ledger flood.ledger | sofar import --ledger copy.ledger -`)
	return b.String()
}

// Run folds and writes.
func (c *exportCmd) Run(ctx context.Context) error {
	f, ok := export.Find(c.Format)
	if !ok {
		return usagef("%q is no form of export; sofar export --help lists them", c.Format)
	}
	account, err := c.account(ctx)
	if err != nil {
		return err
	}
	if c.Story != "" {
		if account, err = onlyStories(account, c.Story); err != nil {
			return err
		}
	}
	for _, n := range account.NotRead {
		sayNotRead(n)
	}
	opt := export.Options{Base: strings.TrimRight(c.Base, "/"), HideNames: c.HideNames}
	if c.Out == "" {
		return writeTo(os.Stdout, f, account, opt)
	}
	tmp, err := os.CreateTemp(filepath.Dir(c.Out), filepath.Base(c.Out)+".*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", c.Out, err)
	}
	defer os.Remove(tmp.Name())
	err = errors.Join(writeTo(tmp, f, account, opt), tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), c.Out)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.Out, err)
	}
	return nil
}

func writeTo(w io.Writer, f export.Format, a *dossier.Account, opt export.Options) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := f.Write(b, a, opt); err != nil {
		return err
	}
	return b.Flush()
}

// account folds the ledger or the sources.
func (c *exportCmd) account(ctx context.Context) (*dossier.Account, error) {
	if c.Ledger == "" {
		reports, notRead, err := c.all(ctx)
		if err != nil {
			return nil, err
		}
		bar := newProgress("analysed")
		defer bar.done()
		return sofar.Explain(ctx, reports, notRead, sofar.ExplainOptions{AsOf: c.AsOf.Time, Workers: c.Workers, Progress: bar.add})
	}
	if len(c.Sources) > 0 {
		return nil, usagef("give either sources or --ledger; sofar import puts sources into a ledger")
	}
	if _, err := os.Stat(c.Ledger); err != nil {
		return nil, usageError{fmt.Errorf("ledger %s: %w", c.Ledger, err)}
	}
	l, err := sofar.Open(ctx, c.Ledger)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	a := *l.At(c.AsOf.Time)
	if a.AsOf.IsZero() {
		a.AsOf = time.Now().UTC()
	}
	return &a, nil
}

// onlyStories keeps the stories asked for and their reports.
func onlyStories(a *dossier.Account, want string) (*dossier.Account, error) {
	out := *a
	out.Dossiers = choose(a.Dossiers, want)
	if len(out.Dossiers) == 0 {
		return nil, usagef("none of the %d stories has the id %[2]q or these words in its title", len(a.Dossiers), want)
	}
	out.Reports = map[string]*report.Report{}
	for i := range out.Dossiers {
		for id, r := range out.Dossiers[i].Reports {
			out.Reports[id] = r
		}
	}
	return &out, nil
}
