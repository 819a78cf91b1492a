package language

import (
	"sync"
	"sync/atomic"

	"sofar/language/model"
)

// Rel is a Universal Dependencies relation with its subtype ("nsubj:pass"), an
// index into RelNames.
type Rel uint8

// RelNames lists the relations of UD English (EWT and GUM, version 2).
var RelNames = [...]string{"_", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp"}

// The relations by name; the order is that of RelNames.
const (
	NoRel Rel = iota
	Root
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	RelAux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Dep
	RelDet
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	RelList
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	RelPunct
	Reparandum
	Vocative
	Xcomp
)

func (r Rel) String() string { return RelNames[r] }

// trees holds the dependency trees of a Doc. A sentence is parsed when its tree
// is first asked for, so that sentences nobody asks about cost nothing; what is
// read from a tree is the same whether it was made early or late.
type trees struct {
	mu   sync.Mutex
	done []atomic.Bool // by sentence
	// By token; the last two link the dependents of a token in text order, -1
	// where there are no more.
	head  []int32 // the governor's token index, -1 at the root
	rel   []Rel
	child []int32 // the first dependent
	next  []int32 // the next dependent of the same governor
}

// Head gives the token that governs token i, -1 where i is the root of its sentence.
func (d *Doc) Head(i int) int {
	d.parsed(int(d.SentOf[i]))
	return int(d.trees.head[i])
}

// Rel gives the relation of token i to its head.
func (d *Doc) Rel(i int) Rel {
	d.parsed(int(d.SentOf[i]))
	return d.trees.rel[i]
}

// ParseAll makes the tree of every sentence at once, in less time than one by one.
func (d *Doc) ParseAll() {
	d.trees.mu.Lock()
	defer d.trees.mu.Unlock()
	d.parseMany(model.DefaultNet(), nil)
}

// parsed makes sure that sentence s has its tree.
func (d *Doc) parsed(s int) {
	if !d.trees.done[s].Load() {
		d.trees.mu.Lock()
		defer d.trees.mu.Unlock()
		if !d.trees.done[s].Load() {
			d.parse(s)
		}
	}
}

// newTrees makes room for the trees of the sentences.
func (d *Doc) newTrees() {
	n := len(d.Start)
	links := make([]int32, 3*n)
	d.trees.done = make([]atomic.Bool, len(d.Sents))
	d.trees.head, d.trees.child, d.trees.next = links[:n:n], links[n:2*n:2*n], links[2*n:]
	d.trees.rel = make([]Rel, n)
}

// parse makes the tree of sentence s.
func (d *Doc) parse(s int) {
	m := nettings.Get().(*netting)
	defer nettings.Put(m)
	m.reset()
	m.add(d, s)
	d.parseBatch(model.DefaultNet(), m)
}

// link fills in the dependents of the tokens of a sentence from their heads.
func (d *Doc) link(r Range) {
	t := &d.trees
	for i := r.Start; i < r.End; i++ {
		t.child[i] = -1
	}
	for i := r.End - 1; i >= r.Start; i-- {
		if h := t.head[i]; h >= 0 {
			t.next[i], t.child[h] = t.child[h], int32(i)
		} else {
			t.next[i] = -1
		}
	}
}
