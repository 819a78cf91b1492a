package intake

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html/charset"

	"sofar/report"
)

// list is what a feed or a sitemap says: the pages it lists, and the further
// lists of a sitemap index.
type list struct {
	title    string
	entries  []entry
	children []entry
	every    time.Duration // how long it asks to be left alone, 0 if it does not say
}

// entry is one page that a list names.
type entry struct {
	link  string // "" if it names none that can be fetched
	hints report.Hints
	text  string // the article as HTML, where the feed carries it
}

// stamp is the newest time that the list gives for the page.
func (e *entry) stamp() time.Time {
	if e.hints.Updated.After(e.hints.Published) {
		return e.hints.Updated
	}
	return e.hints.Published
}

// maxEntries bounds what is read of one list; a sitemap may hold 50,000.
const maxEntries = 50_000

// list reads a feed (RSS, Atom, JSON Feed) or a sitemap.
func (p *page) list(now time.Time) (*list, error) {
	if start := p.start(); bytes.Contains(start, []byte("<urlset")) || bytes.Contains(start, []byte("<sitemapindex")) {
		return readSitemap(p.url, p.body, now)
	}
	feed, err := parseFeed(p.body)
	// A parser may also take what stands behind a fault for no part of the feed.
	if !bytes.HasPrefix(p.start(), []byte("{")) && (err != nil || len(feed.Items) < len(itemStart.FindAllIndex(p.body, maxEntries))) {
		tells := func(i *gofeed.Item) bool { return i != nil && (i.Title != "" || itemLink(p.url, i) != "") }
		mended, again := parseFeed(mendFeed(p.body, p.contentType))
		if again == nil && (err == nil && len(mended.Items) > len(feed.Items) || err != nil && slices.ContainsFunc(mended.Items, tells)) {
			feed, err = mended, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("is a feed that cannot be parsed (%w)", err)
	}
	l := &list{title: bareLine(feed.Title)}
	rssFeed, _ := feed.OriginalFeed().(*rss.Feed)
	if rssFeed != nil {
		l.every = minutes(rssFeed.TTL)
	}
	atomFeed, _ := feed.OriginalFeed().(*atom.Feed)
	for i, item := range feed.Items[:min(len(feed.Items), maxEntries)] {
		if item == nil {
			continue
		}
		e := entry{link: itemLink(p.url, item), hints: itemHints(item, now), text: item.Content}
		if len(e.text) < len(item.Description) {
			e.text = item.Description
		}
		// An aggregator's item names the outlet whose page it is (RSS 2.0, source;
		// RFC 4287, 4.2.11).
		if rssFeed != nil && i < len(rssFeed.Items) && rssFeed.Items[i] != nil && rssFeed.Items[i].Source != nil {
			e.hints.Publisher = bareLine(rssFeed.Items[i].Source.Title)
		}
		if atomFeed != nil && i < len(atomFeed.Entries) && atomFeed.Entries[i] != nil && atomFeed.Entries[i].Source != nil {
			e.hints.Publisher = bareLine(atomFeed.Entries[i].Source.Title)
		}
		l.entries = append(l.entries, e)
	}
	return l, nil
}

// minutes reads RSS's ttl, at most an hour.
func minutes(s string) time.Duration {
	n := 0
	if _, err := fmt.Sscanf(strings.TrimSpace(s), "%d", &n); err != nil || n <= 0 {
		return 0
	}
	return time.Duration(min(n, 60)) * time.Minute
}

// parseFeed parses bytes from outside with a large foreign body of code: a
// panic in it costs one feed, not the run.
func parseFeed(body []byte) (feed *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			feed, err = nil, fmt.Errorf("it broke the parser: %v", p)
		}
	}()
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	return parser.Parse(bytes.NewReader(body))
}

