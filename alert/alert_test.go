package alert

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/ledger/sqlite"
	"sofar/report"
)

// keptSecret is the secret of all tests.
const keptSecret = "whsec_c2l4dGVlbiBieXRlcyBvZiBrZXkgYW5kIG1vcmU="

// at is a time of the invented day.
func at(h, m int) time.Time { return time.Date(2031, 5, 2, h, m, 0, 0, time.UTC) }

// day is an invented story: a toll, a second origin, a claim, a correction.
var day = []report.Report{
	{Name: "a", Publisher: "Herald", Title: "Bomb in Port Ilmar market", Published: at(9, 0), Text: "Twelve people were killed when a bomb exploded in the market of Port Ilmar on Friday, police said."},
	{Name: "b", Publisher: "Courier", Title: "Port Ilmar bombing: hospital gives toll", Published: at(9, 30), Text: "The city hospital of Port Ilmar said that 12 people had been killed in the bombing of the market in Port Ilmar on Friday."},
	{Name: "c", Publisher: "Evening Post", Title: "Toll of Port Ilmar bombing rises", Published: at(11, 0), Text: "The death toll of the bombing in Port Ilmar rose to 15 on Friday, police said. The Dawn Front claimed responsibility for the bombing in a message on Telegram."},
}

// open opens a ledger in dir as a book.
func open(t testing.TB, dir string) *dossier.Book {
	t.Helper()
	log, err := sqlite.Open(filepath.Join(dir, "a.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	book, err := dossier.OpenBook(context.Background(), log)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func journal(t testing.TB, dir string) *Journal {
	t.Helper()
	j, err := OpenJournal(filepath.Join(dir, "a.ledger.alerts"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func add(t testing.TB, book *dossier.Book, reports ...report.Report) {
	t.Helper()
	for _, r := range reports {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		if _, err := book.Add(context.Background(), report.Item{Report: &r}); err != nil {
			t.Fatal(err)
		}
	}
}

// receiver is a web server that takes messages; answer decides what it says.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []Message
	broken []string
	answer func(n int) int // by how many came before
	n      int
}

func newReceiver(t testing.TB) *receiver {
	r := &receiver{answer: func(int) int { return 204 }}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		code := r.answer(r.n)
		r.n++
		var m Message
		if err := json.Unmarshal(body, &m); err != nil {
			r.broken = append(r.broken, err.Error())
		}
		if err := Verify(keptSecret, req.Header, body, time.Now()); err != nil {
			r.broken = append(r.broken, err.Error())
		}
		if req.Header.Get(HeaderID) != m.ID || m.ID == "" {
			r.broken = append(r.broken, "the header names another message")
		}
		if code/100 == 2 {
			r.got = append(r.got, m)
		}
		w.WriteHeader(code)
	}))
	t.Cleanup(r.Close)
	return r
}

// wait gives what came once at least n messages did.
func (r *receiver) wait(t testing.TB, n int) []Message {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		r.mu.Lock()
		got, broken := append([]Message{}, r.got...), r.broken
		r.mu.Unlock()
		if len(broken) > 0 {
			t.Fatalf("broken messages: %q", broken)
		}
		if len(got) >= n {
			return got
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d messages came, want %d", len(got), n)
		}
	}
}

func hookConfig(url string, f Filter) *Config {
	return &Config{Base: "https://desk.example", Settle: Duration{time.Millisecond},
		Webhooks: []Webhook{{Name: "hook", URL: url, Secret: keptSecret, AllowPrivate: true, Attempts: 5, Filter: f}}}
}

