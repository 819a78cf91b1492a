package model

import "math/bits"

// nobody stands for the places outside a sentence.
var nobody = NameWord{Form: 1, Suf3: 1, Suf2: 1, Pre3: 1, Shape: 99}

func at(ws []NameWord, i int) *NameWord {
	if i < 0 || i >= len(ws) {
		return &nobody
	}
	return &ws[i]
}

// runBound is how far the features of a run of capitals look.
const runBound = 8

// nameView is a word with what its features are made of.
type nameView struct {
	w, l1, l2, r1, r2 *NameWord
	sh, tag, rule     uint64 // of w; its rule with why

	// The run of capitals that the word is part of, unless w.Run is false.
	first, last, before, before2, after, after2 *NameWord
	n, place                                    uint64 // words of the run, and where in it
}

// view fills in what stands about word i of a sentence.
func (v *nameView) view(ws []NameWord, i int) {
	w := &ws[i]
	v.w, v.l1, v.l2, v.r1, v.r2 = w, at(ws, i-1), at(ws, i-2), at(ws, i+1), at(ws, i+2)
	v.sh, v.tag, v.rule = uint64(w.Shape), uint64(w.Tag), uint64(w.Rule)|uint64(w.Why)<<8
	if !w.Run {
		return
	}
	s, e := i, i+1
	for s > 0 && i-s < runBound && ws[s-1].Run {
		s--
	}
	for e < len(ws) && e-i < runBound && ws[e].Run {
		e++
	}
	v.before, v.before2, v.after, v.after2 = at(ws, s-1), at(ws, s-2), at(ws, e), at(ws, e+1)
	v.first, v.last = &ws[s], &ws[e-1]
	v.n = uint64(min(e-s, 4))
	v.place = uint64(min(i-s, 2)) | uint64(min(e-1-i, 2))<<2
}

// The features come in groups. Those of a group are made of few facts, so that
// their sums can be kept from one word to the next; see memo.
const (
	groupWord   = iota // the word by itself
	groupLeft          // the word before
	groupRight         // the word after
	groupShapes        // how the words are written
	groupTags          // the tags of the words
	groupRules         // what the rules and the lists of names say
	groupText          // what the rest of the text says
	groupLists         // the lists that the word stands in, with what the rules say
	groupBefore        // the rest is of runs of capitals alone: the word before the run
	groupAfter
	groupLast
	groupFirst
	groupRun
	groupsEnd
)

// groups is the number of groups that the word has.
func (v *nameView) groups() int {
	if v.w.Run {
		return groupsEnd
	}
	return groupBefore
}

// facts gives what the features of a group are made of. Of words that differ in
// it, nothing but Form stands for the letters: the other hashes of the letters
// are in the third number.
func (v *nameView) facts(group int) (a, b, c uint64) {
	w := v.w
	switch group {
	case groupWord:
		return w.Form, uint64(w.Bits) | v.sh<<32 | v.tag<<40, w.letters()
	case groupLeft:
		return v.l1.Form, uint64(v.l1.Bits) | v.sh<<32, 0
	case groupRight:
		return v.r1.Form, uint64(v.r1.Bits) | v.sh<<32, 0
	case groupShapes:
		return uint64(v.l1.Shape) | v.sh<<8 | uint64(v.r1.Shape)<<16 | uint64(v.r2.Shape)<<24, 0, 0
	case groupTags:
		return uint64(v.l1.Tag) | v.tag<<8 | uint64(v.r1.Tag)<<16, 0, 0
	case groupRules:
		run := uint64(0)
		if w.Run {
			run = 1
		}
		return uint64(v.l1.Known) | uint64(w.Known)<<8 | uint64(v.r1.Known)<<16 | uint64(v.l1.Rule)<<24 | uint64(v.r1.Rule)<<32 | v.rule<<40, v.sh | v.tag<<8 | run<<16, 0
	case groupText:
		return uint64(w.DocKinds) | uint64(w.Doc)<<16 | v.sh<<24 | v.tag<<32 | v.rule<<40, 0, 0
	case groupLists:
		return uint64(w.Bits), v.rule, 0
	case groupBefore:
		return v.before.Form, uint64(v.before.Bits) | v.place<<32 | v.n<<40, 0
	case groupAfter:
		return v.after.Form, uint64(v.after.Bits) | v.place<<32 | v.n<<40, 0
	case groupLast:
		return v.last.Form, uint64(v.last.Bits) | v.place<<32, v.last.Suf3
	case groupFirst:
		return v.first.Form, uint64(v.first.Bits) | v.place<<32, 0
	}
	return v.place | v.n<<8 | uint64(v.before.Tag)<<16 | uint64(v.after.Tag)<<24, 0, 0
}

