package export

import (
	"io"

	"sofar/dossier"
)

// writeGeoJSON writes a FeatureCollection (RFC 7946) with a feature for each
// story: a point where the place has coordinates, else no geometry, and always
// the chain of places in words.
func writeGeoJSON(w io.Writer, a *dossier.Account, o Options) error {
	features := []node{}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		show, at := shower(d, o), located(d)
		figures := node{}
		for _, f := range d.Figures {
			n := node{"low": f.Low, "best": f.Best, "high": f.High, "high_open": f.Open, "independent_origins": f.Origins, "grade": f.Grade}
			if high(f.High, f.Open) == "" {
				n["high"] = nil
			}
			figures[string(f.Kind)] = n
		}
		start, end := dates(d.Incident.Date)
		p := node{"title": show(d.Title), "event_type": d.Incident.Type, "place": full(d.Incident.Place), "country": d.Incident.Country, "where_prec": at.prec,
			"date_start": start, "date_end": end, "date_prec": datePrecision(d.Incident.Date), "reports": len(d.Members), "figures": figures}
		put(p, "as_of", stamp(a.AsOf))
		feature := node{"type": "Feature", "id": o.storyID(d), "geometry": nil, "properties": p}
		if at.lat != nil && at.lon != nil {
			feature["geometry"] = node{"type": "Point", "coordinates": []float64{*at.lon, *at.lat}}
		}
		features = append(features, feature)
	}
	return document(w, node{"type": "FeatureCollection", "features": features})
}

// full is a list that JSON writes as [] where it is empty.
func full(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
