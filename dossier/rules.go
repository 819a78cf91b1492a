package dossier

import (
	"sort"
	"strings"
	"time"

	"sofar/language"
	"sofar/statement"
)

// window is how much older than s* a statement may be and still count.
const window = 60 * time.Minute

// counted is rule 1 for one statement, but for time, repeats and withdrawal: a
// total of people harmed that its speaker stands behind.
func counted(s *Statement) bool {
	if s.Figure == nil || s.Figure.Scope != statement.ScopeTotal || s.Background {
		return false
	}
	if (s.Figure.Kind == statement.Killed || s.Figure.Kind == statement.Injured) && attackersUnit(s.Figure.Unit) {
		return false
	}
	switch s.Stance {
	case statement.Fears, statement.Predicts, statement.CannotConfirm, statement.NoComment,
		statement.Denies, statement.Rejects, statement.Retracts:
		return false
	}
	return true
}

// attackersUnit tells whether the unit counts the perpetrators, who are no
// part of the toll.
func attackersUnit(unit string) bool {
	for _, w := range strings.Fields(fold(unit)) {
		switch w {
		case "attackers", "attacker", "gunmen", "gunman", "assailants", "assailant", "terrorists", "terrorist", "militants", "militant", "insurgents", "bombers", "bomber":
			return true
		}
	}
	return false
}

// conflictTypes are the incidents in which an army is a party.
var conflictTypes = map[string]bool{"attack": true, "bombing": true, "shooting": true, "kidnapping": true, "protest violence": true}

// authority is rule 2: 'a' to 'd'.
func (w *work) authority(s *Statement, parties map[string]bool) byte {
	if len(parties) > 0 && parties[w.mouthOf(s)] {
		return 'd'
	}
	if s.Figure != nil && s.Figure.Headline != "" {
		return 'c'
	}
	switch s.Speaker.Class {
	case statement.ArmedGroup:
		return 'd'
	case statement.Military:
		if conflictTypes[w.d.Incident.Type] {
			return 'd'
		}
		return 'a'
	case statement.Government:
		// A defence ministry speaks for its army.
		if k := " " + w.mouthOf(s) + " "; conflictTypes[w.d.Incident.Type] && (strings.Contains(k, " defence ") || strings.Contains(k, " defense ")) && strings.Contains(k, "minist") {
			return 'd'
		}
		return 'a'
	case statement.Police, statement.Medical, statement.Rescue, statement.Court, statement.International:
		return 'a'
	case statement.Company, statement.NGO, statement.Expert, statement.UnnamedOfficial, statement.Media:
		return 'b'
	}
	return 'c'
}

// partiesAt are the mouths that claim the act or stand accused of it by t, nil
// where nobody does.
func (w *work) partiesAt(t time.Time) map[string]bool {
	if !w.blameKnown {
		w.blameKnown = true
		for _, s := range w.st {
			r := s.Responsibility
			if r == nil || s.Background || (r.Relation != statement.ClaimedBy && r.Relation != statement.AttributedTo) {
				continue
			}
			if s.Stance == statement.CannotConfirm || s.Stance == statement.NoComment || s.Stance == statement.Denies || s.Stance == statement.Rejects {
				continue
			}
			w.blamed = append(w.blamed, party{s.FirstSeen, fold(w.ids.canonical(r.Actor))})
		}
		sort.SliceStable(w.blamed, func(i, j int) bool { return w.blamed[i].since.Before(w.blamed[j].since) })
	}
	n := sort.Search(len(w.blamed), func(i int) bool { return w.blamed[i].since.After(t) })
	if n != w.partiesOf {
		w.parties, w.partiesOf = make(map[string]bool, n), n
		for _, p := range w.blamed[:n] {
			w.parties[p.key] = true
		}
	}
	if n == 0 {
		return nil
	}
	return w.parties
}

// party is a mouth that claims the act or stands accused of it, since when.
type party struct {
	since time.Time
	key   string
}

// single tells whether a statement tells of a victim without counting: "a boy was
// killed". Where somebody counts more, he is one of them and no total.
func single(s *Statement) bool { return strings.HasPrefix(s.Figure.Rule, "single") }

// lone gives the statements of one death that adds to a toll which nobody has
// given: "the boy who was shot has died". One death is then what is known.
func lone(all []*Statement) []*Statement {
	var out []*Statement
	for _, s := range all {
		as, f := *s, *s.Figure
		f.Scope = statement.ScopeTotal
		as.Figure = &f
		if s.Figure.Scope == statement.ScopeIncrement && single(s) && s.Figure.Low == 1 && s.RepeatOf == "" && s.Withdrawn == "" && counted(&as) {
			s.Used = "superseded"
			out = append(out, s)
		}
	}
	return out
}

