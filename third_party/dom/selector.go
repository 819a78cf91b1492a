package dom

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// QuerySelectorAll gives the elements below doc that match a group of
// selectors, nil if it cannot be read.
func QuerySelectorAll(doc *html.Node, selectors string) []*html.Node {
	q := compile(selectors)
	if q.match == nil {
		return nil
	}
	return gather(doc, q.matches)
}

// QuerySelector gives the first element below doc that matches a group of
// selectors, nil without one and if the group cannot be read.
func QuerySelector(doc *html.Node, selectors string) *html.Node {
	q := compile(selectors)
	if q.match == nil {
		return nil
	}
	for n := after(doc, doc); n != nil; n = after(n, doc) {
		if q.matches(n) {
			return n
		}
	}
	return nil
}

// query is a compiled group of selectors.
type query struct {
	match cascadia.Matcher // nil if the group cannot be read
	tags  []string         // of the elements that can match at all, nil for any
}

func (q *query) matches(n *html.Node) bool {
	return (q.tags == nil || slices.Contains(q.tags, n.Data)) && q.match.Match(n)
}

// kept holds what was compiled, up to keptMost groups: the libraries ask with a
// few dozen.
var (
	kept     sync.Map // of string to *query
	keptSize atomic.Int64
)

const keptMost = 500

func compile(selectors string) *query {
	if q, ok := kept.Load(selectors); ok {
		return q.(*query)
	}
	q := &query{}
	if m, err := cascadia.ParseGroup(selectors); err == nil {
		q.match, q.tags = m, tagsOf(selectors)
	}
	if keptSize.Add(1) <= keptMost {
		kept.Store(selectors, q)
	}
	return q
}

// tagsOf gives the names of the elements that a group can match: the last steps
// of its selectors, where each is a name with tests of attributes at most; else
// nil.
func tagsOf(selectors string) []string {
	var tags []string
	step, inTest, quote := 0, false, byte(0) // step is where the last step starts
	s := selectors + ","
	for i := range len(s) {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case inTest && (c == '"' || c == '\''):
			quote = c
		case c == '[' || c == ']':
			inTest = c == '['
		case inTest || 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		case c == ',':
			name, _, _ := strings.Cut(strings.TrimSpace(s[step:i]), "[")
			if name == "" {
				return nil
			}
			tags, step = append(tags, name), i+1
		case c == '>' || c == ' ' && strings.TrimSpace(s[step:i]) != "" && !strings.HasPrefix(strings.TrimLeft(s[i:], " "), ","):
			step = i + 1
		case c != ' ':
			return nil
		}
	}
	return tags
}
