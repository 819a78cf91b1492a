package statement

import (
	"math/bits"
	"regexp"
	"strings"

	"sofar/language"
	"sofar/report"
)

// An answer is often told by no verb of speech with a clause behind it: "The
// agency could not verify either account", "The station has taken the story
// back", "Asked about the figure, he did not comment". The sieves read none of
// these; here they become statements of their own, by the words of the answer
// and its subject.

// reply is one way to answer.
type reply struct {
	stance Stance
	re     guarded // on the words of a sentence; begins where the subject ends
	after  bool    // who answers stands behind the words ("no word from the army")
}

const (
	notDone  = `(?:(?:could|can|would|will|did|does|do|has|have|had|was|were) (?:not|n't)|cannot|ca n't|wo n't|never)`
	adverbs  = `(?: (?:yet|also|immediately|independently|currently|itself|themselves|at once|so far|at first|either))*`
	owning   = `(?:its|their|his|her|the|that|this|an|our)`
	accounts = `(?:\S+ ){0,3}?(?:reports?|claims?|story|stories|statements?|accounts?|articles?|accusations?|allegations?|charges?|assertions?|warnings?|estimates?|figures?|numbers?|counts?|tolls?)`
)

var replies = []reply{
	{stance: NoComment, re: guard(`\b(?:would|will|could|can|did|does)? ?neither confirm(?:ed|s)? nor den(?:y|ied|ies)\b`)},
	{stance: CannotConfirm, re: guard(`\b` + notDone + adverbs + ` (?:been able to |able to )?(?:independently )?(?:confirm|verify|corroborate|authenticate|vouch for|back up|bear out)\b`)},
	{stance: CannotConfirm, re: guard(`\b(?:is|are|was|were|has been|have been) unable to (?:independently )?(?:confirm|verify|corroborate)\b`)},
	{stance: CannotConfirm, re: guard(`\b(?:has|have|had) (?:received |seen )?no (?:independent |official |immediate |further )?(?:confirmation|(?:count|figures?|numbers?|toll|information) of (?:its|our|their) own)\b`)},
	{stance: NoComment, re: guard(`\b` + notDone + adverbs + ` (?:discuss|comment|elaborate|be drawn|speculate|repeat ` + owning + ` ` + accounts + `|(?:give|provide|offer|release) (?:an? |any |the |further |more )*(?:numbers?|figures?|details?|estimates?|tolls?|breakdown|comment|names?))\b`)},
	{stance: NoComment, re: guard(`\b(?:has|have|had|offered|made|gave|issued) no (?:immediate |further |other |public |official )?comment\b`)},
	{stance: NoComment, re: guard(`\b(?:could|can) not (?:immediately )?be reached\b`)},
	{stance: NoComment, re: guard(`\b(?:did|does|do|has|have|had) (?:not|n't)` + adverbs + ` (?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?(?: (?:calls|questions|requests|messages)| to|$)|return(?:ed)? (?:a |several |repeated |phone )*(?:calls?|messages?))\b`)},
	{stance: NoComment, after: true, re: guard(`\b(?:was|is|has been|had been) no (?:immediate |further |official |public )?(?:comment|response|reaction|reply|word|statement) (?:yet )?(?:from|by)\b`)},
	{stance: Retracts, re: guard(`\b(?:ha[sd] |have )?(?:withdraws?|withdrew|withdrawn|retract(?:s|ed)?|takes? back|took back|taken back) ` + owning + ` ` + accounts + `\b`)},
	{stance: Retracts, re: guard(`\b(?:ha[sd] |have )?(?:took|taken|takes|withdrawn) ` + owning + ` ` + accounts + ` back\b`)},
	{stance: Rejects, re: guard(`\b(?:stood|stands?|standing) (?:firmly )?by (?:its|their|his|her) (?:\S+ ){0,2}?(?:data|readings|measurements|findings|reporting|version|` + accounts + `)\b`)},
}

var replyGuards = guardsOf(replies, func(r *reply) *guarded { return &r.re })

