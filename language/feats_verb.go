package language

// depends are what hangs on a verb that its features follow from.
type depends struct {
	passive, aux, mark, subj bool
	subject                  int // -1 if none
}

// dependsOn looks at what hangs on token i.
func (d *Doc) dependsOn(i int) depends {
	out := depends{subject: -1}
	s := d.Sents[d.SentOf[i]].Range
	for j := s.Start; j < s.End; j++ {
		if d.Head(j) != i {
			continue
		}
		switch d.Rel(j) {
		case AuxPass:
			out.passive = true
		case NsubjPass, CsubjPass:
			out.passive, out.subj, out.subject = true, true, j
		case RelAux:
			out.aux = true
		case Mark:
			out.mark = true
		case Nsubj, NsubjOuter:
			out.subj, out.subject = true, j
		case Csubj, CsubjOuter:
			out.subj = true
			if out.subject < 0 {
				out.subject = j
			}
		case Expl:
			if out.subject < 0 && d.PTB[j] != EX {
				out.subject = j
			}
		}
	}
	return out
}

// verbFeats gives the features of a verb or an auxiliary.
func (d *Doc) verbFeats(i int) Feats {
	switch d.PTB[i] {
	case MD:
		return VerbFormFin
	case VBZ:
		return MoodInd | NumberSing | Person3 | TensePres | VerbFormFin
	case VBP:
		return MoodInd | d.agreement(i) | TensePres | VerbFormFin
	case VBD:
		return MoodInd | d.agreement(i) | TensePast | VerbFormFin
	case VBN:
		if d.Tag[i] == VERB && d.passive(i) {
			return TensePast | VerbFormPart | VoicePass
		}
		return TensePast | VerbFormPart
	case VBG:
		if d.Tag[i] == VERB && d.gerund(i) {
			return VerbFormGer
		}
		return TensePres | VerbFormPart
	case VB:
		if d.imperative(i) {
			return MoodImp | VerbFormFin
		}
		return VerbFormInf
	}
	return 0
}

// maxConjuncts bounds how far features are looked for along conjuncts.
const maxConjuncts = 6

// passive tells whether a past participle is in the passive voice: an auxiliary
// of the passive or its subject hangs on it, or no auxiliary at all.
func (d *Doc) passive(i int) bool {
	for range maxConjuncts {
		on := d.dependsOn(i)
		switch {
		case on.passive:
			return true
		case on.aux:
			return false
		}
		h := d.Head(i)
		if d.Rel(i) != Conj || h < 0 || d.PTB[h] != VBN {
			return true
		}
		i = h // said of the first conjunct, it holds for all
	}
	return true
}

// gerund tells whether a verb in -ing stands for a noun or modifies one.
func (d *Doc) gerund(i int) bool {
	for range maxConjuncts {
		switch d.Rel(i) {
		case Acl, AclRelcl:
			return !d.dependsOn(i).aux
		case Amod, Csubj, CsubjPass, Nsubj, Obj, Obl, Nmod, Compound:
			return true
		case Xcomp, Ccomp:
			on := d.dependsOn(i)
			return !on.aux && !on.mark
		case Conj:
			if h := d.Head(i); h >= 0 && d.PTB[h] == VBG && !d.dependsOn(i).aux {
				i = h
				continue
			}
		}
		return false
	}
	return false
}

// imperative tells whether a base form commands.
func (d *Doc) imperative(i int) bool {
	verb := i
	if r := d.Rel(i); r == RelAux || r == Cop || r == AuxPass { // do not go; be quiet
		if verb = d.Head(i); verb < 0 {
			return false
		}
		for j := d.Sents[d.SentOf[i]].Start; j < i; j++ {
			if d.Head(j) == verb && (d.Rel(j) == RelAux || d.Rel(j) == Mark) {
				return false
			}
		}
	}
	for range maxConjuncts {
		on := d.dependsOn(verb)
		if on.subj || on.mark || on.aux && verb == i {
			return false
		}
		switch d.Rel(verb) {
		case Root, Parataxis:
			return true
		case Conj:
			if h := d.Head(verb); h >= 0 && d.PTB[h] == VB {
				if verb == i {
					i = h
				}
				verb = h
				continue
			}
		}
		return false
	}
	return false
}

// agreement gives person and number of a finite verb by its subject.
func (d *Doc) agreement(i int) Feats {
	if d.Lower[i] == "am" {
		return NumberSing | Person1
	}
	verb := i
	if d.Tag[i] == AUX {
		if r := d.Rel(i); r == RelAux || r == AuxPass || r == Cop {
			if h := d.Head(i); h >= 0 {
				verb = h
			}
		}
	}
	for range maxConjuncts {
		if s := d.dependsOn(verb).subject; s >= 0 {
			return d.agreesWith(s, verb, i)
		}
		h := d.Head(verb)
		if h < 0 || d.Rel(verb) != Conj {
			break
		}
		verb = h
	}
	switch {
	case d.PTB[i] == VBP && d.Rel(verb) == Root && d.Tag[i] == VERB: // thank you; hope to see you
		return NumberSing | Person1
	case d.PTB[i] == VBP || d.Lower[i] == "were":
		return NumberPlur | Person3
	}
	return NumberSing | Person3
}

// agreesWith gives what a finite verb i takes from the subject s of its clause.
func (d *Doc) agreesWith(s, verb, i int) Feats {
	w := d.Lower[s]
	switch d.PTB[s] {
	case PRP:
		f := pronFeats[w]
		if f.Has(Person2) {
			return NumberSing | Person2
		}
		if f&(NumberSing|NumberPlur) != 0 && (d.PTB[i] == VBD || !f.Has(NumberSing|Person3)) {
			return f & (NumberSing | NumberPlur | Person1 | Person2 | Person3)
		}
	case WDT, WP:
		if h := d.Head(verb); h >= 0 && d.Rel(verb) == AclRelcl && d.PTB[h] != WP && d.PTB[h] != WDT {
			return d.agreesWith(h, h, i)
		}
	}
	plural := d.PTB[i] == VBP || d.Lower[i] == "were"
	if d.Lower[i] != "was" && !plural {
		switch d.PTB[s] {
		case NNS, NNPS:
			plural = true
		case DT, CD, JJ, PDT:
			switch w {
			case "these", "those", "all", "both", "some", "many", "few", "several", "most", "others":
				plural = true
			}
			plural = plural || d.PTB[s] == CD && w != "one" && w != "1"
		}
		r := d.Sents[d.SentOf[s]].Range
		for j := s + 1; j < r.End && !plural; j++ {
			if d.Head(j) == s && d.Rel(j) == Conj {
				plural = true
			}
		}
	}
	if plural {
		return NumberPlur | Person3
	}
	return NumberSing | Person3
}
