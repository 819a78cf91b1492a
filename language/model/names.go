package model

import "math/bits"

// NameWord is one word as the recogniser of names sees it. Package language
// fills it in.
type NameWord struct {
	Form, Suf3, Suf2, Pre3 uint64 // hashes, see SetForm
	Bits                   uint32 // which lists of facts the word stands in
	Tag                    uint8  // Penn tag
	Shape                  uint8  // how it is written, and whether that says anything
	Known                  uint8  // the well-known name it belongs to: kind and place in it, 0 if none
	Rule                   uint8  // the name that the rules read here: kind and place in it, 0 if none
	Why                    uint8  // by what the rules know its kind
	Doc                    uint8  // how the rest of the text writes the word
	DocKinds               uint16 // the kinds that names with this word have elsewhere in the text
	Class                  uint16 // distributional class, 0 if none
	Candidate              bool   // may be part of a name; all others are none
	Run                    bool   // a capital that stands in a run of them
}

// SetForm fills in the hashes of a folded form.
func (w *NameWord) SetForm(s string) {
	w.Form = hashString(1, s)
	n := len(s)
	w.Suf3, w.Suf2, w.Pre3 = w.Form, w.Form, w.Form
	if n > 3 {
		w.Suf3, w.Pre3 = hashString(2, s[n-3:]), hashString(3, s[:3])
	}
	if n > 2 {
		w.Suf2 = hashString(2, s[n-2:])
	}
}

// NameKinds is the number of kinds that the recogniser tells apart, numbered
// from 0 as package language numbers them (0 is a name of no known kind).
const NameKinds = 9

// Labels of the recogniser: 0 outside of names, then begin and inside of each kind.
const NameLabels = 1 + 2*NameKinds

// BeginName and InsideName are the labels of a kind.
func BeginName(kind int) uint8  { return uint8(1 + 2*kind) }
func InsideName(kind int) uint8 { return uint8(2 + 2*kind) }

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

// NameKeys appends the keys of the features of word i of a sentence.
func NameKeys(ws []NameWord, i int, keys []uint32) []uint32 {
	w, l1, l2, r1, r2 := &ws[i], at(ws, i-1), at(ws, i-2), at(ws, i+1), at(ws, i+2)
	sh := func(w *NameWord) uint64 { return uint64(w.Shape) }
	tag := func(w *NameWord) uint64 { return uint64(w.Tag) }
	rule := func(w *NameWord) uint64 { return uint64(w.Rule) | uint64(w.Why)<<8 }
	known := func(w *NameWord) uint64 { return uint64(w.Known) }
	keys = append(keys,
		key(1, w.Form, 0, 0), key(2, l1.Form, 0, 0), key(3, r1.Form, 0, 0), key(4, l2.Form, 0, 0), key(5, r2.Form, 0, 0),
		key(6, l1.Form, w.Form, 0), key(7, w.Form, r1.Form, 0), key(8, l1.Form, sh(w), 0), key(9, w.Suf3, 0, 0), key(10, w.Suf2, sh(w), 0), key(11, w.Pre3, 0, 0),
		key(12, sh(w), 0, 0), key(13, sh(l1), sh(w), sh(r1)), key(14, sh(w), sh(r1), sh(r2)),
		key(15, tag(w), sh(w), 0), key(16, tag(l1), tag(w), 0), key(17, tag(w), tag(r1), 0), key(18, tag(l1), tag(w), tag(r1)),
		key(19, known(w), 0, 0), key(20, known(l1), known(w), known(r1)),
		key(21, rule(w), 0, 0), key(22, uint64(l1.Rule), rule(w), uint64(r1.Rule)), key(23, rule(w), tag(w), 0), key(24, rule(w), known(w), sh(w)), key(25, rule(w), w.Form, 0),
		key(26, uint64(w.Doc), sh(w), 0), key(27, uint64(w.Doc), tag(w), rule(w)), key(28, uint64(w.DocKinds), 0, 0), key(29, uint64(w.DocKinds), rule(w), 0),
		key(30, uint64(w.Class), 0, 0), key(31, uint64(l1.Class), uint64(w.Class), 0), key(32, uint64(w.Class), uint64(r1.Class), 0),
		key(33, uint64(l1.Bits), uint64(w.Bits), 0), key(34, uint64(w.Bits), uint64(r1.Bits), 0), key(35, uint64(w.Bits), rule(w), 0),
	)
	for b := w.Bits; b != 0; b &= b - 1 {
		n := uint64(bits.TrailingZeros32(b))
		keys = append(keys, key(36, n, 0, 0), key(37, n, sh(w), tag(w)))
	}
	for b := l1.Bits; b != 0; b &= b - 1 {
		keys = append(keys, key(38, uint64(bits.TrailingZeros32(b)), sh(w), 0))
	}
	for b := r1.Bits; b != 0; b &= b - 1 {
		keys = append(keys, key(39, uint64(bits.TrailingZeros32(b)), sh(w), 0))
	}
	if !w.Run {
		return append(keys, key(40, rule(w), 0, 0))
	}
	// What stands about the run of capitals that the word is part of.
	s, e := i, i+1
	for s > 0 && i-s < runBound && ws[s-1].Run {
		s--
	}
	for e < len(ws) && e-i < runBound && ws[e].Run {
		e++
	}
	before, before2, after, after2 := at(ws, s-1), at(ws, s-2), at(ws, e), at(ws, e+1)
	first, last := &ws[s], &ws[e-1]
	n := uint64(min(e-s, 4))
	place := uint64(min(i-s, 2)) | uint64(min(e-1-i, 2))<<2
	keys = append(keys,
		key(41, n, place, 0), key(42, before.Form, place, 0), key(43, after.Form, place, 0), key(44, before.Form, n, 0), key(45, after.Form, n, 0),
		key(46, last.Form, place, 0), key(47, first.Form, place, 0), key(48, last.Suf3, place, 0),
		key(49, tag(before), tag(after), n), key(50, before2.Form, before.Form, 0), key(51, after.Form, after2.Form, 0),
		key(52, uint64(before.Bits), place, 0), key(53, uint64(after.Bits), place, 0), key(54, uint64(before.Class), place, 0), key(55, uint64(after.Class), place, 0),
		key(56, tag(after), uint64(after2.Bits), place), key(57, uint64(first.Bits), uint64(last.Bits), place),
	)
	for b := last.Bits; b != 0; b &= b - 1 {
		keys = append(keys, key(58, uint64(bits.TrailingZeros32(b)), place, 0))
	}
	for b := first.Bits; b != 0; b &= b - 1 {
		keys = append(keys, key(59, uint64(bits.TrailingZeros32(b)), place, 0))
	}
	return keys
}

