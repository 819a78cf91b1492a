package dossier

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// caseFile is one testdata/fold/*.txt: reports with their statements, and what
// the account must say at a time. See testdata/fold/README.
type caseFile struct {
	kind    string
	entries []story.Entry
	copies  []story.Copy
	wants   []want
}

type want struct {
	line   string
	at     time.Time
	fields []string
}

func clock(t testing.TB, s string) time.Time {
	v, err := time.Parse("15:04", s)
	if err != nil {
		t.Fatalf("time %q: %v", s, err)
	}
	return time.Date(2031, 5, 2, v.Hour(), v.Minute(), 0, 0, time.UTC)
}

func fields(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func readCase(t testing.TB, path string) *caseFile {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c := &caseFile{kind: "fire"}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		line := strings.TrimSpace(sc.Text())
		head, rest, _ := strings.Cut(line, " ")
		switch head {
		case "", "#":
		case "type":
			c.kind = rest
		case "report": // report r1 | 10:00 | Outlet
			p := fields(rest)
			c.entries = append(c.entries, story.Entry{
				Report:  &report.Report{Name: p[0], Publisher: p[2], Published: clock(t, p[1])},
				Reading: &incident.Reading{Engine: "test"}, Known: clock(t, p[1]), Seq: len(c.entries)})
		case "say":
			c.say(t, fields(rest))
		case "text": // words of the report that no statement carries
			e := &c.entries[len(c.entries)-1]
			start := len(e.Report.Text)
			e.Report.Text += rest
			e.Reading.Sentences = append(e.Reading.Sentences, report.Span{Start: start, End: len(e.Report.Text)})
			e.Report.Text += "\n"
		case "copy": // copy r2 | r1
			p := fields(rest)
			c.copies = append(c.copies, story.Copy{Report: p[0], Of: p[1], Extent: story.Full})
		case "want":
			p := fields(rest)
			c.wants = append(c.wants, want{line, clock(t, p[0]), p[1:]})
		default:
			t.Fatalf("%s: unknown line %q", path, line)
		}
	}
	c.close()
	return c
}

// say adds a sentence with its statement to the last report:
// say speaker | class | stance | figure kind | words low..high | scope | unit
// say speaker | class | stance | relation | actor
// say speaker | class | stance | other | words
func (c *caseFile) say(t testing.TB, p []string) {
	e := &c.entries[len(c.entries)-1]
	s := statement.Statement{ID: fmt.Sprintf("s%d.%d", len(c.entries), len(e.Reading.Statements)+1), Kind: statement.KindFigure,
		Speaker: statement.Speaker{Name: p[0], Origin: p[0], Class: statement.Class(p[1])}, Stance: statement.Stance(p[2]), Certainty: statement.Certain, Rule: "test"}
	if name, body, ok := strings.Cut(p[0], " of "); ok && p[1] != "expert" {
		s.Speaker.Name, s.Speaker.Origin = name, body
	}
	if p[0] == "-" {
		s.Attribution, s.Speaker = -1, statement.Speaker{Class: statement.ClassUnknown}
	}
	start := len(e.Report.Text)
	e.Report.Text += p[0] + " " + p[2] + " "
	at := len(e.Report.Text)
	switch rel := statement.Relation(p[3]); {
	case p[3] == "other":
		s.Kind = statement.KindOther
		e.Report.Text += p[4]
	case rel == statement.ClaimedBy || rel == statement.AttributedTo || rel == statement.DeniedBy || rel == statement.RuledOut:
		s.Kind = statement.KindResponsibility
		s.Responsibility = &statement.Responsibility{Actor: p[4], Relation: rel, By: s.Speaker.Origin}
		e.Report.Text += p[3] + " " + p[4]
	default:
		i := strings.LastIndex(p[4], " ")
		lo, hi, ok := strings.Cut(p[4][i+1:], "..")
		low, err := strconv.ParseInt(lo, 10, 64)
		if !ok || err != nil {
			t.Fatalf("interval in %q", p[4])
		}
		high := int64(language.Open)
		if hi != "open" {
			high, _ = strconv.ParseInt(hi, 10, 64)
		}
		s.Figure = &statement.Figure{Kind: statement.FigureKind(p[3]), Words: p[4][:i], Span: report.Span{Start: at, End: at + i}, Low: low, High: high,
			Scope: statement.Scope(p[5]), Unit: p[6], Incident: 0}
		e.Report.Text += p[4][:i] + " " + p[6] + " " + p[3]
	}
	s.Span = report.Span{Start: start, End: len(e.Report.Text)}
	e.Report.Text += ".\n"
	e.Reading.Statements = append(e.Reading.Statements, s)
}

