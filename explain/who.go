package explain

import (
	"regexp"
	"sort"

	"sofar/dossier"
	"sofar/statement"
)

// mostSpeakers bounds "who says so".
const mostSpeakers = 8

// speakerRow is what one mouth counts now.
type speakerRow struct {
	latest    map[statement.FigureKind]*dossier.Statement
	authority byte
	weight    int
}

// whoSays summarises by speaker what each counts now, the most authoritative
// first, then what others say in their words.
func (c *composer) whoSays() {
	rows := map[string]*speakerRow{}
	var order []*speakerRow
	for i := range c.d.Statements {
		s := &c.d.Statements[i]
		if s.Figure == nil || s.Figure.Headline != "" || !news(s) || s.Used != "best" && s.Used != "live" && s.Used != "superseded" || s.Figure.Kind == statement.OtherFigure {
			continue
		}
		k := plain(s.Speaker.Origin)
		r := rows[k]
		if r == nil {
			r = &speakerRow{latest: map[statement.FigureKind]*dossier.Statement{}, authority: 'd'}
			rows[k] = r
			order = append(order, r)
		}
		r.latest[s.Figure.Kind] = s
		if s.Authority != 0 {
			r.authority = min(r.authority, s.Authority)
		}
		switch s.Used {
		case "best":
			r.weight += 100
		case "live":
			r.weight += 10
		default:
			r.weight++
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if a.weight >= 10 != (b.weight >= 10) {
			return a.weight >= 10 // who counts now, before who counted once
		}
		if a.authority != b.authority {
			return a.authority < b.authority
		}
		return a.weight > b.weight
	})
	rest := c.words()
	for i, r := range order {
		if c.counts[WhoSays] < mostSpeakers-min(len(rest), 3) && (i < 4 || r.authority < 'c' || r.weight >= 10) {
			c.row(r.latest)
		}
	}
	for _, s := range rest {
		if c.counts[WhoSays] < mostSpeakers {
			c.add(draft{section: WhoSays, template: "words", kind: string(s.Kind), tries: c.say(s)})
		}
	}
}

// words are the statements without a count that the page has not told, one of
// each speaker, authorities first, newest first.
func (c *composer) words() []*dossier.Statement {
	cited := map[string]bool{}
	for _, s := range c.out {
		for _, ct := range s.Citations {
			cited[ct.Quote] = true
		}
	}
	var out []*dossier.Statement
	seen := map[string]bool{}
	for i := len(c.d.Statements) - 1; i >= 0; i-- {
		s := &c.d.Statements[i]
		k := plain(s.Speaker.Origin)
		if s.Kind != statement.KindOther || !news(s) || s.Figure != nil || s.Responsibility != nil || seen[k] || own(s) ||
			s.Speaker.Class == statement.Expert || withStance(s, statement.CannotConfirm, statement.NoComment, statement.Predicts, statement.Fears) {
			continue
		}
		r := c.d.Reports[s.Report]
		sp := sentenceAt(r.Text, s.Span)
		if !s.Direct && !sayCue.MatchString(c.cue(s)) {
			continue // what a person does is no statement
		}
		if cited[sp.Of(r.Text)] || sp.Len() < 50 || s.Span.Len() < 25 || sp.Len() > 300 {
			continue
		}
		if tries := append(c.said(s), c.retold(s)...); len(tries) == 0 {
			continue
		}
		if v := c.names(s); len(v) == 0 || leaning.MatchString(v[0].text) || vague.MatchString(v[0].text) {
			continue
		}
		seen[k] = true
		out = append(out, s)
	}
	sort.SliceStable(out, func(i, j int) bool { return rank[out[i].Speaker.Class] < rank[out[j].Speaker.Class] })
	return out[:min(len(out), mostSpeakers)]
}

// vague are speakers that only the text before names.
var vague = regexp.MustCompile(`^(?:the|an?) (?:director|minister|official|man|woman|group|report|spokesman|spokeswoman|officer|inspector|mayor|governor|doctor|nurse|chief)$`)

// rank orders speakers without a count.
var rank = map[statement.Class]int{statement.Government: 0, statement.Police: 0, statement.Court: 0, statement.Rescue: 0, statement.Medical: 0,
	statement.International: 1, statement.Military: 1, statement.Company: 1, statement.NGO: 2, statement.Opposition: 2, statement.UnnamedOfficial: 2,
	statement.ArmedGroup: 3, statement.Witness: 3, statement.Media: 5, statement.ClassUnknown: 5, "": 5}

// row writes one speaker's counts in one sentence.
func (c *composer) row(latest map[statement.FigureKind]*dossier.Statement) {
	var ss []*dossier.Statement
	for _, k := range statement.FigureKinds {
		if s := latest[k]; s != nil {
			ss = append(ss, s)
		}
	}
	if len(ss) == 0 {
		return
	}
	newest := ss[0]
	for _, s := range ss {
		if s.FirstSeen.After(newest.FirstSeen) {
			newest = s
		}
	}
	for n := min(len(ss), 5); n > 0; n-- {
		var parts []string
		var cites []Citation
		for _, s := range ss[:n] {
			parts = append(parts, spoken(s.Figure))
			cites = append(cites, c.cite(s)...)
		}
		more := c.carried(ss[:n])
		reports := map[string]bool{}
		for _, ct := range append(append([]Citation{}, cites...), more...) {
			reports[ct.Report] = true
		}
		d := draft{section: WhoSays, template: "speaker's counts", kind: string(ss[0].Figure.Kind), at: newest.FirstSeen}
		for _, v := range c.sources(newest) {
			for _, rel := range relays(newest) {
				tail := rel.text
				if rel.told != "" {
					tail = via(newest)
				}
				base := append(append([]Citation{}, cites...), v.cites...)
				text := v.subject() + " spoke of " + list(parts) + tail
				if len(more) > 0 && !own(newest) {
					d.tries = append(d.tries, try{text + " (" + count(int64(len(reports))) + " reports, a single origin)", append(append([]Citation{}, base...), more...)})
				}
				d.tries = append(d.tries, try{text, base})
			}
		}
		if c.add(d) {
			return
		}
	}
}

// carried cites the other reports that print the same statements, four at most.
func (c *composer) carried(ss []*dossier.Statement) []Citation {
	ids := map[string]bool{}
	seen := map[string]bool{}
	for _, s := range ss {
		ids[s.ID] = true
		seen[s.Report] = true
	}
	var out []Citation
	for i := range c.d.Statements {
		s := &c.d.Statements[i]
		if (ids[s.RepeatOf] || ids[s.Origin]) && !ids[s.ID] && !seen[s.Report] && len(out) < 4 {
			seen[s.Report] = true
			out = append(out, c.cite(s)[0])
		}
	}
	return out
}
