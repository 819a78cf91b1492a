package intake

import (
	"fmt"
	"net/url"
	"time"

	"github.com/cespare/xxhash/v2"

	"sofar/report"
)

// add remembers a new address.
func (w *Watcher) add(address string, v *visit) {
	w.mem.Visits[address] = v
	if !v.Next.IsZero() {
		w.push(address, v.Next)
	}
}

// listed takes what a list names into the memory: new pages are due at once, and
// known ones that the list gives a later time. Of a list's first look the newest
// are taken and the rest passed over. fresh counts what was new or newer.
func (w *Watcher) listed(address string, v *visit, l *list, now time.Time) (items []report.Item, fresh int) {
	v.List = true
	if l.title != "" {
		v.Title = l.title
	}
	if v.Source == "" || !w.isIndex(v.Source) {
		fresh += w.sitemaps(address, l.children, now)
	}
	taken := 0
	for i := range l.entries {
		e := &l.entries[i]
		key := e.link
		if key == "" {
			key = fmt.Sprintf("%s#%x", address, xxhash.Sum64String(e.hints.Title+"\x00"+e.text))
		} else if u, err := url.Parse(key); err == nil {
			key = cleanURL(u)
		}
		stamp := e.stamp()
		if p := w.mem.Visits[key]; p != nil {
			p.Listed = now
			if !p.named() && e.link != "" && stamp.After(p.Dated) && !p.Dated.IsZero() && w.young(stamp, now) {
				p.note(e)
				fresh++
				if !p.busy {
					p.Looks, p.Next = 0, now
					w.push(key, now)
				}
			}
			continue
		}
		p := &visit{Source: address, Listed: now}
		p.note(e)
		switch {
		case taken == w.f.opt.MaxItems || !w.young(stamp, now):
			v.Passed++
		case e.link == "":
			items = append(items, w.own(address, i, v, e))
			p.First, p.Last = now, now
			fresh++
		default:
			taken++
			fresh++
			p.Next, p.text = now, e.text
			if len(p.text) < minCarried {
				p.text = ""
			}
		}
		w.add(key, p)
	}
	return items, fresh
}

// own makes a report of an item that has no page of its own.
func (w *Watcher) own(list string, i int, v *visit, e *entry) report.Item {
	it, ok := w.f.carried(list, i, v.Title, e, "the feed gives no address of a page")
	if !ok {
		return failed(fmt.Sprintf("%s#%d", list, i+1), fmt.Sprintf("item %d of the feed has no link", i+1))
	}
	v.New++
	return it
}

// note keeps what a list says of a page.
func (v *visit) note(e *entry) {
	v.Dated = e.stamp()
	v.Headline, v.Author, v.Publisher = line(e.hints.Title), line(e.hints.Author), line(e.hints.Publisher)
	v.Published, v.Updated = e.hints.Published, e.hints.Updated
}

// young tells whether a list's date is one whose pages are read. A page without
// a date is.
func (w *Watcher) young(dated, now time.Time) bool {
	return dated.IsZero() || w.opt.MaxAge < 0 || now.Sub(dated) <= w.opt.MaxAge
}

// sitemaps has the newest sitemaps of an index looked at, and no others of it.
func (w *Watcher) sitemaps(index string, children []entry, now time.Time) (fresh int) {
	if len(children) == 0 {
		return 0
	}
	wanted := map[string]bool{}
	for _, c := range children {
		if len(wanted) == maxSitemaps {
			break
		}
		if c.link == "" || !w.young(c.stamp(), now) {
			continue
		}
		wanted[c.link] = true
		p := w.mem.Visits[c.link]
		if p == nil {
			w.add(c.link, &visit{Source: index, List: true, Dated: c.stamp(), Listed: now, Next: now})
			fresh++
			continue
		}
		p.Listed = now
		if p.Next.IsZero() && !p.busy && p.Source == index {
			p.Next = now
			w.push(c.link, now)
		}
	}
	for address, p := range w.mem.Visits {
		if p.Source == index && p.List && !wanted[address] {
			p.Next = time.Time{}
		}
	}
	return fresh
}

// isIndex tells whether an address was reached through another list: sitemaps of
// sitemaps of sitemaps are not followed.
func (w *Watcher) isIndex(address string) bool {
	p := w.mem.Visits[address]
	return p != nil && p.Source != ""
}

// children counts what an address has led to.
func (w *Watcher) children(address string) (n int) {
	for _, v := range w.mem.Visits {
		if v.Source == address {
			n++
		}
	}
	return n
}

// forget drops what keep says no to, and what only that led to.
func (w *Watcher) forget(keep func(address string, v *visit) bool) {
	for again := true; again; {
		again = false
		for address, v := range w.mem.Visits {
			gone := v.Source != "" && w.mem.Visits[v.Source] == nil
			if gone || !keep(address, v) {
				delete(w.mem.Visits, address)
				again = true
			}
		}
	}
}

// forgetOld drops pages that are done and that no list has named for long.
func (w *Watcher) forgetOld() {
	now := w.now()
	for address, v := range w.mem.Visits {
		if !v.named() && !v.busy && v.Next.IsZero() && now.Sub(v.Listed) > keepPages {
			delete(w.mem.Visits, address)
		}
	}
}
