package dossier

import (
	"strings"
	"unicode/utf8"

	"sofar/report"
)

// snippetBytes is about how long a snippet is.
const snippetBytes = 240

// cut fills Snippet, Span and Marks from the marked body, which starts at byte
// start of the report's text.
func (h *Hit) cut(marked string, start int) {
	var body strings.Builder
	var marks []report.Span
	open := 0
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case markOpen[0]:
			open = body.Len()
		case markClose[0]:
			marks = append(marks, report.Span{Start: open, End: body.Len()})
		default:
			body.WriteByte(marked[i])
		}
	}
	text := body.String()
	from := 0
	if len(marks) > 0 {
		from = wordStart(text, max(0, marks[0].Start-snippetBytes/3))
	}
	to := wordEnd(text, min(len(text), from+snippetBytes))
	window := report.Span{Start: from, End: max(to, from)}
	h.Snippet = window.Of(text)
	h.Span = report.Span{Start: start + window.Start, End: start + window.End}
	for _, m := range marks {
		if window.Contains(m) {
			h.Marks = append(h.Marks, report.Span{Start: m.Start - from, End: m.End - from})
		}
	}
}

// maxShift bounds how far a cut moves to reach a space.
const maxShift = 40

// wordStart moves i back to the start of its word.
func wordStart(s string, i int) int {
	for n := 0; i > 0 && n < maxShift && !isSpace(s[i-1]); n++ {
		i--
	}
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// wordEnd moves i on to the end of its word.
func wordEnd(s string, i int) int {
	for n := 0; i < len(s) && n < maxShift && !isSpace(s[i]); n++ {
		i++
	}
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
