package dom

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// CreateElement gives an element without parent.
func CreateElement(tagName string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: tagName}
}

// CreateTextNode gives a text without parent.
func CreateTextNode(data string) *html.Node {
	return &html.Node{Type: html.TextNode, Data: data}
}

// TagName gives an element's name, "" for what is none.
func TagName(node *html.Node) string {
	if node == nil || node.Type != html.ElementNode {
		return ""
	}
	return node.Data
}

// place is where an attribute stands, -1 without it.
func place(node *html.Node, name string) int {
	for i := range node.Attr {
		if node.Attr[i].Key == name {
			return i
		}
	}
	return -1
}

// GetAttribute gives an attribute's value, "" without it.
func GetAttribute(node *html.Node, attrName string) string {
	if i := place(node, attrName); i >= 0 {
		return node.Attr[i].Val
	}
	return ""
}

// HasAttribute tells whether the attribute is there.
func HasAttribute(node *html.Node, attrName string) bool { return place(node, attrName) >= 0 }

// SetAttribute sets or adds an attribute.
func SetAttribute(node *html.Node, attrName string, attrValue string) {
	if i := place(node, attrName); i >= 0 {
		node.Attr[i].Val = attrValue
		return
	}
	node.Attr = append(node.Attr, html.Attribute{Key: attrName, Val: attrValue})
}

// RemoveAttribute removes an attribute.
func RemoveAttribute(node *html.Node, attrName string) {
	if i := place(node, attrName); i >= 0 {
		node.Attr = slices.Delete(node.Attr, i, i+1)
	}
}

// ID gives the id without white space around it.
func ID(node *html.Node) string { return strings.TrimSpace(GetAttribute(node, "id")) }

// ClassName gives the classes with one space between them.
func ClassName(node *html.Node) string {
	class := GetAttribute(node, "class")
	if tidy(class) {
		return class
	}
	return strings.Join(strings.Fields(class), " ")
}

// tidy tells that s is in ASCII and has no white space but single spaces within.
func tidy(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// IsVoidElement tells whether a node can hold nothing: no element, or one that
// is always empty.
func IsVoidElement(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return true
	}
	switch n.Data {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// AppendChild moves child to the end of node, unless node can hold nothing.
func AppendChild(node *html.Node, child *html.Node) {
	if !IsVoidElement(node) {
		DetachChild(child)
		node.AppendChild(child)
	}
}

// PrependChild moves child to the start of node, unless node can hold nothing.
func PrependChild(node *html.Node, child *html.Node) {
	if !IsVoidElement(node) {
		DetachChild(child)
		node.InsertBefore(child, node.FirstChild)
	}
}

// ReplaceChild puts newChild in the place of oldChild, if that is parent's.
func ReplaceChild(parent *html.Node, newChild *html.Node, oldChild *html.Node) (*html.Node, *html.Node) {
	if parent != nil && oldChild.Parent == parent {
		DetachChild(newChild)
		parent.InsertBefore(newChild, oldChild)
		parent.RemoveChild(oldChild)
	}
	return newChild, oldChild
}

// DetachChild takes a node out of its tree.
func DetachChild(child *html.Node) {
	if p := child.Parent; p != nil {
		p.RemoveChild(child)
	}
}

// RemoveNodes takes the nodes out of their trees, the last one first: those for
// which filterFn holds, all without one.
func RemoveNodes(nodeList []*html.Node, filterFn func(*html.Node) bool) {
	for _, n := range slices.Backward(nodeList) {
		if n.Parent != nil && (filterFn == nil || filterFn(n)) {
			n.Parent.RemoveChild(n)
		}
	}
}

// Clone copies a node, with all that is below it if deep, but for namespaces.
func Clone(src *html.Node, deep bool) *html.Node {
	c := cloner{nodes: 1, attrs: len(src.Attr)}
	if deep {
		for n := after(src, src); n != nil; n = after(n, src) {
			c.nodes++
			c.attrs += len(n.Attr)
		}
	}
	top := c.copy(src)
	if !deep {
		return top
	}
	// to is the copy of from; what is added below it is in the same order.
	from, to := src, top
	for {
		next := from.FirstChild
		if next == nil {
			for from != src && from.NextSibling == nil {
				from, to = from.Parent, to.Parent
			}
			if from == src {
				return top
			}
			next, to = from.NextSibling, to.Parent
		}
		n := c.copy(next)
		n.Parent, n.PrevSibling = to, to.LastChild
		if to.LastChild == nil {
			to.FirstChild = n
		} else {
			to.LastChild.NextSibling = n
		}
		to.LastChild = n
		from, to = next, n
	}
}

// cloner hands out the memory of a copy in pieces.
type cloner struct {
	nodes, attrs int // still to be handed out
	node         []html.Node
	attr         []html.Attribute
}

// piece is the most nodes and attributes that lie in one piece of memory: what
// is kept of a copy keeps its piece.
const piece = 256

func (c *cloner) copy(src *html.Node) *html.Node {
	if len(c.node) == 0 {
		k := min(c.nodes, piece)
		c.node, c.nodes = make([]html.Node, k), c.nodes-k
	}
	n := &c.node[0]
	c.node = c.node[1:]
	n.Type, n.DataAtom, n.Data = src.Type, src.DataAtom, src.Data
	if k := len(src.Attr); k > 0 {
		if len(c.attr) < k {
			c.attr = make([]html.Attribute, max(k, min(c.attrs, piece)))
		}
		n.Attr, c.attr = c.attr[:k:k], c.attr[k:]
		c.attrs -= k
		copy(n.Attr, src.Attr)
	}
	return n
}
