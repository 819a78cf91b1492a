package language

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hostile are texts that make something of every reader pile up, by name; each
// gives about n bytes.
var hostile = map[string]func(n int) string{
	"open brackets":      repeated("("),
	"brackets":           repeated("()"),
	"quotation marks":    repeated("\" "),
	"opening quotations": repeated("“a "),
	"digits":             repeated("7"),
	"numbers":            repeated("1,2 "),
	"one word":           repeated("a"),
	"accents":            repeated("e\u0301"),
	"zero width":         repeated("\u200b"),
	"joined":             repeated("a\u200d"),
	"initials":           repeated("J. "),
	"names":              repeated("Ana Orlo "),
	"pronouns":           repeated("he "),
	"and":                repeated("and "),
	"lines":              repeated("a\n"),
	"distinct names": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "Mr. %c%s fell. ", 'A'+i%26, strings.ToLower(strconv.FormatInt(int64(i), 26)))
		}
		return b.String()
	},
	"dates":    repeated("on 3 May 2031 "),
	"speech":   repeated("“It fell,” he said. "),
	"acronyms": repeated("Big Hall (BH) "),
}

func repeated(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)+1) }
}

// TestAnalyzeLinear holds that a text, with its names, numbers and times, four times as long takes about four times
// as long, never sixteen times, whatever it is made of. Times are processor
// time, the best of several, and are taken again before they count as too long,
// so that a busy machine does not matter. SOFAR_LINEAR sets the bytes of the
// shorter text.
func TestAnalyzeLinear(t *testing.T) {
	size, verbose := 16000, false
	if s := os.Getenv("SOFAR_LINEAR"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		size, verbose = n, true
	} else if testing.Short() {
		t.Skip("takes seconds")
	}
	best := func(text string, times int) time.Duration {
		least := time.Duration(1 << 62)
		for range times {
			begin := cpuTime()
			Analyze(text, time.Time{})
			least = min(least, cpuTime()-begin)
		}
		return least
	}
	Analyze(sample, time.Time{})
	for name, make := range hostile {
		short, long := make(size), make(4*size)
		a, b := best(short, 3), best(long, 1)
		for try := 0; b > 9*a+20*time.Millisecond && try < 6; try++ {
			a, b = min(a, best(short, 2)), min(b, best(long, 2))
		}
		if b > 9*a+20*time.Millisecond {
			t.Errorf("%s: %d bytes take %v, %d take %v", name, len(short), a, len(long), b)
		}
		if verbose {
			t.Logf("%-20s %10v %10v  ×%.1f", name, a, b, float64(b)/float64(a))
		}
	}
}
