package explain

import (
	"regexp"
	"slices"
	"testing"
)

// FuzzNumberTokens holds numbers and words against the expression that defines them.
func FuzzNumberTokens(f *testing.F) {
	token := regexp.MustCompile(`\d{1,3}(?:[,\x{a0}\x{202f}\x{2009}]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\p{L}+`)
	for _, text := range []string{"", "1,234,567.89 of 12,34 or 1234,567 at 3.", "1,2345 12,345,6 123.4.5 7..8", "1\u00a0000 und 2\u202f000\u2009111x9", "école3½\xff4"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got []string
		for m := range numberTokens(text) {
			got = append(got, text[m[0]:m[1]])
		}
		if want := token.FindAllString(text, -1); !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	})
}

// FuzzWords holds the words of a text against the expression that defines them.
func FuzzWords(f *testing.F) {
	token := regexp.MustCompile(`[\p{L}\p{N}]+(?:[’'][\p{L}\p{N}]+)*`)
	for _, text := range []string{"", "The Norrby police’s 12 men, l'école d''Or ’", "a’b'c’'d 3½ kilos\xffé\xe2x", "Ωmega’٣ 'tis"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got []string
		eachWord(text, func(start, end int) { got = append(got, text[start:end]) })
		if want := token.FindAllString(text, -1); !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	})
}
