package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/report"
	"sofar/statement"
)

// table writes CSV (RFC 4180, UTF-8) whose cells a spreadsheet takes as text.
func table(w io.Writer, header []string, rows func(row func(cells ...any) error) error) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	line := make([]string, 0, len(header))
	err := rows(func(cells ...any) error {
		if len(cells) != len(header) {
			return fmt.Errorf("a row of %d cells for %d columns", len(cells), len(header)) // a mistake of ours
		}
		line = line[:0]
		for _, v := range cells {
			s := fmt.Sprint(v)
			if _, text := v.(string); text {
				s = plainCell(s)
			}
			line = append(line, s)
		}
		return c.Write(line)
	})
	if err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// plainCell keeps a text from being run as a formula (OWASP, CSV injection), and
// its line breaks out of the way of tools that read line by line.
func plainCell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s != "" && strings.ContainsRune("=+-@|%", rune(s[0])) {
		return "'" + s
	}
	return s
}

// list joins names for a cell.
func list(names []string) string { return strings.Join(names, "; ") }

// datePrecision is UCDP GED's date_prec: 1 the day, 2 two to six days, 3 a week,
// 4 up to a month, 5 more; 0 where no date is known.
func datePrecision(d *incident.Date) int {
	if d == nil || d.End.IsZero() {
		return 0
	}
	if d.Start.IsZero() {
		return 5
	}
	switch days := int(d.End.Sub(d.Start)/(24*time.Hour)) + 1; {
	case days <= 1:
		return 1
	case days <= 6:
		return 2
	case days == 7:
		return 3
	case days <= 31:
		return 4
	}
	return 5
}

func dates(d *incident.Date) (start, end string) {
	if d == nil {
		return "", ""
	}
	return day(d.Start), day(d.End)
}

