package language

import (
	"slices"

	"sofar/language/model"
)

// recognise lets the model see every sentence with what the rules read in it,
// and joins what both found.
func (r *nameReader) recognise(pieces []piece) []piece {
	r.ruleLabels(pieces)
	m := r.m
	net := model.Names()
	out := m.out[:0]
	for si := range r.d.Sents {
		s := r.d.Sents[si].Range
		n := 0
		for n < len(pieces) && pieces[n].start < s.End {
			n++
		}
		m.words = r.input(si, m.words)
		m.labels = slices.Grow(m.labels[:0], s.Len())[:s.Len()]
		net.Label(m.words, m.labels, &m.NameScratch)
		m.found = spansOf(m.labels, s.Start, m.found[:0])
		first := len(out)
		out = r.merge(out, pieces[:n], m.found)
		pieces = pieces[n:]
		m.scores = m.scores[:first]
		for _, p := range out[first:] {
			var sum [model.NameKinds]int32
			none := m.Scores(p.start-s.Start, p.end-s.Start, &sum)
			for k := range sum {
				sum[k] -= none
			}
			m.scores = append(m.scores, sum)
		}
	}
	m.out = out
	return r.agree(out)
}

// formSum is what all occurrences of one form score together.
type formSum struct {
	kinds [model.NameKinds]int32
	names int32 // occurrences
	place bool  // some occurrence has a preposition of place before it
	inner bool  // some occurrence is a capital by choice: inside a sentence, or part of a fuller name
}

// agree makes the kinds of one form the same throughout the text: the scores
// of all its occurrences together decide, with a bonus for what the rules are
// sure of. The last word of a person's full name speaks for that person, an
// acronym in brackets for the name before it.
func (r *nameReader) agree(ps []piece) []piece {
	m := r.m
	if m.sumOf == nil {
		m.sumOf = map[string]int32{}
	}
	m.sums, m.sumIDs = m.sums[:0], m.sumIDs[:0]
	for i := range ps {
		p := &ps[i]
		if p.form == FormRole {
			m.sumIDs = append(m.sumIDs, -1)
			continue
		}
		id := m.sum(r.keyOf(p))
		m.sumIDs = append(m.sumIDs, id)
		f := &m.sums[id]
		for k, v := range m.scores[i] {
			f.kinds[k] += v
		}
		f.names++
		if r.hears(p) {
			f.kinds[NameOutlet] += hearsBonus
		}
		f.inner = f.inner || r.chosen(p)
		f.place = f.place || r.placeBefore(p)
		if v := r.owns(p); v > 0 {
			f.place, f.inner = true, true
			f.kinds[NamePlace] += v
		}
		if p.why.sure() {
			f.kinds[p.kind] += sureBonus
		}
		if of := r.ownedBy(p); of.Len() > 0 {
			f := &m.sums[m.sum(r.keyOf(&piece{start: of.Start, end: of.End}))]
			f.place, f.inner = true, true
			f.kinds[NamePlace] += stateBonus
		}
		switch {
		case p.kind == NamePerson && p.end-p.start > 1 && (p.why.sure() || m.scores[i][NamePerson] > 0):
			f := &m.sums[m.sum(r.keyOf(&piece{start: p.end - 1, end: p.end}))]
			f.kinds[NamePerson] += lastBonus
			f.inner = true
		case i > 0 && r.abbreviates(p, &ps[i-1]):
			f.kinds[ps[i-1].kind] += sureBonus
		}
	}
	kept := ps[:0]
	for i, p := range ps {
		if m.sumIDs[i] < 0 || p.why.sure() {
			kept = append(kept, p)
			continue
		}
		if r.settle(&p, &m.sums[m.sumIDs[i]]) {
			kept = append(kept, p)
		}
	}
	return kept
}

// sum gives the index of a form's sum.
func (m *recognition) sum(key []byte) int32 {
	id, ok := m.sumOf[string(key)]
	if !ok {
		id = int32(len(m.sums))
		m.sumOf[m.keep(key)] = id
		m.sums = append(m.sums, formSum{})
	}
	return id
}

// settle decides the kind of a name that the rules are not sure of, and
// whether it is one.
func (r *nameReader) settle(p *piece, f *formSum) bool {
	d := r.d
	acronym := p.end-p.start == 1 && d.Flags[p.start]&(FlagUpper|FlagAllCaps) == FlagUpper && d.End[p.start]-d.Start[p.start] <= 5
	best, second := -1, -1
	for k := range f.kinds {
		if acronym && NameKind(k) == NamePerson {
			continue
		}
		switch {
		case best < 0 || f.kinds[k] > f.kinds[best]:
			best, second = k, best
		case second < 0 || f.kinds[k] > f.kinds[second]:
			second = k
		}
	}
	if p.alone && f.kinds[best] < f.names*aloneMin {
		if p.why == byBefore {
			p.kind = NameUnknown
		}
		return r.chosen(p) && d.Flags[p.start]&FlagAllCaps == 0
	}
	switch {
	case p.alone && f.kinds[best] < 0, acronym && best == 0:
		// The rules' kind stays.
	case !f.inner && p.end-p.start == 1 && d.Flags[p.start]&FlagAllCaps == 0:
		// A capital that opens a sentence says little.
	case acronym && f.kinds[best]-f.kinds[second] < leadAlone:
	case f.kinds[best]-f.kinds[second] >= r.kindMargin(p, NameKind(best), f.place):
		p.kind = NameKind(best)
	}
	if p.kind == NamePerson && p.titleEnd == 0 {
		*p = r.dress(*p)
	}
	return true
}

