package desk

import (
	"strings"
	"testing"
)

// TestEmbed: the block may stand where the desk's owner says, every other page
// nowhere; it keeps the rest of the policy.
func TestEmbed(t *testing.T) {
	book := newBook(fire, len(fire))
	closed, open := newDesk(t, book, Options{}), newDesk(t, book, Options{EmbedIn: []string{"https://news.example", "https://*.other.example"}, BaseURL: "https://desk.example"})
	page, head := get(t, open, "/embed/story/stfire", 200)
	wants(t, page, `href="https://desk.example/story/stfire"`, `target="_blank" rel="noopener"`, `class="glance"`, `data-live="/story/stfire/events"`)
	csp := head.Get("Content-Security-Policy")
	if !strings.Contains(csp, "frame-ancestors https://news.example https://*.other.example;") || !strings.Contains(csp, "default-src 'none'") || head.Get("X-Frame-Options") != "" {
		t.Errorf("headers of the block: %v", head)
	}
	// Again, from the kept page.
	if _, head := get(t, open, "/embed/story/stfire", 200); head.Get("X-Frame-Options") != "" || head.Get("Content-Security-Policy") != csp {
		t.Errorf("headers of the kept block: %v", head)
	}
	for _, path := range []string{"/story/stfire", "/", "/embed/story/none"} {
		code := 200
		if strings.HasSuffix(path, "none") {
			code = 404
		}
		if _, head := get(t, open, path, code); head.Get("X-Frame-Options") != "DENY" || !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s may be framed: %v", path, head)
		}
	}
	if _, head := get(t, closed, "/embed/story/stfire", 200); head.Get("X-Frame-Options") != "DENY" || !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("without permission: %v", head)
	}
	for _, bad := range []string{"news.example", "https://x; script-src *", "https://a\r\nX: y", "https://", "javascript:1"} {
		if _, err := New(book, Options{EmbedIn: []string{bad}}); err == nil {
			t.Errorf("%q is taken for an origin", bad)
		}
	}
}

// TestStrips: what speakers say of a figure stands side by side where they
// differ.
func TestStrips(t *testing.T) {
	page, _ := get(t, newDesk(t, newBook(fire, len(fire)), Options{}), "/story/stfire", 200)
	wants(t, page, `id="strips"`, `class="who"`)
	same, _ := get(t, newDesk(t, newBook(fire, 1), Options{}), "/story/stfire", 200)
	if strings.Contains(same, `id="strips"`) {
		t.Error("one speaker is shown to differ")
	}
}
