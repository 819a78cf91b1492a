package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"

	"sofar/bench"
	"sofar/report"
)

type benchSpeedCmd struct {
	inputs
	Passes     int      `default:"5" help:"Runs of each stage; the median counts."`
	Workers    int      `default:"2" help:"Processors of the run from end to end."`
	Pages      []string `type:"existingpath" placeholder:"PATH" help:"Web pages (.html, .html.gz) or folders of them; without any, pages are made of the reports."`
	Reports    int      `default:"500" help:"Invented reports where no source is given."`
	Seed       uint64   `default:"1" help:"Of the invented reports."`
	CPUProfile string   `name:"cpu-profile" type:"path" placeholder:"FILE" help:"Write a profile of the run for go tool pprof."`
	JSON       bool     `help:"JSON instead of a table."`
}

// Help is the long help with an example.
func (benchSpeedCmd) Help() string {
	return `Runs each stage on one processor over all reports, then the whole way from text and from page to account on several. Without a source the reports are invented.

Examples:
  sofar bench speed
  sofar bench speed --passes 3 --pages saved/ reports.jsonl`
}

// Run measures and prints.
func (c *benchSpeedCmd) Run(ctx context.Context) (err error) {
	var reports []*report.Report
	if len(c.Sources) == 0 {
		reports, err = bench.InventedReports(max(c.Reports, 1), c.Seed)
	} else {
		var notRead []report.NotRead
		reports, notRead, err = c.all(ctx)
		if len(notRead) > 0 {
			fmt.Fprintf(os.Stderr, "sofar: %d inputs were not read and do not count\n", len(notRead))
		}
	}
	if err != nil {
		return err
	}
	pages, err := readPages(c.Pages)
	if err != nil {
		return err
	}
	if c.CPUProfile != "" {
		f, err := os.Create(c.CPUProfile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	res, err := bench.Speed(ctx, reports, bench.SpeedOptions{Passes: c.Passes, Workers: c.Workers, Pages: pages})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(res)
	}
	return res.Write(os.Stdout)
}

// readPages reads the pages of files and folders, in the order of their names.
func readPages(paths []string) (pages [][]byte, err error) {
	for _, p := range paths {
		err := filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			name := strings.TrimSuffix(path, ".gz")
			if !strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, ".htm") {
				return nil
			}
			data, err := os.ReadFile(path)
			if err == nil && name != path {
				data, err = unpack(data)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			pages = append(pages, data)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(paths) > 0 && len(pages) == 0 {
		return nil, usagef("no .html or .html.gz among the pages")
	}
	return pages, nil
}

// unpack reads a page packed by gzip, at most 64 MiB of it.
func unpack(data []byte) ([]byte, error) {
	const most = 64 << 20
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if err == nil && len(out) > most {
		err = errors.New("more than 64 MiB")
	}
	return out, err
}
