package dossier

import (
	"testing"
	"time"

	"sofar/report"
	"sofar/statement"
)

// told is one report that prints a number: hours after the first, news where it
// is told as what the toll came to.
type told struct {
	hours float64
	n     int64
	news  bool
}

func repeat(t told, times int) []told {
	out := make([]told, times)
	for i := range out {
		out[i] = t
		out[i].hours += float64(i) / 10
	}
	return out
}

func TestStreamAt(t *testing.T) {
	start := time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		prints []told
		want   int64
	}{
		{"one higher number waits", append(repeat(told{0, 16, false}, 10), told{2, 17, false}), 16},
		{"what the toll came to does not", append(repeat(told{0, 16, false}, 3), append(repeat(told{20, 16, false}, 3), append(repeat(told{60, 16, false}, 2), told{62, 17, true})...)...), 17},
		{"but against many of the same day", append(repeat(told{0, 16, false}, 10), told{2, 17, true}), 16},
		{"an older print makes the second", append([]told{{0, 4, false}}, append(repeat(told{40, 3, false}, 8), told{100, 4, false})...), 4},
		{"of one day most speak", append([]told{{0, 4, false}}, append(repeat(told{98, 3, false}, 8), told{100, 4, false})...), 3},
		{"a leap waits for a second report", append(repeat(told{0, 3, false}, 9), told{1, 40, true}), 3},
		{"all lower", append(repeat(told{0, 12, false}, 12), told{30, 5, false}), 12},
	} {
		var prints []print
		for _, x := range c.prints {
			s := &Statement{Statement: statement.Statement{Figure: &statement.Figure{Kind: statement.Killed, Low: x.n, High: x.n, Words: "n"}}}
			p := print{at: start.Add(time.Duration(x.hours * float64(time.Hour))), of: []*Statement{s}}
			if x.news {
				p.news = p.of
			}
			prints = append(prints, p)
		}
		got := streamAt(prints, start.AddDate(1, 0, 0), nil)
		if got == nil || got.value != c.want {
			t.Errorf("%s: %+v, want %d", c.name, got, c.want)
		}
		if got != nil && (len(got.by) == 0 || got.reports == 0) {
			t.Errorf("%s: nothing bears %d", c.name, got.value)
		}
	}
}

func TestCameTo(t *testing.T) {
	w := &work{d: &Dossier{Reports: map[string]*report.Report{}}}
	for _, c := range []struct {
		text, words, rule string
		want              bool
	}{
		{"The find brought the toll to 12.", "12", statement.RuleToll, true},
		{"The toll stands at 12.", "12", statement.RuleToll, false},
		{"Divers found a 12th body.", "12th", statement.RuleOrdinal, true},
		{"The fire took 12 people to their deaths.", "12 people", "object", false},
	} {
		r := &report.Report{ID: "r", Text: c.text}
		w.d.Reports["r"] = r
		at := 0
		for c.text[at:at+len(c.words)] != c.words {
			at++
		}
		s := &Statement{Statement: statement.Statement{Report: "r", Figure: &statement.Figure{Rule: c.rule, Span: report.Span{Start: at, End: at + len(c.words)}}}}
		if got := w.cameTo(s); got != c.want {
			t.Errorf("%q: %v", c.text, got)
		}
	}
}
