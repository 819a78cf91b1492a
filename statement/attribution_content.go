package statement

import (
	"sofar/language"
)

// resume gives the content that goes on after "…, X said,".
//
// After a quotation only quotations go on; after a whole clause, what a
// conjunction joins; after a part of one ("The wall, he said, had …"), the rest.
func (r *attReader) resume(left language.Range, i int, area language.Range, cues []cue, k int) []language.Range {
	if i >= area.End || r.doc.Lower[i] != "," && r.doc.Lower[i] != ":" && !r.opensQuote(i) && r.doc.Lower[i] != "-" {
		return r.quoteRun(area.End)
	}
	j := i
	for j < area.End && r.punct(j) && !r.opensQuote(j) {
		j++
	}
	if j >= area.End {
		return r.quoteRun(area.End)
	}
	if r.opensQuote(j) {
		q := r.quoteTokens(r.inQuote(j))
		out := []language.Range{q}
		if q.End < area.End && q.End+1 < area.End {
			out[0].End = r.contentEnd(q.End, area, cues, k)
		}
		return append(out, r.quoteRun(max(area.End, q.End))...)
	}
	w := r.doc.Lower[j]
	joined := w == "and" || w == "but" || w == "or" || w == "with" || w == "that" || w == "because"
	if r.endsQuoted(left) {
		if joined && j+1 < area.End && r.opensQuote(j+1) && r.speech(r.inQuote(j+1)) {
			return append([]language.Range{r.quoteTokens(r.inQuote(j + 1))}, r.quoteRun(max(area.End, r.quoteTokens(r.inQuote(j+1)).End))...)
		}
		// "…," X said, referring to Y, "…".
		for m := j; m < area.End; m++ {
			if r.opensQuote(m) && r.speech(r.inQuote(m)) && r.doc.Lower[m-1] == "," {
				return append([]language.Range{r.quoteTokens(r.inQuote(m))}, r.quoteRun(max(area.End, r.quoteTokens(r.inQuote(m)).End))...)
			}
		}
		return r.quoteRun(area.End)
	}
	if r.finiteVerb(left) && !joined {
		return nil
	}
	if r.doc.PTB[j] == language.VBG || r.doc.Lower[j] == "who" || r.doc.Lower[j] == "which" || r.doc.Lower[j] == "while" || r.doc.Lower[j] == "as" || r.doc.Lower[j] == "but" {
		return nil
	}
	if (r.doc.Lower[j] == "and" || r.doc.Lower[j] == "but") && r.cueWithin(cues, k, j, j+8) {
		return nil
	}
	x := language.Range{Start: j, End: r.contentEnd(j, area, cues, k)}
	if !r.finiteVerb(x) && x.Len() < 4 {
		return nil
	}
	return []language.Range{x}
}

// cueWithin tells whether a later cue starts in [from, to).
func (r *attReader) cueWithin(cues []cue, k, from, to int) bool {
	for _, d := range cues[k+1:] {
		if d.Start >= from && d.Start < to {
			return true
		}
	}
	return false
}

// maxRun bounds how many quotations in a row one attribution may hold.
const maxRun = 12

// quoteRun gathers the quotations that follow from token i on with nothing
// between them: the speaker goes on, in the same paragraph or, where the
// quotation stays open, in the next.
func (r *attReader) quoteRun(i int) []language.Range {
	var out []language.Range
	if i > 0 && r.opensQuote(i-1) {
		i-- // the splitter left the opening mark with the sentence before
	}
	for n := 0; n < maxRun; n++ {
		j := i
		for j < r.doc.Len() && r.punct(j) && !r.opensQuote(j) {
			j++
		}
		if j >= r.doc.Len() || !r.opensQuote(j) || i == 0 {
			break
		}
		q := r.inQuote(j)
		qt := r.quoteTokens(q)
		samePar := r.doc.Sents[r.doc.SentOf[i-1]].Paragraph == r.doc.Sents[r.doc.SentOf[j]].Paragraph
		if !samePar && r.doc.Quotes[q].Continues < 0 || !r.speech(q) || r.trailed(qt.End) {
			break
		}
		out = append(out, qt)
		i = qt.End
	}
	return out
}

// trailed tells whether the words right after a quotation give it a speaker of
// its own, or go on with the sentence.
func (r *attReader) trailed(i int) bool {
	if i >= r.doc.Len() || i == 0 {
		return false
	}
	return r.doc.SentOf[i] == r.doc.SentOf[i-1] && !r.punct(i)
}

// contentEnd gives where content that starts at token i ends.
func (r *attReader) contentEnd(i int, area language.Range, cues []cue, k int) int {
	depth := 0
	for j := i; j < area.End; j++ {
		if q := r.inQuote(j); q >= 0 {
			j = max(j, min(r.quoteTokens(q).End, area.End)-1)
			continue
		}
		switch w := r.doc.Lower[j]; w {
		case "(":
			depth++
		case ")":
			depth--
			if depth < 0 {
				return j
			}
		case ";":
			return j
		case ",", "-", "--", "–", "—":
			if j+1 >= area.End {
				return j
			}
			n := r.word(j + 1)
			if n == "while" || n == "whereas" || n == "although" || n == "though" {
				return j
			}
			if r.newClause(j+1, area, cues, k) {
				return j
			}
		case "and", "but", "or":
			if r.coordinated(j+1, cues, k) {
				return j
			}
		case "according":
			if r.word(j+1) == "to" && j > i {
				return j
			}
		}
	}
	return area.End
}

// coordinated tells whether a cue stands at token i without a subject of its
// own ("and said").
func (r *attReader) coordinated(i int, cues []cue, k int) bool {
	for _, d := range cues[k+1:] {
		if d.Start == i && !d.participle && !d.infinitive && d.kind != cueHearsay {
			return true
		}
	}
	return false
}

// newClause tells whether, after a comma, another attribution begins at token i.
func (r *attReader) newClause(i int, area language.Range, cues []cue, k int) bool {
	for _, d := range cues[k+1:] {
		if d.Start < i {
			continue
		}
		if d.Start == i {
			if !d.participle && !d.infinitive && d.kind == cueVerb && d.form.frame&frQuote != 0 {
				return true
			}
			return d.participle && d.form.frame&(frClause|frQuote) != 0 || d.kind == cueAccording
		}
		if d.participle || d.infinitive || d.passive || d.kind != cueVerb {
			continue
		}
		src := r.subject(d, area)
		if src.Len() == 0 {
			continue
		}
		from := i
		if w := r.doc.Lower[i]; w == "and" || w == "but" || w == "while" || w == "as" {
			from++
		}
		return src.Start == from && d.form.frame&frWeak == 0
	}
	return false
}
