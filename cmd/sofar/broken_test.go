package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"
)

const sound = "Two people were killed in a fire in the town of Sornau, police said."

// extracted is one line of the output of extract.
type extracted struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	NotRead string `json:"not_read"`
}

// extractLines runs sofar extract as a user would and gives its lines, what it
// said on standard error, and its peak memory in bytes. It fails the test
// unless the exit code is 0.
func extractLines(t *testing.T, stdin io.Reader, args ...string) ([]extracted, string, int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sofar", append([]string{"extract"}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("sofar extract %v: %v\n%s", args, err, stderr.String())
	}
	var out []extracted
	for line := range strings.Lines(stdout.String()) {
		var x extracted
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatalf("line %d of the output: %v", len(out)+1, err)
		}
		out = append(out, x)
	}
	peak := int64(0)
	if ru, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = ru.Maxrss << 10
	}
	return out, stderr.String(), peak
}

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func inUTF16(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func line(id, text string) string { return fmt.Sprintf("{\"id\":%q,\"text\":%q}\n", id, text) }

// Whatever the bytes, there is one line for each report or reason, and the
// sound report that follows is read.
func TestBrokenBytes(t *testing.T) {
	many := []byte(strings.Repeat(line("g", sound), 3000))
	cases := []struct {
		name string // of the file
		data []byte
		want string // within the reason; "" = read
	}{
		{"empty.txt", nil, "is empty"},
		{"blank.txt", []byte(" \n\n\t"), "is empty"},
		{"picture", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 500)...), "is a picture"},
		{"program", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 500)...), "is a binary file"},
		{"office.docx", []byte("PK\x03\x04 and so on"), "zip archive"},
		{"invalid.txt", []byte(sound + " \xff\xfe\xc3( é"), ""},
		{"windows.txt", []byte("Caf\xe9 fire. " + sound), ""},
		{"nul.txt", []byte(sound + " a\x00b " + sound), ""},
		{"nul.jsonl", []byte("{\"id\":\"a\x00b\",\"text\":\"x\"}\n"), "is not valid JSON"},
		{"bom.txt", []byte("\xef\xbb\xbf" + sound), ""},
		{"crlf.txt", []byte(sound + "\r\n\r\n" + sound + "\r\n"), ""},
		{"wide.txt", inUTF16(sound), ""},
		{"wide.jsonl", inUTF16(line("w", sound)), ""},
		{"spaces.txt", []byte(strings.Repeat(" \n", 50_000) + sound), ""},
		{"spaces.json", []byte(strings.Repeat(" \n", 50_000) + line("s", sound)), ""},
		{"nested.json", bytes.Repeat([]byte("["), 100_000), "exceeded max depth"},
		{"nested.jsonl", []byte(strings.Repeat(`{"text":`, 50_000) + "\n"), "exceeded max depth"},
		{"nested.html", []byte("<article>" + strings.Repeat("<div>", 50_000) + sound), "cannot be parsed"},
		{"cut.txt.gz", gzipped(t, []byte(sound))[:30], "is cut short"},
		{"head.gz", []byte("\x1f\x8b\x08"), "is not a sound gzip file"},
		{"good.txt.gz", gzipped(t, []byte(sound)), ""},
		{"bomb.txt.gz", gzipped(t, bytes.Repeat([]byte("a"), 100<<20)), "is longer than 16 MB"},
		{"bomb.jsonl.gz", gzipped(t, bytes.Repeat([]byte("a"), 100<<20)), "expands more than a hundredfold"},
	}
	dir := t.TempDir()
	args := []string{}
	for _, c := range cases {
		path := filepath.Join(dir, c.name)
		if err := os.WriteFile(path, c.data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	last := filepath.Join(dir, "last.jsonl")
	if err := os.WriteFile(last, []byte(line("last", sound)), 0o644); err != nil {
		t.Fatal(err)
	}
	out, _, peak := extractLines(t, nil, append(args, last)...)
	if len(out) != len(cases)+1 {
		t.Fatalf("%d lines for %d inputs: %v", len(out), len(cases)+1, out)
	}
	for i, c := range cases {
		got := out[i]
		if c.want == "" && !strings.Contains(got.Text, "were killed in a fire") || !strings.Contains(got.NotRead, c.want) {
			t.Errorf("%s: %.200q, want %q", c.name, got.NotRead+got.Text, c.want)
		}
	}
	if out[len(cases)].ID != "last" || out[len(cases)].Text != sound {
		t.Errorf("the sound report after them was not read: %+v", out[len(cases)])
	}
	if peak > 600<<20 {
		t.Errorf("peak memory %d MB", peak>>20)
	}

	// Of a file that breaks off or is damaged, what stands before is read.
	for name, data := range map[string][]byte{"cut.jsonl.gz": gzipped(t, many)[:300], "bad line": []byte(line("one", sound) + "{\"id\":\"two\n" + line("three", sound))} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		out, _, _ := extractLines(t, nil, path)
		bad := 0
		for _, x := range out {
			if x.NotRead != "" {
				bad++
			}
		}
		if bad != 1 || len(out) < 2 {
			t.Errorf("%s: %d lines, %d of them not read; want one not read among others", name, len(out), bad)
		}
	}
}

