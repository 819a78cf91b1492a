package statement

import (
	"sort"

	"sofar/language"
)

// headline reads "Ministry: eleven dead" and "Eleven dead - ministry": the
// speaker stands before or after a mark, without a verb.
func (r *attReader) headline(s int, area language.Range) {
	for i := area.Start + 1; i < area.End-1 && i-area.Start <= 24; i++ {
		if r.inQuote(i) >= 0 {
			return
		}
		// A long description of who speaks stands before a quotation only.
		if i-area.Start > 9 && r.doc.Lower[i] == ":" && !(r.opensQuote(i+1) && r.speech(r.inQuote(i+1))) {
			return
		}
		if r.finite(i) || r.doc.Lower[i] == "," && i-area.Start < 2 {
			return
		}
		if r.doc.Lower[i] != ":" {
			continue
		}
		src := language.Range{Start: area.Start, End: i}
		quoted := r.opensQuote(i + 1)
		caps := r.doc.Flags[i-1]&language.FlagUpper != 0 && src.Len() <= 2
		if !quoted && !caps && !r.canSpeak(src) && !(src.Len() <= 2 && surveys[r.doc.Lower[i-1]]) || clockLike(r.word(i-1)) && clockLike(r.word(i+1)) {
			return
		}
		f := found{source: src, cue: language.Range{Start: i, End: i + 1}, rule: "headline"}
		f.c = cue{Range: f.cue, head: i, stance: States}
		f.content = []language.Range{{Start: i + 1, End: area.End}}
		if quoted {
			f.content = append(f.content, r.quoteRun(max(area.End, r.quoteTokens(r.inQuote(i+1)).End))...)
		}
		r.add(f)
		return
	}
}

// surveys are things that a headline lets speak: "Poll: most voters undecided".
var surveys = wordSet(`poll polls survey study report exclusive video fact-check`)

