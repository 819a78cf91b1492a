package language

// VerbGroup is a verb with its auxiliaries and the adverbs between them:
// "have been arrested", "did not say", "to have declined".
type VerbGroup struct {
	Range     // from the first auxiliary (or "to") to the main verb
	Main  int // token of the main verb; of the copula where "be" is all there is
	// Passive: a participle under be or get, or a bare past participle that is
	// no perfect ("people killed in the blast").
	Passive bool
	Negated bool // not, n't, never
	Modal   bool // can, could, may, might, must, should, would, ought
	Perfect bool // have + participle
	Future  bool // will, shall, going to
	// Progressive: be + -ing form.
	Progressive bool
	Infinitive  bool // begins with to
	// Finite is false for infinitives and for participles without an auxiliary.
	Finite bool
	// Past is true for a past form or a perfect.
	Past bool
	// Copula: the main verb is be itself ("was responsible").
	Copula bool
}

// maxAdverbs is the number of adverbs that may stand between the verbs of a group.
const maxAdverbs = 3

// VerbGroups gives the verb groups in r in text order, without overlap.
// Participles that stand before a noun they modify are no verbs here.
func (d *Doc) VerbGroups(r Range) []VerbGroup {
	var out []VerbGroup
	nps := d.NounPhrases(r)
	for i := r.Start; i < r.End; {
		for len(nps) > 0 && nps[0].End <= i {
			nps = nps[1:]
		}
		if len(nps) > 0 && nps[0].Contains(i) {
			i++ // "four suspected gunmen"
			continue
		}
		g, ok := d.verbGroupAt(i, r)
		if !ok {
			i++
			continue
		}
		if n := len(out); n > 0 {
			d.shareAuxiliary(&out[n-1], &g)
		}
		out = append(out, g)
		i = g.End
	}
	return out
}

func verbal(p PTB) bool { return p >= VB && p <= VBZ || p == MD }

func isBe(lemma string) bool { return lemma == "be" }

func (d *Doc) verbGroupAt(i int, r Range) (VerbGroup, bool) {
	g := VerbGroup{Range: Range{i, i}, Main: -1}
	p := d.PTB[i]
	if p == TO || d.Lower[i] == "to" && i+1 < r.End && d.PTB[i+1] == VB {
		j := i + 1
		for j < r.End && j <= i+maxAdverbs && (d.PTB[j] == RB || d.PTB[j] == RBR) {
			g.Negated = g.Negated || negation(d.Lower[j])
			j++
		}
		if j >= r.End || d.PTB[j] != VB {
			return g, false
		}
		g.Infinitive = true
		g.Negated = g.Negated || i > r.Start && negation(d.Lower[i-1])
		i = j
	} else if !verbal(p) || (p == VBN || p == VBG) && d.Tag[i] == ADJ {
		return g, false
	}
	first := true
	var be, have bool // the auxiliary before
	for {
		p, l := d.PTB[i], d.Lemma[i]
		switch {
		case p == MD:
			if l == "will" || l == "shall" {
				g.Future = true
			} else {
				g.Modal = true
			}
		case p == VBN && have && !be:
			g.Perfect, g.Past = true, true
		case (p == VBN || p == VBD) && be:
			g.Passive = true
		case p == VBG && be:
			g.Progressive = true
		case p == VBN && first:
			g.Passive = true
		case p == VBD:
			g.Past = true
		}
		if first && !g.Infinitive {
			g.Finite = p == MD || p == VBD || p == VBZ || p == VBP
		}
		g.Main, g.End = i, i+1
		first = false
		be, have = isBe(l) || l == "get" && d.Tag[i] == AUX, l == "have"
		aux := be || have || p == MD || l == "do" || l == "get" || d.Tag[i] == AUX
		if !aux {
			break
		}
		j, neg := i+1, false
		for j < r.End && j <= i+maxAdverbs && (d.PTB[j] == RB || d.PTB[j] == RBR || d.PTB[j] == RBS) {
			neg = neg || negation(d.Lower[j])
			j++
		}
		if j >= r.End || !d.continues(p, l, j) {
			g.Negated = g.Negated || i+1 < r.End && negation(d.Lower[i+1])
			if i+1 < r.End && negation(d.Lower[i+1]) {
				g.End = i + 2
			}
			break
		}
		g.Negated = g.Negated || neg
		if l == "get" {
			be = true
		}
		i = j
	}
	g.Copula = isBe(d.Lemma[g.Main])
	if d.Lemma[g.Main] == "go" && g.Progressive && g.End+1 < r.End && d.Lower[g.End] == "to" && d.PTB[g.End+1] == VB {
		g.Future, g.Progressive = true, false
		g.Main, g.End = g.End+1, g.End+2
	}
	g.Negated = g.Negated || g.Start > r.Start && d.Lower[g.Start-1] == "never"
	return g, true
}

// continues tells whether the verb at token j continues a group whose last word
// has tag p and lemma l.
func (d *Doc) continues(p PTB, l string, j int) bool {
	q := d.PTB[j]
	switch {
	case p == MD:
		return q == VB || q == VBP
	case l == "do":
		return q == VB || q == VBP
	case l == "be":
		return q == VBN || q == VBG || q == VBD && d.SentOf[j] == d.SentOf[j-1]
	case l == "have":
		return q == VBN || q == VBD
	case l == "get":
		return q == VBN
	}
	return false
}

func negation(lower string) bool { return lower == "not" || lower == "n't" || lower == "never" }

// shareAuxiliary gives a bare participle after a conjunction the auxiliaries of
// the group before: "were found and detained".
func (d *Doc) shareAuxiliary(prev, g *VerbGroup) {
	if g.Len() != 1 || d.PTB[g.Main] != VBN || g.Start-prev.End > 1 && !d.adverbsOrConj(prev.End, g.Start) {
		return
	}
	if g.Start == prev.End || d.PTB[g.Start-1] != CC && d.Lower[g.Start-1] != "," {
		return
	}
	g.Passive, g.Perfect, g.Past, g.Finite = prev.Passive, prev.Perfect, prev.Past, prev.Finite
	g.Modal, g.Future, g.Negated = prev.Modal, prev.Future, prev.Negated
}

// adverbsOrConj tells whether only conjunctions, commas and adverbs stand in [a,b).
func (d *Doc) adverbsOrConj(a, b int) bool {
	if b-a > 4 {
		return false
	}
	for i := a; i < b; i++ {
		if d.PTB[i] != CC && d.PTB[i] != RB && d.Lower[i] != "," {
			return false
		}
	}
	return true
}
