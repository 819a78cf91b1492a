package dossier

import (
	"regexp"
	"slices"

	"sofar/statement"
)

// after gives the words that follow a statement, up to n bytes.
func (w *work) after(s *Statement, n int) string {
	r := w.d.Reports[s.Report]
	if r == nil {
		return ""
	}
	return r.Text[s.Span.End:min(len(r.Text), s.Span.End+n)]
}

// moreThan matches "one more than it had first reported".
var moreThan = hint(`(?i)\b([a-z]+|\d{1,3}) (more|fewer|less) than (?:it|he|she|they|the \w+) had (?:first|earlier|previously|initially|originally)\b`,
	"more than", "fewer than", "less than")

// changedBy finds the number that a figure says it differs from, by the same
// mouth: "nine were killed, one more than it had first reported".
func (w *work) changedBy(i int, s *Statement) *Statement {
	if s.Figure == nil || s.Stance != statement.States && s.Stance != statement.Corrects {
		return nil
	}
	m := w.changedIn(s)
	if m == nil {
		return nil
	}
	step := int64(slices.Index(units, fold(m[1])))
	if m[2] == "more" {
		step = -step
	}
	if step == 0 {
		return nil
	}
	for j := i - 1; j >= 0 && i-j <= lookBack; j-- {
		t := w.st[j]
		if t.Report != s.Report && t.Figure != nil && !disowns(t.Stance) && t.Figure.Kind == s.Figure.Kind && t.Figure.Scope == s.Figure.Scope &&
			mouthKey(t) == mouthKey(s) && t.Figure.Low == s.Figure.Low+step {
			return t
		}
	}
	return nil
}

// provedRight matches "the union was right".
var provedRight = regexp.MustCompile(`(?i)^[^\n]{0,40}\b(?:was|were|is|are|had been|has been|have been) right\b`)

// wasRight finds the number that a figure is said to bear out: the same by
// another mouth before ("there were 27. The union was right").
func (w *work) wasRight(i int, s *Statement) *Statement {
	if s.Figure == nil || s.Stance != statement.States && s.Stance != statement.Confirms || !provedRight.MatchString(w.after(s, 80)) {
		return nil
	}
	for j := i - 1; j >= 0 && i-j <= lookBack; j-- {
		t := w.st[j]
		if t.Report != s.Report && t.Figure != nil && asserts(t.Stance) && t.Figure.Kind == s.Figure.Kind && t.Figure.Low == s.Figure.Low && mouthKey(t) != mouthKey(s) {
			return t
		}
	}
	return nil
}
