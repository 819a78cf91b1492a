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
		if !quoted && !caps && !r.canSpeak(src) || clockLike(r.word(i-1)) && clockLike(r.word(i+1)) {
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

// quotedEnd tells whether the last content of an attribution ends in a quotation.
func (r *attReader) quotedEnd(f found) bool {
	last := f.content[len(f.content)-1]
	return r.closesQuote(last.End - 1)
}
