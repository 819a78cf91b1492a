package statement

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sofar/language"
	"sofar/report"
)

// FuzzRead holds what must be true of every reading: spans lie inside the
// text on rune boundaries, the spans of a role do not overlap, parents exist.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "“", "said", "according to", "X said", "\"We have four dead,\" said Ada Brook of the fire service. \"Two are missing.\"",
		"Ministry: eleven dead", "He said “the wall — it fell”, and added that “nobody\n\n“knows.”", "said said said, said (said",
		"VELDA, May 3 (NPA) - Six died, police said; the mayor, who came late, put the toll at nine.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rep := &report.Report{Text: strings.ToValidUTF8(s, "\uFFFD"), Publisher: "Velda Post"}
		doc := language.Analyze(rep.Text, time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC))
		set := Read(doc, rep)
		check(t, rep.Text, set)
	})
}

func check(t *testing.T, text string, set Set) {
	t.Helper()
	for i, a := range set.Attributions {
		for role, spans := range map[string][]Span{"source": a.Source, "cue": a.Cue, "content": a.Content} {
			end := 0
			for _, s := range spans {
				if s.Start < end || s.End <= s.Start || s.End > len(text) {
					t.Fatalf("attribution %d %s: span %v after %d in a text of %d bytes", i, role, s, end, len(text))
				}
				if !utf8.ValidString(s.Of(text)) {
					t.Fatalf("attribution %d %s: %v is not on rune boundaries", i, role, s)
				}
				end = s.End
			}
		}
		if a.Parent < -1 || a.Parent >= len(set.Attributions) || a.Parent == i {
			t.Fatalf("attribution %d: parent %d", i, a.Parent)
		}
		if a.Stance == "" || a.Certainty == "" || a.Speaker.Class == "" || a.Rule == "" {
			t.Fatalf("attribution %d: incomplete %+v", i, a)
		}
	}
	for i, s := range set.Statements {
		if s.Span.Start < 0 || s.Span.End > len(text) || s.Span.Empty() || s.ID == "" || s.Attribution >= len(set.Attributions) || s.Speaker.Class == "" || s.Stance == "" || s.Certainty == "" {
			t.Fatalf("statement %d: %+v", i, s)
		}
	}
}
