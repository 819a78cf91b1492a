package desk

import (
	"context"
	"net/http"
	"sort"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"sofar/dossier"
	"sofar/report"
)

// The API gives what the pages show. Offsets are code points, times are UTC,
// errors are problem details (RFC 9457).

type storyItem struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	Type       string       `json:"type" doc:"type of incident"`
	Place      []string     `json:"place" doc:"most specific first"`
	Updated    time.Time    `json:"updated" doc:"when the newest report became known"`
	Reports    int          `json:"reports"`
	Outlets    int          `json:"outlets"`
	Origins    int          `json:"origins" doc:"reports that copy or retell no other"`
	Speakers   int          `json:"speakers" doc:"distinct original speakers"`
	Figures    []figureItem `json:"figures"`
	LastChange string       `json:"last_change"`
}

type figureItem struct {
	Kind               string `json:"kind"`
	Low                int64  `json:"low"`
	Best               int64  `json:"best"`
	High               int64  `json:"high"`
	Open               bool   `json:"open" doc:"somebody in the live set gives no upper bound"`
	Unit               string `json:"unit"`
	IndependentOrigins int    `json:"independent_origins"`
	Rule               string `json:"rule" doc:"the published rule that chose best"`
	Grade              string `json:"grade"`
}

type statementItem struct {
	ID           string     `json:"id"`
	Story        string     `json:"story"`
	Report       string     `json:"report"`
	Span         [2]int     `json:"span" doc:"half-open range of code points of the report's text"`
	Quote        string     `json:"quote"`
	Kind         string     `json:"kind" doc:"figure, responsibility, cause or other"`
	Background   bool       `json:"background"`
	Speaker      string     `json:"speaker"`
	SpeakerClass string     `json:"speaker_class"`
	Relay        []string   `json:"relay" doc:"outlets between speaker and report, nearest first"`
	Stance       string     `json:"stance"`
	Certainty    string     `json:"certainty"`
	Figure       *countItem `json:"figure"`
	Blame        *blameItem `json:"responsibility"`
	Answers      *string    `json:"answers" doc:"id of the statement that this one answers"`
	RepeatOf     *string    `json:"repeat_of"`
	Withdrawn    *string    `json:"withdrawn_by"`
	FirstSeen    time.Time  `json:"first_seen"`
	Page         string     `json:"page" doc:"address of the words on the desk"`
}

type countItem struct {
	Kind  string `json:"kind"`
	Words string `json:"words"`
	Low   int64  `json:"low"`
	High  *int64 `json:"high" doc:"null where no upper bound is given"`
	Unit  string `json:"unit"`
	Scope string `json:"scope"`
	Title string `json:"headline,omitempty" doc:"the report's title, where the words stand there alone"`
}

type blameItem struct {
	Actor    string `json:"actor"`
	Relation string `json:"relation"`
	By       string `json:"by"`
	Channel  string `json:"channel,omitempty"`
}

type changeItem struct {
	At         time.Time `json:"at"`
	Kind       string    `json:"kind"`
	Text       string    `json:"text"`
	Statements []string  `json:"statements"`
}

type reportItem struct {
	ID         string          `json:"id"`
	Name       string          `json:"name,omitempty" doc:"the caller's own id"`
	URL        string          `json:"url,omitempty"`
	Publisher  string          `json:"publisher,omitempty"`
	Author     string          `json:"author,omitempty"`
	Title      string          `json:"title,omitempty"`
	Published  *time.Time      `json:"published" doc:"as the outlet gives it"`
	Updated    *time.Time      `json:"updated" doc:"as the outlet gives it"`
	Seen       *time.Time      `json:"first_seen" doc:"when sofar first read it"`
	Text       string          `json:"text"`
	Statements []statementItem `json:"statements"`
	Stories    []string        `json:"stories"`
}

type hitItem struct {
	Report    string    `json:"report"`
	Title     string    `json:"title"`
	Publisher string    `json:"publisher"`
	Published time.Time `json:"published"`
	Snippet   string    `json:"snippet"`
}

