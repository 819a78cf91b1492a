package statement

import (
	"sofar/language"
)

// groupNouns are words for the people of a kind, used as nouns: "seven of the
// dead", "the number of missing", "the injured".
var groupNouns = map[string]FigureKind{
	"dead": Killed, "deceased": Killed, "killed": Killed, "deaths": Killed, "fatalities": Killed, "victims": Killed, "bodies": Killed, "toll": Killed, "died": Killed,
	"injured": Injured, "wounded": Injured, "hurt": Injured, "injuries": Injured, "casualties": OtherFigure,
	"missing": Missing, "detained": Arrested, "arrested": Arrested, "detainees": Arrested, "arrests": Arrested, "custody": Arrested,
	"rescued": Rescued, "survivors": Rescued, "saved": Rescued, "displaced": Displaced, "evacuees": Evacuated, "evacuated": Evacuated,
	"hostages": Hostages, "captives": Hostages, "hospitalised": Hospitalised, "hospitalized": Hospitalised, "hospital": Hospitalised,
}

// byPart reads parts of a whole: "including five children", "six of them",
// "of whom 12 were hurt", "seven of the dead were children".
func (f *figureReader) byPart(r *reading, sent language.Range, first int) bool {
	d := f.doc
	if kind, ok := f.ofGroup(r, sent); ok {
		for i := r.np.End; i < sent.End && i < r.np.End+6; i++ {
			if d.Lower[i] == "identified" {
				r.kind, r.scope, r.rule = OtherFigure, ScopeSubset, "part: identified"
				return true
			}
		}
		own := *r
		own.whole = r.np
		if f.bySubject(&own, sent, first) && own.kind != kind && (own.kind != Injured || hasWord(d, language.Range{Start: r.core.End, End: min(sent.End, r.core.End+4)}, "victims")) {
			own.rule = "part: own predicate"
			own.scope = ScopeSubset
			if own.kind == Killed && kind != Killed {
				own.scope = ScopeIncrement
			}
			*r = own
			return true
		}
		if f.word(r.np.Start, r.core.End+4, "victims") && !f.onlyKilled() {
			kind = OtherFigure // some victims live
		}
		r.kind, r.scope, r.rule = kind, ScopeSubset, "part: of the group"
		return true
	}
	pronoun := r.np.End > r.core.End && partPronouns[d.Lower[r.np.End-1]] && d.Lower[r.np.End-1] != "us"
	intro := f.partIntro(r.core.Start, sent)
	if !pronoun && !intro {
		return false
	}
	if pronoun && !intro && r.np.End < sent.End && (d.Lower[r.np.End] == "i" || d.Lower[r.np.End] == "we") {
		return false // "Two of them I would not like to speak about"
	}
	if kind, ok := f.groupIncludes(r.core.Start, sent); ok && intro {
		r.kind, r.scope, r.rule = kind, ScopeSubset, "part: the group includes"
		return true
	}
	p := f.partParent(first, pronoun && !intro && first == len(f.out))
	if p < 0 {
		return false
	}
	r.parent, r.scope, r.kind, r.rule = p, ScopeSubset, f.out[p].kind, "part"
	own := *r
	if f.byAdjective(&own, sent, first) || f.byHead(&own, sent, first) || pronoun && f.bySubject(&own, sent, first) {
		if !(own.kind == Injured && r.kind == Hospitalised || own.kind == Hospitalised && r.kind == Injured) {
			r.kind, r.whole = own.kind, own.whole
		}
	} else if r.high == 0 {
		return false
	}
	return true
}

// groupIncludes gives the kind of "the dead included …" before token i.
func (f *figureReader) groupIncludes(i int, sent language.Range) (FigureKind, bool) {
	d := f.doc
	if i-3 < sent.Start || d.Lower[i-3] != "the" {
		return "", false
	}
	switch d.Lower[i-1] {
	case "include", "included", "includes":
		kind, ok := groupNouns[d.Lower[i-2]]
		return kind, ok && kind != OtherFigure
	}
	return "", false
}

