package language

// pairQuotes finds the quotations of every paragraph and fills Quotes and the
// quotation flags of the tokens.
//
// Marks of a pair that differ (“ ”, ‘ ’, « ») pair by kind; straight marks and
// wrongly turned ones by what stands beside them. A mark that is still open at
// the paragraph's end gives a quotation that is not Closed; where the next
// paragraph opens again with the same kind of mark, that one Continues it.
func (d *Doc) pairQuotes() {
	prev := -1 // unclosed quotation of the paragraph before
	for _, par := range d.Paragraphs {
		prev = d.pairParagraph(par, prev)
	}
	for qi := range d.Quotes {
		q := &d.Quotes[qi]
		for i := q.Tokens.Start; i < q.Tokens.End; i++ {
			if q.Depth == 0 {
				d.Flags[i] |= FlagInQuote
			}
		}
	}
}

// maxDepth bounds the nesting of quotations.
const maxDepth = 4

// mark kinds: quotation marks of one kind close each other.
const (
	noMark = iota
	doubleMark
	singleMark
	angleMark
)

// mark gives the kind of quotation mark at token i, and whether it can open and close.
func (d *Doc) mark(i int, par Range) (kind int, open, close bool) {
	if d.Flags[i]&FlagPunct == 0 {
		return noMark, false, false
	}
	w := d.Word(i)
	switch w {
	case "“", "„", "‟", "``":
		kind, open = doubleMark, true
		// “ closes in the German manner („…“): where no space stands before it and one follows.
		if w == "“" && i > par.Start && d.Flags[i]&FlagSpace == 0 && (i+1 == par.End || d.Flags[i+1]&(FlagSpace|FlagPunct) != 0) {
			close = true
		}
		return
	case "”":
		return doubleMark, i+1 < par.End && (i == par.Start || d.Flags[i]&FlagSpace != 0) && d.Flags[i+1]&FlagSpace == 0, true
	case "\"", "''":
		kind = doubleMark
	case "‘", "‚", "‛":
		return singleMark, true, false
	case "’", "'", "`", "´":
		kind = singleMark
	case "«", "‹":
		return angleMark, true, i > par.Start && d.Flags[i]&FlagSpace == 0
	case "»", "›":
		return angleMark, i == par.Start || d.Flags[i]&FlagSpace != 0 && i+1 < par.End && d.Flags[i+1]&FlagSpace == 0, true
	default:
		return noMark, false, false
	}
	before := i == par.Start || d.Flags[i]&FlagSpace != 0 || d.openerBefore(i)
	after := i+1 == par.End || d.Flags[i+1]&FlagSpace != 0 || d.closerAfter(i+1)
	open, close = before && !(i+1 == par.End), !before || after
	if before && !after {
		close = false
	}
	if !before {
		open = kind == doubleMark && !after
	}
	return kind, open, close
}

// openerBefore tells whether what stands right before token i lets a quotation open.
func (d *Doc) openerBefore(i int) bool {
	switch d.Lower[i-1] {
	case "(", "[", "{", "-", "--", "/", "\"", "'", ":":
		return true
	}
	return false
}

// closerAfter tells whether token i may follow a closing mark directly.
func (d *Doc) closerAfter(i int) bool {
	switch d.Lower[i] {
	case ".", ",", ";", ":", "!", "?", ")", "]", "-", "--", "/", "\"", "'", "...", "'s":
		return true
	}
	return false
}

type openMark struct{ tok, kind, quote int }

