package report

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Years outside these are absurd in a report's date: ignored with a note.
const (
	minYear = 1900
	maxYear = 2100 // exclusive
)

// layouts are tried in order, after zone abbreviations became offsets and runs
// of white space became one space. A time without a zone counts as UTC.
var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04Z0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05 -07:00",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04 -0700",
	"2006-01-02 15:04",
	"2006-01-02",
	"2006/01/02 15:04:05",
	"2006/01/02 15:04",
	"2006/01/02",
	"20060102T150405Z0700",
	"20060102T150405",
	"Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon, 2 Jan 2006 15:04:05",
	"Mon, 2 Jan 2006 15:04 -0700",
	"Mon, 2 Jan 06 15:04:05 -0700",
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04 -0700",
	"2 Jan 2006 15:04",
	"2 Jan 2006",
	"2 January 2006 15:04 -0700",
	"2 January 2006 15:04",
	"2 January 2006",
	"Monday, 2 January 2006",
	"Monday, January 2, 2006",
	"January 2, 2006 15:04 -0700",
	"January 2, 2006 15:04",
	"January 2, 2006 3:04 PM -0700",
	"January 2, 2006 3:04 PM",
	"January 2, 2006, 3:04 PM",
	"January 2, 2006",
	"Jan 2, 2006 15:04 -0700",
	"Jan 2, 2006 15:04",
	"Jan 2, 2006 3:04 PM -0700",
	"Jan 2, 2006 3:04 PM",
	"Jan 2, 2006, 3:04 PM",
	"Jan 2, 2006",
	"Mon Jan 2 15:04:05 2006",
	"Mon Jan 2 15:04:05 -0700 2006",
	"Mon Jan 2 2006 15:04:05 -0700", // what JavaScript prints, after GMT was dropped
}

// zones are the abbreviations that are unambiguous in English-language news
// (RFC 822 section 5 and the European ones).
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CDT": "-0500", "CST": "-0600",
	"MDT": "-0600", "MST": "-0700", "PDT": "-0700", "PST": "-0800",
	"CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "MSK": "+0300",
	"WEST": "+0100", "BST": "+0100", "JST": "+0900",
}

// ParseTime reads a time as outlets and programs write it: RFC 3339 and its
// neighbours, RFC 822/1123, "January 2, 2006", Unix seconds or milliseconds. A
// time without a zone counts as UTC. It fails on years before 1900 or from 2100
// on, and on times more than a year after now where now is given.
func ParseTime(s string, now time.Time) (time.Time, error) {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 80 {
		return time.Time{}, errors.New("is no date")
	}
	t, ok := parseAny(s)
	if !ok {
		return time.Time{}, fmt.Errorf("%q is no date that sofar knows", s)
	}
	t = t.UTC()
	if y := t.Year(); y < minYear || y >= maxYear {
		return time.Time{}, fmt.Errorf("lies in year %d", y)
	}
	if !now.IsZero() && t.After(now.AddDate(1, 0, 0)) {
		return time.Time{}, fmt.Errorf("lies in the future (%s)", t.Format(time.DateOnly))
	}
	return t, nil
}

func parseAny(s string) (time.Time, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch len(strings.TrimPrefix(s, "-")) {
		case 8: // 20060102
			t, err := time.Parse("20060102", s)
			return t, err == nil
		case 9, 10:
			return time.Unix(n, 0), true
		case 12, 13:
			return time.UnixMilli(n), true
		}
		return time.Time{}, false
	}
	words := strings.Split(s, " ")
	if i := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "GMT+") || strings.HasPrefix(w, "GMT-") }); i > 3 {
		words[i] = words[i][len("GMT"):]
		words = words[:i+1] // JavaScript adds the zone's name
	}
	for i, w := range words {
		if off, ok := zones[strings.ToUpper(strings.Trim(w, "()"))]; ok && i > 0 {
			words[i] = off
		}
		switch strings.ToLower(strings.Trim(w, ".")) {
		case "am", "a.m":
			words[i] = "AM"
		case "pm", "p.m":
			words[i] = "PM"
		case "at", "on":
			words[i] = ""
		case "sept":
			words[i] = "Sep"
		}
	}
	s = strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
