package model

import (
	"math/bits"
	"slices"
)

// Parser is a linear model that builds dependency trees by transitions (the
// arc-hybrid system of Kuhlmann, Gómez-Rodríguez and Satta 2011, with the
// artificial root at the end of the buffer). It is read-only and may be shared.
type Parser struct {
	// Rels are the relations that its actions give, numbered as package
	// language numbers its Rel.
	Rels []uint8
	// RootRel is the place in Rels of the relation of the root.
	RootRel int
	// Width and Gap are those of the search (see Search).
	Width int
	Gap   int32

	table table
}

// MaxParsed is the most words that Parse takes at once.
const MaxParsed = 200

// Actions: shift, then one left arc and one right arc for each relation.
const (
	shift   = 0
	leftArc = 1 // + place in Rels
)

// rightArc is the number of the first right arc.
func (p *Parser) rightArc() int { return leftArc + len(p.Rels) }

// Actions is how many actions there are.
func (p *Parser) Actions() int { return leftArc + 2*len(p.Rels) }

// pword is what the features of one word are made of; atoms are mixed or small.
type pword struct {
	form  uint64 // hash of the folded form
	tag   uint64 // PTB and UPOS together
	both  uint64 // form and tag
	upos  uint64
	class uint64 // word class; by the ending and the tag where there is none
	group uint64 // a class of classes
	comma uint16 // how many marks of punctuation stand before it
	verbs uint16 // how many verbs stand before it
	noun  int16  // where the noun phrase that begins after it may have its head: a word's place
}

// UPOS tags that features ask for, numbered as package language numbers its Tag.
const (
	uposPunct = 13
	uposVerb  = 16
)

// prepare fills ws: a word that stands for none, the words, the root.
func prepare(ws []pword, lower []string, ptb, upos []uint8) []pword {
	ws = append(ws[:0], pword{form: 1, tag: 1, both: 1, upos: 99})
	classes := wordClasses()
	var marks, verbs uint16
	for i, w := range lower {
		form, plain := parserForm(w)
		p := pword{form: form, tag: uint64(ptb[i])<<8 | uint64(upos[i]), upos: uint64(upos[i]), comma: marks, verbs: verbs}
		class := uint16(0)
		if plain {
			class = classes.ofHash(form)
		} else {
			class = classes.Of(w)
		}
		if class > 0 {
			p.class, p.group = uint64(class), uint64(classes.Prefix(class, groupDepth))
		} else {
			p.class = hashString(9, w[max(0, len(w)-3):]) + p.tag
			p.group = 1000 + p.upos
		}
		p.both = p.form*0x9e3779b97f4a7c15 + p.tag
		p.both ^= p.both >> 29
		switch upos[i] {
		case uposPunct:
			marks++
		case uposVerb:
			verbs++
		}
		ws = append(ws, p)
	}
	ws = append(ws, pword{form: 2, tag: 2, both: 2, upos: 98, comma: marks, verbs: verbs})
	none := ws[0]
	// From the right: the last of the next run of nouns, at most reach words on.
	n, next := len(lower), int16(0)
	for i := n; i >= 1; i-- {
		ws[i].noun = 0
		if next > 0 && int(next)-i <= reach {
			ws[i].noun = next
		}
		if nominal(upos[i-1]) && (i == n || !nominal(upos[i]) || next == 0) {
			next = int16(i)
		}
	}
	return append(ws, none, none, none) // what lies behind the root
}

const (
	groupDepth = 6
	reach      = 6
)

// nominal tells of nouns, names and pronouns.
func nominal(upos uint8) bool { return upos == 8 || upos == 11 || upos == Proper }

// parserForm gives the hash of a form; numbers of one pattern are one word.
// plain tells that it is the hash that word classes know the form by.
func parserForm(w string) (hash uint64, plain bool) {
	if c := w[0]; c < '0' || c > '9' {
		hash, plain = classSeed, true
		for i := 0; i < len(w); i++ {
			hash = (hash ^ uint64(w[i])) * classPrime
			plain = plain && w[i]-'0' > 9
		}
		return hash, plain
	}
	var b [8]byte
	n := min(len(w), len(b))
	for i := range n {
		b[i] = w[i]
		if b[i]-'0' <= 9 {
			b[i] = '0'
		}
	}
	return hashString(8, string(b[:n])), false
}

// ParserScratch is memory that calls of Parse share; it belongs to one goroutine.
type ParserScratch struct {
	search Search
	rows   []uint32
	spans  []span
	parser *Parser
	score  func(keys []uint32, sums []int32)
}

// Parse gives each word's head, an index into the words or -1 for the one root,
// and the number of its relation. There are at most MaxParsed words and at
// least one; ptb and upos are the words' tags.
func (p *Parser) Parse(lower []string, ptb, upos []uint8, head []int32, rel []uint8, s *ParserScratch) {
	if s.parser != p {
		s.parser, s.score = p, func(keys []uint32, sums []int32) { p.sum(keys, sums, s) }
	}
	s.search.Width, s.search.Gap = max(p.Width, 1), p.Gap
	s.search.Begin(lower, ptb, upos)
	for !s.search.now[0].done() {
		s.search.advance(p, s.score)
	}
	items := s.search.now[0].items
	for i := range lower {
		it := items[i+1]
		if int(it.head) > len(lower) {
			head[i] = -1
		} else {
			head[i] = int32(it.head) - 1
		}
		rel[i] = p.Rels[it.rel]
	}
}

// sum adds up the weights of the features for every action. The look-ups are
// made side by side, for each waits for memory.
func (p *Parser) sum(keys []uint32, sums []int32, s *ParserScratch) {
	t := &p.table
	s.rows = t.mayHave(keys, s.rows)
	s.spans = s.spans[:0]
	rows := t.rows
	for n, at := range s.rows {
		k := int(at)
		for k < len(rows)-1 && rows[k].key < keys[n] {
			k++
		}
		if k < len(rows)-1 && rows[k].key == keys[n] {
			s.spans = append(s.spans, span{rows[k].from, rows[k+1].from})
		}
	}
	clear(sums)
	for _, r := range s.spans {
		for _, w := range t.weights[r.from:r.to] {
			sums[w.label] += int32(w.value)
		}
	}
}

// mayHave leaves the keys that may have a row, in place, and gives for each
// the row to begin looking at.
func (t *table) mayHave(keys, at []uint32) []uint32 {
	at = slices.Grow(at[:0], len(keys))[:len(keys)]
	n := 0
	for _, key := range keys {
		p := &t.places[key>>t.shift]
		place := key >> (t.shift - 5) & 31
		keys[n] = key
		at[n] = p.before + uint32(bits.OnesCount32(p.bits&(1<<place-1)))
		n += int(p.bits >> place & 1) // no branch, which would wait
	}
	return at[:n]
}

// apply carries an action out.
func (p *Parser) apply(st *state, action int) {
	switch right := p.rightArc(); {
	case action == shift:
		st.shift()
	case action < right:
		st.left(action - leftArc)
	default:
		st.right(action - right)
	}
}
