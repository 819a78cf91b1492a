package statement

import (
	"strings"

	"sofar/language"
)

// afterCue skips what stands between a cue and its content: "on Monday", "in a
// statement", "to reporters", and the hearer of "told"; it gives the first
// token of the content and the hearer.
func (r *attReader) afterCue(c cue, area language.Range) (int, language.Range) {
	i := c.End
	var hearer language.Range
	if c.form.verb != nil && c.form.frame&frAddressee != 0 && i < area.End && r.nounish(i) && r.inQuote(i) < 0 && r.doc.Lower[i] != "that" {
		hearer = r.hearer(i, area.End)
		i = hearer.End
	}
	// "reported, citing the mayor, that …"
	if i+2 < area.End && r.doc.Lower[i] == "," && (r.doc.Lower[i+1] == "citing" || r.doc.Lower[i+1] == "quoting") {
		if np, ok := r.nounPhraseRight(i+2, area.End); ok && np.End+1 < area.End && r.doc.Lower[np.End] == "," && r.doc.Lower[np.End+1] == "that" {
			i = np.End + 1
		}
	}
	for n := 0; n < 4 && i < area.End; n++ {
		j := r.adverbial(i, area.End)
		if j == i {
			break
		}
		i = j
	}
	return i, hearer
}

// hearer is the object of tell: a pronoun, a name, or the phrase up to "that".
func (r *attReader) hearer(i, end int) language.Range {
	if r.doc.PTB[i] == language.PRP {
		return language.Range{Start: i, End: i + 1}
	}
	for _, n := range r.doc.NamesNear(language.Range{Start: i, End: i + 1}) {
		if n.Tokens.Contains(i) && n.Tokens.End <= end {
			e := n.Tokens.End
			if e < end && r.doc.PTB[e] == language.POS {
				break
			}
			if e >= end || r.tag(e) != language.NOUN && r.tag(e) != language.PROPN && !phrasePreps[r.doc.Lower[e]] {
				return language.Range{Start: i, End: e}
			}
		}
	}
	np, ok := r.nounPhraseRight(i, end)
	if !ok {
		return language.Range{Start: i, End: i}
	}
	if r.clauseFollows(np.End, end) { // told Reuters the ministry had …: the hearer ends before the last noun phrase
		for j := np.End - 1; j > i; j-- {
			if t := r.tag(j); t == language.DET || r.doc.PTB[j] == language.PRPS || t == language.PRON {
				return language.Range{Start: i, End: j}
			}
		}
		return language.Range{Start: i, End: i + 1}
	}
	return np
}

// adverbial gives the end of an adverbial at token i (time, occasion, hearer
// with "to"), i if there is none.
func (r *attReader) adverbial(i, end int) int {
	w := r.doc.Lower[i]
	if (w == "when" || w == "if") && i+1 < end && (r.doc.Lower[i+1] == "asked" || r.doc.Lower[i+1] == "reached" || r.doc.Lower[i+1] == "contacted") {
		j := i + 2
		for j < end && r.doc.Lower[j] != "," && r.inQuote(j) < 0 && r.doc.Lower[j] != "that" && j-i < 12 {
			j++
		}
		return j
	}
	if e := r.timeFrom[i]; e > i && e <= end {
		return e
	}
	if e := r.timeFrom[i+1]; e > i+1 && e <= end && adverbialStart[w] {
		return e
	}
	if r.tag(i) == language.ADP && w != "that" && w != "of" && r.nounish(i+1) {
		// "said after a meeting of the council that the traces led abroad"
		if np, ok := r.nounPhraseRight(i+1, end); ok && r.word(np.End) == "that" && np.End+1 < end && r.nounish(np.End+1) && !r.finite(np.End+1) {
			return np.End
		}
	}
	switch {
	case weekdays[w] || w == "later" || w == "earlier" || w == "again" || w == "then" || w == "too" || w == "afterwards" || w == "afterward" || w == "here" || w == "recently":
		return i + 1
	case adverbialStart[w] && i+1 < end && weekdays[r.word(i+1)]:
		return i + 2
	case (w == "in" || w == "at" || w == "on" || w == "during" || w == "via" || w == "through" || w == "by" || w == "from") && (r.nounish(i+1) || r.tag(i+1) == language.VERB) && statementPlace(r, i+1, end), w == "to" && r.nounish(i+1) && r.tag(i+1) != language.VERB, w == "with" && r.nounish(i+1):
		np, ok := r.nounPhraseRight(i+1, end)
		if !ok {
			return i
		}
		// "that" right after, or a mark, confirms it.
		return np.End
	case strings.HasSuffix(w, "ly") && r.tag(i) == language.ADV:
		return i + 1
	}
	return i
}
