package intake

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sofar/report"
)

// simulated is a web whose clock runs only while nothing is fetched.
type simulated struct {
	t    *testing.T
	srv  *httptest.Server
	mu   sync.Mutex
	at   time.Time
	hits map[string]int
	full map[string]int // answers with a body
	page func(at time.Time, path string) (status int, header map[string]string, body string)
}

func simulate(t *testing.T, page func(at time.Time, path string) (int, map[string]string, string)) *simulated {
	s := &simulated{t: t, at: time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC), hits: map[string]int{}, full: map[string]int{}, page: page}
	s.srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		path := r.URL.RequestURI()
		s.hits[path]++
		status, header, body := s.page(s.at, path)
		for k, v := range header {
			w.Header().Set(k, v)
		}
		if tag := header["ETag"]; tag != "" && r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if status == 0 {
			status = http.StatusNotFound
		}
		s.full[path]++
		w.WriteHeader(status)
		fmt.Fprint(w, strings.ReplaceAll(body, "SITE", s.srv.URL))
	}))
	t.Cleanup(s.srv.Close)
	return s
}

func (s *simulated) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

// watch runs a watcher until the simulated moment and gives what it yielded.
func (s *simulated) watch(until time.Time, opt WatchOptions, sources ...string) ([]report.Item, *Watcher) {
	s.t.Helper()
	opt.Fetch = allowed()
	var list []Source
	for _, u := range sources {
		list = append(list, Source{URL: s.srv.URL + u})
	}
	w, err := NewWatcher(list, opt)
	if err != nil {
		s.t.Fatal(err)
	}
	w.now, w.f.now = s.now, s.now
	w.pause = func(ctx context.Context, next time.Time) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if next.After(until) {
			return context.Canceled
		}
		if next.After(s.at) {
			s.at = next
		}
		return ctx.Err()
	}
	var items []report.Item
	err = w.Run(s.t.Context(), func(_ context.Context, got []report.Item) error {
		items = append(items, got...)
		return nil
	})
	if err != nil && err != context.Canceled {
		s.t.Fatalf("Run: %v", err)
	}
	return items, w
}

