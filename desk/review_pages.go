package desk

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/ledger"
	"sofar/statement"
)

// statementView is the page on which a statement is decided on.
type statementView struct {
	ID, Story, StoryTitle, StoryHref string
	Row                              saidRow
	Reading                          string // as it is read, or was before a correction
	Why                              string // the engine's rule
	Report, Outlet                   string
	Check                            *checkView
	Copies                           int // copies that a decision bears on as well
	Log                              []logRow
	Figure                           bool
	Kinds, Scopes, Stances, Classes  []string
	Back                             string
	Marks                            []string
}

// where finds a statement and its story, in the story named first.
func (s *server) where(a *dossier.Account, id, story string) (*dossier.Dossier, *dossier.Statement) {
	if d := find(a, story); d != nil {
		if st := statementIn(d, id); st != nil {
			return d, st
		}
	}
	for i := range a.Dossiers {
		if st := statementIn(&a.Dossiers[i], id); st != nil {
			return &a.Dossiers[i], st
		}
	}
	return nil, nil
}

func (s *server) statementPage(w http.ResponseWriter, r *http.Request) {
	version, a := s.src.Version(), s.src.At(time.Time{})
	d, st := s.where(a, r.PathValue("id"), r.URL.Query().Get("story"))
	if st == nil {
		s.fail(w, r, http.StatusNotFound, "No such statement", "No statement is read under this id now. A newer engine may read its words otherwise.", link{"/review", "The queue"})
		return
	}
	rep := d.Reports[st.Report]
	v := statementView{ID: st.ID, Story: d.ID, StoryTitle: storyTitle(d), StoryHref: storyURL(d.ID), Row: rowOf(d, st, d.ByID(), linker{}),
		Reading: readWords(&st.Statement), Why: st.Rule, Report: st.Report, Outlet: outlet(rep), Check: checkOf(st), Figure: st.Figure != nil,
		Back: with(r.URL, "", "decided", "")}
	if st.Checked != nil && st.Checked.Read != nil {
		v.Reading = readWords(st.Checked.Read)
	}
	for _, other := range d.Statements {
		if other.Origin == st.ID && other.ID != st.ID {
			v.Copies++
		}
	}
	for _, k := range statement.FigureKinds {
		v.Kinds = append(v.Kinds, string(k))
	}
	for _, x := range dossier.Scopes() {
		v.Scopes = append(v.Scopes, string(x))
	}
	for _, x := range dossier.Stances() {
		v.Stances = append(v.Stances, string(x))
	}
	for _, x := range dossier.Classes() {
		v.Classes = append(v.Classes, string(x))
	}
	v.Marks = []string{"A", "B", "C", "D", "E", "F", ledger.NotUsed}
	keep := map[string]bool{}
	for _, dec := range s.decisions(a.Decisions) {
		if dec.Statement == st.ID || st.Checked != nil && slices.Contains(st.Checked.All, dec.ID) {
			keep[dec.ID] = true
		}
	}
	v.Log = s.logRows(a, keep)
	s.render(w, r, http.StatusOK, "reviewstatement", layout{Title: "Review a statement", Nav: "review", View: v, Version: version})
}

// reviewStoryView is the page on which a story is split and merged.
type reviewStoryView struct {
	ID, Title, Href string
	Reports         []memberRow
	Left            int
	Others          []link
	Rejected        []saidRow
	Withdrawn       []memberRow
	Names           []dossier.Merge // taken for one
	Log             []logRow
	Back            string
}

type memberRow struct {
	ID, Outlet, Title, Why, Href string
	At                           time.Time
	Decision                     string
}

// Bounds of that page.
const (
	shownMembers = 500
	shownOthers  = 60
)

func (s *server) reviewStory(w http.ResponseWriter, r *http.Request) {
	version, a := s.src.Version(), s.src.At(time.Time{})
	_, d := s.storyAt(r.PathValue("id"), time.Time{})
	if d == nil {
		s.fail(w, r, http.StatusNotFound, "No such story", "No story is kept under this address.", link{"/review", "The queue"})
		return
	}
	v := reviewStoryView{ID: d.ID, Title: storyTitle(d), Href: storyURL(d.ID), Back: with(r.URL, "", "decided", "")}
	for i, m := range d.Members {
		if i == shownMembers {
			v.Left = len(d.Members) - i
			break
		}
		rep := d.Reports[m.Report]
		v.Reports = append(v.Reports, memberRow{ID: m.Report, Outlet: outlet(rep), Title: headline(rep), Why: trim(m.Why, 200), Href: reportURL(m.Report), At: d.Known[m.Report]})
	}
	v.Others = neighbours(a, d)
	v.Names = d.Merges[:min(len(d.Merges), shownMembers)]
	byID := d.ByID()
	for i := range d.Rejected {
		if i == shownMembers {
			break
		}
		v.Rejected = append(v.Rejected, rowOf(d, &d.Rejected[i], byID, linker{}))
	}
	for _, x := range d.Withdrawn {
		v.Withdrawn = append(v.Withdrawn, memberRow{ID: x.Report.ID, Outlet: outlet(x.Report), Title: headline(x.Report), Href: reportURL(x.Report.ID), At: x.At, Decision: x.Decision})
	}
	keep := map[string]bool{}
	for i := range d.Decisions {
		keep[d.Decisions[i].ID] = true
	}
	v.Log = s.logRows(a, keep)
	s.render(w, r, http.StatusOK, "reviewstory", layout{Title: "Review a story", Nav: "review", View: v, Version: version})
}

// neighbours are the stories that one may belong with: those of its place or
// type first, then the newest.
func neighbours(a *dossier.Account, d *dossier.Dossier) []link {
	near := func(o *dossier.Dossier) int {
		n := 0
		for _, p := range o.Incident.Place {
			if slices.Contains(d.Incident.Place, p) {
				n += 2
			}
		}
		if o.Incident.Type == d.Incident.Type && o.Incident.Type != "" {
			n++
		}
		return n
	}
	byScore := map[int][]link{}
	most := 0
	for i := range a.Dossiers {
		if o := &a.Dossiers[i]; o.ID != d.ID {
			n := near(o)
			most = max(most, n)
			if len(byScore[n]) < shownOthers {
				byScore[n] = append(byScore[n], link{o.ID, storyTitle(o) + " (" + strings.TrimSuffix(plural(len(o.Members), "report"), " ") + ")"})
			}
		}
	}
	var out []link
	for n := most; n >= 0; n-- {
		out = append(out, byScore[n]...)
	}
	return out[:min(len(out), shownOthers)]
}
