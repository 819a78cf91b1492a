package statement

import (
	"strings"

	"sofar/language"
)

// blameSieves in order, most precise first.
var blameSieves = []blameSieve{
	{"no claim", (*blameReader).noClaim},
	{"doubt", (*blameReader).doubt},
	{"denial", (*blameReader).denial},
	{"hoax", (*blameReader).hoax},
	{"backing", (*blameReader).backing},
	{"claim", (*blameReader).claim},
	{"in the name of", (*blameReader).inTheName},
	{"own deed", (*blameReader).ownDeed},
	{"accusation", (*blameReader).accusation},
	{"excluded", (*blameReader).excluded},
	{"behind", (*blameReader).behind},
	{"enabled", (*blameReader).enabled},
	{"deed", (*blameReader).deed},
	{"suspicion", (*blameReader).suspicion},
	{"bare denial", (*blameReader).bareDenial},
	{"traces", (*blameReader).traces},
	{"membership", (*blameReader).membership},
	{"judgement", (*blameReader).judgement},
	{"own words", (*blameReader).ownWords},
	{"no foreign hand", (*blameReader).noForeignHand},
	{"fault", (*blameReader).fault},
}

var (
	deedNouns = wordSet("attack attacks bombing bombings blast blasts explosion explosions shooting shootings killing killings massacre ambush raid assault strike strikes " +
		"kidnapping kidnappings abduction assassination murder murders crime act incident deaths hijacking shelling fire slaughter bloodbath violence crash disaster accident collision")
	claimNouns  = wordSet("claim claims responsibility message statement recording post video communique")
	chargeNouns = wordSet("charge charges accusation accusations allegation allegations claim claims suggestion suggestions assertion assertions involvement responsibility blame fault wrongdoing")
)

// word gives the lower-cased token, "" outside the sentence.
func (b *blameReader) word(i int, sent language.Range) string {
	if i < sent.Start || i >= sent.End {
		return ""
	}
	return b.doc.Lower[i]
}

// find gives the first token in [i, i+n) whose word is in the set, else -1.
func (b *blameReader) find(set map[string]bool, i, n int, sent language.Range) int {
	for j := i; j < i+n && j < sent.End; j++ {
		if set[b.doc.Lower[j]] {
			return j
		}
	}
	return -1
}

// past tells whether a past time stands in the range: an earlier event.
func (b *blameReader) past(r language.Range) bool {
	for _, t := range b.doc.Times {
		if t.Past && t.Tokens.Overlaps(r) {
			return true
		}
	}
	return false
}

// noClaim: "no group has claimed responsibility", "no immediate claim of
// responsibility". It names no actor, so it is a statement of KindOther.
func (b *blameReader) noClaim(s, i int) int {
	sent := b.doc.Sents[s].Range
	w := b.word(i, sent)
	if w != "no" && w != "nobody" && w != "none" {
		return 0
	}
	j := b.find(wordSet("claim claimed claiming claims"), i+1, 8, sent)
	if j < 0 {
		return 0
	}
	k := b.find(wordSet("responsibility attack bombing shooting"), j, 6, sent)
	if k < 0 {
		return 0
	}
	b.out = append(b.out, Statement{Report: b.rep.ID, Span: b.clauseOf(s, language.Range{Start: i, End: k + 1}), Kind: KindOther, Attribution: -1, Stance: States, Rule: "responsibility: no claim"})
	return k + 1
}

// claim: "X claimed responsibility for the attack in a statement posted on …",
// "X claimed Monday's ambush", "took responsibility".
func (b *blameReader) claim(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	switch b.word(i, sent) {
	case "claimed", "claims", "claiming", "claim":
		if d.Tag[i] == language.NOUN && !claimVerbNext[b.word(i+1, sent)] {
			return b.claimNoun(s, i)
		}
	case "took", "takes", "taken", "taking", "assumed", "accepted", "admitted":
		if b.word(i+1, sent) != "responsibility" && b.word(i+1, sent) != "credit" && b.word(i+2, sent) != "responsibility" {
			return 0
		}
	default:
		return 0
	}
	k := -1
	for j := i + 1; j < min(sent.End, i+8); j++ {
		w := d.Lower[j]
		if w == "responsibility" || w == "credit" || deedNouns[w] {
			k = j
			break
		}
		if w == "that" || w == "lives" || w == "life" || d.Tag[j] == language.VERB && d.PTB[j] != language.VBN {
			return 0
		}
	}
	if k < 0 || b.historic(s) && d.Lower[k] != "responsibility" {
		return 0
	}
	a := b.subject(s, i)
	if x := b.signature(i, sent); x.name != "" {
		a = x
	}
	if a.name == "" || channelNouns[lower(a.name)] || a.name == "name" || a.name == "account" {
		a = b.onlyGroup(i) // "a recording in its name had claimed …"
	}
	if a.name == "" || b.word(i-1, sent) == "its" {
		return 0
	}
	end := k + 1
	span := b.clauseOf(s, language.Range{Start: i, End: end})
	st := b.add("claim", span, a, ClaimedBy, Claims, a)
	st.Responsibility.Channel, st.Responsibility.ChannelSpan = b.channel(s, sent)
	if b.historic(s) {
		st.Background = true
	} else {
		b.claimant = a
	}
	return end
}

