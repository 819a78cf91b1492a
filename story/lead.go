package story

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/incident"
)

// headOf is the text from its start to the end of the line in which the first
// leadBytes end.
func headOf(text string) string {
	if len(text) <= leadBytes {
		return text
	}
	end := leadBytes
	if i := strings.IndexAny(text[end:], " \n"); i >= 0 {
		end += i
	}
	return text[:end]
}

// leadOf gives the rare words of the title and the first lines, each once.
func leadOf(e *Entry, v *vocabulary) []int32 {
	var out []int32
	for _, w := range titleWords(e.Report.Title + "\n" + headOf(e.Report.Text)) {
		if len(w) < 3 {
			continue
		}
		if n := v.termOf(w); v.prior(n) < rareLead && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// rareLead is the share of documents below which a word of the lead counts.
const rareLead = 0.02

// maxPeople is how many persons a report is about, at most.
const maxPeople = 4

// peopleOf gives the surnames of the persons whom the report names first and
// often.
func peopleOf(e *Entry) []string {
	var ps []incident.Entity
	head := len(headOf(e.Report.Text))
	for _, n := range e.Reading.Names {
		if n.Kind == "person" && (n.Count > 1 || n.First < head) {
			ps = append(ps, n)
		}
	}
	slices.SortStableFunc(ps, func(a, b incident.Entity) int { return cmp.Compare(b.Count, a.Count) })
	var out []string
	for _, p := range ps {
		w := strings.Fields(p.Name)
		if len(w) == 0 {
			continue
		}
		last := w[len(w)-1]
		if l := strings.ToLower(strings.Trim(last, ".,")); len(w) > 1 && (l == "jr" || l == "sr" || l == "ii" || l == "iii") {
			last = w[len(w)-2]
		}
		if r, _ := utf8.DecodeRuneInString(last); unicode.IsLower(r) && strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") {
			continue // "union leaders" are no person by whom events are told apart
		}
		if s := incident.Spelling(last); len(s) > 1 && !slices.Contains(out, s) {
			out = append(out, s)
		}
		if len(out) == maxPeople {
			break
		}
	}
	return out
}

const monthNames = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`

var (
	monthDay = regexp.MustCompile(`(?i)\b` + monthNames + `\s*\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+((?:19|20)\d\d)\b`)
	dayMonth = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+` + monthNames + `\s*\.?\s*,?\s+((?:19|20)\d\d)\b`)
	numbers  = regexp.MustCompile(`\b(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)\b`)
)

// printedBytes is where the date of a page stands: in the lines above the text.
const printedBytes = 240

// printedDate gives the date that a page prints above its text, zero for none.
func printedDate(text string) time.Time {
	head := text[:min(len(text), printedBytes)]
	first, at := time.Time{}, len(head)+1
	try := func(re *regexp.Regexp, read func(m []string) (y, mo, d string)) {
		loc := re.FindStringSubmatchIndex(head)
		if loc == nil || loc[0] >= at {
			return
		}
		y, mo, d := read(re.FindStringSubmatch(head))
		year, _ := strconv.Atoi(y)
		day, _ := strconv.Atoi(d)
		month, err := strconv.Atoi(mo)
		if err != nil {
			month = strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(mo))/3 + 1
		}
		if month > 12 {
			month, day = day, month
		}
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if month >= 1 && month <= 12 && t.Day() == day {
			first, at = t, loc[0]
		}
	}
	try(monthDay, func(m []string) (string, string, string) { return m[3], m[1], m[2] })
	try(dayMonth, func(m []string) (string, string, string) { return m[3], m[2], m[1] })
	try(numbers, func(m []string) (string, string, string) { return m[3], m[1], m[2] })
	return first
}
