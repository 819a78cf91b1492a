package dossier

import (
	"strings"

	"sofar/statement"
)

// target finds what s answers among the statements before it.
func (w *work) target(i int, s *Statement) *Statement {
	switch {
	case s.Figure != nil:
		return w.figureTarget(i, s)
	case s.Responsibility != nil:
		return w.blameTarget(i, s)
	case s.Stance == statement.Retracts && s.Kind != statement.KindCause:
		return w.countTarget(i, s)
	case s.Kind == statement.KindCause && (s.Stance == statement.Retracts || s.Stance == statement.Corrects):
		for j := i - 1; j >= 0; j-- {
			if t := w.st[j]; (t.Kind == statement.KindCause || t.Responsibility != nil) && mouthKey(t) == mouthKey(s) && asserts(t.Stance) {
				return t
			}
		}
		return nil
	}
	return w.spokenOf(i, s)
}

// standing tells whether t is something that can be answered.
func standing(t *Statement) bool {
	return !answers(t.Stance) || t.Stance == statement.Confirms || t.Stance == statement.Corrects
}

// figureTarget: a correction answers the last other count of its own mouth, of
// its outlet, or of a body of its class; a retraction or denial the same number;
// a confirmation the same number of another mouth.
func (w *work) figureTarget(i int, s *Statement) *Statement {
	var fallback, byOutlet, byClass *Statement
	for j := i - 1; j >= 0; j-- {
		t := w.st[j]
		if !standing(t) || t.Figure == nil || t.Figure.Kind != s.Figure.Kind || t.Figure.Scope == statement.ScopeHistorical {
			continue
		}
		same := t.Figure.Low == s.Figure.Low
		switch {
		case s.Stance == statement.Corrects:
			if !counted(t) || s.Figure.Scope != statement.ScopeTotal || same || !w.fits(s, t) {
				continue
			}
			if byClass == nil && t.Report != s.Report && w.kindred(s, t) {
				byClass = t
			}
			if !w.ownWords(s, t) {
				continue
			}
			// A corrected value that is itself old is an outlet putting its
			// own misprint right, not the speaker changing his count.
			if w.sameOutlet(s, t) {
				if s.RepeatOf != "" {
					return t
				}
				if byOutlet == nil && mouthKey(s) != mouthKey(t) {
					byOutlet = t
				}
			}
			if s.RepeatOf == "" && mouthKey(s) == mouthKey(t) {
				return t
			}
		case s.Stance == statement.Retracts:
			if same && (w.ownWords(s, t) || w.relayed(s, t)) {
				return t
			}
		case same && (mouthKey(t) != mouthKey(s) || s.Stance == statement.Denies || s.Stance == statement.Rejects):
			return t
		case mouthKey(t) != mouthKey(s) && fallback == nil && s.Stance == statement.CannotConfirm && counted(t):
			fallback = t
		}
	}
	if byOutlet != nil {
		return byOutlet
	}
	if s.Stance == statement.Corrects && s.RepeatOf == "" {
		return byClass
	}
	return fallback
}

// blameTarget: a claim is what confirmations, doubts and the actor's own denials
// answer; else the newest accusation. Who lays the deed to an actor that has
// claimed it supports the claim.
func (w *work) blameTarget(i int, s *Statement) *Statement {
	own := s.Stance == statement.Retracts || s.Stance == statement.Corrects
	actor := fold(s.Responsibility.Actor)
	mouth := mouthKey(s)
	denial := s.Responsibility.Relation == statement.DeniedBy
	if denial {
		mouth = actor // whoever passes it on
	}
	supports := !answers(s.Stance)
	if supports && (s.Responsibility.Relation != statement.AttributedTo || !asserts(s.Stance) || mouth == actor) && !denial && (s.Responsibility.Relation != statement.RuledOut || s.Stance != statement.States) {
		return nil
	}
	var fallback, namesake *Statement
	for j := i - 1; j >= 0; j-- {
		t := w.st[j]
		if t.Responsibility == nil || !asserts(t.Stance) || t.RepeatOf != "" {
			continue
		}
		claim := t.Responsibility.Relation == statement.ClaimedBy
		if !claim && t.Responsibility.Relation != statement.AttributedTo {
			continue
		}
		other := fold(t.Responsibility.Actor)
		same := mouth == mouthKey(t)
		switch {
		case other != actor:
			// "the real one had no part in it", of a claim in a longer name.
			if claim && namesake == nil && strings.HasPrefix(other, actor+" ") && s.Responsibility.Relation == statement.RuledOut {
				namesake = t
			}
		case own && same, !own && claim:
			return t
		case !own && !same && fallback == nil:
			fallback = t
		}
	}
	if s.Responsibility.Relation == statement.AttributedTo && (supports || s.Stance == statement.Confirms) {
		return nil // no claim to support
	}
	if fallback == nil {
		return namesake
	}
	return fallback
}

// countTarget: "withdrew its count of the dead": the newest number of that kind
// by the same mouth; else what the words say.
func (w *work) countTarget(i int, s *Statement) *Statement {
	if k := kindNamed(w.quote(s)); k != "" {
		for j := i - 1; j >= 0; j-- {
			if t := w.st[j]; standing(t) && t.Figure != nil && t.Figure.Kind == k && counted(t) && mouthKey(t) == mouthKey(s) {
				return t
			}
		}
		return nil
	}
	return w.spokenOf(i, s)
}
