package story

import (
	"math"

	"sofar/incident"
)

// compareScene weighs place, country, type and day.
func (t *tie) compareScene(v *vocabulary, f *features, c *cluster) {
	s := mainScene(f)
	x := &t.ev
	own, named := placeRarity(v, f, s, c)
	homely := s == nil || s.typ == "other" || len(s.places) == 0
	if t.issuer {
		x[evIssuer] = 1
	}
	if named {
		x[evNamed] = 1
	}
	switch {
	case own >= rareBits:
		t.place = true
		x[evSamePlace] = 1
	case t.issuer && homely:
		t.place = true
		x[evIssuerPlace] = 1
	case own > 0:
		t.place = true
		x[evSameCity] = 1
	case s != nil && len(s.places) > 0 && len(c.places.key) > 0:
		// It has a place of its own. That it also names the story's may only
		// mean that it sets the two apart.
		switch {
		case s.typ == "other":
			x[evOtherPlaceOther] = 1 // no event is named with the place
		case s.sure && !named:
			x[evStrangePlace] = 1
		case s.sure:
			x[evOtherPlace] = 1
		default:
			x[evOtherPlaceUnsure] = 1
		}
	case named:
		t.place = true
	}
	if s == nil {
		x[evNoScene] = 1
		return
	}
	if s.country != "" && len(c.countries.key) > 0 && c.countries.of(s.country) == 0 {
		x[evOtherCountry] = 1
	}
	switch {
	case c.types.of(s.typ) > 0:
		t.typ = s.typ
		x[evSameType] = 1
	case s.typ != "other" && len(c.types.key) > 0 && !sameFamily(s.typ, c.types.key):
		x[evOtherType] = 1
	}
	if otherNature(s.typ, &c.types) {
		x[evOtherNature] = 1
	}
	if !s.dateKnown || len(c.dated) == 0 {
		return
	}
	const slack = 48 // hours: zones, and days told loosely
	apart := math.Inf(1)
	for i := range c.dated {
		apart = min(apart, max(s.from.Sub(c.dated[i].to).Hours(), c.dated[i].from.Sub(s.to).Hours()))
	}
	switch {
	case apart <= 0:
		t.date = true
		x[evSameDate] = 1
	case apart > slack:
		x[evOtherDate] = 1
		x[evDaysApart] = math.Log(apart / slack)
	}
}

func sameFamily(typ string, types []string) bool {
	f := incident.Family(typ)
	for _, t := range types {
		if incident.Family(t) == f {
			return true
		}
	}
	return false
}

// nature parts the types that no report takes for one another: what nobody did
// from what somebody did with guns or bombs.
var nature = map[string]int8{
	"road accident": 1, "rail accident": 1, "air accident": 1, "ship accident": 1, "earthquake": 1, "flood": 1, "storm": 1, "landslide": 1,
	"shooting": 2, "bombing": 2,
}

// otherNature tells whether two reports or more of a story are of the other
// nature than a type, and none of its own.
func otherNature(typ string, types *counter) bool {
	own := nature[typ]
	if own == 0 {
		return false
	}
	other := 0
	for k, t := range types.key {
		switch nature[t] {
		case own:
			return false
		case 3 - own:
			other += int(types.n[k])
		}
	}
	return other > 1
}
