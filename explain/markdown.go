package explain

import (
	"bufio"
	"fmt"
	"io"
	"sofar/report"
	"strings"
)

// Markdown writes the page as CommonMark with footnotes ([^1]), every text of
// the reports escaped.
func Markdown(w io.Writer, p Page) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s\n\n*%s*\n", escapeMarkdown(p.Title), escapeMarkdown(p.summary()))
	ns := numberNotes(&p)
	prefix := noteID(p.Story)
	for _, sec := range sections {
		list := p.grouped(sec)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n## %s\n\n", first(sec))
		for i := range list {
			fmt.Fprintf(b, "- %s", escapeMarkdown(list[i].Text))
			for _, n := range ns.of(&list[i]) {
				fmt.Fprintf(b, "[^%s%d]", prefix, n)
			}
			fmt.Fprintln(b)
		}
	}
	fmt.Fprintln(b)
	for _, n := range ns.list {
		source := n.sources[0]
		line := escapeMarkdown(source.line())
		if u := report.WebAddress(source.URL); u != "" {
			line = "[" + line + "](<" + u + ">)"
		}
		if also := n.also(); also != "" {
			line += "; also " + escapeMarkdown(also)
		}
		fmt.Fprintf(b, "[^%s%d]: %s: %s\n", prefix, n.n, line, escapeMarkdown(quoted(n.quote, "")))
	}
	fmt.Fprintln(b)
	return b.Flush()
}

// noteID keeps the footnotes of several pages in one file apart: the first
// letters of a story's id, which is a hash.
func noteID(story string) string {
	var b strings.Builder
	for _, r := range story {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	id := b.String()
	if id == "" {
		return ""
	}
	return id[:min(len(id), 8)] + "-"
}

var markdownSpecial = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`, "!", `\!`, "&", `\&`)

func escapeMarkdown(s string) string {
	return markdownSpecial.Replace(strings.Join(strings.Fields(safe(s)), " "))
}
