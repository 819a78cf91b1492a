package desk

import (
	"net/url"
	"strconv"
	"time"
)

// timeForms are the accepted forms of ?at= and ?since=, exact to coarse, UTC.
var timeForms = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"}

// parseTime reads a time from an address; the zero time for "".
func parseTime(s string) (time.Time, bool) {
	if s == "" || s == "now" {
		return time.Time{}, true
	}
	for _, form := range timeForms {
		if t, err := time.Parse(form, s); err == nil && t.Year() >= 1 && t.Year() <= 9999 {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// pager is one page of a longer list.
type pager struct {
	From, To, Total int // From is 1-based, To inclusive; both 0 for an empty list
	Prev, Next      string
	Page, Pages     int
	Label           string // read aloud, "Pages" if empty
}

// paginate cuts a list of total entries into pages of size; which page is asked
// for stands in the query under key. Links keep the rest of the query.
func paginate(total, size int, at *url.URL, key, anchor string) (pager, int, int) {
	n := number(at.Query().Get(key))
	pages := max(1, (total+size-1)/size)
	n = max(1, min(n, pages))
	lo := (n - 1) * size
	hi := min(total, lo+size)
	p := pager{Total: total, Page: n, Pages: pages, From: lo + 1, To: hi}
	if total == 0 {
		p.From = 0
	}
	if n > 1 {
		p.Prev = with(at, anchor, key, strconv.Itoa(n-1))
	}
	if n < pages {
		p.Next = with(at, anchor, key, strconv.Itoa(n+1))
	}
	return p, lo, hi
}

// number reads a page's number, 0 for anything else.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// with gives the address with some of its query set ("" removes a key).
func with(at *url.URL, anchor string, pairs ...string) string {
	q := at.Query()
	q.Del("fragment")
	q.Del("v")
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		} else {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	u := url.URL{Path: at.Path, RawQuery: q.Encode(), Fragment: anchor}
	return u.String()
}
