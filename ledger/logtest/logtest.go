// Package logtest is the conformance suite of ledger.Log: every implementation
// runs it in a test of its own.
package logtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sofar/ledger"
)

// Opener opens the log of the running test. A second call within one test
// gives a second handle on the same log, as another process would hold; the
// suite closes every handle.
type Opener func(t *testing.T) ledger.Log

// Run runs the suite. newStore gives an Opener on a fresh, empty log.
func Run(t *testing.T, newStore func(t *testing.T) Opener) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, open Opener)
	}{
		{"empty", empty},
		{"order without gaps", order},
		{"repeats", repeats},
		{"all or nothing", allOrNothing},
		{"has", has},
		{"read stops at the callback's error", readError},
		{"append while reading", appendWhileReading},
		{"wait wakes across handles", wait},
		{"reopen", reopen},
		{"concurrent appenders", concurrent},
		{"large payloads", large},
		{"payloads come back byte for byte", payloads},
		{"cancelled context", cancelled},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, newStore(t)) })
	}
}

// open opens a handle that the test closes at its end.
func (o Opener) open(t *testing.T) ledger.Log {
	t.Helper()
	l := o(t)
	t.Cleanup(func() { l.Close() })
	return l
}

// record makes a small record whose ID is name.
func record(name string) ledger.Record {
	return ledger.Record{ID: name, Kind: ledger.KindReport, Subject: "r-" + name, Payload: json.RawMessage(`{"name":"` + name + `"}`)}
}

func mustAppend(t *testing.T, l ledger.Log, want int, recs ...ledger.Record) {
	t.Helper()
	added, err := l.Append(context.Background(), recs...)
	if err != nil || added != want {
		t.Fatalf("Append = %d, %v; want %d, nil", added, err, want)
	}
}

