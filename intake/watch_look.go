package intake

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cespare/xxhash/v2"

	"sofar/report"
)

// outcome is what a look brought.
type outcome struct {
	address string
	err     error
	page    *page
	body    uint64
	same    bool // nothing new, by the site's word or by the bytes
	list    *list
	found   []Source      // feeds that a page named by the user leads to
	items   []report.Item // the page, read
}

// look fetches and reads one address. It runs beside others and changes nothing.
func (w *Watcher) look(ctx context.Context, address string, v visit) outcome {
	o := outcome{address: address}
	now := w.now()
	opt := w.opt.Fetch.Report
	opt.Now = now
	fallBack := func(why error) bool {
		e := entry{link: address, hints: v.hints(), text: v.text}
		it, ok := w.f.carried(v.Source, 0, "", &e, plainReason(why))
		if ok {
			o.items = []report.Item{it}
		}
		return ok
	}
	if !v.named() {
		if o.err = w.f.allowed(ctx, address); o.err != nil {
			fallBack(o.err)
			return o
		}
	}
	if o.page, o.err = w.f.get(ctx, address, v.stamp); o.err != nil {
		if status, ok := errors.AsType[*statusError](o.err); ok && status.final() {
			fallBack(o.err)
		}
		return o
	}
	o.body = xxhash.Sum64(o.page.body)
	if o.page.unchanged || o.body == v.Body && len(o.page.body) > 0 {
		o.same = true
		return o
	}
	if o.page.kind() == kindList {
		if !v.named() {
			o.err = errors.New("is a feed inside a feed, which is not followed; give its address itself")
			return o
		}
		o.list, o.err = o.page.list(now)
		return o
	}
	if v.List {
		o.err = fmt.Errorf("was a feed or a sitemap and is now of type %q", o.page.contentType)
		return o
	}
	if v.Source == "" && v.Report == "" && o.page.kind() == kindHTML {
		if o.found = o.page.feeds(); len(o.found) > 0 {
			return o
		}
	}
	o.err = w.f.read(ctx, o.page, address, v.hints(), opt, func(it report.Item) error {
		o.items = append(o.items, it)
		return nil
	})
	if len(o.items) == 1 && o.items[0].NotRead != nil {
		fallBack(errors.New(o.items[0].NotRead.Reason))
	}
	return o
}

// revisits are the pauses between the looks at a page that does not change.
var revisits = []time.Duration{10 * time.Minute, 20 * time.Minute, 40 * time.Minute, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour, 24 * time.Hour}

const (
	firstPause = 5 * time.Minute // between the first two looks at a source
	failPause  = 5 * time.Minute // doubled with each failure in a row
	worstPause = 6 * time.Hour
	// pageTries is how often a page is asked for that fails in a passing way, and
	// sourceTries how many failures of a source are reported as not read.
	pageTries   = 6
	sourceTries = 3
	// followFor is how old a page may be for its changes to be followed.
	followFor = 48 * time.Hour
	// keepPages is how long a page is remembered after its list last named it.
	keepPages = 14 * 24 * time.Hour
)

