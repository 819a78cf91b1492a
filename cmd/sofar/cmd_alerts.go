package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"sofar"
	"sofar/alert"
	"sofar/dossier"
	"sofar/explain"
)

type alertsCmd struct {
	Check  alertsCheckCmd  `cmd:"" help:"Check a configuration; with --send, send everybody a trial message."`
	List   alertsListCmd   `cmd:"" help:"Print the developments of a ledger with their cursors, and how far each receiver has come."`
	Replay alertsReplayCmd `cmd:"" help:"Send developments again, from a cursor on."`
}

// Help is the long help with an example.
func (alertsCmd) Help() string {
	return `Webhooks and mail for what happens to the claims of a story: a toll that moved, a second independent origin, a claim of responsibility, its denial or confirmation, a correction, a retraction. sofar serve --alerts FILE sends them.

Example:
  sofar alerts check alerts.toml --send
  sofar serve --ledger flood.ledger --watch feeds.opml --alerts alerts.toml
  sofar alerts replay alerts.toml --ledger flood.ledger --from 120 --to newsroom`
}

type alertsCheckCmd struct {
	File string `arg:"" help:"The configuration, in TOML."`
	Send bool   `help:"Send a trial message to every receiver."`
}

// Run checks, and says who would be told of what.
func (c *alertsCheckCmd) Run(ctx context.Context) error {
	cfg, err := alert.ReadConfig(c.File)
	if err != nil {
		return usageError{err}
	}
	wants := func(f alert.Filter) string {
		out := "everything"
		if len(f.Kinds) > 0 {
			out = strings.Join(f.Kinds, ", ")
		}
		if len(f.Figures) > 0 {
			out += "; figures: " + strings.Join(f.Figures, ", ")
		}
		if len(f.Stories) > 0 {
			out += "; stories: " + strings.Join(f.Stories, ", ")
		}
		return out
	}
	for _, w := range cfg.Webhooks {
		fmt.Printf("webhook %s → %s: %s\n", w.Name, w.URL, wants(w.Filter))
	}
	for _, m := range cfg.Mails {
		fmt.Printf("mail %s → %s by %s (%s), at most every %v: %s\n", m.Name, strings.Join(m.To, ", "), m.Server, m.TLS, m.Every.Duration, wants(m.Filter))
	}
	if !c.Send {
		return nil
	}
	r, err := alert.New(nil, cfg, nil, nil)
	if err != nil {
		return err
	}
	failed := false
	results := r.Trial(ctx)
	for _, name := range sortedNames(results) {
		if err := results[name]; err != nil {
			failed = true
			fmt.Printf("%s: not delivered: %v\n", name, err)
		} else {
			fmt.Printf("%s: delivered\n", name)
		}
	}
	if failed {
		return errFound
	}
	return nil
}

func sortedNames(m map[string]error) []string {
	var names []string
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

type alertsListCmd struct {
	Ledger string `short:"l" default:"sofar.ledger" placeholder:"FILE" help:"The ledger file."`
	After  int64  `placeholder:"CURSOR" help:"Only developments after this cursor."`
}

// Run lists.
func (c *alertsListCmd) Run(ctx context.Context) error {
	j, err := openJournal(c.Ledger)
	if err != nil {
		return err
	}
	defer j.Close()
	err = j.Each(ctx, c.After, func(e alert.Entry) error {
		_, err := fmt.Printf("%6d  %s  %-14s %s: %s\n", e.Cursor, e.At.UTC().Format("2006-01-02 15:04"), e.Kind, oneLine(e.Title), oneLine(e.Text))
		return err
	})
	if err != nil {
		return err
	}
	receivers, err := j.Receivers(ctx)
	if err != nil {
		return err
	}
	for _, r := range receivers {
		fmt.Printf("%s: at %d, %s left", r.Name, r.Cursor, count(r.Pending, "development"))
		if r.Problem != "" {
			fmt.Printf("; attempt %d failed: %s", r.Attempts, oneLine(r.Problem))
		}
		if !r.Next.IsZero() && r.Next.After(time.Now()) {
			fmt.Printf("; next try at %s", r.Next.Format(time.TimeOnly))
		}
		if len(r.Aside) > 0 {
			fmt.Printf("; set aside: %s", strings.Trim(fmt.Sprint(r.Aside), "[]"))
		}
		fmt.Println()
	}
	return nil
}

// oneLine keeps a report's words from driving the terminal.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < 0x20 || 0x7f <= r && r < 0xa0 || r == ' ' || 0x202a <= r && r <= 0x202e }), " ")
}

