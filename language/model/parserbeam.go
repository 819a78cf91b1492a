package model

// Search is a beam search over derivations; all hypotheses have made the same
// number of actions. It is memory that searches share, for one goroutine.
type Search struct {
	Width int   // how many hypotheses are kept, at least one
	Gap   int32 // hypotheses this far behind the best are dropped; 0 for none

	words     []pword
	now, then []hypothesis
	found     []candidate
	steps     []pstep
	keys      parserKeys
	sums      []int32
	pairs     sumCache // by the top of the stack and the buffer
	twos      sumCache // by the two top words
}

// sumCache keeps the sums of features that are made of two words alone, for
// hypotheses meet the same words in turn.
type sumCache struct {
	of   [cacheSlots]uint32 // the words, each plus one in 16 bits
	sums []int32            // a row of sums for each slot
}

// cacheSlots is a power of two.
const cacheSlots = 32

// row gives the sums for words a and b; fresh tells that they are still to be made.
func (c *sumCache) row(a, b, n int) (sums []int32, fresh bool) {
	if len(c.sums) < cacheSlots*n {
		c.sums = make([]int32, cacheSlots*n)
	}
	slot := (a*5 + b) & (cacheSlots - 1)
	of := uint32(a+1)<<16 | uint32(b+1)
	fresh = c.of[slot] != of
	c.of[slot] = of
	return c.sums[slot*n:][:n], fresh
}

// sum gives the score of every action in a configuration with a word on the stack.
func (s *Search) sum(st *state, n int, score func(keys []uint32, sums []int32)) []int32 {
	i1, i0, b := st.top()
	pair, fresh := s.pairs.row(i0, b, n)
	if fresh {
		score(pairKeys(s.words, i0, b, &s.keys), pair)
	}
	two, fresh := s.twos.row(i1, i0, n)
	if fresh {
		score(twoKeys(s.words, i1, i0, &s.keys), two)
	}
	if len(s.sums) < n {
		s.sums = make([]int32, n)
	}
	sums := s.sums[:n]
	score(st.restKeys(s.words, &s.keys), sums)
	pair, two = pair[:len(sums)], two[:len(sums)]
	for a := range sums {
		sums[a] += pair[a] + two[a]
	}
	return sums
}

type hypothesis struct {
	state
	score int32
	last  int32 // its last action in steps, -1 at the start
}

// pstep is an action and the one before it.
type pstep struct {
	prev   int32
	action uint8
}

type candidate struct {
	score  int32
	from   int32 // the hypothesis it continues
	action int32
}

// begin sets the search at the start of the sentence in s.words.
func (s *Search) begin() {
	if cap(s.now) < s.Width {
		s.now, s.then = make([]hypothesis, s.Width), make([]hypothesis, s.Width)
	}
	s.now, s.then = s.now[:1], s.then[:0]
	s.now[0].reset(len(s.words) - 5)
	s.now[0].score, s.now[0].last = 0, -1
	s.steps = s.steps[:0]
	clear(s.pairs.of[:])
	clear(s.twos.of[:])
}

// advance makes one action more. score adds up the weights of the features for
// every action.
func (s *Search) advance(p *Parser, score func(keys []uint32, sums []int32)) {
	s.found = s.found[:0]
	n := p.Actions()
	right := p.rightArc()
	for h := range s.now {
		hyp := &s.now[h]
		may := hyp.allowed()
		switch may {
		case mayShift:
			s.offer(candidate{hyp.score, int32(h), shift})
			continue
		case mayRoot:
			s.offer(candidate{hyp.score, int32(h), int32(leftArc + p.RootRel)})
			continue
		}
		sums := s.sum(&hyp.state, n, score)
		if may&mayShift != 0 {
			s.offer(candidate{hyp.score + sums[shift], int32(h), shift})
		}
		from, to := leftArc, n
		if may&mayLeft == 0 {
			from = right
		}
		if may&mayRight == 0 {
			to = right
		}
		floor := s.floor()
		for a := from; a < to; a++ {
			if v := hyp.score + sums[a]; v > floor && a != leftArc+p.RootRel && a != right+p.RootRel {
				s.offer(candidate{v, int32(h), int32(a)})
				floor = s.floor()
			}
		}
	}
	s.then = s.then[:len(s.found)]
	for k, c := range s.found {
		to := &s.then[k]
		from := &s.now[c.from]
		from.copyTo(&to.state)
		to.score = c.score
		to.last = int32(len(s.steps))
		s.steps = append(s.steps, pstep{from.last, uint8(c.action)})
		p.apply(&to.state, int(c.action))
	}
	s.now, s.then = s.then, s.now
}

// floor is the score that a candidate must beat.
func (s *Search) floor() int32 {
	low := int32(-1 << 31)
	if len(s.found) == s.Width {
		low = s.found[s.Width-1].score
	}
	if s.Gap > 0 && len(s.found) > 0 {
		low = max(low, s.found[0].score-s.Gap)
	}
	return low
}

// offer keeps a candidate if it is among the best, the earlier before the later
// of equal ones.
func (s *Search) offer(c candidate) {
	if c.score <= s.floor() {
		return
	}
	k := len(s.found)
	if k < s.Width {
		s.found = append(s.found, c)
	} else {
		k--
	}
	for k > 0 && s.found[k-1].score < c.score {
		s.found[k] = s.found[k-1]
		k--
	}
	s.found[k] = c
	if s.Gap > 0 && k == 0 {
		for len(s.found) > 1 && s.found[len(s.found)-1].score < c.score-s.Gap {
			s.found = s.found[:len(s.found)-1]
		}
	}
}

// Begin sets the search at the start of a sentence, for the training.
func (s *Search) Begin(lower []string, ptb, upos []uint8) {
	s.words = prepare(s.words, lower, ptb, upos)
	s.begin()
}

// Advance makes one action more, for the training.
func (s *Search) Advance(p *Parser, score func(keys []uint32, sums []int32)) { s.advance(p, score) }

// Hypotheses is how many there are, the best first.
func (s *Search) Hypotheses() int { return len(s.now) }

// Score gives the score of hypothesis h and the place of its last action.
func (s *Search) Score(h int) (score, last int32) { return s.now[h].score, s.now[h].last }

// Action gives the action at a place and the place of the one before, -1 at the start.
func (s *Search) Action(last int32) (action int, prev int32) {
	return int(s.steps[last].action), s.steps[last].prev
}
