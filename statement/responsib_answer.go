package statement

import (
	"strings"

	"sofar/language"
)

// otherTarget finds what a doubt, a refusal to comment or a bare denial that
// carries no figure and names no actor refers to in its own report.
func otherTarget(doc *language.Doc, sts []Statement, before []int, st *Statement) int {
	switch st.Stance {
	case CannotConfirm, NoComment, Denies, Rejects:
	default:
		return -1
	}
	words := " " + plainWords(doc, st.Span) + " "
	has := func(list ...string) bool {
		for _, w := range list {
			if strings.Contains(words, " "+w+" ") {
				return true
			}
		}
		return false
	}
	last := func(ok func(t *Statement) bool) int {
		for n := len(before) - 1; n >= 0; n-- {
			if t := &sts[before[n]]; !t.Background && t.Stance != CannotConfirm && t.Stance != NoComment && !t.Span.Overlaps(st.Span) && ok(t) {
				return before[n]
			}
		}
		return -1
	}
	claim := func(t *Statement) bool { return t.Responsibility != nil && t.Responsibility.Relation == ClaimedBy }
	another := func(t *Statement) bool { return t.Speaker.Origin != st.Speaker.Origin }
	if st.About != "" {
		return last(func(t *Statement) bool { return claim(t) && t.Responsibility.Actor == st.About })
	}
	if has("recording", "message", "claim", "authentic", "genuine") {
		if n := last(claim); n >= 0 {
			return n
		}
	}
	if has("figures") && st.Stance == NoComment {
		return -1 // all of them, no single one
	}
	if has("account", "accounts", "version", "versions", "charge", "accusation", "allegation", "allegations") {
		return last(func(t *Statement) bool { return t.Responsibility != nil && another(t) })
	}
	if st.Stance == NoComment && has("hostages", "captives") {
		return last(func(t *Statement) bool { return t.Figure != nil && t.Figure.Kind == Hostages })
	}
	if has("number", "numbers", "figure", "figures", "toll", "how many") {
		kind := FigureKind("")
		for _, w := range strings.Fields(words) {
			if k, ok := groupNouns[w]; ok && w != "toll" {
				kind = k
			}
		}
		if kind == "" && has("how many") {
			return -1 // of what nobody has counted yet
		}
		for _, same := range []bool{false, true} { // another's number first, then the own
			if n := last(func(t *Statement) bool {
				return t.Figure != nil && t.Figure.Kind != OtherFigure && (kind == "" || t.Figure.Kind == kind) && (same || another(t)) && near(doc, t, st, 2)
			}); n >= 0 {
				return n
			}
		}
		return -1
	}
	if has("could not be reached", "did not answer", "no comment to make") && st.Speaker.Origin != "" {
		return last(func(t *Statement) bool {
			return t.Responsibility != nil && t.Responsibility.Relation == AttributedTo && sameName(t.Responsibility.Actor, st.Speaker.Origin)
		})
	}
	// "dismissed the notice as a provocation": what another has just put out.
	if st.Stance == Rejects && has("notice", "warning", "report", "reports", "assertion", "suggestion", "statement", "estimate") {
		if n := last(func(t *Statement) bool { return another(t) && near(doc, t, st, 2) }); n >= 0 {
			return firstOf(doc, sts, before, n)
		}
	}
	// "could not confirm that": what another has just said.
	for _, tail := range []string{" that ", " this ", " it "} {
		if strings.HasSuffix(words, tail) {
			return last(func(t *Statement) bool { return another(t) && near(doc, t, st, 2) })
		}
	}
	return -1
}

// firstOf gives the first statement of the sentence of statement n by the same
// mouth: the whole of what was put out, not its last part.
func firstOf(doc *language.Doc, sts []Statement, before []int, n int) int {
	at, who := sentenceOf(doc, sts[n].Span), sts[n].Speaker.Origin
	for k := len(before) - 1; k >= 0; k-- {
		t := &sts[before[k]]
		if s := sentenceOf(doc, t.Span); s < at {
			break
		} else if s == at && t.Speaker.Origin == who {
			n = before[k]
		}
	}
	return n
}

// near tells whether t ends at most n sentences before st.
func near(doc *language.Doc, t, st *Statement, n int) bool {
	return sentenceOf(doc, st.Span)-sentenceOf(doc, t.Span) <= n
}

// plainWords gives the words of a span in lower case without punctuation.
func plainWords(doc *language.Doc, s Span) string {
	r := doc.TokensIn(s)
	out := make([]string, 0, r.Len())
	for i := r.Start; i < r.End; i++ {
		if doc.Flags[i]&language.FlagPunct == 0 {
			out = append(out, doc.Lower[i])
		}
	}
	return strings.Join(out, " ")
}
