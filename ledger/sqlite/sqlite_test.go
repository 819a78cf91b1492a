package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sofar/ledger"
	"sofar/ledger/logtest"
)

func TestConformance(t *testing.T) {
	logtest.Run(t, func(t *testing.T) logtest.Opener {
		// A name with the characters that mean something in a SQLite URI.
		path := filepath.Join(t.TempDir(), "news #1 100%?.ledger")
		return func(t *testing.T) ledger.Log {
			t.Helper()
			l, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	database := func(name string, statements ...string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, s := range statements {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	newer := filepath.Join(dir, "newer.ledger")
	l, err := Open(newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.w.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	l.Close()

	for _, c := range []struct{ name, path, want string }{
		{"text", write("report.txt", strings.Repeat("Ten people were hurt. ", 100)), "is not a sofar ledger; name another file"},
		{"another database", database("other.db", "CREATE TABLE t (x)"), "is not a sofar ledger; name another file"},
		{"newer schema", newer, "was written by a newer sofar"},
		{"folder", dir, "is a folder"},
		{"no folder", filepath.Join(dir, "none", "x.ledger"), "does not exist; create it first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Open(c.path)
			if err == nil {
				l.Close()
				t.Fatal("Open succeeded")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("error %q does not name %q and say %q", err, c.path, c.want)
			}
		})
	}
}

func TestOpenInReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind root")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	l, err := Open(filepath.Join(dir, "x.ledger"))
	if err == nil {
		l.Close()
		t.Fatal("Open succeeded")
	}
	if !strings.Contains(err.Error(), "check the permissions") {
		t.Errorf("error %q does not say what to do", err)
	}
}

func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.ledger")
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	rec := func(id string, n int) ledger.Record {
		return ledger.Record{ID: id, Kind: ledger.KindNotRead, Payload: []byte(`"` + strings.Repeat("0123456789abcdef", n) + `"`)}
	}
	if _, err := l.Append(t.Context(), rec("before", 1)); err != nil {
		t.Fatal(err)
	}
	// SQLite reports a file at its greatest size as it reports a full disk.
	if _, err := l.w.Exec("PRAGMA max_page_count = 8"); err != nil {
		t.Fatal(err)
	}
	var many []ledger.Record
	for i := range 400 {
		many = append(many, rec(strings.Repeat("x", i+1), 5))
	}
	if added, err := l.Append(t.Context(), many...); err == nil || added != 0 || !strings.Contains(err.Error(), "the disk is full; make room") {
		t.Fatalf("Append = %d, %v", added, err)
	}
	if _, err := l.w.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if added, err := l.Append(t.Context(), many...); added != len(many) || err != nil {
		t.Fatalf("with room again Append = %d, %v", added, err)
	}
}

func TestDamagedRecordIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.ledger")
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	rec := ledger.Record{ID: "k1", Kind: ledger.KindNotRead, Payload: []byte(`"` + strings.Repeat("a", 1000) + `"`)}
	if _, err := l.Append(t.Context(), rec); err != nil {
		t.Fatal(err)
	}
	if _, err := l.w.Exec("UPDATE records SET payload = x'28b52ffd00'"); err != nil {
		t.Fatal(err)
	}
	err = l.Read(t.Context(), 0, func(ledger.Record) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "record 1 (k1) is damaged") {
		t.Errorf("Read = %v", err)
	}
}