func rssOf(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>Ilmar Herald</title>` + strings.Join(items, "") + `</channel></rss>`
}

func itemOf(path string, at time.Time) string {
	return fmt.Sprintf("<item><title>About %s</title><link>SITE%s?utm_source=rss</link><pubDate>%s</pubDate></item>", path, path, at.Format(time.RFC1123Z))
}

func storyPage(dead string) string {
	return strings.Replace(article, "at least twelve", "at least "+dead, 1)
}

// TestWatch: a feed whose second item comes after an hour, whose first is changed
// without a word after three, and which sends no body while nothing changed.
func TestWatch(t *testing.T) {
	began := time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC)
	s := simulate(t, func(at time.Time, path string) (int, map[string]string, string) {
		later, edited := at.Sub(began) >= time.Hour, at.Sub(began) >= 3*time.Hour
		switch path {
		case "/feed":
			items := []string{itemOf("/one", began), itemOf("/ancient", began.AddDate(0, 0, -30))}
			if later {
				items = append([]string{itemOf("/two", began.Add(time.Hour))}, items...)
			}
			return 200, map[string]string{"Content-Type": "application/rss+xml", "ETag": fmt.Sprintf(`"%v"`, later)}, rssOf(items...)
		case "/one":
			dead := "twelve"
			if edited {
				dead = "nineteen"
			}
			return 200, map[string]string{"Content-Type": "text/html", "ETag": `"` + dead + `"`}, storyPage(dead)
		case "/two":
			return 200, map[string]string{"Content-Type": "text/html"}, storyPage("fifteen")
		}
		return 0, nil, ""
	})
	memory := filepath.Join(t.TempDir(), "watch")
	items, w := s.watch(began.Add(72*time.Hour), WatchOptions{Memory: memory}, "/feed")
	var got []string
	for _, it := range items {
		if it.Report == nil {
			t.Fatalf("not read: %+v", it.NotRead)
		}
		_, rest, _ := strings.Cut(it.Report.Text, "at least ")
		got = append(got, strings.TrimPrefix(it.Report.URL, s.srv.URL)+" "+strings.Fields(rest)[0])
	}
	if want := []string{"/one twelve", "/two fifteen", "/one nineteen"}; !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
	if items[0].Report.Title != "About /one" || items[2].Report.Title == "About /one" {
		t.Errorf("titles %q and %q: the feed's for the first version, the page's for a later one", items[0].Report.Title, items[2].Report.Title)
	}
	if s.hits["/ancient?utm_source=rss"]+s.hits["/ancient"] != 0 {
		t.Error("an item of last month was read")
	}
	if s.full["/feed"] != 2 || s.full["/one"] != 2 {
		t.Errorf("bodies sent: feed %d, page %d; want 2 and 2, the rest answered with 304 (%d and %d asked)", s.full["/feed"], s.full["/one"], s.hits["/feed"], s.hits["/one"])
	}
	if n := s.hits["/feed"]; n < 72 || n > 100 {
		t.Errorf("a quiet feed was asked %d times in three days, want about once an hour", n)
	}
	if n := s.hits["/two"]; n != 1+len(revisits) {
		t.Errorf("a page that does not change was asked %d times, want %d", n, 1+len(revisits))
	}
	status, pages := w.Status()
	if len(status) != 1 || status[0].New != 3 || status[0].Passed != 1 || status[0].Title != "Ilmar Herald" || pages != 0 {
		t.Errorf("status %+v, %d pages", status, pages)
	}

	// A later run goes on: nothing is read twice.
	hits := s.hits["/one"]
	again, _ := s.watch(began.Add(80*time.Hour), WatchOptions{Memory: memory}, "/feed")
	if len(again) != 0 || s.hits["/one"] != hits {
		t.Errorf("the second run read %d reports, page asked %d more times", len(again), s.hits["/one"]-hits)
	}
}

// TestWatchFailures: a site that fails is asked less and less, is told of once,
// and does not keep others waiting; one that asks for peace gets it.
func TestWatchFailures(t *testing.T) {
	began := time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC)
	s := simulate(t, func(at time.Time, path string) (int, map[string]string, string) {
		switch path {
		case "/down":
			return 500, nil, ""
		case "/busy":
			if at.Sub(began) < 3*time.Hour {
				return 429, map[string]string{"Retry-After": "10800"}, ""
			}
			return 200, map[string]string{"Content-Type": "application/rss+xml"}, rssOf(itemOf("/lost", began), itemOf("/flaky", began))
		case "/broken":
			return 200, map[string]string{"Content-Type": "application/rss+xml"}, "<rss><channel><item>"
		case "/flaky":
			if at.Sub(began) < 4*time.Hour {
				return 502, nil, ""
			}
			return 200, map[string]string{"Content-Type": "text/html"}, article
		}
		return 0, nil, ""
	})
	items, busy := s.watch(began.Add(24*time.Hour), WatchOptions{}, "/down", "/busy", "/broken")
	var reasons []string
	reports := 0
	for _, it := range items {
		if it.Report != nil {
			reports++
			continue
		}
		reasons = append(reasons, strings.TrimPrefix(it.NotRead.Name, s.srv.URL)+": "+it.NotRead.Reason)
	}
	slices.Sort(reasons)
	if len(reasons) != 3 || !strings.HasPrefix(reasons[0], "/broken: is a feed that cannot be parsed") || !strings.HasPrefix(reasons[1], "/down: the site answered 500") || !strings.HasPrefix(reasons[2], "/lost: the site says that there is no such page") {
		t.Errorf("told of %q", reasons)
	}
	if reports != 1 {
		t.Errorf("%d reports, want the flaky page", reports)
	}
	if n := s.hits["/down"]; n < 4 || n > 14 {
		t.Errorf("a broken site was asked %d times in a day", n)
	}
	status, _ := busy.Status()
	for _, st := range status {
		if strings.HasSuffix(st.URL, "/busy") && (st.Problem != "" || st.New != 1) {
			t.Errorf("the site that wanted peace: %+v", st)
		}
		if strings.HasSuffix(st.URL, "/down") && st.Problem == "" {
			t.Errorf("the broken site shows no problem: %+v", st)
		}
	}
}

// TestWatchHonoursRetryAfter: no request reaches the host before the time that
// it gave.
func TestWatchHonoursRetryAfter(t *testing.T) {
	began := time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC)
	var asked []time.Duration
	s := simulate(t, func(at time.Time, _ string) (int, map[string]string, string) {
		asked = append(asked, at.Sub(began))
		return 503, map[string]string{"Retry-After": "7200"}, ""
	})
	s.watch(began.Add(3*time.Hour), WatchOptions{}, "/a", "/b")
	for _, d := range asked[2:] {
		if d < 2*time.Hour {
			t.Errorf("asked after %v", d)
		}
	}
}

// TestWatchFindsFeeds: a newcomer gives a site's address, not its feed's.
func TestWatchFindsFeeds(t *testing.T) {
	began := time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC)
	s := simulate(t, func(_ time.Time, path string) (int, map[string]string, string) {
		switch path {
		case "/":
			return 200, map[string]string{"Content-Type": "text/html"}, `<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed">
				<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"></head><body><link rel="alternate" type="application/rss+xml" href="/hidden"></body></html>`
		case "/feed":
			return 200, map[string]string{"Content-Type": "application/rss+xml"}, rssOf(itemOf("/one", began))
		case "/one", "/live":
			return 200, map[string]string{"Content-Type": "text/html"}, article
		}
		return 0, nil, ""
	})
	items, w := s.watch(began.Add(time.Hour), WatchOptions{}, "/", "/live")
	if len(items) != 2 || items[0].Report == nil || items[1].Report == nil {
		t.Fatalf("got %+v", items)
	}
	status, _ := w.Status()
	if len(status) != 3 || status[1].Via != s.srv.URL+"/" || status[0].Problem != "" || s.hits["/hidden"]+s.hits["/comments/feed"] != 0 {
		t.Errorf("sources %+v", status)
	}
	if s.hits["/live"] < 5 || s.hits["/"] != 1 {
		t.Errorf("the page without a feed was looked at %d times, the one with a feed %d times", s.hits["/live"], s.hits["/"])
	}
}

