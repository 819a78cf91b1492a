package statement

import (
	"strings"

	"sofar/language"
)

// forces of nature and the words by which an account lists them; a force
// without an entry keeps its own word.
var (
	rainWords   = wordSet("rain rains rainfall downpour downpours precipitation")
	otherForces = wordSet("storm storms earthquake earthquakes quake lightning snowmelt thaw avalanche")
	causedWords = wordSet("caused triggered sparked loosened soaked softened weakened undermined saturated swollen provoked dislodged")
	movedWords  = wordSet("caused triggered loosened moved provoked dislodged sparked undermined")
	// parts whose failure is a cause of its own.
	partsThatFail = wordSet("signal signals brake brakes engine engines valve pump boiler cable cables rudder switch")
)

// NaturalForce tells whether the actor of a cause is weather or the earth
// itself: a cause of what happened, and nobody who could answer for it.
func NaturalForce(actor string) bool { return actor == "heavy rain" || otherForces[actor] }

// force gives the cause that a sentence blames on nature or on a failed part:
// "loosened by heavy rain", "the rain had caused the slide", "the signal failed".
func (b *blameReader) force(s int) (actor, language.Range) {
	d := b.doc
	sent := d.Sents[s].Range
	for i := sent.Start; i < sent.End; i++ {
		w := d.Lower[i]
		a := actor{span: d.SpanOf(language.Range{Start: i, End: i + 1})}
		switch {
		case rainWords[w]:
			a.name = "heavy rain"
		case otherForces[w]:
			a.name = w
		case partsThatFail[w]:
			if next := b.word(i+1, sent); (next == "failed" || next == "had" && b.word(i+2, sent) == "failed") && !b.counts(s) {
				a.name = strings.TrimSuffix(w, "s") + " failure"
				return a, language.Range{Start: i, End: i + 2}
			}
			continue
		default:
			continue
		}
		// What it did stands after it, what it was done to before it.
		for j := i + 1; j < min(sent.End, i+4); j++ {
			if movedWords[d.Lower[j]] && !b.passive(j, sent) && !b.negated(j, sent) {
				return a, language.Range{Start: i, End: j + 1}
			}
			if !lightVerbs[d.Lower[j]] {
				break
			}
		}
		for j := i - 1; j >= sent.Start && j >= i-7; j-- {
			switch x := d.Lower[j]; {
			case x == "by" && j > sent.Start && causedWords[d.Lower[j-1]] && !b.negated(j-1, sent):
				return a, language.Range{Start: j - 1, End: i + 1}
			case beForms[x] && !b.negated(j+1, sent):
				if k := b.find(wordSet("cause"), max(sent.Start, j-8), 8, sent); k >= 0 && k < j {
					return a, language.Range{Start: k, End: i + 1}
				}
				if j > sent.Start && j >= i-2 && (d.Lower[j-1] == "this" || d.Lower[j-1] == "it") && (b.word(j+1, sent) == "the" || b.word(j+1, sent) == "only") {
					return a, language.Range{Start: j - 1, End: i + 1}
				}
			}
		}
	}
	return actor{}, language.Range{}
}

// counts tells whether the sentence counts how often: "failed 17 times".
func (b *blameReader) counts(s int) bool {
	sent := b.doc.Sents[s].Range
	return b.find(wordSet("times often twice repeatedly"), sent.Start, sent.Len(), sent) >= 0
}
