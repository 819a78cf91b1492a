package report

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// arcPart writes an ARC record.
func arcPart(url, kind, block string) []byte {
	return fmt.Appendf(nil, "%s 192.0.2.7 20310502140500 %s %d\n%s\n", url, kind, len(block), block)
}

func arcPage(n int) []byte {
	return arcPart(fmt.Sprintf("https://bpb.example/%d", n), "text/html", httpBlock("Content-Type: text/html; charset=utf-8\r\n", page(n)))
}

func TestARC(t *testing.T) {
	info := arcPart("filedesc://crawl-1.arc", "text/plain", "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n")
	bare := func(parts ...[]byte) []byte {
		var out []byte
		for _, p := range parts {
			out = append(out, p...)
		}
		return out
	}
	short := arcPage(1)
	short = []byte(strings.Replace(string(short), " text/html ", " text/html 9", 1)) // says 9… bytes
	dns := arcPart("dns:bpb.example", "text/dns", "20310502140500\nbpb.example. 60 IN A 192.0.2.7\n")
	second := []byte(strings.Replace(string(arcPage(2)), " text/html ", " text/html 200 - - 0 crawl-1.arc ", 1))
	damaged := zipped(info, arcPage(1), arcPage(2), arcPage(3))
	damaged[len(zipped(info, arcPage(1)))+60] ^= 0xff
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"bare":        {bare(info, dns, arcPage(1), arcPage(2)), "1 2 (f: of its 3 pages these are passed over: 1 picture, script or data without a report)"},
		"zipped":      {zipped(info, arcPage(1), arcPage(2)), "1 2"},
		"version 2":   {bare(info, arcPage(1), second), "1 2"},
		"cut":         {bare(info, arcPage(1), arcPage(2)[:300]), "1 (f#3: the archive is cut short: it ends in the middle of record 3; fetch it again)"},
		"long length": {bare(info, short, arcPage(2)), "1 2"},
		"damaged":     {damaged, "1 3 (f#3: its gzip data is damaged at record 3; reading went on behind it; fetch the archive again)"},
		"rubbish":     {bare(info, arcPage(1), []byte("rubbish between records\n"), arcPage(2)), "1 2 (f#2: what stands after record 2 is no record of a web archive; it was skipped up to the next one)"},
	} {
		items := readBytes(t, "f", c.data)
		got := told(items)
		for _, part := range strings.SplitAfter(c.want, ") ") {
			if !strings.Contains(got, strings.TrimSpace(part)) && !sameParts(got, c.want) {
				t.Errorf("%s: got %s, want %s", name, got, c.want)
				break
			}
		}
		for _, it := range items {
			if it.Report != nil && !it.Report.Seen.Equal(time.Date(2031, 5, 2, 14, 5, 0, 0, time.UTC)) {
				t.Errorf("%s: first seen %v", name, it.Report.Seen)
			}
		}
	}
}

// sameParts tells whether two sums of items name the same, in any order: a loss is
// told when it is met, a page when it is read.
func sameParts(a, b string) bool {
	for _, w := range strings.Fields(b) {
		if !strings.Contains(a, w) {
			return false
		}
	}
	return len(strings.Fields(a)) == len(strings.Fields(b))
}
