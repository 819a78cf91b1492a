package statement

import (
	"sofar/language"
)

// Faults that make somebody answerable for an accident, each a run of token
// sets: "overloaded", "warnings had been ignored", "despite letters".
var (
	faultStates   = wordSet("overloaded overloading overload overcrowded overcrowding")
	warningNouns  = wordSet("warning warnings letter letters complaint complaints alarm alarms")
	ignoreVerbs   = wordSet("ignored ignoring disregarded disregarding neglected dismissed brushed")
	knownTroubles = wordSet("worry problem fault risk defect hazard concern weakness danger")
	limitVerbs    = wordSet("allowed licensed permitted certified authorised authorized")
	answerable    = wordSet("company operator firm owner owners employer management bosses")
)

// faultAt gives the token after the words of a fault that begin at token i, or 0.
func (b *blameReader) faultAt(i int, sent language.Range) int {
	w := b.word(i, sent)
	switch {
	case faultStates[w]:
		return i + 1
	case warningNouns[w]:
		if k := b.find(ignoreVerbs, i+1, 4, sent); k > 0 && !b.active(i+1, k, sent) {
			return k + 1
		}
	case ignoreVerbs[w] && w != "dismissed":
		if k := b.find(warningNouns, i+1, 3, sent); k > 0 {
			return k + 1
		}
	case w == "despite":
		if k := b.find(warningNouns, i+1, 3, sent); k > 0 {
			return k + 1
		}
	case w == "known" && knownTroubles[b.word(i+1, sent)]:
		return i + 2
	case w == "knew" && (b.word(i+1, sent) == "of" || b.word(i+1, sent) == "about"):
		return i + 2
	case w == "knows" || w == "knew":
		// "overloaded, as it is every week, and the company knows it"
		if b.word(i+1, sent) == "it" && answerable[b.word(i-1, sent)] && b.troubled(sent, i) {
			return i + 2
		}
	case w == "warned":
		// "it had warned the company in March"
		if (b.word(i+1, sent) == "the" || b.word(i+1, sent) == "its") && answerable[b.word(i+2, sent)] && b.word(i-1, sent) == "had" {
			return i + 3
		}
	case w == "as" && (b.word(i+1, sent) == "we" || b.word(i+1, sent) == "they"):
		// "as we wrote that it would"
		if v := b.word(i+2, sent); (v == "wrote" || v == "warned" || v == "predicted") && b.find(wordSet("would"), i+3, 3, sent) > 0 {
			return i + 3
		}
	case (w == "as" || w == "than") && b.word(i+1, sent) == "it" && beForms[b.word(i+2, sent)] && limitVerbs[b.word(i+3, sent)]:
		return i + 4 // "half as many people again as it was allowed to"
	case w == "had" && (b.word(i-1, sent) == "has" || b.word(i-1, sent) == "have"):
		// "the company has had every one of our letters"
		if k := b.find(warningNouns, i+1, 6, sent); k > 0 && b.find(answerable, max(sent.Start, i-4), 4, sent) >= 0 {
			return k + 1
		}
	}
	return 0
}

// troubled tells whether a fault is named in the sentence before token i.
func (b *blameReader) troubled(sent language.Range, i int) bool {
	for j := sent.Start; j < i; j++ {
		if w := b.doc.Lower[j]; faultStates[w] || knownTroubles[w] || w == "unsafe" || w == "faulty" || w == "defective" {
			return true
		}
	}
	return false
}

// active tells whether a subject of its own stands between a and k: "warnings
// that the crew ignored".
func (b *blameReader) active(a, k int, sent language.Range) bool {
	for i := a; i < k; i++ {
		if !lightVerbs[b.word(i, sent)] {
			return true
		}
	}
	return false
}

// fault: somebody says that the one who ran the thing let it happen. Said by
// itself it is a denial, where it is denied; another's denial clears it.
func (b *blameReader) fault(s, i int) int {
	sent := b.doc.Sents[s].Range
	end := b.faultAt(i, sent)
	// A warning lies before the accident by its nature.
	if w := b.word(i, sent); end == 0 || b.historic(s) && w != "warned" && w != "despite" || b.doc.Sents[s].Headline {
		return 0
	}
	span, k := b.within(s, language.Range{Start: i, End: end})
	if k < 0 || b.said(span) || b.find(wordSet("whether if"), sent.Start, i-sent.Start, sent) >= 0 {
		return 0
	}
	if st := b.atts[k].Stance; st == CannotConfirm || st == NoComment || st == Fears || st == Predicts {
		return 0
	}
	sp := b.atts[k].Speaker
	a := b.firm(s)
	if b.word(i, sent) == "knew" && b.word(i-1, sent) == "they" && b.accused.name != "" {
		a = b.accused
	}
	if b.word(i, sent) == "knew" && b.word(i-1, sent) != "they" && b.find(answerable, max(sent.Start, i-4), 4, sent) < 0 {
		return 0
	}
	own := sp.Class == Company || a.name != "" && sp.Name != "" && (sameName(sp.Name, a.name) || sameName(sp.Origin, a.name))
	if a.name == "" && sp.Class == Company {
		a = actor{name: sp.Origin, span: sp.Span}
	}
	if a.name == "" {
		return 0
	}
	denied := b.negated(i, sent) || b.find(wordSet("no denied denies deny rejected rejects"), max(sent.Start, i-10), min(10, i-sent.Start), sent) >= 0
	switch {
	case denied && own:
		b.add("fault denied", span, a, DeniedBy, Denies, actor{})
	case denied:
		b.add("fault excluded", span, a, RuledOut, Rejects, actor{})
	case own:
		return 0
	default:
		b.add("fault", span, a, AttributedTo, "", actor{})
		b.accused = a
	}
	return end
}

// bareDenial: "rejected that", "denied it", "insists that it was not": it
// answers what the report has just told of the one who speaks.
func (b *blameReader) bareDenial(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	stance, end := Denies, 0
	closed := func(j int) bool { return j >= sent.End || d.Flags[j]&language.FlagPunct != 0 }
	switch b.word(i, sent) {
	case "denied", "denies", "rejected", "rejects", "dismissed":
		if w := b.word(i+1, sent); (w == "that" || w == "it" || w == "this" || w == "them") && closed(i+2) {
			end = i + 2
		}
		if w := b.word(i, sent); w[0] != 'd' {
			stance = Rejects
		}
	case "insists", "insisted", "maintains", "maintained", "says", "said":
		j := i + 1
		if b.word(j, sent) == "that" {
			j++
		}
		if w := b.word(j+1, sent); b.word(j, sent) == "it" && (w == "was" || w == "did" || w == "had" || w == "is") && b.word(j+2, sent) == "not" && closed(j+3) {
			end = j + 3
		}
	}
	if end == 0 {
		return 0
	}
	if c, ok := b.client(i, sent); ok {
		if c.name == "" {
			return 0
		}
		b.add("bare denial by counsel", b.clauseOf(s, language.Range{Start: i, End: end}), c, DeniedBy, stance, actor{})
		return end
	}
	a := b.canon(b.subject(s, i))
	if a.kind == language.NameUnknown || a.name == "" || !b.accusedBefore(a.name) {
		if f := b.firm(s); f.name != "" && b.accusedBefore(f.name) && (a.name == "" || sameName(a.name, f.name)) {
			a = f
		}
	}
	if a.name == "" || !b.accusedBefore(a.name) {
		return 0
	}
	b.add("bare denial", b.clauseOf(s, language.Range{Start: i, End: end}), a, DeniedBy, stance, actor{})
	return end
}
