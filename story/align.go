package story

import (
	"unicode"
	"unicode/utf8"

	"sofar/report"
)

// token is a word of a text for comparison: its folded hash and its bytes.
// Two words are equal when they are so modulo case, typography and British or
// American spelling.
type token struct {
	hash       uint64
	start, end int32
}

// tokenize splits a text into runs of letters and digits; everything between
// them (quotation marks, dashes, spaces) is typography and not compared. Marks
// that are not seen (soft hyphens, joiners) do not end a word.
func tokenize(text string) []token { return appendTokens(make([]token, 0, len(text)/5+1), text) }

func appendTokens(out []token, text string) []token {
	var buf [64]byte
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && !asciiWord[c] {
			i++
			continue
		}
		start, end := i, i
		b := buf[:0]
		for i < len(text) {
			if c := text[i]; c < utf8.RuneSelf {
				if !asciiWord[c] {
					break
				}
				if 'A' <= c && c <= 'Z' {
					c += 'a' - 'A'
				}
				b = append(b, c)
				i++
				end = i
				continue
			}
			r, n := utf8.DecodeRuneInString(text[i:])
			if unseen(r) {
				i += n
				continue
			}
			if !wordRune(r) {
				break
			}
			b = utf8.AppendRune(b, unicode.ToLower(r))
			i += n
			end = i
		}
		if len(b) == 0 {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		out = append(out, token{wordHash(b), int32(start), int32(end)})
	}
	return out
}

// asciiWord tells the letters and digits of ASCII.
var asciiWord = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c))
	}
	return t
}()

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// unseen tells the soft hyphen and the joiners of no width.
func unseen(r rune) bool { return r == '\u00ad' || r >= '\u200b' && r <= '\u200d' || r == '\ufeff' }

// wordHash hashes a lower-case word so that its British and its American
// spelling meet: "organise" and "organize", "colour" and "color", "centre" and
// "center", "defence" and "defense", "travelled" and "traveled", "manoeuvre" and
// "maneuver". That a few other pairs meet as well ("price", "prise") does no
// harm where runs of words are compared.
func wordHash(b []byte) uint64 {
	n := len(b)
	if n >= 5 && b[n-1] == 'e' && b[n-2] == 'r' && (b[n-3] == 't' || b[n-3] == 'b') {
		b[n-2], b[n-1] = 'e', 'r'
	}
	h := uint64(14695981039346656037)
	last := byte(0)
	for i, c := range b {
		switch {
		case c == 's':
			c = 'z'
		case c == 'c' && i+1 < n && (b[i+1] == 'e' || b[i+1] == 'i'):
			c = 'z'
		case c == 'u' && i > 1 && i+1 < n && n >= 5 && b[i-1] == 'o' && b[i+1] == 'r':
			continue
		case (c == 'a' || c == 'o') && i > 0 && i+1 < n && b[i+1] == 'e':
			continue
		}
		if c == last && c > '9' {
			continue
		}
		last = c
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// shingleLen is how many words make a shingle, the seed of an alignment.
const shingleLen = 6

// shingle hashes the words [i, i+shingleLen).
func shingle(ts []token, i int) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range ts[i : i+shingleLen] {
		h = (h ^ t.hash) * 1099511628211
		h ^= h >> 29
	}
	return h * 0x9e3779b97f4a7c15
}

// run is a passage of equal words: n words from a in one text and b in the
// other. chain numbers the runs between which only a few words were changed.
type run struct{ a, b, n, chain int }

const (
	// seedWords equal words begin a passage; after a change of at most maxGap
	// words on either side, rejoinWords equal ones carry it on.
	seedWords, rejoinWords = 5, 3
	maxGap                 = 2
	// maxTries bounds the places that one seed is tried at.
	maxTries = 4
)

// aligner holds the tables of an alignment, to be used again.
type aligner struct {
	first []int32 // by bucket: the first place of a seed, plus one
	next  []int32 // by place: the next of the bucket
	used  []bool
	out   []run
}

// runs finds the passages that two texts share, none overlapping another in
// either text, from left to right of a. The result is valid until the next call.
// Cost is linear in the lengths: each word of a is tried at maxTries places, and
// words that are taken are not tried again.
func (x *aligner) runs(a, b []token) []run {
	x.out = x.out[:0]
	if len(a) < seedWords || len(b) < seedWords {
		return nil
	}
	bits := 6
	for 1<<bits < len(b) {
		bits++
	}
	x.first = zeroed(x.first, 1<<bits)
	x.next = zeroed(x.next, len(b))
	x.used = zeroed(x.used, len(b))
	seed := func(ts []token, i int) int {
		h := uint64(0)
		for _, t := range ts[i : i+seedWords] {
			h = (h ^ t.hash) * 1099511628211
			h ^= h >> 29
		}
		return int(h * 0x9e3779b97f4a7c15 >> (64 - bits))
	}
	for j := len(b) - seedWords; j >= 0; j-- {
		s := seed(b, j)
		x.next[j], x.first[s] = x.first[s], int32(j+1)
	}
	chain := 0
	for i := 0; i+seedWords <= len(a); {
		best := run{}
		j := x.first[seed(a, i)]
		for tries := 0; j > 0 && tries < 4*maxTries; tries++ {
			if n := x.equal(a, b, i, int(j-1)); n > best.n {
				best = run{a: i, b: int(j - 1), n: n}
			}
			j = x.next[j-1]
		}
		if best.n < seedWords {
			i++
			continue
		}
		chain++
		for best.n > 0 {
			best.chain = chain
			for k := range best.n {
				x.used[best.b+k] = true
			}
			x.out = append(x.out, best)
			i = best.a + best.n
			best = x.rejoin(a, b, best.a+best.n, best.b+best.n)
		}
	}
	return x.out
}

// equal counts the equal words from i of a and j of b that are not taken yet.
func (x *aligner) equal(a, b []token, i, j int) int {
	n := 0
	for i+n < len(a) && j+n < len(b) && a[i+n].hash == b[j+n].hash && !x.used[j+n] {
		n++
	}
	return n
}

// rejoin finds where the texts agree again after a small change, the smallest first.
func (x *aligner) rejoin(a, b []token, i, j int) run {
	for size := 1; size <= 2*maxGap; size++ {
		for da := max(0, size-maxGap); da <= min(size, maxGap); da++ {
			p, q := i+da, j+size-da
			if p >= len(a) || q >= len(b) || a[p].hash != b[q].hash || x.used[q] {
				continue
			}
			if n := x.equal(a, b, p, q); n >= rejoinWords {
				return run{a: p, b: q, n: n}
			}
		}
	}
	return run{}
}

// zeroed gives a slice of n zeros in the memory of s where that is enough.
func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4)[:n]
	}
	s = s[:n]
	clear(s)
	return s
}

// passage gives the bytes of a run in both texts.
func (r run) passage(a, b []token) Passage {
	return Passage{
		In: report.Span{Start: int(a[r.a].start), End: int(a[r.a+r.n-1].end)},
		Of: report.Span{Start: int(b[r.b].start), End: int(b[r.b+r.n-1].end)},
	}
}
