package story

import (
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"sofar/report"
)

// token is a word of a text for comparison: its folded hash and its bytes.
// Two words are equal when they are so modulo case and typography.
type token struct {
	hash       uint64
	start, end int32
}

// tokenize splits a text into runs of letters and digits; everything between
// them (quotation marks, dashes, spaces) is typography and not compared.
func tokenize(text string) []token {
	out := make([]token, 0, len(text)/6+1)
	var buf [utf8.UTFMax * 64]byte
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			i += n
			continue
		}
		start := i
		b := buf[:0]
		for i < len(text) {
			r, n = utf8.DecodeRuneInString(text[i:])
			if !wordRune(r) {
				break
			}
			b = utf8.AppendRune(b, unicode.ToLower(r))
			i += n
		}
		out = append(out, token{xxhash.Sum64(b), int32(start), int32(i)})
	}
	return out
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// shingleLen is how many words make a shingle, the seed of an alignment.
const shingleLen = 7

// shingle hashes the words [i, i+shingleLen).
func shingle(ts []token, i int) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range ts[i : i+shingleLen] {
		h = (h ^ t.hash) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// run is a passage of equal words: n words from a in one text and b in the other.
type run struct{ a, b, n int }

// alignRuns finds the passages that two texts share, each at least shingleLen
// words, none overlapping another in either text, longest-first from left to
// right of a. Cost is linear in the lengths for texts without much repetition:
// each shingle of b is tried at most maxTries times.
func alignRuns(a, b []token) []run {
	const maxTries = 4
	if len(a) < shingleLen || len(b) < shingleLen {
		return nil
	}
	places := make(map[uint64][]int32, len(b))
	for j := 0; j+shingleLen <= len(b); j++ {
		h := shingle(b, j)
		if l := places[h]; len(l) < maxTries {
			places[h] = append(l, int32(j))
		}
	}
	used := make([]bool, len(b))
	var out []run
	for i := 0; i+shingleLen <= len(a); {
		best := run{}
		for _, j := range places[shingle(a, i)] {
			n := 0
			for i+n < len(a) && int(j)+n < len(b) && a[i+n].hash == b[int(j)+n].hash && !used[int(j)+n] {
				n++
			}
			if n > best.n {
				best = run{i, int(j), n}
			}
		}
		if best.n < shingleLen {
			i++
			continue
		}
		for k := range best.n {
			used[best.b+k] = true
		}
		out = append(out, best)
		i += best.n
	}
	return out
}

// passage gives the bytes of a run in both texts.
func (r run) passage(a, b []token) Passage {
	return Passage{
		In: report.Span{Start: int(a[r.a].start), End: int(a[r.a+r.n-1].end)},
		Of: report.Span{Start: int(b[r.b].start), End: int(b[r.b+r.n-1].end)},
	}
}
