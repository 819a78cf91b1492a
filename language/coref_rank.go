package language

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// Pronouns are resolved by ranking, from left to right: each entity that agrees
// and was mentioned in the last sentences is a candidate, and so is none of
// them. Each has a score, the sum of the weights of its features, and the
// highest wins. The weights are whole numbers, trained by cmd/sofar-train coref
// (see docs/models/coref.md).

// corefReach is how many sentences back an antecedent is looked for,
// corefMentions among how many mentions, and corefCandidates among how many entities.
const (
	corefReach      = 5
	corefMentions   = 80
	corefCandidates = 12
)

// The features are numbered: 32 values of each template for each of the three
// groups of pronouns.
const (
	corefTemplates = 48
	corefFeatures  = corefTemplates * 3 * 32
)

//go:embed coref_weights.txt
var corefWeightsText string

// corefWeights gives the weight of each feature. Each line of the file has a
// template, a group, a value and a weight.
var corefWeights = sync.OnceValue(func() *CorefWeights {
	w, err := ParseCorefWeights(corefWeightsText)
	if err != nil {
		panic("language: embedded coref_weights.txt: " + err.Error()) // cannot happen: the file is part of the build
	}
	return w
})

// ParseCorefWeights reads weights as FormatCorefWeights writes them.
func ParseCorefWeights(text string) (*CorefWeights, error) {
	var out CorefWeights
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		var n [4]int
		for i := range n {
			if i >= len(f) {
				return nil, strconv.ErrSyntax
			}
			v, err := strconv.Atoi(f[i])
			if err != nil {
				return nil, err
			}
			n[i] = v
		}
		if n[0] < 0 || n[0] >= corefTemplates || n[1] < 0 || n[1] > 2 || n[2] < 0 || n[2] > 31 || n[3] != int(int16(n[3])) {
			return nil, strconv.ErrRange
		}
		out[corefFeature(n[0], n[1], n[2])] = int16(n[3])
	}
	return &out, nil
}

// FormatCorefWeights writes the weights that are not zero, in order.
func FormatCorefWeights(w *CorefWeights) string {
	var b strings.Builder
	for i, v := range w {
		if v == 0 {
			continue
		}
		for _, n := range [...]int{i / 96, i / 32 % 3, i % 32} {
			b.WriteString(strconv.Itoa(n))
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(int(v)))
		b.WriteByte('\n')
	}
	return b.String()
}

func corefFeature(template, group, value int) int { return (template*3+group)*32 + value }

// PronounChoice is a pronoun with what it may stand for, for training.
type PronounChoice struct {
	Token      int
	Candidates []PronounCandidate // the first is of standing for none of the others
}

// PronounCandidate is an entity that a pronoun may stand for.
type PronounCandidate struct {
	Features []uint16
	Head     int    // head of its latest mention that is no pronoun, a token; -1 for none
	Name     string // its canonical name
}

// CorefWeights are the weights of the ranking, by feature.
type CorefWeights [corefFeatures]int16

// Relink reads the names and entities of a Doc again with the weights, and asks
// choose for each pronoun: it gives the index of a candidate, or -1 to have the
// weights decide.
func (d *Doc) Relink(w *CorefWeights, choose func(d *Doc, c *PronounChoice) int) {
	d.readNames()
	d.linkEntities(w, choose)
}

// candidate is an entity that a pronoun may stand for, while it is ranked.
type candidate struct {
	entity int
	near   *Name // its latest mention
	named  *Name // its latest mention that is no pronoun, nil if too far back
	feats  []uint16
}

// pronoun is the pronoun that is being resolved.
type pronoun struct {
	token int
	group int  // 0 he and she, 1 it, 2 they
	form  int  // index into the forms, for the bias of standing for nothing
	sex   byte // 'm', 'f', 0
	role  int  // 0 subject, 1 object, 2 possessive
	quote int  // its quotation, -1
	says  bool // a verb of speech beside it
}

// pronounForms lists the forms; the index is pronoun.form.
var pronounForms = map[string]pronoun{
	"he": {form: 0, sex: 'm'}, "him": {form: 1, sex: 'm', role: 1}, "his": {form: 2, sex: 'm', role: 2},
	"she": {form: 3, sex: 'f'}, "her": {form: 4, sex: 'f', role: 1},
	"it": {form: 5, group: 1}, "its": {form: 6, group: 1, role: 2},
	"they": {form: 7, group: 2}, "them": {form: 8, group: 2, role: 1}, "their": {form: 9, group: 2, role: 2},
}

