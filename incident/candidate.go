package incident

import (
	"strconv"
	"strings"

	"sofar/language"
)

// candidate is a phrase that may fill a part of an incident.
type candidate struct {
	phrase
	sent  int
	text  string   // as it is printed, with an "of" phrase
	feats features // of taskMention
	part  int      // label of taskMention
	lead  int32    // by how much the part leads
}

// maxCandidates bounds the candidates of one sentence.
const maxCandidates = 96

// candidates gives the phrases of a sentence that may fill a part: noun
// phrases, who stands in the possessive inside one, names of bodies inside one,
// and weapons before another noun ("car bomb attack").
func (v *view) candidates(s int) []candidate {
	doc := v.doc
	sent := doc.Sents[s]
	var out []candidate
	whole := make(map[language.Range]bool)
	add := func(p phrase, text string) {
		if _, act := roles()["event"][doc.Lemma[p.head]]; act || text == "" {
			return
		}
		if len(out) < maxCandidates {
			out = append(out, candidate{phrase: p, sent: s, text: text})
		}
	}
	for _, p := range phrases(doc, sent) {
		for i := p.start + 1; i < p.head; i++ {
			if (doc.Lower[i] == "'s" || doc.Lower[i] == "'") && (doc.Tag[i-1] == language.NOUN || doc.Tag[i-1] == language.PROPN) {
				q := phrase{start: p.start, head: i - 1, end: i}
				q.person = personIn(doc, q)
				add(q, q.text(doc))
			}
		}
		for i := p.start; i < p.head; i++ {
			q := phrase{start: p.start, head: i, end: i + 1}
			if _, ok := q.class(doc, "weapon"); ok {
				add(q, q.text(doc))
			}
		}
		add(p, v.extended(p))
		whole[language.Range{Start: p.start, End: p.end}] = true
	}
	for _, n := range doc.Names[firstName(doc, sent.Start):] {
		if n.Tokens.Start >= sent.End {
			break
		}
		if (n.Kind == language.NameGroup || n.Kind == language.NameOrganisation || n.Kind == language.NameUnknown) && n.Form <= language.FormShort && !whole[n.Tokens] {
			q := phrase{start: n.Tokens.Start, head: n.Tokens.End - 1, end: n.Tokens.End}
			add(q, q.text(doc))
		}
	}
	return out
}

// extended gives the words of a phrase with the "of" phrases behind it, two at most.
func (v *view) extended(p phrase) string {
	doc := v.doc
	end := p.end
	limit := doc.Sents[doc.SentOf[p.head]].End
	if p.person.Len() == 0 {
		for range 2 {
			if end+1 >= limit || doc.Lower[end] != "of" {
				break
			}
			k, head := end+1, -1
			for k < limit && nominal(doc, k) {
				if t := doc.Tag[k]; t == language.NOUN || t == language.PROPN {
					head = k
				}
				k++
			}
			if head < 0 {
				break
			}
			end = head + 1
		}
	}
	return phrase{start: p.start, head: p.head, end: end}.text(doc)
}

// classes gives the classes of the lexicon that the head of a phrase is in.
func (p phrase) classes(doc *language.Doc) string {
	for _, c := range roleClasses {
		if t, ok := p.class(doc, c); ok {
			return c + ":" + t
		}
	}
	return ""
}

var roleClasses = []string{"actor", "state", "human", "thing", "weapon"}

// describe fills in the features of the candidates of a sentence.
func (v *view) describe(cs []candidate) {
	if len(cs) == 0 {
		return
	}
	about := v.about(cs[0].sent)
	for i := range cs {
		v.describeOne(&cs[i], about)
	}
}

// about gives what a sentence says as a whole: its triggers and its standing.
func (v *view) about(s int) []string {
	st := v.sents[s]
	out := []string{"place", "early"}
	switch {
	case s == 0:
		out[1] = "lead"
	case s < 3:
		out[1] = "2-3"
	case s < 8:
		out[1] = "4-8"
	}
	if st.historical {
		out = append(out, "history")
	}
	seen := make(map[string]bool)
	for _, m := range st.mentions {
		if !seen[m.typ] {
			seen[m.typ] = true
			out = append(out, "t:"+m.typ)
		}
	}
	if len(st.mentions) == 0 {
		out = append(out, "t:none")
		if s > 0 && len(v.sents[s-1].mentions) > 0 {
			out = append(out, "t:before")
		}
	}
	return out
}

