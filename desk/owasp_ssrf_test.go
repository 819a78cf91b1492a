package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sofar/intake"
	"sofar/report"
)

// TestOWASPServerSideRequestForgery: no address that a stranger or an editor
// writes makes the desk ask for it, and what sofar is told to fetch is never on
// this machine or its network (OWASP A10; WSTG-INPV-19). The guard of fetching,
// with names that lead inside and redirects, is tested where it lives, in intake.
func TestOWASPServerSideRequestForgery(t *testing.T) {
	var asked atomic.Int32
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Write([]byte("<p>A secret of the network: 12 people were killed, police said."))
	}))
	defer inside.Close()
	d := newReviewDesk(t, nil).withAccounts()
	_, secret, err := d.acc.AddToken("Ada", "feeds", []Scope{ScopeDecide, ScopeIngest, ScopeAdmin}, 0)
	if err != nil {
		t.Fatal(err)
	}
	post := func(path, body string) int {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+secret)
		return d.ask(r).Code
	}
	if code := post("/api/v1/reports", `{"reports":[{"url":"`+inside.URL+`","publisher":"x","text":"Twelve people were killed in Velm, police said."}]}`); code != http.StatusCreated {
		t.Fatalf("a report: %d", code)
	}
	if code := post("/api/v1/decisions", `{"kind":"mark","source":"`+inside.URL+`","mark":"C","reason":"`+inside.URL+`"}`); code != http.StatusCreated {
		t.Fatalf("a mark: %d", code)
	}
	v := d.visitor()
	for _, path := range []string{"/", "/?filter=" + inside.URL, "/search?q=" + inside.URL, "/login?next=" + inside.URL, "/review/log", "/api/v1/reports/" + inside.URL} {
		v.get(path)
	}
	for id := range d.book.At(time.Time{}).Reports {
		v.get(reportURL(id))
	}
	f := intake.NewFetcher(intake.Options{})
	for _, address := range []string{inside.URL, strings.Replace(inside.URL, "127.0.0.1", "localhost", 1), strings.Replace(inside.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1), "http://169.254.169.254/latest/meta-data/", "http://[::1]:80/", "file:///etc/passwd", "gopher://127.0.0.1/"} {
		got := 0
		err := f.Fetch(t.Context(), address, func(it report.Item) error {
			if it.Report != nil {
				got++
			}
			return nil
		})
		if got > 0 {
			t.Errorf("%s was read (%v)", address, err)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("a server inside was asked %d times", n)
	}
}
