package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestOWASPAuthorisation: every route for every kind of visitor, public desk and
// private (OWASP A01; WSTG-ATHZ-02, -03).
func TestOWASPAuthorisation(t *testing.T) {
	// What each may: "" everybody, else the least role; scope for tokens, "-" for
	// routes that no token opens.
	type route struct {
		method, path, body string
		role               Role
		scope              Scope
		form               bool
	}
	for _, private := range []bool{false, true} {
		d := newReviewDesk(t, func(o *Options) { o.Access.Private = private }).withAccounts()
		st := d.killedStatement()
		rep, story := d.story().Members[0].Report, d.story().ID
		public := NoRole
		if private {
			public = Reader
		}
		routes := []route{
			{"GET", "/", "", public, ScopeRead, false},
			{"GET", "/not-read", "", public, ScopeRead, false},
			{"GET", "/story/" + story, "", public, ScopeRead, false},
			{"GET", "/report/" + rep, "", public, ScopeRead, false},
			{"GET", "/search?q=depot", "", public, ScopeRead, false},
			{"GET", "/review", "", public, ScopeRead, false},
			{"GET", "/review/log", "", public, ScopeRead, false},
			{"GET", "/review/statement/" + st.ID, "", public, ScopeRead, false},
			{"GET", "/review/story/" + story, "", public, ScopeRead, false},
			{"GET", "/api/", "", public, ScopeRead, false},
			{"GET", "/api/openapi.json", "", public, ScopeRead, false},
			{"GET", "/api/v1/stories", "", public, ScopeRead, false},
			{"GET", "/api/v1/stories/" + story, "", public, ScopeRead, false},
			{"GET", "/api/v1/stories/" + story + "/statements", "", public, ScopeRead, false},
			{"GET", "/api/v1/stories/" + story + "/changes", "", public, ScopeRead, false},
			{"GET", "/api/v1/reports/" + rep, "", public, ScopeRead, false},
			{"GET", "/api/v1/search?q=depot", "", public, ScopeRead, false},
			{"GET", "/api/v1/not-read", "", public, ScopeRead, false},
			{"GET", "/api/v1/queue", "", public, ScopeRead, false},
			{"GET", "/api/v1/decisions", "", public, ScopeRead, false},
			{"GET", "/actors", "", public, ScopeRead, false},
			{"GET", "/feed.atom", "", public, ScopeRead, false},
			{"GET", "/feed.json", "", public, ScopeRead, false},
			{"GET", "/story/" + story + "/feed.atom", "", public, ScopeRead, false},
			{"GET", "/export/figures", "", public, ScopeRead, false},
			{"GET", "/embed/story/" + story, "", public, ScopeRead, false},
			{"GET", "/healthz", "", NoRole, "", false},
			{"GET", "/favicon.ico", "", NoRole, "", false},
			{"GET", "/static/desk.css", "", NoRole, "", false},
			{"GET", "/login", "", NoRole, "", false},
			{"GET", "/accounts", "", Admin, "-", false},
			{"GET", "/api/v1/accounts", "", Admin, ScopeAdmin, false},
			{"POST", "/review/decide", "kind=accept&statement=" + st.ID, Editor, "-", true},
			{"POST", "/review/decide", "kind=mark&source=x&mark=C&reason=y", Admin, "-", true},
			{"POST", "/accounts/session", "session=x", Admin, "-", true},
			{"POST", "/api/v1/decisions", `{"kind":"note","reason":"%s"}`, Editor, ScopeDecide, false},
			{"POST", "/api/v1/decisions", `{"kind":"mark","source":"x","mark":"C","reason":"%s"}`, Admin, ScopeAdmin, false},
			{"POST", "/api/v1/reports", `{"reports":[{"text":"Nothing happened in Velm, %s."}]}`, Editor, ScopeIngest, false},
		}
		type who struct {
			name  string
			role  Role
			v     *visitor
			token string
			scope Scope
		}
		visitors := []who{{name: "a stranger", v: d.visitor()}}
		for _, x := range []struct {
			name, word string
			role       Role
		}{{"Rhea", rheWord, Reader}, {"Ben", benWord, Editor}, {"Ada", adaWord, Admin}} {
			v := d.visitor()
			if w := v.signIn(x.name, x.word); w.Code != http.StatusSeeOther {
				t.Fatalf("%s: %d", x.name, w.Code)
			}
			v.get("/")
			visitors = append(visitors, who{x.name, x.role, v, "", ""})
			for _, scope := range Scopes {
				_, secret, err := d.acc.AddToken(x.name, string(scope), []Scope{scope}, time.Hour)
				if may := x.role.May(scope.needs()); (err == nil) != may {
					t.Errorf("a token of %s for %s: %v", x.name, scope, err)
				}
				if err == nil {
					visitors = append(visitors, who{x.name + "'s token for " + string(scope), x.role, d.visitor(), secret, scope})
				}
			}
		}
		n := 0
		for _, w := range visitors {
			for _, rt := range routes {
				n++
				body := rt.body
				if strings.Contains(body, "%s") {
					body = fmt.Sprintf(body, fmt.Sprint("case ", n))
				}
				r := httptest.NewRequest(rt.method, rt.path, strings.NewReader(body))
				r.Host, r.RemoteAddr = w.v.host, "192.0.2.7:4711"
				if rt.form {
					f, _ := url.ParseQuery(body)
					f.Set("token", w.v.token)
					r = w.v.request(rt.method, rt.path, f)
				} else if rt.method == http.MethodPost {
					r.Header.Set("Content-Type", "application/json")
				}
				if w.v.cookie != nil && !rt.form {
					r.AddCookie(w.v.cookie)
				}
				if w.token != "" {
					r.Header.Set("Authorization", "Bearer "+w.token)
				}
				may := w.role.May(rt.role)
				if w.token != "" && rt.role != NoRole {
					may = may && rt.scope == w.scope
				}
				d.skip.Add(int64(time.Second)) // no limit on writing is met
				got := d.ask(r).Code
				ok := got == http.StatusOK || got == http.StatusCreated || (rt.form || rt.path == "/login") && got == http.StatusSeeOther
				if ok != may || !ok && got != http.StatusUnauthorized && got != http.StatusForbidden && !(private && got == http.StatusSeeOther && w.role == NoRole) {
					t.Errorf("private %v: %s: %s %s %s: %d, may %v", private, w.name, rt.method, rt.path, rt.body, got, may)
				}
			}
		}
		// A token of an account that loses its role loses its scopes.
		_, secret, err := d.acc.AddToken("Ben", "later", []Scope{ScopeDecide}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.acc.Set("Ben", "", Reader); err != nil {
			t.Fatal(err)
		}
		if tok, _, ok := d.acc.CheckToken(secret); !ok || len(tok.Scopes) != 0 {
			t.Errorf("a reader's token decides: %+v", tok)
		}
	}
}
