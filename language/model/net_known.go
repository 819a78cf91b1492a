package model

// netKnown keeps the products of the first layer for the words met lately. What
// it holds has no part in the trees, only in how soon they are there.
type netKnown struct {
	seen    []netSeen // seen[0] is unused
	letters []byte
	buckets []uint32
	met     uint32  // of no meaning: it keeps the reads of hashes
	first   []int16 // the products of the word alone, a row for each of seen
}

// netSeen is a word met lately.
type netSeen struct {
	from, to uint32 // its letters
	hash     uint32 // of its letters and its shape
	next     uint32
	shape    Shape
	again    bool // met again since the last sweep
}

const (
	netBuckets = 1 << 14
	// netWords is how many words are kept.
	netWords = 1 << 14
	// netLetters is how many bytes of a word are looked at.
	netLetters = 64
)

// room makes room for n words more of the given width; some of those that were
// not met again are forgotten where there are too many.
func (c *netKnown) room(n, width int) {
	if c.buckets == nil {
		c.buckets = make([]uint32, netBuckets)
	}
	if len(c.seen) == 0 {
		c.seen = append(c.seen, netSeen{})
	}
	if len(c.seen)+n > netWords {
		c.sweep(width)
	}
	if need := (len(c.seen) + n + netRows) * width; need > len(c.first) {
		rows := InLargePages(make([]int16, max(need, min(2*len(c.first), (netWords+netRows)*width))))
		copy(rows, c.first)
		c.first = rows
	}
}

// sweep keeps the words that were met again since the last sweep, at most three
// quarters of all.
func (c *netKnown) sweep(width int) {
	clear(c.buckets)
	kept, letters := 1, 0
	for id := 1; id < len(c.seen) && kept < netWords*3/4; id++ {
		e := c.seen[id]
		if !e.again {
			continue
		}
		e.again = false
		n := copy(c.letters[letters:], c.letters[e.from:e.to])
		e.from, e.to = uint32(letters), uint32(letters+n)
		letters += n
		bucket := &c.buckets[e.hash&(netBuckets-1)]
		e.next, *bucket = *bucket, uint32(kept)
		copy(c.first[kept*width:(kept+1)*width], c.first[id*width:])
		c.seen[kept] = e
		kept++
	}
	c.seen, c.letters = c.seen[:kept], c.letters[:letters]
}

// hashes appends the hashes of words, and reads where they may stand, so that the
// looks at them wait for memory side by side.
func (c *netKnown) hashes(lower []string, shapes []Shape, out []uint32) []uint32 {
	for i, w := range lower {
		out = append(out, uint32(hashString(uint64(shapes[i]), w[:min(len(w), netLetters)])*0x9e3779b97f4a7c15>>32))
	}
	for _, h := range out {
		c.met += c.seen[c.buckets[h&(netBuckets-1)]].hash
	}
	return out
}

// id gives the place of a word in c.seen, of which the hash is given, and whether it is new there.
func (c *netKnown) id(w string, shape Shape, hash uint32) (uint32, bool) {
	bucket := &c.buckets[hash&(netBuckets-1)]
	for id := *bucket; id != 0; id = c.seen[id].next {
		if e := &c.seen[id]; e.hash == hash && e.shape == shape && string(c.letters[e.from:e.to]) == w {
			e.again = true
			return id, false
		}
	}
	id, from := uint32(len(c.seen)), uint32(len(c.letters))
	c.letters = append(c.letters, w...)
	c.seen = append(c.seen, netSeen{from: from, to: uint32(len(c.letters)), hash: hash, next: *bucket, shape: shape})
	*bucket = id
	return id, true
}

// look fills s.ids with the words' places among the known ones, and computes the
// products of the new ones.
func (n *Net) look(s *netScratch, lower []string, shapes []Shape) {
	c, width := &s.known, n.layers[0].w.out
	c.room(len(lower), width)
	s.ids, s.hashes = s.ids[:0], c.hashes(lower, shapes, s.hashes[:0])
	old := len(c.seen)
	s.x = grow16(s.x, (len(lower)+netRows)*n.Embed)
	for i, w := range lower {
		w = w[:min(len(w), netLetters)]
		id, fresh := c.id(w, shapes[i], s.hashes[i])
		if fresh {
			form := ClassForm(w)
			s.rows = append(s.rows[:0], n.vocab.Word(form))
			s.rows = n.vocab.Marks(form, shapes[i], s.rows)
			s.sum = n.sum(s.rows, s.sum, s.x[(int(id)-old)*n.Embed:(int(id)-old+1)*n.Embed])
		}
		s.ids = append(s.ids, id)
	}
	if fresh := len(c.seen) - old; fresh > 0 {
		n.layers[0].w.mul(c.first[old*width:], width, s.x, n.Embed, fresh)
	}
}

// sum writes the sum of rows of the table of embeddings to x.
func (n *Net) sum(rows []int32, sum []int32, x []int16) []int32 {
	sum = growInts(sum, n.Embed)
	clear(sum)
	for _, r := range rows {
		if scale := n.scale[r]; scale != 0 {
			accumulate(sum, n.emb[int(r)*n.Embed:int(r+1)*n.Embed], int32(scale))
		}
	}
	for j, v := range sum {
		x[j] = saturate((v + 1<<(embFrac-netFrac-1)) >> (embFrac - netFrac))
	}
	return sum
}
