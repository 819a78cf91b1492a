package report

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// addFiles seeds a fuzz target with the cases' files.
func addFiles(f *testing.F, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds for %s: %v", pattern, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// FuzzJSONLines: every line that is not blank gives exactly one item, each item
// is whole, and a text is never longer than its line.
func FuzzJSONLines(f *testing.F) {
	addFiles(f, "testdata/*/*.json*")
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &reader{ctx: t.Context(), opt: Options{MaxBytes: 1 << 16, AnyLanguage: true}}
		items := 0
		r.yield = func(it Item) error {
			items++
			checkItem(t, it)
			if it.Report != nil && len(it.Report.Text) > 3*len(data) { // a bad byte becomes three
				t.Errorf("%d bytes of text from %d bytes of input", len(it.Report.Text), len(data))
			}
			return nil
		}
		in := bufio.NewReaderSize(bytes.NewReader(data), 64)
		if err := r.jsonLines("f", in); err != nil {
			t.Fatal(err)
		}
		want := 0
		for line := range bytes.SplitSeq(data, []byte("\n")) {
			if len(trimLine(line)) > 0 {
				want++
			}
		}
		if items != want {
			t.Errorf("%d items for %d lines", items, want)
		}
		r.yield = func(it Item) error { checkItem(t, it); return nil }
		if err := r.stream("f", "f", bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzHTML: no page breaks the reader, a report's text is valid UTF-8 and holds
// nothing that only a script had.
func FuzzHTML(f *testing.F) {
	addFiles(f, "testdata/*/*.html")
	f.Fuzz(func(t *testing.T, data []byte) {
		const marker = "zqxscriptzqx"
		if bytes.Contains(data, []byte("zqx")) {
			return
		}
		page := append([]byte("<script>var a='"+marker+"'</script>"), data...)
		it := FromHTML(page, Hints{Name: "f"}, Options{MaxBytes: 1 << 16, AnyLanguage: true})
		checkItem(t, it)
		if it.Report != nil && strings.Contains(it.Report.Text, marker) {
			t.Errorf("script became text: %q", it.Report.Text)
		}
	})
}

// FuzzParseTime: what is taken lies within the bounds.
func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2031-05-02", "May 2, 2031 2:05 PM EST", "1935842700", "-99999999999", "9999-01-01T00:00:00Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := ParseTime(s, time.Time{})
		if err == nil && (at.Year() < minYear || at.Year() >= maxYear) {
			t.Errorf("ParseTime(%q) = %v", s, at)
		}
		if err != nil && !utf8.ValidString(err.Error()) {
			t.Errorf("ParseTime(%q): the error is not valid UTF-8", s)
		}
	})
}
