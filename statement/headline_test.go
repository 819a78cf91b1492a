package statement

import (
	"strings"
	"testing"

	"sofar/language"
	"sofar/report"
)

// readHeadlines prints what the title of a report alone counts.
func readHeadlines(title, text string) string {
	rep := &report.Report{ID: "r1", Title: title, Text: text, Publisher: "Odrin Post", Published: published}
	var out []string
	for _, s := range Read(language.Analyze(text, published), rep).Headlines {
		if s.Speaker.Name != "Odrin Post" || s.Figure.Headline != title || !strings.Contains(title, s.Figure.Words) || s.Span.Of(text) == "" {
			return "unsound: " + line(s)
		}
		out = append(out, line(s))
	}
	return strings.Join(out, "; ")
}

func TestHeadlines(t *testing.T) {
	const walled = "Subscribe now to read the whole article."
	tests := []struct{ title, text, want string }{
		{"Three dead, two wounded in Odrin market shooting", walled, "killed 3 total; injured 2 total"},
		{"Four shot in Odrin, one fatally - Odrin Post", walled, "injured 3 total; killed 1 total"},
		{"Teen girl killed on Tanner Street", walled, "killed 1 total"},
		{"Man, woman wounded outside Odrin bar", walled, "injured 2 total"},
		{"Police: man kills wife, self", walled, "killed 2 total"},
		{"Five shot in Odrin | Channel 4", walled, "injured 5 total"},
		// the text counts for itself
		{"Three dead in Odrin market shooting", "Four people were killed in the market hall.", ""},
		{"One dead, two hurt in Odrin", "A man was killed in Odrin on Friday.", "injured 2 total"},
		// nothing is counted
		{"Ten feared dead in Odrin mine", walled, ""},
		{"Mayor of Odrin opens new bridge", walled, ""},
		{"Odrin market reopens after shooting", walled, ""},
	}
	for _, c := range tests {
		if got := readHeadlines(c.title, c.text); got != c.want {
			t.Errorf("%s / %s: %s, want %s", c.title, c.text, got, c.want)
		}
	}
}
