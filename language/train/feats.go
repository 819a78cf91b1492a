package train

import (
	"strings"
	"time"

	"sofar/language"
)

// FeatsAccuracy is how often the morphological features of a word are right, all
// of them at once. What the treebanks know and no reader of the words alone can
// (ExtPos, Typo, Style, Abbr) does not count.
type FeatsAccuracy struct {
	Words, Right int
	// Wrong counts disagreements: "form/tag: want … got …".
	Wrong map[string]int
}

// Percent is the share of words that are right.
func (a FeatsAccuracy) Percent() float64 { return 100 * float64(a.Right) / float64(max(a.Words, 1)) }

// EvaluateFeats compares the features on gold tokens; tags and trees are our own.
func EvaluateFeats(sents []Sentence) FeatsAccuracy {
	a := FeatsAccuracy{Wrong: map[string]int{}}
	for _, s := range sents {
		cut := language.Cut{Words: Forms(s)}
		for _, t := range s.Tokens {
			cut.Glued = append(cut.Glued, t.NoSpace)
		}
		d := language.AnalyzeCut([]language.Cut{cut}, time.Time{})
		if d.Len() != len(s.Tokens) {
			continue
		}
		for i, t := range s.Tokens {
			want, got := comparable(t.Feats), comparable(d.Feats(i).String())
			a.Words++
			if want == got {
				a.Right++
				continue
			}
			a.Wrong[t.XPOS+" as "+d.PTB[i].String()+" ("+d.Lower[i]+"): want "+want+" got "+got]++
		}
	}
	return a
}

// comparable leaves out the features that do not count.
func comparable(feats string) string {
	var keep []string
	for _, f := range strings.Split(feats, "|") {
		switch name, _, _ := strings.Cut(f, "="); name {
		case "ExtPos", "Typo", "Style", "Abbr", "_":
		default:
			keep = append(keep, f)
		}
	}
	return strings.Join(keep, "|")
}
