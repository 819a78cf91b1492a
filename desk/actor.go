package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sofar/actor"
	"sofar/dossier"
	"sofar/explain"
	"sofar/statement"
)

// directories keeps who is who for the accounts asked for last.
type directories struct {
	mu   sync.Mutex
	kept []whoIs // the newest last
}

type whoIs struct {
	account *dossier.Account
	options explain.Options
}

// maxWho is how many accounts are kept: now, a few looks back, and those of the
// stories of a large ledger that were asked for last.
const maxWho = 24

// directory gives who is who now.
func (s *server) directory() *actor.Directory { return s.whoIn(s.src.At(time.Time{})) }

func (s *server) whoIn(a *dossier.Account) *actor.Directory { return s.pageOptions(a).Who }

// pageOptions gives what the pages of an account are composed with, who is who
// in it among them; it is folded once.
func (s *server) pageOptions(a *dossier.Account) explain.Options {
	s.who.mu.Lock()
	defer s.who.mu.Unlock()
	for _, k := range s.who.kept {
		if k.account == a {
			return k.options
		}
	}
	if len(s.who.kept) >= maxWho {
		s.who.kept = slices.Delete(s.who.kept, 0, 1)
	}
	o, ok := explain.Options{}, false
	if h := namesOf(s.src); h != nil {
		o, ok = h.Options(a)
	}
	if !ok {
		o = explain.Over(a, explain.Options{HideNames: s.opt.HideNames, Memory: &s.memory})
	}
	s.who.kept = append(s.who.kept, whoIs{a, o})
	return o
}

// actorsView is the list of entries.
type actorsView struct {
	Query  string
	Total  int
	Groups []actorGroup
	More   int
	Newest int // how many stories the entries are of, the newest; 0 for all
}

type actorGroup struct {
	Class string
	Rows  []actorLink
}

type actorLink struct {
	Name, Href          string
	Stories, Statements int
	Bodies              string
}

// maxActors bounds the entries of the list.
const maxActors = 600

func actorURL(id string) string { return "/actor/" + url.PathEscape(id) }

// actorsPage lists organisations, offices and public speakers; ?name= leads to
// the one of that name.
func (s *server) actorsPage(w http.ResponseWriter, r *http.Request) {
	version, a := s.src.Version(), s.src.At(time.Time{})
	dir := s.whoIn(a)
	q := strings.TrimSpace(r.URL.Query().Get("name"))
	v := actorsView{Query: trim(q, 100), Newest: newestOf(a)}
	var list []*actor.Actor
	if q == "" {
		for i := range dir.Actors {
			list = append(list, &dir.Actors[i])
		}
	} else if list = dir.Find(q); len(list) == 1 {
		http.Redirect(w, r, actorURL(list[0].ID), http.StatusSeeOther)
		return
	}
	sort.SliceStable(list, func(i, j int) bool { return weight(list[i]) > weight(list[j]) })
	v.Total = len(list)
	if len(list) > maxActors {
		v.More, list = len(list)-maxActors, list[:maxActors]
	}
	at := map[string]int{}
	for _, a := range list {
		class := classHeading(a)
		if _, ok := at[class]; !ok {
			at[class] = len(v.Groups)
			v.Groups = append(v.Groups, actorGroup{Class: sentenceCase(class)})
		}
		l := actorLink{Name: a.Name, Href: actorURL(a.ID), Stories: len(a.Roles), Statements: a.Statements}
		if len(a.Bodies) > 0 {
			l.Bodies = a.Bodies[0].Person
		}
		if a.Country != "" {
			l.Bodies = a.Country
		}
		g := &v.Groups[at[class]]
		g.Rows = append(g.Rows, l)
	}
	sort.SliceStable(v.Groups, func(i, j int) bool { return v.Groups[i].Class < v.Groups[j].Class })
	s.render(w, r, http.StatusOK, "actors", layout{Title: "Who is who", Nav: "actors", Version: version, View: v, Canonical: "/actors"})
}

func weight(a *actor.Actor) int { return 5*len(a.Roles) + a.Statements }

func classHeading(a *actor.Actor) string {
	if a.Class == "" || a.Class == statement.ClassUnknown {
		if a.Armed() {
			return string(statement.ArmedGroup)
		}
		return "other"
	}
	return string(a.Class)
}

// actorView is one entry.
type actorView struct {
	ID, Name, Kind, Class, Country string
	Names                          []aliasRow
	Descriptions, Past             []quotedRow
	About, Warnings                []quotedRow
	Ties                           []tieRow
	Roles                          []roleRow
	Holders, Bodies                []holderRow
	Series                         []seriesRow
	First, Held                    int
}

type aliasRow struct {
	Name, Rule string
	Words      []quotedRow
}

type quotedRow struct {
	Quote, Href, Outlet, Speaker, Class string
	Relay                               []string
	At                                  time.Time
	Story, StoryHref                    string
}

type tieRow struct {
	Kind, With, WithHref string
	quotedRow
}

type roleRow struct {
	Title, Href, Status string
	By                  []string
	At                  time.Time
	Day                 string
	Killed              string
	Said                int
}

type holderRow struct {
	Person, PersonHref, Post string
	First, Last              time.Time
	Said                     int
	Href                     string
}

type seriesRow struct {
	Title, Href, Kind, Ended, Final string
	Steps                           []seriesStep
}

type seriesStep struct {
	At          time.Time
	Words, Href string
	Gone        bool
}

