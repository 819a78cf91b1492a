package statement

import (
	"sofar/language"
)

// maxPhrase bounds the length of a source in tokens.
const maxPhrase = 40

// phrasePreps join the parts of one noun phrase in a source ("the governor of
// Mohéli", "a lawyer for the union").
var phrasePreps = wordSet(`of for at in from with on to by under against near about between among behind within`)

// subject is the printed subject of a cue, see subjectOf.
func (r *attReader) subject(c cue, area language.Range) language.Range {
	s, _ := r.subjectOf(c, area)
	return s
}

// subjectOf gives the noun phrase left of a verb group that is its subject,
// with its appositions ("Colin Clarke, a researcher at X,"); relative is true
// where it is the antecedent of who or which.
func (r *attReader) subjectOf(c cue, area language.Range) (src language.Range, relative bool) {
	end := c.Start
	i := end - 1
	if i < area.Start {
		return language.Range{}, false
	}
	if k := r.timeLeft(i, area.Start); k < i && (r.doc.Lower[k] == "who" || r.doc.Lower[k] == "which") {
		i = k // "who on Monday had denied"
	}
	if w := r.doc.Lower[i]; w == "who" || w == "which" || w == "that" {
		j := i
		if j > area.Start && r.doc.Lower[j-1] == "," {
			j--
		}
		if src = r.phraseLeft(j, area.Start); src.Len() > 0 {
			src.End = i + 1
		}
		return src, true
	}
	if r.doc.Lower[i] == "," || r.doc.Lower[i] == ")" || r.doc.Lower[i] == "–" || r.doc.Lower[i] == "—" || r.doc.Lower[i] == "-" || r.doc.Lower[i] == "--" {
		if s := r.beforeApposition(i, area.Start); s.Len() > 0 {
			return language.Range{Start: s.Start, End: i + closing(r.doc.Lower[i])}, false
		}
		return language.Range{}, false
	}
	src = r.phraseLeft(end, area.Start)
	if src.Len() == 0 {
		return src, false
	}
	// Coordinated verbs: "X denied it and said …" has its subject further left.
	return src, false
}

// timeLeft gives the token before a time expression that ends at token i, with
// its preposition; i if none does.
func (r *attReader) timeLeft(i, from int) int {
	k := i
	for k > from && r.timeAt(k) {
		k--
	}
	if k < i && k > from && (r.doc.Lower[k] == "on" || r.doc.Lower[k] == "in" || r.doc.Lower[k] == "at") {
		k--
	}
	return k
}

func closing(w string) int {
	if w == ")" {
		return 1
	}
	return 0
}

// beforeApposition gives the noun phrase that an apposition or a relative
// clause ending at token i (a comma, a dash or a closing bracket) belongs to.
func (r *attReader) beforeApposition(i, from int) language.Range {
	closer := r.doc.Lower[i]
	opener := closer
	if closer == ")" {
		opener = "("
	}
	for n, j := 0, i-1; j > from && n < 3; j-- {
		if i-j > maxPhrase || r.inQuote(j) >= 0 && r.inQuote(i) < 0 && r.speech(r.inQuote(j)) {
			break
		}
		if r.doc.Lower[j] != opener || j+1 >= i {
			continue
		}
		n++
		first := j + 1
		w := r.doc.Lower[first]
		inner := language.Range{Start: first, End: i}
		ok := opener == "(" || r.appositive(inner) || !r.finiteVerb(inner) && (r.nounish(first) || r.doc.PTB[first] == language.VBG || r.doc.PTB[first] == language.VBN || phrasePreps[w] || w == "speaking" || w == "himself" || w == "herself")
		if !ok {
			continue
		}
		if np := r.phraseLeft(j, from); np.Len() > 0 {
			return np
		}
	}
	return language.Range{}
}