// Paging is the part of a query that cuts a list.
type Paging struct {
	Limit  int `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"most entries to give"`
	Offset int `query:"offset" minimum:"0" default:"0" doc:"entries to leave out first"`
}

func cut[T any](p Paging, all []T) []T {
	lo := min(p.Offset, len(all))
	out := all[lo:min(len(all), lo+p.Limit)]
	if out == nil {
		out = []T{}
	}
	return out
}

type listBody[T any] struct {
	Total  int `json:"total" doc:"entries before limit and offset"`
	Offset int `json:"offset"`
	Items  []T `json:"items"`
}

type listOut[T any] struct{ Body listBody[T] }

func listed[T, U any](p Paging, all []T, make func(T) U) *listOut[U] {
	out := &listOut[U]{Body: listBody[U]{Total: len(all), Offset: p.Offset, Items: []U{}}}
	for _, x := range cut(p, all) {
		out.Body.Items = append(out.Body.Items, make(x))
	}
	return out
}

// Moment is the as-of time of a query.
type Moment struct {
	At string `query:"at" doc:"the account as known at this time (RFC 3339, UTC); now if left out" example:"2033-02-09T10:00:00Z"`
}

type StoryIn struct {
	ID string `path:"id" doc:"id of the story"`
	Moment
}

// api describes and serves the operations under /api.
func (s *server) api(mux *http.ServeMux) {
	c := huma.DefaultConfig(s.opt.Title, "1")
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/openapi", "", ""
	c.CreateHooks = nil
	c.Info.Description = "Sourced accounts of breaking events: figures with low, best and high, who says so, what is disputed, what changed. Everything can be asked as of any time."
	if s.opt.BaseURL != "" {
		c.Servers = []*huma.Server{{URL: s.opt.BaseURL}}
	}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "a token of sofar tokens add"}}
	a := humago.New(mux, c)
	var order []string
	op := func(id, method, path, summary string) huma.Operation {
		order = append(order, method+" /api/v1"+path)
		return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: []string{"account"}}
	}
	get := func(id, path, summary string) huma.Operation { return op(id, http.MethodGet, path, summary) }
	huma.Register(a, get("list-stories", "/stories", "Stories, newest activity first"), s.apiStories)
	huma.Register(a, get("get-story", "/stories/{id}", "Everything known of one story at a time"), s.apiStory)
	huma.Register(a, get("list-statements", "/stories/{id}/statements", "Who says what in a story"), s.apiStatements)
	huma.Register(a, get("list-changes", "/stories/{id}/changes", "What changed in a story since a time"), s.apiChanges)
	huma.Register(a, get("get-report", "/reports/{id}", "One report with its statements"), s.apiReport)
	huma.Register(a, get("list-actors", "/actors", "Organisations, offices and public speakers"), s.apiActors)
	huma.Register(a, get("get-actor", "/actors/{id}", "Who somebody is, with sources"), s.apiActor)
	huma.Register(a, get("search", "/search", "Reports that hold all the words"), s.apiSearch)
	huma.Register(a, get("list-not-read", "/not-read", "What could not be read, and why"), s.apiNotRead)
	s.apiReview(a, op)
	s.apiDocs = docsOf(a.OpenAPI(), order)
}

const noTime = "at: not a time; write 2033-02-09T10:00:00Z"

// account gives the account at the time asked for.
func (s *server) account(at string) (*dossier.Account, error) {
	t, ok := parseTime(at)
	if !ok {
		return nil, huma.Error400BadRequest(noTime)
	}
	return s.src.At(t), nil
}

func (s *server) dossier(in StoryIn) (*dossier.Account, *dossier.Dossier, error) {
	t, ok := parseTime(in.At)
	if !ok {
		return nil, nil, huma.Error400BadRequest(noTime)
	}
	a, d := s.storyAt(in.ID, t)
	if d == nil {
		return nil, nil, huma.Error404NotFound("no story " + trim(in.ID, 60) + " is known at this time")
	}
	return a, d, nil
}

