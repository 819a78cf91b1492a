package dossier

import (
	"strings"

	"sofar/statement"
)

// diedSince tells whether the one person whom a statement calls hurt is told to
// have died: by name, or by the same age or noun where only one death is told of.
func (w *work) diedSince(s *Statement) bool {
	if s.Figure.Kind != statement.Injured || !single(s) || s.Figure.Scope != statement.ScopeTotal || s.Figure.Low != 1 {
		return false
	}
	for _, t := range w.st {
		if t.Figure == nil || t.Figure.Kind != statement.Killed || !single(t) || t.Figure.Low != 1 || !counted(t) || t.Withdrawn != "" {
			continue
		}
		if sameVictim(s.Figure.Words, t.Figure.Words) {
			return true
		}
	}
	return w.onlyVictim(s)
}

// onlyVictim tells whether the one hurt person of a report can only be the one
// who died: no report counts more than one death, none of those that tell of it
// leaves anybody hurt, and they came later.
func (w *work) onlyVictim(s *Statement) bool {
	told := map[string]bool{} // reports that tell of the death
	sexes := sexOf(s.Figure.Words)
	for _, t := range w.st {
		if t.Figure == nil || t.Figure.Kind != statement.Killed || t.Withdrawn != "" || t.Figure.Scope == statement.ScopeHistorical || t.Figure.Scope == statement.ScopeOther || t.Background {
			continue
		}
		if t.Figure.Low != 1 || t.Report == s.Report || t.FirstSeen.Before(s.FirstSeen) {
			return false
		}
		told[t.Report] = true
		sexes |= sexOf(t.Figure.Words)
	}
	if len(told) == 0 || sexes == male|female {
		return false
	}
	for _, t := range w.st {
		if t.Figure == nil || t.Figure.Kind != statement.Injured || t.Figure.Low == 0 || t.Withdrawn != "" {
			continue
		}
		if told[t.Report] && counted(t) || t.Figure.Low > 1 && t.Figure.Scope != statement.ScopeHistorical && t.Figure.Scope != statement.ScopeOther {
			return false
		}
	}
	return true
}

const (
	male = 1 << iota
	female
)

// sexOf gives what the words of a mention tell of the sex of a person.
func sexOf(words string) int {
	out := 0
	for _, x := range strings.Fields(strings.ToLower(words)) {
		switch x {
		case "he", "man", "boy", "son", "father", "husband", "brother", "nephew", "boyfriend", "male":
			out |= male
		case "she", "woman", "girl", "daughter", "mother", "wife", "sister", "niece", "girlfriend", "female":
			out |= female
		}
	}
	return out
}

// sameVictim tells whether two mentions of one person can only be the same: the
// last word of a name, or an age.
func sameVictim(a, b string) bool {
	wa, wb := strings.Fields(a), strings.Fields(b)
	if len(wa) == 0 || len(wb) == 0 {
		return false
	}
	if la, lb := wa[len(wa)-1], wb[len(wb)-1]; la == lb && la != strings.ToLower(la) {
		return true
	}
	for _, x := range wa {
		if strings.HasSuffix(x, "-year-old") && strings.Contains(b, x) {
			return true
		}
	}
	return false
}
