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
	"sofar/explain"
	"sofar/export"
	"sofar/report"
)

type exportCmd struct {
	Format string `arg:"" name:"form" help:"figures, history, statements (CSV; with -jsonl or -parquet added: JSON Lines, Parquet); reports (JSON Lines); schema.org, annotations, prov, geojson, ninjs (JSON); wikitext; ledger; site DIR."`
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
	b.WriteString(`  ledger             JSON Lines: every record of a ledger; sofar import makes the same ledger of it
  site DIR           a folder of plain pages with the data beside them: no server, no script

"ledger" loses nothing, "reports" nothing of the reports; the others are views, made anew from these.

Examples:
  sofar export figures --ledger flood.ledger > figures.csv
  sofar export site public/ --ledger flood.ledger
  sofar export ledger --ledger flood.ledger | sofar import --ledger copy.ledger -
  sofar export wikitext --story ferry reports.jsonl
  sofar export reports --ledger flood.ledger | sofar import --ledger copy.ledger -`)
	return b.String()
}

// Run folds and writes.
func (c *exportCmd) Run(ctx context.Context) error {
	switch c.Format {
	case "ledger":
		return c.dump(ctx)
	case "site":
		return c.site(ctx)
	}
	f, ok := export.Find(c.Format)
	if !ok {
		return usagef("%q is no form of export; sofar export --help lists them", c.Format)
	}
	account, whole, err := c.chosen(ctx)
	if err != nil {
		return err
	}
	account, opt := c.options(account, whole)
	return c.write(func(w io.Writer) error { return f.Write(w, account, opt) })
}

// dump writes a ledger as it is.
func (c *exportCmd) dump(ctx context.Context) error {
	switch {
	case c.Ledger == "" || len(c.Sources) > 0:
		return usagef("sofar export ledger writes a ledger as it is: name it with --ledger")
	case !c.AsOf.IsZero() || c.Story != "" || c.HideNames:
		return usagef("sofar export ledger writes everything: --as-of, --story and --hide-names are for the other forms")
	}
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	return c.write(func(w io.Writer) error { return l.Dump(ctx, w) })
}

// site writes a folder of pages.
func (c *exportCmd) site(ctx context.Context) error {
	dir := c.Out
	if dir == "" && len(c.Sources) > 0 {
		dir, c.Sources = c.Sources[0], c.Sources[1:]
	}
	if dir == "" {
		return usagef("name the folder: sofar export site DIR --ledger FILE")
	}
	account, whole, err := c.chosen(ctx)
	if err != nil {
		return err
	}
	account, opt := c.options(account, whole)
	n, err := export.Site(dir, account, opt)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "sofar: %d files; open %s\n", n, filepath.Join(dir, "index.html"))
	return nil
}

// options are for stories of the whole account: what other stories tell is the
// same where only one is asked for. With --hide-names the account comes without
// the names.
func (c *exportCmd) options(account, whole *dossier.Account) (*dossier.Account, export.Options) {
	o := export.Options{Base: strings.TrimRight(c.Base, "/"), HideNames: c.HideNames, Page: explain.Over(whole, explain.Options{HideNames: c.HideNames})}
	if c.HideNames {
		account = explain.MaskOf(whole).Account(account)
		o.Page.Reports = explain.MaskOf(whole).Account(whole).Reports
	}
	return account, o
}

// chosen is the account of the stories asked for, and the whole of it.
func (c *exportCmd) chosen(ctx context.Context) (account, whole *dossier.Account, err error) {
	whole, err = c.account(ctx)
	if err != nil {
		return nil, nil, err
	}
	account = whole
	if c.Story != "" {
		if account, err = onlyStories(account, c.Story); err != nil {
			return nil, nil, err
		}
	}
	for _, n := range account.NotRead {
		sayNotRead(n)
	}
	return account, whole, nil
}

// write writes to standard output, or a file as a whole.
func (c *exportCmd) write(to func(w io.Writer) error) error {
	if c.Out == "" {
		return buffered(os.Stdout, to)
	}
	tmp, err := os.CreateTemp(filepath.Dir(c.Out), filepath.Base(c.Out)+".*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", c.Out, err)
	}
	defer os.Remove(tmp.Name())
	err = errors.Join(buffered(tmp, to), tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), c.Out)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.Out, err)
	}
	return nil
}

func buffered(w io.Writer, to func(w io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := to(b); err != nil {
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
	l, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	a := *l.Whole(c.AsOf.Time)
	if a.AsOf.IsZero() {
		a.AsOf = time.Now().UTC()
	}
	return &a, nil
}

// open opens the ledger, which must be there.
func (c *exportCmd) open(ctx context.Context) (*sofar.Ledger, error) {
	if _, err := os.Stat(c.Ledger); err != nil {
		return nil, usageError{fmt.Errorf("ledger %s: %w", c.Ledger, err)}
	}
	return sofar.Open(ctx, c.Ledger)
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
