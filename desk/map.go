package desk

import (
	"math"
	"strconv"
	"strings"

	"sofar/dossier"
	gazetteer "sofar/place"
)

// mapView is where a story's incident happened, drawn on the server.
type mapView struct {
	Width, Height int
	Lands         []string // outlines of countries
	Lines         []string // of the regions of its country
	Shape         string   // the region or country itself, "" for a city
	X, Y, R       float64  // the city's dot and how far the place may be from it; R is 0 for a shape
	Precision     string
	Text          string // what the map shows, in words
	Label         string
	LabelX        float64
	Anchor        string
	Names         []mapName // of the countries
}

type mapName struct {
	X, Y int
	Text string
}

const mapWidth, mapHeight = 640, 400

// mapOf draws the place of a story, nil where the gazetteer does not know it: no
// pin is better than a false one.
func mapOf(d *dossier.Dossier) *mapView {
	l, ok := gazetteer.Locate(d.Incident.Place)
	if !ok {
		return nil
	}
	box := l.Around()
	v := &mapView{Width: mapWidth, Height: mapHeight, Precision: string(l.Precision), Label: l.Name}
	x := func(p gazetteer.Point) float64 { return (p.Lon - box.West) / (box.East - box.West) * mapWidth }
	y := func(p gazetteer.Point) float64 { return (box.North - p.Lat) / (box.North - box.South) * mapHeight }
	for _, o := range gazetteer.Outlines(box, l) {
		step := 5.0
		if !o.Country {
			step = 9
		}
		path := pathOf(o.Rings, x, y, step)
		switch {
		case path == "":
		case o.Country:
			v.Lands = append(v.Lands, path)
			if nx, ny := x(o.At), y(o.At); nx > 40 && nx < mapWidth-40 && ny > 20 && ny < mapHeight-12 && math.Hypot(nx-x(l.Point), ny-y(l.Point)) > 50 && o.Name != l.Name {
				v.Names = append(v.Names, mapName{int(nx), int(ny), o.Name})
			}
		default:
			v.Lines = append(v.Lines, path)
		}
	}
	v.X, v.Y = math.Round(x(l.Point)), math.Round(y(l.Point))
	v.Shape = pathOf(l.Shape(), x, y, 3)
	if v.Shape == "" {
		v.R = math.Max(7, l.Radius/111*mapHeight/(box.North-box.South))
	}
	v.LabelX, v.Anchor = v.X+14, "start"
	if v.Shape != "" {
		v.LabelX, v.Anchor = v.X, "middle"
	} else if v.X > mapWidth*0.7 {
		v.LabelX, v.Anchor = v.X-14, "end"
	}
	v.Text = mapText(&l, d.Incident.Place)
	return v
}

// mapText says what the map shows and how sure it is of it.
func mapText(l *gazetteer.Location, chain []string) string {
	where := l.Name
	for _, part := range []string{l.Region, l.Country} {
		if part != "" && part != where && !strings.HasSuffix(where, part) {
			where += ", " + part
		}
	}
	told := strings.Join(chain, ", ")
	switch l.Precision {
	case gazetteer.InCity:
		return where + ". The reports place it at " + told + "; the dot is the city."
	case gazetteer.Near:
		return "Near " + where + ". The reports place it at " + told + "; the ring is what “near” may mean."
	case gazetteer.InRegion:
		return where + ", a region. The reports place it at " + told + "; where in the region is not known to the map, so the region is marked as a whole."
	case gazetteer.InCountry:
		return where + ". The reports place it at " + told + "; where in the country is not known to the map, so the country is marked as a whole."
	}
	return where + ". The position is printed in a report."
}

// pathOf draws rings in whole pixels, without points that a reader cannot tell
// apart and without what lies far outside.
func pathOf(rings [][]gazetteer.Point, x, y func(gazetteer.Point) float64, step float64) string {
	var b strings.Builder
	for _, r := range rings {
		lx, ly := math.NaN(), math.NaN()
		n := 0
		var part strings.Builder
		for _, p := range r {
			px := math.Round(math.Max(-200, math.Min(mapWidth+200, x(p))))
			py := math.Round(math.Max(-200, math.Min(mapHeight+200, y(p))))
			if !math.IsNaN(lx) && math.Abs(px-lx)+math.Abs(py-ly) < step {
				continue
			}
			// Relative steps are the shorter numbers.
			switch n {
			case 0:
				part.WriteString("M" + strconv.Itoa(int(px)) + " " + strconv.Itoa(int(py)) + "l")
			default:
				part.WriteString(strconv.Itoa(int(px-lx)) + " " + strconv.Itoa(int(py-ly)) + " ")
			}
			lx, ly = px, py
			n++
		}
		if n > 2 {
			b.WriteString(strings.TrimSuffix(part.String(), " ") + "z")
		}
	}
	return b.String()
}
