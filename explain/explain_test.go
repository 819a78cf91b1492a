package explain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// An invented story, read by the whole line.
var invented = []report.Report{
	{Name: "n1", Publisher: "Nordwire", Title: "Two dead as fire breaks out in Norhavn warehouse", Published: at(8, 10), Text: `NORHAVN, May 2 (Nordwire) - At least two people were killed when a fire broke out in a warehouse in the port of Norhavn on Friday morning, the Norhavn Fire Brigade said.

The cause of the fire was not yet known. "We are still counting," said Commander Ilse Brandt of the fire brigade.`},
	{Name: "n2", Publisher: "Harbour Times", Title: "Nine killed in Norhavn fire, company speaks of six", Published: at(9, 0), Text: `Nine people were killed and 14 injured in the fire at the Norhavn docks, Commander Ilse Brandt said. Three of the dead were children.

The owner, the Quayside Company, said that six people had died. Quayside spokesman Olaf Dahl denied that the doors had been locked.

“I saw dozens of people run,” said Rosa Lind, who lives across the quay.

In 2019 a fire at the Eastmole grain store killed 11 people.`},
	{Name: "n3", Publisher: "Radio Mole", Title: "Norhavn docks: what we know", Published: at(9, 25), Text: `Nine people were killed and 14 injured in the fire at the Norhavn docks, Commander Ilse Brandt said. Three of the dead were children.

Earlier fires in the port include:

The harbour stays closed to all ships until Saturday, the port authority said in a statement on its website.`},
	{Name: "n4", Publisher: "Nordwire", Title: "Norhavn toll rises to 12 <script>alert(1)</script>", Published: at(12, 30), Text: `NORHAVN, May 2 (Nordwire) - The toll of the warehouse fire in Norhavn rose to 12, the Norhavn Fire Brigade said on Friday. Four people were still missing.

"It was a gas bottle," said Mayor Anders Holm. Police arrested two managers of the Quayside Company in the afternoon.`},
}

func at(h, m int) time.Time { return time.Date(2031, 5, 2, h, m, 0, 0, time.UTC) }

func account(t testing.TB) *dossier.Account {
	t.Helper()
	var in dossier.Input
	for i := range invented {
		r := invented[i]
		r.URL = "https://" + strings.ToLower(strings.ReplaceAll(r.Publisher, " ", "")) + ".example/" + r.Name
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(&r)
		in.Entries = append(in.Entries, story.Entry{Report: &r, Reading: &reading, Known: r.Published, Seq: i})
	}
	a := dossier.Fold(in)
	if len(a.Dossiers) == 0 {
		t.Fatal("no story")
	}
	return a
}

func TestPageIsProved(t *testing.T) {
	a := account(t)
	n := 0
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		p := Compose(d, Options{})
		n += len(p.Sentences)
		for _, bad := range Check(p, d.Reports, a.AsOf) {
			t.Errorf("%q: %s", bad.Text, bad.Reason)
		}
		seen := map[string]bool{}
		for _, s := range p.Sentences {
			if seen[s.Text] {
				t.Errorf("twice on the page: %s", s.Text)
			}
			seen[s.Text] = true
			if strings.Count(s.Text, "“") != strings.Count(s.Text, "”") {
				t.Errorf("unpaired quotation marks: %s", s.Text)
			}
		}
	}
	if n < 8 {
		t.Errorf("%d sentences in all", n)
	}
}

// The templates need Check's help nowhere: some wording of every sentence that
// they try is proved.
func TestTemplatesAreNotRefused(t *testing.T) {
	a := account(t)
	for i := range a.Dossiers {
		c := newComposer(&a.Dossiers[i], Options{})
		c.known()
		c.disputed()
		c.notKnown()
		c.whoSays()
		c.background()
		c.timeline()
		c.changed()
		if c.dropped != 0 {
			t.Errorf("%d sentences had no provable wording", c.dropped)
		}
	}
}

