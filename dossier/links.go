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
		return fmt.Sprintf("f|%s|%d|%d|%s|%t|%t", f.Kind, f.Low, f.High, f.Scope, counted(s), disowns(s.Stance))
	case s.Responsibility != nil:
		return fmt.Sprintf("r|%s|%s|%t", fold(s.Responsibility.Actor), s.Responsibility.Relation, asserts(s.Stance))
	}
	return ""
}

// disowns tells whether a stance turns its content down.
func disowns(st statement.Stance) bool {
	return st == statement.Denies || st == statement.Rejects || st == statement.Retracts
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
	w.first = map[string][]*Statement{}
	for _, s := range w.st {
		w.byID[s.ID] = s
		if s.RepeatOf != "" {
			if t := w.byID[s.RepeatOf]; t != nil {
				s.FirstSeen = t.FirstSeen
				continue
			}
			s.RepeatOf = ""
		}
		if value(s) == "" || w.deniesForOthers(s) {
			continue
		}
		k := saidKey(s)
		switch t := w.firstSaid(s); {
		case t == nil && len(w.first[k]) < maxMembers:
			w.first[k] = append(w.first[k], s)
		case t != nil && t.Report != s.Report:
			s.RepeatOf, s.Origin, s.FirstSeen = t.ID, t.ID, t.FirstSeen
		}
	}
}

// deniesForOthers tells whether an actor denies what its people are accused of
// in the same report, which is not what it denied before for itself.
func (w *work) deniesForOthers(s *Statement) bool {
	t := w.byID[s.Statement.Answers]
	return denial(s) && t != nil && t.Responsibility != nil && fold(t.Responsibility.Actor) != fold(s.Responsibility.Actor)
}

// saidKey joins what a mouth says; a denial is that of the actor who denies,
// whoever passes it on.
func saidKey(s *Statement) string {
	if r := s.Responsibility; r != nil && r.Relation == statement.DeniedBy {
		return fold(r.Actor) + "|" + value(s)
	}
	return mouthKey(s) + "|" + value(s)
}

// firstSaid gives the first statement in which the same mouth said the same, nil
// if none did before.
func (w *work) firstSaid(s *Statement) *Statement {
	for _, t := range w.first[saidKey(s)] {
		if sameUnit(s, t) {
			return t
		}
	}
	return nil
}

// ownWords tells whether t is s's speaker's or its outlet's own.
func (w *work) ownWords(s, t *Statement) bool {
	return mouthKey(s) == mouthKey(t) || w.sameOutlet(s, t)
}

func (w *work) sameOutlet(s, t *Statement) bool {
	p := fold(w.publisher(t.Report))
	// "the broadcaster X" is X.
	return p != "" && s.Report != t.Report && (p == fold(w.publisher(s.Report)) || p == mouthKey(s) || strings.HasSuffix(mouthKey(s), " "+p))
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
	if len(w.pulled) == 0 {
		return nil
	}
	out := map[*Statement]*Statement{}
	for _, p := range w.pulled {
		if !w.d.Known[p.by.Report].After(t) {
			out[p.target] = p.by
		}
	}
	return out
}
