package statement

import (
	"slices"

	"sofar/language"
)

// lists adds the whole where the tree joins people of whom the readings have a
// part: "injured three adults and a child", "a mother and her two sons were found
// dead". The parts stay as subsets, the sum keeps the words of all.
func (f *figureReader) lists() {
	for i := 0; i < len(f.out); i++ {
		r := f.out[i]
		if !f.listable(&r) || !f.andNear(&r) {
			continue
		}
		if sum, parts := f.listed(i); len(parts) > 0 {
			for _, k := range parts {
				f.out[k].scope = ScopeSubset
			}
			f.out = slices.Insert(f.out, i, sum)
			i += len(parts)
		}
	}
}

// listable tells whether a reading may be a member of a list of people hurt.
func (f *figureReader) listable(r *reading) bool {
	if r.kind != Killed && r.kind != Injured || r.scope != ScopeTotal || r.background || r.high == 0 || r.low != r.high || r.strict || r.rule == "sum" || r.np.Len() == 0 {
		return false
	}
	u := lastWord(r.unit)
	return !attackerNouns[u] && (r.number < 0 || u == "" || peopleNouns[u])
}

// andNear tells whether "and" stands close enough for a list to be worth a tree.
func (f *figureReader) andNear(r *reading) bool {
	s := f.doc.Sents[r.sent].Range
	return hasWord(f.doc, language.Range{Start: max(s.Start, r.np.Start-14), End: min(s.End, r.np.End+14)}, "and")
}

// listed gives the sum over the list that reading i belongs to and the readings
// that are its parts, nil where no member is left to add.
func (f *figureReader) listed(i int) (sum reading, parts []int) {
	d := f.doc
	r := f.out[i]
	first := d.FirstConjunct(d.HeadOf(r.np))
	heads := []int{first}
	f.trigs = f.all[r.sent]
	for c := range d.Conjuncts(first) {
		if _, predicate := f.triggerAt(c); !predicate { // "suffering", whatever the tagger says
			heads = append(heads, c)
		}
	}
	if len(heads) < 2 || len(heads) > maxList {
		return sum, nil
	}
	sum = r
	sum.low = 0
	added := false
	for _, h := range heads {
		k := f.readingOf(h, r.sent)
		switch {
		case k < 0:
			n, np := f.memberCount(h, r.sent)
			if n == 0 {
				return sum, nil
			}
			added = true
			sum.low += n
			sum.np = cover(sum.np, np)
		case f.out[k].kind != r.kind || !f.listable(&f.out[k]) || f.out[k].weak != r.weak:
			return sum, nil
		case !slices.Contains(parts, k):
			parts = append(parts, k)
			sum.low += f.out[k].low
			sum.np = cover(sum.np, f.out[k].np)
			sum.whole = cover(sum.whole, f.out[k].whole)
		}
	}
	if f.verbIn(heads) {
		return sum, nil
	}
	if !added { // "his wife and their four children"
		for _, k := range parts {
			if q := f.out[k]; len(parts) < 2 || !f.summable(q) && !f.others(q) {
				return sum, nil
			}
		}
	}
	sum.high = sum.low
	sum.core = language.Range{Start: sum.np.Start, End: sum.np.Start}
	sum.words = d.SpanOf(sum.np)
	sum.whole = cover(sum.whole, sum.np)
	sum.unit, sum.rule, sum.members = "people", "sum", nil
	for _, k := range parts {
		sum.number = max(sum.number, f.out[k].number)
	}
	for i := sum.np.Start; sum.number < 0 && i < sum.np.End; i++ {
		if n, ok := f.starts[i]; ok {
			sum.number = n
		}
	}
	return sum, parts
}

// verbIn tells whether a finite verb stands among the heads of a list: in "killed
// a woman who barricaded herself and a child" the tree may be wrong.
func (f *figureReader) verbIn(heads []int) bool {
	for i := slices.Min(heads); i < slices.Max(heads); i++ {
		switch f.doc.PTB[i] {
		case language.VBD, language.VBZ, language.VBP, language.MD:
			return true
		}
	}
	return false
}

// maxList bounds the members of a list.
const maxList = 24

func cover(a, b language.Range) language.Range {
	return language.Range{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

// readingOf gives the reading whose noun phrase holds a token, -1 if none does.
func (f *figureReader) readingOf(i, sent int) int {
	for k := range f.out {
		if f.out[k].sent == sent && f.out[k].np.Contains(i) {
			return k
		}
	}
	return -1
}

// memberCount gives how many people the phrase around a head names and its
// tokens: one described or named, or a number of them; 0 where that is not plain.
func (f *figureReader) memberCount(h, s int) (int64, language.Range) {
	d := f.doc
	sent := d.Sents[s].Range
	w := d.Lower[h]
	if !sent.Contains(h) || attackerNouns[w] {
		return 0, language.Range{}
	}
	for i := h; i >= sent.Start && i > h-5; i-- {
		if n, ok := f.starts[i]; ok {
			num := d.Numbers[n]
			if num.Low != num.High || num.Low == 0 || !f.counts(num) || num.Low > 1 && !peopleNouns[w] || num.Low == 1 && !personNouns[w] {
				return 0, language.Range{}
			}
			return num.Low, language.Range{Start: i, End: h + 1}
		}
		if i < h && d.Tag[i] != language.ADJ && d.Tag[i] != language.NOUN && d.Tag[i] != language.PROPN && d.Tag[i] != language.NUM {
			break
		}
	}
	if n, ok := d.MentionAt(h); ok {
		if m := d.Names[n]; m.Kind == language.NamePerson && m.Form <= language.FormShort {
			return 1, m.Tokens
		}
	}
	if !personNouns[w] {
		return 0, language.Range{}
	}
	if h-2 >= sent.Start && d.Lower[h-1] == "and" && personNouns[d.Lower[h-2]] {
		return 1, language.Range{Start: h, End: h + 1} // "a man and woman"
	}
	for i := h - 1; i >= sent.Start && i > h-7; i-- {
		if singleDeterminers[d.Lower[i]] || d.Lower[i] == "the" {
			return 1, language.Range{Start: i, End: h + 1}
		}
		if d.Flags[i]&language.FlagPunct != 0 && d.Lower[i] != "-" || d.Lower[i] == "and" {
			break
		}
	}
	return 0, language.Range{}
}
