package desk

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sofar/ledger"
)

// axe gives the script of axe-core 4.14.1, which finds barriers for people who
// use assistive techniques (testdata/axe; Mozilla Public License 2.0).
func axe(t *testing.T) string {
	t.Helper()
	f, err := os.Open("testdata/axe/axe.min.js.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	js, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(js)
}

// barriers runs axe-core on the page that is open and gives what it finds, a
// line for each.
func barriers(t *testing.T, ctx context.Context, script string) []string {
	t.Helper()
	ask[bool](t, ctx, script+";true")
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations", "passes"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then((r) => r.passes.length < 10 ? ["only " + r.passes.length + " rules were met: axe did not run"] : r.violations.map((v) => v.id + " (" + v.impact + "): " + v.help + ": " + v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " " + (n.any[0]?.message || n.all[0]?.message || n.none[0]?.message || "")).join(" | ")))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestAxe: axe-core finds nothing on any page, on a screen and on a phone, light
// and dark.
func TestAxe(t *testing.T) {
	if testing.Short() {
		t.Skip("axe-core takes seconds for each page: not with -short")
	}
	ctx := browser(t)
	script := axe(t)
	long := many(130)
	looks := []struct {
		name, scheme string
		w, h         int64
	}{{"screen, light", "light", 1280, 900}, {"phone, dark", "dark", 390, 844}}
	decided := newReviewDesk(t, nil)
	if _, err := decided.book.AddDecision(t.Context(), ledger.Decision{Kind: ledger.Same, Names: []string{"Ninth Lamp", "Interior Ministry"}, Author: "Ada", Reason: "one body"}); err != nil {
		t.Fatal(err)
	}
	closed := newReviewDesk(t, nil).withAccounts()
	for name, c := range map[string]struct {
		book  Source
		opt   Options
		paths []string
	}{
		"who is who": {newBook(fire, len(fire)), Options{}, []string{"/actors", "/actors?name=zebra", "/actor/ninth-lamp", "/actor/velm-hospital", "/speaker/velm-hospital", "/actor/none"}},
		"review":     {decided.book, Options{Review: decided.book, Access: Access{Accounts: decided.acc, Open: true}}, []string{"/review", "/review/log"}},
		"login":      {closed.book, Options{Review: closed.book, Access: Access{Accounts: closed.acc}}, []string{"/login", "/review"}},
		"small":      {newBook(fire, len(fire)), Options{}, []string{"/", "/story/stfire", "/story/stfire?at=2031-05-14T11:00:00Z", "/story/stfire?since=2031-05-14T11:00:00Z", "/story/none", "/search?q=people", "/search?q=zebra", "/not-read", "/api/", "/embed/story/stfire", "REPORT"}},
		"long":       {newBook(long, len(long)), Options{}, []string{"/story/stfire", "/story/stfire?changes=all&p=2"}},
	} {
		base := serve(t, c.book, c.opt)
		for i, path := range c.paths {
			if path == "REPORT" {
				r, _ := reading(fire, 2)
				path = "/report/" + r.ID
			}
			for k, look := range looks {
				if (name == "small" || name == "long") && path != "/story/stfire" && k != i%2 {
					continue // each look on half of a reader's pages, both on the chief one
				}
				drive(t, ctx, chromedp.EmulateViewport(look.w, look.h), scheme(look.scheme), chromedp.Navigate(base+path))
				if found := barriers(t, ctx, script); len(found) > 0 {
					t.Errorf("%s, %s, %s:\n  %s", name, path, look.name, strings.Join(found, "\n  "))
				}
			}
		}
	}
}
