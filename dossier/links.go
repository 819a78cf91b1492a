package dossier

import (
	"fmt"
	"strings"
	"time"

	"sofar/statement"
)

// withdrawal says that by takes target back.
type withdrawal struct {
	target, by *Statement
}

// value is what a repeat must share, with the speaker: the content of the
// statement. Empty for statements that only a copy can repeat.
func value(s *Statement) string {
	switch {
	case s.Figure != nil:
		f := s.Figure
		unit := ""
		if f.Scope != statement.ScopeTotal {
			unit = sameUnit(fold(f.Unit))
		}
		return fmt.Sprintf("f|%s|%d|%d|%s|%s|%t", f.Kind, f.Low, f.High, f.Scope, unit, counted(s))
	case s.Responsibility != nil:
		return fmt.Sprintf("r|%s|%s|%t", fold(s.Responsibility.Actor), s.Responsibility.Relation, asserts(s.Stance))
	}
	return ""
}

// sameUnit writes words for one kind of people as one.
func sameUnit(unit string) string {
	switch unit {
	case "child", "kids", "kid", "pupils", "pupil", "minors", "tots", "little ones", "youngsters", "schoolchildren", "boys and girls":
		return "children"
	case "employees", "employee", "staff", "worker", "staff members":
		return "workers"
	case "firemen", "fireman", "firefighter":
		return "firefighters"
	}
	return unit
}

// mouthKey names the origin of a statement.
func mouthKey(s *Statement) string {
	if k := fold(s.Speaker.Origin); k != "" {
		return k
	}
	if k := fold(s.Speaker.Name); k != "" {
		return k
	}
	return "report " + s.Report
}

// repeats marks statements whose speaker gave the same value in an earlier
// report; a repeat keeps the time when it was first seen.
func (w *work) repeats() {
	w.byID = make(map[string]*Statement, len(w.st))
	first := map[string]*Statement{}
	for _, s := range w.st {
		w.byID[s.ID] = s
		if s.RepeatOf != "" {
			if t := w.byID[s.RepeatOf]; t != nil {
				s.FirstSeen = t.FirstSeen
				continue
			}
			s.RepeatOf = ""
		}
		v := value(s)
		if v == "" {
			continue
		}
		k := mouthKey(s) + "|" + v
		if t, ok := first[k]; !ok {
			first[k] = s
		} else if t.Report != s.Report {
			s.RepeatOf, s.Origin, s.FirstSeen = t.ID, t.ID, t.FirstSeen
		}
	}
}

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

// answer links confirmations, denials, corrections and retractions to the
// latest earlier statement with the same matter.
func (w *work) answer() {
	for i, s := range w.st {
		s.Answers = s.Statement.Answers
		if t := w.byID[s.Answers]; t == nil || t == s {
			s.Answers = ""
		}
		if s.Answers != "" || !answers(s.Stance) {
			continue
		}
		if t := w.target(i, s); t != nil {
			s.Answers = t.ID
		}
	}
	// What explains a correction answers what the correction answers; a repeat
	// answers what its first print does.
	for _, s := range w.st {
		if s.Answers != "" {
			continue
		}
		if t := w.byID[s.RepeatOf]; t != nil && t.Answers != "" && t.Stance == s.Stance {
			s.Answers = t.Answers
			continue
		}
		if s.Kind != statement.KindOther || s.Stance != statement.Corrects && s.Stance != statement.Retracts {
			continue
		}
		for _, t := range w.st {
			if t.Report == s.Report && t.Figure != nil && t.Answers != "" && mouthKey(t) == mouthKey(s) && (t.Stance == statement.Corrects || t.Stance == statement.Retracts) {
				s.Answers = t.Answers
				break
			}
		}
	}
}