// TestWatchOnce looks at everything that is due, and at what that leads to, once.
func TestWatchOnce(t *testing.T) {
	began := time.Date(2031, 5, 2, 8, 0, 0, 0, time.UTC)
	s := simulate(t, func(_ time.Time, path string) (int, map[string]string, string) {
		switch path {
		case "/index":
			return 200, map[string]string{"Content-Type": "text/xml"}, `<sitemapindex><sitemap><loc>SITE/map</loc></sitemap></sitemapindex>`
		case "/map":
			return 200, map[string]string{"Content-Type": "text/xml"}, `<urlset><url><loc>SITE/one</loc><lastmod>2031-05-02</lastmod></url><url><loc>SITE/old</loc><lastmod>2030-01-01</lastmod></url></urlset>`
		case "/one":
			return 200, map[string]string{"Content-Type": "text/html"}, article
		}
		return 0, nil, ""
	})
	memory := filepath.Join(t.TempDir(), "watch")
	for run, want := range []int{1, 0} {
		items, _ := s.watch(began.Add(time.Hour), WatchOptions{Once: true, Memory: memory}, "/index")
		if len(items) != want {
			t.Errorf("run %d: %d items, want %d: %+v", run, len(items), want, items)
		}
	}
	if s.hits["/old"] != 0 || s.hits["/one"] != 1 {
		t.Errorf("asked: %v", s.hits)
	}
}

func TestReadSources(t *testing.T) {
	list, err := readOPML([]byte(`<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
		<outline text="World"><outline type="rss" text="Herald" xmlUrl="https://herald.example/rss"/><outline text="Again" xmlUrl="https://herald.example/rss"/></outline>
		<outline text="Tribune &nbsp; feed" xmlUrl="feed://tribune.example/all"/><outline text="Bad" xmlUrl="javascript:alert(1)"/></body></opml>`))
	if err != nil || len(list) != 2 || list[0] != (Source{"https://herald.example/rss", "Herald"}) || list[1].URL != "http://tribune.example/all" {
		t.Errorf("OPML: %+v, %v", list, err)
	}
	if _, err := readOPML([]byte(`<html></html>`)); err == nil || !strings.Contains(err.Error(), "no OPML") {
		t.Errorf("HTML as OPML: %v", err)
	}
	list, err = readAddresses([]byte("\ufeff# mine\r\nhttps://a.example/feed\r\n\nhttps://a.example/feed\nhttp://b.example/\n"))
	if err != nil || len(list) != 2 || list[0].URL != "https://a.example/feed" {
		t.Errorf("addresses: %+v, %v", list, err)
	}
	if _, err := readAddresses([]byte("https://a.example/\nnot one\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a wrong line: %v", err)
	}
}
