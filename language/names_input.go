package language

import (
	"sync"

	"sofar/language/model"
)

// Bits of model.NameWord.Bits: the lists that a word stands in.
const (
	bitGivenMale uint32 = 1 << iota
	bitGivenFemale
	bitSurname
	bitOrgHead
	bitGroupHead
	bitGroupWord
	bitFacilityHead
	bitPlaceHead
	bitOutletHead
	bitEventHead
	bitOfHead
	bitPolicy
	bitTitle
	bitPost
	bitPosts
	bitInstitution
	bitParticle
	bitFunction
	bitOpens
	bitCalendar
	bitState   // a country
	bitPlace   // a city or region
	bitNation  // a demonym
	bitKnown   // another well-known name of one word
	bitKnownIn // a word of a longer well-known name
	bitSpeech  // a verb that reports speech
)

// nameBits maps a plain word to its bits.
var nameBits = sync.OnceValue(func() map[string]uint32 {
	m := make(map[string]uint32, 8192)
	x := lex()
	for w, sex := range x.given {
		if sex != 'f' {
			m[w] |= bitGivenMale
		}
		if sex != 'm' {
			m[w] |= bitGivenFemale
		}
	}
	for _, l := range []struct {
		words map[string]bool
		bit   uint32
	}{
		{orgHeads, bitOrgHead}, {groupHeads, bitGroupHead}, {groupWords, bitGroupWord}, {facilityHeads, bitFacilityHead}, {placeHeads, bitPlaceHead},
		{outletHeads, bitOutletHead}, {eventHeads, bitEventHead}, {ofHeads, bitOfHead}, {policyWords, bitPolicy}, {titleWords, bitTitle}, {pluralPosts, bitPosts},
		{institutionNouns, bitInstitution}, {nameParticles, bitParticle}, {functionWords, bitFunction}, {openWords, bitOpens}, {x.surname, bitSurname},
	} {
		for w := range l.words {
			m[w] |= l.bit
		}
	}
	for w := range postNouns {
		m[w] |= bitPost
	}
	for _, w := range fields("said says told added adds asked insisted explained recalled warned noted stressed argued claimed wrote declared replied confirmed denied announced believes thinks tells who whose whom") {
		m[w] |= bitSpeech
	}
	for key, kind := range x.known {
		words := fields(key)
		if len(words) > 1 {
			for _, w := range words {
				m[w] |= bitKnownIn
			}
			continue
		}
		switch {
		case kind == NameNationality:
			m[key] |= bitNation
		case x.isState[key]:
			m[key] |= bitState
		case kind == NamePlace:
			m[key] |= bitPlace
		default:
			m[key] |= bitKnown
		}
	}
	return m
})

// nameShape tells how token i is written; in capitals that say nothing all
// words look alike.
func (r *nameReader) nameShape(i, si int) uint8 {
	d := r.d
	f := d.Flags[i]
	var s uint8
	switch {
	case f&FlagDigit != 0:
		s = 1
	case f&FlagPunct != 0:
		s = 2
	case f&FlagAllCaps != 0:
		s = 3
	case f&FlagUpper != 0:
		s = 4
		if d.End[i]-d.Start[i] <= 5 {
			s = 5
		}
	case f&FlagTitle != 0:
		s = 6
		if d.End[i]-d.Start[i] == 1 {
			s = 7
		}
	case hasUpper(d.Word(i)):
		s = 8
	}
	if s >= 3 && s != 8 {
		switch {
		case r.m.heading[si]:
			s |= 16
		case r.opens(i):
			s |= 32
		}
	}
	return s
}

