package export

import (
	"strings"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/place"
	"sofar/report"
)

// FigureRow is a figure as of now. Columns with names of UCDP GED's codebook
// (best, low, high, date_start, date_end, date_prec, where_description,
// where_prec, latitude, longitude, country, number_of_sources, source_article,
// source_office, source_original) mean what they mean there.
type FigureRow struct {
	ID          string     `json:"id" parquet:"id"`
	Story       string     `json:"story_id" parquet:"story_id"`
	Title       string     `json:"story_title" parquet:"story_title"`
	AsOf        *time.Time `json:"as_of,omitempty" parquet:"as_of,optional,timestamp"`
	Type        string     `json:"event_type" parquet:"event_type"`
	DateStart   string     `json:"date_start" parquet:"date_start"`
	DateEnd     string     `json:"date_end" parquet:"date_end"`
	DatePrec    int        `json:"date_prec" parquet:"date_prec"`
	Where       string     `json:"where_description" parquet:"where_description"`
	WherePrec   int        `json:"where_prec" parquet:"where_prec"`
	Latitude    *float64   `json:"latitude,omitempty" parquet:"latitude,optional"`
	Longitude   *float64   `json:"longitude,omitempty" parquet:"longitude,optional"`
	Country     string     `json:"country" parquet:"country"`
	Kind        string     `json:"kind" parquet:"kind"`
	Unit        string     `json:"unit" parquet:"unit"`
	Low         int64      `json:"low" parquet:"low"`
	Best        int64      `json:"best" parquet:"best"`
	High        *int64     `json:"high,omitempty" parquet:"high,optional"`
	HighOpen    bool       `json:"high_open" parquet:"high_open"`
	Rule        string     `json:"rule" parquet:"rule"`
	Grade       string     `json:"grade" parquet:"grade"`
	Origins     int        `json:"independent_origins" parquet:"independent_origins"`
	Sources     int        `json:"number_of_sources" parquet:"number_of_sources"`
	Offices     []string   `json:"source_office" parquet:"source_office"`
	Articles    []string   `json:"source_article" parquet:"source_article"`
	URLs        []string   `json:"source_url" parquet:"source_url"`
	Originals   []string   `json:"source_original" parquet:"source_original"`
	FirstSeen   *time.Time `json:"first_seen,omitempty" parquet:"first_seen,optional,timestamp"`
	LastChanged *time.Time `json:"last_changed,omitempty" parquet:"last_changed,optional,timestamp"`
	Flags       []string   `json:"flags" parquet:"flags"`
}

// eachFigure gives the figures of all stories in their order.
func eachFigure(a *dossier.Account, o Options, fn func(*FigureRow) error) error {
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		byID, show := d.ByID(), shower(d, o)
		start, end := dates(d.Incident.Date)
		at := located(d)
		for _, f := range d.Figures {
			reports := sources(d, byID, f.Live)
			var offices, articles, urls, flags, originals []string
			for _, r := range reports {
				offices, articles, urls = append(offices, outlet(r)), append(articles, sourceArticle(r, show)), append(urls, report.WebAddress(r.URL))
			}
			for _, fl := range f.Flags {
				flags = append(flags, fl.Reason)
			}
			for _, name := range f.Speakers {
				originals = append(originals, show(name))
			}
			row := FigureRow{ID: d.ID + ":" + string(f.Kind), Story: d.ID, Title: show(d.Title), AsOf: moment(a.AsOf), Type: d.Incident.Type,
				DateStart: start, DateEnd: end, DatePrec: datePrecision(d.Incident.Date),
				Where: strings.Join(d.Incident.Place, ", "), WherePrec: at.prec, Latitude: at.lat, Longitude: at.lon, Country: d.Incident.Country,
				Kind: string(f.Kind), Unit: f.Unit, Low: f.Low, Best: f.Best, High: bound(f.High, f.Open), HighOpen: f.Open,
				Rule: f.Rule, Grade: f.Grade, Origins: f.Origins, Sources: len(reports),
				Offices: each(offices), Articles: each(articles), URLs: each(urls), Originals: each(originals), Flags: each(flags)}
			if n := len(f.History); n > 0 {
				row.FirstSeen, row.LastChanged = moment(f.History[0].At), moment(f.History[n-1].At)
			}
			if err := fn(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// StepRow is a step of a figure's history.
type StepRow struct {
	Story     string     `json:"story_id" parquet:"story_id"`
	Title     string     `json:"story_title" parquet:"story_title"`
	Kind      string     `json:"kind" parquet:"kind"`
	At        *time.Time `json:"at,omitempty" parquet:"at,optional,timestamp"`
	Low       int64      `json:"low" parquet:"low"`
	Best      int64      `json:"best" parquet:"best"`
	High      *int64     `json:"high,omitempty" parquet:"high,optional"`
	HighOpen  bool       `json:"high_open" parquet:"high_open"`
	Change    string     `json:"change" parquet:"change"`
	Explained bool       `json:"explained" parquet:"explained"`
	Speaker   string     `json:"speaker" parquet:"speaker"`
	Office    string     `json:"source_office" parquet:"source_office"`
	Report    string     `json:"report" parquet:"report"`
	Statement string     `json:"statement_id" parquet:"statement_id"`
}

// eachStep gives how each figure moved, oldest first.
func eachStep(a *dossier.Account, o Options, fn func(*StepRow) error) error {
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		show := shower(d, o)
		for _, f := range d.Figures {
			for _, h := range f.History {
				if err := fn(&StepRow{d.ID, show(d.Title), string(f.Kind), moment(h.At), h.Low, h.Best, bound(h.High, h.Open), h.Open, h.Change, h.Explained,
					show(h.Speaker), outlet(d.Reports[h.Report]), label(d, h.Report), h.Statement}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

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

// spot is where a story's incident happened: lat and lon are nil where the
// gazetteer does not know the place, prec is UCDP GED's where_prec, 0 then. The
// position of a region or a country is a point inside it.
type spot struct {
	lat, lon *float64
	prec     int
}

// located finds the place of an incident.
func located(d *dossier.Dossier) spot {
	l, ok := place.Locate(d.Incident.Place)
	if !ok {
		return spot{}
	}
	return spot{&l.Lat, &l.Lon, l.Precision.UCDP()}
}

// sources are the reports behind the statements, each once, in their order.
func sources(d *dossier.Dossier, byID map[string]*dossier.Statement, ids []string) []*report.Report {
	var out []*report.Report
	seen := map[string]bool{}
	for _, id := range ids {
		if s := byID[id]; s != nil {
			if r := d.Reports[s.Report]; r != nil && !seen[r.ID] {
				seen[r.ID] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// sourceArticle describes a report as UCDP GED's source_article does: outlet,
// date, title.
func sourceArticle(r *report.Report, show func(string) string) string {
	var parts []string
	for _, p := range []string{outlet(r), day(r.Published), show(r.Title)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}
