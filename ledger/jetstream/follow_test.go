package jetstream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	js "github.com/nats-io/nats.go/jetstream"

	"sofar/ledger"
	"sofar/ledger/jetstream/natstest"
	"sofar/ledger/sqlite"
)

func record(id string) ledger.Record {
	return ledger.Record{ID: id, Kind: ledger.KindReport, Subject: "r-" + id, Payload: json.RawMessage(`{"id":"` + id + `"}`)}
}

func open(t testing.TB, url, path string) *Log {
	t.Helper()
	l, err := Open(t.Context(), address(t, url), path, WithPatience(20*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func fresh(t testing.TB, url string) *Log {
	t.Helper()
	return open(t, url, filepath.Join(t.TempDir(), "copy.ledger"))
}

func mustAppend(t testing.TB, l ledger.Log, want int, ids ...string) {
	t.Helper()
	var recs []ledger.Record
	for _, id := range ids {
		recs = append(recs, record(id))
	}
	if n, err := l.Append(context.Background(), recs...); err != nil || n != want {
		t.Fatalf("Append(%v) = %d, %v; want %d", ids, n, err, want)
	}
}

// idsOf gives the ids of a log in order, and checks numbers and payloads.
func idsOf(t testing.TB, l ledger.Log) []string {
	t.Helper()
	var ids []string
	seen := map[string]bool{}
	err := l.Read(context.Background(), 0, func(r ledger.Record) error {
		if r.Seq != int64(len(ids)+1) || seen[r.ID] || !bytes.Equal(r.Payload, record(r.ID).Payload) {
			return fmt.Errorf("record %d: number %d, id %s, doubled %v, payload %s", len(ids)+1, r.Seq, r.ID, seen[r.ID], r.Payload)
		}
		seen[r.ID] = true
		ids = append(ids, r.ID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func wantIDs(t testing.TB, l ledger.Log, want ...string) {
	t.Helper()
	if got := idsOf(t, l); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Fatalf("the log holds %v, want %v", got, want)
	}
}

// publish stores a message as a publisher would whose acknowledgement was lost
// longer ago than servers remember message ids.
func publish(t testing.TB, l *Log, id string, ids ...string) {
	t.Helper()
	var recs []ledger.Record
	for _, id := range ids {
		r := record(id)
		r.At = time.Now()
		recs = append(recs, r)
	}
	msg := nats.NewMsg(l.subject("ledger"))
	msg.Data = encode(recs)
	if id != "" {
		msg.Header.Set(js.MsgIDHeader, id)
	}
	if _, err := l.js.PublishMsg(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
}

// What is delivered twice or late is held once, at its first place.
func TestLateAndDoubledMessages(t *testing.T) {
	url := natstest.Start(t, 1).URL("late")
	l := fresh(t, url)
	mustAppend(t, l, 2, "a", "b")
	publish(t, l, "", "b", "a")
	publish(t, l, "x", "c", "a", "c", "d")
	publish(t, l, "x", "c", "a", "c", "d") // within the window: stored once
	publish(t, l, "", "c", "a", "c", "d")
	mustAppend(t, l, 1, "d", "e", "a")
	wantIDs(t, l, "a", "b", "c", "d", "e")
	wantIDs(t, fresh(t, url), "a", "b", "c", "d", "e")
}

func TestCopyGoesOnWhereItWas(t *testing.T) {
	url := natstest.Start(t, 1).URL("on")
	path := filepath.Join(t.TempDir(), "copy.ledger")
	other := fresh(t, url)
	l := open(t, url, path)
	mustAppend(t, l, 2, "a", "b")
	if _, err := Open(t.Context(), l.addr, path); err == nil || !strings.Contains(err.Error(), "another sofar follows") {
		t.Errorf("a second process on one copy: %v", err)
	}
	l.Close()
	mustAppend(t, other, 1, "c")
	l = open(t, url, path)
	wantIDs(t, l, "a", "b", "c")
	old := l.Place()
	mustAppend(t, l, 1, "d")
	mustAppend(t, l, 1, "e")
	l.Close()
	// As after a kill: the place lags behind the copy.
	if err := old.write(path); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, other, 1, "f")
	l = open(t, url, path)
	wantIDs(t, l, "a", "b", "c", "d", "e", "f")
	l.Close()

	// A copy that holds what the stream does not is told from one that lags.
	own, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, own, 1, "foreign")
	own.Close()
	mustAppend(t, other, 1, "g")
	if l, err := Open(t.Context(), other.addr, path); err == nil {
		_, err = l.Last(t.Context())
		l.Close()
		if !errors.Is(err, errApart) {
			t.Errorf("a copy with a record of its own is followed: %v", err)
		}
	} else if !errors.Is(err, errApart) {
		t.Errorf("a copy with a record of its own: %v", err)
	}
	if _, err := Open(t.Context(), address(t, strings.Replace(url, "/on", "/another", 1)), path); err == nil || !strings.Contains(err.Error(), "another ledger stream") {
		t.Errorf("a copy of another stream: %v", err)
	}
	plain := filepath.Join(t.TempDir(), "plain.ledger")
	own, err = sqlite.Open(plain)
	if err != nil {
		t.Fatal(err)
	}
	own.Close()
	if _, err := Open(t.Context(), other.addr, plain); err == nil || !strings.Contains(err.Error(), "sofar ledger copy") {
		t.Errorf("a ledger of its own as copy: %v", err)
	}
}

func TestSnapshots(t *testing.T) {
	url := natstest.Start(t, 1).URL("snap")
	l := fresh(t, url)
	mustAppend(t, l, 2, "a", "b")
	for _, id := range []string{"c", "d", "e"} {
		mustAppend(t, l, 1, id)
		if _, err := l.SaveSnapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	mustAppend(t, l, 1, "f")
	snaps, err := l.Snapshots(t.Context())
	if err != nil || len(snaps) != snapshotsKept || snaps[0].Records != 5 {
		t.Fatalf("snapshots: %+v, %v", snaps, err)
	}
	path := filepath.Join(t.TempDir(), "new.ledger")
	place, err := l.prepareCopy(t.Context(), path)
	if err != nil || place.Records != 5 {
		t.Fatalf("a new copy starts at %+v, %v; want the newest snapshot", place, err)
	}
	wantIDs(t, open(t, url, path), "a", "b", "c", "d", "e", "f")
	// A damaged snapshot is passed over.
	for _, s := range snaps {
		meta, err := json.Marshal(s.Place)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.objects.Put(t.Context(), js.ObjectMeta{Name: s.Object, Metadata: map[string]string{keyPlace: string(meta)}}, strings.NewReader("no ledger")); err != nil {
			t.Fatal(err)
		}
	}
	wantIDs(t, fresh(t, url), "a", "b", "c", "d", "e", "f")
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"nats://host":                       "nats://host/sofar",
		"nats://a:4222,b:4222/flood":        "nats://a:4222,b:4222/flood",
		"tls://user:secret@a:4222,b/x?ca=f": "tls://a:4222,b/x",
		"nats://a/x?replicas=1&creds=f":     "nats://a/x",
	} {
		a, err := ParseAddress(in)
		if err != nil || a.String() != want {
			t.Errorf("ParseAddress(%s) = %s, %v; want %s", in, a, err, want)
		}
	}
	a, _ := ParseAddress("tls://user:secret@a:4222,b/x")
	if len(a.Servers) != 2 || a.Servers[1] != "tls://user:secret@b" {
		t.Errorf("servers: %v", a.Servers)
	}
	for _, in := range []string{"http://a", "nats://", "nats://a/b c", "nats://a/x?replicas=9", "nats://a/x?colour=red", "nats://user:secret@/x"} {
		if _, err := ParseAddress(in); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("ParseAddress(%s): %v", in, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	c := natstest.Start(t, 1)
	if _, err := Connect(t.Context(), address(t, c.URL("x")+"?replicas=3")); err == nil || !strings.Contains(err.Error(), "replicas=1") {
		t.Errorf("three copies on one server: %v", err)
	}
	if _, err := Connect(t.Context(), address(t, "nats://127.0.0.1:1/x"), WithPatience(200*time.Millisecond)); err == nil || !strings.Contains(err.Error(), "no server answered") {
		t.Errorf("no server: %v", err)
	}
	l := fresh(t, c.URL("forgets"))
	if _, err := l.js.CreateStream(t.Context(), js.StreamConfig{Name: "SOFAR_old_LEDGER", Subjects: []string{"sofar.old.ledger"}, MaxAge: time.Hour}); err != nil {
		t.Fatal(err)
	}
	if _, err := Connect(t.Context(), address(t, c.URL("old"))); err == nil || !strings.Contains(err.Error(), "is no ledger") {
		t.Errorf("a stream that forgets: %v", err)
	}
	if err := os.WriteFile(placePath(l.path), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readPlace(l.path); err == nil || !strings.Contains(err.Error(), "made anew") {
		t.Errorf("a damaged place: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	r := record("a")
	r.At = time.Unix(1, 2)
	f.Add(encode([]ledger.Record{r, r}))
	f.Add([]byte("rubbish"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// As a frame, and as what a frame may hold.
		for _, in := range [][]byte{data, packer.EncodeAll(data, nil)} {
			recs, err := decode(in)
			if err != nil {
				continue
			}
			again, err := decode(encode(recs))
			if err != nil || len(again) != len(recs) {
				t.Fatalf("%d records came back as %d: %v", len(recs), len(again), err)
			}
			for i := range recs {
				if recs[i].ID != again[i].ID || !bytes.Equal(recs[i].Payload, again[i].Payload) || !recs[i].At.Equal(again[i].At) {
					t.Fatalf("record %d came back changed", i)
				}
			}
		}
	})
}

// Rubbish in the stream stops no desk; it is recorded, on every node alike.
func TestStrangeMessages(t *testing.T) {
	url := natstest.Start(t, 1).URL("strange")
	l := fresh(t, url)
	mustAppend(t, l, 1, "a")
	bad := record("x")
	bad.Payload = json.RawMessage("{")
	for _, data := range [][]byte{[]byte("hello"), nil, packer.EncodeAll([]byte{wireFormat, 200}, nil), encode([]ledger.Record{bad})} {
		if _, err := l.js.Publish(t.Context(), l.subject("ledger"), data); err != nil {
			t.Fatal(err)
		}
	}
	mustAppend(t, l, 1, "b")
	for _, log := range []*Log{l, fresh(t, url)} {
		var got []string
		if err := log.Read(t.Context(), 0, func(r ledger.Record) error { got = append(got, string(r.Kind)); return nil }); err != nil {
			t.Fatal(err)
		}
		if s := strings.Join(got, " "); s != "report not_read not_read not_read not_read report" {
			t.Errorf("records: %s", s)
		}
	}
}
