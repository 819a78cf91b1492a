package language

// NounPhrase gives the tokens of the noun phrase whose head is token i: with
// its determiners, numbers, adjectives, compounds, possessors and phrases with
// a preposition after it ("the head of the ministry"), without the preposition
// before it, relative clauses, participles, appositions and what is coordinated
// with it. Where i is the predicate of a copula, subject and copula are left out.
func (d *Doc) NounPhrase(i int) Range {
	r := Range{i, i + 1}
	end := false // something after the head that does not belong
	for c := range d.Children(i) {
		rel := d.trees.rel[c]
		if c < i {
			// The nearest run of what belongs.
			if !inNounPhrase(rel) {
				r.Start = i
			} else if s, whole := d.Subtree(c); whole && r.Start == i {
				r.Start = s.Start
			}
			continue
		}
		if end || !inNounPhrase(rel) {
			end = true
			continue
		}
		if s, whole := d.Subtree(c); whole && s.Start == r.End {
			r.End = s.End
		} else {
			end = true
		}
	}
	for r.Start < i && d.Flags[r.Start]&(FlagPunct|FlagQuoteOpen) != 0 {
		r.Start++
	}
	return r
}

// inNounPhrase tells of the relations whose dependents belong to a noun phrase.
func inNounPhrase(r Rel) bool {
	switch r {
	case RelDet, DetPredet, Amod, Nummod, Compound, Flat, Fixed, Nmod, NmodPoss, NmodDesc, NmodUnmarked, Advmod, Goeswith, CompoundPrt:
		return true
	}
	return false
}

// Apposition gives the first noun in apposition to token i ("Ms Orlo, the
// mayor": "mayor" for "Orlo").
func (d *Doc) Apposition(i int) int { return d.Child(i, Appos) }

// RelativeAntecedent gives the noun that a relative clause says something of,
// for the predicate of the clause, one coordinated with it, or its relative
// pronoun ("who", "which", "that").
func (d *Doc) RelativeAntecedent(i int) int {
	switch d.PTB[i] {
	case WP, WDT, WPS:
		c := d.ClauseOf(i)
		if d.Head(i) < 0 || c == i {
			return -1
		}
		i = c
	}
	i = d.FirstConjunct(i)
	if d.Rel(i) == AclRelcl {
		return d.Head(i)
	}
	return -1
}

// Preposition gives the preposition (or other case mark) of token i, -1 if none.
func (d *Doc) Preposition(i int) int {
	for {
		if c := d.Child(i, Case); c >= 0 {
			return c
		}
		if d.Rel(i) != Conj {
			return -1
		}
		i = d.Head(i)
	}
}

// Possessor gives who token i belongs to ("the group's leader": "group").
func (d *Doc) Possessor(i int) int { return d.Child(i, NmodPoss) }
