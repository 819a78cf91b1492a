package story

// ID gives the id of the story that a report founds: "st" and the first 12
// hexadecimal digits of the report's id.
func ID(report string) string {
	if len(report) > 0 && report[0] == 'r' {
		report = report[1:]
	}
	return "st" + report[:min(12, len(report))]
}

// rulings are editors' decisions by pairs of entries; of two that contradict
// each other the later wins.
type rulings struct {
	pair map[[2]int]bool // true: together, false: apart
	// involved are the entries that any ruling names.
	involved map[int]bool
}

func newRulings(decisions []Decision, entries []Entry) *rulings {
	r := &rulings{make(map[[2]int]bool), make(map[int]bool)}
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
	rule := func(a, b string, together bool) {
		x, okx := at[a]
		y, oky := at[b]
		if !okx || !oky || x == y {
			return
		}
		r.pair[[2]int{min(x, y), max(x, y)}] = together
		r.involved[x], r.involved[y] = true, true
	}
	for _, d := range decisions {
		switch d.Kind {
		case "merge":
			for i, a := range d.Reports {
				for _, b := range d.Reports[:i] {
					rule(a, b, true)
				}
			}
		case "split":
			if len(d.Reports) > 0 {
				for _, b := range d.Reports[1:] {
					rule(d.Reports[0], b, false)
				}
			}
		}
	}
	return r
}

// together gives the earliest of the first n entries that an editor put with entry i.
func (r *rulings) together(i, n int) (int, bool) {
	if !r.involved[i] {
		return 0, false
	}
	for e := range min(i, n) {
		if t, ok := r.pair[[2]int{e, i}]; ok && t {
			return e, true
		}
	}
	return 0, false
}

// apart tells whether an editor holds entry i apart from one of the members.
func (r *rulings) apart(i int, members []*features) bool {
	if !r.involved[i] {
		return false
	}
	for _, m := range members {
		if t, ok := r.pair[[2]int{min(i, m.at), max(i, m.at)}]; ok && !t {
			return true
		}
	}
	return false
}