func (v *view) describeOne(c *candidate, about []string) {
	doc := v.doc
	s := doc.Sents[c.sent]
	f := &c.feats
	head := doc.Lemma[c.head]
	class := c.classes(doc)
	if c.person.Len() > 0 {
		class = "person"
	}
	kind := "-"
	if k, ok := nameKind(doc, c.head); ok {
		kind = kindNames[k]
	}
	f.add("bias")
	f.add("head", head)
	f.add("class", class)
	f.add("kind", kind)
	f.add("class+kind", class, kind)
	for i := c.start; i < c.head; i++ {
		f.add("mod", doc.Lower[i])
		if i+1 == c.head {
			f.add("pair", doc.Lower[i], head)
		}
	}
	det := "-"
	if c.start > s.Start {
		det = doc.Lower[c.start-1]
	}
	f.add("before", det)
	f.add("before+class", det, class)
	number := "one"
	if doc.PTB[c.head] == language.NNS || doc.PTB[c.head] == language.NNPS || plural[doc.Lower[c.head]] {
		number = "many"
	}
	f.add("number", number, class)
	word := func(i int) string {
		if i < s.Start || i >= s.End {
			return "#"
		}
		return doc.Lemma[i]
	}
	b := c.start - 1
	if b >= s.Start && doc.Tag[b] == language.DET {
		b--
	}
	f.add("w-1", word(b))
	f.add("w-2", word(b-1), word(b))
	f.add("w+1", word(c.end))
	f.add("w+2", word(c.end), word(c.end+1))
	f.add("w-1c", word(b), class)
	f.add("w+1c", word(c.end), class)
	for _, a := range about {
		f.add("about", a)
		f.add("about+class", a, class)
	}
	f.add("about+head", about[len(about)-1], head)
	v.nearest(c, class)
	v.responsible(c)
	if len(v.sents[c.sent].mentions) > 0 {
		v.governed(c, class)
	}
	if k := firstName(doc, c.head); k < len(doc.Names) && doc.Names[k].Tokens.Contains(c.head) {
		if e := doc.Names[k].Entity; e >= 0 && e < len(doc.Entities) {
			f.add("mentions", strconv.Itoa(min(4, len(doc.Entities[e].Mentions))), class)
		}
	}
}

// nearest adds the triggers that stand nearest on either side.
func (v *view) nearest(c *candidate, class string) {
	left, right := -1, -1
	ms := v.sents[c.sent].mentions
	for k, m := range ms {
		if m.end <= c.start {
			left = k
		}
		if m.at >= c.end && right < 0 {
			right = k
		}
	}
	side := func(name string, k, d int) {
		if k < 0 {
			c.feats.add(name, "none", class)
			return
		}
		far := "near"
		switch {
		case d > 12:
			far = "far"
		case d > 4:
			far = "mid"
		}
		w := v.doc.Lemma[ms[k].at]
		c.feats.add(name, ms[k].typ, far)
		c.feats.add(name, ms[k].typ, far, class)
		c.feats.add(name, w, far)
		c.feats.add(name, w, class)
	}
	d := 0
	if left >= 0 {
		d = c.start - ms[left].end
	}
	side("left", left, d)
	if right >= 0 {
		d = ms[right].at - c.end
	}
	side("right", right, d)
}

