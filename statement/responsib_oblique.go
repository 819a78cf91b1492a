package statement

import (
	"strings"

	"sofar/language"
)

// traces: "the traces of the attack led to X", "the trail points to X", "the
// bombs bear the hallmarks of X", "fired from positions held by X".
func (b *blameReader) traces(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	end, stance := 0, Claims
	var a actor
	switch w := b.word(i, sent); w {
	case "traces", "trace", "trail", "tracks", "clues", "evidence", "leads", "threads", "signs", "finger":
		k := b.find(wordSet("led lead leads pointed point points pointing leading"), i+1, 8, sent)
		if k < 0 {
			return 0
		}
		j := k + 1
		if w := b.word(j, sent); w != "to" && w != "towards" && w != "toward" && w != "at" {
			return 0
		}
		a, end = b.phraseAfter(j+1, sent.End), j+2
	case "hallmarks", "hallmark", "handwriting", "signature", "fingerprints":
		if b.word(i+1, sent) != "of" || b.find(wordSet("bear bears bore bearing carry carries carried carrying have has had having"), max(sent.Start, i-4), min(4, i-sent.Start), sent) < 0 {
			return 0
		}
		a, end, stance = b.phraseAfter(i+2, sent.End), i+3, Suspects
	case "shells", "rockets", "mortars", "missiles", "drones", "shots":
		k := b.find(wordSet("from"), i+1, 5, sent)
		if k < 0 {
			return 0
		}
		m := b.find(wordSet("held controlled where"), k+1, 9, sent)
		if m < 0 {
			return 0
		}
		if b.word(m+1, sent) == "by" {
			m++
		}
		a, end, stance = b.phraseAfter(m+1, sent.End), m+2, Suspects
		if a.kind != language.NameGroup && a.kind != language.NameOrganisation {
			return 0
		}
	}
	if end == 0 || a.name == "" || a.kind == language.NamePerson || a.kind == language.NameUnknown && (strings.ToLower(a.name) == a.name || d.Flags[i]&language.FlagAllCaps != 0) {
		return 0
	}
	if b.negated(i, sent) || b.word(i-1, sent) == "no" || b.historic(s) {
		return 0
	}
	end = min(end, sent.End)
	span, k := b.within(s, language.Range{Start: i, End: end})
	if k < 0 || sameName(b.atts[k].Speaker.Name, a.name) {
		return 0 // nobody says so, or the actor itself
	}
	b.accused = a
	b.add("traces", span, a, AttributedTo, stance, actor{})
	return end
}

// membership: "the four suspects are members of X", "the gunmen belonged to X".
func (b *blameReader) membership(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	j := 0
	switch w := b.word(i, sent); {
	case (w == "members" || w == "fighters" || w == "operatives" || w == "followers" || w == "adherents") && b.word(i+1, sent) == "of":
		for k := i - 1; k >= sent.Start && k >= i-3; k-- {
			if d.Flags[k]&language.FlagPunct != 0 {
				break
			}
			if beForms[d.Lower[k]] {
				j = i + 2
			}
		}
	case (w == "belonged" || w == "belong") && b.word(i+1, sent) == "to":
		j = i + 2
	}
	if j == 0 || b.negated(i, sent) || b.historic(s) {
		return 0
	}
	who := false
	for k := i - 1; k >= sent.Start && !who; k-- {
		// The people nearest before the verb are its subject.
		if who = attackerNouns[d.Lower[k]] && b.word(k+1, sent) != "'" && b.word(k+1, sent) != "'s"; !who && peopleNouns[d.Lower[k]] {
			break
		}
	}
	a := b.phraseAfter(j, sent.End)
	if !who || a.kind != language.NameGroup && a.kind != language.NameOrganisation {
		return 0
	}
	span := b.clauseOf(s, language.Range{Start: i, End: j + 1})
	b.accused = a
	b.add("membership", span, a, AttributedTo, "", actor{})
	return j + 1
}

// judgement: what somebody thinks of the claim: "the message was probably
// genuine", "no reason to doubt", "I would be surprised if it were anyone else".
func (b *blameReader) judgement(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	who, stance, end := b.claimant, Suspects, 0
	switch w := b.word(i, sent); w {
	case "genuine", "authentic":
		k := -1
		for j := i - 1; j >= sent.Start && j >= i-7; j-- {
			if claimNouns[d.Lower[j]] || d.Lower[j] == "voice" {
				k = j
				break
			}
		}
		if k < 0 || b.negated(i, sent) || b.find(wordSet("whether if cannot could unable not n't verify"), max(sent.Start, k-6), i-max(sent.Start, k-6), sent) >= 0 {
			return 0
		}
		hedge := b.find(wordSet("probably likely apparently appears appeared seems seemed believed possibly may might could"), k+1, i-k, sent) >= 0
		if !hedge {
			stance = Confirms
		}
		end = i + 1
	case "reason":
		if b.word(i-1, sent) != "no" {
			return 0
		}
		k := b.find(wordSet("doubt disbelieve question"), i+1, 6, sent)
		if k < 0 || b.find(wordSet("say says said claim claims claimed statement message recording group militia"), k+1, 6, sent) < 0 {
			return 0
		}
		if who.name == "" {
			who = b.soleGroup()
		}
		stance, end = Confirms, k+1
	case "surprised":
		k := b.find(wordSet("if"), i+1, 1, sent)
		if k < 0 {
			return 0
		}
		m := b.find(wordSet("else"), k+1, 5, sent)
		if m < 0 {
			return 0
		}
		if x := b.word(m-1, sent); x != "anyone" && x != "anybody" && x != "someone" && x != "somebody" {
			return 0
		}
		who, end = b.lastGroup(i), m+1
	case "how":
		// "It is how they work."
		if beForms[b.word(i-1, sent)] && b.word(i+1, sent) == "they" && (b.word(i-2, sent) == "it" || b.word(i-2, sent) == "this" || b.word(i-2, sent) == "that") {
			if v := b.word(i+2, sent); v == "work" || v == "operate" || v == "kill" || v == "fight" {
				who, end = b.lastGroup(i), i+3
			}
		}
	}
	if end == 0 || who.name == "" {
		return 0
	}
	span, k := b.within(s, language.Range{Start: i, End: min(end, sent.End)})
	if k < 0 || sameName(b.atts[k].Speaker.Name, who.name) || b.said(span) {
		return 0
	}
	b.add("judgement", span, who, AttributedTo, stance, actor{})
	return end
}

