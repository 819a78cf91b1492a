package statement

import (
	"sofar/language"
)

// settle puts right the borders of a content where the tree says better than
// the model's labels where it begins and ends:
//
//   - what stands between the cue and the "that" of its clause is no content
//     ("said after a meeting of the council that …");
//   - a cue in a relative clause says nothing of what the main clause says;
//   - a preposition or conjunction at the end, before cue or source, is theirs
//     ("…, by its count");
//   - a gap that holds neither cue nor source is content too.
func (l *learnedReader) settle(v *cueView, f, sv *found) {
	if len(f.content) == 0 {
		return
	}
	f.content = l.whole(v, f)
	for k := range f.content {
		x := &f.content[k]
		if x.Start >= v.cue.End {
			if that := l.complementizer(v, *x, sv); that > x.Start {
				x.Start = that
			}
			l.withinClause(v.head, x)
		}
		l.dangling(v, f, x)
	}
}

// complementizer gives the token of "that" at which the clause of the cue
// begins inside x, -1 if none does.
func (l *learnedReader) complementizer(v *cueView, x language.Range, sv *found) int {
	d, r := l.r.doc, l.r
	if r.opensQuote(x.Start) {
		return -1
	}
	for i := x.Start; i < x.End && i < x.Start+maxAdjunct; i++ {
		if r.inQuote(i) != r.inQuote(x.Start) || i > x.Start && r.finite(i) {
			return -1
		}
		if d.Lower[i] != "that" {
			continue
		}
		if _, told := cueNouns[r.word(i-1)]; told || d.Lower[x.Start] == "only" || d.Lower[x.Start] == "just" {
			return -1 // "on his statement that …": its words belong to it
		}
		if sv != nil && len(sv.content) > 0 && sv.content[0].Start == i {
			return i
		}
		h, first := d.Head(i), d.Tag[x.Start]
		if h > i && d.Rel(i) == language.Mark && d.Head(h) == v.head && d.Rel(h).Base() == language.Ccomp && (first == language.ADP || first == language.ADV || d.Tag[x.Start-1] == language.ADP) {
			return i
		}
	}
	return -1
}

// maxAdjunct bounds what may stand between a cue and its "that", in tokens.
const maxAdjunct = 16

// withinClause cuts a content that follows its cue where the main clause goes on,
// or where a clause is joined to one that the cue does not govern.
func (l *learnedReader) withinClause(head int, x *language.Range) {
	d, r := l.r.doc, l.r
	if d.SentOf[x.Start] != d.SentOf[head] {
		return
	}
	governed := false
	for k := d.Head(head); k >= 0 && !governed; k = d.Head(k) {
		governed = k >= x.Start && k < x.End
	}
	// What "said" governs is a clause: before its verb "and" joins names. A clause
	// joined to a cue that governs none ("had spoken of two dead, and …") is not its.
	clausal := verbForms[d.Lower[head]].verb != nil && verbForms[d.Lower[head]].frame&(frClause|frQuote) != 0
	governs := clausal
	for i := x.Start + 1; i < x.End && !governed; i++ {
		clausal = clausal && !r.finite(i)
		if clausal || d.Tag[i] != language.CCONJ || r.inQuote(i) >= 0 {
			continue
		}
		if c := d.Head(i); c > i && c < x.End && d.Rel(c) == language.Conj && d.Child(c, language.Nsubj, language.NsubjPass) > i && r.finiteVerb(language.Range{Start: i, End: c + 1}) && (!l.under(c, head) || d.Head(c) == head && !governs) {
			l.cutAt(x, i)
			break
		}
	}
	relative := false
	k := head
	for n := 0; n < 6; n++ {
		h := d.Head(k)
		if h < 0 {
			break
		}
		relative = relative || d.Rel(k) == language.AclRelcl
		k = h
		if relative && k > x.Start && k < x.End && r.inQuote(k) < 0 {
			l.cutAt(x, l.outside(*x, head, k))
			return
		}
	}
}

// under tells whether token i depends on head, directly or not.
func (l *learnedReader) under(i, head int) bool {
	d := l.r.doc
	for n := 0; n < 64 && i >= 0 && i != head; n++ {
		i = d.Head(i)
	}
	return i == head
}

// outside gives the first token of x that does not depend on head, at most stop.
func (l *learnedReader) outside(x language.Range, head, stop int) int {
	for i := x.Start; i < stop; i++ {
		if !l.under(i, head) && !l.r.punct(i) {
			return i
		}
	}
	return stop
}

// cutAt ends x before token i if something is left of it.
func (l *learnedReader) cutAt(x *language.Range, i int) {
	y := l.r.trim(language.Range{Start: x.Start, End: i})
	if y.Len() > 0 {
		*x = y
	}
}

// dangling drops prepositions and conjunctions that lead on to cue or source.
func (l *learnedReader) dangling(v *cueView, f *found, x *language.Range) {
	d := l.r.doc
	if x.End != v.cue.Start && (f.source.Len() == 0 || x.End != f.source.Start) {
		return
	}
	for x.Len() > 1 {
		switch t := d.Tag[x.End-1]; {
		case l.r.inQuote(x.End-1) >= 0:
			return
		case t == language.ADP || t == language.CCONJ || t == language.SCONJ:
			l.cutAt(x, x.End-1)
			continue
		}
		return
	}
}

// whole joins contents with nothing of cue or source between them.
func (l *learnedReader) whole(v *cueView, f *found) []language.Range {
	out := f.content[:1]
	for _, x := range f.content[1:] {
		last := &out[len(out)-1]
		gap := language.Range{Start: last.End, End: x.Start}
		if gap.Len() <= maxGap && !l.r.punct(gap.Start) && !l.r.finiteVerb(gap) && !gap.Overlaps(v.cue) && !(f.source.Len() > 0 && gap.Overlaps(f.source)) && l.r.doc.SentOf[last.Start] == l.r.doc.SentOf[x.Start] {
			last.End = x.End
			continue
		}
		out = append(out, x)
	}
	return out
}

// maxGap bounds the gap that is content, in tokens.
const maxGap = 4

// settleSieves does the same for what the sieves alone have read of a sentence.
func (l *learnedReader) settleSieves(ids []int) {
	for _, k := range ids {
		f := &l.r.found[k]
		if f.c.kind != cueVerb || f.c.form.verb == nil || f.rule != "before" && f.rule != "object" {
			continue
		}
		if x := &f.content[0]; x.Start >= f.cue.End && l.r.inQuote(x.Start) < 0 {
			l.withinClause(f.c.head, x)
		}
	}
}
