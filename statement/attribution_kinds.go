package statement

import (
	"strings"

	"sofar/language"
)

// according reads "according to X, …" and "…, according to X".
func (r *attReader) according(c cue, area language.Range, cues []cue, k int) {
	f := found{cue: c.Range, c: c, rule: "according"}
	src, _ := r.nounPhraseRight(c.End, area.End)
	if src.Len() == 0 {
		return
	}
	f.source = src
	lead := c.Start == area.Start || c.Start-area.Start < 3 && !r.finiteVerb(language.Range{Start: area.Start, End: c.Start})
	if !lead {
		left := r.leftContent(c.Start, area, cues, k)
		f.content = append(f.content, left)
		if src.End < area.End && r.doc.Lower[src.End] == "," && src.End+1 < area.End {
			j := src.End + 1
			x := language.Range{Start: j, End: r.contentEnd(j, area, cues, k)}
			w := r.doc.Lower[j]
			if w != "and" && w != "but" && w != "which" && w != "who" && w != "while" && w != "though" && w != "although" && w != "as" && r.doc.PTB[j] != language.VBG && (!r.finiteVerb(left) || r.opensQuote(j)) {
				f.content = append(f.content, x)
			}
		}
	} else {
		j := src.End
		for j < area.End && r.punct(j) && !r.opensQuote(j) {
			j++
		}
		f.content = append(f.content, language.Range{Start: j, End: r.contentEnd(j, area, cues, k)})
	}
	r.add(f)
}

// hearsayVerbs are passives that report without a source, with their stance.
var hearsayVerbs = wordSet(`said reported believed thought expected alleged rumoured rumored understood claimed suspected feared known estimated considered presumed assumed seen described called viewed`)

// passive reads "is said to have …", "it was reported that …" and "was accused of … by X".
func (r *attReader) passive(c cue, area language.Range, cues []cue, k int) {
	w := r.doc.Lower[c.head]
	next := r.word(c.End)
	if c.kind != cueVerb {
		return
	}
	f := found{cue: c.Range, c: c, rule: "hearsay"}
	end := r.contentEnd(c.End, area, cues, k)
	right := language.Range{Start: c.End, End: end}
	by := -1
	for j := c.End; j < end && j < c.End+12; j++ {
		if r.doc.Lower[j] == "by" && r.inQuote(j) < 0 {
			by = j
			break
		}
		if r.doc.Lower[j] == "," {
			break
		}
	}
	switch {
	case by >= 0 && c.form.verb != nil && c.form.frame&frWeak != 0:
		return // "were found by their families": nobody speaks
	case by >= 0 && r.agent(by+1):
		f.source, _ = r.nounPhraseRight(by+1, end)
		right.End = by
		f.rule = "passive"
		subj := r.subject(c, area)
		f.content = append(f.content, subj, right)
	case next == "that" && r.word(c.Start-1) == "it":
		f.content = append(f.content, right)
	case next == "to" && hearsayVerbs[w]:
		left, _ := r.subjectOf(c, area)
		f.content = append(f.content, left, right)
	case w == "told" || w == "informed":
		src, _ := r.subjectOf(c, area)
		if next == "that" || r.finiteVerb(right) {
			f.content = append(f.content, right)
			f.addressee = src
		}
	}
	if len(f.content) > 0 {
		r.add(f)
	}
}

// toldBy reads "the deaths of five people, reported by the gendarmerie": a
// participle after a noun with its agent.
func (r *attReader) toldBy(c cue, area language.Range, cues []cue, k int) bool {
	if c.kind != cueVerb || c.passive || c.Start != c.head || c.form.kind != formPast && c.form.kind != formPart || c.form.frame&(frClause|frQuote) == 0 || c.form.frame&frWeak != 0 || r.word(c.End) != "by" || c.Start <= area.Start+1 {
		return false
	}
	if t := r.tag(c.Start - 1); t != language.NOUN && t != language.PROPN && r.doc.Lower[c.Start-1] != "," {
		return false
	}
	src, ok := r.nounPhraseRight(c.End+1, area.End)
	if !ok || !r.canSpeak(src) {
		return false
	}
	left := r.leftContent(c.Start, area, cues, k)
	return r.add(found{source: src, cue: language.Range{Start: c.Start, End: c.End + 1}, content: []language.Range{left}, c: c, rule: "passive"}) >= 0
}

