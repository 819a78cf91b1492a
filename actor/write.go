package actor

import (
	"fmt"
	"io"
	"strings"
	"time"

	"sofar/statement"
)

// List prints an entry a line: id, name, class, stories, statements.
func List(w io.Writer, d *Directory) error {
	for i := range d.Actors {
		a := &d.Actors[i]
		if _, err := fmt.Fprintf(w, "%-36s %-20s %3d stories %4d statements  %s\n", a.ID, a.Class, len(a.Roles), a.Statements, clean(a.Name)); err != nil {
			return err
		}
	}
	return nil
}

// Text prints an entry for people.
func Text(w io.Writer, a *Actor) error {
	p := &printer{w: w}
	p.line("%s", strings.ToUpper(clean(a.Name)))
	about := []string{a.Kind}
	if a.Class != "" && a.Class != statement.ClassUnknown {
		about = append(about, string(a.Class))
	}
	if a.Country != "" {
		about = append(about, a.Country)
	}
	p.line("%s · id %s", strings.Join(about, " · "), a.ID)
	p.head("Names", len(a.Names))
	for _, n := range a.Names {
		p.line("  %s (%s)", clean(n.Name), n.Rule)
		for _, c := range n.Evidence {
			p.line("    %s", source(c))
		}
	}
	p.head("What is said of it", len(a.Descriptions))
	for _, s := range a.Descriptions {
		p.said(s)
	}
	p.head("Ties, as reports tell them", len(a.Relations))
	for _, r := range a.Relations {
		p.line("  %s %s: %s", r.Kind, clean(r.With), source(r.Cite))
	}
	p.head("Stories of this ledger", len(a.Roles))
	for _, r := range a.Roles {
		p.line("  %s", r.Line())
	}
	p.head("Earlier events, as reports tell them", len(a.Past))
	for _, s := range a.Past {
		p.said(s)
	}
	p.head("Warnings given before", len(a.Warnings))
	for _, s := range a.Warnings {
		p.said(s)
	}
	p.head("Said of it by others", len(a.About))
	for _, s := range a.About {
		p.said(s)
	}
	p.head("Who speaks for it", len(a.Holders))
	for _, h := range a.Holders {
		p.line("  %s", h.Line())
	}
	p.head("Speaks for", len(a.Bodies))
	for _, h := range a.Bodies {
		p.line("  %s", h.Line())
	}
	p.head("Its numbers", len(a.Series))
	for _, s := range a.Series {
		p.line("  %s, %s: %s", clean(s.Title), s.Kind, s.Line())
	}
	if n, held := a.Record(); n > 0 {
		p.line("  Of %d first numbers, %d hold within what is known now.", n, held)
	}
	p.line("")
	return p.err
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) head(title string, n int) {
	if n > 0 {
		p.line("\n%s", title)
	}
}

func (p *printer) said(s Said) {
	who := clean(s.Speaker)
	if len(s.Relay) > 0 {
		who += " (via " + clean(strings.Join(s.Relay, ", ")) + ")"
	}
	p.line("  %s: %s", who, source(s.Cite))
}

func source(c Cite) string {
	return fmt.Sprintf("“%s” [%s, %s]", clean(c.Quote), clean(c.Outlet), day(c.At))
}

func day(t time.Time) string {
	if t.IsZero() {
		return "no date"
	}
	return t.UTC().Format("2 January 2006")
}

// Line writes a role in one line: day, what and where, status, toll.
func (r *Role) Line() string {
	out := day(r.At) + ": " + clean(r.Title)
	if r.Status != "" {
		out += "; " + r.Status
		if len(r.By) > 0 {
			out += " by " + clean(strings.Join(r.By, ", "))
		}
	}
	if r.Killed != nil {
		out += "; " + r.Killed.String() + " killed"
	}
	if r.Statements > 0 {
		out += fmt.Sprintf("; %d statements of its own", r.Statements)
	}
	return out
}

// String writes a toll with its range: "12", "12 (10 to 14)", "at least 12".
func (t Toll) String() string {
	out := fmt.Sprint(t.Best)
	if t.Open && t.High <= t.Best {
		out = "at least " + out
	}
	if t.Low != t.High {
		out += fmt.Sprintf(" (%d to %d)", t.Low, t.High)
	}
	return out
}

// Line writes who held a post, when, and how often he spoke.
func (h *Holder) Line() string {
	out := clean(h.Person)
	if h.Post != "" {
		out += ", " + clean(h.Post)
	}
	out += ": " + day(h.First)
	if day(h.Last) != day(h.First) {
		out += " to " + day(h.Last)
	}
	return out + fmt.Sprintf(", %d statements", h.Statements)
}

// Line writes the numbers of a series and how its first one ended.
func (s *Series) Line() string {
	var parts []string
	for _, st := range s.Steps {
		if n := len(parts); n == 0 || !strings.HasSuffix(parts[n-1], " "+st.Words) {
			parts = append(parts, st.At.UTC().Format("2 Jan 15:04")+" "+clean(st.Words))
		}
	}
	out := strings.Join(parts, " → ")
	if s.Ended != "" {
		out += fmt.Sprintf("; now %s: the first number %s", s.Final, s.Ended)
	}
	return out
}

// Record counts the first numbers of all series, and those that hold within what
// is known now: the measured record of a speaker.
func (a *Actor) Record() (n, held int) {
	for _, s := range a.Series {
		if s.Ended != "" {
			n++
			if s.Ended == "holds" {
				held++
			}
		}
	}
	return n, held
}

// clean keeps control characters and turned writing off a terminal.
func clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)), " ")
}
