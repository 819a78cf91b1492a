package dossier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite", with FTS5

	"sofar/incident"
	"sofar/report"
)

// Index finds words in reports and statements. It is a cache of a Book: the
// file can be deleted at any time and is built anew. It is safe for concurrent
// use.
type Index struct {
	db   *sql.DB
	path string
	upTo int // of a large ledger: the reports that need not be looked at again
}

// Hit is one report or statement that a search found.
type Hit struct {
	Report    string // report.Report.ID
	Statement string // statement id, "" where the report itself is the hit
	Title     string // the report's title, or the statement's speaker
	// Snippet is the slice of the report's text at Span around the first match.
	Snippet string
	Span    report.Span
	// Marks are the matches inside Snippet, as byte ranges of it.
	Marks []report.Span
}

// indexVersion is stored in the file; another one means building it anew.
const indexVersion = 2

// indexSchema: entry tells what row of words belongs to what; the tokenizer
// folds case and diacritics, and porter joins the forms of an English word.
const indexSchema = `
CREATE TABLE entry (
	id        INTEGER PRIMARY KEY,
	report    TEXT NOT NULL,
	engine    TEXT NOT NULL,
	statement TEXT NOT NULL,
	start     INTEGER NOT NULL
);
CREATE INDEX entry_report ON entry (report);
CREATE VIRTUAL TABLE words USING fts5 (title, body, outlet, tokenize = "porter unicode61 remove_diacritics 2");
PRAGMA user_version = 2;`

// OpenIndex opens the index at path, beside a ledger by custom, or one in
// memory for "". A file that is damaged or of another version is built anew.
func OpenIndex(path string) (*Index, error) {
	x, err := openIndex(path)
	if err == nil || path == "" {
		return x, err
	}
	if !errors.Is(err, errStaleIndex) {
		return nil, fmt.Errorf("opening search index %s: %w; it is a cache and may be deleted", path, err)
	}
	for _, f := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(f); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("removing the old search index: %w", err)
		}
	}
	if x, err = openIndex(path); err != nil {
		return nil, fmt.Errorf("building search index %s: %w", path, err)
	}
	return x, nil
}

var errStaleIndex = errors.New("damaged or of another version")

func openIndex(path string) (*Index, error) {
	name := ":memory:"
	if path != "" {
		escape := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")
		name = "file:" + escape.Replace(path) + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one connection is one in-memory database
	x := &Index{db: db, path: path}
	var version, tables int
	err = db.QueryRow("PRAGMA user_version").Scan(&version)
	if err == nil {
		err = db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables)
	}
	switch {
	case err != nil && strings.Contains(err.Error(), "not a database"), err != nil && strings.Contains(err.Error(), "malformed"):
		err = errStaleIndex
	case err == nil && version == 0 && tables == 0:
		_, err = db.Exec(indexSchema)
	case err == nil && version != indexVersion:
		err = errStaleIndex
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return x, nil
}

// Close closes the index.
func (x *Index) Close() error { return x.db.Close() }

// Corpus is what an index is built from; a Book is one.
type Corpus interface {
	// Reports gives every report with its reading, nil where it has none.
	Reports() ([]*report.Report, []*incident.Reading)
	// Version grows whenever Reports gives something else.
	Version() int64
}

// Rebuild empties the index and fills it from the book.
func (x *Index) Rebuild(ctx context.Context, b Corpus) error {
	_, err := x.sync(ctx, b, true)
	return err
}

// Update brings the index up to the book: reports that are new or that another
// engine has read since, and takes out what the book does not hold. changed
// counts reports.
func (x *Index) Update(ctx context.Context, b Corpus) (changed int, err error) {
	return x.sync(ctx, b, false)
}

func (x *Index) sync(ctx context.Context, b Corpus, anew bool) (changed int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("search index %s: %w", x.path, err)
		}
	}()
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	held := map[string]string{} // report id to the engine whose reading is indexed
	if anew {
		if _, err := tx.ExecContext(ctx, "DELETE FROM entry; DELETE FROM words"); err != nil {
			return 0, err
		}
		x.upTo = 0
	} else if x.upTo == 0 { // what came since the last time alone is looked at
		if held, err = heldReports(ctx, tx); err != nil {
			return 0, err
		}
	}
	known := map[string]bool{} // of those that have to be taken out first
	settled, open := 0, false  // the first so many have a reading
	wanted := func(id, engine string) bool {
		if open = open || engine == ""; !open {
			settled++
		}
		if engine == "" {
			return false // in a cluster its reading is to come
		}
		old, ok := held[id]
		delete(held, id)
		if ok && old != engine {
			known[id] = true
		}
		return !ok || old != engine
	}
	upTo := x.upTo
	in, err := newInserter(ctx, tx)
	if err != nil {
		return 0, err
	}
	defer in.close()
	err = eachReport(ctx, b, x.upTo, wanted, func(r *report.Report, reading *incident.Reading) error {
		if known[r.ID] {
			if err := removeReport(ctx, tx, r.ID); err != nil {
				return err
			}
		}
		changed++
		return in.report(ctx, r, reading)
	})
	if err != nil {
		return 0, err
	}
	for id := range held { // of all reports; order does not matter: they all go
		if err := removeReport(ctx, tx, id); err != nil {
			return 0, err
		}
		changed++
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	if book, ok := b.(*Book); ok && book.large() != nil {
		x.upTo = upTo + settled
	}
	return changed, nil
}

