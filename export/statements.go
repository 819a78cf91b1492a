package export

import (
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/report"
	"sofar/statement"
)

// StatementRow is a statement. Offsets are half-open, in Unicode code points of
// the report's text.
type StatementRow struct {
	Story       string     `json:"story_id" parquet:"story_id"`
	ID          string     `json:"statement_id" parquet:"statement_id"`
	Report      string     `json:"report" parquet:"report"`
	Office      string     `json:"source_office" parquet:"source_office"`
	URL         string     `json:"source_url" parquet:"source_url"`
	Published   *time.Time `json:"published,omitempty" parquet:"published,optional,timestamp"`
	FirstSeen   *time.Time `json:"first_seen,omitempty" parquet:"first_seen,optional,timestamp"`
	Start       int        `json:"start" parquet:"start"`
	End         int        `json:"end" parquet:"end"`
	Quote       string     `json:"quote" parquet:"quote"`
	Kind        string     `json:"kind" parquet:"kind"`
	Speaker     string     `json:"speaker" parquet:"speaker"`
	Class       string     `json:"speaker_class" parquet:"speaker_class"`
	Relay       []string   `json:"relay" parquet:"relay"`
	Stance      string     `json:"stance" parquet:"stance"`
	Certainty   string     `json:"certainty" parquet:"certainty"`
	Direct      bool       `json:"direct" parquet:"direct"`
	Background  bool       `json:"background" parquet:"background"`
	FigureKind  string     `json:"figure_kind,omitempty" parquet:"figure_kind"`
	Words       string     `json:"figure_words,omitempty" parquet:"figure_words"`
	Low         *int64     `json:"low,omitempty" parquet:"low,optional"`
	High        *int64     `json:"high,omitempty" parquet:"high,optional"`
	Unit        string     `json:"unit,omitempty" parquet:"unit"`
	Scope       string     `json:"scope,omitempty" parquet:"scope"`
	Actor       string     `json:"actor,omitempty" parquet:"actor"`
	Relation    string     `json:"relation,omitempty" parquet:"relation"`
	Channel     string     `json:"channel,omitempty" parquet:"channel"`
	Answers     string     `json:"answers,omitempty" parquet:"answers"`
	RepeatOf    string     `json:"repeat_of,omitempty" parquet:"repeat_of"`
	Origin      string     `json:"origin" parquet:"origin"`
	WithdrawnBy string     `json:"withdrawn_by,omitempty" parquet:"withdrawn_by"`
	Used        string     `json:"used,omitempty" parquet:"used"`
	Authority   string     `json:"authority,omitempty" parquet:"authority"`
	Rule        string     `json:"rule" parquet:"rule"`
}

// eachStatement gives every statement of the account.
func eachStatement(a *dossier.Account, o Options, fn func(*StatementRow) error) error {
	indexes := map[string]*report.Index{}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		show := shower(d, o)
		for j := range d.Statements {
			s := &d.Statements[j]
			r := d.Reports[s.Report]
			if r == nil {
				continue
			}
			if indexes[r.ID] == nil {
				indexes[r.ID] = report.NewIndex(r.Text)
			}
			span := indexes[r.ID].Runes(s.Span)
			f := StatementRow{Story: d.ID, ID: s.ID, Report: r.Label(), Office: outlet(r), URL: report.WebAddress(r.URL), Published: moment(r.Published), FirstSeen: moment(s.FirstSeen),
				Start: span[0], End: span[1], Quote: show(s.Span.Of(r.Text)), Kind: string(s.Kind), Speaker: show(explain.SpeakerName(s)), Class: string(s.Speaker.Class),
				Relay: append([]string{}, s.Relay...), Stance: string(s.Stance), Certainty: string(s.Certainty), Direct: s.Direct, Background: s.Background,
				Answers: s.Answers, RepeatOf: s.RepeatOf, Origin: s.Origin, WithdrawnBy: s.Withdrawn, Used: s.Used, Rule: s.Rule}
			if f.Class == "" {
				f.Class = string(statement.ClassUnknown)
			}
			if s.Authority != 0 {
				f.Authority = string(s.Authority)
			}
			if n := s.Figure; n != nil {
				f.FigureKind, f.Words, f.Unit, f.Scope, f.Low, f.High = string(n.Kind), n.Words, n.Unit, string(n.Scope), &n.Low, bound(n.High, false)
			}
			if b := s.Responsibility; b != nil {
				f.Actor, f.Relation, f.Channel = show(b.Actor), string(b.Relation), b.Channel
			}
			if err := fn(&f); err != nil {
				return err
			}
		}
	}
	return nil
}
