package intake

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sofar/report"
)

// webPage is a page of the simulated web: from when it stands there, and when
// its text is changed.
type webPage struct {
	path  string
	from  time.Duration
	edits []time.Duration
}

// version is the number of edits made by then, -1 before the page is there.
func (p *webPage) version(at time.Duration) int {
	if at < p.from {
		return -1
	}
	n := 0
	for _, e := range p.edits {
		if at >= e {
			n++
		}
	}
	return n
}

// webSite is one host with a feed.
type webSite struct {
	n     int
	pages []webPage
	srv   *httptest.Server
}

func (s *webSite) text(p *webPage, version int) string {
	return strings.NewReplacer("Port Ilmar", fmt.Sprintf("Port %d", s.n), "twelve", fmt.Sprint(12+version), "14:05", fmt.Sprintf("%02d:05", version%24)).Replace(article)
}

// web is thirty hosts, most of them well-behaved.
type web struct {
	t      *testing.T
	mu     sync.Mutex
	at     time.Time
	sites  []*webSite
	secret *httptest.Server
	leaked atomic.Int32
	asked  map[string]int
}

var webBegan = time.Date(2031, 5, 2, 6, 0, 0, 0, time.UTC)

func newWeb(t *testing.T) *web {
	w := &web{t: t, at: webBegan, asked: map[string]int{}}
	w.secret = httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { w.leaked.Add(1) }))
	t.Cleanup(w.secret.Close)
	for n := range 30 {
		s := &webSite{n: n}
		for k := range 9 {
			p := webPage{path: fmt.Sprintf("/news/%d", k), from: time.Duration(k*5) * time.Hour}
			if k%3 == 0 {
				p.edits = []time.Duration{p.from + 25*time.Minute, p.from + 9*time.Hour}
			}
			s.pages = append(s.pages, p)
		}
		s.srv = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.serve(s, rw, r) }))
		t.Cleanup(s.srv.Close)
		w.sites = append(w.sites, s)
	}
	return w
}

func (w *web) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

// serve is what a host answers; the numbers of the hosts that misbehave, and
// how, stand here.
func (w *web) serve(s *webSite, rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	at := w.at.Sub(webBegan)
	w.asked[s.srv.URL+r.URL.Path]++
	w.mu.Unlock()
	switch r.URL.Path {
	case "/robots.txt":
		http.NotFound(rw, r)
	case "/feed", "/moved":
		w.feed(s, at, rw, r)
	case "/to-secret":
		http.Redirect(rw, r, w.secret.URL+"/", http.StatusFound)
	case "/bomb":
		rw.Header().Set("Content-Type", "text/html")
		for range 40 {
			fmt.Fprint(rw, strings.Repeat(" ", 1<<16))
		}
	default:
		for i := range s.pages {
			p := &s.pages[i]
			if v := p.version(at); p.path == r.URL.Path && v >= 0 {
				rw.Header().Set("Content-Type", "text/html; charset=utf-8")
				if s.n%2 == 0 {
					tag := fmt.Sprintf(`"%d"`, v)
					rw.Header().Set("ETag", tag)
					if r.Header.Get("If-None-Match") == tag {
						rw.WriteHeader(http.StatusNotModified)
						return
					}
				}
				fmt.Fprint(rw, s.text(p, v))
				return
			}
		}
		http.NotFound(rw, r)
	}
}

func (w *web) feed(s *webSite, at time.Duration, rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "application/rss+xml")
	date := func(p *webPage) string { return webBegan.Add(p.from).Format(time.RFC1123Z) }
	var items []string
	switch s.n {
	case 20: // moved for good
		if r.URL.Path == "/feed" {
			http.Redirect(rw, r, "/moved", http.StatusMovedPermanently)
			return
		}
	case 21: // absurd dates
		date = func(p *webPage) string {
			return []string{"Fri, 02 May 9999 13:00:00 GMT", "yesterday", "", "Thu, 01 Jan 1970 00:00:00 GMT"}[int(p.from/time.Hour)%4]
		}
	case 23: // never answers
		<-r.Context().Done()
		return
	case 24: // leads into the reader's own network
		for _, link := range []string{w.secret.URL + "/x", "/to-secret", "file:///etc/passwd", "http://169.254.169.254/latest", "http://[::1]:1/", "http://2130706433/", "//10.0.0.1/"} {
			items = append(items, "<item><link>"+link+"</link></item>")
		}
	case 25: // more than a page can be
		items = append(items, "<item><link>/bomb</link></item>")
	case 26: // far more items than there are pages
		for i := range 3000 {
			items = append(items, fmt.Sprintf("<item><link>/nowhere/%d</link><pubDate>%s</pubDate></item>", i, webBegan.AddDate(0, 0, -20).Format(time.RFC1123Z)))
		}
	case 27: // wants to be left alone in the first half of each day
		if int(at.Hours())%24 < 12 {
			rw.Header().Set("Retry-After", "3600")
			rw.WriteHeader(http.StatusTooManyRequests)
			return
		}
	case 28: // calls its feed a page
		rw.Header().Set("Content-Type", "text/html")
	case 29: // its feed names itself and other feeds
		items = append(items, "<item><link>/feed</link></item><item><link>/moved</link></item>")
	}
	for i := len(s.pages) - 1; i >= 0; i-- {
		if p := &s.pages[i]; p.version(at) >= 0 {
			items = append(items, fmt.Sprintf("<item><title>News %d</title><link>%s</link><pubDate>%s</pubDate></item>", i, p.path, date(p)))
		}
	}
	body := rssOf(items...)
	if s.n == 22 { // broken after its last item
		body = strings.TrimSuffix(body, "</channel></rss>") + "<item><title>&broken"
	}
	fmt.Fprint(rw, body)
}

