package statement

import (
	"sofar/language"
	"sofar/report"
)

// reading is one figure while it is being read.
type reading struct {
	sent       int
	number     int            // index into Doc.Numbers, -1 for a single victim without a numeral
	core       language.Range // the number with its bound
	np         language.Range // the number and the noun phrase it counts
	words      Span
	low, high  int64
	kind       FigureKind
	unit       string
	scope      Scope
	stance     Stance
	background bool
	more       bool
	whole      language.Range // the tokens that carry it: noun phrase and predicate
	parent     int            // index of the figure that it is part of, else -1
	rule       string
	trig       trigger          // that decided
	weak       bool             // read from a weak trigger ("shot")
	base       bool             // the whole in "nine of the 24 workers"
	strict     bool             // a pronoun: its predicate must follow directly
	members    []language.Range // of several people named one by one
	parts      []int            // the readings that a derived figure is made of
}

// figureReader reads the figures of one report.
type figureReader struct {
	doc    *language.Doc
	rep    *report.Report
	atts   []Attribution
	starts map[int]int // first token of a counting number → index in Doc.Numbers
	ends   map[int]int // last token+1 → index
	trigs  []trigger   // of the current sentence
	all    [][]trigger // of every sentence
	out    []reading
	// captive is true where the report tells of hostages: "held" is no arrest then.
	captive  bool
	contents *spanIndex // of atts
	// title is true for the title of a report, whose nouns need no article.
	title bool
	// faults tells of each paragraph whether it is a correction note: 1 yes,
	// -1 no, 0 not looked at yet; nil before the first look.
	faults []int8
}

// figures reads every counted number of the report, and single victims
// without a numeral, as statements of KindFigure.
func figures(doc *language.Doc, rep *report.Report, atts []Attribution) []Statement {
	return newFigureReader(doc, rep, atts).read()
}

func newFigureReader(doc *language.Doc, rep *report.Report, atts []Attribution) *figureReader {
	return &figureReader{doc: doc, rep: rep, atts: atts, starts: map[int]int{}, ends: map[int]int{}, contents: contentIndex(atts)}
}

func (f *figureReader) read() []Statement {
	doc := f.doc
	bySent := make([][]int, len(doc.Sents))
	ordinals := map[int][]int{} // by sentence
	for i, n := range doc.Numbers {
		if n.Tokens.Len() <= 0 || n.Tokens.Start >= doc.Len() {
			continue
		}
		if n.Use == language.UseOrdinal {
			s := int(doc.SentOf[n.Tokens.Start])
			ordinals[s] = append(ordinals[s], i)
		}
		if !f.counts(n) {
			continue
		}
		f.starts[n.Tokens.Start], f.ends[n.Tokens.End] = i, i
		s := int(doc.SentOf[n.Tokens.Start])
		bySent[s] = append(bySent[s], i)
	}
	for _, w := range doc.Lower {
		f.captive = f.captive || w == "hostage" || w == "hostages" || w == "kidnapped" || w == "abducted" || w == "captives"
	}
	f.all = make([][]trigger, len(doc.Sents))
	for s := range doc.Sents {
		if doc.Sents[s].Boilerplate {
			continue
		}
		f.all[s] = findTriggers(doc, doc.Sents[s].Range, f.starts)
		f.trigs = f.all[s]
		first := len(f.out)
		for _, n := range bySent[s] {
			f.readNumber(s, n, first)
		}
		for _, n := range ordinals[s] {
			f.ordinal(s, n)
		}
		f.readSingles(s, first)
		f.readSelf(s)
		f.confirmedCounts(s)
	}
	f.lists()
	f.sums()
	f.scopes()
	return f.statements()
}

// counts tells whether a number counts people or things.
func (f *figureReader) counts(n language.Number) bool {
	return n.Use == language.UseCount && n.Float == float64(int64(n.Float))
}

// readNumber reads one number; first is where the sentence's figures begin in f.out.
func (f *figureReader) readNumber(s, n, first int) {
	num := f.doc.Numbers[n]
	sent := f.doc.Sents[s].Range
	r := reading{sent: s, number: n, core: num.Tokens, low: num.Low, high: num.High, more: num.More, parent: -1, scope: ScopeTotal}
	r.np, r.unit = f.nounPhrase(num.Tokens, sent)
	r.words = num.Span.Cover(f.doc.SpanOf(r.np))
	r.whole = r.np
	if f.dropped(&r, sent) {
		return
	}
	sieves := []func(*reading, language.Range, int) bool{f.byPart, f.byHead, f.byAdjective, f.byObject, f.byToll, f.bySubject, f.byPairing}
	if r.base = f.isBase(r.core, sent); r.base {
		if i := r.core.Start - 3; i >= sent.Start && f.doc.Lower[i] == "one" {
			return // "one of the two drivers": the one is read as a single
		}
		if r.unit == "" && !f.byAdjective(&r, sent, first) {
			return
		}
		sieves = sieves[1:3]
	}
	if f.inverted(&r) {
		f.out = append(f.out, r)
		return
	}
	for _, sieve := range sieves {
		if sieve(&r, sent, first) {
			if r.weak && !f.undergoes(r.np, r.trig) {
				return // "eight officers shot the gunman"
			}
			if f.corrects(&r, sent) {
				r.stance = Corrects
			}
			f.out = append(f.out, r)
			return
		}
	}
	if !r.base && f.people(&r) && r.unit != "" && f.harm(sent) && f.struck(&r) || f.other(&r, sent) {
		f.out = append(f.out, r)
	}
}

