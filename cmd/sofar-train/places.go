package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sofar/place"
)

type placesCmd struct {
	Data  string `required:"" type:"existingdir" help:"The data folder of github.com/sams96/rgeo v1.2.0, with Countries10.gz, Provinces10.gz and Cities10.gz (Natural Earth, public domain)."`
	Zones string `type:"existingfile" default:"/usr/share/zoneinfo/zone.tab" help:"zone.tab of the time zone database (public domain), whose positions replace the middle of built-up areas."`
	Out   string `default:"place" type:"existingdir" help:"Folder to write names.gz and shapes.gz to."`
}

// Help is the long help with an example.
func (placesCmd) Help() string {
	return "Makes the gazetteer; docs/models/places.md is its card.\n\nExample:\n  go mod download github.com/sams96/rgeo@v1.2.0\n  sofar-train places --data \"$(go env GOMODCACHE)/github.com/sams96/rgeo@v1.2.0/data\""
}

// feature is one feature of a GeoJSON collection.
type feature struct {
	Properties map[string]any `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
	rings [][]place.Point // outer rings alone
}

func (f *feature) text(key string) string {
	s, _ := f.Properties[key].(string)
	return strings.TrimSpace(s)
}

func (f *feature) number(key string) float64 {
	v, _ := f.Properties[key].(float64)
	return v
}

// Run reads the three collections and writes the two files.
func (c *placesCmd) Run() error {
	countries, err := readFeatures(filepath.Join(c.Data, "Countries10.gz"))
	if err != nil {
		return err
	}
	regions, err := readFeatures(filepath.Join(c.Data, "Provinces10.gz"))
	if err != nil {
		return err
	}
	cities, err := readFeatures(filepath.Join(c.Data, "Cities10.gz"))
	if err != nil {
		return err
	}
	slices.SortStableFunc(countries, func(a, b *feature) int { return strings.Compare(a.text("ADM0_A3"), b.text("ADM0_A3")) })
	slices.SortStableFunc(regions, func(a, b *feature) int {
		return cmp.Or(strings.Compare(a.text("adm0_a3"), b.text("adm0_a3")), strings.Compare(a.text("adm1_code"), b.text("adm1_code")))
	})
	var g place.Data
	at := map[string]int{}
	for _, f := range countries {
		at[f.text("ADM0_A3")] = len(g.Areas)
		g.Areas = append(g.Areas, place.Area{
			Name: countryName(f), Others: others(countryName(f), f, "NAME", "NAME_EN", "NAME_LONG", "ADMIN", "FORMAL_EN", "BRK_NAME", "GEOUNIT", "NAME_ALT"),
			Code: f.text("ISO_A2_EH"), Parent: -1, At: place.Point{Lon: f.number("LABEL_X"), Lat: f.number("LABEL_Y")},
			People: int64(f.number("POP_EST")), Rings: thin(f.rings, 0.02),
		})
	}
	var outlines []*feature
	for _, f := range regions {
		parent, ok := at[f.text("adm0_a3")]
		name := f.text("name_en")
		if name == "" {
			name = f.text("name")
		}
		if !ok || name == "" {
			continue
		}
		p := place.Point{Lon: f.number("longitude"), Lat: f.number("latitude")}
		// The properties of its country were laid over the region's own.
		g.Areas = append(g.Areas, place.Area{Name: name, Others: others(name, f, "name", "name_alt", "name_local", "gn_name", "woe_name", "gns_name"), Code: f.text("iso_3166_2"), Parent: parent, At: p, Rings: thin(f.rings, 0.03)})
		outlines = append(outlines, f)
	}
	first := len(g.Areas) - len(outlines)
	lost := 0
	for _, f := range cities {
		name := strings.TrimRight(f.text("name_conve"), "0123456789") // "London1" beside Ontario's
		if name == "" {
			continue
		}
		p := place.Point{Lon: f.number("mean_bb_xc"), Lat: f.number("mean_bb_yc")}
		k := regionOf(outlines, p)
		if k < 0 {
			lost++
			continue
		}
		g.Cities = append(g.Cities, place.City{Name: name, Area: first + k, At: p, People: int64(f.number("max_pop_al")), Radius: math.Sqrt(f.number("max_areakm") / math.Pi)})
	}
	zones, err := readZones(c.Zones)
	if err != nil {
		return err
	}
	for i := range g.Cities {
		t := &g.Cities[i]
		// Where towns have grown together, the middle of all is not the city's.
		if p, ok := zones[g.Areas[g.Areas[t.Area].Parent].Code+" "+t.Name]; ok && t.People > 50_000 {
			t.At, t.Radius = p, min(t.Radius, 20)
		}
	}
	slices.SortStableFunc(g.Cities, func(a, b place.City) int {
		return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(b.People, a.People), strings.Compare(a.Name, b.Name))
	})
	names, shapes, err := place.Encode(&g)
	if err != nil {
		return err
	}
	log("%d countries, %d regions, %d cities (%d outside every region left out); %d and %d bytes", len(countries), len(outlines), len(g.Cities), lost, len(names), len(shapes))
	if err := os.WriteFile(filepath.Join(c.Out, "names.gz"), names, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.Out, "shapes.gz"), shapes, 0o644)
}

// countryName is the short name, as news has it.
func countryName(f *feature) string {
	switch name := f.text("NAME"); {
	case name == "United States of America":
		return "United States"
	case strings.Contains(name, "."):
		return f.text("NAME_LONG")
	default:
		return name
	}
}

// readZones gives the positions of the cities that name time zones, by country
// code and name.
func readZones(file string) (map[string]place.Point, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := map[string]place.Point{}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		cut := strings.LastIndexAny(f[1], "+-")
		name := strings.ReplaceAll(f[2][strings.LastIndexByte(f[2], '/')+1:], "_", " ")
		if name == "Kolkata" {
			name = "Calcutta"
		}
		out[f[0]+" "+name] = place.Point{Lat: degrees(f[1][:cut], 2), Lon: degrees(f[1][cut:], 3)}
	}
	return out, nil
}

// degrees reads +DDMM, +DDDMM, and either with seconds.
func degrees(s string, whole int) float64 {
	part := func(from, to int) float64 {
		v := 0.0
		for _, c := range s[min(from, len(s)):min(to, len(s))] {
			v = v*10 + float64(c-'0')
		}
		return v
	}
	v := part(1, 1+whole) + part(1+whole, 3+whole)/60 + part(3+whole, 5+whole)/3600
	if s[0] == '-' {
		return -v
	}
	return v
}

// others are the other names that a feature has under keys.
func others(name string, f *feature, keys ...string) []string {
	var out []string
	for _, k := range keys {
		for _, n := range strings.FieldsFunc(f.text(k), func(r rune) bool { return r == '|' || r == ';' || r == '/' }) {
			n = strings.Join(strings.Fields(n), " ")
			if len(n) > 2 && n != name && !slices.Contains(out, n) && !strings.ContainsAny(n, "Ã0123456789") {
				out = append(out, n)
			}
		}
	}
	return out
}

func readFeatures(file string) ([]*feature, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var c struct {
		Features []*feature `json:"features"`
	}
	if err := json.NewDecoder(z).Decode(&c); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, f := range c.Features {
		var polygons [][][][2]float64
		switch f.Geometry.Type {
		case "Polygon":
			var p [][][2]float64
			err = json.Unmarshal(f.Geometry.Coordinates, &p)
			polygons = [][][][2]float64{p}
		case "MultiPolygon":
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, p := range polygons {
			if len(p) == 0 {
				continue
			}
			var ring []place.Point
			for _, c := range p[0] {
				ring = append(ring, place.Point{Lon: c[0], Lat: c[1]})
			}
			f.rings = append(f.rings, ring)
		}
	}
	return c.Features, nil
}

// regionOf finds the region that holds a point, or the nearest one within half
// a degree, for harbours that stand in the water of a coarse coast; -1 if none.
func regionOf(regions []*feature, p place.Point) int {
	best, least := -1, 0.5
	for k, f := range regions {
		for _, ring := range f.rings {
			if place.Inside(ring, p) {
				return k
			}
			for _, q := range ring {
				if d := math.Hypot(q.Lon-p.Lon, q.Lat-p.Lat); d < least {
					best, least = k, d
				}
			}
		}
	}
	return best
}

// thin leaves out islets but for the largest island, and the points of a ring
// that stand within tolerance degrees of the line without them (Douglas and
// Peucker).
func thin(rings [][]place.Point, tolerance float64) [][]place.Point {
	var out [][]place.Point
	largest, size := -1, 0.0
	for i, r := range rings {
		if a := area(r); a > size {
			largest, size = i, a
		}
	}
	for i, r := range rings {
		a := area(r)
		if i != largest && (a < 0.01 || a < size/2000) {
			continue
		}
		t := min(tolerance, math.Sqrt(a)/10)
		if s := simplify(r, t); len(s) > 3 {
			out = append(out, s)
		}
	}
	return out
}

func area(r []place.Point) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += r[i-1].Lon*r[i].Lat - r[i].Lon*r[i-1].Lat
	}
	return math.Abs(sum / 2)
}

func simplify(r []place.Point, tolerance float64) []place.Point {
	if len(r) < 3 {
		return r
	}
	keep := make([]bool, len(r))
	keep[0], keep[len(r)-1] = true, true
	type part struct{ from, to int }
	// A ring begins where it ends: its far point is the second anchor.
	far := 0
	for i, p := range r {
		if math.Hypot(p.Lon-r[0].Lon, p.Lat-r[0].Lat) > math.Hypot(r[far].Lon-r[0].Lon, r[far].Lat-r[0].Lat) {
			far = i
		}
	}
	keep[far] = true
	for todo := []part{{0, far}, {far, len(r) - 1}}; len(todo) > 0; {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at, most := -1, tolerance
		for i := p.from + 1; i < p.to; i++ {
			if d := offLine(r[i], r[p.from], r[p.to]); d > most {
				at, most = i, d
			}
		}
		if at >= 0 {
			keep[at] = true
			todo = append(todo, part{p.from, at}, part{at, p.to})
		}
	}
	var out []place.Point
	for i, p := range r {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

func offLine(p, a, b place.Point) float64 {
	dx, dy := b.Lon-a.Lon, b.Lat-a.Lat
	n := math.Hypot(dx, dy)
	if n == 0 {
		return math.Hypot(p.Lon-a.Lon, p.Lat-a.Lat)
	}
	return math.Abs(dy*(p.Lon-a.Lon)-dx*(p.Lat-a.Lat)) / n
}
