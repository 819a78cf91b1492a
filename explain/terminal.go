package explain

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TerminalOptions shape the text for a terminal.
type TerminalOptions struct {
	// Width is the columns to wrap at; 0 means 88, less than 40 means 40.
	Width int
	// Colour uses ANSI colours.
	Colour bool
}

// prepare sets the width where none is given and gives the marks of bold and dim
// text and of their end, empty without colour.
func (o *TerminalOptions) prepare() (bold, dim, off string) {
	if o.Width == 0 {
		o.Width = 88
	}
	o.Width = max(o.Width, 40)
	if o.Colour {
		return "\x1b[1m", "\x1b[2m", "\x1b[0m"
	}
	return "", "", ""
}

// Terminal writes the page as plain text, wrapped, with numbered citations.
// Control characters of the reports never reach the terminal.
func Terminal(w io.Writer, p Page, o TerminalOptions) error {
	bold, dim, off := o.prepare()
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s%s%s\n%s%s%s\n", bold, wrap(safe(p.Title), o.Width, ""), off, dim, wrap(p.summary(), o.Width, ""), off)
	ns := numberNotes(&p)
	for _, sec := range sections {
		list := p.grouped(sec)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s%s%s\n", bold, first(sec), off)
		for i := range list {
			marks := make([]string, 0, 4)
			for _, n := range ns.of(&list[i]) {
				marks = append(marks, strconv.Itoa(n))
			}
			fmt.Fprintf(b, "%s\n", wrap("• "+safe(list[i].Text)+" ["+strings.Join(marks, ",")+"]", o.Width, "  "))
		}
	}
	if len(ns.list) > 0 {
		fmt.Fprintf(b, "\n%sSources%s\n", bold, off)
	}
	for _, n := range ns.list {
		line := n.sources[0].line()
		if also := n.also(); also != "" {
			line += "; also " + also
		}
		fmt.Fprintf(b, "%s%s%s\n", dim, wrap(fmt.Sprintf("[%d] %s: %s", n.n, safe(line), quoted(safe(n.quote), "")), o.Width, "    "), off)
	}
	fmt.Fprintln(b)
	return b.Flush()
}

// safe replaces control and bidirectional formatting characters.
func safe(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200b, r == 0xfeff:
			return -1
		}
		return r
	}, s)
}

// wrap breaks lines at spaces; lines after the first begin with indent.
func wrap(s string, width int, indent string) string {
	var b strings.Builder
	col := 0
	for i, w := range strings.Fields(s) {
		n := utf8.RuneCountInString(w)
		switch {
		case i == 0:
		case col+1+n > width:
			b.WriteString("\n" + indent)
			col = len(indent)
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(w)
		col += n
	}
	return b.String()
}
