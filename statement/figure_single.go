package statement

import (
	"strings"

	"sofar/language"
)

// readSingles reads victims without a numeral as one: "a boy was killed",
// "the driver has been detained", a named person who died.
func (f *figureReader) readSingles(s, first int) {
	d := f.doc
	sent := d.Sents[s].Range
	if len(f.trigs) == 0 && !f.harm(sent) {
		return
	}
	taken := map[int]bool{} // noun phrases that a number has taken
	for _, r := range f.out[first:] {
		for i := r.np.Start; i < r.np.End; i++ {
			taken[i] = true
		}
	}
	for _, g := range f.coordinated(f.singles(sent)) {
		np := g.Range
		if taken[np.Start] || taken[np.End-1] {
			continue
		}
		r := reading{sent: s, number: -1, core: language.Range{Start: np.Start, End: np.Start}, np: np, low: g.count, high: g.count, parent: -1, scope: ScopeTotal,
			words: d.SpanOf(np), unit: "people", whole: np, members: g.members}
		if w := d.Lower[np.End-1]; attackerNouns[w] || partNouns[w] {
			r.unit = w
		}
		r.strict = d.Lower[np.Start] == "he" || d.Lower[np.Start] == "she"
		if d.Lower[np.Start] == "one" && np.Len() > 2 && d.Lower[np.Start+1] == "of" {
			r.scope = ScopeSubset
		}
		if !f.singleObject(&r, sent) && !f.byAdjective(&r, sent, first) && !f.bySubject(&r, sent, first) && !f.struck(&r) {
			continue
		}
		if (r.kind == Killed || r.kind == Injured) && !f.undergoes(np, r.trig) && !f.struck(&r) {
			continue
		}
		if own := r; r.kind == Hospitalised && f.harm(sent) && f.struck(&own) {
			own.rule = "single: " + own.rule
			f.out = append(f.out, own)
		}
		if r.kind == Hostages || r.kind == Destroyed || r.kind == Displaced || r.kind == Evacuated || f.hypothetical(&r, sent) {
			continue
		}
		if r.kind == Rescued && !f.captive && (hasWord(d, r.whole, "released") || hasWord(d, r.whole, "freed")) {
			continue // let go by the police
		}
		if r.strict && r.kind != Killed {
			continue
		}
		if r.kind == Injured && r.low == 1 && f.diedSince(&r, sent) {
			r.kind, r.weak, r.rule = Killed, false, "died later"
		}
		if k := groupNouns[d.Lower[np.End-1]]; r.scope == ScopeSubset && r.kind == Killed && (k == Injured || k == Missing || k == Hospitalised) {
			r.scope = ScopeIncrement // "one of the injured has died"
		}
		r.rule = "single: " + r.rule
		f.out = append(f.out, r)
	}
}

// diedSince tells whether the same sentence goes on to the death of a hurt
// person: "a man was shot in the chest and later died".
func (f *figureReader) diedSince(r *reading, sent language.Range) bool {
	d := f.doc
	for i := r.trig.End; i+1 < sent.End && i < r.trig.End+18; i++ {
		if d.Lower[i] != "and" && d.Lower[i] != "but" {
			continue
		}
		j := i + 1
		for j < sent.End && (d.Tag[j] == language.ADV || d.Tag[j] == language.AUX) {
			j++
		}
		if j >= sent.End {
			return false
		}
		switch d.Lower[j] {
		case "died", "succumbed":
			return true
		case "pronounced", "declared":
			return j+1 < sent.End && d.Lower[j+1] == "dead"
		}
	}
	return false
}

// group is one person or several that "and" joins: "a man and his wife".
type group struct {
	language.Range
	count   int64
	members []language.Range
}

