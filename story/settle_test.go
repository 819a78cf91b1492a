package story

import (
	"context"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
)

// demoEntries reads the example story.
func demoEntries(t *testing.T) []Entry {
	t.Helper()
	var out []Entry
	items, err := report.ReadAll(context.Background(), []string{"../examples/demo/reports.jsonl"}, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range items {
		if it.Report == nil {
			t.Fatalf("not read: %+v", it.NotRead)
		}
		r := incident.Extract(it.Report)
		out = append(out, Entry{Report: it.Report, Reading: &r, Known: it.Report.Published, Seq: i})
	}
	return out
}

// memberSets gives the names of each story's members, sorted.
func memberSets(es []Entry, g Groups) [][]string {
	out := storiesOf(es, g)
	for _, s := range out {
		slices.Sort(s)
	}
	slices.SortFunc(out, slices.Compare[[]string])
	return out
}

// In what order the reports of one hour arrive does not change who belongs together.
func TestOrderWithinAnHour(t *testing.T) {
	es := demoEntries(t)
	want := memberSets(es, Group(es, nil))
	for seed := range int64(20) {
		r := rand.New(rand.NewSource(seed))
		mixed := slices.Clone(es)
		for from := 0; from < len(mixed); {
			to := from + 1
			for to < len(mixed) && mixed[to].Known.Sub(mixed[from].Known) <= time.Hour {
				to++
			}
			r.Shuffle(to-from, func(i, j int) { mixed[from+i], mixed[from+j] = mixed[from+j], mixed[from+i] })
			from = to
		}
		for i := range mixed {
			mixed[i].Seq = i
		}
		if got := memberSets(mixed, Group(mixed, nil)); !reflect.DeepEqual(got, want) {
			t.Errorf("seed %d:\ngot  %v\nwant %v", seed, got, want)
		}
	}
}

// A passage that names no place finds the story whose words it uses.
func TestPassageWithoutAPlace(t *testing.T) {
	other := item{"c1", "Radio Selm", "Goods train strikes minibus on level crossing near Gornik",
		"A goods train struck a minibus on an unguarded level crossing near Gornik in the south of Ostrovia on Tuesday. Four passengers of the minibus died, the regional prosecutor, Ivo Hanak, said."}
	both := item{"ac", "Daily Bell", "Sixteen dead at Velkovo, railway under fire", "The toll of Tuesday's train crash at Velkovo has reached sixteen, the railway police chief, Petra Lindova, said. The driver, Milan Darko, was questioned for six hours in Tarvik.\n\nThe railway would not comment.\n\n" +
		"In a separate accident in the south, four people died when a goods train hit a minibus on a level crossing, regional police said."}
	es := entries(t, crashItems[0], other, crashItems[4], both)
	if got, want := storiesOf(es, Group(es, nil)), [][]string{{"a1", "a5", "ac"}, {"c1", "ac"}}; !equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A grown story is called by what and where, not by its newest headline.
func TestTitleOfAGrownStory(t *testing.T) {
	es := entries(t, crashItems...)
	g := Group(es, nil)
	if got, want := g.Stories[0].Title, "Rail accident in Velkovo, Ostrovia"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	small := Group(es[:2], nil)
	if got := small.Stories[0].Title; !strings.Contains(got, "Fourteen dead") {
		t.Errorf("title of a small story %q", got)
	}
}

func TestMergePlaces(t *testing.T) {
	frame := func(country string, names ...string) incident.Frame {
		if country != "" {
			names = append(names, country)
		}
		return incident.Frame{Place: names, Country: country}
	}
	for name, c := range map[string]struct {
		frames []incident.Frame
		want   []string
	}{
		"a short form counts for the long one": {
			[]incident.Frame{frame("Ostrovia", "Mill Gate bus station", "Selm"), frame("", "Mill Gate"), frame("", "Mill Gate", "Selm"), frame("Ostrovia", "Selm")},
			[]string{"Mill Gate bus station", "Selm", "Ostrovia"}},
		"a stray place of one report is left out": {
			[]incident.Frame{frame("Ostrovia", "Velkovo"), frame("Ostrovia", "Velkovo"), frame("", "Tarvik"), frame("Ostrovia", "Velkovo", "Upper Selm")},
			[]string{"Velkovo", "Ostrovia"}},
		"rivals for one rank": {
			[]incident.Frame{frame("Ostrovia", "Velkovo"), frame("Ostrovia", "Velkovo"), frame("Ostrovia", "Velkovo"), frame("", "Tarvik"), frame("", "Tarvik")},
			[]string{"Velkovo", "Ostrovia"}},
		"one report": {[]incident.Frame{frame("", "Gornik")}, []string{"Gornik"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := mergePlaces(c.frames); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
