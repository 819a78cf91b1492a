package explain

import (
	"regexp"
	"strconv"
	"strings"
)

// Numbers in English text by value, for Check: digits with their separators,
// number words, dozens and the like. What cannot be read is no number.

var (
	numberWords = map[string]float64{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
		"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	}
	scaleWords = map[string]float64{"hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "dozen": 12}
	vagueWords = []string{"dozens", "scores", "hundreds", "several", "handful", "a few"}

	noCount  = regexp.MustCompile(`(?i)\b(?:no one|one another|one of|no-one|at one point|one day)\b`)
	noneWord = regexp.MustCompile(`(?i)\b(?:no|none|nobody|zero)\b`)
)

// ungrouped takes the marks between groups of digits out.
var ungrouped = strings.NewReplacer(",", "", "\u00a0", "", "\u202f", "", "\u2009", "")

// found is a number in a text.
type found struct {
	start, end int
	value      float64
}

// numbersIn finds the numbers of a text, in order.
func numbersIn(text string) []found {
	var out []found
	var cur *found
	var total, part float64
	last, lastEnd := "", 0
	flush := func() {
		if cur != nil {
			cur.value = total + part
			out = append(out, *cur)
		}
		cur, total, part, last = nil, 0, 0, ""
	}
	var skip [][]int
	if strings.Contains(strings.ToLower(text), "one") {
		skip = noCount.FindAllStringIndex(text, -1)
	}
	for m := range numberTokens(text) {
		w := strings.ToLower(text[m[0]:m[1]])
		gap := text[lastEnd:m[0]]
		lastEnd = m[1]
		joined := cur != nil && (gap == " " || gap == "-")
		if within(skip, m[0], m[1]) {
			flush()
			continue
		}
		if w[0] >= '0' && w[0] <= '9' {
			// Letters touching a digit make a label (Q1, 3km), not a count.
			if !boundary(text, m[0], m[1]) {
				flush()
				continue
			}
			flush()
			v, err := strconv.ParseFloat(ungrouped.Replace(w), 64)
			if err == nil {
				cur, part, last = &found{start: m[0], end: m[1]}, v, w
			}
			continue
		}
		if v, ok := numberWords[w]; ok {
			lv, small := numberWords[last]
			switch {
			case joined && scaleWords[last] != 0, joined && small && lv >= 20 && v < 10 && v > 0,
				cur != nil && gap == " " && last == "and-scale":
				part += v
				cur.end = m[1]
			default:
				flush()
				cur, part = &found{start: m[0], end: m[1]}, v
			}
			last = w
			continue
		}
		if v, ok := scaleWords[w]; ok {
			switch {
			case joined && v >= 1000:
				total, part = total+part*v, 0
				cur.end = m[1]
			case joined:
				part = max(part, 1) * v
				cur.end = m[1]
			default:
				flush()
				cur, part = &found{start: m[0], end: m[1]}, v
				if v >= 1000 {
					total, part = v, 0
				}
			}
			last = w
			continue
		}
		if w == "and" && joined && gap == " " && scaleWords[last] != 0 {
			last = "and-scale"
			continue
		}
		flush()
	}
	flush()
	return out
}

func within(spans [][]int, from, to int) bool {
	for _, s := range spans {
		if s[0] <= from && to <= s[1] {
			return true
		}
	}
	return false
}

// boundary tells whether no letter or digit touches the range.
func boundary(text string, from, to int) bool {
	letter := func(c byte) bool {
		return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 && c != 0xe2
	}
	return (from == 0 || !letter(text[from-1])) && (to == len(text) || !letter(text[to]))
}

// valuesIn gives what must be borne out: the values, and the vague words.
func valuesIn(text string) (values map[float64]bool, vague map[string]bool) {
	values, vague = map[float64]bool{}, map[string]bool{}
	for _, n := range numbersIn(text) {
		values[n.value] = true
	}
	low := strings.ToLower(text)
	for _, w := range vagueWords {
		if hasWord(low, w) {
			vague[w] = true
		}
	}
	return values, vague
}

// hasWord tells whether w stands in low between word boundaries.
func hasWord(low, w string) bool {
	for at := 0; ; {
		i := strings.Index(low[at:], w)
		if i < 0 {
			return false
		}
		i += at
		if boundary(low, i, i+len(w)) {
			return true
		}
		at = i + 1
	}
}
