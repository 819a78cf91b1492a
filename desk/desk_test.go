package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/report"
	"sofar/statement"
)

// slice is the address of a statement's span on its report's page, "73-106".
func slice(reports []told, i, j int) string {
	r, rd := reading(reports, i)
	p := linker{}.points(r, rd.Statements[j].Span)
	return fmt.Sprintf("%d-%d", p[0], p[1])
}

func idOf(reports []told, i int) string {
	r, _ := reading(reports, i)
	return r.ID
}

// TestPages looks at what each page must say of the fixture.
func TestPages(t *testing.T) {
	h := newDesk(t, newBook(fire, len(fire)), Options{Title: "Test desk"})
	first, seven, fourteen := idOf(fire, 0), slice(fire, 0, 0), slice(fire, 5, 0)
	for _, c := range []struct {
		path string
		code int
		want []string
	}{
		{"/", 200, []string{"Interior Ministry puts depot toll at 14", "/story/stfire", "Fire · Velm, Harland", "[7 – 14]", "6 reports", "1 not read", "Test desk"}},
		{"/?filter=VELM+depot", 200, []string{"/story/stfire"}},
		{"/?filter=zebra", 200, []string{"No story has these words"}},
		{"/not-read", 200, []string{"feed:3", "the line is not JSON: &lt;b&gt;unexpected&lt;/b&gt; end"}},
		{"/story/stfire", 200, []string{
			`<p class="big">14</p>`, `<span class="bound">about</span> 50`, "Reliable range: <b>7 – 14</b>",
			"newest statement of the highest authority", "up to 40 people", "not counted",
			`class="mark apart feared"`, `class="mark live exact"`, `class="mark past least"`,
			"claimed by Ninth Lamp", "a message on a video channel", "partial copy, 75 % of its sentences", "via <bdi>Harland Wire</bdi>",
			`/report/` + idOf(fire, 5) + `?s=` + fourteen + `#s-` + fourteen, `data-live="/story/stfire/events"`,
			`<option value="Velm hospital">Velm hospital (2)</option>`}},
		{"/story/stfire?kind=responsibility", 200, []string{"Clear", `<option value="responsibility" selected>`}},
		{"/story/stfire?kind=zebra", 200, []string{"No statement passes this filter"}},
		{"/story/none", 404, []string{"No such story"}},
		{"/story/stfire?at=yesterday", 400, []string{"This is not a time"}},
		{"/story/stfire?at=2031-05-13T00:00:00Z", 404, []string{"Nothing was known yet", "/story/stfire?at=2031-05-14T06:10:00Z"}},
		{"/report/" + first, 200, []string{"Harland Wire", "By Ada Quill", `<span class="pen source">the Velm fire service</span>`, `<span class="pen cue">said</span>`,
			`id="s-` + seven + `"`, `href="https://wire.example/velm/1"`, `rel="bookmark nofollow noopener noreferrer"`, "Copied by", "time not given"}},
		{"/report/" + first + "?s=" + seven, 200, []string{`<mark class="pen content">At least seven people were killed</mark>`}},
		{"/report/r01", 200, []string{"Harland Wire"}},
		{"/report/none", 404, []string{"No such report"}},
		{"/search?q=hospital", 200, []string{"<mark>hospital</mark>", "Depot fire: mayor fears higher toll"}},
		{"/search?q=" + "%22too+early%22", 200, []string{"<mark>too early</mark>"}},
		{"/search?q=wire+seven", 200, []string{"Fire at Velm rail depot", "<mark>seven</mark>"}}, // "wire" stands in the outlet's name
		{"/search?q=hosp*+-zebra", 200, []string{"<mark>hospital</mark>"}},
		{"/search?q=zebra", 200, []string{"No statement and no report holds all these words"}},
		{"/search", 200, []string{"all of them must occur"}},
		{"/api/", 200, []string{"/api/v1/stories/{id}/statements", "openapi.json"}},
		{"/nowhere", 404, []string{"No such page"}},
	} {
		body, head := get(t, h, c.path, c.code)
		t.Run(c.path, func(t *testing.T) {
			wants(t, body, c.want...)
			if got := head.Get("Content-Type"); got != "text/html; charset=utf-8" {
				t.Errorf("Content-Type %q", got)
			}
			lacks(t, body, "ZgotmplZ", "<no value>", "%!")
		})
	}
}

