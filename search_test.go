package sofar_test

import (
	"os"
	"path/filepath"
	"testing"

	"sofar"
	"sofar/report"
)

// TestLedgerSearch: what is added is found, and the index beside the ledger is
// a cache: it may go and comes back.
func TestLedgerSearch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.ledger")
	open := func() *sofar.Ledger {
		t.Helper()
		l, err := sofar.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	find := func(l *sofar.Ledger, words string, want int) {
		t.Helper()
		hits, total, err := l.Search(t.Context(), words, 1, 0)
		if err != nil || total != want || len(hits) != min(want, 1) {
			t.Errorf("Search(%q) = %d of %d hits, %v; want %d", words, len(hits), total, err, want)
		}
	}
	l := open()
	for i, text := range []string{"A ferry sank off Port Ilmar. Nobody was hurt.", "The lighthouse of Port Ilmar is dark."} {
		r := &report.Report{Name: string(rune('a' + i)), Text: text}
		r.ID = report.MakeID("", "", r.Name, r.Text)
		if _, err := l.Add(t.Context(), report.Item{Report: r}); err != nil {
			t.Fatal(err)
		}
		find(l, "lighthouse", i)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path + ".search"); err != nil {
		t.Fatal(err)
	}
	l = open()
	if _, err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path + ".search"); err != nil || info.Size() == 0 {
		t.Errorf("no index after Rebuild: %v", err)
	}
	find(l, "lighthouse", 1)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	// A ledger nobody searches gets no index.
	if err := os.Remove(path + ".search"); err != nil {
		t.Fatal(err)
	}
	if err := open().Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".search"); !os.IsNotExist(err) {
		t.Errorf("an index without a search: %v", err)
	}
}