// word tells whether w stands in tokens [a, b).
func (f *figureReader) word(a, b int, w string) bool {
	return hasWord(f.doc, language.Range{Start: a, End: min(b, f.doc.Len())}, w)
}

// onlyKilled tells whether the report so far counts dead but no injured.
func (f *figureReader) onlyKilled() bool {
	dead := false
	for _, q := range f.out {
		if q.kind == Injured {
			return false
		}
		dead = dead || q.kind == Killed
	}
	return dead
}

// ofGroup: "N of the dead", "N of those killed", "N of the nine detained".
func (f *figureReader) ofGroup(r *reading, sent language.Range) (FigureKind, bool) {
	d := f.doc
	i := r.core.End
	if i < sent.End && d.Lower[i] == "of" {
		i++
	} else if i == 0 || d.Lower[i-1] != "of" {
		return "", false
	}
	det := false
	for i < sent.End && (determiners[d.Lower[i]] || d.Lower[i] == "people") {
		det = det || d.Lower[i] != "people"
		i++
	}
	if n, ok := f.starts[i]; ok && det {
		i = d.Numbers[n].Tokens.End
	}
	if !det || i >= sent.End {
		return "", false
	}
	// "of the persons evacuated", not "of the officers killed a man" nor "with
	// two of their men arrested".
	if n := i + 1; (d.Lower[i-1] == "the" || d.Lower[i-1] == "those") && d.Tag[i] == language.NOUN && n < sent.End && participles[d.Lower[n]] && (n+1 == sent.End || !objectAt(d, n+1)) {
		i = n
	}
	kind, ok := groupNouns[d.Lower[i]]
	return kind, ok && d.Lower[i] != "hospital" && d.Lower[i] != "toll"
}

// participles are those of groupNouns that stand behind the people they tell of.
var participles = wordSet("killed injured wounded hurt detained arrested rescued displaced evacuated")

// objectAt tells whether an object of a verb may begin at token i.
func objectAt(d *language.Doc, i int) bool {
	switch d.Tag[i] {
	case language.DET, language.PRON, language.NOUN, language.PROPN, language.ADJ, language.NUM:
		return true
	}
	return false
}

// partIntro tells whether the words before token i introduce a part.
func (f *figureReader) partIntro(i int, sent language.Range) bool {
	d := f.doc
	back := func(n int) string {
		if i-n >= sent.Start {
			return d.Lower[i-n]
		}
		return ""
	}
	switch back(1) {
	case "including", "includes", "include", "included", "among":
		return true
	case "whom", "them", "which":
		return back(2) == "of" || back(2) == "among" || back(2) == "including"
	}
	for n := 2; n <= 4; n++ { // "including the four", "including at least two"
		if back(n) == "including" && (determiners[back(1)] || d.Tag[i-1] == language.ADP || d.Tag[i-1] == language.ADV || d.Tag[i-1] == language.ADJ) {
			return true
		}
	}
	return false
}

// partParent finds the figure that a part belongs to: the last whole figure
// of the sentence, or of the sentence before where the part opens its own.
func (f *figureReader) partParent(first int, before bool) int {
	for i := len(f.out) - 1; i >= first; i-- {
		if f.out[i].scope != ScopeSubset {
			return i
		}
	}
	if !before {
		if len(f.out) > first {
			return f.out[first].parent
		}
	}
	for i := first - 1; i >= 0 && i >= first-4; i-- {
		if f.out[i].kind != OtherFigure && f.out[i].scope != ScopeSubset {
			return i
		}
	}
	return -1
}

