package actor

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/unicode/norm"

	"sofar/dossier"
	"sofar/statement"
)

// directory makes the entries and fills them.
func (f *folder) directory() *Directory {
	groups := map[int][]int{}
	var roots []int
	for i := range f.mentions {
		r := f.find(i)
		if groups[r] == nil {
			roots = append(roots, r)
		}
		groups[r] = append(groups[r], i)
	}
	d := &Directory{byID: map[string]int{}, byName: map[string][]int{}, of: map[string]string{}}
	entry := map[int]int{} // root → actor
	for _, r := range roots {
		a := f.entry(groups[r])
		entry[r] = len(d.Actors)
		d.Actors = append(d.Actors, a)
	}
	order := make([]int, len(d.Actors))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool {
		a, b := &d.Actors[order[i]], &d.Actors[order[j]]
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Country, b.Country), strings.Compare(string(a.Class), string(b.Class))) < 0
	})
	at := make([]int, len(order))
	sorted := make([]Actor, len(order))
	taken := map[string]int{}
	for to, from := range order {
		at[from], sorted[to] = to, d.Actors[from]
		taken[sorted[to].ID]++
		if n := taken[sorted[to].ID]; n > 1 {
			sorted[to].ID += "-" + string(rune('0'+min(n, 9)))
		}
	}
	d.Actors = sorted
	for i := range d.Actors {
		d.byID[d.Actors[i].ID] = i
	}
	for key, m := range f.of {
		d.of[key] = d.Actors[at[entry[f.find(m)]]].ID
	}
	for _, m := range f.merges {
		a := &d.Actors[at[entry[f.find(m.a)]]]
		names := []string{m.name}
		if m.b >= 0 {
			if f.find(m.b) != f.find(m.a) {
				continue
			}
			names = []string{f.mentions[m.a].name, f.mentions[m.b].name}
		}
		for _, n := range names {
			a.alias(n, m.rule, m.evidence)
		}
	}
	for i := range d.Actors {
		a := &d.Actors[i]
		slices.SortFunc(a.Names, func(x, y Name) int { return strings.Compare(x.Name, y.Name) })
		for _, n := range append([]string{a.Name}, a.names()...) {
			k := dossier.NameKey(n)
			if !slices.Contains(d.byName[k], i) {
				d.byName[k] = append(d.byName[k], i)
			}
		}
	}
	f.fill(d)
	return d
}

// alias adds a name with its evidence, once.
func (a *Actor) alias(name, rule string, evidence []Cite) {
	if name == "" || name == a.Name || strings.EqualFold(name, a.Name) {
		return
	}
	for i := range a.Names {
		if a.Names[i].Name == name {
			return
		}
	}
	var kept []Cite
	for _, c := range evidence {
		if c.Report != "" {
			kept = append(kept, c)
		}
	}
	a.Names = append(a.Names, Name{name, rule, kept})
}

// entry makes the entry of a group of mentions: the name with most words spoken
// and most stories, the longest of equals.
func (f *folder) entry(group []int) Actor {
	best := -1
	weight := map[string]int{}
	for _, i := range group {
		weight[f.mentions[i].name] += 2 + f.mentions[i].spoke
	}
	for _, i := range group {
		m := &f.mentions[i]
		if best < 0 {
			best = i
			continue
		}
		b := &f.mentions[best]
		if acronym(b.name) != acronym(m.name) {
			if acronym(b.name) {
				best = i
			}
			continue
		}
		if c := cmp.Or(cmp.Compare(weight[m.name], weight[b.name]), cmp.Compare(len(m.name), len(b.name)), strings.Compare(b.name, m.name)); c > 0 {
			best = i
		}
	}
	b := f.mentions[best]
	a := Actor{Name: b.name, Kind: b.kind}
	votes := map[statement.Class]int{}
	countries := map[string]bool{}
	for _, i := range group {
		m := &f.mentions[i]
		if m.class != "" && m.class != statement.ClassUnknown {
			votes[m.class] += 1 + m.spoke
		}
		countries[m.country] = true
	}
	for c, n := range votes {
		if n > votes[a.Class] || n == votes[a.Class] && c < a.Class {
			a.Class = c
		}
	}
	a.ID = slug(a.Name)
	if !own(a.Name) && len(countries) == 1 {
		a.Country = b.country
		if a.Country != "" {
			a.ID += "-" + slug(a.Country)
		}
	}
	return a
}

// slug writes a name for an address: small letters, digits and hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r > 0x7f && r < 0x300 || r >= 0x370:
			b.WriteRune(r)
		case b.Len() > 0 && (r == ' ' || r == '-') && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// members are the reports of a story in the order they became known.
func members(d *dossier.Dossier) []string {
	var out []string
	for _, m := range d.Members {
		if d.Reports[m.Report] != nil {
			out = append(out, m.Report)
		}
	}
	return out
}
