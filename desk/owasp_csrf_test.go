package desk

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// TestOWASPCrossSiteRequestForgery: nothing changes on a request that a page of
// this desk did not make (OWASP CSRF Prevention Cheat Sheet; WSTG-SESS-05).
func TestOWASPCrossSiteRequestForgery(t *testing.T) {
	d := newReviewDesk(t, nil).withAccounts()
	st := d.killedStatement()
	ben, ada := d.visitor(), d.visitor()
	ben.signIn("Ben", benWord)
	ada.signIn("Ada", adaWord)
	ben.get("/review")
	ada.get("/review")
	form := func(token string) url.Values {
		return url.Values{"token": {token}, "kind": {"accept"}, "statement": {st.ID}, "back": {"/review"}}
	}
	good := ben.token
	for name, c := range map[string]struct {
		token  string
		change func(*http.Request)
	}{
		"no token":        {"", nil},
		"a made-up token": {strings.Repeat("A", 43), nil},
		"another's token": {ada.token, nil},
		"another site":    {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }},
		"a sister site":   {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }},
		"an old browser on another site": {good, func(r *http.Request) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Set("Origin", "https://evil.example")
		}},
		"a sandboxed frame": {good, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "null") }},
		"not a form":        {good, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }},
		"no session":        {good, func(r *http.Request) { r.Header.Del("Cookie") }},
	} {
		r := ben.request(http.MethodPost, "/review/decide", form(c.token))
		if c.change != nil {
			c.change(r)
		}
		if w := d.ask(r); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	// A token in the address, or a GET, does nothing.
	if w := d.ask(ben.request(http.MethodGet, "/review/decide?"+form(good).Encode(), nil)); w.Code == http.StatusOK || w.Code == http.StatusSeeOther {
		t.Errorf("GET: %d", w.Code)
	}
	if w := d.ask(ben.request(http.MethodPost, "/review/decide?"+form(good).Encode(), url.Values{})); w.Code != http.StatusForbidden {
		t.Errorf("a token in the address: %d", w.Code)
	}
	// Nor does the API with a browser's cookie from elsewhere, or as a plain form.
	body := `{"kind":"accept","reason":"x","statement":"` + st.ID + `"}`
	for name, change := range map[string]func(*http.Request){
		"another site": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"a form that is JSON by chance": func(r *http.Request) {
			r.Header.Set("Content-Type", "text/plain")
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		},
		"as a form": func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") },
	} {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/decisions", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.AddCookie(ben.cookie)
		change(r)
		if w := d.ask(r); w.Code < 400 || w.Code >= 500 {
			t.Errorf("API, %s: %d %s", name, w.Code, w.Body)
		}
	}
	// Signing somebody in, or out, from elsewhere.
	for _, path := range []string{"/login", "/logout", "/accounts/session"} {
		r := ben.request(http.MethodPost, path, url.Values{"token": {good}, "name": {"Ada"}, "password": {adaWord}})
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if w := d.ask(r); w.Code != http.StatusForbidden {
			t.Errorf("%s from another site: %d", path, w.Code)
		}
	}
	if n := len(d.book.Decisions()); n != 0 {
		t.Fatalf("%d decisions were recorded", n)
	}
	if w := d.ask(ben.request(http.MethodPost, "/review/decide", form(good))); w.Code != http.StatusSeeOther || len(d.book.Decisions()) != 1 {
		t.Errorf("the desk's own form: %d", w.Code)
	}
}
