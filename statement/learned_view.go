package statement

import (
	"sofar/language"
)

// window gives the tokens in which a cue's source and content are sought: its
// sentence, and neighbours in its paragraph that a quotation joins to it.
func (l *learnedReader) window(cue language.Range) language.Range {
	d, r := l.r.doc, l.r
	s := int(d.SentOf[cue.Start])
	win := d.Sents[s].Range
	par := d.Sents[s].Paragraph
	for n, k := 0, s; n < 4 && k > 0 && d.Sents[k-1].Paragraph == par; n++ {
		if q := r.inQuote(d.Sents[k].Start); q < 0 || r.quoteTokens(q).Start >= d.Sents[k].Start && !r.opensQuote(d.Sents[k].Start-1) {
			break
		}
		k--
		win.Start = d.Sents[k].Start
	}
	for n, k := 0, s; n < 5 && k+1 < len(d.Sents) && d.Sents[k+1].Paragraph == par; n++ {
		first := d.Sents[k+1].Start
		if r.inQuote(first) < 0 && !(first+1 < d.Len() && r.opensQuote(first+1)) && r.inQuote(d.Sents[k].End-1) < 0 {
			break
		}
		if r.inQuote(first) < 0 && r.closesQuote(d.Sents[k].End-1) {
			break
		}
		k++
		win.End = d.Sents[k].End
	}
	if win.Start < cue.Start-maxWindow {
		win.Start = cue.Start - maxWindow
	}
	if win.End > cue.End+maxWindow {
		win.End = cue.End + maxWindow
	}
	return win
}

// maxWindow bounds the window on either side of a cue, in tokens.
const maxWindow = 120

// headOfCue gives the token of a cue that governs the others.
func (l *learnedReader) headOfCue(cue language.Range) int {
	d := l.r.doc
	best := cue.Start
	for i := cue.Start; i < cue.End; i++ {
		if h := d.Head(i); h < cue.Start || h >= cue.End {
			if d.Tag[i] == language.VERB || d.Tag[best] != language.VERB {
				best = i
			}
			if d.Tag[i] == language.VERB {
				break
			}
		}
	}
	return best
}

// paths fills l.via with, for each token of the window, the way in the tree from
// the cue's head to it: the relation of the dependent of the head, of its
// governor or of the governor above that the token stands under.
func (l *learnedReader) paths(cue, win language.Range, head int) {
	d := l.r.doc
	l.via, l.deep = l.via[:0], l.deep[:0]
	up1, up2 := d.Head(head), -1
	if up1 >= 0 {
		up2 = d.Head(up1)
	}
	rel1, rel2 := uint32(d.Rel(head)), uint32(0)
	if up1 >= 0 {
		rel2 = uint32(d.Rel(up1))
	}
	s := d.SentOf[head]
	for i := win.Start; i < win.End; i++ {
		if d.SentOf[i] != s {
			v := uint32(1 << 20)
			if i > head {
				v++
			}
			l.via, l.deep = append(l.via, v), append(l.deep, 0)
			continue
		}
		v := uint32(2 << 20)
		k, below, depth := i, -1, 0
		for n := 0; n < 64; n++ {
			if k == head {
				v = 3 << 20
				break
			}
			h := d.Head(k)
			switch {
			case h < 0:
				v = 4<<20 | uint32(b2u(k == up1))<<1 | uint32(b2u(k == up2))
				n = 64
			case h == head:
				v = 5<<20 | uint32(d.Rel(k))
				n = 64
			case h == up1:
				v = 6<<20 | uint32(d.Rel(k))<<8 | rel1
				n = 64
			case h == up2:
				v = 7<<20 | uint32(d.Rel(k))<<16&0xf0000 | rel2<<8 | rel1
				n = 64
			}
			if n < 64 {
				below, depth = k, n+1
			}
			k = h
			if k < 0 {
				break
			}
		}
		x := uint32(min(depth, 7))
		if below >= 0 {
			x |= uint32(d.Rel(below)) << 4
		}
		l.via, l.deep = append(l.via, v), append(l.deep, x)
	}
}

