// Package intake fetches reports from the web: pages, JSON Lines, and feeds
// whose items it follows.
//
// Input: an address. Output: report.Items, with a NotRead and its reason for
// everything that could not be fetched or read. It is polite (it names itself,
// and waits between requests to one host) and guarded: only http and https, no
// addresses inside the reader's own network unless allowed, bounded time, size,
// redirects and number of items. Nothing that is fetched is executed.
package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"sofar/report"
)

// Options shape a Fetcher. The zero value is usable.
type Options struct {
	// AllowPrivate allows loopback, private, link-local and other addresses that
	// are not on the public internet.
	AllowPrivate bool
	// Report is how what was fetched is read; its MaxBytes bounds a response
	// after decompression.
	Report report.Options
	// Timeout bounds one request with its redirects and body; 30 s if zero.
	Timeout time.Duration
	// Delay is the least time between two requests to one host; 1 s if zero,
	// none if negative.
	Delay time.Duration
	// MaxItems is how many items of one feed are followed; 50 if zero.
	MaxItems int
	// UserAgent names the program to the sites; DefaultUserAgent if empty.
	UserAgent string
}

// DefaultUserAgent is how sofar names itself.
const DefaultUserAgent = "sofar/1 (news account; follows links of feeds given by its user)"

// maxRedirects is how many redirects one request may follow.
const maxRedirects = 5

// Fetcher fetches. It is safe for concurrent use.
type Fetcher struct {
	opt    Options
	client *http.Client

	now func() time.Time

	mu     sync.Mutex
	next   map[string]time.Time // host to the earliest moment of its next request
	robots map[string]*rules    // by scheme and host
}

// NewFetcher makes a Fetcher. It uses no proxy, because behind one it could not
// tell which address is really dialled.
func NewFetcher(opt Options) *Fetcher {
	if opt.Timeout <= 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.Delay == 0 {
		opt.Delay = time.Second
	}
	if opt.MaxItems <= 0 {
		opt.MaxItems = 50
	}
	if opt.UserAgent == "" {
		opt.UserAgent = DefaultUserAgent
	}
	if opt.Report.MaxBytes <= 0 {
		opt.Report.MaxBytes = report.DefaultMaxBytes
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !opt.AllowPrivate {
		dialer.Control = publicOnly
	}
	return &Fetcher{
		opt:    opt,
		now:    time.Now,
		next:   map[string]time.Time{},
		robots: map[string]*rules{},
		client: &http.Client{
			CheckRedirect: checkRedirect,
			Transport: &http.Transport{
				Proxy:                  nil,
				DialContext:            dialer.DialContext,
				TLSHandshakeTimeout:    10 * time.Second,
				ResponseHeaderTimeout:  20 * time.Second,
				MaxResponseHeaderBytes: 64 << 10,
				MaxIdleConns:           16,
				IdleConnTimeout:        30 * time.Second,
				ForceAttemptHTTP2:      true,
			},
		},
	}
}

// Fetch fetches one address and yields its reports: one for a page or a text,
// all for JSON Lines, one for each followed item of a feed. What fails is
// yielded as a NotRead. The error is that of yield or of ctx.
func (f *Fetcher) Fetch(ctx context.Context, address string, yield func(report.Item) error) error {
	return f.fetch(ctx, address, report.Hints{}, true, yield)
}

// fetch does the work; feeds are followed only from the first level.
func (f *Fetcher) fetch(ctx context.Context, address string, h report.Hints, follow bool, yield func(report.Item) error) error {
	page, err := f.get(ctx, address, stamp{})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return yield(failed(address, plainReason(err)))
	}
	if page.kind() == kindList {
		if !follow {
			return yield(failed(address, "is a feed inside a feed, which is not followed; give its address itself"))
		}
		return f.follow(ctx, page, yield)
	}
	return f.read(ctx, page, address, h, f.opt.Report, func(it report.Item) error {
		if it.NotRead != nil && follow && page.kind() == kindHTML {
			// The front of a site is no article, and names its feed.
			if found := page.feeds(); len(found) > 0 {
				return f.fetchFeed(ctx, found[0].URL, it, yield)
			}
		}
		return yield(it)
	})
}

// fetchFeed follows the feed that a page names; otherwise gives what is said of
// the page where that is none.
func (f *Fetcher) fetchFeed(ctx context.Context, address string, otherwise report.Item, yield func(report.Item) error) error {
	page, err := f.get(ctx, address, stamp{})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || page.kind() != kindList {
		return yield(otherwise)
	}
	return f.follow(ctx, page, yield)
}

// read yields the reports of a response that is no list.
func (f *Fetcher) read(ctx context.Context, page *page, address string, h report.Hints, opt report.Options, yield func(report.Item) error) error {
	h.Source = address
	h.URL = cleanURL(page.url)
	h.ContentType = page.contentType
	switch page.kind() {
	case kindHTML:
		return yield(report.FromHTML(page.body, h, opt))
	case kindText:
		return yield(report.FromText(page.body, h, opt))
	case kindStream:
		return report.Stream(ctx, address, address, bytes.NewReader(page.body), opt, yield)
	}
	return yield(failed(address, fmt.Sprintf("is of type %q; sofar reads HTML, text, feeds, sitemaps, JSON Lines, archives, wires and tables", page.contentType)))
}

func failed(address, reason string) report.Item {
	return report.Item{NotRead: &report.NotRead{Name: address, Source: address, Reason: reason}}
}

// headerText bounds what a site can write into messages.
func headerText(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), 100)], "")
}

// waitTurn keeps the delay between requests to one host, or the longer one that
// its robots.txt asks for.
func (f *Fetcher) waitTurn(ctx context.Context, u *url.URL) error {
	if f.opt.Delay < 0 {
		return ctx.Err()
	}
	delay := max(f.opt.Delay, f.pace(u))
	f.mu.Lock()
	now := f.now()
	turn := f.next[u.Host]
	if turn.Before(now) {
		turn = now
	}
	f.next[u.Host] = turn.Add(delay)
	f.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Until(turn)):
		return nil
	}
}

// plainReason words an error of fetching for a reader.
func plainReason(err error) string {
	var blocked *blockedError
	var status *statusError
	var refused *refusedError
	var dns *net.DNSError
	var ue *url.Error
	switch {
	case errors.As(err, &blocked):
		return blocked.Error()
	case errors.As(err, &status):
		return status.Error()
	case errors.As(err, &refused):
		return refused.Error()
	case errors.As(err, &dns) && dns.IsNotFound:
		return "the host " + dns.Name + " does not exist; check the address"
	case errors.Is(err, context.DeadlineExceeded):
		return "took too long to answer; try again later"
	case errors.As(err, &ue):
		return "could not be fetched: " + ue.Err.Error()
	}
	return err.Error()
}