// eachReport is Book.EachReport for any corpus.
func eachReport(ctx context.Context, b Corpus, from int, wanted func(id, engine string) bool, fn func(*report.Report, *incident.Reading) error) error {
	if book, ok := b.(interface {
		EachReport(context.Context, int, func(id, engine string) bool, func(*report.Report, *incident.Reading) error) (int, error)
	}); ok {
		_, err := book.EachReport(ctx, from, wanted, fn)
		return err
	}
	reports, readings := b.Reports()
	for i, r := range reports {
		engine := ""
		if readings[i] != nil {
			engine = readings[i].Engine
		}
		if wanted(r.ID, engine) {
			if err := fn(r, readings[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func heldReports(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT report, engine FROM entry WHERE statement = ''")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	held := map[string]string{}
	for rows.Next() {
		var id, engine string
		if err := rows.Scan(&id, &engine); err != nil {
			return nil, err
		}
		held[id] = engine
	}
	return held, rows.Err()
}

func removeReport(ctx context.Context, tx *sql.Tx, id string) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM words WHERE rowid IN (SELECT id FROM entry WHERE report = ?)", id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM entry WHERE report = ?", id)
	return err
}

// inserter adds reports within one transaction.
type inserter struct {
	entry, words *sql.Stmt
	last         int64 // id given last
}

func newInserter(ctx context.Context, tx *sql.Tx) (in *inserter, err error) {
	in = &inserter{}
	if err = tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM entry").Scan(&in.last); err != nil {
		return nil, err
	}
	if in.entry, err = tx.PrepareContext(ctx, "INSERT INTO entry (id, report, engine, statement, start) VALUES (?, ?, ?, ?, ?)"); err != nil {
		return nil, err
	}
	if in.words, err = tx.PrepareContext(ctx, "INSERT INTO words (rowid, title, body, outlet) VALUES (?, ?, ?, ?)"); err != nil {
		in.entry.Close()
		return nil, err
	}
	return in, nil
}

func (in *inserter) close() {
	in.entry.Close()
	in.words.Close()
}

func (in *inserter) row(ctx context.Context, r *report.Report, engine, statement string, start int, title, body, outlet string) error {
	in.last++
	if _, err := in.entry.ExecContext(ctx, in.last, r.ID, engine, statement, start); err != nil {
		return err
	}
	_, err := in.words.ExecContext(ctx, in.last, unmarked(title), unmarked(body), unmarked(outlet))
	return err
}

// report adds a report and what is said in it.
func (in *inserter) report(ctx context.Context, r *report.Report, reading *incident.Reading) error {
	if err := in.row(ctx, r, reading.Engine, "", 0, r.Title, r.Text, r.Publisher); err != nil {
		return err
	}
	// Words with two numbers carry two statements: a reader finds them once.
	type said struct {
		span    report.Span
		speaker string
	}
	seen := map[said]bool{}
	for _, s := range reading.Statements {
		at := said{s.Span, s.Speaker.Name}
		if seen[at] || !validSpan(s.Span, r.Text) {
			continue
		}
		seen[at] = true
		if err := in.row(ctx, r, reading.Engine, s.ID, s.Span.Start, s.Speaker.Name, s.Span.Of(r.Text), ""); err != nil {
			return err
		}
	}
	return nil
}

// The marks that SQLite puts around matches. A text that holds them itself, or
// a NUL, where SQLite would end it, has spaces instead: offsets stay.
const (
	markOpen  = "\x01"
	markClose = "\x02"
)

var unmark = strings.NewReplacer(markOpen, " ", markClose, " ", "\x00", " ")

func unmarked(s string) string {
	if strings.IndexByte(s, 0) < 0 && strings.IndexByte(s, markOpen[0]) < 0 && strings.IndexByte(s, markClose[0]) < 0 {
		return s
	}
	return unmark.Replace(s)
}