// byPairing: a bare number that continues the one before it: "killed 17
// people in 2014 and 38 in 2022", "12 seriously and 35 lightly".
func (f *figureReader) byPairing(r *reading, sent language.Range, first int) bool {
	d := f.doc
	if len(f.out) == first {
		return false
	}
	prev := f.out[len(f.out)-1]
	if next := r.np.End; next < sent.End && degrees[d.Lower[next]] && (prev.kind == Injured || prev.kind == Hospitalised) {
		r.kind, r.scope, r.parent, r.rule = prev.kind, prev.scope, prev.parent, "pair: degree"
		r.whole.End = next + 1
		return true
	}
	if t, ok := f.modifier(r); ok {
		return f.hit(r, t, "modifier")
	}
	if i := r.core.Start - 2; i >= sent.Start && d.Lower[i+1] == "from" && (d.Lower[i] == "down" || d.Lower[i] == "up") && prev.kind != OtherFigure {
		r.kind, r.rule, r.background = prev.kind, "pair: earlier value", true
		return true
	}
	if r.unit != "" || prev.kind == OtherFigure || r.core.Start-prev.np.End > 6 || r.core.Start <= sent.Start {
		return false
	}
	if w := d.Lower[r.core.Start-1]; w != "and" && w != "," && w != "or" {
		return false
	}
	for i := prev.np.End; i < r.core.Start; i++ {
		if d.Tag[i] == language.VERB {
			return false
		}
	}
	r.kind, r.scope, r.parent, r.rule = prev.kind, prev.scope, prev.parent, "pair"
	return true
}

var degrees = wordSet("seriously lightly slightly critically severely badly gravely mildly fatally")

// valueWords may stand right before the value of a toll.
var valueWords = wordSet("to at of is was were are reached reach reaches reaching hit hits exceed exceeds exceeded exceeding passed passes pass topped tops " +
	"surpassed above below beyond : - number numbered numbers totalled totaled totals remained stands stood as from read over than be total")

// vagueTolls name a count without its kind; they take the kind last spoken of.
var vagueTolls = wordSet("count figure tally total counts figures number numbers it")

// byToll: the value of a toll or count: "the death toll rose to 16", "put the
// injured at 47", "Persons injured: 26", "was lowered from 19 to 17".
func (f *figureReader) byToll(r *reading, sent language.Range, first int) bool {
	d := f.doc
	at := r.core.Start - 1
	for at > sent.Start && (d.Lower[at] == "still" || d.Lower[at] == "now" || d.Lower[at] == "already" || d.Lower[at] == "only") {
		at--
	}
	if at < sent.Start || !valueWords[d.Lower[at]] || r.unit != "" && !peopleNouns[lastWord(r.unit)] {
		return false
	}
	if d.Tag[at] == language.PUNCT && d.Lower[at] != ":" && r.np.End < sent.End && (d.Tag[r.np.End] == language.AUX || d.PTB[r.np.End] == language.VBD) {
		return false // "toll rises - 400 people were moved": a clause of its own
	}
	bare := d.Lower[at] == "read"
	if t, ok := f.triggerBefore(at); ok && d.Lower[at] == ":" {
		return f.hit(r, t, "toll: table")
	}
	vague := -1
	for i := at; i >= sent.Start && i > at-30; i-- {
		w := d.Lower[i]
		if w == ";" && !bare {
			break
		}
		kind, ok := groupNouns[w]
		if ok && w != "toll" {
			prev := ""
			if i > sent.Start {
				prev = d.Lower[i-1]
			}
			ok = prev == "" || tollFrames[prev] || d.Lower[at] == ":" && i >= at-2 || w == "deaths" || w == "fatalities" || w == "injuries" || w == "arrests"
			ok = ok && (d.Lower[at] != "of" || i == at-1)
			if w == "killed" || w == "died" || w == "arrested" || w == "injured" || w == "wounded" {
				ok = ok && (d.Lower[at] != "of" || i == at-1)
			}
		}
		if ok && w == "toll" && d.Lower[at] == "of" && i != at-1 {
			continue
		}
		if ok {
			r.kind, r.rule = kind, RuleToll
			r.whole.Start = i
			f.earlier(r, at, sent)
			return true
		}
		if vague < 0 && i < at && vagueTolls[w] && w != "it" && d.Lower[at] != "of" {
			vague = i
		}
		if vague < 0 && w == "figure" && i == at-1 {
			vague = i
		}
	}
	if vague < 0 && d.Lower[at] == "at" && at > sent.Start && (d.Lower[at-1] == "put" || d.Lower[at-1] == "puts") {
		vague = at - 1
		for i := vague; i >= sent.Start && i > vague-8; i-- {
			if attackerNouns[d.Lower[i]] {
				r.kind, r.unit, r.rule = OtherFigure, d.Lower[i], "toll: attackers"
				r.whole.Start = i
				return true
			}
		}
	}
	if at > sent.Start && d.Lower[at] == "of" && r.unit == "" && (d.Lower[at-1] == "spoken" || d.Lower[at-1] == "spoke") {
		if k := f.spokenOf(r.low); k != "" { // "the ministry had spoken of 14"
			r.kind, r.rule = k, "toll: spoken of"
			r.whole.Start = at - 1
			return true
		}
	}
	if vague < 0 || r.unit != "" {
		return false
	}
	r.whole.Start = vague
	for _, t := range f.trigs { // "the number of persons whose whereabouts are unknown is 118"
		if t.Start > vague && t.End <= at && (d.Lower[vague] == "number" || d.Lower[vague] == "numbers") && t.form&(formSubject|formAdj|formHead) != 0 {
			return f.hit(r, t, "toll: number of")
		}
	}
	for i := max(0, vague-12); i < at; i++ {
		if w := d.Lower[i]; w == "board" || w == "aboard" {
			r.kind, r.scope, r.rule = OtherFigure, ScopeTotal, "toll: on board"
			return true
		}
	}
	if k := f.spokenOf(r.low); k != "" {
		r.kind, r.rule = k, "toll: the count spoken of"
		f.earlier(r, at, sent)
		return true
	}
	return false
}

