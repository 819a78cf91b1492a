package language

// cutKind is what lets a clause begin at a token.
type cutKind uint8

const (
	noCut    cutKind = iota
	cutHard          // after a semicolon
	cutSub           // subordinator or relative pronoun
	cutConj          // coordinating conjunction after a comma
	cutBare          // coordinating conjunction alone
	cutComma         // after a comma, dash or colon
	cutQuote         // after a closing quotation mark
)

// Clauses cuts r into clauses, in text order: the ranges partition r. A clause
// begins at a subordinator or relative pronoun with a finite verb after it, at
// a comma with a conjunction and a finite verb, at a conjunction, comma, dash or
// closing quotation mark with a subject and a finite verb of its own, at a comma
// with a participle ("…, killing 12"), and after a semicolon. The comma belongs
// to the clause before. A clause that is interrupted ("the man, who fled, was
// found") gives two ranges.
func (d *Doc) Clauses(r Range) []Range {
	if r.Len() <= 0 {
		return nil
	}
	type piece struct {
		Range
		kind cutKind
	}
	var pieces []piece
	start, kind := r.Start, cutHard
	for i := r.Start + 1; i < r.End; i++ {
		if k := d.cutAt(i, r); k != noCut {
			pieces = append(pieces, piece{Range{start, i}, kind})
			start, kind = i, k
		}
	}
	pieces = append(pieces, piece{Range{start, r.End}, kind})

	out := []Range{pieces[0].Range}
	whole := d.hasFinite(pieces[0].Range) // the current clause has its verb
	relative := false                     // the current clause is set off by a comma and ends at the next one
	for _, p := range pieces[1:] {
		finite := d.hasFinite(p.Range)
		split := false
		switch p.kind {
		case cutHard:
			split = true
		case cutQuote:
			split = whole && (d.nounLike(p.Start) || d.PTB[p.Start] == PRP || d.PTB[p.Start] == DT || finite && d.verbFirst(p.Start, p.Range))
		case cutSub:
			split = whole || relative || d.nounBefore(p.Start)
		case cutConj:
			split = finite && whole
		case cutBare:
			split = finite && whole && d.subjectFirst(Range{p.Start + 1, p.End})
		case cutComma:
			split = whole && (finite && (relative || d.subjectFirst(p.Range)) || d.PTB[p.Start] == VBG || relative && d.PTB[p.Start] != CC)
		}
		if !split {
			out[len(out)-1].End = p.End
			whole = whole || finite
			continue
		}
		out = append(out, p.Range)
		whole = finite
		relative = p.kind == cutSub && p.Start > r.Start && d.Lower[p.Start-1] == ","
	}
	return out
}

// subordinators begin clauses where the tagger sees a conjunction or a preposition.
var subordinators = wordSet(`because although though while whereas if unless whether that since until till after before when where once as so lest whenever wherever`)

// cutAt tells whether and why a clause may begin at token i.
func (d *Doc) cutAt(i int, r Range) cutKind {
	switch d.PTB[i] {
	case WDT, WP, WPS, WRB:
		if d.PTB[i-1] == IN && d.Tag[i-1] == ADP {
			return noCut // cut before the preposition
		}
		return d.ifFinite(i, r, cutSub)
	case IN:
		if i+1 < r.End && (d.PTB[i+1] == WDT || d.PTB[i+1] == WP || d.PTB[i+1] == WPS) && d.Tag[i] == ADP && d.Lower[i-1] != "," {
			return d.ifFinite(i, r, cutSub)
		}
		if d.Tag[i] == SCONJ && subordinators[d.Lower[i]] {
			return d.ifFinite(i, r, cutSub)
		}
	case CC:
		if d.Lower[i-1] == "," {
			return cutConj
		}
		return cutBare
	}
	switch d.Lower[i-1] {
	case ";":
		return cutHard
	case ",", "--", ":":
		return cutComma
	case "-":
		if d.Flags[i-1]&FlagSpace != 0 && d.Flags[i]&FlagSpace != 0 {
			return cutComma
		}
	}
	if d.Flags[i-1]&FlagQuoteClose != 0 && d.Flags[i-1]&FlagQuoteOpen == 0 && d.Flags[i]&FlagPunct == 0 {
		return d.ifFinite(i, r, cutQuote)
	}
	return noCut
}

// maxReach bounds how far a subordinator looks for its verb.
const maxReach = 40

// ifFinite gives k if a finite verb follows token i within reach.
func (d *Doc) ifFinite(i int, r Range, k cutKind) cutKind {
	if d.hasFinite(Range{i, min(r.End, i+maxReach)}) {
		return k
	}
	return noCut
}

// hasFinite tells whether a finite verb form stands in r.
func (d *Doc) hasFinite(r Range) bool {
	for i := r.Start; i < r.End; i++ {
		switch d.PTB[i] {
		case VBD, VBZ, VBP, MD:
			return true
		}
	}
	return false
}

// nounBefore tells whether a noun or a comma stands before token i.
func (d *Doc) nounBefore(i int) bool {
	return i > 0 && (d.nounLike(i-1) || d.Lower[i-1] == ",")
}

// subjectFirst tells whether r begins with a noun phrase, perhaps after an
// adverb, and its finite verb comes after that.
func (d *Doc) subjectFirst(r Range) bool {
	noun := false
	for i := r.Start; i < r.End && i < r.Start+maxReach; i++ {
		switch p := d.PTB[i]; p {
		case VBD, VBZ, VBP, MD:
			return noun || i == r.Start && d.verbFirst(i, r)
		case NN, NNS, NNP, NNPS, PRP, EX, CD:
			noun = true
		case DT:
			noun = noun || d.Lower[i] != "the" && d.Lower[i] != "a" && d.Lower[i] != "an"
		case IN, TO, VBG:
			if !noun {
				return false
			}
		}
	}
	return false
}

// verbFirst tells of an inverted reporting clause: "said the minister".
func (d *Doc) verbFirst(i int, r Range) bool {
	return speechVerbs[d.Lower[i]] && i+1 < r.End && (d.nounLike(i+1) || d.PTB[i+1] == DT || d.PTB[i+1] == PRP)
}