// phraseLeft gives the noun phrase that ends right before token end.
func (r *attReader) phraseLeft(end, from int) language.Range {
	i := end
	needNoun := true // an adposition to the right waits for its noun
	sawDet := false  // the phrase to the right began with a determiner: only "of" can join more
	for i > from && end-i < maxPhrase {
		j := i - 1
		w := r.doc.Lower[j]
		if q := r.inQuote(j); q >= 0 && r.inQuote(end-1) != q {
			if r.speech(q) || r.closesQuote(j) && i == end {
				break
			}
		}
		t := r.tag(j)
		switch {
		case w == "'s" || w == "’s" || w == "'" && r.doc.PTB[j] == language.POS:
			if i == end {
				return language.Range{}
			}
			sawDet, needNoun = false, true
		case w == "&" || w == "/" || w == "-" && i < end && r.doc.Flags[j]&language.FlagSpace == 0:
			needNoun, sawDet = true, false
		case w == ".":
			// an abbreviation's own mark ("U.S.") stands inside its token; a lone one ends
			return r.phrase(i, end, needNoun)
		case w == ")":
			k := j
			for k > from && r.doc.Lower[k] != "(" && j-k < 12 {
				k--
			}
			if r.doc.Lower[k] != "(" {
				return r.phrase(i, end, needNoun)
			}
			i = k
			sawDet = false
			continue
		case t == language.PRON && r.doc.PTB[j] != language.PRPS:
			if i == end && !objectPronoun[w] {
				return language.Range{Start: j, End: end}
			}
			if w == "many" || w == "some" || w == "one" || w == "none" || w == "all" {
				i = j
				continue
			}
			return r.phrase(i, end, needNoun)
		case t == language.NOUN || t == language.PROPN || t == language.X || t == language.NUM || t == language.SYM:
			if sawDet {
				return r.phrase(i, end, needNoun)
			}
			needNoun = false
		case t == language.ADJ || r.doc.PTB[j] == language.VBN && i < end && !sawDet && !needNoun && r.tag(j-1) != language.AUX:
			if sawDet {
				return r.phrase(i, end, needNoun)
			}
			if t == language.ADJ && i == end {
				needNoun = false
			}
		case t == language.ADV && i < end && !sawDet && (w == "about" || w == "nearly" || w == "almost" || w == "some" || w == "around" || w == "very" || w == "so" || w == "highly" || w == "most" || w == "more"):
		case t == language.DET || r.doc.PTB[j] == language.PRPS:
			if sawDet && w != "all" && w != "both" && w != "half" {
				return r.phrase(i, end, needNoun)
			}
			if i == end {
				needNoun = false // "some said", "all agreed"
			}
			sawDet = true
		case phrasePreps[w] && i < end && j > from && (t == language.ADP || t == language.PART || t == language.ADV):
			// A preposition joins only to a noun on its left.
			p := r.tag(j - 1)
			if !needNoun && j-1 > from && r.reduced(j-1) {
				i, needNoun, sawDet = j-1, true, false
				continue
			}
			if needNoun || p != language.NOUN && p != language.PROPN && p != language.NUM && r.doc.Lower[j-1] != ")" && !(p == language.DET || p == language.PRON && w == "of") {
				return r.phrase(i, end, needNoun)
			}
			if r.timeAt(j - 1) {
				return r.phrase(i, end, needNoun)
			}
			needNoun, sawDet = true, false
		case (w == "and" || w == "or") && i < end && !needNoun && j > from && (r.tag(j-1) == language.NOUN || r.tag(j-1) == language.PROPN) && !r.hasVerbLeft(j, from):
			needNoun, sawDet = true, false
		case (t == language.VERB || t == language.AUX) && i < end && !needNoun:
			// A relative clause: "the group that runs the camp said".
			if k := r.relativeLeft(j, from); k >= 0 {
				np := r.phraseLeft(k, from)
				if np.Len() > 0 {
					return language.Range{Start: np.Start, End: end}
				}
			}
			return r.phrase(i, end, needNoun)
		default:
			return r.phrase(i, end, needNoun)
		}
		i = j
	}
	return r.phrase(i, end, needNoun)
}

// reduced tells whether token i opens a reduced relative clause after a noun:
// "the office attached to the court", "two people close to the inquiry".
func (r *attReader) reduced(i int) bool {
	switch r.doc.Lower[i] {
	case "close", "attached", "based", "known", "responsible", "consulted", "quoted", "cited", "contacted", "reached", "interviewed", "familiar", "aligned", "affiliated", "involved", "employed", "loyal", "opposed", "assigned", "stationed":
	default:
		return false
	}
	p := r.tag(i - 1)
	return p == language.NOUN || p == language.PROPN
}

var objectPronoun = wordSet(`him her them me us himself herself themselves whom`)

