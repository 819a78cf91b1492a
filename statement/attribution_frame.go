package statement

import (
	"sofar/language"
)

// frame finds source and content of one cue; cues[k] is the cue itself, first
// the index in r.found of the sentence's first attribution.
func (r *attReader) frame(c cue, area language.Range, cues []cue, k, first int) {
	switch c.kind {
	case cueAccording:
		r.according(c, area, cues, k)
		return
	case cueHearsay:
		r.hearsay(c, area, cues, k)
		return
	case cueNoun:
		r.noun(c, area)
		return
	case cueCount:
		r.count(c, area, cues, k)
		return
	}
	if c.passive {
		r.passive(c, area, cues, k)
		return
	}
	if c.idle(r) || r.toldBy(c, area, cues, k) {
		return
	}
	if c.kind == cueVerb && c.form.frame&frQuote != 0 && !c.participle && !c.infinitive {
		if r.fronted(c, area, cues, k) {
			return
		}
	}
	r.forward(c, area, cues, k, first)
}

// idle tells whether a verb does not report here: a purpose ("to discuss"), a
// possibility ("would argue"), the reader addressed ("you say").
func (c *cue) idle(r *attReader) bool {
	if c.kind != cueVerb {
		return false
	}
	if c.infinitive {
		w := r.word(c.Start - 1)
		return w != "on" && w != "continued" && w != "as"
	}
	switch c.modal {
	case "", "'d":
	case "could", "would", "can", "will", "'ll":
		if !c.neg {
			return true
		}
	default:
		return true
	}
	if c.neg && c.form.frame&(frNoun|frMind) != 0 && c.form.frame&frQuote == 0 {
		return true
	}
	switch r.word(c.Start - 1) {
	case "you":
		return true
	case "i", "we":
		return c.form.frame&(frMind|frNoun) != 0
	}
	return false
}

// tells tells whether words before a comma can be what somebody says: quoted,
// with a verb, or with a number as in a headline. "The Grey Column, an armed
// group, claimed the attack" has a subject there.
func (r *attReader) tells(x language.Range) bool {
	if x.Len() <= 0 {
		return false
	}
	if r.endsQuoted(x) {
		return true
	}
	for i := x.Start; i < x.End; i++ {
		if r.finite(i) || r.tag(i) == language.NUM {
			return true
		}
	}
	return false
}

// fronted reads "…, X said", "…, said X" and their split forms "…, X said, …".
func (r *attReader) fronted(c cue, area language.Range, cues []cue, k int) bool {
	f := found{cue: c.Range, c: c}
	// Inverted: the cue follows a comma or a closing quotation mark, the source follows it.
	if left := c.Start; left > area.Start && r.breaksBefore(left) && c.form.kind != formIng && c.form.kind != formBase && c.form.frame&frAddressee == 0 {
		x := r.leftContent(left, area, cues, k)
		if src, ok := r.nounPhraseRight(c.End, area.End); ok && src.Len() > 0 && !r.clauseFollows(src.End, area.End) && r.tells(x) {
			f.source, f.rule = src, "inverted"
			f.content = append(f.content, x)
			f.content = append(f.content, r.resume(x, src.End, area, cues, k)...)
			return r.add(f) >= 0
		}
	}
	src := r.subject(c, area)
	if src.Len() == 0 || src.Start <= area.Start || !r.breaksBefore(src.Start) {
		return false
	}
	left := r.leftContent(src.Start, area, cues, k)
	if left.Len() <= 0 {
		// "… dead, according to the ministry, Radio 6 reported": the outlet passes
		// on the attribution before it.
		left = language.Range{Start: area.Start, End: src.Start}
		for left.End > left.Start && r.punct(left.End-1) && !r.closesQuote(left.End-1) {
			left.End--
		}
		if left.Len() == 0 || !r.mediaSource(src) {
			return false
		}
	}
	quoted := r.endsQuoted(left)
	after, addr := r.afterCue(c, area)
	// "…, the ministry announced in a communiqué read on the radio."
	toldOf := documents[r.word(after-1)] && (r.doc.PTB[min(after, area.End-1)] == language.VBN || r.word(after) == "read")
	if after < area.End && !r.punct(after) && !r.opensQuote(after) && !toldOf {
		if rest := r.tail(after, area.End); !quoted && !addrLike(c) || r.finiteVerb(rest) && !(quoted && left.Start <= area.Start) {
			return false // content follows the cue: "While …, he said voters …"
		}
	}
	// At the sentence's end what stands before can only be the content.
	// Between commas the cue splits its content ("To see the harm, he said, one must …").
	split := after+2 < area.End && r.doc.Lower[after] == "," && left.Len() > 2 && r.doc.Lower[left.Start] == "to"
	if !quoted && !toldOf && !split && !r.finiteVerb(left) && (!r.onlyMarks(after, area.End) || left.Len() < 4 || r.timeAt(left.Start) && r.timeAt(left.End-1)) {
		return false
	}
	if !quoted && r.opensSubordinate(left) {
		return false
	}
	if after < area.End && r.opensQuote(after) && !quoted && r.speech(r.inQuote(after)) {
		return false
	}
	f.source, f.rule, f.addressee = src, "after", addr
	f.content = append(f.content, left)
	f.content = append(f.content, r.resume(left, after, area, cues, k)...)
	return r.add(f) >= 0
}

