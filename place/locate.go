package place

import (
	"regexp"
	"strings"
)

// Locate gives where the most specific part of a place lies that the gazetteer
// knows. chain is the place as reports give it, most specific name first, the
// country last; others are further places that the same reports name, which
// decide between cities of one name where the chain does not.
//
// A name counts only within what holds it: a town that the gazetteer does not
// have in the chain's country leaves the region or the country, and a chain that
// ends in a country it does not know has no location. Where the chain names no
// country, a city must be the only one of its name, or have five times the
// people of the next.
func Locate(chain []string, others ...string) (Location, bool) {
	g := load()
	for len(chain) > 0 && strings.TrimSpace(chain[len(chain)-1]) == "" {
		chain = chain[:len(chain)-1]
	}
	if len(chain) == 0 {
		return Location{}, false
	}
	last := len(chain) - 1
	country, isCountry := g.country[key(chain[last])]
	regions := g.region[areaKey(chain[last])]
	switch {
	case isCountry:
		l := g.within(chain[:last], country)
		// "Atlanta, Georgia": the region that holds the city.
		for _, r := range regions {
			if m := g.within(chain, g.Areas[r].Parent); l.Precision == InCountry && m.Precision == InCity && last > 0 {
				return m, true
			}
		}
		return l, true
	case len(regions) > 0 && (last > 0 || saysRegion(chain[0]) || len(g.cities(chain[0], -1, -1, false)) == 0):
		if r, ok := g.likely(regions, chain[:last], others); ok {
			return g.within(chain, g.Areas[r].Parent), true
		}
	}
	name, near := cityName(chain[last])
	if c, ok := g.only(g.cities(name, -1, -1, false), others); ok {
		l := g.atCity(c)
		if near {
			l = nearly(l)
		}
		return l, true
	}
	return Location{}, false
}

// within finds the most specific part of a chain in a country.
func (g *gazetteer) within(chain []string, country int) Location {
	region, at := -1, -1
	for i := len(chain) - 1; i >= 0 && region < 0; i-- {
		for _, r := range g.region[areaKey(chain[i])] {
			if g.Areas[r].Parent == country {
				region, at = r, i
				break
			}
		}
	}
	for i, part := range chain {
		if saysRegion(part) {
			continue
		}
		in := region
		if i == at {
			in = -1 // "Moscow" is a region and a city of it
		}
		name, near := cityName(part)
		if found := g.cities(name, country, in, true); len(found) > 0 {
			best := found[0]
			for _, c := range found {
				if g.Cities[c].People > g.Cities[best].People {
					best = c
				}
			}
			l := g.atCity(best)
			if near {
				l = nearly(l)
			}
			return l
		}
	}
	if region >= 0 {
		return g.atArea(region, InRegion)
	}
	return g.atArea(country, InCountry)
}

// cities are those of a name in a country and region (-1: any). Spellings count
// only where the country is known.
func (g *gazetteer) cities(name string, country, region int, spelt bool) []int {
	k := key(name)
	found := g.keep(g.city()[k], country, region)
	if len(found) == 0 && renamed[k] != "" {
		found = g.keep(g.city()[renamed[k]], country, region)
	}
	if len(found) == 0 && spelt {
		found = g.keep(g.spelt()[spelling(name)], country, region)
	}
	return found
}

func (g *gazetteer) keep(list []int, country, region int) []int {
	var out []int
	for _, c := range list {
		a := g.Cities[c].Area
		if (country < 0 || g.Areas[a].Parent == country) && (region < 0 || a == region) {
			out = append(out, c)
		}
	}
	return out
}

// only gives the one city that a name without a country means.
func (g *gazetteer) only(list []int, others []string) (int, bool) {
	if len(list) > 1 {
		if hinted := g.hinted(list, others); len(hinted) > 0 {
			list = hinted
		}
	}
	best := -1
	for _, c := range list {
		if best < 0 || g.Cities[c].People > g.Cities[best].People {
			best = c
		}
	}
	if best < 0 {
		return 0, false
	}
	for _, c := range list {
		if c != best && g.Cities[c].People*5 > g.Cities[best].People {
			return 0, false
		}
	}
	// A small town's name may be anything's: it needs a country.
	return best, g.Cities[best].People >= 200_000 || len(g.hinted([]int{best}, others)) > 0
}

