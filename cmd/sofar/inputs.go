package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sofar/intake"
	"sofar/report"
)

// inputs are the flags of every command that reads reports.
type inputs struct {
	Sources      []string `arg:"" optional:"" name:"source" help:"JSON Lines, text, HTML, WARC, WACZ, ninjs, NewsML or CSV files, folders of them, http(s) addresses of pages, feeds, sites and sitemaps, OPML lists of feeds, or - for standard input."`
	AnyLanguage  bool     `help:"Read texts that do not look English as well."`
	MaxBytes     int64    `help:"Largest report to read, in bytes." default:"16777216"`
	AllowPrivate bool     `help:"Allow fetching from loopback and private addresses."`

	stdin io.Reader // in place of os.Stdin, where something was read of it already
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// check finds wrong usage (no source, a file that does not exist) before
// anything is read or created.
func (in *inputs) check() error {
	if len(in.Sources) == 0 {
		return usagef("nothing to read: name files, folders or addresses, or - for standard input")
	}
	var files []string
	for _, s := range in.Sources {
		if !isURL(s) {
			files = append(files, s)
		}
	}
	if err := report.Check(files); err != nil {
		return usageError{err}
	}
	return nil
}

// read yields every report of the sources in order, once check has passed.
func (in *inputs) read(ctx context.Context, yield func(report.Item) error) error {
	if err := in.check(); err != nil {
		return err
	}
	opt := report.Options{AnyLanguage: in.AnyLanguage, MaxBytes: in.MaxBytes, Stdin: in.stdin}
	var fetcher *intake.Fetcher
	for _, s := range in.Sources {
		addresses := []string{s}
		if !isURL(s) {
			var err error
			if addresses, err = listed(s); err != nil {
				return err
			}
			if addresses == nil {
				if err := report.Read(ctx, []string{s}, opt, yield); err != nil {
					return err
				}
				continue
			}
		}
		if fetcher == nil {
			fetcher = intake.NewFetcher(intake.Options{AllowPrivate: in.AllowPrivate, Report: opt})
		}
		for _, a := range addresses {
			if err := fetcher.Fetch(ctx, a, yield); err != nil {
				return err
			}
		}
	}
	return nil
}

// listed gives the feeds of an OPML list, nil for any other file.
func listed(file string) ([]string, error) {
	if !strings.EqualFold(filepath.Ext(file), ".opml") {
		return nil, nil
	}
	list, err := intake.ReadSources(file)
	if err != nil {
		return nil, usageError{err}
	}
	out := []string{}
	for _, source := range list {
		out = append(out, source.URL)
	}
	return out, nil
}

// all gathers every item. Different reports under one name get names apart
// ("a", "a#2", …), so that a citation can be looked up by the name it gives.
func (in *inputs) all(ctx context.Context) (reports []*report.Report, notRead []report.NotRead, err error) {
	bar := newProgress("found")
	defer bar.done()
	named := map[string][]string{} // name → content ids, in order
	err = in.read(ctx, func(it report.Item) error {
		bar.add(1)
		if it.Report == nil {
			notRead = append(notRead, *it.NotRead)
			return nil
		}
		if name := it.Report.Name; name != "" {
			ids := named[name]
			k := slices.Index(ids, it.Report.ID)
			if k < 0 {
				k = len(ids)
				named[name] = append(ids, it.Report.ID)
			}
			if k > 0 {
				it.Report.Name = fmt.Sprintf("%s#%d", name, k+1)
			}
		}
		reports = append(reports, it.Report)
		return nil
	})
	return reports, notRead, err
}

// sayNotRead prints where an input stands, what it is called and why it was not
// read.
func sayNotRead(n report.NotRead) {
	where := n.Source
	if n.Line > 0 {
		where = fmt.Sprintf("%s:%d", n.Source, n.Line)
	}
	switch {
	case where == "":
		where = n.Name
	case where == "-":
		where = "standard input"
	case n.Name != "" && n.Name != where && filepath.Base(where) != n.Name:
		where += " (" + n.Name + ")"
	}
	fmt.Fprintf(os.Stderr, "sofar: not read: %s: %s\n", where, n.Reason)
}

// moment is a command-line time: RFC 3339, or a date, or a date and time in UTC.
type moment struct{ time.Time }

// UnmarshalText reads the forms that people type.
func (m *moment) UnmarshalText(b []byte) error {
	s := strings.TrimSpace(string(b))
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			m.Time = t.UTC()
			return nil
		}
	}
	return fmt.Errorf("%q is not a time: write 2031-05-02T14:05:00Z, or 2031-05-02 14:05 (UTC)", s)
}

// onTerminal tells whether f is a terminal that wants colour.
func onTerminal(f *os.File) bool {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}
