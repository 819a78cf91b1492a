package intake

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"sofar/report"
)

// feed follows the items of an RSS, Atom or JSON feed in their order. What the
// feed says of an item (title, times, author) wins over what the page says.
func (f *Fetcher) feed(ctx context.Context, p *page, yield func(report.Item) error) error {
	address := p.url.String()
	feed, err := parseFeed(p.body)
	if err != nil {
		return yield(failed(address, "is a feed that cannot be parsed ("+err.Error()+")"))
	}
	if len(feed.Items) == 0 {
		return yield(failed(address, "is a feed without items"))
	}
	followed := map[string]bool{}
	for i, item := range feed.Items {
		if len(followed) == f.opt.MaxItems {
			return yield(failed(address, fmt.Sprintf("has more items than the %d that are followed; %d were left", f.opt.MaxItems, len(feed.Items)-i)))
		}
		link := itemLink(p.url, item)
		if link == "" {
			if err := yield(failed(fmt.Sprintf("%s#%d", address, i+1), fmt.Sprintf("item %d of the feed has no link", i+1))); err != nil {
				return err
			}
			continue
		}
		if followed[link] {
			continue
		}
		followed[link] = true
		if err := f.fetch(ctx, link, itemHints(item, f.opt.Report.Now), false, yield); err != nil {
			return err
		}
	}
	return nil
}

// parseFeed parses bytes from outside with a large foreign body of code: a
// panic in it costs one feed, not the run.
func parseFeed(body []byte) (feed *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			feed, err = nil, fmt.Errorf("it broke the parser: %v", p)
		}
	}()
	return gofeed.NewParser().Parse(bytes.NewReader(body))
}

// itemLink is the address of an item's page, or "".
func itemLink(base *url.URL, item *gofeed.Item) string {
	links := append([]string{item.Link}, item.Links...)
	if strings.HasPrefix(item.GUID, "http") {
		links = append(links, item.GUID)
	}
	for _, l := range links {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if u, err := base.Parse(l); err == nil && checkURL(u) == nil {
			u.Fragment = ""
			return u.String()
		}
	}
	return ""
}

func itemHints(item *gofeed.Item, now time.Time) report.Hints {
	h := report.Hints{Title: item.Title}
	h.Published = sane(item.PublishedParsed, now)
	h.Updated = sane(item.UpdatedParsed, now)
	var names []string
	for _, a := range item.Authors {
		if a != nil && a.Name != "" {
			names = append(names, a.Name)
		}
	}
	h.Author = strings.Join(names, ", ")
	return h
}

// sane is the time if package report would take it, else zero.
func sane(t *time.Time, now time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	out, err := report.ParseTime(t.UTC().Format(time.RFC3339), now)
	if err != nil {
		return time.Time{}
	}
	return out
}
