package dossier

import (
	"sort"
	"strconv"
	"strings"

	"sofar/language"
	"sofar/ledger"
	"sofar/report"
	"sofar/statement"
)

// UsedRejected is Statement.Used of what a person has set aside.
const UsedRejected = "rejected"

// apply does to a statement, which was read as src, what a person decided. It
// gives true for one that is not to be used, which it lays aside.
func (r *rulings) apply(d *Dossier, s *Statement, src *statement.Statement, rep *report.Report) bool {
	if r == nil {
		return false
	}
	c := r.on[s.Report][s.ID]
	if i, ok := r.unused[fold(rep.Publisher)]; ok && rep.Publisher != "" && (c == nil || c.Verdict != Rejected) {
		m := &r.list[i]
		c = &Check{Verdict: Rejected, Decision: m.ID, Author: m.Author, Reason: m.Reason, At: m.At, All: []string{m.ID}}
	}
	if c == nil {
		return false
	}
	check := *c
	s.Checked = &check
	switch c.Verdict {
	case Rejected:
		s.Used = UsedRejected
		d.Rejected = append(d.Rejected, *s)
		return true
	case Corrected:
		check.Read = src
		s.correct(rep.Text)
	}
	return false
}

// correct puts in place what a person says that a statement should have been
// read as.
func (s *Statement) correct(text string) {
	c := s.Checked.Correction
	if c.Stance != "" {
		s.Stance = statement.Stance(c.Stance)
	}
	if c.Speaker != "" {
		s.Speaker = statement.Speaker{Name: c.Speaker, Origin: c.Speaker, Class: statement.Class(c.Class)}
		s.Printed = s.Speaker
	}
	f := s.Figure
	if f == nil {
		return
	}
	if c.Kind != "" {
		f.Kind = statement.FigureKind(c.Kind)
	}
	if c.Unit != "" {
		f.Unit = c.Unit
	}
	if c.Scope != "" {
		f.Scope = statement.Scope(c.Scope)
	}
	if c.Low == nil || c.High == nil {
		return
	}
	at := f.Span.Start
	f.Low, f.High, f.Parts = *c.Low, *c.High, nil
	sp, ok := nearest(text, c.Words, at)
	if !ok {
		// No words of the report give it: it stands under the editor's name.
		f.Words, f.Span, s.Checked.OwnNumber = "", statement.Span{}, true
		return
	}
	f.Words, f.Span = c.Words, sp
	if !s.Span.Contains(sp) {
		if lo, hi := min(sp.Start, s.Span.Start), max(sp.End, s.Span.End); hi-lo <= 400 && sameParagraph(text, lo, hi) {
			s.Span = statement.Span{Start: lo, End: hi}
		} else {
			s.Span = sp
		}
	}
}

// nearest finds the words in a text that begin nearest to a place.
func nearest(text, words string, at int) (statement.Span, bool) {
	if words == "" {
		return statement.Span{}, false
	}
	best := -1
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		i += from
		from = i + len(words)
		if best < 0 || dist(i, at) < dist(best, at) {
			best = i
		}
	}
	if best < 0 {
		return statement.Span{}, false
	}
	return statement.Span{Start: best, End: best + len(words)}, true
}

// tell hands each story the decisions that bear on it and notes among its
// changes those that changed it.
func (r *rulings) tell(a *Account, kills []kill) {
	if r == nil {
		return
	}
	a.Decisions = r.list
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		has := map[string]*Statement{}
		for _, list := range [][]Statement{d.Statements, d.Rejected} {
			for j := range list {
				if list[j].Checked != nil {
					has[list[j].ID] = &list[j]
				}
			}
		}
		outlets := map[string]bool{}
		for _, m := range d.Members {
			if rep := d.Reports[m.Report]; rep != nil {
				outlets[fold(rep.Publisher)] = true
			}
		}
		for j := range r.list {
			dec := &r.list[j]
			if text, ok := dec.bearsOn(d, has, outlets, kills); ok {
				d.Decisions = append(d.Decisions, *dec)
				if text != "" {
					d.Changes = append(d.Changes, Change{At: dec.At, Kind: ChangeEditor, Text: text, Decision: dec.ID})
				}
			}
		}
		sort.SliceStable(d.Changes, func(i, j int) bool { return d.Changes[i].At.Before(d.Changes[j].At) })
	}
}

// ChangeEditor is Change.Kind of what an editor changed.
const ChangeEditor = "editor's decision"