// low and high are a figure's bounds; an open upper bound counts as the stated
// number.
func low(f *statement.Figure) int64 { return f.Low }

func high(f *statement.Figure) int64 {
	if f.High == language.Open {
		return f.Low
	}
	return f.High
}

// Stated is the number that a figure states: N of "about N" and of "up to N",
// the low end of a range, of vague words and of "at least N".
func Stated(f *statement.Figure) int64 {
	if f.High == language.Open {
		return f.Low
	}
	if f.Low == 0 && f.High > 0 {
		return f.High
	}
	if n := f.High * 10 / 11; f.Low < n && n < f.High && 9*n/10 == f.Low && (11*n+9)/10 == f.High && !rangeWords(f.Words) {
		return n
	}
	return f.Low
}

// rangeWords tells whether printed words give two ends.
func rangeWords(words string) bool {
	low := strings.ToLower(words)
	if strings.Contains(low, "between ") || strings.Contains(low, " to ") || strings.Contains(low, " or ") {
		return true
	}
	for _, dash := range []string{"-", "–", "—"} {
		if i := strings.Index(low, dash); i > 0 && i+len(dash) < len(low) && isDigit(low[i-1]) && isDigit(low[i+len(dash)]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func holds(f *statement.Figure, n int64) bool {
	return f.Low <= n && (f.High == language.Open || n <= f.High)
}

// figures applies the rules to every kind and writes its history.
func (w *work) figures() {
	byKind := map[statement.FigureKind][]*Statement{}
	for _, s := range w.st {
		if s.Figure != nil {
			byKind[s.Figure.Kind] = append(byKind[s.Figure.Kind], s)
		}
	}
	kinds := append([]statement.FigureKind(nil), statement.FigureKinds...)
	for _, k := range kinds {
		if k != statement.OtherFigure {
			w.figure(k, byKind[k])
		}
	}
}

func (w *work) figure(kind statement.FigureKind, all []*Statement) {
	var totals []*Statement
	for _, s := range all {
		if w.diedSince(s) {
			s.Figure.Scope = statement.ScopeSubset
		}
		past := w.looksBack(s, all)
		switch {
		case s.Withdrawn != "":
			s.Used = "withdrawn"
		case s.RepeatOf != "":
			s.Used = "repeat"
		case s.Stance == statement.Fears || s.Stance == statement.Predicts:
			s.Used = "not observed"
		case !counted(s), past:
			s.Used = "not a total"
		default:
			s.Used = "superseded"
		}
		if counted(s) && s.RepeatOf == "" && !past {
			totals = append(totals, s)
		}
	}
	if len(totals) == 0 && kind == statement.Killed {
		totals = lone(all)
	}
	prints := w.prints(kind, all)
	if len(totals) == 0 {
		totals = w.headlines(kind)
		all = append(all, totals...)
	}
	if len(totals) == 0 {
		return
	}
	f := Figure{Kind: kind}
	held := w.stand(totals, prints)
	w.history(&f, held)
	parties := w.partiesAt(w.asOf)
	for _, s := range all {
		s.Authority = w.authority(s, parties)
	}
	m := held.at(w.asOf, parties, w.withdrawnAt(w.asOf))
	if m == nil {
		return
	}
	f.Low, f.Best, f.High, f.Open = m.low, m.best, m.high, m.open
	f.Unit, f.Rule, f.BestID = m.star.Figure.Unit, m.rule(), m.star.ID
	f.Origins = len(m.agree)
	for _, name := range m.agree {
		if name != "" { // nobody is named
			f.Speakers = append(f.Speakers, name)
		}
	}
	for _, s := range m.live {
		f.Live = append(f.Live, s.ID)
		s.Used = "live"
	}
	m.star.Used = "best"
	for _, s := range all {
		if s.Used == "not observed" && s.RepeatOf == "" {
			f.Apart = append(f.Apart, s.ID)
		}
	}
	f.Grade = grade(m)
	w.doubts(&f, m, totals, all)
	w.d.Figures = append(w.d.Figures, f)
}

// grade is Airwars' practice: contested where live origins exclude each other,
// fair for two or more independent origins, weak for one.
func grade(m *moment) string {
	for _, s := range m.live[1:] {
		if disjoint(s.Figure, m.star.Figure) {
			return "contested"
		}
	}
	if len(m.agree) > 1 {
		return "fair"
	}
	return "weak"
}

func disjoint(a, b *statement.Figure) bool {
	return a.High != language.Open && b.Low > a.High || b.High != language.Open && a.Low > b.High
}

// history evaluates the figure at each moment at which something entered or
// left it.
func (w *work) history(f *Figure, held *tolls) {
	totals, prints := held.totals, held.prints
	moments := map[int64]time.Time{}
	mark := func(t time.Time) { moments[t.UnixNano()] = t }
	in := map[*Statement]bool{}
	for _, s := range totals {
		mark(s.FirstSeen)
		in[s] = true
	}
	for _, p := range prints[min(len(prints), streamUnsigned-1):] {
		mark(p.at)
	}
	for _, p := range w.pulled {
		if in[p.target] {
			mark(w.d.Known[p.by.Report])
		}
	}
	times := make([]time.Time, 0, len(moments))
	for _, t := range moments {
		times = append(times, t)
	}
	sort.Slice(times, func(i, j int) bool { return times[i].Before(times[j]) })
	var last *moment
	for _, t := range times {
		withdrawn := w.withdrawnAt(t)
		m := held.at(t, w.partiesAt(t), withdrawn)
		if m == nil {
			last = nil
			continue
		}
		if b, ok := backed(last, m, t); ok {
			f.Backed = append(f.Backed, b)
		}
		if last != nil && m.low == last.low && m.best == last.best && m.high == last.high && m.open == last.open {
			last = m
			continue
		}
		step := Step{At: t, Low: m.low, Best: m.best, High: m.high, Open: m.open,
			Speaker: speakerName(m.star), Statement: m.star.ID, Report: m.star.Report, Explained: true}
		step.Change, step.Explained = w.change(last, m, withdrawn)
		f.History = append(f.History, step)
		last = m
	}
}

// backed tells whether from t on two independent origins or more state the best
// number itself, where a moment before, at last (nil for none), they did not.
func backed(last, m *moment, t time.Time) (Backing, bool) {
	if m.second == nil || last != nil && last.best == m.best && last.second != nil {
		return Backing{}, false
	}
	return Backing{At: t, Best: m.best, Statement: m.second.ID, First: m.first.ID}, true
}

// change names the step from one moment to the next; explained is false for a
// fall of the best number that nobody explains.
func (w *work) change(from, to *moment, withdrawn map[*Statement]*Statement) (name string, explained bool) {
	if from == nil {
		return "first", true
	}
	corrected := to.star.Stance == statement.Corrects && to.star != from.star
	for _, s := range from.live {
		corrected = corrected || corrects(withdrawn[s], to)
	}
	switch {
	case corrected:
		return "correction", true
	case to.best != from.best && unitGroup(from.star.Figure.Unit) != unitGroup(to.star.Figure.Unit):
		return "scope change", true
	case to.best > from.best:
		return "rise", true
	case to.best < from.best:
		// Another speaker's lower count of higher authority is a change of
		// source, not an unexplained fall of one count.
		return "fall", !cumulative(to.star.Figure.Kind) || mouthKey(from.star) != mouthKey(to.star) || w.explains(to.star)
	case to.low+to.high >= from.low+from.high:
		return "rise", true
	}
	return "fall", true
}

// corrects tells whether what withdrew a number leads to the one that stands now:
// it gives no other of its own.
func corrects(by *Statement, to *moment) bool {
	return by != nil && (by.Figure == nil || by.Stance == statement.Retracts || by.Figure.Kind != to.star.Figure.Kind ||
		holds(by.Figure, to.best) || mouthKey(by) == mouthKey(to.star))
}

// cumulative kinds only grow, but for errors; the missing are found, hostages
// freed and patients sent home without anybody having been wrong.
func cumulative(k statement.FigureKind) bool {
	switch k {
	case statement.Killed, statement.Injured, statement.Rescued, statement.Destroyed:
		return true
	}
	return false
}

// explains tells whether the report that brought a fall also carries a
// correction or retraction by the same mouth.
func (w *work) explains(s *Statement) bool {
	for _, t := range w.st {
		if t.Report == s.Report && mouthKey(t) == mouthKey(s) && (t.Stance == statement.Corrects || t.Stance == statement.Retracts) {
			return true
		}
	}
	return false
}

// unitGroup puts the units that count people in general together.
func unitGroup(unit string) string {
	u := fold(unit)
	for _, w := range []string{"soldier", "troop", "child", "firefighter", "worker", "staff", "home", "house", "building"} {
		if strings.Contains(u, w) {
			return w
		}
	}
	return "people"
}
