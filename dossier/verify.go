package dossier

import (
	"fmt"
	"sort"
	"strings"

	"sofar/incident"
	"sofar/report"
)

// Problem is one thing in an account that does not hold.
type Problem struct {
	Story     string
	Report    string
	Statement string
	Text      string // what is wrong, for a person
}

func (p Problem) String() string {
	return fmt.Sprintf("story %s, report %s, statement %s: %s", p.Story, p.Report, p.Statement, p.Text)
}

// Verify re-checks what an account says of its reports: every statement's span
// lies in its report, its figure's words stand at their place, every id that
// is pointed to exists, low ≤ best ≤ high, and no report is newer than the
// account. What editors decided is checked as well: every decision is the record
// that its id names, every check names a decision that stands, and what a person
// corrected is what the correction says. It returns nil when everything holds.
func Verify(a *Account) []Problem {
	out := verifyDecisions(a)
	for i := range a.Dossiers {
		out = append(out, verifyDossier(a, &a.Dossiers[i])...)
	}
	return out
}

// VerifyReading re-checks what a reading says of its report, also of a report
// that is in no story: every statement lies in the text. A nil reading holds.
func VerifyReading(rep *report.Report, reading *incident.Reading) []Problem {
	if reading == nil {
		return nil
	}
	var out []Problem
	for i := range reading.Statements {
		s := &reading.Statements[i]
		if !validSpan(s.Span, rep.Text) {
			out = append(out, Problem{Report: rep.ID, Statement: s.ID, Text: fmt.Sprintf("span %d–%d does not lie in the text of %d bytes", s.Span.Start, s.Span.End, len(rep.Text))})
		} else if f := s.Figure; f != nil && !f.Span.Empty() && (!validSpan(f.Span, rep.Text) || f.Words != "" && f.Span.Of(rep.Text) != f.Words) {
			out = append(out, Problem{Report: rep.ID, Statement: s.ID, Text: fmt.Sprintf("the figure's words %q do not stand at their place", f.Words)})
		}
	}
	return out
}

func verifyDossier(a *Account, d *Dossier) []Problem {
	var out []Problem
	bad := func(rep, id, format string, args ...any) {
		out = append(out, Problem{Story: d.ID, Report: rep, Statement: id, Text: fmt.Sprintf(format, args...)})
	}
	ids := map[string]bool{}
	for i := range d.Statements {
		ids[d.Statements[i].ID] = true
	}
	known := func(rep, from, what string, list ...string) {
		for _, id := range list {
			if id != "" && !ids[id] {
				bad(rep, from, "%s points to %s, which the story does not have", what, id)
			}
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		rep := d.Reports[s.Report]
		if rep == nil || a.Reports[s.Report] == nil {
			bad(s.Report, s.ID, "the report is not in the account")
			continue
		}
		if !validSpan(s.Span, rep.Text) {
			bad(s.Report, s.ID, "span %d–%d does not lie in the text of %d bytes", s.Span.Start, s.Span.End, len(rep.Text))
			continue
		}
		if f := s.Figure; f != nil && !f.Span.Empty() && (!validSpan(f.Span, rep.Text) || f.Words != "" && f.Span.Of(rep.Text) != f.Words) {
			bad(s.Report, s.ID, "the figure's words %q do not stand at their place", f.Words)
		}
		if f := s.Figure; f != nil && f.Headline != "" && (f.Headline != rep.Title || !strings.Contains(rep.Title, f.Words)) {
			bad(s.Report, s.ID, "the figure's words %q do not stand in the title", f.Words)
		}
		if f := s.Figure; f != nil && f.High >= 0 && f.Low > f.High {
			bad(s.Report, s.ID, "low %d is above high %d", f.Low, f.High)
		}
		if r := s.Responsibility; r != nil && !r.ActorSpan.Empty() && !validSpan(r.ActorSpan, rep.Text) {
			bad(s.Report, s.ID, "the actor's words do not lie in the text")
		}
		known(s.Report, s.ID, "repeat", s.RepeatOf)
		known(s.Report, s.ID, "answer", s.Answers)
		known(s.Report, s.ID, "withdrawal", s.Withdrawn)
	}
	out = append(out, verifyChecks(a, d)...)
	for _, f := range d.Figures {
		if f.Low > f.Best || f.Best > f.High {
			bad("", f.BestID, "%s: low %d, best %d, high %d are out of order", f.Kind, f.Low, f.Best, f.High)
		}
		known("", f.BestID, string(f.Kind), append(append([]string{f.BestID}, f.Live...), f.Apart...)...)
		for _, h := range f.History {
			if h.Low > h.Best || h.Best > h.High {
				bad(h.Report, h.Statement, "%s: a step's low %d, best %d, high %d are out of order", f.Kind, h.Low, h.Best, h.High)
			}
			known(h.Report, h.Statement, "history", h.Statement)
		}
	}
	for _, r := range d.Responsibility {
		known("", "", "responsibility of "+r.Actor, r.Statements...)
	}
	for _, list := range [][]Point{d.Disputed, d.Unknown} {
		for _, p := range list {
			known(p.Report, "", p.Kind, p.Statements...)
			if p.Report != "" && (d.Reports[p.Report] == nil || !validSpan(p.Span, d.Reports[p.Report].Text)) {
				bad(p.Report, "", "%s: its words do not lie in the report", p.Kind)
			}
		}
	}
	names := make([]string, 0, len(d.Known))
	for id := range d.Known {
		names = append(names, id)
	}
	sort.Strings(names)
	for _, id := range names {
		if !a.AsOf.IsZero() && d.Known[id].After(a.AsOf) {
			bad(id, "", "the report became known after the account's time")
		}
	}
	return out
}
