package desk

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestOWASPHeaders: what strangers send makes no header of an answer, and every
// answer has the headers that hold browsers back (OWASP Secure Headers; WSTG-INPV-15).
func TestOWASPHeaders(t *testing.T) {
	d := newReviewDesk(t, func(o *Options) {
		o.Access.ProxyHeader, o.Access.ProxyFrom, o.Access.ProxyRole = "X-Forwarded-User", []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Editor
	}).withAccounts()
	srv := httptest.NewServer(d.h)
	defer srv.Close()
	inject := "x\r\nSet-Cookie: owned=1\r\n\r\n<script>"
	for _, path := range []string{
		"/login?next=" + url.QueryEscape("/"+inject), "/story/" + url.PathEscape(inject), "/report/" + url.PathEscape(inject), "/search?q=" + url.QueryEscape(inject),
		"/?filter=" + url.QueryEscape(inject), storyURL(d.story().ID) + "?tick=1&at=" + url.QueryEscape(inject), "/review?decided=" + url.QueryEscape(inject),
		"/static/" + url.PathEscape(inject), "/api/v1/stories/" + url.PathEscape(inject), "/nowhere/" + url.PathEscape(inject), "/login", "/accounts", "/healthz", "/review/log",
	} {
		resp, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 5 * time.Second}).Get(srv.URL + path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		resp.Body.Close()
		for name, values := range resp.Header {
			for _, v := range values {
				if strings.ContainsAny(v, "\r\n") || strings.Contains(v, "owned=1") && name == "Set-Cookie" {
					t.Errorf("%s: header %s: %q", path, name, v)
				}
			}
		}
		for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s: %q", path, name, got)
			}
		}
	}
	// Written to the wire by hand: broken lines are refused, a second Host as well.
	for name, raw := range map[string]string{
		"a bare CR":      "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-User: Ada\rX: y\r\n\r\n",
		"two hosts":      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"a folded line":  "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c: d\r\n: e\r\n\r\n",
		"two lengths":    "POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
		"chunked twice":  "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
		"a huge header":  "GET / HTTP/1.1\r\nHost: x\r\nA: " + strings.Repeat("b", 2<<20) + "\r\n\r\n",
		"no such method": "GE\tT / HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		conn, err := net.Dial("tcp", srv.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		fmt.Fprint(conn, raw)
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err == nil && (resp.StatusCode < 400 || resp.StatusCode >= 600) {
			t.Errorf("%s: %d", name, resp.StatusCode)
		}
		conn.Close()
	}
	// Who the reader is, only the named proxy tells, once, and legibly.
	as := func(from string, names ...string) string {
		r := httptest.NewRequest(http.MethodGet, "/review", nil)
		r.RemoteAddr = from
		for _, n := range names {
			r.Header.Add("X-Forwarded-User", n)
		}
		i := newAccessOf(d).identify(r)
		return i.name + "/" + string(i.role)
	}
	for _, c := range []struct{ from, names, want string }{
		{"127.0.0.1:9", "Ada", "Ada/admin"}, {"127.0.0.1:9", "Zoe", "Zoe/editor"}, {"192.0.2.1:9", "Ada", "/"}, {"127.0.0.1:9", "Ada|Ben", "/"},
		{"127.0.0.1:9", "<script>", "/"}, {"127.0.0.1:9", "a\x00b", "/"}, {"[::ffff:127.0.0.1]:9", "ada", "Ada/admin"},
	} {
		if got := as(c.from, strings.Split(c.names, "|")...); got != c.want {
			t.Errorf("%q from %s is %q, want %q", c.names, c.from, got, c.want)
		}
	}
	// What is one reader's own is kept by no cache.
	ada := d.visitor()
	ada.signIn("Ada", adaWord)
	for _, path := range []string{"/", "/review", storyURL(d.story().ID), "/accounts"} {
		if got := ada.get(path).Header().Get("Cache-Control"); !strings.Contains(got, "no-store") {
			t.Errorf("%s of who is signed in: %q", path, got)
		}
		if body := d.visitor().get(path).Body.String(); strings.Contains(body, "Sign out") || tokenField.MatchString(body) {
			t.Errorf("%s: a stranger sees the page of who is signed in", path)
		}
	}
}

// newAccessOf gives the access of a desk with the header of a proxy.
func newAccessOf(d *reviewDesk) *access {
	return newAccess(Access{Accounts: d.acc, ProxyHeader: "X-Forwarded-User", ProxyFrom: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, ProxyRole: Editor}, "", d.now)
}
