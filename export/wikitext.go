package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"sofar/dossier"
	"sofar/report"
)

// wikiMarks are the characters with which markup begins.
var wikiMarks = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "[", "&#91;", "]", "&#93;", "{", "&#123;", "}", "&#125;",
	"|", "&#124;", "''", "&#39;&#39;", "~~~", "&#126;&#126;&#126;", "__", "&#95;&#95;", "://", "&#58;//", "=", "&#61;")

// plainWiki is a text as wikitext that shows it and does nothing.
func plainWiki(s string) string {
	s = wikiMarks.Replace(strings.Join(strings.Fields(s), " "))
	if s != "" && strings.ContainsRune("*#:;-", rune(s[0])) {
		return fmt.Sprintf("&#%d;%s", s[0], s[1:])
	}
	return s
}

// writeWikitext writes the stories as sections, the figures as a table, the
// sentences with the template "cite news" of the English Wikipedia; a passage
// cited twice is one named reference.
func writeWikitext(w io.Writer, a *dossier.Account, o Options) error {
	o = o.over(a)
	b := bufio.NewWriter(w)
	for i := range a.Dossiers {
		d, page := o.compose(&a.Dossiers[i])
		show := shower(d, o)
		fmt.Fprintf(b, "== %s ==\n", plainWiki(page.Title))
		wikiFigures(b, d, a)
		named := map[string]string{}
		section := ""
		for _, s := range page.Sentences {
			if s.Section != section {
				section = s.Section
				fmt.Fprintf(b, "\n=== %s ===\n", plainWiki(strings.ToUpper(section[:1])+section[1:]))
			}
			fmt.Fprintf(b, "* %s", plainWiki(s.Text))
			for _, c := range s.Citations {
				r := d.Reports[c.Report]
				if r == nil {
					continue
				}
				key := fmt.Sprint(c.Report, c.Span)
				if ref := named[key]; ref != "" {
					fmt.Fprintf(b, `<ref name="%s" />`, ref)
					continue
				}
				named[key] = fmt.Sprintf("sofar%d-%d", i+1, len(named)+1)
				fmt.Fprintf(b, `<ref name="%s">%s</ref>`, named[key], citeNews(r, c.Quote, show))
			}
			fmt.Fprintln(b)
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b, "== References ==\n{{reflist}}")
	return b.Flush()
}

// wikiFigures writes the figures of a story as a table.
func wikiFigures(b *bufio.Writer, d *dossier.Dossier, a *dossier.Account) {
	if len(d.Figures) == 0 {
		return
	}
	fmt.Fprintf(b, "{| class=\"wikitable\"\n|+ As of %s\n! !! Low !! Best !! High !! Independent origins\n", plainWiki(stamp(a.AsOf)))
	for _, f := range d.Figures {
		top := high(f.High, f.Open)
		if top == "" {
			top = "open"
		}
		fmt.Fprintf(b, "|-\n! scope=\"row\" | %s\n| %d || %d || %s || %d\n", plainWiki(string(f.Kind)), f.Low, f.Best, top, f.Origins)
	}
	fmt.Fprintln(b, "|}")
}

// citeNews is a citation of the words of a report.
func citeNews(r *report.Report, quote string, show func(string) string) string {
	var b strings.Builder
	b.WriteString("{{cite news")
	field := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, " |%s=%s", key, value)
		}
	}
	field("title", plainWiki(show(r.Title)))
	field("url", strings.NewReplacer("'", "%27", "[", "%5B", "]", "%5D").Replace(report.WebAddress(r.URL)))
	field("work", plainWiki(outlet(r)))
	field("author", plainWiki(show(r.Author)))
	field("date", day(r.Published))
	field("quote", plainWiki(quote))
	b.WriteString("}}")
	return b.String()
}
