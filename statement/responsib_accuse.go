package statement

import (
	"strings"

	"sofar/language"
)

// accusation: "accused X of the attack", "blamed X", "held X responsible",
// "suspects X", "attributed the attack to X".
func (b *blameReader) accusation(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	w := b.word(i, sent)
	stance := Claims
	var a actor
	end := 0
	switch w {
	case "accused", "accuses", "accusing", "blamed", "blames", "blaming", "blame":
		if b.passive(i, sent) && b.word(i-1, sent) != "to" {
			a = b.subject(s, i)
			for j := i + 1; j < min(sent.End, i+6); j++ {
				if d.Lower[j] == "on" && w[0] == 'b' { // "was blamed on X"
					a, end = b.phraseAfter(j+1, sent.End), j+2
					break
				}
			}
			if end == 0 {
				end = i + 1
			}
			break
		}
		if w == "blame" && (d.Tag[i] == language.NOUN || b.word(i-1, sent) == "to") {
			if b.word(i-1, sent) != "to" {
				return 0
			}
			a, end = b.near(i-1, sent), i+1
			break
		}
		for j := i + 1; j < min(sent.End, i+8) && w[0] == 'b'; j++ {
			if d.Lower[j] == "on" { // "blamed the attack on X"
				a, end = b.phraseAfter(j+1, sent.End), j+2
				break
			}
		}
		if end == 0 {
			a, end = b.phraseAfter(i+1, sent.End), i+2
		}
	case "attributed", "attributes", "attributing":
		for j := i + 1; j < min(sent.End, i+9); j++ {
			if d.Lower[j] == "to" && b.find(deedNouns, sent.Start, j-sent.Start, sent) >= 0 {
				a, end = b.phraseAfter(j+1, sent.End), j+2
			}
		}
	case "work":
		if b.word(i-1, sent) == "the" && b.word(i+1, sent) == "of" && beForms[b.word(i-2, sent)] && b.find(wordSet("whether if"), sent.Start, i-sent.Start, sent) < 0 {
			a, end, stance = b.phraseAfter(i+2, sent.End), i+3, States
		}
	case "suspicion":
		if b.word(i+1, sent) == "falls" || b.word(i+1, sent) == "fell" {
			a, end, stance = b.phraseAfter(i+3, sent.End), i+4, Suspects
		}
	case "suspects", "suspected", "suspect":
		if d.Tag[i] != language.VERB || i > sent.Start && d.Tag[i-1] == language.NUM || b.word(i+1, sent) == "neither" || b.passive(i, sent) {
			return 0
		}
		a, stance = b.phraseAfter(i+1, sent.End), Suspects
		if a.kind != language.NameGroup && a.kind != language.NameOrganisation {
			return 0
		}
		end = i + 2
	case "responsible":
		if b.word(i-1, sent) == "held" || b.word(i-1, sent) == "being" {
			return 0
		}
		if k := b.find(wordSet("hold holds held holding"), max(sent.Start, i-6), 6, sent); k > 0 && k < i {
			a, end = b.phraseAfter(k+1, i), i+1
		}
	}
	if end == 0 || a.name == "" {
		return 0
	}
	if strings.ToLower(a.name) == a.name && b.generic(i, a, sent) {
		return 0
	}
	if a.kind == language.NameUnknown {
		if f := b.firm(s); f.name != "" && b.belongings(a, sent) {
			a = actor{name: f.name, span: a.span, kind: f.kind} // "a mine's dump": who owns it
		}
	}
	if a.kind == language.NameUnknown && b.find(wordSet("for of on"), end, 3, sent) < 0 {
		return 0
	}
	by := actor{}
	if w[0] != 'w' && w != "suspicion" && !b.passive(i, sent) && b.word(i-1, sent) != "to" {
		by = b.subject(s, i)
		if by.name == a.name {
			by = actor{}
		}
	}
	if b.negated(i, sent) {
		return 0
	}
	b.accused = a
	end = min(end, sent.End)
	st := b.add("accusation", b.clauseOf(s, language.Range{Start: i, End: end}), a, AttributedTo, stance, by)
	st.Background = b.historic(s)
	return end
}