// triggerBefore gives the trigger that ends before token i.
func (f *figureReader) triggerBefore(i int) (trigger, bool) {
	for _, t := range f.trigs {
		if t.End == i {
			return t, true
		}
	}
	return trigger{}, false
}

// spokenOf gives the kind that "the count" refers to: that of an earlier
// figure with the same value, else killed if deaths were counted lately, else
// the last kind of harm.
func (f *figureReader) spokenOf(value int64) FigureKind {
	last := FigureKind("")
	for i := len(f.out) - 1; i >= 0; i-- {
		k := f.out[i].kind
		if k == OtherFigure {
			continue
		}
		if f.out[i].low == value && len(f.out)-i <= 20 {
			return k
		}
		if len(f.out)-i <= 5 && (k == Killed || last == "" && (k == Injured || k == Missing)) {
			if last != Killed {
				last = k
			}
		}
	}
	return last
}

var tollFrames = wordSet("the of number list people persons total and confirmed known total : those many passengers civilians including put tally count officially")

// earlier marks a value that is only named to say what it was before: "from
// 19", "up from 133". It stays a total of the past and enters no toll.
func (f *figureReader) earlier(r *reading, at int, sent language.Range) {
	d := f.doc
	if d.Lower[at] == "to" || d.Lower[at] == "read" {
		for i := max(sent.Start, r.whole.Start-10); i < at; i++ {
			switch d.Lower[i] {
			case "lowered", "reduced", "revised", "cut", "corrected", "lowers", "reduces", "cuts", "should":
				r.stance = Corrects
			}
		}
	}
	if d.Lower[at] != "from" {
		return
	}
	r.background = true
	for i := max(sent.Start, at-25); i < min(sent.End, r.core.End+8); i++ {
		switch d.Lower[i] {
		case "lowered", "reduced", "revised", "cut", "corrected", "lowers", "reduces", "cuts":
			r.stance = Retracts
		}
	}
}
