package dossier

import (
	"regexp"
	"strings"
)

// hinted is a pattern without regard to case that first looks for words, one of
// which every match holds: looking for a word is many times cheaper than running
// the pattern, and most texts have none of them.
type hinted struct {
	re     *regexp.Regexp
	words  []string // in lower case
	begins [256]bool
}

func hint(pattern string, words ...string) *hinted {
	h := &hinted{re: regexp.MustCompile(pattern), words: words}
	for _, w := range words {
		h.begins[w[0]], h.begins[w[0]-'a'+'A'] = true, true
	}
	return h
}

// possible tells whether a text holds one of the words. Letters that fold to
// plain ones, the long s and the sign of kelvins, count as all of them.
func (h *hinted) possible(text string) bool {
	for i := 0; i < len(text); i++ {
		if !h.begins[text[i]] {
			continue
		}
		for _, w := range h.words {
			if len(text)-i >= len(w) && sameFold(text[i:i+len(w)], w) {
				return true
			}
		}
	}
	return strings.Contains(text, "\u017f") || strings.Contains(text, "\u212a")
}

// sameFold compares a text with a word in lower case of the same length.
func sameFold(text, word string) bool {
	for i := 0; i < len(word); i++ {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

func (h *hinted) MatchString(text string) bool {
	return h.possible(text) && h.re.MatchString(text)
}

func (h *hinted) FindStringSubmatch(text string) []string {
	if !h.possible(text) {
		return nil
	}
	return h.re.FindStringSubmatch(text)
}

// namesRegion tells whether regionOf may match: a word for a region stands after
// a word with a capital.
func namesRegion(text string) bool {
	for _, level := range []string{"ounty", "egion", "rovince"} {
		for from := 0; ; {
			i := strings.Index(text[from:], level)
			if i < 0 {
				break
			}
			i += from
			from = i + len(level)
			if i < 3 || text[i-2] != ' ' {
				continue
			}
			for k := i - 3; k >= 0 && text[k] != ' '; k-- {
				if c := text[k]; c >= 0x80 || 'A' <= c && c <= 'Z' {
					return true
				}
			}
		}
	}
	return false
}
