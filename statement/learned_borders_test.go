package statement

import (
	"strings"
	"testing"
	"time"

	"sofar/language"
	"sofar/report"
)

// TestBorders: where content begins and ends, read with the learned model and
// the trees. Each case gives the cue and its content.
func TestBorders(t *testing.T) {
	if learned() == nil {
		t.Skip("built without the learned model")
	}
	for _, c := range []struct{ text, cue, content string }{
		{"The governor said after a meeting of the harbour board that the leak had begun abroad.", "said", "that the leak had begun abroad"},
		{"The skipper, who said he feared for his boat, expects many more.", "feared", ""},
		{"That was a slip: the Health Ministry had spoken of 14 dead, and the numbers were swapped at our desk.", "had spoken of", "14 dead"},
		{"The number of 41 dead that has been published by one newspaper is wrong and has no basis.", "number", "of 41 dead"},
		{"At least 120 sailors have drowned there since 2026, by the union's tally.", "tally", "At least 120 sailors have drowned there since 2026"},
		{"The fire service said nine people had died and ten were missing.", "said", "nine people had died and ten were missing"},
	} {
		doc := language.Analyze(c.text, time.Time{})
		set := Read(doc, &report.Report{ID: "r", Publisher: "Velda Post", Text: c.text})
		got := ""
		for _, a := range set.Attributions {
			if len(a.Cue) > 0 && a.Cue[0].Of(c.text) == c.cue {
				var parts []string
				for _, x := range a.Content {
					parts = append(parts, x.Of(c.text))
				}
				got = strings.Join(parts, " … ")
			}
		}
		if got != c.content && (c.content != "" || strings.Contains(got, "expects")) {
			t.Errorf("%s\n got  %q\n want %q", c.text, got, c.content)
		}
	}
}
