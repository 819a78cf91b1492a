package model

// Proper is the number of the universal tag of proper nouns in package language.
const Proper = 12

// seen is what is known of one written form once its features are looked up.
type seen struct {
	word
	from, to uint32 // its letters in Scratch.letters
	dress    Shape
	next     uint32 // the next of the same bucket, 0 if none
	// What it adds to its neighbours: to the word after it, the second after,
	// the word before (two rows) and the second before.
	beside [5]span
}

// Scratch is memory that calls of Tag share; it belongs to one goroutine and to
// one Tagger. It keeps the words met lately with the sums of their own features.
type Scratch struct {
	words   []seen  // words[0] stands for the places outside the sentence
	alone   []int32 // the scores of each word's own features, a row of labels each
	letters []byte
	buckets []uint32 // heads of the chains of words
	ids     []uint32 // of the words of the run
	keys    []uint32
	scores  scores
}

const (
	// scratchBuckets is a power of two.
	scratchBuckets = 1 << 11
	// scratchWords is how many words are kept before all are forgotten.
	scratchWords = 1 << 11
	// scratchRun is how many words are tagged between two looks at the number
	// of words kept.
	scratchRun = 1 << 10
)

// forget empties the scratch.
func (s *Scratch) forget(t *Tagger) {
	if s.buckets == nil {
		s.buckets = make([]uint32, scratchBuckets)
	}
	clear(s.buckets)
	s.words, s.alone, s.letters = s.words[:0], s.alone[:0], s.letters[:0]
	s.keep(t, outside, "", 0)
}

// keep appends a word with the weights of its features.
func (s *Scratch) keep(t *Tagger, w word, lower string, shape Shape) uint32 {
	id := uint32(len(s.words))
	e := seen{word: w, dress: shape, from: uint32(len(s.letters))}
	s.letters = append(s.letters, lower...)
	e.to = uint32(len(s.letters))
	for i, k := range w.beside() {
		e.beside[i] = t.table.find(k)
	}
	s.keys = w.alone(s.keys[:0])
	clear(s.scores[:])
	for _, k := range s.keys {
		t.table.add(&s.scores, t.table.find(k))
	}
	s.alone = append(s.alone, s.scores[:len(t.Labels)]...)
	s.words = append(s.words, e)
	return id
}

// id gives the place of a word in s.words.
func (s *Scratch) id(t *Tagger, lower string, shape Shape) uint32 {
	b := uint32(hashString(uint64(shape), lower)*0x9e3779b97f4a7c15>>32) & (scratchBuckets - 1)
	for id := s.buckets[b]; id != 0; id = s.words[id].next {
		if e := &s.words[id]; e.dress == shape && string(s.letters[e.from:e.to]) == lower {
			return id
		}
	}
	id := s.keep(t, t.word(lower, shape), lower, shape)
	s.words[id].next = s.buckets[b]
	s.buckets[b] = id
	return id
}

// Tag gives each word's label, an index into Labels. In a sentence that begins
// with a capital, a word in small letters is no proper noun unless it is a
// particle of names ("de", "al-").
func (t *Tagger) Tag(lower []string, shapes []Shape, out []uint8, s *Scratch) {
	p1, p2 := Start1, Start2
	careful := false // the writer uses capitals
	for from := 0; from < len(lower); from += scratchRun {
		to := min(from+scratchRun, len(lower))
		if len(s.words) == 0 || len(s.words) > scratchWords {
			s.forget(t)
		}
		s.ids = s.ids[:0]
		for i := from - 2; i < to+2; i++ {
			if i < 0 || i >= len(lower) {
				s.ids = append(s.ids, 0)
			} else {
				s.ids = append(s.ids, s.id(t, lower[i], shapes[i]))
			}
		}
		for i := from; i < to; i++ {
			if shapes[i]&ShapeFirst != 0 {
				k := shapes[i] & shapeKind
				careful = k == ShapeTitle || k == ShapeUpper || k == ShapeInitial
			}
			small := careful && shapes[i]&(shapeKind|ShapeBlind) == ShapeLower && !particle(lower[i])
			best := t.best(s, s.ids[i-from:], p1, p2, small)
			out[i] = uint8(best)
			p1, p2 = best, p1
		}
	}
}

