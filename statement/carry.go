package statement

import (
	"strings"

	"sofar/language"
)

// tollMoves are the words of a lead that changes a count without saying who did.
var tollMoves = wordSet(`lowered raised reduced cut revised rose climbed fell jumped dropped increased grew`)

// maxLead bounds in how many sentences the one who answers for a lead is sought.
const maxLead = 3

// answersForLead gives the attribution whose speaker takes up the lead: a lead
// that says that a count "was lowered" names nobody, and the next to speak is a
// body that explains the count ("We counted two victims twice", the fire
// chief said).
func answersForLead(doc *language.Doc, atts []Attribution, s *Statement) int {
	if s.Figure == nil || s.Figure.Scope != ScopeTotal && s.Stance != Retracts {
		return -1
	}
	lead := sentenceOf(doc, s.Span)
	if lead >= len(doc.Sents) || doc.Sents[lead].Paragraph > firstParagraph(doc) {
		return -1
	}
	if n := gaveThose(doc, atts, s, lead); n >= 0 {
		return n
	}
	moved := false // no speaker gave the lead's figures
	for i := doc.Sents[lead].Start; i < doc.Sents[lead].End; i++ {
		moved = moved || tollMoves[doc.Lower[i]]
	}
	if !moved {
		return -1
	}
	for i := range atts {
		a := &atts[i]
		if a.Parent >= 0 || len(a.Content) == 0 {
			continue
		}
		at := sentenceOf(doc, Span{Start: begins(a), End: begins(a) + 1})
		if at == lead && a.weak {
			continue // "the country lowered the toll after doctors found that …"
		}
		if at == lead {
			return -1
		}
		if at < lead {
			continue
		}
		if at > lead+maxLead {
			break
		}
		if official(a.Speaker.Class) && (a.Direct || a.Stance == Corrects || a.Stance == Retracts || a.Stance == Confirms) {
			return i
		}
	}
	return -1
}

// gaveThose gives the attribution within the first sentences after a lead whose
// source is said to have given its numbers: "Inspector Brook, who gave those
// figures, said …"; -1 if there is none.
func gaveThose(doc *language.Doc, atts []Attribution, s *Statement, lead int) int {
	for i := range atts {
		a := &atts[i]
		if len(a.Source) == 0 || a.Source[0].Start < s.Span.End || a.Speaker.Name == "" {
			continue
		}
		if sentenceOf(doc, a.Source[0])-lead > maxLead {
			break
		}
		r := doc.TokensIn(a.Source[0])
		for k := r.Start; k+2 < r.End; k++ {
			if (doc.Lower[k] == "gave" || doc.Lower[k] == "released" || doc.Lower[k] == "announced" || doc.Lower[k] == "provided") && (doc.Lower[k+1] == "those" || doc.Lower[k+1] == "these" || doc.Lower[k+1] == "the" || doc.Lower[k+1] == "that") &&
				(doc.Lower[k+2] == "figures" || doc.Lower[k+2] == "numbers" || doc.Lower[k+2] == "toll" || doc.Lower[k+2] == "figure" || doc.Lower[k+2] == "number") {
				return i
			}
		}
	}
	return -1
}

// firstParagraph is the first paragraph that holds prose.
func firstParagraph(doc *language.Doc) int {
	for _, s := range doc.Sents {
		if !s.Boilerplate && s.Len() > 4 {
			return s.Paragraph
		}
	}
	return 0
}

// official tells whether a class is one of bodies that keep counts.
func official(c Class) bool {
	switch c {
	case Government, Police, Military, Medical, Rescue, Court, Company, International:
		return true
	}
	return false
}

// goesOn are words that begin a sentence which goes on about what the sentence
// before it told: "One man has been detained. It is the guard, police said."
var goesOn = wordSet(`it he she they two three one both all none this these that`)

