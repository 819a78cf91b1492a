package story

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
)

// item is one invented report.
type item struct{ name, outlet, title, text string }

const crash = `VELKOVO, Ostrovia, May 3 (NPA) - Fourteen people were killed when an express train hit a stationary goods train at Velkovo in northern Ostrovia on Tuesday, the railway police said.

The driver of the express, Milan Darko, had passed two red signals, according to the railway police chief, Petra Lindova. "We have the recorder, and we will read it tonight," she said.

About 30 passengers were taken to the district hospital in Tarvik, where doctors were called in from their holidays. The hospital said that nine of them were in a serious condition.

The line between Tarvik and Selm was closed, and buses were sent from the depot at Selm. Ostrovian Railways said that it would be shut until Friday at the earliest.`

var crashItems = []item{
	{"a1", "Northern Press Agency", "Fourteen dead as express hits goods train in Ostrovia", crash},
	{"a2", "Tarvik Courier", "Fourteen dead at Velkovo", "Our readers woke to sirens on Tuesday.\n\n" + strings.ReplaceAll(crash, `"We have the recorder, and we will read it tonight,"`, `“We have the recorder, and we will read it tonight,”`)},
	{"a3", "Daily Bell", "Death at the points", "It was still dark when the sleeping village of Velkovo heard the crash of the express train. Nobody will forget the morning, neighbours told the Bell, least of all the volunteers who carried the passengers across the field.\n\n" +
		`The driver of the express, Milan Darko, had passed two red signals, according to the railway police chief, Petra Lindova. "We have the recorder, and we will read it tonight," she said.

About 30 passengers were taken to the district hospital in Tarvik, where doctors were called in from their holidays. The hospital said that nine of them were in a serious condition.

The Bell asks who will answer for fourteen dead.`},
	{"a4", "Radio Selm", "Train collision in Ostrovia claims fourteen lives", "The Northern Press Agency reports that fourteen people lost their lives at Velkowo when a fast train ran into goods wagons. Milan Darko, who was driving, went through two signals at red, NPA quoted Petra Lindova of the railway police as saying. Some 30 injured travellers were brought to Tarvik, nine in a bad way. No trains run from Tarvik to Selm before Friday."},
	{"a5", "Tarvik Courier", "Velkovo toll rises to sixteen", "Two of the passengers injured in Tuesday's train crash at Velkovo have died in the district hospital in Tarvik, which brings the number of dead to sixteen, the railway police said on Wednesday. The driver, Milan Darko, has been questioned."},
}

var bridge = item{"b1", "Radio Selm", "Three killed as train hits tractor at Gornik", "A local train struck a tractor on an unguarded crossing at Gornik in southern Ostrovia on Tuesday afternoon. Three people died, the regional prosecutor, Ivo Hanak, said. The tractor had come from a beet field. Nobody on the train was hurt."}

var roundup = item{"ab", "Daily Bell", "Sixteen dead at Velkovo, railway under fire", "The toll of Tuesday's train crash at Velkovo has reached sixteen, the railway police chief, Petra Lindova, said. The driver, Milan Darko, was questioned for six hours in Tarvik.\n\nThe railway would not comment.\n\n" +
	"In a separate accident in the south, three people died when a train hit a tractor at Gornik, the prosecutor said."}

var column = item{"op", "Daily Bell", "What the railways never learn", "In 1971 two trains met at Hollin, and 40 people died. The inquiry asked for one lock on one lever.\n\nIn 1986 a mail train ran off the embankment at Hollin and killed 12. The lever had no lock.\n\nThe old stationmaster still keeps the letters."}

func entries(t *testing.T, items ...item) []Entry {
	t.Helper()
	start := time.Date(2033, 5, 3, 6, 0, 0, 0, time.UTC)
	out := make([]Entry, len(items))
	for i, it := range items {
		known := start.Add(time.Duration(i) * 3 * time.Hour)
		r := &report.Report{ID: report.MakeID("https://"+it.name+".example/", it.outlet, it.name, it.text), Name: it.name, URL: "https://" + it.name + ".example/",
			Publisher: it.outlet, Title: it.title, Published: known, Text: it.text}
		reading := incident.Extract(r)
		out[i] = Entry{Report: r, Reading: &reading, Known: known, Seq: i}
	}
	return out
}

