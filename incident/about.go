package incident

import (
	"strconv"
	"strings"

	"sofar/language"
)

// aboutEvent describes an event for the decisions on its type, stage and category.
func (v *view) aboutEvent(e *event) features {
	doc := v.doc
	var f features
	f.add("bias")
	seen := make(map[string]bool)
	word := func(set, w string) {
		if !seen[set+"|"+w] {
			seen[set+"|"+w] = true
			f.add(set, w)
		}
	}
	for k, s := range e.sents {
		for _, m := range v.sents[s].mentions {
			word("trigger", strings.Join(doc.Lemma[m.at:m.end], " "))
			word("type", m.typ)
			if k == 0 {
				word("first", m.typ)
			}
		}
		for i := doc.Sents[s].Start; i < doc.Sents[s].End; i++ {
			switch doc.Tag[i] {
			case language.NOUN, language.VERB, language.PROPN, language.ADJ, language.AUX:
				word("word", doc.Lemma[i])
				if k == 0 {
					word("first word", doc.Lemma[i])
				}
			}
		}
	}
	for _, c := range e.parts {
		word("part", strconv.Itoa(c.part)+doc.Lemma[c.head])
		word("parts", strconv.Itoa(c.part))
		word("part class", strconv.Itoa(c.part)+c.classes(doc))
	}
	return f
}

// aboutThing describes what candidates say of the one thing they stand for:
// what it is.
func (v *view) aboutThing(group []*candidate) features {
	var f features
	f.add("bias")
	doc := v.doc
	seen := make(map[string]bool)
	word := func(set, w string) {
		if !seen[set+"|"+w] {
			seen[set+"|"+w] = true
			f.add(set, w)
		}
	}
	for _, c := range group {
		word("head", doc.Lemma[c.head])
		word("class", c.classes(doc))
		for _, w := range words(c.text) {
			word("word", w)
		}
		for i := c.start; i < c.end; i++ {
			if !c.person.Contains(i) {
				word("lemma", doc.Lemma[i])
			}
		}
		if e := entityAt(doc, c.head); e >= 0 {
			for _, w := range words(doc.Entities[e].Role) {
				word("lemma", w)
			}
		}
	}
	return f
}

// befell describes what happened to, or is said of, the thing that candidates
// stand for: all that they were found by, and the words of their sentences.
func (v *view) befell(group []*candidate) features {
	var f features
	seen := make(map[uint32]bool)
	for _, c := range group {
		for _, x := range c.feats {
			if !seen[x] {
				seen[x] = true
				f = append(f, x)
			}
		}
		var g features
		doc := v.doc
		for i := doc.Sents[c.sent].Start; i < doc.Sents[c.sent].End; i++ {
			if t := doc.Tag[i]; t == language.VERB || t == language.ADJ || t == language.NOUN {
				g.add("sentence word", doc.Lemma[i])
			}
		}
		for _, x := range g {
			if !seen[x] {
				seen[x] = true
				f = append(f, x)
			}
		}
	}
	return f
}
