package bench

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// growthPanel is one small chart: a figure over the size of the ledger.
type growthPanel struct {
	title string
	of    func(g Growth) float64
	unit  string
}

var growthPanels = []growthPanel{
	{"Read, decode and group", func(g Growth) float64 { return float64(g.FoldTime) / 1e6 }, "ms a report"},
	{"Append", func(g Growth) float64 { return float64(g.AppendTime) / 1e6 }, "ms a report"},
	{"Open again", func(g Growth) float64 { return g.ReopenTime.Seconds() }, "s"},
	{"Memory in use", func(g Growth) float64 { return float64(g.HeapBytes) / (1 << 20) }, "MiB"},
	{"First page of the desk", func(g Growth) float64 { return float64(g.ListTime) / 1e6 }, "ms"},
	{"Page of a large story", func(g Growth) float64 { return float64(g.StoryPage) / 1e6 }, "ms"},
	{"An earlier moment", func(g Growth) float64 { return g.PastTime.Seconds() }, "s"},
	{"Search", func(g Growth) float64 { return float64(g.SearchTime) / 1e6 }, "ms"},
	{"Ledger file", func(g Growth) float64 { return float64(g.FileBytes) / 1e3 }, "kB a report"},
}

// ChartGrowth draws the results as SVG: a small chart for each figure that was
// measured at two sizes at least, reports on a logarithmic axis, the figure on
// one from 0.
func ChartGrowth(w io.Writer, all []Growth) error {
	var b strings.Builder
	const across, wide, high = 3, 250, 150
	var panels []growthPanel
	for _, p := range growthPanels {
		known := 0
		for _, g := range all {
			if p.of(g) > 0 {
				known++
			}
		}
		if known > 1 {
			panels = append(panels, p)
		}
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="What a ledger costs by its size">
<style>
svg { font: 11px sans-serif; fill: #222; background: #fff }
.grid { stroke: #ddd } .line { fill: none; stroke: #0b62a8; stroke-width: 2 } .dot { fill: #0b62a8 } .title { font-weight: bold }
@media (prefers-color-scheme: dark) { svg { fill: #ddd; background: #16181b } .grid { stroke: #3a3d42 } .line { stroke: #6db3ee } .dot { fill: #6db3ee } }
</style>
`, across*wide, (len(panels)+across-1)/across*high)
	for k, p := range panels {
		p.draw(&b, all, float64(k%across*wide), float64(k/across*high), wide, high)
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (p growthPanel) draw(b *strings.Builder, all []Growth, x, y, wide, high float64) {
	left, right, top, bottom := x+14, x+wide-40, y+44, y+high-22
	least, most, peak := math.Inf(1), math.Inf(-1), 0.0
	for _, g := range all {
		least, most, peak = min(least, math.Log10(float64(g.Reports))), max(most, math.Log10(float64(g.Reports))), max(peak, p.of(g))
	}
	across := func(n int) float64 {
		if most == least {
			return (left + right) / 2
		}
		return left + (right-left)*(math.Log10(float64(n))-least)/(most-least)
	}
	up := func(v float64) float64 { return bottom - (bottom-top)*v/peak }
	fmt.Fprintf(b, "<text class=\"title\" x=\"%.0f\" y=\"%.0f\">%s, %s</text>\n", left, y+18, p.title, p.unit)
	fmt.Fprintf(b, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>\n", left, bottom, right)
	var line, marks strings.Builder
	for _, g := range all {
		fmt.Fprintf(&marks, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", across(g.Reports), bottom+15, thousands(g.Reports))
		v := p.of(g)
		if v <= 0 {
			continue
		}
		command := "L"
		if line.Len() == 0 {
			command = "M"
		}
		fmt.Fprintf(&line, "%s%.1f %.1f", command, across(g.Reports), up(v))
		fmt.Fprintf(&marks, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", across(g.Reports), up(v), across(g.Reports), up(v)-7, short(v))
	}
	fmt.Fprintf(b, "<path class=\"line\" d=\"%s\"/>\n%s", line.String(), marks.String())
}

// short writes a figure with about three digits.
func short(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func thousands(n int) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.3gM", float64(n)/1e6)
	case n >= 1e5:
		return fmt.Sprintf("%.0fk", float64(n)/1e3)
	case n >= 1000:
		return fmt.Sprintf("%.3gk", float64(n)/1e3)
	}
	return fmt.Sprint(n)
}
