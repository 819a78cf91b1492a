package story

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"

	"sofar/incident"
)

// vocabulary numbers terms and counts in how many of the stories so far each
// stands: counted by reports, the name of a large story's town would soon pass
// for a common word. Weights mix these counts with what English news is known to hold, so
// that the first reports of a day are not weighed by themselves alone.
//
// Names of towns and people come without end, so a word is kept in some forty
// bytes.
type vocabulary struct {
	text  []byte   // all words, one behind the other
	end   []uint32 // where each word ends in text
	slots []int32  // words by their hash: number + 1, 0 for none
	seed  maphash.Seed
	seen  []int32 // stories so far with the term
	share []uint8 // index in shares
	// shares are the different shares of documents that terms have.
	shares []float64
	docs   float64
	// terms holds the terms of words met in leads and titles.
	terms map[string]int32
	// bits is the logarithm of each term's weighted count, docBits that of docs.
	bits    []float64
	docBits float64
	still   bool // counts no more
}

const (
	// priorWeight is how many stories the general frequencies count for.
	priorWeight = 100
	// keptTerms bounds how many words' terms are remembered.
	keptTerms = 1 << 16
)

// wordSeed only spreads the words over the slots; no result rests on it.
var wordSeed = maphash.MakeSeed()

func newVocabulary() *vocabulary {
	return &vocabulary{slots: make([]int32, 256), seed: wordSeed, terms: make(map[string]int32), docBits: math.Log(priorWeight)}
}

// word gives word n.
func (v *vocabulary) word(n int32) string { return string(v.bytes(n)) }

func (v *vocabulary) bytes(n int32) []byte {
	start := uint32(0)
	if n > 0 {
		start = v.end[n-1]
	}
	return v.text[start:v.end[n]]
}

// find gives the number of a word that was met.
func (v *vocabulary) find(word string) (int32, bool) {
	n, _ := v.slot(word)
	return n, n >= 0
}

// slot gives a word's number, -1 if it has none, and the slot that is its.
func (v *vocabulary) slot(word string) (int32, int) {
	mask := len(v.slots) - 1
	for i := int(maphash.String(v.seed, word)) & mask; ; i = (i + 1) & mask {
		n := v.slots[i] - 1
		if n < 0 || string(v.bytes(n)) == word {
			return n, i
		}
	}
}

// number gives the number of a word, a new one if it was not met.
func (v *vocabulary) number(word string) int32 {
	n, slot := v.slot(word)
	if n >= 0 {
		return n
	}
	n = int32(len(v.end))
	v.slots[slot] = n + 1
	v.text = append(v.text, word...)
	v.end = append(v.end, uint32(len(v.text)))
	v.seen = append(v.seen, 0)
	share := incident.DocumentShare(word)
	k := slices.Index(v.shares, share)
	if k < 0 {
		k = len(v.shares)
		v.shares = append(v.shares, share)
	}
	v.share = append(v.share, uint8(k))
	v.bits = append(v.bits, v.weigh(n))
	if 3*len(v.end) > 2*len(v.slots) {
		v.spread(2 * len(v.slots))
	}
	return n
}

// spread puts the words into so many slots, a power of two.
func (v *vocabulary) spread(size int) {
	v.slots = make([]int32, size)
	for n := range v.end {
		i := int(maphash.Bytes(v.seed, v.bytes(int32(n)))) & (size - 1)
		for v.slots[i] > 0 {
			i = (i + 1) & (size - 1)
		}
		v.slots[i] = int32(n) + 1
	}
}

// prior is the share of documents of general news in which a term stands.
func (v *vocabulary) prior(n int32) float64 { return v.shares[v.share[n]] }

// termOf gives the number of a word's term.
func (v *vocabulary) termOf(word string) int32 {
	n, ok := v.terms[word]
	if !ok {
		n = v.number(incident.TermOf(word))
		if len(v.terms) == keptTerms {
			clear(v.terms)
		}
		v.terms[strings.Clone(word)] = n
	}
	return n
}

// count changes the number of stories with a term.
func (v *vocabulary) count(n, by int32) {
	if v.still {
		return
	}
	v.seen[n] += by
	v.bits[n] = v.weigh(n)
}

// weigh is the logarithm of a term's weighted count.
func (v *vocabulary) weigh(n int32) float64 {
	return math.Log(float64(v.seen[n]) + priorWeight*v.prior(n))
}

// countStory changes the number of stories.
func (v *vocabulary) countStory(by float64) {
	if v.still {
		return
	}
	v.docs += by
	v.docBits = math.Log(v.docs + priorWeight)
}

// rarity is the inverse document frequency of a term, in nats.
func (v *vocabulary) rarity(n int32) float64 {
	return v.docBits - v.bits[n]
}
