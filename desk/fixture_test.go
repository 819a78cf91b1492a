package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// The tests stand on a story made by hand, so that they say what the desk does
// with an account and nothing about how the account was made.

var day = time.Date(2031, 5, 14, 0, 0, 0, 0, time.UTC)

func at(h, m int) time.Time {
	return day.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute)
}

// say is one statement of the fixture: words must stand in the report's text.
type say struct {
	words, speaker string
	class          statement.Class
	kind           statement.FigureKind // "" for none
	count          string               // the figure's own words
	low, high      int64
	stance         statement.Stance
	actor          string
	relation       statement.Relation
	relay          []string
	source, cue    string
}

type told struct {
	at                time.Time
	outlet, title     string
	url, author, text string
	says              []say
	copyOf            int // index of the report it copies, -1 for none
}

var fire = []told{
	{at(6, 10), "Harland Wire", "Fire at Velm rail depot, several hurt", "https://wire.example/velm/1", "By Ada Quill",
		"VELM, May 14 (HW) - A fire broke out at the Velm rail depot early on Wednesday.\n\nAt least seven people were killed, the Velm fire service said. Dozens of people were injured, it said.",
		[]say{
			{words: "At least seven people were killed", speaker: "Velm fire service", class: statement.Rescue, kind: statement.Killed, count: "At least seven people", low: 7, high: -1, source: "the Velm fire service", cue: "said"},
			{words: "Dozens of people were injured", speaker: "Velm fire service", class: statement.Rescue, kind: statement.Injured, count: "Dozens of people", low: 24, high: 99, cue: "said"},
		}, -1},
	{at(6, 40), "Morning Ledger", "Seven dead in depot fire", "https://ledger.example/depot", "",
		"At least seven people were killed, the Velm fire service said. Dozens of people were injured, it said.\n\nMorning Ledger has asked the railway for comment.",
		[]say{{words: "At least seven people were killed", speaker: "Velm fire service", class: statement.Rescue, kind: statement.Killed, count: "At least seven people", low: 7, high: -1, relay: []string{"Harland Wire"}, source: "the Velm fire service", cue: "said"}}, 0},
	{at(8, 5), "The Courant", "Depot fire: mayor fears higher toll", "https://courant.example/a?b=1", "Staff",
		"The mayor, Lene Arbo, told reporters she feared that up to 40 people had died. Velm hospital said it had counted 11 dead and 31 injured.",
		[]say{
			{words: "up to 40 people had died", speaker: "Lene Arbo", class: statement.Government, kind: statement.Killed, count: "up to 40 people", low: 0, high: 40, stance: statement.Fears, source: "The mayor, Lene Arbo", cue: "told reporters she feared"},
			{words: "it had counted 11 dead", speaker: "Velm hospital", class: statement.Medical, kind: statement.Killed, count: "11", low: 11, high: 11, source: "Velm hospital", cue: "said"},
			{words: "31 injured", speaker: "Velm hospital", class: statement.Medical, kind: statement.Injured, count: "31", low: 31, high: 31, source: "Velm hospital", cue: "said"},
		}, -1},
	{at(10, 0), "Harland Wire", "Group claims depot fire", "https://wire.example/velm/2", "By Ada Quill",
		"A group calling itself the Ninth Lamp said in a message on a video channel that it had set the fire. Police said it was too early to say who was responsible.",
		[]say{
			{words: "it had set the fire", speaker: "Ninth Lamp", class: statement.ArmedGroup, stance: statement.Claims, actor: "Ninth Lamp", relation: statement.ClaimedBy, source: "A group calling itself the Ninth Lamp", cue: "said"},
			{words: "it was too early to say who was responsible", speaker: "Police", class: statement.Police, stance: statement.CannotConfirm, source: "Police", cue: "said"},
		}, -1},
	{at(12, 30), "Morning Ledger", "Ninth Lamp says it set depot fire", "https://ledger.example/lamp", "",
		"A group calling itself the Ninth Lamp said in a message on a video channel that it had set the fire. Police said it was too early to say who was responsible.",
		[]say{{words: "it had set the fire", speaker: "Ninth Lamp", class: statement.ArmedGroup, stance: statement.Claims, actor: "Ninth Lamp", relation: statement.ClaimedBy, relay: []string{"Harland Wire"}, source: "A group calling itself the Ninth Lamp", cue: "said"}}, 3},
	{at(15, 20), "The Courant", "Interior Ministry puts depot toll at 14", "https://courant.example/c", "Staff",
		"The Interior Ministry said 14 people had been killed and about 50 injured. The railway rejected a report that the depot had no exits.",
		[]say{
			{words: "14 people had been killed", speaker: "Interior Ministry", class: statement.Government, kind: statement.Killed, count: "14 people", low: 14, high: 14, source: "The Interior Ministry", cue: "said"},
			{words: "about 50 injured", speaker: "Interior Ministry", class: statement.Government, kind: statement.Injured, count: "about 50", low: 45, high: 55, source: "The Interior Ministry", cue: "said"},
			{words: "that the depot had no exits", speaker: "The railway", class: statement.Company, stance: statement.Rejects, source: "The railway", cue: "rejected"},
		}, -1},
}

