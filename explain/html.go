package explain

import (
	"html/template"
	"io"
	"strconv"
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
	Name      string
	Sentences []htmlSentence
}

type htmlSentence struct {
	Text string
	At   time.Time
	Refs []htmlRef
}

type htmlRef struct {
	N  int
	To string
}

type htmlNote struct {
	N                     int
	ID, Quote, Line, Link string
}

func htmlOf(p *Page, prefix string) htmlPage {
	ns := numberNotes(p)
	out := htmlPage{Title: safe(p.Title), Summary: p.summary()}
	for _, sec := range sections {
		list := p.grouped(sec)
		if len(list) == 0 {
			continue
		}
		hs := htmlSection{Name: first(sec)}
		for i := range list {
			s := htmlSentence{Text: safe(list[i].Text), At: list[i].At}
			for _, n := range ns.of(&list[i]) {
				s.Refs = append(s.Refs, htmlRef{n, prefix + strconv.Itoa(n)})
			}
			hs.Sentences = append(hs.Sentences, s)
		}
		out.Sections = append(out.Sections, hs)
	}
	for _, n := range ns.list {
		out.Notes = append(out.Notes, htmlNote{n.n, prefix + strconv.Itoa(n.n), safe(n.cite.Quote), safe(n.source.line()), webAddress(n.source.URL)})
	}
	return out
}

var htmlTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{.Title}}</title>
<style>
:root { --ink: #1b1d21; --soft: #5a606b; --paper: #fdfcfa; --line: #dcd9d3; --mark: #fff1c2; --link: #1d4f91; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e5e0; --soft: #a2a8b3; --paper: #17191d; --line: #343840; --mark: #4a4020; --link: #8db8f0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 44rem; font: 1.05rem/1.55 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font: 600 1rem/1.3 system-ui, sans-serif; margin: 1.8rem 0 .4rem; padding-top: .6rem; border-top: 1px solid var(--line); }
p.sum, ol.notes { font: .85rem/1.45 system-ui, sans-serif; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: .45rem 0; }
a { color: var(--link); }
sup { font: .7rem/1 system-ui, sans-serif; }
sup a { text-decoration: none; padding: 0 .1em; }
ol.notes { padding-left: 2.2em; }
ol.notes q { color: var(--ink); quotes: "“" "”"; }
ol.notes li:target { background: var(--mark); }
article + article { margin-top: 4rem; }
@media print { body { max-width: none; color: #000; background: #fff; font-size: 10.5pt; } a { color: inherit; } ol.notes a[href^="http"]::after { content: " <" attr(href) ">"; } h2 { break-after: avoid; } li { break-inside: avoid; } }
</style>
</head>
<body>
{{range .Pages}}<article>
<header><h1>{{.Title}}</h1>
<p class="sum">{{.Summary}}</p></header>
{{range .Sections}}<section>
<h2>{{.Name}}</h2>
<ul>
{{range .Sentences}}<li>{{.Text}}{{range .Refs}}<sup><a href="#{{.To}}" aria-label="source {{.N}}">[{{.N}}]</a></sup>{{end}}</li>
{{end}}</ul>
</section>
{{end}}{{if .Notes}}<section>
<h2>Sources</h2>
<ol class="notes">
{{range .Notes}}<li id="{{.ID}}" value="{{.N}}"><q>{{.Quote}}</q> {{if .Link}}<a href="{{.Link}}" rel="noopener noreferrer">{{.Line}}</a>{{else}}{{.Line}}{{end}}</li>
{{end}}</ol>
</section>
{{end}}</article>
{{end}}</body>
</html>
`))
