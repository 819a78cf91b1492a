package report

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the cases give into their want.txt")

// render writes items as the cases' want.txt has them.
func render(items []Item) string {
	var sb strings.Builder
	moment := func(name string, t time.Time) {
		if !t.IsZero() {
			fmt.Fprintf(&sb, "  %s %s\n", name, t.Format(time.RFC3339))
		}
	}
	for _, it := range items {
		if n := it.NotRead; n != nil {
			fmt.Fprintf(&sb, "not read %q line %d: %s\n", n.Name, n.Line, n.Reason)
			if n.Status != "" {
				fmt.Fprintf(&sb, "  takes back %q %s %s\n", n.URL, n.Status, n.At.Format(time.RFC3339))
			}
			if n.Text != "" {
				fmt.Fprintf(&sb, "  text %q\n", n.Text)
			}
			continue
		}
		r := it.Report
		fmt.Fprintf(&sb, "report %q\n", r.Name)
		for _, f := range [][2]string{{"url", r.URL}, {"publisher", r.Publisher}, {"author", r.Author}, {"title", r.Title}} {
			if f[1] != "" {
				fmt.Fprintf(&sb, "  %s %q\n", f[0], f[1])
			}
		}
		moment("published", r.Published)
		moment("updated", r.Updated)
		moment("seen", r.Seen)
		fmt.Fprintf(&sb, "  text %q\n", r.Text)
		for _, n := range r.Notes {
			fmt.Fprintf(&sb, "  note %s\n", n)
		}
	}
	return sb.String()
}

