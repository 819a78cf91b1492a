package desk

import (
	"testing"
	"time"

	"sofar/report"
	"sofar/statement"
)

func attribution(source, cue, content report.Span) statement.Attribution {
	return statement.Attribution{Source: []report.Span{source}, Cue: []report.Span{cue}, Content: []report.Span{content}, Parent: -1}
}

func TestWorded(t *testing.T) {
	for _, c := range []struct {
		words         string
		low, high     int64
		bound, number string
	}{
		{"43 people", 43, 43, "", "43"},
		{"at least 43 people", 43, -1, "at least", "43"},
		{"At least forty-three people", 43, -1, "at least", "43"},
		{"43 or more", 43, -1, "at least", "43"},
		{"more than 42 people", 43, -1, "more than", "42"},
		{"over 1,200", 1201, -1, "over", "1,200"},
		{"up to 40 people", 0, 40, "up to", "40"},
		{"as many as 40", 0, 40, "up to", "40"},
		{"fewer than 40", 0, 39, "fewer than", "40"},
		{"about 50 injured", 45, 55, "about", "50"},
		{"nearly fifty", 45, 55, "nearly", "50"},
		{"30 to 40 people", 30, 40, "", "30 – 40"},
		{"thirty to forty people", 30, 40, "", "30 – 40"},
		{"dozens of people", 24, 99, "", "dozens"},
		{"Hundreds of people", 200, 999, "", "hundreds"},
		{"a few people", 3, 9, "", "3 – 9"},
		{"no one", 0, 0, "", "0"},
		{"many people", 3, -1, "at least", "3"},
	} {
		b, n := worded(&statement.Figure{Words: c.words, Low: c.low, High: c.high})
		if b != c.bound || n != c.number {
			t.Errorf("worded(%q) = %q %q, want %q %q", c.words, b, n, c.bound, c.number)
		}
	}
}

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		low, high int64
		open      bool
		want      string
	}{
		{43, 43, false, "43"}, {40, 60, false, "40 – 60"}, {40, 60, true, "40 – 60 or more"}, {43, 43, true, "43 or more"}, {43, -1, false, "43 or more"}, {1234, 56789, false, "1,234 – 56,789"},
	} {
		if got := interval(c.low, c.high, c.open); got != c.want {
			t.Errorf("interval(%d, %d, %v) = %q, want %q", c.low, c.high, c.open, got, c.want)
		}
	}
}

func TestWebURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x?y=1": "https://a.example/x?y=1", "http://a.example": "http://a.example", "javascript:alert(1)": "", "JaVaScRiPt:alert(1)": "",
		"data:text/html,x": "", "//a.example": "", "ftp://a.example": "", "https:": "", "": "", " https://a.example ": "https://a.example", "https://a.example/\x00": "",
	} {
		if got := report.WebAddress(in); got != want {
			t.Errorf("report.WebAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseTime(t *testing.T) {
	want := time.Date(2033, 2, 9, 10, 0, 0, 0, time.UTC)
	for _, in := range []string{"2033-02-09T10:00:00Z", "2033-02-09T11:00:00+01:00", "2033-02-09T10:00", "2033-02-09 10:00"} {
		if got, ok := parseTime(in); !ok || !got.Equal(want) {
			t.Errorf("parseTime(%q) = %v %v", in, got, ok)
		}
	}
	for _, in := range []string{"tomorrow", "2033-13-01", "99999-01-01"} {
		if _, ok := parseTime(in); ok {
			t.Errorf("parseTime(%q) passes", in)
		}
	}
}

func TestNiceTop(t *testing.T) {
	for n, want := range map[int64]int64{1: 3, 3: 3, 7: 9, 14: 15, 40: 60, 143: 150, 1 << 62: 1 << 62} {
		if got := niceTop(n); got != want {
			t.Errorf("niceTop(%d) = %d, want %d", n, got, want)
		}
	}
}

// TestColumns: however long a story runs, its axis has a few labels in order.
func TestColumns(t *testing.T) {
	for _, d := range []time.Duration{time.Minute, 10 * time.Minute, time.Hour, 7 * time.Hour, 50 * time.Hour, 20 * 24 * time.Hour, 3 * 365 * 24 * time.Hour, 80 * 365 * 24 * time.Hour} {
		from := time.Date(2031, 5, 14, 6, 7, 8, 0, time.UTC)
		n := len(axis{from: from, to: from.Add(d), top: 10, left: 65, right: 900}.columns())
		if n > 7 || n < 1 && d >= 10*time.Minute {
			t.Errorf("%v: %d labels", d, n)
		}
	}
}

func TestPlural(t *testing.T) {
	for _, c := range []struct {
		n          int
		noun, want string
	}{{1, "story", "1 story"}, {2, "story", "2 stories"}, {0, "report", "0 reports"}, {1200, "byte", "1,200 bytes"}} {
		if got := plural(c.n, c.noun); got != c.want {
			t.Errorf("plural(%d, %q) = %q", c.n, c.noun, got)
		}
	}
}