func all(t *testing.T, l ledger.Log, after int64) []ledger.Record {
	t.Helper()
	var out []ledger.Record
	err := l.Read(context.Background(), after, func(r ledger.Record) error {
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return out
}

// wantIDs checks the records' ids and that Seq runs on from first without gaps.
func wantIDs(t *testing.T, got []ledger.Record, first int64, ids ...string) {
	t.Helper()
	if len(got) != len(ids) {
		t.Fatalf("%d records, want %d", len(got), len(ids))
	}
	for i, r := range got {
		if r.ID != ids[i] || r.Seq != first+int64(i) {
			t.Fatalf("record %d is %q with Seq %d, want %q with %d", i, r.ID, r.Seq, ids[i], first+int64(i))
		}
	}
}

func empty(t *testing.T, open Opener) {
	l := open.open(t)
	if last, err := l.Last(context.Background()); last != 0 || err != nil {
		t.Errorf("Last = %d, %v; want 0", last, err)
	}
	wantIDs(t, all(t, l, 0), 1)
	mustAppend(t, l, 0)
	if last, _ := l.Last(context.Background()); last != 0 {
		t.Errorf("appending nothing made Last %d", last)
	}
}

func order(t *testing.T, open Opener) {
	l := open.open(t)
	before := time.Now().Add(-time.Second)
	mustAppend(t, l, 2, record("b"), record("a"))
	mustAppend(t, l, 1, record("c"))
	got := all(t, l, 0)
	wantIDs(t, got, 1, "b", "a", "c")
	wantIDs(t, all(t, l, 2), 3, "c")
	wantIDs(t, all(t, l, 3), 4)
	if r := got[1]; r.Kind != ledger.KindReport || r.Subject != "r-a" || string(r.Payload) != `{"name":"a"}` {
		t.Errorf("record came back as %+v", r)
	}
	if at := got[0].At; at.Before(before) || at.After(time.Now().Add(time.Second)) || at.Location() != time.UTC {
		t.Errorf("At = %v, want now in UTC", at)
	}
	given := record("d")
	given.At = time.Date(2031, 5, 2, 14, 5, 0, 123, time.UTC)
	mustAppend(t, l, 1, given)
	if got := all(t, l, 3)[0].At; !got.Equal(given.At) {
		t.Errorf("At = %v, want the given %v", got, given.At)
	}
}

func repeats(t *testing.T, open Opener) {
	l := open.open(t)
	mustAppend(t, l, 2, record("a"), record("a"), record("b"))
	mustAppend(t, l, 0, record("b"), record("a"))
	changed := record("a")
	changed.Payload = json.RawMessage(`{"name":"another"}`)
	mustAppend(t, l, 1, changed, record("c"))
	got := all(t, l, 0)
	wantIDs(t, got, 1, "a", "b", "c")
	if string(got[0].Payload) != `{"name":"a"}` {
		t.Errorf("a repeat changed the record to %s", got[0].Payload)
	}
}

func allOrNothing(t *testing.T, open Opener) {
	l := open.open(t)
	mustAppend(t, l, 1, record("a"))
	for name, bad := range map[string]ledger.Record{
		"payload":  {ID: "x", Kind: ledger.KindReport, Payload: json.RawMessage(`{`)},
		"no id":    {Kind: ledger.KindReport, Payload: json.RawMessage(`{}`)},
		"no kind":  {ID: "x", Payload: json.RawMessage(`{}`)},
		"no bytes": {ID: "x", Kind: ledger.KindReport},
	} {
		if added, err := l.Append(context.Background(), record("b"), bad, record("c")); err == nil || added != 0 {
			t.Errorf("%s: Append = %d, %v; want 0 and an error", name, added, err)
		}
	}
	wantIDs(t, all(t, l, 0), 1, "a")
	mustAppend(t, l, 1, record("b"))
	wantIDs(t, all(t, l, 0), 1, "a", "b")
}

func has(t *testing.T, open Opener) {
	l := open.open(t)
	mustAppend(t, l, 2, record("a"), record("b"))
	got, err := l.Has(context.Background(), "a", "x", "b", "")
	if err != nil || !got["a"] || !got["b"] || got["x"] || got[""] {
		t.Errorf("Has = %v, %v", got, err)
	}
}

func readError(t *testing.T, open Opener) {
	l := open.open(t)
	mustAppend(t, l, 3, record("a"), record("b"), record("c"))
	stop := errors.New("stop here")
	n := 0
	err := l.Read(context.Background(), 0, func(ledger.Record) error {
		if n++; n == 2 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 2 {
		t.Errorf("Read = %v after %d records, want the callback's error after 2", err, n)
	}
}

func appendWhileReading(t *testing.T, open Opener) {
	l := open.open(t)
	mustAppend(t, l, 2, record("a"), record("b"))
	err := l.Read(context.Background(), 0, func(r ledger.Record) error {
		_, err := l.Append(context.Background(), record("after-"+r.ID))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	got := all(t, l, 0)
	if len(got) < 4 {
		t.Fatalf("%d records, want at least 4", len(got))
	}
	wantIDs(t, got[:4], 1, "a", "b", "after-a", "after-b")
}

func wait(t *testing.T, open Opener) {
	one, two := open.open(t), open.open(t)
	mustAppend(t, one, 1, record("a"))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := two.Wait(ctx, 0); err != nil {
		t.Fatalf("Wait for what is there: %v", err)
	}
	for i, l := range []ledger.Log{one, two} {
		done := make(chan error, 1)
		go func() { done <- l.Wait(ctx, int64(1+i)) }()
		select {
		case err := <-done:
			t.Fatalf("Wait returned %v before anything was appended", err)
		case <-time.After(50 * time.Millisecond):
		}
		mustAppend(t, one, 1, record(fmt.Sprintf("b%d", i)))
		if err := <-done; err != nil {
			t.Fatalf("Wait of handle %d: %v", i+1, err)
		}
	}
	short, stop := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer stop()
	if err := two.Wait(short, 100); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait past its deadline = %v", err)
	}
}

func reopen(t *testing.T, open Opener) {
	l := open(t)
	mustAppend(t, l, 2, record("a"), record("b"))
	if err := l.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	l = open.open(t)
	wantIDs(t, all(t, l, 0), 1, "a", "b")
	mustAppend(t, l, 1, record("a"), record("c"))
	wantIDs(t, all(t, l, 2), 3, "c")
}

func concurrent(t *testing.T, open Opener) {
	const writers, each = 6, 15
	first := open.open(t)
	handles := []ledger.Log{first, open.open(t)}
	var wg sync.WaitGroup
	errs := make(chan error, writers*each)
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				// Pairs overlap between writers: every second record is shared.
				own, shared := record(fmt.Sprintf("w%d-%d", w, i)), record(fmt.Sprintf("shared-%d", i))
				if _, err := handles[w%2].Append(context.Background(), own, shared); err != nil {
					errs <- err
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	got := all(t, first, 0)
	if want := writers*each + each; len(got) != want {
		t.Fatalf("%d records, want %d", len(got), want)
	}
	seen := map[string]bool{}
	for i, r := range got {
		if r.Seq != int64(i+1) || seen[r.ID] {
			t.Fatalf("record %d: Seq %d, id %s (seen before: %v)", i, r.Seq, r.ID, seen[r.ID])
		}
		seen[r.ID] = true
	}
}

func large(t *testing.T, open Opener) {
	l := open.open(t)
	noise := make([]byte, 6<<20)
	x := uint32(1)
	for i := range noise { // xorshift: hardly compressible, the same every time
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		noise[i] = "abcdefghijklmnopqrstuvwxyz012345"[x%32]
	}
	big := record("big")
	big.Payload = json.RawMessage(`"` + string(noise) + `"`)
	flat := record("flat")
	flat.Payload = json.RawMessage(`"` + string(bytes.Repeat([]byte("a"), 6<<20)) + `"`)
	mustAppend(t, l, 2, big, flat)
	got := all(t, l, 0)
	wantIDs(t, got, 1, "big", "flat")
	if !bytes.Equal(got[0].Payload, big.Payload) || !bytes.Equal(got[1].Payload, flat.Payload) {
		t.Error("a large payload came back changed")
	}
}

func payloads(t *testing.T, open Opener) {
	l := open.open(t)
	texts := []string{`null`, `"\u0000\ud800"`, ` {"a" : 1}`, `"‘quoted’ – 一 \n"`, `[1e400,0.10]`, `{"a":1,"a":2}`}
	for i, s := range texts {
		r := record(fmt.Sprint(i))
		r.Payload = json.RawMessage(s)
		mustAppend(t, l, 1, r)
	}
	for i, r := range all(t, l, 0) {
		if string(r.Payload) != texts[i] {
			t.Errorf("payload %q came back as %q", texts[i], r.Payload)
		}
	}
}

func cancelled(t *testing.T, open Opener) {
	l := open.open(t)
	mustAppend(t, l, 1, record("a"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if added, err := l.Append(ctx, record("b")); !errors.Is(err, context.Canceled) || added != 0 {
		t.Errorf("Append = %d, %v; want 0, context.Canceled", added, err)
	}
	if err := l.Read(ctx, 0, func(ledger.Record) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want context.Canceled", err)
	}
	if err := l.Wait(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Wait = %v, want context.Canceled", err)
	}
	wantIDs(t, all(t, l, 0), 1, "a")
	mustAppend(t, l, 1, record("b"))
}
