package desk

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sofar/statement"
)

// browser starts a Chromium of its own, or skips: SOFAR_BROWSER=must turns the
// skip into a failure, SOFAR_BROWSER=off skips always.
func browser(t *testing.T) context.Context {
	t.Helper()
	mode := os.Getenv("SOFAR_BROWSER")
	if mode == "off" {
		t.Skip("browser tests are switched off by SOFAR_BROWSER=off")
	}
	var bin string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			bin = p
			break
		}
	}
	if bin == "" {
		if mode == "must" {
			t.Fatal("no Chromium found, and SOFAR_BROWSER=must asks for one: install the package chromium")
		}
		t.Skip("no Chromium found: the pages are not driven in a browser; install the package chromium to do so")
	}
	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless,
		chromedp.ExecPath(bin), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() { cancel(); stop() })
	drive0(t, ctx)
	return ctx
}

// drive0 starts the browser: its life is bound to the context of the first call.
func drive0(t *testing.T, ctx context.Context) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
}

func serve(t *testing.T, src Source, o Options) string {
	t.Helper()
	ts := httptest.NewServer(newDesk(t, src, o))
	t.Cleanup(func() { ts.CloseClientConnections(); ts.Close() })
	return ts.URL
}

type act = chromedp.Action[chromedp.Void]

func drive(t *testing.T, ctx context.Context, actions ...act) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// ask gives the value of an expression on the page.
func ask[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for a condition of the page, across navigations.
func until(js string) act {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for {
			ok, err := chromedp.Evaluate[bool]("!!("+js+")")(ctx, t)
			if err == nil && ok {
				return nil
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("waiting for %s: %w (last: %v)", js, ctx.Err(), err)
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
}

func scheme(value string) act {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}})
		return err
	})
}

// hostileTold is a report that tries everything a report can try.
func hostileTold(title string) told {
	return told{at(9, 0), "\u202eEvil\u202c <script>window.owned=1</script> Daily", title, "javascript:window.owned=1", `"><img src=x onerror="window.owned=1">`,
		"<script>window.owned=1</script>\n\nThe <b>spokesman</b> said 3 people\" onmouseover=\"window.owned=1 had been killed. " + strings.Repeat("verylongword", 60),
		[]say{{words: "3 people\" onmouseover=\"window.owned=1 had been killed", speaker: "<svg onload=window.owned=1>", class: statement.ClassUnknown, kind: "killed", count: "3 people", low: 3, high: 3, source: "The <b>spokesman</b>", cue: "said"}}, -1}
}

