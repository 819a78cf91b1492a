package explain

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// eachWord calls fn for every word of a text: letters and digits, with single
// apostrophes between them.
func eachWord(text string, fn func(start, end int)) {
	for at := 0; at < len(text); {
		n := wordLen(text[at:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[at:])
			at += n
			continue
		}
		end := at + n
		for {
			gap := 0
			switch {
			case strings.HasPrefix(text[end:], "'"):
				gap = 1
			case strings.HasPrefix(text[end:], "’"):
				gap = len("’")
			}
			if gap == 0 {
				break
			}
			if n = wordLen(text[end+gap:]); n == 0 {
				break
			}
			end += gap + n
		}
		fn(at, end)
		at = end
	}
}

// wordLen is how many bytes of letters and digits a text begins with.
func wordLen(text string) int {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			i++
			continue
		case c < utf8.RuneSelf:
			return i
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return i
		}
		i += n
	}
	return len(text)
}

// plain is a word without case, accents, apostrophes and a possessive s.
func plain(w string) string {
	if ascii(w) {
		return strings.TrimSuffix(strings.ToLower(w), "'s")
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(w)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	s := strings.ReplaceAll(b.String(), "’", "'")
	return strings.TrimSuffix(s, "'s")
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// smallWords are the words, plain, that texts print with a small letter first.
type smallWords struct {
	have map[string]bool
	raw  map[string]struct{} // as printed
}

// add reads one text.
func (s *smallWords) add(text string) {
	if s.have == nil {
		s.have, s.raw = map[string]bool{}, map[string]struct{}{}
	}
	eachWord(text, func(start, end int) {
		w := text[start:end]
		if first, _ := utf8.DecodeRuneInString(w); !unicode.IsLower(first) {
			return
		}
		if _, ok := s.raw[w]; ok {
			return
		}
		s.raw[w] = struct{}{}
		s.have[plain(w)] = true
	})
}

// numberTokens gives the words of letters of a text and its numbers in digits,
// with their groups of three and their decimals, in order.
func numberTokens(text string) iter.Seq[[2]int] {
	return func(yield func([2]int) bool) {
		for at := 0; at < len(text); {
			end := at
			if n := digits(text[at:]); n > 0 {
				end += n
				for n <= 3 {
					gap := groupMark(text[end:])
					if gap == 0 || digits(text[end+gap:]) < 3 {
						break
					}
					end += gap + 3
					if digits(text[end:]) > 0 {
						break
					}
				}
				if n = digits(text[min(end+1, len(text)):]); n > 0 && text[end] == '.' {
					end += 1 + n
				}
			} else {
				for end < len(text) {
					r, n := utf8.DecodeRuneInString(text[end:])
					if !unicode.IsLetter(r) {
						if end == at {
							at += n
							end = at
						}
						break
					}
					end += n
				}
			}
			if end > at && !yield([2]int{at, end}) {
				return
			}
			at = end
		}
	}
}

// digits is how many digits a text begins with.
func digits(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

// groupMark is the length of the mark between groups of digits that a text
// begins with, 0 for none.
func groupMark(text string) int {
	for _, mark := range []string{",", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(text, mark) {
			return len(mark)
		}
	}
	return 0
}