// close gives the reports their ids and ties names to them.
func (c *caseFile) close() {
	id := map[string]string{}
	for i := range c.entries {
		e := &c.entries[i]
		e.Report.ID = report.MakeID("", e.Report.Publisher, e.Report.Name, e.Report.Text)
		id[e.Report.Name] = e.Report.ID
		e.Reading.Report = e.Report.ID
		e.Reading.Incidents = []incident.Frame{{Type: c.kind, Place: []string{"Norhavn"}}}
		for j := range e.Reading.Statements {
			e.Reading.Statements[j].Report = e.Report.ID
		}
	}
	for i := range c.copies {
		k := &c.copies[i]
		k.Report, k.Of = id[k.Report], id[k.Of]
		for _, e := range c.entries {
			if e.Report.ID == k.Of {
				k.Passages = []story.Passage{{In: report.Span{End: len(e.Report.Text)}, Of: report.Span{End: len(e.Report.Text)}}}
			}
		}
	}
}

// at folds what is known at t as one story.
func (c *caseFile) at(t time.Time) *Dossier {
	entries := known(c.entries, t)
	w := &work{entries: map[string]story.Entry{}, order: map[string]int{}, asOf: t}
	st := story.Story{ID: "st", Frame: incident.Frame{Type: c.kind, Place: []string{"Norhavn"}}}
	for i, e := range entries {
		w.entries[e.Report.ID], w.order[e.Report.ID] = e, i
		st.Members = append(st.Members, story.Member{Report: e.Report.ID, Frames: []int{0}, Main: true})
	}
	w.named = newOutlets(w.entries)
	return w.build(st, c.copies, map[frameKey]string{})
}

func (c *caseFile) account(t time.Time) *Account {
	a := &Account{AsOf: t, Reports: map[string]*report.Report{}}
	for _, e := range c.entries {
		a.Reports[e.Report.ID] = e.Report
	}
	a.Dossiers = []Dossier{*c.at(t)}
	return a
}

func cases(t testing.TB) []string {
	paths, err := filepath.Glob("testdata/fold/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return paths
}

func TestFoldCases(t *testing.T) {
	for _, path := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			c := readCase(t, path)
			if len(c.wants) == 0 {
				t.Fatal("the case wants nothing")
			}
			for _, w := range c.wants {
				d := c.at(w.at)
				if got := answer(d, w.fields); got != w.fields[len(w.fields)-1] {
					t.Errorf("%s\n\tgot %s", w.line, got)
				}
			}
			last := c.entries[len(c.entries)-1].Known
			for _, p := range Verify(c.account(last)) {
				t.Errorf("verify: %s", p)
			}
		})
	}
}

// answer writes what the dossier says of the thing asked for.
func answer(d *Dossier, q []string) string {
	switch q[0] {
	case "actor":
		for _, r := range d.Responsibility {
			if r.Actor == q[1] {
				return r.Status
			}
		}
		return "none"
	case "flag", "rule", "history", "grade":
		for _, f := range d.Figures {
			if string(f.Kind) != q[1] {
				continue
			}
			var out []string
			switch q[0] {
			case "flag":
				for _, fl := range f.Flags {
					out = append(out, fl.Reason)
				}
			case "rule":
				out = []string{f.Rule}
			case "grade":
				out = []string{f.Grade}
			case "history":
				for _, h := range f.History {
					out = append(out, fmt.Sprintf("%s %d", h.Change, h.Best))
				}
			}
			return strings.Join(out, "; ")
		}
		return ""
	case "unknown", "disputed":
		var out []string
		for _, p := range map[string][]Point{"unknown": d.Unknown, "disputed": d.Disputed}[q[0]] {
			if q[1] == "" || p.Kind == q[1] {
				out = append(out, p.Text)
			}
		}
		return strings.Join(out, "; ")
	case "speakers":
		var out []string
		for _, s := range d.Speakers {
			out = append(out, s.Name)
		}
		slices.Sort(out)
		return strings.Join(out, "; ")
	}
	for _, f := range d.Figures {
		if string(f.Kind) == q[0] {
			open := ""
			if f.Open {
				open = " open"
			}
			return fmt.Sprintf("%d %d %d origins %d%s", f.Low, f.Best, f.High, f.Origins, open)
		}
	}
	return "none"
}

// The account does not depend on the order of its input, and folding twice
// gives the same bytes.
func TestFoldIsAFunctionOfWhatIsKnown(t *testing.T) {
	for _, path := range cases(t) {
		c := readCase(t, path)
		last := c.entries[len(c.entries)-1].Known
		first := dump(t, c.at(last))
		if again := dump(t, c.at(last)); !bytes.Equal(first, again) {
			t.Errorf("%s: two folds differ", path)
		}
		rng := rand.New(rand.NewSource(7))
		for range 5 {
			rng.Shuffle(len(c.entries), func(i, j int) { c.entries[i], c.entries[j] = c.entries[j], c.entries[i] })
			if got := dump(t, c.at(last)); !bytes.Equal(first, got) {
				t.Errorf("%s: a shuffled input gives another account", path)
			}
		}
	}
}

