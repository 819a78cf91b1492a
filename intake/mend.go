package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// Bounds of mending a feed: how often it is gone on behind a fault, and how deep
// its elements may lie.
const (
	maxFaults = 1000
	maxDepth  = 200
)

// mendFeed makes XML that can be parsed of a feed that cannot: bytes that are no
// text in its character set are replaced, what is open where it breaks off is
// closed, and after a fault it goes on with the next item. What it holds in good
// order is kept as it is.
func mendFeed(body []byte, contentType string) []byte {
	if !utf8.Valid(body) {
		if e, name, _ := charset.DetermineEncoding(body, contentType); name != "utf-8" && e != nil {
			if text, err := e.NewDecoder().Bytes(body); err == nil {
				body = text
			}
		}
		body = bytes.ToValidUTF8(body, []byte("\ufffd"))
	}
	body = bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == '\ufffe' || r == '\uffff' {
			return -1 // no characters of XML
		}
		return r
	}, body)
	m := mender{}
	for at, faults := 0, 0; at < len(body) && faults < maxFaults; faults++ {
		end := m.read(body[at:])
		if end < 0 {
			break
		}
		m.endItem()
		next := itemStart.FindIndex(body[min(at+end+1, len(body)):])
		if next == nil {
			break
		}
		at += end + 1 + next[0]
	}
	m.close(0)
	return m.out.Bytes()
}

// itemStart matches where an item begins.
var itemStart = regexp.MustCompile(`<(?:item|entry)[\s>]`)

// mender writes what it reads of a feed, with every element closed.
type mender struct {
	out  bytes.Buffer
	open []string // elements
	item int      // place of the open item among them, plus one; 0 for none
}

// read writes the tokens of a text until one is at fault, and gives its place; -1
// for none.
func (m *mender) read(text []byte) int {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	for start := 0; ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return -1
		}
		end := int(d.InputOffset())
		if err != nil || len(m.open) > maxDepth {
			return start
		}
		raw := text[start:end]
		start = end
		switch token := token.(type) {
		case xml.StartElement:
			if m.item == 0 && (token.Name.Local == "item" || token.Name.Local == "entry") {
				m.item = len(m.open) + 1
			}
			m.open = append(m.open, written(token.Name))
		case xml.EndElement:
			if len(raw) == 0 { // of an element that is empty: "<a/>"
				m.pop(len(m.open) - 1)
				continue
			}
			i := len(m.open) - 1
			for i >= 0 && m.open[i] != written(token.Name) {
				i--
			}
			if i < 0 {
				continue // closes nothing
			}
			m.close(i + 1)
			m.pop(i)
		case xml.ProcInst:
			if token.Target == "xml" {
				continue // it names another character set
			}
		case xml.CharData:
			raw = wholeReferences(raw)
		}
		m.out.Write(raw)
	}
}

// reference matches a reference to a character, whole.
var reference = regexp.MustCompile(`^&#?\w{1,32};`)

// wholeReferences writes what only looks like the beginning of a reference so
// that it stands for itself: at the end of a text it could not be read.
func wholeReferences(text []byte) []byte {
	if bytes.HasPrefix(text, []byte("<![CDATA[")) || bytes.IndexByte(text, '&') < 0 {
		return text
	}
	var out []byte
	for i, c := range text {
		out = append(out, c)
		if c == '&' && !reference.Match(text[i:min(len(text), i+40)]) {
			out = append(out, "amp;"...)
		}
	}
	return out
}

// written is a name as it stands in the text.
func written(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

func (m *mender) pop(n int) {
	m.open = m.open[:max(n, 0)]
	if m.item > len(m.open) {
		m.item = 0
	}
}

// close closes the open elements but the first n.
func (m *mender) close(n int) {
	for len(m.open) > n {
		m.out.WriteString("</" + m.open[len(m.open)-1] + ">")
		m.pop(len(m.open) - 1)
	}
}

// endItem closes the open item.
func (m *mender) endItem() {
	if m.item > 0 {
		m.close(m.item - 1)
	}
}

// marked matches a tag or a reference to a character.
var marked = regexp.MustCompile(`</?[A-Za-z][^<>]*>|&#?\w{1,32};`)

// bareLine is a short text of a feed as one line, without the markup that feeds
// put into titles.
func bareLine(s string) string {
	if !marked.MatchString(s) {
		return line(s)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for skip := false; ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return line(b.String())
		case html.TextToken:
			if !skip {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == "script" || string(name) == "style" {
				skip = kind == html.StartTagToken
			}
		}
	}
}