// TestCases reads every folder of testdata and compares with its want.txt.
func TestCases(t *testing.T) {
	dirs, err := filepath.Glob("testdata/*/want.txt")
	if *update {
		dirs, err = filepath.Glob("testdata/*")
	}
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, dir := range dirs {
		dir = strings.TrimSuffix(dir, "/want.txt")
		if filepath.Base(dir) == "fuzz" {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			var items []Item
			for _, e := range entries {
				if e.Name() == "want.txt" || strings.HasPrefix(e.Name(), ".") {
					continue
				}
				got, err := ReadAll(t.Context(), []string{filepath.Join(dir, e.Name())}, Options{})
				if err != nil {
					t.Fatal(err)
				}
				items = append(items, got...)
			}
			for _, it := range items {
				checkItem(t, it)
			}
			got := render(items)
			file := filepath.Join(dir, "want.txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// checkItem holds for every item, whatever was read.
func checkItem(t *testing.T, it Item) {
	t.Helper()
	if (it.Report == nil) == (it.NotRead == nil) {
		t.Fatalf("an item holds both or neither: %+v", it)
	}
	if n := it.NotRead; n != nil {
		if n.Reason == "" || n.Name == "" {
			t.Errorf("not read without a name or reason: %+v", n)
		}
		return
	}
	r := it.Report
	if strings.TrimSpace(r.Text) == "" || !utf8.ValidString(r.Text) {
		t.Errorf("report %q: its text is empty or not valid UTF-8", r.Name)
	}
	if r.ID != MakeID(r.URL, r.Publisher, r.Name, r.Text) {
		t.Errorf("report %q: ID %s is not its content address", r.Name, r.ID)
	}
	for name, at := range map[string]time.Time{"published": r.Published, "updated": r.Updated, "seen": r.Seen} {
		if !at.IsZero() && (at.Year() < minYear || at.Year() >= maxYear || at.Location() != time.UTC) {
			t.Errorf("report %q: %s is %v", r.Name, name, at)
		}
	}
	for _, f := range []string{r.Name, r.URL, r.Publisher, r.Author, r.Title} {
		if len(f) > maxField || strings.ContainsAny(f, "\n\r") || !utf8.ValidString(f) {
			t.Errorf("report %q: field %q is unbounded or broken", r.Name, f)
		}
	}
}

// TestDeepXML: elements that open and never close cost no memory.
func TestDeepXML(t *testing.T) {
	data := "<newsItem>" + strings.Repeat("<a>", 1<<20)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	items := readBytes(t, "f.xml", []byte(data))
	runtime.ReadMemStats(&after)
	if got := told(items); !strings.Contains(got, "more elements inside each other") {
		t.Error(got)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 32<<20 {
		t.Errorf("%d MB allocated", grown>>20)
	}
}

func TestFolder(t *testing.T) {
	items, err := ReadAll(t.Context(), []string{"testdata/text", "testdata/refused"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, it := range items {
		checkItem(t, it)
		if it.Report != nil {
			names = append(names, it.Report.Name)
		} else {
			names = append(names, "!"+it.NotRead.Name)
		}
	}
	var rest []string // without the reports before the cut in cut.jsonl.gz
	for _, n := range names {
		if !strings.HasPrefix(n, "g") {
			rest = append(rest, n)
		}
	}
	for _, n := range rest {
		if strings.Contains(n, "hidden") || strings.Contains(n, ".git") {
			t.Errorf("hidden file %s was read", n)
		}
	}
	if len(rest) < 13 || rest[0] != "bracket.txt" || rest[1] != "crlf.txt" {
		t.Errorf("files in order: %v", rest)
	}
}

func TestMissingSource(t *testing.T) {
	for _, source := range []string{"testdata/none.jsonl", "https://example.org/a"} {
		items, err := ReadAll(t.Context(), []string{"testdata/text", source}, Options{})
		var missing *MissingError
		if len(items) != 0 || !errors.As(err, &missing) || missing.Source != source || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %d items, error %v; want none and a MissingError", source, len(items), err)
		}
	}
}

func TestStandardInput(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"lines": {`{"id":"a","text":"Two people were hurt."}` + "\n", `report "a"`},
		"array": {`[ {"id":"a","text":"Two people were hurt."} ]`, `report "a"`},
		"text":  {"Two people were hurt.", `report "standard input"`},
		"html":  {"<html><body><article><p>Two people were hurt in the fire, police said on Friday.</p></article></body></html>", `report "standard input"`},
		"empty": {"", `not read "standard input" line 0: is empty`},
	} {
		items, err := ReadAll(t.Context(), []string{"-"}, Options{Stdin: strings.NewReader(c.in)})
		if err != nil || len(items) != 1 || !strings.HasPrefix(render(items), c.want) {
			t.Errorf("%s: %v, %s", name, err, render(items))
		}
	}
}

func TestStopsAtYieldAndContext(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	err := Read(t.Context(), []string{"testdata/jsonl_bad/in.jsonl"}, Options{}, func(Item) error {
		n++
		return stop
	})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("Read = %v after %d items", err, n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = Read(ctx, []string{"testdata/jsonl_bad/in.jsonl"}, Options{}, func(Item) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Read with an ended context = %v", err)
	}
}

// TestBadLineOfManyThousand is the promise that one bad line costs one line.
func TestBadLineOfManyThousand(t *testing.T) {
	var sb strings.Builder
	for i := 1; i <= 10_000; i++ {
		if i == 5_000 {
			sb.WriteString(`{"id":"r5000","text":"Two people` + "\n")
			continue
		}
		fmt.Fprintf(&sb, `{"id":"r%d","text":"Two people were hurt, police said."}`+"\n", i)
	}
	path := filepath.Join(t.TempDir(), "many.jsonl")
	if err := os.WriteFile(path, []byte(sb.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	items, err := ReadAll(t.Context(), []string{path}, Options{})
	if err != nil || len(items) != 10_000 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	for i, it := range items {
		if bad := i == 4_999; bad != (it.NotRead != nil) {
			t.Fatalf("item %d: %+v", i, it)
		}
	}
	if n := items[4_999].NotRead; n.Line != 5_000 || n.Name != path+":5000" || !strings.Contains(n.Reason, "is not valid JSON") {
		t.Errorf("the bad line is told as %+v", n)
	}
}

// endless gives n bytes of c without holding them.
type endless struct {
	c byte
	n int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), e.n)]
	for i := range p {
		p[i] = e.c
	}
	e.n -= int64(len(p))
	return len(p), nil
}

// TestHugeLine reads 200 MB of one line between two good ones: one clear
// message, and no memory for it.
func TestHugeLine(t *testing.T) {
	good := `{"id":"%s","text":"Two people were hurt, police said."}`
	in := io.MultiReader(
		strings.NewReader(fmt.Sprintf(good, "a")+"\n"+`{"id":"big","text":"`), &endless{'x', 200 << 20}, strings.NewReader(`"}`+"\n"+fmt.Sprintf(good, "b")))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	items, err := ReadAll(t.Context(), []string{"-"}, Options{Stdin: in})
	runtime.ReadMemStats(&after)
	if err != nil || len(items) != 3 || items[0].Report == nil || items[1].NotRead == nil || items[2].Report == nil {
		t.Fatalf("%v\n%s", err, render(items))
	}
	if n := items[1].NotRead; n.Name != "-:2" || n.Reason != "the line is 200 MB long, more than the 16 MB that a report may have; it was skipped" {
		t.Errorf("told as %q: %q", n.Name, n.Reason)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 100<<20 {
		t.Errorf("%d MB were allocated for a line that is skipped", used>>20)
	}
}

func TestTooLong(t *testing.T) {
	opt := Options{MaxBytes: 1000}
	for name, in := range map[string]string{
		"text": strings.Repeat("Two people were hurt. ", 100),
		"html": "<html><body><p>" + strings.Repeat("Two people were hurt. ", 100) + "</p></body></html>",
		"json": `[{"id":"a","text":"` + strings.Repeat("Two people were hurt. ", 100) + `"}]`,
	} {
		opt.Stdin = strings.NewReader(in)
		items, err := ReadAll(t.Context(), []string{"-"}, opt)
		if err != nil || len(items) != 1 || items[0].NotRead == nil || !strings.Contains(items[0].NotRead.Reason, "is longer than") {
			t.Errorf("%s: %v %s", name, err, render(items))
		}
	}
}

func TestZipBomb(t *testing.T) {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	if _, err := io.Copy(zw, io.MultiReader(strings.NewReader("{\"id\":\"a\",\"text\":\"Two people were hurt.\"}\n"), &endless{' ', 100 << 20})); err != nil {
		t.Fatal(err)
	}
	zw.Close()
	items, err := ReadAll(t.Context(), []string{"-"}, Options{Stdin: &buf})
	if err != nil || len(items) != 2 || items[0].Report == nil || items[1].NotRead == nil || !strings.Contains(items[1].NotRead.Reason, "expands more than a hundredfold") {
		t.Errorf("%v\n%s", err, render(items))
	}
}

func TestNowBoundsTimes(t *testing.T) {
	now := time.Date(2031, 5, 2, 0, 0, 0, 0, time.UTC)
	if _, err := ParseTime("2032-05-01", now); err != nil {
		t.Errorf("within a year: %v", err)
	}
	if _, err := ParseTime("2032-05-04", now); err == nil || err.Error() != "lies in the future (2032-05-04)" {
		t.Errorf("past a year: %v", err)
	}
}

func TestMakeID(t *testing.T) {
	a := MakeID("https://a.example", "", "", "text")
	if b := MakeID("https://a.example", "Herald", "r01", "text"); a != b {
		t.Error("where there is an address, publisher and name are no part of the id")
	}
	seen := map[string]bool{a: true}
	for _, id := range []string{MakeID("", "A", "r01", "text"), MakeID("", "B", "r01", "text"), MakeID("", "A", "r02", "text"), MakeID("https://a.example", "", "", "text2")} {
		if seen[id] || len(id) != 21 || id[0] != 'r' {
			t.Errorf("id %q", id)
		}
		seen[id] = true
	}
}
