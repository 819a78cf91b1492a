package language

import (
	"strings"
	"testing"
	"time"
)

// A line eight times as long takes about eight times as long to cut and tag,
// whatever it is made of. Were it the square, it would be 64 times; a busy
// machine gets five tries.
func TestLinear(t *testing.T) {
	text := func(unit string) func(int) string {
		return func(size int) string { return strings.Repeat(unit, size/len(unit)) }
	}
	for _, unit := range []string{"(", "\"", "'", "7", "x", "X", "a.", "1-", "7,777", "“", "‘", "www.", "a@", "-", "a'", "( \"x\" ", "I. ", "\xff", "é", "a\u200b", "a\n", "((a))", "'s", "...", "?!", "Mr. ", "\"A. ", "12:30 ", "$ ", "• ", ";", "\n\n\n", "# ", "a_"} {
		if r := growth(text(unit), 1<<14); r >= tooFast {
			t.Errorf("%q: eight times the text takes %.0f times the time", unit, r)
		}
	}
	if r := growth(distinct, 1<<14); r >= tooFast {
		t.Errorf("eight times as many words that were never seen take %.0f times the time", r)
	}
}

// tooFast is a growth that is nearer to the square than to the line.
const tooFast = 24

// growth tells how much longer a text of eight times the size takes, at best of
// up to eight tries of either.
func growth(text func(size int) string, small int) float64 {
	one, eight := text(small), text(8*small)
	least := [2]time.Duration{1 << 60, 1 << 60}
	ratio := 0.0
	for range 8 {
		for k, s := range [2]string{one, eight} {
			start := cpuTime()
			tagged(s)
			least[k] = min(least[k], cpuTime()-start)
		}
		if ratio = float64(least[1]) / float64(max(least[0], time.Microsecond)); ratio < tooFast {
			break
		}
	}
	return ratio
}

// distinct gives a text of size bytes whose words differ.
func distinct(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		for k := i; ; k /= 26 {
			b.WriteByte('a' + byte(k%26))
			if k < 26 {
				break
			}
		}
		b.WriteString("q, ")
	}
	return b.String()
}

// In the steady state, tokens, sentences, tags and lemmas take a few
// allocations for a text, and none for a word or a sentence.
func TestAllocations(t *testing.T) {
	short, long := strings.Repeat(sample, 2), strings.Repeat(sample, 64)
	tagged(long)
	a := testing.AllocsPerRun(5, func() { tagged(short) })
	b := testing.AllocsPerRun(5, func() { tagged(long) })
	sents := float64(len(tagged(long).Sents) - len(tagged(short).Sents))
	if per := (b - a) / sents; per > 0.25 {
		t.Errorf("%.0f allocations for a text, %.0f for one of %.0f sentences more: %.2f for each", a, b, sents, per)
	}
}

// The place of a forced cut is a mark where there is one.
func TestForcedCut(t *testing.T) {
	for _, c := range []struct{ unit, last string }{
		{"one two three four; five six seven, eight nine ten ", ";"},
		{"one two three four, five six seven eight nine ten ", ","},
		{"one two three ", ""},
	} {
		d := segment(strings.Repeat(c.unit, 200))
		for i, s := range d.Sents[:len(d.Sents)-1] {
			if w := d.Word(s.End - 1); c.last != "" && w != c.last || s.Len() < maxSentence/2 {
				t.Errorf("%q: sentence %d has %d tokens and ends in %q", c.unit, i, s.Len(), w)
			}
		}
	}
}
