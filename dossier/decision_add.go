package dossier

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/language"
	"sofar/ledger"
	"sofar/report"
	"sofar/statement"
)

// Bounds of what an editor writes, in characters, and of the reports that one
// decision names.
const (
	maxAuthor  = 100
	maxReason  = 2000
	maxReports = 5000
)

// AddDecision records an editor's ruling and gives its record ID. A zero At
// becomes the clock's time. What was decided on is written down as the ledger
// holds it, whatever d.Target says. A ruling that says again what the newest
// one on the same statement says is not recorded twice: its ID is given.
func (b *Book) AddDecision(ctx context.Context, d ledger.Decision) (string, error) {
	b.adding.Lock()
	defer b.adding.Unlock()
	if err := b.catchUp(ctx); err != nil {
		return "", err
	}
	if err := b.checkDecision(&d); err != nil {
		return "", err
	}
	if id := b.already(&d); id != "" {
		return id, nil
	}
	if d.At.IsZero() {
		d.At = b.now().UTC().Truncate(time.Millisecond)
	}
	rec, err := ledger.DecisionRecord(&d)
	if err != nil {
		return "", err
	}
	if _, err := b.log.Append(ctx, rec); err != nil {
		return "", err
	}
	return rec.ID, b.catchUp(ctx)
}

// already gives the ID of the decision that stands and says the same.
func (b *Book) already(d *ledger.Decision) string {
	for _, old := range slices.Backward(Standing(b.Decisions(), time.Time{})) {
		if old.Statement != d.Statement || old.Source != d.Source || !slices.Equal(old.Reports, d.Reports) || !slices.Equal(old.From, d.From) || !slices.Equal(old.Names, d.Names) {
			continue
		}
		if old.Kind == d.Kind && old.Mark == d.Mark && reflect.DeepEqual(old.Corrected, d.Corrected) && d.Kind != ledger.Undo && d.Kind != ledger.Note {
			return old.ID
		}
		return ""
	}
	return ""
}

// ErrDecision marks a decision that could never apply.
var ErrDecision = errors.New("this decision cannot be taken")

// checkDecision refuses rulings that could never apply, turns the names of
// reports into their ids, and notes what a decision on a statement stands on.
func (b *Book) checkDecision(d *ledger.Decision) error {
	wrong := func(form string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrDecision, fmt.Sprintf(form, args...))
	}
	for _, p := range []struct {
		text *string
		most int
		name string
	}{{&d.Author, maxAuthor, "author"}, {&d.Reason, maxReason, "reason"}, {&d.Source, 200, "source"}} {
		line, ok := oneLine(*p.text)
		if !ok || utf8.RuneCountInString(line) > p.most {
			return wrong("its %s must be text of at most %d characters", p.name, p.most)
		}
		*p.text = line
	}
	if d.Author == "" || d.Reason == "" {
		return wrong("it needs an author and a reason")
	}
	if len(d.Reports)+len(d.From) > maxReports {
		return wrong("it names %d reports; %d is the most", len(d.Reports)+len(d.From), maxReports)
	}
	for _, list := range []*[]string{&d.Reports, &d.From} {
		var ids []string
		for _, id := range *list {
			r, _, ok := b.Report(id)
			if !ok {
				return wrong("it names report %q, which the ledger does not hold", cutWords(id, 60))
			}
			ids = append(ids, r.ID)
		}
		*list = ids
	}
	if d.Kind != ledger.Correct {
		d.Corrected = nil
	}
	d.Target = nil
	switch d.Kind {
	case ledger.Merge, ledger.Split:
		if len(d.Reports) < 2 && (d.Kind == ledger.Merge || len(d.From) == 0 || len(d.Reports) == 0) {
			return wrong("a %s needs two reports or more", d.Kind)
		}
		for _, id := range d.From {
			if d.Kind == ledger.Merge || slices.Contains(d.Reports, id) {
				return wrong("report %s cannot be held apart from itself", id)
			}
		}
	case ledger.Undo:
		return b.checkUndo(d)
	case ledger.Accept, ledger.Correct, ledger.Reject:
		return b.checkTarget(d)
	case ledger.Retract:
		if len(d.Reports) == 0 {
			return wrong("a retraction needs the report that was withdrawn")
		}
	case ledger.MarkSource:
		if d.Source == "" {
			return wrong("a mark needs the outlet that is marked")
		}
		if d.Mark != "" && d.Mark != ledger.NotUsed && (len(d.Mark) != 1 || d.Mark < "A" || d.Mark > "F") {
			return wrong("unknown mark %q: use A to F, %q, or nothing", cutWords(d.Mark, 20), ledger.NotUsed)
		}
	case ledger.Same, ledger.Apart:
		return checkNames(d)
	case ledger.Note:
	default:
		return wrong("unknown kind %q: use accept, correct, reject, retract, merge, split, mark, same, apart, note or undo", cutWords(d.Kind, 20))
	}
	return nil
}