// onlyMarks tells whether nothing but punctuation stands in [i, end).
func (r *attReader) onlyMarks(i, end int) bool {
	for ; i < end; i++ {
		if !r.punct(i) {
			return false
		}
	}
	return true
}

// mediaSource tells whether a source is an outlet.
func (r *attReader) mediaSource(x language.Range) bool {
	for i := x.Start; i < x.End; i++ {
		if classOfWord(r.doc.Lower[i], "") == Media {
			return true
		}
	}
	for _, n := range r.doc.NamesNear(x) {
		if n.Tokens.Overlaps(x) && n.Kind == language.NameOutlet {
			return true
		}
	}
	return x.Len() == 1 && r.tag(x.Start) == language.PROPN
}

// addrLike tells whether the verb takes a hearer, whose end the words after it
// may hide ("told Radio 6 a few minutes before midnight").
func addrLike(c cue) bool { return c.form.verb != nil && c.form.frame&frAddressee != 0 }

// tail is the stretch from token i to the next mark.
func (r *attReader) tail(i, end int) language.Range {
	j := i
	for j < end && r.doc.Lower[j] != "," && r.doc.Lower[j] != ";" && r.inQuote(j) < 0 {
		j++
	}
	return language.Range{Start: i, End: j}
}

// endsQuoted tells whether a stretch ends in a spoken quotation that makes up
// most of it.
func (r *attReader) endsQuoted(x language.Range) bool {
	if x.Len() == 0 || !r.closesQuote(x.End-1) {
		return false
	}
	q := r.inQuote(x.End - 1)
	return r.speech(q) && 2*r.quoteTokens(q).Len() >= x.Len()
}

// opensSubordinate tells whether a fronted stretch is a subordinate clause or
// an adverbial that cannot be content ("While …, he said …"): no clause of its own
// follows it behind a comma.
func (r *attReader) opensSubordinate(x language.Range) bool {
	switch r.doc.Lower[x.Start] {
	case "as":
		if r.word(x.Start+1) == "of" {
			return false // a time
		}
	case "while", "although", "though", "when", "after", "before", "since", "because":
	case "asked", "speaking":
		return true
	default:
		return false
	}
	for i := x.Start; i < x.End; i++ {
		if q := r.inQuote(i); q >= 0 {
			i = max(i, r.quoteTokens(q).End-1)
			continue
		}
		if w := r.word(i + 1); r.doc.Lower[i] == "," && w != "who" && w != "which" {
			return !r.finiteVerb(language.Range{Start: i + 1, End: x.End})
		}
	}
	return true
}

// breaksBefore tells whether a comma, dash or closing quotation mark stands
// right before token i.
func (r *attReader) breaksBefore(i int) bool {
	if i <= 0 {
		return false
	}
	switch r.doc.Lower[i-1] {
	case ",", "-", "--", "–", "—", "?", "!":
		return true
	}
	return r.closesQuote(i - 1)
}

