package report

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Hints are what is known about a report besides its bytes: from a JSON line,
// a feed, a file's name or the response that carried it. They win over what
// the page says of itself.
type Hints struct {
	Name        string // the caller's id
	Source      string // file, URL or "-", for messages
	Line        int    // 1-based, 0 where lines mean nothing
	URL         string
	ContentType string // of HTML, with its charset
	Publisher   string
	Author      string
	Title       string
	Published   time.Time
	Updated     time.Time
	Seen        time.Time // when an archive or crawler stored it
	Replaced    int       // bytes already replaced by U+FFFD
	Notes       []string
}

// name is how a NotRead calls the input.
func (h Hints) name() string {
	switch {
	case h.Name != "":
		return h.Name
	case h.URL != "":
		return h.URL
	}
	return h.Source
}

// FromText makes a report of plain text, which is kept as it stands: only a
// byte order mark is dropped, and bytes that are not valid UTF-8 are read as
// Windows-1252 where the whole text has no other, else replaced by U+FFFD and
// counted. A first line that is clearly a title becomes the title too.
func FromText(data []byte, h Hints, opt Options) Item {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if int64(len(data)) > opt.maxBytes() {
		return notRead(h.name(), h.Source, h.Line, wholeFailure(errTooLong, opt.maxBytes()))
	}
	if what := binaryKind(data); what != "" {
		return notRead(h.name(), h.Source, h.Line, what)
	}
	text, replaced := cleanUTF8(data)
	if replaced > 0 && legacyText(data) {
		if s, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
			text, replaced = string(s), 0
			h.Notes = append(h.Notes, "the text is not UTF-8 and was read as Windows-1252")
		}
	}
	h.Replaced += replaced
	if h.Title == "" {
		h.Title = firstLineTitle(text)
	}
	return finish(text, h, opt)
}

// legacyText tells whether data has bytes above 127 and no well-formed UTF-8
// sequence of more than one byte: then it is in a one-byte encoding.
func legacyText(data []byte) bool {
	for len(data) > 0 {
		_, size := utf8.DecodeRune(data)
		if size > 1 {
			return false
		}
		data = data[size:]
	}
	return true
}

// maxTitle is the most bytes that a first line may have to be taken for a title.
const maxTitle = 140

// firstLineTitle gives the first line if it is clearly a title: short, without
// the full stop of a sentence, with more text after it, and set apart by a blank
// line or followed by a line at least twice as long. Else "".
func firstLineTitle(text string) string {
	text = strings.TrimLeft(text, " \t\r\n")
	line, rest, ok := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	if !ok || line == "" || len(line) > maxTitle || strings.TrimSpace(rest) == "" {
		return ""
	}
	if strings.ContainsAny(line[len(line)-1:], ".,;:-") || strings.HasSuffix(line, "”") {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(line); r == '"' || r == '“' || r == '-' || r == '*' {
		return ""
	}
	if len(strings.Fields(line)) < 3 {
		return ""
	}
	next, _, _ := strings.Cut(rest, "\n")
	next = strings.TrimSpace(next)
	if next == "" || len(next) >= 2*len(line) {
		return line
	}
	return ""
}

// maxField bounds title, byline, outlet and address, in bytes.
const maxField = 2000

// finish makes the report and checks its language. text must be valid UTF-8.
func finish(text string, h Hints, opt Options) Item {
	if strings.TrimSpace(text) == "" {
		return notRead(h.name(), h.Source, h.Line, "its text is empty")
	}
	if int64(len(text)) > opt.maxBytes() {
		return notRead(h.name(), h.Source, h.Line, wholeFailure(errTooLong, opt.maxBytes()))
	}
	if !opt.AnyLanguage {
		if lang := otherLanguage(text); lang != "" {
			it := notRead(h.name(), h.Source, h.Line, "is not in English ("+lang+"); sofar reads English only")
			it.NotRead.Text = text
			return it
		}
	}
	h.notAfterSeen("published", &h.Published)
	h.notAfterSeen("updated", &h.Updated)
	rep := &Report{
		Name: field(h.Name), URL: field(h.URL), Publisher: field(h.Publisher), Author: field(h.Author), Title: field(h.Title),
		Published: h.Published, Updated: h.Updated, Seen: h.Seen, Text: text, Replaced: h.Replaced, Notes: h.Notes,
	}
	if !rep.Updated.IsZero() && rep.Updated.Before(rep.Published.Truncate(time.Second)) {
		rep.Notes = append(rep.Notes, fmt.Sprintf("updated (%s) lies before published (%s)",
			rep.Updated.Format(time.RFC3339), rep.Published.Format(time.RFC3339)))
	}
	if rep.Replaced > 0 {
		rep.Notes = append(rep.Notes, fmt.Sprintf("%d bytes were not valid UTF-8 and are shown as U+FFFD", rep.Replaced))
	}
	rep.ID = MakeID(rep.URL, rep.Publisher, rep.Name, rep.Text)
	return Item{Report: rep}
}

// notAfterSeen drops a time that lies more than a day, for zones that are not
// told, after the moment at which the report was stored.
func (h *Hints) notAfterSeen(name string, at *time.Time) {
	if h.Seen.IsZero() || !at.After(h.Seen.AddDate(0, 0, 1)) {
		return
	}
	h.Notes = append(h.Notes, fmt.Sprintf("%s (%s) lies after it was stored (%s): ignored", name, at.Format(time.RFC3339), h.Seen.Format(time.RFC3339)))
	*at = time.Time{}
}

// field trims a line of metadata, folds its white space and bounds it.
func field(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
	if len(s) <= maxField {
		return s
	}
	cut := maxField
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut]
}
