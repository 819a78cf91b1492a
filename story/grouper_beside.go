package story

import "slices"

// Beside gives the stories that share a report with story k: its reports tell of
// them beside k, or theirs of k. The older ones come first.
func (x *Grouper) Beside(k int) (out []int) {
	add := func(o int) {
		if o != k && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, s := range x.side[int32(k)] {
		add(x.g.of[s.report])
	}
	for _, i := range x.list[k] {
		for _, near := range x.told[i] {
			add(x.g.of[near])
		}
	}
	slices.Sort(out)
	return out
}

// Naming gives the stories of the newest reports that hold all the given terms,
// the newest first; none where no term is rare enough to tell a name apart.
func (x *Grouper) Naming(terms []string) (out []int) {
	v := x.g.vocab
	rarest, most := int32(-1), rareBits
	var all []int32
	for _, t := range terms {
		n, ok := v.find(t)
		if !ok {
			return nil
		}
		all = append(all, n)
		if r := v.rarity(n); r >= most {
			rarest, most = n, r
		}
	}
	if rarest < 0 {
		return nil
	}
	runs := x.g.postings.newest(rarest)
	newest := slices.Concat(runs[0], runs[1])
	slices.Reverse(newest)
	for _, i := range newest {
		k := x.g.of[i]
		if slices.Contains(out, k) {
			continue
		}
		f := x.g.all[i]
		if f == nil {
			f = x.features(int(i))
		}
		if !slices.ContainsFunc(all, func(n int32) bool { return !f.holds(n) }) {
			out = append(out, k)
		}
	}
	return out
}