// A bad line 5,000 of 10,000 costs itself alone.
func TestBadLineInTheMiddle(t *testing.T) {
	if testing.Short() {
		t.Skip("10,000 reports")
	}
	var b strings.Builder
	for i := 1; i <= 10_000; i++ {
		if i == 5_000 {
			b.WriteString("{\"id\":\"r5000\",\"text\": oops\n")
			continue
		}
		b.WriteString(line(fmt.Sprintf("r%d", i), fmt.Sprintf("A fire killed %d people, police said.", i)))
	}
	out, _, _ := extractLines(t, strings.NewReader(b.String()), "-")
	if len(out) != 10_000 {
		t.Fatalf("%d lines of output, want 10,000", len(out))
	}
	for i, x := range out {
		if bad := i == 4_999; bad != (x.NotRead != "") || bad && x.ID != "-:5000" {
			t.Errorf("line %d: %+v", i+1, x)
		}
	}
}

// repeat is an endless or long input that takes no memory.
type repeat struct {
	unit string
	left int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && r.left > 0 {
		k := copy(p[n:min(len(p), n+r.left)], r.unit)
		n, r.left = n+k, r.left-k
	}
	return n, nil
}

// 200 MB of one line are passed over in bounded memory, and what stands about
// them is read; text without an end is given up at the bound.
func TestHugeLine(t *testing.T) {
	if testing.Short() {
		t.Skip("200 MB")
	}
	const size, most = 200 << 20, 400 << 20
	in := io.MultiReader(strings.NewReader(line("first", sound)+`{"id":"huge","text":"`), &repeat{"a fire. ", size}, strings.NewReader("\"}\n"+line("last", sound)))
	out, _, peak := extractLines(t, in, "-")
	if len(out) != 3 || out[0].ID != "first" || out[2].ID != "last" || out[1].ID != "-:2" || !strings.Contains(out[1].NotRead, "200 MB long, more than the 16 MB") {
		t.Errorf("got %+v", out)
	}
	if peak > most {
		t.Errorf("peak memory %d MB for a line of 200 MB", peak>>20)
	}
	// The reader stops at the bound; a writer that goes on meets a closed pipe.
	out, _, _ = extractLines(t, nil, "/dev/zero")
	if len(out) != 1 || !strings.Contains(out[0].NotRead, "binary") {
		t.Errorf("/dev/zero: %+v", out)
	}
	path := filepath.Join(t.TempDir(), "huge.txt")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(f, &repeat{"a fire. ", size})
	f.Close()
	if err != nil {
		t.Fatal(err)
	}
	out, _, peak = extractLines(t, nil, path)
	if len(out) != 1 || !strings.Contains(out[0].NotRead, "--max-bytes") || peak > most {
		t.Errorf("one line of 200 MB as text: %d MB, %+v", peak>>20, out)
	}
}
