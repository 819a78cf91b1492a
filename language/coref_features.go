package language

// featureList gathers the features of one candidate in the linker's buffer.
type featureList struct {
	l     *linker
	group int
	from  int
}

func (f *featureList) add(template, value int) {
	f.l.feats = append(f.l.feats, uint16(corefFeature(template, f.group, min(value, 31))))
}

func (f *featureList) done() []uint16 { return f.l.feats[f.from:len(f.l.feats):len(f.l.feats)] }

// features of the candidate of that rank by nearness; most is set for the one
// spoken of most so far, rule is the entity that the rules choose.
func (l *linker) features(p *pronoun, c *candidate, rank int, most bool, rule int) []uint16 {
	d := l.d
	f := featureList{l, p.group, len(l.feats)}
	e, m := &l.ents[c.entity], c.near
	t, head := p.token, m.Tokens.Start
	far := int(d.SentOf[t] - d.SentOf[head])
	f.add(0, 0)
	f.add(1, min(far, 4)*3+p.role)
	if far == 0 {
		f.add(2, bucket(t-head, 4, 8, 16, 32))
	} else {
		f.add(2, 8+bucket(t-head, 16, 32, 64))
	}
	f.add(3, min(rank, 5))
	f.add(4, int(e.kind))
	f.add(5, int(m.Form))
	if c.named != nil {
		f.add(6, int(c.named.Form))
		f.add(7, min(int(d.SentOf[t]-d.SentOf[c.named.Tokens.Start]), 5))
	} else {
		f.add(6, 7)
	}
	switch {
	case e.gender == 0:
		f.add(8, 0)
	case e.byPronoun:
		f.add(8, 2)
	default:
		f.add(8, 1)
	}
	at := l.position(m)
	f.add(9, at*3+p.role)
	f.add(10, at*5+min(far, 4))
	seen := bucket(e.seen, 2, 3, 5, 9)
	f.add(11, seen)
	if most {
		f.add(12, min(far, 4))
	} else {
		f.add(12, 8+min(far, 4))
	}
	q := l.quoteOf(head)
	rel := 0
	switch {
	case p.quote < 0 && q >= 0:
		rel = 1
	case p.quote >= 0 && q < 0:
		rel = 2
	case p.quote >= 0 && p.quote == q:
		rel = 3
	case p.quote >= 0:
		rel = 4
	}
	f.add(13, rel*3+p.role)
	last := 0
	if c.entity == l.speaker {
		last = 1
	}
	if p.says {
		last += 2
	}
	if p.quote >= 0 {
		last += 4
	}
	f.add(14, last)
	if p.quote >= 0 && l.speakerOf(p.quote) == c.entity {
		f.add(15, p.role)
	}
	f.add(16, min(d.Sents[d.SentOf[t]].Paragraph-d.Sents[d.SentOf[head]].Paragraph, 2)*3+min(far, 2))
	if !m.Title.Empty() {
		f.add(17, 0)
	}
	if m.Form == FormRole {
		switch d.Lower[head] {
		case "a", "an", "another", "some", "any", "no", "one":
			f.add(18, 1)
		default:
			f.add(18, 0)
		}
		if postNouns[d.Lower[d.headOf(m)]] == 0 {
			f.add(18, 2)
		}
	}
	if far == 0 {
		verbs := 0
		for i := m.Tokens.End; i < t && verbs < 3; i++ {
			switch d.PTB[i] {
			case VBD, VBZ, VBP, MD:
				verbs++
			}
		}
		f.add(19, (verbs*3+p.role)*2+btoi(at == 0))
	}
	if c.entity == l.lastPronoun[p.group] {
		f.add(20, min(far, 3))
	} else if l.lastPronoun[p.group] >= 0 {
		f.add(20, 4)
	}
	f.add(21, bucket(int(e.first), 1, 2, 6))
	speaks := l.speaks(m) || m.Form == FormPronoun && l.speaksAt(head)
	f.add(23, (btoi(p.says)*2+btoi(speaks))*3+min(far, 2))
	if far == 0 && speaks && at == 0 {
		f.add(24, p.role*4+bucket(t-m.Tokens.End, 3, 6, 12))
	}
	if c.entity == rule {
		f.add(25, p.role*4+min(far, 3))
	}
	if e.kind == NameUnknown {
		f.add(22, min(e.full, 3)*5+at)
	}
	return f.done()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// noneFeatures are those of standing for none of the candidates.
func (l *linker) noneFeatures(p *pronoun, cands []candidate, rule int) []uint16 {
	d := l.d
	f := featureList{l, p.group, len(l.feats)}
	t := p.token
	f.add(32, p.form)
	f.add(33, bucket(len(cands), 1, 2, 3, 5))
	if rule < 0 {
		f.add(40, p.role)
	}
	if len(cands) > 0 {
		near := cands[0].near.Tokens.End
		f.add(34, min(int(d.SentOf[t]-d.SentOf[near-1]), 5))
		nouns := 0
		for i := max(near, t-40); i < t; i++ {
			switch {
			case p.group == 1 && d.PTB[i] == NN, p.group == 2 && d.PTB[i] == NNS, p.group == 0 && d.Tag[i] == NOUN && personal(d.Lower[i]):
				nouns++
			}
		}
		f.add(35, min(nouns, 5))
	}
	if t > 0 && d.SentOf[t-1] == d.SentOf[t] {
		f.add(36, int(d.Tag[t-1]))
	} else {
		f.add(36, 20)
	}
	if t+1 < len(d.Tag) {
		f.add(37, int(d.Tag[t+1]))
		if p.group == 1 {
			f.add(38, l.after(t))
		}
	}
	f.add(39, btoi(p.quote >= 0)*2+btoi(p.says))
	return f.done()
}

// personal tells of nouns for a person that make no mention.
func personal(w string) bool {
	switch w {
	case "man", "woman", "boy", "girl", "person", "child", "friend", "someone", "guy", "baby", "player", "author", "parent", "member", "customer", "client", "patient":
		return true
	}
	return false
}

// after tells what follows "it": 0 a verb of speech, 1 one of doing, 2 be and
// an adjective with that or to, 3 other be, 4 a verb that says nothing of its
// subject, 5 anything else.
func (l *linker) after(t int) int {
	d := l.d
	k := t + 1
	for k < len(d.Tag) && k < t+4 && (d.Tag[k] == ADV || d.Tag[k] == PART || d.Tag[k] == AUX && d.Lemma[k] != "be") {
		k++
	}
	if k >= len(d.Tag) || d.SentOf[k] != d.SentOf[t] {
		return 5
	}
	switch d.Lemma[k] {
	case "be":
		for j := k + 1; j < len(d.Tag) && j < k+8 && d.SentOf[j] == d.SentOf[t]; j++ {
			if w := d.Lower[j]; w == "that" || w == "to" || w == "whether" || w == "if" {
				return 2
			}
		}
		return 3
	case "take", "happen", "seem", "come", "appear", "turn", "mean", "look", "rain":
		return 4
	}
	if speechVerb(d.Lower[k]) {
		return 0
	}
	if d.Tag[k] == VERB {
		return 1
	}
	return 5
}

// position gives the place of a mention in its clause by the words around it:
// 0 subject, 1 object, 2 after a preposition, 3 possessor, 4 other.
func (l *linker) position(n *Name) int {
	d := l.d
	k := n.Tokens.End
	if k < len(d.Lower) && (d.Lower[k] == "'s" || d.Lower[k] == "'" && d.Flags[k]&FlagQuoteClose == 0) || n.Form == FormPronoun && d.PTB[n.Tokens.Start] == PRPS {
		return 3
	}
	if l.subject(n) {
		return 0
	}
	i := n.Tokens.Start - 1
	if !n.Title.Empty() && n.Title.Start < n.Span.Start {
		i = d.TokenAt(n.Title.Start) - 1
	}
	for ; i >= 0 && i > n.Tokens.Start-6 && d.SentOf[i] == d.SentOf[n.Tokens.Start]; i-- {
		switch d.pos(i) {
		case DET, ADJ, NUM, NOUN, PROPN:
			continue
		case VERB:
			return 1
		case ADP:
			return 2
		}
		return 4
	}
	return 4
}

// speakerOf gives the entity that says quotation q: a mention with a verb of
// speech beside it, outside the quotation, in the sentence of its start or end;
// -1 if none.
func (l *linker) speakerOf(q int) int {
	if q == l.askedQuote {
		return l.quoteSpeaker
	}
	d := l.d
	l.askedQuote, l.quoteSpeaker = q, -1
	r := d.Quotes[q].Tokens
	if r.Len() == 0 {
		return -1
	}
	from, to := d.Sents[d.SentOf[r.Start]].Start, d.Sents[d.SentOf[r.End-1]].End
	for i := d.firstName(from); i < len(d.Names) && d.Names[i].Tokens.Start < to; i++ {
		n := &d.Names[i]
		if n.Entity >= 0 && !r.Contains(n.Tokens.Start) && l.speaks(n) {
			l.quoteSpeaker = n.Entity
			break
		}
	}
	return l.quoteSpeaker
}
