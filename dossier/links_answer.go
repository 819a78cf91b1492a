package dossier

import (
	"regexp"
	"strconv"
	"strings"

	"sofar/statement"
)

// asserts tells whether a stance stands behind its content.
func asserts(st statement.Stance) bool {
	switch st {
	case statement.States, statement.Confirms, statement.Claims, statement.Suspects, statement.Corrects:
		return true
	}
	return false
}

// answers tells whether a stance answers something said before.
func answers(st statement.Stance) bool {
	switch st {
	case statement.Confirms, statement.Denies, statement.Rejects, statement.Retracts, statement.Corrects, statement.CannotConfirm:
		return true
	}
	return false
}

// ownNote matches an outlet's words on what it printed before.
var ownNote = regexp.MustCompile(`(?i)\b(?:our (?:\S+ ){0,4}(?:reports?|story|stories|articles?)|earlier (?:version|story|report|article)|(?:story|article|report) headed|we (?:wrote|reported)|wrongly|mistakenly|incorrectly|in error)\b`)

// withdrawing matches words by which a speaker takes back what it gave.
var withdrawing = hint(`(?i)\b(?:withdr[ae]w(?:s|n|ing)?|retract(?:s|ed|ing)?|took back|tak(?:es|en|ing) back) (?:its|his|her|their|the) (?:\S+ ){0,3}(?:reports?|counts?|figures?|numbers?|toll|claims?|story|stories|statements?|accounts?|estimates?|assertions?)\b`,
	"withdraw", "withdrew", "retract", "took back", "takes back", "taken back", "taking back")

// takeBack finds what is told as a statement and is the withdrawal of one: an
// outlet's note on the number it printed before ("our report said that 41 had
// been killed"), and a speaker's withdrawal of a count without the number.
func (w *work) takeBack() {
	printed := map[string]bool{}
	for i, s := range w.st {
		own := fold(w.publisher(s.Report))
		switch {
		case s.Figure != nil && s.Background && s.Stance == statement.Retracts && loweredFrom.MatchString(w.sentence(s)):
			s.Stance = statement.States // what it was before, as it was stated then
		case s.Figure != nil && w.inHeadline(s):
			s.Stance = statement.States // what an outlet's note calls its report by
		case s.Figure != nil && own != "":
			k := own + "|" + matter(s)
			if s.Stance == statement.States && mouthKey(s) == own && s.RepeatOf == "" && printed[k] && ownNote.MatchString(w.sentence(s)) {
				s.Stance = statement.Retracts
			}
		case s.Kind == statement.KindOther && s.Stance == statement.States && withdrawing.MatchString(w.quote(s)):
			s.Stance = statement.Retracts
		}
		switch {
		case w.correctsEarlier(i, s), w.changedBy(i, s) != nil:
			s.Stance = statement.Corrects
		case w.wasRight(i, s) != nil:
			s.Stance = statement.Confirms
		}
		if s.Figure != nil && own != "" {
			printed[own+"|"+matter(s)] = true
		}
	}
}

// loweredFrom matches "lowered the toll from".
var loweredFrom = regexp.MustCompile(`(?i)\b(?:lower(?:s|ed)|reduc(?:es|ed)|revis(?:es|ed)|cuts?|correct(?:s|ed))\b[^.]{0,60}\bfrom\b`)

// headedBy ends in the words with which a note names an earlier report.
var headedBy = regexp.MustCompile(`(?i)\b(?:headed|headlined|titled|entitled|under the headline),? ["“‘'][^"”]*$`)

// inHeadline tells whether a figure stands in the headline by which its sentence
// names a report: the note is about something else.
func (w *work) inHeadline(s *Statement) bool {
	r := w.d.Reports[s.Report]
	const reach = 160 // bytes before the figure
	return r != nil && s.Stance == statement.Retracts && headedBy.MatchString(r.Text[max(0, s.Figure.Span.Start-reach):s.Figure.Span.Start])
}

// earlierFigure matches "the earlier figure of 312".
var earlierFigure = hint(`(?i)\b(?:earlier|previous|former|initial|first) (?:figure|toll|count|number|total|estimate) of (\d{1,3}(?:[, ]\d{3})*|\d+|[a-z]+(?:-[a-z]+)?)\b`,
	"figure of", "toll of", "count of", "number of", "total of", "estimate of")

