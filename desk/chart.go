package desk

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/language"
	"sofar/statement"
)

// chart is one figure over time. The drawing stretches to any width: paths
// stand in a square of 1000 units that is stretched, while marks and words are
// placed by percentages and keep their size.
type chart struct {
	Key, ID, Label string
	Summary        string // the chart in one sentence, for who cannot see it
	Height         int    // pixels
	Band, Top      string // path data of the low–high band and of its upper edge
	Line           string // path data of best
	TopOpen        bool   // nobody bounds the number from above
	Withdrawn      bool   // some mark is crossed out
	End            string // best at the end, written beside the line
	EndX, EndY     string // percent
	Rows           []gridRow
	Columns        []gridColumn
	Marks          []mark
	Kinds          []markKind // the shapes in use, for the legend
	Steps          []stepRow
	Left           int // marks that are not drawn because there are too many
}

type gridRow struct {
	Y     string // percent
	Label string
}

type gridColumn struct {
	X          string // percent
	Hour, Date string
	Anchor     string
}

// mark is one statement on the chart.
type mark struct {
	X, Y, Span string // percent; Span is the far end of an interval's whisker, "" for none
	Shape      string // exact, least, most, about, feared
	Part       string // live, past, withdrawn, apart
	Path       template.HTMLAttr
	Label      string
	Href       string
}

type markKind struct{ Shape, Text, Path string }

type stepRow struct {
	At          time.Time
	Range, Best string
	Change      string
	Speaker     string
	Href        string
	Outlet      string
	Unexplained bool
}

// shapes are drawn around the mark's place, 10 pixels across: the bound of a
// number is told by shape, never by colour alone.
var shapes = []markKind{
	{"exact", "a number as it stands", "M-4.5,0A4.5,4.5 0 1 0 4.5,0A4.5,4.5 0 1 0 -4.5,0Z"},
	{"least", "at least, more than", "M-5.2,4L0,-5.4L5.2,4Z"},
	{"most", "up to, fewer than", "M-5.2,-4L0,5.4L5.2,-4Z"},
	{"about", "about, a range, dozens", "M-4.4,-4.4H4.4V4.4H-4.4Z"},
	{"feared", "feared or predicted: never counted", "M0,-6L6,0L0,6L-6,0Z"},
}

// maxMarks bounds the marks of one chart; repeats are left out first.
const maxMarks = 90

func charts(d *dossier.Dossier, links linker) []chart {
	var out []chart
	for i := range d.Figures {
		// Reports without a time give no place on the axis.
		if f := &d.Figures[i]; len(f.History) > 0 && !f.History[0].At.IsZero() {
			out = append(out, chartOf(d, f, links))
		}
	}
	return out
}