func dump(t testing.TB, d *Dossier) []byte {
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What was known at T does not depend on what came later: folding a longer
// input at T gives the figures that the shorter input gave.
func TestLaterReportsDoNotChangeEarlierFigures(t *testing.T) {
	for _, path := range cases(t) {
		c := readCase(t, path)
		for _, e := range c.entries {
			full := c.at(e.Known).Figures
			short := &caseFile{kind: c.kind, entries: known(c.entries, e.Known), copies: c.copies}
			a, _ := json.Marshal(full)
			b, _ := json.Marshal(short.at(e.Known).Figures)
			if !bytes.Equal(a, b) {
				t.Errorf("%s at %s: figures depend on later reports", path, e.Known)
			}
		}
	}
}

// Random statements keep low ≤ best ≤ high in the figure and in every step, and
// every id points to a statement.
func FuzzFold(f *testing.F) {
	f.Add(int64(1), uint8(5))
	f.Add(int64(99), uint8(30))
	f.Fuzz(func(t *testing.T, seed int64, n uint8) {
		c := randomCase(rand.New(rand.NewSource(seed)), int(n%40)+1)
		a := c.account(c.entries[len(c.entries)-1].Known)
		for _, p := range Verify(a) {
			t.Error(p)
		}
		for _, fig := range a.Dossiers[0].Figures {
			if fig.Origins < 1 || fig.Origins > len(fig.Live) {
				t.Errorf("%s: %d origins of %d live statements", fig.Kind, fig.Origins, len(fig.Live))
			}
			if len(fig.History) == 0 {
				t.Errorf("%s has no history", fig.Kind)
			} else if last := fig.History[len(fig.History)-1]; last.Best != fig.Best || last.Low != fig.Low || last.High != fig.High {
				t.Errorf("%s: the last step is %+v, the figure %+v", fig.Kind, last, fig)
			}
		}
	})
}

func randomCase(rng *rand.Rand, n int) *caseFile {
	c := &caseFile{kind: []string{"fire", "shooting"}[rng.Intn(2)]}
	speakers := []statement.Speaker{{Name: "Interior Ministry", Class: statement.Government}, {Name: "Ministry of the Interior", Class: statement.Government},
		{Name: "Norhavn Fire Brigade", Class: statement.Rescue}, {Name: "Red Line", Class: statement.ArmedGroup}, {Name: "a resident", Class: statement.Witness}, {}}
	stances := []statement.Stance{statement.States, statement.States, statement.Claims, statement.Corrects, statement.Retracts, statement.Fears, statement.CannotConfirm, statement.Denies, statement.Confirms}
	scopes := []statement.Scope{statement.ScopeTotal, statement.ScopeTotal, statement.ScopeSubset, statement.ScopeIncrement, statement.ScopeHistorical}
	relations := []statement.Relation{statement.ClaimedBy, statement.AttributedTo, statement.DeniedBy, statement.RuledOut}
	for i := range n {
		at := time.Date(2031, 5, 2, 0, rng.Intn(600), 0, 0, time.UTC)
		e := story.Entry{Report: &report.Report{Name: fmt.Sprint("r", i), Publisher: fmt.Sprint("Outlet ", rng.Intn(3)), Published: at, Text: "Words that say something."},
			Reading: &incident.Reading{}, Known: at, Seq: i}
		for j := range 1 + rng.Intn(3) {
			s := statement.Statement{ID: fmt.Sprintf("s%d.%d", i, j), Span: report.Span{Start: j, End: 5 + j}, Speaker: speakers[rng.Intn(len(speakers))], Stance: stances[rng.Intn(len(stances))]}
			if s.Speaker.Name == "" {
				s.Attribution = -1
			}
			if rng.Intn(4) == 0 {
				s.Kind = statement.KindResponsibility
				s.Responsibility = &statement.Responsibility{Actor: "Red Line", Relation: relations[rng.Intn(4)]}
			} else {
				low := int64(rng.Intn(60))
				high := low + int64(rng.Intn(3))*int64(rng.Intn(20))
				if rng.Intn(4) == 0 {
					high = language.Open
				}
				s.Kind = statement.KindFigure
				s.Figure = &statement.Figure{Kind: []statement.FigureKind{statement.Killed, statement.Missing}[rng.Intn(2)], Low: low, High: high, Scope: scopes[rng.Intn(len(scopes))], Unit: "people"}
			}
			e.Reading.Statements = append(e.Reading.Statements, s)
		}
		c.entries = append(c.entries, e)
	}
	c.close()
	slices.SortStableFunc(c.entries, func(a, b story.Entry) int { return a.Known.Compare(b.Known) })
	for i := range c.entries {
		c.entries[i].Seq = i
	}
	return c
}
