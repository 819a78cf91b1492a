package explain

import (
	"sort"
	"strconv"
	"strings"
)

// note is a numbered footnote: cited words, and the reports that print them.
type note struct {
	n       int
	quote   string
	sources []Source // the first cited first
}

// notes numbers the words that a page cites in the order of their first use.
// The same words in two reports are one note; words inside a longer cited
// slice of the same report share its note.
type notes struct {
	list []*note
	at   map[noteKey]*note
}

type noteKey struct {
	source     string // a report or a decision
	start, end int
}

func keyOf(c *Citation) noteKey { return noteKey{c.source(), c.Span.Start, c.Span.End} }

// source is the id of the report or of the decision that is cited.
func (c *Citation) source() string { return firstOf(c.Decision, c.Report) }

func numberNotes(p *Page) *notes {
	ns := &notes{at: map[noteKey]*note{}}
	src := map[string]Source{}
	for _, s := range p.Sources {
		src[s.Report] = s
	}
	longest := longestCited(p)
	byWords := map[string]*note{}
	for i := range p.Sentences {
		for j := range p.Sentences[i].Citations {
			c := &p.Sentences[i].Citations[j]
			if ns.at[keyOf(c)] != nil {
				continue
			}
			whole := longest[keyOf(c)]
			words := plain(strings.Join(strings.Fields(whole.Quote), " "))
			n := byWords[words]
			if n == nil {
				n = &note{n: len(ns.list) + 1, quote: whole.Quote}
				ns.list = append(ns.list, n)
				byWords[words] = n
			}
			ns.at[keyOf(c)] = n
			known := false
			for _, s := range n.sources {
				known = known || s.Report == c.source()
			}
			if s := src[c.source()]; !known {
				if s.Report == "" {
					s.Report, s.Label = c.source(), c.source()
				}
				n.sources = append(n.sources, s)
			}
		}
	}
	return ns
}

// longestCited finds, for each cited slice, the longest cited slice of the same
// report around it.
func longestCited(p *Page) map[noteKey]*Citation {
	byReport := map[string][]*Citation{}
	out := map[noteKey]*Citation{}
	for i := range p.Sentences {
		for j := range p.Sentences[i].Citations {
			c := &p.Sentences[i].Citations[j]
			if out[keyOf(c)] == nil {
				out[keyOf(c)] = c
				byReport[c.source()] = append(byReport[c.source()], c)
			}
		}
	}
	for k, c := range out {
		for _, other := range byReport[k.source] {
			if other.Span.Contains(c.Span) && other.Span.Len() > out[k].Span.Len() {
				out[k] = other
			}
		}
	}
	return out
}

// of gives the note numbers of a sentence, each once, in order.
func (ns *notes) of(s *Sentence) []int {
	var out []int
	seen := map[int]bool{}
	for i := range s.Citations {
		if n := ns.at[keyOf(&s.Citations[i])]; !seen[n.n] {
			seen[n.n] = true
			out = append(out, n.n)
		}
	}
	sort.Ints(out)
	return out
}

// also names the outlets of the other reports that print a note's words.
func (n *note) also() string {
	var parts []string
	seen := map[string]bool{n.sources[0].short(): true}
	for _, s := range n.sources[1:] {
		if name := s.short(); !seen[name] {
			seen[name] = true
			parts = append(parts, name)
		}
	}
	return list(parts)
}

// short names a report by its outlet.
func (s Source) short() string {
	return firstOf(s.Publisher, firstOf(s.Title, s.Label))
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
	parts = append(parts, plural(p.Reports, "report"), plural(p.Outlets, "outlet"), plural(p.Origins, "speaker"))
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
