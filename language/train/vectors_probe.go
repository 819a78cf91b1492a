package train

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"sofar/language"
	"sofar/language/model"
)

// probeNeighbours is how many neighbours vote in ProbeTags.
const probeNeighbours = 10

// ProbeTags measures what vectors know of syntax: every word of dev that is not
// in seen but has a vector gets the Penn tag that its nearest words of seen have
// most often. It tells how often a token of dev has that tag.
func ProbeTags(v *Vectors, seen, dev []Sentence) string {
	unit := make([]float32, len(v.Data))
	for i := range v.Words {
		r := v.Row(i)
		axpy(float32(1/(math.Sqrt(float64(dot(r, r)))+1e-9)), r, unit[i*v.Dim:(i+1)*v.Dim])
	}
	row := func(i int) []float32 { return unit[i*v.Dim : (i+1)*v.Dim] }
	known, asked := tagCounts(seen), tagCounts(dev)
	var base []int
	for i, w := range v.Words {
		if known[w] != nil {
			base = append(base, i)
		}
	}
	tokens, right, types := 0, 0, 0
	for i, w := range v.Words {
		if asked[w] == nil || known[w] != nil {
			continue
		}
		type near struct {
			word int
			cos  float32
		}
		var best []near
		for _, j := range base {
			if c := dot(row(i), row(j)); len(best) < probeNeighbours || c > best[len(best)-1].cos {
				at, _ := slices.BinarySearchFunc(best, c, func(n near, c float32) int { return cmp.Compare(c, n.cos) })
				best = slices.Insert(best, at, near{j, c})[:min(len(best)+1, probeNeighbours)]
			}
		}
		votes := map[string]float64{}
		for _, n := range best {
			votes[mostFrequent(known[v.Words[n.word]])] += float64(n.cos)
		}
		tag := mostFrequent(votes)
		for t, n := range asked[w] {
			tokens += int(n)
			if t == tag {
				right += int(n)
			}
		}
		types++
	}
	return fmt.Sprintf("neighbours tell the Penn tag of %.2f %% of %d tokens of %d words not seen in training", 100*float64(right)/float64(max(tokens, 1)), tokens, types)
}

// tagCounts counts the Penn tags of words by their class forms.
func tagCounts(sents []Sentence) map[string]map[string]float64 {
	out := map[string]map[string]float64{}
	for _, s := range sents {
		d := language.FromTokens([][]string{Forms(s)})
		for i := range min(d.Len(), len(s.Tokens)) {
			w := model.ClassForm(d.Lower[i])
			if out[w] == nil {
				out[w] = map[string]float64{}
			}
			out[w][s.Tokens[i].XPOS]++
		}
	}
	return out
}

// mostFrequent gives the key of the greatest value, of equals the first by letters.
func mostFrequent(m map[string]float64) string {
	best := ""
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if best == "" || m[k] > m[best] {
			best = k
		}
	}
	return best
}