// readPronoun gives the pronoun at token t, false for other words.
func (l *linker) readPronoun(t int) (pronoun, bool) {
	d := l.d
	p, ok := pronounForms[d.Lower[t]]
	if !ok {
		return p, false
	}
	p.token = t
	if d.PTB[t] == PRPS {
		p.role = 2
	}
	if p.form == 5 && p.role == 0 && t > 0 && d.SentOf[t-1] == d.SentOf[t] && (d.pos(t-1) == VERB || d.pos(t-1) == ADP) {
		p.role = 1
	}
	p.quote = l.quoteOf(t)
	p.says = p.role == 0 && l.speaksAt(t)
	return p, true
}

// quoteOf gives the quotation of depth 0 that holds token t, -1 if none. Tokens
// are asked for mostly in order, so the search begins where the last one ended.
func (l *linker) quoteOf(t int) int {
	d := l.d
	if d.Flags[t]&FlagInQuote == 0 {
		return -1
	}
	lo, hi := 0, len(d.Quotes)
	for lo < hi { // the last quotation that begins at or before t
		m := (lo + hi) / 2
		if d.Quotes[m].Tokens.Start <= t {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for k := lo - 1; k >= 0 && k > lo-6; k-- {
		if q := &d.Quotes[k]; q.Depth == 0 && q.Tokens.Contains(t) {
			return k
		}
	}
	return -1
}

// agrees tells whether an entity may be meant by the pronoun.
func (l *linker) agrees(p *pronoun, n *Name) bool {
	e := &l.ents[n.Entity]
	plural := l.isPlural(n)
	switch p.group {
	case 0:
		if e.kind != NamePerson && !(e.kind == NameUnknown && e.full > 1) || plural {
			return false
		}
		return e.gender == 0 || e.gender == p.sex
	case 1:
		return !plural && e.kind != NamePerson && e.kind != NameNationality
	}
	switch e.kind {
	case NamePerson:
		return plural
	case NamePlace, NameFacility, NameEvent:
		return false
	}
	return true
}

// gather collects the candidates for the pronoun, the latest first. k is the
// first name at or after it; out holds the pronouns read so far.
func (l *linker) gather(p *pronoun, k int, named, out []Name) []candidate {
	d := l.d
	cands := l.cands[:0]
	sent := d.SentOf[p.token]
	j, o := k-1, len(out)-1
	for n := 0; n < corefMentions; n++ {
		var m *Name
		switch {
		case o >= 0 && (j < 0 || out[o].Tokens.Start > named[j].Tokens.Start):
			m = &out[o]
			o--
		case j >= 0:
			m = &named[j]
			j--
		}
		if m == nil || sent-d.SentOf[m.Tokens.Start] > corefReach {
			break
		}
		if m.Entity < 0 || m.Tokens.Contains(p.token) || m.Tokens.End > p.token || d.Lower[m.Tokens.Start] == "who" || d.Lower[m.Tokens.Start] == "which" {
			continue
		}
		at := -1
		for i := range cands {
			if cands[i].entity == m.Entity {
				at = i
			}
		}
		if at >= 0 {
			if cands[at].named == nil && m.Form != FormPronoun {
				cands[at].named = m
			}
			continue
		}
		if len(cands) == corefCandidates || !l.agrees(p, m) {
			continue
		}
		c := candidate{entity: m.Entity, near: m}
		if m.Form != FormPronoun {
			c.named = m
		}
		cands = append(cands, c)
	}
	l.cands = cands
	return cands
}

// rank gives the candidate of the highest score, -1 for none of them. rule is the
// entity that the rules choose, -1 for none.
func (l *linker) rank(p *pronoun, cands []candidate, rule int) int {
	l.feats = l.feats[:0]
	none := l.noneFeatures(p, cands, rule)
	w := l.weights
	best, bestScore := -1, score(w, none)
	most := 0
	for i := range cands {
		if l.ents[cands[i].entity].seen > l.ents[cands[most].entity].seen {
			most = i
		}
	}
	for i := range cands {
		cands[i].feats = l.features(p, &cands[i], i, i == most, rule)
		if s := score(w, cands[i].feats); s > bestScore {
			best, bestScore = i, s
		}
	}
	if l.choose != nil {
		c := PronounChoice{Token: p.token, Candidates: []PronounCandidate{{Features: none, Head: -1}}}
		for i := range cands {
			x := PronounCandidate{Features: cands[i].feats, Head: -1, Name: l.name(cands[i].entity)}
			if m := cands[i].named; m != nil {
				x.Head = m.Tokens.End - 1
				if m.Form == FormRole {
					x.Head = l.d.headOf(m)
				}
			}
			c.Candidates = append(c.Candidates, x)
		}
		if k := l.choose(l.d, &c); k >= 0 {
			return k - 1
		}
	}
	return best
}

func score(w *CorefWeights, feats []uint16) int {
	s := 0
	for _, f := range feats {
		s += int(w[f])
	}
	return s
}

// bucket gives the number of bounds that n reaches.
func bucket(n int, bounds ...int) int {
	for i, b := range bounds {
		if n < b {
			return i
		}
	}
	return len(bounds)
}
