package bench

import (
	"context"
	"strings"
	"testing"

	"sofar/report"
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
	got, err := Grouping(context.Background(), "test", reports, gold)
	if err != nil || got.Get("B³ F (per mille)") != 100 || got.Get("pairs of reports") != 100 {
		t.Errorf("%+v, %v", got, err)
	}
}
