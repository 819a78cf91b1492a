package desk

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestOWASPUploadBombs: what is too large, too deep, packed or endless is turned
// away early and costs little (OWASP API4; WSTG-BUSL-09).
func TestOWASPUploadBombs(t *testing.T) {
	d := newReviewDesk(t, nil).withAccounts()
	v := d.visitor()
	v.signIn("Ada", adaWord)
	v.get("/review")
	_, secret, err := d.acc.AddToken("Ada", "bombs", []Scope{ScopeDecide, ScopeIngest}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(bytes.Repeat([]byte(`{"reports":[{"text":"`), 1))
	z.Write(bytes.Repeat([]byte("a"), 64<<20))
	z.Write([]byte(`"}]}`))
	z.Close()
	api := func(path, kind, encoding string, body []byte) *http.Request {
		r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bearer "+secret)
		if encoding != "" {
			r.Header.Set("Content-Encoding", encoding)
		}
		return r
	}
	many := url.Values{"token": {v.token}, "kind": {"retract"}, "reason": {"x"}}
	for range 20_000 {
		many.Add("report", "r0123456789abcdef0123")
	}
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for name, r := range map[string]*http.Request{
		"a form of 64 MiB":           v.request(http.MethodPost, "/review/decide", url.Values{"token": {v.token}, "reason": {strings.Repeat("a", 64<<20)}}),
		"a form of many fields":      v.request(http.MethodPost, "/review/decide", many),
		"a password of 1 MiB":        v.request(http.MethodPost, "/login", url.Values{"name": {"Ada"}, "password": {strings.Repeat("a", 1<<20)}}),
		"JSON of 64 MiB":             api("/api/v1/reports", "application/json", "", append([]byte(`{"reports":[{"text":"`), bytes.Repeat([]byte("a"), 64<<20)...)),
		"a packed bomb":              api("/api/v1/reports", "application/json", "gzip", packed.Bytes()),
		"deep JSON":                  api("/api/v1/reports", "application/json", "", []byte(strings.Repeat("[", 1<<20))),
		"deep objects":               api("/api/v1/decisions", "application/json", "", []byte(strings.Repeat(`{"corrected":`, 30_000))),
		"5,001 reports":              api("/api/v1/decisions", "application/json", "", []byte(`{"kind":"merge","reason":"x","reports":[`+strings.TrimSuffix(strings.Repeat(`"r1",`, 5001), ",")+`]}`)),
		"101 new reports":            api("/api/v1/reports", "application/json", "", []byte(`{"reports":[`+strings.TrimSuffix(strings.Repeat(`{"text":"a"},`, 101), ",")+`]}`)),
		"a reason of 1 MiB":          api("/api/v1/decisions", "application/json", "", []byte(`{"kind":"note","reason":"`+strings.Repeat("a", 1<<18)+`"}`)),
		"CBOR that claims to be big": api("/api/v1/decisions", "application/cbor", "", []byte{0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}),
		"an address of 1 MiB":        httptest.NewRequest(http.MethodGet, "/review?filter="+strings.Repeat("a", 1<<20), nil),
	} {
		start := time.Now()
		w := d.ask(r)
		if strings.HasPrefix(name, "an address") {
			if w.Code != http.StatusOK || w.Body.Len() > 100<<10 {
				t.Errorf("%s: %d, %d bytes", name, w.Code, w.Body.Len())
			}
		} else if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s: %d", name, w.Code)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
	if n := len(d.book.Decisions()); n != 0 {
		t.Errorf("%d decisions were recorded", n)
	}
	var after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc+64<<20 {
		t.Errorf("%d MiB are still held", (after.HeapAlloc-before.HeapAlloc)>>20)
	}
}
