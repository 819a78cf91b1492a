package statement

import (
	"strings"

	"sofar/language"
)

// readSelf reads who ends his own life: "killing herself", "turned the gun on
// himself", "took his own life", "committed suicide".
func (f *figureReader) readSelf(s int) {
	d := f.doc
	sent := d.Sents[s].Range
	for i := sent.Start; i < sent.End; i++ {
		end := f.endsLife(i, sent)
		if end == 0 || f.unreal(i, sent) {
			continue
		}
		np := language.Range{Start: end - 1, End: end}
		f.out = append(f.out, reading{sent: s, number: -1, core: language.Range{Start: np.Start, End: np.Start}, np: np, low: 1, high: 1, kind: Killed,
			words: d.SpanOf(language.Range{Start: i, End: end}), unit: "people", scope: ScopeTotal, whole: language.Range{Start: i, End: end}, parent: -1, rule: ruleSelf})
		return
	}
}

const ruleSelf = "single: own hand"

// endsLife gives the end of words at token i that tell of a suicide, 0 if none stand there.
func (f *figureReader) endsLife(i int, sent language.Range) int {
	d := f.doc
	word := func(k int) string {
		if k < sent.End {
			return d.Lower[k]
		}
		return ""
	}
	self := func(k int) bool { return word(k) == "himself" || word(k) == "herself" }
	switch word(i) {
	case "kills", "killed", "killing":
		if self(i + 1) {
			return i + 2
		}
	case "shot", "shoots", "shooting":
		if self(i+1) && (i > sent.Start && d.Lower[i-1] == "fatally" || word(i+2) == "dead" || word(i+2) == "to" && word(i+3) == "death") {
			return i + 2
		}
	case "turned", "turns", "turning":
		if gunNouns[word(i+2)] && word(i+3) == "on" && self(i+4) {
			return i + 5
		}
	case "took", "takes", "taking":
		if (word(i+1) == "his" || word(i+1) == "her") && word(i+2) == "own" && word(i+3) == "life" {
			return i + 4
		}
	case "committed", "commits", "committing":
		if word(i+1) == "suicide" {
			return i + 2
		}
	}
	return 0
}

var gunNouns = wordSet("gun weapon rifle handgun shotgun pistol firearm revolver knife")

// unreal tells whether what stands at token i is only meant, feared or denied.
func (f *figureReader) unreal(i int, sent language.Range) bool {
	for k := max(sent.Start, i-4); k < i; k++ {
		switch f.doc.Lower[k] {
		case "not", "n't", "never", "if", "would", "could", "may", "might", "can", "should", "whether", "nearly", "almost", "threatened", "threatening", "tried", "attempted", "to":
			return true
		}
	}
	return false
}

// withSelf adds the whole where the same sentence tells of people killed and of
// the one who killed them and then himself: "shot dead his two sons before killing
// himself" tells of three dead. A report that counts more somewhere has a whole of
// its own.
func (f *figureReader) withSelf() {
	for k := range f.out {
		own := &f.out[k]
		if own.rule != ruleSelf || own.scope == ScopeHistorical || own.scope == ScopeOther || own.background {
			continue
		}
		best := -1
		most := int64(0)
		for i := range f.out {
			r := &f.out[i]
			if i == k || r.kind != Killed || r.low == 0 || f.unsure(r) || r.background || r.scope == ScopeIncrement {
				continue
			}
			if r.rule != ruleSelf {
				most = max(most, r.low)
			}
			if r.sent == own.sent && r.np.End <= own.whole.Start && r.scope != ScopeSubset && f.slain(r) && (best < 0 || r.low > f.out[best].low) {
				best = i
			}
		}
		if best < 0 || f.out[best].high != f.out[best].low || most > f.out[best].low || attackerNouns[lastWord(f.out[best].unit)] {
			continue
		}
		f.add(Killed, f.out[best].low+1, []int{best, k}, "derived: the dead and who killed himself")
		return
	}
}

// slain tells whether a reading counts the objects of a deed, who cannot be the
// one that did it.
func (f *figureReader) slain(r *reading) bool {
	return strings.Contains(r.rule, "object") || r.rule == "sum" && r.trig.form&formObject != 0
}
