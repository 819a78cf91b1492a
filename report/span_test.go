package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzIndex: code points and bytes convert into each other as counting does.
func FuzzIndex(f *testing.F) {
	for _, s := range []string{"", "plain", "Café – “fire” 🚑", strings.Repeat("a", 300), strings.Repeat("é🚑a", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 5000 {
			return
		}
		x := NewIndex(s)
		n := 0
		for b := range s {
			if got := x.Rune(b); got != n {
				t.Fatalf("Rune(%d) = %d, want %d", b, got, n)
			}
			if got := x.Byte(n); got != b {
				t.Fatalf("Byte(%d) = %d, want %d", n, got, b)
			}
			n++
		}
		if x.Rune(len(s)) != n || x.Rune(len(s)+9) != n || x.Byte(n) != len(s) || x.Byte(n+9) != len(s) || x.Byte(-1) != 0 || x.Rune(-1) != 0 {
			t.Errorf("the ends of %q are off", s)
		}
		if got := x.Runes(Span{0, len(s)}); got != [2]int{0, n} {
			t.Errorf("Runes = %v", got)
		}
	})
}
