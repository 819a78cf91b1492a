package incident

import "sort"

// place gives the chain of a frame, most specific first: a facility, a town, a
// region, a country; parts that the text does not give are left out. home is
// the country, "" if it cannot be told.
//
// Within each rank the place that stands with the event most often wins, the
// lead counting most; a dateline counts as one mention in the lead.
func (v *view) place(sents []int) (chain []string, home string) {
	type tally struct {
		name  string
		kind  placeKind
		in    string
		scope string
		score float64
		order int
	}
	byName := make(map[string]*tally)
	var list []*tally
	add := func(name string, kind placeKind, in, scope string, score float64) {
		key := Fold(name)
		t := byName[key]
		if t == nil {
			t = &tally{name: name, kind: kind, in: in, scope: scope, order: len(list)}
			byName[key] = t
			list = append(list, t)
		}
		t.score += score
		if t.in == "" {
			t.in = in
		}
		if t.scope == "" {
			t.scope = scope
		}
	}
	countries := make(map[string]float64)
	g := gazette()
	leadPlaced := false
	for _, i := range sents {
		s := v.sents[i]
		near := s.weight
		if len(s.mentions) > 0 {
			near *= 2
		}
		for _, p := range s.places {
			w := near
			if p.prep {
				w *= 2
			}
			if p.kind == facility && casualtyPlace(p.name) {
				w /= 8
			}
			if p.kind == country {
				countries[v.upper(p.in)] += w
				continue
			}
			if p.in != "" {
				countries[v.upper(p.in)] += w / 2
			}
			leadPlaced = leadPlaced || i < 2 && p.prep && p.kind <= locality
			add(p.name, p.kind, p.in, p.scope, w)
		}
		for t := v.doc.Sents[i].Start; t < v.doc.Sents[i].End; t++ {
			if c := v.nation(v.doc.Lower[t]); c != "" && v.doc.Lower[t] != "indian" {
				countries[c] += near / 2
			}
		}
	}
	for _, w := range v.titleWords {
		if c := g.country[w]; c != "" {
			countries[v.upper(c)] += 4
		} else if c := v.nation(w); c != "" {
			countries[c] += 3
		}
	}
	main := len(sents) > 0 && sents[0] == 0
	if v.headPlace != "" && main {
		name := v.headPlace
		if !v.allUpper() {
			name = titleCase(name)
		}
		c := Country(v.headAround)
		if c == "" {
			c = v.nations[Fold(v.headAround)]
		}
		if c == "" {
			c = Country(v.headPlace)
		}
		if c != "" {
			countries[v.upper(c)] += 4
		}
		if IsCountry(name) {
			name = ""
		}
		if t := byName[Fold(name)]; t != nil || !v.allUpper() && name != "" {
			w := 3.0
			if !leadPlaced {
				w = 12 // the lead leaves the place to its dateline
			}
			add(name, locality, c, v.headAround, w)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].score != list[j].score {
			return list[i].score > list[j].score
		}
		return list[i].order < list[j].order
	})
	var held [country]*tally
	for _, t := range list {
		if held[t.kind] == nil {
			held[t.kind] = t
		}
	}
	top := 0.0
	for c, w := range countries {
		if w > top || w == top && c < home {
			home, top = c, w
		}
	}
	for kind := facility; kind < country; kind++ {
		t := held[kind]
		if t == nil || kind == facility && t.score < 4 {
			continue
		}
		if home != "" && t.in != "" && v.upper(t.in) != home && kind != locality {
			continue
		}
		chain = append(chain, t.name)
	}
	if home != "" {
		chain = append(chain, home)
	}
	return chain, home
}
