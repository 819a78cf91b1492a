package model

// Parser is a linear model that builds dependency trees by transitions (the
// arc-hybrid system of Kuhlmann, Gómez-Rodríguez and Satta 2011, with the
// artificial root at the end of the buffer). It is read-only and may be shared.
type Parser struct {
	// Rels are the relations that its actions give, numbered as package
	// language numbers its Rel.
	Rels []uint8
	// RootRel is the place in Rels of the relation of the root.
	RootRel int

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
	comma uint16 // how many marks of punctuation stand before it
	verbs uint16 // how many verbs stand before it
}

// UPOS tags that features ask for, numbered as package language numbers its Tag.
const (
	uposPunct = 13
	uposVerb  = 16
)

// prepare fills ws: a word that stands for none, the words, the root.
func prepare(ws []pword, lower []string, ptb, upos []uint8) []pword {
	ws = append(ws[:0], pword{form: 1, tag: 1, both: 1, upos: 99})
	var marks, verbs uint16
	for i, w := range lower {
		p := pword{form: parserForm(w), tag: uint64(ptb[i])<<8 | uint64(upos[i]), upos: uint64(upos[i]), comma: marks, verbs: verbs}
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
	return append(ws, none, none, none) // what lies behind the root
}

// parserForm gives the hash of a form; numbers of one pattern are one word.
func parserForm(w string) uint64 {
	if c := w[0]; c < '0' || c > '9' {
		return hashString(7, w)
	}
	var b [8]byte
	k := 0
	for i := 0; i < len(w) && k < len(b); i++ {
		c := w[i]
		if c >= '0' && c <= '9' {
			c = '0'
		}
		b[k] = c
		k++
	}
	return hashString(8, string(b[:k]))
}

// ParserScratch is memory that calls of Parse share; it belongs to one goroutine.
type ParserScratch struct {
	words  []pword
	state  state
	keys   []uint32
	scores scores
}

// Parse gives each word's head, an index into the words or -1 for the one root,
// and the number of its relation. There are at most MaxParsed words and at
// least one; ptb and upos are the words' tags.
func (p *Parser) Parse(lower []string, ptb, upos []uint8, head []int32, rel []uint8, s *ParserScratch) {
	s.words = prepare(s.words, lower, ptb, upos)
	s.state.reset(len(lower))
	for !s.state.done() {
		p.apply(&s.state, p.choose(s))
	}
	for i := range lower {
		it := s.state.items[i+1]
		if int(it.head) > len(lower) {
			head[i] = -1
		} else {
			head[i] = int32(it.head) - 1
		}
		rel[i] = p.Rels[it.rel]
	}
}

// choose gives the allowed action with the highest score, the first of them
// where several have it.
func (p *Parser) choose(s *ParserScratch) int {
	may := s.state.allowed()
	switch may {
	case mayShift:
		return shift
	case mayRoot:
		return leftArc + p.RootRel
	}
	s.keys = s.state.keys(s.words, s.keys[:0])
	n := p.Actions()
	clear(s.scores[:n])
	for _, k := range s.keys {
		if r := p.table.find(k); r.to > 0 {
			p.table.add(&s.scores, r)
		}
	}
	return p.best(s.scores[:n], may)
}

// best gives the allowed action with the highest score.
func (p *Parser) best(scores []int32, may moves) int {
	best := -1
	var top int32
	if may&mayShift != 0 {
		best, top = shift, scores[shift]
	}
	if may&mayLeft != 0 {
		for a := leftArc; a < p.rightArc(); a++ {
			if v := scores[a]; (best < 0 || v > top) && a != leftArc+p.RootRel {
				best, top = a, v
			}
		}
	}
	if may&mayRight != 0 {
		for a := p.rightArc(); a < len(scores); a++ {
			if v := scores[a]; (best < 0 || v > top) && a != p.rightArc()+p.RootRel {
				best, top = a, v
			}
		}
	}
	return best
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
