package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/statement"
)

// strips show what each speaker says of one figure, one strip below the other on
// one scale: where they disagree one sees it.
type strips struct {
	Key, Kind, Label string
	Best             string // x of the best number, in per cent
	BestText         string
	From, To         string // ends of the scale
	Rows             []strip
	More             int // speakers left out
	Summary          string
}

// strip is one speaker's.
type strip struct {
	Speaker, Class, Words, Href string
	At                          time.Time
	X, Left, Width              string   // dot and bar, in per cent of the scale
	Open                        bool     // no upper bound: the bar runs to the end
	Earlier                     []string // dots of what the speaker said before
	Counts                      bool     // in the live set now
}

// maxStrips bounds the speakers of one figure.
const maxStrips = 10

// stripsOf gives the figures about which two speakers or more do not say the same
// now. A speaker's newest total counts, unless it was taken back.
func stripsOf(d *dossier.Dossier, links linker) []strips {
	var out []strips
	for i := range d.Figures {
		if s, ok := stripsFor(d, &d.Figures[i], links); ok {
			out = append(out, s)
		}
	}
	return out
}

func stripsFor(d *dossier.Dossier, f *dossier.Figure, links linker) (strips, bool) {
	said := map[string][]*dossier.Statement{}
	var names []string
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Figure == nil || s.Figure.Kind != f.Kind || s.Figure.Scope != statement.ScopeTotal || s.Background || s.Withdrawn != "" || s.Used == "" || s.Used == "not observed" || s.Used == "not a total" {
			continue
		}
		name := explain.SpeakerName(s) // the body that a person speaks for
		if name == "" {
			name = speakerName(s)
		}
		if s.Attribution < 0 { // each outlet's own voice is one
			name = outlet(d.Reports[s.Report]) + ", naming nobody"
		}
		if said[name] == nil {
			names = append(names, name)
		}
		said[name] = append(said[name], s)
	}
	differ := false
	low, most := f.Best, f.Best
	for _, name := range names {
		now := said[name][len(said[name])-1].Figure
		first := said[names[0]][len(said[names[0]])-1].Figure
		differ = differ || now.Low != first.Low || now.High != first.High
		for _, s := range said[name] {
			low, most = min(low, s.Figure.Low), max(most, s.Figure.Low, s.Figure.High)
		}
	}
	if !differ {
		return strips{}, false
	}
	ids := map[string]bool{}
	for _, id := range f.Live {
		ids[id] = true
	}
	counts := func(s *dossier.Statement) bool { return ids[s.ID] || ids[s.RepeatOf] || ids[s.Origin] }
	// Who counts now first, then the newest.
	slices.SortStableFunc(names, func(a, b string) int {
		x, y := said[a][len(said[a])-1], said[b][len(said[b])-1]
		if counts(x) != counts(y) {
			if counts(x) {
				return -1
			}
			return 1
		}
		return y.FirstSeen.Compare(x.FirstSeen)
	})
	out := strips{Kind: string(f.Kind), Label: title(string(f.Kind)), BestText: num(f.Best), More: max(0, len(names)-maxStrips)}
	names = names[:min(len(names), maxStrips)]
	pad := max(1, (most-low)/12)
	low, most = max(0, low-pad), most+pad
	at := func(n int64) float64 { return 100 * float64(n-low) / float64(most-low) }
	out.From, out.To, out.Best = num(low), num(most), percent(at(f.Best))
	var parts []string
	for _, name := range names {
		list := said[name]
		s := list[len(list)-1]
		rep := d.Reports[s.Report]
		row := strip{Speaker: name, Class: string(s.Speaker.Class), Words: words(rep, s), Href: links.words(rep, s.Span), At: s.FirstSeen, Counts: counts(s)}
		b, n := worded(s.Figure)
		row.Words = strings.TrimSpace(b + " " + n)
		end := at(s.Figure.High)
		if row.Open = s.Figure.High < 0; row.Open {
			end = 100
		}
		start := at(s.Figure.Low)
		row.X, row.Left, row.Width = percent(at(dossier.Stated(s.Figure))), percent(start), percent(max(0, end-start))
		for _, old := range list[:len(list)-1] {
			if x := percent(at(dossier.Stated(old.Figure))); x != row.X && !slices.Contains(row.Earlier, x) {
				row.Earlier = append(row.Earlier, x)
			}
		}
		out.Rows = append(out.Rows, row)
		parts = append(parts, fmt.Sprintf("%s %s", row.Speaker, row.Words))
	}
	out.Summary = strings.Join(parts, "; ")
	out.Key = key("strips", out.Kind, out.Summary)
	return out, true
}
