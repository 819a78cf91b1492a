package report

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"archive/zip"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

// page is a small article page about n.
func page(n int) string {
	return fmt.Sprintf(`<!doctype html><html><head><title>Report %d</title></head><body><article><h1>Bridge %d closed at Odrin</h1>
<p>Bridge number %d at Odrin has been closed since the flood of last week, the railway said on Friday.</p>
<p>Trains stand still and the river is still rising, and soldiers are filling bags with sand.</p></article></body></html>`, n, n, n)
}

// record writes a WARC record.
func record(kind, target, contentType, block string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Date: 2031-05-02T14:05:00Z\r\n", kind)
	if target != "" {
		fmt.Fprintf(&b, "WARC-Target-URI: %s\r\n", target)
	}
	fmt.Fprintf(&b, "Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", contentType, len(block), block)
	return b.Bytes()
}

// http writes a response with extra fields, "\r\n" after each.
func httpBlock(fields, body string) string {
	return "HTTP/1.1 200 OK\r\nDate: Fri, 02 May 2031 14:05:00 GMT\r\n" + fields + "\r\n" + body
}

func pageRecord(n int) []byte {
	return record("response", fmt.Sprintf("https://bpb.example/%d", n), "application/http; msgtype=response",
		httpBlock("Content-Type: text/html; charset=utf-8\r\n", page(n)))
}

func zipped(parts ...[]byte) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = z.Write(p)
		_ = z.Close()
	}
	return b.Bytes()
}