func TestBrowser(t *testing.T) {
	ctx := browser(t)
	hostile := hostileTold("</title><script>window.owned=1</script><img src=x onerror=window.owned=1>")
	book := newBook(append(append([]told{}, fire[:2]...), append([]told{hostile}, fire[2:]...)...), 5)
	base := serve(t, book, Options{Settle: 30 * time.Millisecond})

	// A page in the background hears of no focus.
	drive(t, ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
	// Whatever breaks the page's own policy or throws is kept for the end.
	drive(t, ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, cdpage.AddScriptToEvaluateOnNewDocument, cdpage.AddScriptToEvaluateOnNewDocumentParams{Source: `
			window.broken = [];
			document.addEventListener("securitypolicyviolation", (e) => broken.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample));
			addEventListener("error", (e) => broken.push(String(e.message)));
			addEventListener("unhandledrejection", (e) => broken.push(String(e.reason)));`})
		return err
	}))

	t.Run("nothing is wider than a phone", func(t *testing.T) {
		drive(t, ctx, chromedp.EmulateViewport(360, 740))
		r, _ := reading(book.reports, 2)
		for _, path := range []string{"/", "/story/stfire", "/report/" + r.ID, "/search?q=people", "/not-read", "/api/", "/story/none"} {
			drive(t, ctx, chromedp.Navigate(base+path))
			over := ask[string](t, ctx, `(() => {
				const w = document.documentElement.clientWidth;
				if (document.documentElement.scrollWidth <= w) return "";
				const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > w + 1 && !e.closest(".sr"));
				return document.documentElement.scrollWidth + " px: " + wide.slice(0, 5).map((e) => e.tagName + "." + e.getAttribute("class")).join(" ");
			})()`)
			if over != "" {
				t.Errorf("%s overflows: %s", path, over)
			}
			if broken := ask[[]string](t, ctx, `window.broken`); len(broken) > 0 {
				t.Errorf("%s breaks its policy or its script: %q", path, broken)
			}
		}
	})

	t.Run("hostile text does not execute", func(t *testing.T) {
		r, _ := reading(book.reports, 2)
		for _, path := range []string{"/", "/story/stfire", "/report/" + r.ID, "/search?q=people"} {
			drive(t, ctx, chromedp.Navigate(base+path), chromedp.Sleep(100*time.Millisecond))
			if ask[bool](t, ctx, `!!window.owned`) {
				t.Errorf("%s ran the report's script", path)
			}
		}
	})

	t.Run("the page fills while one watches", func(t *testing.T) {
		drive(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/story/stfire"),
			until(`document.querySelector(".status")?.textContent.startsWith("Live")`))
		ask[int](t, ctx, `scrollTo(0, 600); document.querySelector("details[data-key]").open = true; 1`)
		book.advance()
		book.advance()
		drive(t, ctx, until(`document.querySelector("#live").textContent.includes("Interior Ministry")`),
			until(`document.querySelectorAll(".is-new").length > 0`))
		said := ask[string](t, ctx, `document.getElementById("say").textContent`)
		still := ask[bool](t, ctx, `document.querySelector("details[data-key]").open && scrollY > 100`)
		if !strings.HasPrefix(said, "Updated.") {
			t.Errorf("announced %q", said)
		}
		if !still {
			t.Error("the update lost the reader's place or closed what was open")
		}
		if broken := ask[[]string](t, ctx, `window.broken`); len(broken) > 0 {
			t.Errorf("the update breaks the policy or the script: %q", broken)
		}
	})

	t.Run("a note shows its words", func(t *testing.T) {
		drive(t, ctx, chromedp.Navigate(base+"/story/stfire"), until(`document.documentElement.classList.contains("js")`), chromedp.Focus("sup .ref"), until(`document.querySelector(".tip")`))
		if tip, note := ask[string](t, ctx, `document.querySelector(".tip").innerText`), ask[string](t, ctx, `document.getElementById(document.activeElement.dataset.note).innerText`); tip != note || tip == "" {
			t.Errorf("the note says %q, beside it stands %q", note, tip)
		}
		drive(t, ctx, chromedp.KeyEvent(kb.Escape), until(`!document.querySelector(".tip")`))
	})

	t.Run("what changed since the reader last looked", func(t *testing.T) {
		ask[int](t, ctx, `localStorage.setItem("sofar:looked:stfire", "2031-05-14T11:00:00Z"); 1`)
		drive(t, ctx, chromedp.Navigate(base+"/story/stfire"), until(`!document.getElementById("looked").hidden`))
		if got := ask[string](t, ctx, `document.getElementById("looked").textContent`); !strings.HasPrefix(got, "2 changes since you last looked") {
			t.Errorf("the page says %q", got)
		}
	})

	t.Run("the keyboard reaches the filter", func(t *testing.T) {
		var id string
		drive(t, ctx, chromedp.Navigate(base+"/"))
		for range 25 {
			drive(t, ctx, chromedp.KeyEvent("\t"))
			id = ask[string](t, ctx, `document.activeElement.id`)
			if id == "filter" {
				break
			}
		}
		if id != "filter" {
			t.Fatalf("25 tabs end at %q", id)
		}
		drive(t, ctx, chromedp.KeyEvent("zebra"), chromedp.KeyEvent("\r"), until(`location.search.includes("zebra") && document.readyState === "complete"`))
		text := ask[string](t, ctx, `document.getElementById("live").innerText`)
		if !strings.Contains(text, "No story has these words") {
			t.Errorf("the filter answered %q", text)
		}
	})

	t.Run("the slider shows the past", func(t *testing.T) {
		drive(t, ctx, chromedp.Navigate(base+"/story/stfire"), until(`document.documentElement.classList.contains("js")`),
			chromedp.Focus("#asof"), chromedp.KeyEvent(kb.ArrowLeft),
			until(`location.search.includes("at=") && document.querySelector(".badge.past") !== null`))
		text := ask[string](t, ctx, `document.getElementById("live").innerText`)
		if strings.Contains(text, "Interior Ministry puts") {
			t.Error("the past knows the newest report")
		}
	})

	t.Run("dark mode", func(t *testing.T) {
		look := `getComputedStyle(document.body).backgroundColor`
		drive(t, ctx, scheme("light"), chromedp.Navigate(base+"/"))
		light := ask[string](t, ctx, look)
		drive(t, ctx, scheme("dark"))
		dark := ask[string](t, ctx, look)
		if light == dark {
			t.Errorf("light and dark have the same ground %s", light)
		}
	})
}

// TestScreenshots writes pictures for people to look at, where SOFAR_SHOTS
// names a folder.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("SOFAR_SHOTS")
	if dir == "" {
		t.Skip("SOFAR_SHOTS names no folder for screenshots")
	}
	ctx := browser(t)
	base := os.Getenv("SOFAR_SHOTS_URL")
	if base == "" {
		base = serve(t, newBook(fire, len(fire)), Options{Banner: func() *Banner {
			return &Banner{Text: "This is an invented story, replayed.", Done: 6, Total: 6, Next: "Next, point sofar at your own reports:", Commands: []string{"sofar explain FILE…", "sofar serve --ledger desk.db"}}
		}})
	}
	drive(t, ctx, chromedp.Navigate(base+"/"))
	storyPath := ask[string](t, ctx, `document.querySelector(".stories h2 a").getAttribute("href")`)
	drive(t, ctx, chromedp.Navigate(base+storyPath))
	reportPath := ask[string](t, ctx, `(document.querySelector(".card .by a") || document.querySelector(".words a")).getAttribute("href")`)
	for name, path := range map[string]string{"list": "/", "story": storyPath, "sources": storyPath + "#sources", "timeline": storyPath + "#timeline", "said": storyPath + "#said", "charts": storyPath + "#charts", "report": reportPath, "search": "/search?q=people", "api": "/api/"} {
		for _, size := range []struct {
			name string
			w, h int64
		}{{"phone", 390, 844}, {"desk", 1280, 900}} {
			for _, s := range []string{"light", "dark"} {
				drive(t, ctx, chromedp.EmulateViewport(size.w, size.h), scheme(s), chromedp.Navigate(base+path), chromedp.Sleep(300*time.Millisecond))
				stem := filepath.Join(dir, name+"-"+size.name+"-"+s)
				shoot(t, ctx, stem+".png", chromedp.CaptureScreenshot())
				// The rest of a long page, a screen at a time.
				for i := int64(1); s == "light" && i < 12; i++ {
					if ask[bool](t, ctx, fmt.Sprintf("scrollTo(0, %d); scrollY < %d", i*size.h, (i-1)*size.h+1)) {
						break
					}
					shoot(t, ctx, fmt.Sprintf("%s-%02d.png", stem, i), chromedp.CaptureScreenshot())
				}
			}
		}
	}
}

func shoot(t *testing.T, ctx context.Context, file string, take chromedp.Action[[]byte]) {
	t.Helper()
	png, err := chromedp.Run(ctx, take)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
