package report

import (
	"encoding/json"
	"strings"
)

// ninjs (iptc.org/standards/ninjs): JSON objects of agencies. 1.x has
// body_<form>, headline and byline, 2.x and 3.x lists of bodies and headlines
// and by; 3.x writes versionCreated where the others write versioncreated.

// ninjsDepth bounds items within items.
const ninjsDepth = 4

// ninjs is an item's members by their lower-case names.
type ninjs map[string]json.RawMessage

// asNinjs gives the object as a ninjs item, nil if it is none: it has a uri,
// and a member that only ninjs has.
func asNinjs(data []byte) ninjs {
	var raw map[string]json.RawMessage
	if json.Unmarshal(data, &raw) != nil {
		return nil
	}
	n := make(ninjs, len(raw))
	for k, v := range raw {
		n[strings.ToLower(k)] = v
	}
	if n.text("uri") == "" {
		return nil
	}
	for k := range n {
		switch k {
		case "pubstatus", "versioncreated", "firstcreated", "bodies", "headlines", "$standard", "standard", "representationtype", "renditions", "associations", "usageterms", "copyrightholder", "headline", "descriptions":
			return n
		}
		if strings.HasPrefix(k, "body_") || strings.HasPrefix(k, "description_") {
			return n
		}
	}
	return nil
}

// text is a member as a string, "" if it is none.
func (n ninjs) text(name string) string {
	var l loose
	if raw := n[name]; len(raw) > 0 {
		_ = l.UnmarshalJSON(raw) // never fails on valid JSON
	}
	return string(l)
}

// variant is one of several bodies or headlines.
type variant struct {
	Role  string `json:"role"`
	Media string `json:"contenttype"` // also contentType: names match in any case
	Value string `json:"value"`
}

// variants are the members of a list, of those of name_<form> where there is none.
func (n ninjs) variants(list, prefix string) []variant {
	var vs []variant
	if raw := n[list]; len(raw) > 0 && json.Unmarshal(raw, &vs) == nil {
		return vs
	}
	for _, form := range []string{"xhtml", "html", "nitf", "text"} {
		if s := n.text(prefix + form); s != "" {
			vs = append(vs, variant{Role: form, Value: s})
		}
	}
	for _, k := range sortedKeys(n) {
		form, ok := strings.CutPrefix(k, prefix)
		if ok && form != "xhtml" && form != "html" && form != "nitf" && form != "text" {
			vs = append(vs, variant{Role: form, Value: n.text(k)})
		}
	}
	return vs
}

// wire takes from the item what a report needs.
func (n ninjs) wire() wireItem {
	w := wireItem{
		id: n.text("uri"), kind: n.text("type"), version: n.text("version"), status: n.text("pubstatus"), note: n.text("ednote"),
		first: n.text("firstcreated"), made: n.text("versioncreated"), embargo: n.text("embargoed"),
		author: first(n.text("byline"), n.text("by")), title: n.text("headline"),
	}
	for _, h := range n.variants("headlines", "headline_") {
		if w.title == "" || h.Role == "main" && n.text("headline") == "" {
			w.title = first(h.Value, w.title)
		}
	}
	w.title = first(w.title, n.text("title"))
	for _, d := range n.variants("descriptions", "description_") {
		w.summary = first(w.summary, richText(d.Value, d.Media+" "+d.Role))
	}
	w.publisher = first(n.text("copyrightholder"), n.text("infosources"), n.text("infosource"))
	for _, b := range n.variants("bodies", "body_") {
		if text := richText(b.Value, b.Media+" "+b.Role); fuller(text, w.text) {
			w.text = text
		}
	}
	return w
}

// fuller tells whether text says clearly more than old, or about the same in
// more paragraphs.
func fuller(text, old string) bool {
	switch a, b := len(strings.Fields(text)), len(strings.Fields(old)); {
	case 5*a > 6*b:
		return true
	case 6*a < 5*b:
		return false
	}
	return strings.Count(text, "\n\n") > strings.Count(old, "\n\n")
}

// items gives the report of the item, and those of the items in it.
func (n ninjs) items(name, source string, line int, opt Options, depth int) []Item {
	w := n.wire()
	own := w.item(name, source, line, opt)
	var out []Item
	for _, raw := range n.associations() {
		if depth >= ninjsDepth {
			break
		}
		for _, it := range inner(raw, name, source, line, opt, depth+1) {
			// Pictures that go with a text are no reports that were missed.
			if it.Report != nil || it.NotRead.Status != "" {
				out = append(out, it)
			}
		}
	}
	if w.text == "" && len(out) > 0 && own.NotRead != nil && own.NotRead.Status == "" {
		return out // a package of texts
	}
	return append([]Item{own}, out...)
}

func inner(raw json.RawMessage, name, source string, line int, opt Options, depth int) []Item {
	n := asNinjs(raw)
	if n == nil || n.wire().text == "" && n["associations"] == nil {
		return nil
	}
	return n.items(name, source, line, opt, depth)
}

// associations are the items within the item, in the order of their names
// where they have names.
func (n ninjs) associations() []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(n["associations"], &list) == nil {
		return list
	}
	var named map[string]json.RawMessage
	if json.Unmarshal(n["associations"], &named) == nil {
		for _, k := range sortedKeys(named) {
			list = append(list, named[k])
		}
	}
	return list
}
