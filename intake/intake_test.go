package intake

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sofar/report"
)

const article = `<!doctype html><html><head><title>Ferry sinks off Port Ilmar</title>
<meta property="og:site_name" content="Ilmar Herald"><meta property="article:published_time" content="2031-05-02T14:05:00+02:00">
<script>document.title="hijacked"</script></head><body><article><h1>Ferry sinks off Port Ilmar</h1>
<p>A passenger ferry sank off Port Ilmar on Friday, and at least twelve people drowned, the coast guard said in a statement.</p>
<p>Rescue boats searched the bay until nightfall while families waited on the pier, the harbour master told reporters.</p></article></body></html>`

// site serves everything that the tests fetch.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	page := func(path, contentType, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			fmt.Fprint(w, body)
		})
	}
	page("/article", "text/html; charset=utf-8", article)
	page("/plain", "text/plain; charset=utf-8", "Two people were injured in the fire at the mill, police said.")
	page("/lines", "application/x-ndjson", `{"id":"a","text":"Two people were hurt, police said."}`+"\n{broken\n"+`{"id":"b","text":"Three people were hurt, police said."}`)
	page("/picture", "image/png", "\x89PNG\r\n")
	page("/empty", "text/html", "")
	page("/feed.xml", "application/rss+xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>Ilmar Herald</title>
		<item><title>From the feed</title><link>/article?utm_source=rss</link><pubDate>Fri, 02 May 2031 13:00:00 GMT</pubDate></item>
		<item><title>Gone</title><link>/gone</link></item>
		<item><title>Without a link</title></item>
		<item><title>Script</title><link>javascript:alert(1)</link></item>
		<item><title>Again</title><link>/article?utm_source=rss</link></item>
		<item><title>Another feed</title><link>/feed.xml</link></item></channel></rss>`)
	page("/front", "text/html", `<html><head><title>Ilmar Herald</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body><p>Welcome</p></body></html>`)
	page("/empty-front", "text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/gone"></head><body><p>Welcome</p></body></html>`)
	page("/bad.xml", "application/rss+xml", `<rss><channel><item>`)
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/article", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/hostname", http.StatusFound)
	})
	mux.HandleFunc("/refused", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		zw := gzip.NewWriter(w)
		defer zw.Close()
		zeros := strings.Repeat(" ", 1<<16)
		for range 64 {
			fmt.Fprint(zw, zeros)
		}
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

func allowed() Options {
	return Options{AllowPrivate: true, Delay: -1, Timeout: 2 * time.Second, Report: report.Options{MaxBytes: 1 << 20}}
}

func fetchAll(t *testing.T, f *Fetcher, address string) []report.Item {
	t.Helper()
	var items []report.Item
	err := f.Fetch(t.Context(), address, func(it report.Item) error {
		items = append(items, it)
		return nil
	})
	if err != nil {
		t.Fatalf("Fetch: %v", err)
	}
	return items
}

func TestFetchPage(t *testing.T) {
	srv := site(t)
	for _, path := range []string{"/article?utm_source=x&fbclid=1#top", "/redirect"} {
		items := fetchAll(t, NewFetcher(allowed()), srv.URL+path)
		if len(items) != 1 || items[0].Report == nil {
			t.Fatalf("%s: got %+v", path, items)
		}
		r := items[0].Report
		if r.URL != srv.URL+"/article" || r.Publisher != "Ilmar Herald" || r.Title != "Ferry sinks off Port Ilmar" {
			t.Errorf("%s: URL %q, publisher %q, title %q", path, r.URL, r.Publisher, r.Title)
		}
		if want := time.Date(2031, 5, 2, 12, 5, 0, 0, time.UTC); !r.Published.Equal(want) {
			t.Errorf("%s: published %v, want %v", path, r.Published, want)
		}
		if !strings.Contains(r.Text, "at least twelve people drowned") || strings.Contains(r.Text, "hijacked") {
			t.Errorf("%s: text %q", path, r.Text)
		}
	}
}

// TestFrontPage: the address of a site stands for the feed that it names.
func TestFrontPage(t *testing.T) {
	srv := site(t)
	read := 0
	for _, it := range fetchAll(t, NewFetcher(allowed()), srv.URL+"/front") {
		if it.Report != nil {
			read++
			if it.Report.Title != "From the feed" {
				t.Errorf("%+v", it.Report)
			}
		}
	}
	if read != 1 {
		t.Errorf("%d reports of the site's feed", read)
	}
}

func TestFetchFailures(t *testing.T) {
	srv := site(t)
	patient := allowed()
	patient.Timeout = time.Minute // a slow machine is no slow site
	quick, f := NewFetcher(allowed()), NewFetcher(patient)
	for _, c := range []struct{ address, want string }{
		{srv.URL + "/gone", "no such page (404)"},
		{srv.URL + "/refused", "the site refuses it (403)"},
		{srv.URL + "/busy", "come back later (429, after 120)"},
		{srv.URL + "/slow", "took too long to answer"},
		{srv.URL + "/loop", "redirects more than 5 times"},
		{srv.URL + "/file", "is not an http or https address"},
		{srv.URL + "/picture", `is of type "image/png"`},
		{srv.URL + "/empty", "is empty"},
		{srv.URL + "/bomb", "is longer than 1048576 bytes"},
		{srv.URL + "/bad.xml", "is a feed"},
		{srv.URL + "/empty-front", "no article was found"},
		{"ftp://example.org/x", "is not an http or https address"},
		{"file:///etc/hostname", "is not an http or https address"},
		{"http:///x", "names no host"},
		{"http://user:secret@example.org/", "carries a user name or password"},
		{"http://%zz/", "is no address"},
		{"http://no-such-host.invalid/", ""},
	} {
		f := f
		if strings.HasSuffix(c.address, "/slow") {
			f = quick
		}
		items := fetchAll(t, f, c.address)
		if len(items) != 1 || items[0].NotRead == nil {
			t.Errorf("%s: got %+v", c.address, items)
			continue
		}
		if n := items[0].NotRead; !strings.Contains(n.Reason, c.want) || n.Reason == "" || n.Name != c.address {
			t.Errorf("%s: %q: %q, want a reason with %q", c.address, n.Name, n.Reason, c.want)
		}
	}
}

func TestFetchLines(t *testing.T) {
	srv := site(t)
	items := fetchAll(t, NewFetcher(allowed()), srv.URL+"/lines")
	if len(items) != 3 || items[0].Report == nil || items[1].NotRead == nil || items[2].Report == nil {
		t.Fatalf("got %+v", items)
	}
	if n := items[1].NotRead; n.Line != 2 || n.Name != srv.URL+"/lines:2" {
		t.Errorf("the bad line is named %q, line %d", n.Name, n.Line)
	}
}

func TestFetchFeed(t *testing.T) {
	srv := site(t)
	items := fetchAll(t, NewFetcher(allowed()), srv.URL+"/feed.xml")
	if len(items) != 5 {
		t.Fatalf("%d items, want 5: %+v", len(items), items)
	}
	r := items[0].Report
	if r == nil || r.Title != "From the feed" || r.URL != srv.URL+"/article" || !r.Published.Equal(time.Date(2031, 5, 2, 13, 0, 0, 0, time.UTC)) {
		t.Fatalf("first item %+v %+v", r, items[0].NotRead)
	}
	for i, want := range []string{"no such page (404)", "has no link", "has no link", "a feed inside a feed"} {
		if n := items[i+1].NotRead; n == nil || !strings.Contains(n.Reason, want) {
			t.Errorf("item %d: %+v, want a reason with %q", i+1, n, want)
		}
	}

	opt := allowed()
	opt.MaxItems = 1
	items = fetchAll(t, NewFetcher(opt), srv.URL+"/feed.xml")
	if len(items) != 2 || items[1].NotRead == nil || !strings.Contains(items[1].NotRead.Reason, "5 were left") {
		t.Errorf("with MaxItems 1 got %+v", items)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	var hits atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hits.Add(1)
		fmt.Fprint(w, article)
	}))
	defer srv.Close()
	_, port, err := net.SplitHostPort(srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	f := NewFetcher(Options{Delay: -1})
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "2130706433"} {
		items := fetchAll(t, f, "http://"+net.JoinHostPort(strings.Trim(host, "[]"), port)+"/")
		if len(items) != 1 || items[0].NotRead == nil {
			t.Fatalf("%s was fetched: %+v", host, items)
		}
		if reason := items[0].NotRead.Reason; host != "2130706433" && !strings.Contains(reason, "private or reserved address") {
			t.Errorf("%s: reason %q", host, reason)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the server was reached %d times", n)
	}
}

