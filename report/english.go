package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Bounds of the language gate. A wrong "not English" loses a report, a wrong
// "English" only gives an empty analysis, so doubt is in the report's favour.
const (
	languageBytes   = 1024 // how much of the text is looked at
	languageWords   = 12   // fewer words than this are never turned away
	languageLetters = 40   // nor are fewer letters, where words are not spaced
	englishShare    = 0.12 // share of English function words that settles it
)

// functionWords are frequent in any English prose and rare in other languages.
var functionWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`the of and to in was that said for with on at by from were is are has have had been
		be it its this his her he she they who which not but as after people their after when would will there what
		more than about two one or an`) {
		functionWords[w] = true
	}
}

// otherLanguage gives the English name of the text's language if it is clearly
// not English, else "". All capitals do not matter.
func otherLanguage(text string) string {
	sample := strings.ToLower(head(strings.TrimSpace(text), languageBytes))
	words := strings.FieldsFunc(sample, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' && !unicode.IsMark(r) })
	letters, latin, english := 0, 0, 0
	for _, r := range sample {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	for _, w := range words {
		if functionWords[w] {
			english++
		}
	}
	if letters < languageLetters || latin*2 >= letters && len(words) < languageWords {
		return ""
	}
	if float64(english) >= englishShare*float64(len(words)) {
		return ""
	}
	info := whatlanggo.Detect(sample)
	if latin*2 < letters {
		if name := info.Lang.String(); name != "" && info.Lang != whatlanggo.Eng {
			return name
		}
		return "another script"
	}
	if info.Lang == whatlanggo.Eng || info.Confidence < 0.3 {
		return ""
	}
	return info.Lang.String()
}

// head gives at most n bytes of s, cut at a code point.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
