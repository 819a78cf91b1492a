package statement

import (
	"sofar/language"
)

// undergoes tells by the tree whether what a predicate tells happens to the
// person before it. He does not where the tree has him do it to another ("Brenn
// shot him") or has it happen to somebody nearer ("the father of a girl shot dead").
func (f *figureReader) undergoes(np language.Range, t trigger) bool {
	d := f.doc
	v := f.verbOf(t)
	if v < np.End {
		return true
	}
	if harmVerbs[d.Lemma[v]] && !d.Passive(v) && f.harmsOther(v) {
		s := d.UnderstoodSubject(v)
		return s >= 0 && !np.Contains(s)
	}
	who := d.UnderstoodSubject(v)
	return who < np.End || who >= v || !personNouns[d.Lower[who]] && d.Tag[who] != language.PROPN || f.within(who, np)
}

// harmsOther tells whether an active verb, or one that "and" joins to it, has
// somebody else as its object: "shot and wounded a burglar".
func (f *figureReader) harmsOther(v int) bool {
	d := f.doc
	other := func(v int) bool {
		o := d.Child(v, language.Obj)
		return o > v && !reflexive[d.Lower[o]] && d.Lower[o] != "dead"
	}
	if other(v) {
		return true
	}
	for c := range d.Conjuncts(v) {
		if harmVerbs[d.Lemma[c]] && d.Subject(c) == d.Subject(v) && other(c) {
			return true
		}
	}
	return false
}

// within tells whether a token hangs on a noun phrase as an apposition, a
// conjunct or a further name.
func (f *figureReader) within(i int, np language.Range) bool {
	d := f.doc
	for {
		switch d.Rel(i) {
		case language.Appos, language.Conj, language.Flat, language.Compound, language.NmodDesc, language.Parataxis, language.RelList:
		default:
			return false
		}
		if i = d.Head(i); np.Contains(i) {
			return true
		}
	}
}

// struck reads people whom the tree gives as the object of an active verb of
// harm, or who did it to themselves: "shot his neighbour in the leg", "treated
// after shooting himself in the foot".
func (f *figureReader) struck(r *reading) bool {
	d := f.doc
	if v := f.selfHarm(r); v >= 0 {
		return f.hit(r, trigger{Range: language.Range{Start: v, End: v + 2}, kind: Injured, form: formObject}, "himself by tree")
	}
	head := r.np.End - 1
	for head > r.np.Start && d.Rel(head) != language.Obj {
		head--
	}
	v := d.Head(head)
	if d.Rel(head) != language.Obj || v < 0 || v >= r.np.Start || d.PTB[v] == language.VB && d.Child(v, language.RelAux) < 0 {
		return false
	}
	switch d.Lemma[v] {
	case "shoot", "stab", "shot": // the last where the tagger has a noun
	case "strike", "hit", "graze":
		if d.Subject(v) >= 0 && personNouns[d.Lower[d.Subject(v)]] {
			return false
		}
	default:
		return false
	}
	return d.Negated(v) < 0 && d.Modal(v) < 0 &&
		f.hit(r, trigger{Range: language.Range{Start: v, End: v + 1}, kind: Injured, form: formObject | formWeak}, "object by tree")
}

// selfHarm gives the verb of a sentence that the people of a reading did to
// themselves, -1 if there is none.
func (f *figureReader) selfHarm(r *reading) int {
	d := f.doc
	sent := d.Sents[r.sent].Range
	for i := sent.Start + 1; i < sent.End; i++ {
		if !reflexive[d.Lower[i]] || d.Rel(i) != language.Obj {
			continue
		}
		if v := d.Head(i); (d.Lemma[v] == "shoot" || d.Lemma[v] == "stab") && d.Modal(v) < 0 && d.Negated(v) < 0 && r.np.Contains(d.UnderstoodSubject(v)) && (d.PTB[v] != language.VB) {
			return v
		}
	}
	return -1
}

// harm tells whether a sentence has a verb that struck looks for.
func (f *figureReader) harm(sent language.Range) bool {
	for i := sent.Start; i < sent.End; i++ {
		switch f.doc.Lower[i] {
		case "shot", "shoots", "shooting", "stabbed", "stabbing", "struck", "striking", "grazed", "grazing":
			return true
		}
	}
	return false
}

// verbOf gives the verb or participle of a trigger, -1 if it has none.
func (f *figureReader) verbOf(t trigger) int {
	for i := t.Start; i < t.End; i++ {
		switch f.doc.PTB[i] {
		case language.VBD, language.VBN, language.VBG, language.VB, language.VBZ, language.VBP:
			if !beForms[f.doc.Lower[i]] {
				return i
			}
		}
		if f.doc.Lower[i] == "shot" && f.doc.Child(i, language.Obj) > i {
			return i // a verb, whatever the tagger says
		}
	}
	return -1
}

var (
	harmVerbs = wordSet("shoot shot kill injure wound hurt stab murder slay hit strike beat")
	reflexive = wordSet("himself herself themselves itself")
)
