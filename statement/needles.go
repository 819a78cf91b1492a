package statement

// needles finds which of many strings a text holds, in one pass over its bytes
// (Aho and Corasick 1975).
type needles struct {
	ids   map[string]int
	class [256]uint8 // of a byte; 0 for those in no needle
	width int        // classes
	next  []uint16   // state × class → state
	ends  [][]uint16 // of each state, the needles that end there
}

// needleSet is a set of needles.
type needleSet [8]uint64

// meets tells whether two sets share a needle.
func (s *needleSet) meets(o *needleSet) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// newNeedles makes the automaton of at most 512 strings, none of them empty.
func newNeedles(list []string) *needles {
	n := &needles{ids: make(map[string]int), width: 1}
	for _, s := range list {
		if _, ok := n.ids[s]; ok {
			continue
		}
		if len(n.ids) == 64*len(needleSet{}) {
			panic("statement: too many needles") // a programming error
		}
		n.ids[s] = len(n.ids)
		for i := range len(s) {
			if n.class[s[i]] == 0 {
				n.class[s[i]] = uint8(n.width)
				n.width++
			}
		}
	}
	n.next, n.ends = make([]uint16, n.width), make([][]uint16, 1)
	for _, s := range list {
		at := 0
		for i := range len(s) {
			to := &n.next[at*n.width+int(n.class[s[i]])]
			if *to == 0 {
				*to = uint16(len(n.ends))
				at = len(n.ends)
				n.next, n.ends = append(n.next, make([]uint16, n.width)...), append(n.ends, nil)
				continue
			}
			at = int(*to)
		}
		if id := uint16(n.ids[s]); len(n.ends[at]) == 0 {
			n.ends[at] = append(n.ends[at], id)
		}
	}
	n.fail()
	return n
}

// fail completes the automaton, states in the order of their depth.
func (n *needles) fail() {
	back := make([]uint16, len(n.ends))
	var queue []uint16
	for _, to := range n.next[:n.width] {
		if to != 0 {
			queue = append(queue, to)
		}
	}
	for k := 0; k < len(queue); k++ {
		at := queue[k]
		n.ends[at] = append(n.ends[at], n.ends[back[at]]...)
		for c := range n.width {
			to, other := &n.next[int(at)*n.width+c], n.next[int(back[at])*n.width+c]
			if *to == 0 {
				*to = other
				continue
			}
			back[*to] = other
			queue = append(queue, *to)
		}
	}
}

// set gives the set of some of the needles.
func (n *needles) set(list []string) (s needleSet) {
	for _, x := range list {
		id := n.ids[x]
		s[id/64] |= 1 << (id % 64)
	}
	return s
}

// find adds the needles that the text holds to the set.
func (n *needles) find(text string, has *needleSet) {
	at := 0
	for i := range len(text) {
		at = int(n.next[at*n.width+int(n.class[text[i]])])
		for _, id := range n.ends[at] {
			has[id/64&7] |= 1 << (id % 64)
		}
	}
}
