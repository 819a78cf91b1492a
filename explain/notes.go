package explain

import (
	"strconv"
	"strings"
)

// note is a numbered footnote: one cited slice of one report.
type note struct {
	n      int
	cite   Citation
	source Source
}

// notes numbers the citations of a page in the order of their first use.
type notes struct {
	list []note
	at   map[noteKey]int
	src  map[string]Source
}

type noteKey struct {
	report     string
	start, end int
}

func numberNotes(p *Page) *notes {
	ns := &notes{at: map[noteKey]int{}, src: map[string]Source{}}
	for _, s := range p.Sources {
		ns.src[s.Report] = s
	}
	for _, s := range p.Sentences {
		for _, c := range s.Citations {
			k := noteKey{c.Report, c.Span.Start, c.Span.End}
			if ns.at[k] == 0 {
				ns.list = append(ns.list, note{len(ns.list) + 1, c, ns.src[c.Report]})
				ns.at[k] = len(ns.list)
			}
		}
	}
	return ns
}

// of gives the note numbers of a sentence.
func (ns *notes) of(s *Sentence) []int {
	var out []int
	for _, c := range s.Citations {
		out = append(out, ns.at[noteKey{c.Report, c.Span.Start, c.Span.End}])
	}
	return out
}

// source describes a report in one line: outlet, title, time.
func (s Source) line() string {
	var parts []string
	if s.Publisher != "" {
		parts = append(parts, s.Publisher)
	}
	if s.Title != "" {
		parts = append(parts, s.Title)
	}
	if len(parts) == 0 {
		parts = append(parts, s.Label)
	}
	if !s.Published.IsZero() {
		parts = append(parts, s.Published.UTC().Format("2 January 2006, 15:04 UTC"))
	}
	return strings.Join(parts, ", ")
}

// summary is the line under the title.
func (p *Page) summary() string {
	var parts []string
	if !p.AsOf.IsZero() {
		parts = append(parts, "as of "+p.AsOf.UTC().Format("2 January 2006, 15:04 UTC"))
	}
	parts = append(parts, plural(p.Reports, "report"), plural(p.Outlets, "outlet"), plural(p.Origins, "origin"))
	return strings.Join(parts, " · ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// grouped gives the sentences of one section.
func (p *Page) grouped(section string) []Sentence {
	var out []Sentence
	for _, s := range p.Sentences {
		if s.Section == section {
			out = append(out, s)
		}
	}
	return out
}