// takenUp gives the attribution of the next sentence of the paragraph, where that
// sentence goes on about the same matter: its speaker said both.
func takenUp(doc *language.Doc, atts []Attribution, first []int, s *Statement) int {
	n := sentenceOf(doc, s.Span)
	if s.Figure == nil || n+1 >= len(doc.Sents) || doc.Sents[n+1].Paragraph != doc.Sents[n].Paragraph || n >= len(first) || first[n] >= 0 {
		return -1
	}
	next := doc.Sents[n+1]
	if next.Len() == 0 || !goesOn[strings.ToLower(doc.Lower[next.Start])] || first[n+1] < 0 {
		return -1
	}
	a := &atts[first[n+1]]
	// The speaker stands behind his words: "…, police said", not "He said …".
	if len(a.Source) == 0 || !official(a.Speaker.Class) || a.Content[0].Start > a.Source[0].Start {
		return -1
	}
	return first[n+1]
}

// carried gives, for each sentence without an attribution of its own, the
// attribution of the sentence before it in the same paragraph whose speaker
// goes on ("Five were hurt, police said. Two were in a serious condition."),
// else -1; last gives the last attribution that begins in each sentence.
func carried(doc *language.Doc, atts []Attribution) (out, last []int) {
	last = make([]int, len(doc.Sents)) // the last attribution with a speaker that begins in the sentence
	for i := range last {
		last[i] = -1
	}
	for i, a := range atts {
		if len(a.Content) == 0 || a.Parent >= 0 {
			continue
		}
		at := a.Content[0].Start
		if len(a.Cue) > 0 {
			at = a.Cue[0].Start
		}
		if s := sentenceOf(doc, Span{Start: at, End: at + 1}); s < len(last) && a.Speaker.Name != "" && a.Speaker.Class != Media && a.Speaker.Class != ClassUnknown {
			last[s] = i
		}
	}
	out = make([]int, len(doc.Sents)+1)
	for s := range out {
		out[s] = -1
		if s == 0 || s == len(doc.Sents) || last[s] >= 0 || doc.Sents[s].Paragraph != doc.Sents[s-1].Paragraph {
			continue
		}
		if last[s-1] >= 0 {
			out[s] = last[s-1]
		} else {
			out[s] = out[s-1]
		}
	}
	return out, last
}

// sameSentence gives the attribution of the same sentence whose speaker goes on
// behind its words ("Five died, police said; one was still being sought",
// "The toll is five, police said, one patient having died overnight").
func sameSentence(doc *language.Doc, atts []Attribution, last []int, s Statement) int {
	if s.Figure == nil {
		return -1
	}
	n := sentenceOf(doc, s.Span)
	if n >= len(last) || last[n] < 0 {
		return -1
	}
	a := atts[last[n]]
	if len(a.Cue) == 0 || len(a.Source) == 0 || a.Cue[0].End >= s.Figure.Span.Start || a.Source[0].End >= s.Figure.Span.Start {
		return -1
	}
	between := doc.Text[max(a.Cue[0].End, a.Source[0].End):s.Figure.Span.Start]
	if !strings.ContainsAny(between, ",;") {
		return -1
	}
	return last[n]
}

// begins gives where an attribution's cue or content begins, whichever is first.
func begins(a *Attribution) int {
	at := 0
	if len(a.Content) > 0 {
		at = a.Content[0].Start
	}
	if len(a.Cue) > 0 && (len(a.Content) == 0 || a.Cue[0].Start < at) {
		at = a.Cue[0].Start
	}
	return at
}

// spokeBefore gives the body that spoke last before attribution n, in its
// paragraph or the one before: the mouth behind "according to preliminary
// information".
func spokeBefore(doc *language.Doc, atts []Attribution, n int) Speaker {
	here := sentenceOf(doc, Span{Start: begins(&atts[n]), End: begins(&atts[n]) + 1})
	if here >= len(doc.Sents) {
		return Speaker{}
	}
	for i := n - 1; i >= 0 && n-i <= 8; i-- {
		a := &atts[i]
		at := sentenceOf(doc, Span{Start: begins(a), End: begins(a) + 1})
		if at >= len(doc.Sents) || doc.Sents[here].Paragraph-doc.Sents[at].Paragraph > 1 {
			break
		}
		if a.Speaker.Name != "" && official(a.Speaker.Class) {
			return a.Speaker
		}
	}
	return Speaker{}
}
