package language

import "strings"

// maxNumber bounds every value read: longer digit runs are labels, and sums
// cannot overflow.
const maxNumber = int64(1e15)

// atom is the unit in which numbers are read: a token, or a part of a
// hyphenated token that holds a number ("19", "-", "year", "-", "old").
type atom struct {
	start, end int32 // bytes of Doc.Text
	tok        int32
	w          string // lower case
}

// numReader reads the numbers of one sentence; a number never crosses a
// sentence's end.
type numReader struct {
	d     *Doc
	a     []atom
	class []wordClass
}

// possible tells whether a number can stand in the sentence.
func (r *numReader) possible(s Range) bool {
	for _, c := range r.class[s.Start:s.End] {
		if c&classNumber != 0 {
			return true
		}
	}
	return false
}

// readNumbers fills d.Numbers in text order, without overlaps. The intervals
// are those of the table "Numbers are intervals" of SEMANTICS.md.
func (d *Doc) readNumbers() {
	d.Numbers = d.Numbers[:0]
	r := numReader{d: d, class: d.classes()}
	for _, s := range d.Sents {
		if !r.possible(s.Range) {
			continue
		}
		r.load(s.Range)
		for i := 0; i < len(r.a); {
			if r.class[r.a[i].tok]&classNumStart == 0 {
				i++
				continue
			}
			n, next := r.number(i)
			if next <= i {
				i++
				continue
			}
			// Bound words reach back, never into the number before.
			if k := len(d.Numbers); k > 0 && n.Span.Start < d.Numbers[k-1].Span.End {
				n.Span.Start = max(n.Core.Start, d.Numbers[k-1].Span.End)
				if n.Span.Start >= n.Span.End {
					i = next
					continue
				}
			}
			n.Tokens = d.TokensIn(n.Span)
			d.Numbers = append(d.Numbers, n)
			i = next
		}
	}
}

// load cuts the tokens of a sentence into atoms.
func (r *numReader) load(s Range) {
	r.a = r.a[:0]
	d := r.d
	for i := s.Start; i < s.End; i++ {
		w := d.Lower[i]
		if r.class[i]&classNumber == 0 || len(w) < 3 || strings.IndexByte(w, '-') <= 0 || !numericParts(w) {
			r.a = append(r.a, atom{d.Start[i], d.End[i], int32(i), w})
			continue
		}
		r.split(i)
	}
}

// numericParts tells whether a hyphenated word holds a number among its parts.
func numericParts(w string) bool {
	for len(w) > 0 {
		k := strings.IndexByte(w, '-')
		part := w
		if k >= 0 {
			part, w = w[:k], w[k+1:]
		} else {
			w = ""
		}
		if part == "" {
			continue
		}
		if isDigit(part[0]) || smallNumbers[part] > 0 || scaleWords[part] > 0 || part == "dozen" {
			return true
		}
	}
	return false
}

// split cuts token i at its dashes; offsets come from the text, where a dash
// may take three bytes.
func (r *numReader) split(i int) {
	d := r.d
	start, text := int(d.Start[i]), d.Text[d.Start[i]:d.End[i]]
	from := 0
	for k, c := range text {
		size := 0
		switch c {
		case '-':
			size = 1
		case '‐', '‑', '‒', '–', '—', '−':
			size = 3
		default:
			continue
		}
		if k > from {
			r.a = append(r.a, atom{int32(start + from), int32(start + k), int32(i), strings.ToLower(text[from:k])})
		}
		r.a = append(r.a, atom{int32(start + k), int32(start + k + size), int32(i), "-"})
		from = k + size
	}
	if from < len(text) {
		r.a = append(r.a, atom{int32(start + from), int32(start + len(text)), int32(i), strings.ToLower(text[from:])})
	}
}

// at gives the word of atom i, "" outside the sentence.
func (r *numReader) at(i int) string {
	if i < 0 || i >= len(r.a) {
		return ""
	}
	return r.a[i].w
}

// tag gives the part of speech of the token that atom i belongs to.
func (r *numReader) tag(i int) Tag {
	if i < 0 || i >= len(r.a) || len(r.d.Tag) == 0 {
		return X
	}
	return r.d.Tag[r.a[i].tok]
}

// glued tells whether nothing stands between atoms i-1 and i.
func (r *numReader) glued(i int) bool {
	return i > 0 && i < len(r.a) && r.a[i-1].end == r.a[i].start
}