// apply takes an outcome into the memory, sets the next look and gives what is
// new for the ledger.
func (w *Watcher) apply(o *outcome) []report.Item {
	now := w.now()
	w.running--
	name := hostOf(o.address)
	h := w.hosts[name]
	h.busy = false
	if len(h.waiting) > 0 {
		w.turn = append(w.turn, name)
	}
	v := w.mem.Visits[o.address]
	if v == nil {
		return nil // it was taken out meanwhile
	}
	if v.First.IsZero() {
		v.First = now
	}
	v.busy, v.Last = false, now
	defer func() {
		if !v.Next.IsZero() {
			w.push(o.address, v.Next)
		}
	}()
	if o.err != nil {
		return w.failed(o, v, h, now)
	}
	v.Failed, v.Problem, v.stamp = 0, "", o.page.stamp
	if !o.same {
		v.Body = o.body
	}
	switch {
	case len(o.found) > 0:
		for _, s := range o.found {
			if w.mem.Visits[s.URL] == nil {
				w.add(s.URL, &visit{Source: o.address, List: true, Title: s.Title, Next: now})
			}
		}
		v.Next = time.Time{}
		return nil
	case o.list != nil:
		items, fresh := w.listed(o.address, v, o.list, now)
		w.cadence(v, fresh, max(o.page.fresh, o.list.every), now)
		return items
	}
	items, news := w.versions(o, v)
	switch {
	case v.named():
		w.cadence(v, news, o.page.fresh, now)
	case len(o.items) > 0 && o.items[0].Report == nil: // no article: it will not become one
		v.Next = time.Time{}
	default:
		if v.Looks++; news > 0 && v.Looks > 1 {
			v.Looks = 1 // it changes: look again soon
		}
		dated := v.Dated
		if dated.IsZero() || dated.After(now) {
			dated = v.First
		}
		if v.Looks > len(revisits) || now.Sub(dated) > followFor {
			v.Next = time.Time{}
		} else {
			v.Next = now.Add(max(revisits[v.Looks-1], w.opt.Least))
		}
	}
	return items
}

// versions gives the items that the page was not known to hold.
func (w *Watcher) versions(o *outcome, v *visit) (items []report.Item, news int) {
	v.text = "" // served its turn
	for _, it := range o.items {
		if it.Report != nil {
			if it.Report.ID == v.Report {
				continue
			}
			news++
			w.credit(v)
		}
		items = append(items, it)
	}
	for _, it := range o.items {
		if it.Report != nil {
			v.Report = it.Report.ID
		}
	}
	return items, news
}

// credit counts a report for the source that led to it.
func (w *Watcher) credit(v *visit) {
	for range 3 { // a page, its sitemap, the index
		if v.Source == "" || w.mem.Visits[v.Source] == nil {
			break
		}
		v = w.mem.Visits[v.Source]
		v.New++
	}
	if v.Source == "" && !v.List && v.Report != "" {
		v.New++
	}
}

// failed sets when to try again, and tells of the failure once it is final.
func (w *Watcher) failed(o *outcome, v *visit, h *host, now time.Time) []report.Item {
	v.Failed++
	v.Problem = plainReason(o.err)
	status, hasStatus := errors.AsType[*statusError](o.err)
	_, refused := errors.AsType[*refusedError](o.err)
	_, blocked := errors.AsType[*blockedError](o.err)
	final := refused || blocked || hasStatus && status.final()
	pause := min(failPause<<min(v.Failed-1, 10), worstPause)
	if hasStatus && (status.code == http.StatusTooManyRequests || status.code == http.StatusServiceUnavailable) {
		h.until = now.Add(max(status.wait, pause))
		pause = max(pause, status.wait)
	}
	missing := []report.Item{failed(o.address, v.Problem)}
	switch {
	case v.named():
		if final {
			pause = worstPause
		}
		v.Next = now.Add(max(pause, w.opt.Least))
		if v.Failed == sourceTries || final && v.Failed == 1 {
			return missing
		}
		return nil
	case len(o.items) > 0: // the feed's own text stands in
		v.Next = time.Time{}
		items, _ := w.versions(o, v)
		return items
	case final || v.Failed >= pageTries:
		v.Next = time.Time{}
		if v.Report != "" {
			missing[0].NotRead.Reason = "was read before, and now " + v.Problem
		}
		return missing
	}
	v.Next = now.Add(max(pause, w.opt.Least))
	return nil
}

// cadence learns the pause between two looks at a source: halved when something
// came, half as long again when nothing did; a site's own wish counts.
func (w *Watcher) cadence(v *visit, news int, asked time.Duration, now time.Time) {
	switch {
	case v.Every == 0:
		v.Every = firstPause
	case news > 0:
		v.Every /= 2
	default:
		v.Every += v.Every / 2
	}
	v.Every = min(max(v.Every, w.opt.Least), w.opt.Most)
	v.Next = now.Add(min(max(v.Every, asked), w.opt.Most))
}
