package explain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/language"
	"sofar/statement"
)

// Words of the page: counts, units, kinds, articles. SEMANTICS.md, "Words on
// the page", is the style they keep.

var smallNumbers = strings.Fields("no one two three four five six seven eight nine")

// count writes a number: words below ten, digits with separators from there.
func count(n int64) string {
	if n >= 0 && n < int64(len(smallNumbers)) {
		return smallNumbers[n]
	}
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

var (
	aboutWords = regexp.MustCompile(`(?i)\b(about|around|some|nearly|almost|roughly|approximately)\b`)
	leastWords = regexp.MustCompile(`(?i)\b(at least|a minimum of|no fewer than|more than|over)\b`)
	vagueCount = regexp.MustCompile(`(?i)\b(dozens|scores|tens|hundreds|thousands|several|a few|a handful|a couple|many|numerous|two dozen|a dozen)\b`)
)

// amount writes a figure's number with the bound its words had.
func amount(f *statement.Figure) string {
	if m := vagueCount.FindString(f.Words); m != "" && len(numbersIn(f.Words)) == 0 {
		return strings.ToLower(m)
	}
	about := strings.ToLower(aboutWords.FindString(f.Words))
	switch {
	case f.High == language.Open:
		n := f.Low
		bound := strings.ToLower(leastWords.FindString(f.Words))
		if bound == "more than" || bound == "over" {
			n--
		} else {
			bound = "at least"
		}
		return bound + " " + count(n)
	case f.Low == f.High:
		return count(f.Low)
	case f.Low == 0:
		return "up to " + count(f.High)
	case about != "":
		return about + " " + count(dossier.Stated(f))
	}
	return count(f.Low) + " to " + count(f.High)
}

// of tells whether the amount takes "of" before its unit ("dozens of people").
func takesOf(amount string) bool {
	switch amount {
	case "dozens", "scores", "tens", "hundreds", "thousands", "a handful", "a couple":
		return true
	}
	return false
}

var singular = map[string]string{"people": "person", "children": "child", "men": "man", "women": "woman", "bodies": "body"}

// one makes a plural noun singular.
func one(u string) string {
	if s := singular[u]; s != "" {
		return s
	}
	if strings.HasSuffix(u, "men") {
		return strings.TrimSuffix(u, "men") + "man"
	}
	if strings.HasSuffix(u, "ss") {
		return u
	}
	return strings.TrimSuffix(u, "s")
}

// personNoun tells whether a unit is a plural of people or things, by its form.
func personNoun(u string) bool {
	return singular[u] != "" || strings.HasSuffix(u, "men") || strings.HasSuffix(u, "s") && !strings.HasSuffix(u, "ss") || strings.Contains(u, " ")
}

// predicateOf is predicate for a figure; patients are in hospital, others were
// taken there.
func predicateOf(f *statement.Figure) string {
	one := f.Low == 1 && f.High == 1
	if f.Kind == statement.Hospitalised && strings.Contains(f.Unit, "patient") {
		if one {
			return "was in hospital"
		}
		return "were in hospital"
	}
	return predicate(f.Kind, one)
}

// counted writes amount and unit ("at least 143 people", "dozens of people").
func counted(f *statement.Figure) string {
	a, u := amount(f), unitOf(f)
	if f.Low == 1 && f.High == 1 {
		return a + " " + one(u)
	}
	if takesOf(a) {
		return a + " of " + u
	}
	return a + " " + u
}

// unitOf gives a plural noun that can stand in a sentence.
func unitOf(f *statement.Figure) string {
	u := strings.TrimSpace(f.Unit)
	switch strings.ToLower(u) {
	case "person", "persons", "body", "bodies", "dead", "victims", "victim", "deaths", "injured", "wounded", "hurt", "shot", "missing", "others", "fatalities", "casualties", "lives", "hostages", "hostage":
		u = "people"
	}
	// "wounded drivers", "terrified residents": the noun alone.
	if w, rest, ok := strings.Cut(u, " "); ok && (strings.HasSuffix(w, "ed") || w == "dead" || w == "missing" || w == "freed") {
		u = rest
	}
	if u == "" || strings.IndexFunc(u, unicode.IsUpper) >= 0 || len(strings.Fields(u)) > 2 {
		if f.Kind == statement.Destroyed {
			return "buildings"
		}
		return "people"
	}
	return u
}

// predicate is what is said of the people counted.
func predicate(k statement.FigureKind, one bool) string {
	be, have := "were", "have"
	are := "are"
	if one {
		be, have, are = "was", "has", "is"
	}
	switch k {
	case statement.Killed:
		return be + " killed"
	case statement.Injured:
		return be + " injured"
	case statement.Missing:
		return are + " missing"
	case statement.Arrested:
		return have + " been arrested"
	case statement.Rescued:
		return be + " rescued"
	case statement.Displaced:
		return be + " displaced"
	case statement.Evacuated:
		return be + " evacuated"
	case statement.Hostages:
		return are + " held hostage"
	case statement.Hospitalised:
		return be + " taken to hospital"
	case statement.Destroyed:
		return be + " destroyed"
	}
	return be + " counted"
}

// number of whom: "the number of people killed".
func numberOf(k statement.FigureKind, unit string) string {
	switch k {
	case statement.Missing:
		return "the number of " + unit + " missing"
	case statement.Hostages:
		return "the number of hostages"
	case statement.Hospitalised:
		return "the number of " + unit + " in hospital"
	case statement.Destroyed:
		return "the number of " + unit + " destroyed"
	}
	return "the number of " + unit + " " + string(k)
}

// those names the group a subset belongs to.
func those(k statement.FigureKind) string {
	switch k {
	case statement.Killed:
		return "the dead"
	case statement.Hostages:
		return "the hostages"
	case statement.Hospitalised:
		return "those in hospital"
	}
	return "those " + string(k)
}

// first makes the first letter a capital.
func first(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || domain.MatchString(s) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// list joins names with commas and "and".
func list(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// loaded are labels that the page does not use in its own voice; the words
// before and after a quotation mark keep them where they were said.
var loaded = regexp.MustCompile(`(?i)(^|[\s(])((?:so-called|spooks?|terrorists?|thugs?|martyrs?|regime|neutrali[sz]ed|liquidated)\b)`)

// distance puts loaded labels between quotation marks.
func distance(s string) string { return loaded.ReplaceAllString(s, "${1}“${2}”") }

// quoted puts words between quotation marks, with inner ones single and the
// closing mark after end ("," or "").
func quoted(words, end string) string {
	w := single(strings.Join(strings.Fields(words), " "))
	w = strings.TrimRight(w, ",;: ")
	if end != "" {
		w = strings.TrimRight(w, ".")
	}
	w = strings.TrimRight(w, ",;: ")
	if end == "," && (strings.HasSuffix(w, "?") || strings.HasSuffix(w, "!")) {
		end = ""
	}
	return "“" + w + end + "”"
}

// single makes double quotation marks single, drops the pair that encloses the
// whole, and drops marks without a partner.
func single(w string) string {
	var b strings.Builder
	var open []int // places in b of opening marks that wait for their partner
	first, last := -1, -1
	for i, r := range w {
		switch {
		case r == '“' || r == '"' && len(open) == 0:
			open = append(open, b.Len())
			b.WriteString("‘")
		case (r == '”' || r == '"') && len(open) > 0:
			if open[len(open)-1] == 0 {
				first, last = 0, b.Len()
				if strings.Trim(w[i+utf8.RuneLen(r):], ",.;: ") != "" {
					last = -1
				}
			}
			open = open[:len(open)-1]
			b.WriteString("’")
		case r == '”' || r == '"':
		default:
			b.WriteRune(r)
		}
	}
	s := b.String()
	for i := len(open) - 1; i >= 0; i-- {
		s = s[:open[i]] + s[open[i]+len("‘"):]
	}
	if len(open) == 0 && first == 0 && last > 0 {
		s = s[len("‘"):last] + s[last+len("’"):]
	}
	return s
}

// kindNoun names an incident type with its article.
var kindNoun = map[string]string{
	"attack": "an attack", "bombing": "a bombing", "shooting": "a shooting", "kidnapping": "a kidnapping", "hijacking": "a hijacking",
	"arson": "an arson attack", "robbery": "a robbery", "forced work stoppage": "a forced work stoppage",
	"earthquake": "an earthquake", "flood": "a flood", "landslide": "a landslide", "storm": "a storm", "fire": "a fire",
	"explosion": "an explosion", "industrial accident": "an industrial accident", "ship accident": "a ship accident",
	"rail accident": "a rail accident", "air accident": "an air accident", "road accident": "a road accident",
	"building collapse": "a building collapse", "protest violence": "violence at a protest",
}

var facility = regexp.MustCompile(`(?i)\b(hall|station|works|plant|school|hospital|market|crossing|bridge|ford|mine|airport|club|nightclub|hotel|church|mosque|theatre|theater|park|arena|lounge|bar|restaurant|tavern|cinema|synagogue|college|university|library|store|stadium|prison|camp|factory|warehouse|refinery|quarry|pier|quay|dock|docks|wharf|gate|port|harbour|terminal|square|street|road|avenue|building|tower|mall|centre|center|embassy|base|barracks|kiln|depot)\b`)

// placePhrase writes "at the Lumej concert hall in Marrow, Velda" from the
// places, most specific first.
func placePhrase(place []string, article func(string) string) string {
	if len(place) == 0 {
		return ""
	}
	p := place[0]
	rest := place[1:]
	out := ""
	switch {
	case p == "":
		return ""
	case strings.HasPrefix(p, "off ") || strings.HasPrefix(p, "near "):
		out = p
	case facility.MatchString(p):
		out = "at " + article(p)
	default:
		out = "in " + article(p)
	}
	if len(rest) == 0 {
		return out
	}
	if strings.HasPrefix(out, "at ") && len(rest) > 1 {
		out += " in " + rest[0] + ","
	} else {
		out += ","
	}
	return out + " " + rest[len(rest)-1] + ","
}

// shownPlace is the part of a place list that placePhrase prints.
func shownPlace(place []string) []string {
	switch {
	case len(place) < 2:
		return place
	case len(place) == 2 || !facility.MatchString(place[0]) || strings.HasPrefix(place[0], "off ") || strings.HasPrefix(place[0], "near "):
		return []string{place[0], place[len(place)-1]}
	}
	return []string{place[0], place[1], place[len(place)-1]}
}

var tens = strings.Fields("ten twenty thirty forty fifty sixty seventy eighty ninety")
var teens = strings.Fields("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")

// opening spells out a number below a hundred that would open a sentence.
func opening(s string) string {
	digits, rest, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(strings.ReplaceAll(digits, ",", ""))
	if err == nil && n > 99 {
		return "In all, " + s
	}
	if err != nil || n < 10 {
		return first(s)
	}
	w := ""
	switch {
	case n < 20:
		w = teens[n-10]
	case n%10 == 0:
		w = tens[n/10-1]
	default:
		w = tens[n/10-1] + "-" + smallNumbers[n%10]
	}
	return first(w + " " + rest)
}

// spoken writes a count behind "spoke of": "18 people killed", "nobody missing".
func spoken(f *statement.Figure) string {
	what := map[statement.FigureKind]string{statement.Hostages: "held hostage", statement.Hospitalised: "in hospital", statement.Destroyed: "destroyed"}[f.Kind]
	if what == "" {
		what = string(f.Kind)
	}
	if f.Low == 0 && f.High == 0 {
		if f.Kind == statement.Arrested {
			return "nobody in custody"
		}
		if f.Kind == statement.Destroyed {
			return "no buildings destroyed"
		}
		return "nobody " + what
	}
	return counted(f) + " " + what
}

// span writes an amount between "from" and "to": a range with a dash.
func span(f *statement.Figure) string {
	if a := alone(f); !strings.HasPrefix(a, "up to ") {
		return strings.Replace(a, " to ", "–", 1)
	}
	return alone(f)
}

// alone writes an amount that stands alone: "none" for "no".
func alone(f *statement.Figure) string {
	if f.Low == 0 && f.High == 0 {
		return "none"
	}
	return amount(f)
}
