package desk

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sofar/export"
	"sofar/ledger"
	"sofar/report"
)

// shooting is an invented story with two victims, a suspect and private persons.
var shooting = []report.Report{
	{URL: "https://post.example/otto-brandt-shot", Publisher: "Norrby Post", Title: "Baker Otto Brandt shot dead in Norrby", Published: at(8, 0),
		Text: "NORRBY, Veldland, May 14 - Gunmen shot dead Otto Brandt, a 34-year-old baker, and wounded four people at a market in Norrby on Wednesday, the Interior Ministry said.\n\nPolice arrested Milo Farkas, 29, in connection with the shooting. Farkas denied that he had fired the shots, his lawyer said.\n\n\"Brandt was our neighbour and Otto knew everybody,\" said Lene Holt, a shopkeeper.\n\nMilo Farkas said: \"I was at home all day.\"\n"},
	{URL: "https://herald.example/farkas-charged", Publisher: "Herald", Title: "Farkas charged over Norrby shooting", Published: at(14, 0),
		Text: "NORRBY, Veldland, May 14 - Prosecutors charged Milo Farkas with murder on Wednesday over the shooting at a market in Norrby in which one person was killed and five people were wounded, the prosecutor's office said.\n\nThe Interior Ministry accused Milo Farkas of the attack. Farkas rejected the charge.\n\nBrandt's sister, Ada Brandt, said: \"Otto wanted to open a second bakery.\"\n"},
	{URL: "https://wire.example/3", Publisher: "Vale Wire", Title: "Second man dies after Norrby market shooting", Published: at(20, 0),
		Text: "NORRBY, Veldland, May 14 - A second man, Ilmar Koss, 51, died of his wounds after the shooting at a market in Norrby, the Norrby hospital said on Wednesday, raising the death toll to two.\n\nPolice said Milo Farkas had acted alone. Norrby police chief Rune Vik said that Farkas had bought the gun in 2030.\n"},
}

var shootingNames = regexp.MustCompile(`(?i)brandt|farkas|koss|\botto\b|milo|ilmar`)

// With HideNames nothing that the desk gives names a victim or a suspect: every
// page and every link on it, the API, feeds, live updates, search and downloads.
func TestHiddenNamesEverywhere(t *testing.T) {
	book := emptyBook(t)
	for i := range shooting {
		r := shooting[i]
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		if _, err := book.Add(context.Background(), report.Item{Report: &r}); err != nil {
			t.Fatal(err)
		}
	}
	story := book.At(time.Time{}).Dossiers[0]
	if _, err := book.AddDecision(context.Background(), ledger.Decision{Kind: ledger.Accept, Author: "Ada", Reason: "Farkas confirmed it by telephone", Statement: story.Statements[0].ID, Reports: []string{story.Statements[0].Report}, At: at(21, 0)}); err != nil {
		t.Fatal(err)
	}
	for _, hide := range []bool{false, true} {
		h, err := New(book, Options{HideNames: hide, Review: book, Now: func() time.Time { return at(22, 0) }})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(path string) (int, string) {
			r := httptest.NewRequest("GET", "http://127.0.0.1:8080"+path, nil)
			r.RemoteAddr = "127.0.0.1:9"
			w := httptest.NewRecorder()
			ctx, cancel := context.WithTimeout(r.Context(), 200*time.Millisecond)
			defer cancel() // ends the live streams
			if strings.Contains(path, "events") {
				r = r.WithContext(ctx)
			}
			h.ServeHTTP(w, r)
			body, _ := io.ReadAll(w.Body)
			return w.Code, string(body) + w.Header().Get("Content-Disposition")
		}
		paths := []string{"/", "/feed.atom", "/feed.json", "/events", "/api/v1/stories", "/api/v1/actors", "/api/v1/not-read", "/api/v1/queue", "/api/v1/decisions", "/review/log",
			"/search?q=shooting", "/search?q=charged", "/search?q=baker", "/api/v1/search?q=shooting", "/?filter=norrby"}
		for _, p := range []string{"", "?at=2031-05-14T09:00:00Z", "?changes=all", "/feed.atom", "/feed.json", "/events"} {
			paths = append(paths, "/story/"+story.ID+p)
		}
		for _, p := range []string{"", "/statements", "/changes"} {
			paths = append(paths, "/api/v1/stories/"+story.ID+p)
		}
		paths = append(paths, "/embed/story/"+story.ID, "/review/story/"+story.ID)
		for id := range story.Reports {
			paths = append(paths, "/report/"+id, "/api/v1/reports/"+id)
		}
		for i := range story.Statements {
			paths = append(paths, "/review/statement/"+story.Statements[i].ID+"?story="+story.ID)
		}
		for _, f := range export.Formats {
			paths = append(paths, "/export/"+f.Name, "/export/"+f.Name+"?story="+story.ID)
		}
		// What the pages lead to is asked for as well.
		seen, told := map[string]bool{}, 0
		for i := 0; i < len(paths) && i < 600; i++ {
			path, _, _ := strings.Cut(paths[i], "#")
			if seen[path] {
				continue
			}
			seen[path] = true
			code, body := ask(path)
			if code != http.StatusOK && i < 40 {
				t.Errorf("%s: %d", path, code)
			}
			if m := shootingNames.FindStringIndex(body); m != nil {
				if told++; hide {
					t.Errorf("%s names somebody: …%s…", path, body[max(0, m[0]-120):min(len(body), m[1]+60)])
				}
			}
			for _, m := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
				paths = append(paths, strings.ReplaceAll(m[1], "&amp;", "&"))
			}
		}
		if !hide && told < 20 {
			t.Errorf("without the option %d answers name somebody: the test proves nothing", told)
		}
		// Who looks for a hidden name is told nothing, an official is found.
		for q, want := range map[string]bool{"Farkas": !hide, "brand*": !hide, "Otto Brandt": !hide, "hospital": true, "Vik": true} {
			if _, body := ask("/api/v1/search?q=" + url.QueryEscape(q)); strings.Contains(body, `"total":0`) == want {
				t.Errorf("hidden %v, search for %q: %s", hide, q, body)
			}
		}
		if _, page := ask("/story/" + story.ID); !strings.Contains(page, "killed two people") || !strings.Contains(page, "Norrby hospital") {
			t.Errorf("hidden %v: the account is gone", hide)
		}
	}
	// No decision is recorded on words with a name left out.
	h := hiddenReview{book, hide(book).(hiddenLarge).Hidden}
	if _, err := h.AddDecision(context.Background(), ledger.Decision{Kind: ledger.Same, Names: []string{"[name]", "Rune Vik"}, Author: "Ada", Reason: "one man", At: at(21, 30)}); err == nil {
		t.Error("a decision on a name left out is recorded")
	}
}
