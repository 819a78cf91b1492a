package model

// netPiece is the longest run of words that has a tree of its own; the trees of
// the pieces of a longer sentence are hung on the first. It bounds the square of
// the arcs, so that time stays linear.
const netPiece = 160

// netBatch is how many words of neighbouring sentences are computed at once: the
// weights are read from memory once for all of them.
const netBatch = 96

// netScratch is memory that calls of Parse share, with the products of the first
// layer for the words met lately.
type netScratch struct {
	known  netKnown
	ids    []uint32 // of the batch's words in known
	hashes []uint32
	sum    []int32
	x      []int16 // embeddings of the new words
	rows   []int32

	u, h, h2 []int16
	state    []int32
	side     []int16
	bil      []int16
	far      []int16
	panel    []int16
	raw      []int32
	scores   []int32
	hid      []int16
	logits   []int16
	zero     []int16
	ends     []int // of the sentences of the batch
	tree     TreeBuilder
}

// blocks is the number of products of a layer: u, f, r and, where the input is
// not as wide as the output, x.
func (n *Net) blocks(in int) int {
	if in == n.Units {
		return 3
	}
	return 4
}

// tagRows fills tagged: the products of the first layer with each tag's
// embedding.
func (n *Net) tagRows() {
	first := n.layers[0].w
	bare := first
	bare.bias = make([]int32, len(first.bias))
	for i := range bare.bias {
		bare.bias[i] = 1 << first.shift >> 1
	}
	rows := netTags + netUPOS
	x := make([]int16, rows*n.Embed)
	from, _ := n.vocab.TagRows(0, 0)
	var sum []int32
	for i := range rows {
		sum = n.sum([]int32{from + int32(i)}, sum, x[i*n.Embed:(i+1)*n.Embed])
	}
	n.tagged = make([]int16, rows*first.out)
	bare.mul(n.tagged, first.out, x, n.Embed, rows)
}

// grow16 gives s the length n; what is in it stays only if it is long enough.
func grow16(s []int16, n int) []int16 {
	if cap(s) < n {
		return make([]int16, n, n+n/2)
	}
	return s[:n]
}

// Parse writes the head of every word, an index into the words or -1 for a root,
// and its relation to it. The sentences end at ends, the last of which is the
// number of words; each has exactly one root and no cycles. Sentences side by
// side cost less than one by one and have the same trees.
func (n *Net) Parse(in NetInput, ends []int32, heads []int32, rels []uint8) {
	s := n.pool.Get()
	defer n.pool.Put(s)
	from, at := 0, 0 // of the batch, of the sentence
	s.ends = s.ends[:0]
	for _, e := range ends {
		for end := int(e); at < end; {
			to := min(at+netPiece, end)
			if len(s.ends) > 0 && to-from > netBatch {
				n.batch(s, in, from, at, heads, rels)
				from, s.ends = at, s.ends[:0]
			}
			s.ends = append(s.ends, to-from)
			at = to
		}
	}
	n.batch(s, in, from, at, heads, rels)
	at = 0
	for _, e := range ends {
		if int(e)-at > netPiece {
			n.join(heads[:e], rels[:e], at)
		}
		at = int(e)
	}
}

// join hangs the roots of the pieces of the sentence that begins at from on the
// first one.
func (n *Net) join(heads []int32, rels []uint8, from int) {
	first := int32(-1)
	for i := from; i < len(heads); i++ {
		if heads[i] < 0 && first < 0 {
			first = int32(i)
		} else if heads[i] < 0 {
			heads[i], rels[i] = first, n.Parataxis
		}
	}
}

// batch parses the words from from to to, the sentences of which end at s.ends.
func (n *Net) batch(s *netScratch, in NetInput, from, to int, heads []int32, rels []uint8) {
	words := to - from
	if words == 0 {
		return
	}
	n.look(s, in.Lower[from:to], in.Shapes[from:to])
	n.encode(s, in.PTB[from:to], in.UPOS[from:to])
	width := n.sides.out
	s.side = grow16(s.side, (words+netRows)*width)
	n.sides.mul(s.side, width, s.h, n.Units, words)
	for i := range words {
		relu(s.side[i*width : i*width+2*n.Arc])
	}
	s.bil, s.far = grow16(s.bil, (words+netRows)*n.arc.out), grow16(s.far, (words+netRows)*n.far.out)
	n.arc.mul(s.bil, n.arc.out, s.side, width, words)
	n.far.mul(s.far, n.far.out, s.side, width, words)
	s.hid = grow16(s.hid, (words+netRows)*n.Rel)
	start := 0
	for _, end := range s.ends {
		own := heads[from+start : from+end]
		n.arcs(s, start, end)
		s.tree.Tree(s.scores, end-start, own)
		n.hidden(s, start, own)
		for i, h := range own {
			if own[i] = h + int32(from+start); int(h) == end-start {
				own[i] = -1
			}
		}
		start = end
	}
	n.relations(s, heads[from:to], rels[from:to])
}