// coordinated joins noun phrases of one person each that stand in a list.
func (f *figureReader) coordinated(list []language.Range) []group {
	var out []group
	for i := 0; i < len(list); {
		j, and := i+1, false
		for j < len(list) {
			joined, last := f.listGap(list[j-1].End, list[j].Start)
			if !joined {
				break
			}
			j++
			if last {
				and = true
				break
			}
		}
		if !and {
			out = append(out, group{list[i], 1, list[i : i+1]})
			i++
			continue
		}
		out = append(out, group{language.Range{Start: list[i].Start, End: list[j-1].End}, int64(j - i), list[i:j]})
		i = j
	}
	return out
}

// listGap tells whether only commas, ages and "and" stand between two members
// of a list, and whether "and" does.
func (f *figureReader) listGap(a, b int) (joined, and bool) {
	if b <= a || b-a > 5 {
		return false, false
	}
	for i := a; i < b; i++ {
		switch w := f.doc.Lower[i]; {
		case w == "and", w == "," && f.title && b == a+1:
			and = true
		case w == "," || f.doc.Flags[i]&language.FlagDigit != 0:
		default:
			return false, false
		}
	}
	return and || f.doc.Lower[a] == ",", and
}

func hasWord(d *language.Doc, r language.Range, w string) bool {
	for i := r.Start; i < r.End; i++ {
		if d.Lower[i] == w {
			return true
		}
	}
	return false
}

// singleObject: "killing a boy", with the trigger right before the noun phrase.
func (f *figureReader) singleObject(r *reading, _ language.Range) bool {
	for _, t := range f.trigs {
		if t.form&formObject != 0 && (t.End == r.np.Start || t.End < r.np.Start && f.describes(t.End, r.np.Start)) {
			return f.hit(r, t, "object")
		}
		if t.form&formHead == 0 && t.form&formAdj != 0 && r.np.Start <= t.Start && t.End < r.np.End && t.kind == Killed {
			return f.hit(r, t, "modifier") // "found a deceased man"
		}
	}
	return f.inverted(r)
}

// describes tells whether tokens [a, b) only say more of the name that follows:
// "the death of 16-year-old Ivo Brenn", "killed local baker Ivo Brenn".
func (f *figureReader) describes(a, b int) bool {
	d := f.doc
	if n, ok := d.MentionAt(b); !ok || !f.personal(&d.Names[n], language.Range{Start: a, End: b}) || b-a > 4 {
		return false
	}
	for i := a; i < b; i++ {
		if aged(d.Lower[i]) || personNouns[d.Lower[i]] || d.Lower[i] == "." && i == b-1 {
			continue
		}
		if t := d.Tag[i]; t != language.ADJ && t != language.NOUN && t != language.PROPN {
			return false
		}
	}
	return true
}

// personal tells whether a name is that of a person, or could be and stands right
// behind an age: "16-year-old Ivo Brenn".
func (f *figureReader) personal(n *language.Name, sent language.Range) bool {
	return n.Kind == language.NamePerson || n.Kind == language.NameUnknown && n.Tokens.Start > sent.Start && aged(f.doc.Lower[n.Tokens.Start-1])
}

// aged tells whether a word gives an age: "16-year-old", "18-month-old".
func aged(w string) bool {
	return strings.HasSuffix(w, "-year-old") || strings.HasSuffix(w, "-month-old") || strings.HasSuffix(w, "-week-old") || strings.HasSuffix(w, "-day-old")
}

// inverted: the predicate before its subject: "killed were two porters", "also
// wounded was a waiter".
func (f *figureReader) inverted(r *reading) bool {
	d := f.doc
	sent := d.Sents[r.sent].Range
	i := r.np.Start - 1
	if i-1 < sent.Start || !beForms[d.Lower[i]] {
		return false
	}
	t, ok := f.triggerBefore(i)
	if !ok || d.Lower[t.Start] == "among" || t.form&formHead != 0 || t.form&formSubject == 0 || t.kind != Killed && t.kind != Injured {
		return false
	}
	if t.Start > sent.Start && d.Lower[t.Start-1] == "also" {
		r.scope = ScopeIncrement
		return t.Start-1 == sent.Start && f.hit(r, t, "inverted")
	}
	return t.Start == sent.Start && f.hit(r, t, "inverted")
}

