package statement

import (
	"strings"

	"sofar/language"
)

// cueKind tells what kind of words a cue is.
type cueKind uint8

const (
	cueVerb cueKind = iota
	cueAccording
	cueNoun
	cueFigure  // put the toll at
	cueHearsay // is said to, reportedly
	cueCount   // the ministry's count
)

// cue is one reporting expression with what stands around its verb.
type cue struct {
	language.Range     // auxiliaries, adverbs, verb, preposition
	head           int // token of the verb or noun
	form           verbForm
	kind           cueKind
	stance         Stance
	neg            bool
	modal          string // would, could, may, might, should, will, can
	passive        bool
	infinitive     bool
	participle     bool // saying, adding
	phrase         bool // verb and preposition: content is what follows
}

// auxiliaries and adverbs that belong to a verb group left of its verb.
var auxWords = wordSet(`has have had having is are was were be been being do does did will would could can may might must shall should
 not n't never 'll 'd 've 're 's also now then still later earlier already again once soon just only even repeatedly
 publicly previously recently reportedly further merely simply largely openly initially privately always often to
 ca wo cannot both neither either nor there here`)

// maxCues bounds the cues of one sentence; text with more of them between two
// full stops is no prose, and the rest of it stays unread.
const maxCues = 64

// cues finds the cues of an area outside quotations, in text order.
func (r *attReader) cues(area language.Range) []cue {
	var out []cue
	for i := area.Start; i < area.End && len(out) < maxCues; i++ {
		if r.inQuote(i) >= 0 {
			continue
		}
		if c, ok := r.cueAt(i, area); ok {
			if n := len(out); n > 0 && c.Start < out[n-1].End {
				if c.head == out[n-1].head {
					continue
				}
				c.Start = out[n-1].End
				if c.Start > c.head {
					continue
				}
			}
			out = append(out, c)
			i = c.End - 1
		}
	}
	return out
}

// cueAt reads the cue whose main word stands at token i.
func (r *attReader) cueAt(i int, area language.Range) (cue, bool) {
	w := r.doc.Lower[i]
	next := r.word(i + 1)
	if (w == "according" || w == "per") && (next == "to" || w == "per" && r.nounish(i+1)) {
		end := i + 2
		if w == "per" {
			return cue{}, false
		}
		return cue{Range: language.Range{Start: i, End: end}, head: i, kind: cueAccording, stance: States}, end < area.End
	}
	if w == "reportedly" || w == "allegedly" || w == "purportedly" {
		return cue{Range: language.Range{Start: i, End: i + 1}, head: i, kind: cueHearsay, stance: States}, true
	}
	if preps, ok := figureCues[w]; ok {
		for _, prep := range strings.Fields(preps) {
			if c, ok := r.figureCue(i, prep, area); ok {
				return c, true
			}
		}
	}
	if bodyVerbs[w] && r.numberFrom(i+1) && (!seenVerbs[w] || r.patientsFrom(i+1, area.End)) {
		if c := r.group(i, area); !c.be(r) {
			c.kind, c.stance = cueFigure, States
			return c, true
		}
	}
	if (w == "drawn" && next == "on" || w == "drawn" && next == "about") && r.word(i-1) == "be" && i > 1 && (r.doc.Lower[i-2] == "not" || r.doc.Lower[i-2] == "n't") {
		c := r.group(i, area) // "would not be drawn on the cause"
		c.passive, c.stance, c.phrase, c.End = false, NoComment, true, i+2
		c.form = verbForm{verb: &verb{lemma: "decline", stance: NoComment, frame: frNoun | frClause}, kind: formPast}
		c.modal, c.neg = "", false
		return c, true
	}
	if st, ok := phrasal[w+" "+next]; ok && i+1 < area.End && !r.nominal(i) {
		c := r.group(i, area)
		c.End, c.stance, c.phrase = i+2, st, true
		c.form = verbForm{verb: &verb{lemma: w, stance: st, frame: frNoun | frClause}, kind: formPast}
		if strings.HasSuffix(w, "ing") {
			c.form.kind, c.participle = formIng, !c.progressive(r)
		}
		return c, true
	}
	if f, ok := verbForms[w]; ok && !r.nominal(i) && !r.notSaid(i) {
		c := r.group(i, area)
		c.form, c.stance = f, f.stance
		if f.kind == formIng && !c.progressive(r) {
			c.participle = true
		}
		if f.kind == formBase && r.word(c.Start) == "to" {
			c.infinitive = true
		}
		return c, true
	}
	if c, ok := r.countCue(i, area); ok {
		return c, true
	}
	if st, ok := cueNouns[w]; ok && (next == "that" || next == "by" || next == "of" || next == "from") && i+2 < area.End {
		if next == "that" || next == "of" && (w == "reports" || w == "report" || w == "allegations" || w == "accusations" || w == "fears" || w == "claims") {
			return cue{Range: language.Range{Start: i, End: i + 1}, head: i, kind: cueNoun, stance: st}, true
		}
	}
	return cue{}, false
}