// kindMargin gives the lead that a kind must have to replace the rules': a
// large one where nothing in the name or before it in the text speaks for that kind, as
// with a firm that has the name of nobody known.
func (r *nameReader) kindMargin(p *piece, kind NameKind, place bool) int32 {
	if r.d.Flags[p.start]&FlagAllCaps != 0 {
		return leadMin
	}
	switch kind {
	case NamePerson:
		if r.person(p) {
			return leadMin
		}
		return leadAlone
	case NamePlace:
		if !place {
			return leadAlone
		}
	}
	return leadMin
}

// chosen tells whether the capital of a name is the writer's choice, not that
// of the place where it stands.
func (r *nameReader) chosen(p *piece) bool {
	d := r.d
	if r.m.heading[d.SentOf[p.start]] {
		return false
	}
	return !r.opens(p.start) && !r.inText(p.start).lower || p.end-p.start > 1 && r.capital(p.end-1) && d.Flags[p.start]&FlagAllCaps == 0
}

// hears tells whether news is told to or reported by a name of one or two words.
func (r *nameReader) hears(p *piece) bool {
	d := r.d
	if p.end-p.start > 2 || d.Flags[p.start]&FlagAllCaps != 0 {
		return false
	}
	if k := p.start - 1; k >= 0 && d.SentOf[k] == d.SentOf[p.start] && d.Lower[k] == "told" {
		return true
	}
	return p.end < len(d.Start) && d.SentOf[p.end] == d.SentOf[p.start] && (d.Lower[p.end] == "reported" || d.Lower[p.end] == "reports")
}

// abbreviates tells whether p stands in brackets behind name q and has its first letter.
func (r *nameReader) abbreviates(p, q *piece) bool {
	d := r.d
	if p.start != q.end+1 || p.end-p.start != 1 || d.Flags[p.start]&FlagUpper == 0 || q.form == FormRole || q.kind == NameUnknown || q.kind == NamePerson {
		return false
	}
	return (d.Lower[q.end] == "(" || d.Lower[q.end] == "[") && d.Lower[p.start][0] == d.Lower[q.start][0]
}

// Scores of the recogniser are sums of about sixty weights, each counted in
// sixteenths; the right label leads by some 130 where it learnt to be certain.
const (
	sureBonus  = 1000
	lastBonus  = 400
	hearsBonus = 600
	leadAlone  = 900
	leadMin    = 200  // by which a kind must lead to replace the rules'
	aloneMin   = -700 // per occurrence: what a name must score that only the rules see
)

// spansOf reads the names that labels mark; tokens count from start.
func spansOf(labels []uint8, start int, out []piece) []piece {
	for i := 0; i < len(labels); i++ {
		y := labels[i]
		if y == 0 {
			continue
		}
		j := i + 1
		for j < len(labels) && labels[j] == y+1 {
			j++
		}
		out = append(out, piece{start: start + i, end: start + j, kind: NameKind((y - 1) / 2)})
		i = j - 1
	}
	return out
}

// merge joins the rules' names of a sentence with the model's. What the rules
// are sure of stays, unless the model reads a longer name about it.
func (r *nameReader) merge(out, rules, found []piece) []piece {
	i := 0
	for _, f := range found {
		var own piece // the rules' name of the same words
		for i < len(rules) && rules[i].end <= f.start {
			out = r.keepAlone(out, rules[i])
			i++
		}
		j, holds := i, false
		for j < len(rules) && rules[j].start < f.end {
			p := rules[j]
			if p.start == f.start && p.end == f.end {
				own = p
			} else if !p.why.sure() && p.start <= f.start && f.end <= p.end {
				own = p
				f.start, f.end = p.start, p.end
			} else if p.why.sure() && !(p.why == byList && f.start <= p.start && p.end <= f.end) {
				holds = true
			}
			j++
		}
		if holds {
			for ; i < j; i++ {
				if rules[i].why.sure() || rules[i].end <= f.start {
					out = append(out, rules[i])
				}
			}
			continue
		}
		if own.end > 0 {
			out = append(out, own) // its kind is settled by all of its form, see settle
		} else {
			out = append(out, f)
		}
		// A name that reaches beyond f may meet the next one found too.
		for i < j && rules[i].end <= f.end {
			i++
		}
		if i < j && !rules[i].why.sure() {
			i++
		}
	}
	for ; i < len(rules); i++ {
		out = r.keepAlone(out, rules[i])
	}
	return out
}

// keepAlone keeps a name of the rules where the model sees none.
func (r *nameReader) keepAlone(out []piece, p piece) []piece {
	p.alone = !p.why.sure()
	return append(out, p)
}

// dress finds the title of a name that the model alone found.
func (r *nameReader) dress(f piece) piece {
	if f.kind == NamePerson {
		p := f
		r.trim(&p)
		if p.start < p.end {
			p.kind = NamePerson
			return p
		}
	}
	return f
}
