package train

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"sofar/language/model"
)

// ClassOptions steers Classes.
type ClassOptions struct {
	Words   int // vocabulary: so many of the most frequent words
	Least   int // that occur at least so often
	Classes int // at most 1024
	Passes  int // over the vocabulary, at most
	Log     func(format string, args ...any)
}

// Classes puts the words of a text into classes and the classes into a tree.
//
// The classes maximise the likelihood of the text under a bigram model of
// classes by exchange (Kneser and Ney 1993; Martin, Liermann and Ney 1998): word
// by word, most frequent first, each moves to the class where it raises the
// likelihood most, until few words move. The tree joins, again and again, the
// two classes whose union loses least of the mutual information of neighbouring
// classes (Brown et al. 1992). t is cut to the vocabulary.
func Classes(t *Text, o ClassOptions) (model.ClassTree, error) {
	t.Cut(o.Words+2, o.Least)
	if len(t.Words)-2 < o.Classes || o.Classes < 2 {
		return model.ClassTree{}, fmt.Errorf("%d words for %d classes: give more text or ask for fewer classes", len(t.Words)-2, o.Classes)
	}
	x := newExchange(t, o.Classes)
	for pass := 1; pass <= o.Passes; pass++ {
		moved := x.pass()
		o.Log("pass %d: %d of %d words moved, %.4f bits of mutual information", pass, moved, len(t.Words)-2, x.information())
		if moved*500 < len(t.Words) {
			break
		}
	}
	leaf, split := joinClasses(x)
	tree := model.ClassTree{Words: t.Words[2:], Split: split}
	for _, c := range x.class[2:] {
		tree.Class = append(tree.Class, leaf[c])
	}
	return tree, nil
}

// neighbour is a word that stands beside another so many times.
type neighbour struct{ word, count int32 }

// exchange is the state of the exchange algorithm. Classes 0 to n-1 are free;
// class n holds Boundary alone, class n+1 Unknown and the words not placed yet.
type exchange struct {
	n           int
	class       []int32
	counts      []int
	left, right [][]neighbour // by word, without the word itself
	self        []int32       // how often a word follows itself
	rows, cols  []int32       // how often class b follows class a: rows[a*(n+2)+b], cols[b*(n+2)+a]
	total       []int32       // occurrences of a class
	f           []float64     // n ln n
	gain        []float64
	sumL, sumR  []int32 // neighbours of the word at hand by class
	setL, setR  []int32 // the classes with any
}

func newExchange(t *Text, n int) *exchange {
	v := len(t.Words)
	x := &exchange{
		n: n, class: make([]int32, v), counts: t.Counts, left: make([][]neighbour, v), right: make([][]neighbour, v), self: make([]int32, v),
		rows: make([]int32, (n+2)*(n+2)), cols: make([]int32, (n+2)*(n+2)), total: make([]int32, n+2),
		f: make([]float64, len(t.Tokens)+1), gain: make([]float64, n), sumL: make([]int32, n+2), sumR: make([]int32, n+2),
	}
	for i := 1; i < len(x.f); i++ {
		x.f[i] = float64(i) * math.Log(float64(i))
	}
	pairs := make([]uint64, len(t.Tokens)-1)
	for i := range pairs {
		pairs[i] = uint64(t.Tokens[i])<<32 | uint64(t.Tokens[i+1])
	}
	slices.Sort(pairs)
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j] == pairs[i] {
			j++
		}
		a, b, k := int32(pairs[i]>>32), int32(pairs[i]&math.MaxUint32), int32(j-i)
		if a == b {
			x.self[a] = k
		} else {
			x.right[a] = append(x.right[a], neighbour{b, k})
			x.left[b] = append(x.left[b], neighbour{a, k})
		}
		i = j
	}
	for w := range x.class {
		switch {
		case w == Boundary:
			x.class[w] = int32(n)
		case w == Unknown || w-2 >= n:
			x.class[w] = int32(n + 1)
		default:
			x.class[w] = int32(w - 2)
		}
	}
	for a := range x.right {
		ca := x.class[a]
		x.total[ca] += int32(x.counts[a])
		x.add(ca, ca, x.self[a])
		for _, r := range x.right[a] {
			x.add(ca, x.class[r.word], r.count)
		}
	}
	return x
}

// add counts k times class b after class a.
func (x *exchange) add(a, b, k int32) {
	m := int32(x.n + 2)
	x.rows[a*m+b] += k
	x.cols[b*m+a] += k
}

// pass moves every word to its best class once.
func (x *exchange) pass() (moved int) {
	for w := int32(2); int(w) < len(x.class); w++ {
		from := x.class[w]
		x.gather(w)
		x.shift(w, from, -1)
		best := x.best(w)
		x.shift(w, best, 1)
		x.class[w] = best
		if best != from {
			moved++
		}
	}
	return moved
}