// keys appends the keys of the features of a group.
func (v *nameView) keys(group int, keys []uint32) []uint32 {
	w, l1, r1, sh, tag, rule := v.w, v.l1, v.r1, v.sh, v.tag, v.rule
	known := uint64(w.Known)
	switch group {
	case groupWord:
		keys = append(keys, key(1, w.Form, 0, 0), key(9, w.Suf3, 0, 0), key(10, w.Suf2, sh, 0), key(11, w.Pre3, 0, 0), key(12, sh, 0, 0), key(15, tag, sh, 0))
		for b := w.Bits; b != 0; b &= b - 1 {
			n := uint64(bits.TrailingZeros32(b))
			keys = append(keys, key(36, n, 0, 0), key(37, n, sh, tag))
		}
	case groupLeft:
		keys = append(keys, key(2, l1.Form, 0, 0), key(8, l1.Form, sh, 0))
		keys = listKeys(keys, 38, l1.Bits, sh)
	case groupRight:
		keys = append(keys, key(3, r1.Form, 0, 0))
		keys = listKeys(keys, 39, r1.Bits, sh)
	case groupShapes:
		keys = append(keys, key(13, uint64(l1.Shape), sh, uint64(r1.Shape)), key(14, sh, uint64(r1.Shape), uint64(v.r2.Shape)))
	case groupTags:
		keys = append(keys, key(16, uint64(l1.Tag), tag, 0), key(17, tag, uint64(r1.Tag), 0), key(18, uint64(l1.Tag), tag, uint64(r1.Tag)))
	case groupRules:
		keys = append(keys, key(19, known, 0, 0), key(20, uint64(l1.Known), known, uint64(r1.Known)),
			key(21, rule, 0, 0), key(22, uint64(l1.Rule), rule, uint64(r1.Rule)), key(23, rule, tag, 0), key(24, rule, known, sh))
		if !w.Run {
			keys = append(keys, key(40, rule, 0, 0))
		}
	case groupText:
		keys = append(keys, key(26, uint64(w.Doc), sh, 0), key(27, uint64(w.Doc), tag, rule), key(28, uint64(w.DocKinds), 0, 0), key(29, uint64(w.DocKinds), rule, 0))
	case groupLists:
		// The last three are of every word alike: a bias, which learns three times as fast as one.
		keys = append(keys, key(35, uint64(w.Bits), rule, 0), key(30, 0, 0, 0), key(31, 0, 0, 0), key(32, 0, 0, 0))
	case groupBefore:
		keys = append(keys, key(42, v.before.Form, v.place, 0), key(44, v.before.Form, v.n, 0), key(52, uint64(v.before.Bits), v.place, 0), key(54, 0, v.place, 0))
	case groupAfter:
		keys = append(keys, key(43, v.after.Form, v.place, 0), key(45, v.after.Form, v.n, 0), key(53, uint64(v.after.Bits), v.place, 0), key(55, 0, v.place, 0))
	case groupLast:
		keys = append(keys, key(46, v.last.Form, v.place, 0), key(48, v.last.Suf3, v.place, 0))
		keys = listKeys(keys, 58, v.last.Bits, v.place)
	case groupFirst:
		keys = append(keys, key(47, v.first.Form, v.place, 0))
		keys = listKeys(keys, 59, v.first.Bits, v.place)
	case groupRun:
		keys = append(keys, key(41, v.n, v.place, 0), key(49, uint64(v.before.Tag), uint64(v.after.Tag), v.n))
	}
	return keys
}

