package language

import (
	"unicode"
	"unicode/utf8"
)

// maxSentence bounds a sentence, in tokens: what looks from each word to the
// end of its sentence takes linear time over a text without a full stop. News
// has hardly a sentence of 200; a table that loses its breaks may be longer.
const maxSentence = 400

// sentences cuts every paragraph into sentences and fills Sents, SentOf,
// Dateline and FlagSentStart. A sentence never crosses a paragraph's end.
func (d *Doc) sentences() {
	for p, par := range d.Paragraphs {
		if p < 3 && d.Dateline.Len() == 0 {
			d.Dateline = d.datelineAt(par)
		}
		from := par.Start
		bullet := d.bulletLen(from)
		i := from + bullet
		if label := d.clockLabel(par); label > 0 {
			d.addSent(Range{from, from + label}, p, false)
			d.Sents[len(d.Sents)-1].Headline = true
			from += label
			i = from
		}
		if d.Dateline.Contains(i) {
			i = d.Dateline.End
		}
		for ; i < par.End; i++ {
			end := d.boundary(i, par)
			if end == 0 && i+1-from >= maxSentence {
				end = d.forced(from, i+1)
			}
			if end == 0 {
				continue
			}
			d.addSent(Range{from, end}, p, bullet > 0)
			from, i = end, end-1
		}
		if from < par.End {
			d.addSent(Range{from, par.End}, p, bullet > 0)
		}
		d.markLabels(p, par)
	}
}

// forced gives where a sentence of too many tokens, from to end, is cut: behind
// the last semicolon or colon of its second half, else a comma or a dash, else
// before the last space.
func (d *Doc) forced(from, end int) int {
	comma, space := 0, 0
	for i := end - 1; i >= from+maxSentence/2; i-- {
		switch d.Lower[i] {
		case ";", ":", "...":
			return i + 1
		case ",", "--", "-":
			comma = max(comma, i+1)
		}
		if i < end-1 && d.Flags[i+1]&FlagSpace != 0 {
			space = max(space, i+1)
		}
	}
	switch {
	case comma > 0:
		return comma
	case space > 0:
		return space
	}
	return end
}

func (d *Doc) addSent(r Range, par int, bullet bool) {
	for i := r.Start; i < r.End; i++ {
		d.SentOf[i] = int32(len(d.Sents))
	}
	first := r.Start
	for first < r.End-1 && d.Flags[first]&FlagPunct != 0 {
		first++
	}
	d.Flags[first] |= FlagSentStart
	d.Sents = append(d.Sents, Sent{Range: r, Span: d.SpanOf(r), Paragraph: par, Bullet: bullet})
}

// maxClosers bounds the closing marks that may follow a sentence's last mark.
const maxClosers = 4

