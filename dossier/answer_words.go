package dossier

import (
	"regexp"
	"strings"

	"sofar/statement"
)

// backWord matches words that point back to what was just told.
// "denied that anyone was hurt" points nowhere.
var backWord = regexp.MustCompile(`(?i)\b(?:(?:that|this|it)[\s.,;!?”"’]*$|(?:this|these|that|those) (?:claims?|reports?|accusations?|charges?|allegations?|information|rumou?rs?|messages?|accounts?|versions?|assertions?)\b|the (?:claims?|reports?|story|accusations?|charges?|allegations?|information|rumours?|rumors?|recording|statement|suggestion|message|assertion))\b`)

// backEnd matches a statement that ends in what it points to: "could not confirm
// that".
var backEnd = regexp.MustCompile(`(?i)\b(?:that|this|it)[\s.,;!?”"’]*$`)

// theClaim matches words for a claim of responsibility.
var theClaim = regexp.MustCompile(`(?i)\b(?:claims? of responsibility|(?:the|this|that|its|their) claims?|recording|statements? (?:circulated|issued|published|posted)|responsibility)\b`)

// theFigure matches words that take up a number just given.
var theFigure = regexp.MustCompile(`(?i)\bthe (?:new |latest |revised |same )?(?:figures?|tolls?|numbers?|counts?)\b`)

// lookBack bounds how many statements before one are looked at.
const lookBack = 200

// spokenOf finds what a statement without a number or an actor answers ("could
// not confirm that", "denied the rumour of a second blast"): the earlier
// statement of another mouth that shares most of its words, two at least; else,
// where it only points back, what shares most with the sentence before it, or
// what the same report told right before it.
func (w *work) spokenOf(i int, s *Statement) *Statement {
	mine := tellingWords(w.quote(s))
	if len(mine) < 3 {
		mine = tellingWords(w.sentence(s))
	}
	back := backWord.MatchString(w.quote(s))
	told := "" // the sentence that is pointed back to
	if back {
		told = w.sentenceBefore(s)
	}
	best, before := w.sharing(i, s, mine, told)
	if best == nil && back && before == nil {
		for word := range tellingWords(told) {
			mine[word] = true
		}
		best, _ = w.sharing(i, s, mine, told)
	}
	if best != nil {
		return root(w, best)
	}
	if before != nil && len(tellingWords(w.quote(s))) < 4 { // else it says itself what it is about
		return root(w, before)
	}
	return nil
}

// sharing gives the statement of another mouth before s that shares most of the
// words, two at least, and the last that stands in the sentence told.
func (w *work) sharing(i int, s *Statement, mine map[string]bool, told string) (best, before *Statement) {
	number := s.Stance == statement.Confirms && theFigure.MatchString(w.quote(s))
	most := 1
	for j := i - 1; j >= 0 && i-j <= lookBack; j-- {
		t := w.st[j]
		if mouthKey(t) == mouthKey(s) || answers(t.Stance) && t.Stance != statement.Corrects {
			continue
		}
		if before == nil && told != "" && w.toldIn(told, s, t) {
			before = t
		}
		if number && t.Figure != nil && counted(t) && t.Figure.Scope == statement.ScopeTotal {
			return t, before
		}
		if t.Kind == statement.KindFigure && t.Figure.Scope != statement.ScopeTotal {
			continue
		}
		n := 0
		// "Radio X said that …. The ministry could not confirm that."
		if p := fold(w.publisher(t.Report)); told != "" && p != "" && t.Report != s.Report && strings.Contains(" "+fold(told)+" ", " "+p+" ") {
			n++
		}
		for word := range tellingWords(w.quote(t)) {
			if mine[word] {
				n++
			}
		}
		if n > most || n == most && best != nil { // the first that was said
			best, most = t, n
		}
	}
	return best, before
}

// claimSpokenOf finds the claim of responsibility that a statement speaks of:
// the only actor's of the story.
func (w *work) claimSpokenOf(i int, s *Statement) *Statement {
	if s.Figure != nil || s.Responsibility != nil || !theClaim.MatchString(w.quote(s)) {
		return nil
	}
	var found *Statement
	for _, t := range w.st[:i] {
		r := t.Responsibility
		if r == nil || r.Relation != statement.ClaimedBy || !asserts(t.Stance) {
			continue
		}
		if found != nil && fold(found.Responsibility.Actor) != fold(r.Actor) {
			return nil
		}
		if found == nil {
			found = t
		}
	}
	return found
}

