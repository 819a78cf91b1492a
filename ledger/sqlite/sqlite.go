// Package sqlite keeps a ledger in one SQLite file, without a server and
// without cgo.
//
// The file is in write-ahead mode with full synchronisation: what Append has
// acknowledged survives kill -9 and power loss. Any number of processes may
// read; writers take turns. The file is one table (see schema), marked as a
// sofar ledger by application_id and with its version in user_version; payloads
// are JSON, in a zstd frame where that is shorter.
package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"sofar/ledger"
)

// The marks of a sofar ledger in the header of the SQLite file.
const (
	applicationID = 0x736f6672 // "sofr"
	schemaVersion = 1
)

// schema of version 1. seq has no gaps because records are never deleted and
// every writer takes the number inside its transaction.
const schema = `
CREATE TABLE records (
	seq      INTEGER PRIMARY KEY,
	id       TEXT NOT NULL UNIQUE,
	kind     TEXT NOT NULL,
	subject  TEXT NOT NULL,
	at       INTEGER NOT NULL,
	encoding INTEGER NOT NULL,
	payload  BLOB NOT NULL
) STRICT`

const (
	busyTimeout = 20 * time.Second // how long a writer waits for its turn
	readers     = 4                // connections that read at once
	pollFirst   = 20 * time.Millisecond
	pollMost    = 250 * time.Millisecond
)

// Log is an open ledger file. It is safe for concurrent use.
type Log struct {
	path string
	w, r *sql.DB
	now  func() time.Time

	mu   sync.Mutex
	news chan struct{} // closed and replaced at every append of this handle
	done chan struct{} // closed by Close
	once sync.Once
}

var _ ledger.Log = (*Log)(nil)

// Open opens the ledger at path, or creates it. Errors name the file and what
// to do: not a ledger, written by a newer sofar, folder not writable, disk full.
func Open(path string) (*Log, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("ledger %s is a folder; name a file in it", path)
	}
	if dir := filepath.Dir(path); dir != "." {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("ledger %s: the folder %s does not exist; create it first", path, dir)
		}
	}
	l := &Log{path: path, now: time.Now, news: make(chan struct{}), done: make(chan struct{})}
	var err error
	if l.w, err = sql.Open("sqlite", dsn(path, "synchronous(FULL)")+"&_txlock=immediate"); err != nil {
		return nil, explain(path, "opening", err)
	}
	l.w.SetMaxOpenConns(1)
	if err := l.prepare(); err != nil {
		l.w.Close()
		return nil, explain(path, "opening", err)
	}
	if l.r, err = sql.Open("sqlite", dsn(path, "query_only(1)")); err != nil {
		l.w.Close()
		return nil, explain(path, "opening", err)
	}
	l.r.SetMaxOpenConns(readers)
	return l, nil
}

// dsn is the driver's name for the file with its settings.
func dsn(path, pragma string) string {
	escape := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")
	return fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&_pragma=%s", escape.Replace(path), busyTimeout.Milliseconds(), pragma)
}

// Path is the file's path as given to Open.
func (l *Log) Path() string { return l.path }

// prepare checks that the file is a ledger of this version, or makes it one.
func (l *Log) prepare() error {
	ctx := context.Background()
	if err := l.check(ctx); err == nil {
		return nil
	} else if !errors.Is(err, errEmpty) {
		return err
	}
	// The switch to write-ahead mode does not wait for its turn as other writes
	// do; when several processes create the file at once, one wins and the
	// others find it made.
	var err error
	for deadline := time.Now().Add(busyTimeout); ; time.Sleep(10 * time.Millisecond) {
		if err = l.create(ctx); err == nil || !isBusy(err) || time.Now().After(deadline) {
			break
		}
	}
	if err != nil {
		return err
	}
	return l.check(ctx)
}

// errEmpty says that the file holds no database yet.
var errEmpty = errors.New("empty file")

// check verifies the marks in the file's header.
func (l *Log) check(ctx context.Context) error {
	var id, version, tables int64
	for _, q := range []struct {
		sql string
		to  *int64
	}{{"PRAGMA application_id", &id}, {"PRAGMA user_version", &version}, {"SELECT count(*) FROM sqlite_schema", &tables}} {
		if err := l.w.QueryRowContext(ctx, q.sql).Scan(q.to); err != nil {
			return err
		}
	}
	switch {
	case id == 0 && version == 0 && tables == 0:
		return errEmpty
	case id != applicationID:
		return errNotLedger
	case version > schemaVersion:
		return &versionError{version}
	}
	return nil
}

