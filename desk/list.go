package desk

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/report"
	"sofar/statement"
)

// listView is the list of stories.
type listView struct {
	Rows    []listRow
	Pager   pager
	Filter  string
	Total   int
	NotRead int
	Reports int
	AsOf    time.Time
	Newest  int    // how many stories the filter goes through, 0 for all
	Search  string // address of the search for the filter's words
}

type listRow struct {
	Key, Title, Href, Kicker string
	Cards                    []card
	Changed                  time.Time
	Ago, Last                string
	Reports, Outlets         int
	Origins, Speakers        int
}

const listPage = 20

func (s *server) list(w http.ResponseWriter, r *http.Request) {
	version := s.src.Version()
	v := listView{Filter: trim(r.URL.Query().Get("filter"), 200)}
	var hits []*dossier.Dossier
	var a *dossier.Account
	_, total, _, paged := s.page(time.Time{}, 0, 0)
	if paged = paged && v.Filter == ""; paged {
		p, lo, hi := paginate(total, listPage, r.URL, "p", "")
		v.Pager = p
		a, _, _, _ = s.page(time.Time{}, lo, hi-lo)
	} else {
		a = s.src.At(time.Time{})
	}
	for i := range a.Dossiers {
		if d := &a.Dossiers[i]; matches(d, v.Filter) {
			hits = append(hits, d)
		}
	}
	if !paged {
		p, lo, hi := paginate(len(hits), listPage, r.URL, "p", "")
		v.Pager, hits = p, hits[lo:hi]
		v.Newest, v.Search = newestOf(a), "/search?"+url.Values{"q": {v.Filter}}.Encode()
	}
	v.Total, v.NotRead, v.Reports, v.AsOf = len(a.Dossiers)+a.MoreStories, len(a.NotRead), len(a.Reports)+a.MoreReports, a.AsOf
	for _, d := range hits {
		v.Rows = append(v.Rows, s.listRow(d))
	}
	s.render(w, r, http.StatusOK, "list", layout{Title: "Stories", Nav: "stories", View: v, Live: "/events", Version: version, Canonical: "/", Feed: "/feed"})
}

// matches tells whether every word of the filter stands in the story's title,
// type or place.
func matches(d *dossier.Dossier, words string) bool {
	hay := strings.ToLower(d.Title + " " + d.Incident.Type + " " + place(d))
	for _, w := range strings.Fields(strings.ToLower(trim(words, 300))) {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

func (s *server) listRow(d *dossier.Dossier) listRow {
	row := listRow{Key: "story-" + d.ID, Title: storyTitle(d), Href: storyURL(d.ID), Kicker: kicker(d), Reports: len(explain.Pages(d))}
	row.Outlets, row.Speakers = heads(d)
	row.Origins = max(row.Reports-len(copiesOf(d)), 1)
	byID := d.ByID()
	for _, c := range cards(d, byID, linker{}) {
		if c.Kind != string(statement.OtherFigure) && len(row.Cards) < 3 {
			row.Cards = append(row.Cards, c)
		}
	}
	for _, t := range d.Known {
		if t.After(row.Changed) {
			row.Changed = t
		}
	}
	if n := len(d.Changes); n > 0 {
		row.Last = sentenceCase(trim(d.Changes[n-1].Text, 200))
	}
	row.Ago = ago(s.opt.Now(), row.Changed)
	return row
}

// notReadView lists what could not be read, and why.
type notReadView struct {
	Rows  []report.NotRead
	Pager pager
}

func (s *server) notRead(w http.ResponseWriter, r *http.Request) {
	a := s.src.At(time.Time{})
	p, lo, hi := paginate(len(a.NotRead), 50, r.URL, "p", "")
	s.render(w, r, http.StatusOK, "notread", layout{Title: "Not read", Nav: "not-read", Canonical: "/not-read",
		View: notReadView{Rows: a.NotRead[lo:hi], Pager: p}})
}