// fakeBook is a Source over told reports; show says how many are known.
type fakeBook struct {
	mu      sync.Mutex
	reports []told
	show    int
	changed chan struct{}
	asked   []time.Time
	kept    map[string]*dossier.Account
	read    map[string]int // report id or name → place
}

func newBook(reports []told, show int) *fakeBook {
	b := &fakeBook{reports: reports, show: show, changed: make(chan struct{}), kept: map[string]*dossier.Account{}, read: map[string]int{}}
	for i := range reports {
		r, _ := reading(reports, i)
		b.read[r.ID], b.read[r.Name] = i, i
	}
	return b
}

func (b *fakeBook) advance() {
	b.mu.Lock()
	b.show++
	close(b.changed)
	b.changed = make(chan struct{})
	b.mu.Unlock()
}

func (b *fakeBook) At(t time.Time) *dossier.Account {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, t)
	n := 0
	for n < b.show && (t.IsZero() || !b.reports[n].at.After(t)) {
		n++
	}
	k := fmt.Sprint(n, t.UnixNano())
	if b.kept[k] == nil {
		b.kept[k] = accountOf(b.reports[:n], t)
	}
	return b.kept[k]
}

func (b *fakeBook) Version() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return int64(b.show)
}

func (b *fakeBook) Wait(ctx context.Context, after int64) (int64, error) {
	for {
		b.mu.Lock()
		v, ch := int64(b.show), b.changed
		b.mu.Unlock()
		if v > after {
			return v, nil
		}
		select {
		case <-ctx.Done():
			return v, ctx.Err()
		case <-ch:
		}
	}
}

func (b *fakeBook) Report(id string) (*report.Report, *incident.Reading, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i, ok := b.read[id]
	if !ok || i >= b.show {
		return nil, nil, false
	}
	r, rd := reading(b.reports, i)
	return r, rd, true
}

// Reports makes the book a dossier.Corpus: the desk's search runs on the index
// that it has in service.
func (b *fakeBook) Reports() ([]*report.Report, []*incident.Reading) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var reports []*report.Report
	var readings []*incident.Reading
	for i := range b.show {
		r, rd := reading(b.reports, i)
		reports, readings = append(reports, r), append(readings, rd)
	}
	return reports, readings
}

// reading makes a report and what was read from it.
func reading(reports []told, i int) (*report.Report, *incident.Reading) {
	t := reports[i]
	name := fmt.Sprintf("r%02d", i+1)
	r := &report.Report{ID: report.MakeID(t.url, t.outlet, name, t.text), Name: name, URL: t.url, Publisher: t.outlet,
		Author: t.author, Title: t.title, Published: t.at, Text: t.text}
	out := &incident.Reading{Report: r.ID, Engine: "test"}
	span := func(words string, from int) report.Span {
		k := strings.Index(t.text[from:], words)
		if k < 0 {
			panic(fmt.Sprintf("fixture %s: %q does not stand in the text", name, words))
		}
		return report.Span{Start: from + k, End: from + k + len(words)}
	}
	for j, x := range t.says {
		st := statement.Statement{ID: fmt.Sprintf("s%02d%02d", i+1, j+1), Report: r.ID, Span: span(x.words, 0), Kind: statement.KindOther,
			Attribution: j, Speaker: statement.Speaker{Name: x.speaker, Class: x.class, Origin: x.speaker}, Relay: x.relay,
			Stance: x.stance, Certainty: statement.Certain, Rule: "by hand"}
		if st.Stance == "" {
			st.Stance = statement.States
		}
		if x.kind != "" {
			st.Kind = statement.KindFigure
			st.Figure = &statement.Figure{Kind: x.kind, Words: x.count, Span: span(x.count, 0), Low: x.low, High: x.high, Unit: "people", Scope: statement.ScopeTotal}
		}
		if x.actor != "" {
			st.Kind = statement.KindResponsibility
			st.Responsibility = &statement.Responsibility{Actor: x.actor, Relation: x.relation, By: x.speaker, Channel: "a message on a video channel"}
		}
		a := statement.Attribution{Content: []report.Span{st.Span}, Speaker: st.Speaker, Stance: st.Stance, Parent: -1}
		if x.source != "" {
			a.Source = []report.Span{span(x.source, 0)}
			if k := strings.Index(t.text[a.Source[0].End:], x.cue); k >= 0 {
				a.Cue = []report.Span{span(x.cue, a.Source[0].End)}
			}
		}
		out.Attributions = append(out.Attributions, a)
		out.Statements = append(out.Statements, st)
	}
	return r, out
}

