package dossier

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Sought tells what a search looks for.
type Sought int

const (
	Everything Sought = iota
	ReportsOnly
	StatementsOnly
)

// Query is what to find.
type Query struct {
	// Words: all must occur. "a phrase" is kept together, -word excludes, word*
	// matches beginnings, OR joins its neighbours; nothing else has a meaning,
	// and no input is an error.
	Words string
	For   Sought
	// Keep, if set, leaves out the hits in reports for which it is false.
	Keep          func(report string) bool
	Limit, Offset int
}

// Search finds reports and statements; see Find.
func (x *Index) Search(query string, limit, offset int) (hits []Hit, total int, err error) {
	return x.Find(context.Background(), Query{Words: query, Limit: limit, Offset: offset})
}

// Find gives the reports and statements that a query asks for, the best first.
// total counts all hits; an empty query has none.
func (x *Index) Find(ctx context.Context, q Query) (hits []Hit, total int, err error) {
	match := matchExpression(q.Words)
	if match == "" || q.Limit <= 0 {
		return nil, 0, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	// A reader who turns away in the middle may cost the connection, and with
	// it an index in memory: what has begun is finished.
	ctx = context.WithoutCancel(ctx)
	tx, err := x.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err == nil {
		defer tx.Rollback()
		hits, total, err = find(ctx, tx, match, q)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("searching %q: %w", q.Words, err)
	}
	return hits, total, nil
}

// find ranks all hits by their numbers alone and reads the words of one page.
func find(ctx context.Context, tx *sql.Tx, match string, q Query) ([]Hit, int, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT words.rowid, entry.report, entry.statement <> ''
		FROM words JOIN entry ON entry.id = words.rowid
		WHERE words MATCH ? ORDER BY bm25(words, 4.0, 1.0, 2.0), words.rowid`, match)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	total := 0
	var page []int64
	place := map[int64]int{}
	for rows.Next() {
		var id int64
		var report string
		var statement bool
		if err := rows.Scan(&id, &report, &statement); err != nil {
			return nil, 0, err
		}
		if q.For == ReportsOnly && statement || q.For == StatementsOnly && !statement || q.Keep != nil && !q.Keep(report) {
			continue
		}
		if total++; total > q.Offset && len(page) < q.Limit {
			place[id] = len(page)
			page = append(page, id)
		}
	}
	if err := rows.Err(); err != nil || len(page) == 0 {
		return nil, total, err
	}
	ids, err := json.Marshal(page)
	if err != nil {
		return nil, 0, err
	}
	text, err := tx.QueryContext(ctx, `
		SELECT words.rowid, entry.report, entry.statement, entry.start, words.title, highlight(words, 1, char(1), char(2))
		FROM words JOIN entry ON entry.id = words.rowid
		WHERE words MATCH ? AND words.rowid IN (SELECT value FROM json_each(?))`, match, string(ids))
	if err != nil {
		return nil, 0, err
	}
	defer text.Close()
	hits := make([]Hit, len(page))
	for text.Next() {
		var h Hit
		var id int64
		var start int
		var marked string
		if err := text.Scan(&id, &h.Report, &h.Statement, &start, &h.Title, &marked); err != nil {
			return nil, 0, err
		}
		h.cut(marked, start)
		hits[place[id]] = h
	}
	return hits, total, text.Err()
}

// Finder searches a corpus that grows: it opens its index at the first search
// and brings it up to the corpus before each. It is safe for concurrent use.
type Finder struct {
	corpus Corpus
	path   string

	mu     sync.Mutex // guards what follows; held while the index is brought up
	index  *Index
	closed bool
	at     int64 // version of the corpus in the index
}

var errClosed = errors.New("the search index is closed")

// NewFinder searches corpus through the index file at path, "" for one in memory.
func NewFinder(corpus Corpus, path string) *Finder { return &Finder{corpus: corpus, path: path} }

// Find gives the hits of a query; see Index.Find.
func (f *Finder) Find(ctx context.Context, q Query) ([]Hit, int, error) {
	x, err := f.ready(ctx)
	if err != nil {
		return nil, 0, err
	}
	return x.Find(ctx, q)
}

// ready gives the index with everything that the corpus holds now.
func (f *Finder) ready(ctx context.Context) (*Index, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	version := f.corpus.Version()
	if f.index != nil && f.at == version {
		return f.index, nil
	}
	if err := f.open(); err == errClosed {
		return nil, err
	} else if err != nil {
		// A place where nothing may be written is no reason not to search.
		if f.index, err = OpenIndex(""); err != nil {
			return nil, err
		}
	}
	// A reader who turns away must not stop what the next one needs as well.
	if _, err := f.index.Update(context.WithoutCancel(ctx), f.corpus); err != nil {
		return nil, err
	}
	f.at = version
	return f.index, nil
}

func (f *Finder) open() error {
	if f.closed {
		return errClosed
	}
	if f.index != nil {
		return nil
	}
	x, err := OpenIndex(f.path)
	if err == nil {
		f.index = x
	}
	return err
}

// Rebuild builds the index anew from the corpus.
func (f *Finder) Rebuild(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.open(); err != nil {
		return err
	}
	version := f.corpus.Version()
	if err := f.index.Rebuild(ctx, f.corpus); err != nil {
		return err
	}
	f.at = version
	return nil
}

// Follow keeps the index near the corpus while it grows, so that the first
// search after many reports is quick, until ctx ends (nil) or the index fails.
// wait is the corpus's own: it returns once the version is greater than after.
func (f *Finder) Follow(ctx context.Context, wait func(ctx context.Context, after int64) (int64, error)) error {
	for {
		if _, err := f.ready(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		f.mu.Lock()
		at := f.at
		f.mu.Unlock()
		if _, err := wait(ctx, at); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Second): // more will come: take it in together
		}
	}
}

// Close closes the index, if a search opened it.
func (f *Finder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	if f.index == nil {
		return nil
	}
	err := f.index.Close()
	f.index = nil
	return err
}
