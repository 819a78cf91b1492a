package place

import (
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	for _, c := range []struct {
		chain  string // names with / between
		others string
		name   string // "" for no location
		where  Precision
		in     string // country
	}{
		{"Sofia/Bulgaria", "", "Sofia", InCity, "Bulgaria"},
		{"central bus station/Sofia/Bulgaria", "", "Sofia", InCity, "Bulgaria"},
		{"Nowhereville/Bulgaria", "", "Bulgaria", InCountry, "Bulgaria"},
		{"Nowhereville/Dolj county/Romania", "", "Dolj", InRegion, "Romania"},
		{"off Varna/Bulgaria", "", "Varna", Near, "Bulgaria"},
		{"30 km north of Varna/Bulgaria", "", "Varna", Near, "Bulgaria"},
		{"Memphis/Tennessee/United States", "", "Memphis", InCity, "United States"},
		{"Memphis/Texas/United States", "", "Texas", InRegion, "United States"},
		{"Memphis/Tennessee", "", "Memphis", InCity, "United States"},
		{"Atlanta/Georgia", "", "Atlanta", InCity, "United States"},
		{"Tbilisi/Georgia", "", "Tbilisi", InCity, "Georgia"},
		{"Kyiv/Ukraine", "", "Kiev", InCity, "Ukraine"},
		{"Mirograd/Veldland", "", "", "", ""},
		{"Sofia/Veldland", "", "", "", ""}, // a town of a country nobody knows is not Bulgaria's
		{"Córdoba", "Spain", "Cordoba", InCity, "Spain"},
		{"Córdoba", "", "", "", ""},
		{"Beijing/China", "", "Beijing", InRegion, "China"}, // ten towns grown together
		{"Calcutta/India", "", "Calcutta", InCity, "India"},
		{"Kolkata", "", "Calcutta", InCity, "India"},
		{"Texas", "", "Texas", InRegion, "United States"},
		{"", "", "", "", ""},
	} {
		var chain, others []string
		if c.chain != "" {
			chain = strings.Split(c.chain, "/")
		}
		if c.others != "" {
			others = []string{c.others}
		}
		l, ok := Locate(chain, others...)
		if ok != (c.name != "") || key(l.Name) != key(c.name) || l.Precision != c.where || l.Country != c.in {
			t.Errorf("%s: %+v, %v", c.chain, l, ok)
		}
	}
}

func TestPositions(t *testing.T) {
	l, _ := Locate([]string{"Sofia", "Bulgaria"})
	if d := km(l.Point, Point{42.70, 23.32}); d > 15 {
		t.Errorf("Sofia is %0.f km off", d)
	}
	// Every city lies in its country's outline or within 60 km of it.
	g := load()
	far := 0
	for _, c := range g.Cities {
		in := false
		for _, ring := range shapes()[c.Area] {
			in = in || Inside(ring, c.At)
			for _, p := range ring {
				in = in || km(p, c.At) < 100
			}
		}
		if !in {
			far++
		}
	}
	if far > 3 { // an atoll without an outline, two towns on straight borders
		t.Errorf("%d cities lie outside their regions", far)
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("off Varna", "Bulgaria")
	f.Add("12 km", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if l, ok := Locate([]string{a, b}, a); ok && (l.Lat < -90 || l.Lat > 90 || l.Lon < -180 || l.Lon > 180 || l.Name == "") {
			t.Errorf("%+v", l)
		}
	})
}