// singles lists noun phrases that name one person, left to right.
func (f *figureReader) singles(sent language.Range) []language.Range {
	d := f.doc
	var out []language.Range
	names := map[int]int{}
	for _, n := range d.NamesNear(sent) {
		if f.personal(&n, sent) && (n.Form == language.FormFull || n.Form == language.FormShort) && n.Tokens.Start >= sent.Start && n.Tokens.End <= sent.End && n.Tokens.Len() > 0 {
			names[n.Tokens.Start] = n.Tokens.End
		}
	}
	for i := sent.Start; i < sent.End; i++ {
		if end, ok := names[i]; ok && end < sent.End && (d.Lower[end] == "'s" || d.Lower[end] == "'") {
			i = end // whose it is, not who
			continue
		}
		if end, ok := names[i]; ok {
			out = append(out, language.Range{Start: i, End: end})
			i = end - 1
			continue
		}
		if !singleDeterminers[d.Lower[i]] && !(aged(d.Lower[i]) && (i == sent.Start || d.Tag[i-1] != language.DET)) {
			if w := d.Lower[i]; w == "he" || w == "she" {
				out = append(out, language.Range{Start: i, End: i + 1})
			} else if end := f.bare(i, sent); end > 0 {
				out = append(out, language.Range{Start: i, End: end})
				i = end - 1
			}
			continue
		}
		if end := f.oneOf(i, sent); end > 0 {
			out = append(out, language.Range{Start: i, End: end})
			i = end - 1
			continue
		}
		for j := i + 1; j < sent.End && j < i+8; j++ {
			w := d.Lower[j]
			if (personNouns[w] || aged(w) || w == "old" && strings.HasSuffix(d.Lower[j-1], "-month")) && !f.compound(j+1, sent) {
				out = append(out, language.Range{Start: i, End: j + 1})
				i = j
				break
			}
			if t := d.Tag[j]; t != language.ADJ && t != language.NOUN && t != language.PROPN && t != language.NUM && w != "-" && d.PTB[j] != language.VBN {
				break
			}
		}
	}
	return out
}

// bare gives the end of a person that a title names without an article ("Teen
// girl killed …", "… kills wife, self"), 0 if none begins at token i.
func (f *figureReader) bare(i int, sent language.Range) int {
	d := f.doc
	if !f.title {
		return 0
	}
	if d.Lower[i] == "self" {
		return i + 1
	}
	for j := i; j < sent.End && j < i+6; j++ {
		if _, predicate := f.triggerAt(j); predicate {
			return 0
		}
		if personNouns[d.Lower[j]] && !f.compound(j+1, sent) {
			return j + 1
		}
		if t := d.Tag[j]; t != language.ADJ && t != language.NOUN && t != language.PROPN && d.Lower[j] != "-" {
			return 0
		}
	}
	return 0
}

// compound tells whether the noun before token i only modifies the next word:
// "a man hunt", "the driver's car".
func (f *figureReader) compound(i int, sent language.Range) bool {
	if i >= sent.End {
		return false
	}
	w := f.doc.Lower[i]
	if _, predicate := f.triggerAt(i); predicate {
		return false // "a woman shot to death", whatever the tagger says
	}
	return personNouns[w] || f.doc.Tag[i] == language.NOUN || w == "'s" || w == "'"
}

// oneOf gives the end of "one of the two drivers", 0 if it does not stand at i.
func (f *figureReader) oneOf(i int, sent language.Range) int {
	d := f.doc
	if d.Lower[i] != "one" || i+3 >= sent.End || d.Lower[i+1] != "of" || !determiners[d.Lower[i+2]] {
		return 0
	}
	for j := i + 3; j < sent.End && j < i+8; j++ {
		w := d.Lower[j]
		if _, ok := groupNouns[w]; ok || peopleNouns[w] || attackerNouns[w] {
			return j + 1
		}
		if t := d.Tag[j]; t != language.ADJ && t != language.NOUN && t != language.NUM && t != language.PROPN && t != language.VERB {
			break
		}
	}
	return 0
}

