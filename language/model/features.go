package model

// Sentence is a sentence prepared for its features, for the training.
type Sentence struct {
	words []word
	may   [][]uint8
}

// Prepare makes the words of a sentence ready.
func (t *Tagger) Prepare(lower []string, shapes []Shape) Sentence {
	ws := []word{outside, outside}
	var may [][]uint8
	for i, s := range lower {
		ws = append(ws, t.word(s, shapes[i]))
		may = append(may, t.may(s, shapes[i]))
	}
	return Sentence{append(ws, outside, outside), may}
}

// WordKeys appends the features of word i that are made of words alone: first
// those of one word each, of which it gives the number.
func (s Sentence) WordKeys(i int, buf []uint32) ([]uint32, int) {
	l2, l1, w, r1, r2 := &s.words[i], &s.words[i+1], &s.words[i+2], &s.words[i+3], &s.words[i+4]
	n := len(buf)
	buf = w.alone(buf)
	for _, k := range [...]struct {
		of       *word
		from, to int
	}{{l1, toAfter, toAfterTwo}, {l2, toAfterTwo, toBefore}, {r1, toBefore, toBeforeTwo}, {r2, toBeforeTwo, besides}} {
		keys := k.of.beside()
		buf = append(buf, keys[k.from:k.to]...)
	}
	n = len(buf) - n
	var keys [jointWords]uint32
	together(l2, l1, w, r1, r2, &keys)
	return append(buf, keys[:]...), n
}

// LabelKeys appends the features of word i that are made of the labels p1
// (before it) and p2, too: first those of labels alone, of which it gives the
// number. Start1 and Start2 stand for labels before the first word.
func (s Sentence) LabelKeys(i, p1, p2 int, buf []uint32) ([]uint32, int) {
	buf = append(buf, afterKey(uint64(p1)), afterTwoKey(uint64(p1), uint64(p2)))
	var keys [jointLabels]uint32
	afterLabels(&s.words[i+2], &s.words[i+3], uint64(p1), uint64(p2), &keys)
	return append(buf, keys[:]...), 2
}
