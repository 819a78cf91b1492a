package report

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Half of the bytes of a news page are scripts and styles, through which the
// parser goes byte by byte and copies them twice. parsePage takes the long ones
// out, parses the rest with a mark in the place of each, and puts them back into
// the tree: which is then the tree of the whole page, since a mark that is all
// the text of a script or style tells that the parser took what stood there for
// its text and nothing else.

const (
	scriptMark = "sofarscript" // a number follows
	leastAside = 128           // bytes; shorter ones stay
)

// parsePage parses a page.
func parsePage(text string) (*html.Node, error) {
	short, aside := setAside(text)
	if len(aside) > 0 {
		if doc, err := html.Parse(strings.NewReader(short)); err == nil && putBack(doc, aside) {
			return doc, nil
		}
	}
	return html.Parse(strings.NewReader(text))
}

// putBack puts the texts back in the place of their marks, and tells whether
// each mark was found once, as all the text of a script or style.
func putBack(doc *html.Node, aside []string) bool {
	found := 0
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || !strings.HasPrefix(n.Data, scriptMark) {
			continue
		}
		i, err := strconv.Atoi(n.Data[len(scriptMark):])
		p := n.Parent
		if err != nil || i < 0 || i >= len(aside) || aside[i] == "" || p.Type != html.ElementNode || p.Namespace != "" || p.Data != "script" && p.Data != "style" ||
			n.PrevSibling != nil || n.NextSibling != nil {
			return false
		}
		n.Data, aside[i] = aside[i], ""
		found++
	}
	return found == len(aside)
}

// rawTags are the elements whose text has no tags.
var rawTags = []string{"script", "style", "noscript", "title", "textarea", "iframe", "noembed", "noframes", "xmp"}

// setAside gives a page without its long scripts and styles, and these, as the
// parser gives them. What it takes for one may be none, which putBack finds.
func setAside(text string) (string, []string) {
	var short strings.Builder
	var aside []string
	done := 0 // of text, in short
	for at := 0; at < len(text); {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			break
		}
		at += i + 1
		if strings.HasPrefix(text[at:], "!--") {
			end := strings.Index(text[at+1:], "-->")
			if end < 0 {
				break
			}
			at += 1 + end + len("-->")
			continue
		}
		tag := rawTagAt(text[at:])
		if tag == "" {
			continue
		}
		open := tagEnd(text[at:])
		if open < 0 {
			break
		}
		from := at + open
		end := endTag(text[from:], tag)
		if end < 0 {
			break
		}
		at = from + end
		body := text[from:at]
		if tag != "script" && tag != "style" || len(body) < leastAside || strings.Contains(body, "<!--") || strings.IndexByte(body, 0) >= 0 {
			continue
		}
		if len(aside) == 0 {
			short.Grow(len(text))
		}
		short.WriteString(text[done:from])
		short.WriteString(scriptMark)
		short.WriteString(strconv.Itoa(len(aside)))
		done = at
		if strings.IndexByte(body, '\r') >= 0 {
			body = strings.ReplaceAll(strings.ReplaceAll(body, "\r\n", "\n"), "\r", "\n")
		}
		aside = append(aside, body)
	}
	short.WriteString(text[done:])
	return short.String(), aside
}

// rawTagAt gives the element among rawTags whose start tag s is after its "<".
func rawTagAt(s string) string {
	if s == "" || !strings.Contains("sStTnNiIxX", s[:1]) {
		return ""
	}
	for _, tag := range rawTags {
		if startsTag(s, tag) {
			return tag
		}
	}
	return ""
}

// startsTag tells that s starts with a name, in small or capital letters, and
// what ends a name.
func startsTag(s, name string) bool {
	return len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && strings.IndexByte(" \n\r\t\f/>", s[len(name)]) >= 0
}

// tagEnd is where the start tag ends at the start of s, -1 without an end.
func tagEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '>':
			return i + 1
		case '=':
			for i+1 < len(s) && strings.IndexByte(" \n\r\t\f", s[i+1]) >= 0 {
				i++
			}
			if i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\'') {
				end := strings.IndexByte(s[i+2:], s[i+1])
				if end < 0 {
					return -1
				}
				i += 2 + end
			}
		}
	}
	return -1
}

// endTag is where the first end tag of an element stands in s, -1 without one.
func endTag(s, tag string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return -1
		}
		at += i + 2
		if startsTag(s[at:], tag) {
			return at - 2
		}
	}
}