// oneLine gives text on one line without control characters and without
// characters that turn the direction of writing; false if it is not text.
func oneLine(s string) (string, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " "), true
}

func (b *Book) checkUndo(d *ledger.Decision) error {
	all := b.Decisions()
	i := slices.IndexFunc(all, func(r Ruling) bool { return r.ID == d.Undoes })
	if i < 0 {
		return fmt.Errorf("%w: it takes back %q, which the ledger does not hold", ErrDecision, cutWords(d.Undoes, 60))
	}
	if Undone(all)[d.Undoes] != "" {
		return fmt.Errorf("%w: %s has been taken back already", ErrDecision, d.Undoes)
	}
	return nil
}

// Undone gives, for every decision that has been taken back, the ID of the undo
// that did.
func Undone(all []Ruling) map[string]string {
	out := map[string]string{}
	for i := len(all) - 1; i >= 0; i-- {
		if d := &all[i]; d.Kind == ledger.Undo && out[d.ID] == "" {
			out[d.Undoes] = d.ID
		}
	}
	return out
}

// checkTarget finds the statement that is decided on and writes down what it
// stands on.
func (b *Book) checkTarget(d *ledger.Decision) error {
	rep, s := b.statementOf(d)
	if s == nil {
		return fmt.Errorf("%w: no statement %q is read from the reports of the ledger", ErrDecision, cutWords(d.Statement, 60))
	}
	d.Reports, d.Target = nil, targetOf(rep, s)
	if d.Kind != ledger.Correct {
		return nil
	}
	return checkCorrection(d, rep, s)
}

// statementOf finds the statement that a decision names, in the report that it
// names or in the account.
func (b *Book) statementOf(d *ledger.Decision) (*report.Report, *statement.Statement) {
	look := func(id string) (*report.Report, *statement.Statement) {
		rep, reading, ok := b.Report(id)
		if !ok || reading == nil {
			return nil, nil
		}
		for i := range reading.Statements {
			if s := &reading.Statements[i]; s.ID == d.Statement && validSpan(s.Span, rep.Text) {
				return rep, s
			}
		}
		return nil, nil
	}
	if len(d.Reports) > 0 {
		return look(d.Reports[0])
	}
	if d.Statement == "" {
		return nil, nil
	}
	a := b.At(time.Time{})
	for i := range a.Dossiers {
		for _, list := range [][]Statement{a.Dossiers[i].Statements, a.Dossiers[i].Rejected} {
			for j := range list {
				if list[j].ID == d.Statement {
					return look(list[j].Report)
				}
			}
		}
	}
	return nil, nil
}

func targetOf(rep *report.Report, s *statement.Statement) *ledger.Target {
	t := &ledger.Target{Report: rep.ID, Start: s.Span.Start, End: s.Span.End, Quote: s.Span.Of(rep.Text),
		Kind: targetKind(s), Speaker: s.Speaker.Name, Stance: string(s.Stance)}
	if f := s.Figure; f != nil {
		t.Words, t.WordsAt, t.Low, t.High, t.Scope = f.Words, f.Span.Start, f.Low, f.High, string(f.Scope)
	}
	return t
}

var (
	scopes  = []statement.Scope{statement.ScopeTotal, statement.ScopeSubset, statement.ScopeIncrement, statement.ScopeOther, statement.ScopeHistorical}
	stances = []statement.Stance{statement.States, statement.Confirms, statement.Claims, statement.Denies, statement.Rejects, statement.Suspects,
		statement.Fears, statement.Predicts, statement.Retracts, statement.Corrects, statement.CannotConfirm, statement.NoComment}
	classes = []statement.Class{statement.Government, statement.Police, statement.Military, statement.Medical, statement.Rescue, statement.Company,
		statement.Court, statement.International, statement.NGO, statement.ArmedGroup, statement.Opposition, statement.Witness, statement.Expert,
		statement.Media, statement.UnnamedOfficial, statement.ClassUnknown}
)

// Scopes, Stances and Classes are what a correction may put in place.
func Scopes() []statement.Scope   { return slices.Clone(scopes) }
func Stances() []statement.Stance { return slices.Clone(stances) }
func Classes() []statement.Class  { return slices.Clone(classes) }