// input fills ws with what the recogniser sees of sentence si, with the labels
// of the rules' names (see ruleLabels).
func (r *nameReader) input(si int, ws []model.NameWord) []model.NameWord {
	d := r.d
	s := d.Sents[si].Range
	ws = ws[:0]
	for i := s.Start; i < s.End; i++ {
		form := r.of(i)
		w := form.word
		w.Tag, w.Shape, w.Rule, w.Why = uint8(d.PTB[i]), r.nameShape(i, si), r.m.rule[i], r.m.why[i]
		f := d.Flags[i]
		if f&FlagPunct == 0 {
			text := r.inText(i)
			if text.lower {
				w.Doc |= 1
			}
			if text.upper {
				w.Doc |= 2
			}
			if f&FlagDigit == 0 && w.Shape != 0 {
				w.DocKinds = text.kinds
			}
			switch {
			case f&FlagAllCaps != 0:
				w.Candidate = form.own&bitFunction == 0 && f&FlagDigit == 0
				w.Run = w.Candidate && (d.PTB[i] == NNP || d.PTB[i] == NNPS || w.Rule != 0)
			case w.Shape >= 3:
				w.Candidate, w.Run = true, true
			case w.Rule != 0:
				w.Candidate = true
			}
		}
		ws = append(ws, w)
	}
	r.markKnown(s, ws)
	// Small words between capitals may lie inside a name: "Bank of the West",
	// "Dov ben Asher", "Lord's", "Kanal 6".
	for a := 0; a < len(ws); a++ {
		if !ws[a].Candidate {
			continue
		}
		b := a + 1
		for b < len(ws) && b-a <= 3 && !ws[b].Candidate && r.inside(s.Start+b) {
			b++
		}
		if b < len(ws) && b > a+1 && ws[b].Candidate {
			for k := a + 1; k < b; k++ {
				ws[k].Candidate = true
			}
		} else if a+1 < len(ws) && d.Flags[s.Start+a+1]&FlagDigit != 0 {
			ws[a+1].Candidate = true
		}
	}
	return ws
}

// inside tells whether token i, no capital, may stand inside a name.
func (r *nameReader) inside(i int) bool {
	switch r.d.Lower[i] {
	case "of", "for", "the", "and", "&", "'s", "'", "-", "/", ".", "on":
		return true
	default:
		return r.of(i).own&bitParticle != 0 || r.d.Flags[i]&FlagDigit != 0
	}
}

// markKnown marks the well-known names of a sentence.
func (r *nameReader) markKnown(s Range, ws []model.NameWord) {
	for k := 0; k < len(ws); {
		if !ws[k].Candidate || ws[k].Bits&(bitState|bitPlace|bitNation|bitKnown|bitKnownIn) == 0 {
			k++
			continue
		}
		kind, stop, _ := r.knownAt(s.Start+k, s.End)
		if stop <= s.Start+k {
			k++
			continue
		}
		for first := true; k < stop-s.Start; k, first = k+1, false {
			ws[k].Known = uint8(kind)<<2 | 2
			if first {
				ws[k].Known = uint8(kind)<<2 | 1
			}
		}
	}
}

// ruleLabels writes the rules' names into m.rule and m.why, by token, and
// collects which kinds the words of names have in this text.
func (r *nameReader) ruleLabels(pieces []piece) {
	n := len(r.d.Start)
	m := r.m
	m.rule, m.why = resized(m.rule, n), resized(m.why, n)
	for _, p := range pieces {
		for k := p.titleStart; k < p.titleEnd; k++ {
			m.rule[k] = 255
		}
		for k := p.start; k < p.end; k++ {
			m.rule[k] = uint8(p.kind)<<2 | 2
			if k == p.start {
				m.rule[k]--
			}
			if p.form == FormRole {
				m.rule[k] = 254
			}
			m.why[k] = uint8(p.why)
			if p.form != FormRole && (p.end-p.start > 1 || p.why.sure()) {
				r.inText(k).kinds |= 1 << p.kind
			}
		}
	}
}

// resized gives a zeroed slice of length n, the old one where it has room.
func resized(s []uint8, n int) []uint8 {
	if cap(s) < n {
		return make([]uint8, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// NameInputs gives what the recogniser sees of each sentence of an analysed
// text, for training.
func NameInputs(d *Doc) [][]model.NameWord {
	r := newNameReader(d)
	defer r.release()
	r.ruleLabels(r.pieces())
	out := make([][]model.NameWord, len(d.Sents))
	for si := range d.Sents {
		out[si] = append([]model.NameWord(nil), r.input(si, nil)...)
	}
	return out
}