// howMany matches words for a count that somebody is asked for.
var howMany = regexp.MustCompile(`(?i)\b(?:how many|number of|toll|figures?|count of)\b`)

// noOwnCount matches "has no count of its own".
var noOwnCount = regexp.MustCompile(`(?i)\bno (?:count|figures?|numbers?|toll) of (?:its|our|their) own\b`)

// countWithoutOwn finds the total that a report passes on and does not vouch
// for: "The toll stands at 26. We have no count of our own."
func (w *work) countWithoutOwn(i int, s *Statement) *Statement {
	if s.Figure != nil || !noOwnCount.MatchString(w.quote(s)) {
		return nil
	}
	for j := i - 1; j >= 0 && i-j <= lookBack && w.st[j].Report == s.Report; j-- {
		if t := w.st[j]; counted(t) && t.Figure.Scope == statement.ScopeTotal && mouthKey(t) != mouthKey(s) {
			return root(w, t)
		}
	}
	return nil
}

// countSpokenOf finds the count that a speaker will not speak of: its own last,
// else the last of anybody.
func (w *work) countSpokenOf(i int, s *Statement) *Statement {
	q := w.quote(s)
	k := kindNamed(q)
	if s.Figure != nil || s.Responsibility != nil || k == "" || !howMany.MatchString(q) {
		return nil
	}
	var other *Statement
	for j := i - 1; j >= 0 && i-j <= lookBack; j-- {
		t := w.st[j]
		if t.Report == s.Report || !counted(t) || t.Figure.Kind != k {
			continue
		}
		if mouthKey(t) == mouthKey(s) {
			return t
		}
		if other == nil {
			other = t
		}
	}
	return other
}

// toldIn tells whether t stands in the sentence that s points back to.
func (w *work) toldIn(told string, s, t *Statement) bool {
	return t.Report == s.Report && strings.Contains(told, strings.TrimRight(w.quote(t), ".!?”\" "))
}

// root gives the first print of a statement.
func root(w *work, t *Statement) *Statement {
	if r := w.byID[t.RepeatOf]; r != nil {
		return r
	}
	return t
}

// sentence gives the words around a statement up to the full stops.
func (w *work) sentence(s *Statement) string {
	r := w.d.Reports[s.Report]
	if r == nil {
		return ""
	}
	from, to := s.Span.Start, s.Span.End
	for from > 0 && s.Span.Start-from < 300 && !stops(r.Text, from-1) {
		from--
	}
	for to < len(r.Text) && to > 0 && !stops(r.Text, to-1) && to-s.Span.End < 300 && !stops(r.Text, to) {
		to++
	}
	return r.Text[from:to]
}

// stops tells whether a byte ends a sentence: not the full stop of "No. 3" or 3.5.
func stops(text string, i int) bool {
	switch text[i] {
	case '\n', '!', '?':
		return true
	case '.':
		if i+1 == len(text) {
			return true
		}
		if next := text[i+1]; next != ' ' {
			return next < '0' || next > '9' && next < 'a' || next > 'z'
		}
		return i+2 >= len(text) || text[i+2] < '0' || text[i+2] > '9' && text[i+2] < 'a' || text[i+2] > 'z'
	}
	return false
}

// tellingWords are the words of a text of five letters or more, without those
// that any report of an incident holds.
func tellingWords(text string) map[string]bool {
	out := map[string]bool{}
	for _, f := range strings.Fields(fold(text)) {
		if len(f) >= 5 && !commonWords[f] {
			out[trimPlural(f)] = true
		}
	}
	return out
}

// commonWords stand in reports of any incident.
var commonWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`people killed there their which would could about after before other where those these confirm confirmed denied
 reject rejected comment declined ministry police said saying asked whether spokesman spokeswoman monday tuesday wednesday thursday friday
 saturday sunday minister attack number figure report reports reported been being first three four while still called later agency company
 government statement`) {
		m[w] = true
	}
	return m
}()

// sentenceBefore gives the sentence that ends before a statement's own.
func (w *work) sentenceBefore(s *Statement) string {
	r := w.d.Reports[s.Report]
	if r == nil {
		return ""
	}
	to := s.Span.Start
	for to > 0 && s.Span.Start-to < 300 && !stops(r.Text, to-1) {
		to--
	}
	to = len(strings.TrimRight(r.Text[:to], ".!?\"” \n"))
	from := to
	for from > 0 && to-from < 300 && !stops(r.Text, from-1) {
		from--
	}
	return r.Text[from:to]
}