// correctsEarlier tells whether a count is followed by words on the earlier one
// of the same mouth: "118 are missing. The earlier figure of 312 contained …".
func (w *work) correctsEarlier(i int, s *Statement) bool {
	r := w.d.Reports[s.Report]
	if r == nil || !counted(s) || s.Stance != statement.States || s.RepeatOf != "" {
		return false
	}
	const reach = 150 // bytes after the count
	m := earlierFigure.FindStringSubmatch(r.Text[s.Span.End:min(len(r.Text), s.Span.End+reach)])
	if m == nil {
		return false
	}
	n := strings.ReplaceAll(fold(m[1]), ",", "")
	for j := i - 1; j >= 0 && i-j <= lookBack; j-- {
		t := w.st[j]
		if t.Report == s.Report || !counted(t) || t.Figure.Kind != s.Figure.Kind || mouthKey(t) != mouthKey(s) || t.Figure.Low == s.Figure.Low {
			continue
		}
		if v := Stated(t.Figure); n == spelled(v) || strings.ReplaceAll(n, " ", "") == strconv.FormatInt(v, 10) {
			return true
		}
	}
	return false
}

// answer links confirmations, denials, corrections and retractions to the
// first earlier statement with the same matter. A link never points forward.
func (w *work) answer() {
	for i, s := range w.st {
		s.Answers = ""
		if r := w.byID[s.RepeatOf]; r != nil && s.Stance != statement.Corrects && s.Stance != statement.Retracts {
			// A repeat answers what its first print does.
			if r.Stance == s.Stance || denial(r) && denial(s) {
				s.Answers = r.Answers
			}
			continue
		}
		t := w.byID[s.Statement.Answers]
		if t == s || t != nil && w.before(s, t) {
			t = nil
		}
		if t != nil && s.Figure == nil && s.Responsibility == nil && backEnd.MatchString(w.quote(s)) && !w.toldIn(w.sentenceBefore(s), s, t) {
			t = nil // "that" is what the sentence before tells
		}
		if u := w.replaced(i, s); u != nil {
			t = u
		} else if u := w.changedBy(i, s); u != nil {
			t = u
		}
		if t == nil && s.Stance == statement.NoComment {
			if t = w.claimSpokenOf(i, s); t == nil {
				t = w.countSpokenOf(i, s)
			}
		}
		if t == nil && s.Stance == statement.CannotConfirm {
			t = w.countWithoutOwn(i, s)
		}
		if t == nil && (answers(s.Stance) || s.Responsibility != nil) {
			t = w.target(i, s)
		}
		if t != nil {
			s.Answers = w.firstPrint(s, t).ID
		}
	}
	w.answerAlong()
}

// answerAlong: what explains a correction answers what the correction answers; a
// repeat answers what its first print does.
func (w *work) answerAlong() {
	for _, s := range w.st {
		if s.Answers != "" {
			continue
		}
		if t := w.byID[s.RepeatOf]; t != nil && t.Answers != "" && t.Stance == s.Stance {
			s.Answers = t.Answers
			continue
		}
		if !w.explainsError(s) {
			continue
		}
		for _, t := range w.st {
			if t.Report == s.Report && t != s && t.Figure != nil && t.Answers != "" && (mouthKey(t) == mouthKey(s) || closeBy(t, s)) && (t.Stance == statement.Corrects || t.Stance == statement.Retracts) {
				s.Answers = t.Answers
				break
			}
		}
	}
}

// closeBy tells whether two statements of a report stand within a few lines.
func closeBy(t, s *Statement) bool {
	const reach = 200 // bytes
	return s.Span.Start-t.Span.End < reach && t.Span.Start-s.Span.End < reach
}

// denial tells whether a statement denies a part in the deed.
func denial(s *Statement) bool {
	return s.Responsibility != nil && s.Responsibility.Relation == statement.DeniedBy
}

// miscounted matches words that tell how a count came to be wrong.
var miscounted = hint(`(?i)\b(?:twice|double[- ]count\w*|misread|mistook|mistaken(?:ly)?|swapped|miscount\w*|registered both|counted both)\b`,
	"twice", "double", "misread", "mistook", "mistaken", "swapped", "miscount", "both")

