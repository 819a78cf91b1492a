package model

// Proper is the number of the universal tag of proper nouns in package language.
const Proper = 12

// Word is a word with its shape in a Scratch. The zero Word stands for the
// places outside a sentence.
type Word uint32

// seen is what is known of one written form once its features are looked up.
type seen struct {
	word
	from, to uint32 // its letters in Scratch.letters
	dress    Shape
	particle bool
	next     Word // the next of the same bucket, 0 if none
	// The labels that it may have, in Scratch.cands: first those of proper nouns.
	cands, common, end uint32
	// What it adds to its neighbours: see word.beside; to the word
	// after it, the second after, the word before and the second before.
	beside [4]part
}

// part is the weights of one feature: a span of the table's weights, or, where
// they are many, all labels' in a row of Scratch.dense that begins at from.
type part struct{ from, to uint32 }

const (
	// dense as the end of a part marks a row of all labels.
	dense = 1<<32 - 1
	// denseFrom is the number of weights from which a part is dense.
	denseFrom = 7
)

// cand is a label that a word may have, with the score of the word's own features.
type cand struct {
	label int32
	score int32
}

// Scratch is memory that calls of Tag share; it belongs to one goroutine and to
// one Tagger. It keeps the words met lately with the sums of their own features.
type Scratch struct {
	words   []seen // words[0] stands for the places outside the sentence
	cands   []cand
	dense   []int16
	letters []byte
	buckets []Word // heads of the chains of words
	ids     []Word // of a sentence, for Tag
	keys    []uint32
	scores  scores
	find    finder
	life    uint32
}

const (
	// scratchBuckets is a power of two.
	scratchBuckets = 1 << 13
	// scratchWords is how many words are kept before all are forgotten.
	scratchWords = 1 << 14
)

// Life counts how often the words were forgotten: a Word is good as long as
// Life is the same. Once more than a set number of words are kept, it forgets
// them all; so it is called before each sentence.
func (s *Scratch) Life(t *Tagger) uint32 {
	if len(s.words) == 0 || len(s.words) > scratchWords {
		s.forget(t)
	}
	return s.life
}

// forget empties the scratch.
func (s *Scratch) forget(t *Tagger) {
	if s.buckets == nil {
		s.buckets = make([]Word, scratchBuckets)
	}
	s.life++
	clear(s.buckets)
	s.words, s.cands, s.dense, s.letters = s.words[:0], s.cands[:0], s.dense[:0], s.letters[:0]
	s.keep(t, outside, "", 0)
}

// keep appends a word with the weights of its features.
func (s *Scratch) keep(t *Tagger, w word, lower string, shape Shape) Word {
	id := Word(len(s.words))
	e := seen{word: w, dress: shape, from: uint32(len(s.letters)), cands: uint32(len(s.cands)), particle: particle(lower)}
	s.letters = append(s.letters, lower...)
	e.to = uint32(len(s.letters))
	keys := w.beside()
	for i, k := range [...][2]int{{toAfter, toAfterTwo}, {toAfterTwo, toBefore}, {toBefore, toBeforeTwo}, {toBeforeTwo, besides}} {
		e.beside[i] = s.part(t, keys[k[0]:k[1]])
	}
	s.keys = w.alone(s.keys[:0])
	sum := &s.scores
	clear(sum[:])
	for _, k := range s.keys {
		t.table.add(sum, t.table.find(k))
	}
	may := t.may(lower, shape)
	for _, l := range may {
		if t.Labels[l].UPOS == Proper {
			s.cands = append(s.cands, cand{int32(l), sum[l]})
		}
	}
	e.common = uint32(len(s.cands))
	for _, l := range may {
		if t.Labels[l].UPOS != Proper {
			s.cands = append(s.cands, cand{int32(l), sum[l]})
		}
	}
	if e.common == uint32(len(s.cands)) {
		e.common = e.cands // it can be nothing but a proper noun
	}
	e.end = uint32(len(s.cands))
	s.words = append(s.words, e)
	return id
}

