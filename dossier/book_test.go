package dossier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sofar/incident"
	"sofar/ledger"
	"sofar/ledger/sqlite"
	"sofar/report"
)

func openLog(t *testing.T, path string) *sqlite.Log {
	t.Helper()
	l, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func openBook(t *testing.T, log ledger.Log, opts ...BookOption) *Book {
	t.Helper()
	b, err := OpenBook(t.Context(), log, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func freshBook(t *testing.T, opts ...BookOption) (*Book, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.ledger")
	return openBook(t, openLog(t, path), opts...), path
}

// noon is the clock of these tests.
func noon() time.Time { return time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC) }

// ferry gives n reports on one invented ferry, an hour apart.
func ferry(n int) []report.Item {
	var items []report.Item
	for i := range n {
		r := &report.Report{
			Name: fmt.Sprintf("r%02d", i+1), Publisher: fmt.Sprintf("Outlet %d", i%5), Title: "Ferry sinks off Port Ilmar",
			Published: time.Date(2031, 5, 2, i, 0, 0, 0, time.UTC),
			Text: fmt.Sprintf("PORT ILMAR, Kestria – A passenger ferry sank off Port Ilmar on Friday. At least %d people were killed, the coast guard said. "+
				"The harbour master, Ilena Marsk, said that %d people were still missing.", 10+i, 400-i),
		}
		r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
		items = append(items, report.Item{Report: r})
	}
	return items
}

func mustAdd(t *testing.T, b *Book, want int, items ...report.Item) {
	t.Helper()
	added, err := b.Add(t.Context(), items...)
	if err != nil || added != want {
		t.Fatalf("Add = %d, %v; want %d", added, err, want)
	}
}

func accountJSON(t *testing.T, a *Account) string {
	t.Helper()
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestBookAddIsIdempotent(t *testing.T) {
	var analysed atomic.Int32
	b, path := freshBook(t, WithClock(noon))
	extract := b.extract
	b.extract = func(r *report.Report) incident.Reading { analysed.Add(1); return extract(r) }
	items := append(ferry(5), report.Item{NotRead: &report.NotRead{Name: "x.pdf", Reason: "is a PDF"}})
	items = append(items, items[0])
	mustAdd(t, b, 11, items...)
	if b.Version() != 11 {
		t.Errorf("Version = %d, want 11", b.Version())
	}
	before := accountJSON(t, b.At(time.Time{}))
	mustAdd(t, b, 0, items...)
	if n := analysed.Load(); n != 5 {
		t.Errorf("%d reports were analysed, want 5: repeats are passed over before analysis", n)
	}
	if !items[0].Report.Seen.IsZero() {
		t.Error("Add changed the caller's report")
	}
	r, reading, ok := b.Report("r03")
	if !ok || r.Name != "r03" || reading == nil || !r.Seen.Equal(noon()) {
		t.Fatalf("Report(r03) = %+v, %v, %v", r, reading, ok)
	}
	if byID, _, ok := b.Report(r.ID); !ok || byID != r {
		t.Error("Report by content id fails")
	}
	if _, _, ok := b.Report("r99"); ok {
		t.Error("Report(r99) exists")
	}
	again := openBook(t, openLog(t, path))
	if diff := cmp.Diff(before, accountJSON(t, again.At(time.Time{}))); diff != "" {
		t.Errorf("the same log folded again gives other bytes:\n%s", diff)
	}
	if a := b.At(time.Time{}); len(a.NotRead) != 1 || len(a.Reports) != 5 {
		t.Errorf("the account has %d not read and %d reports, want 1 and 5", len(a.NotRead), len(a.Reports))
	}
}

// TestBookOrder adds one set of reports with different numbers of workers: the
// logs must be the same byte for byte.
func TestBookOrder(t *testing.T) {
	var logs []string
	for _, workers := range []int{1, 8} {
		log := openLog(t, filepath.Join(t.TempDir(), "x.ledger"))
		mustAdd(t, openBook(t, log, WithClock(noon), WithWorkers(workers)), 140, ferry(70)...)
		var sb strings.Builder
		err := log.Read(t.Context(), 0, func(r ledger.Record) error {
			fmt.Fprintf(&sb, "%d %s %s %s %s\n", r.Seq, r.ID, r.Kind, r.Subject, r.Payload)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		logs = append(logs, sb.String())
	}
	if logs[0] != logs[1] {
		t.Error("1 and 8 workers wrote different logs")
	}
}

func TestBookAt(t *testing.T) {
	b, _ := freshBook(t)
	mustAdd(t, b, 12, ferry(6)...)
	three := time.Date(2031, 5, 2, 2, 30, 0, 0, time.UTC)
	a := b.At(three)
	if len(a.Reports) != 3 || !a.AsOf.Equal(three) {
		t.Errorf("at %v: %d reports, as of %v; want 3", three, len(a.Reports), a.AsOf)
	}
	if b.At(three.In(time.FixedZone("", 7200))) != a {
		t.Error("the same moment in another zone is folded again")
	}
	for i := range 3 * cachedAccounts {
		b.At(three.Add(time.Duration(i) * time.Minute))
	}
	if n := len(b.cache.calls); n != cachedAccounts || len(b.cache.order) != n {
		t.Errorf("the cache holds %d accounts, want %d", n, cachedAccounts)
	}
	var wg sync.WaitGroup
	got := make([]*Account, 8)
	for i := range got {
		wg.Go(func() { got[i] = b.At(three.Add(-time.Hour)) })
	}
	wg.Wait()
	for _, g := range got {
		if g != got[0] {
			t.Fatal("callers at the same time got different accounts")
		}
	}
	mustAdd(t, b, 2, ferry(7)[6])
	if got := b.At(time.Time{}); len(got.Reports) != 7 {
		t.Errorf("after another report the account holds %d reports, want 7", len(got.Reports))
	}
}

func TestBookFollowsAnotherProcess(t *testing.T) {
	b, path := freshBook(t)
	other := openBook(t, openLog(t, path))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- b.Follow(ctx) }()
	mustAdd(t, other, 4, ferry(2)...)
	for v := int64(0); v < 4; {
		var err error
		if v, err = b.Wait(ctx, v); err != nil {
			t.Fatalf("Wait: %v", err)
		}
	}
	if n := len(b.At(time.Time{}).Reports); n != 2 {
		t.Errorf("%d reports arrived, want 2", n)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Follow after its context ended = %v", err)
	}
	if _, err := b.Wait(ctx, 100); !errors.Is(err, context.Canceled) {
		t.Errorf("Wait with an ended context = %v", err)
	}
}

func TestBookEngines(t *testing.T) {
	b, path := freshBook(t)
	log := openLog(t, path)
	items := ferry(2)
	for i, engine := range []string{"0.9", "99"} {
		rep, err := ledger.ReportRecord(items[i].Report)
		if err != nil {
			t.Fatal(err)
		}
		old := incident.Reading{Report: items[i].Report.ID, Engine: engine}
		reading, err := ledger.ReadingRecord(&old)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := log.Append(t.Context(), rep, reading); err != nil {
			t.Fatal(err)
		}
	}
	n, err := b.Rebuild(t.Context())
	if err != nil || n != 1 {
		t.Fatalf("Rebuild = %d, %v; want 1: the reading of a newer engine stays", n, err)
	}
	for i, want := range []string{incident.Engine, "99"} {
		if _, r, _ := b.Report(items[i].Report.ID); r == nil || r.Engine != want {
			t.Errorf("report %d is read by %+v, want engine %s", i, r, want)
		}
	}
	mustAdd(t, b, 0, items...)
	for _, c := range []struct {
		a, b string
		want bool
	}{{"2", "1", true}, {"10", "9", true}, {"1.2", "1.10", false}, {"1.1", "1", true}, {"1", "1", false}, {"1b", "1a", true}} {
		if got := incident.Newer(c.a, c.b); got != c.want {
			t.Errorf("incident.Newer(%s, %s) = %v", c.a, c.b, got)
		}
	}
}

func TestBookDecisions(t *testing.T) {
	b, _ := freshBook(t, WithClock(noon))
	mustAdd(t, b, 6, ferry(3)...)
	ruling := func(d ledger.Decision) string {
		t.Helper()
		d.Author, d.Reason = "ed", "because"
		id, err := b.AddDecision(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	split := ruling(ledger.Decision{Kind: "split", Reports: []string{"r01", "r02"}})
	first, _, _ := b.Report("r01")
	second, _, _ := b.Report("r02")
	if got := Standing(b.Decisions(), time.Time{}); len(got) != 1 || got[0].Kind != "split" || got[0].Reports[0] != first.ID || got[0].Reports[1] != second.ID {
		t.Errorf("rulings = %+v", got)
	}
	undo := ruling(ledger.Decision{Kind: "undo", Undoes: split})
	if got := Standing(b.Decisions(), time.Time{}); len(got) != 0 {
		t.Errorf("after the undo rulings = %+v", got)
	}
	ruling(ledger.Decision{Kind: "undo", Undoes: undo})
	if got := Standing(b.Decisions(), time.Time{}); len(got) != 1 {
		t.Errorf("after the undo of the undo rulings = %+v", got)
	}
	if all := b.Decisions(); len(all) != 3 || !all[0].At.Equal(noon()) {
		t.Errorf("decisions = %+v, want 3 of noon", all)
	}
	for name, d := range map[string]ledger.Decision{
		"kind":   {Kind: "burn", Author: "ed", Reason: "x"},
		"author": {Kind: "note", Reason: "x"},
		"one":    {Kind: "merge", Author: "ed", Reason: "x", Reports: []string{"r01"}},
		"report": {Kind: "merge", Author: "ed", Reason: "x", Reports: []string{"r01", "r77"}},
		"undo":   {Kind: "undo", Author: "ed", Reason: "x", Undoes: "k0"},
	} {
		if _, err := b.AddDecision(t.Context(), d); err == nil {
			t.Errorf("%s: a decision that can never apply was taken", name)
		}
	}
}

func TestBookSurvivesABrokenEngine(t *testing.T) {
	b, _ := freshBook(t)
	extract := b.extract
	b.extract = func(r *report.Report) incident.Reading {
		if r.Name == "r02" {
			panic("index out of range")
		}
		return extract(r)
	}
	mustAdd(t, b, 5, ferry(3)...)
	a := b.At(time.Time{})
	if len(a.Reports) != 2 || len(a.NotRead) != 1 || a.NotRead[0].Name != "r02" || !strings.Contains(a.NotRead[0].Reason, "index out of range") {
		t.Errorf("%d reports, not read %+v", len(a.Reports), a.NotRead)
	}
}

func TestBookStopsWithItsContext(t *testing.T) {
	b, _ := freshBook(t)
	ctx, cancel := context.WithCancel(t.Context())
	b.progress = func(done, _ int) {
		if done >= report.ChunkItems {
			cancel()
		}
	}
	items := ferry(3 * report.ChunkItems)
	added, err := b.Add(ctx, items...)
	if !errors.Is(err, context.Canceled) || added != 2*report.ChunkItems {
		t.Fatalf("Add = %d, %v; want one chunk and context.Canceled", added, err)
	}
	if b.Version() != int64(added) {
		t.Errorf("Version = %d, want %d", b.Version(), added)
	}
	mustAdd(t, b, 4*report.ChunkItems, items...)
}

func TestEntries(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2031, 5, 2, h, 0, 0, 0, time.UTC) }
	rep := func(name, url string, published, updated time.Time) *report.Report {
		return &report.Report{ID: name, URL: url, Published: published, Updated: updated}
	}
	reports := []*report.Report{
		rep("first without a time", "", time.Time{}, time.Time{}),
		rep("a", "u1", at(3), time.Time{}),
		rep("no time", "", time.Time{}, time.Time{}),
		rep("a, later version", "u1", at(3), at(8)),
		rep("only version, updated", "u2", at(4), at(9)),
		rep("update before publication", "u1", at(7), at(6)),
		rep("no time, updated", "u1", time.Time{}, at(10)),
		rep("no reading", "", at(11), time.Time{}),
		rep("after it", "", time.Time{}, time.Time{}),
	}
	var readings []incident.Reading
	for _, r := range reports {
		if r.ID != "no reading" {
			readings = append(readings, incident.Reading{Report: r.ID})
		}
	}
	want := []struct {
		id    string
		known time.Time
	}{
		{"first without a time", time.Time{}}, {"a", at(3)}, {"no time", at(3)}, {"a, later version", at(8)},
		{"only version, updated", at(4)}, {"update before publication", at(7)}, {"no time, updated", at(10)}, {"after it", at(10)},
	}
	got := Entries(append(reports, reports[1]), readings)
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d", len(got), len(want))
	}
	for i, e := range got {
		if e.Report.ID != want[i].id || !e.Known.Equal(want[i].known) || e.Reading.Report != e.Report.ID {
			t.Errorf("entry %d is %q known %v, want %q known %v", i, e.Report.ID, e.Known, want[i].id, want[i].known)
		}
		if i > 0 && e.Seq <= got[i-1].Seq {
			t.Errorf("Seq of entry %d does not grow", i)
		}
	}
}