func clockLike(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// canSpeak tells whether a short phrase names somebody who can speak.
func (r *attReader) canSpeak(x language.Range) bool {
	for i := x.Start; i < x.End; i++ {
		if classOfWord(r.doc.Lower[i], r.doc.Lemma[i]) != "" {
			return true
		}
	}
	for _, n := range r.doc.NamesNear(x) {
		if x.Start <= n.Tokens.Start && n.Tokens.End <= x.End {
			switch n.Kind {
			case language.NamePerson, language.NameOrganisation, language.NameGroup, language.NameOutlet:
				return true
			}
		}
	}
	return false
}

// looseQuotes gives a speaker to quotations that no cue has claimed: one that
// continues another has its speaker; one that fills its paragraph after a
// paragraph with a quotation goes on with that speaker; one at the end of a
// sentence takes the sentence's subject.
func (r *attReader) looseQuotes() {
	read := len(r.found)
	for q := range r.doc.Quotes {
		quote := r.doc.Quotes[q]
		if _, ok := r.owner[q]; ok || quote.Depth != 0 || !r.speech(q) || quote.Tokens.Len() < 6 {
			continue
		}
		qt := r.quoteTokens(q)
		if quote.Continues >= 0 {
			if id, ok := r.owner[quote.Continues]; ok {
				r.found[id].content = append(r.found[id].content, r.trim(qt))
				r.owner[q] = id
				continue
			}
		}
		sent := r.doc.Sents[r.doc.SentOf[qt.Start]]
		if sent.Boilerplate {
			continue
		}
		whole := sent.Start >= qt.Start-1
		if !whole {
			continue
		}
		// The last attribution before, in this paragraph or the one before.
		best := -1
		near := sort.Search(read, func(i int) bool { return r.found[i].cue.Start >= qt.Start })
		for id := max(0, near-maxCues); id < min(near+maxCues, len(r.found)); id++ {
			f := &r.found[id]
			if f.cue.Start < qt.Start && f.source.Len() > 0 && (best < 0 || f.cue.Start > r.found[best].cue.Start) {
				best = id
			}
		}
		if best < 0 {
			continue
		}
		f := r.found[best]
		gap := sent.Paragraph - r.doc.Sents[r.doc.SentOf[f.cue.Start]].Paragraph
		if gap > 1 || gap == 1 && !r.quotedEnd(f) {
			continue
		}
		r.add(found{source: f.source, cue: language.Range{}, content: []language.Range{qt}, c: cue{stance: States, head: f.c.head}, rule: "following"})
	}
}

// signed reads a quotation with a dash and a name after it: “…” ― Ada Brook.
func (r *attReader) signed() {
	for q := range r.doc.Quotes {
		if _, ok := r.owner[q]; ok || r.doc.Quotes[q].Depth != 0 || r.doc.Quotes[q].Tokens.Len() < 3 {
			continue
		}
		qt := r.quoteTokens(q)
		i := qt.End
		if i+1 >= r.doc.Len() || !dashes[r.doc.Word(i)] {
			continue
		}
		x := language.Range{Start: i + 1, End: i + 1}
		for x.End < r.doc.Len() && x.Len() < 6 && r.inQuote(x.End) < 0 && !r.newParagraph(x.End) && (r.doc.Flags[x.End]&(language.FlagTitle|language.FlagUpper) != 0 || r.doc.Word(x.End) == "." && x.Len() > 0 && len(r.doc.Lower[x.End-1]) == 1) {
			x.End++
		}
		if x.Len() == 0 || x.End < r.doc.Len() && !r.newParagraph(x.End) && r.inQuote(x.End) < 0 && !r.punct(x.End) {
			continue
		}
		mark := language.Range{Start: i, End: i + 1}
		r.add(found{source: x, cue: mark, content: []language.Range{qt}, c: cue{Range: mark, head: i, stance: States}, rule: "signed"})
	}
}

// dashes stand before the name of whom a quotation is by.
var dashes = map[string]bool{"―": true, "—": true, "–": true, "--": true}

// newParagraph tells whether a paragraph begins at token i.
func (r *attReader) newParagraph(i int) bool {
	return i == 0 || r.doc.Sents[r.doc.SentOf[i]].Paragraph != r.doc.Sents[r.doc.SentOf[i-1]].Paragraph
}

// maxTurn bounds the paragraphs of one turn of a transcript.
const maxTurn = 12

// transcripts reads paragraphs that begin with a speaker in capitals and a
// colon: a turn lasts until the next, as long as its paragraphs are quoted as
// it is or stand alone.
func (r *attReader) transcripts() {
	d := r.doc
	turn := func(p int) (src language.Range, ok bool) {
		i := d.Paragraphs[p].Start
		end := d.Paragraphs[p].End
		for i < end && r.punct(i) {
			i++
		}
		j := i
		for j < end && j-i < 4 && d.Flags[j]&language.FlagUpper != 0 {
			j++
		}
		return language.Range{Start: i, End: j}, j > i && j < end && d.Lower[j] == ":"
	}
	turns := 0
	for p := range d.Paragraphs {
		if _, ok := turn(p); ok {
			turns++
		}
	}
	if turns < 2 {
		return
	}
	var kept []found
	covered := make([]bool, d.Len())
	for p := range d.Paragraphs {
		src, ok := turn(p)
		if !ok || src.End+1 >= d.Paragraphs[p].End {
			continue
		}
		x := language.Range{Start: src.End + 1, End: d.Paragraphs[p].End}
		for n := p + 1; n < len(d.Paragraphs) && n < p+maxTurn; n++ {
			if _, ok := turn(n); ok || d.Flags[d.Paragraphs[n].Start]&(language.FlagQuoteOpen|language.FlagPunct) == 0 || d.Flags[d.Paragraphs[p].Start]&language.FlagPunct == 0 {
				break
			}
			x.End = d.Paragraphs[n].End
		}
		mark := language.Range{Start: src.End, End: src.End + 1}
		kept = append(kept, found{source: src, cue: mark, content: []language.Range{r.trim(x)}, c: cue{Range: mark, head: src.End, stance: States}, rule: "transcript"})
		for i := src.Start; i < x.End; i++ {
			covered[i] = true
			if q := r.inQuote(i); q >= 0 {
				r.owner[q] = len(r.found)
			}
		}
	}
	// What else was read of the names before the colons goes.
	out := r.found[:0]
	for _, f := range r.found {
		if f.rule == "headline" && f.cue.Start < len(covered) && covered[f.cue.Start] {
			continue
		}
		out = append(out, f)
	}
	r.found = append(out, kept...)
}

// quotedEnd tells whether the last content of an attribution ends in a quotation.
func (r *attReader) quotedEnd(f found) bool {
	last := f.content[len(f.content)-1]
	return r.closesQuote(last.End - 1)
}