// progressive tells whether a form of be stands before an -ing form.
func (c *cue) progressive(r *attReader) bool {
	for i := c.Start; i < c.head; i++ {
		switch r.doc.Lower[i] {
		case "is", "are", "was", "were", "be", "been", "'s", "'re":
			return true
		}
	}
	return false
}

// group gathers the verb group whose main verb is token i.
func (r *attReader) group(i int, area language.Range) cue {
	c := cue{Range: language.Range{Start: i, End: i + 1}, head: i}
	for c.Start > area.Start && i-c.Start < 7 {
		w := r.doc.Lower[c.Start-1]
		if !auxWords[w] && r.tag(c.Start-1) != language.AUX && !(r.tag(c.Start-1) == language.ADV && strings.HasSuffix(w, "ly")) {
			break
		}
		if w == "'s" && r.doc.PTB[c.Start-1] == language.POS {
			break
		}
		c.Start--
		switch w {
		case "not", "n't", "never", "cannot", "nor", "neither":
			c.neg = true
		case "would", "could", "may", "might", "should", "will", "can", "must", "'ll", "'d":
			if c.modal == "" {
				c.modal = w
			}
		}
	}
	// A time word before the group's first auxiliary is no part of it ("on Thursday later said").
	for c.Start < i && (c.Start == area.Start || r.punct(c.Start-1)) && r.tag(c.Start) == language.ADV && !auxWords[r.doc.Lower[c.Start]] {
		c.Start++
	}
	if f, ok := verbForms[r.doc.Lower[i]]; ok && (f.kind == formPast || f.kind == formPart) && c.be(r) {
		c.passive = true
	}
	return c
}

// be tells whether the nearest auxiliary before the verb is a form of be.
func (c *cue) be(r *attReader) bool {
	for i := c.head - 1; i >= c.Start; i-- {
		switch r.doc.Lower[i] {
		case "is", "are", "was", "were", "be", "been", "being", "'re":
			return true
		case "has", "have", "had", "did", "do", "does":
			return false
		}
	}
	return false
}

// nounish tells whether token i can stand in a noun phrase.
func (r *attReader) nounish(i int) bool {
	switch r.tag(i) {
	case language.NOUN, language.PROPN, language.DET, language.ADJ, language.NUM, language.PRON:
		return true
	}
	return false
}

