package language

// What a tree tells of a verb, or of the noun or adjective that is the
// predicate of a copula ("is responsible").

// Subject gives the subject of predicate i: its own, or the one it shares with
// the predicate it is coordinated with ("he came and said"). The subject of a
// passive is what is acted upon; see Agent.
func (d *Doc) Subject(i int) int {
	for {
		if s := d.Child(i, Nsubj, NsubjPass, Csubj, CsubjPass, NsubjOuter, CsubjOuter); s >= 0 {
			return s
		}
		if d.Rel(i) != Conj {
			return -1
		}
		i = d.Head(i)
	}
}

// UnderstoodSubject gives the subject of predicate i where it has one, else who
// is understood to be: for an open complement ("wants to leave", "told him to
// leave") the object or the subject of its governor, for a participle after a
// noun ("a man wounded in the blast") the noun, for an adverbial without a
// subject ("fled, killing two") the subject of its governor, for a relative
// pronoun ("who fled") what it stands for.
func (d *Doc) UnderstoodSubject(i int) int {
	for {
		s := d.Subject(i)
		if s >= 0 {
			if a := d.RelativeAntecedent(s); a >= 0 {
				return a
			}
			return s
		}
		i = d.FirstConjunct(i)
		h := d.Head(i)
		if h < 0 {
			return -1
		}
		switch d.Rel(i) {
		case Xcomp:
			if o := d.Child(h, Obj, Iobj); o > h && o < i {
				return o
			}
		case Acl:
			if d.PTB[i] == VBN || d.PTB[i] == VBG {
				return h
			}
			return -1
		case Advcl:
		default:
			return -1
		}
		i = h
	}
}

// Passive tells whether predicate i is in the passive: with its auxiliary, with
// a passive subject, or a bare past participle after a noun or coordinated with
// a passive ("found and detained").
func (d *Doc) Passive(i int) bool {
	for {
		if d.Child(i, AuxPass, NsubjPass, CsubjPass) >= 0 {
			return true
		}
		if d.PTB[i] != VBN || d.Child(i, RelAux, Nsubj) >= 0 {
			return false
		}
		switch d.Rel(i) {
		case Acl, Advcl:
			return true
		case Conj:
			i = d.Head(i)
			continue
		}
		return false
	}
}

// Agent gives who acts: of a passive the one after "by", -1 if none is named;
// else the subject.
func (d *Doc) Agent(i int) int {
	if !d.Passive(i) {
		return d.Subject(i)
	}
	if a := d.Child(i, OblAgent); a >= 0 {
		return a
	}
	for c := range d.Children(i) {
		if d.trees.rel[c] == Obl {
			if p := d.Child(c, Case); p >= 0 && d.Lower[p] == "by" && !d.timeToken(c) {
				return c
			}
		}
	}
	return -1
}

// timeToken tells whether token i lies in a time expression.
func (d *Doc) timeToken(i int) bool {
	k := d.timeAt(i)
	return k < len(d.Times) && d.Times[k].Tokens.Contains(i)
}

// Object gives what is acted upon: the object, of a passive its subject, of a
// bare participle after a noun the noun.
func (d *Doc) Object(i int) int {
	if o := d.Child(i, Obj); o >= 0 {
		return o
	}
	if d.Passive(i) {
		return d.UnderstoodSubject(i)
	}
	return -1
}

// Complement gives the head of the clause that is the complement of predicate
// i ("said that he left", "wants to leave"), with its relation, Ccomp or Xcomp.
func (d *Doc) Complement(i int) (int, Rel) {
	if c := d.Child(i, Ccomp); c >= 0 {
		return c, Ccomp
	}
	if c := d.Child(i, Xcomp); c >= 0 {
		return c, Xcomp
	}
	return -1, NoRel
}

// Reported gives the head of what verb i of saying reports: its complement;
// where it stands inside or after what it reports ("it fell, he said, again")
// the predicate it is set beside; else the clause set beside it.
func (d *Doc) Reported(i int) int {
	if c := d.Child(i, Ccomp); c >= 0 {
		return c
	}
	if d.Rel(i) == Parataxis {
		return d.Head(i)
	}
	return d.Child(i, Parataxis, Xcomp)
}

// bare tells whether predicate i is coordinated and may share the auxiliaries
// of the first: it has none, nor a subject, of its own.
func (d *Doc) bare(i int) bool {
	return d.Rel(i) == Conj && d.Child(i, Nsubj, NsubjPass, Csubj, RelAux, AuxPass, Cop, Mark) < 0 && (d.PTB[i] == VB || d.PTB[i] == VBN || d.PTB[i] == VBG)
}