func chartOf(d *dossier.Dossier, f *dossier.Figure, links linker) chart {
	c := chart{
		Key: key("chart", string(f.Kind)), ID: "chart-" + slug(string(f.Kind)), Label: title(string(f.Kind)), Height: 220,
	}
	marks, left := statementsOf(d, f)
	c.Left = left
	// The axis ends with the story's own last report: the account may be younger.
	from, to := f.History[0].At, f.History[0].At
	for _, t := range d.Known {
		if t.After(to) {
			to = t
		}
	}
	var top int64 = 1
	for _, h := range f.History {
		top = max(top, h.High, h.Best)
		if h.At.After(to) {
			to = h.At
		}
	}
	for _, s := range marks {
		top = max(top, s.Figure.Low, s.Figure.High)
		if s.FirstSeen.Before(from) {
			from = s.FirstSeen
		}
		if s.FirstSeen.After(to) {
			to = s.FirstSeen
		}
	}
	if to.Sub(from) < time.Minute {
		to = from.Add(time.Hour)
	}
	end := &f.History[len(f.History)-1]
	c.End = num(end.Best)
	// A digit is about 22 units wide on the narrowest screen.
	ax := axis{from: from, to: to, top: niceTop(top), right: 955 - 22*float64(len(c.End))}
	ax.left = 44 + 21*float64(len(num(ax.top)))
	c.EndX, c.EndY = percent((ax.right+22)/10), ax.percentY(end.Best)
	c.Rows, c.Columns = ax.rows(), ax.columns()
	c.steps(f, ax)
	used := map[string]bool{}
	for _, s := range marks {
		m := markOf(d, s, ax, links)
		used[m.Shape] = true
		c.Withdrawn = c.Withdrawn || m.Part == "withdrawn"
		c.Marks = append(c.Marks, m)
	}
	for _, k := range shapes {
		if used[k.Shape] {
			c.Kinds = append(c.Kinds, k)
		}
	}
	for i := len(f.History) - 1; i >= 0; i-- {
		h := &f.History[i]
		row := stepRow{At: h.At, Range: interval(h.Low, h.High, h.Open), Best: num(h.Best), Change: h.Change, Speaker: trim(h.Speaker, 80),
			Unexplained: h.Change == "fall" && !h.Explained}
		if rep := d.Reports[h.Report]; rep != nil {
			row.Outlet, row.Href = outlet(rep), reportURL(rep.ID)
			for _, s := range marks {
				if s.ID == h.Statement {
					row.Href = links.words(rep, s.Span)
				}
			}
		}
		c.Steps = append(c.Steps, row)
	}
	last := f.History[len(f.History)-1]
	c.Summary = fmt.Sprintf("%s, %s to %s: best figure %s, reliable reports from %s. %s; %s.", c.Label, clock(from), clock(to),
		num(last.Best), interval(last.Low, last.High, last.Open), plural(len(f.History), "step"), plural(len(marks), "statement"))
	return c
}

// statementsOf are a figure's statements in time order: its totals, and what is
// feared or predicted. Repeats give way when there are too many.
func statementsOf(d *dossier.Dossier, f *dossier.Figure) ([]*dossier.Statement, int) {
	var all, firsts []*dossier.Statement
	for i := range d.Statements {
		s := &d.Statements[i]
		g := s.Figure
		if g == nil || g.Kind != f.Kind || g.Scope != statement.ScopeTotal || s.Background || s.FirstSeen.IsZero() {
			continue
		}
		all = append(all, s)
		if s.RepeatOf == "" {
			firsts = append(firsts, s)
		}
	}
	show := all
	if len(show) > maxMarks {
		show = firsts
	}
	if n := len(show); n > maxMarks {
		show = show[n-maxMarks:]
	}
	return show, len(all) - len(show)
}

// steps draws best as a step line and low–high as a band around it.
func (c *chart) steps(f *dossier.Figure, ax axis) {
	var line, up, down strings.Builder
	var lows []string
	for i := range f.History {
		h := &f.History[i]
		x, end := ax.px(h.At), ax.right+12
		if i+1 < len(f.History) {
			end = ax.px(f.History[i+1].At)
		}
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		fmt.Fprintf(&line, "%s%.1f,%.1fH%.1f", verb, x, ax.py(h.Best), end)
		fmt.Fprintf(&up, "%s%.1f,%.1fH%.1f", verb, x, ax.py(max(h.High, h.Best)), end)
		lows = append(lows, fmt.Sprintf("L%.1f,%.1fH%.1f", end, ax.py(h.Low), x))
		c.TopOpen = h.Open
	}
	for i := len(lows) - 1; i >= 0; i-- {
		down.WriteString(lows[i])
	}
	c.Line, c.Top, c.Band = line.String(), up.String(), up.String()+down.String()+"Z"
}

