package language

import (
	"unicode"
	"unicode/utf8"
)

// paragraphs cuts the tokens at line breaks. In text wrapped by hand to a
// narrow width, single breaks inside sentences do not count; nor does a break
// in the middle of a sentence, as pages leave it about a link: the line before
// has no end, and the next goes on with a small letter.
func (d *Doc) paragraphs(breaks []uint8) {
	n := len(d.Start)
	if n == 0 {
		return
	}
	wrapped := d.wrapped(breaks)
	start := 0
	for i := 1; i < n; i++ {
		if breaks[i] == 0 || breaks[i] == 1 && wrapped && !d.bulletAt(i) || breaks[i] <= 2 && d.goesOn(start, i) {
			continue
		}
		d.Paragraphs = append(d.Paragraphs, Range{start, i})
		start = i
	}
	d.Paragraphs = append(d.Paragraphs, Range{start, n})
}

// goesOn tells whether the line that begins at token i continues the sentence
// of the paragraph that began at token start.
func (d *Doc) goesOn(start, i int) bool {
	return d.Flags[i]&(FlagPunct|FlagDigit|FlagTitle|FlagUpper) == 0 && d.smallLetter(i) && !d.smallLetter(start) && !d.bulletAt(start) && !d.terminal(i-1)
}

// smallLetter tells whether token i begins with a small letter.
func (d *Doc) smallLetter(i int) bool {
	r, _ := utf8.DecodeRuneInString(d.Text[d.Start[i]:])
	return unicode.IsLower(r)
}

// wrapped tells whether single line breaks are mere wrapping: most lines before
// one are 45 to 100 bytes long, and most end without a sentence's end.
func (d *Doc) wrapped(breaks []uint8) bool {
	single, fits, open := 0, 0, 0
	lineStart := 0
	for i := 1; i < len(breaks); i++ {
		if breaks[i] == 0 {
			continue
		}
		if breaks[i] == 1 {
			single++
			if n := int(d.End[i-1] - d.Start[lineStart]); n >= 45 && n <= 100 {
				fits++
			}
			if !d.terminal(i - 1) {
				open++
			}
		}
		lineStart = i
	}
	return single >= 3 && fits*10 >= single*7 && open*10 >= single*6
}

// terminal tells whether token i ends a sentence as written: a full stop,
// question or exclamation mark, colon, or such a mark before a closing mark.
func (d *Doc) terminal(i int) bool {
	for n := 0; i > 0 && n < maxClosers; i, n = i-1, n+1 {
		switch d.Lower[i] {
		case "\"", "'", "''", ")", "]", "}":
			continue
		}
		break
	}
	w := d.Lower[i]
	switch w[len(w)-1] {
	case '.', '!', '?', ':', ';':
		return true
	}
	return false
}

// bulletAt tells whether a list item's mark stands at token i, the first of a line.
func (d *Doc) bulletAt(i int) bool {
	n := d.bulletLen(i)
	return n > 0
}

// bulletLen gives the number of tokens of a list item's mark at token i, the
// first of its line: "•", "-", "1.", "2)", "(a)"; 0 if there is none.
func (d *Doc) bulletLen(i int) int {
	if i+1 >= len(d.Start) {
		return 0
	}
	switch d.Word(i) {
	case "•", "●", "▪", "■", "◦", "‣", "⁃", "∙", "·", "►", "▶", "➤", "✔", "★", "*", "+":
		return 1
	case "-", "–", "—", "--":
		if d.Flags[i+1]&FlagSpace != 0 {
			return 1
		}
		return 0
	case "(":
		if i+2 < len(d.Start) && d.Word(i+2) == ")" && d.End[i+1]-d.Start[i+1] <= 2 {
			return 3
		}
		return 0
	}
	short := d.End[i]-d.Start[i] <= 2 && (d.Flags[i]&FlagDigit != 0 || d.End[i]-d.Start[i] == 1)
	if short && (d.Word(i+1) == ")" || d.Flags[i]&FlagDigit != 0 && d.Word(i+1) == ".") && d.Flags[i+1]&FlagSpace == 0 {
		return 2
	}
	return 0
}