// nominal tells whether the form of a reporting verb at token i is a noun or
// an attribute here ("the claim", "alleged attackers").
func (r *attReader) nominal(i int) bool {
	if f := verbForms[r.doc.Lower[i]]; f.verb != nil && f.kind == formS && f.frame&frQuote != 0 && r.tag(i) == language.NOUN &&
		(r.word(i+1) == "that" || r.word(i+1) == "to" && r.word(i+3) == "that") && (r.word(i-1) == "," || r.tag(i-1) == language.PROPN) {
		return false // "Ada Brook, head of the hospital, confirms to us that …"
	}
	w, prev := r.doc.Lower[i], r.word(i-1)
	if r.doc.Flags[i]&(language.FlagTitle|language.FlagUpper) != 0 && r.doc.Flags[i]&(language.FlagSentStart|language.FlagAllCaps) == 0 && r.tag(i) == language.PROPN {
		return true
	}
	t := r.tag(i)
	switch prev {
	case "a", "an", "the", "this", "these", "those", "his", "its", "their", "our", "my", "your", "of", "no", "'s", "any", "some", "such", "with", "without", "from":
		if prev == "'s" && r.doc.PTB[i-1] != language.POS {
			break
		}
		if (prev == "this" || prev == "these" || prev == "those" || prev == "some") && t == language.VERB {
			break
		}
		if strings.HasSuffix(w, "ing") && (prev == "without" || prev == "of" || prev == "from" || prev == "with") {
			break
		}
		return true
	}
	if (w == "charged" || w == "charge" || w == "charges") && r.word(i+1) == "with" {
		return true // before a court, no saying
	}
	if verbForms[w].kind == formS && r.tag(i-1) == language.NUM && prev != "one" && r.doc.Flags[max(i-1, 0)]&language.FlagDigit == 0 {
		return true // the four suspects, but "Channel 4 reports"
	}
	if nounForms[w] {
		// "…, the clinic on Mill Street reports."
		if n := r.word(i + 1); t != language.VERB && verbForms[w].kind == formS && (n == "." || n == "," || n == "") && !r.punct(i-1) {
			return !r.commaLeft(i)
		}
		// "The general staff of the navy reports that …".
		if t != language.VERB && verbForms[w].kind == formS && r.word(i+1) == "that" && i > 0 && r.doc.Flags[i-1]&language.FlagTitle != 0 && r.nounish(i-1) {
			return false
		}
		return t != language.VERB
	}
	if strings.HasSuffix(w, "ed") && (r.tag(i+1) == language.NOUN || r.tag(i+1) == language.ADJ) && (r.tag(i-1) == language.NUM || r.tag(i-1) == language.ADJ || prev == "including" || prev == "more") {
		return true // four suspected arsonists
	}
	if f := verbForms[w]; f.kind == formS || f.kind == formPast {
		return t == language.ADJ
	}
	// "alleged", "expected", "suspected" before a noun after an adjective or number.
	if (strings.HasSuffix(w, "ed") || w == "known") && t == language.ADJ {
		return true
	}
	return t == language.NOUN || t == language.PROPN && r.doc.Flags[i]&language.FlagSentStart == 0 && r.doc.Flags[i]&language.FlagTitle != 0
}

// commaLeft tells whether a comma stands within a noun phrase's length before
// token i, and a clause before it.
func (r *attReader) commaLeft(i int) bool {
	for j := i - 1; j > 1 && i-j < 12; j-- {
		if r.doc.Lower[j] == "," || r.closesQuote(j) {
			return true
		}
		if r.finite(j) {
			return false
		}
	}
	return false
}

// counts are nouns for a number that somebody keeps ("the brigade's own count",
// "the figure of the ministry").
var counts = wordSet(`toll count tally figure figures number numbers estimate estimates list reckoning register log tallies`)

// countCue reads a number that is somebody's: the possessor is the source.
func (r *attReader) countCue(i int, area language.Range) (cue, bool) {
	if !counts[r.doc.Lower[i]] {
		return cue{}, false
	}
	c := cue{Range: language.Range{Start: i, End: i + 1}, head: i, kind: cueCount, stance: States}
	j := i - 1
	for j > area.Start && (r.tag(j) == language.ADJ || r.doc.Lower[j] == "own" || r.doc.Lower[j] == "latest" || r.doc.Lower[j] == "death") {
		j--
	}
	if j >= area.Start && (r.doc.PTB[j] == language.POS || r.doc.PTB[j] == language.PRPS) {
		return c, true
	}
	if k := r.keeper(i, area); k > 0 {
		c.head = k
		return c, true
	}
	for j := i + 1; j+2 < area.End && j < i+8 && !r.punct(j); j++ {
		if (r.doc.Lower[j] == "given" || r.doc.Lower[j] == "published" || r.doc.Lower[j] == "announced" || r.doc.Lower[j] == "issued" || r.doc.Lower[j] == "released") && (r.doc.Lower[j+1] == "by" || r.timeAt(j+1)) {
			c.head = j
			return c, true
		}
	}
	return cue{}, false
}