// hit records the trigger that decided.
func (f *figureReader) hit(r *reading, t trigger, rule string) bool {
	if t.form&formPerson != 0 && !f.people(r) {
		return false
	}
	if u := lastWord(r.unit); (vehicleNouns[u] || buildingNouns[u] || historyNouns[u]) && (t.kind == Killed || t.kind == Injured || t.kind == Arrested || t.kind == Hospitalised) {
		return false // "two cars were hit by gunfire"
	}
	if u := lastWord(r.unit); (t.kind == Killed || t.kind == Injured) && (chargeUnits[u] || u == "shot" && f.fired(r)) {
		return false // "one count of assault", "one shot was fired"
	}
	if t.form&formBuilding != 0 && !buildingNouns[lastWord(r.unit)] {
		return false
	}
	for i := max(r.np.End, f.contrast(r.np.End, f.doc.Sents[r.sent].Range)); i < t.Start; i++ {
		switch f.doc.Lower[i] {
		case "not", "n't", "never":
			return false // "one man had not been arrested"
		}
	}
	if t.kind == Arrested && r.high == 0 && hasWord(f.doc, t.Range, "charged") {
		return false // "none of them had been charged" says nothing of arrests
	}
	if t.kind == Killed && f.orHurt(t, r) {
		r.kind, r.rule, r.scope, r.trig = OtherFigure, rule+": dead or not", ScopeSubset, t
		return true // "40 dead or missing" counts no dead
	}
	if t.kind == Missing && attackerNouns[lastWord(r.unit)] {
		return false // gunmen who are looked for
	}
	if u := lastWord(r.unit); r.high == 0 && r.number >= 0 && (t.kind == Killed || t.kind == Injured) && t.form&formHead == 0 && u != "" && !f.people(r) {
		return false // "no charges against the boy who was shot"
	}
	if r.high == 0 && t.kind == Injured && f.degree(t) {
		return false // "no one suffered life-threatening injuries" may leave others
	}
	if t.kind == Hostages && t.form&formHead != 0 && r.high == 0 {
		return false // "no hostages were taken": nothing to count
	}
	r.kind, r.rule, r.weak, r.trig = t.kind, rule, t.form&formWeak != 0, t
	if t.kind == OtherFigure {
		r.scope = ScopeSubset
	}
	if t.kind == Arrested && hasWord(f.doc, t.Range, "picked") && t.form&formObject != 0 && !f.byPolice(t.Start) {
		r.kind = Rescued // "a trawler picked up five men"
	}
	if m, ok := f.modifier(r); ok && m.kind == Injured && t.kind == Hospitalised && t.Start >= r.np.End {
		r.kind = Injured // "dozens of injured people had been driven to hospitals"
	}
	if r.kind == Hospitalised && (f.withWounds(t, r) || f.sentBy(r)) {
		r.kind = Injured
	}
	if f.captive && t.kind == Arrested && t.form&formPerson != 0 {
		r.kind = Hostages
	}
	r.whole = language.Range{Start: min(r.whole.Start, t.Start), End: max(r.whole.End, t.End)}
	return true
}

// orHurt tells whether a trigger for the dead goes on with others than the dead:
// "dead or missing", "killed or wounded".
func (f *figureReader) orHurt(t trigger, r *reading) bool {
	d := f.doc
	i := t.End
	if i+1 >= d.Sents[r.sent].End || d.Lower[i] != "or" {
		return false
	}
	switch d.Lower[i+1] {
	case "missing", "injured", "wounded", "hurt", "unaccounted":
		return true
	}
	return false
}

// isBase tells whether the number is the whole that a part is taken of:
// "nine of the 24 workers".
func (f *figureReader) isBase(core, sent language.Range) bool {
	i := core.Start - 1
	if i <= sent.Start || !determiners[f.doc.Lower[i]] || f.doc.Lower[i-1] != "of" {
		return false
	}
	_, part := f.ends[i-1]
	return part || i-2 >= sent.Start && f.doc.Lower[i-2] == "one"
}

