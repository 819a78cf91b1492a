package language

import "sort"

// Helpers over a finished Doc for the packages that read statements and events:
//
//	(d *Doc) Sentence(i int) Range              tokens of sentence i
//	(d *Doc) NounPhrases(r Range) []Range       base noun phrases
//	(d *Doc) HeadOf(np Range) int               head token of a noun phrase
//	(d *Doc) VerbGroups(r Range) []VerbGroup    verbs with their auxiliaries (verbgroup.go)
//	(d *Doc) Clauses(r Range) []Range           clauses, which partition r (clause.go)
//
// All work on tags alone, in time linear in r.

// Sentence gives the tokens of sentence i.
func (d *Doc) Sentence(i int) Range { return d.Sents[i].Range }

// NounPhrases gives the base noun phrases that start in r, in text order, without
// overlap: determiner, numbers with their bounds, adjectives, nouns and names up
// to the head; a possessive belongs to the phrase it stands in ("the group's
// leader" is one). Pronouns ("he", "who", "those") are phrases of one token.
// What follows the head ("of the ministry", "who fled", appositions) is not in it.
func (d *Doc) NounPhrases(r Range) []Range {
	var out []Range
	num := d.numberAt(r.Start)
	tim := d.timeAt(r.Start)
	for i := r.Start; i < r.End; {
		for num < len(d.Numbers) && d.Numbers[num].Tokens.End <= i {
			num++
		}
		start := i
		// Words that bound a number ("at least", "more than") begin its phrase.
		if num < len(d.Numbers) && d.Numbers[num].Tokens.Contains(i) && d.PTB[i] != CD && d.Numbers[num].Use == UseCount {
			i = min(d.Numbers[num].Tokens.End, r.End)
			if i > start && !d.nounLike(i-1) && d.PTB[i-1] != CD {
				i = start
			}
		}
		end := d.nounPhraseEnd(start, i, r.End, &tim)
		if end <= start {
			if i = start + 1; i > r.End {
				i = r.End
			}
			continue
		}
		out = append(out, Range{start, end})
		i = end
	}
	return out
}

// numberAt gives the first number that ends after token tok.
func (d *Doc) numberAt(tok int) int {
	return sort.Search(len(d.Numbers), func(i int) bool { return d.Numbers[i].Tokens.End > tok })
}

// timeAt gives the first time expression that ends after token tok.
func (d *Doc) timeAt(tok int) int {
	return sort.Search(len(d.Times), func(i int) bool { return d.Times[i].Tokens.End > tok })
}

func (d *Doc) nounLike(i int) bool {
	switch d.PTB[i] {
	case NN, NNS, NNP, NNPS, FW:
		return true
	}
	return d.Tag[i] == SYM && d.Lower[i] == "%"
}

