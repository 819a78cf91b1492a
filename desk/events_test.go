package desk

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// listen opens a live connection and gives its events as "name data" lines and
// its comments as they stand.
func listen(t *testing.T, url string, head ...string) (<-chan string, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
		t.Fatalf("Content-Type %q, status %d", got, resp.StatusCode)
	}
	out := make(chan string, 64)
	go func() {
		defer close(out)
		defer resp.Body.Close()
		name := ""
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			switch l := lines.Text(); {
			case strings.HasPrefix(l, "event: "):
				name = l[7:]
			case strings.HasPrefix(l, "data: "):
				out <- name + " " + l[6:]
			case strings.HasPrefix(l, ":"):
				out <- l
			}
		}
	}()
	t.Cleanup(cancel)
	return out, cancel
}

func next(t *testing.T, events <-chan string) string {
	t.Helper()
	select {
	case e, ok := <-events:
		if !ok {
			t.Fatal("the connection ended")
		}
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("no event within ten seconds")
	}
	return ""
}

func TestEvents(t *testing.T) {
	book := newBook(fire, 3)
	base := serve(t, book, Options{Settle: 2 * time.Second})
	events, _ := listen(t, base+"/story/stfire/events?v=3")
	if got := next(t, events); got != `hello {"version":3}` {
		t.Fatalf("greeted with %q", got)
	}
	book.advance()
	if got := next(t, events); got != `news {"version":4,"announce":"Ninth Lamp claims it"}` {
		t.Errorf("a change is told as %q", got)
	}
	// Two changes within the settling time are one piece of news.
	book.advance()
	book.advance()
	if got := next(t, events); !strings.HasPrefix(got, `news {"version":6,`) {
		t.Errorf("two changes at once are told as %q", got)
	}
	select {
	case e := <-events:
		t.Errorf("told twice: %q", e)
	case <-time.After(600 * time.Millisecond):
	}

	// Who shows an older version, or comes back with one, is told at once.
	stale, _ := listen(t, base+"/story/stfire/events?v=2")
	next(t, stale)
	if got := next(t, stale); !strings.HasPrefix(got, `news {"version":6`) {
		t.Errorf("a stale page is told %q", got)
	}
	back, _ := listen(t, base+"/events", "Last-Event-ID", "5")
	next(t, back)
	if got := next(t, back); !strings.HasPrefix(got, `news {"version":6`) {
		t.Errorf("a reader who comes back is told %q", got)
	}
}

func TestHeartbeatAndLimit(t *testing.T) {
	base := serve(t, newBook(fire, 3), Options{Heartbeat: 20 * time.Millisecond, Streams: 1})
	events, cancel := listen(t, base+"/story/stfire/events?v=3")
	next(t, events)
	if got := next(t, events); got != ": still here" {
		t.Errorf("the quiet connection says %q", got)
	}
	resp, err := http.Get(base + "/events")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" || resp.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("one connection too many: %d %v %s", resp.StatusCode, resp.Header, body)
	}
	// A reader who leaves frees the place.
	cancel()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		ctx, stop := context.WithTimeout(context.Background(), time.Second)
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, base+"/events", nil)
		resp, err := http.DefaultClient.Do(req)
		if err == nil {
			resp.Body.Close()
		}
		stop()
		if err == nil && resp.StatusCode == http.StatusOK {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the place of a reader who left stays taken")
		}
	}
}

// TestManyReaders: 500 readers hear of a change, and have the new page, within
// a bound that a loaded machine keeps; what it costs is logged. sofar bench
// readers measures 2,000 and more.
func TestManyReaders(t *testing.T) {
	const readers = 500
	book := newBook(fire, 3)
	base := serve(t, book, Options{Streams: readers})
	res, err := MeasureReaders(t.Context(), strings.TrimPrefix(base, "http://"), "stfire", 3, readers, func() error { book.advance(); return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Log(res)
	if res.Told[2] > 3*time.Second || res.PerReader > 256<<10 {
		t.Errorf("too slow or too large: %v", res)
	}
}

// TestSlowReader: who does not read keeps nobody waiting, and gets the newest
// event only.
func TestSlowReader(t *testing.T) {
	book := newBook(fire, 2)
	base := serve(t, book, Options{Settle: time.Millisecond})
	addr := strings.TrimPrefix(base, "http://")
	slow, err := listenTo(t.Context(), addr, "/story/stfire/events?v=2")
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	quick, _ := listen(t, base+"/story/stfire/events?v=2")
	next(t, quick)
	for i := 3; i <= 6; i++ {
		book.advance()
		if got := next(t, quick); !strings.HasPrefix(got, fmt.Sprintf(`news {"version":%d`, i)) {
			t.Errorf("the quick reader is told %q", got)
		}
	}
	if err := slow.until(`"version":6`, 5*time.Second); err != nil {
		t.Error(err)
	}
}

// TestBox: a full box holds the newest event, and a sign of life displaces none.
func TestBox(t *testing.T) {
	var h hubs
	r := &reader{mail: make(chan []byte, 1)}
	topic := &hub{readers: map[*reader]struct{}{r: {}}}
	h.tell(topic, []byte("1"), &moment{})
	h.tell(topic, []byte("2"), &moment{})
	h.tell(topic, []byte("life"), nil)
	if got := string(<-r.mail); got != "2" {
		t.Errorf("the box holds %q", got)
	}
}
