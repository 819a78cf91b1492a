// Package show prints a language.Doc for people and for programs: a readable
// view with drawn trees, and JSON.
package show

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"sofar/language"
	"sofar/report"
)

// TextOptions change the look of Text.
type TextOptions struct {
	Colour bool // ANSI colours
}

// palette holds the escape sequences in use, empty without colour.
type palette struct{ bold, dim, tree, rel, off string }

var colours = palette{bold: "\x1b[1m", dim: "\x1b[2m", tree: "\x1b[36m", rel: "\x1b[33m", off: "\x1b[0m"}

// Text prints the sentences of a Doc: each with its words (number, universal
// and Penn tag, lemma), its tree drawn in box characters, relation and head,
// and below it the names, numbers, times, quotations and mentions in it.
func Text(w io.Writer, rep *report.Report, d *language.Doc, o TextOptions) error {
	b := bufio.NewWriterSize(w, 1<<16)
	p := printer{Writer: b, d: d}
	if o.Colour {
		p.palette = colours
	}
	p.title(rep)
	at := found{}
	for n := range d.Sents {
		p.sentence(n)
		p.findings(d.Sents[n].Range, &at)
		b.WriteByte('\n')
	}
	return b.Flush()
}

type printer struct {
	*bufio.Writer
	palette
	d *language.Doc
}

func (p *printer) title(rep *report.Report) {
	var parts []string
	for _, s := range []string{rep.Label(), rep.Publisher, rep.Title} {
		if s = plain(s); s != "" {
			parts = append(parts, s)
		}
	}
	if !rep.Published.IsZero() {
		parts = append(parts, rep.Published.Format("2006-01-02 15:04"))
	}
	fmt.Fprintf(p, "%s━━ %s%s\n\n", p.bold, strings.Join(parts, " · "), p.off)
}

// plain makes one line of foreign text that moves no cursor: white space of any
// kind is one space, other controls are left out.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// sentence prints the text of sentence n and a line for each of its words.
func (p *printer) sentence(n int) {
	d, s := p.d, p.d.Sents[n]
	var marks []string
	for _, m := range []struct {
		on   bool
		word string
	}{{s.Headline, "headline"}, {s.Boilerplate, "boilerplate"}, {s.Bullet, "list item"}} {
		if m.on {
			marks = append(marks, m.word)
		}
	}
	note := ""
	if len(marks) > 0 {
		note = "  " + p.dim + "[" + strings.Join(marks, ", ") + "]" + p.off
	}
	fmt.Fprintf(p, "%s%d. %s%s%s\n", p.bold, n+1, plain(s.Span.Of(d.Text)), p.off, note)
	tree := drawTree(heads(d, s.Range))
	lines := make([]tokenLine, s.Len())
	var wide [3]int
	for k := range lines {
		l := p.token(s.Start+k, tree[k])
		lines[k] = l
		wide[0] = max(wide[0], l.lemmaWidth)
		wide[1] = max(wide[1], l.treeWidth)
		wide[2] = max(wide[2], l.relWidth)
	}
	for i := range wide {
		wide[i] = min(wide[i], [...]int{24, 72, 28}[i])
	}
	number := len(fmt.Sprint(s.Len()))
	for k, l := range lines {
		fmt.Fprintf(p, "  %s%*d  %-5s %-5s %s%s%s  %s%s%s %s%s  %s%s%s", p.dim, number, k+1, l.tags[0], l.tags[1], l.lemma, pad(wide[0]-l.lemmaWidth), p.off,
			p.tree, l.tree, p.off, l.form, pad(wide[1]-l.treeWidth), p.rel, l.rel, p.off)
		if l.feats != "" {
			fmt.Fprintf(p, "%s  %s%s%s", pad(wide[2]-l.relWidth), p.dim, l.feats, p.off)
		}
		p.WriteByte('\n')
	}
}

type tokenLine struct {
	tags                            [2]string
	lemma, tree, form, rel, feats   string
	lemmaWidth, treeWidth, relWidth int
}

func (p *printer) token(i int, tree []rune) tokenLine {
	d := p.d
	cols := d.ConlluColumns(i)
	l := tokenLine{tags: [2]string{cols[1], cols[2]}, lemma: plain(cols[0]), tree: string(tree), form: plain(d.Word(i)), rel: cols[5]}
	if h := d.Head(i); h >= 0 {
		l.rel += fmt.Sprintf(" ← %s %s", cols[4], cut(plain(d.Word(h)), 16))
	}
	if cols[3] != "_" {
		l.feats = cols[3]
	}
	l.lemmaWidth = columnsOf(l.lemma)
	l.treeWidth = len(tree) + 1 + columnsOf(l.form)
	l.relWidth = columnsOf(l.rel)
	return l
}

func pad(n int) string { return strings.Repeat(" ", max(n, 0)) }

