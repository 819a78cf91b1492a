package alert

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/explain"
)

// feedEntries is the most entries of a feed, the newest.
const feedEntries = 100

// Feed is a list of developments for feed readers.
type Feed struct {
	// ID stays the same for ever; Title is for people.
	ID, Title string
	// Home is the address of the page that the feed tells of, Atom and JSON those
	// of the feed itself; Story gives a story's page. All are absolute.
	Home, Atom, JSON string
	Story            func(id string) string
	Developments     []explain.Development
}

// newest are the entries, the newest first.
func (f *Feed) newest() []explain.Development {
	list := slices.Clone(f.Developments)
	slices.SortStableFunc(list, func(a, b explain.Development) int {
		if c := updated(&b).Compare(updated(&a)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list[:min(len(list), feedEntries)]
}

// updated is when the development reached the ledger, or became known if that
// was later: a time of the log, not of the asking.
func updated(d *explain.Development) time.Time {
	if d.Seen.After(d.At) || d.At.IsZero() {
		return d.Seen
	}
	return d.At
}

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Author    string     `xml:"author>name"`
	Category  atomTerm   `xml:"category"`
	Links     []atomLink `xml:"link"`
	Content   atomText   `xml:"content"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// WriteAtom writes the feed as Atom (RFC 4287).
func (f *Feed) WriteAtom(w io.Writer) error {
	list := f.newest()
	out := atomFeed{ID: f.ID, Title: legible(f.Title), Updated: stamp(time.Unix(0, 0)), Generator: "sofar",
		Links: []atomLink{{"self", "application/atom+xml", f.Atom}, {"alternate", "text/html", f.Home}}}
	if len(list) > 0 {
		out.Updated = stamp(updated(&list[0]))
	}
	for i := range list {
		d := &list[i]
		e := atomEntry{ID: d.ID, Title: legible(d.Title + ": " + d.Text), Published: stamp(d.At), Updated: stamp(updated(d)), Author: legible(d.Outlet),
			Category: atomTerm{d.Kind}, Links: []atomLink{{"alternate", "text/html", f.Story(d.Story)}}, Content: atomText{"text", legible(content(d))}}
		if e.Author == "" {
			e.Author = "sofar"
		}
		if u := webAddress(d.URL); u != "" {
			e.Links = append(e.Links, atomLink{"via", "", u})
		}
		out.Entries = append(out.Entries, e)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type jsonFeed struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	HomePage string     `json:"home_page_url"`
	FeedURL  string     `json:"feed_url"`
	Items    []jsonItem `json:"items"`
}

type jsonItem struct {
	ID          string               `json:"id"`
	URL         string               `json:"url"`
	ExternalURL string               `json:"external_url,omitempty"`
	Title       string               `json:"title"`
	Content     string               `json:"content_text"`
	Published   string               `json:"date_published"`
	Modified    string               `json:"date_modified"`
	Authors     []jsonAuthor         `json:"authors,omitempty"`
	Tags        []string             `json:"tags"`
	Development *explain.Development `json:"_sofar"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// WriteJSON writes the feed as JSON Feed 1.1; "_sofar" of an item is the
// development itself.
func (f *Feed) WriteJSON(w io.Writer) error {
	list := f.newest()
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: legible(f.Title), HomePage: f.Home, FeedURL: f.JSON, Items: []jsonItem{}}
	for i := range list {
		d := &list[i]
		it := jsonItem{ID: d.ID, URL: f.Story(d.Story), ExternalURL: webAddress(d.URL), Title: legible(d.Title + ": " + d.Text), Content: legible(content(d)),
			Published: stamp(d.At), Modified: stamp(updated(d)), Tags: []string{d.Kind}, Development: d}
		if d.Outlet != "" {
			it.Authors = []jsonAuthor{{legible(d.Outlet)}}
		}
		out.Items = append(out.Items, it)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(out)
}

func content(d *explain.Development) string {
	if d.Quote == "" {
		return d.Text
	}
	return d.Text + "\n\n" + d.Outlet + ": “" + strings.Trim(d.Quote, "“”\"") + "”"
}

// legible drops controls, broken bytes and the marks that reorder text.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
