package report

import (
	"errors"
	"io"
)

// nesting reads XML and fails with errTooDeep where more elements are open than
// any report has: a decoder keeps every open element in memory. It counts
// loosely, tags in comments and CDATA too, so its bound is far above what items
// need, and its count starts anew with each item.
type nesting struct {
	in   io.Reader
	open int
	last byte // the byte before the next one
}

const maxNesting = 10_000

var errTooDeep = errors.New("has more elements inside each other than any report")

func (n *nesting) Read(p []byte) (int, error) {
	k, err := n.in.Read(p)
	for _, c := range p[:k] {
		switch {
		case n.last == '<' && c == '/', n.last == '/' && c == '>':
			n.open = max(n.open-1, 0)
		case n.last == '<' && c != '!' && c != '?':
			n.open++
		}
		n.last = c
		if n.open > maxNesting {
			return 0, errTooDeep
		}
	}
	return k, err
}