// hinted keeps the cities that lie in a country or region among other places.
func (g *gazetteer) hinted(list []int, others []string) []int {
	var out []int
	for _, c := range list {
		a := g.Areas[g.Cities[c].Area]
		for _, o := range others {
			if i, ok := g.country[key(o)]; ok && i == a.Parent || areaKey(o) == areaKey(a.Name) {
				out = append(out, c)
				break
			}
		}
	}
	return out
}

// likely gives the region that a name without a country means: the only one, or
// the one that holds a city of the chain or whose country others name.
func (g *gazetteer) likely(list []int, chain, others []string) (int, bool) {
	if len(list) == 1 {
		return list[0], true
	}
	found := -1
	for _, r := range list {
		holds := false
		for _, part := range chain {
			name, _ := cityName(part)
			holds = holds || len(g.cities(name, -1, r, false)) > 0
		}
		for _, o := range others {
			i, ok := g.country[key(o)]
			holds = holds || ok && i == g.Areas[r].Parent
		}
		if holds {
			if found >= 0 {
				return 0, false
			}
			found = r
		}
	}
	return found, found >= 0
}

// sprawl and merged are the radii in kilometres from which a built-up area is
// more than one city, and from which its middle says nothing of any of them.
const sprawl, merged = 40, 60

func (g *gazetteer) atCity(i int) Location {
	c := g.Cities[i]
	r := g.Areas[c.Area]
	if c.Radius > merged {
		for _, o := range g.region[areaKey(c.Name)] {
			if g.Areas[o].Parent == r.Parent && km(g.Areas[o].At, c.At) < 2*c.Radius {
				return g.atArea(o, InRegion) // a city that is a region
			}
		}
		return g.atArea(c.Area, InRegion)
	}
	l := Location{Point: c.At, Precision: InCity, Name: c.Name, Region: r.Name, Country: g.Areas[r.Parent].Name, Radius: max(c.Radius, 2), area: c.Area}
	if c.Radius > sprawl {
		l.Precision = Near
	}
	return l
}

func (g *gazetteer) atArea(i int, p Precision) Location {
	a := g.Areas[i]
	l := Location{Point: a.At, Precision: p, Name: a.Name, Country: a.Name, area: i}
	if a.Parent >= 0 {
		l.Region, l.Country = a.Name, g.Areas[a.Parent].Name
	}
	for _, ring := range shapes()[i] {
		for _, q := range ring {
			l.Radius = max(l.Radius, km(a.At, q))
		}
	}
	return l
}

// nearRadius is how far "near" a city reaches, in kilometres, as in UCDP GED.
const nearRadius = 25

func nearly(l Location) Location {
	l.Precision, l.Radius = Near, max(l.Radius, nearRadius)
	return l
}

// about matches what stands before a city that a place is only near to.
var about = regexp.MustCompile(`(?i)^(?:(?:some |about )?[\d.,]+ ?(?:km|kilomet(?:er|re)s|miles) )?(?:off|near|outside|(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?|away|inland|from) (?:of|from)?|north|south|east|west|outskirts of|coast of|off the coast of)\s+(?:the )?`)

// cityName gives a part of a chain without what says that it is only near, and
// without "city" behind it.
func cityName(part string) (name string, near bool) {
	part = strings.TrimSpace(part)
	if m := about.FindString(part); m != "" && len(m) < len(part) {
		part, near = part[len(m):], true
	}
	if k := strings.TrimSuffix(part, " area"); k != part {
		part, near = k, true
	}
	for _, end := range []string{" city", " City", " town"} {
		if k := strings.TrimSuffix(part, end); k != part && key(part) != "mexico city" && len(load().city()[key(part)]) == 0 {
			part = k
		}
	}
	return part, near
}

// IsRegion tells whether a country has a first-level region of that name.
func IsRegion(name, country string) bool {
	g := load()
	c, ok := g.country[key(country)]
	if !ok {
		return false
	}
	for _, r := range g.region[areaKey(name)] {
		if g.Areas[r].Parent == c {
			return true
		}
	}
	return false
}
