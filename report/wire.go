package report

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Statuses under which a publisher takes a report back (NotRead.Status), in the
// words of IPTC's publishing status (cv.iptc.org/newscodes/pubstatusg2).
const (
	StatusWithheld = "withheld" // not to be used until further notice
	StatusCanceled = "canceled" // killed: never to be used
)

// wireItem is a version of a report as agencies send it: ninjs, NewsML, NITF.
type wireItem struct {
	id        string // the same for all versions
	publisher string
	author    string
	title     string
	text      string
	summary   string
	kind      string // text, picture, …; "" if not told
	version   string
	status    string // as sent
	note      string // to editors
	first     string // when the first version was made
	made      string // when this version was made
	embargo   string
}

// alertWords is the least a headline or summary must have to stand for a report.
const alertWords = 4

// item makes a report of the version, or a NotRead of one that its publisher
// takes back or that has no text. name and line are for messages.
func (w *wireItem) item(name, source string, line int, opt Options) Item {
	w.id = field(w.id)
	h := Hints{
		Source: source, Line: line, URL: w.id,
		Publisher: w.publisher, Author: w.author, Title: w.title,
	}
	if w.id == "" {
		h.Name = name
	}
	h.Published, h.Notes = hintTime("published", w.first, opt, h.Notes)
	h.Updated, h.Notes = hintTime("updated", w.made, opt, h.Notes)
	if h.Published.IsZero() {
		if h.Published = h.Updated; !h.Published.IsZero() && later(w.version) {
			h.Notes = append(h.Notes, "published is the time of version "+field(w.version)+", the item gives no earlier")
		}
	}
	if h.Updated.Equal(h.Published) {
		h.Updated = time.Time{}
	}
	if status := pubStatus(w.status); status != "" {
		it := notRead(h.name(), source, line, w.takenBack(status))
		if status == StatusWithheld || status == StatusCanceled {
			it.NotRead.URL, it.NotRead.Status, it.NotRead.At = w.id, status, h.Published
			if !h.Updated.IsZero() {
				it.NotRead.At = h.Updated
			}
		}
		return it
	}
	if strings.TrimSpace(w.text) == "" {
		// An alert is a headline alone; pictures and plans have texts about them.
		if w.kind != "" && w.kind != "text" {
			return notRead(h.name(), source, line, fmt.Sprintf("is an item of the kind %q without a text", head(field(w.kind), 100)))
		}
		switch {
		case len(strings.Fields(w.summary)) >= alertWords:
			w.text = w.summary
			h.Notes = append(h.Notes, "the item has no body: its summary stands for it")
		case len(strings.Fields(w.title)) >= alertWords:
			w.text = w.title
			h.Notes = append(h.Notes, "the item has no body: its headline stands for it")
		default:
			return notRead(h.name(), source, line, "is an item without a text")
		}
	}
	if u, err := url.Parse(w.id); err == nil && h.Publisher == "" && (u.Scheme == "http" || u.Scheme == "https") {
		h.Publisher = strings.TrimPrefix(u.Hostname(), "www.")
	}
	if later(w.version) {
		h.Notes = append(h.Notes, "version "+field(w.version))
	}
	if at, err := ParseTime(w.embargo, time.Time{}); w.embargo != "" && err == nil {
		h.Notes = append(h.Notes, "embargoed until "+at.Format(time.RFC3339))
	}
	if note := field(w.note); note != "" {
		if len(note) < len(toEditors) || !strings.EqualFold(note[:len(toEditors)], toEditors) {
			note = toEditors + ": " + note
		}
		h.Notes = append(h.Notes, note)
	}
	// Many bodies begin with the headline.
	if line, rest, ok := strings.Cut(w.text, "\n\n"); ok && strings.EqualFold(field(line), field(w.title)) {
		w.text = rest
	}
	return finish(w.text, h, opt)
}

const toEditors = "note to editors"

// takenBack words why a version that is not usable was not read.
func (w *wireItem) takenBack(status string) string {
	reason := ""
	switch status {
	case StatusWithheld:
		reason = "its publisher withholds it: it must not be used for now"
	case StatusCanceled:
		reason = "its publisher killed it: it must not be used"
	default:
		reason = fmt.Sprintf("its status is %q, not usable", head(field(status), 100))
	}
	if note := field(w.note); note != "" {
		reason += " (" + note + ")"
	}
	return reason
}

// later tells whether version is one after the first.
func later(version string) bool {
	return version != "" && version != "0" && version != "1" && version != "1.0"
}

// pubStatus gives the status that a code, a name or an address stands for; ""
// is usable.
func pubStatus(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = s[strings.LastIndexAny(s, ":/#")+1:]
	switch s {
	case "usable", "info":
		return ""
	case "canceled", "cancelled", "kill", "killed":
		return StatusCanceled
	}
	return s
}

// richText gives the plain text of a body by its media type.
func richText(body, media string) string {
	media = strings.ToLower(media)
	start := strings.TrimSpace(body)
	switch {
	case strings.Contains(media, "nitf"), strings.HasPrefix(start, "<?xml"), strings.HasPrefix(start, "<nitf"):
		if m := readMarkup(body); m.text != "" {
			return m.text
		}
	case !strings.Contains(media, "html") && !hasTags(start):
		return strings.ReplaceAll(start, "\r\n", "\n")
	}
	return fragmentText(body)
}

// hasTags tells whether s is written in HTML: it closes an element that stands
// as a paragraph, or breaks a line.
func hasTags(s string) bool {
	low := strings.ToLower(s)
	for _, tag := range []string{"</p>", "</div>", "</h2>", "</h3>", "</li>", "<br>", "<br/>", "<br />"} {
		if strings.Contains(low, tag) {
			return true
		}
	}
	return false
}

// fragmentText gives the paragraphs of a piece of HTML, all of which is the
// report's.
func fragmentText(src string) string {
	doc, err := html.Parse(strings.NewReader(strings.ToValidUTF8(src, "\ufffd")))
	if err != nil {
		return ""
	}
	return blockText(doc, "")
}