// deniedReply matches what somebody answers to a question about what another said.
var deniedReply = regexp.MustCompile(`\b(?:replied|answered|said|responded)(?: that)? (?:(?:it|they|this|that|these) )?(?:was|were|is|are) (?:" )?(?:not|wrong|untrue|false|nonsense|incorrect|mistaken)\b`)

// replyWords are the words of which every answer here holds one.
var replyWords = wordSet(`confirm confirmed confirms verify corroborate authenticate vouch back bear neither confirmation own discuss comment elaborate drawn
 speculate repeat give provide offer release reached respond responded reply replied answer answered return returned response reaction word
 statement withdraw withdraws withdrew withdrawn retract retracts retracted takes took taken stood stands stand standing said
 told ordered urged advised warned instructed`)

// answerReader finds the answers of one report; the reader of sources is made
// when the first is found.
type answerReader struct {
	doc   *language.Doc
	rep   *report.Report
	atts  []Attribution
	voice Speaker
	list  []Statement
	in    map[int][]int // sentence → the statements that begin in it
	gone  map[int]bool  // statements that an answer stands for
	added []Statement

	contents *spanIndex
	r        *attReader
	known    *roster
	fed      int // attributions whose speakers the roster holds
}

// replied adds the answers that no attribution tells to the statements of a
// report.
func replied(doc *language.Doc, rep *report.Report, atts []Attribution, voice Speaker, list []Statement) []Statement {
	a := &answerReader{doc: doc, rep: rep, atts: atts, voice: voice, list: list}
	a.explained()
	for s := range doc.Sents {
		sent := &doc.Sents[s]
		if sent.Boilerplate || sent.Len() < 3 || sent.Len() > maxReply {
			continue
		}
		for i := sent.Start; i < sent.End; i++ {
			if replyWords[doc.Lower[i]] {
				a.index()
				a.sentence(s)
				break
			}
		}
	}
	if len(a.added) == 0 && len(a.gone) == 0 {
		return a.list
	}
	kept := make([]Statement, 0, len(a.list)+len(a.added))
	for i := range a.list {
		if !a.gone[i] {
			kept = append(kept, a.list[i])
		}
	}
	return append(kept, a.added...)
}

// maxReply bounds the words of a sentence that answers.
const maxReply = 80

// bidding are verbs that tell somebody what to do.
var bidding = wordSet(`told ordered urged advised warned instructed`)

// told reads what a body told others to do ("The embassy had told its citizens
// on Monday to stay away"): others dismiss or confirm it later.
func (a *answerReader) told(s int) {
	sent := a.doc.Sents[s].Range
	const reach = 14
	for i := sent.Start + 1; i < sent.End; i++ {
		if !bidding[a.doc.Lower[i]] || a.doc.PTB[i] != language.VBD && a.doc.PTB[i] != language.VBN || a.doc.Flags[i]&language.FlagInQuote != 0 {
			continue
		}
		for k := i + 2; k < min(sent.End-1, i+reach) && a.doc.Lower[k] != ","; k++ {
			if a.doc.Lower[k] != "to" || a.doc.PTB[k+1] != language.VB {
				continue
			}
			cue := language.Range{Start: i, End: k + 1}
			if a.readOf(a.doc.SpanOf(cue)) {
				return
			}
			for w := a.doc.Lower[cue.Start-1]; cue.Start > sent.Start+1 && (w == "had" || w == "has" || w == "have"); w = a.doc.Lower[cue.Start-1] {
				cue.Start--
			}
			who, src := a.who(s, &reply{}, cue)
			if src.Len() == 0 || !official(who.Class) {
				return
			}
			a.added = append(a.added, Statement{Report: a.rep.ID, Span: a.doc.SpanOf(language.Range{Start: src.Start, End: a.clauseEnd(cue.End, sent.End)}), Kind: KindOther,
				Attribution: -1, Speaker: who, Stance: States, Certainty: Certain, Rule: "told to"})
			return
		}
	}
}

