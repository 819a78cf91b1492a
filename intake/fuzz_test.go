package intake

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// FuzzFeed: no feed breaks the parser, and whatever links an item gives, only
// plain web addresses are followed and only sane times are taken.
func FuzzFeed(f *testing.F) {
	for _, s := range []string{
		`<rss version="2.0"><channel><item><title>x</title><link>/a</link><pubDate>Fri, 02 May 9999 13:00:00 GMT</pubDate></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><link href="file:///etc/passwd"/><updated>2031-05-02T00:00:00Z</updated></entry></feed>`,
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"javascript:alert(1)","date_published":"2031-05-02T00:00:00Z"}]}`,
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><link>http://u:p@a.example/</link></item></rdf:RDF>`,
		`<rss><channel><item/><item><guid>https://a.example/1</guid></item></channel></rss>`,
	} {
		f.Add([]byte(s))
	}
	base := &url.URL{Scheme: "https", Host: "feeds.example", Path: "/all.xml"}
	f.Fuzz(func(t *testing.T, data []byte) {
		feed, err := parseFeed(data)
		if err != nil {
			if strings.Contains(err.Error(), "broke the parser") {
				t.Logf("the parser panicked and was caught: %v", err)
			}
			return
		}
		for _, item := range feed.Items {
			if link := itemLink(base, item); link != "" {
				u, err := url.Parse(link)
				if err != nil || checkURL(u) != nil {
					t.Errorf("link %q would be followed", link)
				}
			}
			h := itemHints(item, time.Time{})
			for _, at := range []time.Time{h.Published, h.Updated} {
				if !at.IsZero() && (at.Year() < 1900 || at.Year() >= 2100) {
					t.Errorf("time %v was taken", at)
				}
			}
		}
	})
}