// explainsError tells whether a statement tells why a number was wrong.
func (w *work) explainsError(s *Statement) bool {
	if s.Kind == statement.KindOther && (s.Stance == statement.Corrects || s.Stance == statement.Retracts) {
		return true
	}
	part := s.Kind == statement.KindOther || s.Figure != nil && s.Figure.Scope == statement.ScopeSubset
	return part && s.Stance == statement.States && miscounted.MatchString(w.sentence(s))
}

// firstPrint gives the statement that stands for t as an answer's target: what
// t itself withdraws, where s puts it right in the same report, and the first in
// which the same mouth said the same.
func (w *work) firstPrint(s, t *Statement) *Statement {
	if t.Report == s.Report && t.Stance == statement.Retracts && s.Stance == statement.Corrects {
		if u := w.byID[t.Answers]; u != nil {
			t = u
		}
	}
	if r := w.byID[t.RepeatOf]; r != nil {
		return r
	}
	if u := w.firstSaid(t); u != nil && w.before(u, s) {
		return u
	}
	return t
}

// noMore matches "27, not 24", "no longer 24" and their like before a number.
var noMore = regexp.MustCompile(`(?i)\b(?:not|no longer|instead of|rather than|and not) (?:the )?$`)

// replaced finds the number that a figure replaces in words of its own sentence:
// "from 19 to 17", "gave the toll as 83; it should have read 38", "27, not 24".
func (w *work) replaced(i int, s *Statement) *Statement {
	if s.Figure == nil || s.Stance == statement.Retracts || s.Stance == statement.Denies {
		return nil
	}
	text := " " + w.foldedSentence(s) + " "
	places := map[int64]int{} // of numbers in the text, -1 for none
	find := func(n int64) int {
		at, asked := places[n]
		if !asked {
			if at = strings.Index(text, " "+spelled(n)+" "); at < 0 {
				at = strings.Index(text, " "+strconv.FormatInt(n, 10)+" ")
			}
			places[n] = at
		}
		return at
	}
	own := find(Stated(s.Figure))
	var denied *Statement
	for j := i - 1; j >= 0 && i-j <= lookBack; j-- {
		t := w.st[j]
		if t.Report == s.Report || t.Figure == nil || t.Figure.Kind != s.Figure.Kind || t.Figure.Low == s.Figure.Low || t.Figure.Scope != s.Figure.Scope || answers(t.Stance) && t.Stance != statement.Confirms && t.Stance != statement.Corrects {
			continue
		}
		at := find(Stated(t.Figure))
		if at < 0 {
			continue
		}
		if s.Stance == statement.Corrects && (w.ownWords(s, t) || w.kindred(s, t)) {
			return t
		}
		if own >= 0 && own < at && at-own < 40 && noMore.MatchString(text[:at+1]) && mouthKey(s) != mouthKey(t) {
			denied = t // the first that gave it
		}
	}
	return denied
}

// kindred tells whether two bodies of one class may be one: only a link between
// their counts hangs on it.
func (w *work) kindred(s, t *Statement) bool {
	c := s.Speaker.Class
	return c == t.Speaker.Class && ofBody(c) && c != statement.ClassUnknown && c != ""
}

var units = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`)
var tens = strings.Fields(`- - twenty thirty forty fifty sixty seventy eighty ninety`)

// spelled writes a number below a hundred in words as fold leaves them.
func spelled(n int64) string {
	switch {
	case n >= 0 && n < 20:
		return units[n]
	case n < 100 && n > 0 && n%10 == 0:
		return tens[n/10]
	case n < 100 && n > 0:
		return tens[n/10] + " " + units[n%10]
	}
	return strconv.FormatInt(n, 10)
}

var (
	downward = regexp.MustCompile(`(?i)\b(?:lower(?:s|ed|ing)?|reduc(?:es|ed|ing)|cut|revised down\w*|down from|fewer)\b`)
	upward   = regexp.MustCompile(`(?i)\b(?:rais(?:es|ed|ing)|revised up\w*|up from|one more)\b`)
)

// fits tells whether a corrected number lies on the side the words say.
func (w *work) fits(s, t *Statement) bool {
	text := w.sentence(s)
	switch down, up := downward.MatchString(text), upward.MatchString(text); {
	case down && !up:
		return Stated(t.Figure) > Stated(s.Figure)
	case up && !down:
		return Stated(t.Figure) < Stated(s.Figure)
	}
	return true
}
