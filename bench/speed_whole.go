package bench

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"html"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"sofar/dossier"
	"sofar/incident"
	"sofar/ledger"
	"sofar/ledger/sqlite"
	"sofar/report"
)

// whole goes from text to account, and from page to account, on res.Workers
// processors, as often as there are passes.
func (r *SpeedResult) whole(ctx context.Context, reports []*report.Report, pages [][]byte) error {
	runtime.GOMAXPROCS(r.Workers)
	way := func(name string, n int, of func(i int) *report.Report) (Stage, error) {
		var all []Stage
		for range r.Passes {
			s, err := measure(ctx, name, 1, func(int) { account(ctx, r.Workers, n, of) })
			if err != nil {
				return s, err
			}
			s.Items = n
			all = append(all, s)
		}
		slices.SortFunc(all, func(a, b Stage) int { return cmp.Compare(a.Elapsed, b.Elapsed) })
		return all[(len(all)-1)/2], nil
	}
	var err, err2 error
	r.Whole, err = way("text to account", len(reports), func(i int) *report.Report { return reports[i] })
	r.WholePages, err2 = way("HTML to account", len(pages), func(i int) *report.Report { return readPage(pages, i) })
	return errors.Join(err, err2)
}

// account reads n reports side by side and folds them.
func account(ctx context.Context, workers, n int, of func(i int) *report.Report) {
	reports, readings := make([]*report.Report, n), make([]incident.Reading, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if reports[i] = of(i); reports[i] != nil {
					readings[i] = incident.Extract(reports[i])
				}
			}
		})
	}
	wait.Wait()
	reports = slices.DeleteFunc(reports, func(r *report.Report) bool { return r == nil })
	fold(reports, readings)
}

func fold(reports []*report.Report, readings []incident.Reading) {
	dossier.Fold(dossier.Input{Entries: dossier.Entries(reports, readings)})
}

// store appends all reports and readings to a new ledger in batches, as a desk
// does.
func store(ctx context.Context, parent string, reports []*report.Report, readings []incident.Reading) (err error) {
	dir, err := os.MkdirTemp(parent, "sofar-bench-speed-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	log, err := sqlite.Open(filepath.Join(dir, "speed.ledger"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	const batch = 128
	for from := 0; from < len(reports); from += batch {
		var records []ledger.Record
		for i := from; i < min(from+batch, len(reports)); i++ {
			rep, err := ledger.ReportRecord(reports[i])
			if err != nil {
				return err
			}
			read, err := ledger.ReadingRecord(&readings[i])
			if err != nil {
				return err
			}
			records = append(records, rep, read)
		}
		if _, err := log.Append(ctx, records...); err != nil {
			return err
		}
	}
	return nil
}

// readPage gives the report of a page, nil if it has none.
func readPage(pages [][]byte, i int) *report.Report {
	return report.FromHTML(pages[i], report.Hints{Name: "page"}, report.Options{}).Report
}

// pagesOf makes a plain page of each report: what a news site has around its
// text, and the text.
func pagesOf(reports []*report.Report) [][]byte {
	var around strings.Builder
	for range 40 {
		around.WriteString(`<li class="item"><a href="/other/story"><img src="/i.jpg" alt=""><span>Another story of the day</span></a></li>`)
	}
	out := make([][]byte, len(reports))
	for i, r := range reports {
		title := html.EscapeString(cmp.Or(r.Title, r.Publisher, "News"))
		var b strings.Builder
		b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>` + title + `</title>`)
		if !r.Published.IsZero() {
			b.WriteString(`<meta property="article:published_time" content="` + r.Published.Format("2006-01-02T15:04:05Z07:00") + `">`)
		}
		b.WriteString(`<script>var menu = ["news", "sport"];</script></head><body><nav><ul>` + around.String() + `</ul></nav><main><article><h1>` + title + `</h1>`)
		for _, p := range strings.Split(r.Text, "\n") {
			if p = strings.TrimSpace(p); p != "" {
				b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
			}
		}
		b.WriteString(`</article></main><aside><ul>` + around.String() + `</ul></aside><footer><p>All rights reserved.</p></footer></body></html>`)
		out[i] = []byte(b.String())
	}
	return out
}

// InventedReports gives n reports by a seeded generator: invented events in
// stories of one to some hundred reports, of other names, numbers and days, so
// that grouping has work. The same seed gives the same reports.
func InventedReports(n int, seed uint64) ([]*report.Report, error) {
	v := newVaried(seed)
	out := make([]*report.Report, n)
	for i := range out {
		rec, _, err := v.next()
		if err != nil {
			return nil, err
		}
		out[i] = new(report.Report)
		if err := json.Unmarshal(rec.Payload, out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
