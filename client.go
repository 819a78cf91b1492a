package sofar

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sofar/explain"
	"sofar/ledger"
)

// Client reads a desk over its API (/api/v1). It is safe for concurrent use.
type Client struct {
	base  *url.URL
	token string
	http  *http.Client
}

// ClientOption changes how a Client works.
type ClientOption func(*Client)

// WithToken sends an API token, which desks that are not public ask for.
func WithToken(token string) ClientOption { return func(c *Client) { c.token = token } }

// WithHTTPClient uses another HTTP client; a Timeout of it also ends Watch.
func WithHTTPClient(h *http.Client) ClientOption { return func(c *Client) { c.http = h } }

// NewClient makes a client of the desk at base, such as "https://desk.example".
func NewClient(base string, opts ...ClientOption) (*Client, error) {
	u, err := url.Parse(strings.TrimRight(base, "/"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is not the address of a desk, such as https://desk.example", base)
	}
	c := &Client{base: u, http: http.DefaultClient}
	for _, o := range opts {
		o(c)
	}
	return c, nil
}

// APIError is a desk's refusal (problem details, RFC 9457).
type APIError struct {
	Status int
	Detail string
	// RetryAfter is how long the desk asks to be left alone, 0 if it does not say.
	RetryAfter time.Duration
}

func (e *APIError) Error() string { return fmt.Sprintf("the desk answers %d: %s", e.Status, e.Detail) }

// Page is a part of a list: Total counts what the whole list has.
type Page[T any] struct {
	Total  int `json:"total"`
	Offset int `json:"offset"`
	Items  []T `json:"items"`
}

// List says which part of a list is wanted, and as of when. The zero value is
// the first 50 entries as of now.
type List struct {
	At            time.Time
	Limit, Offset int // Limit is at most 200
	// Query are words that must occur; Kind, Speaker and Stance pick statements;
	// Since leaves out what is older. Each is for the lists that have it.
	Query, Kind, Speaker, Stance string
	Since                        time.Time
}

func (l List) values() url.Values {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set("q", l.Query)
	set("kind", l.Kind)
	set("speaker", l.Speaker)
	set("stance", l.Stance)
	set("at", moment(l.At))
	set("since", moment(l.Since))
	if l.Limit > 0 {
		v.Set("limit", strconv.Itoa(l.Limit))
	}
	if l.Offset > 0 {
		v.Set("offset", strconv.Itoa(l.Offset))
	}
	return v
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// StorySummary is a story in a desk's list.
type StorySummary struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Type       string          `json:"type"`
	Place      []string        `json:"place"` // most specific first
	Updated    time.Time       `json:"updated"`
	Reports    int             `json:"reports"`
	Outlets    int             `json:"outlets"`
	Origins    int             `json:"origins"`
	Speakers   int             `json:"speakers"`
	Figures    []FigureSummary `json:"figures"`
	LastChange string          `json:"last_change"`
}

// FigureSummary is a figure as of now. High counts an open bound as the number
// stated, with Open set.
type FigureSummary struct {
	Kind               string `json:"kind"`
	Low                int64  `json:"low"`
	Best               int64  `json:"best"`
	High               int64  `json:"high"`
	Open               bool   `json:"open"`
	Unit               string `json:"unit"`
	IndependentOrigins int    `json:"independent_origins"`
	Rule               string `json:"rule"`
	Grade              string `json:"grade"`
}

// Stories lists stories, newest activity first.
func (c *Client) Stories(ctx context.Context, l List) (Page[StorySummary], error) {
	return get[Page[StorySummary]](ctx, c, "/api/v1/stories", l.values())
}

// Story gives everything known of a story at a time, zero for now, as the JSON
// object of schemas/story.json.
func (c *Client) Story(ctx context.Context, id string, at time.Time) (json.RawMessage, error) {
	return get[json.RawMessage](ctx, c, "/api/v1/stories/"+url.PathEscape(id), List{At: at}.values())
}

// Developments lists what happened to the claims of a story, oldest first.
func (c *Client) Developments(ctx context.Context, story string, l List) (Page[explain.Development], error) {
	return get[Page[explain.Development]](ctx, c, "/api/v1/stories/"+url.PathEscape(story)+"/developments", l.values())
}

// RecordPage is a part of a desk's log.
type RecordPage struct {
	Records []ledger.Record `json:"records"`
	Next    int64           `json:"next"` // the cursor to go on from
	More    bool            `json:"more"`
}

// Records gives the desk's log after a cursor, 0 for all; it waits up to wait,
// at most 25 s, for something new.
func (c *Client) Records(ctx context.Context, after int64, wait time.Duration) (RecordPage, error) {
	v := url.Values{"after": {strconv.FormatInt(after, 10)}}
	if s := int(wait / time.Second); s > 0 {
		v.Set("wait", strconv.Itoa(min(s, 25)))
	}
	return get[RecordPage](ctx, c, "/api/v1/records", v)
}

// Sync brings a ledger up to what the desk holds: the records that it does not
// have are appended, in order. It gives how many were new, and the cursor from
// which the next Sync goes on.
func (c *Client) Sync(ctx context.Context, l *Ledger, after int64) (added int, next int64, err error) {
	next = after
	for {
		page, err := c.Records(ctx, next, 0)
		if err != nil {
			return added, next, err
		}
		for i := range page.Records {
			if err := page.Records[i].Check(); err != nil {
				return added, next, fmt.Errorf("from %s: %w", c.base, err)
			}
		}
		n, err := l.log.Append(ctx, page.Records...)
		added += n
		if err != nil {
			return added, next, err
		}
		if next = page.Next; !page.More {
			_, err := l.Add(ctx) // nothing of its own: folds what was appended
			return added, next, err
		}
	}
}

// Event is news of a live connection: that there is something new at Version.
type Event struct {
	Version  int64  `json:"version"`
	Announce string `json:"announce"`
}

// Watch calls fn for every change of a story, "" for the list of all, until ctx
// ends (nil) or fn returns an error (which Watch returns). A connection that
// breaks is opened anew, and nothing is missed meanwhile.
func (c *Client) Watch(ctx context.Context, story string, fn func(Event) error) error {
	path := "/events"
	if story != "" {
		path = "/story/" + url.PathEscape(story) + "/events"
	}
	last := ""
	for ctx.Err() == nil {
		err := c.listen(ctx, path, &last, fn)
		var refused *APIError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &refused) && refused.Status != http.StatusServiceUnavailable && refused.Status != http.StatusTooManyRequests:
			return err
		case errors.Is(err, errHandler):
			return errors.Unwrap(err)
		}
		pause := 3 * time.Second
		if refused != nil && refused.RetryAfter > pause {
			pause = refused.RetryAfter
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	return nil
}

var errHandler = errors.New("the caller ended it")

type handlerError struct{ error }

func (e handlerError) Unwrap() error        { return e.error }
func (e handlerError) Is(target error) bool { return target == errHandler }

// listen reads one live connection to its end.
func (c *Client) listen(ctx context.Context, path string, last *string, fn func(Event) error) error {
	req, err := c.request(ctx, path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/event-stream")
	if *last != "" {
		req.Header.Set("Last-Event-ID", *last)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := refusal(resp); err != nil {
		return err
	}
	name, data := "", ""
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case key == "event":
			name = value
		case key == "id":
			*last = value
		case key == "data":
			data = value
		case lines.Text() == "" && name == "news":
			var e Event
			if err := json.Unmarshal([]byte(data), &e); err != nil {
				return err
			}
			if err := fn(e); err != nil {
				return handlerError{err}
			}
			name = ""
		case lines.Text() == "":
			name = ""
		}
	}
	return io.ErrUnexpectedEOF
}

func (c *Client) request(ctx context.Context, path string, v url.Values) (*http.Request, error) {
	address := c.base.String() + path
	if len(v) > 0 {
		address += "?" + v.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err == nil && c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	return req, err
}

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 256 << 20

func get[T any](ctx context.Context, c *Client, path string, v url.Values) (out T, err error) {
	req, err := c.request(ctx, path, v)
	if err != nil {
		return out, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return out, err
	}
	defer resp.Body.Close()
	if err := refusal(resp); err != nil {
		return out, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(bytes.TrimSpace(body), &out); err != nil {
		return out, fmt.Errorf("the desk's answer to %s: %w", path, err)
	}
	return out, nil
}

// refusal makes an error of an answer that is none.
func refusal(resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	e := &APIError{Status: resp.StatusCode, Detail: resp.Status}
	var p struct {
		Detail string `json:"detail"`
	}
	if body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16)); err == nil && json.Unmarshal(body, &p) == nil && p.Detail != "" {
		e.Detail = p.Detail
	}
	if s, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && s > 0 {
		e.RetryAfter = time.Duration(s) * time.Second
	}
	return e
}
