package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"
)

// page is one compiled template set: the layout with one page's parts.
type page struct{ tmpl *template.Template }

// layout is what every page shares; View is the page's own model.
type layout struct {
	Site, Title string
	Hides       bool   // names are left out
	CSS, JS     string // addresses
	Mark        string
	Canonical   string
	Feed        string // address of the page's feeds without their ending, "" for none
	Query       string // words in the search box
	Nav         string // "stories", "not-read", "search", "api"
	Banner      *Banner
	// Live is the address of the event stream that tells of news, "" for pages
	// that do not change.
	Live string
	// Version is what the page shows, read before the account was: a change in
	// between is told once more rather than lost.
	Version int64
	View    any
	// Whose page it is.
	User              string
	SignedIn, Decides bool // Decides: sees the forms of editors
	Admin, Accounts   bool // Accounts: there is somebody to sign in as
	Token             string
	Open              bool // no accounts: the form asks who decides
	Here              string
	Flash             *flash
	// Embed is true for a block in another site's page.
	Embed bool
}

var pageNames = []string{"review", "reviewlog", "reviewstatement", "reviewstory", "login", "accounts", "list", "story", "report", "search", "actors", "actor", "notread", "docs", "error", "embed"}

var funcs = template.FuncMap{
	"when": when, "brief": brief, "clock": clock, "num": num, "plural": plural,
	"trim": trim, "slug": slug, "of": func(l layout, v any) any {
		return struct {
			L layout
			V any
		}{l, v}
	},
	"num64": func(n int) string { return num(int64(n)) },
	"machine": func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(stamp)
	},
}

func (s *server) loadPages() (map[string]*page, error) {
	out := make(map[string]*page, len(pageNames))
	for _, name := range pageNames {
		t, err := template.New("layout.html").Funcs(funcs).ParseFS(files,
			"templates/layout.html", "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("desk: compile template %s: %w", name, err)
		}
		out[name] = &page{t}
	}
	return out, nil
}

// render writes a page. A request with ?fragment=1 gets only the part that live
// updates replace.
func (s *server) render(w http.ResponseWriter, r *http.Request, code int, name string, l layout) {
	l.Hides = s.opt.HideNames
	l.Site, l.CSS, l.JS, l.Mark = s.opt.Title, s.assets["desk.css"].href, s.assets["desk.js"].href, s.assets["mark.svg"].href
	if s.opt.BaseURL != "" && l.Canonical != "" {
		l.Canonical = s.opt.BaseURL + l.Canonical
	} else {
		l.Canonical = ""
	}
	if s.opt.Banner != nil {
		l.Banner = s.opt.Banner()
	}
	i := who(r.Context())
	l.User, l.SignedIn, l.Open, l.Accounts = i.name, i.by == bySession, i.by == byOpen, s.access.Accounts.Any()
	l.Admin = i.by != byToken && i.role.May(Admin)
	if l.Decides = s.opt.Review != nil && i.by != byToken && i.role.May(Editor); l.Decides || l.SignedIn {
		l.Token = s.access.formToken(i)
	}
	if l.Here = with(r.URL, "", "decided", ""); len(l.Here) > 1000 {
		l.Here = "/" // it stands in every form of the page
	}
	if l.Decides {
		l.Flash = s.flashOf(r)
	}
	part := "layout.html"
	if l.Embed {
		part = "embed"
	}
	if r.URL.Query().Get("fragment") == "1" {
		part = "fragment"
	}
	var b bytes.Buffer
	if err := s.pages[name].tmpl.ExecuteTemplate(&b, part, l); err != nil {
		http.Error(w, "The page could not be written.", http.StatusInternalServerError)
		return
	}
	body := legible(b.Bytes())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", "en")
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "no-cache")
		if i.by != byNothing && i.by != byOpen {
			w.Header().Set("Cache-Control", "private, no-store")
		}
	}
	w.Header().Set("Sofar-Version", strconv.FormatInt(l.Version, 10))
	w.Header().Add("Vary", "Accept-Encoding")
	w.WriteHeader(code)
	w.Write(body)
}

// legible drops the characters that no page needs and that a hostile title can
// use to reorder or hide what stands around it: control characters and the
// bidirectional embeddings, overrides and isolates.
func legible(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); {
		c, n := rune(b[i]), 1
		if 0x20 <= c && c < 0x7f {
			out = append(out, b[i])
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRune(b[i:])
		}
		switch {
		// Broken bytes go too: taking out what stands between them must not
		// join them to one of these characters.
		case c == utf8.RuneError && n == 1:
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7f, 0x80 <= c && c < 0xa0,
			0x202a <= c && c <= 0x202e, 0x2066 <= c && c <= 0x2069, c == 0x200e, c == 0x200f, c == 0x061c:
		default:
			out = append(out, b[i:i+n]...)
		}
		i += n
	}
	return out
}

// errorView explains what went wrong and where to go.
type errorView struct {
	Heading, Text string
	Links         []link
}

type link struct{ Href, Text string }

func (s *server) fail(w http.ResponseWriter, r *http.Request, code int, heading, text string, links ...link) {
	links = append(links, link{"/", "All stories"})
	s.render(w, r, code, "error", layout{Title: heading, View: errorView{heading, text, links}})
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.fail(w, r, http.StatusMethodNotAllowed, "This page can only be read", "The desk answers reading requests (GET and HEAD) only.")
		return
	}
	s.fail(w, r, http.StatusNotFound, "No such page", "Nothing is kept at this address.")
}

// problem answers an API request with RFC 9457 problem details.
func problem(w http.ResponseWriter, code int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(code), "status": code, "detail": detail})
}

func (s *server) apiNotFound(w http.ResponseWriter, r *http.Request) {
	problem(w, http.StatusNotFound, "No such operation; the operations are described at /api/openapi.json.")
}
