package report

import (
	"strings"
	"testing"
)

// BenchmarkFromHTML reads a page with as much around its text as news pages have.
func BenchmarkFromHTML(b *testing.B) {
	around := "<ul>" + strings.Repeat(`<li class="item"><a href="/story"><img src="/i.jpg" alt=""><span>Another story of the day</span></a></li>`, 80) + "</ul>"
	page := []byte(`<!doctype html><html lang="en"><head><title>Fire in the port</title><meta property="article:published_time" content="2034-05-16T17:58:00Z">` +
		`<script>` + strings.Repeat("var menu = [1, 2, 3];", 400) + `</script></head><body><nav>` + around + `</nav><main><article><h1>Fire in the port</h1>` +
		strings.Repeat("<p>Two people died in the fire on Monday, police said. The harbour was closed for the day and ferries were sent to the town next to it.</p>", 20) +
		`</article></main><aside>` + around + `</aside></body></html>`)
	if it := FromHTML(page, Hints{Name: "page"}, Options{}); it.Report == nil {
		b.Fatalf("not read: %+v", it.NotRead)
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		FromHTML(page, Hints{Name: "page"}, Options{})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
