package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"sofar/dossier"
	"sofar/ledger"
	"sofar/statement"
)

// Reviewer takes editors' decisions; a dossier.Book is one.
type Reviewer interface {
	// AddDecision records a decision and gives its id.
	AddDecision(ctx context.Context, d ledger.Decision) (string, error)
	// Decisions are all decisions in the order in which they were taken, also
	// those taken back.
	Decisions() []dossier.Ruling
}

func (s *server) reviewRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /review", s.reviewPage)
	mux.HandleFunc("GET /review/log", s.logPage)
	mux.HandleFunc("GET /review/statement/{id}", s.statementPage)
	mux.HandleFunc("GET /review/story/{id}", s.reviewStory)
	mux.HandleFunc("POST /review/decide", s.decide)
	mux.HandleFunc("GET /login", s.loginPage)
	mux.HandleFunc("POST /login", s.login)
	mux.HandleFunc("POST /logout", s.logout)
	mux.HandleFunc("GET /accounts", s.accountsPage)
	mux.HandleFunc("POST /accounts/session", s.endSession)
}

// queueCache keeps the queue of one version.
type queueCache struct {
	mu      sync.Mutex
	version int64
	tasks   []dossier.Task
	made    bool
}

// tasks gives the queue as of now.
func (s *server) tasks() []dossier.Task {
	version := s.src.Version()
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	if !s.queue.made || s.queue.version != version {
		s.queue.tasks, s.queue.version, s.queue.made = dossier.Queue(s.src.At(time.Time{})), version, true
	}
	return s.queue.tasks
}

// reviewView is the queue.
type reviewView struct {
	Rows        []taskRow
	Pager       pager
	Total       int
	Kinds       []choice
	Words, Kind string
	Filtered    bool
	Back        string
	Newest, All int // how many stories the queue goes through, of how many; Newest is 0 for all
}

// taskRow is one task with the words that it is about.
type taskRow struct {
	dossier.Task
	Key, StoryHref, Href string // Href leads to the words
	Speaker, Quote       string
	Outlet               string
	At                   time.Time
	Check                *checkView
}

const reviewPage = 20

func (s *server) reviewPage(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	v := reviewView{Words: trim(q.Get("filter"), 200), Kind: trim(q.Get("kind"), 40), Back: with(r.URL, "", "decided", "")}
	v.Filtered = v.Words != "" || v.Kind != ""
	version, a := s.src.Version(), s.src.At(time.Time{})
	kinds := map[string]int{}
	var hits []*dossier.Task
	words := strings.Fields(strings.ToLower(v.Words))
	all := s.tasks()
	for i := range all {
		t := &all[i]
		kinds[t.Kind]++
		hay := strings.ToLower(t.Title + " " + t.What)
		if (v.Kind == "" || t.Kind == v.Kind) && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) }) {
			hits = append(hits, t)
		}
	}
	v.Total, v.Kinds = len(all), choices(kinds, v.Kind)
	v.Newest, v.All = newestOf(a), len(a.Dossiers)+a.MoreStories
	p, lo, hi := paginate(len(hits), reviewPage, r.URL, "p", "")
	v.Pager = p
	links := linker{}
	for _, t := range hits[lo:hi] {
		row := taskRow{Task: *t, Key: key("task", t.Story, t.Kind, t.Statement, t.Decision), StoryHref: storyURL(t.Story)}
		row.Title, row.What = trim(t.Title, 200), trim(t.What, 200)
		if d := find(a, t.Story); d != nil {
			row.Title = storyTitle(d)
			if st := statementIn(d, t.Statement); st != nil {
				rep := d.Reports[st.Report]
				row.Speaker, row.Quote, row.Href, row.Outlet, row.At = speakerName(st), quote(rep, st.Span), links.words(rep, st.Span), outlet(rep), st.FirstSeen
				row.Check = checkOf(st)
			}
		}
		v.Rows = append(v.Rows, row)
	}
	s.render(w, r, http.StatusOK, "review", layout{Title: "Review", Nav: "review", View: v, Version: version})
}

// statementIn finds a statement of a story, also one that was set aside.
func statementIn(d *dossier.Dossier, id string) *dossier.Statement {
	for _, list := range [][]dossier.Statement{d.Statements, d.Rejected} {
		for i := range list {
			if list[i].ID == id && id != "" {
				return &list[i]
			}
		}
	}
	return nil
}

