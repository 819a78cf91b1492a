package export

import (
	"html"
	"io"
	"strings"

	"sofar/dossier"
	"sofar/explain"
)

// ninjsSchema is the schema that the items follow.
const ninjsSchema = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"

// writeNinjs writes each story's account as a text item of IPTC's ninjs 2.1, one
// a line, with its reports as associations. Its version is the time of the
// newest report, so that a later account of the story replaces an earlier one.
func writeNinjs(w io.Writer, a *dossier.Account, o Options) error {
	o = o.over(a)
	return eachLine(w, func(enc func(any) error) error {
		for i := range a.Dossiers {
			if err := enc(ninjsItem(&a.Dossiers[i], o)); err != nil {
				return err
			}
		}
		return nil
	})
}

func ninjsItem(d *dossier.Dossier, o Options) node {
	d, page := o.compose(d)
	show := shower(d, o)
	n := node{
		"uri": o.storyID(d), "type": "text", "representationtype": "full", "pubstatus": "usable", "language": "en",
		"standard":  node{"name": "ninjs", "version": "2.1", "schema": ninjsSchema},
		"headlines": []node{{"role": "main", "value": page.Title}},
		"ednote":    "composed from statements of the associated reports; every sentence is cited there",
		"bodies": []node{
			{"role": "text", "contenttype": "text/plain", "value": plainBody(&page), "wordcount": len(strings.Fields(plainBody(&page)))},
			{"role": "html", "contenttype": "text/html", "value": htmlBody(&page)},
		},
	}
	put(n, "versioncreated", stamp(page.Updated))
	put(n, "version", stamp(page.Updated))
	if len(d.Members) > 0 {
		put(n, "firstcreated", stamp(d.Known[d.Members[0].Report]))
	}
	if len(page.Sentences) > 0 {
		n["descriptions"] = []node{{"role": "summary", "contenttype": "text/plain", "value": page.Sentences[0].Text}}
	}
	places := []node{}
	for _, name := range d.Incident.Place {
		places = append(places, node{"name": name})
	}
	if at := located(d); at.lat != nil && at.lon != nil && len(places) > 0 {
		places[0]["geojson"] = node{"type": "Point", "coordinates": []float64{*at.lon, *at.lat}}
	}
	if len(places) > 0 {
		n["places"] = places
	}
	if d.Incident.Type != "" {
		n["events"] = []node{{"name": show(d.Title), "literal": d.Incident.Type}}
	}
	var associations, sources []node
	named := map[string]bool{}
	for _, id := range append(memberIDs(d), sortedIDs(page.Aside)...) {
		r := d.Reports[id]
		if r == nil {
			continue
		}
		it := node{"name": r.ID, "uri": o.reportID(r), "type": "text", "representationtype": "partial"}
		if t := show(r.Title); t != "" {
			it["headlines"] = []node{{"value": t}}
		}
		put(it, "by", show(r.Author))
		put(it, "copyrightholder", r.Publisher)
		put(it, "firstcreated", stamp(r.Published))
		put(it, "versioncreated", stamp(r.Updated))
		associations = append(associations, it)
		if name := outlet(r); !named[name] {
			named[name] = true
			sources = append(sources, node{"name": name})
		}
	}
	if len(associations) > 0 {
		n["associations"], n["infosources"] = associations, sources
	}
	return n
}

func memberIDs(d *dossier.Dossier) []string {
	var ids []string
	for _, m := range d.Members {
		ids = append(ids, m.Report)
	}
	return ids
}

// plainBody is the account as paragraphs, its sections' names as lines of their
// own.
func plainBody(p *explain.Page) string {
	var b strings.Builder
	section := ""
	for _, s := range p.Sentences {
		if s.Section != section {
			if section != "" {
				b.WriteString("\n\n")
			}
			section = s.Section
			b.WriteString(strings.ToUpper(section[:1]) + section[1:] + "\n")
		}
		b.WriteString("\n" + s.Text)
	}
	return b.String()
}

func htmlBody(p *explain.Page) string {
	var b strings.Builder
	section := ""
	for _, s := range p.Sentences {
		if s.Section != section {
			section = s.Section
			b.WriteString("<h2>" + html.EscapeString(strings.ToUpper(section[:1])+section[1:]) + "</h2>\n")
		}
		b.WriteString("<p>" + html.EscapeString(s.Text) + "</p>\n")
	}
	return b.String()
}
