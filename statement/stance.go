package statement

import (
	"math/bits"
	"strings"
)

var plainApostrophes = strings.NewReplacer("’", "'", "‘", "'")

// stance gives the speaker's stance and certainty from the cue, its negation
// and mood, and the first words of the content.
func (r *attReader) stance(f *found) (Stance, Certainty) {
	st, cert := f.c.stance, Certain
	if st == "" {
		st = States
	}
	content := ""
	if len(f.content) > 0 {
		content = strings.ToLower(plainApostrophes.Replace(r.doc.TextOf(f.content[0])))
	}
	lemma := ""
	if f.c.form.verb != nil {
		lemma = f.c.form.lemma
	}
	switch {
	case f.c.neg:
		st = negated(st, lemma, f.c.modal)
	case f.c.kind == cueHearsay || f.rule == "hearsay":
		cert = Probable
		if st == Claims {
			cert = Possible
		}
	}
	if lemma == "decline" || lemma == "refuse" {
		st = NoComment
	}
	st = fromContent(st, content, f.c.neg)
	switch st {
	case Suspects, Fears:
		cert = Possible
	case Predicts:
		if f.c.form.verb != nil && f.c.form.frame&frMind != 0 {
			cert = Possible
		}
	case CannotConfirm:
		cert = Doubtful
	}
	if cert == Certain && !strings.Contains(content, ". ") {
		cert = hedgedLower(content)
	}
	return st, cert
}

// negated gives the stance of a negated reporting verb.
func negated(st Stance, lemma, modal string) Stance {
	switch lemma {
	case "confirm", "verify", "say", "tell", "determine", "give", "explain", "know", "identify", "establish":
		switch {
		case modal == "could" || modal == "can":
			return CannotConfirm
		case lemma == "confirm" || lemma == "verify" || lemma == "know":
			if modal == "would" || modal == "will" {
				return NoComment
			}
			return CannotConfirm
		}
		return NoComment
	case "comment", "respond", "reply", "answer", "disclose", "reveal", "elaborate", "discuss", "mention", "specify", "deny", "announce":
		return NoComment
	case "believe", "think":
		return Rejects
	case "rule":
		return CannotConfirm
	}
	switch st {
	case Confirms:
		return CannotConfirm
	case Denies, Rejects:
		return States
	}
	return st
}

// contentRule is what the first words of what is said make of the stance.
type contentRule struct {
	stance Stance
	re     guarded
}

