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
	"io"
	"mime"
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

	mu   sync.Mutex
	next map[string]time.Time // host to the earliest moment of its next request
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
		opt:  opt,
		next: map[string]time.Time{},
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
	page, err := f.get(ctx, address)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return yield(failed(address, plainReason(err)))
	}
	h.Source = address
	h.URL = cleanURL(page.url)
	h.ContentType = page.contentType
	switch page.kind() {
	case kindHTML:
		return yield(report.FromHTML(page.body, h, f.opt.Report))
	case kindText:
		return yield(report.FromText(page.body, h, f.opt.Report))
	case kindFeed:
		if !follow {
			return yield(failed(address, "is a feed inside a feed, which is not followed; give its address itself"))
		}
		return f.feed(ctx, page, yield)
	case kindJSON:
		return report.Stream(ctx, address, address, bytes.NewReader(page.body), f.opt.Report, yield)
	}
	return yield(failed(address, fmt.Sprintf("is of type %q; sofar reads HTML, text, feeds and JSON Lines", page.contentType)))
}

func failed(address, reason string) report.Item {
	return report.Item{NotRead: &report.NotRead{Name: address, Source: address, Reason: reason}}
}

// page is a response with status 200.
type page struct {
	url         *url.URL // after redirects
	contentType string
	body        []byte
}

// statusError is a response with another status.
type statusError struct {
	code  int
	retry string
}

func (e *statusError) Error() string {
	switch e.code {
	case http.StatusNotFound, http.StatusGone:
		return fmt.Sprintf("the site says that there is no such page (%d)", e.code)
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired, http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("the site refuses it (%d); it may need a login: save the page as .html and give that", e.code)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if e.retry != "" {
			return fmt.Sprintf("the site asks to come back later (%d, after %s)", e.code, e.retry)
		}
		return fmt.Sprintf("the site asks to come back later (%d)", e.code)
	}
	return fmt.Sprintf("the site answered %d %s; try again later", e.code, http.StatusText(e.code))
}

// get fetches one address within all bounds.
func (f *Fetcher) get(ctx context.Context, address string) (*page, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, errors.New("is no address that can be fetched")
	}
	if err := checkURL(u); err != nil {
		return nil, err
	}
	if err := f.waitTurn(ctx, u.Host); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.opt.UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1")
	req.Header.Set("Accept-Language", "en")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &statusError{code: resp.StatusCode, retry: headerText(resp.Header.Get("Retry-After"))}
	}
	limit := f.opt.Report.MaxBytes
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("broke off while it was read: %w", err)
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("is longer than %d bytes, more than a report can be", limit)
	}
	return &page{url: resp.Request.URL, contentType: headerText(resp.Header.Get("Content-Type")), body: body}, nil
}

// headerText bounds what a site can write into messages.
func headerText(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), 100)], "")
}

// waitTurn keeps the delay between requests to one host.
func (f *Fetcher) waitTurn(ctx context.Context, host string) error {
	if f.opt.Delay < 0 {
		return ctx.Err()
	}
	f.mu.Lock()
	now := time.Now()
	turn := f.next[host]
	if turn.Before(now) {
		turn = now
	}
	f.next[host] = turn.Add(f.opt.Delay)
	f.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Until(turn)):
		return nil
	}
}

// kind is how a response is read.
type kind int

const (
	kindOther kind = iota
	kindHTML
	kindText
	kindFeed
	kindJSON
)

// kind tells from the declared type, or from the bytes where the site declares
// none or a type that says nothing.
func (p *page) kind() kind {
	mediaType, _, err := mime.ParseMediaType(p.contentType)
	if err != nil || mediaType == "application/octet-stream" {
		mediaType, _, _ = mime.ParseMediaType(http.DetectContentType(p.body))
	}
	switch mediaType {
	case "text/html", "application/xhtml+xml":
		return kindHTML
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json":
		return kindFeed
	case "application/xml", "text/xml", "text/plain", "application/json", "text/json":
		start := bytes.TrimLeft(p.body[:min(len(p.body), 4096)], "\ufeff \t\r\n")
		low := bytes.ToLower(start)
		switch {
		case bytes.HasPrefix(low, []byte("<")) && (bytes.Contains(low, []byte("<rss")) || bytes.Contains(low, []byte("<feed")) || bytes.Contains(low, []byte("<rdf:rdf"))):
			return kindFeed
		case bytes.HasPrefix(low, []byte("{")) && bytes.Contains(low, []byte("jsonfeed.org/version")):
			return kindFeed
		case bytes.HasPrefix(low, []byte("<")) && bytes.Contains(low, []byte("<html")):
			return kindHTML
		case strings.HasSuffix(mediaType, "/json"):
			return kindJSON
		case mediaType == "text/plain":
			return kindText
		}
		return kindOther
	case "application/x-ndjson", "application/jsonl", "application/jsonlines", "application/x-jsonlines",
		"application/gzip", "application/x-gzip": // report.Stream looks into it
		return kindJSON
	}
	if strings.HasPrefix(mediaType, "text/") {
		return kindText
	}
	return kindOther
}

// plainReason words an error of fetching for a reader.
func plainReason(err error) string {
	var blocked *blockedError
	var status *statusError
	var dns *net.DNSError
	var ue *url.Error
	switch {
	case errors.As(err, &blocked):
		return blocked.Error()
	case errors.As(err, &status):
		return status.Error()
	case errors.As(err, &dns) && dns.IsNotFound:
		return "the host " + dns.Name + " does not exist; check the address"
	case errors.Is(err, context.DeadlineExceeded):
		return "took too long to answer; try again later"
	case errors.As(err, &ue):
		return "could not be fetched: " + ue.Err.Error()
	}
	return err.Error()
}
