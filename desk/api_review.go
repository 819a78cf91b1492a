package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sofar/dossier"
	"sofar/ledger"
	"sofar/report"
)

// taskItem is one entry of the review queue.
type taskItem struct {
	Story     string      `json:"story"`
	Title     string      `json:"title"`
	Kind      string      `json:"kind" doc:"kind of figure, responsibility, or decision for one that bears on nothing"`
	What      string      `json:"what"`
	Statement string      `json:"statement,omitempty" doc:"what to look at first"`
	Report    string      `json:"report,omitempty"`
	Decision  string      `json:"decision,omitempty"`
	Quote     string      `json:"quote,omitempty"`
	Worth     float64     `json:"worth" doc:"doubt times stake"`
	Doubt     float64     `json:"doubt"`
	Stake     float64     `json:"stake"`
	Why       []doubtItem `json:"why"`
}

type doubtItem struct {
	Reason string  `json:"reason"`
	Points float64 `json:"points"`
}

// decisionItem is a decision as the API gives it.
type decisionItem struct {
	ID         string             `json:"id"`
	Kind       string             `json:"kind"`
	Author     string             `json:"author"`
	Reason     string             `json:"reason"`
	At         time.Time          `json:"at"`
	What       string             `json:"what" doc:"the decision in words"`
	Statement  string             `json:"statement,omitempty"`
	Statements []string           `json:"statements" doc:"what it bears on now: the statement and the same words in copies"`
	Reports    []string           `json:"reports,omitempty"`
	From       []string           `json:"from,omitempty"`
	Names      []string           `json:"names,omitempty"`
	Source     string             `json:"source,omitempty"`
	Mark       string             `json:"mark,omitempty"`
	Undoes     string             `json:"undoes,omitempty"`
	UndoneBy   string             `json:"undone_by,omitempty"`
	Lost       string             `json:"lost,omitempty" doc:"why it bears on nothing"`
	AsRead     *ledger.Target     `json:"as_read,omitempty" doc:"the statement as it was read when it was decided on"`
	Corrected  *ledger.Correction `json:"corrected,omitempty"`
}

// DecisionIn is what a program decides; author and time are the desk's to give.
type DecisionIn struct {
	Kind      string   `json:"kind" enum:"accept,correct,reject,retract,merge,split,mark,same,apart,note,undo"`
	Reason    string   `json:"reason" minLength:"1" maxLength:"2000" doc:"readers see it"`
	Statement string   `json:"statement,omitempty" maxLength:"100" doc:"for accept, correct and reject"`
	Reports   []string `json:"reports,omitempty" maxItems:"5000" doc:"for retract, merge, split and note; with a statement: the report that it stands in"`
	From      []string `json:"from,omitempty" maxItems:"5000" doc:"split: the reports that the others are held apart from"`
	Names     []string `json:"names,omitempty" maxItems:"2" doc:"same and apart: two names"`
	Source    string   `json:"source,omitempty" maxLength:"200" doc:"mark: the outlet"`
	Mark      string   `json:"mark,omitempty" maxLength:"20" doc:"A to F, not used, or nothing"`
	Undoes    string   `json:"undoes,omitempty" maxLength:"100" doc:"undo: the decision"`
	Corrected *struct {
		Value   string `json:"value,omitempty" maxLength:"80" doc:"the number: 14, at least 14, 10 to 14, up to 9"`
		Words   string `json:"words,omitempty" maxLength:"200" doc:"the report's own words that give the number; without such words it is shown as the editor's"`
		Kind    string `json:"kind,omitempty" maxLength:"40" doc:"what is counted: killed, injured, …"`
		Unit    string `json:"unit,omitempty" maxLength:"60"`
		Scope   string `json:"scope,omitempty" maxLength:"40"`
		Speaker string `json:"speaker,omitempty" maxLength:"200"`
		Class   string `json:"class,omitempty" maxLength:"40"`
		Stance  string `json:"stance,omitempty" maxLength:"40"`
	} `json:"corrected,omitempty" doc:"for correct; what is left out stays as it is"`
}

// ReportIn is a report that a program adds.
type ReportIn struct {
	URL       string    `json:"url,omitempty" maxLength:"2000"`
	Publisher string    `json:"publisher,omitempty" maxLength:"300"`
	Author    string    `json:"author,omitempty" maxLength:"300"`
	Title     string    `json:"title,omitempty" maxLength:"1000"`
	Name      string    `json:"name,omitempty" maxLength:"200" doc:"your own id"`
	Published time.Time `json:"published,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`
	Text      string    `json:"text" minLength:"1" maxLength:"1000000"`
}

