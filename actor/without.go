package actor

import (
	"maps"
	"slices"
)

// LeftOut stands for words that name a person who is not to be named.
const LeftOut = "[words left out: they name a person]"

// Without gives the directory without the words that hides tells to keep back:
// quotations, names and entries of that kind are left out, and where a line
// cannot do without them LeftOut stands for them. hides is asked for words of a
// story or a report, "" for none. The directory itself stays as it is.
func (d *Directory) Without(hides func(story, report, text string) bool) *Directory {
	out := &Directory{byID: map[string]int{}, byName: map[string][]int{}, of: maps.Clone(d.of)}
	place := map[int]int{} // here → there
	for i := range d.Actors {
		if a := d.Actors[i]; !hides("", "", a.Name) {
			place[i] = len(out.Actors)
			out.byID[a.ID] = len(out.Actors)
			out.Actors = append(out.Actors, without(a, hides))
		}
	}
	for key, list := range d.byName {
		for _, i := range list {
			if j, ok := place[i]; ok && !hides("", "", key) {
				out.byName[key] = append(out.byName[key], j)
			}
		}
	}
	maps.DeleteFunc(out.of, func(_, id string) bool { _, ok := out.byID[id]; return !ok })
	return out
}

func without(a Actor, hides func(story, report, text string) bool) Actor {
	cited := func(story string) func(c Cite) bool {
		return func(c Cite) bool { return hides(story, c.Report, c.Quote) }
	}
	show := func(story, text string) string {
		if hides(story, "", text) {
			return LeftOut
		}
		return text
	}
	cite := func(story string, c Cite) Cite {
		if cited(story)(c) {
			c.Quote = LeftOut
		}
		return c
	}
	said := func(list []Said) []Said {
		list = drop(list, func(s Said) bool { return cited(s.Story)(s.Cite) })
		for i := range list {
			s := &list[i]
			s.Speaker, s.Title = show(s.Story, s.Speaker), show(s.Story, s.Title)
			s.Relay = drop(s.Relay, func(name string) bool { return hides(s.Story, s.Report, name) })
		}
		return list
	}
	holders := func(list []Holder) []Holder {
		list = drop(list, func(h Holder) bool { return hides("", h.Cite.Report, h.Person) })
		for i := range list {
			list[i].Cite, list[i].Post = cite("", list[i].Cite), show("", list[i].Post)
		}
		return list
	}
	a.Names = drop(a.Names, func(n Name) bool { return hides("", "", n.Name) })
	for i := range a.Names {
		a.Names[i].Evidence = drop(a.Names[i].Evidence, cited(""))
	}
	a.Relations = drop(a.Relations, func(r Relation) bool { return cited("")(r.Cite) || hides("", r.Report, r.With) })
	for i := range a.Relations {
		a.Relations[i].Speaker = show("", a.Relations[i].Speaker)
	}
	a.Holders, a.Bodies = holders(a.Holders), holders(a.Bodies)
	a.Descriptions, a.Past, a.About, a.Warnings = said(a.Descriptions), said(a.Past), said(a.About), said(a.Warnings)
	a.Roles = slices.Clone(a.Roles)
	for i := range a.Roles {
		r := &a.Roles[i]
		r.Title, r.Counted = show(r.Story, r.Title), show(r.Story, r.Counted)
		r.By = drop(r.By, func(name string) bool { return hides(r.Story, "", name) })
		if cited(r.Story)(r.Claim) {
			r.Claim = Cite{}
		}
		if cited(r.Story)(r.Count) {
			r.Count = Cite{}
		}
	}
	a.Series = slices.Clone(a.Series)
	for i := range a.Series {
		s := &a.Series[i]
		s.Title, s.Steps = show(s.Story, s.Title), slices.Clone(s.Steps)
		for j := range s.Steps {
			s.Steps[j].Words, s.Steps[j].Cite = show(s.Story, s.Steps[j].Words), cite(s.Story, s.Steps[j].Cite)
		}
	}
	return a
}

// drop gives a copy of a list without some of its members.
func drop[T any](list []T, gone func(T) bool) []T { return slices.DeleteFunc(slices.Clone(list), gone) }