// auxiliary gives the auxiliary of predicate i, or of the one that it shares
// its auxiliaries with, that is wanted by want.
func (d *Doc) auxiliary(i int, want func(a int) bool) int {
	for {
		for c := range d.Children(i) {
			if r := d.trees.rel[c]; (r == RelAux || r == AuxPass) && want(c) {
				return c
			}
		}
		if !d.bare(i) {
			return -1
		}
		i = d.Head(i)
	}
}

// Modal gives the modal verb of predicate i: can, could, may, might, must,
// should, would, ought, need.
func (d *Doc) Modal(i int) int {
	return d.auxiliary(i, func(a int) bool { return d.PTB[a] == MD && d.Lemma[a] != "will" && d.Lemma[a] != "shall" })
}

// Future gives "will" or "shall" of predicate i.
func (d *Doc) Future(i int) int {
	return d.auxiliary(i, func(a int) bool { return d.PTB[a] == MD && (d.Lemma[a] == "will" || d.Lemma[a] == "shall") })
}

// Negated gives the word that negates predicate i: not, n't, never, neither,
// nor, "no" of "no longer"; -1 where there is none. Subjects that deny ("no one
// was hurt") are not looked at.
func (d *Doc) Negated(i int) int {
	for {
		for c := range d.Children(i) {
			switch d.trees.rel[c] {
			case Advmod, RelDet, Cc, CcPreconj, Advcl:
				switch d.Lower[c] {
				case "not", "n't", "n’t", "never", "neither", "nor", "nowhere":
					return c
				case "longer", "more":
					if n := d.Child(c, Advmod, RelDet); n >= 0 && d.Lower[n] == "no" {
						return n
					}
				}
			}
		}
		// "did not say or do": what follows "or" is denied with the first.
		if !d.bare(i) {
			return -1
		}
		if cc := d.Child(i, Cc); cc < 0 || d.Lower[cc] != "or" {
			return -1
		}
		i = d.Head(i)
	}
}

// Conditional tells whether token i stands in a clause that is only supposed:
// under if, unless, "in case", "provided", or begun by "had", "were" or "should".
func (d *Doc) Conditional(i int) bool {
	for c := d.ClauseOf(i); c >= 0; c = d.ClauseAbove(c) {
		if r := d.trees.rel[d.FirstConjunct(c)]; r != Advcl && r != AdvclRelcl {
			continue
		}
		switch m := d.Child(d.FirstConjunct(c), Mark); {
		case m >= 0:
			switch d.Lower[m] {
			case "if", "unless", "provided", "providing", "lest", "case", "supposing", "assuming":
				return true
			case "in":
				if d.Child(m, Fixed) >= 0 {
					return true
				}
			}
		default:
			if d.inverted(c) {
				switch d.Lower[d.auxiliary(c, func(int) bool { return true })] {
				case "had", "were", "should":
					return true
				}
			}
		}
	}
	return false
}

// inverted tells whether the first auxiliary of predicate i stands before its subject.
func (d *Doc) inverted(i int) bool {
	a := d.auxiliary(i, func(int) bool { return true })
	if a < 0 {
		a = d.Child(i, Cop)
	}
	s := d.Child(i, Nsubj, NsubjPass)
	return a >= 0 && s > a
}

// Question tells whether token i stands in a clause that asks: a main clause
// before a question mark, one with a question mark of its own ("Who fell?" he
// asked), or one under "whether" or an "if" that means it.
func (d *Doc) Question(i int) bool {
	for {
		c := d.ClauseOf(i)
		f := d.FirstConjunct(c)
		r := d.Rel(f)
		if m := d.Child(f, Mark); m >= 0 && (d.Lower[m] == "whether" || d.Lower[m] == "if" && (r == Ccomp || r == Xcomp)) {
			return true
		}
		for p := d.first(c); p >= 0; p = d.trees.next[p] {
			if d.trees.rel[p] == RelPunct && d.Word(int(p))[0] == '?' {
				return true
			}
		}
		h := d.Head(f)
		if h < 0 {
			return d.asks(d.Sents[d.SentOf[i]].Range)
		}
		if r != Xcomp {
			return false
		}
		i = h
	}
}

// asks tells whether a sentence ends in a question mark, closing marks aside.
func (d *Doc) asks(r Range) bool {
	for i := r.End - 1; i >= r.Start && d.Flags[i]&FlagPunct != 0; i-- {
		if d.Word(i)[0] == '?' {
			return true
		}
	}
	return false
}
