// Package model holds the trained weights of the language layer and the code
// that applies them. Package train makes the weights; cmd/sofar-train is its
// command. Nothing here knows of texts: input is words and their shapes.
package model

import "strings"

// Label is a pair of part-of-speech tags, numbered as package language numbers
// its PTB and Tag.
type Label struct{ PTB, UPOS uint8 }

// Shape tells how a word is written, as far as the tagger looks at it.
type Shape uint8

// Kinds of shape (the low three bits) and marks.
const (
	ShapeLower Shape = iota
	ShapeTitle
	ShapeUpper
	ShapeInitial // one capital letter
	ShapeDigit
	ShapePunct
	ShapeMixed

	ShapeFirst Shape = 1 << 3 // first word of the sentence
	// ShapeBlind marks a word in a run of capitals, where case says nothing.
	ShapeBlind Shape = 1 << 4

	shapeKind Shape = 7
)

// Tagger is an averaged perceptron that tags greedily from left to right. It is
// read-only and may be shared.
type Tagger struct {
	Labels []Label
	// Classes maps frequent words to their ambiguity class: a number that
	// stands for the set of tags they had in the training data.
	Classes map[string]uint16
	// Lemmas maps "form/P" to the lemma where the rules fail; P is the number
	// of the Penn tag as a byte.
	Lemmas map[string]string
	// Bases are the base forms of verbs seen in the training data.
	Bases map[string]bool

	table   []slot // open addressing; a power of two
	weights []weight
}

// slot is one feature: its row of weights.
type slot struct{ key, from, to uint32 }

// weight is what a feature adds to the score of a label.
type weight struct {
	label uint8
	value int16
}

// word is what the features of one position are made of.
type word struct {
	form             uint64 // hash of the lower-cased form
	suf1, suf2, suf3 uint64
	suf4, suf5       uint64
	pre1, pre2, pre3 uint64
	class            uint64
	shape            uint64
	extra            uint64 // hyphen, digit, dot inside
	tail             uint64 // the part after the last hyphen, 0 if none
}

// rare stands for the forms of all words without a class.
const rare = 2

var outside = word{form: 1, class: 1, shape: 99}

// Words prepares the words of a sentence for Features.
func (t *Tagger) words(lower []string, shapes []Shape, ws []word) []word {
	ws = append(ws[:0], outside, outside)
	for i, s := range lower {
		ws = append(ws, t.word(s, shapes[i]))
	}
	return append(ws, outside, outside)
}

func (t *Tagger) word(s string, shape Shape) word {
	w := word{shape: uint64(shape), form: hashString(1, s)}
	n := len(s)
	suf := func(k int) uint64 {
		if n <= k {
			return w.form ^ uint64(k)
		}
		return hashString(2, s[n-k:])
	}
	pre := func(k int) uint64 {
		if n <= k {
			return w.form ^ uint64(k)<<8
		}
		return hashString(3, s[:k])
	}
	if shape&shapeKind == ShapeDigit {
		// All numbers of one pattern are one word.
		var b [24]byte
		k := 0
		for i := 0; i < n && k < len(b); i++ {
			c := s[i]
			if c >= '0' && c <= '9' {
				c = '0'
				if k > 1 && b[k-1] == '0' && b[k-2] == '0' && n > 4 {
					continue
				}
			}
			b[k] = c
			k++
		}
		w.form = hashString(4, string(b[:k]))
		w.extra = 8
	}
	w.suf1, w.suf2, w.suf3, w.suf4, w.suf5 = suf(1), suf(2), suf(3), suf(4), suf(5)
	w.pre1, w.pre2, w.pre3 = pre(1), pre(2), pre(3)
	if i := strings.LastIndexByte(s, '-'); i > 0 && i < n-1 {
		w.extra |= 1
		w.tail = hashString(5, s[i+1:])
	}
	if strings.IndexByte(s, '.') > 0 {
		w.extra |= 2
	}
	if strings.ContainsAny(s, "0123456789") {
		w.extra |= 4
	}
	if c, ok := t.Classes[s]; ok {
		w.class = uint64(c) + 16
	} else {
		// A word not seen often is known by its ending and its shape alone.
		if shape&shapeKind != ShapeDigit {
			w.form = rare
		}
		w.class = w.suf2 ^ w.shape<<56
		if n > 3 {
			w.class = w.suf3 ^ w.shape<<56
		}
	}
	return w
}