// checkCorrection refuses corrections that no statement can have, and ties a
// number to the words of the report that give it, where some do.
func checkCorrection(d *ledger.Decision, rep *report.Report, s *statement.Statement) error {
	c := d.Corrected
	wrong := func(form string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrDecision, fmt.Sprintf(form, args...))
	}
	if c == nil || *c == (ledger.Correction{}) {
		return wrong("a correction needs what it puts in place")
	}
	for _, p := range []*string{&c.Speaker, &c.Unit} {
		line, ok := oneLine(*p)
		if !ok || utf8.RuneCountInString(line) > 200 {
			return wrong("speaker and unit must be text of at most 200 characters")
		}
		*p = line
	}
	if s.Figure == nil && (c.Kind != "" || c.Low != nil || c.High != nil || c.Unit != "" || c.Scope != "" || c.Words != "") {
		return wrong("the statement gives no figure")
	}
	switch {
	case c.Kind != "" && !slices.Contains(statement.FigureKinds, statement.FigureKind(c.Kind)):
		return wrong("unknown kind of figure %q", cutWords(c.Kind, 40))
	case c.Scope != "" && !slices.Contains(scopes, statement.Scope(c.Scope)):
		return wrong("unknown scope %q", cutWords(c.Scope, 40))
	case c.Stance != "" && !slices.Contains(stances, statement.Stance(c.Stance)):
		return wrong("unknown stance %q", cutWords(c.Stance, 40))
	case c.Class != "" && !slices.Contains(classes, statement.Class(c.Class)):
		return wrong("unknown class of speaker %q", cutWords(c.Class, 40))
	case c.Class != "" && c.Speaker == "":
		return wrong("a class needs the speaker whose it is")
	case (c.Low == nil) != (c.High == nil):
		return wrong("a number needs both bounds")
	case c.Low == nil && c.Words != "":
		return wrong("words need the number that they give")
	}
	if c.Low == nil {
		return nil
	}
	if low, high := *c.Low, *c.High; low < 0 || high < low && high != language.Open {
		return wrong("%d to %d is no interval", low, high)
	}
	around := sentenceSpan(rep.Text, s)
	if c.Words == "" {
		c.Words = wordsFor(around.Of(rep.Text), *c.Low, *c.High)
		return nil
	}
	if !strings.Contains(rep.Text, c.Words) {
		return wrong("the report does not print %q", cutWords(c.Words, 60))
	}
	if wordsFor(c.Words, *c.Low, *c.High) == "" {
		return wrong("%q does not give %s; leave the words out, and the number stands under your name", cutWords(c.Words, 60), CountWords(*c.Low, *c.High))
	}
	return nil
}

// sentenceSpan is the line of a statement, up to 300 bytes to both sides.
func sentenceSpan(text string, s *statement.Statement) report.Span {
	lo, hi := s.Span.Start, s.Span.End
	for lo > 0 && text[lo-1] != '\n' && s.Span.Start-lo < 300 {
		lo--
	}
	for hi < len(text) && text[hi] != '\n' && hi-s.Span.End < 300 {
		hi++
	}
	for lo < s.Span.Start && !utf8.RuneStart(text[lo]) {
		lo++
	}
	for hi < len(text) && !utf8.RuneStart(text[hi]) {
		hi--
	}
	return report.Span{Start: lo, End: hi}
}

// wordsFor gives the words of a text that give an interval, "" for none.
func wordsFor(text string, low, high int64) string {
	doc := language.Analyze(text, time.Time{})
	for _, n := range doc.Numbers {
		if n.Low == low && n.High == high {
			return text[n.Span.Start:n.Span.End]
		}
	}
	return ""
}

// ParseCount reads a number as an editor writes it: "14", "at least 14",
// "10 to 14", "10-14", "up to 9", "dozens". High is language.Open (-1) for no
// upper bound.
func ParseCount(words string) (low, high int64, err error) {
	words = strings.TrimSpace(words)
	if len(words) <= 80 {
		doc := language.Analyze(words+" people were hurt.", time.Time{})
		if len(doc.Numbers) == 1 && strings.TrimSpace(words[:min(len(words), doc.Numbers[0].Span.Start)]) == "" && doc.Numbers[0].Span.End >= len(words) {
			return doc.Numbers[0].Low, doc.Numbers[0].High, nil
		}
	}
	return 0, 0, fmt.Errorf("%q is no number such as 14, at least 14, 10 to 14 or up to 9", cutWords(words, 40))
}
