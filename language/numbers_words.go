package language

import "strings"

func fields(s string) []string { return strings.Fields(s) }

// quantity reads digits, number words or vague words at atom i.
func (r *numReader) quantity(i int) (quantity, bool) {
	if i < 0 || i >= len(r.a) {
		return quantity{}, false
	}
	w := r.a[i].w
	if w == "" {
		return quantity{}, false
	}
	if isDigit(w[0]) {
		if q, ok := r.chained(i); ok {
			return q, true
		}
		q, ok := r.grouped(i)
		if !ok {
			q, ok = r.digits(i)
		}
		r.andHalf(&q)
		return q, ok
	}
	if q, ok := r.part(i); ok {
		return q, true
	}
	if q, ok := r.vague(i); ok {
		return q, true
	}
	q, ok := r.words(i)
	if ok {
		r.andHalf(&q)
	}
	return q, ok
}

// digits reads a number in figures, with separators, scale words and suffixes.
func (r *numReader) digits(i int) (quantity, bool) {
	w := r.a[i].w
	v := scanDigits(w)
	q := quantity{from: i, end: i + 1, lo: v.whole, f: v.value, decimals: v.decimals, comma: v.grouped, suffix: w[v.used:]}
	if v.tooLong {
		q.use, q.fixed = UseLabel, true
		q.hi = q.lo
		return q, true
	}
	// Letters or a sign stuck before the digits: MH-17, #2, +359.
	if i > 0 && r.glued(i) {
		switch p := r.a[i-1].w; {
		case p == "#" || p == "+" || p == "/":
			q.use, q.fixed = UseLabel, true
		case p == "-" && i > 1 && r.glued(i-1) && len(r.a[i-2].w) > 0 && !isDigit(r.a[i-2].w[0]) && smallNumbers[r.a[i-2].w] == 0 && isLetters(r.a[i-2].w):
			q.use, q.fixed = UseLabel, true
		}
	}
	if q.use == UseCount && q.suffix == "" && v.decimals == 0 && !v.grouped {
		q.plain = true
		r.spaced(&q, v.digits)
	}
	r.scale(&q)
	if s := q.suffix; s != "" {
		q.readSuffix(s)
	}
	if q.use == UseCount && r.fraction(&q) {
		q.use, q.fixed = UsePercent, true
	}
	q.hi = q.lo
	return q, true
}

type scanned struct {
	value    float64
	whole    int64
	used     int
	digits   int // digits of the whole part
	decimals int
	grouped  bool
	tooLong  bool
}

// scanDigits reads "4327", "4,327", "4 327" (with a no-break space) and "6.4"
// from the start of s.
func scanDigits(s string) scanned {
	var v scanned
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	v.digits = i
	v.addDigits(s[:i])
	for i < len(s) {
		n := groupSeparator(s[i:])
		if n == 0 || v.digits > 3 && !v.grouped || !threeDigits(s[i+n:]) {
			break
		}
		v.addDigits(s[i+n : i+n+3])
		v.grouped = true
		i += n + 3
	}
	v.value = float64(v.whole)
	if i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) {
		i++
		scale := 0.1
		for i < len(s) && isDigit(s[i]) {
			v.value += scale * float64(s[i]-'0')
			scale /= 10
			v.decimals++
			i++
		}
	}
	v.used = i
	return v
}

func (v *scanned) addDigits(s string) {
	for i := 0; i < len(s); i++ {
		if v.whole > maxNumber/10 {
			v.tooLong = true
			return
		}
		v.whole = v.whole*10 + int64(s[i]-'0')
	}
}

// groupSeparator gives the length of a thousands separator at the start of s:
// comma, apostrophe (4'327), no-break, narrow and thin space.
func groupSeparator(s string) int {
	switch {
	case s[0] == ',' || s[0] == '\'':
		return 1
	case strings.HasPrefix(s, "\u00a0"):
		return 2
	case strings.HasPrefix(s, "\u202f"), strings.HasPrefix(s, "\u2009"):
		return 3
	}
	return 0
}

func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// spaced joins "3 500": one to three digits, one space, exactly three digits.
func (r *numReader) spaced(q *quantity, digits int) {
	if digits > 3 || q.lo == 0 || r.at(q.from)[0] == '0' {
		return
	}
	end, lo := q.end, q.lo
	for end < len(r.a) && len(r.a[end].w) == 3 && threeDigits(r.a[end].w) && lo < 1e12 {
		gap := r.d.Text[r.a[end-1].end:r.a[end].start]
		if gap != " " && gap != "\u00a0" && gap != "\u202f" && gap != "\u2009" {
			return
		}
		lo = lo*1000 + scanDigits(r.a[end].w).whole
		end++
	}
	// Three groups of digits and more, or one that is followed by other digits,
	// are telephone numbers and lists.
	if end == q.end || end < len(r.a) && r.a[end].w != "" && isDigit(r.a[end].w[0]) || digits == 3 && end-q.end == 1 && lo >= 500000 {
		return
	}
	if monthOf(r.at(q.from-1)) > 0 || labelWords[r.at(q.from-1)] {
		return
	}
	q.end, q.lo, q.f, q.comma, q.plain = end, lo, float64(lo), true, false
}

// scale reads the scale words after a number: "1.2 million", "two dozen".
func (r *numReader) scale(q *quantity) {
	for k := 0; k < 3; k++ {
		next := q.end
		if r.at(next) == "-" && r.glued(next) && r.glued(next+1) {
			next++
		}
		w := r.at(next)
		m := scaleWords[w]
		if w == "dozen" {
			m = 12
		}
		if m == 0 || q.f*float64(m) > float64(maxNumber) {
			return
		}
		q.f *= float64(m)
		q.lo = int64(q.f + 0.5)
		q.end, q.scaled, q.plain, q.decimals = next+1, true, false, 0
	}
}