func (b *blameReader) passive(i int, sent language.Range) bool {
	for j := i - 1; j >= sent.Start && j >= i-3; j-- {
		if beForms[b.doc.Lower[j]] && b.doc.Tag[j] != language.PART {
			return true
		}
	}
	return false
}

func (b *blameReader) negated(i int, sent language.Range) bool {
	for j := i - 1; j >= sent.Start && j >= i-4; j-- {
		switch b.doc.Lower[j] {
		case "not", "n't", "never", "nobody", "neither", "nor", "without":
			return true
		}
	}
	return false
}

// excluded: "suspects neither the army nor the Front", "ruled out X",
// "nothing to suggest that X was involved", "it was not X".
func (b *blameReader) excluded(s, i int) int {
	sent := b.doc.Sents[s].Range
	switch b.word(i, sent) {
	case "suspects", "suspected":
		if b.word(i+1, sent) != "neither" {
			return 0
		}
		end := i + 2
		for j := i + 2; j < min(sent.End, i+14); j++ {
			if w := b.doc.Lower[j]; j == i+2 || w == "nor" {
				if w == "nor" {
					j++
				}
				if a := b.phraseAfter(j, sent.End); a.name != "" {
					b.add("excluded", b.clauseOf(s, language.Range{Start: i, End: j + 1}), a, RuledOut, Suspects, actor{})
					end = j + 1
				}
			}
		}
		return end
	case "evidence", "nothing", "suggestion":
		if b.word(i, sent) == "evidence" && b.word(i-1, sent) != "no" {
			return 0
		}
		k := b.find(wordSet("that"), i+1, 5, sent)
		if k < 0 {
			return 0
		}
		v := b.find(wordSet("involved behind responsible carried involvement part"), k+1, 14, sent)
		if v < 0 {
			return 0
		}
		a := b.phraseAfter(k+1, sent.End)
		if a.name == "" {
			return 0
		}
		b.add("excluded", b.clauseOf(s, language.Range{Start: i, End: v + 1}), a, RuledOut, Rejects, actor{})
		return v + 1
	case "cleared", "exonerated", "acquitted":
		if !b.passive(i, sent) {
			return 0
		}
		if a := b.subject(s, i); a.name != "" && a.kind != language.NameUnknown {
			b.add("excluded", b.clauseOf(s, language.Range{Start: i, End: i + 1}), a, RuledOut, States, actor{})
			return i + 1
		}
	}
	return 0
}

// papersOf gives the prosecutors or the court whose charge sheet or indictment
// is the subject of the verb at token k, in its sentence or the one before.
func (b *blameReader) papersOf(s, k int) actor {
	d := b.doc
	from := d.Sents[s].Range.Start
	if w := b.word(from, d.Sents[s].Range); s > 0 && (w == "it" || w == "this" || w == "the") {
		from = d.Sents[s-1].Range.Start
	}
	found := false
	for j := from; j < k && !found; j++ {
		found = d.Lower[j] == "indictment" || d.Lower[j] == "sheet" && j > from && d.Lower[j-1] == "charge"
	}
	if !found {
		return actor{}
	}
	var by actor
	for _, n := range d.Names {
		if n.Tokens.Start >= k {
			break
		}
		if n.Form > language.FormShort || n.Kind != language.NameOrganisation {
			continue
		}
		for j := n.Tokens.Start; j < n.Tokens.End; j++ {
			if w := d.Lower[j]; w == "court" || w == "prosecutor" || w == "prosecutors" || w == "prosecution" {
				by = b.actorOf(n)
			}
		}
	}
	return by
}