func (s *server) apiStories(_ context.Context, in *struct {
	Q string `query:"q" maxLength:"300" doc:"words that must stand in title, type or place"`
	Moment
	Paging
}) (*listOut[storyItem], error) {
	t, ok := parseTime(in.At)
	if !ok {
		return nil, huma.Error400BadRequest(noTime)
	}
	if a, total, _, paged := s.page(t, in.Offset, in.Limit); paged && strings.TrimSpace(in.Q) == "" {
		out := &listOut[storyItem]{Body: listBody[storyItem]{Total: total, Offset: in.Offset, Items: []storyItem{}}}
		for i := range a.Dossiers {
			out.Body.Items = append(out.Body.Items, s.storyItem(&a.Dossiers[i]))
		}
		return out, nil
	}
	a := s.src.At(t)
	var hits []*dossier.Dossier
	for i := range a.Dossiers {
		if d := &a.Dossiers[i]; matches(d, in.Q) {
			hits = append(hits, d)
		}
	}
	return listed(in.Paging, hits, s.storyItem), nil
}

func (s *server) storyItem(d *dossier.Dossier) storyItem {
	row := s.listRow(d)
	out := storyItem{ID: d.ID, Title: d.Title, Type: d.Incident.Type, Place: list(d.Incident.Place), Updated: row.Changed.UTC(),
		Reports: row.Reports, Outlets: row.Outlets, Origins: row.Origins, Speakers: row.Speakers, Figures: []figureItem{}, LastChange: row.Last}
	for _, f := range d.Figures {
		out.Figures = append(out.Figures, figureItem{string(f.Kind), f.Low, f.Best, f.High, f.Open, f.Unit, f.Origins, f.Rule, f.Grade})
	}
	return out
}

func (s *server) apiStatements(_ context.Context, in *struct {
	StoryIn
	Kind    string `query:"kind" maxLength:"60" doc:"killed, injured, …, responsibility, cause, other, background"`
	Speaker string `query:"speaker" maxLength:"200" doc:"canonical name"`
	Stance  string `query:"stance" maxLength:"40"`
	Paging
}) (*listOut[statementItem], error) {
	_, d, err := s.dossier(in.StoryIn)
	if err != nil {
		return nil, err
	}
	f := filter{in.Kind, in.Speaker, in.Stance}
	var hits []*dossier.Statement
	for i := range d.Statements {
		if st := &d.Statements[i]; f.passes(st) {
			hits = append(hits, st)
		}
	}
	links := linker{}
	return listed(in.Paging, hits, func(st *dossier.Statement) statementItem {
		return statementOf(d.ID, st, d.Reports[st.Report], links)
	}), nil
}

func statementOf(storyID string, st *dossier.Statement, rep *report.Report, links linker) statementItem {
	out := statementItem{
		ID: st.ID, Story: storyID, Report: st.Report, Kind: string(st.Kind), Background: st.Background,
		Speaker: st.Speaker.Name, SpeakerClass: string(st.Speaker.Class), Relay: list(st.Relay),
		Stance: string(st.Stance), Certainty: string(st.Certainty), FirstSeen: st.FirstSeen.UTC(),
		Answers: ref(st.Answers), RepeatOf: ref(st.RepeatOf), Withdrawn: ref(st.Withdrawn),
	}
	if rep != nil {
		out.Span, out.Quote, out.Page = links.points(rep, st.Span), st.Span.Of(rep.Text), links.words(rep, st.Span)
	}
	if f := st.Figure; f != nil {
		out.Figure = &countItem{Kind: string(f.Kind), Words: f.Words, Low: f.Low, Unit: f.Unit, Scope: string(f.Scope), Title: f.Headline}
		if f.High >= 0 {
			out.Figure.High = &f.High
		}
	}
	if b := st.Responsibility; b != nil {
		out.Blame = &blameItem{b.Actor, string(b.Relation), b.By, b.Channel}
	}
	return out
}

