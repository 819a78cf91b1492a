package language

import (
	"unicode"
	"unicode/utf8"

	"sofar/language/model"
)

// English tells whether the text has a sentence that may be English. It says no
// only where it is sure: no word is in Latin letters, or many are, and in no
// sentence do the words that English texts use make up a fair share.
func (d *Doc) English() bool {
	t := model.Default()
	latin, plain, words := 0, 0, 0
	for _, s := range d.Sents {
		mine, known, small := 0, 0, 0
		for i := s.Start; i < s.End; i++ {
			if d.Flags[i]&(FlagPunct|FlagDigit) != 0 {
				continue
			}
			words++
			r, _ := utf8.DecodeRuneInString(d.Lower[i])
			if !unicode.Is(unicode.Latin, r) {
				continue
			}
			mine++
			if d.Flags[i]&(FlagTitle|FlagUpper) == 0 {
				plain++
			}
			if englishSmall[d.Lower[i]] {
				small++
			}
			if len(d.Lower[i]) > 1 && t.Known(d.Lower[i]) {
				known++
			}
		}
		latin += mine
		// Of the words of English news some 30 in 100 are small ones and 85 are
		// known; of those of its neighbours less than 5 and 25.
		if small >= 2 && small*10 >= mine || small >= 1 && mine >= 3 && known*20 >= mine*11 || mine >= 6 && known*10 >= mine*7 {
			return true
		}
	}
	switch {
	case words == 0:
		return true
	case latin == 0:
		return false
	}
	return plain < surelyPlain && latin < surelyLatin
}

// From so many words, in small letters or in any, a text without an English
// sentence is no longer a list of names.
const (
	surelyPlain = 6
	surelyLatin = 60
)

// englishSmall are small words of English that its neighbours do not have.
var englishSmall = wordSet(`the of and to is was were are for with that this these those his her their its they he she it we you from by at as an be been
 has have had not but or which who when where what will would could should said says after before about into over under than then there if because while`)