// encode computes the recurrent layers; the last one's output is s.h.
func (n *Net) encode(s *netScratch, ptb, upos []uint8) {
	words, units, half := len(ptb), n.Units, n.Units/2
	s.h, s.h2 = grow16(s.h, (words+netRows)*units), grow16(s.h2, (words+netRows)*units)
	s.state = growInts(s.state, units)
	for k := range n.layers {
		l := &n.layers[k]
		width := l.w.out
		s.u = grow16(s.u, (words+netRows)*width)
		x, skip := s.u[3*units%width:], width // what is passed on, and its stride
		if k == 0 {
			for i, id := range s.ids {
				p, u := int(ptb[i])&(netTags-1), netTags+int(min(upos[i], netUPOS-1))
				add(s.u[i*width:(i+1)*width], s.known.first[int(id)*width:], n.tagged[p*width:], n.tagged[u*width:])
			}
		} else {
			l.w.mul(s.u, width, s.h, units, words)
		}
		if width == 3*units {
			x, skip = s.h, units
		}
		step := func(i, a, b int) {
			u := s.u[i*width : (i+1)*width]
			recur(u[a:b], u[units+a:units+b], u[2*units+a:2*units+b], x[i*skip+a:i*skip+b], l.vf[a:b], l.vr[a:b], s.state[a:b], s.h2[i*units+a:i*units+b])
		}
		start := 0
		for _, end := range s.ends {
			clear(s.state[:units])
			for i := start; i < end; i++ {
				step(i, 0, half)
				step(start+end-1-i, half, units)
			}
			start = end
		}
		s.h, s.h2 = s.h2, s.h
	}
}

// netClasses are the classes of the distances from -netPiece on.
var netClasses = func() (c [2*netPiece + 1]uint8) {
	for d := range c {
		c[d] = uint8(NetDistance(netPiece, d, len(c)))
	}
	return c
}()

// arcs fills s.scores with a row for each word from start to end: the scores of
// all heads, the root last.
func (n *Net) arcs(s *netScratch, start, end int) {
	words, width := end-start, n.sides.out
	side, bil := s.side[start*width:], s.bil[start*n.arc.out:]
	// The heads' sides and the root's are packed as a matrix.
	columns := (words + 1 + netCols - 1) / netCols * netCols
	s.panel = grow16(s.panel, columns*n.Arc)
	for j := range columns {
		at := s.panel[j/netCols*netCols*n.Arc+j%netCols*2:]
		var row []int16
		switch {
		case j < words:
			row = side[j*width+n.Arc : j*width+2*n.Arc]
		case j == words:
			row = n.root
		default:
			for k := 0; k < n.Arc; k += 2 {
				at[k*netCols], at[k*netCols+1] = 0, 0
			}
			continue
		}
		for k := 0; k < len(row); k += 2 {
			at[k*netCols], at[k*netCols+1] = row[k], row[k+1]
		}
	}
	rows := (words + netRows - 1) / netRows * netRows
	s.raw = growInts(s.raw, rows*columns)
	for p := 0; p < columns; p += netCols {
		w := s.panel[p*n.Arc : (p+netCols)*n.Arc]
		for i := 0; i < rows; i += netRows {
			dotTile(w, bil[i*n.arc.out:(i+netRows)*n.arc.out], n.arc.out, s.raw[i*columns+p:(i+netRows-1)*columns+p+netCols], columns)
		}
	}
	s.scores = growInts(s.scores, words*(words+1))
	for i := range words {
		raw, row := s.raw[i*columns:][:words+1], s.scores[i*(words+1):][:words+1]
		var far [32]int32 // a power of two, so that no place is outside
		for k, v := range s.far[(start+i)*n.far.out:][:NetDistances] {
			far[k] = int32(v) << (NetBil + netFrac - NetFar)
		}
		classes := netClasses[netPiece-i:][:words]
		for j, class := range classes {
			row[j] = raw[j] + far[class%32]
		}
		row[words] = raw[words] + far[NetDistance(i, words, words)]
	}
}

// hidden computes the hidden layer of the relations of the words from start on,
// whose heads are given, the number of them being the root.
func (n *Net) hidden(s *netScratch, start int, heads []int32) {
	width, words := n.sides.out, len(heads)
	if s.zero == nil {
		s.zero = make([]int16, n.Rel)
	}
	side := s.side[start*width:]
	for i, h := range heads {
		of := s.zero
		if int(h) < words {
			of = side[int(h)*width+2*n.Arc+n.Rel:]
		}
		hid := s.hid[(start+i)*n.Rel : (start+i+1)*n.Rel]
		add(hid, side[i*width+2*n.Arc:], of, n.relFar[NetDistance(i, int(h), words)*n.Rel:])
		relu(hid)
	}
}

// relations chooses the relation of every word to its head.
func (n *Net) relations(s *netScratch, heads []int32, rels []uint8) {
	s.logits = grow16(s.logits, (len(heads)+netRows)*n.out.out)
	n.out.mul(s.logits, n.out.out, s.hid, n.Rel, len(heads))
	for i, h := range heads {
		if h < 0 {
			rels[i] = n.Root
			continue
		}
		row := s.logits[i*n.out.out:][:n.Rels]
		best, top := -1, int16(0)
		for j, v := range row {
			if (v > top || best < 0) && j != int(n.Root) && j > 0 {
				best, top = j, v
			}
		}
		rels[i] = uint8(best)
	}
}