// TestWatchWeb watches thirty hosts with 270 pages for four simulated days: each
// version of each page that can be read is read once, nothing of the reader's own
// network is reached, quiet hosts are asked seldom, and memory does not grow.
func TestWatchWeb(t *testing.T) {
	if testing.Short() {
		t.Skip("watches four simulated days")
	}
	w := newWeb(t)
	var sources []Source
	known := map[string]bool{}
	for _, s := range w.sites {
		sources = append(sources, Source{URL: s.srv.URL + "/feed"})
		known[s.srv.Listener.Addr().String()] = true
	}
	opt := WatchOptions{Fetch: Options{Delay: -1, Timeout: 5 * time.Second, Report: report.Options{MaxBytes: 1 << 20}}}
	watcher, err := NewWatcher(sources, opt)
	if err != nil {
		t.Fatal(err)
	}
	watcher.now, watcher.f.now = w.now, w.now
	transport := watcher.f.client.Transport.(*http.Transport)
	guarded := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if known[addr] { // stands for the public web
			return (&net.Dialer{}).DialContext(ctx, network, addr)
		}
		return guarded(ctx, network, addr)
	}
	transport.ResponseHeaderTimeout = 300 * time.Millisecond
	end := webBegan.Add(96 * time.Hour)
	var heaps []uint64
	watcher.pause = func(ctx context.Context, next time.Time) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		if next.After(end) {
			return context.Canceled
		}
		if day := next.Sub(webBegan) / (24 * time.Hour); next.After(w.at) && int(day) > len(heaps) {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			heaps = append(heaps, m.HeapAlloc)
		}
		if next.After(w.at) {
			w.at = next
		}
		return ctx.Err()
	}
	read := map[string]int{}
	reasons := map[string]string{}
	err = watcher.Run(t.Context(), func(_ context.Context, items []report.Item) error {
		for _, it := range items {
			if it.NotRead != nil {
				reasons[it.NotRead.Name] = it.NotRead.Reason
				continue
			}
			_, rest, _ := strings.Cut(it.Report.Text, "at least ")
			read[it.Report.URL+" "+strings.Fields(rest)[0]]++
		}
		return nil
	})
	if err != context.Canceled {
		t.Fatalf("Run: %v", err)
	}
	want := 0
	for _, s := range w.sites {
		if s.n == 23 || s.n == 22 {
			continue
		}
		for i := range s.pages {
			p := &s.pages[i]
			for v := range len(p.edits) + 1 {
				want++
				key := fmt.Sprintf("%s%s %d", s.srv.URL, p.path, 12+v)
				early := len(p.edits) > 0 && (s.n == 27 || v == 0 && p.from > 0) // may be gone before the feed is asked again
				if n := read[key]; n > 1 || n == 0 && !early {
					t.Errorf("host %d, %s: version %d was read %d times", s.n, p.path, v, n)
				}
				delete(read, key)
			}
		}
	}
	for key := range read {
		if !strings.HasPrefix(key, w.sites[22].srv.URL) {
			t.Errorf("read what is not there: %s", key)
		}
	}
	if n := w.leaked.Load(); n != 0 {
		t.Errorf("the private server was reached %d times", n)
	}
	blocked := 0
	for name, why := range reasons {
		if strings.Contains(why, "private or reserved address") {
			blocked++
		}
		if strings.Contains(name, "/nowhere/") {
			t.Errorf("an item of last month is told of: %s: %s", name, why)
		}
	}
	if blocked < 4 {
		t.Errorf("%d addresses were refused as private, want at least 4: %v", blocked, reasons)
	}
	if n := w.asked[w.sites[23].srv.URL+"/feed"]; n < 5 || n > 40 {
		t.Errorf("the host that never answers was asked %d times in four days", n)
	}
	if n := w.asked[w.sites[0].srv.URL+"/feed"]; n < 96 || n > 400 {
		t.Errorf("a feed with a new page every five hours was asked %d times in four days", n)
	}
	if n := len(heaps); n >= 3 && heaps[n-1] > heaps[0]+8<<20 {
		t.Errorf("the heap grew from %d to %d bytes", heaps[0], heaps[n-1])
	}
	t.Logf("%d versions, %d addresses asked, %d reasons, heaps by day %v", want, len(w.asked), len(reasons), heaps)
}