// agent tells whether a person, body or pronoun stands at token i.
func (r *attReader) agent(i int) bool {
	return r.nounish(i)
}

// hearsay reads "reportedly".
func (r *attReader) hearsay(c cue, area language.Range, cues []cue, k int) {
	f := found{cue: c.Range, c: c, rule: "hearsay"}
	left := r.leftContent(c.Start, area, cues, k)
	f.content = []language.Range{left, {Start: c.End, End: r.contentEnd(c.End, area, cues, k)}}
	r.add(f)
}

// noun reads "X's claim that …", "a warning from X that …", "reports of …".
func (r *attReader) noun(c cue, area language.Range) {
	f := found{cue: c.Range, c: c, rule: "noun"}
	if strings.HasPrefix(r.word(c.End), "of") || r.word(c.End) == "that" {
		f.content = []language.Range{{Start: c.End, End: r.contentEnd(c.End, area, nil, -1)}}
	}
	if r.word(c.End) == "of" {
		f.content[0].Start++
	}
	i := c.Start - 1
	for i > area.Start && r.tag(i) == language.ADJ {
		i--
	}
	if i >= area.Start && r.doc.PTB[i] == language.POS {
		f.source = r.phraseLeft(i, area.Start)
	} else if i >= area.Start && r.doc.PTB[i] == language.PRPS {
		f.source = language.Range{Start: i, End: i + 1}
	}
	r.add(f)
}

// count reads "the brigade's count stood at …", "the toll given by the ministry":
// the clause with the number is the content.
func (r *attReader) count(c cue, area language.Range, cues []cue, k int) {
	f := found{cue: c.Range, c: c, rule: "count"}
	if c.head > c.Start && keeps[r.doc.Lower[c.head]] && r.word(c.head+1) != "by" && r.relativeLeft(c.head, c.Start) > 0 {
		that := r.relativeLeft(c.head, c.Start)
		f.source = r.phraseLeft(r.group(c.head, area).Start, that+1)
		f.content = []language.Range{{Start: c.End, End: that}}
	} else if c.head > c.Start {
		by := c.head + 1
		for by < area.End && r.doc.Lower[by] != "by" && by-c.head < 8 {
			by++
		}
		if by >= area.End || r.doc.Lower[by] != "by" {
			return
		}
		f.source, _ = r.nounPhraseRight(by+1, area.End)
		for j := f.source.Start; j < f.source.End; j++ {
			if r.doc.Lower[j] == "to" {
				f.source.End = j // "the number given by the brigade to Radio 6"
			}
		}
		start := c.Start
		for start > area.Start && !r.punct(start-1) && !r.finite(start-1) {
			start--
		}
		end := c.head
		if that := r.relativeLeft(c.head, c.Start); that > c.End {
			end = that // "the number of dead that was published by …"
		}
		f.content = []language.Range{{Start: c.End, End: end}, {Start: f.source.End, End: r.contentEnd(f.source.End, area, cues, k)}}
		switch {
		case r.numberIn(f.content[0]):
			f.content = f.content[:1] // what is said of that number is not its keeper's
		case !r.numberIn(f.content[1]):
			f.content = []language.Range{{Start: start, End: c.head}}
		}
	} else {
		j := c.Start - 1
		for j > area.Start && r.doc.PTB[j] != language.POS && r.doc.PTB[j] != language.PRPS {
			j--
		}
		if r.doc.PTB[j] == language.PRPS {
			f.source = language.Range{Start: j, End: j + 1}
			if s := r.owner0(j, area); s.Len() > 0 {
				f.source = s
			}
		} else {
			f.source = r.phraseLeft(j, area.Start)
		}
		f.content = []language.Range{{Start: c.End, End: r.contentEnd(c.End, area, cues, k)}}
		if !r.numberIn(f.content[0]) {
			f.content = []language.Range{r.leftContent(f.source.Start, area, cues, k)}
		}
	}
	if f.source.Len() == 0 || !r.canSpeak(f.source) && f.source.Len() > 1 {
		return
	}
	for _, x := range f.content {
		if r.numberIn(x) {
			r.add(f)
			return
		}
	}
}

