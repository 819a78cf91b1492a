package statement

import (
	"sofar/language"
	"sofar/language/model"
)

// The learned model reads attributions where the sieves end, in two steps, both
// linear models over hashed features decoded by Viterbi's algorithm, trained as
// averaged structured perceptrons (Collins 2002):
//
//  1. cues: every token of a sentence is outside a cue, begins one or goes on;
//  2. for each cue, every token of its window is outside, source or content.
//
// What the sieves have read is a feature of both, as are the paths of the
// dependency tree. All sums are of whole numbers. See docs/models/attribution.md.

// Labels of cues and of arguments.
const (
	cueOut = iota
	cueBegin
	cueIn
	cueLabels
)

const (
	argOut = iota
	argSourceBegin
	argSource
	argContentBegin
	argContent
	argLabels
)

// learnedBits is the number of bits of a feature's bucket.
const learnedBits = 19

// learnedModel holds the weights: a row of labels for each bucket, and the
// weights of label pairs.
type learnedModel struct {
	cue                model.Rows4
	arg                model.Rows8
	cuePairs, argPairs *transitions
}

// feature gives the bucket of what the template and up to three values name.
func feature(template, a, b, c uint32) uint32 {
	h := template*0x9e3779b1 ^ a*0x85ebca77
	h = (h ^ h>>15) * 0xc2b2ae3d
	h ^= b * 0x27d4eb2f
	h = (h ^ h>>13) * 0x165667b1
	h ^= c * 0x9e3779b1
	h = (h ^ h>>16) * 0x85ebca6b
	h ^= h >> 13
	return h >> (32 - learnedBits)
}

// hashWord is FNV-1a over the bytes of a word.
func hashWord(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// learnedReader is the state of the learned model over one report.
type learnedReader struct {
	r     *attReader
	m     *learnedModel
	feats []uint32 // the buckets of one token

	// By token: hashes of forms and lemmas, word classes, what the lexicon of
	// reporting words has of the form, names.
	form, lemma []uint32
	class, verb []uint32
	name        []uint8 // kind of the name over a token + 1, 0 if none
	sieve       []uint8 // 1 cue, 2 source, 3 content of a sieve

	score [][argLabels]int32
	back  [][argLabels]uint8
	via   []uint32
	deep  []uint32 // relation below the one of via, and depth

	between []between
	base    [][4]int32 // of each token, the sums of the labels of cues
}

// load fills the arrays for the tokens of the report.
func (l *learnedReader) load() {
	d := l.r.doc
	n := d.Len()
	hashes, kinds := make([]uint32, 4*n), make([]uint8, 2*n)
	l.form, l.lemma, l.class, l.verb = hashes[:n], hashes[n:2*n], hashes[2*n:3*n], hashes[3*n:]
	l.name, l.sieve = kinds[:n], kinds[n:]
	for i := range d.Lower {
		l.form[i] = hashWord(d.Lower[i])
		l.lemma[i] = l.form[i]
		if d.Lemma[i] != d.Lower[i] {
			l.lemma[i] = hashWord(d.Lemma[i])
		}
		l.class[i] = uint32(model.Class(d.Lower[i]))
		l.verb[i] = lexical(d.Lower[i], l.form[i])
	}
	for k := range d.Names {
		nm := &d.Names[k]
		v := uint8(nm.Kind) + 1
		if nm.Form == language.FormPronoun {
			v = 20
		} else if nm.Form == language.FormRole {
			v += 20
		}
		for i := nm.Tokens.Start; i < nm.Tokens.End && i < n; i++ {
			l.name[i] = v
		}
	}
}

// word values of a token outside the loaded ones.
const outside = 7

func (l *learnedReader) w(i int) uint32 {
	if i < 0 || i >= len(l.form) {
		return outside
	}
	return l.form[i]
}

func (l *learnedReader) lm(i int) uint32 {
	if i < 0 || i >= len(l.form) {
		return outside
	}
	return l.lemma[i]
}

func (l *learnedReader) cl(i int) uint32 {
	if i < 0 || i >= len(l.form) {
		return outside
	}
	return l.class[i]
}

func (l *learnedReader) pt(i int) uint32 {
	if i < 0 || i >= len(l.form) {
		return 99
	}
	return uint32(l.r.doc.PTB[i])
}

func (l *learnedReader) nm(i int) uint32 {
	if i < 0 || i >= len(l.form) {
		return 99
	}
	return uint32(l.name[i])
}

// quoteMark tells of a token: 1 opens a quotation, 2 closes one, 3 lies inside,
// 0 outside; held at a distance +4.
func (l *learnedReader) quoteMark(i int) uint32 {
	r := l.r
	q := r.inQuote(i)
	if q < 0 {
		return 0
	}
	v := uint32(3)
	switch {
	case r.opensQuote(i):
		v = 1
	case r.closesQuote(i):
		v = 2
	}
	if !r.speech(q) {
		v += 4
	}
	return v
}

// transitions are the weights of pairs of labels; never marks a pair that is not.
type transitions [argLabels][argLabels]int32

const never = -1 << 30

// pairs makes the transitions of so many labels, of which next gives the weights.
func pairs(labels int, next func(a, b int) int32) *transitions {
	var t transitions
	for a := range labels {
		for b := range labels {
			if t[a][b] = next(a, b); !follows(a, b, labels) {
				t[a][b] = never
			}
		}
	}
	return &t
}

// viterbi gives the best labels of n tokens; row gives the scores of one.
func (l *learnedReader) viterbi(n, labels int, next *transitions, row func(k int, out *[8]int32) bool, out []uint8) []uint8 {
	if cap(l.score) < n {
		l.score, l.back = make([][argLabels]int32, n+64), make([][argLabels]uint8, n+64)
	}
	score, back := l.score[:n], l.back[:n]
	for k := 0; k < n; k++ {
		var s [8]int32
		free := row(k, &s)
		for b := 0; b < labels; b++ {
			best, from := int32(never), 0
			if !free && b != 0 {
				score[k][b] = best
				continue
			}
			if k == 0 {
				if b == cueOut || begins2(b, labels) {
					best = next[0][b]
				}
			} else {
				last := &score[k-1]
				for a := 0; a < labels; a++ {
					if next[a][b] == never || last[a] <= never/2 {
						continue
					}
					if v := last[a] + next[a][b]; v > best {
						best, from = v, a
					}
				}
			}
			score[k][b], back[k][b] = best+s[b], uint8(from)
			if best <= never/2 {
				score[k][b] = never
			}
		}
	}
	out = out[:0]
	for k := 0; k < n; k++ {
		out = append(out, 0)
	}
	if n == 0 {
		return out
	}
	b := 0
	for x := 1; x < labels; x++ {
		if score[n-1][x] > score[n-1][b] {
			b = x
		}
	}
	for k := n - 1; k >= 0; k-- {
		out[k] = uint8(b)
		b = int(back[k][b])
	}
	return out
}

// begins2 tells whether a label may stand first.
func begins2(b, labels int) bool {
	if labels == cueLabels {
		return b == cueBegin
	}
	return b == argSourceBegin || b == argContentBegin
}

// follows tells whether label b may follow label a.
func follows(a, b, labels int) bool {
	if labels == cueLabels {
		return b != cueIn || a != cueOut
	}
	switch b {
	case argSource:
		return a == argSource || a == argSourceBegin
	case argContent:
		return a == argContent || a == argContentBegin
	}
	return true
}
