package intake

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"
)

// robotsName is how sites name sofar in robots.txt.
const robotsName = "sofar"

const (
	robotsFresh = 24 * time.Hour   // RFC 9309, section 2.4
	robotsRetry = 30 * time.Minute // where it could not be read
	maxRobots   = 500 << 10        // bytes, RFC 9309, section 2.5
	maxPace     = time.Minute      // the longest pause that a site can ask for
)

// rules are what a site's robots.txt asks of sofar.
type rules struct {
	group *robotstxt.Group // nil allows all
	err   error            // why it could not be read: then nothing is followed
	until time.Time
}

// refusedError says that a site wants a page left alone.
type refusedError struct{ site string }

func (e *refusedError) Error() string {
	return "the site asks programs to leave it alone (" + e.site + "/robots.txt); if you may, save the page and give the file"
}

// allowed asks the site's robots.txt (RFC 9309) whether a page that a feed names
// may be fetched. Addresses that the user gives are not asked about: that is one
// person's visit.
func (f *Fetcher) allowed(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	r := f.rulesOf(ctx, u)
	if r.err != nil {
		return r.err
	}
	if r.group != nil && !r.group.Test(u.RequestURI()) {
		return &refusedError{site: u.Scheme + "://" + u.Host}
	}
	return nil
}

// rulesOf gives the rules of the address's site, fetched at most once a day.
func (f *Fetcher) rulesOf(ctx context.Context, u *url.URL) *rules {
	site := u.Scheme + "://" + u.Host
	now := f.now()
	f.mu.Lock()
	r := f.robots[site]
	f.mu.Unlock()
	if r != nil && now.Before(r.until) {
		return r
	}
	r = f.readRobots(ctx, site)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.robots) > 10_000 { // a feed that names a new host in each item
		clear(f.robots)
	}
	f.robots[site] = r
	return r
}

// readRobots fetches robots.txt. A site that answers that it has none allows
// all; one that fails or cannot be reached allows nothing for a while (RFC 9309,
// section 2.3.1).
func (f *Fetcher) readRobots(ctx context.Context, site string) *rules {
	now := f.now()
	p, err := f.get(ctx, site+"/robots.txt", stamp{})
	var status *statusError
	switch {
	case errors.As(err, &status) && status.code >= 400 && status.code < 500 && status.code != http.StatusTooManyRequests:
		return &rules{until: now.Add(robotsFresh)}
	case err != nil:
		return &rules{err: err, until: now.Add(robotsRetry)}
	}
	data, err := robotstxt.FromBytes(p.body[:min(len(p.body), maxRobots)])
	if err != nil { // a page in its place says nothing
		return &rules{until: now.Add(robotsFresh)}
	}
	return &rules{group: data.FindGroup(robotsName), until: now.Add(robotsFresh)}
}

// pace is the pause between two requests that the site's robots.txt asks for,
// 0 if it is not known or asks for none.
func (f *Fetcher) pace(u *url.URL) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r := f.robots[u.Scheme+"://"+u.Host]; r != nil && r.group != nil {
		return min(r.group.CrawlDelay, maxPace)
	}
	return 0
}
