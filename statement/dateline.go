package statement

import "sofar/language"

// undated cuts the dateline off statements that begin in it: "May 3 (NPA) - Six
// died" says that six died.
func undated(doc *language.Doc, list []Statement) {
	if doc.Dateline.Len() == 0 || doc.Dateline.End >= doc.Len() {
		return
	}
	from := int(doc.Start[doc.Dateline.End])
	for i := range list {
		if s := &list[i].Span; s.Start < from && s.End > from {
			s.Start = from
		}
	}
}
