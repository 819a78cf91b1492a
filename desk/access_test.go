package desk

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestAccess holds every page to the rules that a reader with a screen reader
// or a keyboard depends on (WCAG 2.2: 1.1.1, 1.3.1, 2.4.1, 2.4.6, 4.1.2).
func TestAccess(t *testing.T) {
	reports := append(append([]told{}, fire...), hostileTold("<b>odd</b>"))
	h := newDesk(t, newBook(reports, len(reports)), Options{Banner: func() *Banner { return &Banner{Text: "Replayed", Done: 1, Total: 2} }})
	for _, c := range []struct {
		path string
		code int
	}{
		{"/", 200}, {"/?filter=zebra", 200}, {"/story/stfire", 200}, {"/story/stfire?at=2031-05-14T06:45:00Z", 200},
		{"/story/stfire?since=2031-05-14T09:00:00Z&kind=killed", 200}, {"/report/r01", 200}, {"/search", 200}, {"/search?q=people", 200},
		{"/search?q=zebra", 200}, {"/not-read", 200}, {"/api/", 200}, {"/nowhere", 404},
		{"/review", 200}, {"/review?filter=zebra", 200}, {"/review/log", 200}, {"/review/statement/s0101?story=stfire", 200}, {"/review/story/stfire", 200}, {"/login", 200}, {"/accounts", 401},
	} {
		page, _ := get(t, h, c.path, c.code)
		t.Run(c.path, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faults(root) {
				t.Error(fault)
			}
		})
	}
	// The rules themselves see what is wrong.
	root, err := html.Parse(strings.NewReader(`<main><h1>a</h1><h3 id=x>b</h3><p id=x aria-label=p></p><input><svg></svg><a href="/"></a><nav></nav><nav></nav><label for=y>c</label><table><tr><td>d</table>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := faults(root); len(got) != 10 {
		t.Errorf("a page with ten faults has %d: %s", len(got), strings.Join(got, "; "))
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var out string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out += textOf(c)
	}
	return out
}

// faults lists what of a page breaks a rule.
func faults(root *html.Node) []string {
	var out []string
	fault := func(form string, args ...any) { out = append(out, fmt.Sprintf(form, args...)) }
	ids, labels, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
	count := map[string]int{}
	level := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id, ok := attr(n, "id"); ok {
			if ids[id] {
				fault("the id %q stands twice", id)
			}
			ids[id] = true
		}
		if n.Data == "label" {
			to, _ := attr(n, "for")
			labels[to] = true
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		name, labelled := attr(n, "aria-label")
		by, hasBy := attr(n, "aria-labelledby")
		role, hasRole := attr(n, "role")
		_, hidden := attr(n, "aria-hidden")
		count[n.Data]++
		switch n.Data {
		case "h1", "h2", "h3", "h4":
			if l := int(n.Data[1] - '0'); l > level+1 {
				fault("%s %q follows a heading of level %d", n.Data, textOf(n), level)
			} else {
				level = l
			}
			if strings.TrimSpace(textOf(n)) == "" {
				fault("an empty %s", n.Data)
			}
		case "input", "select", "textarea":
			id, _ := attr(n, "id")
			if kind, _ := attr(n, "type"); kind != "hidden" && !labels[id] && !labelled {
				fault("a %s %q without a label", n.Data, id)
			}
		case "svg":
			if n.Parent != nil && n.Parent.Namespace == "" && !hidden && !(labelled && hasRole) {
				fault("a drawing without a name")
			}
		case "a", "button", "summary":
			if strings.TrimSpace(textOf(n)) == "" && !labelled {
				fault("a %s without words", n.Data)
			}
		case "nav", "aside", "form":
			if n.Data != "form" || labelled {
				if names[n.Data+name] {
					fault("two %ss are called %q", n.Data, name)
				}
				names[n.Data+name] = true
			}
		case "table":
			if find1(n, "caption") == nil || find1(n, "th") == nil {
				fault("a table without caption or heads")
			}
		case "p", "span", "div":
			if labelled && !hasRole {
				fault("a %s with a name but no role", n.Data)
			}
		}
		if hasBy && !ids[by] {
			fault("nothing is called %q", by)
		}
		if role == "main" || role == "banner" {
			fault("the landmark %s stands as a role", role)
		}
	}
	for to := range labels {
		if !ids[to] {
			fault("a label for nothing: %q", to)
		}
	}
	for _, one := range []string{"main", "h1"} {
		if count[one] != 1 {
			fault("%d %s, want 1", count[one], one)
		}
	}
	if page := find1(root, "html"); page != nil {
		if lang, _ := attr(page, "lang"); lang == "" {
			fault("the page names no language")
		}
	}
	return out
}

func find1(n *html.Node, tag string) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == tag {
			return c
		}
	}
	return nil
}
