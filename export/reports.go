package export

import (
	"io"
	"slices"
	"strings"

	"sofar/dossier"
	"sofar/explain"
)

// writeReports writes the reports as sofar reads them. Read into another ledger
// they have the same content ids.
func writeReports(w io.Writer, a *dossier.Account, o Options) error {
	if o.HideNames {
		o = o.over(a)
	}
	hides := map[string]bool{}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		hide := explain.Hider(d, explain.Options{HideNames: o.HideNames})
		for id, r := range d.Reports {
			hides[id] = hides[id] || hide(r.Text) || hide(r.Title)
		}
	}
	ids := make([]string, 0, len(a.Reports))
	for id := range a.Reports {
		if r := a.Reports[id]; !hides[id] && !o.Page.Hides("", id, r.Title) && !o.Page.Hides("", id, r.Text) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(x, y string) int {
		rx, ry := a.Reports[x], a.Reports[y]
		if c := rx.Published.Compare(ry.Published); c != 0 {
			return c
		}
		return strings.Compare(x, y)
	})
	type line struct {
		ID        string `json:"id,omitempty"`
		URL       string `json:"url,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Author    string `json:"author,omitempty"`
		Title     string `json:"title,omitempty"`
		Published string `json:"published,omitempty"`
		Updated   string `json:"updated,omitempty"`
		Text      string `json:"text"`
	}
	return eachLine(w, func(enc func(any) error) error {
		for _, id := range ids {
			r := a.Reports[id]
			if err := enc(line{r.Name, r.URL, r.Publisher, r.Author, r.Title, stamp(r.Published), stamp(r.Updated), r.Text}); err != nil {
				return err
			}
		}
		return nil
	})
}