// byAdjective: "four dead", "12 wounded", "nine are missing" with the trigger
// right after the noun phrase.
func (f *figureReader) byAdjective(r *reading, sent language.Range, _ int) bool {
	for _, t := range f.trigs {
		if t.form&(formAdj|formSubject) == 0 || t.Start < r.np.End {
			continue
		}
		if t.Start > r.np.End+1 {
			break
		}
		if t.Start == r.np.End || lightVerbs[f.doc.Lower[r.np.End]] {
			if t.Start == r.np.End && t.kind == Injured {
				if u, ok := f.diedLater(t.End, sent); ok {
					r.scope = ScopeIncrement
					return f.hit(r, u, "died later")
				}
			}
			for _, u := range f.trigs {
				// "were shot and killed": the weak trigger yields.
				if t.form&formWeak != 0 && u.Start >= t.End && u.Start <= t.End+2 && !f.numberIn(t.End, u.Start) && u.form&formWeak == 0 && u.form&(formSubject|formAdj) != 0 {
					t = u
					break
				}
			}
			return f.hit(r, t, "adjective")
		}
	}
	return false
}

// diedLater finds the death of people who are described as injured: "two
// people wounded in the attack died overnight".
func (f *figureReader) diedLater(from int, sent language.Range) (trigger, bool) {
	for i := from; i < sent.End && i < from+16; i++ {
		if t, ok := f.triggerAt(i); ok {
			return t, t.kind == Killed && t.form&formSubject != 0 && (f.doc.Lower[i] == "died" || f.doc.Lower[i] == "succumbed")
		}
		if f.doc.Flags[i]&language.FlagPunct != 0 || f.doc.Lower[i] == "and" || clauseBreaks[f.doc.Lower[i]] {
			break
		}
	}
	return trigger{}, false
}

// byHead: the counted noun says what is counted: "six deaths", "three more bodies".
func (f *figureReader) byHead(r *reading, sent language.Range, first int) bool {
	for _, t := range f.trigs {
		if t.Start < r.core.End || t.End > r.np.End || t.form&formHead == 0 && (t.form&formAdj == 0 || t.End < r.np.End) {
			continue
		}
		if t.kind == Hostages || t.kind == Rescued { // "five hostages had been released"
			own := *r
			if f.bySubject(&own, sent, first) && own.kind != Hostages {
				*r = own
				return true
			}
		}
		return f.hit(r, t, "head noun")
	}
	return false
}

// byObject: a predicate before the number takes it as object: "killing at
// least 143 people", "injured three soldiers, two policemen and a child".
func (f *figureReader) byObject(r *reading, sent language.Range, _ int) bool {
	d := f.doc
	i := r.np.Start - 1
	follows := r.np.End < sent.End && (d.Tag[r.np.End] == language.AUX || d.PTB[r.np.End] == language.VBD || d.PTB[r.np.End] == language.VBZ || d.PTB[r.np.End] == language.VBP)
	for steps := 0; i >= sent.Start && steps < 14; steps++ {
		if follows && (d.Lower[i] == "and" || d.Lower[i] == "then") {
			return false // it is the subject of its own clause
		}
		for _, t := range f.trigs {
			if t.End == i+1 {
				if t.form&formObject != 0 {
					if u, ok := f.joined(t, sent); ok && r.core.Start == t.End && u.kind != t.kind {
						// "killed and wounded hundreds" counts both together
						r.kind, r.rule = OtherFigure, "object: two predicates"
						r.whole = language.Range{Start: u.Start, End: r.np.End}
						return true
					}
					return f.hit(r, t, "object")
				}
				if t.form&(formSubject|formAdj) != 0 && t.form&formHead == 0 {
					return false
				}
			}
		}
		w := d.Lower[i]
		switch {
		case clauseBreaks[w] || w == ";" || w == ":" || w == "." || w == "who" || w == "to" && steps == 0:
			return false
		case beForms[w] && steps == 0 && f.amongBefore(i, sent):
			// "among the dead are two children"
			r.scope = ScopeSubset
			return f.hitAmong(r, i)
		case d.Tag[i] == language.ADP && !(w == "of" || w == "than" || w == "to" && steps > 0):
			// "in", "with", "from" before the number: not an object. Deeper in
			// the coordination it belongs to another member.
			if steps == 0 {
				return false
			}
		case d.Tag[i] == language.VERB || d.Tag[i] == language.AUX:
			if d.PTB[i] != language.VBN && d.PTB[i] != language.VBG {
				return false
			}
		}
		i--
	}
	return false
}

