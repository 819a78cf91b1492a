package statement

import "sofar/language"

// remarkNouns are what an accuser has said, where a denial names him: "calling
// the minister's remarks absurd".
var remarkNouns = wordSet("remark remarks words comment comments speech insinuation insinuations version account theory")

// answered reads the accuser whom the denial at token i names: "rejected the
// assertion of the union", "rejected the minister's accusation", "denied it and
// called the minister's remarks absurd". A denial proves that somebody accused.
func (b *blameReader) answered(s, i int, a actor) {
	d := b.doc
	sent := d.Sents[s].Range
	for j := i + 1; j < min(sent.End, i+32); j++ {
		w := d.Lower[j]
		charge := chargeNouns[w] && w != "involvement" && w != "responsibility" && w != "fault" && w != "wrongdoing"
		if !charge && !remarkNouns[w] {
			continue
		}
		r := language.Range{Start: j, End: j + 1}
		by := actor{}
		switch {
		case d.Lower[j-1] == "'s" || d.Lower[j-1] == "'" && d.PTB[j-1] == language.POS:
			by, r.Start = b.owner(j-1, i)
		case charge && (b.word(j+1, sent) == "of" || b.word(j+1, sent) == "by" || b.word(j+1, sent) == "from"):
			if by = b.phraseAfter(j+2, sent.End); by.name != "" {
				r.End = d.TokensIn(by.span).End
			}
		}
		if by.name == "" || sameName(by.name, a.name) || by.kind == language.NameUnknown && !b.office(by) {
			continue
		}
		span := d.SpanOf(r)
		if b.word(r.End, sent) == "that" {
			span.End = b.clauseOf(s, r).End
		}
		b.add("accusation answered", span, a, AttributedTo, Claims, by)
		b.accused = a
		return
	}
}

// owner gives whose a thing is: the noun phrase that ends before the mark of
// possession at token j, and where it begins, not before token from.
func (b *blameReader) owner(j, from int) (actor, int) {
	k := j
	for k-1 > from && nominal(b.doc.Tag[k-1]) {
		k--
	}
	if k == j {
		return actor{}, j
	}
	if n, ok := b.nameAt(j - 1); ok && b.doc.Tag[j-1] == language.PROPN && canAct(n) && n.Form != language.FormPronoun {
		return b.actorOf(n), k
	}
	return b.described(language.Range{Start: k, End: j}), k
}

// office tells whether described words end in a post or a body that can accuse.
func (b *blameReader) office(a actor) bool {
	r := b.doc.TokensIn(a.span)
	if r.Len() == 0 {
		return false
	}
	w := b.doc.Lower[r.End-1]
	return roleWords[w] || institutions[w]
}
