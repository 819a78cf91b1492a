package report

import (
	"sort"
	"unicode/utf8"
)

// Span is a half-open byte range [Start, End) of a report's Text. Inside sofar
// all offsets are bytes; outputs convert to code points with an Index.
type Span struct {
	Start int `json:"s"`
	End   int `json:"e"`
}

// Of gives the words of the span; it panics like a slice expression when the
// span does not lie in text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains tells whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps tells whether the two share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Cover is the smallest span that holds both.
func (s Span) Cover(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Index converts between byte and code-point offsets of one text. Building is
// O(n) once; a conversion is O(log n); pure ASCII text costs nothing.
type Index struct {
	ascii bool
	text  string
	// marks[i] = code points before byte offset i*stride.
	marks []int
}

const stride = 256

// NewIndex builds the index of text, which must be valid UTF-8.
func NewIndex(text string) *Index {
	x := &Index{ascii: true, text: text}
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			x.ascii = false
			break
		}
	}
	if x.ascii {
		return x
	}
	n := 0
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			x.marks = append(x.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return x
}

// Rune gives the number of code points before byte offset b (clamped to the text).
func (x *Index) Rune(b int) int {
	b = max(0, min(b, len(x.text)))
	if x.ascii {
		return b
	}
	k := min(b/stride, len(x.marks)-1)
	n := x.marks[k]
	for i := k * stride; i < b; i++ {
		if utf8.RuneStart(x.text[i]) {
			n++
		}
	}
	return n
}

// Byte gives the byte offset of code point r (clamped to the text).
func (x *Index) Byte(r int) int {
	if r <= 0 {
		return 0
	}
	if x.ascii {
		return min(r, len(x.text))
	}
	k := sort.Search(len(x.marks), func(i int) bool { return x.marks[i] > r }) - 1
	n, i := x.marks[k], k*stride
	for i < len(x.text) {
		if utf8.RuneStart(x.text[i]) {
			if n == r {
				return i
			}
			n++
		}
		i++
	}
	return len(x.text)
}

// Runes gives a span in code points, as FORMATS prints it.
func (x *Index) Runes(s Span) [2]int { return [2]int{x.Rune(s.Start), x.Rune(s.End)} }
