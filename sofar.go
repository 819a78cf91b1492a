// Package sofar is the library face: extract who says what from reports,
// explain what is known so far, and keep an account in a ledger, all without a
// server.
//
// A program hands over reports and gets readings (Extract), an account as of
// any time (Explain), or an open ledger that remembers (Open). The same reports
// give the same bytes on every machine.
package sofar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/language"
	"sofar/ledger"
	"sofar/ledger/sqlite"
	"sofar/report"
)

// Extract reads one report: who says what, how sure, through whom; the
// figures; the incidents. It never fails: a text without statements gives a
// Reading without statements.
func Extract(rep *report.Report) incident.Reading { return incident.Extract(rep) }

// ExtractAll reads items from source and hands each to sink with its reading
// (nil for a NotRead, which a report that breaks the engine becomes), in the order of source, using up to workers goroutines
// (0 = one per processor). It stops at the first error of source or sink, or
// when ctx ends. At most 4·workers reports are held at once.
func ExtractAll(ctx context.Context, workers int, source func(yield func(report.Item) error) error, sink func(report.Item, *incident.Reading) error) error {
	return ExtractWith(ctx, workers, language.Options{}, source, sink)
}

// ExtractWith is ExtractAll with options of the analysis, which change its
// cost and never what it finds.
func ExtractWith(ctx context.Context, workers int, opt language.Options, source func(yield func(report.Item) error) error, sink func(report.Item, *incident.Reading) error) error {
	extract := func(rep *report.Report) incident.Reading { return incident.ExtractWith(rep, opt) }
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type outcome struct {
		reading incident.Reading
		failed  string
	}
	type job struct {
		item report.Item
		done chan outcome
	}
	jobs, ordered := make(chan job), make(chan job, 4*workers)
	for range workers {
		go func() {
			for j := range jobs {
				r, failed := incident.Guard(extract, j.item.Report)
				j.done <- outcome{r, failed}
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(jobs)
		err := source(func(it report.Item) error {
			j := job{item: it, done: make(chan outcome, 1)}
			select {
			case ordered <- j:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			if it.Report == nil {
				return nil
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			return nil
		})
		if err != nil {
			cancel(err)
		}
	}()
	for j := range ordered {
		var reading *incident.Reading
		if j.item.Report != nil {
			select {
			case o := <-j.done:
				if reading = &o.reading; o.failed != "" {
					j.item = report.Item{NotRead: &report.NotRead{Name: j.item.Report.Label(), Reason: o.failed}}
					reading = nil
				}
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		if err := sink(j.item, reading); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

// ExplainOptions shape Explain.
type ExplainOptions struct {
	// AsOf leaves out everything that became known later; zero = all.
	AsOf time.Time
	// Workers bounds the goroutines; 0 = one per processor.
	Workers int
	// Progress, if set, is told after each report that one more is analysed.
	Progress func(n int)
}

// Explain groups reports into stories and folds each into a dossier: figures
// with low, best and high, who says so, what is disputed, what changed. Reports
// count from their time of publication; one without it from its place in the
// slice. The account can be written with package explain.
func Explain(ctx context.Context, reports []*report.Report, notRead []report.NotRead, opt ExplainOptions) (*dossier.Account, error) {
	readings := make([]incident.Reading, 0, len(reports))
	read := make([]*report.Report, 0, len(reports))
	err := ExtractAll(ctx, opt.Workers, func(yield func(report.Item) error) error {
		for _, r := range reports {
			if err := yield(report.Item{Report: r}); err != nil {
				return err
			}
		}
		return nil
	}, func(it report.Item, r *incident.Reading) error {
		if opt.Progress != nil {
			opt.Progress(1)
		}
		if it.NotRead != nil {
			notRead = append(notRead, *it.NotRead)
			return nil
		}
		read, readings = append(read, it.Report), append(readings, *r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return dossier.Fold(dossier.Input{Entries: dossier.Entries(read, readings), NotRead: notRead, AsOf: opt.AsOf}), nil
}

// Ledger is an open ledger file with the account folded from it.
type Ledger struct {
	*dossier.Book
	log   ledger.Log
	words *dossier.Finder
	add   func(context.Context, ...report.Item) (int, error)
}

// Open opens or creates the ledger file at path. One process may write at a
// time; any number may read.
func Open(ctx context.Context, path string, opts ...dossier.BookOption) (*Ledger, error) {
	log, err := sqlite.Open(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path + ledger.CopySuffix); err == nil {
		return OpenLog(ctx, localCopy{log, path}, path, opts...)
	}
	return OpenLog(ctx, log, path, opts...)
}

// localCopy is the file that follows a stream: it is read, and written to by
// nothing but the stream.
type localCopy struct {
	*sqlite.Log
	path string
}

// Append refuses.
func (l localCopy) Append(_ context.Context, records ...ledger.Record) (int, error) {
	if len(records) == 0 {
		return 0, nil
	}
	return 0, fmt.Errorf("%s is the local copy of a ledger stream, to which alone records are added: say --log nats://HOST/NAME as well", l.path)
}

// OpenLog folds a log that is open, which the Ledger closes. The search index
// and other caches lie beside path, in memory if it is "".
func OpenLog(ctx context.Context, log ledger.Log, path string, opts ...dossier.BookOption) (*Ledger, error) {
	if path != "" {
		opts = append([]dossier.BookOption{dossier.WithFoldFile(path + dossier.FoldSuffix)}, opts...)
	}
	book, err := dossier.OpenBook(ctx, log, opts...)
	if err != nil {
		log.Close()
		return nil, fmt.Errorf("reading ledger %s: %w", path, err)
	}
	return &Ledger{Book: book, log: log, words: dossier.NewFinder(book, searchPath(path))}, nil
}

func searchPath(path string) string {
	if path == "" {
		return ""
	}
	return path + ".search"
}

// AddBy makes Add hand what it is given to f, which sees to it that the records
// reach the log, as the desks of a cluster leave the reading to workers.
func (l *Ledger) AddBy(f func(context.Context, ...report.Item) (int, error)) { l.add = f }

// Add reads items into the ledger; see dossier.Book.
func (l *Ledger) Add(ctx context.Context, items ...report.Item) (added int, err error) {
	if l.add != nil {
		return l.add(ctx, items...)
	}
	return l.Book.Add(ctx, items...)
}

// Search finds reports and statements that hold all words of query, the best
// first; total counts all hits before limit and offset. "a phrase" is kept
// together, -word excludes, word* matches beginnings, OR joins its neighbours.
//
// The first search builds an index in a file beside the ledger, its name with
// ".search" added. It is a cache: it follows the ledger, may be deleted at any
// time, and where it cannot be written the index stays in memory.
func (l *Ledger) Search(ctx context.Context, query string, limit, offset int) (hits []dossier.Hit, total int, err error) {
	return l.words.Find(ctx, dossier.Query{Words: query, Limit: limit, Offset: offset})
}

// Finder is the search behind Search, with all that a query can ask for.
func (l *Ledger) Finder() *dossier.Finder { return l.words }

// Rebuild reads the reports again that another engine version read, and builds
// the search index anew. It gives the number of reports read again.
func (l *Ledger) Rebuild(ctx context.Context) (int, error) {
	n, err := l.Book.Rebuild(ctx)
	if err != nil {
		return n, err
	}
	return n, l.words.Rebuild(ctx)
}

// Dump writes the whole ledger as JSON Lines; Load of an empty ledger makes the
// same ledger of it, record by record.
func (l *Ledger) Dump(ctx context.Context, w io.Writer) error { return ledger.Dump(ctx, l.log, w) }

// Load appends what Dump wrote of another ledger, as far as this one does not
// hold it. It gives how many records it read and how many were new; after an
// error, what was loaded stays.
func (l *Ledger) Load(ctx context.Context, r io.Reader) (read, added int, err error) {
	read, added, err = ledger.Load(ctx, l.log, r)
	_, fold := l.Add(ctx) // nothing of its own: folds what was appended
	return read, added, errors.Join(err, fold)
}

// Close closes the files. Accounts handed out stay valid.
func (l *Ledger) Close() error {
	l.Book.Close()
	return errors.Join(l.words.Close(), l.log.Close())
}
