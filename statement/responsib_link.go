package statement

import (
	"sort"
	"strings"

	"sofar/language"
)

// link sets Answers within one report: a confirmation, denial, correction,
// retraction or doubt answers the statement before it that it refers to. The
// statements must have their IDs and stances.
func link(doc *language.Doc, sts []Statement) {
	order := make([]int, len(sts))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return sts[order[a]].Span.Start < sts[order[b]].Span.Start })
	for n, i := range order {
		st := &sts[i]
		if st.Answers != "" {
			continue
		}
		if to := target(doc, sts, order[:n], i); to >= 0 {
			st.Answers = sts[to].ID
		}
	}
}

// target finds the statement that statement i answers, among those before it.
func target(doc *language.Doc, sts []Statement, before []int, i int) int {
	st := &sts[i]
	if r := st.Responsibility; r != nil {
		return blameTarget(sts, before, st)
	}
	if st.Figure != nil {
		return figureTarget(doc, sts, before, st)
	}
	return otherTarget(doc, sts, before, st)
}

// blameTarget: a denial answers the last accusation or claim about its actor;
// a confirmation, a doubt or a rejection of a claim answers the claim.
func blameTarget(sts []Statement, before []int, st *Statement) int {
	r := st.Responsibility
	var want func(t *Responsibility) bool
	switch {
	case r.Relation == DeniedBy, r.Relation == RuledOut:
		want = func(t *Responsibility) bool {
			return t.Actor == r.Actor && (t.Relation == AttributedTo || t.Relation == ClaimedBy)
		}
	case st.Stance == Confirms, st.Stance == CannotConfirm, st.Stance == Rejects, r.Rule == "judgement":
		want = func(t *Responsibility) bool { return t.Actor == r.Actor && t.Relation == ClaimedBy }
	default:
		return -1
	}
	for n := len(before) - 1; n >= 0; n-- {
		t := &sts[before[n]]
		if t.Responsibility != nil && t.Stance != CannotConfirm && t.Stance != Rejects && want(t.Responsibility) {
			return before[n]
		}
	}
	if r.Relation != DeniedBy {
		return -1
	}
	// A firm answers for its people: "two managers of X", and X denies.
	for n := len(before) - 1; n >= 0; n-- {
		if t := sts[before[n]].Responsibility; t != nil && t.Relation == AttributedTo && strings.HasSuffix(t.Actor, " of "+r.Actor) {
			return before[n]
		}
	}
	return -1
}

// figureTarget: a figure that another speaker confirms, doubts, corrects or
// retracts answers the last figure of its kind by somebody else ("also put the
// dead at 31") or the value that it replaces.
func figureTarget(doc *language.Doc, sts []Statement, before []int, st *Statement) int {
	switch st.Stance {
	case Confirms, CannotConfirm, Corrects, Retracts, Rejects, Denies:
	default:
		return -1
	}
	for n := len(before) - 1; n >= 0; n-- {
		t := &sts[before[n]]
		if t.Figure == nil || t.Figure.Kind != st.Figure.Kind || t.Figure.Scope != st.Figure.Scope || t.Span.Overlaps(st.Span) {
			continue
		}
		same := t.Figure.Low == st.Figure.Low && t.Figure.High == st.Figure.High
		if (st.Stance == Corrects) != same {
			return before[n]
		}
	}
	return -1
}
