package show

import (
	"slices"

	"sofar/language"
)

// maxColumns bounds the width of a drawing: what hangs on a head in the last
// column is set in that column without a line.
const maxColumns = 24

// Arms of a cell of the drawing.
const (
	left = 1 << iota
	right
	up
	down
)

// glyphs draws a cell by its arms.
var glyphs = [16]rune{' ', '─', '─', '─', '│', '╯', '╰', '┴', '│', '╮', '╭', '┬', '│', '┤', '├', '┼'}

// tip stands right before the word.
const tip = '╼'

// arc is the vertical line that joins a head with its dependents.
type arc struct{ lo, hi int }

// heads gives the tree of sentence r with indices that count from its first
// word, -1 for the root's.
func heads(d *language.Doc, r language.Range) []int {
	head := make([]int, r.Len())
	for i := range head {
		head[i] = max(d.Head(r.Start+i)-r.Start, -1)
	}
	return head
}

// drawTree draws a dependency tree, one row of box characters for each word in
// the order of the sentence: the root at the left, each word to the right of
// its head, the words of one head on one vertical line. Lines that would run
// over each other (in trees that cross) get columns of their own.
func drawTree(head []int) [][]rune {
	n := len(head)
	arcs := make([]arc, n)
	for i := range arcs {
		arcs[i] = arc{i, i}
	}
	for i, h := range head {
		if h >= 0 {
			arcs[h].lo, arcs[h].hi = min(arcs[h].lo, i), max(arcs[h].hi, i)
		}
	}
	col := columns(head, arcs)
	cells := make([]uint8, n*2*maxColumns)
	at := func(row, x int) *uint8 { return &cells[row*2*maxColumns+x] }
	for h, a := range arcs {
		if a.lo == a.hi || col[h] == maxColumns-1 {
			continue
		}
		for row := a.lo; row <= a.hi; row++ {
			if row > a.lo {
				*at(row, 2*col[h]) |= up
			}
			if row < a.hi {
				*at(row, 2*col[h]) |= down
			}
		}
	}
	out := make([][]rune, n)
	for i, h := range head {
		end := 2 * col[i] // where the tip stands
		if arcs[i].lo != arcs[i].hi && col[i] < maxColumns-1 {
			*at(i, end) |= right
			end++
			if h < 0 {
				*at(i, 2*col[i]) |= left // the root's mark
			}
		}
		if h >= 0 && col[h] < col[i] {
			*at(i, 2*col[h]) |= right
			for x := 2*col[h] + 1; x < 2*col[i]; x++ {
				*at(i, x) |= left | right
			}
			if end > 2*col[i] {
				*at(i, 2*col[i]) |= left
			}
		}
		row := make([]rune, 0, end+1)
		for x := range end {
			row = append(row, glyphs[*at(i, x)])
		}
		// A line that passes to the right, in a tree that crosses, gives way to
		// the word.
		out[i] = append(row, tip)
	}
	return out
}

// columns gives each word its column: that of its head's line or, for a head,
// of its own line, right of its head's.
func columns(head []int, arcs []arc) []int {
	col := make([]int, len(head))
	var taken [maxColumns][]arc
	for _, i := range headsFirst(head) {
		c := 0
		if head[i] >= 0 {
			c = min(col[head[i]]+1, maxColumns-1)
		}
		if arcs[i].lo != arcs[i].hi {
			for c < maxColumns-1 && overlaps(taken[c], arcs[i]) {
				c++
			}
			taken[c] = append(taken[c], arcs[i])
		}
		col[i] = c
	}
	return col
}

// overlaps tells whether a line of the column shares a row with a. Only the
// last lines are compared, which bounds the time; a tree that crosses itself
// more than that is drawn over itself.
func overlaps(lines []arc, a arc) bool {
	for k := len(lines) - 1; k >= 0 && k >= len(lines)-64; k-- {
		if lines[k].lo <= a.hi && a.lo <= lines[k].hi {
			return true
		}
	}
	return false
}

// headsFirst gives the words level by level of the tree, from left to right
// within a level.
func headsFirst(head []int) []int {
	n := len(head)
	first, next := make([]int, n+1), make([]int, n) // dependents of head-1, chained
	for i := range first {
		first[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		h := head[i] + 1
		next[i], first[h] = first[h], i
	}
	order := make([]int, 0, n)
	for i := first[0]; i >= 0; i = next[i] {
		order = append(order, i)
	}
	for from := 0; from < len(order); {
		to := len(order)
		for _, h := range order[from:to] {
			for i := first[h+1]; i >= 0; i = next[i] {
				order = append(order, i)
			}
		}
		slices.Sort(order[to:])
		from = to
	}
	return order
}
