package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sofar/ledger"
)

// A backup that is made while records are appended is a beginning of the ledger,
// whole and not shorter than what was acknowledged when it began.
func TestBackupWhileAppending(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(filepath.Join(dir, "x.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	appended := make(chan int64, 1)
	go func() {
		for i := 0; ; i++ {
			r := ledger.Record{ID: fmt.Sprintf("k%d", i), Kind: ledger.KindNotRead, Payload: []byte(`"` + strings.Repeat("flood ", 500) + `"`)}
			if _, err := l.Append(context.Background(), r); err != nil || ctx.Err() != nil {
				done <- err
				return
			}
			if i == 20 {
				appended <- int64(i + 1)
			}
		}
	}()
	least := <-appended
	for i := range 3 {
		path := filepath.Join(dir, fmt.Sprintf("backup%d.ledger", i))
		if err := l.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		if err := l.Backup(t.Context(), path); err == nil || !strings.Contains(err.Error(), "exists already") {
			t.Errorf("a backup over a file: %v", err)
		}
		b, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		var got []ledger.Record
		if err := b.Read(t.Context(), 0, func(r ledger.Record) error { got = append(got, r); return nil }); err != nil {
			t.Fatal(err)
		}
		b.Close()
		if int64(len(got)) < least {
			t.Errorf("the backup holds %d records, %d were acknowledged before", len(got), least)
		}
		least = int64(len(got))
		n := 0
		stopHere := fmt.Errorf("enough")
		err = l.Read(t.Context(), 0, func(r ledger.Record) error {
			if n == len(got) {
				return stopHere
			}
			if g := got[n]; g.Seq != r.Seq || g.ID != r.ID || !g.At.Equal(r.At) || !bytes.Equal(g.Payload, r.Payload) {
				return fmt.Errorf("record %d differs", r.Seq)
			}
			n++
			return nil
		})
		if err != nil && err != stopHere {
			t.Error(err)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