var claimVerbNext = wordSet("responsibility credit")

// claimNoun: "the claim by X that it carried out the attack".
func (b *blameReader) claimNoun(s, i int) int {
	sent := b.doc.Sents[s].Range
	if b.word(i+1, sent) != "by" {
		return 0
	}
	a := b.phraseAfter(i+2, sent.End)
	if a.name == "" || a.kind != language.NameGroup && a.kind != language.NameOrganisation {
		return 0
	}
	b.claimant = a
	b.add("claim", b.clauseOf(s, language.Range{Start: i, End: i + 3}), a, ClaimedBy, Claims, a)
	return i + 3
}

// historic tells whether the sentence speaks of an earlier event.
func (b *blameReader) historic(s int) bool {
	return b.past(b.doc.Sents[s].Range)
}

// inTheName: "a message in the name of X appeared on …".
func (b *blameReader) inTheName(s, i int) int {
	sent := b.doc.Sents[s].Range
	if b.word(i, sent) != "in" || b.word(i+1, sent) != "the" || b.word(i+2, sent) != "name" || b.word(i+3, sent) != "of" {
		return 0
	}
	if k := b.find(channelNouns, max(sent.Start, i-4), min(4, i-sent.Start), sent); k < 0 {
		return 0
	}
	a := b.phraseAfter(i+4, sent.End)
	if a.kind != language.NameGroup && a.kind != language.NameOrganisation {
		return 0
	}
	b.claimant = a
	st := b.add("in the name of", b.clauseOf(s, language.Range{Start: i, End: i + 5}), a, ClaimedBy, Claims, a)
	st.Responsibility.Channel, st.Responsibility.ChannelSpan = b.channel(s, sent)
	return i + 5
}

func lower(s string) string { return strings.ToLower(s) }

var channelNouns = wordSet("statement message post video audio recording communique communiqué leaflet telegram app website site channel media internet online call letter tape broadcast networks platform")

// channel finds how a claim was made: "in a statement posted on social media".
func (b *blameReader) channel(s int, sent language.Range) (string, Span) {
	d := b.doc
	for i := sent.Start; i < sent.End; i++ {
		switch d.Lower[i] {
		case "in", "on", "via", "through":
		default:
			continue
		}
		k := b.find(channelNouns, i+1, 6, sent)
		if k < 0 {
			continue
		}
		broken := false
		for j := i + 1; j < k; j++ {
			if t := d.Tag[j]; t == language.PUNCT && d.Lower[j] != "-" || t == language.ADP || t == language.VERB && d.PTB[j] != language.VBN {
				broken = true
			}
		}
		if broken {
			continue
		}
		e := k + 1
		for e < sent.End && nominal(d.Tag[e]) && d.Tag[e] != language.DET && d.Tag[e] != language.PART {
			e++
		}
		// "posted on social media", "circulated by its media office"
		if e < sent.End && (d.Lower[e] == "posted" || d.Lower[e] == "published" || d.Lower[e] == "released" || d.Lower[e] == "sent" || d.Lower[e] == "circulated" || d.Lower[e] == "carried" || d.Lower[e] == "on") {
			if d.Lower[e] != "on" {
				e++
			}
			if e < sent.End && d.Tag[e] == language.ADP {
				e++
			}
			for e < sent.End && (nominal(d.Tag[e]) || d.Lower[e] == "its") {
				e++
			}
		}
		r := language.Range{Start: i + 1, End: e}
		return d.TextOf(r), d.SpanOf(r)
	}
	return "", Span{}
}

// selfWords may stand for the speaker in reported speech.
var selfWords = wordSet("it its they their we our he his she her i my us")

// ownDeed: a speaker says that it did it: "said it was behind the attack",
// "said its fighters had struck …", "boasted that it did it".
func (b *blameReader) ownDeed(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	if !boastWords[b.word(i, sent)] {
		return 0
	}
	j := i + 1
	for k := j; k < min(sent.End, i+9); k++ { // "crowed on the app that it was behind"
		if d.Lower[k] == "that" {
			j = k + 1
			break
		}
	}
	if !selfWords[b.word(j, sent)] || b.find(wordSet("not no never nothing neither"), j, 8, sent) >= 0 {
		return 0
	}
	k := b.find(deedVerbs, j+1, 6, sent)
	if k < 0 {
		return 0
	}
	a := b.subject(s, i)
	if a.name == "" || a.kind != language.NameGroup && !deedSure[d.Lower[k]] {
		return 0
	}
	b.claimant = a
	st := b.add("own deed", b.clauseOf(s, language.Range{Start: i, End: k + 1}), a, ClaimedBy, Claims, a)
	st.Responsibility.Channel, st.Responsibility.ChannelSpan = b.channel(s, sent)
	return k + 1
}

var (
	boastWords = wordSet("said says crowed boasted claimed claims boasts declared announced saying claiming maintained insisted wrote")
	deedVerbs  = wordSet("behind struck attacked bombed ambushed killed executed targeted stormed shelled fired responsible planted detonated carried did done")
	deedSure   = wordSet("behind responsible carried did")
)