// sources are the reports behind the statements, each once, in their order.
func sources(d *dossier.Dossier, byID map[string]*dossier.Statement, ids []string) []*report.Report {
	var out []*report.Report
	for _, id := range ids {
		if s := byID[id]; s != nil {
			if r := d.Reports[s.Report]; r != nil && !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// sourceArticle describes reports as UCDP GED's source_article does: outlet,
// date, title.
func sourceArticle(reports []*report.Report, show func(string) string) string {
	var out []string
	for _, r := range reports {
		var parts []string
		for _, p := range []string{outlet(r), day(r.Published), show(r.Title)} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		out = append(out, strings.Join(parts, ", "))
	}
	return list(out)
}

// writeFigures writes the figures now. Columns with names of UCDP GED's mean
// what they mean there.
func writeFigures(w io.Writer, a *dossier.Account, o Options) error {
	header := []string{"id", "story_id", "story_title", "as_of", "event_type", "date_start", "date_end", "date_prec", "where_description", "country",
		"kind", "unit", "low", "best", "high", "high_open", "rule", "grade", "independent_origins", "number_of_sources",
		"source_office", "source_article", "source_url", "source_original", "first_seen", "last_changed", "flags"}
	return table(w, header, func(row func(...any) error) error {
		for i := range a.Dossiers {
			d := &a.Dossiers[i]
			byID, show := d.ByID(), shower(d, o)
			start, end := dates(d.Incident.Date)
			for _, f := range d.Figures {
				reports := sources(d, byID, f.Live)
				var offices, urls, flags []string
				for _, r := range reports {
					if name := outlet(r); !slices.Contains(offices, name) {
						offices = append(offices, name)
					}
					if u := webAddress(r.URL); u != "" {
						urls = append(urls, u)
					}
				}
				for _, fl := range f.Flags {
					flags = append(flags, fl.Reason)
				}
				first, last := "", ""
				if n := len(f.History); n > 0 {
					first, last = stamp(f.History[0].At), stamp(f.History[n-1].At)
				}
				if err := row(d.ID+":"+string(f.Kind), d.ID, show(d.Title), stamp(a.AsOf), d.Incident.Type, start, end, datePrecision(d.Incident.Date),
					strings.Join(d.Incident.Place, ", "), d.Incident.Country, string(f.Kind), f.Unit, f.Low, f.Best, high(f.High, f.Open), f.Open, f.Rule, f.Grade, f.Origins, len(reports),
					list(offices), sourceArticle(reports, show), list(urls), show(list(f.Speakers)), first, last, list(flags)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// writeHistory writes how each figure moved.
func writeHistory(w io.Writer, a *dossier.Account, o Options) error {
	header := []string{"story_id", "story_title", "kind", "at", "low", "best", "high", "high_open", "change", "explained", "speaker", "source_office", "report", "statement_id"}
	return table(w, header, func(row func(...any) error) error {
		for i := range a.Dossiers {
			d := &a.Dossiers[i]
			show := shower(d, o)
			for _, f := range d.Figures {
				for _, h := range f.History {
					if err := row(d.ID, show(d.Title), string(f.Kind), stamp(h.At), h.Low, h.Best, high(h.High, h.Open), h.Open, h.Change, h.Explained,
						show(h.Speaker), outlet(d.Reports[h.Report]), label(d, h.Report), h.Statement); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

// flat is a statement as a row and as a JSON object. Offsets are half-open, in
// Unicode code points of the report's text.
type flat struct {
	Story       string   `json:"story_id"`
	ID          string   `json:"statement_id"`
	Report      string   `json:"report"`
	Office      string   `json:"source_office"`
	URL         string   `json:"source_url"`
	Published   string   `json:"published"`
	FirstSeen   string   `json:"first_seen"`
	Start       int      `json:"start"`
	End         int      `json:"end"`
	Quote       string   `json:"quote"`
	Kind        string   `json:"kind"`
	Speaker     string   `json:"speaker"`
	Class       string   `json:"speaker_class"`
	Relay       []string `json:"relay"`
	Stance      string   `json:"stance"`
	Certainty   string   `json:"certainty"`
	Direct      bool     `json:"direct"`
	Background  bool     `json:"background"`
	FigureKind  string   `json:"figure_kind,omitempty"`
	Words       string   `json:"figure_words,omitempty"`
	Low         *int64   `json:"low,omitempty"`
	High        *int64   `json:"high,omitempty"`
	Unit        string   `json:"unit,omitempty"`
	Scope       string   `json:"scope,omitempty"`
	Actor       string   `json:"actor,omitempty"`
	Relation    string   `json:"relation,omitempty"`
	Channel     string   `json:"channel,omitempty"`
	Answers     string   `json:"answers,omitempty"`
	RepeatOf    string   `json:"repeat_of,omitempty"`
	Origin      string   `json:"origin"`
	WithdrawnBy string   `json:"withdrawn_by,omitempty"`
	Used        string   `json:"used,omitempty"`
	Authority   string   `json:"authority,omitempty"`
	Rule        string   `json:"rule"`
	low, high   string
}

// eachStatement calls fn for every statement of the account.
func eachStatement(a *dossier.Account, o Options, fn func(*flat) error) error {
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
			f := flat{Story: d.ID, ID: s.ID, Report: r.Label(), Office: outlet(r), URL: webAddress(r.URL), Published: stamp(r.Published), FirstSeen: stamp(s.FirstSeen),
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
				f.FigureKind, f.Words, f.Unit, f.Scope, f.Low = string(n.Kind), n.Words, n.Unit, string(n.Scope), &n.Low
				f.low, f.high = fmt.Sprint(n.Low), high(n.High, false)
				if f.high != "" {
					f.High = &n.High
				}
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

func writeStatements(w io.Writer, a *dossier.Account, o Options) error {
	header := []string{"story_id", "statement_id", "report", "source_office", "source_url", "published", "first_seen", "start", "end", "quote", "kind",
		"speaker", "speaker_class", "relay", "stance", "certainty", "direct", "background", "figure_kind", "figure_words", "low", "high", "unit", "scope",
		"actor", "relation", "channel", "answers", "repeat_of", "origin", "withdrawn_by", "used", "authority", "rule"}
	return table(w, header, func(row func(...any) error) error {
		return eachStatement(a, o, func(f *flat) error {
			return row(f.Story, f.ID, f.Report, f.Office, f.URL, f.Published, f.FirstSeen, f.Start, f.End, f.Quote, f.Kind, f.Speaker, f.Class, list(f.Relay), f.Stance, f.Certainty,
				f.Direct, f.Background, f.FigureKind, f.Words, f.low, f.high, f.Unit, f.Scope, f.Actor, f.Relation, f.Channel, f.Answers, f.RepeatOf, f.Origin, f.WithdrawnBy, f.Used, f.Authority, f.Rule)
		})
	})
}

func writeStatementLines(w io.Writer, a *dossier.Account, o Options) error {
	return eachLine(w, func(enc func(any) error) error {
		return eachStatement(a, o, func(f *flat) error { return enc(f) })
	})
}

// writeReports writes the reports as sofar reads them. Read into another ledger
// they have the same content ids.
func writeReports(w io.Writer, a *dossier.Account, o Options) error {
	hides := map[string]bool{}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		hide := explain.Hider(d, explain.Options{HideNames: o.HideNames})
		for id, r := range d.Reports {
			hides[id] = hides[id] || hide(r.Text) || hide(r.Title)
		}
	}
	ids := make([]string, 0, len(a.Reports))
	for id := range a.Reports {
		if !hides[id] {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(x, y string) int {
		rx, ry := a.Reports[x], a.Reports[y]
		if c := rx.Published.Compare(ry.Published); c != 0 {
			return c
		}
		return strings.Compare(x, y)
	})
	type line struct {
		ID        string `json:"id,omitempty"`
		URL       string `json:"url,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Author    string `json:"author,omitempty"`
		Title     string `json:"title,omitempty"`
		Published string `json:"published,omitempty"`
		Updated   string `json:"updated,omitempty"`
		Text      string `json:"text"`
	}
	return eachLine(w, func(enc func(any) error) error {
		for _, id := range ids {
			r := a.Reports[id]
			if err := enc(line{r.Name, r.URL, r.Publisher, r.Author, r.Title, stamp(r.Published), stamp(r.Updated), r.Text}); err != nil {
				return err
			}
		}
		return nil
	})
}