// readOf tells whether a statement holds words of the sentence already.
func (a *answerReader) readOf(words Span) bool {
	for _, i := range a.in[sentenceOf(a.doc, words)] {
		if a.list[i].Span.Overlaps(words) {
			return true
		}
	}
	return false
}

// index notes in which sentence each statement begins.
func (a *answerReader) index() {
	if a.in != nil {
		return
	}
	a.in, a.gone = make(map[int][]int, len(a.list)), map[int]bool{}
	for i := range a.list {
		s := sentenceOf(a.doc, a.list[i].Span)
		a.in[s] = append(a.in[s], i)
	}
}

// sentence reads one sentence.
func (a *answerReader) sentence(s int) {
	sent := a.doc.Sents[s].Range
	text := a.joined(sent)
	var at []int
	for may := replyGuards().may(text); may != 0; may &= may - 1 {
		p := &replies[bits.TrailingZeros64(may)]
		m := p.re.re.FindStringIndex(text)
		if m == nil {
			continue
		}
		if at == nil {
			at = a.tokensOf(sent)
		}
		for m[0] < m[1] && text[m[0]] == ' ' {
			m[0]++
		}
		cue := language.Range{Start: at[m[0]], End: at[m[1]-1] + 1}
		if a.add(s, p, cue) {
			return
		}
	}
	a.told(s)
	if first := a.doc.Lower[sent.Start]; first == "asked" || first == "questioned" {
		if m := deniedReply.FindStringIndex(text); m != nil {
			at = a.tokensOf(sent)
			a.denies(s, language.Range{Start: at[m[0]], End: at[m[1]-1] + 1})
		}
	}
}

// joined joins the words of a sentence with blanks.
func (a *answerReader) joined(sent language.Range) string {
	return strings.Join(a.doc.Lower[sent.Start:sent.End], " ")
}

// tokensOf gives the token of each byte of what joined gives; the blank behind a
// word is the next one's.
func (a *answerReader) tokensOf(sent language.Range) (at []int) {
	for i := sent.Start; i < sent.End; i++ {
		for n := len(a.doc.Lower[i]) + min(i-sent.Start, 1); n > 0; n-- {
			at = append(at, i)
		}
	}
	return at
}

// add makes the statement of an answer whose words are cue, unless it is read
// already or nobody is its subject.
func (a *answerReader) add(s int, p *reply, cue language.Range) bool {
	sent := a.doc.Sents[s].Range
	who, src := a.who(s, p, cue)
	if who.Name == "" {
		return false
	}
	from, to := cue.Start, a.clauseEnd(cue.End, sent.End)
	if src.Len() > 0 && src.Start < from {
		from = src.Start // with what stands between
	}
	if p.after {
		from, to = sent.Start, max(to, src.End)
	}
	if w := a.doc.Lower[sent.Start]; w == "asked" || w == "questioned" {
		from = sent.Start
	}
	st := Statement{Span: a.doc.SpanOf(language.Range{Start: from, End: to}), Kind: KindOther, Attribution: -1, Speaker: who, Stance: p.stance, Certainty: Certain, Rule: "answer"}
	return a.put(st, cue)
}

// put adds an answer in place of what else was read of its words.
func (a *answerReader) put(st Statement, cue language.Range) bool {
	words := a.doc.SpanOf(cue)
	near := a.in[sentenceOf(a.doc, words)]
	for _, i := range near {
		if t := &a.list[i]; t.Span.Overlaps(words) && answering(t.Stance) && t.Stance != Confirms {
			return false // read already
		}
	}
	if st.Stance == CannotConfirm {
		st.Certainty = Doubtful
	}
	for _, i := range near {
		// The object alone, or a question's number that counts nothing.
		t := &a.list[i]
		empty := t.Kind == KindOther || t.Kind == KindCause || t.Figure != nil && t.Figure.Kind == OtherFigure
		if empty && st.Span.Contains(t.Span) && !answering(t.Stance) {
			a.gone[i] = true
		}
	}
	st.Report = a.rep.ID
	a.added = append(a.added, st)
	return true
}

