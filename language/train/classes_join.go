package train

import "slices"

// joiner finds the two classes whose union loses the least mutual information.
// What joining a pair would change is kept for every pair and amended where a
// join touches it, so that a join costs time quadratic in the classes left.
type joiner struct {
	m          int   // side of the matrices
	free       []int // classes left, in order
	rows, cols []int32
	total      []int32
	f          []float64
	// gain[a*m+b], a < b, is what the cells (a, d) and (b, d), and (d, a) and
	// (d, b), gain when they are added, summed over all classes d.
	gain []float64
}

func newJoiner(x *exchange) *joiner {
	j := &joiner{m: x.n + 2, rows: x.rows, cols: x.cols, total: x.total, f: x.f}
	for c := range x.n {
		j.free = append(j.free, c)
	}
	j.gain = make([]float64, j.m*j.m)
	for i, a := range j.free {
		for _, b := range j.free[i+1:] {
			j.gain[a*j.m+b] = j.full(a, b)
		}
	}
	return j
}

// add is what n ln n gains when two counts become one: never negative.
func (j *joiner) add(v, w int32) float64 {
	if v == 0 || w == 0 {
		return 0
	}
	return j.f[v+w] - j.f[v] - j.f[w]
}

// full sums the gain of the pair a, b over all classes.
func (j *joiner) full(a, b int) float64 {
	sum := 0.0
	for _, cells := range [2][]int32{j.rows, j.cols} {
		ca, cb := cells[a*j.m:(a+1)*j.m], cells[b*j.m:(b+1)*j.m]
		for d, v := range ca {
			sum += j.add(v, cb[d])
		}
	}
	return sum
}

// loss is the mutual information (times the length of the text, in nats) that is
// lost when a and b, a < b, become one.
func (j *joiner) loss(a, b int) float64 {
	// The four cells between the two become one, not two and two.
	aa, ab, ba, bb := j.rows[a*j.m+a], j.rows[a*j.m+b], j.rows[b*j.m+a], j.rows[b*j.m+b]
	gain := j.gain[a*j.m+b] - j.add(aa, ba) - j.add(ab, bb) - j.add(aa, ab) - j.add(ba, bb)
	gain += j.f[aa+ab+ba+bb] - j.f[aa] - j.f[ab] - j.f[ba] - j.f[bb]
	return 2*j.add(j.total[a], j.total[b]) - gain
}

// cheapest gives the pair a < b whose union loses least; of equals the first.
func (j *joiner) cheapest() (a, b int) {
	a, b = -1, -1
	least := 0.0
	for i, c := range j.free {
		for _, d := range j.free[i+1:] {
			if l := j.loss(c, d); a < 0 || l < least {
				a, b, least = c, d, l
			}
		}
	}
	return a, b
}

// join makes b, b > a, part of a.
func (j *joiner) join(a, b int) {
	at := slices.Index(j.free, b)
	j.free = slices.Delete(j.free, at, at+1)
	m := j.m
	// The gain of pairs without a and b, by the cells they share with a and b:
	// row a of cols holds the cells (d, a), row a of rows the cells (a, d).
	for _, cells := range [2][]int32{j.cols, j.rows} {
		ca, cb := cells[a*m:(a+1)*m], cells[b*m:(b+1)*m]
		for i, c := range j.free {
			va, vb := ca[c], cb[c]
			if c == a || va == 0 && vb == 0 {
				continue
			}
			gain := j.gain[c*m : (c+1)*m]
			for _, d := range j.free[i+1:] {
				if wa, wb := ca[d], cb[d]; d != a && wa|wb != 0 {
					gain[d] += j.add(va+vb, wa+wb) - j.add(va, wa) - j.add(vb, wb)
				}
			}
		}
	}
	for _, cells := range [2][]int32{j.rows, j.cols} {
		for d := range m { // row b, then column b
			cells[a*m+d] += cells[b*m+d]
			cells[b*m+d] = 0
		}
		for d := range m {
			cells[d*m+a] += cells[d*m+b]
			cells[d*m+b] = 0
		}
	}
	j.total[a] += j.total[b]
	j.total[b] = 0
	for _, d := range j.free {
		switch {
		case d < a:
			j.gain[d*m+a] = j.full(d, a)
		case d > a:
			j.gain[a*m+d] = j.full(a, d)
		}
	}
}