// owner0 gives the subject to which a possessive pronoun at token j belongs: the
// antecedent of "which keeps its own register", the subject of "kept its estimate".
func (r *attReader) owner0(j int, area language.Range) language.Range {
	if r.doc.Lower[j] != "its" && r.doc.Lower[j] != "their" {
		return language.Range{}
	}
	for i := j - 1; i > area.Start && j-i < 8 && !r.punct(i); i-- {
		if !r.finite(i) {
			continue
		}
		s, relative := r.subjectOf(r.group(i, area), area)
		if relative {
			for s.Len() > 1 && (r.doc.Lower[s.End-1] == "which" || r.doc.Lower[s.End-1] == "who" || r.punct(s.End-1)) {
				s.End--
			}
		}
		if s.Len() > 0 && r.canSpeak(s) {
			return s
		}
		break
	}
	return language.Range{}
}

// numberIn tells whether a counting number lies in the range.
func (r *attReader) numberIn(x language.Range) bool {
	for i := x.Start; i < x.End; i++ {
		if r.countFrom[i] {
			return true
		}
	}
	return false
}

// citing reads "…, Radio 6 reported, citing the mayor": the one cited is the
// speaker of what the outlet reports.
func (r *attReader) citing(c cue, area language.Range, first int) bool {
	src, ok := r.nounPhraseRight(c.End, area.End)
	if !ok || !r.canSpeak(src) {
		return false
	}
	for n := len(r.found) - 1; n >= first; n-- {
		g := r.found[n]
		if g.c.form.verb == nil || g.c.kind != cueVerb || g.cue.End > c.Start || c.Start-g.cue.End > 12 || g.via {
			continue
		}
		if !r.mediaSource(g.source) && !r.agency(g.source) && !(g.source.Len() == 1 && r.doc.Lower[g.source.Start] == "it" && r.outletBefore(n)) {
			return false
		}
		if outlet, mouth, verb := r.behind(src, area); mouth.Len() > 0 {
			r.add(found{source: outlet, cue: c.Range, content: append([]language.Range(nil), g.content...), c: cue{Range: c.Range, head: c.head, stance: States}, rule: "citing", via: true})
			src, c.Range, c.head = mouth, verb, verb.Start
		}
		return r.add(found{source: src, cue: c.Range, content: append([]language.Range(nil), g.content...), c: cue{Range: c.Range, head: c.head, stance: States}, rule: "citing", via: true}) >= 0
	}
	return false
}

// agency tells whether a source is called an agency, a paper or a site by name.
func (r *attReader) agency(x language.Range) bool {
	for i := x.Start; i < x.End; i++ {
		switch r.doc.Lower[i] {
		case "agency", "paper", "daily", "weekly", "site", "portal", "blog":
			return true
		}
	}
	return false
}

// behind takes "Radio 6, which had spoken to the fire service" apart: the outlet
// cited and the mouth behind it.
func (r *attReader) behind(src, area language.Range) (outlet, mouth, verb language.Range) {
	for i := src.Start + 1; i+2 < area.End && i < src.Start+8; i++ {
		if w := r.doc.Lower[i]; w != "which" && w != "who" {
			continue
		}
		for j := i + 1; j+1 < area.End && j < i+5; j++ {
			k := 0
			switch r.doc.Lower[j] {
			case "spoken", "spoke", "talked":
				if r.doc.Lower[j+1] == "to" || r.doc.Lower[j+1] == "with" {
					k = j + 2
				}
			case "quoted", "quotes", "cited", "cites", "quoting", "citing":
				k = j + 1
			}
			if k == 0 || k >= area.End {
				continue
			}
			np, ok := r.nounPhraseRight(k, area.End)
			if !ok || !r.canSpeak(np) || r.mediaSource(np) {
				return outlet, mouth, verb // "the mayor, who spoke to Radio 6"
			}
			outlet = language.Range{Start: src.Start, End: i}
			for outlet.Len() > 1 && r.punct(outlet.End-1) {
				outlet.End--
			}
			return outlet, np, language.Range{Start: j, End: k}
		}
	}
	return outlet, mouth, verb
}

// outletBefore tells whether an outlet is the source of one of the few
// attributions before the one at index n: "it said, quoting the mayor" goes on
// with the outlet.
func (r *attReader) outletBefore(n int) bool {
	for k := n - 1; k >= 0 && k >= n-4; k-- {
		if r.mediaSource(r.found[k].source) {
			return true
		}
	}
	return false
}
