package bench

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

func TestGrouping(t *testing.T) {
	gold, err := LoadGroups(strings.NewReader(`{"id":"a","subtopic":"1"} {"incident":"2","reports":["b","c"]} {"id":"d"}`))
	if err != nil || len(gold) != 3 || gold["a"] != "1" || gold["c"] != "2" {
		t.Fatalf("%v %v", gold, err)
	}
	flood := "The river Osk burst its banks at Tremlin on Monday, and six people drowned, the mayor of Tremlin said. Two hundred houses stand in the water."
	texts := map[string]string{
		"a": "A school bus left the road near Hollin on Friday. Four pupils were injured, police in Hollin said.",
		"b": flood, "c": flood + " The bridge is closed."}
	var reports []*report.Report
	for _, name := range []string{"a", "b", "c"} {
		reports = append(reports, &report.Report{ID: report.MakeID("", "", name, texts[name]), Name: name, Text: texts[name]})
	}
	for _, oneByOne := range []bool{false, true} {
		got, err := Grouping(context.Background(), "test", reports, gold, oneByOne)
		if err != nil || got.Get("B³ F (per mille)") != 100 || got.Get("pairs of reports") != 100 {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

// Events that resemble each other make no one story, however many there are: the
// same kind, day and small numbers, and crowds that are told of in the same words.
func TestGroupedOneByOne(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a hundred reports")
	}
	v := newVaried(7)
	x := story.NewGrouper()
	var found []int32
	for i := range 700 {
		rr, read, err := v.next()
		if err != nil {
			t.Fatal(err)
		}
		rep, reading := new(report.Report), new(incident.Reading)
		if err := errors.Join(json.Unmarshal(rr.Payload, rep), json.Unmarshal(read.Payload, reading)); err != nil {
			t.Fatal(err)
		}
		x.Add(story.Entry{Report: rep, Reading: reading, Known: rep.Published, Seq: i})
	}
	for i := range x.Len() {
		found = append(found, int32(x.Story(i)))
	}
	var g Growth
	g.hold(found, v.truth)
	if g.Precision < 0.97 || g.Recall < 0.97 || g.PairPrecision < 0.9 {
		t.Errorf("B³ precision %.3f, recall %.3f, precision of pairs %.3f, largest %d (%d)", g.Precision, g.Recall, g.PairPrecision, g.Largest, g.TrueLargest)
	}
}
