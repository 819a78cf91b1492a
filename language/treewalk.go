package language

import "iter"

// Walks over dependency trees. A token index of -1 stands for none wherever one
// is given or taken as a result. Nothing here allocates, and what is asked of
// one token takes time in the tokens that are looked at.

// Children yields the tokens that token i governs, in text order.
func (d *Doc) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) { d.children(i, yield) }
}

// children is apart from Children, which is so short that it costs no memory.
func (d *Doc) children(i int, yield func(int) bool) {
	for c := d.first(i); c >= 0; c = d.trees.next[c] {
		if !yield(int(c)) {
			return
		}
	}
}

// first gives the first dependent of token i.
func (d *Doc) first(i int) int32 {
	d.parsed(int(d.SentOf[i]))
	return d.trees.child[i]
}

// Ancestors yields the head of token i, the head's head and so on to the root.
func (d *Doc) Ancestors(i int) iter.Seq[int] {
	return func(yield func(int) bool) { d.ancestors(i, yield) }
}

func (d *Doc) ancestors(i int, yield func(int) bool) {
	for h := d.Head(i); h >= 0; h = int(d.trees.head[h]) {
		if !yield(h) {
			return
		}
	}
}

// Child gives the first dependent of token i that has one of the relations.
func (d *Doc) Child(i int, rels ...Rel) int {
	for c := d.first(i); c >= 0; c = d.trees.next[c] {
		for _, r := range rels {
			if d.trees.rel[c] == r {
				return int(c)
			}
		}
	}
	return -1
}

// RootOf gives the root of sentence s.
func (d *Doc) RootOf(s int) int {
	d.parsed(s)
	i := int32(d.Sents[s].Start)
	for d.trees.head[i] >= 0 {
		i = d.trees.head[i]
	}
	return int(i)
}

// Under tells whether token i is token h or stands below it.
func (d *Doc) Under(i, h int) bool {
	if i == h {
		return true
	}
	for a := range d.Ancestors(i) {
		if a == h {
			return true
		}
	}
	return false
}

// Subtree gives the tokens from the first to the last of token i and all that
// stands below it; whole is false where tokens of other parts of the sentence
// stand between them.
func (d *Doc) Subtree(i int) (r Range, whole bool) {
	d.parsed(int(d.SentOf[i]))
	t := &d.trees
	r = Range{i, i + 1}
	size := 0
	for k := int32(i); ; {
		size++
		r.Start, r.End = min(r.Start, int(k)), max(r.End, int(k)+1)
		if t.child[k] >= 0 {
			k = t.child[k]
			continue
		}
		for k != int32(i) && t.next[k] < 0 {
			k = t.head[k]
		}
		if k == int32(i) {
			return r, size == r.Len()
		}
		k = t.next[k]
	}
}

// Base gives the relation without its subtype: nsubj for nsubj:pass.
func (r Rel) Base() Rel {
	switch r {
	case AclRelcl:
		return Acl
	case AdvclRelcl:
		return Advcl
	case AuxPass:
		return RelAux
	case CcPreconj:
		return Cc
	case CompoundPrt:
		return Compound
	case CsubjOuter, CsubjPass:
		return Csubj
	case DetPredet:
		return RelDet
	case NmodDesc, NmodPoss, NmodUnmarked:
		return Nmod
	case NsubjOuter, NsubjPass:
		return Nsubj
	case OblAgent, OblUnmarked:
		return Obl
	}
	return r
}

// Clausal tells of the relations whose dependent heads a clause of its own.
func (r Rel) Clausal() bool {
	switch r {
	case Root, Acl, AclRelcl, Advcl, AdvclRelcl, Ccomp, Csubj, CsubjOuter, CsubjPass, Parataxis, Xcomp:
		return true
	}
	return false
}

// ClauseOf gives the head of the clause that token i stands in: the nearest of
// i and its ancestors that has a clausal relation, or is coordinated with a
// clause and has a subject or a verb of its own.
func (d *Doc) ClauseOf(i int) int {
	d.parsed(int(d.SentOf[i]))
	for {
		h := int(d.trees.head[i])
		if h < 0 || d.trees.rel[i].Clausal() || d.trees.rel[i] == Conj && d.predicate(i) && d.predicate(h) {
			return i
		}
		i = h
	}
}

// ClauseAbove gives the head of the clause that governs the clause of token i,
// -1 where that is the main clause.
func (d *Doc) ClauseAbove(i int) int {
	c := d.ClauseOf(i)
	if h := d.Head(c); h >= 0 {
		return d.ClauseOf(h)
	}
	return -1
}

// predicate tells whether token i is a verb or has a subject or a copula.
func (d *Doc) predicate(i int) bool {
	return d.Tag[i] == VERB || d.Child(i, Nsubj, NsubjPass, NsubjOuter, Csubj, CsubjPass, Cop, RelAux, AuxPass) >= 0
}

// FirstConjunct gives the first of the coordinated words that token i is one
// of, i itself where it is not coordinated.
func (d *Doc) FirstConjunct(i int) int {
	for d.Rel(i) == Conj {
		i = d.Head(i)
	}
	return i
}

// Conjuncts yields what is coordinated with token i and follows it, in text
// order: "b" and "c" of "a, b and c" for "a".
func (d *Doc) Conjuncts(i int) iter.Seq[int] {
	return func(yield func(int) bool) { d.conjuncts(i, yield) }
}

// conjuncts goes below i along conj alone, each before its own conjuncts.
func (d *Doc) conjuncts(i int, yield func(int) bool) {
	c := d.first(i)
	t := &d.trees
	for k := int32(i); ; {
		for c >= 0 && t.rel[c] != Conj {
			c = t.next[c]
		}
		switch {
		case c >= 0:
			if !yield(int(c)) {
				return
			}
			k, c = c, t.child[c]
		case k == int32(i):
			return
		default:
			c, k = t.next[k], t.head[k]
		}
	}
}
