package language

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// What is near a place holds all that shares a token with it.
func TestNear(t *testing.T) {
	text := strings.Repeat("On Monday Petar Kamenov of the Interior Ministry told Radio Six that in 1994 and last week Ana Dolcheva, the mayor of Kamen, was there. He said so on 3 May. ", 40)
	d := Analyze(text, time.Date(2031, 3, 14, 0, 0, 0, 0, time.UTC))
	if len(d.Names) < 80 || len(d.Times) < 80 {
		t.Fatalf("%d names and %d times are too few to test with", len(d.Names), len(d.Times))
	}
	for i := 0; i < d.Len(); i += 7 {
		for _, n := range []int{1, 2, 30} {
			r := Range{i, min(i+n, d.Len())}
			near := d.NamesNear(r)
			for _, m := range d.Names {
				if m.Tokens.Overlaps(r) && !slices.Contains(near, m) {
					t.Fatalf("%v: name %v is missing", r, m.Tokens)
				}
			}
			times := d.TimesNear(r)
			for _, m := range d.Times {
				if m.Tokens.Overlaps(r) && !slices.Contains(times, m) {
					t.Fatalf("%v: time %v is missing", r, m.Tokens)
				}
			}
		}
	}
}
