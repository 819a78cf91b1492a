package desk

import (
	"context"
	"net/http"
	"time"

	"sofar/dossier"
	"sofar/report"
)

// Searcher finds words in reports and statements; a dossier.Finder is one.
type Searcher interface {
	Find(ctx context.Context, q dossier.Query) (hits []dossier.Hit, total int, err error)
}

// piece is a run of a snippet; On marks a term that was searched for.
type piece struct {
	Text string
	On   bool
}

// pieces cuts a hit's snippet at its marks; an ellipsis tells that the text
// goes on beyond whole, the length of the hit's own text.
func pieces(h *dossier.Hit, whole report.Span) []piece {
	var out []piece
	add := func(text string, on bool) {
		if text != "" {
			out = append(out, piece{text, on})
		}
	}
	if h.Span.Start > whole.Start {
		add("… ", false)
	}
	from := 0
	for _, m := range h.Marks {
		if m.Start < from || m.End > len(h.Snippet) {
			continue
		}
		add(h.Snippet[from:m.Start], false)
		add(h.Snippet[m.Start:m.End], true)
		from = m.End
	}
	add(h.Snippet[from:], false)
	if h.Span.End < whole.End {
		add(" …", false)
	}
	return out
}

// searchView is the page of results.
type searchView struct {
	Query          string
	Nothing        bool // a query without hits
	Reports        []reportRow
	Statements     []statementRow
	Pager, SayPage pager
}

type reportRow struct {
	Title, Outlet, Href string
	At                  time.Time
	Snippet             []piece
}

type statementRow struct {
	Speaker, Stance, Href, Outlet string
	Story, StoryHref              string
	At                            time.Time
	Snippet                       []piece
}

const searchSize = 20

// found gives one page of the hits of one sort. A page beyond the last one
// shows the last one.
func (s *server) found(r *http.Request, words string, sought dossier.Sought, pageKey, anchor string) ([]dossier.Hit, pager, error) {
	q := dossier.Query{Words: words, For: sought, Limit: searchSize}
	n := max(1, min(number(r.URL.Query().Get(pageKey)), 1<<20))
	q.Offset = (n - 1) * searchSize
	hits, total, err := s.opt.Search.Find(r.Context(), q)
	p, lo, _ := paginate(total, searchSize, r.URL, pageKey, anchor)
	if err == nil && lo != q.Offset {
		q.Offset = lo
		hits, _, err = s.opt.Search.Find(r.Context(), q)
	}
	return hits, p, err
}

func (s *server) searchPage(w http.ResponseWriter, r *http.Request) {
	v := searchView{Query: trim(r.URL.Query().Get("q"), 300)}
	if v.Query != "" {
		hits, p, err := s.found(r, v.Query, dossier.ReportsOnly, "p", "reports")
		says, sp, err2 := s.found(r, v.Query, dossier.StatementsOnly, "sp", "statements")
		if err != nil || err2 != nil {
			s.fail(w, r, http.StatusInternalServerError, "The search index cannot be read", "It is a cache: stop the desk, run “sofar rebuild” on the ledger, and start again.")
			return
		}
		v.Pager, v.SayPage = p, sp
		v.Nothing = p.Total+sp.Total == 0
		for i := range hits {
			if rep, _, ok := s.src.Report(hits[i].Report); ok {
				v.Reports = append(v.Reports, reportRow{Title: headline(rep), Outlet: outlet(rep), Href: reportURL(rep.ID), At: rep.Published,
					Snippet: pieces(&hits[i], report.Span{End: len(rep.Text)})})
			}
		}
		v.Statements = s.statementRows(says)
	}
	s.render(w, r, http.StatusOK, "search", layout{Title: "Search", Nav: "search", Query: v.Query, View: v})
}

// statementRows tells of each statement who says it, where, and in which story.
func (s *server) statementRows(hits []dossier.Hit) []statementRow {
	type held struct {
		story     *dossier.Dossier
		statement *dossier.Statement
	}
	wanted := make(map[string]held, len(hits))
	var reports []string
	for _, h := range hits {
		wanted[h.Statement] = held{}
		reports = append(reports, h.Report)
	}
	a := s.around(reports...)
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		for j := range d.Statements {
			if st := &d.Statements[j]; len(wanted) > 0 {
				if w, ok := wanted[st.ID]; ok && w.story == nil {
					wanted[st.ID] = held{d, st}
				}
			}
		}
	}
	links := linker{}
	var out []statementRow
	for i := range hits {
		h := &hits[i]
		rep, _, ok := s.src.Report(h.Report)
		if !ok {
			continue
		}
		row := statementRow{Speaker: trim(h.Title, 100), Outlet: outlet(rep), At: rep.Published, Href: links.words(rep, h.Span), Snippet: pieces(h, h.Span)}
		if row.Speaker == "" {
			row.Speaker = "the report itself"
		}
		if w := wanted[h.Statement]; w.story != nil {
			row.Speaker, row.Stance, row.At = speakerName(w.statement), string(w.statement.Stance), w.statement.FirstSeen
			row.Story, row.StoryHref = storyTitle(w.story), storyURL(w.story.ID)
			row.Href, row.Snippet = links.words(rep, w.statement.Span), pieces(h, w.statement.Span)
		}
		out = append(out, row)
	}
	return out
}
