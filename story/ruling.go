package story

import "slices"

// ID gives the id of the story that a report founds: "st" and the first 12
// hexadecimal digits of the report's id.
func ID(report string) string {
	if len(report) > 0 && report[0] == 'r' {
		report = report[1:]
	}
	return "st" + report[:min(12, len(report))]
}

// Kinds of decisions on grouping.
const (
	Merge = "merge"
	Split = "split"
)

// rulings are editors' decisions by pairs of entries; of two that contradict
// each other the later wins.
type rulings struct {
	apartOf map[[2]int]bool
	with    map[int][]int // entry → entries that an editor put it with
}

func newRulings(decisions []Decision, entries []Entry) *rulings {
	r := &rulings{make(map[[2]int]bool), make(map[int][]int)}
	if len(decisions) == 0 {
		return r
	}
	at := make(map[string]int, 2*len(entries))
	for i := len(entries) - 1; i >= 0; i-- {
		at[entries[i].Report.Label()] = i
	}
	for i := range entries {
		at[entries[i].Report.ID] = i
	}
	places := func(reports []string) []int {
		var out []int
		seen := make(map[int]bool, len(reports))
		for _, name := range reports {
			if i, ok := at[name]; ok && !seen[i] {
				seen[i] = true
				out = append(out, i)
			}
		}
		return out
	}
	for _, d := range decisions {
		switch d.Kind {
		case Merge:
			r.merge(places(d.Reports))
		case Split:
			if len(d.From) > 0 {
				r.split(places(d.Reports), places(d.From))
			} else if len(d.Reports) > 0 {
				r.split(places(d.Reports[:1]), places(d.Reports[1:]))
			}
		}
	}
	return r
}

func pairOf(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }

// merge ties every report to the earliest, which all others come after.
func (r *rulings) merge(all []int) {
	if len(all) < 2 {
		return
	}
	in := make(map[int]bool, len(all))
	for _, i := range all {
		in[i] = true
	}
	for p := range r.apartOf {
		if in[p[0]] && in[p[1]] {
			delete(r.apartOf, p)
		}
	}
	first := slices.Min(all)
	for _, i := range all {
		if i != first {
			r.with[i], r.with[first] = append(r.with[i], first), append(r.with[first], i)
		}
	}
}

func (r *rulings) split(these, those []int) {
	for _, a := range these {
		for _, b := range those {
			if a == b {
				continue
			}
			r.apartOf[pairOf(a, b)] = true
			is := func(n int) func(int) bool { return func(i int) bool { return i == n } }
			r.with[a] = slices.DeleteFunc(r.with[a], is(b))
			r.with[b] = slices.DeleteFunc(r.with[b], is(a))
		}
	}
}

// together gives the earliest of the first n entries that an editor put with
// entry i and from whose story no editor holds it apart.
func (g *grouper) together(i, n int) (int, bool) {
	best := -1
	for _, e := range g.rules.with[i] {
		if e < n && e < i && (best < 0 || e < best) && !g.rules.apart(i, g.cluster(g.of[e]).members) {
			best = e
		}
	}
	return best, best >= 0
}

// apart tells whether an editor holds entry i apart from one of the members.
func (r *rulings) apart(i int, members []*features) bool {
	if len(r.apartOf) == 0 {
		return false
	}
	for _, m := range members {
		if r.apartOf[pairOf(i, m.at)] {
			return true
		}
	}
	return false
}

// parts tells whether a cut of a story would part reports that an editor put
// together.
func (r *rulings) parts(members []*features, in []bool) bool {
	if len(r.with) == 0 {
		return false
	}
	side := make(map[int]bool, len(members))
	for i, m := range members {
		side[m.at] = in[i]
	}
	for i, m := range members {
		for _, e := range r.with[m.at] {
			if s, ok := side[e]; ok && s != in[i] {
				return true
			}
		}
	}
	return false
}
