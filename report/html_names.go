package report

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// outletName is the outlet's name: what the page declares, then what the
// extractor found, then the host. An account elsewhere ("@outlet") is a name
// only if the host bears it too. Of a name with slogans behind bars the part
// that the host bears stands for it, else the first.
func outletName(m meta, found, host string) string {
	name := first(m.publisher, found)
	host = strings.TrimPrefix(host, "www.")
	if strings.HasPrefix(name, "@") || m.publisher == "" && m.account != "" && strings.EqualFold(found, strings.TrimPrefix(m.account, "@")) {
		name = strings.Trim(name, "@_")
		if !slices.Contains(strings.Split(host, "."), letters(name)) {
			name = ""
		}
	}
	if parts := strings.Split(name, " | "); len(parts) > 1 {
		name = parts[0]
		for _, p := range parts {
			if key := letters(p); key != "" && !strings.Contains(p, ".") && strings.Contains(letters(host), key) {
				name = p
				break
			}
		}
	}
	return strings.TrimSpace(first(name, host))
}

// letters are the letters and digits of s, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// titleMarks stand between a title and the outlet's name.
var titleMarks = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · "}

// bareTitle is the title without the outlet's name behind it.
func bareTitle(title, outlet string) string {
	for _, mark := range titleMarks {
		if i := strings.LastIndex(title, mark); i > 0 && letters(title[i:]) != "" && letters(title[i:]) == letters(outlet) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// nobody are bylines that programs write where no person is named.
var nobody = map[string]bool{"admin": true, "administrator": true, "webmaster": true, "root": true, "user": true, "editor": true, "unknown": true, "anonymous": true}

// person is the byline, "" where it names nobody.
func person(byline string) string {
	if nobody[strings.ToLower(strings.TrimSpace(byline))] {
		return ""
	}
	return byline
}

// plain undoes entities that were written twice, as many pages do in JSON-LD
// and in meta elements.
func plain(s string) string {
	if strings.Contains(s, "&") && strings.Contains(s, ";") {
		return html.UnescapeString(s)
	}
	return s
}

// dayInAddress finds "/2031/05/02/" and "/2031/may/02/".
var dayInAddress = regexp.MustCompile(`/((?:19|20)\d\d)/(\d\d?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d\d?)(?:/|$)`)

// addressDate is the day of publication in a page's address, zero if it has none.
func addressDate(address string, opt Options) time.Time {
	m := dayInAddress.FindStringSubmatch(strings.ToLower(address))
	if m == nil {
		return time.Time{}
	}
	month := (strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", m[2]) + 3) / 3
	if n, err := strconv.Atoi(m[2]); err == nil {
		month = n
	}
	day, _ := strconv.Atoi(m[3]) // one or two digits
	t, err := ParseTime(fmt.Sprintf("%s-%02d-%02d", m[1], month, day), opt.Now)
	if err != nil || !opt.Now.IsZero() && t.After(opt.Now.AddDate(0, 0, 2)) {
		return time.Time{}
	}
	return t
}