// boundary gives the end of the sentence whose last mark stands at token i, 0
// if no sentence ends there.
func (d *Doc) boundary(i int, par Range) int {
	w := d.Lower[i]
	c := w[len(w)-1]
	if c != '.' && c != '!' && c != '?' {
		return 0
	}
	// Closing marks belong to the sentence they end.
	end, quoted := i+1, false
	for end < par.End && end-i <= maxClosers && d.closesAt(end, par) {
		quoted = quoted || d.Lower[end] != ")" && d.Lower[end] != "]"
		end++
	}
	if end >= par.End {
		return par.End
	}
	next := end
	for next < par.End && next-end < 3 && d.opens(next) {
		next++
	}
	if next >= par.End {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(d.Text[d.Start[next]:])
	lower := unicode.IsLower(r)
	spaced := d.Flags[end]&FlagSpace != 0
	switch {
	case w == ".":
		return d.stop(i, end, next, lower, spaced, quoted)
	case c == '.' && len(w) > 1 && w[0] == '.': // ellipsis
		if lower || !unicode.IsLetter(r) || !spaced {
			return 0
		}
		return end
	case c == '.': // an abbreviation
		if d.abbrevEnds(i, next, r) {
			return end
		}
		return 0
	}
	// ? and !
	if lower && (w != "?" || quoted || !spaced) || d.Flags[next]&FlagPunct != 0 && next == end {
		return 0
	}
	if !spaced && !unicode.IsUpper(r) {
		return 0
	}
	if quoted && d.speechFollows(next, par) {
		return 0
	}
	return end
}

// stop decides on a full stop that is a token of its own.
func (d *Doc) stop(i, end, next int, lower, spaced, quoted bool) int {
	if d.Flags[next]&FlagPunct != 0 && next == end {
		switch d.Word(next) {
		case ",", ";", ":", "?", "!", "/":
			return 0
		}
	}
	if !spaced {
		// "of the hall.Police": a space was lost, unless it is a name such as node.js.
		if lower || i == 0 || d.Flags[i-1]&(FlagDigit|FlagPunct) != 0 && !quoted || len(d.Lower[i-1]) < 2 {
			return 0
		}
		return end
	}
	if lower && !quoted && end > i+1 {
		return 0 // "(D-Norf.) said": the mark is the bracket's
	}
	if lower && i > 0 && len(d.Lower[i-1]) <= 3 && !quoted && !commonShort[d.Lower[i-1]] && d.Flags[i-1]&FlagDigit == 0 {
		return 0 // an abbreviation that no list has
	}
	return end
}

// commonShort are short words that often end a sentence.
var commonShort = wordSet(`it me him her us them up out in on off so too to be do go now day all two one man men way yes no not war die dead old new you say hit won ago out again say see had was is are did has of for by at with as he she they we i lot car bus gun six ten job law son end age tax oil air sea hot bad big few any use try run buy pay get got put set let cut red own low top far act`)

// abbrevEnds tells whether the abbreviation at token i ends its sentence; next
// is the first word after it, r that word's first character.
func (d *Doc) abbrevEnds(i, next int, r rune) bool {
	if !unicode.IsUpper(r) {
		return false
	}
	w := d.Lower[i]
	switch w {
	case "a.m.", "p.m.":
		return !zoneWords[d.Lower[next]]
	}
	switch abbrevOf(w) {
	case abbrevEnd, abbrevState, abbrevDate:
		return starters[d.Lower[next]]
	}
	return false
}

// zoneWords may follow a clock time: zones and days.
var zoneWords = wordSet(`est edt cst cdt mst mdt pst pdt gmt utc bst cet cest msk ist eastern central mountain pacific local
 monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december`)

// starters are words that, capitalised, most often begin a sentence.
var starters = wordSet(`the a an he she it they we i you this that these those there his her its their our my in on at by for from with after before
 as if when while although though but and or so yet however meanwhile also then since because until what who where why how which
 not no some many most all both each every another other more several two three earlier later last according among during despite
 police officials authorities to once under over now here let about yes`)

// closesAt tells whether token i is a closing bracket or quotation mark, or a
// straight mark that can only close.
func (d *Doc) closesAt(i int, par Range) bool {
	switch d.Word(i) {
	case ")", "]", "”", "’", "»", "›", "''", "’’":
		return true
	case "\"", "'", "“":
		return d.Flags[i]&FlagSpace == 0 && (i+1 >= par.End || d.Flags[i+1]&FlagSpace != 0 || d.Word(i) != "'" && d.Flags[i+1]&FlagPunct != 0 || i > 0 && d.Word(i) == "\"")
	}
	return false
}

// opens tells whether token i is an opening bracket or quotation mark.
func (d *Doc) opens(i int) bool {
	switch d.Word(i) {
	case "(", "[", "“", "‘", "„", "‚", "«", "‹", "\"", "'", "``", "`":
		return true
	}
	return false
}

// speechVerbs are the finite verbs that follow a quotation which ends in ? or !.
var speechVerbs = wordSet(`said says asked asks told tells shouted shouts cried cries wrote writes added adds screamed yelled replied answered wondered
 exclaimed recalled tweeted posted began continued read`)

// speechFollows tells whether a reporting verb follows within five words, as in
// “Why?” the minister asked.
func (d *Doc) speechFollows(i int, par Range) bool {
	for j := i; j < par.End && j < i+5; j++ {
		if speechVerbs[d.Lower[j]] {
			return true
		}
		if d.Flags[j]&FlagPunct != 0 {
			return false
		}
	}
	return false
}

// clockLabel gives the number of tokens of a live-blog entry's time at the
// start of a paragraph ("10:50.", "21:28 –", "9.15 p.m.:"), 0 if there is none.
func (d *Doc) clockLabel(par Range) int {
	i := par.Start
	if par.Len() < 3 || d.Flags[i]&FlagDigit == 0 {
		return 0
	}
	w := d.Lower[i]
	if !clockShape(w) {
		return 0
	}
	i++
	switch d.Lower[i] {
	case "a.m.", "p.m.", "am", "pm", "gmt", "utc", "h", "hrs", "est", "et", "bst", "cet":
		i++
	}
	if i >= par.End-1 {
		return 0
	}
	switch d.Lower[i] {
	case ".", ":", "-", "--", "|":
		return i + 1 - par.Start
	}
	// "08.40 With those, …": two digits for the hour and a capital after it.
	if r, _ := utf8.DecodeRuneInString(d.Text[d.Start[i]:]); unicode.IsUpper(r) && (i > par.Start+1 || len(w) == 5 && w[0] <= '2' && w[3] <= '5') && !zoneWords[d.Lower[i]] {
		return i - par.Start
	}
	return 0
}

// clockShape tells of 10:50, 10.50, 9:15pm.
func clockShape(w string) bool {
	i := 0
	for i < len(w) && i < 2 && isDigit(w[i]) {
		i++
	}
	if i == 0 || i+3 > len(w) || w[i] != ':' && w[i] != '.' || !isDigit(w[i+1]) || !isDigit(w[i+2]) {
		return false
	}
	rest := w[i+3:]
	return rest == "" || rest == "am" || rest == "pm"
}
