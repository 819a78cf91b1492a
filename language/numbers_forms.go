package language

import "strings"

// grouped reads a number whose separators the tokenizer takes for marks: Indian
// grouping ("1,00,000") and apostrophes ("12'500").
func (r *numReader) grouped(i int) (quantity, bool) {
	a := r.a[i]
	if i > 0 && r.glued(i) && r.a[i-1].w == "," {
		return quantity{}, false
	}
	s := r.d.Text[a.start:min(len(r.d.Text), int(a.start)+24)]
	lo, n := indianGroups(s)
	if n == 0 {
		lo, n = apostropheGroups(s)
	}
	if n == 0 {
		return quantity{}, false
	}
	for k := i; k < len(r.a) && int(r.a[k].end) <= int(a.start)+n; k++ {
		if int(r.a[k].end) == int(a.start)+n {
			q := quantity{from: i, end: k + 1, lo: lo, hi: lo, f: float64(lo), comma: true}
			r.scale(&q)
			q.hi = q.lo
			return q, true
		}
	}
	return quantity{}, false
}

// indianGroups reads one or two digits, groups of two and a last one of three
// ("12,50,000"); n is the length in bytes, 0 if the text begins otherwise.
func indianGroups(s string) (value int64, n int) {
	lead := digitRun(s, 0)
	if lead == 0 || lead > 2 {
		return 0, 0
	}
	twos := false
	for p := lead; p < len(s) && s[p] == ','; {
		switch digitRun(s, p+1) {
		case 2:
			twos = true
			p += 3
			continue
		case 3:
			if p += 4; twos && !(p+1 < len(s) && s[p] == ',' && isDigit(s[p+1])) {
				return digitsOf(s[:p]), p
			}
		}
		break
	}
	return 0, 0
}

// apostropheGroups reads "1'000", "12’500’000".
func apostropheGroups(s string) (value int64, n int) {
	p := digitRun(s, 0)
	if p == 0 || p > 3 {
		return 0, 0
	}
	end := 0
	for p < len(s) {
		k := p
		switch {
		case s[p] == '\'':
			k++
		case strings.HasPrefix(s[p:], "’"):
			k += len("’")
		}
		if k == p || digitRun(s, k) != 3 {
			break
		}
		p = k + 3
		end = p
	}
	return digitsOf(s[:end]), end
}

// digitRun counts the digits of s from p on.
func digitRun(s string, p int) int {
	n := 0
	for p+n < len(s) && isDigit(s[p+n]) {
		n++
	}
	return n
}

// digitsOf reads the digits of s, leaving out everything else.
func digitsOf(s string) (v int64) {
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) && v < maxNumber {
			v = v*10 + int64(s[i]-'0')
		}
	}
	return v
}

// chained reads three and more groups of digits joined by hyphens, or groups
// after a plus sign: telephone numbers and the like, and dates in figures.
func (r *numReader) chained(i int) (quantity, bool) {
	k, groups, digits, longest := i+1, 1, len(r.a[i].w), len(r.a[i].w)
	international := i > 0 && r.glued(i) && r.a[i-1].w == "+"
	if !isPlainNumber(r.a[i].w) {
		return quantity{}, false
	}
	for k < len(r.a) && groups < 8 {
		next := k
		if r.a[k].w == "-" && r.glued(k) && r.glued(k+1) {
			next++
		} else if !international || r.d.Text[r.a[k-1].end:r.a[k].start] != " " {
			break
		}
		if next >= len(r.a) || !isPlainNumber(r.a[next].w) {
			break
		}
		groups, digits, longest = groups+1, digits+len(r.a[next].w), max(longest, len(r.a[next].w))
		k = next + 1
	}
	if groups < 3 && !(international && groups > 1) {
		return quantity{}, false
	}
	q := quantity{from: i, end: k, use: UseLabel, fixed: true}
	if groups == 3 && digits <= 8 && longest == 4 && !international {
		q.use = UseDate
	}
	q.lo = scanDigits(r.a[i].w).whole
	q.hi, q.f = q.lo, float64(q.lo)
	return q, true
}

// score reads the result of a game or a vote, "3-1", and other figures with a
// hyphen that are no range: a range would rise.
func (r *numReader) score(a, b quantity) bool {
	if !a.plain || !b.plain || a.kind != NumDigits || b.kind != NumDigits || !r.glued(a.end) || !r.glued(b.from) {
		return false
	}
	la, lb := len(r.at(a.from)), len(r.at(b.from))
	if la == 4 && lb == 2 && a.lo >= 1000 && a.lo <= 2100 {
		return false // 2012-13
	}
	if b.lo <= a.lo || la == 3 && lb == 4 && !r.counted(&b) { // 247-4760: a telephone
		return true
	}
	switch r.at(a.from - 1) {
	case "won", "win", "wins", "lost", "lose", "beat", "beaten", "victory", "defeat", "draw", "drew", "score", "scored", "lead", "led", "leading", "trailed", "trailing":
		return b.lo <= 20
	}
	return false
}

// andHalf reads "and a half" after a number: "two and a half million".
func (r *numReader) andHalf(q *quantity) {
	if q.fixed || q.kind == NumVague || r.at(q.end) != "and" || r.at(q.end+1) != "a" {
		return
	}
	switch r.at(q.end + 2) {
	case "half":
		q.f += 0.5
	case "quarter":
		q.f += 0.25
	default:
		return
	}
	q.end += 3
	q.plain, q.decimals = false, 1
	r.scale(q)
	q.hi = q.lo
}

// part reads the fractions that begin with "half", "a third of", "one in five";
// next is the quantity that begins there otherwise.
func (r *numReader) part(i int) (quantity, bool) {
	q := quantity{from: i, kind: NumWords, lo: 1, hi: 1, use: UsePercent, fixed: true}
	switch w := r.at(i); w {
	case "half":
		switch next := r.at(i + 1); next {
		case "of", "the", "its", "their", "his", "her", "our", "my", "this", "that", "those", "these", "all":
			switch r.at(i - 1) {
			case "first", "second", "latter", "other", "last", "next", "better", "early", "late", "top", "bottom", "upper", "lower":
				return q, false
			}
			q.end, q.f = i+1, 0.5
			return q, true
		case "a", "an":
			if measureWords[r.at(i+2)] && r.at(i+2) != "second" {
				q.end, q.f, q.use = i+2, 0.5, UseMeasure
				return q, true
			}
		}
	case "a", "one":
		if n := fractionWords[r.at(i+1)]; n > 1 && r.at(i+2) == "of" && !strings.HasSuffix(r.at(i+1), "s") {
			q.end, q.f = i+2, 1/float64(n)
			return q, true
		}
		if w == "one" && r.at(i+1) == "in" {
			switch r.at(i - 1) {
			case "", "nearly", "almost", "about", "around", "roughly", "than", "every", "that":
				if b, ok := r.quantity(i + 2); ok && !b.fixed && b.lo > 1 && b.lo <= 1000 && (b.kind == NumWords || b.kind == NumDigits) && (r.tag(b.end) == NOUN || r.tag(b.end) == ADJ) {
					q.end, q.f = b.end, 1/float64(b.lo)
					return q, true
				}
			}
		}
	}
	return q, false
}
