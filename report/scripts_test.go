package report

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// long is a text that is set aside, with tags that a parser would see elsewhere.
var long = strings.Repeat(`if (a < b) { c = "<p>d</p>"; }`+"\r\n", 8)

// scriptPages are pages with scripts in odd places.
var scriptPages = []string{
	`<script>` + long + `</script><p>a`,
	`<SCRIPT type="x>y" async>` + long + `</ScRiPt ><style>` + long + `</style/><p>a`,
	`<p>a<script>` + long,
	`<script>` + long + `</scripts></script x="<p>">b`,
	`<script><!-- ` + long + `<script>` + long + `</script>` + long + `--></script>b`,
	`<script/>` + long + `</script>b`,
	`<!-- <script>` + long + `</script> --><script>` + long + `</script>b`,
	`<!--><script>` + long + `</script>--><p>b`,
	`<!--x--!><script>` + long + `</script>--><p>b`,
	`<!-x><script>` + long + `</script>--><p>b`,
	`<svg><script>` + long + `</script><style>` + long + `</style></svg><script>` + long + `</script>b`,
	`<svg><![CDATA[<script>` + long + `</script>]]></svg>b`,
	`<title><script>` + long + `</script></title><textarea><script>` + long + `</script></textarea><script>` + long + `</script>b`,
	`<noscript><style>` + long + `</style></noscript><iframe><script>` + long + `</script></iframe>b`,
	`<plaintext><script>` + long + `</script>b`,
	`<a title="<script>` + long + `</script>">b</a><script>` + long + `</script>`,
	`<a title='it"s' x=">"><script src=a'b>` + long + `</script>c`,
	`<table><script>` + long + `</script><tr><style>` + long + `</style>x</table><select><script>` + long + `</script></select>`,
	`<b><p><script>` + long + `</script></b>x<script>` + long + `</script></p>`,
	`<template><script>` + long + `</script></template><frameset><script>` + long + `</script></frameset>`,
	`<script>sofarscript0</script><script>` + long + `</script>`,
	`<script>sofarscript1</script><p>sofarscript0</p><script>` + long + `</script>`,
	`<script>` + long + "\x00" + `</script><script>` + long + `</script>b`,
	`<script>` + long + `</script`, `<script`, `<script a="`, `<!--`, `<`, ``, `</`,
}

func samePage(t *testing.T, page string) {
	t.Helper()
	var got, want strings.Builder
	a, err := parsePage(page)
	b, err2 := html.Parse(strings.NewReader(page))
	if (err == nil) != (err2 == nil) {
		t.Fatalf("%q: %v, the parser says %v", page, err, err2)
	}
	if err != nil {
		return
	}
	for _, x := range []struct {
		to  *strings.Builder
		doc *html.Node
	}{{&got, a}, {&want, b}} {
		for n := range x.doc.Descendants() {
			x.to.WriteString(n.Namespace + " " + n.Data + "\n")
			for p := n.Parent; p != nil; p = p.Parent {
				x.to.WriteByte(' ')
			}
		}
	}
	if got.String() != want.String() {
		t.Errorf("%q:\n%s\nthe parser gives\n%s", page, got.String(), want.String())
	}
}

// TestParsePage holds the tree of a page against the parser's of the whole.
func TestParsePage(t *testing.T) {
	for _, page := range scriptPages {
		samePage(t, page)
		samePage(t, "<head><script>"+long+"</script></head><body><div>"+page+"</div>")
	}
	if short, aside := setAside(scriptPages[0]); len(aside) != 1 || len(short) > 60 {
		t.Errorf("nothing is set aside: %q", short)
	}
}

func FuzzParsePage(f *testing.F) {
	for _, page := range scriptPages {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		samePage(t, page)
		samePage(t, strings.ReplaceAll(page, "script>", "script>"+long))
	})
}
