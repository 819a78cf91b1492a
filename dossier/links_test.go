package dossier

import (
	"os"
	"strings"
	"testing"
	"time"

	"sofar/statement"
)

// TestAnswers: what answers what between reports; each line of the case file
// that is a "say" is statement s<report>.<number>.
func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines string
		of    string // the statement that answers
		want  string
	}{
		{"a correction names the number it replaces", `
report r1 | 10:00 | Coast Wire
say Norhavn fire service | rescue | states | killed | 19 19..19 | total | people
report r2 | 11:00 | Coast Wire
say Norhavn fire service | rescue | states | killed | 18 18..18 | total | people
report r3 | 12:00 | Coast Wire
say Norhavn fire service | rescue | corrects | killed | lowered from 19 to 17 17..17 | total | people`, "s3.1", "s1.1"},
		{"lowered is never lowered from less", `
report r1 | 10:00 | Coast Wire
say Norhavn fire service | rescue | states | killed | 19 19..19 | total | people
report r2 | 11:00 | Coast Wire
say Norhavn fire service | rescue | states | killed | 4 4..4 | total | people
report r3 | 12:00 | Coast Wire
say Norhavn fire service | rescue | corrects | killed | lowered to 17 17..17 | total | people`, "s3.1", "s1.1"},
		{"27, not 24: the first who said 24", `
report r1 | 10:00 | Coast Wire
say Kelm Mining | company | states | missing | 24 24..24 | subset | men
report r2 | 11:00 | Harbour Times
say City Hospital | medical | states | missing | 24 24..24 | subset | men
report r3 | 12:00 | Coast Wire
say Miners Union | NGO | claims | missing | 27, not 24 27..27 | subset | men`, "s3.1", "s1.1"},
		{"who lays the deed to one who claimed it supports the claim", `
report r1 | 10:00 | Coast Wire
say Grey Hand | armed group | claims | claimed by | Grey Hand
report r2 | 11:00 | Harbour Times
say Interior Ministry | government | states | attributed to | Grey Hand`, "s2.1", "s1.1"},
		{"without a claim an accusation answers nothing", `
report r1 | 10:00 | Coast Wire
say Norhavn police | police | states | attributed to | Grey Hand
report r2 | 11:00 | Harbour Times
say Interior Ministry | government | states | attributed to | Grey Hand`, "s2.1", ""},
		{"a denial is the actor's, whoever passes it on", `
report r1 | 10:00 | Coast Wire
say Norhavn town hall | government | states | attributed to | Grey Hand
report r2 | 11:00 | Harbour Times
say Norhavn town hall | government | denies | denied by | Grey Hand`, "s2.1", "s1.1"},
		{"a link never points forward", `
report r1 | 10:00 | Coast Wire
say City Hospital | medical | denies | killed | 41 41..41 | total | people
report r2 | 11:00 | Harbour Times
say Norhavn police | police | states | killed | 41 41..41 | total | people`, "s1.1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := caseOf(t, c.lines)
			if s := stated(d, c.of); s == nil || s.Answers != c.want {
				t.Errorf("%s answers %+v, want %q", c.of, s, c.want)
			}
		})
	}
}

// TestRepeatsOfParts: parts repeat where the same is counted, in a word that says
// no more or a synonym; increments only in the same words.
func TestRepeatsOfParts(t *testing.T) {
	const two = `
report r1 | 10:00 | Coast Wire
say City Hospital | medical | states | KIND | SCOPE1
report r2 | 11:00 | Harbour Times
say City Hospital | medical | states | KIND | SCOPE2`
	for _, c := range []struct {
		kind, a, b string
		repeat     bool
	}{
		{"killed", "four 4..4 | subset | children", "four 4..4 | subset | little ones", true},
		{"killed", "four 4..4 | subset | children", "four 4..4 | subset | people", true},
		{"killed", "four 4..4 | subset | children", "four 4..4 | subset | workers", false},
		{"rescued", "two 2..2 | increment | people", "two 2..2 | increment | young men", false},
	} {
		d := caseOf(t, replaceAll(two, "KIND", c.kind, "SCOPE1", c.a, "SCOPE2", c.b))
		if s := stated(d, "s2.1"); s == nil || (s.RepeatOf == "s1.1") != c.repeat {
			t.Errorf("%s %q then %q: %+v, want repeat %t", c.kind, c.a, c.b, s, c.repeat)
		}
	}
}

// TestUnitsOfOtherNumbers: of other kinds of numbers people are people, and no
// things.
func TestUnitsOfOtherNumbers(t *testing.T) {
	of := func(unit string) *Statement {
		return &Statement{Statement: statement.Statement{Figure: &statement.Figure{Kind: statement.OtherFigure, Scope: statement.ScopeSubset, Unit: unit}}}
	}
	if !sameUnit(of("colleagues"), of("fellow players")) {
		t.Error("colleagues are people as players are")
	}
	if sameUnit(of("carriages"), of("passengers")) {
		t.Error("carriages are no passengers")
	}
}

// TestTakeBack: an outlet's note on what it printed withdraws it.
func TestTakeBack(t *testing.T) {
	d := caseOf(t, `
report r1 | 10:00 | Harbour Times
say Harbour Times | media | states | killed | 41 41..41 | total | people
report r2 | 11:00 | Harbour Times
say Harbour Times | media | states | killed | our earlier report said 41 41..41 | total | people`)
	s, first := stated(d, "s2.1"), stated(d, "s1.1")
	if s == nil || s.Stance != statement.Retracts || s.Answers != "s1.1" || s.RepeatOf != "" {
		t.Errorf("the note: %+v", s)
	}
	if first == nil || first.Withdrawn != "s2.1" {
		t.Errorf("what it withdraws: %+v", first)
	}
}

func stated(d *Dossier, id string) *Statement {
	for i := range d.Statements {
		if d.Statements[i].ID == id {
			return &d.Statements[i]
		}
	}
	return nil
}

func caseOf(t *testing.T, lines string) *Dossier {
	t.Helper()
	path := t.TempDir() + "/case.txt"
	writeFile(t, path, lines)
	return readCase(t, path).at(clock(t, "23:00").Add(time.Hour))
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func replaceAll(s string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(s) }
