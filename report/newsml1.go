package report

import (
	"slices"
	"strings"
)

// NewsML 1.x: an item is a tree of components; the one that has a headline is
// a report, its body the longest text among the components below it. An item
// in several languages has a headline in each.

type newsML1Item struct {
	ID struct {
		Provider string `xml:"ProviderId"`
		Item     string `xml:"NewsItemId"`
		Revision string `xml:"RevisionId"`
		Public   string `xml:"PublicIdentifier"`
	} `xml:"Identification>NewsIdentifier"`
	Management struct {
		First  string     `xml:"FirstCreated"`
		Made   string     `xml:"ThisRevisionCreated"`
		Status formalName `xml:"Status"`
	} `xml:"NewsManagement"`
	Components []newsML1Component `xml:"NewsComponent"`
}

type formalName struct {
	Name string `xml:"FormalName,attr"`
}

type newsML1Component struct {
	Lines struct {
		Head []g2Text `xml:"HeadLine"`
		By   []g2Text `xml:"ByLine"`
	} `xml:"NewsLines"`
	Role     formalName   `xml:"Role"`
	Provider []formalName `xml:"AdministrativeMetadata>Provider>Party"`
	Source   []formalName `xml:"AdministrativeMetadata>Source>Party"`
	Content  []struct {
		Media formalName `xml:"MimeType"`
		Data  []g2Text   `xml:"DataContent"`
	} `xml:"ContentItem"`
	Components []newsML1Component `xml:"NewsComponent"`
}

// wires gives the reports of the item, one without a text if it has none.
func (it *newsML1Item) wires() []*wireItem {
	id := strings.TrimSpace(it.ID.Public)
	if rev := strings.TrimSpace(it.ID.Revision); rev != "" {
		// The public identifier ends in the revision and an update mark.
		if i := strings.LastIndex(id, ":"+rev); i > 0 && len(id) <= i+1+len(rev)+1 {
			id = id[:i]
		}
	}
	base := wireItem{
		id: id, version: strings.TrimSpace(it.ID.Revision), status: it.Management.Status.Name,
		first: it.Management.First, made: it.Management.Made, publisher: strings.TrimSpace(it.ID.Provider),
	}
	var all []*wireItem
	for i := range it.Components {
		it.Components[i].collect(&base, nil, &all)
	}
	// Pictures have headlines too: without a text they count only by themselves.
	texts := slices.DeleteFunc(slices.Clone(all), func(w *wireItem) bool { return w.text == "" })
	switch {
	case len(texts) > 0:
		return texts
	case len(all) > 0:
		return all[:1]
	}
	return []*wireItem{&base}
}

// collect gathers reports below the component; in is the one that its texts
// belong to, nil above the first headline.
func (c *newsML1Component) collect(base, in *wireItem, all *[]*wireItem) {
	for _, p := range append(c.Provider, c.Source...) {
		if in == nil {
			base.publisher = first(p.Name, base.publisher)
			break
		}
	}
	if len(c.Lines.Head) > 0 || in == nil && len(c.Content) > 0 {
		w := *base
		in = &w
		*all = append(*all, in)
		for _, h := range c.Lines.Head {
			in.title = first(in.title, h.String())
		}
		for _, b := range c.Lines.By {
			in.author = first(in.author, b.String())
		}
	}
	switch c.Role.Name {
	case "StyleSheet", "Caption", "Contact":
	default:
		for _, item := range c.Content {
			for _, d := range item.Data {
				m := readMarkup(d.Inner)
				if in != nil && len(m.text) > len(in.text) {
					in.text, in.title, in.author = m.text, first(in.title, m.title), first(in.author, m.byline)
				}
			}
		}
	}
	for i := range c.Components {
		c.Components[i].collect(base, in, all)
	}
}
