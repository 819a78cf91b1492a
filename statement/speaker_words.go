package statement

import (
	"strings"

	"sofar/language"
)

// behindData gives the body in "preliminary data of the commission", else src.
func (r *attReader) behindData(src language.Range) language.Range {
	for i := src.Start; i+2 < src.End && i < src.Start+4; i++ {
		if hollowHeads[r.doc.Lower[i]] && (r.doc.Lower[i+1] == "of" || r.doc.Lower[i+1] == "from") {
			return language.Range{Start: i + 2, End: src.End}
		}
	}
	return src
}

// postOf gives the apposition that says what an unnamed official is: "the
// official, a deputy district head who asked not to be named".
func (r *attReader) postOf(seg, core language.Range) language.Range {
	i := seg.End
	if i+2 >= core.End || r.doc.Lower[i] != "," || r.doc.Lower[i+1] != "a" && r.doc.Lower[i+1] != "an" {
		return language.Range{}
	}
	x := language.Range{Start: i + 2, End: i + 2}
	for x.End < core.End && !r.punct(x.End) && r.doc.Lower[x.End] != "who" && r.doc.Lower[x.End] != "whose" {
		if r.finite(x.End) {
			return language.Range{}
		}
		x.End++
	}
	if x.Len() == 0 || x.Len() > 6 {
		return language.Range{}
	}
	if h, _ := r.headOf(x); !roleWords[h] && !unnamedHeads[h] {
		return language.Range{}
	}
	return x
}

// renamed gives the name in "the operator, Brook Mining SA".
func (r *attReader) renamed(np language.Range) string {
	d := r.doc
	for i := np.Start + 1; i+1 < np.End; i++ {
		if d.Lower[i] != "," {
			continue
		}
		x := language.Range{Start: i + 1, End: np.End}
		for x.End > x.Start && r.punct(x.End-1) {
			x.End--
		}
		if x.Len() == 0 || x.Len() > 6 || d.Flags[x.Start]&(language.FlagTitle|language.FlagUpper) == 0 || companyNouns[d.Lower[x.Start]] || !companyNouns[d.Lower[i-1]] {
			return ""
		}
		return d.TextOf(x)
	}
	return ""
}

// retired tells whether a person's post is a past one.
func retired(text string) bool {
	return strings.Contains(text, "retired ") || strings.Contains(text, "former ") || strings.Contains(text, "ex-")
}

// knowsOf tells whether unnamed people are said to know a matter by their post.
func knowsOf(text string) bool {
	for _, mark := range []string{"close to the ", "familiar with the ", "with knowledge of the ", "briefed on the "} {
		if i := strings.Index(text, mark); i >= 0 && i < 24 {
			return true
		}
	}
	return false
}

// outletNamed tells whether a name is that of an outlet of the report: nobody but
// its own people speak for one.
func (r *attReader) outletNamed(name string) bool {
	if name == "" {
		return false
	}
	for i := range r.doc.Entities[:min(len(r.doc.Entities), maxRoster)] {
		if e := &r.doc.Entities[i]; e.Kind == language.NameOutlet && e.Canonical == name {
			return true
		}
	}
	return false
}

// reports tells whether a post is one that outlets have.
func reports(role string) bool {
	for _, w := range fields(role) {
		if classOfWord(w, "") == Media {
			return true
		}
	}
	return false
}