// Ingester takes reports in; a dossier.Book is one.
type Ingester interface {
	Add(ctx context.Context, items ...report.Item) (added int, err error)
}

// apiReview describes and serves the operations of review.
func (s *server) apiReview(a huma.API, op func(id, method, path, summary string) huma.Operation) {
	huma.Register(a, op("get-queue", http.MethodGet, "/queue", "What a person has not checked, by what an editor's minute is worth there"), s.apiQueue)
	huma.Register(a, op("list-decisions", http.MethodGet, "/decisions", "Editors' decisions, the newest first"), s.apiDecisions)
	if s.opt.Review != nil {
		o := op("decide", http.MethodPost, "/decisions", "Record a decision (role editor, scope decide; marks: admin)")
		o.DefaultStatus, o.MaxBodyBytes = http.StatusCreated, maxForm
		huma.Register(a, o, s.apiDecide)
	}
	if s.opt.Ingest != nil {
		o := op("add-reports", http.MethodPost, "/reports", "Add reports (role editor, scope ingest)")
		o.DefaultStatus, o.MaxBodyBytes = http.StatusCreated, 4<<20
		huma.Register(a, o, s.apiIngest)
	}
	huma.Register(a, op("list-accounts", http.MethodGet, "/accounts", "Who may sign in (role and scope admin)"), s.apiAccounts)
}

// allow tells why a request may not do what asks for a role and a scope, nil if
// it may; what is written is limited.
func (s *server) allow(ctx context.Context, role Role, scope Scope, writes bool) error {
	i := who(ctx)
	switch {
	case i.by == byNothing:
		return huma.Error401Unauthorized("sign in, or bring a token with the scope " + string(scope))
	case !i.role.May(role):
		return huma.Error403Forbidden(fmt.Sprintf("this needs the role %s; %s is a %s", role, i.name, i.role))
	case !i.may(role, scope):
		return huma.Error403Forbidden("this token lacks the scope " + string(scope))
	}
	if writes {
		if wait, ok := s.access.writes.take(i.by + "\x00" + i.name); !ok {
			return huma.ErrorWithHeaders(huma.Error429TooManyRequests("too fast"), http.Header{"Retry-After": {retryAfter(wait)}})
		}
	}
	return nil
}

func (s *server) apiQueue(_ context.Context, in *struct {
	Story string `query:"story" maxLength:"100" doc:"only this story"`
	Kind  string `query:"kind" maxLength:"60" doc:"only this kind"`
	Paging
}) (*listOut[taskItem], error) {
	a := s.src.At(time.Time{})
	var hits []dossier.Task
	for _, t := range s.tasks() {
		if (in.Story == "" || t.Story == in.Story) && (in.Kind == "" || t.Kind == in.Kind) {
			hits = append(hits, t)
		}
	}
	return listed(in.Paging, hits, func(t dossier.Task) taskItem {
		out := taskItem{Story: t.Story, Title: t.Title, Kind: t.Kind, What: t.What, Statement: t.Statement, Report: t.Report, Decision: t.Decision,
			Worth: t.Worth, Doubt: t.Doubt, Stake: t.Stake, Why: []doubtItem{}}
		for _, p := range t.Why {
			out.Why = append(out.Why, doubtItem{p.Reason, p.Points})
		}
		if d := find(a, t.Story); d != nil {
			if st := statementIn(d, t.Statement); st != nil {
				out.Quote = quote(d.Reports[st.Report], st.Span)
			}
		}
		return out
	}), nil
}

func (s *server) apiDecisions(_ context.Context, in *struct {
	Story string `query:"story" maxLength:"100" doc:"only what bears on this story now"`
	Paging
}) (*listOut[decisionItem], error) {
	a := s.src.At(time.Time{})
	standing := map[string]*dossier.Decided{}
	for i := range a.Decisions {
		standing[a.Decisions[i].ID] = &a.Decisions[i]
	}
	var on map[string]bool
	if in.Story != "" {
		on = map[string]bool{}
		d := find(a, in.Story)
		if d == nil {
			return nil, huma.Error404NotFound("no story " + trim(in.Story, 60) + " is known")
		}
		for i := range d.Decisions {
			on[d.Decisions[i].ID] = true
		}
	}
	all := s.decisions(a.Decisions)
	undone := dossier.Undone(all)
	var hits []dossier.Ruling
	for _, d := range slices.Backward(all) {
		if on == nil || on[d.ID] {
			hits = append(hits, d)
		}
	}
	return listed(in.Paging, hits, func(d dossier.Ruling) decisionItem {
		out := decisionItemOf(d)
		out.UndoneBy = undone[d.ID]
		if now := standing[d.ID]; now != nil {
			out.Lost, out.Statements = now.Lost, list(now.Statements)
		}
		return out
	}), nil
}

