package actor

import (
	"regexp"
	"strings"
	"unicode"

	"sofar/dossier"
	"sofar/report"
)

// Alias is a pair of names that a report gives as names of one.
type Alias struct {
	Long, Short string
	Span        report.Span // of both in the report
	Rule        string
}

// A name is a run of words with capitals, with small words between.
const (
	capital = `[\p{Lu}\d][\p{L}\d’'.&-]*`
	run     = `(?:“|")?` + capital + `(?:[ -](?:of|de|del|la|el|al|for|the|and|e) (?:the |la )?` + capital + `| ` + capital + `){0,9}(?:”|")?`
)

var (
	bracketed = regexp.MustCompile(`(` + run + `),? ?[(\[](` + run + `)[)\]]`)
	alsoKnown = regexp.MustCompile(`(` + run + `),? (?:\()?(?:(?:is |are )?also (?:known|called)(?: as)?|better known as|known (?:locally |simply )?as|known by (?:its|their) (?:initials|acronym)|formerly(?: known as)?|which (?:calls itself|is also known as|is also called)|calling itself|or simply|abbreviated(?: as| to)?) (?:the )?(` + run + `)`)
)

// maxAliases bounds how many pairs are taken from one report.
const maxAliases = 200

// Aliases finds the pairs of names that a text gives as names of one: a short
// form in brackets ("Vale Guard Front (VGF)", "VGF [VALE GUARD FRONT]"), and "X,
// also known as Y" with its like.
func Aliases(text string) []Alias {
	var out []Alias
	if strings.ContainsAny(text, "([") {
		for _, m := range bracketed.FindAllStringSubmatchIndex(text, maxAliases) {
			long, short := text[m[2]:m[3]], text[m[4]:m[5]]
			rule := "the short form stands in brackets behind the name"
			if acronym(long[strings.LastIndexByte(long, ' ')+1:]) && !acronym(short) {
				long, short = short, long[strings.LastIndexByte(long, ' ')+1:]
				rule = "the name stands in brackets behind the short form"
			} else if long = ownWords(long, short); long == "" {
				continue
			}
			if !acronym(short) || len(strings.Fields(long)) < 2 && !strings.Contains(long, "-") {
				continue
			}
			out = append(out, Alias{unquoted(long), unquoted(short), report.Span{Start: m[2], End: m[1]}, rule})
		}
	}
	if strings.Contains(text, "nown ") || strings.Contains(text, "call") || strings.Contains(text, "formerly") || strings.Contains(text, "or simply") || strings.Contains(text, "abbreviated") {
		for _, m := range alsoKnown.FindAllStringSubmatchIndex(text, maxAliases) {
			long, short := unquoted(text[m[2]:m[3]]), unquoted(text[m[4]:m[5]])
			if dossier.NameKey(long) != dossier.NameKey(short) && !dossier.BareRole(long) && !dossier.BareRole(short) {
				out = append(out, Alias{long, short, report.Span{Start: m[2], End: m[5]}, "the report gives both as its names"})
			}
		}
	}
	return out
}

func unquoted(s string) string {
	s = strings.TrimRight(strings.Trim(s, "“”\"’'"), ".,")
	return strings.TrimPrefix(strings.TrimPrefix(s, "The "), "THE ")
}

// acronym tells whether a word is written as initials: two capitals at least,
// and more of them than small letters.
func acronym(w string) bool {
	upper, lower := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case r == ' ':
			return false
		}
	}
	return upper >= 2 && upper > lower && upper <= 10
}

// ownWords cuts a run of words before a short form in brackets to those that
// the short form stands for: the fewest last words whose first letters hold
// three quarters of its letters; "" if none do. In running text the run as a
// whole may stand for a short form of another language with half its letters.
func ownWords(long, short string) string {
	ws := strings.Fields(long)
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, short)
	if letters == "" {
		return ""
	}
	for n := 1; n <= len(ws); n++ {
		c := covered(letters, ws[len(ws)-n:])
		first := n > 2 && len(letters) > 4 && strings.HasPrefix(strings.ToLower(ws[len(ws)-n]), letters[:1]) && c*5 >= 3*len([]rune(letters))
		if (first || c*4 >= 3*len([]rune(letters))) && n*2 >= len([]rune(letters))-1 && (n > 1 || strings.Contains(ws[len(ws)-1], "-")) && !linking(ws[len(ws)-n]) {
			return strings.Join(ws[len(ws)-n:], " ")
		}
	}
	if long != strings.ToUpper(long) && covered(letters, ws)*2 >= len([]rune(letters)) && len(ws) > 1 {
		return long
	}
	return ""
}

func linking(w string) bool {
	switch strings.ToLower(w) {
	case "of", "de", "del", "la", "el", "al", "for", "the", "and", "e":
		return true
	}
	return false
}

// covered counts the letters that are first letters of words, each word's
// letter as often as it stands there; repeated letters of a short form need one
// word alone ("ISIS-K" of Islamic State Khorasan).
func covered(letters string, words []string) int {
	has := map[rune]bool{}
	for _, w := range words {
		for _, part := range strings.FieldsFunc(strings.ToLower(w), func(r rune) bool { return !unicode.IsLetter(r) }) {
			for _, r := range part {
				has[r] = true
				break
			}
		}
	}
	n := 0
	for _, r := range letters {
		if has[r] {
			n++
		}
	}
	return n
}

// Initials tells whether a short form is made of the first letters of a name.
func Initials(short, long string) bool {
	ws := strings.Fields(long)
	return acronym(short) && len(ws) > 1 && ownWords(strings.ToUpper(long), short) != "" && len([]rune(short)) >= 2 && !acronym(strings.ReplaceAll(long, " ", ""))
}