// phrase closes a noun phrase; it must hold a noun.
func (r *attReader) phrase(i, end int, needNoun bool) language.Range {
	for i < end && (phrasePreps[r.doc.Lower[i]] && r.tag(i) != language.NOUN || r.doc.Lower[i] == "and" || r.doc.Lower[i] == "or" || r.doc.PTB[i] == language.POS || r.doc.Lower[i] == "-") {
		i++
		needNoun = false
	}
	if i >= end || needNoun && i == end-1 && !r.nounish(i) {
		return language.Range{}
	}
	// Times at either end are no part of it ("Last week Northern Lines", "the court on Tuesday").
	for i < end && r.timeAt(i) {
		i++
	}
	last := end
	for last > i && r.timeAt(last-1) {
		last--
	}
	if last < end && last > i && (phrasePreps[r.doc.Lower[last-1]] || r.doc.Tag[last-1] == language.ADP) {
		last--
	}
	if end = last; i >= end {
		return language.Range{}
	}
	return language.Range{Start: i, End: end}
}

// hasVerbLeft tells whether a finite verb stands between the start of the
// clause and token i: then "and" joins clauses rather than names.
func (r *attReader) hasVerbLeft(i, from int) bool {
	for j := i - 1; j >= from && i-j < 12; j-- {
		if r.doc.Lower[j] == "," || r.doc.Lower[j] == ";" {
			return false
		}
		if r.finite(j) {
			return true
		}
	}
	return false
}

// relativeLeft gives the token of who, which or that which opens the relative
// clause whose verb stands at token i, -1 if none does.
func (r *attReader) relativeLeft(i, from int) int {
	for j := i; j > from && i-j < 10; j-- {
		switch r.doc.Lower[j] {
		case "who", "which", "that":
			return j
		case ",", ";":
			return -1
		}
	}
	return -1
}

// timeAt tells whether token i lies in a time expression.
func (r *attReader) timeAt(i int) bool {
	return i >= 0 && i < len(r.inTime) && r.inTime[i] || weekdays[r.word(i)]
}

var weekdays = wordSet(`monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow`)

// adverbialStart are prepositions that open an adverbial after a cue ("said in
// a statement", "said on Friday") rather than belong to the source.
var adverbialStart = wordSet(`in on at during after before via through by when while as last this earlier late later over since`)

// nounPhraseRight gives the noun phrase that starts at token i, with its
// appositions where they are closed by a comma or the sentence.
func (r *attReader) nounPhraseRight(i, end int) (language.Range, bool) {
	start := i
	if i < end && r.doc.PTB[i] == language.PRP {
		return language.Range{Start: i, End: i + 1}, true
	}
	if i < end && r.timeAt(i) {
		return language.Range{}, false
	}
	last := -1 // end of the last noun
	sawNoun := false
	for i < end && i-start < maxPhrase {
		if q := r.inQuote(i); q >= 0 {
			if r.speech(q) || !r.nounish(i) && !r.punct(i) {
				break
			}
			i++
			last = i
			continue
		}
		w, t := r.doc.Lower[i], r.tag(i)
		switch {
		case t == language.NOUN || t == language.PROPN || t == language.X || t == language.NUM:
			if sawNoun && t != language.NOUN && last == i && r.nameBreak(i) {
				return r.apposition(language.Range{Start: start, End: last}, end), true
			}
			if r.timeAt(i) && sawNoun && last == i {
				return r.apposition(language.Range{Start: start, End: last}, end), true
			}
			sawNoun, last = true, i+1
		case t == language.DET || r.doc.PTB[i] == language.PRPS:
			if last == i && sawNoun {
				return r.apposition(language.Range{Start: start, End: last}, end), last > start
			}
			if t == language.DET && i+1 < end && !r.nounish(i+1) {
				last = i + 1
			}
		case r.doc.PTB[i] == language.PRP && i > start && phrasePreps[r.word(i-1)]:
			return language.Range{Start: start, End: i + 1}, true
		case t == language.ADJ, t == language.ADV && !sawNoun, r.doc.PTB[i] == language.VBN && !sawNoun, r.doc.PTB[i] == language.VBG && !sawNoun:
		case w == "'s" || w == "'" || w == "&" || w == "/" || r.doc.PTB[i] == language.POS:
			sawNoun = false
		case w == "-" && r.doc.Flags[i]&language.FlagSpace == 0:
			sawNoun = false
		case w == "(":
			j := i
			for j < end && r.doc.Lower[j] != ")" && j-i < 12 {
				j++
			}
			if j >= end || r.doc.Lower[j] != ")" || last != i {
				goto done
			}
			i, last = j, j+1
		case phrasePreps[w] && last == i && i+1 < end && r.nounish(i+1) && !(adverbialStart[w] && (r.timeAt(i+1) || statementPlace(r, i+1, end))):
			sawNoun = false
		case (w == "and" || w == "or") && last == i && i+1 < end && r.nounish(i+1) && !r.clauseAhead(i+1, end):
			sawNoun = false
		case t == language.PART && w != "to":
		default:
			goto done
		}
		i++
	}
done:
	if last <= start {
		return language.Range{}, false
	}
	return r.apposition(language.Range{Start: start, End: last}, end), true
}

