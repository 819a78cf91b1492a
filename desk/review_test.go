package desk

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sofar/dossier"
	"sofar/ledger"
	"sofar/ledger/sqlite"
	"sofar/report"
)

// reviewDesk is a desk over a real ledger of the invented fire, with a clock
// that tests move.
type reviewDesk struct {
	t    *testing.T
	h    http.Handler
	book *dossier.Book
	acc  *Accounts
	skip atomic.Int64 // nanoseconds that the clock was moved
}

func (d *reviewDesk) now() time.Time { return at(16, 0).Add(time.Duration(d.skip.Load())) }

const (
	adaWord = "seven herons over the weir"
	benWord = "copper kettle on the stove"
	rheWord = "slow tram to the old harbour"
)

// emptyBook opens a book over a new ledger file.
func emptyBook(t *testing.T, opts ...dossier.BookOption) *dossier.Book {
	t.Helper()
	log, err := sqlite.Open(filepath.Join(t.TempDir(), "x.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	book, err := dossier.OpenBook(t.Context(), log, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// newReviewDesk makes the desk; change sets its options, after accounts for Ada
// (admin), Ben (editor) and Rhea (reader) are made.
func newReviewDesk(t *testing.T, change func(*Options)) *reviewDesk {
	t.Helper()
	d := &reviewDesk{t: t}
	d.book = emptyBook(t, dossier.WithClock(d.now))
	var items []report.Item
	for i := range fire {
		r, _ := reading(fire, i)
		items = append(items, report.Item{Report: r})
	}
	if _, err := d.book.Add(t.Context(), items...); err != nil {
		t.Fatal(err)
	}
	o := Options{Review: d.book, Ingest: d.book, Access: Access{Accounts: testAccounts(t)}, Now: d.now}
	d.acc = o.Access.Accounts
	if change != nil {
		change(&o)
	}
	d.h = newDesk(t, d.book, o)
	return d
}

// withAccounts adds the three accounts.
func (d *reviewDesk) withAccounts() *reviewDesk {
	d.t.Helper()
	for _, x := range []struct {
		name, password string
		role           Role
	}{{"Ada", adaWord, Admin}, {"Ben", benWord, Editor}, {"Rhea", rheWord, Reader}} {
		if err := d.acc.Add(x.name, x.role, x.password); err != nil {
			d.t.Fatal(err)
		}
	}
	return d
}

func testAccounts(t *testing.T) *Accounts {
	t.Helper()
	a, err := OpenAccounts(filepath.Join(t.TempDir(), "x.accounts"))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// ask sends a request and gives the response.
func (d *reviewDesk) ask(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w
}

// visitor is a browser: it keeps its cookie and sends forms with the token that
// the last page had.
type visitor struct {
	d      *reviewDesk
	cookie *http.Cookie
	token  string
	host   string
}

func (d *reviewDesk) visitor() *visitor { return &visitor{d: d, host: "127.0.0.1:8080"} }

var tokenField = regexp.MustCompile(`name="token" value="([^"]+)"`)

func (v *visitor) request(method, path string, form url.Values) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Host = v.host
	r.RemoteAddr = "192.0.2.7:4711"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	return r
}

func (v *visitor) send(r *http.Request) *httptest.ResponseRecorder {
	w := v.d.ask(r)
	for _, c := range w.Result().Cookies() {
		v.cookie = c
		if c.MaxAge < 0 {
			v.cookie = nil
		}
	}
	if m := tokenField.FindStringSubmatch(w.Body.String()); m != nil {
		v.token = m[1]
	}
	return w
}

func (v *visitor) get(path string) *httptest.ResponseRecorder {
	return v.send(v.request(http.MethodGet, path, nil))
}

func (v *visitor) post(path string, pairs ...string) *httptest.ResponseRecorder {
	f := url.Values{"token": {v.token}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return v.send(v.request(http.MethodPost, path, f))
}

func (v *visitor) signIn(name, password string) *httptest.ResponseRecorder {
	return v.post("/login", "name", name, "password", password, "next", "/review")
}

// killedStatement is the statement that decides the toll.
func (d *reviewDesk) killedStatement() *dossier.Statement {
	d.t.Helper()
	a := d.book.At(time.Time{})
	for i := range a.Dossiers {
		for _, f := range a.Dossiers[i].Figures {
			if f.Kind == "killed" {
				return statementIn(&a.Dossiers[i], f.BestID)
			}
		}
	}
	d.t.Fatal("nobody is killed")
	return nil
}

func (d *reviewDesk) story() *dossier.Dossier { return &d.book.At(time.Time{}).Dossiers[0] }

// TestReviewOnLoopback: without accounts, who opens the desk on its own machine
// decides; every page of review shows what was decided and takes it back.
func TestReviewOnLoopback(t *testing.T) {
	d := newReviewDesk(t, func(o *Options) { o.Access.Open, o.Access.Author = true, "Ada Quill" })
	v := d.visitor()
	st := d.killedStatement()
	queue := v.get("/review")
	wants(t, queue.Body.String(), "killed 14", `value="accept"`, "doubt")
	page := v.get("/review/statement/" + st.ID)
	wants(t, page.Body.String(), "14 people had been killed", "Set aside", "The outlet withdrew its report", `name="author"`)
	w := v.post("/review/decide", "kind", "correct", "statement", st.ID, "value", "at least 15", "reason", "heard it myself", "author", "Ben Hale", "back", "/review?kind=killed")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/review?decided=k") || !strings.Contains(w.Header().Get("Location"), "kind=killed") {
		t.Fatalf("correct: %d %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	wants(t, v.get(w.Header().Get("Location")).Body.String(), "Recorded:", "Undo")
	story := "/story/" + d.story().ID
	wants(t, v.get(story).Body.String(), "corrected", "Ben Hale", "What a person has checked", "heard it myself", "by the correction of Ben Hale, an editor")
	log := v.get("/review/log").Body.String()
	wants(t, log, "to at least 15", "Take it back")
	id := d.book.Decisions()[0].ID
	if w := v.post("/review/decide", "kind", "undo", "undoes", id, "reason", "misheard", "back", "/review/log"); w.Code != http.StatusSeeOther {
		t.Fatalf("undo: %d %s", w.Code, w.Body)
	}
	wants(t, v.get("/review/log").Body.String(), "taken back", "misheard")
	lacks(t, v.get(story).Body.String(), "heard it myself")

	// What the form leaves out, or gets wrong, is told and not recorded.
	n := len(d.book.Decisions())
	for name, pairs := range map[string][]string{
		"no reason":    {"kind", "reject", "statement", st.ID},
		"no number":    {"kind", "correct", "statement", st.ID, "value", "lots", "reason", "x"},
		"nothing":      {"kind", "correct", "statement", st.ID, "reason", "x"},
		"no statement": {"kind", "accept", "statement", "s0"},
		"no kind":      {"statement", st.ID, "reason", "x"},
		"no story":     {"kind", "split", "story", "st0", "reason", "x"},
		"all reports":  {"kind", "split", "story", d.story().ID, "reason", "x"},
	} {
		if w := v.post("/review/decide", pairs...); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if len(d.book.Decisions()) != n {
		t.Error("something of it was recorded")
	}
	// Another name that leads to this machine decides nothing.
	evil := d.visitor()
	evil.host, evil.token = "rebound.example:8080", v.token
	if w := evil.post("/review/decide", "kind", "accept", "statement", st.ID); w.Code != http.StatusUnauthorized {
		t.Errorf("a foreign name for this machine: %d", w.Code)
	}
	lacks(t, evil.get("/review").Body.String(), `name="token"`)
}

func TestSplitAndMerge(t *testing.T) {
	d := newReviewDesk(t, func(o *Options) { o.Access.Open, o.Access.Author = true, "Ada Quill" })
	v := d.visitor()
	story := d.story()
	page := v.get("/review/story/" + story.ID).Body.String()
	wants(t, page, "Hold the chosen apart from the rest", "Harland Wire")
	first, last := story.Members[0].Report, story.Members[len(story.Members)-1].Report
	if w := v.post("/review/decide", "kind", "split", "story", story.ID, "report", last, "reason", "another depot", "back", "/review/story/"+story.ID); w.Code != http.StatusSeeOther {
		t.Fatalf("split: %d %s", w.Code, w.Body)
	}
	of := func(id string) string {
		a := d.book.At(time.Time{})
		for i := range a.Dossiers {
			for _, m := range a.Dossiers[i].Members {
				if m.Report == id && m.Main {
					return a.Dossiers[i].ID
				}
			}
		}
		return ""
	}
	if of(first) == of(last) {
		t.Fatal("the report was not held apart")
	}
	if w := v.post("/review/decide", "kind", "merge", "story", of(first), "otherid", of(last), "reason", "it is one depot"); w.Code != http.StatusSeeOther {
		t.Fatalf("merge: %d %s", w.Code, w.Body)
	}
	if of(first) != of(last) {
		t.Error("the stories were not put together")
	}
	wants(t, v.get("/review/story/"+of(first)).Body.String(), "another depot", "it is one depot")
}

// TestReadOnlyDesk: without a Reviewer the queue can be read and nothing decided.
func TestReadOnlyDesk(t *testing.T) {
	d := newReviewDesk(t, func(o *Options) { o.Review, o.Ingest, o.Access = nil, nil, Access{Open: true} })
	v := d.visitor()
	page := v.get("/review").Body.String()
	wants(t, page, "killed 14")
	lacks(t, page, "<form class=\"act\"", `name="token"`)
	if w := v.post("/review/decide", "kind", "accept", "statement", d.killedStatement().ID); w.Code != http.StatusForbidden {
		t.Errorf("decide: %d", w.Code)
	}
}

// TestAsOfADecision: the page of an earlier moment does not know it.
func TestAsOfADecision(t *testing.T) {
	d := newReviewDesk(t, func(o *Options) { o.Access.Open, o.Access.Author = true, "Ada Quill" })
	if _, err := d.book.AddDecision(context.Background(), ledger.Decision{Kind: ledger.Reject, Statement: d.killedStatement().ID, Author: "Ada", Reason: "a rumour"}); err != nil {
		t.Fatal(err)
	}
	v := d.visitor()
	path := "/story/" + d.story().ID
	wants(t, v.get(path).Body.String(), "a rumour")
	lacks(t, v.get(path+"?at=2031-05-14T15:30:00Z").Body.String(), "a rumour")
	wants(t, v.get(path+"?at=2031-05-14T16:00:01Z").Body.String(), "a rumour")
}

// TestAccessOfReview holds the pages with their forms to the rules of TestAccess.
func TestAccessOfReview(t *testing.T) {
	open := newReviewDesk(t, func(o *Options) { o.Access.Open, o.Access.Author = true, "Ada Quill" })
	closed := newReviewDesk(t, nil).withAccounts()
	ada := closed.visitor()
	ada.signIn("Ada", adaWord)
	ada.get("/review")
	for _, c := range []struct {
		v *visitor
		d *reviewDesk
	}{{open.visitor(), open}, {ada, closed}} {
		st := c.d.killedStatement().ID
		c.v.get("/review")
		if w := c.v.post("/review/decide", "kind", "reject", "statement", c.d.story().Statements[0].ID, "reason", "a test", "back", "/review"); w.Code != http.StatusSeeOther {
			t.Fatalf("reject: %d", w.Code)
		}
		id := c.d.book.Decisions()[0].ID
		for _, path := range []string{"/review", "/review?decided=" + id, "/review/log", "/review/statement/" + st, "/review/story/" + c.d.story().ID, "/accounts", storyURL(c.d.story().ID) + "?decided=" + id} {
			w := c.v.get(path)
			root, err := html.Parse(strings.NewReader(w.Body.String()))
			if err != nil || w.Code != http.StatusOK {
				t.Fatalf("%s: %d, %v", path, w.Code, err)
			}
			for _, fault := range faults(root) {
				t.Errorf("%s: %s", path, fault)
			}
		}
	}
}