// ownWords: a party says of itself that it was not: "Not our hands", "those
// riders were not sent by us", "its guns had been silent".
func (b *blameReader) ownWords(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	end := 0
	switch w := b.word(i, sent); {
	case w == "not" || w == "n't":
		opens := i == sent.Start || d.Flags[i-1]&language.FlagQuoteOpen != 0
		switch next := b.word(i+1, sent); {
		case next == "ours" || next == "us":
			end = i + 2
		case opens && next == "our":
			end = i + 3
		case opens:
			if k := b.find(wordSet("ours our"), i+2, 8, sent); k > 0 {
				end = k + 1
			}
		default:
			if k := b.find(wordSet("by"), i+1, 3, sent); k > 0 && b.word(k+1, sent) == "us" {
				end = k + 2
			}
		}
	case (w == "guns" || w == "weapons" || w == "batteries") && (b.word(i-1, sent) == "its" || b.word(i-1, sent) == "our" || b.word(i-1, sent) == "their"):
		if k := b.find(wordSet("silent"), i+1, 4, sent); k > 0 && !b.negated(k, sent) {
			end = k + 1
		}
	}
	if end == 0 {
		return 0
	}
	for _, t := range findTriggers(d, sent, nil) {
		if t.kind != OtherFigure {
			return 0 // "not one of our people was hurt" counts
		}
	}
	span, k := b.within(s, language.Range{Start: i, End: min(end, sent.End)})
	if k < 0 || b.said(span) {
		return 0
	}
	sp := b.atts[k].Speaker
	name := sp.Origin
	if first, ok := b.opening(sent); ok && !b.atts[k].Direct {
		name = first.name // "the Front, which the mayor had accused, said its guns …"
	}
	if name == "" {
		return 0
	}
	switch {
	case sp.Class == ArmedGroup, sp.Class == Government, sp.Class == Military, sp.Class == Company, sp.Class == Opposition, b.accusedBefore(name):
		b.add("own words", span, actor{name: name, span: sp.Span}, DeniedBy, Denies, actor{})
		return end
	}
	return 0
}

// opening gives the actor whose name opens a sentence, after an article.
func (b *blameReader) opening(sent language.Range) (actor, bool) {
	i := b.afterDateline(sent)
	if b.word(i, sent) == "the" {
		i++
	}
	n, ok := b.nameAt(i)
	if !ok || n.Form > language.FormShort || !canAct(n) {
		return actor{}, false
	}
	return b.actorOf(n), true
}

// noForeignHand: "we see no foreign hand in this file" clears the country that
// the report says was charged.
func (b *blameReader) noForeignHand(s, i int) int {
	sent := b.doc.Sents[s].Range
	if b.word(i, sent) != "no" {
		return 0
	}
	if w := b.word(i+1, sent); w != "foreign" && w != "outside" {
		return 0
	}
	switch b.word(i+2, sent) {
	case "hand", "involvement", "link", "links", "state", "power", "role":
	default:
		return 0
	}
	a := b.accused
	if a.name == "" || a.kind != language.NamePlace {
		a = b.charged()
	}
	if a.name == "" {
		return 0
	}
	b.add("no foreign hand", b.clauseOf(s, language.Range{Start: i, End: i + 3}), a, RuledOut, Rejects, actor{})
	return i + 3
}

// charged gives the country that the report says was accused: "the charge
// against X", "accused X", if there is only one.
func (b *blameReader) charged() actor {
	d := b.doc
	var a actor
	for _, n := range d.Names {
		i := n.Tokens.Start - 1
		if n.Form > language.FormShort || i < 1 {
			continue
		}
		w := d.Lower[i]
		if !(w == "against" && chargeNouns[d.Lower[i-1]]) && !strings.HasPrefix(w, "accus") && !strings.HasPrefix(w, "blam") {
			continue
		}
		x := b.actorOf(n)
		if x.kind != language.NamePlace && x.kind != language.NameUnknown {
			continue
		}
		if a.name != "" && a.name != x.name {
			return actor{}
		}
		a = x
	}
	return a
}
