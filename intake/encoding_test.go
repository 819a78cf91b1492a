package intake

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"
)

// TestWideFeeds: a feed in UTF-16 is read like the same feed in UTF-8, with a
// byte order mark or without, whatever its declaration says.
func TestWideFeeds(t *testing.T) {
	const rest = `<rss version="2.0"><channel><title>Żurek Daily</title><item><title>Čapek mill burns – 𝟚 hurt</title><link>/a</link></item></channel></rss>`
	const siteMap = `<urlset><url><loc>/a</loc></url></urlset>`
	declared := func(name string) string { return `<?xml version="1.0" encoding="` + name + `"?>` }
	encode := func(e unicode.Endianness, mark unicode.BOMPolicy, s string) []byte {
		out, err := unicode.UTF16(e, mark).NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	base := &url.URL{Scheme: "https", Host: "feeds.example", Path: "/all.xml"}
	for _, head := range []string{"", `<?xml version="1.0"?>`, declared("utf-16"), declared("UTF-16LE"), declared("utf-16be"), declared("utf-8"),
		`<?xml version='1.0' encoding = 'UTF-16' standalone='yes'?>` + "\n<!-- made by hand -->"} {
		for name, body := range map[string][]byte{
			"little":          encode(unicode.LittleEndian, unicode.IgnoreBOM, head+rest),
			"big":             encode(unicode.BigEndian, unicode.IgnoreBOM, head+rest),
			"little, mark":    encode(unicode.LittleEndian, unicode.UseBOM, head+rest),
			"big, mark":       encode(unicode.BigEndian, unicode.UseBOM, head+rest),
			"little, odd end": append(encode(unicode.LittleEndian, unicode.UseBOM, head+rest), '\n'),
			"none":            []byte(head + rest),
			"none, mark":      []byte("\ufeff" + head + rest),
		} {
			p := &page{url: base, contentType: "application/xml", body: body}
			p.narrow()
			if p.kind() != kindList {
				t.Errorf("%s, %q: no feed", name, head)
				continue
			}
			l, err := p.list(time.Now())
			if err != nil || len(l.entries) != 1 || l.title != "Żurek Daily" || l.entries[0].hints.Title != "Čapek mill burns – 𝟚 hurt" {
				t.Errorf("%s, %q: %+v, %v", name, head, l, err)
			}
		}
		p := &page{url: base, contentType: "text/xml", body: encode(unicode.LittleEndian, unicode.UseBOM, head+siteMap)}
		p.narrow()
		if l, err := p.list(time.Now()); p.kind() != kindList || err != nil || len(l.entries) != 1 {
			t.Errorf("sitemap, %q: %+v, %v", head, l, err)
		}
	}
	for _, other := range []string{"", "<", "<\x00", "\xff\xfe", "\xff\xfe\x00\x00<\x00\x00\x00", "<\x00h\x00t\x00m\x00l\x00>\x00", `<?xml version="1.0" encoding="utf-16"?><html/>`} {
		p := &page{url: base, body: []byte(other)}
		if p.narrow(); string(p.body) != other {
			t.Errorf("%q became %q", other, strings.ToValidUTF8(string(p.body), "?"))
		}
	}
}