// contentRules read the stance from the first words of what is said; the
// first that matches decides.
var contentRules = []contentRule{
	{NoComment, guard(`\bno comment\b|\bnot (?:going to|be) (?:guess|speculat|drawn|comment)|\bneither confirm nor deny\b|\b(?:would|will|could|can) not comment\b|\bdeclined? to\b|\brefuse[sd]? to (?:say|comment|give|answer|discuss)`)},
	{CannotConfirm, guard(`^["“' ]*(?:that )?(?:\S+ ){0,4}(?:(?:could|can) (?:yet )?not|cannot|can't|couldn't)(?: yet| independently| immediately| currently)* (?:confirm|verify|say|determine|give|rule|exclude)|\b(?:could|can) ?not (?:yet |independently |immediately |at this (?:stage|point) )*(?:confirm|verify|be (?:confirmed|verified))|\bno (?:independent )?confirmation\b|\btoo (?:early|soon) to (?:say|tell|know)|\bunable to (?:confirm|verify|say)|\bremains? unclear\b|\bis (?:still )?being established\b|\bnot (?:yet )?(?:been )?(?:confirmed|verified)\b|\bdid not (?:yet )?know\b|\bdo not (?:yet )?know\b|\bwe don't know\b`)},
	{Retracts, guard(`\b(?:we|it|they|he|she) (?:withdraws?|withdrew|retracts?|retracted|takes? back)\b|\bwas ours,? and (?:it )?was wrong\b|\bhad been (?:wrong|premature|reported in error)\b|\b(?:an earlier|our earlier|the earlier) (?:report|figure|statement)\b.*\b(?:wrong|incorrect|mistaken|error)`)},
	{Corrects, guard(`\b(?:double[- ]count(?:ed|ing)?|counted twice|entered twice|re-?count(?:ed)?|our error|clerical error|by mistake|in error)\b`)},
	{Denies, guard(`\b(?:is|are|was|were) (?:simply |completely |entirely |absolutely )?(?:not true|untrue|false|baseless|a lie|lies|nonsense|fabricat\w+|invented|unfounded)\b|\bnothing to do with\b|\bnot (?:our hands|involved|responsible|behind)\b|\bno (?:role|part|involvement|connection|link) (?:in|with|to)\b|\bdoes not correspond\b|\bhad not (?:carried out|been involved|taken part|attacked|fired)\b|\bdid not (?:carry out|take part|attack|fire on|order)\b`)},
	{Confirms, guard(`^["“' ]*(?:that )?(?:i|we|it|he|she|they) (?:can|could|do|would) confirm\b`)},
	{Fears, guard(`^["“' ]*(?:that )?(?:i|we|it|he|she|they|rescuers|officials) fear(?:s|ed)?\b|\b(?:is|are|was|were) feared\b`)},
	{Predicts, guard(`^["“' ]*(?:that )?(?:i|we|it|he|she|they) (?:expect(?:s|ed)?|anticipates?d?)\b|\b(?:toll|number|count|figure|death\w*)\b.{0,40}\b(?:will|would|could|may|might|is expected to|is likely to|was likely to|was expected to) (?:\w+ )?(?:rise|climb|grow|increase|go up|exceed)|\b(?:could|may|might) (?:attack|strike|happen|come)\b`)},
	{Suspects, guard(`^["“' ]*(?:that )?(?:i|we|it|he|she|they) (?:believe[sd]?|suspect(?:s|ed)?|thinks?|thought)\b|\b(?:may|might) have (?:been|had|helped|caused|carried|led|planned)\b`)},
}

var contentGuards = guardsOf(contentRules, func(r *contentRule) *guarded { return &r.re })

func fromContent(st Stance, content string, neg bool) Stance {
	if neg && st != States {
		return st
	}
	switch st {
	case States, Claims, Confirms:
	default:
		return st
	}
	if len(content) > 400 {
		content = content[:400]
	}
	for may := contentGuards().may(content); may != 0; may &= may - 1 {
		if rule := &contentRules[bits.TrailingZeros64(may)]; rule.re.re.MatchString(content) {
			return rule.stance
		}
	}
	if st == Claims && strings.Contains(content, " not ") && len(content) < 60 {
		return Denies
	}
	return st
}

// hedge is the certainty that some words leave.
type hedge struct {
	certainty Certainty
	re        guarded
}

var hedges = []hedge{
	{Doubtful, guard(`\btoo early\b|\bunconfirmed\b|\bunverified\b|\brumou?r`)},
	{Possible, guard(`\bpreliminary\b|\bpossibly\b|\bperhaps\b|\bmaybe\b|\b(?:may|might|could) have\b`)},
	{Probable, guard(`\bapparently\b|\breportedly\b|\bprobably\b|\blikely\b|\bappear(?:s|ed)? to\b|\bseem(?:s|ed)? to\b|\bbelieved to\b|\bthought to\b`)},
}

var hedgeGuards = guardsOf(hedges, func(h *hedge) *guarded { return &h.re })

// Hedged gives the certainty that the words of a text leave, whoever says them.
func Hedged(text string) Certainty {
	return hedgedLower(strings.ToLower(text))
}

// hedgedLower is Hedged of a text in small letters.
func hedgedLower(text string) Certainty {
	for may := hedgeGuards().may(text); may != 0; may &= may - 1 {
		if h := &hedges[bits.TrailingZeros64(may)]; h.re.re.MatchString(text) {
			return h.certainty
		}
	}
	return Certain
}
