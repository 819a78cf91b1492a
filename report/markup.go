package report

import (
	"encoding/xml"
	"strings"
)

// markup is what a body written in XML says.
type markup struct {
	text          string // paragraphs separated by a blank line
	title, byline string // of NITF's body.head
}

// mute are elements, beside those that stand apart in HTML, whose text is no
// part of a report.
var mute = map[string]bool{"media": true, "body.head": true, "body.end": true, "photo": true, "title": true, "object": true}

// readMarkup reads a body in NITF, XHTML or a mixture, whatever its prefixes:
// of NITF the body's content, of a page its body, of a piece everything. XML
// that breaks off gives what stands before.
func readMarkup(src string) markup {
	var m markup
	d := xml.NewDecoder(strings.NewReader(src))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	w := &blockWriter{}
	var title, byline strings.Builder
	muted, depth := 0, 0 // the depth at which the mute element stands, and the present one
	var into *strings.Builder
	for {
		tok, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
			name := strings.ToLower(t.Name.Local)
			switch {
			case name == "hl1" && title.Len() == 0:
				into = &title
			case name == "byline" && byline.Len() == 0:
				into = &byline
			case name == "body", name == "body.content":
				muted = 0
				w.flush()
				w.paragraphs = nil
			case muted == 0 && (mute[name] || apart[name]):
				muted = depth
			}
			w.edge(name)
		case xml.EndElement:
			name := strings.ToLower(t.Name.Local)
			w.edge(name)
			if name == "hl1" || name == "byline" {
				into = nil
			}
			if muted == depth {
				muted = 0
			}
			if name == "body" || name == "body.content" {
				muted = -1 // what follows is no part of the body
			}
			depth--
		case xml.CharData:
			switch {
			case into != nil:
				into.Write(t)
				into.WriteByte(' ')
			case muted == 0:
				w.line.Write(t)
			}
		}
	}
	w.flush()
	m.title, m.byline = field(title.String()), field(byline.String())
	m.text = strings.ToValidUTF8(strings.Join(w.paragraphs, "\n\n"), "\ufffd")
	return m
}

// wireBlocks are the elements of NITF that stand as paragraphs of their own.
var wireBlocks = map[string]bool{"body.content": true, "block": true, "hl1": true, "hl2": true, "bq": true, "fn": true, "nitf-table": true, "br": true}

// edge ends a paragraph where an element that stands by itself starts or ends.
func (w *blockWriter) edge(name string) {
	switch {
	case blocks[name] || wireBlocks[name]:
		w.flush()
	case name == "td" || name == "th":
		w.line.WriteByte(' ')
	}
}
