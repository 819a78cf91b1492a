package dom

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func parse(t *testing.T, src string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const page = `<html><body class="  a  b "><div id=" x " class="b a"><p>one <b>two</b> three</p><p class="hide" style="display: none">four</p><br></div><table><tr><td>five</td></tr></table></body></html>`

func names(nodes []*html.Node) string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.Data)
	}
	return strings.Join(out, " ")
}

func TestWalks(t *testing.T) {
	doc := parse(t, page)
	for _, c := range []struct{ got, want string }{
		{names(GetElementsByTagName(doc, "*")), "html head body div p b p br table tbody tr td"},
		{names(GetElementsByTagName(doc, "p")), "p p"},
		{names(GetElementsByTagName(doc, "none")), ""},
		{names(GetAllNodesWithTag(doc, "td", "p")), "td p p"},
		{names(GetElementsByClassName(doc, "a b a")), "body div"},
		{names(Children(GetElementByID(doc, "x"))), "p p br"},
		{names(QuerySelectorAll(doc, "div p, td, b[class]")), "p p td"},
		{names(QuerySelectorAll(doc, ".hide")), "p"},
		{names(QuerySelectorAll(doc, "((")), ""},
		{QuerySelector(doc, "body > *").Data, "div"},
		{TextContent(doc), "one two threefourfive"},
		{TextContent(QuerySelector(doc, "b")), "two"},
		{InnerText(QuerySelector(doc, "div")), "one two three\n"},
		{ClassName(DocumentElement(doc).LastChild), "a b"},
		{InnerHTML(QuerySelector(doc, "p")), "one <b>two</b> three"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestClone(t *testing.T) {
	doc := parse(t, "<body a=1>"+strings.Repeat(`<div id="x" class="y"><p>one<i></i></p></div>text`, 500))
	copied := Clone(doc, true)
	if OuterHTML(copied) != OuterHTML(doc) {
		t.Fatal("a copy is another tree")
	}
	for n, m := doc, copied; n != nil; n, m = after(n, doc), after(m, copied) {
		if n == m || len(n.Attr) > 0 && &n.Attr[0] == &m.Attr[0] || cap(m.Attr) != len(m.Attr) {
			t.Fatal("a copy shares memory")
		}
		if m.LastChild != nil && m.LastChild.NextSibling != nil || m.FirstChild != nil && (m.FirstChild.PrevSibling != nil || m.FirstChild.Parent != m) {
			t.Fatal("a copy is no tree")
		}
	}
	p := QuerySelector(doc, "p")
	if c := Clone(p, false); c.Parent != nil || c.FirstChild != nil || c.Data != "p" {
		t.Error("a copy of a node alone has more")
	}
	if c := Clone(p, true); OuterHTML(c) != OuterHTML(p) || c.NextSibling != nil {
		t.Error("a copy of a part is another tree")
	}
}

func TestTagsOf(t *testing.T) {
	for s, want := range map[string]string{
		"a": "a", "div a, ul a": "a a", "h2,h3": "h2 h3", "head > title": "title", "br , hr ": "br hr",
		`meta[property^="og:, x"], head meta[name*="subject"]`: "meta meta",
		`a[rel="license"][href]`:                               "a",
		"body > *":                                             "", ".x": "", "div.x": "", "a:not(b)": "", "a b ~ c": "", "": "",
	} {
		if got := tagsOf(s); strings.Join(got, " ") != want || want == "" && got != nil {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestChanges(t *testing.T) {
	doc := parse(t, "<div><p>a</p><p>b</p><br></div>")
	div := QuerySelector(doc, "div")
	ps := GetElementsByTagName(div, "p")
	PrependChild(div, ps[1])
	AppendChild(div, ps[0])
	AppendChild(QuerySelector(doc, "br"), ps[0])
	if got := InnerHTML(div); got != "<p>b</p><br/><p>a</p>" {
		t.Error(got)
	}
	ReplaceChild(div, CreateElement("hr"), ps[1])
	RemoveNodes(ps[:1], nil)
	SetAttribute(div, "x", "1")
	SetAttribute(div, "y", "2")
	RemoveAttribute(div, "x")
	if got := OuterHTML(div); got != `<div y="2"><hr/><br/></div>` {
		t.Error(got)
	}
	SetInnerHTML(div, "one<b>two</b>")
	if got := InnerHTML(div); got != "one<b>two</b>" {
		t.Error(got)
	}
	SetTextContent(div, "<")
	if got := InnerHTML(div); got != "&lt;" || !slices.Equal(ChildNodes(div), []*html.Node{div.FirstChild}) {
		t.Error(got)
	}
}
