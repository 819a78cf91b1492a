package language

// RuleName is a name as the rules alone read it, with the strength of what they
// know: material to train the recogniser from.
type RuleName struct {
	Tokens Range
	Kind   NameKind
	// Role is true for a post or title that stands for a person.
	Role bool
	// Sure is true where a list, a title, a head word or a dateline gave the kind.
	Sure bool
	// Person and Place tell of weaker evidence: a first name; an age, "who" or a post
	// behind it; a preposition of place before it.
	Person, Place bool
}

// RuleNames gives the names of an analysed text as the rules read them.
func RuleNames(d *Doc) []RuleName {
	r := newNameReader(d)
	defer r.release()
	pieces := r.pieces()
	out := make([]RuleName, 0, len(pieces))
	for _, p := range pieces {
		n := RuleName{Tokens: Range{p.start, p.end}, Kind: p.kind, Role: p.form == FormRole, Sure: p.why.sure()}
		switch p.why {
		case byGiven:
			n.Person = p.end-p.start > 1
		case byAfter:
			n.Person = true
		case byBefore:
			n.Place = p.end-p.start == 1
		}
		out = append(out, n)
	}
	return out
}
