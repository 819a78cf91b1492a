package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"sofar"
	"sofar/explain"
	"sofar/intake"
	"sofar/report"
)

type watchCmd struct {
	storeFlags
	Sources []string `arg:"" name:"source" help:"Feeds, sitemaps, sites or pages (http(s) addresses), OPML lists, or texts with an address on each line."`
	watchFlags
	Once      bool   `help:"Look at everything once and leave, for a timer such as cron."`
	Format    string `enum:"text,json" default:"text" help:"text, or json: one object per development."`
	Alerts    string `placeholder:"FILE" help:"Send webhooks and mail as this file says (sofar alerts --help)."`
	HideNames bool   `help:"Leave the names of victims and suspects, as far as the reading of the reports finds them, out of what is told and of alerts."`
	Notify    bool   `help:"Ring the terminal's bell and show a notice of the desktop at each development, where standard output is a terminal."`
}

// watchFlags are the flags of every command that watches.
type watchFlags struct {
	Every        time.Duration `default:"1m" help:"Least pause between two looks at a source; the real one is learned from how often it brings something."`
	MaxAge       time.Duration `default:"168h" help:"Pages that their feed dates further back are passed over; negative: none."`
	AnyLanguage  bool          `help:"Read texts that do not look English as well."`
	MaxBytes     int64         `help:"Largest page to read, in bytes." default:"16777216"`
	AllowPrivate bool          `help:"Allow fetching from loopback and private addresses."`
}

// Help is the long help with an example.
func (watchCmd) Help() string {
	return `Follows feeds and pages, reads what is new or was changed into the ledger, and tells of every development: a toll that moved, a claim, a denial, a correction. A site's address is enough where the site names its feed. What was seen is kept beside the ledger (FILE.watch), so a later run goes on. Sites are asked at their own pace, and what robots.txt excludes is left alone.

Example:
  sofar watch --ledger flood.ledger https://news.example/ feeds.opml`
}

// Run watches until interrupted.
func (c *watchCmd) Run(ctx context.Context) error {
	l, err := c.station(ctx, &c.watchFlags, c.Sources, c.Once, c.Alerts, c.HideNames)
	if err != nil {
		return err
	}
	defer l.close()
	ctx = l.ctx
	if l.stream != nil {
		go l.Follow(ctx) // readings come from workers
	}
	var news explain.News
	source := alertSource(l.Ledger, c.HideNames)
	news.Look(source.At(time.Time{})) // what the ledger holds is no news
	show := func() error {
		devs := news.Look(source.At(time.Time{}))
		if c.Format == "json" {
			enc := json.NewEncoder(os.Stdout)
			enc.SetEscapeHTML(false)
			for _, d := range devs {
				if err := enc.Encode(d); err != nil {
					return err
				}
			}
			return nil
		}
		if c.Notify && onTerminal(os.Stdout) {
			if err := explain.TerminalNotice(os.Stdout, devs); err != nil {
				return err
			}
		}
		return explain.TerminalNews(os.Stdout, devs, explain.TerminalOptions{Colour: onTerminal(os.Stdout)})
	}
	if c.Once {
		defer l.send.drain(ctx)
	} else {
		l.send.start(ctx, l.cancel)
	}
	sum, err := c.watch(ctx, l.watcher, l.Ledger, c.Ledger, show)
	if err == nil || ctx.Err() != nil {
		err = cmp.Or(show(), err)
	}
	fmt.Fprintf(os.Stderr, "sofar: %s read, %d not read; %s in %s\n", count(sum.read, "report"), sum.notRead, count(sum.added, "new record"), c.Ledger)
	if ctx.Err() != nil {
		return l.failure() // of the alerts; Ctrl-C is how one leaves
	}
	return err
}