// TestRedirectToPrivateIsRefused lets the first request through, as to a public
// site, and guards the ones after it.
func TestRedirectToPrivateIsRefused(t *testing.T) {
	var reached atomic.Bool
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Store(true) }))
	defer inner.Close()
	_, port, _ := net.SplitHostPort(inner.Listener.Addr().String())
	for _, target := range []string{inner.URL, "http://localhost:" + port} {
		outer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, target+"/", http.StatusFound)
		}))
		f := NewFetcher(Options{Delay: -1})
		guarded := f.client.Transport.(*http.Transport).DialContext
		f.client.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if addr == outer.Listener.Addr().String() {
				return (&net.Dialer{}).DialContext(ctx, network, addr)
			}
			return guarded(ctx, network, addr)
		}
		items := fetchAll(t, f, outer.URL)
		outer.Close()
		if len(items) != 1 || items[0].NotRead == nil || !strings.Contains(items[0].NotRead.Reason, "private or reserved address") {
			t.Errorf("redirect to %s: %+v", target, items)
		}
	}
	if reached.Load() {
		t.Error("the inner server was reached")
	}
}

func TestPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8": true, "1.1.1.1": true, "2606:4700::1111": true, "172.32.0.1": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false,
		"::1": false, "::": false, "fe80::1%eth0": false, "fd00::1": false, "ff02::1": false,
		"::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "::127.0.0.1": false,
	} {
		if got := public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("public(%s) = %v", addr, got)
		}
	}
}