var singleDeterminers = wordSet("a an one the another his her their its")

// hypothetical tells whether the predicate is denied or only possible.
func (f *figureReader) hypothetical(r *reading, sent language.Range) bool {
	for i := max(sent.Start, r.np.Start-3); i < r.whole.End; i++ {
		switch f.doc.Lower[i] {
		case "not", "n't", "never", "if", "would", "could", "may", "might", "can", "should", "whether", "nearly", "almost":
			return true
		}
	}
	return false
}

// other keeps counted people and things of the event that no predicate names.
func (f *figureReader) other(r *reading, sent language.Range) bool {
	d := f.doc
	n := d.Numbers[r.number]
	u := lastWord(r.unit)
	if t, ok := f.modifier(r); ok {
		return f.hit(r, t, "modifier")
	}
	if u == "" && f.aboard(r, sent) {
		u, r.unit = "people", "people"
	}
	if u == "patients" {
		r.kind, r.rule = Hospitalised, "patients"
		return true
	}
	if f.speaks(r, sent) {
		return false
	}
	if u == "" || n.Kind == language.NumZero || abstractNouns[u] || r.low == 1 && r.high == 1 && !attackerNouns[u] {
		return false
	}
	if sourceNouns[u] || r.low == 2 && r.high == 2 && !peopleNouns[u] && !attackerNouns[u] && (!vehicleNouns[u] || u == "trains") && !buildingNouns[u] {
		return false
	}
	if n.Kind == language.NumVague && !peopleNouns[u] && !attackerNouns[u] && !vehicleNouns[u] && !buildingNouns[u] {
		return false
	}
	if r.core.Start > sent.Start && (d.Lower[r.core.Start-1] == "the" || d.Lower[r.core.Start-1] == "these" || d.Lower[r.core.Start-1] == "those") && !peopleNouns[u] {
		return false
	}
	r.kind, r.scope, r.rule = OtherFigure, ScopeSubset, "other"
	if attackerNouns[u] || f.aboard(r, sent) || d.Lower[r.np.End-1] == "us" {
		r.scope = ScopeTotal
	}
	return true
}

// aboard tells whether the number is that of all on board.
func (f *figureReader) aboard(r *reading, sent language.Range) bool {
	for i := max(sent.Start, r.np.Start-7); i < sent.End && i < r.np.End+6; i++ {
		if w := f.doc.Lower[i]; w == "aboard" || w == "board" {
			return true
		}
	}
	return false
}

// speaks tells whether the counted people are those who say it: "two workers,
// who asked not to be named, told us".
func (f *figureReader) speaks(r *reading, sent language.Range) bool {
	for i := r.np.End; i < sent.End && i < r.np.End+4; i++ {
		switch f.doc.Lower[i] {
		case "said", "say", "says", "told", "asked", "consulted", "quoted", "agreed", "speaking":
			return true
		}
	}
	return false
}

var (
	// sourceNouns name those who speak rather than those who suffer.
	sourceNouns  = wordSet("officials official investigators analysts sources source experts diplomats witnesses lawyers ministers reporters journalists prosecutors spokesmen judges conductors engineers relatives")
	vehicleNouns = wordSet("vehicle vehicles car cars lorry lorries truck trucks bus buses train trains carriage carriages coach coaches boat boats ship ships vessel vessels " +
		"plane planes aircraft helicopter helicopters motorcycle motorcycles tank tanks drone drones ambulance ambulances engine engines")
	abstractNouns = wordSet("thing things reason reasons way ways case cases side sides part parts place places point points question questions word words line lines hand hands " +
		"count counts charge charges term terms round rounds step steps front fronts group groups country countries nation nations account accounts version versions " +
		"story stories report reports statement statements call calls issue issues level levels kind kinds type types lot lots number numbers area areas")
)
