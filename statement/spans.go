package statement

import "sort"

// spanIndex finds the spans that overlap a place. It is made once per report:
// to look through all spans for each of them would take time that grows with
// the square of the text.
type spanIndex struct {
	spans []ownedSpan // by start
	reach []int       // the farthest end of the spans up to each
}

type ownedSpan struct {
	Span
	owner int
}

// contentIndex indexes the contents of attributions.
func contentIndex(atts []Attribution) *spanIndex {
	x := &spanIndex{spans: make([]ownedSpan, 0, len(atts))}
	for i := range atts {
		for _, c := range atts[i].Content {
			x.spans = append(x.spans, ownedSpan{c, i})
		}
	}
	return x.sorted()
}

// statementIndex indexes the spans of statements.
func statementIndex(list []Statement) *spanIndex {
	x := &spanIndex{spans: make([]ownedSpan, 0, len(list))}
	for i := range list {
		x.spans = append(x.spans, ownedSpan{list[i].Span, i})
	}
	return x.sorted()
}

func (x *spanIndex) sorted() *spanIndex {
	sort.SliceStable(x.spans, func(i, j int) bool { return x.spans[i].Start < x.spans[j].Start })
	x.reach = make([]int, len(x.spans))
	far := 0
	for i, s := range x.spans {
		far = max(far, s.End)
		x.reach[i] = far
	}
	return x
}

// overlapping appends the owners of the spans that share a byte with s, in
// ascending order, each once for every such span.
func (x *spanIndex) overlapping(s Span, owners []int) []int {
	first := len(owners)
	i := sort.Search(len(x.spans), func(i int) bool { return x.spans[i].Start >= s.End })
	for i--; i >= 0 && x.reach[i] > s.Start; i-- {
		if x.spans[i].Overlaps(s) {
			owners = append(owners, x.spans[i].owner)
		}
	}
	sort.Ints(owners[first:])
	return owners
}

// any tells whether a span shares a byte with s.
func (x *spanIndex) any(s Span) bool {
	i := sort.Search(len(x.spans), func(i int) bool { return x.spans[i].Start >= s.End })
	for i--; i >= 0 && x.reach[i] > s.Start; i-- {
		if x.spans[i].Overlaps(s) {
			return true
		}
	}
	return false
}