func (s *server) apiChanges(_ context.Context, in *struct {
	StoryIn
	Since string `query:"since" doc:"only changes after this time (RFC 3339)"`
	Paging
}) (*listOut[changeItem], error) {
	_, d, err := s.dossier(in.StoryIn)
	if err != nil {
		return nil, err
	}
	since, ok := parseTime(in.Since)
	if !ok {
		return nil, huma.Error400BadRequest("since: not a time; write 2033-02-09T10:00:00Z")
	}
	var hits []dossier.Change
	for _, c := range d.Changes {
		if since.IsZero() || c.At.After(since) {
			hits = append(hits, c)
		}
	}
	return listed(in.Paging, hits, func(c dossier.Change) changeItem {
		return changeItem{c.At.UTC(), c.Kind, c.Text, list(c.Statements)}
	}), nil
}

func (s *server) apiReport(_ context.Context, in *struct {
	ID string `path:"id" doc:"content id or the caller's name"`
}) (*struct{ Body reportItem }, error) {
	rep, reading, ok := s.src.Report(in.ID)
	if !ok {
		return nil, huma.Error404NotFound("no report " + trim(in.ID, 60))
	}
	out := reportItem{ID: rep.ID, Name: rep.Name, URL: rep.URL, Publisher: rep.Publisher, Author: rep.Author, Title: rep.Title,
		Published: given(rep.Published), Updated: given(rep.Updated), Seen: given(rep.Seen), Text: rep.Text,
		Statements: []statementItem{}, Stories: []string{}}
	links := linker{}
	a := s.around(rep.ID)
	known := map[string]*dossier.Statement{}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		if d.Reports[rep.ID] == nil {
			continue
		}
		out.Stories = append(out.Stories, d.ID)
		for j := range d.Statements {
			if st := &d.Statements[j]; st.Report == rep.ID && known[st.ID] == nil {
				known[st.ID] = st
				out.Statements = append(out.Statements, statementOf(d.ID, st, rep, links))
			}
		}
	}
	if reading != nil {
		for i := range reading.Statements {
			if st := &reading.Statements[i]; known[st.ID] == nil {
				out.Statements = append(out.Statements, statementOf("", &dossier.Statement{Statement: *st}, rep, links))
			}
		}
	}
	sort.SliceStable(out.Statements, func(i, j int) bool { return out.Statements[i].Span[0] < out.Statements[j].Span[0] })
	return &struct{ Body reportItem }{out}, nil
}

func (s *server) apiSearch(ctx context.Context, in *struct {
	Q string `query:"q" required:"true" minLength:"1" maxLength:"300" doc:"words that must all occur; \"a phrase\", -without, begin*, one OR other"`
	Moment
	Paging
}) (*listOut[hitItem], error) {
	q := dossier.Query{Words: in.Q, For: dossier.ReportsOnly, Limit: in.Limit, Offset: in.Offset}
	if in.At != "" {
		a, err := s.account(in.At)
		if err != nil {
			return nil, err
		}
		q.Keep = func(id string) bool { return a.Reports[id] != nil }
	}
	hits, total, err := s.opt.Search.Find(ctx, q)
	if err != nil {
		return nil, huma.Error500InternalServerError("the search index cannot be read")
	}
	out := &listOut[hitItem]{Body: listBody[hitItem]{Total: total, Offset: in.Offset, Items: []hitItem{}}}
	for i := range hits {
		if rep, _, ok := s.src.Report(hits[i].Report); ok {
			out.Body.Items = append(out.Body.Items, hitItem{rep.ID, headline(rep), outlet(rep), rep.Published.UTC(), hits[i].Snippet})
		}
	}
	return out, nil
}

func (s *server) apiNotRead(_ context.Context, in *struct{ Paging }) (*listOut[report.NotRead], error) {
	return listed(in.Paging, s.src.At(time.Time{}).NotRead, func(n report.NotRead) report.NotRead {
		n.Text = ""
		return n
	}), nil
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func ref(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
