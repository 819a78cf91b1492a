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

// FuzzJSONLines: every line that is not blank gives an item, one where it holds
// no package of items, each item is whole, and a text is never longer than its line.
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
		if items != want && (items < want || !bytes.Contains(bytes.ToLower(data), []byte("assoc"))) {
			t.Errorf("%d items for %d lines", items, want)
		}
		r.yield = func(it Item) error { checkItem(t, it); return nil }
		if err := Stream(t.Context(), "f", "f", bytes.NewReader(data), r.opt, r.yield); err != nil {
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

// fuzzStream reads data in one format: no input breaks it, every item is whole,
// and what is read a second time and more stays in proportion.
func fuzzStream(f *testing.F, read func(r *reader, data []byte) error) {
	f.Fuzz(func(t *testing.T, data []byte) {
		items := 0
		r := &reader{ctx: t.Context(), opt: Options{MaxBytes: 1 << 16, AnyLanguage: true}, yield: func(it Item) error {
			items++
			checkItem(t, it)
			return nil
		}}
		if err := read(r, data); err != nil {
			t.Fatal(err)
		}
		if err := r.drain(0); err != nil {
			t.Fatal(err)
		}
		if len(data) > 0 && items == 0 {
			t.Error("nothing was said of the input")
		}
		if items > len(data)+1 {
			t.Errorf("%d items from %d bytes", items, len(data))
		}
	})
}

// FuzzWARC: bare and zipped archives.
func FuzzWARC(f *testing.F) {
	one, two := pageRecord(1), pageRecord(2)
	revisit := record("revisit", "https://bpb.example/1", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n\r\n")
	f.Add(append(append(append([]byte(nil), one...), revisit...), two...))
	f.Add(zipped(one, two))
	f.Add(zipped(append(one, two...)))
	f.Add(append(zipped(one)[:200], zipped(two)...))
	f.Add(record("response", "https://bpb.example/1", "application/http", httpBlock("Transfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n", chunked(page(1)))))
	f.Add([]byte("filedesc://x 0.0.0.0 20080101000000 text/plain 4\n1 0\n\nhttp://a.example/ 1.2.3.4 20080101000000 text/html 99999\nHTTP/1.1 200 OK\n\n"))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99999\r\n\r\n\r\n\r\nWARC/1.0\r\nContent-Length: -1\r\n\r\n"))
	fuzzStream(f, func(r *reader, data []byte) error {
		return r.warc("f", bytes.NewReader(data), bytes.HasPrefix(data, []byte{0x1f, 0x8b}))
	})
}

// FuzzNewsML: NewsML-G2, NewsML 1 and NITF.
func FuzzNewsML(f *testing.F) {
	addFiles(f, "testdata/newsml/*.xml")
	fuzzStream(f, func(r *reader, data []byte) error {
		return r.newsML("f", "f", bufio.NewReaderSize(bytes.NewReader(data), 64))
	})
}

// FuzzTable: tables by any delimiter.
func FuzzTable(f *testing.F) {
	addFiles(f, "testdata/tables/*.csv")
	addFiles(f, "testdata/tables/tabs")
	fuzzStream(f, func(r *reader, data []byte) error {
		return r.table("f", "f", bufio.NewReaderSize(bytes.NewReader(data), 64))
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
