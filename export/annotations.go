package export

import (
	"fmt"
	"io"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/report"
)

// context is how many bytes before and after a quotation help to find it again.
const context = 40

// writeAnnotations writes an Annotation for each citation of each sentence: the
// sentence is its body, the words of the report its target (W3C Web Annotation
// Data Model, 2017).
func writeAnnotations(w io.Writer, a *dossier.Account, o Options) error {
	o = o.over(a)
	items := []node{}
	for i := range a.Dossiers {
		d, page := o.compose(&a.Dossiers[i])
		indexes := map[string]*report.Index{}
		n := 0
		for _, s := range page.Sentences {
			for _, c := range s.Citations {
				r := d.Reports[c.Report]
				if r == nil {
					continue
				}
				n++
				items = append(items, node{
					"id":         fmt.Sprintf("%s#citation-%d", o.storyID(d), n),
					"type":       "Annotation",
					"motivation": "describing",
					"body":       node{"type": "TextualBody", "value": s.Text, "format": "text/plain", "language": "en"},
					"target":     node{"source": o.reportID(r), "selector": selectors(r, c.Span, indexes)},
				})
			}
		}
	}
	return document(w, node{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "id": "urn:sofar:citations:" + stamp(a.AsOf), "items": items})
}

// selectors find the words by themselves and what stands around them; in a
// report without a page of its own also by their place in its text.
func selectors(r *report.Report, s report.Span, indexes map[string]*report.Index) []node {
	before, after := max(s.Start-context, 0), min(s.End+context, len(r.Text))
	for before > 0 && !utf8.RuneStart(r.Text[before]) {
		before--
	}
	for after < len(r.Text) && !utf8.RuneStart(r.Text[after]) {
		after++
	}
	quote := node{"type": "TextQuoteSelector", "exact": s.Of(r.Text)}
	put(quote, "prefix", r.Text[before:s.Start])
	put(quote, "suffix", r.Text[s.End:after])
	out := []node{quote}
	if report.WebAddress(r.URL) == "" {
		if indexes[r.ID] == nil {
			indexes[r.ID] = report.NewIndex(r.Text)
		}
		place := indexes[r.ID].Runes(s)
		out = append(out, node{"type": "TextPositionSelector", "start": place[0], "end": place[1]})
	}
	return out
}