// nameBreak tells whether a new name starts at token i right after another.
func (r *attReader) nameBreak(i int) bool {
	n, ok := r.nameFrom[i]
	m, before := r.nameTo[i]
	if !ok || !before {
		return false
	}
	a, b := r.doc.Names[m], r.doc.Names[n]
	return b.Form != language.FormPronoun && a.Kind == language.NameOutlet && b.Kind != a.Kind && b.Kind != language.NameUnknown
}

// clauseAhead tells whether a finite verb follows the noun phrase at token i
// before a mark: then "and" joins clauses.
func (r *attReader) clauseAhead(i, end int) bool {
	for j := i; j < end && j-i < 8; j++ {
		if r.doc.Lower[j] == "," || r.punct(j) {
			return false
		}
		if r.finite(j) {
			return true
		}
	}
	return false
}

// statementPlace tells whether "in/at/on …" at token i names the occasion of
// the words (a statement, an interview, Twitter).
func statementPlace(r *attReader, i, end int) bool {
	for j := i; j < end && j-i < 6; j++ {
		if occasions[r.doc.Lower[j]] {
			return true
		}
		if r.tag(j) == language.VERB || r.punct(j) {
			return false
		}
	}
	return false
}

var occasions = wordSet(`statement statements interview interviews conference briefing telegram twitter facebook post tweet tweets message
 letter email e-mail speech address remarks televised broadcast video report call telephone phone release communique
 television tv radio testimony hearing rally debate memo comment comments reply response bulletin update website site homepage channel page`)

// apposition widens a noun phrase over an apposition or relative clause that
// follows after a comma and is closed by a comma or the sentence's end.
func (r *attReader) apposition(np language.Range, end int) language.Range {
	i := np.End
	if i+1 >= end || r.doc.Lower[i] != "," || r.inQuote(i+1) >= 0 {
		return np
	}
	stop := i + 1
	for stop < end && r.doc.Lower[stop] != "," && r.doc.Lower[stop] != ";" && r.inQuote(stop) < 0 && stop-i < maxPhrase {
		stop++
	}
	if !r.appositive(language.Range{Start: i + 1, End: stop}) {
		return np
	}
	np.End = stop
	// A second one: "Ada Brook, a lawyer, who advised the town, …".
	if i = stop; i+1 < end && r.doc.Lower[i] == "," && r.inQuote(i+1) < 0 {
		if w := r.doc.Lower[i+1]; w == "who" || w == "which" || w == "whose" {
			for stop++; stop < end && r.doc.Lower[stop] != "," && r.doc.Lower[stop] != ";" && r.inQuote(stop) < 0 && stop-i < maxPhrase; stop++ {
			}
			np.End = stop
		}
	}
	return np
}

// appositive tells whether a stretch between commas describes the name before
// it: a relative clause, or a noun phrase whose only verbs stand in one.
func (r *attReader) appositive(x language.Range) bool {
	if x.Len() == 0 || x.Len() > maxPhrase {
		return false
	}
	w := r.doc.Lower[x.Start]
	if w == "who" || w == "whose" || w == "which" {
		return true
	}
	if (w == "also" || w == "again") && x.Len() > 1 && r.doc.PTB[x.Start+1] == language.VBG {
		return true // "also speaking anonymously"
	}
	if w != "a" && w != "an" && w != "the" && w != "one" && w != "its" && w != "his" && w != "her" && w != "their" && r.doc.Flags[x.Start]&language.FlagDigit == 0 && r.tag(x.Start) != language.NOUN && r.tag(x.Start) != language.ADJ && r.tag(x.Start) != language.PROPN {
		return false
	}
	for i := x.Start; i < x.End; i++ {
		if v := r.doc.Lower[i]; v == "who" || v == "which" || v == "that" || v == "whose" || v == "whom" {
			return true
		}
		if r.finite(i) {
			return false
		}
	}
	return true
}