func b2u(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cueView is what the features of arguments know of their cue.
type cueView struct {
	cue, win  language.Range
	head      int
	lemma     uint32
	ptb       uint32
	after     uint32 // tag after the cue
	before    uint32
	passive   uint32
	subject   language.Range // by the sieves' noun phrase left
	right     language.Range // the noun phrase right of the cue
	found     *found         // what a sieve read with this cue, nil if none
	quoteL    int            // quotation that ends right before the cue or its source, -1
	quoteR    int            // quotation that begins right after it, -1
	hasQuotes uint32
	kids      uint32 // dependents of the head, left and right of it
}

func (l *learnedReader) view(cue language.Range, sieve *found) cueView {
	r, d := l.r, l.r.doc
	v := cueView{cue: cue, win: l.window(cue), found: sieve, quoteL: -1, quoteR: -1}
	v.head = l.headOfCue(cue)
	v.lemma = hashWord(d.Lemma[v.head])
	v.ptb = uint32(d.PTB[v.head])
	v.after, v.before = 99, 99
	if cue.End < d.Len() {
		v.after = uint32(d.PTB[cue.End])
	}
	if cue.Start > 0 {
		v.before = uint32(d.PTB[cue.Start-1])
	}
	if d.Child(v.head, language.NsubjPass, language.AuxPass) >= 0 {
		v.passive = 1
	}
	for c := range d.Children(v.head) {
		bit := uint32(0)
		switch d.Rel(c).Base() {
		case language.Nsubj:
			bit = 1
		case language.Ccomp:
			bit = 2
		case language.Obj:
			bit = 4
		case language.Xcomp:
			bit = 8
		case language.Parataxis:
			bit = 16
		}
		if c > v.head {
			bit <<= 5
		}
		v.kids |= bit
	}
	area := r.area(int(d.SentOf[cue.Start]))
	if cue.Start > area.Start && cue.Start <= area.End {
		v.subject = r.phraseLeft(cue.Start, area.Start)
	}
	if cue.End < area.End {
		v.right, _ = r.nounPhraseRight(cue.End, area.End)
	}
	for i := v.win.Start; i < v.win.End; i++ {
		if q := r.inQuote(i); q >= 0 && r.speech(q) {
			if i < cue.Start {
				v.hasQuotes |= 1
				v.quoteL = q
			} else if i >= cue.End {
				v.hasQuotes |= 2
				if v.quoteR < 0 {
					v.quoteR = q
				}
			}
		}
	}
	if r.inQuote(cue.Start) >= 0 {
		v.hasQuotes |= 4
	}
	return v
}

func bucket(n int) uint32 {
	switch {
	case n <= 3:
		return uint32(n)
	case n <= 5:
		return 4
	case n <= 8:
		return 5
	case n <= 13:
		return 6
	case n <= 21:
		return 7
	case n <= 40:
		return 8
	}
	return 9
}

// between is what stands between the cue and a token.
type between struct {
	commas, finites, quotes, clause, that uint32
}

// passing adds token i to what stands between.
func (l *learnedReader) passing(b *between, i int) {
	d, r := l.r.doc, l.r
	switch d.Lower[i] {
	case ",", "--", "-", "–", "—", "(", ")":
		b.commas = min(b.commas+1, 3)
	case ";", ":", ".", "?", "!":
		b.clause |= 1
	case "who", "which", "whom", "whose":
		b.clause |= 2
	case "and", "but", "while", "as", "because":
		b.clause |= 4
	case "that":
		b.that = 1
	}
	if r.inQuote(i) < 0 && r.finite(i) {
		b.finites = min(b.finites+1, 3)
	}
	if r.opensQuote(i) || r.closesQuote(i) {
		b.quotes = min(b.quotes+1, 4)
	}
}

// mouthOf gives the words that name the speaker in a source of the model: the
// antecedent of "who", the phrase without marks at its ends.
func (r *attReader) mouthOf(x language.Range) language.Range {
	if x.Len() == 1 && (r.doc.Lower[x.Start] == "who" || r.doc.Lower[x.Start] == "which" || r.doc.Lower[x.Start] == "that") {
		sent := r.doc.Sents[r.doc.SentOf[x.Start]]
		j := x.Start
		for j > sent.Start && r.punct(j-1) {
			j--
		}
		return r.phraseLeft(j, sent.Start)
	}
	return x
}

// learnedCue gives a learned cue the stance and frame of its reporting verb, if
// it holds one.
func (r *attReader) learnedCue(x language.Range, s int) cue {
	area := r.area(s)
	for i := x.Start; i < x.End; i++ {
		if c, ok := r.cueAt(i, area); ok {
			c.Range = x
			return c
		}
	}
	for i := x.Start; i < x.End; i++ {
		if f, ok := verbForms[r.doc.Lower[i]]; ok && f.frame&frQuote != 0 && (f.kind == formPast || f.kind == formS) {
			return cue{Range: x, head: i, form: f, kind: cueVerb, stance: f.stance} // tagged as a noun
		}
	}
	return cue{Range: x, head: x.Start, kind: cueVerb, stance: States}
}
