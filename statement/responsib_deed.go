package statement

import (
	"strings"

	"sofar/language"
)

// attackVerbs are deeds that name their doer as responsible when he is their
// subject.
var attackVerbs = wordSet("attacked ambushed bombed shelled stormed struck raided detonated torched fired kidnapped abducted hijacked")

// forceNouns name armed forces without a proper name.
var forceNouns = wordSet("army troops forces military soldiers navy police guerrillas rebels insurgents militants militia drone drones aircraft warplanes jets artillery")

// deed: "government forces had shelled the village", "fighters of the Front
// opened fire on the convoy": the doer is named by somebody else.
func (b *blameReader) deed(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	end := i + 1
	switch w := b.word(i, sent); {
	case w == "opened" && b.word(i+1, sent) == "fire":
		end = i + 2
	case !attackVerbs[w] || d.Tag[i] != language.VERB || d.PTB[i] != language.VBD && d.PTB[i] != language.VBN:
		return 0
	}
	if b.passive(i, sent) || b.negated(i, sent) || b.historic(s) || d.Sents[s].Headline {
		return 0
	}
	from := i
	for j := i - 1; j >= sent.Start && j >= i-4; j-- {
		switch w := d.Lower[j]; {
		case w == "if", w == "could", w == "would", w == "might", w == "may", w == "whether", w == "who", w == "that" && j == i-1:
			return 0
		case d.Tag[j] == language.AUX || d.Tag[j] == language.ADV:
			continue
		}
		from = j
		break
	}
	if from == i {
		return 0
	}
	a, ok := b.doer(from, sent)
	if !ok {
		return 0
	}
	span, k := b.within(s, language.Range{Start: from, End: end})
	if k < 0 || sameName(b.atts[k].Speaker.Name, a.name) {
		return 0 // the report's own narration, or the actor about itself
	}
	if w := "that "; strings.HasPrefix(span.Of(d.Text), w) {
		span.Start += len(w)
	}
	b.add("deed", span, a, AttributedTo, "", actor{})
	b.accused = a
	return end
}

// doer gives the armed actor whose noun phrase ends at token j.
func (b *blameReader) doer(j int, sent language.Range) (actor, bool) {
	d := b.doc
	if n, ok := b.nameAt(j); ok && n.Kind == language.NameGroup {
		return b.actorOf(n), true
	}
	if !forceNouns[d.Lower[j]] && !memberNouns[d.Lower[j]] {
		return actor{}, false
	}
	// "Front fighters", "an army drone", "government forces"
	for k := j; k >= sent.Start && k >= j-4; k-- {
		if n, ok := b.nameAt(k); ok && canAct(n) && n.Kind != language.NamePerson && n.Form <= language.FormShort {
			if n.Kind == language.NameGroup || n.Kind == language.NameOrganisation {
				return b.actorOf(n), true
			}
		}
		if !nominal(d.Tag[k]) {
			break
		}
	}
	if !forceNouns[d.Lower[j]] {
		return actor{}, false // gunmen of nobody
	}
	for j > sent.Start && weaponNouns[d.Lower[j]] && nominal(d.Tag[j-1]) && d.Tag[j-1] != language.DET {
		j-- // "an army drone": the army
	}
	if weaponNouns[d.Lower[j]] {
		return actor{}, false
	}
	start := j
	for start > sent.Start && nominal(d.Tag[start-1]) && d.Tag[start-1] != language.DET {
		start--
	}
	a := b.described(language.Range{Start: start, End: j + 1})
	return a, a.name != ""
}

var weaponNouns = wordSet("drone drones aircraft warplanes jets artillery")

// holder gives the described people when a name only says whose they are:
// "two managers of X", not X.
func (b *blameReader) holder(a actor, sent language.Range) actor {
	d := b.doc
	if text := a.span.Of(d.Text); strings.Contains(text, " of ") && !strings.Contains(a.name, " of ") {
		return actor{name: bare(text), span: a.span}
	}
	i := d.TokenAt(a.span.Start)
	end := d.TokenAt(a.span.End - 1)
	for i > sent.Start && determiners[d.Lower[i-1]] {
		i--
	}
	if i-2 < sent.Start || d.Lower[i-1] != "of" {
		return a
	}
	start := i - 1
	for start > sent.Start && nominal(d.Tag[start-1]) && d.Tag[start-1] != language.DET {
		start--
	}
	if start == i-1 {
		return a
	}
	r := language.Range{Start: start, End: end + 1}
	return actor{name: d.TextOf(r), span: d.SpanOf(r)}
}

// suspicion: "has been detained on suspicion of negligence", "was charged with
// murder": an authority attributes it to the one who is held.
func (b *blameReader) suspicion(s, i int) int {
	sent := b.doc.Sents[s].Range
	end := 0
	switch b.word(i, sent) {
	case "on":
		if b.word(i+1, sent) == "suspicion" && b.word(i+2, sent) == "of" {
			end = i + 3
		}
	case "charged":
		if b.word(i+1, sent) == "with" && b.passive(i, sent) {
			end = i + 2
		}
	case "suspected":
		if b.word(i+1, sent) == "of" && b.passive(i, sent) {
			end = i + 2
		}
	}
	if end == 0 || b.negated(i, sent) || b.find(crimeWords, end, 6, sent) < 0 {
		return 0
	}
	v := i
	for j := i - 1; j >= sent.Start && j >= i-15; j-- {
		switch b.doc.Lower[j] {
		case "detained", "arrested", "held", "remanded", "charged", "indicted":
			v = j
		}
	}
	a := b.near(v, sent)
	if w := b.word(v+2, sent); b.word(v+1, sent) == "the" || b.word(v+1, sent) == "both" {
		if w == "two" || b.word(v+1, sent) == "both" {
			a = b.together(2, v)
		} else if w == "three" {
			a = b.together(3, v)
		}
	}
	if a.name == "" {
		return 0
	}
	a = b.holder(a, sent)
	b.accused = a
	st := b.add("suspicion", b.clauseOf(s, language.Range{Start: v, End: end}), a, AttributedTo, Suspects, actor{})
	st.Background = b.historic(s)
	return end
}

var crimeWords = wordSet("negligence manslaughter murder killing shooting causing endangering arson homicide attack bombing terrorism sabotage assault abduction kidnapping")