// keeper gives the verb of "the count of 57 dead that the ministry published", 0
// if the words after the count are others.
func (r *attReader) keeper(i int, area language.Range) int {
	that := 0
	for j := i + 1; j < area.End && j < i+16 && !r.punct(j); j++ {
		switch w := r.doc.Lower[j]; {
		case w == "that" || w == "which":
			that = j
		case that > 0 && j > that+1 && (keeps[w]):
			return j
		case r.finite(j) && !(that > 0):
			return 0
		}
	}
	return 0
}

var keeps = wordSet(`published gave given issued announced released reported keeps kept`)

// bodyVerbs are what bodies do to people they count: a body that detains,
// admits or registers so many is itself the source of the number.
var bodyVerbs = wordSet(`seen taken gave given gives detained arrested held remanded charged admitted treated received registered recorded logged listed counted
 counts lists identified hospitalised hospitalized`)

// seenVerbs are bodyVerbs that count only with people in care as their object:
// "has seen 61 patients".
var seenVerbs = wordSet(`seen taken gave given gives`)

// patientsFrom tells whether the number at token i counts victims.
func (r *attReader) patientsFrom(i, end int) bool {
	for j := i; j < end && j < i+4; j++ {
		switch r.doc.Lower[j] {
		case "patients", "patient", "casualties", "injured", "wounded", "dead", "deaths", "victims", "survivors":
			return true
		}
	}
	return false
}

// notSaid tells whether a form of a reporting verb at token i describes the noun
// before it: "men reported missing", "a blog called X".
func (r *attReader) notSaid(i int) bool {
	p := r.tag(i - 1)
	switch r.doc.Lower[i] {
	case "reported", "feared", "presumed", "believed", "confirmed":
		switch r.word(i + 1) {
		case "missing", "dead", "killed", "injured", "wounded", "trapped", "safe":
			return p == language.NOUN || p == language.NUM
		}
	case "called", "dubbed", "named":
		return p == language.NOUN && r.doc.Flags[i+1]&(language.FlagTitle|language.FlagUpper) != 0 && i >= 2 && (r.tag(i-2) == language.DET || r.tag(i-2) == language.ADJ)
	}
	return false
}

// numberFrom tells whether a counting number starts at token i.
func (r *attReader) numberFrom(i int) bool { return r.countFrom[i] }

// figureCue reads "put the toll at", "gave the number of dead as", "raised it to".
func (r *attReader) figureCue(i int, prep string, area language.Range) (cue, bool) {
	seen := false
	if r.word(i+1) == prep && i+2 < area.End && r.numberFrom(i+2) && r.whomBefore(i, area.Start) >= 0 {
		c := r.group(i, area)
		c.kind, c.stance = cueFigure, States
		return c, true
	}
	for j := i + 1; j < area.End && j < i+24; j++ {
		w := r.doc.Lower[j]
		switch {
		case w == prep && seen:
			c := r.group(i, area)
			c.kind, c.stance = cueFigure, States
			return c, true
		case figureNouns[w]:
			seen = true
		case w == "," || w == ";" || w == ".", r.finite(j):
			return cue{}, false
		}
	}
	return cue{}, false
}

// whomBefore gives the whom or which whose clause has its verb at token i, -1 if
// none does: "four men, whom police put at …".
func (r *attReader) whomBefore(i, from int) int {
	for j := i - 1; j >= from && i-j < 8; j-- {
		switch r.doc.Lower[j] {
		case "whom", "which":
			return j
		case ",", ";":
			return -1
		}
		if r.finite(j) {
			return -1
		}
	}
	return -1
}
