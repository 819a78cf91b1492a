package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// listOf reads a feed as it came.
func listOf(t *testing.T, text, contentType string) *list {
	t.Helper()
	u, _ := url.Parse("https://news.example/feed")
	p := &page{url: u, body: []byte(text), contentType: contentType}
	p.narrow()
	l, err := p.list(time.Date(2032, 5, 3, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return l
}

func titles(l *list) []string {
	var out []string
	for _, e := range l.entries {
		out = append(out, e.hints.Title)
	}
	return out
}

// TestBrokenFeeds: what a broken feed holds in good order is read.
func TestBrokenFeeds(t *testing.T) {
	const head = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Vale Herald</title>`
	item := func(title string) string {
		return "<item><title>" + title + "</title><link>https://news.example/" + strings.ToLower(title[:1]) + "</link></item>"
	}
	for name, text := range map[string]string{
		"broken off in a tag":      head + item("Alpha") + item("Beta") + "</channel></rss",
		"broken off in an item":    head + item("Alpha") + "<item><title>Beta</title><link>https://news.example/b</link><descr",
		"broken off in a CDATA":    head + item("Alpha") + item("Beta") + "<description><![CDA",
		"a fault in the middle":    head + item("Alpha") + "<item><title>Lost</title><![ what</item>" + item("Beta") + "</channel></rss>",
		"a tag never closed":       head + item("Alpha") + "<item><title>Beta</title><link>https://news.example/b</link><b></item></channel></rss",
		"a tag that closes naught": head + item("Alpha") + "</p>" + item("Beta") + "</channel></rss",
		"control characters":       head + item("Al\x01pha") + item("Be\x0bta") + "</channel></rss>",
	} {
		l := listOf(t, text, "application/rss+xml")
		got := slices.DeleteFunc(titles(l), func(s string) bool { return s == "Lost" })
		if !slices.Equal(got, []string{"Alpha", "Beta"}) || l.title != "Vale Herald" {
			t.Errorf("%s: %q of %q", name, got, l.title)
		}
	}
	// Bytes of another character set than the feed says.
	if got := titles(listOf(t, head+item("Caf\xe9 burns \x96 two hurt")+"</channel></rss>", "application/rss+xml")); !slices.Equal(got, []string{"Café burns – two hurt"}) {
		t.Errorf("%q", got)
	}
	if got := titles(listOf(t, head+item("\xcf\xee\xe6\xe0\xf0")+"</channel></rss>", "application/rss+xml; charset=windows-1251")); !slices.Equal(got, []string{"Пожар"}) {
		t.Errorf("%q", got)
	}
}

// TestFeedFields: what a feed says of an item in its several ways.
func TestFeedFields(t *testing.T) {
	l := listOf(t, `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b>Vale&lt;/b> Herald</title>
	<entry><title>Dam &lt; 3 metres</title><link href="/a"/><source><title>Norrby Post</title></source></entry></feed>`, "application/atom+xml")
	if e := l.entries[0]; l.title != "The Vale Herald" || e.hints.Publisher != "Norrby Post" || e.hints.Title != "Dam < 3 metres" || e.link != "https://news.example/a" {
		t.Errorf("%q %+v", l.title, e)
	}
	l = listOf(t, `<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
	<item><link>https://news.example/a</link><media:title>Bridge &lt;i>falls&lt;/i> &amp;amp; two hurt</media:title><dcterms:issued>2032-05-01T10:00:00Z</dcterms:issued><dcterms:modified>2032-05-01T12:00:00Z</dcterms:modified></item></channel></rss>`, "application/rss+xml")
	if e := l.entries[0]; e.hints.Title != "Bridge falls & two hurt" || e.hints.Published.Hour() != 10 || e.hints.Updated.Hour() != 12 {
		t.Errorf("%+v", e)
	}
}

// FuzzMendFeed: what was mended has every element closed in its order, and takes
// time in proportion to its length.
func FuzzMendFeed(f *testing.F) {
	f.Add([]byte("<rss><channel><item><title>a</b><![</item><item>"))
	f.Add([]byte("<a><item><b:c/></item></d><!-- <?xml version='1.0'?>"))
	f.Add([]byte("&<"))
	f.Add([]byte("<item>a &amp <b>R&amp;D&#x2014;&</item>&a"))
	f.Add(bytes.Repeat([]byte("<item<"), 2000))
	f.Add(bytes.Repeat([]byte("<a>"), 2000))
	f.Fuzz(func(t *testing.T, body []byte) {
		out := mendFeed(body, "text/xml")
		d := xml.NewDecoder(bytes.NewReader(out))
		d.Strict, d.Entity = false, xml.HTMLEntity
		depth := 0
		for {
			token, err := d.RawToken()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v in %q of %q", err, out, body)
			}
			switch token.(type) {
			case xml.StartElement:
				depth++
			case xml.EndElement:
				depth--
			}
			if depth < 0 {
				t.Fatalf("closes too much: %q of %q", out, body)
			}
		}
		if depth != 0 {
			t.Errorf("%d left open: %q of %q", depth, out, body)
		}
	})
}

func TestMendIsLinear(t *testing.T) {
	took := func(n int) time.Duration {
		start := time.Now()
		mendFeed(bytes.Repeat([]byte("<item <"), n), "text/xml")
		mendFeed(bytes.Repeat([]byte("<item>"), n), "text/xml")
		mendFeed(bytes.Repeat([]byte("</item>"), n), "text/xml")
		return time.Since(start)
	}
	if small, large := took(20_000), took(200_000); large > 60*small+time.Second {
		t.Errorf("%v for a tenth of %v", small, large)
	}
}