// watcher makes the watcher of the sources; wrong usage is found before anything
// is created.
func (f *watchFlags) watcher(ledger string, args []string, once bool) (*intake.Watcher, error) {
	var sources []intake.Source
	for _, arg := range args {
		list, err := intake.ReadSources(arg)
		if err != nil {
			return nil, usageError{err}
		}
		sources = append(sources, list...)
	}
	if f.Every < time.Second {
		return nil, usagef("--every %v is no pause; the least is 1s", f.Every)
	}
	opt := intake.WatchOptions{
		Fetch: intake.Options{AllowPrivate: f.AllowPrivate, Report: report.Options{AnyLanguage: f.AnyLanguage, MaxBytes: f.MaxBytes}},
		Least: f.Every, MaxAge: f.MaxAge, Memory: ledger + ".watch", Once: once,
	}
	return intake.NewWatcher(sources, opt)
}

// calm is the least time between two batches of developments on the terminal:
// what comes together is told together, story by story.
const calm = 4 * time.Second

// watch reads what the watcher finds into the ledger until ctx ends; show is
// called a moment after something was added.
func (f *watchFlags) watch(ctx context.Context, w *intake.Watcher, l *sofar.Ledger, path string, show func() error) (tally, error) {
	if err := w.Warning(); err != nil {
		fmt.Fprintf(os.Stderr, "sofar: %v\n", err)
	}
	sources, _ := w.Status()
	fmt.Fprintf(os.Stderr, "sofar: watching %s into %s (Ctrl-C stops it, and a later run goes on)\n", count(len(sources), "source"), path)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	line := &statusLine{w: w, on: onTerminal(os.Stderr), told: map[string]string{}}
	go line.run(ctx)
	defer line.clear()
	var sum tally
	var shown time.Time
	err := w.Run(ctx, func(ctx context.Context, items []report.Item) error {
		line.hold()
		defer line.release()
		for _, it := range items {
			if it.Report != nil {
				sum.read++
			} else {
				sum.notRead++
				sayNotRead(*it.NotRead)
			}
		}
		added, err := l.Add(ctx, items...)
		sum.added += added
		if err != nil || added == 0 || time.Since(shown) < calm {
			return err
		}
		shown = time.Now()
		return show()
	})
	line.hold()
	line.problems()
	line.release()
	return sum, err
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// statusLine tells on standard error how the watching goes: on a terminal one
// line that is drawn again each second, else only a source's new problems.
type statusLine struct {
	w     *intake.Watcher
	on    bool
	mu    sync.Mutex
	drawn bool
	told  map[string]string // problems by source
}

func (s *statusLine) run(ctx context.Context) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			s.mu.Lock()
			s.problems()
			s.draw()
			s.mu.Unlock()
		}
	}
}

// problems tells of sources that fail since the last time.
func (s *statusLine) problems() {
	sources, _ := s.w.Status()
	for _, src := range sources {
		if src.Problem != "" && s.told[src.URL] != src.Problem {
			s.erase()
			fmt.Fprintf(os.Stderr, "sofar: %s: %s\n", src.URL, src.Problem)
		}
		s.told[src.URL] = src.Problem
	}
}

func (s *statusLine) draw() {
	if !s.on {
		return
	}
	sources, pages := s.w.Status()
	failing := 0
	var next time.Time
	for _, src := range sources {
		if src.Problem != "" {
			failing++
		}
		if !src.Next.IsZero() && (next.IsZero() || src.Next.Before(next)) {
			next = src.Next
		}
	}
	text := fmt.Sprintf("%s · %s", time.Now().UTC().Format("15:04 UTC"), count(len(sources), "source"))
	if failing > 0 {
		text += fmt.Sprintf(" (%d failing)", failing)
	}
	text += fmt.Sprintf(" · %s followed", count(pages, "page"))
	if wait := time.Until(next); wait > 0 {
		text += fmt.Sprintf(" · next look in %v", wait.Round(time.Second))
	}
	s.erase()
	fmt.Fprint(os.Stderr, text)
	s.drawn = true
}

func (s *statusLine) erase() {
	if s.drawn {
		s.drawn = false
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}

// hold keeps the line away while something else is printed.
func (s *statusLine) hold() {
	s.mu.Lock()
	s.erase()
}

func (s *statusLine) release() { s.mu.Unlock() }

func (s *statusLine) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.erase()
}