// joined gives the object trigger that "and" joins with t.
func (f *figureReader) joined(t trigger, sent language.Range) (trigger, bool) {
	if t.Start-2 < sent.Start || f.doc.Lower[t.Start-1] != "and" {
		return trigger{}, false
	}
	for _, u := range f.trigs {
		if u.End == t.Start-1 && u.form&formWeak == 0 {
			return u, true
		}
	}
	return trigger{}, false
}

// amongBefore tells whether "among the dead" and the like end before token i.
func (f *figureReader) amongBefore(i int, _ language.Range) bool {
	for _, t := range f.trigs {
		if t.End == i && f.doc.Lower[t.Start] == "among" {
			return true
		}
	}
	return false
}

func (f *figureReader) hitAmong(r *reading, i int) bool {
	for _, t := range f.trigs {
		if t.End == i {
			return f.hit(r, t, "among")
		}
	}
	return false
}

// bySubject: the number is the subject of a predicate further right, across
// parentheses, relative clauses and auxiliaries.
func (f *figureReader) bySubject(r *reading, sent language.Range, _ int) bool {
	d := f.doc
	i := max(r.np.End, f.contrast(r.np.End, sent))
	for steps := 0; i < sent.End && steps < 28; steps++ {
		if t, ok := f.triggerAt(i); ok {
			if t.form&formSubject != 0 || t.form&formAdj != 0 && t.form&formObject == 0 {
				if t.kind == Injured && (i == r.np.End || f.inRelative(r.np.End, i)) {
					if u, ok := f.diedLater(t.End, sent); ok {
						r.scope = ScopeIncrement
						return f.hit(r, u, "died later")
					}
				}
				return f.hit(r, t, "subject")
			}
			if t.form&formHead == 0 {
				return false
			}
		}
		w := d.Lower[i]
		if r.strict && (!lightVerbs[w] || mindVerbs[w]) {
			return false
		}
		if n, ok := f.starts[i]; ok {
			if i == sent.Start || d.Tag[i-1] != language.ADP && !f.isBase(d.Numbers[n].Tokens, sent) {
				return false
			}
			i = d.Numbers[n].Tokens.End
			continue
		}
		switch {
		case w == "," || w == "(" || w == "-" && d.Tag[i] == language.PUNCT:
			if j := f.afterParenthesis(i, sent); j > 0 {
				i = j
				continue
			}
			if w != "," {
				return false
			}
			if i+1 < sent.End && !relatives[d.Lower[i+1]] && !beForms[d.Lower[i+1]] {
				return false
			}
		case w == "as" && i > sent.Start && lightVerbs[d.Lower[i-1]]:
			// "listed as missing"
		case w == ";" || w == ":" || clauseBreaks[w] && w != "that" && w != "which":
			return false
		case w == "that" && i+1 < sent.End && (d.Tag[i+1] == language.DET || d.Tag[i+1] == language.PRON || d.Tag[i+1] == language.PROPN):
			return false // a content clause with its own subject
		case (w == "and" || w == "or") && r.number < 0 && r.np.Start > sent.Start && d.Tag[r.np.Start-1] == language.ADP:
			return false // "exchanged fire with an officer and was injured"
		case w == "and" || w == "or":
			if i+1 < sent.End && (d.Tag[i+1] == language.VERB || d.Tag[i+1] == language.PRON) && !lightVerbs[d.Lower[i+1]] {
				if _, ok := f.triggerAt(i + 1); !ok {
					return false
				}
			}
		case d.Tag[i] == language.VERB && !lightVerbs[w]:
			if d.PTB[i] == language.VBD || d.PTB[i] == language.VBZ || d.PTB[i] == language.VBP || d.PTB[i] == language.VB {
				if !f.inRelative(r.np.End, i) {
					return false
				}
			}
		}
		i++
	}
	return false
}

// inRelative tells whether a relative pronoun stands between a and i.
func (f *figureReader) inRelative(a, i int) bool {
	for j := a; j < i; j++ {
		if relatives[f.doc.Lower[j]] {
			return true
		}
	}
	return false
}

func (f *figureReader) triggerAt(i int) (trigger, bool) {
	for _, t := range f.trigs {
		if t.Start == i {
			return t, true
		}
	}
	return trigger{}, false
}

// afterParenthesis gives the token after the parenthesis that opens at i when
// a predicate follows it, else 0: "11 people, including four suspected
// gunmen, have been arrested".
func (f *figureReader) afterParenthesis(i int, sent language.Range) int {
	d := f.doc
	closing := d.Lower[i]
	if closing == "(" {
		closing = ")"
	}
	for j := i + 1; j < sent.End && j < i+26; j++ {
		if d.Lower[j] != closing || j+1 >= sent.End {
			continue
		}
		if _, ok := f.triggerAt(j + 1); ok || d.Tag[j+1] == language.AUX || lightVerbs[d.Lower[j+1]] {
			return j + 1
		}
	}
	return 0
}