type alertsReplayCmd struct {
	File   string   `arg:"" help:"The configuration, in TOML."`
	Ledger string   `short:"l" default:"sofar.ledger" placeholder:"FILE" help:"The ledger file."`
	From   int64    `required:"" placeholder:"CURSOR" help:"The first development to send again; sofar alerts list shows the cursors."`
	To     []string `placeholder:"NAME" help:"Only to this receiver; may be given several times."`

	HideNames bool `help:"Leave the names of victims and suspects out of what came since the ledger was last served; for a ledger that is served with --hide-names."`
}

// Run sets the receivers back and delivers. Receivers know what they had by its id.
func (c *alertsReplayCmd) Run(ctx context.Context) error {
	cfg, err := alert.ReadConfig(c.File)
	if err != nil {
		return usageError{err}
	}
	if c.From < 1 {
		return usagef("--from %d: cursors begin at 1", c.From)
	}
	keep := func(name string) bool { return len(c.To) == 0 || slices.Contains(c.To, name) }
	cfg.Webhooks = slices.DeleteFunc(cfg.Webhooks, func(w alert.Webhook) bool { return !keep(w.Name) })
	cfg.Mails = slices.DeleteFunc(cfg.Mails, func(m alert.Mail) bool { return !keep(m.Name) })
	if n := len(cfg.Webhooks) + len(cfg.Mails); n == 0 || len(c.To) > n {
		return usagef("%s does not name all of %s", c.File, strings.Join(c.To, ", "))
	}
	j, err := openJournal(c.Ledger)
	if err != nil {
		return err
	}
	defer j.Close()
	l, err := sofar.Open(ctx, c.Ledger)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := alert.New(alertSource(l, c.HideNames), cfg, j, func(s string) { fmt.Fprintln(os.Stderr, "sofar:", s) })
	if err != nil {
		return err
	}
	if err := r.Gather(ctx); err != nil { // receivers that are new have a place from here on
		return err
	}
	n, err := j.Rewind(ctx, c.From, c.To...)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "sofar: %s set back to development %d\n", count(n, "receiver"), c.From)
	return r.Drain(ctx)
}

// journalPath is where the journal of a ledger's alerts lies.
func journalPath(ledger string) string { return ledger + ".alerts" }

// openJournal opens the journal of a ledger that must be there.
func openJournal(ledger string) (*alert.Journal, error) {
	if _, err := os.Stat(ledger); err != nil {
		return nil, usageError{fmt.Errorf("ledger %s: %w", ledger, err)}
	}
	return alert.OpenJournal(journalPath(ledger))
}

// sender is the running alerts of a command; nil sends nothing.
type sender struct {
	runner  *alert.Runner
	journal *alert.Journal
	done    chan struct{} // closed when Run has ended, nil if it was not started
}

// newSender reads the configuration and marks from where on developments are
// news; it gives nil where file is "". With hide what is told names no victim and
// no suspect.
func newSender(ctx context.Context, file, ledger string, l *sofar.Ledger, hide bool) (*sender, error) {
	if file == "" {
		return nil, nil
	}
	cfg, err := alert.ReadConfig(file)
	if err != nil {
		return nil, usageError{err}
	}
	j, err := alert.OpenJournal(journalPath(ledger))
	if err != nil {
		return nil, err
	}
	r, err := alert.New(alertSource(l, hide), cfg, j, func(s string) { fmt.Fprintln(os.Stderr, "sofar:", s) })
	if err == nil {
		err = r.Gather(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return &sender{runner: r, journal: j}, nil
}

// alertSource is what alerts are gathered from: the ledger, or the ledger without
// the names of victims and suspects.
func alertSource(l *sofar.Ledger, hide bool) alert.Source {
	if hide {
		return hiddenLedger{l, explain.HideFrom(l.At)}
	}
	return l
}

// hiddenLedger is a ledger whose accounts come without names.
type hiddenLedger struct {
	*sofar.Ledger
	names *explain.Hidden
}

// At implements alert.Source.
func (h hiddenLedger) At(t time.Time) *dossier.Account { return h.names.At(t) }

// start sends until ctx ends; fail is told if the journal fails.
func (s *sender) start(ctx context.Context, fail func(error)) {
	if s == nil {
		return
	}
	s.done = make(chan struct{})
	go func() {
		defer close(s.done)
		if err := s.runner.Run(ctx); err != nil {
			fail(err)
		}
	}()
}

// drain sends what is pending and leaves; failures were told, and what was not
// sent is sent by the next run.
func (s *sender) drain(ctx context.Context) {
	if s != nil {
		_ = s.runner.Drain(ctx)
	}
}

// close waits for the end of what start began.
func (s *sender) close() {
	if s == nil {
		return
	}
	if s.done != nil {
		<-s.done
	}
	s.journal.Close()
}
