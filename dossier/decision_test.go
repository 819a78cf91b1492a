package dossier

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/report"
	"sofar/statement"
)

// desk is a book with a clock that a test moves.
type deskBook struct {
	*Book
	t    *testing.T
	hour int
}

func at(h int) time.Time { return time.Date(2031, 5, 2, h, 0, 0, 0, time.UTC) }

func newDeskBook(t *testing.T, reports ...*report.Report) *deskBook {
	t.Helper()
	d := &deskBook{t: t, hour: 12}
	b, _ := freshBook(t, WithClock(func() time.Time { return at(d.hour) }))
	d.Book = b
	for _, r := range reports {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		if _, err := b.Add(t.Context(), report.Item{Report: r}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *deskBook) decide(dec ledger.Decision) string {
	d.t.Helper()
	if dec.Author == "" {
		dec.Author = "Ada Quill"
	}
	if dec.Reason == "" {
		dec.Reason = "seen on the ministry's own page"
	}
	id, err := d.AddDecision(d.t.Context(), dec)
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

// story gives the only story at a time, proved by Verify.
func (d *deskBook) story(asOf time.Time) *Dossier {
	d.t.Helper()
	a := d.At(asOf)
	if len(a.Dossiers) != 1 {
		d.t.Fatalf("%d stories, want 1", len(a.Dossiers))
	}
	for _, p := range Verify(a) {
		d.t.Error(p)
	}
	return &a.Dossiers[0]
}

// figure gives a kind's best number, -1 for none.
func figure(d *Dossier, kind statement.FigureKind) int64 {
	for _, f := range d.Figures {
		if f.Kind == kind {
			return f.Best
		}
	}
	return -1
}

// counted finds the statement that gives a number.
func (d *deskBook) counted(kind statement.FigureKind, low int64) *Statement {
	d.t.Helper()
	s := d.story(time.Time{})
	for i := range s.Statements {
		if f := s.Statements[i].Figure; f != nil && f.Kind == kind && f.Low == low {
			return &s.Statements[i]
		}
	}
	d.t.Fatalf("nobody counts %d %s", low, kind)
	return nil
}

func blast(h int, name, outlet, text string) *report.Report {
	return &report.Report{Name: name, URL: "https://" + strings.ToLower(strings.ReplaceAll(outlet, " ", "")) + ".example/" + name,
		Publisher: outlet, Title: "Blast in Tesmar market", Published: at(h), Text: text}
}

const (
	blastOne = "A blast tore through the fish market of Tesmar on Friday. At least 41 people were killed, the fire service said. The market hall was closed and the streets were sealed off."
	blastTwo = "An explosion in the fish market of Tesmar on Friday killed 14 people, the interior ministry said. In the market 30 people were injured, the ministry said."
)

func TestCorrectAFigure(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", blastOne), blast(9, "r2", "Evening Post", blastTwo))
	s := d.counted(statement.Killed, 41)
	fourteen := int64(14)
	id := d.decide(ledger.Decision{Kind: ledger.Correct, Statement: s.ID, Corrected: &ledger.Correction{Low: &fourteen, High: &fourteen, Speaker: "Tesmar Fire Service", Class: "rescue"}})
	got := d.counted(statement.Killed, 14)
	story := d.story(time.Time{})
	if got == nil || len(story.Decisions) != 1 || story.Decisions[0].ID != id {
		t.Fatalf("decisions %+v", story.Decisions)
	}
	var c *Statement
	for i := range story.Statements {
		if story.Statements[i].ID == s.ID {
			c = &story.Statements[i]
		}
	}
	switch {
	case c == nil || c.Checked == nil || c.Checked.Verdict != Corrected || c.Checked.Read.Figure.Low != 41:
		t.Fatalf("corrected: %+v", c)
	case !c.Checked.OwnNumber || c.Figure.Words != "" || c.Figure.Low != 14:
		t.Errorf("the number that no words of the report give: %+v", c.Figure)
	case c.Speaker.Name != "Tesmar Fire Service":
		t.Errorf("speaker %+v", c.Speaker)
	case story.Figures[0].High != 14:
		t.Errorf("killed: %+v", story.Figures[0])
	}
	if last := story.Changes[len(story.Changes)-1]; last.Decision != id || !strings.Contains(last.Text, "Ada Quill corrected “At least 41 people” (killed, fire service) to 14, said by Tesmar Fire Service: seen on") {
		t.Errorf("changes: %q", last.Text)
	}
	// Before the decision the account is as it was.
	if f := d.story(at(11)).Figures[0]; f.High != 41 {
		t.Errorf("as of 11: %+v", f)
	}
	// Said twice, it is one record; taken back, the reading stands again.
	if again := d.decide(ledger.Decision{Kind: ledger.Correct, Statement: s.ID, Corrected: &ledger.Correction{Low: &fourteen, High: &fourteen, Speaker: "Tesmar Fire Service", Class: "rescue"}}); again != id {
		t.Errorf("the same decision again has id %s", again)
	}
	d.hour = 13
	undo := d.decide(ledger.Decision{Kind: ledger.Undo, Undoes: id})
	if f := d.story(time.Time{}).Figures[0]; f.High != 41 || d.story(at(12)).Figures[0].High != 14 {
		t.Errorf("after the undo: %+v", f)
	}
	if _, err := d.AddDecision(t.Context(), ledger.Decision{Kind: ledger.Undo, Undoes: id, Author: "a", Reason: "b"}); err == nil {
		t.Error("a decision was taken back twice")
	}
	d.hour = 14
	d.decide(ledger.Decision{Kind: ledger.Undo, Undoes: undo})
	if f := d.story(time.Time{}).Figures[0]; f.High != 14 {
		t.Errorf("after the undo of the undo: %+v", f)
	}
}

// A number that the report prints keeps the report's words.
func TestCorrectionWithWords(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", blastOne), blast(9, "r2", "Evening Post", blastTwo))
	s := d.counted(statement.Injured, 30)
	fourteen, thirty := int64(14), int64(30)
	d.decide(ledger.Decision{Kind: ledger.Correct, Statement: s.ID, Corrected: &ledger.Correction{Low: &fourteen, High: &fourteen}})
	story := d.story(time.Time{})
	for _, st := range story.Statements {
		if st.ID == s.ID && (st.Checked.OwnNumber || st.Figure.Words != "14" || st.Figure.Span.Of(blastTwo) != "14") {
			t.Errorf("figure %+v", st.Figure)
		}
	}
	for name, c := range map[string]*ledger.Correction{
		"nothing":        {},
		"half":           {Low: &thirty},
		"upside down":    {Low: &thirty, High: &fourteen},
		"kind":           {Kind: "eaten"},
		"stance":         {Stance: "sings"},
		"other words":    {Low: &thirty, High: &thirty, Words: "14"},
		"foreign words":  {Low: &thirty, High: &thirty, Words: "thirty souls"},
		"class only":     {Class: "police"},
		"unknown class":  {Speaker: "x", Class: "wizard"},
		"words, no sum":  {Words: "14"},
		"hostile string": {Speaker: "\xff"},
	} {
		if _, err := d.AddDecision(t.Context(), ledger.Decision{Kind: ledger.Correct, Statement: s.ID, Corrected: c, Author: "a", Reason: "b"}); err == nil {
			t.Errorf("%s: such a correction was taken", name)
		}
	}
}

func TestRejectAndAccept(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", blastOne), blast(9, "r2", "Evening Post", blastTwo), blast(10, "r3", "Morning Wire", blastOne))
	s := d.counted(statement.Killed, 41)
	d.decide(ledger.Decision{Kind: ledger.Reject, Statement: s.ID, Reports: []string{s.Report}})
	story := d.story(time.Time{})
	if len(story.Rejected) != 2 || story.Rejected[1].Checked.CopyOf != s.ID || figure(story, statement.Killed) != 14 || story.Figures[0].High != 14 {
		t.Fatalf("rejected %d statements, killed %+v", len(story.Rejected), story.Figures[0])
	}
	for _, st := range story.Statements {
		if st.Figure != nil && st.Figure.Low == 41 {
			t.Errorf("still used: %+v", st)
		}
	}
	// Who accepts what was set aside takes it in again.
	d.hour = 13
	d.decide(ledger.Decision{Kind: ledger.Accept, Statement: s.ID, Author: "Ben Hale"})
	if got := d.counted(statement.Killed, 41); got.Checked == nil || got.Checked.Verdict != Accepted || got.Checked.Author != "Ben Hale" || len(got.Checked.All) != 2 {
		t.Errorf("accepted: %+v", got.Checked)
	}
}

func TestRetractAndMark(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", blastOne), blast(9, "r2", "Evening Post", blastTwo), blast(10, "r3", "Morning Wire", blastOne))
	id := d.decide(ledger.Decision{Kind: ledger.Retract, Reports: []string{"r1"}, Reason: "the Herald took it down"})
	story := d.story(time.Time{})
	if len(story.Members) != 1 || len(story.Withdrawn) != 2 || story.Withdrawn[0].Decision != id || len(story.Decisions) != 1 {
		t.Fatalf("%d reports, withdrawn %+v", len(story.Members), story.Withdrawn)
	}
	if len(d.story(at(11)).Members) != 3 {
		t.Error("the account before the retraction changed")
	}
	d.decide(ledger.Decision{Kind: ledger.Undo, Undoes: id})
	d.decide(ledger.Decision{Kind: ledger.MarkSource, Source: "Evening Post", Mark: ledger.NotUsed})
	story = d.story(time.Time{})
	if figure(story, statement.Injured) != -1 || len(story.Rejected) < 2 || len(story.Members) != 3 {
		t.Errorf("what the marked outlet reports is used: %+v", story.Figures)
	}
	d.decide(ledger.Decision{Kind: ledger.MarkSource, Source: "Evening Post", Mark: "C"})
	if figure(d.story(time.Time{}), statement.Injured) != 30 {
		t.Error("the later mark does not stand")
	}
}

// TestDecisionsOutliveEngines: a later engine reads the same words with other
// ids; what was decided finds them, and says so where it does not.
func TestDecisionsOutliveEngines(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", blastOne), blast(9, "r2", "Evening Post", blastTwo))
	high, ministry, hurt := d.counted(statement.Killed, 41), d.counted(statement.Killed, 14), d.counted(statement.Injured, 30)
	twelve := int64(12)
	d.decide(ledger.Decision{Kind: ledger.Correct, Statement: high.ID, Corrected: &ledger.Correction{Low: &twelve, High: &twelve}})
	d.decide(ledger.Decision{Kind: ledger.Accept, Statement: ministry.ID})
	d.decide(ledger.Decision{Kind: ledger.Reject, Statement: hurt.ID})
	reread := func(engine string, change func(*statement.Statement)) {
		t.Helper()
		_, readings := d.Reports()
		for _, r := range readings {
			next := *r
			next.Engine, next.Statements = engine, append([]statement.Statement(nil), r.Statements...)
			for j := range next.Statements {
				s := &next.Statements[j]
				if s.Figure != nil {
					f := *s.Figure
					s.Figure = &f
				}
				change(s)
			}
			rec, err := ledger.ReadingRecord(&next)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.log.Append(t.Context(), rec); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.catchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	reread("90", func(s *statement.Statement) {
		n++
		s.ID = fmt.Sprintf("s%016d", n)
		if s.Span.Start > 2 {
			s.Span.End-- // a clause that ends elsewhere
		}
	})
	story := d.story(time.Time{})
	if figure(story, statement.Killed) != 14 || figure(story, statement.Injured) != -1 || story.Figures[0].Low != 12 || story.Figures[0].High != 14 {
		t.Errorf("after another engine: %+v", story.Figures)
	}
	for _, dec := range d.At(time.Time{}).Decisions {
		if dec.Lost != "" || len(dec.Statements) != 1 {
			t.Errorf("%s lost its words: %s", dec.Kind, dec.Lost)
		}
	}
	// An engine that reads another number was neither accepted nor rejected.
	reread("91", func(s *statement.Statement) {
		if s.Figure != nil && s.Figure.Low != 41 {
			s.Figure.Low, s.Figure.High = s.Figure.Low+1, s.Figure.High+1
		}
	})
	story = d.story(time.Time{})
	if figure(story, statement.Injured) != 31 || figure(story, statement.Killed) != 15 {
		t.Errorf("after an engine that reads otherwise: %+v", story.Figures)
	}
	lost := 0
	for _, dec := range d.At(time.Time{}).Decisions {
		if dec.Lost != "" && strings.Contains(dec.Lost, "engine 91") {
			lost++
		}
	}
	if lost != 2 || len(story.Decisions) != 3 {
		t.Errorf("%d decisions say that they find nothing, want 2 of %d", lost, len(story.Decisions))
	}
}

func TestVerifyDecisions(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", blastOne), blast(9, "r2", "Evening Post", blastTwo))
	twelve := int64(12)
	d.decide(ledger.Decision{Kind: ledger.Correct, Statement: d.counted(statement.Killed, 41).ID, Corrected: &ledger.Correction{Low: &twelve, High: &twelve}})
	for name, forge := range map[string]func(*Account){
		"the reason": func(a *Account) { a.Decisions[0].Reason = "because I say so" },
		"the number": func(a *Account) {
			for i := range a.Dossiers[0].Statements {
				if s := &a.Dossiers[0].Statements[i]; s.Checked != nil {
					s.Figure.Low, s.Figure.High = 400, 400
				}
			}
		},
		"a check without a decision": func(a *Account) {
			a.Dossiers[0].Statements[len(a.Dossiers[0].Statements)-1].Checked = &Check{Verdict: Accepted, Decision: "k0", Author: "Nobody"}
		},
	} {
		a := Fold(Input{Entries: entries(d.state.reports, d.state.readings), Rulings: d.Decisions()})
		if p := Verify(a); len(p) != 0 {
			t.Fatalf("before: %v", p)
		}
		forge(a)
		if len(Verify(a)) == 0 {
			t.Errorf("%s was forged, and nobody noticed", name)
		}
	}
}

func TestParseCount(t *testing.T) {
	for words, want := range map[string][2]int64{
		"14": {14, 14}, "at least 14": {14, -1}, "10 to 14": {10, 14}, "10-14": {10, 14}, "up to 9": {0, 9}, "forty-one": {41, 41}, "4,200": {4200, 4200}, " 0 ": {0, 0},
	} {
		if low, high, err := ParseCount(words); err != nil || low != want[0] || high != want[1] {
			t.Errorf("%q: %d..%d, %v", words, low, high, err)
		}
	}
	for _, words := range []string{"", "many more than I thought 3 or 4 and 5", "-4", "x", strings.Repeat("9", 200), "14 <script>"} {
		if low, high, err := ParseCount(words); err == nil {
			t.Errorf("%q: %d..%d", words, low, high)
		}
	}
}
