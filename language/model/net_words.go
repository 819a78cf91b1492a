package model

import "strings"

// NetVocab numbers what the network of the parser knows a word by. The rows of
// its table of embeddings are: 0 the unknown word, then the words, then
// netAffixes hashed affixes, then the shapes, then the Penn tags, then the
// universal tags.
type NetVocab struct {
	Words map[string]int32 // form (see ClassForm) → row, from 1
}

const (
	// netAffixes is the number of rows that affixes share, a power of two.
	netAffixes = 1 << 14
	netShapes  = 32
	netTags    = 64
	netUPOS    = 20
	// netAffix is the longest affix, in bytes.
	netAffix = 4
)

// Rows is the number of rows of the table.
func (v *NetVocab) Rows() int {
	return 1 + len(v.Words) + netAffixes + netShapes + netTags + netUPOS
}

// Word gives the row of a word's form, 0 if it is unknown.
func (v *NetVocab) Word(form string) int32 { return v.Words[form] }

// Marks appends the rows of a form's affixes and of the word's shape.
func (v *NetVocab) Marks(form string, shape Shape, rows []int32) []int32 {
	base := int32(1 + len(v.Words))
	add := func(kind uint64, s string) {
		rows = append(rows, base+int32(hashString(kind, s)>>16&(netAffixes-1)))
	}
	for k := 1; k <= netAffix && k < len(form); k++ {
		add(uint64(20+k), form[:k])
		add(uint64(30+k), form[len(form)-k:])
	}
	if i := strings.LastIndexByte(form, '-'); i > 0 && i < len(form)-1 {
		add(40, form[i+1:])
	}
	return append(rows, base+netAffixes+int32(shape)&(netShapes-1))
}

// TagRows gives the rows of the Penn tag and the universal tag.
func (v *NetVocab) TagRows(ptb, upos uint8) (int32, int32) {
	base := int32(1 + len(v.Words) + netAffixes + netShapes)
	return base + int32(ptb)&(netTags-1), base + netTags + int32(min(upos, netUPOS-1))
}