// part keeps the weights of features together.
func (s *Scratch) part(t *Tagger, keys []uint32) part {
	var one span
	hit, total := 0, uint32(0)
	for _, k := range keys {
		if w := t.table.find(k); w.to > 0 {
			one = w
			hit++
			total += w.to - w.from
		}
	}
	if hit == 0 || hit == 1 && total < denseFrom {
		return part(one)
	}
	from := len(s.dense)
	s.dense = append(s.dense, make([]int16, len(t.Labels))...)
	for _, k := range keys {
		w := t.table.find(k)
		for _, w := range t.table.weights[w.from:w.to] {
			s.dense[from+int(w.label)] += w.value
		}
	}
	return part{uint32(from), dense}
}

// add adds what a part gives to the candidates; the scores of other labels come
// to nothing.
func (s *Scratch) add(t *Tagger, p part, cands []cand) {
	if p.to != dense {
		t.table.add(&s.scores, span(p))
		return
	}
	row := s.dense[p.from:][:len(t.Labels)]
	for _, c := range cands {
		s.scores[uint8(c.label)] += int32(row[c.label])
	}
}

// Word gives the Word of a folded form with its shape.
func (s *Scratch) Word(t *Tagger, lower string, shape Shape) Word {
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

// Tag gives each word's label, an index into Labels, for a sentence.
func (t *Tagger) Tag(lower []string, shapes []Shape, out []uint8, s *Scratch) {
	s.Life(t)
	ids := append(s.ids[:0], 0, 0)
	for i, w := range lower {
		ids = append(ids, s.Word(t, w, shapes[i]))
	}
	s.ids = append(ids, 0, 0)
	t.TagWords(s.ids, out, s)
}

// sure is the lead by which the best label by the features of single words is
// taken without a look at those of several.
const sure = 500

// TagWords gives the labels of the words ids[2:len(ids)-2], indices into
// Labels; two zero Words stand before and after them. In a sentence that begins
// with a capital, a word in small letters is no proper noun unless it is a
// particle of names ("de", "al-").
func (t *Tagger) TagWords(ids []Word, out []uint8, s *Scratch) {
	p1, p2 := Start1, Start2
	careful := false // the writer uses capitals
	n := len(t.Labels)
	for i := range out {
		w := &s.words[ids[i+2]]
		if w.dress&ShapeFirst != 0 {
			k := w.dress & shapeKind
			careful = k == ShapeTitle || k == ShapeUpper || k == ShapeInitial
		}
		from := w.cands
		if careful && w.dress&(shapeKind|ShapeBlind) == ShapeLower && !w.particle {
			from = w.common
		}
		best := 0
		if cands := s.cands[from:w.end]; len(cands) == 1 {
			best = int(cands[0].label)
		} else {
			after := t.after[t.row(p1)*n:][:n]
			sum := &s.scores
			for _, c := range cands {
				sum[uint8(c.label)] = c.score + after[c.label]
			}
			l2, l1, r1, r2 := &s.words[ids[i]], &s.words[ids[i+1]], &s.words[ids[i+3]], &s.words[ids[i+4]]
			s.add(t, l1.beside[0], cands)
			s.add(t, l2.beside[1], cands)
			s.add(t, r1.beside[2], cands)
			s.add(t, r2.beside[3], cands)
			t.table.add(sum, t.afterTwo[t.row(p1)*(n+2)+t.row(p2)])
			var lead int32
			if best, lead = first(cands, sum); lead < sure {
				t.several(l2, l1, w, r1, r2, p1, p2, &s.find, sum)
				best, _ = first(cands, sum)
			}
		}
		out[i] = uint8(best)
		p1, p2 = best, p1
	}
}

// first gives the label with the highest score, the first of them where several
// have it, and its lead.
func first(cands []cand, sum *scores) (best int, lead int32) {
	best = int(cands[0].label)
	top, second := sum[uint8(best)], int32(-1<<30)
	for _, c := range cands[1:] {
		v := sum[uint8(c.label)]
		if v > top {
			best, top, second = int(c.label), v, top
		} else if v > second {
			second = v
		}
	}
	return best, top - second
}

// several adds the features that are made of several words or of words and labels.
func (t *Tagger) several(l2, l1, w, r1, r2 *seen, p1, p2 int, f *finder, sum *scores) {
	var keys [joint]uint32
	together(&l2.word, &l1.word, &w.word, &r1.word, &r2.word, (*[jointWords]uint32)(keys[:]))
	afterLabels(&w.word, &r1.word, uint64(p1), uint64(p2), (*[jointLabels]uint32)(keys[jointWords:]))
	for _, r := range t.table.findAll(keys[:], f) {
		t.table.add(sum, r)
	}
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