// itemLink is the address of an item's page, or "".
func itemLink(base *url.URL, item *gofeed.Item) string {
	links := append([]string{item.Link}, item.Links...)
	if strings.HasPrefix(item.GUID, "http") {
		links = append(links, item.GUID)
	}
	for _, l := range links {
		if u := webLink(base, l); u != "" {
			return u
		}
	}
	return ""
}

// webLink resolves an address against base, without its fragment; "" if it is
// none that can be fetched.
func webLink(base *url.URL, link string) string {
	if link = strings.TrimSpace(link); link == "" {
		return ""
	}
	u, err := base.Parse(link)
	if err != nil || checkURL(u) != nil {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

func itemHints(item *gofeed.Item, now time.Time) report.Hints {
	h := report.Hints{Title: bareLine(item.Title)}
	if h.Title == "" {
		h.Title = bareLine(extension(item, "media", "title"))
	}
	h.Published = sane(item.PublishedParsed, now)
	h.Updated = sane(item.UpdatedParsed, now)
	if h.Published.IsZero() {
		h.Published = termsTime(item, now, "issued", "created")
	}
	if h.Updated.IsZero() {
		h.Updated = termsTime(item, now, "modified")
	}
	var names []string
	for _, a := range item.Authors {
		if a != nil && a.Name != "" {
			names = append(names, a.Name)
		}
	}
	h.Author = strings.Join(names, ", ")
	return h
}

// extension is the text of an element of another vocabulary in an item.
func extension(item *gofeed.Item, prefix, name string) string {
	if list := item.Extensions[prefix][name]; len(list) > 0 {
		return list[0].Value
	}
	return ""
}

// termsTime is the first time among the DCMI Metadata Terms of an item.
func termsTime(item *gofeed.Item, now time.Time, names ...string) time.Time {
	for _, name := range names {
		if t, err := report.ParseTime(extension(item, "dcterms", name), now); err == nil && t.Year() >= firstFeeds {
			return t
		}
	}
	return time.Time{}
}

// firstFeeds is when feeds began: a date before it is a clock that was not set.
const firstFeeds = 1997

// sane is the time if package report would take it and a feed can mean it, else
// zero.
func sane(t *time.Time, now time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	out, err := report.ParseTime(t.UTC().Format(time.RFC3339), now)
	if err != nil || out.Year() < firstFeeds {
		return time.Time{}
	}
	return out
}

// sitemap is a sitemap or an index of sitemaps, with the fields of Google's news
// sitemaps (https://www.sitemaps.org/protocol.html).
type sitemap struct {
	URLs []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		News    struct {
			Outlet string `xml:"publication>name"`
			Date   string `xml:"publication_date"`
			Title  string `xml:"title"`
		} `xml:"news"`
	} `xml:"url"`
	Maps []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:"sitemap"`
}

// readSitemap gives the pages of a sitemap, the newest first.
func readSitemap(base *url.URL, body []byte, now time.Time) (*list, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) { return charset.NewReaderLabel(label, in) }
	var m sitemap
	if err := d.Decode(&m); err != nil && len(m.URLs)+len(m.Maps) == 0 {
		return nil, fmt.Errorf("is a sitemap that cannot be parsed (%w)", err)
	}
	when := func(s string) time.Time {
		t, err := report.ParseTime(s, now)
		if err != nil {
			return time.Time{}
		}
		return t
	}
	l := &list{}
	for _, u := range m.URLs[:min(len(m.URLs), maxEntries)] {
		l.entries = append(l.entries, entry{link: webLink(base, u.Loc), hints: report.Hints{
			Title: line(u.News.Title), Publisher: line(u.News.Outlet), Published: when(u.News.Date), Updated: when(u.LastMod),
		}})
	}
	for _, s := range m.Maps[:min(len(m.Maps), maxEntries)] {
		l.children = append(l.children, entry{link: webLink(base, s.Loc), hints: report.Hints{Updated: when(s.LastMod)}})
	}
	newestFirst(l.entries)
	newestFirst(l.children)
	return l, nil
}

func newestFirst(entries []entry) {
	slices.SortStableFunc(entries, func(a, b entry) int { return b.stamp().Compare(a.stamp()) })
}

// maxSitemaps is how many sitemaps of an index are looked into, the newest first.
const maxSitemaps = 10

// follow reads the pages that a list names, in its order. What the list says of
// a page (title, times, author) wins over what the page says.
func (f *Fetcher) follow(ctx context.Context, p *page, yield func(report.Item) error) error {
	address := p.url.String()
	l, err := p.list(f.opt.Report.Now)
	if err != nil {
		return yield(failed(address, err.Error()))
	}
	entries := l.entries
	for i, child := range l.children {
		if i == maxSitemaps || len(entries) >= f.opt.MaxItems {
			break
		}
		if more, err := f.children(ctx, child.link); err == nil {
			entries = append(entries, more...)
		} else if ctx.Err() != nil {
			return ctx.Err()
		} else if err := yield(failed(child.link, err.Error())); err != nil {
			return err
		}
	}
	if len(entries) == 0 {
		return yield(failed(address, "is a feed without items"))
	}
	followed := map[string]bool{}
	for i, e := range entries {
		if len(followed) == f.opt.MaxItems {
			return yield(failed(address, fmt.Sprintf("has more items than the %d that are followed; %d were left", f.opt.MaxItems, len(entries)-i)))
		}
		if followed[e.link] {
			continue
		}
		if e.link != "" {
			followed[e.link] = true
		}
		if err := f.followEntry(ctx, address, i, l.title, &e, yield); err != nil {
			return err
		}
	}
	return nil
}

// children reads a sitemap of an index.
func (f *Fetcher) children(ctx context.Context, address string) ([]entry, error) {
	p, err := f.get(ctx, address, stamp{})
	if err != nil {
		return nil, errors.New(plainReason(err))
	}
	if p.kind() != kindList {
		return nil, errors.New("is no sitemap, though an index of sitemaps names it")
	}
	l, err := p.list(f.opt.Report.Now)
	if err != nil {
		return nil, err
	}
	return l.entries, nil
}

// followEntry reads the page of the i-th entry of a list, or, where there is
// none to be had, the text that the list itself carries.
func (f *Fetcher) followEntry(ctx context.Context, list string, i int, outlet string, e *entry, yield func(report.Item) error) error {
	if e.link == "" {
		if it, ok := f.carried(list, i, outlet, e, "the feed gives no address of a page"); ok {
			return yield(it)
		}
		return yield(failed(fmt.Sprintf("%s#%d", list, i+1), fmt.Sprintf("item %d of the feed has no link", i+1)))
	}
	if err := f.allowed(ctx, e.link); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return yield(failed(e.link, plainReason(err)))
	}
	return f.fetch(ctx, e.link, e.hints, false, func(it report.Item) error {
		if it.NotRead != nil {
			if own, ok := f.carried(list, i, outlet, e, it.NotRead.Reason); ok {
				return yield(own)
			}
		}
		return yield(it)
	})
}

// minCarried is the least text, in bytes of HTML, that stands in for a page: a
// feed's teaser is no report.
const minCarried = 600

// carried makes a report of the text that a feed carries of an entry whose page
// could not be read, and says so in a note.
func (f *Fetcher) carried(list string, i int, outlet string, e *entry, why string) (report.Item, bool) {
	if len(e.text) < minCarried {
		return report.Item{}, false
	}
	h := e.hints
	h.Source, h.URL, h.ContentType = list, e.link, "text/html; charset=utf-8"
	if h.URL == "" {
		h.URL = fmt.Sprintf("%s#%d", list, i+1)
	}
	if h.Publisher == "" {
		h.Publisher = outlet
	}
	h.Notes = append(slices.Clone(h.Notes), "text as the feed carries it: "+why)
	it := report.FromHTML([]byte("<html><body><article>"+e.text+"</article></body></html>"), h, f.opt.Report)
	return it, it.Report != nil
}