// TestHeaders: the policy stands on every kind of response, errors included,
// and no page needs more than it allows.
func TestHeaders(t *testing.T) {
	h := newDesk(t, newBook(fire, len(fire)), Options{})
	page, _ := get(t, h, "/", 200)
	css := regexp.MustCompile(`/static/desk\.css\?v=[0-9a-f]+`).FindString(page)
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|<script>|<script [^>]*>[^<]|\son[a-z]+=`)
	for path, code := range map[string]int{
		"/": 200, "/story/stfire": 200, "/story/none": 404, "/report/r01": 200, "/search?q=a": 200, "/not-read": 200, css: 200,
		"/static/none": 404, "/favicon.ico": 200, "/healthz": 200, "/api/v1/stories": 200, "/api/v1/none": 404, "/api/openapi.json": 200,
		"/story/none/events": 404, "/nowhere": 404, "/story/stfire?fragment=1": 200,
	} {
		body, head := get(t, h, path, code)
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if got := head.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			if m := inline.FindString(body); m != "" {
				t.Errorf("%s holds inline code or style: %q", path, m)
			}
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/story/stfire", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Content-Security-Policy") != policy {
		t.Errorf("POST: %d", w.Code)
	}
}

// TestHostile puts markup, handlers, script addresses and reordering
// characters into every field that a report can fill.
func TestHostile(t *testing.T) {
	for _, name := range []string{
		`<script>window.owned=1</script>`, `"><img src=x onerror=window.owned=1>`, `' onmouseover='window.owned=1`,
		`{{.View}}`, `</textarea></title></style><svg/onload=window.owned=1>`, "\u202egnp.exe\u202c\u2066x", "a\x00b\x1bc", `javascript:window.owned=1`,
	} {
		bad := hostileTold(name)
		bad.outlet, bad.author, bad.url = name, name, "javascript:"+name
		bad.says[0].speaker, bad.says[0].relay, bad.says[0].actor, bad.says[0].relation = name, []string{name}, name, "claimed by"
		reports := []told{fire[0], bad}
		h := newDesk(t, newBook(reports, 2), Options{})
		for _, path := range []string{"/", "/story/stfire", "/story/stfire?fragment=1", "/report/" + idOf(reports, 1), "/search?q=people", "/search?q=%3Cscript%3E", "/?filter=%22%3E%3Cscript%3E", "/actors", "/actors?name=%22%3E%3Cscript%3E"} {
			body, _ := get(t, h, path, 200)
			lacks(t, strings.ReplaceAll(body, `<script src="/static`, ""), "<script", "<img", "<svg/onload", "\u202e", "\u2066", "\x00", "\x1b", `href="javascript:`, "onmouseover='")
			for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(body, -1) {
				if regexp.MustCompile(`\son[a-z]+\s*=`).MatchString(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, `""`)) {
					t.Errorf("%s: a handler stands in %s", path, tag)
				}
			}
		}
	}
}

func TestAsOf(t *testing.T) {
	book := newBook(fire, len(fire))
	h := newDesk(t, book, Options{})
	past, _ := get(t, h, "/story/stfire?at=2031-05-14T08:30:00Z", 200)
	wants(t, past, "As it was known at 14 May 2031, 08:30 UTC", `<p class="big">11</p>`, `href="/story/stfire?at=2031-05-14T06:40:00Z">← Earlier`, `href="/story/stfire?at=2031-05-14T10:00:00Z">Later →`)
	lacks(t, past, "Interior Ministry", "Ninth Lamp", `data-live="/story`)
	for _, asked := range book.asked {
		if !asked.IsZero() && asked != at(8, 5) {
			t.Errorf("asked for the account at %s: only the story's own ticks are worth folding", asked)
		}
	}
	end, _ := get(t, h, "/story/stfire?at=2040-01-01", 200)
	wants(t, end, `<p class="big">14</p>`)

	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/story/stfire?tick=1&kind=killed", nil))
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/story/stfire?at=2031-05-14T06%3A40%3A00Z&kind=killed" {
		t.Errorf("the slider's form leads to %d %q", w.Code, got)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/story/stfire?tick=5", nil))
	if got := w.Header().Get("Location"); got != "/story/stfire" {
		t.Errorf("the slider's end leads to %q", got)
	}
}

