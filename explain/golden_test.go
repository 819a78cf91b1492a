package explain

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// readCase folds the reports of testdata/<name> that were known at a time.
func readCase(t testing.TB, name string, asOf time.Time) *dossier.Account {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name, "reports.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in dossier.Input
	in.AsOf = asOf
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var line struct {
			ID, Publisher, Title, Text string
			Published                  time.Time
		}
		if err := json.Unmarshal(sc.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		r := report.Report{Name: line.ID, Publisher: line.Publisher, Title: line.Title, Text: line.Text, Published: line.Published}
		r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
		reading := incident.Extract(&r)
		in.Entries = append(in.Entries, story.Entry{Report: &r, Reading: &reading, Known: r.Published, Seq: len(in.Entries)})
	}
	a := dossier.Fold(in)
	if len(a.Dossiers) == 0 {
		t.Fatal("no story")
	}
	return a
}

func moment(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

var moments = []string{"2033-09-12T06:30:00Z", "2033-09-12T07:30:00Z", "2033-09-12T10:30:00Z", "2033-09-12T16:00:00Z", "2033-09-13T12:00:00Z"}

// The pages of an invented story, as readers see them. Run with -update and
// read the difference aloud before it is kept.
func TestGoldenPages(t *testing.T) {
	for _, page := range []struct {
		file, at string
		o        Options
	}{
		{"early.txt", moments[1], Options{}},
		{"midday.txt", moments[2], Options{}},
		{"end.txt", moments[4], Options{}},
		{"end-1.txt", moments[4], Options{Lines: 1}},
		{"end-5.txt", moments[4], Options{Lines: 5}},
		{"since.txt", moments[4], Options{Since: moment(moments[2])}},
	} {
		a := readCase(t, "tram", moment(page.at))
		var got bytes.Buffer
		if err := Terminal(&got, Compose(&a.Dossiers[0], page.o), TerminalOptions{Width: 100}); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "tram", page.file)
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs:\n%s", page.file, got.String())
		}
	}
}

var (
	nested    = regexp.MustCompile(`“[^”]*“|”[^“]*”`)
	dangling  = regexp.MustCompile(`,”(?:\.|$)`)
	wholeOpen = regexp.MustCompile(`(?:^|: )“([^”]+)[,.!?]”`)
)

// What holds of every page at every moment.
func TestPagesReadWell(t *testing.T) {
	n := 0
	for _, at := range moments {
		a := readCase(t, "tram", moment(at))
		for i := range a.Dossiers {
			d := &a.Dossiers[i]
			p := Compose(d, Options{})
			for _, bad := range Check(p, d.Reports, a.AsOf) {
				t.Errorf("%s: not proved: %q: %s", at, bad.Text, bad.Reason)
			}
			var last time.Time
			speakers := 0
			for _, s := range p.Sentences {
				n++
				if s.Section == Timeline {
					if s.At.Before(last) {
						t.Errorf("%s: the timeline steps back: %s", at, s.Text)
					}
					last = s.At
				}
				if s.Section == WhoSays {
					speakers++
				}
				if nested.MatchString(s.Text) || dangling.MatchString(s.Text) || strings.Contains(s.Text, "  ") {
					t.Errorf("%s: badly quoted: %s", at, s.Text)
				}
				if m := wholeOpen.FindStringSubmatch(s.Text); m != nil {
					if r, _ := utf8.DecodeRuneInString(m[1]); unicode.IsLower(r) {
						t.Errorf("%s: a quoted sentence begins small: %s", at, s.Text)
					}
				}
				for _, part := range strings.Split(s.Text, "“")[1:] {
					if openerLen(part) > 0 {
						t.Errorf("%s: a quote begins with a dateline: %s", at, s.Text)
					}
				}
			}
			if speakers > mostSpeakers {
				t.Errorf("%s: %d lines of speakers", at, speakers)
			}
			for _, lines := range []int{1, 5} {
				if got := len(Compose(d, Options{Lines: lines}).Sentences); got > lines || got == 0 {
					t.Errorf("%s: %d lines gave %d", at, lines, got)
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("%d sentences in all", n)
	}
}

// A page says that nobody has claimed it only until somebody does.
func TestAnsweredQuestionsClose(t *testing.T) {
	open := func(at string) bool {
		a := readCase(t, "tram", moment(at))
		for _, s := range Compose(&a.Dossiers[0], Options{}).Sentences {
			if s.Section == NotKnown && strings.Contains(s.Text, "claimed responsibility") {
				return true
			}
		}
		return false
	}
	if !open(moments[0]) {
		t.Error("before the claim the page does not say that nobody has claimed it")
	}
	if open(moments[2]) {
		t.Error("after the claim the page still says that nobody has claimed it")
	}
}

// A hidden name stands nowhere: in no sentence, quote, title or source.
func TestHiddenNamesAreNowhere(t *testing.T) {
	a := readCase(t, "tram", moment(moments[4]))
	d := a.Dossiers[0]
	d.Incident.Victims = []incident.Victim{{Name: []string{"Marek Dorfner"}}}
	d.Title = "Marek Dorfner among the dead"
	for _, r := range d.Reports {
		if r.Name == "t8" {
			r.Title = "Dorfner, a driver, is named"
		}
	}
	p := Compose(&d, Options{HideNames: true})
	var all bytes.Buffer
	for _, err := range []error{Terminal(&all, p, TerminalOptions{}), Markdown(&all, p), HTML(&all, p)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(all.String(), "Dorfner") {
		t.Error("the name is on the page")
	}
	if len(p.Sentences) < 10 {
		t.Errorf("%d sentences are left", len(p.Sentences))
	}
}

func TestOpeners(t *testing.T) {
	for text, rest := range map[string]string{
		"KESTRA, May 17 (PPA) - Kestra is calm.":        "Kestra is calm.",
		"SARVAN, Sarm (Wire One) — Nothing.":            "Nothing.",
		"TESSEN – Dravania denied it.":                  "Dravania denied it.",
		"11:50. The search has ended.":                  "The search has ended.",
		"9.30 p.m.: Nobody is left.":                    "Nobody is left.",
		"4. The figure is wrong.":                       "The figure is wrong.",
		"Velmar is calm - for now.":                     "Velmar is calm - for now.",
		"UN officials said so - twice.":                 "UN officials said so - twice.",
		"3.5 million people live there.":                "3.5 million people live there.",
		"The number of dead is 43. Nobody else is hurt": "The number of dead is 43. Nobody else is hurt",
	} {
		if got := text[openerLen(text):]; got != rest {
			t.Errorf("%q leaves %q", text, got)
		}
	}
}
