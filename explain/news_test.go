package explain

import (
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// TestNews: an account grows; each development is told once, with words that
// stand in the report, and nothing of the reports reaches the terminal as a
// control character.
func TestNews(t *testing.T) {
	var n News
	var all []Development
	for k, at := range append(moments[:1:1], moments...) {
		a := readCase(t, "tram", moment(at))
		for _, d := range n.Look(a) {
			rep := a.Reports[d.Report]
			if rep == nil || !strings.Contains(rep.Text, d.Quote) || d.Quote == "" || d.Text == "" || d.Title == "" {
				t.Errorf("look %d: %+v", k, d)
			}
			all = append(all, d)
		}
		if k == 0 && len(all) == 0 {
			t.Fatal("nothing is told at first")
		}
	}
	told := map[string]bool{}
	for _, d := range all {
		key := d.Kind + d.Text + d.Report + d.Quote
		if told[key] {
			t.Errorf("told twice: %+v", d)
		}
		told[key] = true
	}
	if more := n.Look(readCase(t, "tram", moment(moments[len(moments)-1]))); len(more) != 0 {
		t.Errorf("told again: %+v", more)
	}
	all[0].Quote = "\x1b]0;owned\x07 at least 3"
	var b strings.Builder
	if err := TerminalNews(&b, all, TerminalOptions{}); err != nil {
		t.Fatal(err)
	}
	if out := b.String(); strings.ContainsAny(out, "\x1b\x07") || !strings.Contains(out, "Killed") || !strings.Contains(out, "earlier)") {
		t.Errorf("terminal:\n%s", out)
	}
}

// told reads reports and gives the developments of the first story.
func told(t *testing.T, reports ...report.Report) []Development {
	t.Helper()
	var in dossier.Input
	for i, r := range reports {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(&r)
		known := r.Published
		if r.Updated.After(known) {
			known = r.Updated
		}
		in.Entries = append(in.Entries, story.Entry{Report: &r, Reading: &reading, Known: known, Seq: i})
	}
	a := dossier.Fold(in)
	if len(a.Dossiers) != 1 {
		t.Fatalf("%d stories", len(a.Dossiers))
	}
	return Developments(&a.Dossiers[0])
}

func kinds(devs []Development, kind string) (out []Development) {
	for _, d := range devs {
		if d.Kind == kind {
			out = append(out, d)
		}
	}
	return out
}

func TestSecondOrigin(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2033, 4, 2, h, 0, 0, 0, time.UTC) }
	first := report.Report{Name: "a", Publisher: "Post", Title: "Mill fire in Sornau", Published: at(9), Text: "Twelve people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said."}
	copied := report.Report{Name: "b", Publisher: "Echo", Title: "Mill fire in Sornau", Published: at(10), Text: first.Text}
	second := report.Report{Name: "c", Publisher: "Courier", Title: "Sornau mill fire: hospital confirms toll", Published: at(10), Text: "The hospital in Sornau said that 12 people had been killed in the fire at the paper mill in Sornau on Saturday."}
	if devs := kinds(told(t, first, copied), NewsCorroboration); len(devs) != 0 {
		t.Errorf("a copy counts as a second origin: %+v", devs)
	}
	devs := kinds(told(t, first, copied, second), NewsCorroboration)
	if len(devs) != 1 || devs[0].Outlet != "Courier" || !strings.Contains(devs[0].Text, "second independent origin gives 12") || !devs[0].At.Equal(at(10)) {
		t.Errorf("the second origin is told as %+v", devs)
	}
}

func TestSilentEdit(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2033, 4, 2, h, 0, 0, 0, time.UTC) }
	page := func(h int, text string) report.Report {
		return report.Report{URL: "https://post.example/mill", Publisher: "Post", Title: "Mill fire in Sornau", Published: at(9), Updated: at(h), Text: text}
	}
	before := page(9, "Twelve people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said.")
	for _, c := range []struct {
		name, after string
		want        int
	}{
		{"another number", "Fourteen people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said.", 1},
		{"another word", "Twelve people were killed when a paper mill burnt down in the town of Sornau on Saturday, the fire service said.", 0},
		{"the earlier number is told", "Fourteen people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said. Twelve people were killed, it had said at first.", 0},
		{"it says so", "Fourteen people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said.\n\nCorrection: an earlier version of this article gave a wrong number of dead.", 0},
	} {
		devs := kinds(told(t, before, page(11, c.after)), NewsSilentEdit)
		if len(devs) != c.want {
			t.Errorf("%s: %+v", c.name, devs)
		}
		if len(devs) == 1 && (devs[0].Text != "Post changed “Twelve people” to “Fourteen people” on the same page without saying so" || !devs[0].At.Equal(at(11))) {
			t.Errorf("%s: %+v", c.name, devs[0])
		}
	}
}

// TestNewsIDs: a development keeps its id while the account grows.
func TestNewsIDs(t *testing.T) {
	ids := map[string]string{}
	for _, at := range moments {
		for i := range readCase(t, "tram", moment(at)).Dossiers {
			for _, d := range Developments(&readCase(t, "tram", moment(at)).Dossiers[i]) {
				if old, ok := ids[d.ID]; ok && old != d.Text && d.Kind != NewsFigure {
					t.Errorf("%s is %q, then %q", d.ID, old, d.Text)
				}
				ids[d.ID] = d.Text
			}
		}
	}
	if len(ids) < 3 {
		t.Errorf("only %d developments", len(ids))
	}
}
