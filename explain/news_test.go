package explain

import (
	"strings"
	"testing"
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
