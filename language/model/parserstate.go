package model

// state is a configuration of the arc-hybrid system over words 1 to n; word
// n+1 is the artificial root, word 0 stands for none.
//
// The stack holds words whose head is not known yet; next is the first word of
// the buffer. Shift pushes it; a left arc makes it the head of the top of the
// stack, a right arc makes the second of the stack the head of the top; either
// pops the top. The root takes one word, and only when it is the last on the
// stack, so that there is exactly one root, and every word gets one head that
// is not below it: always a tree.
type state struct {
	n, next int
	stack   []int16
	items   []item
}

// item is what is known of a word's arcs.
type item struct {
	head           int16
	rel            uint8
	nl, nr         uint8 // left and right dependents, at most 255
	l1, l2, r1, r2 int16 // outermost and next left and right dependents
	lset, rset     uint64
}

// moves is a set of allowed kinds of action.
type moves uint8

const (
	mayShift moves = 1 << iota
	mayLeft
	mayRight
	mayRoot
)

func (s *state) reset(n int) {
	s.n, s.next = n, 1
	s.stack = s.stack[:0]
	if cap(s.items) < n+2 {
		s.items = make([]item, n+2, 2*n+2)
	}
	s.items = s.items[:n+2]
	clear(s.items)
}

// done tells whether every word has its head.
func (s *state) done() bool { return s.next > s.n && len(s.stack) == 0 }

// allowed gives the kinds of action that may come next.
func (s *state) allowed() moves {
	k := len(s.stack)
	if s.next > s.n {
		if k == 1 {
			return mayRoot
		}
		return mayRight
	}
	m := mayShift
	if k > 0 {
		m |= mayLeft
	}
	if k > 1 {
		m |= mayRight
	}
	return m
}

func (s *state) shift() {
	s.stack = append(s.stack, int16(s.next))
	s.next++
}

func (s *state) left(rel int) {
	d := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	s.items[d].head, s.items[d].rel = int16(s.next), uint8(rel)
	h := &s.items[s.next]
	h.l2, h.l1 = h.l1, d
	h.nl = uint8(min(int(h.nl)+1, 255))
	h.lset |= 1 << (rel & 63)
}

func (s *state) right(rel int) {
	k := len(s.stack)
	d, g := s.stack[k-1], s.stack[k-2]
	s.stack = s.stack[:k-1]
	s.items[d].head, s.items[d].rel = g, uint8(rel)
	h := &s.items[g]
	h.r2, h.r1 = h.r1, d
	h.nr = uint8(min(int(h.nr)+1, 255))
	h.rset |= 1 << (rel & 63)
}

// copyTo makes to the same configuration, in its own memory.
func (s *state) copyTo(to *state) {
	to.n, to.next = s.n, s.next
	to.stack = append(to.stack[:0], s.stack...)
	to.items = append(to.items[:0], s.items...)
}
