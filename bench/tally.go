// Package bench measures sofar on data that it is given: accuracy against story
// keys (reports with a full answer key) and against attribution gold, and
// speed over any reports.
//
// Input: files in the formats of docs/bench.md. Output: a Table whose rows can
// be printed or written as JSON. Nothing here is needed to run sofar.
package bench

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode"
)

// Row is one measure. Right of Gold is recall, right of Predicted precision;
// for a share Predicted is 0 and only Right of Gold counts.
type Row struct {
	Name      string `json:"name"`
	Right     int    `json:"right"`
	Predicted int    `json:"predicted,omitempty"`
	Gold      int    `json:"of"`
	Share     bool   `json:"share"`
}

// Percent is F1 for a row with predictions, the share right otherwise, in
// 0..100; ok is false where there was nothing to measure.
func (r Row) Percent() (value float64, ok bool) {
	switch {
	case r.Share && r.Gold == 0, !r.Share && r.Gold+r.Predicted == 0:
		return 0, false
	case r.Share:
		return 100 * float64(r.Right) / float64(r.Gold), true
	}
	return 200 * float64(r.Right) / float64(r.Gold+r.Predicted), true
}

// Table is the result of a measurement, in order of first use.
type Table struct {
	Title string `json:"title"`
	Rows  []Row  `json:"rows"`
	// Decimals is how many stand behind the point when the table is printed; 0 means one.
	Decimals int `json:"-"`
}

func (t *Table) add(r Row) {
	for i := range t.Rows {
		if t.Rows[i].Name == r.Name {
			t.Rows[i].Right += r.Right
			t.Rows[i].Predicted += r.Predicted
			t.Rows[i].Gold += r.Gold
			return
		}
	}
	t.Rows = append(t.Rows, r)
}

func (t *Table) f1(name string, right, predicted, gold int) {
	t.add(Row{Name: name, Right: right, Predicted: predicted, Gold: gold})
}

func (t *Table) share(name string, right bool) {
	n := 0
	if right {
		n = 1
	}
	t.add(Row{Name: name, Right: n, Gold: 1, Share: true})
}

func (t *Table) merge(o Table) {
	for _, r := range o.Rows {
		t.add(r)
	}
}

// Get gives the percentage of a row, 0 if there is none.
func (t Table) Get(name string) float64 {
	for _, r := range t.Rows {
		if r.Name == name {
			p, _ := r.Percent()
			return p
		}
	}
	return 0
}

// Write prints the table for people.
func (t Table) Write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "== %s\n%-36s %7s %7s %7s %9s\n", t.Title, "", "F1/%", "P", "R", "counts"); err != nil {
		return err
	}
	places := max(t.Decimals, 1)
	for _, r := range t.Rows {
		value, p, rec := "-", "", ""
		if v, ok := r.Percent(); ok {
			value = fmt.Sprintf("%.*f", places, v)
		}
		counts := fmt.Sprintf("%d of %d", r.Right, r.Gold)
		if !r.Share {
			counts = fmt.Sprintf("%d right, %d predicted, %d gold", r.Right, r.Predicted, r.Gold)
			if r.Predicted > 0 && r.Gold > 0 {
				p = fmt.Sprintf("%.*f", places, 100*float64(r.Right)/float64(r.Predicted))
				rec = fmt.Sprintf("%.*f", places, 100*float64(r.Right)/float64(r.Gold))
			}
		}
		if _, err := fmt.Fprintf(w, "%-36s %7s %7s %7s   %s\n", r.Name, value, p, rec, counts); err != nil {
			return err
		}
	}
	return nil
}

// norm folds a name for comparison: lower case, letters and digits alone, no
// leading article.
func norm(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) > 1 && (words[0] == "the" || words[0] == "a" || words[0] == "an") {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// similar tells whether all words of one name stand in the other.
func similar(a, b string) bool {
	as, bs := strings.Fields(norm(a)), strings.Fields(norm(b))
	if len(as) > len(bs) {
		as, bs = bs, as
	}
	if len(as) == 0 {
		return false
	}
	for _, w := range as {
		if !contains(bs, w) {
			return false
		}
	}
	return true
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// pair is a candidate match of a prediction with a gold item.
type pair struct{ pred, gold, weight int }

// match pairs one to one, the heaviest first; equal weights go to the earlier
// prediction, then the earlier gold item.
func match(candidates []pair) []pair {
	sort.Slice(candidates, func(i, j int) bool {
		a, b := candidates[i], candidates[j]
		if a.weight != b.weight {
			return a.weight > b.weight
		}
		if a.pred != b.pred {
			return a.pred < b.pred
		}
		return a.gold < b.gold
	})
	usedP, usedG := map[int]bool{}, map[int]bool{}
	var out []pair
	for _, c := range candidates {
		if !usedP[c.pred] && !usedG[c.gold] {
			usedP[c.pred], usedG[c.gold] = true, true
			out = append(out, c)
		}
	}
	return out
}

// WithSum adds a table of all counts together where there are several.
func WithSum(tables []Table) []Table {
	if len(tables) < 2 {
		return tables
	}
	sum := Table{Title: "all together", Decimals: tables[0].Decimals}
	for _, t := range tables {
		sum.merge(t)
	}
	return append(tables, sum)
}