func citeURL(c *actor.Cite) string {
	if c.Report == "" {
		return ""
	}
	if c.Statement != "" {
		return reportURL(c.Report) + "#" + c.Statement
	}
	return reportURL(c.Report)
}

func citeRow(c *actor.Cite) quotedRow {
	return quotedRow{Quote: trim(c.Quote, maxQuote), Href: citeURL(c), Outlet: c.Outlet, At: c.At}
}

func quotedRows(list []actor.Said) []quotedRow {
	var out []quotedRow
	for i := range list {
		r := citeRow(&list[i].Cite)
		r.Speaker, r.Class, r.Relay = list[i].Speaker, string(list[i].Class), list[i].Relay
		if list[i].Story != "" {
			r.Story, r.StoryHref = firstNonEmpty(list[i].Title, "a story"), storyURL(list[i].Story)
		}
		out = append(out, r)
	}
	return out
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// actorPage shows one entry.
func (s *server) actorPage(w http.ResponseWriter, r *http.Request) {
	version, dir := s.src.Version(), s.directory()
	a := dir.Get(r.PathValue("id"))
	if a == nil {
		s.fail(w, r, http.StatusNotFound, "Nobody is kept under this address", "Organisations, offices and public speakers have entries; private persons have none.", link{"/actors", "Who is who"})
		return
	}
	v := actorView{ID: a.ID, Name: a.Name, Kind: a.Kind, Class: classHeading(a), Country: a.Country,
		Descriptions: quotedRows(a.Descriptions), Past: quotedRows(a.Past), About: quotedRows(a.About), Warnings: quotedRows(a.Warnings)}
	for _, n := range a.Names {
		row := aliasRow{Name: n.Name, Rule: n.Rule}
		for i := range n.Evidence {
			row.Words = append(row.Words, citeRow(&n.Evidence[i]))
		}
		v.Names = append(v.Names, row)
	}
	for i := range a.Relations {
		t := tieRow{Kind: a.Relations[i].Kind, With: a.Relations[i].With, quotedRow: citeRow(&a.Relations[i].Cite)}
		if a.Relations[i].ID != "" {
			t.WithHref = actorURL(a.Relations[i].ID)
		}
		v.Ties = append(v.Ties, t)
	}
	for _, p := range a.Roles {
		row := roleRow{Title: firstNonEmpty(p.Title, "a story without a title"), Href: storyURL(p.Story), Status: p.Status, By: p.By, At: p.At, Day: p.At.UTC().Format("2 January 2006"), Said: p.Statements}
		if p.Killed != nil {
			row.Killed = p.Killed.String() + " killed"
		}
		v.Roles = append(v.Roles, row)
	}
	v.Holders, v.Bodies = holderRows(a.Holders), holderRows(a.Bodies)
	for i := range a.Series {
		e := &a.Series[i]
		row := seriesRow{Title: firstNonEmpty(e.Title, "a story"), Href: storyURL(e.Story), Kind: e.Kind, Ended: e.Ended, Final: e.Final.String()}
		for j := range e.Steps {
			st := &e.Steps[j]
			row.Steps = append(row.Steps, seriesStep{At: st.At, Words: st.Words, Href: citeURL(&st.Cite), Gone: st.Used == "withdrawn"})
		}
		v.Series = append(v.Series, row)
	}
	v.First, v.Held = a.Record()
	s.render(w, r, http.StatusOK, "actor", layout{Title: a.Name, Nav: "actors", Version: version, View: v, Canonical: actorURL(a.ID)})
}

func holderRows(list []actor.Holder) []holderRow {
	var out []holderRow
	for i := range list {
		h := &list[i]
		out = append(out, holderRow{Person: h.Person, PersonHref: actorURL(h.ID), Post: h.Post, First: h.First, Last: h.Last, Said: h.Statements, Href: citeURL(&h.Cite)})
	}
	return out
}

// speakerPage leads to the numbers of an entry.
func (s *server) speakerPage(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, actorURL(r.PathValue("id"))+"#numbers", http.StatusSeeOther)
}

type actorItem struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Kind       string `json:"kind" doc:"organisation or public speaker"`
	Class      string `json:"class"`
	Country    string `json:"country,omitempty"`
	Stories    int    `json:"stories"`
	Statements int    `json:"statements"`
}

// ActorsIn asks for entries.
type ActorsIn struct {
	Paging
	Name string `query:"name" maxLength:"200" doc:"a name, words of one, or an id"`
}

func (s *server) apiActors(_ context.Context, in *ActorsIn) (*listOut[actorItem], error) {
	dir := s.directory()
	var all []*actor.Actor
	if in.Name != "" {
		all = dir.Find(in.Name)
	} else {
		for i := range dir.Actors {
			all = append(all, &dir.Actors[i])
		}
	}
	return listed(in.Paging, all, func(a *actor.Actor) actorItem {
		return actorItem{ID: a.ID, Name: a.Name, Kind: a.Kind, Class: classHeading(a), Country: a.Country, Stories: len(a.Roles), Statements: a.Statements}
	}), nil
}

// ActorIn names an entry.
type ActorIn struct {
	ID string `path:"id" maxLength:"300"`
}

func (s *server) apiActor(_ context.Context, in *ActorIn) (*struct{ Body actor.Actor }, error) {
	if a := s.directory().Get(in.ID); a != nil {
		return &struct{ Body actor.Actor }{*a}, nil
	}
	return nil, huma.Error404NotFound("nobody is kept under " + in.ID)
}