func markOf(d *dossier.Dossier, s *dossier.Statement, ax axis, links linker) mark {
	g := s.Figure
	m := mark{X: ax.percentX(s.FirstSeen), Shape: "exact", Part: "live"}
	at := g.Low
	switch {
	case s.Used == "not observed" || s.Stance == statement.Fears || s.Stance == statement.Predicts:
		m.Shape = "feared"
		if g.Low == 0 && g.High > 0 {
			at = g.High
		}
	case g.High == language.Open:
		m.Shape = "least"
	case g.Low == 0 && g.High > 0:
		m.Shape, at = "most", g.High
	case g.Low != g.High:
		m.Shape, m.Span = "about", ax.percentY(g.High)
	}
	m.Y = ax.percentY(at)
	switch {
	case s.Withdrawn != "" || s.Used == "withdrawn":
		m.Part = "withdrawn"
	case m.Shape == "feared":
		m.Part = "apart"
	case s.Used == "superseded" || s.Used == "repeat" || s.RepeatOf != "":
		m.Part = "past"
	}
	for _, k := range shapes {
		if k.Shape == m.Shape {
			m.Path = template.HTMLAttr(`d="` + k.Path + `"`)
		}
	}
	rep := d.Reports[s.Report]
	m.Href = links.words(rep, s.Span)
	b, n := worded(g)
	m.Label = fmt.Sprintf("%s: %s, %s, in %s", clock(s.FirstSeen), strings.TrimSpace(b+" "+n), speakerName(s), outlet(rep))
	switch m.Part {
	case "withdrawn":
		m.Label += ", withdrawn"
	case "apart":
		m.Label += ", feared or predicted"
	}
	return m
}

// axis maps time and number to the drawing.
type axis struct {
	from, to time.Time
	top      int64
	// Where from and to stand, in units of 1000.
	left, right float64
}

// px and py map into the stretched square of 1000 units; a little room is kept
// at every side so that marks are not cut.
func (a axis) px(t time.Time) float64 {
	share := float64(t.Sub(a.from)) / float64(a.to.Sub(a.from))
	return a.left + (a.right-a.left)*math.Min(1, math.Max(0, share))
}

func (a axis) py(n int64) float64 {
	share := float64(min(max(n, 0), a.top)) / float64(a.top)
	return 840 - 780*share
}

func (a axis) percentX(t time.Time) string { return percent(a.px(t) / 10) }
func (a axis) percentY(n int64) string     { return percent(a.py(n) / 10) }

func percent(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

// niceTop is the least round number at or above n that three even parts divide well.
func niceTop(n int64) int64 {
	for scale := int64(1); ; scale *= 10 {
		for _, m := range []int64{3, 6, 9, 12, 15, 24} {
			if m*scale >= n {
				return m * scale
			}
		}
		if scale > math.MaxInt64/1000 {
			return n
		}
	}
}

func (a axis) rows() []gridRow {
	var out []gridRow
	for i := int64(0); i <= 3; i++ {
		n := a.top / 3 * i
		out = append(out, gridRow{a.percentY(n), num(n)})
	}
	return out
}

// columnSteps are the distances between time labels, fine to coarse.
var columnSteps = []time.Duration{
	5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 2 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 30 * 24 * time.Hour, 90 * 24 * time.Hour, 365 * 24 * time.Hour,
}

// columns gives at most five time labels at round times.
func (a axis) columns() []gridColumn {
	step := columnSteps[len(columnSteps)-1]
	for _, s := range columnSteps {
		if a.to.Sub(a.from) <= 5*s {
			step = s
			break
		}
	}
	for a.to.Sub(a.from) > 6*step {
		step *= 2
	}
	var out []gridColumn
	day := ""
	for t := a.from.UTC().Truncate(step); !t.After(a.to); t = t.Add(step) {
		if t.Before(a.from) {
			continue
		}
		c := gridColumn{X: a.percentX(t), Hour: t.Format("15:04"), Anchor: "middle"}
		if d := t.Format("2 Jan"); d != day {
			c.Date, day = d, d
		}
		if step >= 24*time.Hour {
			c.Hour, c.Date = t.Format("2 Jan"), ""
			if step >= 90*24*time.Hour {
				c.Date = t.Format("2006")
			}
		}
		switch x := a.px(t); {
		case x < a.left+15:
			c.Anchor = "start"
		case x > a.right-40:
			c.Anchor = "end"
		}
		out = append(out, c)
	}
	return out
}

// slug makes a name fit for an anchor.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(s))
}
