package explain

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// decidedAccount folds the invented story with what editors decided on its
// statements: the first that each choice takes.
func decidedAccount(t *testing.T, choices ...func(s *statement.Statement, rep *report.Report) *ledger.Decision) (*dossier.Account, []*report.Report) {
	t.Helper()
	var in dossier.Input
	var reports []*report.Report
	for i := range invented {
		r := invented[i]
		r.URL = "https://" + strings.ToLower(strings.ReplaceAll(r.Publisher, " ", "")) + ".example/" + r.Name
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(&r)
		reports = append(reports, &r)
		in.Entries = append(in.Entries, story.Entry{Report: &r, Reading: &reading, Known: r.Published, Seq: i})
	}
	for k, choose := range choices {
		found := false
		for _, e := range in.Entries {
			for i := range e.Reading.Statements {
				s := &e.Reading.Statements[i]
				d := choose(s, e.Report)
				if d == nil || found {
					continue
				}
				found = true
				d.Author, d.At = "Ada Quill", at(14, k)
				if d.Reason == "" {
					d.Reason = "heard on the phone from the brigade"
				}
				if d.Kind != ledger.Retract {
					d.Statement = s.ID
					d.Target = &ledger.Target{Report: e.Report.ID, Start: s.Span.Start, End: s.Span.End, Quote: s.Span.Of(e.Report.Text), Kind: string(s.Kind), Speaker: s.Speaker.Name, Stance: string(s.Stance)}
					if f := s.Figure; f != nil {
						d.Target.Kind, d.Target.Words, d.Target.WordsAt, d.Target.Low, d.Target.High, d.Target.Scope = string(f.Kind), f.Words, f.Span.Start, f.Low, f.High, string(f.Scope)
					}
				}
				rec, err := ledger.DecisionRecord(d)
				if err != nil {
					t.Fatal(err)
				}
				in.Rulings = append(in.Rulings, dossier.Ruling{ID: rec.ID, Decision: *d})
			}
		}
		if !found {
			t.Fatalf("nothing for choice %d", k)
		}
	}
	return dossier.Fold(in), reports
}

func toll(kind statement.FigureKind, low int64, d ledger.Decision) func(*statement.Statement, *report.Report) *ledger.Decision {
	return func(s *statement.Statement, _ *report.Report) *ledger.Decision {
		if s.Figure == nil || s.Figure.Kind != kind || s.Figure.Low != low {
			return nil
		}
		out := d
		return &out
	}
}

func textsOf(p Page, section string) string {
	var out []string
	for _, s := range p.grouped(section) {
		out = append(out, s.Text)
	}
	return strings.Join(out, "\n")
}

