package desk

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sofar/ledger"
	"sofar/report"
)

// payloads are what a hostile outlet, editor or link would put into a field.
var payloads = []string{
	`<script>window.owned=1</script>`,
	`"><img src=x onerror=window.owned=1>`,
	`' onmouseover='window.owned=1`,
	`</title></textarea></style><svg onload=window.owned=1>`,
	`javascript:window.owned=1`,
	"\u202e<b>turned\u202c{{.}}",
	`]]><!--<script>window.owned=1//-->`,
}

// dangers lists what of a page could run or lead to something foreign.
func dangers(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if src, _ := attr(n, "src"); !strings.HasPrefix(src, "/static/") || textOf(n) != "" {
				out = append(out, "a script of its own")
			}
		case "iframe", "object", "embed", "base", "style", "img":
			out = append(out, "an element "+n.Data)
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on"):
				out = append(out, "a handler "+a.Key)
			case a.Key == "style", a.Key == "srcdoc", a.Key == "formaction":
				out = append(out, "an attribute "+a.Key)
			case (a.Key == "href" || a.Key == "action" || a.Key == "src") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "//")):
				out = append(out, a.Key+" "+a.Val)
			}
		}
	}
	return out
}

// TestOWASPCrossSiteScripting: markup in every field that a stranger or an
// editor fills reaches no page as markup (OWASP A03; WSTG-INPV-01, -02).
func TestOWASPCrossSiteScripting(t *testing.T) {
	d := newReviewDesk(t, func(o *Options) {
		o.Access.Open, o.Access.Author = true, payloads[0]
		o.Title = payloads[0]
		o.Banner = func() *Banner { return &Banner{Text: payloads[1], Next: payloads[2], Commands: []string{payloads[0]}} }
	})
	var items []report.Item
	for i, p := range payloads {
		r := &report.Report{Name: p, URL: payloads[4] + p, Publisher: p, Author: p, Title: p, Published: at(15, 30+i),
			Text: "VELM - " + p + " said that 15 people had been killed in the fire at the Velm rail depot, " + p + ".\n\n" + p}
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		items = append(items, report.Item{Report: r}, report.Item{NotRead: &report.NotRead{Name: p, Reason: p, URL: p}})
	}
	if _, err := d.book.Add(t.Context(), items...); err != nil {
		t.Fatal(err)
	}
	st := d.killedStatement()
	nine := int64(9)
	for i, p := range payloads {
		dec := ledger.Decision{Kind: ledger.Correct, Statement: st.ID, Author: p, Reason: p,
			Corrected: &ledger.Correction{Low: &nine, High: &nine, Unit: p, Speaker: p}}
		switch i % 4 {
		case 1:
			dec = ledger.Decision{Kind: ledger.MarkSource, Source: p, Mark: "E", Author: p, Reason: p}
		case 2:
			dec = ledger.Decision{Kind: ledger.Apart, Names: []string{p, "Velm hospital"}, Author: p, Reason: p}
		case 3:
			dec = ledger.Decision{Kind: ledger.Note, Author: p, Reason: p}
		}
		if _, err := d.book.AddDecision(t.Context(), dec); err != nil {
			t.Fatal(err)
		}
	}
	a := d.book.At(time.Time{})
	paths := []string{"/", "/not-read", "/actors", "/review", "/review/log", "/review/statement/" + st.ID, "/login", "/accounts", "/api/"}
	for i := range a.Dossiers {
		paths = append(paths, storyURL(a.Dossiers[i].ID), "/review/story/"+a.Dossiers[i].ID)
		for j := range a.Dossiers[i].Statements {
			paths = append(paths, statementURL(a.Dossiers[i].Statements[j].ID, a.Dossiers[i].ID))
		}
	}
	for _, name := range append(payloads, "Velm hospital") {
		paths = append(paths, "/actor/"+url.PathEscape(name), "/speaker/"+url.PathEscape(name))
	}
	for id := range a.Reports {
		paths = append(paths, reportURL(id))
	}
	story := storyURL(a.Dossiers[0].ID)
	for _, p := range payloads {
		q := url.QueryEscape(p)
		for _, to := range []string{"/search?q=", "/?filter=", "/review?filter=", "/review?kind=", "/review?decided=", "/login?next=", story + "?speaker=", story + "?kind=", story + "?stance=", story + "?since=", story + "?at=", story + "?changes="} {
			paths = append(paths, to+q)
		}
		paths = append(paths, "/"+url.PathEscape(p), "/story/"+url.PathEscape(p), "/report/"+url.PathEscape(p), "/review/statement/"+url.PathEscape(p))
	}
	v := d.visitor()
	for _, path := range paths {
		w := v.get(path)
		if w.Code >= 500 {
			t.Errorf("%s: %d", path, w.Code)
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, bad := range dangers(t, w.Body.String()) {
			t.Errorf("%s: %s", path, bad)
		}
		if strings.ContainsAny(w.Body.String(), "\u202e\u2066") {
			t.Errorf("%s: a character that turns the direction of writing", path)
		}
	}
	// What the API gives is JSON and no page.
	for _, path := range []string{"/feed.atom", storyURL(a.Dossiers[0].ID) + "/feed.atom", "/feed.json", "/export/figures"} {
		w := v.get(path)
		if kind := w.Header().Get("Content-Type"); w.Code != 200 || strings.Contains(kind, "html") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d as %s", path, w.Code, kind)
		}
	}
	for _, path := range []string{"/api/v1/queue", "/api/v1/decisions", "/api/v1/stories", "/api/v1/search?q=" + url.QueryEscape(payloads[0])} {
		w := v.get(path)
		if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "application/json") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d as %s", path, w.Code, kind)
		}
	}
	// The test sees what it looks for.
	if got := dangers(t, `<script>x</script><a href="javascript:x" onclick=x>`); len(got) != 3 {
		t.Errorf("a page with three dangers has %v", got)
	}
}
