package place

import "math"

// Box is a stretch of the earth in degrees.
type Box struct{ South, West, North, East float64 }

// Outline is the shape of a country or region.
type Outline struct {
	Name    string
	Country bool
	At      Point // where a map writes its name
	Rings   [][]Point
}

// Shape gives the outline of the region or country that a location stands for,
// nil for a city.
func (l Location) Shape() [][]Point {
	if l.Precision != InRegion && l.Precision != InCountry {
		return nil
	}
	return shapes()[l.area]
}

// Around is the box that a map of the location shows: a region or country with
// its neighbours' edges, some 300 km about a city.
func (l Location) Around() Box {
	b := Box{l.Lat, l.Lon, l.Lat, l.Lon}
	for _, ring := range mainland(l.Shape(), l.Point) {
		for _, p := range ring {
			b.South, b.North = math.Min(b.South, p.Lat), math.Max(b.North, p.Lat)
			b.West, b.East = math.Min(b.West, p.Lon), math.Max(b.East, p.Lon)
		}
	}
	least := 3.6
	if l.Precision == InCity || l.Precision == Near || l.Precision == Exact {
		least = 5
	}
	across := math.Cos(l.Lat * math.Pi / 180)
	tall := math.Max(least, (b.North-b.South)*1.25)
	wide := math.Max(least*1.6/math.Max(across, 0.2), (b.East-b.West)*1.25)
	// A map is 8 wide and 5 tall.
	if wide*across < tall*1.6 {
		wide = tall * 1.6 / math.Max(across, 0.2)
	} else {
		tall = wide * across / 1.6
	}
	midLat, midLon := (b.South+b.North)/2, (b.West+b.East)/2
	return Box{midLat - tall/2, midLon - wide/2, midLat + tall/2, midLon + wide/2}
}

// mainland leaves out the rings that lie far from a point: islands over the sea
// would make a map of mere water.
func mainland(rings [][]Point, at Point) [][]Point {
	var out [][]Point
	for _, r := range rings {
		for _, p := range r {
			if math.Abs(p.Lat-at.Lat) < 25 && math.Abs(p.Lon-at.Lon) < 35 {
				out = append(out, r)
				break
			}
		}
	}
	return out
}

// Outlines gives the countries that reach into a box, and the regions of the
// country that a location lies in.
func Outlines(b Box, l Location) []Outline {
	g := load()
	var out []Outline
	home := l.area
	if g.Areas[home].Parent >= 0 {
		home = g.Areas[home].Parent
	}
	for i, rings := range shapes() {
		a := &g.Areas[i]
		if a.Parent >= 0 && a.Parent != home {
			continue
		}
		o := Outline{Name: a.Name, Country: a.Parent < 0, At: a.At}
		for _, r := range rings {
			if reaches(r, b) {
				o.Rings = append(o.Rings, r)
			}
		}
		if len(o.Rings) > 0 {
			out = append(out, o)
		}
	}
	return out
}

func reaches(ring []Point, b Box) bool {
	s, w, n, e := 90.0, 180.0, -90.0, -180.0
	for _, p := range ring {
		s, n, w, e = math.Min(s, p.Lat), math.Max(n, p.Lat), math.Min(w, p.Lon), math.Max(e, p.Lon)
	}
	return s < b.North && n > b.South && w < b.East && e > b.West
}