// readBytes reads data as a file of that name.
func readBytes(t *testing.T, name string, data []byte) []Item {
	t.Helper()
	var items []Item
	err := Stream(t.Context(), name, name, bytes.NewReader(data), Options{}, func(it Item) error {
		checkItem(t, it)
		items = append(items, it)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// told sums items up: addresses of reports, reasons of the rest.
func told(items []Item) string {
	var parts []string
	for _, it := range items {
		if it.Report != nil {
			parts = append(parts, strings.TrimPrefix(it.Report.URL, "https://bpb.example/"))
		} else {
			parts = append(parts, "("+it.NotRead.Name+": "+it.NotRead.Reason+")")
		}
	}
	return strings.Join(parts, " ")
}

func TestWARC(t *testing.T) {
	info := record("warcinfo", "", "application/warc-fields", "software: test\r\n")
	request := record("request", "https://bpb.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
	one, two, three := pageRecord(1), pageRecord(2), pageRecord(3)
	var all []byte
	for _, r := range [][]byte{info, request, one, two} {
		all = append(all, r...)
	}
	damaged := zipped(info, one, two, three)
	size := len(zipped(info, one))
	damaged[size+60] ^= 0xff
	head := append([]byte(nil), zipped(one, two)...)
	head[3] = 0xff // the first header itself
	long := bytes.Replace(one, []byte("Content-Length: "), []byte("Content-Length: 1"), 1)
	short := bytes.Replace(one, []byte(fmt.Sprintf("Content-Length: %d", len(httpBlock("Content-Type: text/html; charset=utf-8\r\n", page(1))))), []byte("Content-Length: 400"), 1)
	none := bytes.Replace(one, []byte("Content-Length: "), []byte("Content-Size: "), 1)
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"bare", all, "1 2"},
		{"a member each", zipped(info, request, one, two), "1 2"},
		{"one member", zipped(all), "1 2"},
		{"zeros between members", append(append(zipped(one), make([]byte, 512)...), zipped(two)...), "1 2"},
		{"damaged member", damaged, "1 (f#3: its gzip data is damaged at record 3; reading went on behind it; fetch the archive again) 3"},
		{"damaged header", head, "(f#1: its gzip data is damaged at record 1; reading went on behind it; fetch the archive again) 2"},
		{"rubbish between members", append(append(zipped(one), "rubbish that is no gzip"...), zipped(two)...), "1 (f#2: its gzip data is damaged at record 2; reading went on behind it; fetch the archive again) 2"},
		{"rubbish between records", append(append(append([]byte(nil), one...), "rubbish\r\nand more\r\n\r\n"...), two...), "1 (f#1: what stands after record 1 is no record of a web archive; it was skipped up to the next one) 2"},
		{"cut", all[:len(all)-200], "1 (f#4: the archive is cut short: it ends in the middle of record 4; fetch it again)"},
		{"cut gzip", zipped(one, two)[:len(zipped(one))+100], "1 (f#2: its gzip data is damaged at record 2; reading went on behind it; fetch the archive again)"},
		{"length too long", append(append([]byte(nil), long...), two...), "1 2"},
		{"length too long, members", zipped(long, two, three), "1 2 3"},
		{"length too short", append(append([]byte(nil), short...), two...), "1 (f#1: what stands after record 1 is no record of a web archive; it was skipped up to the next one) 2"},
		{"no length", append(append([]byte(nil), none...), two...), "(f#1: record 1 does not say how long it is; it was skipped up to the next one) 2"},
		{"nothing in it", info, "(f: is a web archive without a page)"},
		{"revisits and errors", bytes.Join([][]byte{one,
			record("revisit", "https://bpb.example/1", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n\r\n"),
			record("response", "https://bpb.example/x", "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+page(9)),
			record("response", "https://bpb.example/y", "application/http; msgtype=response", "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"),
			record("response", "https://bpb.example/p.png", "application/http; msgtype=response", httpBlock("Content-Type: image/png\r\n", "\x89PNG")),
			record("response", "dns:bpb.example", "text/dns", "1.2.3.4"),
			record("resource", "urn:pageinfo:https://bpb.example/1", "application/json", `{"text":"Not a report of an outlet."}`),
			record("response", "https://bpb.example/robots.txt", "application/http; msgtype=response", httpBlock("Content-Type: text/plain\r\n", "User-agent: *")),
		}, nil), "1 (f: of its 8 pages these are passed over: 1 revisit (the page is stored elsewhere), 2 redirects or errors, 4 pictures, scripts or data without a report)"},
		{"resources", bytes.Join([][]byte{
			record("resource", "https://bpb.example/5", "text/html", page(5)),
			record("resource", "file:///note with spaces.txt", "text/plain", "The bridge at Odrin is closed, the railway said."),
			record("resource", "https://bpb.example/api", "application/json", `{"items":[]}`),
			record("resource", "https://bpb.example/api2", "application/json", `[{"url":"https://bpb.example/6","text":"The bridge at Odrin is closed."},{"error":1}]`),
			record("conversion", "<https://bpb.example/7>", "text/plain", "The bridge at Odrin is closed, the railway said."),
		}, nil), "5 file:///note with spaces.txt 6 7 (f: of its 5 pages these are passed over: 1 picture, script or data without a report)"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			name := "f"
			if c.name == "damaged header" { // then only the name tells what it is
				name = "f.warc.gz"
				c.want = strings.Replace(c.want, "f#", "f.warc.gz#", 1)
			}
			if got := told(readBytes(t, name, c.data)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestWARCFields: what the archive knows of a page, and only in its place.
func TestWARCFields(t *testing.T) {
	latin := strings.ReplaceAll(page(1), "Odrin", "Odr\xedn")
	rec := record("response", "https://bpb.example/1", "application/http; msgtype=response",
		httpBlock("Content-Type: text/html; charset=iso-8859-1\r\n", latin))
	rec = bytes.Replace(rec, []byte("WARC-Type"), []byte("WARC-Truncated: length\r\nX-Long: one\r\n two\r\nWARC-Type"), 1)
	items := readBytes(t, "f", rec)
	if len(items) != 1 || items[0].Report == nil {
		t.Fatal(told(items))
	}
	r := items[0].Report
	if want := time.Date(2031, 5, 2, 14, 5, 0, 0, time.UTC); !r.Seen.Equal(want) || !r.Published.IsZero() {
		t.Errorf("seen %v, published %v", r.Seen, r.Published)
	}
	if !strings.Contains(r.Text, "Odrín") || r.Replaced != 0 {
		t.Errorf("text %q", r.Text)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "only a part of the page (length)") {
		t.Errorf("notes %q", r.Notes)
	}
}

func pack(t *testing.T, to func(io.Writer) io.WriteCloser, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := to(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func chunked(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(len(s), 100)
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	return b.String() + "0\r\n\r\n"
}

// TestPayload undoes every coding, also where the fields name one that the body
// does not have.
func TestPayload(t *testing.T) {
	gz := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	zl := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	fl := func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 6); return f }
	br := func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }
	zs := func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }
	p := page(1)
	for name, c := range map[string]struct{ fields, body string }{
		"plain":              {"", p},
		"gzip":               {"Content-Encoding: gzip\r\n", pack(t, gz, p)},
		"x-gzip":             {"content-encoding: X-GZIP\r\n", pack(t, gz, p)},
		"deflate":            {"Content-Encoding: deflate\r\n", pack(t, zl, p)},
		"bare deflate":       {"Content-Encoding: deflate\r\n", pack(t, fl, p)},
		"brotli":             {"Content-Encoding: br\r\n", pack(t, br, p)},
		"zstd":               {"Content-Encoding: zstd\r\n", pack(t, zs, p)},
		"two":                {"Content-Encoding: deflate, gzip\r\n", pack(t, gz, pack(t, zl, p))},
		"chunked":            {"Transfer-Encoding: chunked\r\n", chunked(p)},
		"chunked gzip":       {"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(pack(t, gz, p))},
		"decoded already":    {"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", p},
		"decoded, said br":   {"Content-Encoding: br\r\n", p},
		"chunks not ended":   {"Transfer-Encoding: chunked\r\n", strings.TrimSuffix(chunked(p), "0\r\n\r\n")},
		"unknown coding":     {"Content-Encoding: sdch\r\n", p},
		"line feeds only":    {"", p},
		"crawler's own name": {"X-Crawl-Content-Encoding: gzip\r\n", p},
	} {
		t.Run(name, func(t *testing.T) {
			block := httpBlock("Content-Type: text/html\r\n"+c.fields, c.body)
			if name == "line feeds only" {
				block = strings.ReplaceAll(block, "\r\n", "\n")
			}
			items := readBytes(t, "f", record("response", "https://bpb.example/1", "application/http", block))
			if len(items) != 1 || items[0].Report == nil || !strings.Contains(items[0].Report.Text, "filling bags with sand.") {
				t.Errorf("%s: %+v", told(items), items[0])
			}
		})
	}
}

// TestArchiveBombs: what unpacks to far more than it is costs neither memory
// nor the pages behind it.
func TestArchiveBombs(t *testing.T) {
	gz := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	zs := func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }
	zeros := strings.Repeat("<p>zero</p>", 2<<20) // 22 MB
	for name, body := range map[string]string{"gzip": pack(t, gz, zeros), "zstd": pack(t, zs, zeros)} {
		bomb := record("response", "https://bpb.example/0", "application/http", httpBlock("Content-Type: text/html\r\nContent-Encoding: "+name+"\r\n", body))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		items := readBytes(t, "f", append(bomb, pageRecord(1)...))
		runtime.ReadMemStats(&after)
		if got := told(items); !strings.HasSuffix(got, ") 1") || !strings.Contains(got, "is longer than 16 MB") {
			t.Errorf("%s: %s", name, got)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 200<<20 {
			t.Errorf("%s: %d MB allocated", name, grown>>20)
		}
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(pageRecord(1))
	_, _ = z.Write([]byte("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 999999999999\r\n\r\n"))
	block := make([]byte, 1<<20)
	for range 80 {
		_, _ = z.Write(block)
	}
	_ = z.Close()
	if got, want := told(readBytes(t, "f", b.Bytes())), "expands more than a hundredfold"; !strings.HasPrefix(got, "1 (") || !strings.Contains(got, want) {
		t.Errorf("whole-file bomb: %s", got)
	}
}

func TestWACZ(t *testing.T) {
	write := func(names map[string][]byte) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range sortedKeys(names) {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = w.Write(names[name])
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	data := write(map[string][]byte{
		"datapackage.json": []byte("{}"), "pages/pages.jsonl": []byte(`{"text":"x"}`), "indexes/index.cdx.gz": []byte("x"),
		"archive/a.warc.gz": zipped(pageRecord(1), pageRecord(2)), "archive/b.warc": pageRecord(3), "archive/c.warc.gz": []byte("\x1f\x8brubbish"),
	})
	want := "1 2 3 (f.wacz!archive/c.warc.gz#1: its gzip data is damaged at record 1; reading went on behind it; fetch the archive again)"
	if got := told(readBytes(t, "f.wacz", data)); got != want {
		t.Errorf("got %s", got)
	}
	file := filepath.Join(t.TempDir(), "f.wacz")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	items, err := ReadAll(t.Context(), []string{file}, Options{})
	if err != nil || len(items) != 4 {
		t.Errorf("from disk: %s %v", told(items), err)
	}
	for name, c := range map[string]struct {
		in   io.Reader
		want string
	}{
		"pipe":   {io.MultiReader(bytes.NewReader(data)), "cannot be read from a pipe"},
		"office": {bytes.NewReader(write(map[string][]byte{"word/document.xml": []byte("x")})), "or an office document"},
		"cut":    {bytes.NewReader(data[:len(data)-40]), "is not a sound web archive"},
		"bomb":   {bytes.NewReader(write(map[string][]byte{"archive/a.warc": make([]byte, 70<<20)})), "more than a hundredfold"},
	} {
		var got []Item
		err := Stream(t.Context(), "f", "f.wacz", c.in, Options{}, func(it Item) error { got = append(got, it); return nil })
		if err != nil || !strings.Contains(told(got), c.want) {
			t.Errorf("%s: %s %v", name, told(got), err)
		}
	}
}

// TestStoredBeforePublished: nothing was published after it was stored.
func TestStoredBeforePublished(t *testing.T) {
	p := strings.Replace(page(1), "<title>", `<meta property="article:published_time" content="2031-05-04T00:00:00Z"><meta property="article:modified_time" content="2031-05-02T15:00:00Z"><title>`, 1)
	items := readBytes(t, "f", record("resource", "https://bpb.example/1", "text/html", p))
	if len(items) != 1 || items[0].Report == nil {
		t.Fatal(told(items))
	}
	r := items[0].Report
	if !r.Published.IsZero() || r.Updated.IsZero() || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "published (2031-05-04T00:00:00Z) lies after it was stored") {
		t.Errorf("published %v, updated %v, notes %q", r.Published, r.Updated, r.Notes)
	}
}

// BenchmarkWARC reads an archive of small pages; one operation is one page.
func BenchmarkWARC(b *testing.B) {
	var parts [][]byte
	for n := range 100 {
		parts = append(parts, pageRecord(n))
	}
	data := zipped(parts...)
	b.SetBytes(int64(len(data) / 100))
	for n := 0; n < b.N; n += 100 {
		err := Stream(b.Context(), "f", "f", bytes.NewReader(data), Options{}, func(Item) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
}

// TestWARCIsStreamed: reading stops where the caller does.
func TestWARCIsStreamed(t *testing.T) {
	stop := fmt.Errorf("enough")
	n := 0
	err := Stream(t.Context(), "f", "f", bytes.NewReader(zipped(pageRecord(1), pageRecord(2))), Options{}, func(Item) error {
		n++
		return stop
	})
	if err != stop || n != 1 {
		t.Errorf("%d items, %v", n, err)
	}
}