// run starts a runner that retries at once; what it gives stops it.
func run(t testing.TB, book *dossier.Book, cfg *Config, j *Journal) (stop func()) {
	t.Helper()
	r, err := New(book, cfg, j, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	r.backoff = func(int) time.Duration { return time.Millisecond }
	if err := r.Gather(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// TestWebhook: what was there before is no news; what comes is sent signed, in
// order, once, also by a receiver that fails at first; a replay sends it again
// under the same ids.
func TestWebhook(t *testing.T) {
	dir := t.TempDir()
	book, j, to := open(t, dir), journal(t, dir), newReceiver(t)
	add(t, book, day[0])
	to.answer = func(n int) int {
		if n < 2 {
			return 500
		}
		return 200
	}
	cfg := hookConfig(to.URL, Filter{})
	stop := run(t, book, cfg, j)
	add(t, book, day[1:]...)
	got := to.wait(t, 3)
	kinds := ""
	for _, m := range got {
		kinds += m.Kind + " "
		if m.Page != "https://desk.example/story/"+m.Story+"#changes" || m.Quote == "" || m.Outlet == "Herald" {
			t.Errorf("message %+v", m)
		}
	}
	for _, want := range []string{"corroboration", "figure", "responsibility"} {
		if !strings.Contains(kinds, want) {
			t.Errorf("of %s no %s came", kinds, want)
		}
	}
	stop()
	time.Sleep(20 * time.Millisecond)
	if again := to.wait(t, len(got)); len(again) != len(got) {
		t.Errorf("%d messages, then %d", len(got), len(again))
	}
	if n, err := j.Rewind(t.Context(), got[0].Cursor); n != 1 || err != nil {
		t.Fatalf("%d receivers set back, %v", n, err)
	}
	defer run(t, book, cfg, j)()
	all := to.wait(t, 2*len(got))
	for i, m := range got {
		if all[len(got)+i].ID != m.ID || all[len(got)+i].Cursor != m.Cursor {
			t.Errorf("replay %d is %s, was %s", i, all[len(got)+i].ID, m.ID)
		}
	}
}

// TestFilter: only what is asked for, and nothing older than asked for.
func TestFilter(t *testing.T) {
	dir := t.TempDir()
	book, j, to := open(t, dir), journal(t, dir), newReceiver(t)
	cfg := hookConfig(to.URL, Filter{Kinds: []string{"responsibility"}, Stories: []string{"ilmar bomb"}})
	stop := run(t, book, cfg, j)
	add(t, book, day...)
	if got := to.wait(t, 1); len(got) != 1 || got[0].Kind != "responsibility" {
		t.Errorf("sent %+v", got)
	}
	stop()
	f := Filter{Figures: []string{"killed"}, Stories: []string{"zebra"}}
	if f.wants(&to.got[0].Development) {
		t.Error("a story passes that was not asked for")
	}
}

// TestAside: a message that fails for good is set aside and the next one comes.
func TestAside(t *testing.T) {
	dir := t.TempDir()
	book, j, to := open(t, dir), journal(t, dir), newReceiver(t)
	to.answer = func(n int) int {
		if n < 5 {
			return 400
		}
		return 200
	}
	stop := run(t, book, hookConfig(to.URL, Filter{}), j)
	add(t, book, day...)
	got := to.wait(t, 2)
	stop()
	list, err := j.Receivers(t.Context())
	if err != nil || len(list) != 1 || len(list[0].Aside) != 1 || list[0].Aside[0] != got[0].Cursor-1 {
		t.Errorf("receivers %+v, %v; the first message that came is %d", list, err, got[0].Cursor)
	}
}

// TestPrivate: an address in one's own network is refused, also behind a name
// and behind a redirect.
func TestPrivate(t *testing.T) {
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the private address was reached") }))
	defer inside.Close()
	for _, u := range []string{inside.URL, strings.Replace(inside.URL, "127.0.0.1", "localhost", 1)} {
		w, err := newWebhook(&Webhook{Name: "x", URL: u, Secret: keptSecret})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.deliver(t.Context(), []Message{{}}); err == nil || !strings.Contains(err.Error(), "private or reserved") {
			t.Errorf("%s: %v", u, err)
		}
	}
	away := httptest.NewServer(http.RedirectHandler(inside.URL, http.StatusTemporaryRedirect))
	defer away.Close()
	w, _ := newWebhook(&Webhook{Name: "x", URL: away.URL, Secret: keptSecret, AllowPrivate: true})
	if _, err := w.deliver(t.Context(), []Message{{}}); err == nil || !strings.Contains(err.Error(), "307") {
		t.Errorf("a redirect: %v", err)
	}
}

func TestSignature(t *testing.T) {
	now := time.Unix(1_900_000_000, 0)
	h := http.Header{}
	h.Set(HeaderID, "x")
	h.Set(HeaderTimestamp, fmt.Sprint(now.Unix()))
	h.Set(HeaderSignature, "v1,AAAA "+Sign(keptSecret, "x", now, []byte("body")))
	if err := Verify(keptSecret, h, []byte("body"), now.Add(time.Minute)); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"another body":   Verify(keptSecret, h, []byte("bodx"), now),
		"another secret": Verify("0123456789abcdef", h, []byte("body"), now),
		"too late":       Verify(keptSecret, h, []byte("body"), now.Add(time.Hour)),
		"from tomorrow":  Verify(keptSecret, h, []byte("body"), now.Add(-time.Hour)),
		"no timestamp":   Verify(keptSecret, http.Header{}, []byte("body"), now),
	} {
		if err == nil {
			t.Errorf("%s passes", name)
		}
	}
	// The worked example of the standard's documents.
	if got := Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`)); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("signature %s", got)
	}
}

// TestKill: a process that is killed while a message is on its way loses none;
// the next one sends it.
func TestKill(t *testing.T) {
	if dir := os.Getenv("SOFAR_ALERT_KILL"); dir != "" {
		book, j := open(t, dir), journal(t, dir)
		stop := run(t, book, hookConfig(os.Getenv("SOFAR_ALERT_URL"), Filter{}), j)
		defer stop()
		add(t, book, day...)
		time.Sleep(time.Minute) // the parent kills
		return
	}
	dir, to := t.TempDir(), newReceiver(t)
	reached := make(chan struct{})
	var once sync.Once
	to.answer = func(n int) int {
		if n == 1 { // the second message hangs until the process is dead
			once.Do(func() { close(reached) })
			time.Sleep(300 * time.Millisecond)
			return 503
		}
		return 200
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestKill$")
	cmd.Env = append(os.Environ(), "SOFAR_ALERT_KILL="+dir, "SOFAR_ALERT_URL="+to.URL)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-reached:
	case <-time.After(time.Minute):
		t.Error("no message came before the kill")
	}
	cmd.Process.Kill()
	cmd.Wait()
	book, j := open(t, dir), journal(t, dir)
	add(t, book, day...) // as a restarted desk would; what is there adds nothing
	defer run(t, book, hookConfig(to.URL, Filter{}), j)()
	want := map[string]bool{}
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		n := 0
		if err := j.Each(t.Context(), 0, func(e Entry) error { want[e.ID] = true; n++; return nil }); err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, m := range to.wait(t, 1) {
			got[m.ID] = true
		}
		if n >= 4 && len(got) == n {
			return
		}
	}
	t.Errorf("of %d developments %d came", len(want), len(to.wait(t, 1)))
}