// cut shortens a word to n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// columnsOf is the number of terminal columns that s takes.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		if r < 0x300 {
			n++
			continue
		}
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case width.LookupRune(r).Kind() == width.EastAsianWide, width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// sameWords tells whether a mention says no more than the name, articles left out.
func sameWords(mention, name string) bool {
	bare := func(s string) string {
		s = plain(s)
		if len(s) > 4 && strings.EqualFold(s[:4], "the ") {
			s = s[4:]
		}
		return s
	}
	return strings.EqualFold(bare(mention), bare(name))
}

// found holds how far the lists of the Doc are printed; all are in text order.
type found struct{ names, numbers, times, quotes int }

// findings prints what was found in the sentence's tokens.
func (p *printer) findings(r language.Range, at *found) {
	d := p.d
	var names, mentions, numbers, times, quotes []string
	for ; at.names < len(d.Names) && d.Names[at.names].Tokens.Start < r.End; at.names++ {
		n := &d.Names[at.names]
		s := fmt.Sprintf("%s (%s)", plain(n.Span.Of(d.Text)), n.Kind)
		e := n.Entity
		if e < 0 || e >= len(d.Entities) {
			names = append(names, s)
			continue
		}
		who := &d.Entities[e]
		id := fmt.Sprintf(" e%d", e+1)
		if t := plain(n.Title.Of(d.Text)); t != "" {
			s += ", title “" + t + "”"
		}
		switch {
		case n.Form == language.FormRole && sameWords(n.Span.Of(d.Text), who.Canonical):
			// "Police = Police" tells nothing.
		case n.Form == language.FormPronoun || n.Form == language.FormRole:
			mentions = append(mentions, fmt.Sprintf("%s = %s (%s, %s%s)", plain(n.Span.Of(d.Text)), plain(who.Canonical), n.Form, who.Kind, id))
		case who.Canonical != n.Span.Of(d.Text):
			names = append(names, s+" = "+plain(who.Canonical)+id)
		default:
			names = append(names, s+id)
		}
	}
	for ; at.numbers < len(d.Numbers) && d.Numbers[at.numbers].Tokens.Start < r.End; at.numbers++ {
		numbers = append(numbers, number(d, &d.Numbers[at.numbers]))
	}
	for ; at.times < len(d.Times) && d.Times[at.times].Tokens.Start < r.End; at.times++ {
		times = append(times, timeOf(d, &d.Times[at.times]))
	}
	for ; at.quotes < len(d.Quotes) && d.Quotes[at.quotes].Tokens.Start < r.End; at.quotes++ {
		quotes = append(quotes, quote(d, &d.Quotes[at.quotes]))
	}
	p.list("names", names)
	p.list("mentions", mentions)
	p.list("numbers", numbers)
	p.list("times", times)
	p.list("quotations", quotes)
}

func (p *printer) list(what string, items []string) {
	for i, s := range items {
		if i > 0 {
			what = ""
		}
		fmt.Fprintf(p, "  %s%-10s%s  %s\n", p.dim, what, p.off, s)
	}
}

// number prints a number with its interval: "at least 43 = 43 or more (at least, digits, count)".
func number(d *language.Doc, n *language.Number) string {
	value := fmt.Sprint(n.Low)
	switch {
	case n.Float != float64(n.Low):
		value = fmt.Sprint(n.Float)
	case n.High == language.Open:
		value += " or more"
	case n.High != n.Low:
		value = fmt.Sprintf("%d to %d", n.Low, n.High)
	}
	s := fmt.Sprintf("%s = %s (%s, %s, %s", plain(n.Span.Of(d.Text)), value, n.Bound, n.Kind, n.Use)
	if n.More {
		s += ", additional"
	}
	return s + ")"
}

func timeOf(d *language.Doc, t *language.TimeExpr) string {
	s := plain(t.Span.Of(d.Text)) + " = "
	switch {
	case t.From.IsZero() && t.To.IsZero():
		s += "not resolved"
	default:
		s += moment(t.From) + " to " + moment(t.To)
	}
	s += " (" + t.Grain.String()
	if t.Past {
		s += ", history"
	}
	return s + ")"
}

// moment prints a bound of an interval, "?" where it is open.
func moment(t time.Time) string {
	switch {
	case t.IsZero():
		return "?"
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04")
}

func quote(d *language.Doc, q *language.Quote) string {
	s := cut(plain(q.Span.Of(d.Text)), 72)
	var notes []string
	if q.Depth > 0 {
		notes = append(notes, fmt.Sprintf("depth %d", q.Depth))
	}
	if !q.Closed {
		notes = append(notes, "not closed")
	}
	if q.Continues >= 0 {
		notes = append(notes, "goes on from the paragraph before")
	}
	if q.Scare {
		notes = append(notes, "no speech")
	}
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, ", ") + ")"
	}
	return s
}