// storiesOf gives the members of each story by the callers' names.
func storiesOf(es []Entry, g Groups) [][]string {
	name := make(map[string]string)
	for _, e := range es {
		name[e.Report.ID] = e.Report.Name
	}
	var out [][]string
	for _, s := range g.Stories {
		var names []string
		for _, m := range s.Members {
			names = append(names, name[m.Report])
		}
		out = append(out, names)
	}
	return out
}

func equal(a, b [][]string) bool { return slices.EqualFunc(a, b, slices.Equal[[]string]) }

func TestSameDaySameCountrySameTypeStaysApart(t *testing.T) {
	es := entries(t, crashItems[0], bridge, crashItems[4])
	if got, want := storiesOf(es, Group(es, nil)), [][]string{{"a1", "a5"}, {"b1"}}; !equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSpellingsOfAPlaceMeet(t *testing.T) {
	es := entries(t, crashItems[0], crashItems[3])
	if got := Group(es, nil); len(got.Stories) != 1 {
		t.Errorf("Velkovo and Velkowo: %v", storiesOf(es, got))
	}
}

func TestRoundupBelongsToBoth(t *testing.T) {
	es := entries(t, crashItems[0], bridge, crashItems[4], roundup)
	g := Group(es, nil)
	if got, want := storiesOf(es, g), [][]string{{"a1", "a5", "ab"}, {"b1", "ab"}}; !equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	last := func(s Story) Member { return s.Members[len(s.Members)-1] }
	if m := last(g.Stories[0]); !m.Main || len(m.Frames) != 1 || m.Frames[0] != 0 {
		t.Errorf("main membership: %+v", m)
	}
	if m := last(g.Stories[1]); m.Main || len(m.Frames) != 1 || m.Frames[0] == 0 {
		t.Errorf("second membership: %+v", m)
	}
}

// TestFollowUp: a later report that no longer says what happened, nor where, is
// held by words that no other story has; the same of another company is not.
func TestFollowUp(t *testing.T) {
	text := `The prosecutor announced on Thursday that a timetable manager of %[1]s has been arrested on suspicion of negligence. "He signed what he had not read," the prosecutor stated. A lawyer rejected the accusation; %[1]s did not wish to comment.

The number of the dead has reached seventeen, the ministry announced, one patient of the district hospital having died in %[2]s.

Buses from the depot at %[3]s to %[2]s will go on until Sunday.`
	for _, c := range []struct {
		words []any
		want  [][]string
	}{
		{[]any{"Ostrovian Railways", "Tarvik", "Selm"}, [][]string{{"a1", "a2", "a3", "a4", "a5", "late"}, {"b1"}}},
		{[]any{"Borland Ferries", "Kellin", "Orm"}, [][]string{{"a1", "a2", "a3", "a4", "a5"}, {"b1"}, {"late"}}},
	} {
		list := entries(t, append(append(slices.Clone(crashItems), bridge), item{"late", "Monitor", "Manager remanded; buses stay", fmt.Sprintf(text, c.words...)})...)
		if got := storiesOf(list, Group(list, nil)); !equal(got, c.want) {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}

// TestTitleOfACorrection: a corrected headline is one, the title of a notice is not.
func TestTitleOfACorrection(t *testing.T) {
	first := item{"c1", "Northern Press Agency", "Nine killed as bus falls into ravine", "TARVIK, Ostrovia - Nine people were killed when a bus fell into a ravine near Tarvik on Tuesday, police said."}
	text := "TARVIK, Ostrovia - Eight people, not nine, were killed when a bus fell into a ravine near Tarvik on Tuesday, police said."
	for title, want := range map[string]string{
		"CORRECTION: Eight killed as bus falls into ravine": "Eight killed as bus falls into ravine",
		"Correction: Ostrovia-Ravine bus story":             "Nine killed as bus falls into ravine",
	} {
		es := entries(t, first, item{"c2", "Northern Press Agency", title, text})
		if g := Group(es, nil); len(g.Stories) != 1 || g.Stories[0].Title != want {
			t.Errorf("%s: %+v", title, g.Stories)
		}
	}
}

func TestBackgroundStaysLoose(t *testing.T) {
	es := entries(t, crashItems[0], column, crashItems[4])
	g := Group(es, nil)
	if len(g.Loose) != 1 || g.Loose[0] != es[1].Report.ID {
		t.Errorf("loose %v, stories %v", g.Loose, storiesOf(es, g))
	}
}

func TestCopies(t *testing.T) {
	es := entries(t, crashItems...)
	g := Group(es, nil)
	name := make(map[string]*report.Report)
	for _, e := range es {
		name[e.Report.ID] = e.Report
	}
	var got []string
	for _, c := range g.Copies {
		in, of := name[c.Report], name[c.Of]
		got = append(got, fmt.Sprintf("%s of %s: %s", in.Name, of.Name, c.Extent))
		for _, p := range c.Passages {
			a, b := wordsOf(p.In.Of(in.Text)), wordsOf(p.Of.Of(of.Text))
			if !slices.Equal(a, b) {
				t.Errorf("passages differ:\n%v\n%v", a, b)
			}
		}
		if c.Extent != Paraphrase && len(c.Passages) == 0 {
			t.Errorf("%s copy without passages", c.Extent)
		}
		if c.Rule == "" || c.Share <= 0 || c.Share > 1 {
			t.Errorf("copy %+v", c)
		}
	}
	want := []string{"a2 of a1: full", "a3 of a1: partial", "a4 of a1: paraphrase"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func wordsOf(s string) []string {
	var out []string
	for _, t := range tokenize(s) {
		out = append(out, fmt.Sprint(t.hash))
	}
	return out
}

func TestEditorsWin(t *testing.T) {
	es := entries(t, crashItems[0], bridge, crashItems[4])
	merged := Group(es, []Decision{{Kind: "merge", Reports: []string{"a1", "b1"}}})
	if len(merged.Stories) != 1 {
		t.Errorf("merge: %v", storiesOf(es, merged))
	}
	split := []Decision{{Kind: "split", Reports: []string{es[2].Report.ID, es[0].Report.ID}}}
	if got, want := storiesOf(es, Group(es, split)), [][]string{{"a1"}, {"b1"}, {"a5"}}; !equal(got, want) {
		t.Errorf("split: got %v, want %v", got, want)
	}
	both := append(split, Decision{Kind: "merge", Reports: []string{"a1", "a5"}})
	if got, want := storiesOf(es, Group(es, both)), [][]string{{"a1", "a5"}, {"b1"}}; !equal(got, want) {
		t.Errorf("the later ruling: got %v, want %v", got, want)
	}
	groups := []Decision{{Kind: Split, Reports: []string{"a5"}, From: []string{"a1", "b1"}}, {Kind: Merge, Reports: []string{"b1", "a5", "a1"}}}
	if got := storiesOf(es, Group(es, groups)); len(got) != 1 {
		t.Errorf("a merge of what was held apart before: %v", got)
	}
	groups = append(groups, Decision{Kind: Split, Reports: []string{"a1", "b1"}, From: []string{"a5"}})
	if got, want := storiesOf(es, Group(es, groups)), [][]string{{"a1", "b1"}, {"a5"}}; !equal(got, want) {
		t.Errorf("a group held apart: got %v, want %v", got, want)
	}
}

// The same entries give the same bytes every time: no map order leaks.
func TestGroupIsAFunction(t *testing.T) {
	es := entries(t, append(slices.Clone(crashItems), bridge, roundup, column)...)
	want := fmt.Sprintf("%+v", Group(es, nil))
	for range 20 {
		if got := fmt.Sprintf("%+v", Group(es, nil)); got != want {
			t.Fatalf("two results:\n%s\n%s", want, got)
		}
	}
}

// A longer log keeps the ids of the stories that a shorter one gave, unless
// they turned out to be one, and then the older id stays.
func TestPrefixKeepsIDs(t *testing.T) {
	es := entries(t, crashItems[0], bridge, crashItems[1], column, crashItems[2], crashItems[3], crashItems[4], roundup)
	ids := func(g Groups) map[string]string { // first main report → story
		m := make(map[string]string)
		for _, s := range g.Stories {
			m[s.Members[0].Report] = s.ID
		}
		return m
	}
	whole := Group(es, nil)
	final := ids(whole)
	for n := 1; n < len(es); n++ {
		for first, id := range ids(Group(es[:n], nil)) {
			if final[first] != id {
				t.Errorf("after %d reports: story %s of %s is gone", n, id, first)
			}
		}
	}
	for _, s := range whole.Stories {
		if s.ID != ID(s.Members[0].Report) {
			t.Errorf("story %s is not named after %s", s.ID, s.Members[0].Report)
		}
	}
}

func TestNothing(t *testing.T) {
	if g := Group(nil, nil); len(g.Stories)+len(g.Copies)+len(g.Loose) != 0 {
		t.Errorf("%+v", g)
	}
	empty := Entry{Report: &report.Report{ID: "r00000000000000000000"}, Reading: &incident.Reading{}}
	if g := Group([]Entry{empty, empty}, nil); len(g.Stories)+len(g.Loose) == 0 {
		t.Errorf("an empty report vanished: %+v", g)
	}
}

// Grouping must not compare all pairs: four times the reports may cost at most
// about four times the comparisons, not sixteen. Time is measured roughly, with
// a wide margin, since machines are shared.
func TestCostGrowsWithTheReports(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var all []Entry
	start := time.Date(2033, 5, 3, 6, 0, 0, 0, time.UTC)
	for i := range 2000 {
		var terms []incident.Term
		for k := range 40 {
			terms = append(terms, incident.Term{Stem: fmt.Sprintf("w%06d", i/3*40+k), Count: 1 + rng.Intn(3)})
		}
		slices.SortFunc(terms, func(a, b incident.Term) int { return strings.Compare(a.Stem, b.Stem) })
		r := &report.Report{ID: fmt.Sprintf("r%020x", i), Text: fmt.Sprintf("Report number %d.", i), Publisher: "Test"}
		all = append(all, Entry{Report: r, Reading: &incident.Reading{Terms: terms}, Known: start.Add(time.Duration(i) * time.Minute), Seq: i})
	}
	begin := time.Now()
	g := Group(all, nil)
	if d := time.Since(begin); d > 5*time.Second {
		t.Errorf("2,000 reports took %v", d)
	}
	if n := len(g.Stories) + len(g.Loose); n > 700 {
		t.Errorf("%d stories of triples, want about 667", n)
	}
}

// Whatever the texts, the passages of an alignment lie inside them, are equal
// word for word modulo typography, and do not overlap.
func FuzzAlign(f *testing.F) {
	f.Add(crash, crashItems[2].text)
	f.Add("a b c d e f g a b c d e f g", "a b c d e f g")
	f.Add("“Ünïcode – dashes” ‘and’ so on and on and on", "\"ünïcode - dashes\" 'and' so on and on and on")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		ta, tb := tokenize(a), tokenize(b)
		usedA, usedB := make([]bool, len(ta)), make([]bool, len(tb))
		for _, r := range new(aligner).runs(ta, tb) {
			if r.n < rejoinWords {
				t.Fatalf("a passage of %d words", r.n)
			}
			for k := range r.n {
				if usedA[r.a+k] || usedB[r.b+k] {
					t.Fatal("passages overlap")
				}
				usedA[r.a+k], usedB[r.b+k] = true, true
			}
			p := r.passage(ta, tb)
			if !slices.Equal(wordsOf(p.In.Of(a)), wordsOf(p.Of.Of(b))) {
				t.Fatalf("%q and %q are not the same words", p.In.Of(a), p.Of.Of(b))
			}
		}
	})
}