// pairParagraph finds the quotations of one paragraph. prev is the unclosed
// quotation of the one before, -1 if none; it gives this one's.
func (d *Doc) pairParagraph(par Range, prev int) int {
	var stack []openMark
	first := len(d.Quotes)
	// A single mark opens only if a mark that can close it follows in the paragraph.
	singles := 0
	for i := par.Start; i < par.End; i++ {
		if k, _, c := d.mark(i, par); k == singleMark && c {
			singles++
		}
	}
	for i := par.Start; i < par.End; i++ {
		kind, open, close := d.mark(i, par)
		if kind == noMark {
			continue
		}
		if kind == singleMark && close {
			singles--
		}
		at := -1
		for s := len(stack) - 1; s >= 0; s-- {
			if stack[s].kind == kind {
				at = s
				break
			}
		}
		switch {
		case close && at >= 0 && !(open && stack[at].tok == i-1) && !(kind == singleMark && d.possessive(i, par, singles)):
			// Marks opened inside and never closed are dropped.
			for _, o := range stack[at+1:] {
				d.Quotes[o.quote].Depth = -1
			}
			d.closeQuote(stack[at], i)
			stack = stack[:at]
		case open && len(stack) < maxDepth && !(kind == singleMark && singles == 0):
			if at >= 0 && kind != singleMark && d.Word(i) != "«" {
				continue // the same kind cannot nest in itself
			}
			d.Flags[i] |= FlagQuoteOpen
			d.Quotes = append(d.Quotes, Quote{Continues: -1, Depth: len(stack)})
			stack = append(stack, openMark{i, kind, len(d.Quotes) - 1})
		}
	}
	last := -1
	for n, o := range stack {
		if n > 0 || o.kind == singleMark {
			d.Quotes[o.quote].Depth = -1
			continue
		}
		q := &d.Quotes[o.quote]
		q.Span = Span{Start: int(d.Start[o.tok]), End: int(d.End[par.End-1])}
		q.Inner = Span{Start: int(d.End[o.tok]), End: int(d.End[par.End-1])}
		q.Tokens = Range{o.tok + 1, par.End}
		last = o.quote
	}
	last = d.keepQuotes(first, last)
	if prev >= 0 && first < len(d.Quotes) && d.Quotes[first].Span.Start == int(d.Start[par.Start]) {
		d.Quotes[first].Continues = prev
	}
	return last
}

func (d *Doc) closeQuote(o openMark, i int) {
	d.Flags[i] |= FlagQuoteClose
	q := &d.Quotes[o.quote]
	q.Span = Span{Start: int(d.Start[o.tok]), End: int(d.End[i])}
	q.Inner = Span{Start: int(d.End[o.tok]), End: int(d.Start[i])}
	q.Tokens = Range{o.tok + 1, i}
	q.Closed = true
}

// keepQuotes drops quotations that were given up or are empty, from index
// first on, and gives the new index of last.
func (d *Doc) keepQuotes(first, last int) int {
	kept := first
	moved := -1
	for i := first; i < len(d.Quotes); i++ {
		if d.Quotes[i].Depth < 0 || d.Quotes[i].Tokens.Len() <= 0 {
			continue
		}
		if i == last {
			moved = kept
		}
		d.Quotes[kept] = d.Quotes[i]
		kept++
	}
	d.Quotes = d.Quotes[:kept]
	return moved
}

// possessive tells whether the apostrophe at token i rather ends a possessive
// ("the officers' union") than a quotation: it follows an s directly, a word
// follows it, and another mark that can close comes later.
func (d *Doc) possessive(i int, par Range, later int) bool {
	if i == par.Start || i+1 >= par.End || later <= 0 || d.Flags[i]&FlagSpace != 0 {
		return false
	}
	w := d.Lower[i-1]
	return w[len(w)-1] == 's' && d.Flags[i+1]&FlagSpace != 0 && d.Flags[i+1]&FlagPunct == 0
}

// scareMax is the longest scare quotation in tokens.
const scareMax = 4

// markScare sets Scare on short quotations without a verb; it needs the tags.
func (d *Doc) markScare() {
	for qi := range d.Quotes {
		q := &d.Quotes[qi]
		if !q.Closed || q.Tokens.Len() > scareMax {
			continue
		}
		q.Scare = true
		for i := q.Tokens.Start; i < q.Tokens.End; i++ {
			switch d.PTB[i] {
			case VBD, VBZ, VBP, MD, VB:
				q.Scare = false
			}
			switch d.Lower[i] {
			case ".", ",", "!", "?", "...":
				q.Scare = false
			}
		}
	}
}
