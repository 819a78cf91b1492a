package desk

import (
	"net/http"
	"net/http/httptest"
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
	if n := len(book.asked); n != 1 {
		t.Errorf("20 readers asked for the account %d times, want once", n)
	}
	book.advance()
	page, _ := get(t, h, "/story/stfire?fragment=1", 200)
	wants(t, page, "Ninth Lamp claims it", `data-version="4"`)
	// Errors are not kept.
	get(t, h, "/story/later", 404)
	get(t, h, "/story/later", 404)
}
