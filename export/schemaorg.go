package export

import (
	"io"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/report"
	"sofar/statement"
)

// node is a JSON-LD object; encoding/json sorts its keys.
type node = map[string]any

// put sets a key unless the value is empty.
func put(n node, key, value string) {
	if value != "" {
		n[key] = value
	}
}

// ref names another node of the graph.
func ref(id string) node { return node{"@id": id} }

// person tells whether a class of speakers is one of persons.
func person(c statement.Class) bool { return c == statement.Witness || c == statement.Expert }

// writeSchemaOrg writes each story as a LiveBlogPosting about an Event, each
// statement with a figure or a responsibility as a Claim, each report as a
// NewsArticle with its corrections (https://schema.org/version/latest).
func writeSchemaOrg(w io.Writer, a *dossier.Account, o Options) error {
	o = o.over(a)
	var graph []node
	written := map[string]bool{} // reports that stand in several stories
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		show, byID := shower(d, o), d.ByID()
		graph = append(graph, liveBlog(d, o, show))
		for j := range d.Statements {
			if s := &d.Statements[j]; (s.Figure != nil || s.Responsibility != nil) && d.Reports[s.Report] != nil {
				graph = append(graph, claim(d, s, o, show))
			}
		}
		for _, m := range d.Members {
			if r := d.Reports[m.Report]; r != nil && !written[r.ID] {
				written[r.ID] = true
				graph = append(graph, article(d, r, byID, o, show))
			}
		}
	}
	if graph == nil {
		graph = []node{}
	}
	return document(w, node{"@context": "https://schema.org", "@graph": graph})
}

func liveBlog(d *dossier.Dossier, o Options, show func(string) string) node {
	d, page := o.compose(d)
	event := node{"@type": "Event", "name": show(d.Title)}
	if t := d.Incident.Date; t != nil {
		put(event, "startDate", day(firstTime(t.Start, t.End)))
		put(event, "endDate", day(t.End))
	}
	var place node
	for _, name := range slices.Backward(d.Incident.Place) { // the country contains the city
		p := node{"@type": "Place", "name": name}
		if place != nil {
			p["containedInPlace"] = place
		}
		place = p
	}
	if place != nil {
		event["location"] = place
	}
	n := node{"@type": "LiveBlogPosting", "@id": o.storyID(d), "headline": show(d.Title), "about": event}
	put(n, "dateModified", stamp(page.Updated))
	if len(d.Members) > 0 {
		first := stamp(d.Known[d.Members[0].Report])
		put(n, "datePublished", first)
		put(n, "coverageStartTime", first)
	}
	updates := []node{}
	for _, s := range page.Sentences {
		if s.Section != explain.Timeline {
			continue
		}
		text := strings.TrimPrefix(s.Text, s.Lead) // date and outlet are told below
		u := node{"@type": "BlogPosting", "headline": text, "articleBody": text}
		put(u, "datePublished", stamp(s.At))
		if cites := cited(d, s.Citations, o); len(cites) > 0 {
			u["citation"] = cites
		}
		updates = append(updates, u)
	}
	n["liveBlogUpdate"] = updates
	return n
}

func firstTime(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// cited names the reports of citations, each once.
func cited(d *dossier.Dossier, cites []explain.Citation, o Options) []node {
	var out []node
	seen := map[string]bool{}
	for _, c := range cites {
		if r := d.Reports[c.Report]; r != nil && !seen[r.ID] {
			seen[r.ID] = true
			out = append(out, ref(o.reportID(r)))
		}
	}
	return out
}

func claim(d *dossier.Dossier, s *dossier.Statement, o Options, show func(string) string) node {
	r := d.Reports[s.Report]
	n := node{"@type": "Claim", "@id": o.statementID(s.ID), "text": show(s.Span.Of(r.Text)), "appearance": ref(o.reportID(r)), "isPartOf": ref(o.storyID(d))}
	put(n, "datePublished", stamp(s.FirstSeen))
	if name := explain.SpeakerName(s); name != "" {
		kind := "Organization"
		if person(s.Speaker.Class) {
			kind = "Person"
		}
		n["author"] = node{"@type": kind, "name": show(name)}
	}
	if s.Origin != "" && s.Origin != s.ID {
		n["isBasedOn"] = ref(o.statementID(s.Origin))
	}
	return n
}

func article(d *dossier.Dossier, r *report.Report, byID map[string]*dossier.Statement, o Options, show func(string) string) node {
	n := node{"@type": "NewsArticle", "@id": o.reportID(r), "publisher": node{"@type": "Organization", "name": outlet(r)}}
	put(n, "headline", show(r.Title))
	put(n, "url", report.WebAddress(r.URL))
	put(n, "datePublished", stamp(r.Published))
	put(n, "dateModified", stamp(r.Updated))
	if r.Author != "" {
		n["author"] = node{"@type": "Person", "name": show(r.Author)}
	}
	for _, c := range d.Copies {
		if from := d.Reports[c.Of]; c.Report == r.ID && from != nil {
			n["isBasedOn"] = ref(o.reportID(from))
			break
		}
	}
	var corrections []node
	seen := map[string]bool{}
	for i := range d.Statements {
		s := &d.Statements[i]
		by := byID[s.Withdrawn]
		if s.Report != r.ID || by == nil || seen[by.ID] || d.Reports[by.Report] == nil {
			continue
		}
		seen[by.ID] = true
		c := node{"@type": "CorrectionComment", "text": show(by.Span.Of(d.Reports[by.Report].Text)), "isBasedOn": ref(o.reportID(d.Reports[by.Report]))}
		put(c, "datePublished", stamp(by.FirstSeen))
		corrections = append(corrections, c)
	}
	if len(corrections) > 0 {
		n["correction"] = corrections
	}
	return n
}