func (l *Log) create(ctx context.Context) error {
	if _, err := l.w.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	tx, err := l.w.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var tables int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if tables > 0 { // another process made it first
		return nil
	}
	for _, q := range []string{
		schema,
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
		fmt.Sprintf("PRAGMA user_version = %d", schemaVersion),
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Append implements ledger.Log. A zero At becomes the present time.
func (l *Log) Append(ctx context.Context, records ...ledger.Record) (int, error) {
	for i, rec := range records {
		if rec.ID == "" || rec.Kind == "" || !json.Valid(rec.Payload) {
			return 0, fmt.Errorf("ledger %s: record %d of %d (%s) has no id, no kind or a payload that is not JSON; nothing was appended", l.path, i+1, len(records), rec.Kind)
		}
	}
	return l.AppendValid(ctx, records...)
}

// AppendValid is Append for records that the caller has checked: each with an
// id, a kind and a payload that is JSON.
func (l *Log) AppendValid(ctx context.Context, records ...ledger.Record) (int, error) {
	rows := make([]row, len(records))
	for i, rec := range records {
		rows[i] = pack(rec)
	}
	if len(rows) == 0 {
		return 0, ctx.Err()
	}
	added, err := l.insert(ctx, rows)
	if err != nil {
		return 0, explain(l.path, "appending to", err)
	}
	if added > 0 {
		l.mu.Lock()
		close(l.news)
		l.news = make(chan struct{})
		l.mu.Unlock()
	}
	return added, nil
}

func (l *Log) insert(ctx context.Context, rows []row) (added int, err error) {
	tx, err := l.w.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	var seq int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM records").Scan(&seq); err != nil {
		return 0, err
	}
	stmt, err := tx.PrepareContext(ctx, `INSERT INTO records (seq, id, kind, subject, at, encoding, payload)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`)
	if err != nil {
		return 0, err
	}
	defer stmt.Close()
	now := l.now().UTC()
	for _, r := range rows {
		if r.at.IsZero() {
			r.at = now
		}
		res, err := stmt.ExecContext(ctx, seq+1, r.id, r.kind, r.subject, r.at.UnixNano(), r.encoding, r.payload)
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		seq += n
		added += int(n)
	}
	if added == 0 {
		return 0, nil
	}
	return added, tx.Commit()
}

// Read implements ledger.Log. It sees the log as it was when Read began; fn may
// append.
func (l *Log) Read(ctx context.Context, after int64, fn func(ledger.Record) error) error {
	rows, err := l.r.QueryContext(ctx, "SELECT seq, id, kind, subject, at, encoding, payload FROM records WHERE seq > ? ORDER BY seq", after)
	if err != nil {
		return explain(l.path, "reading", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r row
		var at, seq int64
		var payload sql.RawBytes // copied by unpack
		if err := rows.Scan(&seq, &r.id, &r.kind, &r.subject, &at, &r.encoding, &payload); err != nil {
			return explain(l.path, "reading", err)
		}
		r.payload = payload
		data, err := unpack(r)
		if err != nil {
			return fmt.Errorf("ledger %s: record %d (%s) is damaged: %w; restore the file from a copy", l.path, seq, r.id, err)
		}
		rec := ledger.Record{Seq: seq, ID: r.id, Kind: ledger.Kind(r.kind), Subject: r.subject, At: time.Unix(0, at).UTC(), Payload: data}
		if err := fn(rec); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return explain(l.path, "reading", err)
	}
	return nil
}

// Has implements ledger.Log.
func (l *Log) Has(ctx context.Context, ids ...string) (map[string]bool, error) {
	has := make(map[string]bool, len(ids))
	stmt, err := l.r.PrepareContext(ctx, "SELECT 1 FROM records WHERE id = ?")
	if err != nil {
		return nil, explain(l.path, "reading", err)
	}
	defer stmt.Close()
	for _, id := range ids {
		var one int
		switch err := stmt.QueryRowContext(ctx, id).Scan(&one); {
		case err == nil:
			has[id] = true
		case !errors.Is(err, sql.ErrNoRows):
			return nil, explain(l.path, "reading", err)
		}
	}
	return has, nil
}

// Last implements ledger.Log.
func (l *Log) Last(ctx context.Context) (int64, error) {
	var seq int64
	if err := l.r.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM records").Scan(&seq); err != nil {
		return 0, explain(l.path, "reading", err)
	}
	return seq, nil
}

// Wait implements ledger.Log. Appends through this handle wake it at once,
// those of other handles and processes within a quarter of a second.
func (l *Log) Wait(ctx context.Context, after int64) error {
	pause := pollFirst
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		l.mu.Lock()
		news := l.news
		l.mu.Unlock()
		last, err := l.Last(ctx)
		if err != nil {
			return err
		}
		if last > after {
			return nil
		}
		timer.Reset(pause)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.done:
			return fmt.Errorf("ledger %s was closed", l.path)
		case <-news:
		case <-timer.C:
			pause = min(2*pause, pollMost)
		}
	}
}

// Close closes the file; waiting calls return.
func (l *Log) Close() error {
	l.once.Do(func() { close(l.done) })
	return errors.Join(l.r.Close(), l.w.Close())
}