func TestDelayAndCancel(t *testing.T) {
	srv := site(t)
	opt := allowed()
	opt.Delay = 80 * time.Millisecond
	f := NewFetcher(opt)
	start := time.Now()
	for range 3 {
		fetchAll(t, f, srv.URL+"/plain")
	}
	if d := time.Since(start); d < 160*time.Millisecond {
		t.Errorf("three requests to one host took %v, want at least 160 ms", d)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := f.Fetch(ctx, srv.URL+"/slow", func(report.Item) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Fetch with an ended context = %v", err)
	}
}

func TestCleanURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x?utm_source=y&id=3#top": "https://a.example/x?id=3",
		"https://a.example/x?b=2&a=1":               "https://a.example/x?b=2&a=1",
		"https://a.example/x?fbclid=1":              "https://a.example/x",
	} {
		u, err := url.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := cleanURL(u); got != want {
			t.Errorf("cleanURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRobots(t *testing.T) {
	var robots atomic.Value
	robots.Store("User-agent: *\nDisallow: /article\n\nUser-agent: sofar\nDisallow: /plain\nCrawl-delay: 2\n")
	inner := site(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			if s := robots.Load().(string); s != "" {
				fmt.Fprint(w, s)
			} else {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
			return
		}
		if r.URL.Path == "/two.xml" {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, `<rss version="2.0"><channel><item><link>/article</link></item><item><link>/plain</link></item></channel></rss>`)
			return
		}
		http.Redirect(w, r, inner.URL+r.URL.Path, http.StatusFound)
	}))
	defer srv.Close()
	f := NewFetcher(allowed())
	items := fetchAll(t, f, srv.URL+"/two.xml")
	if len(items) != 2 || items[0].Report == nil || items[1].NotRead == nil || !strings.Contains(items[1].NotRead.Reason, "leave it alone") {
		t.Fatalf("the group of another program was followed: %+v", items)
	}
	u, _ := url.Parse(srv.URL)
	if d := f.pace(u); d != 2*time.Second {
		t.Errorf("pace %v, want the 2 s of Crawl-delay", d)
	}
	if items := fetchAll(t, f, srv.URL+"/plain"); items[0].Report == nil {
		t.Errorf("an address that the user gives is refused: %+v", items[0].NotRead)
	}
	robots.Store("")
	items = fetchAll(t, NewFetcher(allowed()), srv.URL+"/two.xml")
	if len(items) != 2 || items[0].NotRead == nil || items[1].NotRead == nil || !strings.Contains(items[0].NotRead.Reason, "503") {
		t.Errorf("a site that cannot say what it allows was followed: %+v", items)
	}
}

