package desk

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// TestFeeds: a story and the list have their developments as feeds, named on
// their pages; who has one is told that nothing changed.
func TestFeeds(t *testing.T) {
	book := newBook(fire, len(fire))
	base := serve(t, book, Options{})
	get := func(path, etag string) (*http.Response, string) {
		req, _ := http.NewRequest(http.MethodGet, base+path, nil)
		if etag != "" {
			req.Header.Set("If-None-Match", etag)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return resp, string(body)
	}
	for _, path := range []string{"/feed.atom", "/feed.json", "/story/stfire/feed.atom", "/story/stfire/feed.json"} {
		resp, body := get(path, "")
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("%s: %d, %v\n%s", path, resp.StatusCode, err, body)
		}
		seen := map[string]bool{}
		for i, it := range feed.Items {
			if seen[it.GUID] || it.GUID == "" || !strings.HasPrefix(it.Link, base+"/story/") || i > 0 && it.UpdatedParsed.After(*feed.Items[i-1].UpdatedParsed) {
				t.Errorf("%s: entry %d %+v", path, i, it)
			}
			seen[it.GUID] = true
		}
		if len(feed.Items) < 3 {
			t.Errorf("%s has %d entries", path, len(feed.Items))
		}
		if again, _ := get(path, resp.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s asked for again: %d", path, again.StatusCode)
		}
	}
	if _, page := get("/story/stfire", ""); !strings.Contains(page, `href="/story/stfire/feed.atom"`) {
		t.Error("the story's page does not name its feed")
	}
	if resp, _ := get("/story/none/feed.atom", ""); resp.StatusCode != 404 {
		t.Errorf("no story: %d", resp.StatusCode)
	}
}

// TestDownloads: exports and schemas are handed out as files; other names are
// not there.
func TestDownloads(t *testing.T) {
	base := serve(t, newBook(fire, len(fire)), Options{BaseURL: "https://desk.example"})
	for path, want := range map[string]string{
		"/export/figures?story=stfire":                    "text/csv",
		"/export/figures-parquet":                         "application/vnd.apache.parquet",
		"/export/geojson?at=2031-05-14T12:00:00Z":         "application/geo+json",
		"/schemas/figure.json":                            "application/schema+json",
		"/schemas/none.json":                              "problem+json",
		"/schemas/figure":                                 "problem+json",
		"/export/..%2f..%2fetc":                           "problem+json",
		"/export/figures?story=none":                      "problem+json",
		"/export/figures?at=yesterday":                    "problem+json",
		"/schemas/..%2fschemas.go":                        "problem+json",
		"/export/figures?story=stfire%0d%0aSet-Cookie:+x": "problem+json",
	} {
		resp, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Content-Type"); !strings.Contains(got, want) || (resp.StatusCode == 200) != (want != "problem+json") {
			t.Errorf("%s: %d %s, want %s", path, resp.StatusCode, got, want)
		}
	}
}
