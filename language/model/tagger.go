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
	// Sets are sets of labels: 0 the labels that a word may have of which
	// nothing is known.
	Sets [][]uint8
	// May maps words to the set of the labels that they may have; capitalised, a
	// word that is in Capitals too may also be a proper noun.
	May map[string]uint16
	// Lemmas maps "form/P" to the lemma where the rules fail; P is the number
	// of the Penn tag as a byte.
	Lemmas map[string]string
	// Bases are the base forms of verbs seen in the training data.
	Bases map[string]bool

	table table
	// after and afterTwo are what the labels before a word add: row p1 of after
	// is the scores of the feature of p1 alone, entry p1, p2 of afterTwo the
	// weights of the feature of both. Start1 and Start2 are their last two rows.
	after    []int32
	afterTwo []span
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
	kin              uint64 // word class of running text, 0 if none
	kin8, kin6, kin4 uint64 // the larger classes that it belongs to
}

// rare stands for the forms of all words without a class.
const rare = 2

var outside = word{form: 1, class: 1, shape: 99}

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
	c := Class(s)
	w.kin = uint64(c)
	w.kin8, w.kin6, w.kin4 = uint64(ClassPrefix(c, 8)), uint64(ClassPrefix(c, 6)), uint64(ClassPrefix(c, 4))
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

// alone appends the keys of the features of a word by itself.
func (w *word) alone(keys []uint32) []uint32 {
	return append(keys,
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
		key(24, w.class, 0, 0),
		key(41, w.kin, w.shape, 0),
		key(42, w.kin8, w.shape, 0),
		key(43, w.kin6, w.shape, 0),
		key(44, w.kin4, w.shape, w.suf2),
	)
}

// besides is the number of features that a word tells of its neighbours.
const besides = 9

// beside gives the keys of what a word tells of its neighbours: of the word
// after it (two), the second after it (two), the word before it (three) and the
// second before (two).
func (w *word) beside() [besides]uint32 {
	return [besides]uint32{key(13, w.form, 0, 0), key(45, w.kin, 0, 0), key(15, w.form, 0, 0), key(47, w.kin6, 0, 0),
		key(14, w.form, 0, 0), key(25, w.class, 0, 0), key(46, w.kin, 0, 0), key(16, w.form, 0, 0), key(48, w.kin6, 0, 0)}
}

// What of beside goes to which neighbour.
const (
	toAfter     = 0
	toAfterTwo  = 2
	toBefore    = 4
	toBeforeTwo = 7
)

func afterKey(p1 uint64) uint32        { return key(17, p1, 0, 0) }
func afterTwoKey(p1, p2 uint64) uint32 { return key(18, p1, p2, 0) }

// The numbers of features of several words, and of words and labels.
const (
	jointWords  = 19
	jointLabels = 14
	joint       = jointWords + jointLabels
)

// together fills in the keys of the features of word w and its neighbours that
// are made of more than one of them.
func together(l2, l1, w, r1, r2 *word, keys *[jointWords]uint32) {
	*keys = [jointWords]uint32{
		key(21, l1.form, w.form, 0),
		key(22, w.form, r1.form, 0),
		key(23, l1.form, r1.form, 0),
		key(27, w.class, r1.class, 0),
		key(29, w.class, r1.class, r2.class),
		key(31, r1.suf3, w.suf3, 0),
		key(32, l1.suf3, w.suf3, 0),
		key(33, l1.shape, w.shape, r1.shape),
		key(35, r1.class, r2.class, 0),
		key(38, r1.suf2, w.shape, w.suf2),
		key(39, l1.class, l2.class, w.class),
		key(51, l1.kin8, w.kin8, 0),
		key(52, r1.kin8, w.kin8, 0),
		key(53, l1.kin6, w.kin6, r1.kin6),
		key(56, w.form, r1.kin8, 0),
		key(57, w.form, l1.kin8, 0),
		key(58, w.kin6, r1.kin6, r2.kin6),
		key(60, l1.kin6, w.class, r1.kin6),
		key(61, r1.kin, r2.kin, 0),
	}
}

// afterLabels fills in the keys of the features of word w, the next one, and
// the labels p1 (of the word before) and p2 (of the second before).
func afterLabels(w, r1 *word, p1, p2 uint64, keys *[jointLabels]uint32) {
	*keys = [jointLabels]uint32{
		key(19, p1, w.form, 0),
		key(20, p1, w.suf3, 0),
		key(26, p1, w.class, 0),
		key(28, p1, w.class, r1.class),
		key(30, p1, p2, w.class),
		key(34, p1, w.shape, r1.shape),
		key(36, p1, r1.class, w.suf2),
		key(37, p2, w.class, 0),
		key(40, p1, r1.form, 0),
		key(54, p1, w.kin, 0),
		key(55, p1, w.kin8, r1.kin6),
		key(59, p1, w.kin6, w.suf3),
		key(62, p1, p2, w.form),
		key(63, p1, w.class, r1.kin8),
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

// Labels of the places before the first word.
const (
	Start1 = 254
	Start2 = 255
)