// bearsOn tells whether a decision bears on a story, and in words what it
// changed, "" for nothing.
func (dec *Decided) bearsOn(d *Dossier, has map[string]*Statement, outlets map[string]bool, kills []kill) (string, bool) {
	switch dec.Kind {
	case ledger.Accept, ledger.Correct, ledger.Reject:
		if dec.Lost != "" {
			return "", d.Reports[dec.report()] != nil
		}
		for _, id := range dec.Statements {
			if s := has[id]; s != nil {
				return dec.words(s), true
			}
		}
		return "", false
	case ledger.Retract:
		for _, k := range kills {
			if k.decision == dec.ID && k.inStory(d) {
				return "", true // the kill itself is told
			}
		}
		return "", false
	case ledger.MarkSource:
		text := ""
		if dec.Mark == ledger.NotUsed {
			text = dec.Author + " set aside what " + dec.Source + " reports: " + dec.Reason
		}
		return text, outlets[fold(dec.Source)]
	case ledger.Same, ledger.Apart:
		return "", len(dec.Names) == 2 && d.says(dec.Names[0]) && d.says(dec.Names[1])
	}
	n := 0
	for _, id := range append(append([]string(nil), dec.Reports...), dec.From...) {
		if d.Reports[id] != nil {
			n++
		}
	}
	switch {
	case n == 0:
		return "", false
	case dec.Kind == ledger.Merge:
		return dec.Author + " put reports together in this story: " + dec.Reason, true
	case dec.Kind == ledger.Split:
		return dec.Author + " held reports apart from each other: " + dec.Reason, true
	}
	return "", true
}

// says tells whether a name is one of a speaker or actor of the story.
func (d *Dossier) says(name string) bool {
	k := fold(name)
	for i := range d.Statements {
		s := &d.Statements[i]
		if fold(s.Speaker.Name) == k || fold(s.Speaker.Origin) == k || fold(s.Printed.Name) == k || s.Responsibility != nil && fold(s.Responsibility.Actor) == k {
			return true
		}
	}
	for _, m := range d.Merges {
		if fold(m.A) == k || fold(m.B) == k {
			return true
		}
	}
	return false
}

// words tells what a decision on a statement changed.
func (dec *Decided) words(s *Statement) string {
	t := dec.Target
	if t == nil || dec.Kind == ledger.Accept {
		return ""
	}
	of := t.Kind
	if t.Speaker != "" {
		of += ", " + t.Speaker
	}
	what := "“" + t.Words + "” (" + of + ")"
	if t.Words == "" {
		what = "“" + cutWords(t.Quote, 140) + "” (" + of + ")"
	}
	if dec.Kind == ledger.Reject {
		return dec.Author + " set aside " + what + ": " + dec.Reason
	}
	return dec.Author + " corrected " + what + " to " + CorrectionWords(dec.Corrected) + ": " + dec.Reason
}

// Describe says in a line what a decision does.
func Describe(d *ledger.Decision) string {
	of := ""
	if t := d.Target; t != nil {
		words := t.Words
		if words == "" {
			words = cutWords(t.Quote, 100)
		}
		of = " “" + words + "” (" + t.Kind
		if t.Speaker != "" {
			of += ", " + t.Speaker
		}
		of += ")"
	}
	n := len(d.Reports)
	reports := strconv.Itoa(n) + " reports"
	if n == 1 {
		reports = "a report"
	}
	switch d.Kind {
	case ledger.Accept:
		return "accepted" + of
	case ledger.Correct:
		return "corrected" + of + " to " + CorrectionWords(d.Corrected)
	case ledger.Reject:
		return "set aside" + of
	case ledger.Retract:
		return "recorded as withdrawn: " + reports
	case ledger.Merge:
		return "put " + reports + " together"
	case ledger.Split:
		return "held " + reports + " apart from others"
	case ledger.MarkSource:
		if d.Mark == "" {
			return "took the mark off " + d.Source
		}
		return "marked " + d.Source + " as " + d.Mark
	case ledger.Same, ledger.Apart:
		if len(d.Names) != 2 {
			break
		}
		if d.Kind == ledger.Same {
			return "said that " + d.Names[0] + " is " + d.Names[1]
		}
		return "said that " + d.Names[0] + " is not " + d.Names[1]
	case ledger.Undo:
		return "took back " + d.Undoes
	}
	return "noted"
}

// CorrectionWords says in a line what a correction puts in place.
func CorrectionWords(c *ledger.Correction) string {
	if c == nil {
		return "nothing"
	}
	var parts []string
	if c.Low != nil && c.High != nil {
		parts = append(parts, CountWords(*c.Low, *c.High))
	}
	for _, p := range []struct{ name, value string }{
		{"", c.Kind}, {"counting ", c.Unit}, {"scope ", c.Scope}, {"said by ", c.Speaker}, {"stance ", c.Stance},
	} {
		if p.value != "" {
			parts = append(parts, p.name+p.value)
		}
	}
	return strings.Join(parts, ", ")
}

// CountWords writes an interval as people do: "14", "at least 14", "10 to 14".
func CountWords(low, high int64) string {
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	switch {
	case high == language.Open:
		return "at least " + n(low)
	case low == high:
		return n(low)
	case low == 0:
		return "up to " + n(high)
	}
	return n(low) + " to " + n(high)
}

// cutWords shortens a quote to most bytes, at a word.
func cutWords(q string, most int) string {
	q = strings.Join(strings.Fields(q), " ")
	if len(q) <= most {
		return q
	}
	q = strings.ToValidUTF8(q[:most], "")
	if i := strings.LastIndexByte(q, ' '); i > 0 {
		q = q[:i]
	}
	return q + " …"
}
