package bench

import (
	"context"
	"strings"
	"testing"

	"sofar/report"
)

// Floors so that accuracy cannot rot silently; the figures themselves stand in
// docs/ACCURACY.md.
func TestDemoStory(t *testing.T) {
	s, err := LoadStory(context.Background(), "../examples/demo")
	if err != nil {
		t.Fatal(err)
	}
	got := Stories(s)
	for row, floor := range map[string]float64{
		"sentences proved":                      100,
		"statements":                            82,
		"statements + similar speaker":          75,
		"checkpoint best":                       93,
		"responsibility (actor, status)":        85,
		"grouping B³ (F, per mille of reports)": 97,
		"copies":                                95,
	} {
		if p := got.Get(row); p < floor {
			t.Errorf("%s: %.1f, the floor is %.0f", row, p, floor)
		}
	}
	if t.Failed() {
		var b strings.Builder
		if err := got.Write(&b); err != nil {
			t.Fatal(err)
		}
		t.Log(b.String())
	}
}

func TestAttribution(t *testing.T) {
	gold := `{"id":"a","text":"The mill burned, the police said. It was late.","attributions":[{"source":[[17,27]],"cue":[[28,32]],"content":[[0,15]]}]}` + "\n"
	got, err := Attribution(context.Background(), "test", strings.NewReader(gold))
	if err != nil {
		t.Fatal(err)
	}
	if p := got.Get("headline: content and source"); p != 100 {
		t.Errorf("headline %.1f, want 100: %+v", p, got.Rows)
	}
	if _, err := Attribution(context.Background(), "test", strings.NewReader("{}\nnonsense\n")); err == nil || !strings.Contains(err.Error(), "test:2") {
		t.Errorf("a broken line gave %v; want an error that names test:2", err)
	}
}

func TestSpeedCountsWords(t *testing.T) {
	text := "Two people died in a fire in the port on Monday, police said on the next morning."
	res, err := Speed(context.Background(), []*report.Report{{ID: "r1", Text: text}}, SpeedOptions{Passes: 2, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if res.Words != 17 || res.Sentences != 1 || res.Pages != 1 || res.PageWords < 17 || res.Whole.Items != 1 || len(res.Stages) != stageCount || res.Passes != 2 {
		t.Errorf("got %+v", res)
	}
	var b strings.Builder
	if err := res.Write(&b); err != nil || !strings.Contains(b.String(), "text to account, 2 workers") {
		t.Errorf("%v: %s", err, b.String())
	}
}

// TestInventedReports checks that the generator repeats itself and varies.
func TestInventedReports(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a hundred reports")
	}
	a, err := InventedReports(40, 3)
	if err != nil {
		t.Fatal(err)
	}
	b, err := InventedReports(40, 3)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Text != b[i].Text || a[i].Published.IsZero() {
			t.Fatalf("report %d: %+v, then %+v", i, a[i], b[i])
		}
		ids[a[i].ID] = true
	}
	if len(ids) != len(a) {
		t.Errorf("%d different reports of %d", len(ids), len(a))
	}
}

func TestMatchIsOneToOne(t *testing.T) {
	got := match([]pair{{0, 0, 5}, {0, 1, 9}, {1, 1, 8}, {1, 0, 2}})
	want := []pair{{0, 1, 9}, {1, 0, 2}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
}