// leftContent is the content that ends before token i: back to the start of
// the area, the last semicolon, or the attribution before.
func (r *attReader) leftContent(i int, area language.Range, cues []cue, k int) language.Range {
	end := i
	for end > area.Start && r.punct(end-1) && !r.closesQuote(end-1) {
		end--
	}
	start := area.Start
	for j := end - 1; j > area.Start; j-- {
		if q := r.inQuote(j); q >= 0 {
			qt := r.quoteTokens(q)
			j = max(qt.Start, area.Start)
			continue
		}
		if r.doc.Lower[j] == ";" || (r.doc.Lower[j] == ":" && j < end-3) {
			start = j + 1
			break
		}
	}
	// Content does not reach over an earlier attribution of the same sentence.
	for n := len(r.found) - 1; n >= 0; n-- {
		g := r.found[n]
		if g.cue.End <= area.Start {
			break
		}
		if g.cue.End <= end && g.cue.Start >= start {
			e := max(g.cue.End, g.source.End)
			if g.rule == "inverted" || g.rule == "after" {
				start = max(start, e)
			}
		}
	}
	if start > area.Start {
		for start < end && (r.punct(start) && !r.opensQuote(start) || r.doc.Lower[start] == "and" || r.doc.Lower[start] == "but" || r.doc.Lower[start] == "while") {
			start++
		}
	}
	return language.Range{Start: start, End: end}
}

// forward reads "X said (that) …", "X criticised …", "X told Y that …".
func (r *attReader) forward(c cue, area language.Range, cues []cue, k, first int) {
	if r.asSaying(c, area, cues, k) {
		return
	}
	f := found{cue: c.Range, c: c, rule: "before"}
	after, addr := r.afterCue(c, area)
	f.addressee = addr
	if c.kind == cueFigure {
		after, f.rule = c.End, "figure-verb"
	}
	if after >= area.End {
		if r.colonEnd(area.End) {
			f.content = r.quoteRun(area.End)
		}
	} else {
		end := r.contentEnd(after, area, cues, k)
		if whom := r.whomBefore(c.Start, area.Start); c.kind == cueFigure && whom >= 0 {
			// "four men, whom police put at …, walked in"
			for j := after; j < end; j++ {
				if r.doc.Lower[j] == "," {
					end = j
				}
			}
			left := whom
			for left > area.Start && r.punct(left-1) {
				left--
			}
			f.content = append(f.content, r.phraseLeft(left, area.Start))
		}
		x := language.Range{Start: after, End: end}
		if !r.accepts(&c, x) {
			return
		}
		f.content = append(f.content, x)
		if c.kind == cueVerb && (c.form.frame&frNoun != 0 && !r.finiteVerb(language.Range{Start: after, End: min(after+6, end)}) && !r.opensQuote(after) || c.form.frame == frTo) && r.doc.Lower[after] != "that" {
			f.rule = "object"
		}
		if end >= area.End && r.opensQuote(r.skipMarks(x)) {
			f.content = append(f.content, r.quoteRun(max(area.End, r.widen(r.trim(x)).End))...)
		}
	}
	if len(f.content) == 0 {
		return
	}
	if c.kind == cueVerb && c.participle && (c.form.lemma == "cite" || c.form.lemma == "quote") && r.citing(c, area, first) {
		return
	}
	switch {
	case c.participle, c.infinitive:
		f.source = r.sharedSource(c, area, first)
	default:
		f.source, _ = r.subjectOf(c, area)
		if f.source.Len() == 0 {
			f.source = r.sharedSource(c, area, first)
		}
	}
	if c.kind == cueFigure && (f.source.Len() == 0 || r.doc.PTB[f.source.Start] != language.PRP && !r.canSpeak(f.source)) {
		return
	}
	if f.source.Len() == 0 && (f.rule == "object" || c.phrase) {
		return
	}
	if f.source.Len() == 0 && c.form.verb != nil && c.form.frame&(frWeak|frMind) != 0 {
		return
	}
	r.add(f)
}

// asSaying reads "Radio 6 quoted a resident as saying that …": the one quoted
// speaks, through the outlet.
func (r *attReader) asSaying(c cue, area language.Range, cues []cue, k int) bool {
	if c.kind != cueVerb || c.participle || c.form.lemma != "quote" && c.form.lemma != "cite" {
		return false
	}
	for j := c.End + 1; j+2 < area.End && j < c.End+20; j++ {
		if r.inQuote(j) >= 0 {
			return false
		}
		if r.doc.Lower[j] != "as" || r.doc.Lower[j+1] != "saying" && r.doc.Lower[j+1] != "telling" {
			continue
		}
		outlet := r.subject(c, area)
		if outlet.Len() == 0 {
			return false
		}
		body := language.Range{Start: j + 2, End: r.contentEnd(j+2, area, cues, k)}
		f := found{source: outlet, cue: c.Range, content: []language.Range{{Start: c.End, End: body.End}}, c: c, rule: "before"}
		f.c.stance = States
		r.add(f)
		said := cue{Range: language.Range{Start: j, End: j + 2}, head: j + 1, form: verbForms["saying"], stance: States}
		return r.add(found{source: language.Range{Start: c.End, End: j}, cue: said.Range, content: []language.Range{body}, c: said, rule: "quoted"}) >= 0
	}
	return false
}

