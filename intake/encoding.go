package intake

import (
	"bytes"
	"regexp"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// wideDeclaration is the part of an XML declaration that calls the document
// UTF-16 or its forerunner.
var wideDeclaration = regexp.MustCompile(`^((?:\x{feff}|\s)*<\?xml\s[^>]{0,200}?)\s+encoding\s*=\s*["'](?i:utf[-_]?16(?:[-_]?[bl]e)?|u16|iso-10646-ucs-2|ucs-2|unicode)["']`)

// narrow makes UTF-8 of a feed or a sitemap in UTF-16, with a byte order mark
// or without, and drops a declaration of UTF-16, which is wrong of the result.
// A declaration of UTF-16 over other bytes, which programs that keep text in
// UTF-16 write by mistake, is dropped as well. Pages are left to package report.
func (p *page) narrow() {
	if e := wide(p.body); e != nil {
		start, err := e.NewDecoder().Bytes(p.body[:min(len(p.body), 8192)])
		if err != nil || !(&page{body: start}).startsAsList() {
			return
		}
		if start, err = e.NewDecoder().Bytes(p.body); err != nil {
			return
		}
		p.body = start
	}
	if m := wideDeclaration.FindSubmatchIndex(p.body[:min(len(p.body), 1024)]); m != nil && p.startsAsList() {
		p.body = append(bytes.Clone(p.body[:m[3]]), p.body[m[1]:]...)
	}
}

// wide tells the byte order of a document in UTF-16 by its mark or, as XML 1.0
// has it (appendix F), by its first characters; nil if it is in none.
func wide(body []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe\x00\x00")):
		return nil // UTF-32
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	case len(body) >= 4 && body[0] == '<' && body[1] == 0 && body[2] != 0 && body[3] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case len(body) >= 4 && body[0] == 0 && body[1] == '<' && body[2] == 0 && body[3] != 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}
