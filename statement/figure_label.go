package statement

import (
	"strings"

	"sofar/language"
)

// names tells whether a number written in digits names something, or tells an
// age or a year, rather than counting: "case number 1509290021", "a 911 call",
// "Ada Brook Jr., 46, was hurt", "4 and 6 years old", "the 1991 killings".
func (f *figureReader) names(r *reading, sent language.Range) bool {
	d := f.doc
	n := d.Numbers[r.number]
	if n.Kind != language.NumDigits || n.Core.Len() != r.core.Len() && n.Bound != language.BoundExact {
		return false
	}
	digits := n.Core.Of(d.Text)
	plain := !strings.ContainsAny(digits, ", .")
	word := func(i int) string {
		if i < sent.Start || i >= sent.End {
			return ""
		}
		return d.Lower[i]
	}
	prev, next := word(r.core.Start-1), word(r.core.End)
	switch {
	case plain && len(digits) >= 7:
		return true // a serial or telephone number
	case digits == "911" && !peopleNouns[lastWord(r.unit)]: // whom the caller rang
		return true
	case n.Low <= 110 && plain && f.ageOf(r, sent) || f.pictured(r.core.Start, sent):
		return true
	case plain && len(digits) == 4 && n.Low >= 1900 && n.Low <= 2100 && (prev == "the" || prev == "a" || prev == "'s") && !peopleNouns[lastWord(r.unit)]:
		return true
	case next == "year-old" || next == "yo" || next == "y/o" || next == "year-olds" || next == "-" && strings.HasPrefix(word(r.core.End+1), "year"):
		return true
	case next == "and" && n.Low < 120 && r.unit == "":
		// "17 and 19 years old", "the boys, 12 and 16, were"
		m, ok := f.starts[r.core.End+1]
		if !ok {
			return false
		}
		end := d.Numbers[m].Tokens.End
		return d.Numbers[m].Use == language.UseAge || strings.HasPrefix(word(end), "year") && word(end+1) == "old" ||
			prev == "," && word(end) == "," && (personNouns[word(r.core.Start-2)] || peopleNouns[word(r.core.Start-2)])
	case (prev == "," || prev == "and" || prev == "also") && n.Low < 120 && r.unit == "" && f.agesBefore(r.core.Start, sent):
		return true
	case streetWords[lastWord(r.unit)] && plain:
		return true // "743 Locust Avenue"
	case prev == "," && (next == "," || next == ")") && n.Low < 120 && r.core.Start-2 >= sent.Start:
		i := r.core.Start - 2
		return d.Flags[i]&(language.FlagTitle|language.FlagUpper) != 0 && d.Flags[i]&(language.FlagDigit|language.FlagSentStart|language.FlagAllCaps) == 0
	}
	return strings.HasSuffix(r.unit, "news")
}

// agesBefore tells whether the number at token i ends a list of ages: "ages 29,
// 34 and 42", "also 22" after a person.
func (f *figureReader) agesBefore(i int, sent language.Range) bool {
	d := f.doc
	if d.Lower[i-1] == "also" {
		return i-2 >= sent.Start && d.Lower[i-2] == ","
	}
	for i--; i >= sent.Start; i-- {
		switch w := d.Lower[i]; {
		case w == "ages" || w == "aged" || w == "age":
			return true
		case w == "," || w == "and" || d.Flags[i]&language.FlagDigit != 0:
		default:
			// "the two boys, 12 and 16, were"
			return (personNouns[w] || peopleNouns[w]) && d.Lower[i+1] == ","
		}
	}
	return false
}

// ageOf tells whether a number is the age of somebody: "he was 19.", "in his
// 20's", "all younger than 45", "Ivo Brenn, 64, and".
func (f *figureReader) ageOf(r *reading, sent language.Range) bool {
	d := f.doc
	i, end := r.core.Start, r.core.End
	next := ""
	if end < sent.End {
		next = d.Lower[end]
	}
	if next == "y" || next == "'s" || next == "s" {
		return true
	}
	for j := max(sent.Start, i-2); j < end; j++ {
		if w := d.Lower[j]; w == "younger" || w == "older" {
			return true
		}
	}
	if i-2 < sent.Start {
		return false
	}
	if before := d.Lower[i-2]; beForms[d.Lower[i-1]] {
		return (before == "he" || before == "she") && (next == "" || d.Flags[end]&language.FlagPunct != 0)
	}
	if d.Lower[i-1] != "," || d.Tag[i-2] != language.PROPN {
		return false
	}
	j := i - 2
	for j > sent.Start && d.Tag[j-1] == language.PROPN {
		j--
	}
	// "In Karsholt, 12 were hurt" counts; a place stands behind its preposition.
	return i-1-j > 1 && (j == sent.Start || d.Tag[j-1] != language.ADP) && (r.unit == "" || next == "of")
}

// pictured tells whether the number at token i belongs to a caption: "Image 7 of 14".
func (f *figureReader) pictured(i int, sent language.Range) bool {
	d := f.doc
	if i-3 >= sent.Start && d.Lower[i-1] == "of" && d.Flags[i-2]&language.FlagDigit != 0 {
		i -= 2
	}
	if i-1 < sent.Start {
		return false
	}
	switch d.Lower[i-1] {
	case "image", "photo", "picture", "slide":
		return true
	}
	return false
}

// ages tells whether "ages" or "aged" stands right before token i.
func (f *figureReader) ages(i int, sent language.Range) bool {
	for j := max(sent.Start, i-4); j < i; j++ {
		if w := f.doc.Lower[j]; w == "ages" || w == "aged" || w == "age" {
			return true
		}
	}
	return false
}

var streetWords = wordSet("avenue ave street st road rd drive lane boulevard blvd highway court place parkway terrace")
