package alert

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver

	"sofar/explain"
)

// Journal is the file beside a ledger that holds its developments in the order in
// which they were first seen, and how far each receiver has come. Its cursors
// only grow. It may be deleted: then what the ledger holds is no news.
type Journal struct {
	path string
	db   *sql.DB

	mu   sync.Mutex
	news chan struct{} // closed and replaced when developments were added
}

// Entry is a development in the journal.
type Entry struct {
	explain.Development
	Cursor     int64
	Journalled time.Time
}

const journalVersion = 1

const journalSchema = `
CREATE TABLE developments (cursor INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE receivers (name TEXT PRIMARY KEY, cursor INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0, problem TEXT NOT NULL DEFAULT '', delivered INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE aside (receiver TEXT NOT NULL, cursor INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (receiver, cursor)) STRICT;`

// OpenJournal opens or creates the journal at path. What it acknowledges survives
// kill -9 and power loss.
func OpenJournal(path string) (*Journal, error) {
	escape := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")
	db, err := sql.Open("sqlite", "file:"+escape.Replace(path)+"?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("journal of alerts %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	j := &Journal{path: path, db: db, news: make(chan struct{})}
	if err := j.prepare(); err != nil {
		db.Close()
		return nil, fmt.Errorf("journal of alerts %s: %w", path, err)
	}
	return j, nil
}

func (j *Journal) prepare() error {
	tx, err := j.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	version := 0
	if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	switch {
	case version == journalVersion:
		return nil
	case version != 0:
		return fmt.Errorf("was written by a newer sofar (version %d)", version)
	}
	if _, err := tx.Exec(journalSchema + fmt.Sprintf("PRAGMA user_version = %d", journalVersion)); err != nil {
		return err
	}
	return tx.Commit()
}

// Close closes the file.
func (j *Journal) Close() error { return j.db.Close() }

// changed gives a channel that is closed when developments are added.
func (j *Journal) changed() <-chan struct{} {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.news
}

// add appends the developments that the journal does not hold, and gives a
// receiver that is new its place: in an empty journal behind all of them, since
// what was there before the first run is no news, else behind what was there.
func (j *Journal) add(ctx context.Context, list []explain.Development, receivers []string, now time.Time) error {
	tx, err := j.db.BeginTx(ctx, nil)
	if err != nil {
		return j.wrap(err)
	}
	defer tx.Rollback()
	var last int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'developments'), 0)").Scan(&last); err != nil {
		return j.wrap(err)
	}
	var known int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM receivers").Scan(&known); err != nil {
		return j.wrap(err)
	}
	has, err := tx.PrepareContext(ctx, "SELECT 1 FROM developments WHERE id = ?")
	if err != nil {
		return j.wrap(err)
	}
	defer has.Close()
	added := 0
	for i := range list {
		var one int
		if err := has.QueryRowContext(ctx, list[i].ID).Scan(&one); err == nil {
			continue
		} else if !errors.Is(err, sql.ErrNoRows) {
			return j.wrap(err)
		}
		body, err := json.Marshal(&list[i])
		if err != nil {
			return j.wrap(err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO developments (id, at, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING", list[i].ID, now.UnixNano(), string(body)); err != nil {
			return j.wrap(err)
		}
		added++
	}
	first := last
	if last == 0 && known == 0 {
		first = int64(added)
	}
	for _, name := range receivers {
		if _, err := tx.ExecContext(ctx, "INSERT INTO receivers (name, cursor) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, first); err != nil {
			return j.wrap(err)
		}
	}
	if err := tx.Commit(); err != nil {
		return j.wrap(err)
	}
	if added > 0 {
		j.mu.Lock()
		close(j.news)
		j.news = make(chan struct{})
		j.mu.Unlock()
	}
	return nil
}

// Each calls fn for every development after a cursor, in order.
func (j *Journal) Each(ctx context.Context, after int64, fn func(Entry) error) error {
	const page = 256 // the one connection is free between pages
	for {
		rows, err := j.db.QueryContext(ctx, "SELECT cursor, at, body FROM developments WHERE cursor > ? ORDER BY cursor LIMIT ?", after, page)
		if err != nil {
			return j.wrap(err)
		}
		var list []Entry
		for rows.Next() {
			var e Entry
			var at int64
			var body []byte
			if err := rows.Scan(&e.Cursor, &at, &body); err != nil {
				rows.Close()
				return j.wrap(err)
			}
			if err := json.Unmarshal(body, &e.Development); err != nil {
				rows.Close()
				return j.wrap(err)
			}
			e.Journalled = time.Unix(0, at).UTC()
			list = append(list, e)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return j.wrap(err)
		}
		for _, e := range list {
			if err := fn(e); err != nil {
				return err
			}
			after = e.Cursor
		}
		if len(list) < page {
			return nil
		}
	}
}

// state is how far a receiver has come.
type state struct {
	cursor   int64
	attempts int
	next     time.Time
}

func (j *Journal) state(ctx context.Context, name string) (st state, err error) {
	var next int64
	err = j.db.QueryRowContext(ctx, "SELECT cursor, attempts, next FROM receivers WHERE name = ?", name).Scan(&st.cursor, &st.attempts, &next)
	if next > 0 {
		st.next = time.Unix(0, next).UTC()
	}
	return st, j.wrap(err)
}

// advance moves a receiver on from one cursor to a later one, unless it was set
// back meanwhile.
func (j *Journal) advance(ctx context.Context, name string, from, to int64, next time.Time) error {
	_, err := j.db.ExecContext(ctx, "UPDATE receivers SET cursor = ?, attempts = 0, next = ?, problem = '', delivered = delivered + 1 WHERE name = ? AND cursor = ?", to, nanos(next), name, from)
	return j.wrap(err)
}

func (j *Journal) retry(ctx context.Context, name string, from int64, attempts int, next time.Time, problem string) error {
	_, err := j.db.ExecContext(ctx, "UPDATE receivers SET attempts = ?, next = ?, problem = ? WHERE name = ? AND cursor = ?", attempts, nanos(next), problem, name, from)
	return j.wrap(err)
}

// park sets a message aside and moves on behind it.
func (j *Journal) park(ctx context.Context, name string, from, cursor int64, reason string, now time.Time) error {
	tx, err := j.db.BeginTx(ctx, nil)
	if err != nil {
		return j.wrap(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO aside (receiver, cursor, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", name, cursor, reason, now.UnixNano()); err != nil {
		return j.wrap(err)
	}
	if _, err := tx.ExecContext(ctx, "UPDATE receivers SET cursor = ?, attempts = 0, next = 0, problem = ? WHERE name = ? AND cursor = ?", cursor, reason, name, from); err != nil {
		return j.wrap(err)
	}
	return j.wrap(tx.Commit())
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// Rewind sets receivers back so that the development at cursor is the next they
// get; no names means all. It gives how many were set.
func (j *Journal) Rewind(ctx context.Context, cursor int64, names ...string) (int, error) {
	where, args := "", []any{cursor - 1}
	if len(names) > 0 {
		where = " WHERE name IN (?" + strings.Repeat(", ?", len(names)-1) + ")"
		for _, n := range names {
			args = append(args, n)
		}
	}
	res, err := j.db.ExecContext(ctx, "UPDATE receivers SET cursor = ?, attempts = 0, next = 0, problem = ''"+where, args...)
	if err != nil {
		return 0, j.wrap(err)
	}
	n, err := res.RowsAffected()
	return int(n), j.wrap(err)
}

// Receiver is what the journal knows of a receiver.
type Receiver struct {
	Name     string
	Cursor   int64 // the last development that it got or did not want
	Pending  int   // developments after it, wanted or not
	Attempts int
	Next     time.Time // of the next attempt, zero for now
	Problem  string
	Aside    []int64 // cursors of what was set aside
}

// Receivers gives all receivers by name.
func (j *Journal) Receivers(ctx context.Context) ([]Receiver, error) {
	rows, err := j.db.QueryContext(ctx, `SELECT name, cursor, attempts, next, problem, (SELECT count(*) FROM developments d WHERE d.cursor > r.cursor),
		coalesce((SELECT group_concat(a.cursor) FROM aside a WHERE a.receiver = r.name), '') FROM receivers r ORDER BY name`)
	if err != nil {
		return nil, j.wrap(err)
	}
	defer rows.Close()
	var out []Receiver
	for rows.Next() {
		var r Receiver
		var next int64
		var aside string
		if err := rows.Scan(&r.Name, &r.Cursor, &r.Attempts, &next, &r.Problem, &r.Pending, &aside); err != nil {
			return nil, j.wrap(err)
		}
		if next > 0 {
			r.Next = time.Unix(0, next).UTC()
		}
		for _, s := range strings.FieldsFunc(aside, func(c rune) bool { return c == ',' }) {
			var n int64
			fmt.Sscan(s, &n)
			r.Aside = append(r.Aside, n)
		}
		out = append(out, r)
	}
	return out, j.wrap(rows.Err())
}

func (j *Journal) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("journal of alerts %s: %w", j.path, err)
}
