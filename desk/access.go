package desk

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Access says who may read and who may decide. The zero value is a public desk
// on which nobody decides.
type Access struct {
	// Accounts may sign in. While there are none and Open is set, whoever reaches
	// the desk under a loopback name may decide.
	Accounts *Accounts
	Open     bool
	// Author is whom decisions of an open desk are put down to, if the form
	// names nobody.
	Author string
	// Private asks readers to sign in as well.
	Private bool
	// Secure is set where readers reach the desk over TLS, by itself or through a
	// proxy: cookies then travel no other way.
	Secure bool
	// ProxyHeader names the header in which a trusted proxy tells who the reader
	// is; it counts only in requests from ProxyFrom. ProxyRole is the role of a
	// name that has no account.
	ProxyHeader string
	ProxyFrom   []netip.Prefix
	ProxyRole   Role
}

// Ways in which a request says whose it is.
const (
	byNothing = ""
	byOpen    = "open"
	bySession = "session"
	byProxy   = "proxy"
	byToken   = "token"
)

// identity is whose request it is.
type identity struct {
	name    string
	role    Role
	by      string
	scopes  []Scope // of a token
	session string  // its hash
	bad     bool    // it brought a token that opens nothing
}

// may tells whether the request may do what a role may; one with a token needs
// the scope as well.
func (i identity) may(role Role, scope Scope) bool {
	return i.role.May(role) && (i.by != byToken || slices.Contains(i.scopes, scope))
}

type identityKey struct{}

// who gives whose request it is, as gate found out.
func who(ctx context.Context) identity {
	i, _ := ctx.Value(identityKey{}).(identity)
	return i
}

// access is the state of signing in.
type access struct {
	Access
	now      func() time.Time
	sessions *sessions
	key      []byte // of the tokens in forms, as long as the process lives
	origins  *http.CrossOriginProtection
	// Limits of attempts to sign in, by address, by name and address, and by
	// name; and of what is written, by who writes it.
	address, pair, name, writes *limiter
}

func newAccess(a Access, base string, now func() time.Time) *access {
	out := &access{Access: a, now: now, sessions: newSessions(now), key: make([]byte, 32), origins: http.NewCrossOriginProtection(),
		address: newLimiter(20, 30*time.Second, now), pair: newLimiter(5, 3*time.Minute, now), name: newLimiter(30, time.Minute, now),
		writes: newLimiter(60, time.Second, now)}
	rand.Read(out.key)
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		// Behind a proxy the Host may be another than readers see.
		out.origins.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	return out
}

// identify finds out whose request it is.
func (a *access) identify(r *http.Request) identity {
	if h := r.Header.Get("Authorization"); h != "" {
		secret, ok := strings.CutPrefix(h, "Bearer ")
		if t, x, good := a.Accounts.CheckToken(strings.TrimSpace(secret)); ok && good {
			return identity{name: x.Name, role: x.Role, by: byToken, scopes: t.Scopes}
		}
		return identity{bad: true}
	}
	if name := a.fromProxy(r); name != "" {
		role := a.ProxyRole
		if a.Accounts.Any() {
			if x, ok := a.Accounts.account(name); ok {
				name, role = x.Name, x.Role
			}
		}
		return identity{name: name, role: role, by: byProxy}
	}
	if a.Accounts.Any() {
		c, err := r.Cookie(cookieName(a.Secure))
		if err != nil {
			return identity{}
		}
		s, ok := a.sessions.find(c.Value)
		if !ok {
			return identity{}
		}
		x, ok := a.Accounts.account(s.account)
		if !ok || !x.Changed.Equal(s.changed) {
			a.sessions.end(s.hash)
			return identity{}
		}
		return identity{name: x.Name, role: x.Role, by: bySession, session: s.hash}
	}
	if a.Open && a.ProxyHeader == "" && loopbackName(r.Host) {
		return identity{name: a.Author, role: Admin, by: byOpen}
	}
	return identity{}
}

