package statement

import (
	"slices"

	"sofar/language"
)

// sums adds the whole where "and" joins two groups of people in one place:
// "four men and a woman were wounded" counts five. The parts stay as subsets,
// the sum keeps the words of both.
func (f *figureReader) sums() {
	for i := 0; i+1 < len(f.out); i++ {
		a := f.out[i]
		for j := i + 1; j < len(f.out) && f.out[j].sent == a.sent; j++ {
			b := f.out[j]
			if a.np.Start > b.np.Start {
				a, b = b, a
			}
			if !f.summable(a) || !f.summable(b) && !(a.number < 0 && f.others(b)) || a.kind != b.kind || !f.onlyAnd(a.np.End, b.np.Start) {
				a = f.out[i]
				continue
			}
			sum := a
			sum.number = max(a.number, b.number)
			sum.low = a.low + b.low
			sum.high = language.Open
			if a.high != language.Open && b.high != language.Open {
				sum.high = a.high + b.high
			}
			sum.core = language.Range{Start: a.np.Start, End: a.np.Start}
			sum.np = language.Range{Start: a.np.Start, End: b.np.End}
			sum.words = a.words.Cover(b.words)
			sum.unit, sum.rule = "people", "sum"
			sum.whole = language.Range{Start: min(a.whole.Start, b.whole.Start), End: max(a.whole.End, b.whole.End)}
			f.out[i].scope, f.out[j].scope = ScopeSubset, ScopeSubset
			f.out = slices.Insert(f.out, i, sum)
			i += 2
			break
		}
	}
}

// summable tells whether a reading is a whole number of people of its own.
func (f *figureReader) summable(r reading) bool {
	if r.scope != ScopeTotal || r.kind == OtherFigure || r.kind == Destroyed || r.more || r.rule == "sum" || r.unit == "" {
		return false
	}
	u := lastWord(r.unit)
	return r.number < 0 || peopleNouns[u] && u != "people" && u != "persons" && u != "others"
}

// others tells whether a reading counts others beside one named before: "a
// police officer and three other people".
func (f *figureReader) others(r reading) bool {
	return r.scope == ScopeTotal && r.number >= 0 && f.word(r.core.End, r.np.End, "other") || f.word(r.core.End, r.np.End, "others")
}

// onlyAnd tells whether "and" alone stands between two noun phrases.
func (f *figureReader) onlyAnd(a, b int) bool {
	return b == a+1 && (f.doc.Lower[a] == "and" || f.title && f.doc.Lower[a] == ",") || b == a+2 && f.doc.Lower[a] == "," && f.doc.Lower[a+1] == "and"
}
