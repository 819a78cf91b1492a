package statement

import (
	"sofar/language"
)

// faultWords are the words of a correction note.
var faultWords = wordSet("wrong wrongly incorrect incorrectly correction corrections regret regrets apologise apologize apologises apologizes mistaken mistakenly error errors erroneous erroneously retracted withdrawn")

// correction gives the stance of a number that its own sentence or correction
// note takes back, puts right, denies or confirms, else "".
func (f *figureReader) correction(r *reading, s language.Range) Stance {
	d := f.doc
	for i := s.Start; i < s.End; i++ {
		before := i < r.np.Start
		switch d.Lower[i] {
		case "wrongly", "incorrectly", "erroneously", "mistakenly", "withdraws", "withdrew", "withdrawn", "retracted", "retracts":
			if before {
				return Retracts
			}
		case "should":
			// "gave the toll as 83; it should have read 38"
			if !before && i+2 < s.End && d.Lower[i+1] == "have" && (d.Lower[i+2] == "read" || d.Lower[i+2] == "been" || d.Lower[i+2] == "said") {
				return Retracts
			}
		case "never":
			if before && i >= r.np.Start-3 {
				return Denies
			}
		case "basis":
			if i > s.Start && d.Lower[i-1] == "no" {
				return Denies
			}
		case "also":
			if before && r.number >= 0 && f.given(r) && (r.kind == Killed || r.kind == Injured || r.kind == Missing) {
				return Confirms
			}
		}
	}
	if !f.faulty(r) {
		return ""
	}
	// A correction note: what "we wrote" is taken back, what the source gave
	// puts it right.
	for i := s.Start; i < r.np.Start; i++ {
		switch d.Lower[i] {
		case "we", "our", "article", "version", "story":
			return Retracts
		}
	}
	for i := s.Start; i < r.np.Start; i++ {
		switch d.Lower[i] {
		case "given", "gave", "correct":
			return Corrects
		}
	}
	return ""
}

// given tells whether an earlier figure of the report has the same kind and value.
func (f *figureReader) given(r *reading) bool {
	for i := range f.out {
		q := &f.out[i]
		if q.np.Start >= r.np.Start {
			return false
		}
		if q.kind == r.kind && q.low == r.low && q.high == r.high {
			return true
		}
	}
	return false
}

// faulty tells whether the paragraph of a reading, or a label before it,
// carries the words of a correction.
func (f *figureReader) faulty(r *reading) bool {
	p := f.doc.Sents[r.sent].Paragraph
	if f.faults == nil {
		f.faults = make([]int8, len(f.doc.Paragraphs))
	}
	if f.faults[p] == 0 {
		f.faults[p] = -1
		if f.faultNear(p) {
			f.faults[p] = 1
		}
	}
	return f.faults[p] > 0
}

func (f *figureReader) faultNear(p int) bool {
	d := f.doc
	for k := max(0, p-1); k <= min(p+1, len(d.Paragraphs)-1); k++ {
		par := d.Paragraphs[k]
		if k != p && par.Len() > 12 {
			continue // only a label such as "CORRECTION" beside it
		}
		for i := par.Start; i < par.End; i++ {
			if faultWords[d.Lower[i]] {
				return true
			}
		}
	}
	return false
}