// denies reads the answer to a question about what another has said: where the
// question holds a count, the count is what is rejected.
func (a *answerReader) denies(s int, cue language.Range) {
	who, _ := a.who(s, &reply{}, cue)
	if who.Name == "" {
		return
	}
	question := Span{Start: a.doc.Sents[s].Span.Start, End: a.doc.SpanOf(cue).Start}
	for _, i := range a.in[s] {
		t := &a.list[i]
		if t.Figure != nil && t.Figure.Kind != OtherFigure && question.Contains(t.Figure.Span) {
			t.Span = a.doc.SpanOf(language.Range{Start: a.doc.Sents[s].Start, End: a.clauseEnd(cue.End, a.doc.Sents[s].End)})
			t.Speaker, t.Relay, t.Stance, t.Certainty, t.Attribution = who, nil, Rejects, Certain, -1
			t.Rule += "; answer"
			return
		}
	}
	a.put(Statement{Span: a.doc.SpanOf(language.Range{Start: a.doc.Sents[s].Start, End: a.clauseEnd(cue.End, a.doc.Sents[s].End)}), Kind: KindOther, Attribution: -1, Speaker: who, Stance: Rejects, Certainty: Certain, Rule: "answer"}, cue)
}

// clauseEnd gives where the clause ends that goes on at token i: at the end of
// the sentence or before what begins another clause.
func (a *answerReader) clauseEnd(i, end int) int {
	for ; i < end; i++ {
		switch a.doc.Lower[i] {
		case ";":
			return i
		case ",":
			if i+1 < end && (a.doc.Lower[i+1] == "but" || a.doc.Lower[i+1] == "while") {
				return i
			}
		}
	}
	for end > 0 && a.doc.Flags[end-1]&language.FlagPunct != 0 && a.doc.Flags[end-1]&language.FlagQuoteClose == 0 {
		end--
	}
	return end
}

// who gives the subject of an answer and its words.
func (a *answerReader) who(s int, p *reply, cue language.Range) (Speaker, language.Range) {
	if a.r == nil {
		a.r = newAttReader(a.doc, a.rep)
		a.known = &roster{r: a.r, posts: map[string]string{}}
		a.contents = contentIndex(a.atts)
	}
	area := a.r.area(s)
	var src language.Range
	if p.after {
		src, _ = a.r.nounPhraseRight(cue.End, area.End)
	} else {
		for cue.Start > area.Start && besides[a.doc.Lower[cue.Start-1]] {
			cue.Start--
		}
		src = a.r.subject(cue0(cue), area)
		if src.Len() == 0 || a.behindRelative(area.Start, cue.Start) {
			if x := a.treeSubject(cue); x.Len() > 0 {
				src = x
			}
		}
		if src.Len() > 1 && relativeWords[a.doc.Lower[src.End-1]] {
			src.End--
		}
	}
	at := a.doc.SpanOf(cue)
	n := innermost(a.atts, a.contents, at)
	inside := n >= 0 && a.atts[n].Speaker.Name != ""
	if src.Len() == 0 {
		if inside {
			return a.atts[n].Speaker, src
		}
		return Speaker{}, src
	}
	if src.Len() == 1 {
		switch a.doc.Lower[src.Start] {
		case "we", "i":
			if inside {
				return a.atts[n].Speaker, src
			}
			return a.voice, src
		case "it", "they", "he", "she":
			if inside {
				return a.atts[n].Speaker, src
			}
		case "this", "that", "which", "who", "nobody", "none", "there", "what":
			return Speaker{}, src
		}
	}
	a.feed(a.doc.SpanOf(src).Start)
	who := a.known.resolve(src)
	if who.Class == "" {
		who.Class = ClassUnknown
	}
	return who, src
}

// besides are words between the subject of an answer and its verb.
var besides = wordSet(`itself himself herself themselves also still again later`)

// relativeWords begin a clause that may stand between subject and verb.
var relativeWords = wordSet(`that which who`)

