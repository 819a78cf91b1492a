package explain

import (
	"regexp"
	"strings"

	"sofar/dossier"
	"sofar/statement"
)

// voices groups neighbouring figures that the same mouth gives, four at most.
func (c *composer) voices(figures []dossier.Figure) [][]*dossier.Figure {
	var out [][]*dossier.Figure
	at := map[string]int{}
	for i := range figures {
		f := &figures[i]
		s := c.byID[f.BestID]
		if s == nil {
			continue
		}
		k := plain(s.Speaker.Origin)
		if j, ok := at[k]; ok && !own(s) && k != "" && len(out[j]) < 4 {
			out[j] = append(out[j], f)
			continue
		}
		at[k] = len(out)
		out = append(out, []*dossier.Figure{f})
	}
	return out
}

// together writes the figures of one mouth in one sentence: "Fifty-two people
// were injured, three are missing and two have been arrested, the ministry said".
func (c *composer) together(group []*dossier.Figure, key int) bool {
	if len(group) < 2 {
		return false
	}
	var parts []string
	var cites []Citation
	newest := c.byID[group[0].BestID]
	unit := ""
	for _, f := range group {
		s := c.byID[f.BestID]
		if more, _ := c.beside(f, s, false); more != "" {
			return false
		}
		what := counted(s.Figure)
		if u := unitOf(s.Figure); u == unit && !takesOf(amount(s.Figure)) {
			what = amount(s.Figure)
		} else {
			unit = u
		}
		text := what + " " + predicateOf(s.Figure)
		if s.Figure.Low == 0 && s.Figure.High == 0 {
			text = nobody(f)
			unit = ""
		}
		parts = append(parts, text)
		cites = append(cites, c.cite(s)...)
		if s.FirstSeen.After(newest.FirstSeen) {
			newest = s
		}
	}
	d := draft{section: Known, template: "figures", kind: string(group[0].Kind), key: key}
	verb := " said"
	if newest.Authority == 'd' {
		verb = " claimed"
	}
	for _, v := range c.names(newest) {
		for _, r := range relays(newest) {
			d.tries = append(d.tries, try{opening(list(parts)) + ", " + v.subject() + verb + r.text, append(append([]Citation{}, cites...), v.cites...)})
		}
	}
	return c.add(d)
}

// nobody writes a count of none.
func nobody(f *dossier.Figure) string {
	longer := ""
	for _, h := range f.History {
		if h.Best > 0 {
			longer = " any longer"
		}
	}
	switch f.Kind {
	case statement.Missing:
		return "nobody is missing" + longer
	case statement.Hostages:
		return "nobody is held hostage" + longer
	case statement.Arrested:
		return "nobody is in custody"
	}
	if f.Kind == statement.Destroyed {
		return "no buildings " + predicate(f.Kind, false)
	}
	return "nobody " + predicate(f.Kind, true)
}

// corrections tells of the last step of a figure that somebody corrected, with
// the words that explain it.
func (c *composer) corrections(f *dossier.Figure) {
	for j := len(f.History) - 1; j > 0; j-- {
		to := &f.History[j]
		a, b := c.byID[f.History[j-1].Statement], c.byID[to.Statement]
		if to.Change != "correction" || a == nil || b == nil || f.History[j-1].Best == to.Best || !b.FirstSeen.After(a.FirstSeen) {
			continue
		}
		b = c.corrector(a, b)
		day := ""
		if p := c.d.Reports[b.Report].Published; !p.IsZero() {
			day = " on " + p.UTC().Format("2 January")
		}
		verb := "lowered"
		if to.Best > f.History[j-1].Best {
			verb = "raised"
		}
		whole := numberOf(f.Kind, people(f.Kind))
		move := " from " + span(a.Figure) + " to " + span(b.Figure)
		base := append(c.cite(b), c.cite(a)...)
		d := draft{section: Known, template: "correction", kind: string(f.Kind), at: to.At}
		for _, why := range c.reasons(b) {
			if own(b) {
				text := first(whole) + " was " + verb + move + day + why + ", " + c.outlet(b.Report) + " " + reported(c.d.Reports[b.Report])
				d.tries = append(d.tries, try{text, base})
				continue
			}
			for _, v := range c.names(b) {
				d.tries = append(d.tries, try{v.subject() + " " + verb + " " + whole + move + day + why, append(append([]Citation{}, base...), v.cites...)})
			}
		}
		c.add(d)
		return
	}
}

// corrector is the statement that took back the old count and put the new one
// in its place; others may only confirm it.
func (c *composer) corrector(old, now *dossier.Statement) *dossier.Statement {
	w := c.byID[old.Withdrawn]
	if w == nil {
		return now
	}
	for i := range c.d.Statements {
		s := &c.d.Statements[i]
		if s.Report == w.Report && s.Stance == statement.Corrects && s.Figure != nil && s.Figure.Kind == now.Figure.Kind && dossier.Stated(s.Figure) == dossier.Stated(now.Figure) {
			return s
		}
	}
	return now
}

// why finds the words that give the reason of a change.
var why = regexp.MustCompile(`\b(after|because|saying that|saying) ([^“”"]{15,220})$`)

// reasons gives the ways to tell why a figure moved: the reason that the
// sentence itself gives, in its words, then none.
func (c *composer) reasons(s *dossier.Statement) []string {
	r := c.d.Reports[s.Report]
	sent := strings.TrimSuffix(closing.ReplaceAllString(sentenceAt(r.Text, s.Span).Of(r.Text), ""), ".")
	m := why.FindStringSubmatch(sent)
	if m == nil || relativeDay.MatchString(m[2]) || !finite(m[2]) {
		return []string{""}
	}
	if strings.HasPrefix(m[1], "saying") {
		return []string{", saying that " + quoted(m[2], ""), ""}
	}
	return []string{" " + m[1] + " " + quoted(m[2], ""), ""}
}

// people is the plural under which a page counts a kind.
func people(k statement.FigureKind) string {
	if k == statement.Destroyed {
		return "buildings"
	}
	return "people"
}
