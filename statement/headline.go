package statement

import (
	"strings"

	"sofar/language"
	"sofar/report"
)

// headlineKinds are the counts that a report's title is read for.
var headlineKinds = []FigureKind{Killed, Injured}

// headlines reads what a report's title counts of a kind of which its text gives
// no total: over a body behind a paywall, or a page of pictures, the title is all
// that the outlet tells. A title has no offsets, so the statement cites the
// sentence that opens the text and keeps the title in Figure.Headline. The outlet
// speaks in its titles, whomever they name.
func headlines(doc *language.Doc, rep *report.Report, v Speaker, have []Statement) []Statement {
	title := titleOf(rep)
	if title == "" || len(doc.Sents) == 0 || !harmWords(title) {
		return nil
	}
	told := map[FigureKind]bool{}
	for i := range have {
		if f := have[i].Figure; f != nil && !have[i].Background && (f.Scope == ScopeTotal || f.Scope == ScopeIncrement) {
			told[f.Kind] = true
		}
	}
	opening := doc.Sents[0].Span
	if told[Killed] && told[Injured] || opening.Empty() {
		return nil
	}
	d := language.Analyze(title+".", doc.Published)
	f := newFigureReader(d, &report.Report{ID: rep.ID, Text: d.Text, Published: rep.Published}, nil)
	f.title = true
	var out []Statement
	most := map[FigureKind]int{} // kind → 1 + index into out
	for _, s := range f.read() {
		g := s.Figure
		if told[g.Kind] || g.Scope != ScopeTotal || s.Background || g.High == 0 || !asserted(s.Stance) {
			continue
		}
		if k := most[g.Kind]; k > 0 {
			if g.Low > out[k-1].Figure.Low {
				out[k-1] = s
			}
			continue
		}
		for _, k := range headlineKinds {
			if k == g.Kind {
				out = append(out, s)
				most[k] = len(out)
			}
		}
	}
	for i := range out {
		s := &out[i]
		if s.Figure.Kind == Injured && !hurtWords(title) {
			s.Figure.Rule += OnlyShot
		}
		if u := lastWord(s.Figure.Unit); !peopleNouns[u] && !personNouns[u] && !attackerNouns[u] {
			s.Figure.Unit = "people" // "four hurt"
		}
		s.Span, s.Speaker, s.Rule = opening, v, "headline: "+s.Figure.Rule
		s.Figure.Headline, s.Figure.Span, s.Figure.Parts, s.Figure.AsOf = rep.Title, Span{}, nil, ""
		if s.Stance == "" {
			s.Stance = States
		}
		if s.Certainty == "" {
			s.Certainty = Hedged(title)
		}
	}
	return identify(out)
}

// OnlyShot ends the rule of a headline's count of those who were shot, stabbed or
// struck: where somebody has died it need not be one of the injured.
const OnlyShot = ", shot"

// hurtWords tells whether a title says of somebody that he was hurt and lived so far.
func hurtWords(title string) bool {
	low := strings.ToLower(title)
	for _, w := range []string{"injur", "wound", "hurt", "condition", "hospital"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// asserted tells whether a stance leaves a number as one that somebody stands behind.
func asserted(st Stance) bool {
	switch st {
	case Fears, Predicts, Retracts, Denies, Rejects, CannotConfirm, NoComment:
		return false
	}
	return true
}

// titleOf gives the title without the name of the site that ends it: "Three hurt
// in Odrin blast - Odrin Post", "… | Channel 4".
func titleOf(rep *report.Report) string {
	title := strings.TrimSpace(rep.Title)
	for _, mark := range []string{" | ", " - ", " – ", " — ", " :: "} {
		if i := strings.Index(title, mark); i >= 20 {
			title = title[:i]
		}
	}
	if len(title) > maxTitle {
		return ""
	}
	return title
}

// maxTitle bounds, in bytes, what can be a title.
const maxTitle = 400

// harmWords tells whether a title has a word that opens a predicate of death or injury.
func harmWords(title string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !('a' <= r && r <= 'z' || r == '-') }) {
		for _, p := range triggers[w] {
			if p.kind == Killed || p.kind == Injured {
				return true
			}
		}
	}
	return false
}
