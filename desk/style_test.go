package desk

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast computes the contrast of every pair of ink and ground that the
// style sheet uses, in both schemes, after WCAG 2.2 (at least 4.5 for text).
func TestContrast(t *testing.T) {
	css, err := files.ReadFile("static/desk.css")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(css), "*, *::before")
	light, dark, _ := strings.Cut(head, "@media screen and (prefers-color-scheme: dark)")
	colours := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`)
	for name, block := range map[string]string{"light": light, "dark": dark} {
		value := map[string]string{}
		for _, m := range colours.FindAllStringSubmatch(block, -1) {
			value[m[1]] = m[2]
		}
		for _, pair := range [][2]string{
			{"ink", "paper"}, {"ink", "sheet"}, {"soft", "paper"}, {"soft", "sheet"}, {"soft", "tint"}, {"accent", "paper"}, {"accent", "sheet"}, {"accent", "tint"},
			{"paper", "accent"}, {"doubt", "paper"}, {"doubt", "sheet"}, {"doubt", "doubt-tint"}, {"new", "paper"}, {"new", "new-tint"}, {"ink", "new-tint"},
			{"ink", "tint"}, {"best", "paper"}, {"best", "tint"}, {"pick-ink", "pick"}, {"ink", "pen-content"}, {"soft", "pen-content"},
		} {
			a, b := value[pair[0]], value[pair[1]]
			if a == "" || b == "" {
				t.Fatalf("%s: no colour for %v", name, pair)
			}
			if c := contrast(a, b); c < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", name, pair[0], pair[1], c)
			}
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
