package dossier

import (
	"slices"
	"strings"

	"sofar/statement"
)

// looksBack tells whether a total stands in a sentence on what was counted before
// ("the mayor, who had spoken of 28 when the police counted 16"): its mouth gives
// another number elsewhere in the report, the sentence repeats what that mouth had
// said in an earlier report, and others had given this number by then.
func (w *work) looksBack(s *Statement, kind []*Statement) bool {
	if s.Figure.Scope != statement.ScopeTotal || s.RepeatOf != "" || s.Stance == statement.Corrects || s.Stance == statement.Retracts {
		return false
	}
	other := func(t *Statement) bool {
		return t != s && t.Figure.Scope == statement.ScopeTotal && !(t.Figure.Low == s.Figure.Low && t.Figure.High == s.Figure.High && t.Report == s.Report)
	}
	repeated, now := false, false
	for _, t := range kind {
		if t.Report != s.Report || !other(t) || w.mouthOf(t) != w.mouthOf(s) {
			continue
		}
		switch one := w.oneSentence(s, t); {
		case one && t.RepeatOf != "":
			repeated = true
		case !one && counted(t):
			now = true
		}
	}
	return repeated && now && slices.ContainsFunc(kind, func(t *Statement) bool {
		return t.Report != s.Report && other(t) && t.FirstSeen.Before(s.FirstSeen) && t.Figure.Low == s.Figure.Low && t.Figure.High == s.Figure.High && w.mouthOf(t) != w.mouthOf(s)
	})
}

// oneSentence tells whether two statements of a report stand in one sentence.
func (w *work) oneSentence(s, t *Statement) bool {
	r := w.d.Reports[s.Report]
	if r == nil {
		return false
	}
	from, to := min(s.Span.End, t.Span.End), max(s.Span.Start, t.Span.Start)
	if from >= to || from == 0 || to > len(r.Text) {
		return from >= to
	}
	between := strings.ReplaceAll(r.Text[from-1:to], ". ", "\n") // a span may hold its full stop
	return !strings.ContainsAny(between, "\n!?")
}