// gather sums the neighbours of w by class.
func (x *exchange) gather(w int32) {
	for _, c := range x.setL {
		x.sumL[c] = 0
	}
	for _, c := range x.setR {
		x.sumR[c] = 0
	}
	x.setL, x.setR = x.setL[:0], x.setR[:0]
	for _, l := range x.left[w] {
		c := x.class[l.word]
		if x.sumL[c] == 0 {
			x.setL = append(x.setL, c)
		}
		x.sumL[c] += l.count
	}
	for _, r := range x.right[w] {
		c := x.class[r.word]
		if x.sumR[c] == 0 {
			x.setR = append(x.setR, c)
		}
		x.sumR[c] += r.count
	}
}

// shift adds word w, gathered, to class c (sign 1) or takes it out (-1).
func (x *exchange) shift(w, c, sign int32) {
	for _, d := range x.setL {
		x.add(d, c, sign*x.sumL[d])
	}
	for _, d := range x.setR {
		x.add(c, d, sign*x.sumR[d])
	}
	x.add(c, c, sign*x.self[w])
	x.total[c] += sign * int32(x.counts[w])
}

// best gives the class to which word w, gathered and in none, adds most.
func (x *exchange) best(w int32) int32 {
	m := x.n + 2
	f, gain := x.f, x.gain
	clear(gain)
	for _, d := range x.setR { // words after w: cells (k, d)
		k, col := x.sumR[d], x.cols[int(d)*m:][:len(gain)]
		for i, v := range col {
			gain[i] += f[v+k] - f[v]
		}
	}
	for _, d := range x.setL { // words before w: cells (d, k)
		k, row := x.sumL[d], x.rows[int(d)*m:][:len(gain)]
		for i, v := range row {
			gain[i] += f[v+k] - f[v]
		}
	}
	k := int32(x.counts[w])
	best := 0
	for i := range gain {
		if l, r := x.sumL[i], x.sumR[i]; l|r|x.self[w] != 0 { // the cell (i, i) gets all at once
			v := x.rows[i*m+i]
			gain[i] += f[v+l+r+x.self[w]] - f[v+l] - f[v+r] + f[v]
		}
		t := x.total[i]
		gain[i] -= 2 * (f[t+k] - f[t])
		if gain[i] > gain[best] {
			best = i
		}
	}
	return int32(best)
}

// information is the mutual information of neighbouring classes, in bits per word.
func (x *exchange) information() float64 {
	sum, words := 0.0, 0
	for _, v := range x.rows {
		sum += x.f[v]
		words += int(v)
	}
	for _, t := range x.total {
		sum -= 2 * x.f[t]
	}
	return (sum + x.f[words]) / float64(words) / math.Ln2
}

// joinClasses joins the classes two by two until one is left. It gives the place
// of every class among the leaves (from 1) and when neighbouring leaves part.
func joinClasses(x *exchange) (leaf []uint16, split []uint16) {
	j := newJoiner(x)
	n := x.n
	leaves := make([][]int, n) // by class, its leaves in order
	for c := range leaves {
		leaves[c] = []int{c}
	}
	parts := make(map[int]uint16, n) // by the last leaf before a parting
	for left := n; left > 1; left-- {
		a, b := j.cheapest()
		// The more frequent side comes first.
		first, second := leaves[a], leaves[b]
		if j.total[b] > j.total[a] {
			first, second = second, first
		}
		parts[first[len(first)-1]] = uint16(left - 1)
		leaves[a], leaves[b] = slices.Concat(first, second), nil
		j.join(a, b)
	}
	root := slices.MaxFunc(leaves, func(a, b []int) int { return cmp.Compare(len(a), len(b)) })
	leaf = make([]uint16, n)
	for i, c := range root {
		leaf[c] = uint16(i + 1)
		if i < n-1 {
			split = append(split, parts[c])
		}
	}
	return leaf, split
}

// ShowClasses gives n classes, evenly spaced along the leaves, with their place
// in the cuts of the tree and their most frequent words.
func ShowClasses(t model.ClassTree, n int) []string {
	byClass := make([][]string, len(t.Split)+2)
	for i, c := range t.Class {
		byClass[c] = append(byClass[c], t.Words[i])
	}
	var out []string
	for i := range n {
		c := 1 + i*(len(byClass)-1)/n
		w := byClass[c]
		out = append(out, fmt.Sprintf("%4d (%d words) %s", c, len(w), strings.Join(w[:min(len(w), 16)], " ")))
	}
	return out
}
