package desk

import (
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/statement"
)

// reportView is one report with its statements marked.
type reportView struct {
	ID, Title, Outlet, Author string
	Link, Address             string // Link is a web address, Address what was given where it is none
	Published, Updated, Seen  time.Time
	Replaced                  int
	Notes                     []string
	Paragraphs                []paragraph
	Cut                       string // what is not shown of a very long text, "" for nothing
	Statements                []penned
	Pager                     pager
	Stories                   []link
	CopyOf, CopiedBy          []copyRow
	Versions                  []copyRow
	Unread                    bool // no reading: the text has not been analysed yet
}

type copyRow struct {
	Href, Outlet, Title, How string
	At                       time.Time
}

// paragraph is a line of the text in pieces.
type paragraph struct{ Pieces []penPiece }

// penPiece is a run of text that the same pens touch.
type penPiece struct {
	Text    string
	Class   string // "source", "cue", "content" in any combination, "" for plain
	Anchors []string
	Picked  bool // lies in the span that the address asks for
}

// penned is a statement in the list beside the text.
type penned struct {
	Speaker, Kind, Stance, Certainty, Figure, Actor, Quote, Href string
	Relay                                                        []string
	Rule                                                         string
	Background                                                   bool
}

// maxText is the most bytes of a report that one page shows.
const maxText = 120_000

func (s *server) report(w http.ResponseWriter, r *http.Request) {
	rep, reading, ok := s.src.Report(r.PathValue("id"))
	if !ok {
		s.fail(w, r, http.StatusNotFound, "No such report", "No report is kept under this id.")
		return
	}
	x := report.NewIndex(rep.Text)
	pick := pickOf(r.URL.Query().Get("s"), x)
	v := reportView{
		ID: rep.ID, Title: headline(rep), Outlet: outlet(rep), Author: trim(rep.Author, 200),
		Published: rep.Published, Updated: rep.Updated, Seen: rep.Seen, Replaced: rep.Replaced, Notes: rep.Notes,
		Unread: reading == nil,
	}
	if v.Link = report.WebAddress(rep.URL); v.Link == "" {
		v.Address = trim(rep.URL, 200)
	}
	v.Paragraphs, v.Cut = penText(rep, reading, x, pick)
	if reading != nil {
		p, lo, hi := paginate(len(reading.Statements), 60, r.URL, "p", "statements")
		v.Pager = p
		for i := range reading.Statements[lo:hi] {
			v.Statements = append(v.Statements, pennedOf(rep, &reading.Statements[lo+i], x))
		}
	}
	v.relations(s.around(rep.ID), rep)
	s.render(w, r, http.StatusOK, "report", layout{Title: v.Title, Nav: "", View: v, Canonical: reportURL(rep.ID)})
}

// pickOf reads "12-40", code points, from an address; the empty span if it is none.
func pickOf(q string, x *report.Index) report.Span {
	a, b, ok := strings.Cut(q, "-")
	lo, err1 := strconv.Atoi(a)
	hi, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || lo < 0 || hi <= lo {
		return report.Span{}
	}
	return report.Span{Start: x.Byte(lo), End: x.Byte(hi)}
}

func anchor(x *report.Index, s report.Span) string {
	r := x.Runes(s)
	return fmt.Sprintf("s-%d-%d", r[0], r[1])
}

// The three pens.
const (
	penSource = iota
	penCue
	penContent
	pens
)

var penNames = [pens]string{"source", "cue", "content"}