// listKeys appends one key for every list that a word stands in.
func listKeys(keys []uint32, template uint64, lists uint32, with uint64) []uint32 {
	for b := lists; b != 0; b &= b - 1 {
		keys = append(keys, key(template, uint64(bits.TrailingZeros32(b)), with, 0))
	}
	return keys
}

// rareKeys appends the keys of the features that hardly come twice: pairs of
// words, pairs of lists, and words further away.
func (v *nameView) rareKeys(keys []uint32) []uint32 {
	w := v.w
	keys = append(keys, key(4, v.l2.Form, 0, 0), key(5, v.r2.Form, 0, 0), key(6, v.l1.Form, w.Form, 0), key(7, w.Form, v.r1.Form, 0), key(25, v.rule, w.Form, 0),
		key(33, uint64(v.l1.Bits), uint64(w.Bits), 0), key(34, uint64(w.Bits), uint64(v.r1.Bits), 0))
	if w.Run {
		keys = append(keys, key(50, v.before2.Form, v.before.Form, 0), key(51, v.after.Form, v.after2.Form, 0),
			key(56, uint64(v.after.Tag), uint64(v.after2.Bits), v.place), key(57, uint64(v.first.Bits), uint64(v.last.Bits), v.place))
	}
	return keys
}

// NameKeys appends the keys of the features of word i of a sentence.
func NameKeys(ws []NameWord, i int, keys []uint32) []uint32 {
	var v nameView
	v.view(ws, i)
	for g := range v.groups() {
		keys = v.keys(g, keys)
	}
	return v.rareKeys(keys)
}

// memo keeps what the features of a group scored for the facts met lately, each
// at one place that its facts give. Facts are compared whole, so that what is
// kept changes no score.
type memo struct {
	of   *Recogniser
	sums []memoSum
	view nameView
	keys []uint32
	find finder
}

type memoSum struct {
	a, b, c uint64
	group   uint32 // and one, 0 if the place is free
	scores  [NameLabels]int32
}

// memoBits is the logarithm of the number of places.
const memoBits = 12

// reset makes an empty memo of r's scores.
func (m *memo) reset(r *Recogniser) {
	m.of = r
	if m.sums == nil {
		m.sums = InLargePages(make([]memoSum, 1<<memoBits))
	} else {
		clear(m.sums)
	}
}

// score writes what the features of word i of a sentence score for each label.
func (m *memo) score(ws []NameWord, i int, out *[NameLabels]int32) {
	v, t := &m.view, &m.of.table
	v.view(ws, i)
	m.keys = v.rareKeys(m.keys[:0])
	t.nameScores(m.keys, &m.find, out)
	for g := range v.groups() {
		a, b, c := v.facts(g)
		h := (a ^ b*0x9e3779b97f4a7c15 ^ uint64(g)<<59) * 0xd6e8feb86659fd93
		s := &m.sums[h>>(64-memoBits)]
		if s.a != a || s.b != b || s.c != c || s.group != uint32(g+1) {
			m.fill(s, g, a, b, c)
		}
		for y := range out {
			out[y] += s.scores[y]
		}
	}
}

// fill makes s the sum of the features of a group.
func (m *memo) fill(s *memoSum, group int, a, b, c uint64) {
	m.keys = m.view.keys(group, m.keys[:0])
	m.of.table.nameScores(m.keys, &m.find, &s.scores)
	s.a, s.b, s.c, s.group = a, b, c, uint32(group+1)
}

// nameScores writes the sums of the weights of features by label.
func (t *table) nameScores(keys []uint32, find *finder, out *[NameLabels]int32) {
	var sum [32]int32 // a power of two above NameLabels, so that no index needs a check
	for len(keys) > 0 {
		n := min(len(keys), foundKeys)
		for _, f := range t.findAll(keys[:n], find) {
			for _, w := range t.weights[f.from:f.to] {
				sum[w.label%32] += int32(w.value)
			}
		}
		keys = keys[n:]
	}
	copy(out[:], sum[:NameLabels])
}

// letters joins the hashes of parts of the form.
func (w *NameWord) letters() uint64 { return w.Suf3 ^ w.Suf2*3 ^ w.Pre3*5 }