// quantity is a number without its bound words: atoms [from, end).
type quantity struct {
	from, end int
	lo, hi    int64
	f         float64
	kind      NumberKind
	use       NumberUse
	suffix    string // letters that follow the digits in the same token: "km", "th"
	scaled    bool   // a scale word took part
	plain     bool   // digits without separator, fraction, scale or suffix
	comma     bool   // digits with thousands separators
	decimals  int
	more      bool // "12 more"
	atLeast   bool // "40+", "or more"
	fixed     bool // use needs no further look at the context
}

// number reads the number that begins at atom i with everything that belongs
// to it. next == i if there is none.
func (r *numReader) number(i int) (n Number, next int) {
	q, ok := r.zero(i)
	if !ok {
		q, ok = r.ranged(i)
	}
	if !ok {
		return n, i
	}
	n.Low, n.High, n.Float, n.Kind, n.Use, n.More = q.lo, q.hi, q.f, q.kind, q.use, q.more
	from, end := q.from, q.end
	n.Core = Span{Start: int(r.a[from].start), End: int(r.a[end-1].end)}
	if !q.fixed && q.kind != NumZero {
		n.Use = r.use(&q)
	}
	if n.Use != UseOrdinal && n.Use != UseLabel && q.kind != NumZero {
		r.bounds(&q, &n, &from, &end)
	}
	n.Span = Span{Start: int(r.a[from].start), End: int(r.a[end-1].end)}
	return n, end
}

// ranged reads one quantity, or two joined into a range: "30 to 40", "between
// 30 and 40", "30-40", "three or four".
func (r *numReader) ranged(i int) (quantity, bool) {
	if r.at(i) == "between" {
		if a, ok := r.quantity(i + 1); ok && r.at(a.end) == "and" {
			if b, ok := r.quantity(a.end + 1); ok {
				if q, ok := joinRange(a, b); ok {
					q.from = i
					return q, true
				}
			}
		}
		return quantity{}, false
	}
	a, ok := r.quantity(i)
	if !ok || a.fixed {
		return a, ok
	}
	joined := false
	switch r.at(a.end) {
	case "to":
		joined = !r.changes(i)
	case "-", "--", "–":
		joined = a.suffix == "" && a.use == UseCount
	case "or":
		joined = a.kind != NumVague
	}
	if !joined {
		return a, true
	}
	b, ok := r.quantity(a.end + 1)
	if !ok || b.fixed || r.at(a.end) == "or" && (b.lo > 3*a.lo || a.kind != b.kind || b.kind == NumVague) {
		return a, true
	}
	if r.at(a.end) == "-" && a.kind == NumWords && b.kind != NumWords {
		return a, true
	}
	if r.at(a.end) == "-" && r.score(a, b) {
		a.end, a.use, a.fixed = b.end, UseLabel, true
		return a, true
	}
	if q, ok := joinRange(a, b); ok {
		return q, true
	}
	return a, true
}

// joinRange makes N..M of two quantities; "2 to 3 million" scales both.
func joinRange(a, b quantity) (quantity, bool) {
	if b.scaled && !a.scaled && a.lo > 0 && a.lo < 1000 && b.lo > 1000*a.lo/2 {
		m := int64(1)
		for _, s := range []int64{1e9, 1e6, 1e3, 100} {
			if b.lo >= s {
				m = s
				break
			}
		}
		a.lo, a.f = int64(a.f*float64(m)), a.f*float64(m)
	}
	if b.lo <= a.lo {
		return a, false
	}
	q := a
	q.end, q.hi, q.kind = b.end, b.hi, NumRange
	q.suffix, q.use, q.scaled, q.comma = b.suffix, b.use, a.scaled || b.scaled, a.comma || b.comma
	q.plain = a.plain && b.plain
	q.decimals = max(a.decimals, b.decimals)
	return q, true
}

// changes tells whether "N to M" stands after a word of change ("rose from 30
// to 40"), where it names two values instead of a range.
func (r *numReader) changes(i int) bool {
	for k, n := i-1, 0; k >= 0 && n < 10; k, n = k-1, n+1 {
		switch r.at(k) {
		case "rose", "rise", "rises", "risen", "rising", "raised", "raising", "raises", "raise", "climbed", "climbs", "climbing", "jumped", "jump",
			"increased", "increase", "increases", "increasing", "revised", "revises", "revise", "lowered", "lowers", "lower", "cut", "cuts", "reduced", "reduce",
			"fell", "fall", "falls", "fallen", "dropped", "drop", "drops", "corrected", "corrects", "changed", "went", "grew", "grown", "up", "down", "updated", "won", "lost", "beat",
			"moved", "doubled", "brought", "upgraded", "downgraded", "shrank", "voted", "vote":
			return true
		}
	}
	return false
}
