package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"sofar"
	"sofar/desk"
	"sofar/examples/demo"
	"sofar/report"
)

type demoCmd struct {
	Listen   string        `placeholder:"ADDR" help:"Address to serve on; port 0 picks a free one (default: 127.0.0.1:8080, or a free port if that is taken)."`
	Duration time.Duration `default:"90s" help:"How long the replay of the two days takes; 0 shows the end at once."`
	Ledger   string        `placeholder:"FILE" help:"Keep the demo's ledger in this file (default: a temporary one, removed at the end)."`
}

// Help is the long help with an example.
func (demoCmd) Help() string {
	return `Replays an invented story (28 reports from 12 outlets over two days) into a fresh ledger and serves its live page. Open the address that is printed and watch figures, sources and disputes move.

Example:
  sofar demo --duration 3m`
}

// Run serves the desk and feeds it the story.
func (c *demoCmd) Run(ctx context.Context) error {
	reports, err := demo.Reports()
	if err != nil {
		return err
	}
	path := c.Ledger
	if path == "" {
		dir, err := os.MkdirTemp("", "sofar-demo-")
		if err != nil {
			return fmt.Errorf("no room for the demo's ledger: %w; name a file with --ledger", err)
		}
		defer os.RemoveAll(dir)
		path = filepath.Join(dir, "demo.ledger")
	}
	l, err := sofar.Open(ctx, path)
	if err != nil {
		return err
	}
	defer l.Close()
	handler, err := desk.New(l.Book, c.options(l, len(reports)))
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	addr := c.Listen
	if addr == "" {
		addr = defaultListen
		if ln, err := net.Listen("tcp", addr); err != nil {
			addr = "127.0.0.1:0"
		} else {
			ln.Close()
		}
	}
	err = serve(ctx, addr, handler, func(url string) {
		fmt.Printf("sofar demo: open %s in a browser. Two invented days in %s.\n", url, max(c.Duration, time.Second))
		go func() {
			if err := replay(ctx, l, reports, c.Duration); err != nil {
				failed <- err
				cancel(err)
				return
			}
			fmt.Printf("sofar demo: all %d reports are in; the page stays until Ctrl-C.\nNext, with your own reports:\n  sofar explain FILE…                  a sourced account on the terminal\n  sofar serve --ledger my.ledger FILE…  a desk of your own\n", len(reports))
		}()
	})
	select {
	case err := <-failed:
		return err
	default:
		return err
	}
}

// options let whoever opens the demo on this machine try to decide as well.
func (c *demoCmd) options(l *sofar.Ledger, total int) desk.Options {
	o := desk.Options{Search: l.Finder(), Banner: banner(l, total)}
	if c.Listen == "" || loopback(c.Listen) {
		o.Review, o.Access = l.Book, desk.Access{Open: true, Author: userName()}
	}
	return o
}

// banner tells readers of the page what they are looking at.
func banner(l *sofar.Ledger, total int) func() *desk.Banner {
	return func() *desk.Banner {
		return &desk.Banner{
			Text:  "This is an invented story, replayed: two days in a minute or two. Every outlet, person and place in it is made up.",
			Done:  len(l.At(time.Time{}).Reports),
			Total: total,
			Next:  "Point sofar at your own reports:",
			Commands: []string{
				"sofar explain FILE…",
				"sofar serve --ledger my.ledger FILE…",
			},
		}
	}
}

// replay adds the reports one by one, spread evenly over the duration: a true
// time scale would show an empty page for most of the night.
func replay(ctx context.Context, l *sofar.Ledger, reports []*report.Report, duration time.Duration) error {
	pause := duration / time.Duration(max(len(reports)-1, 1))
	for i, r := range reports {
		if i > 0 && pause > 0 {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
				return nil
			}
		}
		if _, err := l.Add(ctx, report.Item{Report: r}); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("replaying %s: %w", r.Label(), err)
		}
	}
	return nil
}