func TestCheckRefusesTampering(t *testing.T) {
	a := account(t)
	d := &a.Dossiers[0]
	tried := map[string]int{}
	for name, damage := range map[string]func(*Sentence) bool{
		"a changed number": func(s *Sentence) bool { s.Text += " That makes 8317."; return true },
		"a foreign name": func(s *Sentence) bool {
			s.Text = strings.TrimSuffix(s.Text, ".") + ", Zebediah Quux said."
			return true
		},
		"no citation": func(s *Sentence) bool { s.Citations = nil; return true },
		"a shifted span": func(s *Sentence) bool {
			s.Citations[0].Span.Start++
			s.Citations[0].Span.End++
			return true
		},
		"a changed quote":            func(s *Sentence) bool { s.Citations[0].Quote += "x"; return true },
		"a report that is not there": func(s *Sentence) bool { s.Citations[0].Report = "r0"; return true },
		"a false time":               func(s *Sentence) bool { s.Text = "3 June, 04:44 UTC: " + s.Text; return true },
		"vague words nobody used":    func(s *Sentence) bool { s.Text += " There were hundreds."; return true },
	} {
		p := Compose(d, Options{})
		for i := range p.Sentences {
			one := Page{Sentences: []Sentence{p.Sentences[i]}}
			one.Sentences[0].Citations = append([]Citation{}, p.Sentences[i].Citations...)
			if !damage(&one.Sentences[0]) {
				continue
			}
			tried[name]++
			if len(Check(one, d.Reports, a.AsOf)) == 0 {
				t.Errorf("%s passes: %q", name, one.Sentences[0].Text)
			}
		}
		if tried[name] == 0 {
			t.Errorf("%s was never tried", name)
		}
	}
	p := Compose(d, Options{})
	if len(Check(p, d.Reports, at(8, 30))) == 0 {
		t.Error("a page before its reports passes")
	}
}

func TestLengths(t *testing.T) {
	a := account(t)
	d := &a.Dossiers[0]
	full := len(Compose(d, Options{}).Sentences)
	for _, n := range []int{1, 5} {
		got := len(Compose(d, Options{Lines: n}).Sentences)
		if got == 0 || got > n || got >= full {
			t.Errorf("%d lines gave %d sentences of %d", n, got, full)
		}
	}
}

func TestHideNames(t *testing.T) {
	a := account(t)
	d := a.Dossiers[0]
	d.Incident.Victims = []incident.Victim{{Name: []string{"Ilse Brandt"}}}
	p := Compose(&d, Options{HideNames: true})
	for _, s := range p.Sentences {
		text := s.Text
		for _, c := range s.Citations {
			text += c.Quote
		}
		if strings.Contains(text, "Brandt") {
			t.Errorf("a hidden name is on the page: %s", s.Text)
		}
	}
	if len(p.Sentences) == 0 {
		t.Error("nothing is left")
	}
}