// nounPhraseEnd gives the end of the noun phrase that starts at start, of which
// the tokens up to from are taken; start if there is none.
func (d *Doc) nounPhraseEnd(start, from, limit int, tim *int) int {
	if from == start {
		switch d.PTB[start] {
		case PRP, EX, WP:
			return start + 1
		}
	}
	head := start // end of the phrase as far as it is complete
	if from > start {
		head = from
	}
	noun := from > start && d.nounLike(from-1)
	open := from > start // a determiner or modifier began it
	for i := from; i < limit; i++ {
		p := d.PTB[i]
		for *tim < len(d.Times) && d.Times[*tim].Tokens.End <= i {
			*tim++
		}
		switch {
		case d.nounLike(i):
			// "killed 12 people Friday": a time of its own ends the phrase.
			if noun && *tim < len(d.Times) && d.Times[*tim].Tokens.Start == i && d.PTB[i-1] != POS && p == NNP {
				return head
			}
			noun, open, head = true, true, i+1
		case p == POS && noun:
			noun = false
		case p == DT || p == PDT || p == PRPS || p == WPS:
			if i > start && !(d.PTB[i-1] == PDT || d.PTB[i-1] == DT && d.Lower[i-1] == "all") {
				return head
			}
			open = true
			if p == DT && i == start {
				head = i + 1 // "this", "those", "all" alone; a, an, the never stand so
				switch d.Lower[i] {
				case "the", "a", "an", "no", "every":
					head = start
				}
			}
		case p == CD || d.PTB[i].String() == "$":
			if noun && i > start && !d.nounLike(i-1) && d.PTB[i-1] != POS {
				return head
			}
			noun, open, head = p == CD, true, i+1
		case p == JJ || p == JJR || p == JJS || p.String() == "AFX":
			if noun && d.PTB[i-1] != POS && d.PTB[i-1] != CD {
				return head
			}
			open = true
		case p == VBG || p == VBN:
			if noun && d.PTB[i-1] != POS && d.PTB[i-1] != CD || !d.participleModifies(i, start, limit) {
				return head
			}
			open = true
		case p == RB || p == RBR || p == RBS:
			if noun || i+1 >= limit || !(d.PTB[i+1] == JJ || d.PTB[i+1] == VBN && i > start || d.PTB[i+1] == CD) {
				return head
			}
		case p == CC || d.Lower[i] == ",":
			// "a small, remote village", "preliminary and unconfirmed reports"
			if noun || !open || i+1 >= limit || d.Tag[i-1] != ADJ || d.Tag[i+1] != ADJ || d.PTB[i-1] == CD {
				return head
			}
		case p.String() == "HYPH":
			if i == start || d.Flags[i]&FlagSpace != 0 {
				return head
			}
		case d.Flags[i]&(FlagQuoteOpen|FlagQuoteClose) != 0:
			// the "Santo Tomas" farm
			if !open || i == start || i+1 >= limit || d.Flags[i]&FlagQuoteOpen != 0 && (noun || !d.nounLike(i+1) && d.Tag[i+1] != ADJ) ||
				d.Flags[i]&FlagQuoteClose != 0 && !d.nounLike(i+1) && d.Tag[i+1] != ADJ {
				if open && noun && d.Flags[i]&FlagQuoteClose != 0 && d.opensBetween(start, i) {
					return i + 1
				}
				return head
			}
		default:
			return head
		}
	}
	return head
}

// opensBetween tells whether a quotation opens among tokens [a,b).
func (d *Doc) opensBetween(a, b int) bool {
	for i := max(a, b-8); i < b; i++ {
		if d.Flags[i]&FlagQuoteOpen != 0 {
			return true
		}
	}
	return false
}

// participleModifies tells whether the participle at token i stands before the
// noun it modifies: "four suspected gunmen", "armed men", "the remaining hostages".
func (d *Doc) participleModifies(i, start, limit int) bool {
	j := i + 1
	for j < limit && j < i+4 && (d.Tag[j] == ADJ || d.PTB[j] == VBN) {
		j++
	}
	if j >= limit || !d.nounLike(j) {
		return false
	}
	if i > start {
		return true
	}
	if i == 0 || d.SentOf[i-1] != d.SentOf[i] {
		return d.PTB[i] == VBN
	}
	switch d.PTB[i-1] {
	case IN:
		return d.PTB[i] == VBN
	case CC: // "shot and killed people" is a pair of verbs
		return d.PTB[i] == VBN && i > 1 && !verbal(d.PTB[i-2])
	}
	return d.PTB[i] == VBN && d.Flags[i-1]&FlagPunct != 0 && d.PTB[j] == NNS
}

// HeadOf gives the head token of a base noun phrase: its last noun before a
// possessive-free end, else its last number, pronoun or word. It is np.Start for
// an empty range.
func (d *Doc) HeadOf(np Range) int {
	for i := np.End - 1; i >= np.Start; i-- {
		if d.nounLike(i) {
			return i
		}
	}
	for i := np.End - 1; i >= np.Start; i-- {
		if d.Flags[i]&FlagPunct == 0 && d.PTB[i] != POS {
			return i
		}
	}
	return np.Start
}
