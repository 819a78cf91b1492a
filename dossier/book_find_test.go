package dossier

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sofar/report"
)

// TestFind: reports and statements apart, those left out by Keep, and pages.
func TestFind(t *testing.T) {
	b := searchable(t)
	f := NewFinder(b, filepath.Join(t.TempDir(), "x.search"))
	t.Cleanup(func() { f.Close() })
	count := func(q Query) int {
		t.Helper()
		q.Limit = 2
		seen := map[string]bool{}
		for q.Offset = 0; ; q.Offset += q.Limit {
			hits, total, err := f.Find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits {
				if k := h.Report + h.Statement; seen[k] {
					t.Errorf("%q stands on two pages of %+v", k, q)
				} else {
					seen[k] = true
				}
				if q.For == ReportsOnly && h.Statement != "" || q.For == StatementsOnly && h.Statement == "" {
					t.Errorf("%+v gives %+v", q, h)
				}
			}
			if len(hits) == 0 {
				if len(seen) != total {
					t.Errorf("%+v: %d hits on all pages, total %d", q, len(seen), total)
				}
				return total
			}
		}
	}
	all, reports, statements := count(Query{Words: "people"}), count(Query{Words: "people", For: ReportsOnly}), count(Query{Words: "people", For: StatementsOnly})
	if reports != 4 || statements != 7 || all != reports+statements {
		t.Errorf("%d hits, %d reports, %d statements", all, reports, statements)
	}
	first, _, _ := b.Report("r01")
	if n := count(Query{Words: "people", For: ReportsOnly, Keep: func(id string) bool { return id == first.ID }}); n != 1 {
		t.Errorf("%d reports are kept, want 1", n)
	}
}

// TestFinderGrows: what is added is found, by asking and by following; a place
// that cannot be written and a closed finder are told.
func TestFinderGrows(t *testing.T) {
	b := searchable(t)
	dir := t.TempDir()
	f := NewFinder(b, filepath.Join(dir, "x.search"))
	total := func(f *Finder, words string) int {
		t.Helper()
		_, n, err := f.Find(t.Context(), Query{Words: words, For: ReportsOnly, Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := total(f, "lighthouse"); n != 0 {
		t.Errorf("%d lighthouses too many", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- f.Follow(ctx, b.Wait) }()
	r := &report.Report{Name: "light", Text: "The lighthouse keeper said two people were missing."}
	r.ID = report.MakeID("", "", r.Name, r.Text)
	mustAdd(t, b, 2, report.Item{Report: r})
	if n := total(f, "lighthouse"); n != 1 {
		t.Errorf("%d reports of the lighthouse, want 1", n)
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("Follow does not end with its context")
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if _, _, err := f.Find(t.Context(), Query{Words: "ferry", Limit: 1}); err == nil {
		t.Error("a closed finder finds")
	}

	nowhere := NewFinder(b, filepath.Join(dir, "no such folder", "x.search"))
	if n := total(nowhere, "lighthouse"); n != 1 {
		t.Errorf("without a file: %d reports, want 1", n)
	}
	if err := nowhere.Close(); err != nil {
		t.Error(err)
	}
	if err := NewFinder(b, filepath.Join(dir, "no such folder", "x.search")).Rebuild(t.Context()); err == nil {
		t.Error("a rebuild of a file that cannot be written passes")
	}
	if _, err := os.Stat(filepath.Join(dir, "x.search")); err != nil {
		t.Error(err)
	}
}
