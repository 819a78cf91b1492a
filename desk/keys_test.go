package desk

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/chromedp/chromedp/kb"
)

// TestKeys drives the desk by single keys, and without them.
func TestKeys(t *testing.T) {
	ctx := browser(t)
	drive(t, ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
	desk := newReviewDesk(t, nil)
	base := serve(t, desk.book, Options{Review: desk.book, Access: Access{Accounts: desk.acc, Open: true, Author: "Ada"}})
	story := storyURL(desk.story().ID)
	ready := until(`document.querySelector(".keys-open")`)
	const place = `[...document.querySelectorAll(".changes > ol > li")].indexOf(document.activeElement)`
	press := func(keys string) {
		for _, k := range keys {
			drive(t, ctx, chromedp.KeyEvent(string(k)))
		}
	}

	drive(t, ctx, chromedp.Navigate(base+story), ready)
	press("jj")
	first := ask[int](t, ctx, place)
	press("jk")
	if second := ask[int](t, ctx, place); first < 0 || second != first {
		t.Errorf("j and k lead to the changes %d and %d", first, second)
	}
	press("/jk")
	if got := ask[string](t, ctx, `document.activeElement.id + " " + document.activeElement.value`); !strings.HasPrefix(got, "q ") || !strings.HasSuffix(got, "jk") {
		t.Errorf("typing into the search gives %q", got)
	}

	// The list of keys: open, named, closed by Escape with the focus where it was.
	drive(t, ctx, chromedp.Navigate(base+story), ready)
	press("j?")
	if got := ask[string](t, ctx, `document.querySelector("dialog[open]").textContent`); !strings.Contains(got, "the next and the one before") {
		t.Errorf("the list says %q", got)
	}
	press("j")
	drive(t, ctx, chromedp.KeyEvent(kb.Escape), until(`!document.querySelector("dialog[open]")`))
	if got := ask[int](t, ctx, place); got < 0 {
		t.Error("the focus is lost when the list closes")
	}

	// Switched off they do nothing, also on the next page, and can be switched on.
	press("?")
	ask[int](t, ctx, `document.querySelector("dialog input").click(); 1`)
	drive(t, ctx, chromedp.Navigate(base+story), ready)
	press("j?")
	if ask[bool](t, ctx, place+` >= 0 || !!document.querySelector("dialog[open]")`) {
		t.Error("keys that are off do something")
	}
	ask[int](t, ctx, `document.querySelector(".keys-open").click(); document.querySelector("dialog input").click(); document.querySelector("dialog").close(); 1`)
	drive(t, ctx, until(`!document.querySelector("dialog").contains(document.activeElement)`))
	press("j")
	if ask[int](t, ctx, place) < 0 {
		t.Error("keys that are on again do nothing", ask[string](t, ctx, `document.activeElement.outerHTML.slice(0,200) + localStorage.getItem("sofar:keys")`))
	}

	// A decision by keys.
	drive(t, ctx, chromedp.Navigate(base+"/review"), ready)
	before := len(desk.book.Decisions())
	press("ja")
	drive(t, ctx, until(`location.search.includes("decided")`), ready)
	if after := desk.book.Decisions(); len(after) != before+1 || after[before].Kind != "accept" {
		t.Errorf("decisions: %+v", after)
	}
	press("j")
	drive(t, ctx, until(`document.activeElement.matches("ol.tasks > li")`))
	href := ask[string](t, ctx, `document.activeElement.querySelector("form.act a").href`)
	press("c")
	drive(t, ctx, until(fmt.Sprintf("location.href === %q", href)))

	// The skip link is the first stop, is seen when it has the focus, and leads to
	// the content.
	drive(t, ctx, chromedp.Navigate(base+story), ready, chromedp.KeyEvent("\t"))
	if got := ask[string](t, ctx, `document.activeElement.className + " " + (document.activeElement.getBoundingClientRect().left >= 0)`); got != "skip true" {
		t.Errorf("the first stop is %q", got)
	}
	drive(t, ctx, chromedp.KeyEvent("\r"), until(`document.activeElement.id === "main"`))
}