func TestJSONSpansAreCodePoints(t *testing.T) {
	a := account(t)
	var b bytes.Buffer
	if err := WriteJSON(&b, a, Options{}); err != nil {
		t.Fatal(err)
	}
	text := map[string][]rune{}
	for _, r := range a.Reports {
		text[r.Name] = []rune(r.Text)
	}
	var out struct {
		Stories []struct {
			Reports    []string
			Statements []struct {
				Report, Quote string
				Span          [2]int
			}
			Sentences []struct {
				Text      string
				Citations []struct {
					Report, Quote string
					Span          [2]int
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	n := 0
	equal := func(rep, quote string, span [2]int) {
		n++
		if r := text[rep]; span[1] > len(r) || span[0] >= span[1] || string(r[span[0]:span[1]]) != quote {
			t.Errorf("%s %v is not %q", rep, span, quote)
		}
	}
	for _, s := range out.Stories {
		for _, st := range s.Statements {
			equal(st.Report, st.Quote, st.Span)
		}
		for _, se := range s.Sentences {
			for _, c := range se.Citations {
				equal(c.Report, c.Quote, c.Span)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d spans", n)
	}
	var again bytes.Buffer
	if err := WriteJSON(&again, account(t), Options{}); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two accounts of the same reports differ")
	}
}

func TestRenderersEscape(t *testing.T) {
	a := account(t)
	p := Compose(&a.Dossiers[0], Options{})
	p.Title = "A <b>title</b> & [link](javascript:alert(1)) \x1b[31m"
	p.Sources = append(p.Sources[:0:0], p.Sources...)
	for i := range p.Sources {
		p.Sources[i].URL = "javascript:alert(1)"
	}
	var html, md, term bytes.Buffer
	for _, err := range []error{HTML(&html, p), Markdown(&md, p), Terminal(&term, p, TerminalOptions{Width: 60})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"<script", "<b>title", "javascript:alert(1)\"", "\x1b"} {
		if strings.Contains(html.String(), bad) {
			t.Errorf("HTML holds %q", bad)
		}
	}
	if strings.Contains(md.String(), "<b>") || strings.Contains(strings.ReplaceAll(md.String(), `\]`, ""), "](javascript") {
		t.Error("Markdown is not escaped")
	}
	if strings.Contains(term.String(), "\x1b") {
		t.Error("an escape sequence reaches the terminal")
	}
	for _, line := range strings.Split(term.String(), "\n") {
		if utf8.RuneCountInString(line) > 60 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("a line of %d columns: %q", utf8.RuneCountInString(line), line)
		}
	}
	for i := 1; strings.Contains(html.String(), fmt.Sprintf(`href="#q%d"`, i)); i++ {
		if !strings.Contains(html.String(), fmt.Sprintf(`id="q%d"`, i)) {
			t.Errorf("note %d has no anchor", i)
		}
	}
	if !strings.Contains(html.String(), `id="q1"`) {
		t.Error("no quotes on the page")
	}
}

func TestNumbersIn(t *testing.T) {
	for text, want := range map[string][]float64{
		"43 people": {43}, "forty-three": {43}, "1,300 homes": {1300}, "two and three": {2, 3}, "a hundred and twenty": {120}, "two dozen": {24},
		"no one said": nil, "6.4": {6.4}, "three thousand two hundred": {3200}, "30 to 40": {30, 40}, "r14 and Q3": nil, "twenty-five thousand": {25000}, "": nil,
	} {
		var got []float64
		for _, f := range numbersIn(text) {
			got = append(got, f.value)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// Numbers lie in the text, in order; sentences widen their span and stay inside.
func FuzzText(f *testing.F) {
	f.Add("“At least 43 people,” A. Holm said. Nobody else.\nNo. 3 burned.", 3, 9)
	f.Add("twenty-\xff-three 1,000,00 000", 0, 1)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if !utf8.ValidString(text) || len(text) > 1<<12 {
			return
		}
		last := 0
		for _, n := range numbersIn(text) {
			if n.start < last || n.end <= n.start || n.end > len(text) {
				t.Fatalf("number at %d–%d of %d", n.start, n.end, len(text))
			}
			last = n.end
		}
		if from < 0 || to > len(text) || from >= to || !utf8.ValidString(text[from:to]) {
			return
		}
		if sp := sentenceAt(text, report.Span{Start: from, End: to}); sp.Start < 0 || sp.End > len(text) || sp.Start > sp.End || !utf8.ValidString(text[sp.Start:sp.End]) {
			t.Fatalf("sentence %v of %d–%d", sp, from, to)
		}
	})
}

// TestHeadlineIsNamed: a count that a title alone gives is told as that.
func TestHeadlineIsNamed(t *testing.T) {
	r := report.Report{ID: "r1", Publisher: "Odrin Post", Title: "Three dead, two wounded in Odrin market shooting", Published: at(9, 0),
		Text: "Subscribe now to read the whole article.\n\nThe market hall in Odrin stayed closed after the shooting on Friday."}
	reading := incident.Extract(&r)
	a := dossier.Fold(dossier.Input{Entries: []story.Entry{{Report: &r, Reading: &reading, Known: r.Published}}})
	p := Compose(&a.Dossiers[0], Options{})
	if bad := Check(p, a.Reports, a.AsOf); len(bad) > 0 {
		t.Fatal(bad)
	}
	told := 0
	for _, s := range p.Sentences {
		if strings.Contains(s.Text, "three people") || strings.Contains(s.Text, "Two people") {
			told++
			if !strings.Contains(s.Text, "headline") {
				t.Errorf("not told as a headline: %s", s.Text)
			}
		}
	}
	if told < 2 {
		t.Errorf("%d sentences tell of the dead and the wounded: %+v", told, p.Sentences)
	}
}
