package desk

import (
	"fmt"
	"strings"
	"time"

	"net/http"
	"net/http/httptest"
	"sofar/report"
	"sync"
	"testing"
)

// TestKeptPages: many readers of one page cost one account, and a change is
// seen at once.
func TestKeptPages(t *testing.T) {
	book := newBook(fire, 3)
	h := newDesk(t, book, Options{})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/story/stfire?fragment=1", nil))
			if w.Code != http.StatusOK || w.Body.Len() < 1000 {
				t.Errorf("answer %d of %d bytes", w.Code, w.Body.Len())
			}
		})
	}
	wg.Wait()
	if n := len(book.asked); n > 2 { // for its state, and for the page
		t.Errorf("20 readers asked for the account %d times, want twice at most", n)
	}
	book.advance()
	page, _ := get(t, h, "/story/stfire?fragment=1", 200)
	wants(t, page, "Ninth Lamp claims it", `data-version="4"`)
	// Errors are not kept.
	get(t, h, "/story/later", 404)
	get(t, h, "/story/later", 404)
}

// TestKeptStory: what comes of another story neither writes a story's page again
// nor tells its readers of news; what comes of its own does both.
func TestKeptStory(t *testing.T) {
	for _, hide := range []bool{false, true} { // where names are hidden each account is a copy, and only the news must be right
		book := emptyBook(t)
		n := 0
		add := func(text string) {
			n++
			r := report.Report{Publisher: "Outlet", Title: "Report", URL: fmt.Sprintf("https://outlet.example/%d", n), Published: at(8, n), Text: text}
			r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
			if _, err := book.Add(t.Context(), report.Item{Report: &r}); err != nil {
				t.Fatal(err)
			}
		}
		add("TALBY, Veldland, May 14 - An earthquake hit the town of Talby on Wednesday, killing 12 people and injuring 40, the civil protection agency said. Ada Quill, 34, a baker, was among the dead.\n")
		id := book.At(time.Time{}).Dossiers[0].ID
		h := newDesk(t, book, Options{HideNames: hide, Now: func() time.Time { return at(9, 0) }})
		srv := httptest.NewServer(h)
		defer srv.Close()
		read := func(path string) string {
			body, _ := get(t, h, path, 200)
			return body
		}
		page, block, api := read(storyURL(id)), read("/embed"+storyURL(id)), read("/api/v1/stories/"+id)
		version := book.Version()
		add("PORT SOL, Sunland, May 14 - A ferry sank off Port Sol on Wednesday and 31 people drowned, the coast guard said. Otto Brandt, 50, a cook, drowned.\n")
		if len(book.At(time.Time{}).Dossiers) != 2 {
			t.Fatal("want two stories")
		}
		events, stop := listen(t, srv.URL+storyURL(id)+"/events?v="+fmt.Sprint(version))
		if got := next(t, events); !strings.HasPrefix(got, "hello ") {
			t.Errorf("greeted with %q", got)
		}
		if !hide && (read(storyURL(id)) != page || read("/embed"+storyURL(id)) != block || read("/api/v1/stories/"+id) != api) {
			t.Errorf("hide %v: a report of another story changes the page", hide)
		}
		add("TALBY, Veldland, May 14 - The death toll of the earthquake in the town of Talby rose to 15 on Wednesday, the civil protection agency said.\n")
		if got := next(t, events); !strings.HasPrefix(got, "news ") || !strings.Contains(got, "15") {
			t.Errorf("hide %v: told of %q first", hide, got)
		}
		stop()
		wants(t, read(storyURL(id)), "15 people", fmt.Sprintf(`data-version="%d"`, book.Version()))
		wants(t, read("/embed"+storyURL(id)), ">15")
		wants(t, read("/api/v1/stories/"+id), `"best":15`)
	}
}