// doubt: "it is too early to say whether the group was behind the attack",
// "we cannot confirm who is behind this", "could not verify the claim".
func (b *blameReader) doubt(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	end := 0
	switch w := b.word(i, sent); w {
	case "early":
		if b.word(i+1, sent) == "to" && b.find(wordSet("say tell speak know conclude determine"), i+2, 2, sent) > 0 {
			end = i + 3
		}
	case "unclear", "unknown":
		end = i + 1
	case "confirm", "verify", "verified", "establish", "know", "say":
		for j := i - 1; j >= max(sent.Start, i-5); j-- {
			switch d.Lower[j] {
			case "not", "n't", "cannot", "unable", "neither", "nor":
				end = i + 1
			}
		}
	}
	if end == 0 {
		return 0
	}
	who := b.find(wordSet("behind responsible responsibility blame culprit perpetrator perpetrators attacked"), end, 24, sent)
	if who < 0 {
		return b.doubtOfClaim(s, i, end)
	}
	a := b.claimant
	rel := ClaimedBy
	for j := end; j < who; j++ {
		if n, ok := b.nameAt(j); ok && n.Form != language.FormPronoun && canAct(n) {
			a, rel = b.actorOf(n), AttributedTo
		}
		if w := d.Lower[j]; (w == "group" || w == "militia" || w == "movement" || w == "organisation") && b.claimant.name != "" {
			a, rel = b.claimant, AttributedTo
		}
	}
	if a.name == "" {
		a, rel = actor{name: "unknown attackers"}, AttributedTo
	}
	st := b.add("doubt", b.clauseOf(s, language.Range{Start: i, End: who + 1}), a, rel, CannotConfirm, actor{})
	st.Certainty = Doubtful
	return who + 1
}

// doubtOfClaim: "could not verify that the message was genuine" names no
// actor: a statement of KindOther that answers the claim.
func (b *blameReader) doubtOfClaim(s, i, end int) int {
	sent := b.doc.Sents[s].Range
	k := b.find(wordSet("claim message recording authenticity genuine authentic account statement video"), end, 10, sent)
	if k < 0 || b.claimant.name == "" {
		return 0
	}
	span := b.clauseOf(s, language.Range{Start: i, End: k + 1})
	if n := b.attributionOf(span); n >= 0 {
		switch b.atts[n].Speaker.Class {
		case Government, Police, Court, Military, International:
			// An authority that leaves it open speaks of who did it.
			st := b.add("doubt of claim", span, b.claimant, AttributedTo, CannotConfirm, actor{})
			st.Certainty = Doubtful
			return k + 1
		}
	}
	b.out = append(b.out, Statement{Report: b.rep.ID, Span: span, Kind: KindOther, Attribution: -1,
		Stance: CannotConfirm, About: b.claimant.name, Rule: "responsibility: doubt of claim"})
	return k + 1
}

// backing: "has intelligence confirming this claim", "consistent with the
// group's claim", "judged the pictures authentic".
func (b *blameReader) backing(s, i int) int {
	d := b.doc
	sent := d.Sents[s].Range
	switch b.word(i, sent) {
	case "confirming", "supporting", "backing", "corroborating", "confirmed", "confirms", "backed", "backs", "supports", "corroborates":
	case "consistent":
	case "authentic", "genuine":
		if k := b.find(wordSet("judged considered found deemed believed"), max(sent.Start, i-10), min(10, i-sent.Start), sent); k < 0 || b.negated(i, sent) {
			return 0
		}
		who := b.claimant
		if who.name == "" {
			return 0
		}
		b.add("authentic", b.clauseOf(s, language.Range{Start: i, End: i + 1}), who, AttributedTo, Confirms, b.subject(s, i))
		return i + 1
	default:
		return 0
	}
	k := -1
	for j := i + 1; j < min(sent.End, i+8); j++ {
		if w := d.Lower[j]; w == "claim" || w == "responsibility" {
			k = j
			break
		} else if w == "," || w == "that" {
			break
		}
	}
	if k < 0 {
		return 0
	}
	a := b.claimant
	last := k + 1
	if b.word(last, sent) == "by" || b.word(last, sent) == "of" {
		last += 5
	}
	for j := i + 1; j < min(sent.End, last); j++ {
		if n, ok := b.nameAt(j); ok && (n.Kind == language.NameGroup || n.Kind == language.NameOrganisation) {
			a = b.actorOf(n)
			break
		}
	}
	if a.name == "" {
		return 0
	}
	by := b.subject(s, i)
	if sameName(by.name, a.name) {
		by = actor{}
	}
	b.add("backing", b.clauseOf(s, language.Range{Start: i, End: k + 1}), a, AttributedTo, Confirms, by)
	if b.claimant.name == "" {
		b.claimant = a
	}
	return i + 1
}

func containsWords(x, y string) bool {
	return x != "" && y != "" && len(x) >= len(y) && (x[:len(y)] == y || x[len(x)-len(y):] == y)
}