// behindRelative tells whether such a clause begins between two tokens.
func (a *answerReader) behindRelative(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if relativeWords[a.doc.Lower[i]] && a.doc.Lower[i-1] != "," {
			return true
		}
	}
	return false
}

// cue0 makes a cue of the words of an answer.
func cue0(x language.Range) cue { return cue{Range: x, head: x.End - 1} }

// feed tells the roster who has spoken before a place.
func (a *answerReader) feed(before int) {
	for ; a.fed < len(a.atts) && begins(&a.atts[a.fed]) < before; a.fed++ {
		x := &a.atts[a.fed]
		if len(x.Source) == 0 || x.Speaker.Name == "" {
			continue
		}
		if src := a.doc.TokensIn(x.Source[0]); src.Len() > 0 {
			a.known.remember(x.Speaker, a.r.parse(src))
		}
	}
}

// treeSubject gives the subject that the tree hangs on the verb of the answer,
// or on the verb that this one stands beside.
func (a *answerReader) treeSubject(cue language.Range) language.Range {
	d := a.doc
	for verb := cue.End - 1; verb >= cue.Start; verb-- {
		if d.Tag[verb] != language.VERB {
			continue
		}
		for depth := 0; depth < 3 && verb >= 0; depth++ {
			sent := d.Sents[d.SentOf[verb]]
			for i := verb - 1; i >= sent.Start; i-- {
				if d.Head(i) == verb && d.Rel(i).Base() == language.Nsubj {
					return a.phraseOf(i, sent.Start)
				}
			}
			if base := d.Rel(verb).Base(); base != language.Conj && base != language.Xcomp {
				break
			}
			verb = d.Head(verb)
		}
		return language.Range{}
	}
	return language.Range{}
}

// phraseOf gives a noun with the words right before it that hang on it.
func (a *answerReader) phraseOf(noun, from int) language.Range {
	x := language.Range{Start: noun, End: noun + 1}
	for x.Start > from && (a.doc.Head(x.Start-1) == noun || a.doc.Head(x.Start-1) >= x.Start && a.doc.Head(x.Start-1) < noun) && a.doc.Flags[x.Start-1]&language.FlagPunct == 0 {
		x.Start--
	}
	for x.End < a.doc.Len() && a.doc.Head(x.End) == noun && a.doc.Rel(x.End).Base() == language.Flat {
		x.End++
	}
	return x
}

// misentered matches words that tell how somebody or something was counted
// wrongly.
var misentered = regexp.MustCompile(`\b(?:entered|counted|registered|listed|recorded|treated|reported) (?:twice|under (?:two|different|several|both|more than one)|both (?:in|at|on|by)|(?:by|in|on|at) (?:more than one|both))\b|\bcounted both\b|\bdouble[- ]count`)

// explained makes of a number that only tells how a count came to be wrong ("two
// bodies had been entered both in the book and on a list") the explanation of
// the correction that it is.
func (a *answerReader) explained() {
	for i := range a.list {
		t := &a.list[i]
		if t.Figure == nil || t.Figure.Scope == ScopeTotal || t.Figure.Kind != OtherFigure && t.Figure.Scope != ScopeSubset {
			continue
		}
		s := sentenceOf(a.doc, t.Figure.Span)
		if s >= len(a.doc.Sents) {
			continue
		}
		from, end := a.doc.TokenAt(t.Figure.Span.Start), a.doc.Sents[s].End
		text := a.joined(language.Range{Start: from, End: min(end, from+maxReply)})
		if !strings.Contains(text, "ed ") && !strings.Contains(text, "double") {
			continue
		}
		if m := misentered.FindStringIndex(text); m == nil || strings.Contains(text[:m[0]], " , ") {
			continue
		}
		if t.Figure.Kind != OtherFigure {
			t.Stance = Corrects
			continue
		}
		t.Span = a.doc.SpanOf(language.Range{Start: from, End: a.clauseEnd(from, end)})
		t.Kind, t.Figure, t.Stance = KindOther, nil, Corrects
		t.Rule += "; explains"
	}
}