// accountOf is the account after the reports, by a rule simple enough to follow:
// the newest statement decides, the last three give the range.
func accountOf(reports []told, asOf time.Time) *dossier.Account {
	a := &dossier.Account{AsOf: asOf, Reports: map[string]*report.Report{},
		NotRead: []report.NotRead{{Name: "feed:3", Source: "feed", Line: 3, Reason: "the line is not JSON: <b>unexpected</b> end"}}}
	if len(reports) == 0 {
		return a
	}
	d := dossier.Dossier{ID: "stfire", AsOf: asOf, Reports: map[string]*report.Report{}, Known: map[string]time.Time{},
		Incident: incident.Frame{Type: "fire", Place: []string{"Velm", "Harland"}}}
	ids := make([]string, len(reports))
	figures := map[statement.FigureKind]*dossier.Figure{}
	for i, t := range reports {
		r, reading := reading(reports, i)
		ids[i] = r.ID
		a.Reports[r.ID], d.Reports[r.ID], d.Known[r.ID], d.Title = r, r, t.at, t.title
		d.Members = append(d.Members, story.Member{Report: r.ID, Main: true, Why: "same place Velm", Score: 1})
		if t.copyOf >= 0 {
			d.Copies = append(d.Copies, story.Copy{Report: r.ID, Of: ids[t.copyOf], Extent: story.Partial, Share: .75})
		}
		for _, st := range reading.Statements {
			s := dossier.Statement{Statement: st, FirstSeen: t.at, Origin: st.ID}
			s.Speaker = st.Speaker
			if t.copyOf >= 0 {
				s.Used, s.RepeatOf = "repeat", fmt.Sprintf("s%02d01", t.copyOf+1)
			}
			if f := st.Figure; f != nil && t.copyOf < 0 {
				g := figures[f.Kind]
				if g == nil {
					g = &dossier.Figure{Kind: f.Kind, Unit: "people", Rule: "newest statement of the highest authority", Grade: "fair"}
					figures[f.Kind] = g
				}
				if st.Stance == statement.Fears {
					s.Used = "not observed"
					g.Apart = append(g.Apart, st.ID)
				} else {
					step(g, &d, &s)
				}
			}
			if b := st.Responsibility; b != nil && t.copyOf < 0 {
				d.Responsibility = append(d.Responsibility, dossier.Responsibility{Actor: b.Actor, Status: "claimed", By: []string{b.By}, Statements: []string{st.ID}, Channel: b.Channel, Rule: "claimed by itself"})
				d.Changes = append(d.Changes, dossier.Change{At: t.at, Kind: "responsibility", Text: b.Actor + " claims it", Statements: []string{st.ID}})
			}
			d.Statements = append(d.Statements, s)
		}
	}
	for _, k := range statement.FigureKinds {
		if g := figures[k]; g != nil {
			d.Figures = append(d.Figures, *g)
		}
	}
	if len(d.Statements) > 0 {
		d.Unknown = []dossier.Point{{Kind: "responsibility", Text: "Who set the fire is not known.", Statements: []string{d.Statements[0].ID}}}
	}
	a.Dossiers = []dossier.Dossier{d}
	return a
}

func step(g *dossier.Figure, d *dossier.Dossier, s *dossier.Statement) {
	f := s.Figure
	s.Used, s.Authority = "best", 'a'
	change := "first"
	if len(g.History) > 0 {
		change = "rise"
		g.Low = min(g.Low, f.Low)
	} else {
		g.Low = f.Low
	}
	g.Best, g.BestID, g.Origins, g.Open = f.Low, s.ID, g.Origins+1, f.High < 0
	g.High = max(g.High, f.High, f.Low)
	g.Live = append([]string{s.ID}, g.Live...)
	g.Speakers = []string{s.Speaker.Name}
	g.History = append(g.History, dossier.Step{At: s.FirstSeen, Low: g.Low, Best: g.Best, High: g.High, Open: g.Open,
		Speaker: s.Speaker.Name, Statement: s.ID, Report: s.Report, Change: change, Explained: true})
	h := g.History
	var from *dossier.Step
	if len(h) > 1 {
		from = &h[len(h)-2]
	}
	d.Changes = append(d.Changes, dossier.Change{At: s.FirstSeen, Kind: "figure", Text: fmt.Sprintf("%s: %s, says %s", title(string(f.Kind)), f.Words, s.Speaker.Name),
		Statements: []string{s.ID}, From: from, To: &h[len(h)-1]})
}

func newDesk(t *testing.T, src Source, o Options) http.Handler {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return at(16, 0) }
	}
	h, err := New(src, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get fetches a page and fails unless it answers with code.
func get(t *testing.T, h http.Handler, path string, code int) (body string, head http.Header) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != code {
		t.Fatalf("GET %s: %d, want %d\n%s", path, w.Code, code, w.Body)
	}
	return w.Body.String(), w.Header()
}

func wants(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(page, p) {
			t.Errorf("the page lacks %q", p)
		}
	}
}

func lacks(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if strings.Contains(page, p) {
			t.Errorf("the page holds %q", p)
		}
	}
}