// fromProxy gives the reader's name as a trusted proxy tells it, "" for none.
func (a *access) fromProxy(r *http.Request) string {
	if a.ProxyHeader == "" || !a.trusted(r) {
		return ""
	}
	all := r.Header.Values(a.ProxyHeader)
	if len(all) != 1 || checkName(all[0]) != nil { // two names are nobody's
		return ""
	}
	return all[0]
}

// trusted tells whether a request came from an address that is named as a
// proxy's.
func (a *access) trusted(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(a.ProxyFrom, func(p netip.Prefix) bool { return p.Contains(from.Addr().Unmap()) })
}

// from is the reader's address, for limits: the connection's, or what a trusted
// proxy put last.
func (a *access) from(r *http.Request) string {
	if a.trusted(r) {
		hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if ip, err := netip.ParseAddr(strings.TrimSpace(hops[len(hops)-1])); err == nil {
			return narrow(ip)
		}
	}
	if from, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return narrow(from.Addr())
	}
	return r.RemoteAddr
}

// narrow puts the addresses of one IPv6 subscriber together.
func narrow(ip netip.Addr) string {
	ip = ip.Unmap()
	if ip.Is6() && !ip.IsLoopback() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}

// loopbackName tells whether a request names this machine itself: a page of
// another site whose name leads to a loopback address must not decide here.
func loopbackName(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && ip.IsLoopback()
}

// formToken is what a form must bring along: only a page of this desk shows it,
// and only to the same reader.
func (a *access) formToken(i identity) string {
	m := hmac.New(sha256.New, a.key)
	m.Write([]byte(i.by + "\x00" + i.name + "\x00" + i.session))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// gate finds out whose a request is, turns away what another site sent, and asks
// readers of a private desk to sign in.
func (s *server) gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i := s.access.identify(r)
		r = r.WithContext(context.WithValue(r.Context(), identityKey{}, i))
		api := strings.HasPrefix(r.URL.Path, "/api/")
		if i.bad {
			if wait, ok := s.access.address.take(s.access.from(r)); !ok {
				tooMany(w, wait)
				return
			}
			w.Header().Set("WWW-Authenticate", `Bearer realm="sofar", error="invalid_token"`)
			problem(w, http.StatusUnauthorized, "This token opens nothing: it is unknown, was removed, or is no longer good.")
			return
		}
		if err := s.access.origins.Check(r); err != nil && i.by != byToken {
			if api {
				problem(w, http.StatusForbidden, "Another site sent this request.")
			} else {
				s.fail(w, r, http.StatusForbidden, "Another site sent this", "What changes something must come from a page of this desk.")
			}
			return
		}
		if s.access.Private && !i.may(Reader, ScopeRead) && !checksItself(i, r) {
			w.Header().Set("Cache-Control", "no-store")
			if r.Method == http.MethodGet && !api && i.by == byNothing && !strings.HasSuffix(r.URL.Path, "/events") {
				http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
				return
			}
			w.Header().Set("WWW-Authenticate", `Bearer realm="sofar"`)
			problem(w, http.StatusUnauthorized, "This desk is not public: sign in, or bring a token with the scope read.")
			return
		}
		if i.by != byNothing && i.by != byOpen {
			w.Header().Add("Vary", "Cookie")
		}
		next.ServeHTTP(w, r)
	})
}

// checksItself tells which requests a private desk need not turn away here: what
// everybody may see, and what asks a token for another scope than reading.
func checksItself(i identity, r *http.Request) bool {
	path := r.URL.Path
	if i.by == byToken && (r.Method == http.MethodPost || path == "/api/v1/accounts") {
		return true
	}
	return path == "/login" || path == "/healthz" || path == "/favicon.ico" || strings.HasPrefix(path, "/static/")
}

func tooMany(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", retryAfter(wait))
	problem(w, http.StatusTooManyRequests, "Too many attempts; wait and try again.")
}

// local gives an address of this desk to go on to, "/" for any other.
func local(next string) string {
	if len(next) > 1000 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t\x00") {
		return "/"
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") || !strings.HasPrefix(u.Path, "/") {
		return "/"
	}
	return cmp.Or(u.String(), "/")
}
