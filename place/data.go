package place

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Point is a position in degrees, north and east positive.
type Point struct{ Lat, Lon float64 }

// Area is a country or a first-level region.
type Area struct {
	Name   string
	Others []string // other names
	Code   string   // ISO 3166-1 or 3166-2, where it has one
	Parent int      // index of the country, -1 for a country
	At     Point    // where a map writes its name
	People int64    // 0 where not known
	Rings  [][]Point
}

// City is a populated place.
type City struct {
	Name   string
	Area   int // index of its region
	At     Point
	People int64
	Radius float64 // of a circle as large as the built-up area, in kilometres
}

// Data is the gazetteer as it is written and read.
type Data struct {
	Areas  []Area // countries first
	Cities []City // by region
}

// Encode gives the two files of the gazetteer: names, and outlines in the order
// of the areas.
//
// A line of names is a country ("C", name, other names, code, latitude,
// longitude, people), a region ("R", the same with the index of its country in
// place of people) or a city ("T", name, index of its region, latitude,
// longitude, people, radius), with tabs between. Outlines are varints: rings,
// points, then the differences of longitude and latitude in hundredths of a degree.
func Encode(d *Data) (names, shapes []byte, err error) {
	var n, s bytes.Buffer
	for _, a := range d.Areas {
		kind, last := "C", strconv.FormatInt(a.People, 10)
		if a.Parent >= 0 {
			kind, last = "R", strconv.Itoa(a.Parent)
		}
		fmt.Fprintf(&n, "%s\t%s\t%s\t%s\t%.2f\t%.2f\t%s\n", kind, a.Name, strings.Join(a.Others, "|"), a.Code, a.At.Lat, a.At.Lon, last)
		b := binary.AppendUvarint(nil, uint64(len(a.Rings)))
		for _, r := range a.Rings {
			b = binary.AppendUvarint(b, uint64(len(r)))
			x, y := 0, 0
			for _, p := range r {
				px, py := int(math.Round(p.Lon*100)), int(math.Round(p.Lat*100))
				b = binary.AppendVarint(b, int64(px-x))
				b = binary.AppendVarint(b, int64(py-y))
				x, y = px, py
			}
		}
		s.Write(b)
	}
	for _, c := range d.Cities {
		fmt.Fprintf(&n, "T\t%s\t%d\t%.2f\t%.2f\t%d\t%.0f\n", c.Name, c.Area, c.At.Lat, c.At.Lon, c.People, math.Ceil(c.Radius))
	}
	if names, err = pack(n.Bytes()); err != nil {
		return nil, nil, err
	}
	shapes, err = pack(s.Bytes())
	return names, shapes, err
}

func pack(b []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

// decode reads the file of names.
func decode(file []byte) (*Data, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	d := &Data{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 7 {
			return nil, fmt.Errorf("line %q has %d fields", lines.Text(), len(f))
		}
		var at Point
		if f[0] == "T" {
			at = Point{num(f[3]), num(f[4])}
			d.Cities = append(d.Cities, City{Name: f[1], Area: int(num(f[2])), At: at, People: int64(num(f[5])), Radius: num(f[6])})
			continue
		}
		at = Point{num(f[4]), num(f[5])}
		a := Area{Name: f[1], Code: f[3], Parent: -1, At: at}
		if f[2] != "" {
			a.Others = strings.Split(f[2], "|")
		}
		if f[0] == "R" {
			a.Parent = int(num(f[6]))
		} else {
			a.People = int64(num(f[6]))
		}
		d.Areas = append(d.Areas, a)
	}
	return d, lines.Err()
}

func num(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// decodeShapes reads the outlines of n areas.
func decodeShapes(file []byte, n int) ([][][]Point, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	b := bytes.NewReader(all)
	out := make([][][]Point, n)
	for i := range out {
		rings, err := binary.ReadUvarint(b)
		if err != nil {
			return nil, err
		}
		for range rings {
			points, err := binary.ReadUvarint(b)
			if err != nil || points > uint64(b.Len()) {
				return nil, fmt.Errorf("outline %d is broken", i)
			}
			ring := make([]Point, points)
			x, y := int64(0), int64(0)
			for k := range ring {
				dx, _ := binary.ReadVarint(b)
				dy, err := binary.ReadVarint(b)
				if err != nil {
					return nil, err
				}
				x, y = x+dx, y+dy
				ring[k] = Point{Lat: float64(y) / 100, Lon: float64(x) / 100}
			}
			out[i] = append(out[i], ring)
		}
	}
	return out, nil
}

// Inside tells whether a ring holds a point.
func Inside(ring []Point, p Point) bool {
	in := false
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}
