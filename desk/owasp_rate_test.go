package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"
)

// TestOWASPRateLimit: passwords and tokens cannot be tried in bulk, and who is
// under attack is not locked out elsewhere (OWASP Authentication Cheat Sheet;
// WSTG-ATHN-03).
func TestOWASPRateLimit(t *testing.T) {
	d := newReviewDesk(t, nil).withAccounts()
	try := func(from, name, password string) *httptest.ResponseRecorder {
		v := d.visitor()
		r := v.request(http.MethodPost, "/login", map[string][]string{"name": {name}, "password": {password}})
		r.RemoteAddr = from + ":4711"
		return d.ask(r)
	}
	tries := 0
	for tries < 50 && try("192.0.2.1", "Ada", "wrong wrong wrong").Code == http.StatusUnauthorized {
		tries++
	}
	if tries != 5 {
		t.Errorf("%d wrong passwords in a row for one name from one address, want 5", tries)
	}
	w := try("192.0.2.1", "ADA", adaWord)
	if n, err := strconv.Atoi(w.Header().Get("Retry-After")); w.Code != http.StatusTooManyRequests || err != nil || n < 1 || n > 600 {
		t.Errorf("the right one after that: %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	if w := try("192.0.2.9", "Ada", adaWord); w.Code != http.StatusSeeOther {
		t.Errorf("Ada herself, from elsewhere: %d", w.Code)
	}
	d.skip.Add(int64(4 * time.Minute))
	if w := try("192.0.2.1", "Ada", adaWord); w.Code != http.StatusSeeOther {
		t.Errorf("after the pause: %d", w.Code)
	}
	// What succeeds does not count.
	for i := range 12 {
		if w := try("192.0.2.2", "Ben", benWord); w.Code != http.StatusSeeOther {
			t.Fatalf("right password %d: %d", i, w.Code)
		}
	}
	// Many names from one address, one name from many addresses.
	tries = 0
	for tries < 100 && try("192.0.2.3", fmt.Sprint("name", tries), "wrong wrong wrong").Code == http.StatusUnauthorized {
		tries++
	}
	if tries != 20 {
		t.Errorf("%d names from one address, want 20", tries)
	}
	tries = 0
	for tries < 100 && try(fmt.Sprintf("198.51.100.%d", tries), "Rhea", "wrong wrong wrong").Code == http.StatusUnauthorized {
		tries++
	}
	if tries != 30 {
		t.Errorf("%d addresses for one name, want 30", tries)
	}
	// One who has no account looks the same as a wrong password.
	d.skip.Add(int64(time.Hour))
	none, wrong := try("192.0.2.4", "Zoe", "wrong wrong wrong"), try("192.0.2.4", "Ada", "wrong wrong wrong")
	if none.Code != wrong.Code || len(none.Body.String()) != len(wrong.Body.String()) {
		t.Errorf("no account: %d, %d bytes; wrong password: %d, %d bytes", none.Code, none.Body.Len(), wrong.Code, wrong.Body.Len())
	}
	// Tokens.
	tries = 0
	guess := func() int {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/queue", nil)
		r.RemoteAddr = "192.0.2.5:1"
		r.Header.Set("Authorization", fmt.Sprintf("Bearer sofar_%043d", tries))
		return d.ask(r).Code
	}
	for tries < 100 && guess() == http.StatusUnauthorized {
		tries++
	}
	if tries != 20 || guess() != http.StatusTooManyRequests {
		t.Errorf("%d tokens tried from one address, want 20", tries)
	}
	// What is written is limited as well.
	v := d.visitor()
	v.signIn("Ben", benWord)
	v.get("/review")
	codes := map[int]int{}
	for range 80 {
		codes[v.post("/review/decide", "kind", "undo", "undoes", "k0", "reason", "x").Code]++
	}
	if codes[http.StatusTooManyRequests] < 15 {
		t.Errorf("80 forms in a moment: %v", codes)
	}
	// A flood of keys is bounded.
	l := newLimiter(3, time.Minute, d.now)
	for i := range 3 * maxKeys {
		l.take(strconv.Itoa(i))
	}
	if len(l.left) > maxKeys {
		t.Errorf("%d keys are kept", len(l.left))
	}
}
