// Package dom stands in for github.com/go-shiori/dom in builds of sofar: the
// functions by which go-trafilatura and go-htmldate (and what these link in)
// walk, copy and change the tree of a page, with the same results.
//
// The extraction of a page walks its tree over a hundred times and copies it
// nine times; in the original that is a third of the time of a page. Here a
// walk neither recurs nor grows a slice, a copy lies in few pieces of memory in
// the order in which it is walked, an attribute in order is not rewritten, and a
// selector is compiled once. Left out: Parse does not guess the charset, since
// sofar parses pages itself. Nothing of the original is copied.
package dom

import (
	"io"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// Parse reads a page in UTF-8.
func Parse(r io.Reader) (*html.Node, error) { return html.Parse(r) }

// FastParse reads a page in UTF-8.
func FastParse(r io.Reader) (*html.Node, error) { return html.Parse(r) }

// after is the node that follows n in the order of the document below root, n's
// own descendants first; nil at the end.
func after(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != root {
		if n.NextSibling != nil {
			return n.NextSibling
		}
		n = n.Parent
	}
	return nil
}

// gathered lends the slices in which nodes are gathered before their number is
// known.
var gathered = sync.Pool{New: func() any { return new([]*html.Node) }}

// gather gives the nodes below root for which keep holds, nil without any.
func gather(root *html.Node, keep func(*html.Node) bool) []*html.Node {
	lent := gathered.Get().(*[]*html.Node)
	found := (*lent)[:0]
	for n := after(root, root); n != nil; n = after(n, root) {
		if keep(n) {
			found = append(found, n)
		}
	}
	return settle(lent, found)
}

// settle copies what was gathered and gives the slice back, empty.
func settle(lent *[]*html.Node, found []*html.Node) []*html.Node {
	var out []*html.Node
	if len(found) > 0 {
		out = slices.Clone(found)
		clear(found)
	}
	*lent = found
	gathered.Put(lent)
	return out
}

// GetElementsByTagName gives the elements below doc with that name, all of them
// for "*", in the order of the document.
func GetElementsByTagName(doc *html.Node, tagName string) []*html.Node {
	lent := gathered.Get().(*[]*html.Node)
	found := (*lent)[:0]
	all := tagName == "*"
	for n := after(doc, doc); n != nil; n = after(n, doc) {
		if n.Type == html.ElementNode && (all || n.Data == tagName) {
			found = append(found, n)
		}
	}
	return settle(lent, found)
}

// GetAllNodesWithTag gives the elements with each name in turn.
func GetAllNodesWithTag(node *html.Node, tagNames ...string) []*html.Node {
	var out []*html.Node
	for _, name := range tagNames {
		out = append(out, GetElementsByTagName(node, name)...)
	}
	return out
}

// GetElementByID gives the first element below doc with that id, nil without one.
func GetElementByID(doc *html.Node, id string) *html.Node {
	if id == "" {
		return nil
	}
	for n := after(doc, doc); n != nil; n = after(n, doc) {
		if n.Type == html.ElementNode && ID(n) == id {
			return n
		}
	}
	return nil
}

// GetElementsByClassName gives the elements below doc that have all the classes.
func GetElementsByClassName(doc *html.Node, classNames string) []*html.Node {
	want := strings.Fields(classNames)
	slices.Sort(want)
	want = slices.Compact(want)
	if len(want) == 0 {
		return nil
	}
	return gather(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return false
		}
		hits := 0
		for class := range strings.FieldsSeq(GetAttribute(n, "class")) {
			if _, ok := slices.BinarySearch(want, class); ok {
				hits++
			}
		}
		return hits == len(want)
	})
}

// DocumentElement gives the html element, nil without one.
func DocumentElement(doc *html.Node) *html.Node {
	for n := after(doc, doc); n != nil; n = after(n, doc) {
		if n.Type == html.ElementNode && n.Data == "html" {
			return n
		}
	}
	return nil
}

// Children gives the child elements.
func Children(node *html.Node) []*html.Node {
	return childrenOf(node, func(n *html.Node) bool { return n.Type == html.ElementNode })
}

// ChildNodes gives all children.
func ChildNodes(node *html.Node) []*html.Node {
	return childrenOf(node, func(*html.Node) bool { return true })
}

func childrenOf(node *html.Node, keep func(*html.Node) bool) []*html.Node {
	if node == nil {
		return nil
	}
	count := 0
	for c := node.FirstChild; c != nil; c = c.NextSibling {
		if keep(c) {
			count++
		}
	}
	if count == 0 {
		return nil
	}
	out := make([]*html.Node, 0, count)
	for c := node.FirstChild; c != nil; c = c.NextSibling {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}

// FirstElementChild gives the first child that is an element, nil without one.
func FirstElementChild(node *html.Node) *html.Node {
	c := node.FirstChild
	for c != nil && c.Type != html.ElementNode {
		c = c.NextSibling
	}
	return c
}

// PreviousElementSibling gives the nearest element before node, nil without one.
func PreviousElementSibling(node *html.Node) *html.Node {
	s := node.PrevSibling
	for s != nil && s.Type != html.ElementNode {
		s = s.PrevSibling
	}
	return s
}

// NextElementSibling gives the nearest element after node, nil without one.
func NextElementSibling(node *html.Node) *html.Node {
	s := node.NextSibling
	for s != nil && s.Type != html.ElementNode {
		s = s.NextSibling
	}
	return s
}

// IncludeNode tells whether node is in the list.
func IncludeNode(nodeList []*html.Node, node *html.Node) bool {
	return slices.Contains(nodeList, node)
}

// ForEachNode calls fn with each node and its place.
func ForEachNode(nodeList []*html.Node, fn func(*html.Node, int)) {
	for i, n := range nodeList {
		fn(n, i)
	}
}