// target finds what s answers among the statements before it.
func (w *work) target(i int, s *Statement) *Statement {
	own := s.Stance == statement.Retracts || s.Stance == statement.Corrects
	var fallback, byOutlet *Statement
	for j := i - 1; j >= 0; j-- {
		t := w.st[j]
		if answers(t.Stance) && t.Stance != statement.Confirms && t.Stance != statement.Corrects {
			continue
		}
		switch {
		case s.Figure != nil:
			if t.Figure == nil || t.Figure.Kind != s.Figure.Kind || t.Figure.Scope == statement.ScopeHistorical {
				continue
			}
			same := t.Figure.Low == s.Figure.Low
			switch {
			case s.Stance == statement.Corrects:
				if !counted(t) || s.Figure.Scope != statement.ScopeTotal || same || !w.ownWords(s, t) {
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
			case mouthKey(t) != mouthKey(s):
				if same {
					return t
				}
				if fallback == nil && s.Stance != statement.Confirms && counted(t) {
					fallback = t
				}
			}
		case s.Responsibility != nil:
			if t.Responsibility == nil || fold(t.Responsibility.Actor) != fold(s.Responsibility.Actor) {
				continue
			}
			if t.Responsibility.Relation != statement.ClaimedBy && t.Responsibility.Relation != statement.AttributedTo {
				continue
			}
			if t.RepeatOf != "" || !asserts(t.Stance) {
				continue
			}
			// A claim is what confirmations, doubts and the actor's own denials
			// answer; else the newest accusation.
			switch same := mouthKey(s) == mouthKey(t); {
			case own && same, !own && t.Responsibility.Relation == statement.ClaimedBy:
				return t
			case !own && !same && fallback == nil:
				fallback = t
			}
		case s.Stance == statement.Retracts && s.Kind != statement.KindCause:
			// "withdrew its count of the dead": the newest number of that kind
			// by the same mouth.
			if k := kindNamed(w.quote(s)); k != "" && t.Figure != nil && t.Figure.Kind == k && counted(t) && mouthKey(t) == mouthKey(s) {
				return t
			}
		case own && s.Kind == statement.KindCause:
			if (t.Kind == statement.KindCause || t.Responsibility != nil) && mouthKey(t) == mouthKey(s) && asserts(t.Stance) {
				return t
			}
		default:
			return w.spokenOf(i, s)
		}
	}
	if byOutlet != nil {
		return byOutlet
	}
	if s.Stance == statement.CannotConfirm || s.Responsibility != nil {
		return fallback
	}
	return nil
}

// ownWords tells whether t is s's speaker's or its outlet's own.
func (w *work) ownWords(s, t *Statement) bool {
	return mouthKey(s) == mouthKey(t) || w.sameOutlet(s, t)
}

func (w *work) sameOutlet(s, t *Statement) bool {
	p := fold(w.publisher(t.Report))
	return p != "" && s.Report != t.Report && (p == fold(w.publisher(s.Report)) || p == mouthKey(s))
}

// relayed tells whether t came through s's speaker.
func (w *work) relayed(s, t *Statement) bool {
	for _, r := range t.Relay {
		if fold(r) == mouthKey(s) {
			return true
		}
	}
	return false
}

func (w *work) publisher(id string) string {
	if r := w.d.Reports[id]; r != nil {
		return r.Publisher
	}
	return ""
}

func (w *work) quote(s *Statement) string {
	if r := w.d.Reports[s.Report]; r != nil {
		return s.Span.Of(r.Text)
	}
	return ""
}

// kindNamed finds the kind of figure that words speak of, for a withdrawal
// that gives no number.
func kindNamed(text string) statement.FigureKind {
	low := strings.ToLower(text)
	for _, k := range kindWords {
		for _, w := range k.words {
			if strings.Contains(low, w) {
				return k.kind
			}
		}
	}
	return ""
}

var kindWords = []struct {
	kind  statement.FigureKind
	words []string
}{
	{statement.Killed, []string{"dead", "death", "killed", "fatalit", "died"}},
	{statement.Injured, []string{"injur", "wounded", "hurt"}},
	{statement.Missing, []string{"missing", "unaccounted"}},
	{statement.Hostages, []string{"hostage", "captive"}},
	{statement.Rescued, []string{"rescued", "survivor"}},
	{statement.Arrested, []string{"arrest", "detain"}},
	{statement.Evacuated, []string{"evacuat"}},
	{statement.Displaced, []string{"displaced", "homeless"}},
}

// withdraw finds what its own speaker or outlet has taken back.
func (w *work) withdraw() {
	for _, s := range w.st {
		if s.Stance != statement.Retracts && s.Stance != statement.Corrects {
			continue
		}
		t := w.byID[s.Answers]
		if t == nil {
			continue
		}
		root := t
		if r := w.byID[t.RepeatOf]; r != nil {
			root = r
		}
		switch {
		case mouthKey(s) == mouthKey(t), w.relayed(s, t):
			// The number is withdrawn wherever its speaker gave it before.
			for _, o := range w.st {
				if o == t || o == root || o != s && w.before(o, s) && mouthKey(o) == mouthKey(t) && value(o) != "" && value(o) == value(t) {
					w.pull(o, s)
				}
			}
		case w.sameOutlet(s, t):
			w.pull(t, s)
		}
	}
}

func (w *work) pull(t, by *Statement) {
	w.pulled = append(w.pulled, withdrawal{t, by})
	if t.Withdrawn == "" {
		t.Withdrawn = by.ID
	}
}

// withdrawnAt gives what had been taken back at a time.
func (w *work) withdrawnAt(t time.Time) map[*Statement]*Statement {
	out := map[*Statement]*Statement{}
	for _, p := range w.pulled {
		if !w.d.Known[p.by.Report].After(t) {
			out[p.target] = p.by
		}
	}
	return out
}