// readSuffix reads what is stuck to the digits.
func (q *quantity) readSuffix(s string) {
	switch s {
	case "st", "nd", "rd", "th":
		q.use, q.fixed = UseOrdinal, true
	case "%":
		q.use, q.fixed = UsePercent, true
	case "s", "'s":
		q.use, q.fixed = UseDate, true // 1990s
	case "+":
		q.atLeast, q.suffix = true, ""
	case "am", "pm", "a.m.", "p.m.", "h", "gmt":
		q.use, q.fixed = UseDate, true
	case "k":
		q.multiply(1e3)
	case "m", "mn", "bn", "b", "tn":
		q.use = UseMoney // only money is written so; metres are measures all the same
		switch s {
		case "m", "mn":
			q.multiply(1e6)
		case "tn":
			q.multiply(1e12)
		default:
			q.multiply(1e9)
		}
	default:
		q.fixed = true
		switch {
		case measureWords[s]:
			q.use = UseMeasure
		case s[0] == ':' || s[0] == '.':
			q.use = UseDate
		default:
			q.use = UseLabel
		}
	}
}

func (q *quantity) multiply(m float64) {
	if q.f*m <= float64(maxNumber) {
		q.f *= m
		q.lo = int64(q.f + 0.5)
		q.scaled, q.plain, q.suffix = true, false, ""
	}
}

// fraction tells whether "-thirds" or " quarters" follows.
func (r *numReader) fraction(q *quantity) bool {
	next := q.end
	if r.at(next) == "-" {
		next++
	}
	n := fractionWords[r.at(next)]
	if n == 0 || q.lo >= n || strings.HasSuffix(r.at(next), "s") != (q.lo > 1) {
		return false
	}
	if q.lo == 1 && r.at(next+1) != "of" && next == q.end {
		return false
	}
	q.f = float64(q.lo) / float64(n)
	q.end = next + 1
	return true
}

// words reads a number in words: "forty-three", "two hundred and five", "a
// hundred", "half a dozen", and ordinals.
func (r *numReader) words(i int) (quantity, bool) {
	q := quantity{from: i, kind: NumWords}
	k := i
	half := false
	if r.at(k) == "half" {
		half = true
		k++
		if r.at(k) == "-" {
			k++
		}
	}
	article := r.at(k) == "a" || r.at(k) == "an"
	if article {
		k++
		if w := r.at(k); w != "dozen" && scaleWords[w] == 0 {
			return q, false
		}
	} else if half && r.at(k) != "dozen" {
		return q, false
	}
	total, current := int64(0), int64(0)
	last := int64(0) // value of the word before; 0 at the start
	seen := false
	end := k
	for k < len(r.a) && k-i < 24 {
		w := r.a[k].w
		if w == "-" && seen && r.glued(k) && r.glued(k+1) {
			k++
			continue
		}
		if w == "and" && seen && (last >= 100) && current+total >= 100 {
			if n := smallNumbers[r.at(k+1)]; n > 0 && r.at(k+2) != "hundred" && r.at(k+2) != "thousand" {
				k++
				continue
			}
			break
		}
		n := smallNumbers[w]
		m := scaleWords[w]
		switch {
		case n > 0 && (!seen || last >= 100 || last >= 20 && last < 100 && last%10 == 0 && n < 10):
			current += n
			last = n
		case w == "dozen" && (seen || article || half) && last < 100 && last != 12:
			current = max(current, 1) * 12
			last = 99 // nothing can follow
		case m > 0 && (seen || article):
			if m == 100 {
				if last >= 100 {
					goto done
				}
				current = max(current, 1) * 100
			} else {
				if total > 0 && m > total || current > 999_999 {
					goto done
				}
				total += max(current, 1) * m
				current = 0
			}
			last = m
		default:
			if o := ordinalWords[w]; o > 0 && seen && r.at(k-1) == "-" && last%10 == 0 && o < 10 {
				q.use, q.fixed = UseOrdinal, true
				current += o
				end = k + 1
			}
			goto done
		}
		if total+current > maxNumber/1000 {
			goto done
		}
		seen = true
		k++
		end = k
	}
done:
	if !seen {
		return r.ordinal(i)
	}
	q.end = end
	q.lo = total + current
	q.f = float64(q.lo)
	if half {
		q.f /= 2
		q.lo /= 2
	}
	q.hi = q.lo
	q.scaled = last >= 100 || last == 99
	if !q.fixed && q.lo == 1 && end-i == 1 && !r.countsOne(i) {
		return q, false
	}
	if !q.fixed && r.fraction(&q) {
		q.use, q.fixed = UsePercent, true
	}
	return q, true
}

func (r *numReader) ordinal(i int) (quantity, bool) {
	n := ordinalWords[r.at(i)]
	if n == 0 || r.at(i) == "second" && (r.tag(i) == NOUN || r.at(i-1) == "a" && r.tag(i+1) != NOUN && r.tag(i+1) != ADJ) {
		return quantity{}, false
	}
	return quantity{from: i, end: i + 1, lo: n, hi: n, f: float64(n), kind: NumWords, use: UseOrdinal, fixed: true}, true
}

func isLetters(s string) bool {
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) || s[i] < 0x80 && !('a' <= s[i] && s[i] <= 'z') {
			return false
		}
	}
	return s != ""
}
