package dom

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// TextContent gives the texts of a node and of all below it.
func TextContent(node *html.Node) string {
	var first *html.Node
	texts, size := 0, 0
	for n := node; n != nil; n = after(n, node) {
		if n.Type == html.TextNode {
			if texts++; texts == 1 {
				first = n
			}
			size += len(n.Data)
		}
	}
	switch texts {
	case 0:
		return ""
	case 1:
		return first.Data
	}
	var b strings.Builder
	b.Grow(size)
	for n := first; n != nil; n = after(n, node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

// SetTextContent puts a text in the place of what is below a node that can hold
// something.
func SetTextContent(node *html.Node, text string) {
	if !IsVoidElement(node) {
		empty(node)
		node.AppendChild(CreateTextNode(text))
	}
}

func empty(node *html.Node) {
	for node.FirstChild != nil {
		node.RemoveChild(node.FirstChild)
	}
}

// OuterHTML writes a node, "" if that cannot be done.
func OuterHTML(node *html.Node) string {
	var b strings.Builder
	if node == nil || html.Render(&b, node) != nil {
		return ""
	}
	return b.String()
}

// InnerHTML writes what is below a node, "" if that cannot be done.
func InnerHTML(node *html.Node) string {
	if node == nil {
		return ""
	}
	var b strings.Builder
	for c := node.FirstChild; c != nil; c = c.NextSibling {
		if html.Render(&b, c) != nil {
			return ""
		}
	}
	return strings.TrimSpace(b.String())
}

// SetInnerHTML puts the body of a page in the place of what is below a node.
func SetInnerHTML(node *html.Node, rawHTML string) {
	page, err := html.Parse(strings.NewReader(rawHTML))
	if err != nil {
		return
	}
	empty(node)
	if body := QuerySelector(page, "body"); body != nil {
		for c := body.FirstChild; c != nil; {
			next := c.NextSibling
			AppendChild(node, c)
			c = next
		}
	}
}

var (
	hiddenStyle  = regexp.MustCompile(`(?i)display:\s*none|visibility:\s*(:?hidden|collapse)`)
	beforeMark   = regexp.MustCompile(`\s+([.?!,;])\s*(\S*)`)
	lineBreak    = `|\/|`
	aroundBreaks = regexp.MustCompile(`\s*\|\\/\|\s*`)
)

// InnerText gives the text that a reader sees: without elements that are hidden
// by themselves, with a line break for br.
func InnerText(node *html.Node) string {
	var b strings.Builder
	shownText(&b, node)
	text := strings.Join(strings.Fields(b.String()), " ")
	text = beforeMark.ReplaceAllString(text, "$1 $2")
	return aroundBreaks.ReplaceAllString(text, "\n")
}

func shownText(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(" " + n.Data + " ")
	case n.Type == html.ElementNode && n.Data == "br":
		b.WriteString(lineBreak)
		return
	case n.Type == html.ElementNode && (HasAttribute(n, "hidden") || hiddenStyle.MatchString(GetAttribute(n, "style"))):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		shownText(b, c)
	}
}