// checkView is what a person decided on a statement, for people.
type checkView struct {
	Verdict, Author, Reason string
	At                      time.Time
	Read                    string // what was read before a correction
	Now                     string // what stands in its place
	Own                     bool   // the number is the editor's
	Copied                  bool   // decided on the words that this one copies
	Decision                string
}

func checkOf(st *dossier.Statement) *checkView {
	c := st.Checked
	if c == nil {
		return nil
	}
	v := &checkView{Verdict: c.Verdict, Author: trim(c.Author, 100), Reason: trim(c.Reason, 400), At: c.At, Own: c.OwnNumber, Copied: c.CopyOf != "", Decision: c.Decision}
	if c.Verdict == dossier.Rejected {
		v.Verdict = "set aside"
	}
	if c.Read != nil {
		v.Read, v.Now = readWords(c.Read), trim(dossier.CorrectionWords(c.Correction), 200)
	}
	return v
}

// readWords says what was read: number, kind, scope, speaker, stance.
func readWords(s *statement.Statement) string {
	var parts []string
	if f := s.Figure; f != nil {
		parts = append(parts, dossier.CountWords(f.Low, f.High)+" "+string(f.Kind), string(f.Scope))
	} else {
		parts = append(parts, string(s.Kind))
	}
	if s.Speaker.Name != "" {
		parts = append(parts, "said by "+trim(s.Speaker.Name, 100))
	}
	return strings.Join(append(parts, string(s.Stance)), ", ")
}

// logView is the log of decisions, the newest first.
type logView struct {
	Rows  []logRow
	Pager pager
	Back  string
}

type logRow struct {
	ID, What, Author, Reason string
	At                       time.Time
	Undone                   string // the undo that took it back
	Lost                     string
	Undoes                   string
	Href                     string
	CanUndo                  bool
}

func (s *server) logPage(w http.ResponseWriter, r *http.Request) {
	version := s.src.Version()
	rows := s.logRows(s.src.At(time.Time{}), nil)
	v := logView{Back: with(r.URL, "", "decided", "")}
	p, lo, hi := paginate(len(rows), 50, r.URL, "p", "")
	v.Rows, v.Pager = rows[lo:hi], p
	s.render(w, r, http.StatusOK, "reviewlog", layout{Title: "Decisions", Nav: "review", View: v, Version: version})
}

// logRows lists decisions, the newest first: all, or those that keep names.
func (s *server) logRows(a *dossier.Account, keep map[string]bool) []logRow {
	lost, story := map[string]string{}, map[string]string{}
	for i := range a.Decisions {
		lost[a.Decisions[i].ID] = a.Decisions[i].Lost
	}
	for i := range a.Dossiers {
		for j := range a.Dossiers[i].Decisions {
			story[a.Dossiers[i].Decisions[j].ID] = a.Dossiers[i].ID
		}
	}
	all := s.decisions(a.Decisions)
	undone := dossier.Undone(all)
	var out []logRow
	for i := len(all) - 1; i >= 0; i-- {
		d := &all[i]
		if keep != nil && !keep[d.ID] && !keep[d.Undoes] {
			continue
		}
		row := logRow{ID: d.ID, What: trim(dossier.Describe(&d.Decision), 300), Author: trim(d.Author, 100), Reason: trim(d.Reason, 600), At: d.At,
			Undone: undone[d.ID], Lost: trim(lost[d.ID], 200), Undoes: d.Undoes, CanUndo: undone[d.ID] == ""}
		switch {
		case d.Statement != "" && story[d.ID] != "":
			row.Href = statementURL(d.Statement, story[d.ID])
		case story[d.ID] != "":
			row.Href = storyURL(story[d.ID])
		case d.Target != nil:
			row.Href = reportURL(d.Target.Report)
		}
		out = append(out, row)
	}
	return out
}

// decisions are all that were taken, or those that stand where nobody can say
// what was taken back.
func (s *server) decisions(standing []dossier.Decided) []dossier.Ruling {
	if s.opt.Review != nil {
		return s.opt.Review.Decisions()
	}
	var out []dossier.Ruling
	for i := range standing {
		out = append(out, standing[i].Ruling)
	}
	return out
}

// statementURL leads to the page on which a statement is decided on.
func statementURL(id, story string) string {
	return "/review/statement/" + url.PathEscape(id) + "?story=" + url.QueryEscape(story)
}
