package dossier

import (
	"fmt"
	"sort"
	"strings"

	"sofar/statement"
)

// changes lists the developments, oldest first: steps of figures, first claims
// and accusations, denials, corrections and retractions.
func (w *work) changes() {
	for i := range w.d.Figures {
		f := &w.d.Figures[i]
		for j := range f.History {
			to := &f.History[j]
			c := Change{At: to.At, Kind: "figure", Statements: []string{to.Statement}, To: to}
			who := to.Speaker
			if who == "" {
				who = "no source named"
			}
			if s := w.byID[to.Statement]; s != nil && s.Checked != nil && s.Checked.OwnNumber {
				who += ", as corrected by " + s.Checked.Author
			}
			if j == 0 {
				c.Text = fmt.Sprintf("%s: first figure %s (%s)", f.Kind, stepWords(to), who)
			} else {
				from := &f.History[j-1]
				c.From = from
				c.Text = fmt.Sprintf("%s %s → %s (%s, %s)", f.Kind, stepWords(from), stepWords(to), to.Change, who)
				if from.Best == to.Best && to.Change != "correction" {
					c.Text = fmt.Sprintf("%s still %d: range %s → %s (%s)", f.Kind, to.Best, spread(from), spread(to), who)
				}
				if !to.Explained {
					c.Text += "; nobody explains the fall"
				}
			}
			w.d.Changes = append(w.d.Changes, c)
		}
	}
	seen := map[string]bool{}
	for _, s := range w.st {
		if s.Background || s.RepeatOf != "" {
			continue
		}
		var kind, text string
		switch {
		case s.Stance == statement.Retracts:
			kind, text = "retraction", nameOr(s)+" took back: "+w.inWords(s)
		case s.Stance == statement.Corrects && s.Figure == nil:
			kind, text = "correction", nameOr(s)+" explained a correction: "+w.inWords(s)
		case s.Stance == statement.CannotConfirm || s.Stance == statement.NoComment:
			continue
		case s.Responsibility != nil && vagueActor(s.Responsibility.Actor):
			continue
		case s.Responsibility != nil:
			r := s.Responsibility
			kind, text = "responsibility", blameWords(s)
			if r.Relation == statement.DeniedBy || r.Relation == statement.RuledOut {
				kind = "denial"
			}
			key := mouthKey(s) + value(s)
			if seen[key] {
				continue
			}
			seen[key] = true
		case s.Stance == statement.Denies || s.Stance == statement.Rejects:
			kind, text = "denial", nameOr(s)+" denied: "+w.inWords(s)
		default:
			continue
		}
		w.d.Changes = append(w.d.Changes, Change{At: w.d.Known[s.Report], Kind: kind, Text: text, Statements: []string{s.ID}})
	}
	sort.SliceStable(w.d.Changes, func(i, j int) bool { return w.d.Changes[i].At.Before(w.d.Changes[j].At) })
}

// blameWords tells who said what of an actor's part in the deed.
func blameWords(s *Statement) string {
	r, who := s.Responsibility, nameOr(s)
	self := fold(r.Actor) == mouthKey(s)
	against := disowns(s.Stance)
	switch {
	case r.Relation == statement.DeniedBy && (self || against && who == r.Actor):
		return who + " denied responsibility"
	case r.Relation == statement.DeniedBy:
		return r.Actor + " denied responsibility (" + who + ")"
	case r.Relation == statement.RuledOut:
		return who + " ruled out " + r.Actor
	case r.Relation == statement.ClaimedBy && against:
		return who + " disputed the claim of " + r.Actor
	case r.Relation == statement.ClaimedBy && self:
		return who + " claimed responsibility"
	case r.Relation == statement.ClaimedBy:
		return r.Actor + " claimed responsibility (" + who + ")"
	case against:
		return who + " rejected that it was " + r.Actor
	case s.Stance == statement.Suspects:
		return who + " suspected " + r.Actor
	case s.Stance == statement.Confirms:
		return who + " supported that it was " + r.Actor
	}
	return who + " pointed to " + r.Actor
}

// inWords quotes a statement, cut at a word.
func (w *work) inWords(s *Statement) string {
	const most = 140 // bytes
	q := strings.Trim(strings.Join(strings.Fields(w.quote(s)), " "), "“”\" ,.;")
	if len(q) > most {
		q = strings.ToValidUTF8(q[:most], "")
		if i := strings.LastIndexByte(q, ' '); i > 0 {
			q = q[:i]
		}
		q += " …"
	}
	return "“" + q + "”"
}

func stepWords(s *Step) string {
	switch {
	case s.Low == s.High && s.Open:
		return fmt.Sprintf("at least %d", s.Best)
	case s.Low == s.High:
		return fmt.Sprint(s.Best)
	}
	return fmt.Sprintf("%d (%d–%d)", s.Best, s.Low, s.High)
}

// spread writes the range of a step, "at least 40" where nobody bounds it.
func spread(s *Step) string {
	switch {
	case s.Open:
		return fmt.Sprintf("at least %d", s.Low)
	case s.Low == s.High:
		return fmt.Sprint(s.Low)
	}
	return fmt.Sprintf("%d–%d", s.Low, s.High)
}

// speakers lists the mouths of the story, most statements first.
func (w *work) speakers() {
	at := map[string]int{}
	for _, s := range w.st {
		name := speakerName(s)
		if name == "" || s.RepeatOf != "" {
			continue
		}
		k := mouthKey(s)
		i, ok := at[k]
		if !ok {
			i = len(w.d.Speakers)
			at[k] = i
			w.d.Speakers = append(w.d.Speakers, Speaker{Name: name, Class: s.Speaker.Class})
		}
		sp := &w.d.Speakers[i]
		sp.Statements++
		if sp.Post == "" {
			sp.Post = s.Speaker.Post
		}
		if sp.Affiliation == "" {
			sp.Affiliation = s.Speaker.Affiliation
		}
		for _, a := range append([]string{s.Speaker.Name}, s.Speaker.Aliases...) {
			if a != "" && fold(a) != k && !containsFold(sp.Aliases, a) {
				sp.Aliases = append(sp.Aliases, a)
			}
		}
	}
	sort.SliceStable(w.d.Speakers, func(i, j int) bool {
		a, b := w.d.Speakers[i], w.d.Speakers[j]
		if a.Statements != b.Statements {
			return a.Statements > b.Statements
		}
		return fold(a.Name) < fold(b.Name)
	})
	for i := range w.d.Speakers {
		sort.Strings(w.d.Speakers[i].Aliases)
	}
}

func containsFold(list []string, s string) bool {
	for _, l := range list {
		if fold(l) == fold(s) {
			return true
		}
	}
	return false
}
