package statement

import (
	"sofar/language"
)

// denial: "denied any involvement", "rejected the charge", "had no part in
// it", "had nothing to do with this crime".
func (b *blameReader) denial(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	stance, end := Denies, 0
	w := b.word(i, sent)
	next, after := b.word(i+1, sent), b.word(i+2, sent)
	switch w {
	case "denied", "denies", "denying", "deny":
		if b.word(i-1, sent) == "nor" || b.word(i-2, sent) == "neither" {
			return 0
		}
		if k := b.find(chargeNouns, i+1, 4, sent); k > 0 {
			end = k + 1
		} else if k := b.find(wordSet("that"), i+1, 4, sent); k > 0 && !vaguePronouns[b.word(k+1, sent)] {
			end = k + 1
		} else if next == "being" || next == "having" || next == "it" {
			end = i + 2
		} else if k := b.find(deedNouns, i+1, 8, sent); k > 0 {
			end = k + 1
		}
	case "rejected", "rejects", "dismissed", "rejecting", "refuted", "disputed":
		if k := b.find(chargeNouns, i+1, 5, sent); k > 0 {
			stance, end = Rejects, k+1
		}
	case "no":
		if next == "part" || next == "role" || next == "hand" || next == "involvement" || next == "connection" {
			end = i + 2
		}
	case "nothing":
		if next == "to" && after == "do" && b.word(i+3, sent) == "with" {
			end = i + 4
		} else if k := b.find(wordSet("do"), i+1, 5, sent); k > 0 && (next == "whatever" || next == "at" || next == "whatsoever") && b.word(k-1, sent) == "to" && b.word(k+1, sent) == "with" {
			end = k + 2
		}
	case "not", "n't":
		if next == "involved" || next == "responsible" || next == "behind" || next == "there" && b.word(i-1, sent) == "were" {
			end = i + 2
		} else if (next == "carry" || next == "carried") && after == "out" {
			end = i + 3
		}
	}
	if end == 0 {
		return 0
	}
	if (w == "nothing" || w == "no" || w == "not" || w == "n't") && b.deedSubject(i, sent) {
		return 0
	}
	span := b.clauseOf(s, language.Range{Start: i, End: end})
	a := b.subject(s, i)
	speaker := b.speakerOf(span)
	if c, ok := b.client(i, sent); ok {
		if c.name == "" {
			return 0
		}
		b.add("denial by counsel", span, c, DeniedBy, stance, actor{})
		return end
	}
	pronoun := b.selfSubject(i, sent)
	if pronoun && speaker.name != "" {
		a = speaker
	}
	if a.name == "" {
		a = speaker
	}
	if a.name == "" {
		return 0
	}
	// Another speaker clears the actor: "police said X was not involved".
	if w == "no" || w == "not" || w == "n't" || w == "nothing" {
		if speaker.name != "" && !pronoun && !sameName(speaker.name, a.name) && b.independent(span, a) {
			b.add("cleared", span, a, RuledOut, Rejects, actor{})
			return end
		}
		b.add("denial", span, a, DeniedBy, Denies, actor{})
		return end
	}
	if b.historic(s) && d.Sents[s].Headline {
		return 0
	}
	b.add("denial", span, a, DeniedBy, stance, a)
	b.answered(s, i, a)
	return end
}

var vaguePronouns = wordSet("anyone anybody nobody there no any")

// client gives whom a lawyer speaks for: "a lawyer for X", else the one accused.
func (b *blameReader) client(i int, sent language.Range) (actor, bool) {
	d := b.doc
	for j := i - 1; j >= sent.Start && j >= i-10; j-- {
		switch d.Lower[j] {
		case "lawyer", "lawyers", "attorney", "counsel", "solicitor":
			if b.word(j+1, sent) == "for" || b.word(j+1, sent) == "of" {
				switch b.word(j+2, sent) {
				case "both", "the", "them", "him", "her", "those":
					if b.accused.name != "" {
						return b.accused, true
					}
				}
				return b.phraseAfter(j+2, sent.End), true
			}
			return b.accused, true
		}
	}
	return actor{}, false
}

// selfSubject tells whether a pronoun for the speaker is the subject of token i.
func (b *blameReader) selfSubject(i int, sent language.Range) bool {
	for j := i - 1; j >= sent.Start && j >= i-6; j-- {
		if b.doc.Lower[j] == "," {
			return false
		}
		if _, ok := b.nameAt(j); ok && !selfWords[b.doc.Lower[j]] {
			return false
		}
		if selfWords[b.doc.Lower[j]] {
			return true
		}
	}
	return false
}

// deedSubject tells whether the subject of token i is the event itself: "the
// accident had nothing to do with …".
func (b *blameReader) deedSubject(i int, sent language.Range) bool {
	for j := i - 1; j >= sent.Start && j >= i-4; j-- {
		w := b.doc.Lower[j]
		if deedNouns[w] || w == "this" || w == "there" {
			return true
		}
		if !lightVerbs[w] {
			return false
		}
	}
	return false
}

// sameName tells whether one name holds the other.
func sameName(x, y string) bool { return x == y || containsWords(x, y) || containsWords(y, x) }

// independent tells whether the speaker of the span does not speak for the
// actor: a government's spokesman answers for his own country unless another
// place is named beside him.
func (b *blameReader) independent(span Span, a actor) bool {
	k := b.attributionOf(span)
	if k < 0 {
		return false
	}
	sp := b.atts[k].Speaker
	if sp.Affiliation != "" && sameName(sp.Affiliation, a.name) || sameName(sp.Origin, a.name) {
		return false
	}
	if a.kind != language.NamePlace && a.kind != language.NameUnknown || sp.Class != Government {
		return true
	}
	s := b.doc.SentOf[min(b.doc.TokenAt(sp.Span.Start), b.doc.Len()-1)]
	for _, n := range b.doc.Names {
		if int(b.doc.SentOf[n.Tokens.Start]) == int(s) && n.Form <= language.FormShort && (n.Kind == language.NamePlace || n.Kind == language.NameUnknown) && n.Tokens.Start < b.doc.TokenAt(sp.Span.End) && !sameName(b.actorOf(n).name, a.name) {
			return true
		}
	}
	return false
}

// hoax: "the claim was a hoax", "called the claim a smokescreen".
func (b *blameReader) hoax(s, i int) int {
	sent := b.doc.Sents[s].Range
	switch b.word(i, sent) {
	case "hoax", "smokescreen", "fake", "fabrication", "lie", "forgery":
	default:
		return 0
	}
	found := false
	for j := max(sent.Start, i-16); j < i; j++ {
		found = found || claimNouns[b.doc.Lower[j]]
	}
	who := b.claimant
	if who.name == "" {
		who = b.soleGroup()
	}
	if !found || who.name == "" {
		return 0
	}
	rel := ClaimedBy
	if b.word(i, sent) == "hoax" {
		rel = RuledOut
	}
	b.add("hoax", b.clauseOf(s, language.Range{Start: i, End: i + 1}), who, rel, Rejects, actor{})
	return i + 1
}