// behind: "X was behind the attack", "X bears responsibility", "X carried out
// the attack", "X is responsible".
func (b *blameReader) behind(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	end := 0
	switch b.word(i, sent) {
	case "behind":
		if k := b.find(deedNouns, i+1, 6, sent); k > 0 && i > sent.Start && (beForms[d.Lower[i-1]] || d.Tag[i-1] == language.ADV) {
			end = k + 1
		}
	case "bears", "bear", "bore":
		if k := b.find(wordSet("responsibility blame"), i+1, 3, sent); k > 0 {
			end = k + 1
		}
	case "responsible":
		if i > sent.Start && beForms[d.Lower[i-1]] && b.word(i+1, sent) == "for" {
			// "responsible for many attacks" describes the actor, not this event.
			if k := b.find(deedNouns, i+2, 6, sent); k > 0 && (!strings.HasSuffix(d.Lower[k], "s") || d.Lower[k] == "deaths") {
				end = k + 1
			}
		}
	case "carried":
		if b.word(i+1, sent) == "out" && !b.passive(i, sent) {
			if k := b.find(deedNouns, i+2, 6, sent); k > 0 {
				end = k + 1
			}
		}
	case "organiser", "organizer", "mastermind":
		if b.word(i-1, sent) == "as" {
			k := b.find(wordSet("names named identified identifies"), max(sent.Start, i-10), 10, sent)
			if k < 0 || k >= i {
				return 0
			}
			if a := b.phraseAfter(k+1, sent.End); a.name != "" {
				b.add("named", b.clauseOf(s, language.Range{Start: k, End: i + 1}), a, AttributedTo, Confirms, b.papersOf(s, k))
				return i + 1
			}
		}
	case "did":
		if b.word(i+1, sent) == "it" && b.find(wordSet("convinced believe believes certain sure says said"), sent.Start, i-sent.Start, sent) >= 0 {
			end = i + 2
		}
	}
	if end == 0 || i > sent.Start && selfWords[d.Lower[i-1]] || b.negated(i, sent) || b.find(wordSet("whether who if"), max(sent.Start, i-8), min(8, i-sent.Start), sent) >= 0 {
		return 0
	}
	a := b.subject(s, i)
	if a.name == "" || a.kind != language.NameGroup && a.kind != language.NameOrganisation && a.kind != language.NamePlace {
		return 0
	}
	span := b.clauseOf(s, language.Range{Start: i, End: end})
	by := b.speakerOf(span)
	if by.name != "" && sameName(by.name, a.name) {
		return 0
	}
	st := b.add("behind", span, a, AttributedTo, "", actor{})
	if st.Background = b.historic(s); !st.Background {
		b.accused = a
	}
	return end
}

// enabled: "some people on X's side had allowed the terrorists to enter".
func (b *blameReader) enabled(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	switch b.word(i, sent) {
	case "allowed", "helped", "let", "aided", "financed", "funded", "armed", "sheltered":
	default:
		return 0
	}
	k := -1
	for j := i + 1; j < min(sent.End, i+5); j++ {
		if attackerNouns[d.Lower[j]] {
			k = j
		}
	}
	if k < 0 || b.passive(i, sent) || b.negated(i, sent) {
		return 0
	}
	// The subject begins after "that" or the last clause border.
	from := sent.Start
	for j := i - 1; j >= sent.Start; j-- {
		if w := d.Lower[j]; w == "that" || w == "," || w == ";" || w == "and" || clauseBorder(d, j) {
			from = j + 1
			break
		}
	}
	to := i
	for to > from && (d.Tag[to-1] == language.AUX || d.Tag[to-1] == language.ADV || d.Lower[to-1] == "had" || d.Lower[to-1] == "have") {
		to--
	}
	r := language.Range{Start: from, End: to}
	if r.Len() == 0 || r.Len() > 8 {
		return 0
	}
	a := actor{name: d.TextOf(r), span: d.SpanOf(r)}
	if r.Len() <= 3 {
		if n, ok := b.nameAt(to - 1); ok {
			a = b.actorOf(n)
		}
	}
	e := b.clauseOf(s, language.Range{Start: from, End: k + 1})
	e.Start = d.SpanOf(r).Start
	b.add("enabled", e, a, AttributedTo, Claims, actor{})
	return k + 1
}