// features gives the keys of position i of ws (two places outside stand on
// either side) after the labels p1 (the word before) and p2.
func features(ws []word, i int, p1, p2 uint64, keys []uint32) []uint32 {
	w, l1, l2, r1, r2 := &ws[i], &ws[i-1], &ws[i-2], &ws[i+1], &ws[i+2]
	return append(keys[:0],
		key(1, w.form, 0, 0),
		key(2, w.form, w.shape, 0),
		key(3, w.suf1, w.shape, 0),
		key(4, w.suf2, w.shape, 0),
		key(5, w.suf3, 0, 0),
		key(6, w.suf4, 0, 0),
		key(7, w.suf5, 0, 0),
		key(8, w.pre1, w.shape, 0),
		key(9, w.pre2, 0, 0),
		key(10, w.pre3, 0, 0),
		key(11, w.shape, w.extra, 0),
		key(12, w.tail, w.shape, 0),
		key(13, l1.form, 0, 0),
		key(14, r1.form, 0, 0),
		key(15, l2.form, 0, 0),
		key(16, r2.form, 0, 0),
		key(17, p1, 0, 0),
		key(18, p1, p2, 0),
		key(19, p1, w.form, 0),
		key(20, p1, w.suf3, 0),
		key(21, l1.form, w.form, 0),
		key(22, w.form, r1.form, 0),
		key(23, l1.form, r1.form, 0),
		key(24, w.class, 0, 0),
		key(25, r1.class, 0, 0),
		key(26, p1, w.class, 0),
		key(27, w.class, r1.class, 0),
		key(28, p1, w.class, r1.class),
		key(29, w.class, r1.class, r2.class),
		key(30, p1, p2, w.class),
		key(31, r1.suf3, w.suf3, 0),
		key(32, l1.suf3, w.suf3, 0),
		key(33, l1.shape, w.shape, r1.shape),
		key(34, p1, w.shape, r1.shape),
		key(35, r1.class, r2.class, 0),
		key(36, p1, r1.class, w.suf2),
		key(37, p2, w.class, 0),
		key(38, r1.suf2, w.shape, w.suf2),
		key(39, l1.class, l2.class, w.class),
		key(40, p1, r1.form, 0),
	)
}

// Proper is the number of the universal tag of proper nouns in package language.
const Proper = 12

// Tag gives each word's label, an index into Labels. In a sentence that begins
// with a capital, a word in small letters is no proper noun unless it is a
// particle of names ("de", "al-").
func (t *Tagger) Tag(lower []string, shapes []Shape, out []uint8, s *Scratch) {
	s.words = t.words(lower, shapes, s.words)
	if cap(s.scores) < len(t.Labels) {
		s.scores = make([]int32, len(t.Labels))
	}
	scores := s.scores[:len(t.Labels)]
	mask := uint32(len(t.table) - 1)
	p1, p2 := uint64(Start1), uint64(Start2)
	careful := false // the writer uses capitals
	for i := range lower {
		if shapes[i]&ShapeFirst != 0 {
			k := shapes[i] & shapeKind
			careful = k == ShapeTitle || k == ShapeUpper || k == ShapeInitial
		}
		s.keys = features(s.words, i+2, p1, p2, s.keys)
		clear(scores)
		for _, k := range s.keys {
			at := k & mask
			for t.table[at].key != k && t.table[at].to > 0 {
				at = (at + 1) & mask
			}
			sl := &t.table[at]
			if sl.to == 0 {
				continue
			}
			for _, w := range t.weights[sl.from:sl.to] {
				scores[w.label] += int32(w.value)
			}
		}
		small := careful && shapes[i]&(shapeKind|ShapeBlind) == ShapeLower && !particle(lower[i])
		best := -1
		for j, v := range scores {
			if small && t.Labels[j].UPOS == Proper {
				continue
			}
			if best < 0 || v > scores[best] {
				best = j
			}
		}
		best = max(best, 0)
		out[i] = uint8(best)
		p1, p2 = uint64(best), p1
	}
}

// particle tells of the small words and beginnings of foreign names.
func particle(w string) bool {
	switch w {
	case "de", "da", "do", "del", "della", "der", "den", "di", "dos", "du", "van", "von", "zu", "bin", "bint", "ibn", "al", "el", "ul", "la", "las", "le", "los", "ter", "ten", "y", "e":
		return true
	}
	return len(w) > 3 && (w[:3] == "al-" || w[:3] == "el-" || w[:3] == "ad-" || w[:3] == "as-" || w[:3] == "an-" || w[:3] == "ar-")
}

// Scratch is memory that calls of Tag share; it belongs to one goroutine.
type Scratch struct {
	words  []word
	keys   []uint32
	scores []int32
}

// Sentence is a sentence prepared for its features, for the training.
type Sentence struct{ words []word }

// Prepare makes the words of a sentence ready.
func (t *Tagger) Prepare(lower []string, shapes []Shape) Sentence {
	return Sentence{t.words(lower, shapes, nil)}
}

// Keys gives the features of word i after the labels p1 (before it) and p2, in
// buf's memory; Start1 and Start2 stand for labels before the first word.
func (s Sentence) Keys(i, p1, p2 int, buf []uint32) []uint32 {
	return features(s.words, i+2, uint64(p1), uint64(p2), buf)
}

// Labels of the places before the first word.
const (
	Start1 = 254
	Start2 = 255
)
