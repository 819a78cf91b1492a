// Package place knows where countries, first-level regions and cities lie.
//
// Input: the names of a place, most specific first, as reports give them.
// Output: a position with a precision that says what was found, or nothing: a
// place that the gazetteer does not know gets no pin. The data are Natural
// Earth's, in the public domain; docs/models/places.md is their card.
package place

import (
	_ "embed"
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Precision tells how much of a place is behind a position.
type Precision string

const (
	// Exact is a position that a report prints.
	Exact Precision = "exact"
	// Near is somewhere about a known city: "off Varna", "20 km from Varna".
	Near Precision = "near"
	// InCity is a city or town, or a building or street in it.
	InCity Precision = "city"
	// InRegion is a first-level region, or a place in it that is not known.
	InRegion Precision = "region"
	// InCountry is a country, or a place in it that is not known.
	InCountry Precision = "country"
)

// UCDP gives the code of where_prec in UCDP GED (codebook 24.1): 1 exact, 2
// within about 25 km, 4 first-level region, 6 country; a city is a 1 there.
func (p Precision) UCDP() int {
	switch p {
	case Exact, InCity:
		return 1
	case Near:
		return 2
	case InRegion:
		return 4
	case InCountry:
		return 6
	}
	return 0
}

// Location is where a place lies.
type Location struct {
	Point
	Precision Precision
	// Name is what of the place was found, Region and Country what holds it;
	// Region is "" where that is not known.
	Name, Region, Country string
	// Radius is how far the place may be from the point, in kilometres; for
	// regions and countries as far as their outline reaches.
	Radius float64
	area   int
}

var (
	//go:embed names.gz
	namesFile []byte
	//go:embed shapes.gz
	shapesFile []byte
)

// gazetteer is the data with its index.
type gazetteer struct {
	*Data
	country map[string]int   // key of a name → area
	region  map[string][]int // key of a name → areas
	// Made when first asked for: most reports ask of regions alone.
	city  func() map[string][]int // key of a name → cities
	spelt func() map[string][]int // spelling of a name → cities
}

var load = sync.OnceValue(func() *gazetteer {
	d, err := decode(namesFile)
	if err != nil {
		panic("place: names.gz: " + err.Error()) // embedded: broken only by a broken build
	}
	g := &gazetteer{Data: d, country: map[string]int{}, region: map[string][]int{}, city: citiesBy(d, key), spelt: citiesBy(d, spelling)}
	for i, a := range d.Areas {
		for k, n := range append([]string{a.Name}, a.Others...) {
			if a.Parent >= 0 {
				n = areaKey(n)
				g.region[n] = appendNew(g.region[n], i)
			} else if at, ok := g.country[key(n)]; !ok || k == 0 && d.Areas[at].People < a.People {
				g.country[key(n)] = i
			}
		}
	}
	for short, long := range shortCountries {
		if i, ok := g.country[key(long)]; ok {
			g.country[short] = i
		}
	}
	return g
})

// Load reads the names. Nothing needs it: they are read when first asked for. A
// program that is about to ask may call it in the background.
func Load() { load() }

// citiesBy gives, once, the cities by a form of their names.
func citiesBy(d *Data, form func(string) string) func() map[string][]int {
	return sync.OnceValue(func() map[string][]int {
		by := make(map[string][]int, len(d.Cities))
		for i, c := range d.Cities {
			k := form(c.Name)
			by[k] = append(by[k], i)
		}
		return by
	})
}

// shapes are the outlines by area.
var shapes = sync.OnceValue(func() [][][]Point {
	s, err := decodeShapes(shapesFile, len(load().Areas))
	if err != nil {
		panic("place: shapes.gz: " + err.Error())
	}
	return s
})

func appendNew(list []int, i int) []int {
	for _, v := range list {
		if v == i {
			return list
		}
	}
	return append(list, i)
}

// shortCountries are short forms that newspapers use.
var shortCountries = map[string]string{
	"us": "United States", "u s": "United States", "usa": "United States", "america": "United States", "united states": "United States",
	"uk": "United Kingdom", "u k": "United Kingdom", "britain": "United Kingdom", "great britain": "United Kingdom",
	"uae": "United Arab Emirates", "drc": "Democratic Republic of the Congo", "dr congo": "Democratic Republic of the Congo", "congo kinshasa": "Democratic Republic of the Congo",
	"congo brazzaville": "Republic of the Congo", "burma": "Myanmar", "ivory coast": "Ivory Coast", "czech republic": "Czechia", "holland": "Netherlands",
	"turkiye": "Turkey", "gambia": "The Gambia", "bahamas": "The Bahamas", "micronesia": "Federated States of Micronesia",
	"swaziland": "Eswatini", "macedonia": "North Macedonia", "cape verde": "Cabo Verde", "palestinian territories": "Palestine", "palestine": "Palestine",
}

// renamed gives the name under which the gazetteer has a city of two names.
var renamed = map[string]string{"kyiv": "kiev", "odesa": "odessa", "lviv": "lvov", "kolkata": "calcutta", "yangon": "rangoon", "bengaluru": "bangalore", "saigon": "ho chi minh city", "bombay": "mumbai", "peking": "beijing", "madras": "chennai"}

// key writes a name in small letters without accents and marks.
func key(name string) string {
	var b strings.Builder
	space := false
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			name = norm.NFD.String(name) // the marks come off their letters
			break
		}
	}
	b.Grow(len(name))
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == 'ʼ' || r == '‘':
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(plainLetter(unicode.ToLower(r)))
		default:
			space = true
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

func plainLetter(r rune) rune {
	switch r {
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'ı':
		return 'i'
	case 'đ':
		return 'd'
	}
	return r
}

// levels are words for what a region is, in names that have one without them.
var levels = map[string]bool{"province": true, "region": true, "county": true, "oblast": true, "state": true, "governorate": true, "department": true, "district": true,
	"prefecture": true, "canton": true, "territory": true, "provincia": true, "departamento": true, "estado": true, "judet": true, "republic": true, "municipality": true, "krai": true, "de": true, "of": true, "autonomous": true}

// areaKey is key without the words for what a region is.
func areaKey(name string) string {
	ws := strings.Fields(key(name))
	out := ws[:0:0]
	for _, w := range ws {
		if !levels[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = ws
	}
	return strings.Join(out, " ")
}

// saysRegion tells whether a name says that it is a region's.
func saysRegion(name string) bool {
	for _, w := range strings.Fields(key(name)) {
		if levels[w] && w != "of" && w != "de" {
			return true
		}
	}
	return false
}

var spellings = strings.NewReplacer("shch", "s", "kh", "h", "zh", "z", "sh", "s", "ch", "c", "tz", "c", "ts", "c", "ou", "u", "oo", "u", "ee", "i", "ie", "i", "w", "v", "y", "i", "j", "i", "q", "k", "gh", "g", " ", "")

// spelling is a key under which transliterations of one name fall together.
func spelling(name string) string {
	s := spellings.Replace(key(name))
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// km is the distance of two points in kilometres, on a sphere.
func km(a, b Point) float64 {
	const rad = math.Pi / 180
	x := (b.Lon - a.Lon) * rad * math.Cos((a.Lat+b.Lat)/2*rad)
	y := (b.Lat - a.Lat) * rad
	return 6371 * math.Hypot(x, y)
}
