package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// page is a response with status 200, or 304 where a stamp was sent.
type page struct {
	url         *url.URL // after redirects
	contentType string
	body        []byte
	unchanged   bool // the site says that the stamp's version is still the newest
	stamp       stamp
	fresh       time.Duration // how long the site calls its answer fresh, 0 if it does not say
}

// stamp is what a site gave with a version of a page, to be asked with whether
// there is a newer one (RFC 9110, section 13).
type stamp struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// statusError is a response with another status.
type statusError struct {
	code  int
	retry string        // Retry-After as sent
	wait  time.Duration // the same as a time to wait, 0 if it says nothing
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

// final tells whether asking again soon is of no use.
func (e *statusError) final() bool {
	return e.code >= 400 && e.code < 500 && e.code != http.StatusTooManyRequests && e.code != http.StatusRequestTimeout && e.code != http.StatusTooEarly
}

// get fetches one address within all bounds. With a stamp, the site may answer
// that nothing changed, and then the page has no body.
func (f *Fetcher) get(ctx context.Context, address string, known stamp) (*page, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, errors.New("is no address that can be fetched")
	}
	if err := checkURL(u); err != nil {
		return nil, err
	}
	if err := f.waitTurn(ctx, u); err != nil {
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
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.Modified != "" {
		req.Header.Set("If-Modified-Since", known.Modified)
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out := &page{url: resp.Request.URL, contentType: headerText(resp.Header.Get("Content-Type")), fresh: freshFor(resp.Header)}
	switch {
	case resp.StatusCode == http.StatusNotModified && known != stamp{}:
		out.unchanged, out.stamp = true, known
		return out, nil
	case resp.StatusCode != http.StatusOK:
		e := &statusError{code: resp.StatusCode, retry: headerText(resp.Header.Get("Retry-After"))}
		e.wait = retryAfter(e.retry, f.now())
		return nil, e
	}
	limit := f.opt.Report.MaxBytes
	if out.body, err = io.ReadAll(io.LimitReader(resp.Body, limit+1)); err != nil {
		return nil, fmt.Errorf("broke off while it was read: %w", err)
	}
	if int64(len(out.body)) > limit {
		return nil, fmt.Errorf("is longer than %d bytes, more than a report can be", limit)
	}
	out.narrow()
	out.stamp = stamp{ETag: stampText(resp.Header.Get("ETag")), Modified: stampText(resp.Header.Get("Last-Modified"))}
	return out, nil
}

// stampText is a header to be sent back as it came, or "" if no site would send
// it in earnest.
func stampText(s string) string {
	if len(s) > 500 || strings.ContainsAny(s, "\r\n\x00") {
		return ""
	}
	return s
}

// longestWait bounds what a site can make a watcher wait.
const longestWait = 24 * time.Hour

// retryAfter reads a Retry-After header: seconds or a date.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil {
		return min(max(time.Duration(min(max(n, 0), 1<<20))*time.Second, 0), longestWait)
	}
	if t, err := http.ParseTime(s); err == nil {
		return min(max(t.Sub(now), 0), longestWait)
	}
	return 0
}

// freshFor is the time that Cache-Control's max-age gives, at most an hour.
func freshFor(h http.Header) time.Duration {
	for _, part := range strings.Split(h.Get("Cache-Control"), ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(strings.ToLower(part)), "max-age="); ok {
			if n, err := strconv.Atoi(v); err == nil && n > 0 {
				return min(time.Duration(min(n, 3600))*time.Second, time.Hour)
			}
		}
	}
	return 0
}

// kind is how a response is read.
type kind int

const (
	kindOther kind = iota
	kindHTML
	kindText
	kindList   // a feed or a sitemap
	kindStream // what package report tells apart by itself: JSON, archives, wires, tables
)

// listMarks begin the documents that list pages, in lower case.
var listMarks = []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"}

// kind tells from the declared type, or from the bytes where the site declares
// none or a type that says nothing.
func (p *page) kind() kind {
	mediaType, _, err := mime.ParseMediaType(p.contentType)
	if err != nil || mediaType == "application/octet-stream" {
		mediaType, _, _ = mime.ParseMediaType(http.DetectContentType(p.body))
	}
	switch mediaType {
	case "text/html", "application/xhtml+xml":
		if p.startsAsList() {
			return kindList // a feed that is sent as a page
		}
		return kindHTML
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json":
		return kindList
	case "application/xml", "text/xml", "text/plain", "application/json", "text/json":
		low := p.start()
		switch {
		case p.startsAsList():
			return kindList
		case bytes.HasPrefix(low, []byte("{")) && bytes.Contains(low, []byte("jsonfeed.org/version")):
			return kindList
		case bytes.HasPrefix(low, []byte("<")) && bytes.Contains(low, []byte("<html")):
			return kindHTML
		case strings.HasSuffix(mediaType, "/json"):
			return kindStream
		case mediaType == "text/plain":
			return kindText
		}
		return kindStream // NewsML and other wires
	case "application/x-ndjson", "application/jsonl", "application/jsonlines", "application/x-jsonlines",
		"application/gzip", "application/x-gzip", "application/zip", "application/wacz", "application/warc",
		"text/csv", "text/tab-separated-values":
		return kindStream
	}
	if strings.HasPrefix(mediaType, "text/") {
		return kindText
	}
	return kindOther
}

// start is the beginning of the body in lower case.
func (p *page) start() []byte {
	return bytes.ToLower(bytes.TrimLeft(p.body[:min(len(p.body), 4096)], "\ufeff \t\r\n"))
}

// startsAsList tells whether the first element is that of a feed or a sitemap.
func (p *page) startsAsList() bool {
	rest := p.start()
	for bytes.HasPrefix(rest, []byte("<?")) || bytes.HasPrefix(rest, []byte("<!")) {
		end := bytes.IndexByte(rest, '>')
		if bytes.HasPrefix(rest, []byte("<!--")) {
			if end = bytes.Index(rest, []byte("-->")); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			return false
		}
		rest = bytes.TrimLeft(rest[end+1:], " \t\r\n")
	}
	for _, mark := range listMarks {
		if bytes.HasPrefix(rest, []byte(mark)) {
			return true
		}
	}
	return false
}

// line is a short text of a site as one line.
func line(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s[:min(len(s), 400)], "")), " ")
	return s
}
