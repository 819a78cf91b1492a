package desk

import (
	"fmt"
	"html/template"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// stamp is the form of times in addresses.
const stamp = time.RFC3339

// when writes a time for people, UTC named, with the exact time for machines.
func when(t time.Time) template.HTML {
	if t.IsZero() {
		return `<span class="none">time not given</span>`
	}
	t = t.UTC()
	return template.HTML(`<time datetime="` + t.Format(stamp) + `">` + clock(t) + `</time>`)
}

// clock is the plain form of a time: "9 Feb 2033, 10:05 UTC".
func clock(t time.Time) string {
	if t.IsZero() {
		return "time not given"
	}
	return t.UTC().Format("2 Jan 2006, 15:04") + " UTC"
}

// brief writes a time where the year is plain from the page: "9 Feb, 10:05".
func brief(t time.Time) template.HTML {
	if t.IsZero() {
		return `<span class="none">no time</span>`
	}
	t = t.UTC()
	return template.HTML(`<time datetime="` + t.Format(stamp) + `" title="` + clock(t) + `">` + t.Format("2 Jan, 15:04") + `</time>`)
}

// ago tells how long before now t lies, "" for more than two days or the future.
func ago(now, t time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero() || d < 0 || d > 48*time.Hour:
		return ""
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return plural(int(d.Minutes()), "minute") + " ago"
	}
	return plural(int(d.Hours()), "hour") + " ago"
}

// num groups digits: 4327 → "4,327".
func num(n int64) string {
	s := strconv.FormatInt(n, 10)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		return "−" + s
	}
	return s
}

// plural counts a thing: "1 report", "3 reports".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	switch {
	case strings.HasSuffix(noun, "y"):
		noun = strings.TrimSuffix(noun, "y") + "ies"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "ch"):
		noun += "es"
	default:
		noun += "s"
	}
	return num(int64(n)) + " " + noun
}

// interval writes low..high, open meaning that somebody gave no upper bound.
func interval(low, high int64, open bool) string {
	switch {
	case high == language.Open:
		return num(low) + " or more"
	case low == high && open:
		return num(low) + " or more"
	case low == high:
		return num(low)
	case open:
		return num(low) + " – " + num(high) + " or more"
	}
	return num(low) + " – " + num(high)
}

var boundWords = regexp.MustCompile(`(?i)^(at least|no fewer than|no less than|a minimum of|more than|over|upwards of|up to|as many as|at most|no more than|fewer than|less than|under|about|around|approximately|roughly|some|nearly|almost|an estimated|close to)\b`)

// worded gives a figure's number with the words that bound it, as its speaker
// put them: ("at least", "43"), ("", "hundreds"), ("", "30 – 40").
func worded(f *statement.Figure) (bound, number string) {
	words := strings.TrimSpace(f.Words)
	m := strings.ToLower(boundWords.FindString(words))
	vague := f.Low != f.High && !strings.ContainsAny(words, "0123456789")
	switch {
	case vague && m == "" && f.High != language.Open:
		// "dozens", "several", "thirty to forty": the words are the number.
		if w, _, ok := strings.Cut(words, " "); ok && f.Low >= 2 && !strings.Contains(words, " to ") && !strings.Contains(words, " and ") {
			if w = strings.ToLower(w); w != "a" && w != "two" {
				return "", w
			}
		}
		return "", interval(f.Low, f.High, false)
	case f.Low == f.High:
		return m, num(f.Low)
	case f.High == language.Open:
		if m == "more than" || m == "over" || m == "upwards of" {
			return m, num(f.Low - 1)
		}
		return "at least", num(f.Low)
	case f.Low == 0:
		if m == "fewer than" || m == "less than" || m == "under" {
			return m, num(f.High + 1)
		}
		return "up to", num(f.High)
	case m != "" && !strings.HasPrefix(m, "at "):
		// Approximate: the stated number lies in the middle of the interval.
		return m, num(middle(words, f))
	}
	return "", interval(f.Low, f.High, false)
}

var digits = regexp.MustCompile(`\d[\d,]*`)

// middle is the number that approximate words name; the interval's centre
// where it is written in letters.
func middle(words string, f *statement.Figure) int64 {
	n, err := strconv.ParseInt(strings.ReplaceAll(digits.FindString(words), ",", ""), 10, 64)
	if err == nil && f.Low <= n && n <= f.High {
		return n
	}
	return (f.Low + f.High + 1) / 2
}

// trim cuts s to at most n code points, at a word, and says so with an ellipsis.
func trim(s string, n int) string {
	s = strings.TrimSpace(s)
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	end, count := 0, 0
	for i := range s {
		if count == n {
			end = i
			break
		}
		count++
	}
	if k := strings.LastIndexByte(s[:end], ' '); k > end*2/3 {
		end = k
	}
	return s[:end] + " …"
}

// sentenceCase starts a line with a capital letter.
func sentenceCase(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// bare takes away the quotation marks around a quotation, where the page sets
// its own.
func bare(s string) string {
	s = strings.TrimSpace(s)
	t := strings.TrimLeft(s, "“\"‘«")
	if u := strings.TrimRight(t, "”\"’»"); len(t) < len(s) && len(u) < len(t) && !strings.ContainsAny(u, "“”\"") {
		return u
	}
	return s
}

// linker turns spans into addresses. Offsets in addresses are code points, as
// every output of sofar gives them; one linker serves one view and indexes each
// report once.
type linker map[*report.Report]*report.Index

func (l linker) points(rep *report.Report, s report.Span) [2]int {
	x := l[rep]
	if x == nil {
		x = report.NewIndex(rep.Text)
		l[rep] = x
	}
	return x.Runes(s)
}

// words leads to the words of a span on its report's page, "" without a report.
func (l linker) words(rep *report.Report, s report.Span) string {
	if rep == nil {
		return ""
	}
	r := l.points(rep, s)
	return fmt.Sprintf("%s?s=%d-%d#s-%d-%d", reportURL(rep.ID), r[0], r[1], r[0], r[1])
}

func reportURL(id string) string { return "/report/" + url.PathEscape(id) }

func storyURL(id string) string { return "/story/" + url.PathEscape(id) }

// outlet names who published a report, for people.
func outlet(rep *report.Report) string {
	switch {
	case rep == nil:
		return "unknown report"
	case rep.Publisher != "":
		return trim(rep.Publisher, 80)
	}
	if u, err := url.Parse(rep.URL); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return trim(rep.Label(), 80)
}

// headline is a report's title, or its first words.
func headline(rep *report.Report) string {
	if t := strings.TrimSpace(rep.Title); t != "" {
		return trim(t, 200)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(rep.Text), "\n")
	return trim(line, 120)
}
