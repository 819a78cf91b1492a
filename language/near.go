package language

import "sort"

// NamesNear gives the names that can share a token with r, in text order: a
// name stands in one sentence, so those that begin up to a sentence's greatest
// length before r. Looking through these alone keeps the time for a long text
// linear.
func (d *Doc) NamesNear(r Range) []Name {
	from := sort.Search(len(d.Names), func(i int) bool { return d.Names[i].Tokens.Start > r.Start-maxSentence })
	to := from + sort.Search(len(d.Names)-from, func(i int) bool { return d.Names[from+i].Tokens.Start >= r.End })
	return d.Names[from:to]
}

// TimesNear gives the time expressions that can share a token with r, as
// NamesNear gives names.
func (d *Doc) TimesNear(r Range) []TimeExpr {
	from := sort.Search(len(d.Times), func(i int) bool { return d.Times[i].Tokens.Start > r.Start-maxSentence })
	to := from + sort.Search(len(d.Times)-from, func(i int) bool { return d.Times[from+i].Tokens.Start >= r.End })
	return d.Times[from:to]
}