func TestSince(t *testing.T) {
	h := newDesk(t, newBook(fire, len(fire)), Options{})
	page, _ := get(t, h, "/story/stfire?since=2031-05-14T09:00", 200)
	wants(t, page, "3 changes since", "new since then")
	page, _ = get(t, h, "/story/stfire", 200)
	lacks(t, page, "new since then")
}

// TestLatest: of changes that came together, the one that matters most is named.
func TestLatest(t *testing.T) {
	v := changesView{Rows: []change{{Text: "denial", At: at(9, 0), rank: 9}, {Text: "arrested", At: at(9, 0), rank: 5}, {Text: "killed", At: at(9, 0)}, {Text: "older", At: at(8, 0)}}}
	if c := v.latest(); c.Text != "killed" {
		t.Errorf("the latest is %q", c.Text)
	}
	if c := (&changesView{}).latest(); c != nil {
		t.Errorf("nothing has changed, and the latest is %+v", c)
	}
	page, _ := get(t, newDesk(t, newBook(fire, len(fire)), Options{}), "/story/stfire", 200)
	wants(t, page, `<span class="tag">Latest</span>`)
}

// many is a story of n reports, for paging.
func many(n int) []told {
	out := make([]told, n)
	for i := range out {
		count := fmt.Sprintf("%d people", 10+i)
		out[i] = told{at(1, 0).Add(time.Duration(i) * time.Minute), "Outlet", "Title " + fmt.Sprint(i), fmt.Sprintf("https://o.example/%d", i), "",
			"The ministry said " + count + " had died.", []say{{words: count + " had died", speaker: "ministry", class: "government", kind: "killed", count: count, low: int64(10 + i), high: int64(10 + i), source: "The ministry", cue: "said"}}, -1}
	}
	return out
}

// TestClimb: rises of one count that follow each other closely are one change.
func TestClimb(t *testing.T) {
	day := func(h int) time.Time { return at(h, 0) }
	st := func(id string) dossier.Statement {
		return dossier.Statement{Statement: statement.Statement{ID: id, Figure: &statement.Figure{Kind: statement.Killed}}}
	}
	d := &dossier.Dossier{ID: "st1", Statements: []dossier.Statement{st("a"), st("b"), st("c"), st("d")}}
	step := func(n int64, change string) *dossier.Step {
		return &dossier.Step{Low: n, Best: n, High: n, Change: change, Speaker: "Velm police"}
	}
	add := func(h int, id string, from, to *dossier.Step) {
		d.Changes = append(d.Changes, dossier.Change{At: day(h), Kind: "figure", Text: "killed " + to.Change, Statements: []string{id}, From: from, To: to})
	}
	add(6, "a", nil, step(3, "first"))
	add(7, "b", step(3, "first"), step(5, "rise"))
	add(8, "c", step(5, "rise"), step(8, "rise"))
	add(9, "d", step(8, "rise"), step(6, "fall"))
	v := changes(httptest.NewRequest("GET", "/story/st1", nil), d, d.ByID(), linker{}, time.Time{})
	var got []string
	for _, r := range v.Rows {
		got = append(got, r.Text)
	}
	if want := []string{"Killed fall", "Killed 3 → 8 (2 steps since 07:00, Velm police)", "Killed first"}; !slices.Equal(got, want) {
		t.Errorf("told as %q, want %q", got, want)
	}
	// What came after the reader's last look is not told together with what he knows.
	if v = changes(httptest.NewRequest("GET", "/story/st1", nil), d, d.ByID(), linker{}, day(7)); len(v.Rows) != 4 || v.NewCount != 2 {
		t.Errorf("since 07:00: %d rows, %d new", len(v.Rows), v.NewCount)
	}
}

// TestTimelineDays: newest first by day, with the time beside the words.
func TestTimelineDays(t *testing.T) {
	line := func(at time.Time, words string) timelineEvent {
		lead := at.Format("2 January, 15:04 UTC") + ", Herald: "
		return eventOf(explain.Sentence{At: at, Lead: lead}, sentence{Text: lead + words, At: at})
	}
	var events []timelineEvent
	for h := range 14 {
		events = append(events, line(at(h+12, 5), fmt.Sprint("event ", h)))
	}
	var v storyView
	v.timeline(events)
	if len(v.Timeline) != 2 || v.Timeline[0].Date != "Thursday 15 May 2031" || v.EarlierCount != 4 {
		t.Fatalf("%d days, %d folded: %+v", len(v.Timeline), v.EarlierCount, v.Timeline)
	}
	if e := v.Timeline[0].Events[0]; e.Clock != "01:05 UTC" || e.Text != "Herald: event 13" {
		t.Errorf("the newest event reads %q %q", e.Clock, e.Text)
	}
}

