package dossier

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"sofar/report"
)

// searchable gives a book with the ferry and one report of hostile text.
func searchable(t *testing.T) *Book {
	t.Helper()
	b, _ := freshBook(t)
	odd := &report.Report{Name: "odd", Title: "Café – “fire”", Text: strings.Repeat("Żółć ", 200) +
		"The \x01café\x02 burned\x00 down, and 17 people fled, said Zoé O'Hara. " + strings.Repeat("無 ", 300)}
	odd.ID = report.MakeID("", "", odd.Name, odd.Text)
	mustAdd(t, b, 8, append(ferry(3), report.Item{Report: odd})...)
	return b
}

func openIndexAt(t *testing.T, path string) *Index {
	t.Helper()
	x, err := OpenIndex(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// checkHits: a snippet is the slice of its report, and marks lie in it.
func checkHits(t *testing.T, b *Book, hits []Hit) {
	t.Helper()
	for _, h := range hits {
		r, _, ok := b.Report(h.Report)
		if !ok {
			t.Fatalf("hit in report %q, which the book does not hold", h.Report)
		}
		if got := unmarked(h.Span.Of(r.Text)); got != h.Snippet || !utf8.ValidString(h.Snippet) {
			t.Errorf("snippet %q is not the report's slice %q", h.Snippet, got)
		}
		for _, m := range h.Marks {
			if m.Empty() || m.End > len(h.Snippet) {
				t.Errorf("mark %v outside snippet of %d bytes", m, len(h.Snippet))
			}
		}
	}
}

func reportHits(hits []Hit, b *Book) string {
	var names []string
	for _, h := range hits {
		if h.Statement == "" {
			r, _, _ := b.Report(h.Report)
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, " ")
}

func TestSearch(t *testing.T) {
	b := searchable(t)
	x := openIndexAt(t, "")
	if n, err := x.Update(t.Context(), b); err != nil || n != 4 {
		t.Fatalf("Update = %d, %v; want 4 reports", n, err)
	}
	if n, err := x.Update(t.Context(), b); err != nil || n != 0 {
		t.Errorf("a second Update = %d, %v; want 0", n, err)
	}
	for _, c := range []struct{ query, want string }{
		{"cafe", "odd"},
		{"CAFÉ zoe", "odd"},
		{"burning", "odd"}, // the stem of burned
		{"fire", "odd"},    // in the title
		{`"people fled"`, "odd"},
		{`"fled people"`, ""},
		{"fl*", "odd"},
		{"O'Hara", "odd"},
		{"ferry 399", "r02"},
		{"ferry -399 -398", "r01"},
		{"400 OR 398", "r01 r03"},
		{"cafe ferry", ""},
		{"-cafe", ""},
		{"", ""},
		{`"" * - ( ) OR`, ""},
	} {
		hits, total, err := x.Search(c.query, 50, 0)
		if err != nil || len(hits) != total || reportHits(hits, b) != c.want {
			t.Errorf("Search(%q) = %q (%d of %d), %v; want %q", c.query, reportHits(hits, b), len(hits), total, err, c.want)
		}
		checkHits(t, b, hits)
	}
	hits, _, err := x.Search("cafe", 1, 0)
	if err != nil || len(hits) != 1 || len(hits[0].Marks) != 1 || hits[0].Snippet[hits[0].Marks[0].Start:hits[0].Marks[0].End] != "café" {
		t.Errorf("hits = %+v, %v; want the word marked", hits, err)
	}
	all, total, err := x.Search("ferry", 100, 0)
	if err != nil || total < 3 || len(all) != total {
		t.Fatalf("ferry: %d of %d, %v", len(all), total, err)
	}
	for i := range all {
		one, n, err := x.Search("ferry", 1, i)
		if err != nil || n != total || len(one) != 1 || fmt.Sprint(one[0]) != fmt.Sprint(all[i]) {
			t.Errorf("page %d = %+v of %d, %v; want %+v", i, one, n, err, all[i])
		}
	}
}

func TestIndexFile(t *testing.T) {
	b := searchable(t)
	path := filepath.Join(t.TempDir(), "x.search")
	want := func(x *Index, n int) {
		t.Helper()
		if _, total, err := x.Search("passenger", 10, 0); err != nil || total < n || n == 0 && total > 0 {
			t.Errorf("%d hits, %v; want %d or more", total, err, n)
		}
	}
	x := openIndexAt(t, path)
	if err := x.Rebuild(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	want(x, 3)
	if err := x.Rebuild(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	want(x, 3)
	x.Close()
	x = openIndexAt(t, path)
	want(x, 3)
	if n, err := x.Update(t.Context(), b); n != 0 || err != nil {
		t.Errorf("Update after reopening = %d, %v; want 0", n, err)
	}
	other, _ := freshBook(t)
	if n, err := x.Update(t.Context(), other); n != 4 || err != nil {
		t.Errorf("Update from another ledger = %d, %v; want 4 taken out", n, err)
	}
	want(x, 0)
	x.Close()
	if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o644); err != nil {
		t.Fatal(err)
	}
	x = openIndexAt(t, path)
	want(x, 0)
	if n, err := x.Update(t.Context(), b); n != 4 || err != nil {
		t.Errorf("Update of an index that was damaged = %d, %v; want 4", n, err)
	}
	want(x, 3)
}

// FuzzSearch: no query is an error, and every snippet is a slice of its report.
func FuzzSearch(f *testing.F) {
	for _, q := range []string{`cafe`, `"a b" -c d*`, `NEAR(a b)`, `title:x`, `a AND NOT b`, `"`, `^x`, `{a b}: c`, "\x00", `- - -`, `OR OR`, `a OR -b`} {
		f.Add(q)
	}
	var b *Book
	var x *Index
	f.Fuzz(func(t *testing.T, q string) {
		if x == nil {
			log := filepath.Join(os.TempDir(), fmt.Sprintf("sofar-fuzz-%d.ledger", os.Getpid()))
			t.Cleanup(func() { os.Remove(log) })
			b = openBook(t, openLog(t, log))
			mustAdd(t, b, 6, ferry(3)...)
			var err error
			if x, err = OpenIndex(""); err != nil {
				t.Fatal(err)
			}
			if err := x.Rebuild(t.Context(), b); err != nil {
				t.Fatal(err)
			}
		}
		hits, total, err := x.Search(q, 5, 0)
		if err != nil || len(hits) > total || len(hits) > 5 {
			t.Fatalf("Search(%q) = %d of %d, %v", q, len(hits), total, err)
		}
		checkHits(t, b, hits)
	})
}