func TestSitemap(t *testing.T) {
	inner := site(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		switch r.URL.Path {
		case "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		case "/index.xml":
			fmt.Fprint(w, `<?xml version="1.0"?><!-- made by hand --><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
				<sitemap><loc>/old.xml</loc><lastmod>2031-04-01</lastmod></sitemap><sitemap><loc>/news.xml</loc><lastmod>2031-05-02</lastmod></sitemap></sitemapindex>`)
		case "/news.xml":
			fmt.Fprint(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
				<url><loc>/plain</loc></url><url><loc>`+inner.URL+`/article</loc><news:news><news:publication><news:name>Ilmar Wire</news:name></news:publication>
				<news:publication_date>2031-05-02T13:30:00Z</news:publication_date><news:title>Ferry lost</news:title></news:news></url></urlset>`)
		case "/old.xml":
			fmt.Fprint(w, `<html>not here</html>`)
		default:
			http.Redirect(w, r, inner.URL+r.URL.Path, http.StatusFound)
		}
	}))
	defer srv.Close()
	items := fetchAll(t, NewFetcher(allowed()), srv.URL+"/index.xml")
	if len(items) != 3 || items[0].NotRead == nil || items[1].Report == nil || items[2].Report == nil {
		t.Fatalf("got %+v", items)
	}
	if n := items[0].NotRead; !strings.Contains(n.Reason, "is no sitemap") || n.Name != srv.URL+"/old.xml" {
		t.Errorf("the broken child: %+v", n)
	}
	if r := items[1].Report; r.Publisher != "Ilmar Wire" || r.Title != "Ferry lost" || !r.Published.Equal(time.Date(2031, 5, 2, 13, 30, 0, 0, time.UTC)) {
		t.Errorf("first report %+v", r)
	}
}

// TestFeedText: where a page cannot be had, what the feed itself carries of it
// is the report; an aggregator's item belongs to the outlet that it names.
func TestFeedText(t *testing.T) {
	long := strings.Repeat("Two people were hurt when the mill burned, police said. ", 20)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "text/html") // as many do
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>All mills</title>
			<item><title>Mill burns</title><link>/gone</link><source url="https://ilmar.example/feed">Ilmar Herald</source><description>&lt;p&gt;%s&lt;/p&gt;</description></item>
			<item><title>Short</title><link>/gone2</link><description>Two hurt.</description></item></channel></rss>`, long)
	}))
	defer srv.Close()
	items := fetchAll(t, NewFetcher(allowed()), srv.URL+"/feed")
	if len(items) != 2 || items[0].Report == nil || items[1].NotRead == nil {
		t.Fatalf("got %+v", items)
	}
	r := items[0].Report
	if r.Publisher != "Ilmar Herald" || r.URL != srv.URL+"/gone" || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "404") {
		t.Errorf("report %+v", r)
	}
}
