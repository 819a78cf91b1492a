package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/report"
)

// provenance is a PROV-JSON document in the making (W3C member submission of 24
// April 2013): entities are reports, statements and figures; the agents are those
// who speak.
type provenance struct {
	parts map[string]node
	n     int
}

func (p *provenance) add(part, id string, attributes node) {
	if p.parts[part] == nil {
		p.parts[part] = node{}
	}
	p.parts[part][id] = attributes
}

// relate adds a relation, which has a name of its own in the document only.
func (p *provenance) relate(part string, attributes node) {
	p.n++
	p.add(part, fmt.Sprintf("_:%s%d", part, p.n), attributes)
}

// name makes a qualified name of an identifier: letters, digits, - and _ stay.
func name(id string) string {
	return "sofar:" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '_'
	}, id)
}

// agentName names a speaker by a hash, since names are of any form.
func agentName(speaker string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(speaker)))
	return "sofar:speaker-" + hex.EncodeToString(sum[:8])
}

// typed is a value with its type.
func typed(value any, kind string) node { return node{"$": value, "type": kind} }

// writeProv writes where every figure comes from: figure from the statements of
// its live set, a statement from its report and, in a copy or relay, from the
// statement that it repeats, all attributed to who speaks.
func writeProv(w io.Writer, a *dossier.Account, o Options) error {
	p := &provenance{parts: map[string]node{}}
	p.add("activity", "sofar:reading", node{"prov:label": "reading by sofar's engine " + incident.Engine})
	p.add("activity", "sofar:fold", node{"prov:label": "the fold by the published rules, as of " + stamp(a.AsOf)})
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		show := shower(d, o)
		for _, m := range d.Members {
			if r := d.Reports[m.Report]; r != nil {
				n := node{"prov:type": typed("sofar:Report", "prov:QUALIFIED_NAME"), "prov:label": show(r.Title), "sofar:outlet": outlet(r)}
				put(n, "prov:location", report.WebAddress(r.URL))
				put(n, "sofar:published", stamp(r.Published))
				p.add("entity", name(r.ID), n)
			}
		}
		for j := range d.Statements {
			p.statement(d, &d.Statements[j], show)
		}
		for _, f := range d.Figures {
			id := name(d.ID + "-" + string(f.Kind))
			n := node{"prov:type": typed("sofar:Figure", "prov:QUALIFIED_NAME"), "prov:label": show(d.Title) + ": " + string(f.Kind), "sofar:rule": f.Rule,
				"sofar:low": typed(f.Low, "xsd:long"), "prov:value": typed(f.Best, "xsd:long"), "sofar:independent_origins": typed(f.Origins, "xsd:int")}
			if high(f.High, f.Open) != "" {
				n["sofar:high"] = typed(f.High, "xsd:long")
			}
			p.add("entity", id, n)
			p.relate("wasGeneratedBy", node{"prov:entity": id, "prov:activity": "sofar:fold"})
			for _, s := range f.Live {
				p.relate("wasDerivedFrom", node{"prov:generatedEntity": id, "prov:usedEntity": name(s), "prov:activity": "sofar:fold"})
			}
		}
	}
	out := node{"prefix": node{"sofar": namespace(o), "xsd": "http://www.w3.org/2001/XMLSchema#"}}
	for part, nodes := range p.parts {
		out[part] = nodes
	}
	return document(w, out)
}

func namespace(o Options) string {
	if o.Base != "" {
		return o.Base + "/id/"
	}
	return "urn:sofar:"
}

func (p *provenance) statement(d *dossier.Dossier, s *dossier.Statement, show func(string) string) {
	r := d.Reports[s.Report]
	if r == nil {
		return
	}
	id := name(s.ID)
	p.add("entity", id, node{"prov:type": typed("sofar:Statement", "prov:QUALIFIED_NAME"), "prov:value": show(s.Span.Of(r.Text)),
		"sofar:stance": string(s.Stance), "sofar:certainty": string(s.Certainty), "sofar:rule": s.Rule})
	p.relate("wasGeneratedBy", node{"prov:entity": id, "prov:activity": "sofar:reading"})
	p.relate("wasQuotedFrom", node{"prov:generatedEntity": id, "prov:usedEntity": name(r.ID)})
	if s.Origin != "" && s.Origin != s.ID {
		p.relate("wasDerivedFrom", node{"prov:generatedEntity": id, "prov:usedEntity": name(s.Origin)})
	}
	if s.Withdrawn != "" {
		p.relate("wasInvalidatedBy", node{"prov:entity": id, "prov:activity": "sofar:fold", "sofar:by": name(s.Withdrawn)})
	}
	speaker := show(explain.SpeakerName(s))
	if speaker == "" || speaker == hidden {
		return
	}
	kind := "prov:Organization"
	if person(s.Speaker.Class) {
		kind = "prov:Person"
	}
	p.add("agent", agentName(speaker), node{"prov:label": speaker, "prov:type": typed(kind, "prov:QUALIFIED_NAME")})
	p.relate("wasAttributedTo", node{"prov:entity": id, "prov:agent": agentName(speaker)})
	for _, relay := range slices.Compact(slices.Clone(s.Relay)) {
		p.add("agent", agentName(relay), node{"prov:label": relay, "prov:type": typed("prov:Organization", "prov:QUALIFIED_NAME")})
		p.relate("wasAttributedTo", node{"prov:entity": id, "prov:agent": agentName(relay), "prov:type": "relay"})
	}
}