func TestPaging(t *testing.T) {
	h := newDesk(t, newBook(many(130), 130), Options{})
	page, _ := get(t, h, "/story/stfire", 200)
	wants(t, page, "of 130", "p=2#said", "All 130 changes")
	if n := strings.Count(page, `data-label="Says"`); n != saidPage {
		t.Errorf("%d statements on the first page, want %d", n, saidPage)
	}
	if n := strings.Count(page, `class="hit"`); n > maxMarks {
		t.Errorf("%d marks, want at most %d", n, maxMarks)
	}
	seen := map[string]bool{}
	for p := 1; ; p++ {
		page, _ := get(t, h, fmt.Sprintf("/story/stfire?p=%d", p), 200)
		for _, m := range regexp.MustCompile(`<tr data-key="(s\d+)"`).FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s stands on two pages", m[1])
			}
			seen[m[1]] = true
		}
		if !strings.Contains(page, "Next →</a>") {
			break
		}
	}
	if len(seen) != 130 {
		t.Errorf("all pages together hold %d statements, want 130", len(seen))
	}
	changes := 0
	for p := 1; p <= 3; p++ {
		all, _ := get(t, h, fmt.Sprintf("/story/stfire?changes=all&c=%d", p), 200)
		_, list, _ := strings.Cut(all, `id="changes"`)
		list, _, _ = strings.Cut(list, "</section>")
		n := strings.Count(list, "<li data-key=")
		changes += n
		if n > changesPage {
			t.Errorf("%d changes on page %d", n, p)
		}
	}
	if changes != 130 {
		t.Errorf("%d changes on the pages of all, want 130", changes)
	}
	get(t, h, "/story/stfire?p=999999999999999999999", 200)
	get(t, h, "/search?q=ministry&p=-3", 200)
}

// TestWeight keeps the first view under 100 kB, the page compressed, its style and script not.
func TestWeight(t *testing.T) {
	h := newDesk(t, newBook(many(400), 400), Options{})
	total := 0
	page, _ := get(t, h, "/story/stfire", 200)
	for _, m := range regexp.MustCompile(`/static/[a-z.]+\?v=[0-9a-f]+`).FindAllString(page, -1) {
		body, _ := get(t, h, m, 200)
		total += len(body)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/story/stfire", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	h.ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Error("the page is not compressed")
	}
	total += w.Body.Len()
	t.Logf("%d bytes at first view, compressed page of %d", total, w.Body.Len())
	if total > 100_000 {
		t.Errorf("a story of 400 reports weighs %d bytes at first view, want at most 100,000", total)
	}
}

func TestVersionsAndBanner(t *testing.T) {
	reports := append([]told{}, fire[:3]...)
	reports[2].url = reports[0].url
	h := newDesk(t, newBook(reports, 3), Options{Banner: func() *Banner {
		return &Banner{Text: "Invented & replayed", Done: 2, Total: 9, Next: "Next:", Commands: []string{"sofar explain <FILE>"}}
	}, BaseURL: "https://desk.example"})
	page, _ := get(t, h, "/report/r01", 200)
	wants(t, page, "Other versions of this page", "/report/"+idOf(reports, 2), "Invented &amp; replayed", `max="9" value="2"`, "<code>sofar explain &lt;FILE&gt;</code>",
		`<link rel="canonical" href="https://desk.example/report/`+idOf(reports, 0))
}

func TestEmpty(t *testing.T) {
	h := newDesk(t, newBook(fire, 0), Options{})
	page, _ := get(t, h, "/", 200)
	wants(t, page, "No story yet")
	get(t, h, "/api/v1/stories", 200)
}

