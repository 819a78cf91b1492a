package desk

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestOWASPSessions: a session's id comes from the desk alone, is new at every
// sign-in, ends when it should, and travels in a cookie that scripts and other
// sites do not get (OWASP Session Management Cheat Sheet; WSTG-SESS-01 to -07).
func TestOWASPSessions(t *testing.T) {
	d := newReviewDesk(t, nil).withAccounts()
	in := func(v *visitor) bool { return strings.Contains(v.get("/review").Body.String(), `name="token"`) }

	t.Run("fixation", func(t *testing.T) {
		v := d.visitor()
		planted := &http.Cookie{Name: cookieName(false), Value: strings.Repeat("a", 43)}
		v.cookie = planted
		if w := v.signIn("Ben", benWord); w.Code != http.StatusSeeOther {
			t.Fatalf("sign in: %d", w.Code)
		}
		if v.cookie.Value == planted.Value || len(v.cookie.Value) != 43 {
			t.Error("the desk took over an id that the browser brought")
		}
		other := d.visitor()
		other.cookie = planted
		if in(other) {
			t.Error("who planted the id is signed in")
		}
		// Signing in again gives a new id, and ends the old.
		old := *v.cookie
		v.signIn("Ben", benWord)
		if v.cookie.Value == old.Value {
			t.Error("the id stayed over a sign-in")
		}
		other.cookie = &old
		if in(other) {
			t.Error("the old id is still good")
		}
	})
	t.Run("cookie", func(t *testing.T) {
		for _, secure := range []bool{false, true} {
			d := newReviewDesk(t, func(o *Options) { o.Access.Secure = secure }).withAccounts()
			w := d.visitor().signIn("Ben", benWord)
			c := w.Result().Cookies()[0]
			if !c.HttpOnly || c.Secure != secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || strings.HasPrefix(c.Name, "__Host-") != secure {
				t.Errorf("secure %v: %v", secure, c)
			}
			if strings.Contains(w.Header().Get("Location"), c.Value) || w.Header().Get("Cache-Control") == "" {
				t.Error("the id stands in an address, or the answer may be kept")
			}
		}
	})
	t.Run("expiry", func(t *testing.T) {
		v := d.visitor()
		v.signIn("Ben", benWord)
		for range 5 { // used now and then, it lives on, but not for ever
			d.skip.Add(int64(sessionIdle - time.Minute))
			if !in(v) {
				t.Fatal("a session in use ended early")
			}
		}
		d.skip.Add(int64(sessionIdle - time.Minute))
		d.skip.Add(int64(sessionIdle - time.Minute))
		if in(v) {
			t.Error("a session lives longer than it may")
		}
		v.signIn("Ben", benWord)
		d.skip.Add(int64(sessionIdle + time.Minute))
		if in(v) {
			t.Error("a session that nobody used lives on")
		}
	})
	t.Run("end", func(t *testing.T) {
		v, ada := d.visitor(), d.visitor()
		v.signIn("Ben", benWord)
		in(v)
		kept := *v.cookie
		if w := v.post("/logout"); w.Code != http.StatusSeeOther || v.cookie != nil {
			t.Fatalf("sign out: %d", w.Code)
		}
		v.cookie = &kept
		if in(v) {
			t.Error("signed out, and the id is still good")
		}
		// A new password, or another role, ends what was opened before.
		v.signIn("Ben", benWord)
		if err := d.acc.Set("Ben", "", Editor); err != nil {
			t.Fatal(err)
		}
		if in(v) {
			t.Error("the account changed, and the session lives on")
		}
		// An admin ends a session.
		v.signIn("Ben", benWord)
		ada.signIn("Ada", adaWord)
		wants(t, ada.get("/accounts").Body.String(), "Ben", "End the session of Ben")
		if w := ada.post("/accounts/session", "session", hashOf(v.cookie.Value)); w.Code != http.StatusSeeOther || in(v) {
			t.Errorf("an admin ends a session: %d", w.Code)
		}
		// The account goes, and everything with it.
		v.signIn("Ben", benWord)
		if err := d.acc.Remove("Ben"); err != nil {
			t.Fatal(err)
		}
		if in(v) {
			t.Error("the account is gone, and the session lives on")
		}
	})
	t.Run("kept as a hash, and bounded", func(t *testing.T) {
		s := newSessions(time.Now)
		id := s.open(Account{Name: "x"}, "192.0.2.1")
		for k := range s.held {
			if k == id || s.held[k].hash == id {
				t.Error("the id itself is kept")
			}
		}
		for range maxSessions + 10 {
			s.open(Account{Name: "x"}, "192.0.2.1")
		}
		if len(s.held) > maxSessions {
			t.Errorf("%d sessions are kept", len(s.held))
		}
	})
}
