package desk

import (
	"net/http"
	"sort"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/statement"
)

// saidView is the table of who says what.
type saidView struct {
	All                     int // statements of the story before filtering
	Rows                    []saidRow
	Pager                   pager
	Kinds, Speakers, Stance []choice
	Filtered                bool
	Clear                   string
	At                      string
	Action                  string
}

type choice struct {
	Value, Label string
	N            int
	On           bool
}

type saidRow struct {
	Key, ID, Kind            string
	Speaker, Class, Post     string
	Relay                    []string
	Stance, Certainty        string
	Figure, Scope, Actor     string
	Quote, Href              string
	Outlet, ReportHref       string
	At                       time.Time
	Notes                    []string
	Muted, Withdrawn, Direct bool
	Check                    *checkView
}

const saidPage = 25

// filter picks statements by kind, speaker and stance; "" lets all pass.
type filter struct{ kind, speaker, stance string }

func (f filter) passes(s *dossier.Statement) bool {
	return (f.kind == "" || kindOf(s) == f.kind) &&
		(f.speaker == "" || speakerName(s) == f.speaker) &&
		(f.stance == "" || string(s.Stance) == f.stance)
}

// kindOf is what a statement is about; a figure's own kind is finer than "figure".
func kindOf(s *dossier.Statement) string {
	if s.Kind == statement.KindFigure && s.Figure != nil {
		return string(s.Figure.Kind)
	}
	if s.Background {
		return "background"
	}
	return string(s.Kind)
}

func said(r *http.Request, d *dossier.Dossier, byID map[string]*dossier.Statement, links linker) saidView {
	q := r.URL.Query()
	f := filter{q.Get("kind"), q.Get("speaker"), q.Get("stance")}
	v := saidView{All: len(d.Statements), Action: storyURL(d.ID) + "#said", At: q.Get("at"),
		Filtered: f != filter{}, Clear: with(r.URL, "said", "kind", "", "speaker", "", "stance", "", "p", "")}
	kinds, speakers, stances := map[string]int{}, map[string]int{}, map[string]int{}
	var hits []*dossier.Statement
	// Newest first: what a reader of breaking news looks for.
	for i := len(d.Statements) - 1; i >= 0; i-- {
		s := &d.Statements[i]
		kinds[kindOf(s)]++
		speakers[speakerName(s)]++
		stances[string(s.Stance)]++
		if f.passes(s) {
			hits = append(hits, s)
		}
	}
	v.Kinds, v.Speakers, v.Stance = choices(kinds, f.kind), choices(speakers, f.speaker), choices(stances, f.stance)
	p, lo, hi := paginate(len(hits), saidPage, r.URL, "p", "said")
	v.Pager = p
	for _, s := range hits[lo:hi] {
		v.Rows = append(v.Rows, rowOf(d, s, byID, links))
	}
	return v
}

// maxChoices bounds a filter's list; a chosen value is kept whatever its rank.
const maxChoices = 60

func choices(counts map[string]int, on string) []choice {
	out := make([]choice, 0, len(counts))
	for v, n := range counts {
		out = append(out, choice{v, trim(v, 60), n, v == on})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].On != out[j].On {
			return out[i].On
		}
		if out[i].N != out[j].N {
			return out[i].N > out[j].N
		}
		return out[i].Value < out[j].Value
	})
	return out[:min(len(out), maxChoices)]
}

func rowOf(d *dossier.Dossier, s *dossier.Statement, byID map[string]*dossier.Statement, links linker) saidRow {
	rep := d.Reports[s.Report]
	row := saidRow{
		Key: s.ID, ID: s.ID, Kind: kindOf(s), Speaker: speakerName(s), Class: string(s.Speaker.Class),
		Post: trim(s.Speaker.Post, 100), Relay: s.Relay, Stance: string(s.Stance), Certainty: string(s.Certainty),
		Quote: words(rep, s), Href: links.words(rep, s.Span), Outlet: outlet(rep),
		At: s.FirstSeen, Withdrawn: s.Withdrawn != "", Direct: s.Direct,
	}
	if rep != nil {
		row.ReportHref = reportURL(rep.ID)
	}
	if s.Speaker.Class == statement.ClassUnknown {
		row.Class = ""
	}
	if s.Certainty == statement.Certain {
		row.Certainty = ""
	}
	if f := s.Figure; f != nil {
		b, n := worded(f)
		row.Figure = strings.TrimSpace(b + " " + n)
		if f.Scope != statement.ScopeTotal {
			row.Scope = string(f.Scope)
		}
	}
	if x := s.Responsibility; x != nil {
		row.Actor = string(x.Relation) + " " + trim(x.Actor, 80)
	}
	row.Muted = s.Used == "superseded" || s.Used == "repeat"
	row.Notes, row.Check = notesOf(s, byID), checkOf(s)
	return row
}

// notesOf says in words what part a statement plays.
func notesOf(s *dossier.Statement, byID map[string]*dossier.Statement) []string {
	var out []string
	switch s.Used {
	case "best":
		out = append(out, "decides the figure now")
	case "superseded":
		out = append(out, "superseded by a newer statement")
	case "not observed":
		out = append(out, "not an observed number: kept apart")
	}
	if o := byID[s.Origin]; o != nil && o.ID != s.ID {
		out = append(out, "a copy or relay of words first seen "+clock(o.FirstSeen))
	} else if o := byID[s.RepeatOf]; o != nil {
		out = append(out, "repeats what was first seen "+clock(o.FirstSeen))
	}
	if o := byID[s.Answers]; o != nil {
		out = append(out, "answers "+speakerName(o))
	}
	if o := byID[s.Withdrawn]; o != nil {
		out = append(out, "withdrawn "+clock(o.FirstSeen))
	}
	if s.Speaker.Anonymous && s.Speaker.Reason != "" {
		out = append(out, "unnamed: "+trim(s.Speaker.Reason, 120))
	}
	for _, f := range s.Flags {
		out = append(out, trim(f, 160))
	}
	return out
}
