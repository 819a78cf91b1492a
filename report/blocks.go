package report

import (
	"strings"

	"golang.org/x/net/html"
)

// blocks are the elements that stand as paragraphs of their own.
var blocks = map[string]bool{
	"p": true, "div": true, "section": true, "article": true, "main": true, "body": true, "header": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"ul": true, "ol": true, "li": true, "dl": true, "dt": true, "dd": true,
	"blockquote": true, "pre": true, "table": true, "tr": true, "hr": true, "details": true, "summary": true,
}

// articleText is the article's text. For short articles the extractor falls
// back to one paragraph of everything below the page's article element, script
// of nested documents included; then the paragraphs are taken from the page
// itself, if they hold about the same words.
func articleText(doc, content *html.Node, title string) string {
	text := blockText(content, title)
	if strings.Contains(text, "\n") {
		return text
	}
	own := blockText(container(doc), title)
	n, m := len(strings.Join(strings.Fields(text), "")), len(strings.Join(strings.Fields(own), ""))
	if m > 0 && 10*m >= 7*n && 7*m <= 10*n {
		return own
	}
	return text
}

// container is the element that holds the page's article.
func container(doc *html.Node) *html.Node {
	found := map[string]*html.Node{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && found[n.Data] == nil {
			found[n.Data] = n
		}
	}
	for _, name := range []string{"article", "main", "body"} {
		if n := found[name]; n != nil {
			return n
		}
	}
	return doc
}

// apart are elements whose text is no part of an article.
var apart = map[string]bool{
	"script": true, "style": true, "noscript": true, "template": true, "iframe": true, "svg": true, "math": true, "object": true,
	"nav": true, "footer": true, "aside": true, "form": true, "button": true, "select": true, "textarea": true, "figure": true, "head": true,
}

// blockText writes the text below n, paragraphs separated by a blank line, and
// leaves out a first paragraph that only repeats the title.
func blockText(n *html.Node, title string) string {
	if n == nil {
		return ""
	}
	w := &blockWriter{}
	w.walk(n)
	w.flush()
	if len(w.paragraphs) > 1 && strings.EqualFold(w.paragraphs[0], field(title)) {
		w.paragraphs = w.paragraphs[1:]
	}
	return strings.ToValidUTF8(strings.Join(w.paragraphs, "\n\n"), "\ufffd")
}

// blockWriter gathers paragraphs. Its recursion is bounded by the HTML parser,
// which refuses more than 512 open elements.
type blockWriter struct {
	paragraphs []string
	line       strings.Builder
}

func (w *blockWriter) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.line.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && n.Data == "br":
		w.flush()
		return
	case n.Type == html.ElementNode && apart[n.Data]:
		return
	}
	block := n.Type == html.ElementNode && blocks[n.Data]
	if block {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	if block {
		w.flush()
	}
	if n.Data == "td" || n.Data == "th" {
		w.line.WriteByte(' ')
	}
}

// flush ends a paragraph; runs of white space are one space, as a browser shows them.
func (w *blockWriter) flush() {
	if p := strings.Join(strings.Fields(w.line.String()), " "); p != "" {
		w.paragraphs = append(w.paragraphs, p)
	}
	w.line.Reset()
}
