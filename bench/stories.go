package bench

import (
	"fmt"
	"slices"
	"strings"

	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// Stories scores the account against the key of one story: statements at the
// last checkpoint; figures and responsibility at every checkpoint; grouping,
// copies, and whether every printed sentence is proved.
func Stories(s *Story) Table {
	t := Table{Title: s.Name}
	readings := make([]incident.Reading, len(s.Reports))
	byID := map[string]*report.Report{}
	for i, r := range s.Reports {
		readings[i] = incident.Extract(r)
		byID[r.ID] = r
	}
	entries := dossier.Entries(s.Reports, readings)
	last := slices.MaxFunc(s.Key.Checkpoints, func(a, b Checkpoint) int { return a.At.Compare(b.At) })
	final := dossier.Fold(dossier.Input{Entries: entries, AsOf: last.At})
	known := map[string]*report.Report{} // by label, at the last checkpoint
	for _, r := range s.Reports {
		if !r.Published.After(last.At) {
			known[r.Label()] = r
		}
	}
	s.statements(&t, final, known)
	for _, c := range s.Key.Checkpoints {
		s.checkpoint(&t, dossier.Fold(dossier.Input{Entries: entries, AsOf: c.At}), c, byID)
	}
	s.grouping(&t, final, known)
	s.copies(&t, final, known, byID)
	pages := explain.Over(final, explain.Options{})
	for i := range final.Dossiers {
		d := &final.Dossiers[i]
		p := explain.Compose(d, pages)
		bad := map[int]bool{}
		for _, problem := range explain.Check(p, explain.With(d, &p).Reports, last.At) {
			bad[problem.Sentence] = true
		}
		for k := range p.Sentences {
			t.share("sentences proved", !bad[k])
		}
	}
	return t
}

// content is what a statement says, comparable: kind and interval of its
// figure, or actor and relation; "" for neither.
func content(kind string, low, high int64, actor, relation string) string {
	switch {
	case actor != "":
		return "responsibility\x00" + norm(actor) + "\x00" + relation
	case kind != "":
		if !slices.Contains(statement.FigureKinds, statement.FigureKind(kind)) {
			kind = string(statement.OtherFigure)
		}
		return fmt.Sprintf("figure\x00%s\x00%d..%d", kind, low, high)
	}
	return ""
}

func (k *KeyStatement) content() string {
	switch {
	case k.Figure != nil:
		low, high := int64(0), int64(language.Open)
		if k.Figure.Low != nil {
			low = *k.Figure.Low
		}
		if k.Figure.High != nil {
			high = *k.Figure.High
		}
		return content(k.Figure.Kind, low, high, "", "")
	case k.Responsibility != nil:
		return content("", 0, 0, k.Responsibility.Actor, k.Responsibility.Relation)
	}
	return ""
}

func contentOf(s *statement.Statement) string {
	switch {
	case s.Figure != nil:
		return content(string(s.Figure.Kind), s.Figure.Low, s.Figure.High, "", "")
	case s.Responsibility != nil:
		return content("", 0, 0, s.Responsibility.Actor, string(s.Responsibility.Relation))
	}
	return ""
}

func (s *Story) statements(t *Table, a *dossier.Account, known map[string]*report.Report) {
	var predicted []*dossier.Statement
	seen := map[string]bool{}
	for i := range a.Dossiers {
		for j := range a.Dossiers[i].Statements {
			if p := &a.Dossiers[i].Statements[j]; !seen[p.ID] && contentOf(&p.Statement) != "" {
				seen[p.ID] = true
				predicted = append(predicted, p)
			}
		}
	}
	var gold []*KeyStatement
	for i := range s.Key.Statements {
		if g := &s.Key.Statements[i]; known[g.Report] != nil && g.content() != "" {
			gold = append(gold, g)
		}
	}
	var candidates []pair
	for j, g := range gold {
		r := known[g.Report]
		for i, p := range predicted {
			if p.Report != r.ID || contentOf(&p.Statement) != g.content() {
				continue
			}
			if over := overlap(r.Text, g.Quote, p.Span); over > 0 {
				w := 1_000_000 + min(over, 999)
				if norm(explain.SpeakerName(p)) == norm(g.Speaker) {
					w += 2000
				} else if similar(explain.SpeakerName(p), g.Speaker) {
					w += 1000
				}
				candidates = append(candidates, pair{i, j, w})
			}
		}
	}
	pairs := match(candidates)
	right, near := 0, 0
	for _, m := range pairs {
		p, g := predicted[m.pred], gold[m.gold]
		if norm(explain.SpeakerName(p)) == norm(g.Speaker) {
			right++
		}
		if similar(explain.SpeakerName(p), g.Speaker) || explain.SpeakerName(p) == g.Speaker {
			near++
		}
		t.share("stance of matched", string(p.Stance) == g.Stance)
		t.share("relay of matched", slices.EqualFunc(p.Relay, g.Relay, func(a, b string) bool { return norm(a) == norm(b) }))
		t.share("speaker class of matched", string(p.Speaker.Class) == g.Class)
		if g.Figure != nil {
			t.share("scope of matched figures", string(p.Figure.Scope) == g.Figure.Scope)
		}
	}
	t.f1("statements", len(pairs), len(predicted), len(gold))
	t.f1("statements + similar speaker", near, len(predicted), len(gold))
	t.f1("statements + speaker", right, len(predicted), len(gold))
}

// overlap is the greatest number of bytes that span shares with an occurrence of quote.
func overlap(text, quote string, span report.Span) int {
	best := 0
	for from := 0; quote != ""; {
		k := strings.Index(text[from:], quote)
		if k < 0 {
			break
		}
		at := from + k
		best = max(best, min(at+len(quote), span.End)-max(at, span.Start))
		from = at + 1
	}
	return best
}

func (s *Story) checkpoint(t *Table, a *dossier.Account, c Checkpoint, byID map[string]*report.Report) {
	members := map[string]bool{}
	for _, r := range s.Key.Reports {
		if slices.Contains(r.Incidents, c.Incident) {
			members[r.ID] = true
		}
	}
	var story dossier.Dossier
	most, fewest := 0, 0
	for _, d := range a.Dossiers {
		n := 0
		for _, m := range d.Members {
			if members[byID[m.Report].Label()] {
				n++
			}
		}
		if n > most || n == most && n > 0 && len(d.Members) < fewest {
			story, most, fewest = d, n, len(d.Members)
		}
	}
	have := map[string]dossier.Figure{}
	for _, f := range story.Figures {
		if _, ok := have[string(f.Kind)]; !ok {
			have[string(f.Kind)] = f
		}
	}
	for kind, want := range c.Figures {
		f, ok := have[kind]
		best := ok && f.Best == want.Best
		t.share("checkpoint best", best)
		t.share("checkpoint best, low and high", best && f.Low == want.Low && f.High == want.High)
		t.share("checkpoint independent origins", ok && f.Origins == want.Origins)
	}
	want, got := map[string]bool{}, map[string]bool{}
	for _, r := range c.Responsibility {
		want[norm(r.Actor)+"\x00"+r.Status] = true
	}
	both := 0
	for _, r := range story.Responsibility {
		k := norm(r.Actor) + "\x00" + r.Status
		if want[k] && !got[k] {
			both++
		}
		got[k] = true
	}
	t.f1("responsibility (actor, status)", both, len(got), len(want))
}

// grouping adds B³ over reports of exactly one incident and unrelated ones,
// each of which is a group of its own; a report in two stories counts for the
// first. Precision and recall are summed over reports, in thousandths.
func (s *Story) grouping(t *Table, a *dossier.Account, known map[string]*report.Report) {
	place := map[string]int{}
	for n, d := range a.Dossiers {
		for _, m := range d.Members {
			if _, ok := place[m.Report]; !ok {
				place[m.Report] = n + 1
			}
		}
	}
	type item struct {
		gold string
		pred int
	}
	var items []item
	for i, r := range s.Key.Reports {
		if known[r.ID] == nil || len(r.Incidents) > 1 {
			continue
		}
		it := item{"unrelated " + r.ID, place[known[r.ID].ID]}
		if len(r.Incidents) == 1 {
			it.gold = r.Incidents[0]
		}
		if it.pred == 0 {
			it.pred = -i - 1 // in no story: alone
		}
		items = append(items, it)
	}
	p, r := 0.0, 0.0
	for _, x := range items {
		both, gold, pred := 0, 0, 0
		for _, y := range items {
			g, q := x.gold == y.gold, x.pred == y.pred
			if g {
				gold++
			}
			if q {
				pred++
			}
			if g && q {
				both++
			}
		}
		p += float64(both) / float64(pred)
		r += float64(both) / float64(gold)
	}
	if n := float64(len(items)); n > 0 {
		f := 0.0
		if p+r > 0 {
			f = 2 * p * r / (p + r)
		}
		t.add(Row{Name: "grouping B³ (F, per mille of reports)", Right: int(1000*f + 0.5), Gold: 1000 * len(items), Share: true})
	}
}

func (s *Story) copies(t *Table, a *dossier.Account, known, byID map[string]*report.Report) {
	got := map[[2]string]string{}
	for _, d := range a.Dossiers {
		for _, c := range d.Copies {
			got[[2]string{byID[c.Report].Label(), byID[c.Of].Label()}] = string(c.Extent)
		}
	}
	gold, both := 0, 0
	for _, r := range s.Key.Reports {
		if known[r.ID] == nil {
			continue
		}
		for _, c := range r.Copies {
			gold++
			if extent, ok := got[[2]string{r.ID, c.Of}]; ok {
				both++
				t.share("extent of matched copies", extent == c.Extent)
			}
		}
	}
	t.f1("copies", both, len(got), gold)
}
