package dossier

import (
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
	"sofar/statement"
)

// shortReading is what grouping looks at of a reading: a third of its bytes.
type shortReading struct {
	Report    string          `json:"report"`
	Engine    string          `json:"engine"`
	Terms     []incident.Term `json:"terms"`
	Incidents []struct {
		Type string `json:"type"`
		Date *struct {
			Start time.Time `json:"start"`
			End   time.Time `json:"end"`
		} `json:"date"`
		Place      []string `json:"place"`
		Country    string   `json:"country"`
		Historical bool     `json:"historical"`
	} `json:"incidents"`
	Names []struct {
		Name  string `json:"name"`
		Kind  string `json:"kind"`
		Count int    `json:"count"`
		First int    `json:"first"`
	} `json:"names"`
	Statements []struct {
		Figure *struct {
			Kind     statement.FigureKind `json:"kind"`
			Low      int64                `json:"low"`
			Scope    statement.Scope      `json:"scope"`
			Incident int                  `json:"incident"`
		} `json:"figure"`
		Background bool `json:"background"`
	} `json:"statements"`
	Background bool `json:"background"`
}

// lenient reads what encoding/json reads of what it wrote.
var lenient = json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))

// decodeShort is decode, but of a reading it gives only what grouping looks at.
func decodeShort(rec ledger.Record) (any, error) {
	switch rec.Kind {
	case ledger.KindReport:
		r := new(report.Report)
		if err := json.Unmarshal(rec.Payload, r, lenient); err != nil {
			return nil, undecodable(rec, err)
		}
		return r, nil
	case ledger.KindReading:
		var v shortReading
		if err := json.Unmarshal(rec.Payload, &v, lenient); err != nil {
			return nil, undecodable(rec, err)
		}
		return v.reading(), nil
	}
	return decode(rec)
}

func (v *shortReading) reading() *incident.Reading {
	out := &incident.Reading{Report: v.Report, Engine: v.Engine, Terms: v.Terms, Background: v.Background}
	out.Incidents = make([]incident.Frame, len(v.Incidents))
	for i, x := range v.Incidents {
		f := &out.Incidents[i]
		f.Type, f.Place, f.Country, f.Historical = x.Type, x.Place, x.Country, x.Historical
		if x.Date != nil {
			f.Date = &incident.Date{Start: x.Date.Start, End: x.Date.End}
		}
	}
	out.Names = make([]incident.Entity, len(v.Names))
	for i, n := range v.Names {
		out.Names[i] = incident.Entity{Name: n.Name, Kind: n.Kind, Count: n.Count, First: n.First}
	}
	for _, s := range v.Statements {
		if f := s.Figure; f != nil { // others say nothing to grouping
			out.Statements = append(out.Statements, statement.Statement{Background: s.Background,
				Figure: &statement.Figure{Kind: f.Kind, Low: f.Low, Scope: f.Scope, Incident: f.Incident}})
		}
	}
	return out
}
