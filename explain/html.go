package explain

import (
	"html/template"
	"io"
	"sofar/report"
	"strconv"
	"strings"
	"time"
)

// HTML writes one whole, self-contained page with the given stories: no
// script, no outside resource, everything from the reports escaped. Each quote
// is an anchor (#q1, #q2, …).
func HTML(w io.Writer, pages ...Page) error {
	v := struct {
		Title string
		Pages []htmlPage
	}{Title: "So far"}
	if len(pages) == 1 {
		v.Title = safe(pages[0].Title)
	}
	for i := range pages {
		prefix := "q"
		if len(pages) > 1 {
			prefix = "s" + strconv.Itoa(i+1) + "q"
		}
		v.Pages = append(v.Pages, htmlOf(&pages[i], prefix))
	}
	return htmlTemplate.Execute(w, v)
}

type htmlPage struct {
	Title, Summary string
	Sections       []htmlSection
	Notes          []htmlNote
}

type htmlSection struct {
	Name, Class string
	Sentences   []htmlSentence
}

type htmlSentence struct {
	When, Datetime string // of a line of the timeline
	Text           string
	Refs           []htmlRef
}

type htmlRef struct {
	N  int
	To string
}

type htmlNote struct {
	N                           int
	ID, Quote, Line, Link, Also string
}

func htmlOf(p *Page, prefix string) htmlPage {
	ns := numberNotes(p)
	out := htmlPage{Title: safe(p.Title), Summary: p.summary()}
	for _, sec := range sections {
		list := p.grouped(sec)
		if len(list) == 0 {
			continue
		}
		hs := htmlSection{Name: first(sec), Class: strings.ReplaceAll(sec, " ", "-")}
		for i := range list {
			s := htmlSentence{Text: safe(list[i].Text)}
			head, rest, ok := strings.Cut(s.Text, " UTC")
			if day := list[i].At.UTC().Format("2 January"); !ok && strings.HasPrefix(s.Text, day+", ") {
				head, rest, ok = day, s.Text[len(day):], true
			}
			if ok && sec == Timeline && !list[i].At.IsZero() && len(head) < 24 {
				s.When, s.Text = head, first(strings.TrimLeft(rest, ",: "))
				s.Datetime = list[i].At.UTC().Format(time.RFC3339)
			}
			for _, n := range ns.of(&list[i]) {
				s.Refs = append(s.Refs, htmlRef{n, prefix + strconv.Itoa(n)})
			}
			hs.Sentences = append(hs.Sentences, s)
		}
		out.Sections = append(out.Sections, hs)
	}
	for _, n := range ns.list {
		source := n.sources[0]
		out.Notes = append(out.Notes, htmlNote{n.n, prefix + strconv.Itoa(n.n), inner(safe(n.quote)), safe(source.line()), report.WebAddress(source.URL), safe(n.also())})
	}
	return out
}

// inner is a quote as it stands between marks.
func inner(words string) string {
	return strings.TrimSuffix(strings.TrimPrefix(quoted(words, ""), "“"), "”")
}

var htmlTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{.Title}}</title>
<style>
:root { --ink: #1b1d21; --soft: #5a606b; --paper: #fdfcfa; --card: #f4f1ea; --line: #dcd9d3; --mark: #fff1c2; --link: #1d4f91; --rule: #a3261f; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e9e7e2; --soft: #a6acb7; --paper: #16181c; --card: #1e2126; --line: #343840; --mark: #4a4020; --link: #8db8f0; --rule: #e0766f; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 2rem 1.1rem 4rem; max-width: 43rem; font: 1.08rem/1.58 Charter, "Bitstream Charter", Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; font-variant-numeric: lining-nums; }
header { border-top: 4px solid var(--rule); padding-top: .9rem; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.8vw, 2.1rem); line-height: 1.18; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font: 650 .82rem/1.3 system-ui, sans-serif; letter-spacing: .06em; text-transform: uppercase; color: var(--rule); margin: 2.2rem 0 .6rem; padding-top: .7rem; border-top: 1px solid var(--line); }
p.sum { font: .86rem/1.45 system-ui, sans-serif; color: var(--soft); margin: 0; }
ul { list-style: none; margin: 0; padding: 0; }
ul li { margin: .6rem 0; padding-left: 1rem; text-indent: -1rem; }
ul li::before { content: ""; display: inline-block; width: .34rem; height: .34rem; margin: 0 .66rem .12rem 0; border-radius: 50%; background: var(--line); text-indent: 0; }
a { color: var(--link); text-underline-offset: .15em; }
sup { font: .68rem/1 system-ui, sans-serif; white-space: nowrap; }
sup a { text-decoration: none; padding: .25em .14em; }
sup a:hover, sup a:focus-visible { text-decoration: underline; }
.timeline li { display: grid; grid-template-columns: 7.6rem 1fr; gap: .2rem .9rem; padding: 0 0 .75rem; margin: 0; text-indent: 0; }
.timeline li::before { content: none; }
.timeline time { font: .82rem/1.75 system-ui, sans-serif; color: var(--soft); font-variant-numeric: tabular-nums; }
.what-is-disputed ul, .what-is-not-known ul { background: var(--card); border-radius: .4rem; padding: .35rem .9rem; }
ol.notes { font: .84rem/1.5 system-ui, sans-serif; color: var(--soft); padding-left: 2.1em; }
ol.notes li { margin: .55rem 0; padding: .1rem .3rem; }
ol.notes q { color: var(--ink); quotes: "“" "”"; }
ol.notes li:target { background: var(--mark); border-radius: .25rem; }
article + article { margin-top: 4.5rem; }
@media (max-width: 34rem) { body { padding-top: 1.1rem; font-size: 1.02rem; } .timeline li { grid-template-columns: 1fr; gap: 0; } }
@media print { :root { --ink: #000; --soft: #333; --paper: #fff; --card: #fff; --line: #999; --link: #000; --rule: #000; } body { max-width: none; padding: 0; font-size: 10.5pt; } a { text-decoration: none; } ol.notes { font-size: 8.5pt; } ol.notes a[href^="http"]::after { content: " <" attr(href) ">"; overflow-wrap: anywhere; } h2 { break-after: avoid; } li { break-inside: avoid; } article + article { break-before: page; } @page { margin: 18mm 16mm; } }
</style>
</head>
<body>
{{range .Pages}}<article>
<header><h1>{{.Title}}</h1>
<p class="sum">{{.Summary}}</p></header>
{{range .Sections}}<section class="{{.Class}}">
<h2>{{.Name}}</h2>
<ul>
{{range .Sentences}}<li>{{if .When}}<time datetime="{{.Datetime}}">{{.When}}</time><span>{{end}}{{.Text}}{{range .Refs}}<sup><a href="#{{.To}}" aria-label="source {{.N}}">{{.N}}</a></sup>{{end}}{{if .When}}</span>{{end}}</li>
{{end}}</ul>
</section>
{{end}}{{if .Notes}}<section>
<h2>Sources</h2>
<ol class="notes">
{{range .Notes}}<li id="{{.ID}}" value="{{.N}}"><q>{{.Quote}}</q> {{if .Link}}<a href="{{.Link}}" rel="noopener noreferrer">{{.Line}}</a>{{else}}{{.Line}}{{end}}{{if .Also}}; also {{.Also}}{{end}}</li>
{{end}}</ol>
</section>
{{end}}</article>
{{end}}</body>
</html>
`))
