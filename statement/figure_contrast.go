package statement

import (
	"sofar/language"
	"sofar/report"
)

// contrastReach is how many tokens a number's contrast takes at most.
const contrastReach = 10

// contrast gives the end of what sets a number against the one that it
// replaces and begins at token i: ", not nine as first reported,"; 0 if nothing
// of the kind begins there.
func (f *figureReader) contrast(i int, sent language.Range) int {
	d := f.doc
	at := i
	opened := at < sent.End && d.Tag[at] == language.PUNCT && d.Lower[at] != ";" && d.Lower[at] != ":"
	if opened {
		at++
	}
	if at < sent.End && (d.Lower[at] == "and" || d.Lower[at] == "but") {
		at++
	}
	if at == i || at+1 >= sent.End || d.Lower[at] != "not" {
		return 0
	}
	n, ok := f.starts[at+1]
	if !ok {
		return 0
	}
	end := d.Numbers[n].Tokens.End
	if !opened {
		return end
	}
	for j := end; j < min(sent.End, i+contrastReach); j++ {
		if d.Tag[j] == language.PUNCT {
			return j + 1
		}
	}
	return 0
}

// corrects tells whether a number comes with the one that it replaces and that
// was given before, by the text's own words or by its title; without them one
// side only speaks against another.
func (f *figureReader) corrects(r *reading, sent language.Range) bool {
	for _, from := range []int{r.np.End, r.whole.End} {
		to := f.contrast(from, sent)
		if to == 0 {
			continue
		}
		if report.TitleCorrects(f.rep.Title) {
			return true
		}
		for i := from; i < to; i++ {
			switch f.doc.Lower[i] {
			case "reported", "earlier", "previously", "initially", "first", "originally", "thought":
				return true
			}
		}
	}
	return false
}

// contrasted tells whether a number is only what another one replaces: the nine of
// "eight people, not nine".
func (f *figureReader) contrasted(core, sent language.Range) bool {
	d := f.doc
	i := core.Start - 2
	if i <= sent.Start || d.Lower[i+1] != "not" || d.Tag[i] != language.PUNCT && d.Lower[i] != "and" && d.Lower[i] != "but" {
		return false
	}
	for j := i; j > max(sent.Start, i-contrastReach); j-- {
		if _, ok := f.ends[j]; ok {
			return true
		}
	}
	return false
}
