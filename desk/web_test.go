package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sofar/intake"
	"sofar/report"
)

// webTowns are the places of the invented web's stories, one feed each.
var webTowns = []string{"Norrby", "Talby", "Vellmar", "Ostholm", "Karsund", "Brenholt"}

// webEvents are what happened there: name, first sentence with town and toll, what
// stands around it.
var webEvents = [][3]string{
	{"bus crash", "The death toll of the bus crash near %[1]s rose to %[2]d", "The bus had left the road at the bridge south of the town in the night."},
	{"mill fire", "A fire in the paper mill of %[1]s killed %[2]d people", "Flames were seen across the fjord, and the roof of the main hall fell in."},
	{"ferry accident", "%[2]d people drowned when a ferry sank off %[1]s", "Fishermen in small boats were the first to reach the place, and a helicopter followed."},
	{"gas explosion", "A gas explosion in a block of flats in %[1]s killed %[2]d people", "Windows broke in four streets; the school next door stays shut."},
	{"landslide", "A landslide buried houses in %[1]s and killed %[2]d people", "It had rained for nine days, and the slope above the quarry gave way."},
	{"train collision", "Two trains collided at the station of %[1]s and %[2]d people were killed", "A goods train stood on the track that the express was sent to."},
}

// webPages is how many pages each feed lists.
const webPages = 5

// inventedWeb serves feeds of six towns, each with five reports of one event:
// some moved, one broken, one with absurd dates in the feed, one as Atom.
func inventedWeb(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	for n, town := range webTowns {
		event := webEvents[n]
		var items strings.Builder
		for k := range webPages {
			at := time.Date(2024, 5, 2+7*n, 8+k, 0, 0, 0, time.UTC)
			path := fmt.Sprintf("/%s/%d", town, k)
			mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>Toll of %[1]s %[7]s at %[2]d | %[1]s Post</title><meta property="og:site_name" content="%[1]s Post">
<meta property="article:published_time" content="%[3]s"></head><body><nav><a href="/">Home</a> Subscribe now</nav><article><h1>Toll of %[1]s %[7]s at %[2]d</h1><p class="byline">By Ada Quill</p>
<p>%[4]s, Veldland - %[8]s on %[5]s, %[1]s police said. %[9]s</p>
<p>%[6]d people were injured, the hospital of %[1]s said. “We work through the night,” said Otmar Lind, its director.</p></article><footer>About us</footer></body></html>`,
					town, 3+k, at.Format(time.RFC3339), strings.ToUpper(town), at.Weekday(), 10+k, event[0], fmt.Sprintf(event[1], town, 3+k), event[2])
			})
			link := srv.URL + path
			if n == 1 {
				mux.Handle("GET /old"+path, http.RedirectHandler(path, http.StatusMovedPermanently))
				link = srv.URL + "/old" + path
			}
			date := at.Format(time.RFC1123Z)
			if n == 2 {
				date = "Fri, 02 May 9999 13:00:00 GMT"
			}
			if n == 3 {
				fmt.Fprintf(&items, `<entry><title>Toll at %d</title><link href="%s"/><updated>%s</updated></entry>`, 3+k, link, at.Format(time.RFC3339))
			} else {
				fmt.Fprintf(&items, "<item><title>Toll of %s %s at %d</title><link>%s</link><pubDate>%s</pubDate></item>", town, event[0], 3+k, link, date)
			}
		}
		body := "<rss version=\"2.0\"><channel><title>" + town + " Post</title>" + items.String() + "</channel></rss>"
		switch n {
		case 3:
			body = `<feed xmlns="http://www.w3.org/2005/Atom"><title>` + town + ` Post</title>` + items.String() + "</feed>"
		case 4:
			body = strings.TrimSuffix(body, "</channel></rss>") + "<item><title>&broken <![CDA"
		}
		mux.HandleFunc("GET /feed/"+town, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/xml")
			fmt.Fprint(w, body)
		})
	}
	return srv
}

// TestWebToPage: what stands on the web is on the pages: each story with its last
// toll, its outlet and its time, in a browser that finds nothing wrong with them.
func TestWebToPage(t *testing.T) {
	ctx := browser(t)
	web := inventedWeb(t)
	var sources []intake.Source
	for _, town := range webTowns {
		sources = append(sources, intake.Source{URL: web.URL + "/feed/" + town})
	}
	watcher, err := intake.NewWatcher(sources, intake.WatchOptions{Once: true, MaxAge: -1, Fetch: intake.Options{AllowPrivate: true, Delay: -1}})
	if err != nil {
		t.Fatal(err)
	}
	book := emptyBook(t)
	err = watcher.Run(t.Context(), func(ctx context.Context, items []report.Item) error {
		for _, it := range items {
			if it.NotRead != nil && it.NotRead.Reason == "item 6 of the feed has no link" {
				continue // where the feed breaks off
			} else if it.NotRead != nil {
				t.Errorf("not read: %s: %s", it.NotRead.Name, it.NotRead.Reason)
			} else if r := it.Report; r.Author != "Ada Quill" || !strings.HasSuffix(r.Publisher, " Post") || !strings.HasPrefix(r.Title, "Toll ") || r.Published.Year() != 2024 || r.Published.Hour() < 8 {
				t.Errorf("%s: %q by %q in %q, %v", r.URL, r.Title, r.Author, r.Publisher, r.Published)
			}
		}
		_, err := book.Add(ctx, items...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	base := serve(t, book, Options{})
	drive(t, ctx, chromedp.Navigate(base+"/"))
	list := ask[string](t, ctx, `document.querySelector("ol.stories").innerText`)
	for n, town := range webTowns {
		if !strings.Contains(list, town) {
			t.Errorf("%s is not on the list", town)
			continue
		}
		href := ask[string](t, ctx, fmt.Sprintf(`[...document.querySelectorAll("ol.stories h2 a")].find((a) => a.closest("li").innerText.includes(%q)).href`, town))
		drive(t, ctx, chromedp.Navigate(href), until(`document.querySelector(".keys-open")`))
		page := ask[string](t, ctx, `document.querySelector("main").innerText`)
		for _, want := range []string{fmt.Sprintf("%d reports", webPages), "KILLED\n\n7", "INJURED\n\n14", fmt.Sprintf("%s, 12:00 UTC", time.Date(2024, 5, 2+7*n, 0, 0, 0, 0, time.UTC).Format("2 Jan 2006")), town + " police"} {
			if !strings.Contains(strings.Join(strings.Fields(page), " "), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%s: the page does not say %q:\n%.900s", town, want, page)
			}
		}
		if strings.Contains(page, "Subscribe now") {
			t.Errorf("%s: the page tells of the navigation", town)
		}
		drive(t, ctx, chromedp.Navigate(base+"/"))
	}
}