func decisionItemOf(d dossier.Ruling) decisionItem {
	return decisionItem{ID: d.ID, Kind: d.Kind, Author: d.Author, Reason: d.Reason, At: d.At, What: dossier.Describe(&d.Decision), Statement: d.Statement,
		Statements: []string{}, Reports: d.Reports, From: d.From, Names: d.Names, Source: d.Source, Mark: d.Mark, Undoes: d.Undoes, AsRead: d.Target, Corrected: d.Corrected}
}

func (s *server) apiDecide(ctx context.Context, in *struct{ Body DecisionIn }) (*struct{ Body decisionItem }, error) {
	b := in.Body
	d := ledger.Decision{Kind: b.Kind, Reason: b.Reason, Statement: b.Statement, Reports: b.Reports, From: b.From, Names: b.Names, Source: b.Source, Mark: b.Mark, Undoes: b.Undoes}
	scope := ScopeDecide
	if needed(&d) == Admin {
		scope = ScopeAdmin
	}
	if err := s.allow(ctx, needed(&d), scope, true); err != nil {
		return nil, err
	}
	if c := b.Corrected; c != nil {
		d.Corrected = &ledger.Correction{Kind: c.Kind, Words: c.Words, Unit: c.Unit, Scope: c.Scope, Speaker: c.Speaker, Class: c.Class, Stance: c.Stance}
		if c.Value != "" {
			low, high, err := dossier.ParseCount(c.Value)
			if err != nil {
				return nil, huma.Error422UnprocessableEntity(err.Error())
			}
			d.Corrected.Low, d.Corrected.High = &low, &high
		}
	}
	d.Author = who(ctx).name
	id, err := s.opt.Review.AddDecision(ctx, d)
	if errors.Is(err, dossier.ErrDecision) {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	if err != nil {
		return nil, huma.Error500InternalServerError("the ledger could not be written")
	}
	all := s.opt.Review.Decisions()
	i := slices.IndexFunc(all, func(r dossier.Ruling) bool { return r.ID == id })
	if i < 0 {
		return nil, huma.Error500InternalServerError("the decision was recorded and cannot be read back")
	}
	return &struct{ Body decisionItem }{decisionItemOf(all[i])}, nil
}

// addedBody says what became of reports.
type addedBody struct {
	Reports []string `json:"reports" doc:"their ids, in order"`
	Added   int      `json:"added" doc:"new records in the ledger; what was there already adds none"`
}

func (s *server) apiIngest(ctx context.Context, in *struct {
	Body struct {
		Reports []ReportIn `json:"reports" minItems:"1" maxItems:"100"`
	}
}) (*struct{ Body addedBody }, error) {
	if err := s.allow(ctx, Editor, ScopeIngest, true); err != nil {
		return nil, err
	}
	out := &struct{ Body addedBody }{addedBody{Reports: []string{}}}
	var items []report.Item
	for _, r := range in.Body.Reports {
		rep := &report.Report{URL: r.URL, Publisher: r.Publisher, Author: r.Author, Title: r.Title, Name: r.Name, Published: r.Published.UTC(), Updated: r.Updated.UTC(),
			Text: strings.ToValidUTF8(r.Text, "\uFFFD")}
		rep.ID = report.MakeID(rep.URL, rep.Publisher, rep.Name, rep.Text)
		items = append(items, report.Item{Report: rep})
		out.Body.Reports = append(out.Body.Reports, rep.ID)
	}
	var err error
	if out.Body.Added, err = s.opt.Ingest.Add(ctx, items...); err != nil {
		return nil, huma.Error500InternalServerError("the ledger could not be written")
	}
	return out, nil
}

// accountItem is an account without its hash.
type accountItem struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"`
	Changed time.Time `json:"changed"`
}

func (s *server) apiAccounts(ctx context.Context, in *struct{ Paging }) (*listOut[accountItem], error) {
	if err := s.allow(ctx, Admin, ScopeAdmin, false); err != nil {
		return nil, err
	}
	var all []Account
	if s.access.Accounts != nil {
		all, _ = s.access.Accounts.List()
	}
	return listed(in.Paging, all, func(x Account) accountItem { return accountItem{x.Name, x.Role, x.Created, x.Changed} }), nil
}