// A number that no report prints is told as the editor's, never as what the
// speaker said; everything about it is proved, in JSON as well.
func TestCorrectedFigureIsTheEditors(t *testing.T) {
	seventeen := int64(17)
	a, reports := decidedAccount(t,
		toll(statement.Killed, 12, ledger.Decision{Kind: ledger.Correct, Corrected: &ledger.Correction{Low: &seventeen, High: &seventeen}}),
		toll(statement.Missing, 4, ledger.Decision{Kind: ledger.Accept, Reason: "checked against the text"}),
		toll(statement.Injured, 14, ledger.Decision{Kind: ledger.Reject, Reason: "the brigade speaks of another fire"}))
	for _, p := range dossier.Verify(a) {
		t.Error(p)
	}
	var d *dossier.Dossier
	for i := range a.Dossiers {
		if len(a.Dossiers[i].Decisions) == 3 {
			d = &a.Dossiers[i]
		}
	}
	if d == nil {
		t.Fatal("no story has the decisions")
	}
	p := Compose(d, Options{Since: at(8, 0)})
	for _, bad := range CheckStory(p, d, a.AsOf) {
		t.Errorf("%q: %s", bad.Text, bad.Reason)
	}
	if len(Check(p, d.Reports, a.AsOf)) == 0 {
		t.Error("without the decisions the page is proved as well: then they are no evidence")
	}
	known := textsOf(p, Known)
	if !strings.Contains(known, "killed 17 people, by the correction of Ada Quill, an editor; Nordwire has “12”") {
		t.Errorf("known:\n%s", known)
	}
	for _, s := range p.Sentences {
		if strings.Contains(s.Text, "17") && (!strings.Contains(s.Text, "Ada Quill") || strings.Contains(s.Text, "said")) {
			t.Errorf("%s: the editor's number in another's mouth: %s", s.Section, s.Text)
		}
		if strings.Contains(s.Text, "14 ") && s.Section != Checked {
			t.Errorf("%s: what was set aside is told: %s", s.Section, s.Text)
		}
	}
	checked := textsOf(p, Checked)
	for _, want := range []string{
		"Ada Quill, an editor, corrected “12” (killed, Norhavn Fire Brigade) to 17 on 2 May: “heard on the phone from the brigade”.",
		"Ada Quill, an editor, set aside “14” (injured, Ilse Brandt) on 2 May: “the brigade speaks of another fire”.",
		"Ada Quill, an editor, has checked “Four people were still missing",
	} {
		if !strings.Contains(checked, want) {
			t.Errorf("no %q in:\n%s", want, checked)
		}
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, a, Options{Since: at(8, 0)}); err != nil {
		t.Fatal(err)
	}
	proof, err := Reread(bytes.NewReader(b.Bytes()), reports)
	if err != nil || len(proof.Problems) > 0 {
		t.Errorf("the written account: %v, %v", err, proof.Problems)
	}
	for name, forged := range map[string]string{
		"another reason": strings.ReplaceAll(b.String(), "heard on the phone", "seen in the sky"),
		"another number": strings.ReplaceAll(b.String(), `"low": 17`, `"low": 70`),
		"another author": strings.ReplaceAll(b.String(), "Ada Quill", "Ben Hale"),
	} {
		if proof, err := Reread(strings.NewReader(forged), reports); err != nil || len(proof.Problems) == 0 {
			t.Errorf("%s: forged, and nobody noticed (%v)", name, err)
		}
	}
	for _, write := range []func() error{
		func() error { return Terminal(&b, p, TerminalOptions{}) },
		func() error { return Markdown(&b, p) },
		func() error { return HTML(&b, p) },
	} {
		b.Reset()
		if err := write(); err != nil || !strings.Contains(b.String(), "Ada Quill, editor's decision, 2 May 2031, 14:00 UTC") && !strings.Contains(b.String(), "Ada Quill, editor&#39;s decision, 2 May 2031") {
			t.Errorf("no note for the decision: %v\n%s", err, b.String())
		}
	}
}

// A speaker and a stance that an editor puts right are told with the decision.
func TestCorrectedSpeaker(t *testing.T) {
	a, _ := decidedAccount(t, toll(statement.Killed, 12, ledger.Decision{Kind: ledger.Correct, Corrected: &ledger.Correction{Speaker: "Port Authority of Norhavn", Class: "rescue"}}))
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		p := Compose(d, Options{})
		for _, bad := range CheckStory(p, d, a.AsOf) {
			t.Errorf("%q: %s", bad.Text, bad.Reason)
		}
		if len(d.Decisions) > 0 && !strings.Contains(textsOf(p, Known), "Port Authority of Norhavn said") {
			t.Errorf("known:\n%s", textsOf(p, Known))
		}
	}
}

func TestWithdrawnReportIsTold(t *testing.T) {
	a, _ := decidedAccount(t, func(_ *statement.Statement, r *report.Report) *ledger.Decision {
		if r.Name != "n4" {
			return nil
		}
		return &ledger.Decision{Kind: ledger.Retract, Reports: []string{r.ID}, Reason: "Nordwire took the page down"}
	})
	for _, p := range dossier.Verify(a) {
		t.Error(p)
	}
	told := ""
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		p := Compose(d, Options{})
		for _, bad := range CheckStory(p, d, time.Time{}) {
			t.Errorf("%q: %s", bad.Text, bad.Reason)
		}
		told += textsOf(p, Checked)
	}
	if !strings.Contains(told, "Ada Quill, an editor, recorded on 2 May that Nordwire withdrew its report “Norhavn toll rises to 12") {
		t.Errorf("told: %s", told)
	}
}