// NameStep is the key of the feature of the label before a label.
func NameStep(before uint8) uint32 { return key(60, uint64(before), 0, 0) }

// Recogniser is a linear model of sequences that finds names. It is read-only
// and may be shared.
type Recogniser struct {
	table table
	step  [NameLabels][NameLabels]int32 // from the label before to the label
}

// NameScratch is memory that calls of Label share; it belongs to one goroutine.
type NameScratch struct {
	keys   []uint32
	scores [][NameLabels]int32
	back   [][NameLabels]uint8
	alone  [][NameLabels]int32 // of each word of the sentence, its labels before taken out of account
}

// Scores adds to sum what the words [from, to) of the sentence labelled last
// score as a name of each kind, and gives the score of their being none.
func (s *NameScratch) Scores(from, to int, sum *[NameKinds]int32) (none int32) {
	for i := from; i < to; i++ {
		row := &s.alone[i]
		none += row[0]
		for k := range sum {
			if i == from {
				sum[k] += row[BeginName(k)]
			} else {
				sum[k] += row[InsideName(k)]
			}
		}
	}
	return none
}

// longestPart bounds the words that are labelled together.
const longestPart = 512

// Label gives each word of a sentence the label of the best sequence (Viterbi).
// Words that are no candidates are outside and part what stands about them, so
// that only the candidates cost time. Equal scores go to the smaller label.
func (r *Recogniser) Label(ws []NameWord, out []uint8, s *NameScratch) {
	if len(s.alone) < len(ws) {
		s.alone = make([][NameLabels]int32, len(ws)+len(ws)/2)
	}
	clear(s.alone[:len(ws)])
	for i := 0; i < len(ws); {
		if !ws[i].Candidate {
			out[i] = 0
			i++
			continue
		}
		j := i + 1
		for j < len(ws) && ws[j].Candidate && j-i < longestPart {
			j++
		}
		r.part(ws, i, j, out, s)
		i = j
	}
}

// part labels the candidates [from, to).
func (r *Recogniser) part(ws []NameWord, from, to int, out []uint8, s *NameScratch) {
	n := to - from
	for len(s.scores) < n {
		s.scores = append(s.scores, [NameLabels]int32{})
		s.back = append(s.back, [NameLabels]uint8{})
	}
	var sum scores
	for k := 0; k < n; k++ {
		s.keys = NameKeys(ws, from+k, s.keys[:0])
		clear(sum[:NameLabels])
		for _, key := range s.keys {
			if f := r.table.find(key); f.to != 0 {
				r.table.add(&sum, f)
			}
		}
		row := &s.scores[k]
		copy(row[:], sum[:NameLabels])
		s.alone[from+k] = *row
		NameForward(k, s.scores, s.back, &r.step)
	}
	NameBackward(n, s.scores, s.back, out[from:to])
}

const never = -1 << 29

// NameForward adds to the scores of word k of a part those of the best way to
// each label, and notes the label it came from.
func NameForward(k int, scores [][NameLabels]int32, back [][NameLabels]uint8, step *[NameLabels][NameLabels]int32) {
	row, from := &scores[k], &back[k]
	if k == 0 {
		for y := range row {
			if y > 0 && y&1 == 0 { // inside needs a beginning
				row[y] = never
			} else {
				row[y] += step[0][y]
			}
		}
		return
	}
	prev := &scores[k-1]
	for y := range row {
		if y > 0 && y&1 == 0 {
			a, b := prev[y-1]+step[y-1][y], prev[y]+step[y][y]
			if b > a {
				row[y] += b
				from[y] = uint8(y)
			} else {
				row[y] += a
				from[y] = uint8(y - 1)
			}
			continue
		}
		best, arg := int32(never*2), 0
		for p := range prev {
			if v := prev[p] + step[p][y]; v > best {
				best, arg = v, p
			}
		}
		row[y] += best
		from[y] = uint8(arg)
	}
}

// NameBackward reads the best labels of the n words of a part.
func NameBackward(n int, scores [][NameLabels]int32, back [][NameLabels]uint8, out []uint8) {
	best := 0
	for y := range scores[n-1] {
		if scores[n-1][y] > scores[n-1][best] {
			best = y
		}
	}
	for k := n - 1; k >= 0; k-- {
		out[k] = uint8(best)
		best = int(back[k][best])
	}
}
