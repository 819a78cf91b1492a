package train

import (
	"strings"

	"sofar/language"
	"sofar/language/model"
)

// netExample is a sentence as the network sees it.
type netExample struct {
	words []int32    // rows of the words
	count []int32    // how often each word is in the training data
	vec   []int32    // rows of the vectors learned from unlabelled text, -1 for none
	marks [][]int32  // rows of affixes and shape
	tags  [][2]int32 // rows of the tags
	head  []int32    // n for the root
	rel   []uint8
	ptb   []uint8 // of the treebank, for the auxiliary task
	upos  []uint8
	gold  bool // as the treebank has it
}

// netReader prepares sentences.
type netReader struct {
	vocab           *model.NetVocab
	count           map[string]int32
	vectors         map[string]int32 // form → row of the vectors
	vectorOf        map[int32]int32  // row of a word → row of its vector
	learnt          []bool           // rows of words that the training data have
	rels, ptb, upos map[string]uint8
}

func newNetReader() *netReader {
	r := &netReader{vocab: &model.NetVocab{Words: map[string]int32{}}, count: map[string]int32{},
		rels: map[string]uint8{}, ptb: map[string]uint8{}, upos: map[string]uint8{}}
	for i, n := range language.RelNames {
		r.rels[n] = uint8(i)
	}
	for i, n := range language.PTBNames {
		r.ptb[n] = uint8(i)
	}
	for i, n := range language.TagNames {
		r.upos[n] = uint8(i)
	}
	return r
}

// learnWords gives every word of the sentences, and every word of vectors, a row.
// Of the words of silver, those that have one are counted and learned with it.
func (r *netReader) learnWords(sents []Tagged, vectors []string, silver []netParsed) {
	r.vectors, r.vectorOf = map[string]int32{}, map[int32]int32{}
	for _, s := range sents {
		if s.Gold {
			for _, w := range s.Doc.Lower {
				r.count[model.ClassForm(w)]++
			}
		}
	}
	for _, w := range sortedByCount32(r.count) {
		r.vocab.Words[w] = int32(len(r.vocab.Words) + 1)
	}
	learnt := len(r.vocab.Words)
	for i, w := range vectors {
		row, ok := r.vocab.Words[w]
		if !ok {
			row = int32(len(r.vocab.Words) + 1)
			r.vocab.Words[w] = row
		}
		r.vectors[w], r.vectorOf[row] = int32(i), int32(i)
	}
	r.learnt = make([]bool, len(r.vocab.Words)+1)
	for i := 1; i <= learnt; i++ {
		r.learnt[i] = true
	}
	for _, s := range silver {
		for _, w := range s.Lower {
			form := model.ClassForm(w)
			if row := r.vocab.Word(form); row != 0 {
				r.learnt[row] = true
				r.count[form]++
			}
		}
	}
}

func sortedByCount32(count map[string]int32) []string {
	c := make(map[string]int, len(count))
	for w, n := range count {
		c[w] = int(n)
	}
	return sortedByCount(c)
}

// maxNetSentence is the longest sentence that is learned from, in words.
const maxNetSentence = 160

// example prepares a sentence; parts of a Doc of the same words are its tags.
func (r *netReader) example(s Tagged) *netExample {
	e := r.words(netInput(s.Doc))
	e.gold = s.Gold
	for _, t := range s.Tokens {
		rel, known := r.rels[t.Rel]
		if !known {
			base, _, _ := strings.Cut(t.Rel, ":")
			rel = r.rels[base]
		}
		e.rel = append(e.rel, rel)
		head := int32(t.Head)
		if head < 0 {
			head = int32(len(s.Tokens))
		}
		e.head = append(e.head, head)
		e.ptb, e.upos = append(e.ptb, r.ptb[t.XPOS]), append(e.upos, r.upos[t.UPOS])
	}
	return e
}

// words prepares what a network sees of a sentence.
func (r *netReader) words(in model.NetInput) *netExample {
	e := &netExample{}
	for i, w := range in.Lower {
		form := model.ClassForm(w)
		word := r.vocab.Word(form)
		if !r.learnt[word] {
			word = 0
		}
		e.words = append(e.words, word)
		e.count = append(e.count, r.count[form])
		v, ok := r.vectors[form]
		if !ok {
			v = -1
		}
		e.vec = append(e.vec, v)
		e.marks = append(e.marks, r.vocab.Marks(form, in.Shapes[i], nil))
		a, b := r.vocab.TagRows(in.PTB[i], in.UPOS[i])
		e.tags = append(e.tags, [2]int32{a, b})
	}
	return e
}
