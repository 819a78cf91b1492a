package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestOWASPOpenRedirect: no address in a link or form leads off the desk (OWASP
// Unvalidated Redirects Cheat Sheet; WSTG-CLNT-04).
func TestOWASPOpenRedirect(t *testing.T) {
	d := newReviewDesk(t, nil).withAccounts()
	st := d.killedStatement()
	for _, to := range []string{
		"https://evil.example/", "//evil.example/", "///evil.example", `/\evil.example`, `\\evil.example`, "/\t/evil.example", "/%09/evil.example",
		"http:evil.example", "javascript:alert(1)", "data:text/html,x", "/\r\nLocation: https://evil.example", " //evil.example", "https:/evil.example",
		"/./\\evil.example", "evil.example", "//evil.example@127.0.0.1/", "/\x00/evil.example", strings.Repeat("/a", 2000),
	} {
		v := d.visitor()
		w := v.post("/login", "name", "Ada", "password", adaWord, "next", to)
		check := func(what, location string) {
			u, err := url.Parse(location)
			if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(location, "/") || strings.HasPrefix(location, "//") || strings.ContainsAny(location, "\\\r\n\t") {
				t.Errorf("%s with %q leads to %q", what, to, location)
			}
		}
		if w.Code != http.StatusSeeOther {
			t.Fatalf("sign in: %d", w.Code)
		}
		check("signing in", w.Header().Get("Location"))
		check("a page for who is signed in", v.get("/login?next="+url.QueryEscape(to)).Header().Get("Location"))
		v.get("/review")
		if w := v.post("/review/decide", "kind", "accept", "statement", st.ID, "back", to); w.Code == http.StatusSeeOther {
			check("deciding", w.Header().Get("Location"))
		} else {
			t.Errorf("deciding with back %q: %d", to, w.Code)
		}
		// What the pages print as links stays here as well.
		for _, page := range []string{"/login?next=", "/review?p=", storyURL(d.story().ID) + "?tick="} {
			body := d.visitor().get(page + url.QueryEscape(to)).Body.String()
			if strings.Contains(body, `href="//evil`) || strings.Contains(body, `href="https://evil`) || strings.Contains(body, `value="//evil`) || strings.Contains(body, `value="https://evil`) {
				t.Errorf("%s%s: the page leads off the desk", page, to)
			}
		}
	}
	for _, to := range []string{"/", "/review?kind=killed&p=2", "/story/st1?at=2031-05-14T15:30:00Z#said"} {
		if got := local(to); got != to {
			t.Errorf("%q becomes %q", to, got)
		}
	}
}
