package dossier

import (
	"regexp"
	"sort"
	"strings"
)

// seats gives a body that is called by its kind and its level alone the name of
// the place whose body it is:
//
//	the county fire brigade   → Marrow fire brigade
//	the regional police       → Marrow regional police
//	the city's ambulances     → Norre ambulances
//	the mayor                 → Mayor of Norre, or the town hall that reports name
//	the municipality          → Municipality of Norre
//	Marrow county fire brigade → Marrow fire brigade, as if only its level stood
//
// The town is the incident's; the county or region is the one that the reports
// call so, else the one whose prefecture or governor publishes on the incident.
func (w *work) seats() {
	town, regions := w.town(), w.regions()
	hall := ""
	for _, s := range w.st {
		if o := origin(s); hall == "" && town != "" && townHall.MatchString(o) {
			hall = hallOf(town, o)
		}
	}
	named := map[string]bool{}
	for _, s := range w.st {
		named[fold(origin(s))] = true
	}
	seated := map[string]string{} // by origin, what seat gives
	seat := func(o string) (full string) {
		if elsewhereNamed(named, fold(o)) {
			return ""
		}
		switch m := levelled.FindStringSubmatch(o); {
		case m != nil && townLevel[strings.ToLower(m[1])]:
			if town != "" && headKind(strings.Fields(fold(m[2]))) != "" {
				full = town + " " + m[2]
			}
		case m != nil:
			kind := headKind(strings.Fields(fold(m[2])))
			at := regions[strings.ToLower(m[1])]
			switch {
			case at == "" || kind == "":
			case keepsLevel[kind]:
				full = at + " " + o // the level is a part of such names
			default:
				full = at + " " + m[2]
			}
		case countyBody.MatchString(o):
			m := countyBody.FindStringSubmatch(o)
			if kind := headKind(strings.Fields(fold(m[2]))); kind != "" && !keepsLevel[kind] {
				full = m[1] + " " + m[2]
			}
		case town == "":
		case townHall.MatchString(o):
			full = hallOf(town, o)
		case strings.EqualFold(o, "mayor"):
			if full = hall; full == "" {
				full = "Mayor of " + town
			}
		}
		return full
	}
	for _, s := range w.st {
		o := origin(s)
		full, ok := seated[o]
		if !ok {
			full = seat(o)
			seated[o] = full
		}
		if full == "" {
			continue
		}
		if fold(s.Speaker.Name) == fold(o) {
			s.Speaker.Name = full
		}
		s.Speaker.Origin = full
	}
}

// elsewhereNamed tells whether a speaker of the story has the same name with a
// place before it: "Norre county hospital" for "county hospital".
func elsewhereNamed(named map[string]bool, key string) bool {
	if !strings.Contains(key, " ") {
		return false
	}
	for n := range named {
		if len(n) > len(key) && strings.HasSuffix(n, " "+key) {
			return true
		}
	}
	return false
}

var (
	levelled = regexp.MustCompile(`(?i)^(county|regional|provincial|city['’]s|town['’]s) (\pL.*)$`)
	// countyBody is a lower-case body with its county's name and level.
	countyBody = regexp.MustCompile(`^(\p{Lu}[\p{L}’'-]+) (?:county|regional|provincial) (\p{Ll}.*)$`)
	// keepsLevel are the kinds of body of whose names the level is a part.
	keepsLevel = map[string]bool{"police": true, "court": true, "hospital": true, "prosecutor": true}
	townHall   = regexp.MustCompile(`(?i)^(?:municipality|town hall|city hall|\p{Lu}[\p{L}’'-]* municipality)$`)
	townLevel  = map[string]bool{"city's": true, "city’s": true, "town's": true, "town’s": true}
	regionOf   = regexp.MustCompile(`(\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?) ([Cc]ounty|[Rr]egion|[Pp]rovince)\b`)
	seatOf     = regexp.MustCompile(`^(\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?) (?:Prefecture|County Council|Governor['’]s Office)$`)
)

// hallOf names a town's own body: "Norre town hall", "Municipality of Norre".
func hallOf(town, body string) string {
	low := strings.ToLower(body)
	switch {
	case strings.HasSuffix(low, "municipality"):
		if i := strings.LastIndexByte(body, ' '); i > 0 && !near(strings.ReplaceAll(fold(body[:i]), " ", ""), strings.ReplaceAll(fold(town), " ", "")) {
			return body // another town's
		}
		return "Municipality of " + town
	}
	return town + " " + low
}

// town is the incident's place below its country that the reports name as a
// place, not as a building; "" if there is none.
func (w *work) town() string {
	place := w.d.Incident.Place
	if len(place) < 2 {
		return ""
	}
	kinds := w.placeKinds()
	for _, p := range place[:len(place)-1] {
		if kinds[fold(p)] > 0 && headKind(strings.Fields(fold(p))) == "" {
			return p
		}
	}
	return ""
}

// placeKinds tells how much oftener the reports read a name as a place than as a
// building or a body.
func (w *work) placeKinds() map[string]int {
	if w.kinds != nil {
		return w.kinds
	}
	kinds := map[string]int{}
	for _, m := range w.d.Members {
		if e := w.entries[m.Report]; e.Reading != nil {
			for _, n := range e.Reading.Names {
				switch n.Kind {
				case "place":
					kinds[fold(n.Name)] += n.Count
				case "facility", "organisation":
					kinds[fold(n.Name)] -= n.Count
				}
			}
		}
	}
	w.kinds = kinds
	return kinds
}

// regions gives the one county and the one region of the story, by the
// adjectives that bodies have of them.
func (w *work) regions() map[string]string {
	if w.levels == nil {
		w.levels = w.findRegions()
	}
	return w.levels
}

func (w *work) findRegions() map[string]string {
	found := map[string]map[string]bool{"county": {}, "region": {}, "province": {}}
	kinds, seat := w.placeKinds(), ""
	for _, m := range w.d.Members {
		rep := w.entries[m.Report].Report
		var hits [][]string
		if namesRegion(rep.Text) {
			hits = regionOf.FindAllStringSubmatch(rep.Text, maxMembers)
		}
		for _, hit := range hits {
			if kinds[fold(hit[1])] > 0 {
				found[strings.ToLower(hit[2])][hit[1]] = true
			}
		}
		if hit := seatOf.FindStringSubmatch(rep.Publisher); hit != nil {
			seat = hit[1]
		}
	}
	out := map[string]string{}
	for level, adjective := range map[string]string{"county": "county", "region": "regional", "province": "provincial"} {
		names := make([]string, 0, len(found[level]))
		for n := range found[level] {
			names = append(names, n)
		}
		sort.Strings(names)
		switch {
		case len(names) == 1:
			out[adjective] = names[0]
		case len(names) == 0:
			out[adjective] = seat
		}
	}
	return out
}