// penText cuts the text wherever a pen starts or stops, so that overlapping and
// nested attributions need no nested elements. Linear in text and spans, but
// for the sort.
func penText(rep *report.Report, reading *incident.Reading, x *report.Index, pick report.Span) ([]paragraph, string) {
	lo, hi := window(rep.Text, pick)
	type edge struct{ at, pen, step int }
	var edges []edge
	anchors := map[int][]string{}
	var cuts []int
	clip := func(s report.Span) (report.Span, bool) {
		s.Start, s.End = max(s.Start, lo), min(s.End, hi)
		return s, s.Start < s.End
	}
	draw := func(spans []report.Span, pen int) {
		for _, sp := range spans {
			if sp, ok := clip(sp); ok {
				edges = append(edges, edge{sp.Start, pen, 1}, edge{sp.End, pen, -1})
				cuts = append(cuts, sp.Start, sp.End)
			}
		}
	}
	name := func(s report.Span) {
		c, ok := clip(s)
		if !ok {
			return
		}
		id := anchor(x, s)
		for _, old := range anchors[c.Start] {
			if old == id {
				return
			}
		}
		anchors[c.Start] = append(anchors[c.Start], id)
		cuts = append(cuts, c.Start)
	}
	if reading != nil {
		for _, a := range reading.Attributions {
			draw(a.Source, penSource)
			draw(a.Cue, penCue)
			draw(a.Content, penContent)
		}
		for i := range reading.Statements {
			name(reading.Statements[i].Span)
		}
	}
	if p, ok := clip(pick); ok {
		name(pick)
		cuts = append(cuts, p.Start, p.End)
	}
	sort.Slice(edges, func(i, j int) bool { return edges[i].at < edges[j].at })
	cuts = append(cuts, lo, hi)
	for i := lo; i < hi; i++ {
		if rep.Text[i] == '\n' {
			cuts = append(cuts, i, i+1)
		}
	}
	sort.Ints(cuts)

	var out []paragraph
	var open [pens]int
	var cur paragraph
	var waiting []string
	flush := func() {
		if len(cur.Pieces) > 0 {
			out = append(out, cur)
		}
		cur = paragraph{}
	}
	e := 0
	for k := 0; k+1 < len(cuts); k++ {
		a, b := cuts[k], cuts[k+1]
		for e < len(edges) && edges[e].at <= a {
			open[edges[e].pen] += edges[e].step
			e++
		}
		if a == b {
			continue
		}
		waiting = append(waiting, anchors[a]...)
		if rep.Text[a] == '\n' {
			flush()
			continue
		}
		p := penPiece{Text: rep.Text[a:b], Anchors: waiting, Picked: pick.Start <= a && b <= pick.End}
		waiting = nil
		var class []string
		for pen, n := range open {
			if n > 0 {
				class = append(class, penNames[pen])
			}
		}
		p.Class = strings.Join(class, " ")
		if strings.TrimSpace(p.Text) == "" && len(cur.Pieces) == 0 && len(p.Anchors) == 0 {
			continue
		}
		cur.Pieces = append(cur.Pieces, p)
	}
	flush()
	var cut string
	if hi-lo < len(rep.Text) {
		cut = fmt.Sprintf("This report is very long: %s of %s kB are shown here.", num(int64((hi-lo)/1000)), num(int64(len(rep.Text)/1000)))
	}
	return out, cut
}

// window is the part of a text that a page shows: all of it, or maxText bytes
// around what the address asks for.
func window(text string, pick report.Span) (lo, hi int) {
	if len(text) <= maxText {
		return 0, len(text)
	}
	if pick.End > maxText {
		lo = max(0, min(pick.Start-maxText/2, len(text)-maxText))
	}
	for lo > 0 && !utf8.RuneStart(text[lo]) {
		lo--
	}
	hi = min(len(text), lo+maxText)
	for hi < len(text) && !utf8.RuneStart(text[hi]) {
		hi++
	}
	return lo, hi
}

func pennedOf(rep *report.Report, st *statement.Statement, x *report.Index) penned {
	shown := dossier.Statement{Statement: *st}
	p := penned{
		Speaker: speakerName(&shown), Kind: kindOf(&shown), Stance: string(st.Stance), Relay: st.Relay,
		Quote: quote(rep, st.Span), Rule: st.Rule, Background: st.Background,
	}
	r := x.Runes(st.Span)
	p.Href = fmt.Sprintf("%s?s=%d-%d#s-%d-%d", reportURL(rep.ID), r[0], r[1], r[0], r[1])
	if st.Certainty != statement.Certain {
		p.Certainty = string(st.Certainty)
	}
	if f := st.Figure; f != nil {
		b, n := worded(f)
		p.Figure = strings.TrimSpace(b + " " + n)
		if f.Scope != statement.ScopeTotal {
			p.Figure += ", " + string(f.Scope)
		}
	}
	if a := st.Responsibility; a != nil {
		p.Actor = string(a.Relation) + " " + trim(a.Actor, 80)
	}
	return p
}

// relations finds the stories that a report belongs to, its copies and its
// other versions.
func (v *reportView) relations(a *dossier.Account, rep *report.Report) {
	seen := map[string]bool{}
	row := func(d *dossier.Dossier, id, how string) (copyRow, bool) {
		o := d.Reports[id]
		if o == nil || seen[id+how] {
			return copyRow{}, false
		}
		seen[id+how] = true
		return copyRow{Href: reportURL(id), Outlet: outlet(o), Title: headline(o), How: how, At: d.Known[id]}, true
	}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		if d.Reports[rep.ID] == nil {
			continue
		}
		v.Stories = append(v.Stories, link{storyURL(d.ID), storyTitle(d)})
		for _, c := range d.Copies {
			switch rep.ID {
			case c.Report:
				if x, ok := row(d, c.Of, extents[c.Extent]); ok {
					v.CopyOf = append(v.CopyOf, x)
				}
			case c.Of:
				if x, ok := row(d, c.Report, extents[c.Extent]); ok {
					v.CopiedBy = append(v.CopiedBy, x)
				}
			}
		}
	}
	if rep.URL == "" {
		return
	}
	for id, o := range a.Reports {
		if id != rep.ID && o.URL == rep.URL {
			at := o.Updated
			if at.IsZero() {
				at = o.Published
			}
			v.Versions = append(v.Versions, copyRow{Href: reportURL(id), Outlet: outlet(o), Title: headline(o), At: at})
		}
	}
	sort.Slice(v.Versions, func(i, j int) bool {
		if !v.Versions[i].At.Equal(v.Versions[j].At) {
			return v.Versions[i].At.Before(v.Versions[j].At)
		}
		return v.Versions[i].Href < v.Versions[j].Href
	})
}