func (r *attReader) skipMarks(x language.Range) int {
	for x.Start < x.End && r.punct(x.Start) && !r.opensQuote(x.Start) {
		x.Start++
	}
	return x.Start
}

// colonEnd tells whether the text before token i ends in a colon.
func (r *attReader) colonEnd(i int) bool {
	return i < r.doc.Len() && r.doc.Lower[i] == ":" || r.word(i-1) == ":" || i+1 < r.doc.Len() && r.doc.Lower[i+1] == ":"
}

// accepts tells whether what follows the cue can be its content, by the verb's frame.
func (r *attReader) accepts(c *cue, x language.Range) bool {
	if c.kind != cueVerb || c.phrase {
		return true
	}
	x.Start = r.skipMarks(x)
	if x.Len() <= 0 {
		return false
	}
	w := r.doc.Lower[x.Start]
	if w == "not" && r.word(x.Start+1) == "to" {
		return false // asked not to be named
	}
	if c.form.lemma == "continue" && r.tag(x.Start) == language.ADP && w != "that" {
		return false // the work continues at the site
	}
	if c.form.lemma == "admit" && r.nounish(x.Start) && !r.finiteVerb(x) {
		return false // the hospital admitted 38 people
	}
	quote := r.opensQuote(x.Start)
	clause := w == "that" || w == "how" || w == "whether" || w == "why" || w == "what" || w == "if" && c.form.frame&frClause != 0 || r.finiteVerb(x)
	switch fr := c.form.frame; {
	case w == "to":
		return fr&frTo != 0
	case quote:
		return fr != frTo
	case fr&frNoun != 0 && fr&frWeak == 0:
		return r.nounish(x.Start) || clause
	case fr&frWeak != 0:
		return w == "that" || fr&frClause != 0 && clause && r.nounish(x.Start) && !(r.tag(x.Start) == language.DET && !r.finiteVerb(x)) || fr&frFigure != 0 || fr&frNoun != 0 && r.nounish(x.Start) && c.form.kind != formIng
	case fr&frClause != 0:
		return clause || r.nounish(x.Start) || w == ":" || w == "so" || w == "there" || w == "in"
	case fr&frQuote != 0:
		return clause
	}
	return c.neg
}

// sharedSource gives the source of a cue without a subject of its own: that of
// the last attribution of the sentence, else the subject of the sentence.
func (r *attReader) sharedSource(c cue, area language.Range, first int) language.Range {
	for n := len(r.found) - 1; n >= first; n-- {
		g := &r.found[n]
		if s := g.source; s.Len() > 0 && s.End <= c.Start && g.c.kind != cueNoun && !r.nestedIn(n, first) {
			return s
		}
	}
	// The subject of the nearest finite verb to the left.
	for i := c.Start - 1; i > area.Start; i-- {
		if r.inQuote(i) >= 0 || !r.finite(i) {
			continue
		}
		g := r.group(i, area)
		if s, _ := r.subjectOf(g, area); s.Len() > 0 {
			return s
		}
	}
	return language.Range{}
}

// nestedIn tells whether attribution n of the sentence stands inside the content
// of an earlier one that ends where it ends: "and said" goes on with the outer.
func (r *attReader) nestedIn(n, first int) bool {
	for m := first; m < n; m++ {
		for _, x := range r.found[m].content {
			if r.found[m].source.Len() > 0 && x.Start <= r.found[n].source.Start && r.found[n].cue.End <= x.End {
				return true
			}
		}
	}
	return false
}

// clauseFollows tells whether a finite verb stands at token i: what looked
// like an inverted source is the subject of a clause.
func (r *attReader) clauseFollows(i, end int) bool {
	for n := 0; i < end && n < 3; i, n = i+1, n+1 {
		if r.finite(i) || r.tag(i) == language.AUX {
			return true
		}
		if r.tag(i) != language.ADV {
			return false
		}
	}
	return false
}
