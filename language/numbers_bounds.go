package language

// bounds reads the bound words before and after a quantity, widens [from, end)
// over them and sets the interval. Of nested bounds ("up to about 60") the
// outermost decides.
func (r *numReader) bounds(q *quantity, n *Number, from, end *int) {
	// After the number first: "more", "or more", "or so", "plus".
	r.after(q, n, end)
	b := n.Bound
	i := *from
	for range 6 {
		next, bound, more, ok := r.before(i, q)
		if !ok {
			break
		}
		i = next
		n.More = n.More || more
		if bound != BoundExact {
			b = bound
		}
	}
	*from = i
	n.Bound = b
	n.applyBound()
}

// applyBound widens Low..High by SEMANTICS.md's table.
func (n *Number) applyBound() {
	lo, hi := n.Low, n.High
	switch n.Bound {
	case BoundAtLeast:
		n.High = Open
	case BoundMoreThan:
		n.Low, n.High = lo+1, Open
	case BoundAtMost, BoundLessThan:
		if hi == Open {
			hi = lo
		}
		if n.Bound == BoundLessThan && hi > 0 {
			hi--
		}
		n.Low, n.High = 0, hi
	case BoundAbout:
		if n.Kind == NumVague || n.Kind == NumRange || hi == Open {
			return
		}
		n.Low, n.High = 9*lo/10, (11*hi+9)/10
	}
}

// after reads what follows the number.
func (r *numReader) after(q *quantity, n *Number, end *int) {
	if q.atLeast {
		n.Bound = BoundAtLeast
	}
	for range 2 {
		i := *end
		switch r.at(i) {
		case "more", "additional", "further", "extra":
			if r.at(i+1) == "than" { // "a few more than 40"
				return
			}
			n.More = true
			*end = i + 1
			continue
		case "or":
			switch r.at(i + 1) {
			case "more":
				n.Bound = BoundAtLeast
			case "so", "thereabouts":
				n.Bound = BoundAbout
			case "fewer", "less":
				n.Bound = BoundAtMost
			default:
				return
			}
			*end = i + 2
			return
		case "plus", "+":
			if next := r.at(i + 1); next == "" || isDigit(next[0]) {
				return
			}
			n.Bound = BoundAtLeast
			*end = i + 1
			return
		case "dead", "people", "wounded", "injured":
			if r.at(i+1) == "or" && r.at(i+2) == "more" {
				n.Bound = BoundAtLeast
				*end = i + 3
			}
			return
		case "-":
			if r.at(i+1) == "odd" || r.at(i+1) == "some" {
				n.Bound = BoundAbout
				*end = i + 2
			} else if r.at(i+1) == "plus" {
				n.Bound = BoundAtLeast
				*end = i + 2
			}
			return
		case "at":
			if r.at(i+1) == "least" {
				if next := r.at(i + 2); next == "" || next == "." || next == "," || next == ";" || next == ")" {
					n.Bound = BoundAtLeast
					*end = i + 2
				}
			}
			return
		default:
			return
		}
	}
}

// before reads one bound phrase that ends just before atom i.
func (r *numReader) before(i int, q *quantity) (from int, b Bound, more, ok bool) {
	w := r.at(i - 1)
	switch w {
	case "least":
		if r.at(i-2) == "at" || r.at(i-2) == "the" && r.at(i-3) == "at" {
			return i - 2, BoundAtLeast, false, true
		}
	case "most":
		if r.at(i-2) == "at" {
			return i - 2, BoundAtMost, false, true
		}
	case "minimum", "maximum":
		k := i - 1
		if p := r.at(k - 1); p == "a" || p == "the" {
			k--
		}
		if w == "minimum" {
			return k, BoundAtLeast, false, true
		}
		return k, BoundAtMost, false, true
	case "of":
		switch r.at(i - 2) {
		case "minimum":
			return r.article(i - 2), BoundAtLeast, false, true
		case "maximum":
			return r.article(i - 2), BoundAtMost, false, true
		case "upwards", "upward":
			return i - 2, BoundMoreThan, false, true
		case "excess":
			if r.at(i-3) == "in" {
				return i - 3, BoundMoreThan, false, true
			}
		case "total":
			if r.at(i-3) == "a" || r.at(i-3) == "the" {
				return i - 3, BoundExact, false, true
			}
		}
	case "than":
		return r.comparative(i)
	case "over", "above":
		if q.use == UseOrdinal || overTakers[r.at(i-2)] || q.kind == NumVague && q.hi != Open && !q.scaled {
			return i, 0, false, false
		}
		k := i - 1
		if p := r.at(k - 1); p == "just" || p == "well" || p == "slightly" {
			k--
		}
		return k, BoundMoreThan, false, true
	case "under", "below":
		if r.at(i-2) == "just" || r.at(i-2) == "well" {
			return i - 2, BoundLessThan, false, true
		}
		return i - 1, BoundLessThan, false, true
	case "exceed", "exceeds", "exceeded", "exceeding":
		return i - 1, BoundMoreThan, false, true
	case "to":
		switch r.at(i - 2) {
		case "up":
			return i - 2, BoundAtMost, false, true
		case "close", "near", "nearer", "closer":
			return i - 2, BoundAbout, false, true
		}
	case "as":
		switch r.at(i - 2) {
		case "many", "much":
			if r.at(i-3) == "as" {
				return i - 3, BoundAtMost, false, true
			}
		case "few", "little":
			if r.at(i-3) == "as" {
				return i - 3, BoundExact, false, true // "as few as 150": the number itself
			}
		}
	case "about":
		if !aboutTakers[r.at(i-2)] {
			return i - 1, BoundAbout, false, true
		}
	case "some":
		if q.use == UseCount || q.lo > 3 {
			return i - 1, BoundAbout, false, true
		}
	case "around", "nearly", "almost", "roughly", "approximately", "approx", "approx.", "circa", "~", "c.", "estimated":
		k := i - 1
		if w == "estimated" {
			k = r.article(k)
		} else if w == "around" && r.tag(i-2) == VERB && q.kind == NumVague {
			return i, 0, false, false
		}
		return k, BoundAbout, false, true
	case "exactly", "only", "just", "precisely":
		return i - 1, BoundExact, false, true
	case "another":
		return i - 1, BoundExact, true, true
	case "additional", "further", "extra":
		return r.article(i - 1), BoundExact, true, true
	}
	return i, 0, false, false
}

// article gives i-1 where "a", "an" or "the" stands there, else i.
func (r *numReader) article(i int) int {
	switch r.at(i - 1) {
	case "a", "an", "the":
		return i - 1
	}
	return i
}

// comparative reads "more than", "no fewer than", "less than" before atom i.
func (r *numReader) comparative(i int) (int, Bound, bool, bool) {
	var up bool
	switch r.at(i - 2) {
	case "more", "greater", "higher", "larger", "bigger":
		up = true
	case "fewer", "less", "lower", "smaller":
	default:
		return i, 0, false, false
	}
	k := i - 2
	switch r.at(k - 1) {
	case "no", "not":
		if up {
			return k - 1, BoundAtMost, false, true
		}
		return k - 1, BoundAtLeast, false, true
	case "slightly", "little", "far", "well", "many", "much", "just":
		k--
		if r.at(k-1) == "a" {
			k--
		}
	}
	if up {
		return k, BoundMoreThan, false, true
	}
	return k, BoundLessThan, false, true
}