// governed adds what the tree says: the relation of the head, the words above
// it, and the part it plays for the verb or noun that governs it.
func (v *view) governed(c *candidate, class string) {
	doc := v.doc
	f := &c.feats
	i := c.head
	// Coordinated words and appositions play the part of the first.
	steps := 0
	for r := doc.Rel(i); (r == language.Conj || r == language.Appos || r == language.Flat || r == language.Compound) && steps < 6; r = doc.Rel(i) {
		h := doc.Head(i)
		if h < 0 || doc.Tag[h] == language.VERB {
			break
		}
		if r == language.Compound && h > c.head {
			f.add("compound", doc.Lemma[h])
			f.add("compound+class", doc.Lemma[h], class)
		}
		i = h
		steps++
	}
	if i != c.head {
		f.add("via", doc.Rel(c.head).String(), class)
		f.add("via head", doc.Lemma[i])
	}
	for up := range 3 {
		h, r := doc.Head(i), doc.Rel(i)
		if h < 0 {
			f.add("root", strconv.Itoa(up), class)
			break
		}
		w := doc.Lemma[h]
		role := r.Base().String()
		switch {
		case r == language.NsubjPass || r == language.Nsubj && doc.Passive(h):
			role = "patient"
		case r == language.Nsubj:
			role = "agent"
		case r == language.Obj:
			role = "patient"
		case r == language.OblAgent:
			role = "agent"
		}
		if p := doc.Preposition(i); p >= 0 {
			role += ":" + doc.Lower[p]
			if doc.Lower[p] == "by" && doc.Tag[h] == language.VERB && r.Base() == language.Obl {
				role = "agent"
			}
		}
		effect, act := roles()["act"][w]
		if !act {
			effect, act = roles()["event"][w]
		}
		f.add("role", strconv.Itoa(up), role, w)
		f.add("role+class", role, w, class)
		if act {
			f.add("act", role, effect)
			f.add("act+class", role, effect, class)
		}
		f.add("rel", strconv.Itoa(up), role, class)
		// A participle or relative clause on the phrase itself makes it a part of that act.
		if up == 0 {
			if a := doc.Child(i, language.Acl, language.AclRelcl); a >= 0 {
				how := "agent"
				if doc.Passive(a) {
					how = "patient"
				}
				f.add("own", how, doc.Lemma[a])
				f.add("own+class", how, doc.Lemma[a], class)
				f.add("role+class", how, doc.Lemma[a], class)
			}
		}
		// The subject of a verb that governs another ("wants to kill", "fled after killing").
		if role == "agent" && doc.Tag[h] == language.VERB {
			n := 0
			for k := range doc.Children(h) {
				switch doc.Rel(k) {
				case language.Xcomp, language.Advcl, language.Conj, language.Ccomp:
					if doc.Tag[k] == language.VERB && n < 3 && doc.Child(k, language.Nsubj, language.NsubjPass) < 0 {
						how := "agent"
						if doc.PTB[k] == language.VBN && doc.Passive(k) {
							how = "patient"
						}
						f.add("role+class", how, doc.Lemma[k], class)
						f.add("role", "below", how, doc.Lemma[k])
						n++
					}
				}
			}
		}
		if doc.Tag[h] == language.VERB {
			if up == 0 {
				if doc.Negated(h) >= 0 {
					f.add("negated", role, class)
				}
				if doc.Modal(h) >= 0 {
					f.add("modal", role, class)
				}
			}
			break
		}
		i = h
	}
}

// blame is what a statement says of somebody's responsibility.
type blame struct{ actor, relation, class string }

// maxBlames bounds the statements of responsibility that are looked at.
const maxBlames = 64

// readBlames gathers what the report's statements say of responsibility.
func (v *view) readBlames() {
	v.blames = v.blames[:0]
	for _, st := range v.set.Statements {
		if r := st.Responsibility; r != nil && len(v.blames) < maxBlames {
			v.blames = append(v.blames, blame{Fold(r.Actor), string(r.Relation), string(st.Speaker.Class)})
		}
	}
}

// responsible adds what the report's statements say of a body's responsibility.
func (v *view) responsible(c *candidate) {
	if len(v.blames) == 0 {
		return
	}
	text := Fold(c.text)
	for _, b := range v.blames {
		if strings.Contains(b.actor, text) || strings.Contains(text, b.actor) {
			c.feats.add("responsible", b.relation)
			c.feats.add("responsible", b.relation, b.class)
		}
	}
}
