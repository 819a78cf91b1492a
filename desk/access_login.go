package desk

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxForm bounds what a form may send, in bytes: the ids of the reports of a
// large story are most of it.
const maxForm = 512 << 10

// loginView is the page on which to sign in.
type loginView struct {
	Next, Name, Wrong string
	None              bool // there are no accounts
}

func (s *server) loginPage(w http.ResponseWriter, r *http.Request) {
	if i := who(r.Context()); i.by == bySession {
		http.Redirect(w, r, local(r.URL.Query().Get("next")), http.StatusSeeOther)
		return
	}
	s.showLogin(w, r, http.StatusOK, loginView{Next: local(r.URL.Query().Get("next"))})
}

func (s *server) showLogin(w http.ResponseWriter, r *http.Request, code int, v loginView) {
	v.None = !s.access.Accounts.Any()
	w.Header().Set("Cache-Control", "no-store")
	s.render(w, r, code, "login", layout{Title: "Sign in", Nav: "login", View: v})
}

// login opens a session for who knows an account's password. Attempts are
// limited by address and by name; that a name does not exist looks the same.
func (s *server) login(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 8<<10)
	if !formBody(r) || r.ParseForm() != nil {
		s.showLogin(w, r, http.StatusBadRequest, loginView{Next: "/", Wrong: "This form cannot be read."})
		return
	}
	name, password, next := strings.TrimSpace(r.PostForm.Get("name")), r.PostForm.Get("password"), local(r.PostForm.Get("next"))
	if checkName(name) != nil {
		name = ""
	}
	from := s.access.from(r)
	keys := []struct {
		l   *limiter
		key string
	}{{s.access.address, from}, {s.access.pair, strings.ToLower(name) + "\x00" + from}, {s.access.name, strings.ToLower(name)}}
	for _, k := range keys {
		if wait, ok := k.l.take(k.key); !ok {
			w.Header().Set("Retry-After", retryAfter(wait))
			s.showLogin(w, r, http.StatusTooManyRequests, loginView{Next: next, Name: name, Wrong: "Too many attempts. Wait " + waiting(wait) + " and try again."})
			return
		}
	}
	x, ok := s.access.Accounts.checkAny(r, name, password)
	if !ok {
		s.showLogin(w, r, http.StatusUnauthorized, loginView{Next: next, Name: name, Wrong: "Name or password is wrong."})
		return
	}
	for _, k := range keys {
		k.l.give(k.key)
	}
	s.endCookie(r)
	w.Header().Set("Cache-Control", "no-store")
	setCookie(w, s.access.Secure, s.access.sessions.open(x, from))
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// checkAny is Check, where there are accounts.
func (a *Accounts) checkAny(r *http.Request, name, password string) (Account, bool) {
	if a == nil || !a.Any() {
		return Account{}, false
	}
	return a.Check(r.Context(), name, password)
}

// endCookie ends the session that a browser brings along.
func (s *server) endCookie(r *http.Request) {
	if c, err := r.Cookie(cookieName(s.access.Secure)); err == nil && c.Value != "" {
		s.access.sessions.end(hashOf(c.Value))
	}
}

func (s *server) logout(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r, Reader) {
		return
	}
	s.endCookie(r)
	setCookie(w, s.access.Secure, "")
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// formBody tells whether a request brings a plain form.
func formBody(r *http.Request) bool {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded")
}

// form reads a form that only a role may send, with the token that the desk's
// page gave it; false, and answered, for any other.
func (s *server) form(w http.ResponseWriter, r *http.Request, role Role) bool {
	i := who(r.Context())
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case i.by == byNothing:
		s.fail(w, r, http.StatusUnauthorized, "Sign in first", "This changes something, and the desk does not know who you are.", link{"/login", "Sign in"})
	case i.by == byToken:
		s.fail(w, r, http.StatusForbidden, "Forms are for people", "A program with a token uses the API: POST /api/v1/decisions.", link{"/api/", "API"})
	case !i.role.May(role):
		s.fail(w, r, http.StatusForbidden, "Your role does not allow this", fmt.Sprintf("This needs the role %s; %s is a %s.", role, trim(i.name, 60), i.role))
	case !formBody(r):
		s.fail(w, r, http.StatusUnsupportedMediaType, "This is no form", "The desk takes plain forms of its own pages here.")
	case r.ParseForm() != nil:
		s.fail(w, r, http.StatusRequestEntityTooLarge, "This form cannot be read", "It is too large or broken.")
	case !sameToken(r.PostForm.Get("token"), s.access.formToken(i)):
		s.fail(w, r, http.StatusForbidden, "This form is out of date", "The desk was started anew or you have signed in again since the page was opened. Go back, load the page again, and repeat.")
	default:
		if wait, ok := s.access.writes.take(i.by + "\x00" + i.name); !ok {
			w.Header().Set("Retry-After", retryAfter(wait))
			s.fail(w, r, http.StatusTooManyRequests, "Too fast", "Wait "+waiting(wait)+" and try again.")
			return false
		}
		return true
	}
	return false
}

func retryAfter(d time.Duration) string { return strconv.Itoa(int(d.Seconds()) + 1) }

func waiting(d time.Duration) string {
	if d > 90*time.Second {
		return strconv.Itoa(int(d.Minutes())+1) + " minutes"
	}
	return strconv.Itoa(int(d.Seconds())+1) + " seconds"
}

// accountsView is the page of accounts, sessions and tokens, for admins.
type accountsView struct {
	Accounts []Account
	Sessions []sessionRow
	Tokens   []Token
	Wrong    string
}

type sessionRow struct {
	Hash, Account, From string
	Since, Seen         time.Time
	Own                 bool
}

func (s *server) accountsPage(w http.ResponseWriter, r *http.Request) {
	i := who(r.Context())
	if !i.may(Admin, ScopeAdmin) || i.by == byToken {
		s.denied(w, r, Admin)
		return
	}
	var v accountsView
	if s.access.Accounts != nil {
		var err error
		if v.Accounts, err = s.access.Accounts.List(); err != nil {
			v.Wrong = err.Error()
		}
		v.Tokens, _ = s.access.Accounts.Tokens()
	}
	for _, x := range s.access.sessions.list() {
		v.Sessions = append(v.Sessions, sessionRow{x.hash, x.account, x.from, x.since, x.seen, x.hash == i.session})
	}
	w.Header().Set("Cache-Control", "no-store")
	s.render(w, r, http.StatusOK, "accounts", layout{Title: "Accounts", Nav: "accounts", View: v})
}

// endSession ends a session that an admin names.
func (s *server) endSession(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r, Admin) {
		return
	}
	s.access.sessions.end(r.PostForm.Get("session"))
	http.Redirect(w, r, "/accounts", http.StatusSeeOther)
}

// denied answers a page that a role alone may see.
func (s *server) denied(w http.ResponseWriter, r *http.Request, role Role) {
	if who(r.Context()).by == byNothing {
		s.fail(w, r, http.StatusUnauthorized, "Sign in first", "This page is for editors of the desk.", link{"/login", "Sign in"})
		return
	}
	s.fail(w, r, http.StatusForbidden, "Your role does not allow this", "This needs the role "+string(role)+".")
}

// sameToken compares the tokens of forms without telling where they differ.
func sameToken(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