// best gives the label with the highest score for the third of the words ids,
// the first of them where several have it; small leaves out the proper nouns.
func (t *Tagger) best(s *Scratch, ids []uint32, p1, p2 int, small bool) int {
	n := len(t.Labels)
	l2, l1, w, r1, r2 := &s.words[ids[0]], &s.words[ids[1]], &s.words[ids[2]], &s.words[ids[3]], &s.words[ids[4]]
	var keys [joint]uint32
	together(&l2.word, &l1.word, &w.word, &r1.word, &r2.word, uint64(p1), uint64(p2), &keys)
	// The rows are looked up first and summed after: the look-ups wait for
	// memory side by side.
	var rows [joint + 6]span
	rows[0], rows[1], rows[2], rows[3], rows[4] = l1.beside[0], l2.beside[1], r1.beside[2], r1.beside[3], r2.beside[4]
	rows[5] = t.afterTwo[t.row(p1)*(n+2)+t.row(p2)]
	hit := 6
	for _, k := range keys {
		if r := t.table.find(k); r.to > 0 {
			rows[hit] = r
			hit++
		}
	}
	copy(s.scores[:n], s.alone[int(ids[2])*n:])
	for _, r := range rows[:hit] {
		t.table.add(&s.scores, r)
	}
	best, top := -1, int32(0)
	after := t.after[t.row(p1)*n:][:n]
	for j, v := range s.scores[:n] {
		if v += after[j]; (v > top || best < 0) && !(small && t.Labels[j].UPOS == Proper) {
			best, top = j, v
		}
	}
	return max(best, 0)
}

// row gives the row of a label, or of a place before the sentence, in after.
func (t *Tagger) row(p int) int {
	switch p {
	case Start1:
		return len(t.Labels)
	case Start2:
		return len(t.Labels) + 1
	}
	return p
}

// follow fills after and afterTwo.
func (t *Tagger) follow() {
	n := len(t.Labels)
	t.after = make([]int32, (n+2)*n)
	t.afterTwo = make([]span, (n+2)*(n+2))
	label := func(row int) uint64 {
		if row >= n {
			return uint64(Start1 + row - n)
		}
		return uint64(row)
	}
	for a := range n + 2 {
		var sum scores
		t.table.add(&sum, t.table.find(afterKey(label(a))))
		copy(t.after[a*n:], sum[:n])
		for b := range n + 2 {
			t.afterTwo[a*(n+2)+b] = t.table.find(afterTwoKey(label(a), label(b)))
		}
	}
}

// Sentence is a sentence prepared for its features, for the training.
type Sentence struct{ words []word }

// Prepare makes the words of a sentence ready.
func (t *Tagger) Prepare(lower []string, shapes []Shape) Sentence {
	ws := []word{outside, outside}
	for i, s := range lower {
		ws = append(ws, t.word(s, shapes[i]))
	}
	return Sentence{append(ws, outside, outside)}
}

// Keys gives the features of word i after the labels p1 (before it) and p2, in
// buf's memory; Start1 and Start2 stand for labels before the first word.
func (s Sentence) Keys(i, p1, p2 int, buf []uint32) []uint32 {
	l2, l1, w, r1, r2 := &s.words[i], &s.words[i+1], &s.words[i+2], &s.words[i+3], &s.words[i+4]
	buf = w.alone(buf[:0])
	right := r1.beside()
	buf = append(buf, l1.beside()[0], l2.beside()[1], right[2], right[3], r2.beside()[4])
	buf = append(buf, afterKey(uint64(p1)), afterTwoKey(uint64(p1), uint64(p2)))
	var keys [joint]uint32
	together(l2, l1, w, r1, r2, uint64(p1), uint64(p2), &keys)
	return append(buf, keys[:]...)
}