// TestUntimed: reports without headline and time make a page all the same.
func TestUntimed(t *testing.T) {
	bare := fire[0]
	bare.at, bare.title = time.Time{}, ""
	h := newDesk(t, newBook([]told{bare}, 1), Options{})
	page, _ := get(t, h, "/story/stfire", 200)
	wants(t, page, "<h1><bdi>Fire, Velm, Harland</bdi></h1>", `<span class="bound">at least</span> 7`)
	lacks(t, page, "Last report", `class="kicker"`, `"0001-`, ">0001", "1 Jan", "<svg class=\"plot\"")
	list, _ := get(t, h, "/", 200)
	wants(t, list, "Fire, Velm, Harland</bdi></a>")
	lacks(t, list, "0001")
}

func TestLongText(t *testing.T) {
	long := told{at(1, 0), "Outlet", "", "", "", strings.Repeat("é word ", 60_000), nil, -1}
	reports := []told{long}
	h := newDesk(t, newBook(reports, 1), Options{})
	page, _ := get(t, h, "/report/r01", 200)
	wants(t, page, "This report is very long")
	if len(page) > 2*maxText {
		t.Errorf("the page has %d bytes", len(page))
	}
	page, _ = get(t, h, "/report/r01?s=300000-300006", 200)
	wants(t, page, `id="s-300000-300006"`, "<mark")
	for _, s := range []string{"9-2", "-1-5", "a-b", "0-99999999999999999999", "99999999-99999999999"} {
		get(t, h, "/report/r01?s="+s, 200)
	}
}

// FuzzPens: whatever is marked, the pieces together are the text, and each
// cited span has its anchor.
func FuzzPens(f *testing.F) {
	f.Add("one two three\nfour\n\nfive", 0, 3, 4, 13)
	f.Add("żółć", 0, 2, 1, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		text = strings.ToValidUTF8(text, "?")
		if len(text) == 0 || len(text) > 2000 {
			return
		}
		x := report.NewIndex(text)
		rep, rd := reading([]told{{outlet: "o", text: text}}, 0)
		spanOf := func(i, j int) report.Span {
			n := x.Rune(len(text)) + 1
			i, j = abs(i)%n, abs(j)%n
			return report.Span{Start: x.Byte(min(i, j)), End: x.Byte(max(i, j))}
		}
		rd.Attributions = append(rd.Attributions, attribution(spanOf(a, b), spanOf(c, d), spanOf(a, d)))
		pick := spanOf(b, c)
		paras, _ := penText(rep, rd, x, pick)
		var got strings.Builder
		anchors := 0
		for _, p := range paras {
			for _, piece := range p.Pieces {
				got.WriteString(piece.Text)
				anchors += len(piece.Anchors)
			}
		}
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if strip(got.String()) != strip(text) {
			t.Errorf("the pieces give %q for %q", got.String(), text)
		}
		if strings.TrimSpace(pick.Of(text)) != "" && anchors == 0 {
			t.Errorf("no anchor for %v of %q", pick, text)
		}
	})
}

// FuzzPieces: the pieces of a hit are its snippet, whatever its marks.
func FuzzPieces(f *testing.F) {
	f.Add("The mayor said", 4, 9, 3, 5)
	f.Add("żółć", 0, 2, -1, 90)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		h := &dossier.Hit{Snippet: text, Span: report.Span{Start: 5, End: 5 + len(text)}, Marks: []report.Span{{Start: min(a, b), End: max(a, b)}, {Start: min(c, d), End: max(c, d)}}}
		var got strings.Builder
		for _, p := range pieces(h, report.Span{Start: 0, End: 6 + len(text)}) {
			got.WriteString(p.Text)
		}
		if got.String() != "… "+text+" …" {
			t.Errorf("the pieces give %q for %q", got.String(), text)
		}
	})
}

// FuzzLegible: nothing of the listed characters survives, everything else does.
func FuzzLegible(f *testing.F) {
	f.Add("a\u202eb\x00c\n")
	f.Add("\xe2\x00\x80\xae")
	f.Fuzz(func(t *testing.T, s string) {
		out := string(legible([]byte(s)))
		if strings.ContainsAny(out, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b") {
			t.Errorf("%q keeps a control character", out)
		}
		if again := string(legible([]byte(out))); again != out {
			t.Errorf("%q changes when cleaned again: %q", out, again)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

func BenchmarkStoryPage(b *testing.B) {
	h, err := New(newBook(many(400), 400), Options{Banner: func() *Banner { return nil }})
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		n++
		w := httptest.NewRecorder()
		// Another address each time, so that no kept page answers.
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, fmt.Sprintf("/story/stfire?x=%d", n), nil))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
