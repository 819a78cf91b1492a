package intake

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// feedTypes are the types under which pages name their feeds.
var feedTypes = map[string]bool{"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true}

// maxFound is how many feeds of one page are watched.
const maxFound = 3

// feeds gives the feeds that a page names in its head ("link rel=alternate"),
// feeds of comments left out.
func (p *page) feeds() []Source {
	base := p.url
	var out []Source
	seen := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(p.body[:min(len(p.body), 1<<20)]))
	for len(out) < maxFound {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.Data {
			case "body":
				return out
			case "base":
				if u, err := base.Parse(attr(t, "href")); err == nil && checkURL(u) == nil {
					base = u
				}
			case "link":
				if s, ok := feedLink(base, t); ok && !seen[s.URL] {
					seen[s.URL] = true
					out = append(out, s)
				}
			}
		}
	}
	return out
}

func feedLink(base *url.URL, t html.Token) (Source, bool) {
	rel := strings.Fields(strings.ToLower(attr(t, "rel")))
	alternate := false
	for _, r := range rel {
		alternate = alternate || r == "alternate"
	}
	kind, _, _ := strings.Cut(strings.ToLower(attr(t, "type")), ";")
	s := Source{URL: webLink(base, attr(t, "href")), Title: line(attr(t, "title"))}
	low := strings.ToLower(s.Title + " " + s.URL)
	return s, alternate && feedTypes[strings.TrimSpace(kind)] && s.URL != "" && !strings.Contains(low, "comment")
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
