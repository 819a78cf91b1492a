package dossier

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"sofar/incident"
	gazetteer "sofar/place"
)

// completePlace adds to the incident's place what the story's reports say of it
// beyond the chain that most of them give:
//
//   - the town, where the chain has only a building or a quarter and two reports
//     or more name one town for the incident;
//   - the region that a report puts the town into: "Norre, Marrow region", "Norre
//     in Marrow county", or the one whose prefecture or governor publishes on it;
//   - the country, where the chain has none: the one that the reports which tell
//     of the incident name oftenest, twice as often as any other.
func (w *work) completePlace() {
	chain := slices.Clone(w.d.Incident.Place)
	country := w.d.Incident.Country
	if country == "" && len(chain) > 0 {
		if country = w.countryOf(chain); country != "" {
			chain = append(chain, country)
		}
	}
	body := chain
	if country != "" && len(chain) > 0 && fold(chain[len(chain)-1]) == fold(country) {
		body = chain[:len(chain)-1]
	} else if country != "" {
		country = ""
	}
	if t := w.townOf(body); t != "" {
		body = slices.Insert(slices.Clone(body), len(body), t)
	}
	if len(body) > 0 && len(body) < 4 {
		if r := w.regionAround(body, country); r != "" {
			body = append(slices.Clone(body), r)
		}
	}
	w.d.Incident.Place = slices.Clone(body)
	if country != "" {
		w.d.Incident.Place = append(w.d.Incident.Place, country)
		w.d.Incident.Country = country
	}
}

// townOf is the town that frames of two reports or more give for the incident
// and that the chain lacks, "" if the chain has a town.
func (w *work) townOf(body []string) string {
	kinds := w.placeKinds()
	for _, p := range body {
		if !incident.IsFacility(p) && (len(body) > 2 || kinds[fold(p)] > 1) {
			return ""
		}
	}
	votes := map[string]int{}
	best := ""
	for _, m := range w.d.Members {
		e := w.entries[m.Report]
		if e.Reading == nil {
			continue
		}
		seen := map[string]bool{}
		for _, f := range m.Frames {
			if f >= len(e.Reading.Incidents) {
				continue
			}
			for _, p := range e.Reading.Incidents[f].Place {
				k := fold(p)
				if seen[k] || incident.IsFacility(p) || incident.IsCountry(p) || p == e.Reading.Incidents[f].Country || headKind(strings.Fields(k)) != "" {
					continue
				}
				seen[k] = true
				votes[p]++
				if best == "" || votes[p] > votes[best] || votes[p] == votes[best] && p < best {
					best = p
				}
			}
		}
	}
	if best == "" || votes[best] < 2 || kinds[fold(best)] <= 0 || slices.ContainsFunc(body, func(p string) bool { return incident.SameName(p, best) }) {
		return ""
	}
	return best
}

// intoRegion names a region right behind its town: the first group is the region.
var intoRegion = regexp.MustCompile(`^(?:,| in| of|, in| \([^)]{0,20}\),?)(?: \p{Ll}+){0,5} ?(?:the )?(\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?)(?: ([Cc]ounty|[Rr]egion|[Pp]rovince|[Gg]overnorate|[Oo]blast))?`)

// regionsBehind gives the matches of intoRegion behind a place's name in a text.
func regionsBehind(text, place string) (hits [][]string) {
	for at := 0; len(hits) < maxMembers; {
		i := strings.Index(text[at:], place)
		if i < 0 || place == "" {
			break
		}
		at += i
		if hit := intoRegion.FindStringSubmatch(text[at+len(place):]); hit != nil {
			hits = append(hits, hit)
			at += len(place) + len(hit[0])
		} else {
			at++
		}
	}
	return hits
}

// regionAround is the region that a report puts a part of the chain into, ""
// if the chain has one or none is told.
func (w *work) regionAround(body []string, country string) string {
	for _, p := range body {
		if country != "" && gazetteer.IsRegion(p, country) {
			return ""
		}
	}
	votes := map[string]int{}
	for _, p := range body {
		if incident.IsFacility(p) && len(body) > 1 {
			continue
		}
		for _, m := range w.d.Members {
			e := w.entries[m.Report]
			for _, hit := range w.regionsIn(&e, p) {
				known := country != "" && gazetteer.IsRegion(hit[1], country)
				if (hit[2] != "" || known) && fold(hit[1]) != fold(country) && !slices.ContainsFunc(body, func(q string) bool { return incident.SameName(q, hit[1]) }) {
					votes[hit[1]]++
				}
			}
		}
	}
	best := ""
	for r, n := range votes {
		if best == "" || n > votes[best] || n == votes[best] && r < best {
			best = r
		}
	}
	if best != "" {
		return best
	}
	// The county or region whose own body publishes on it.
	for _, m := range w.d.Members {
		if hit := seatOf.FindStringSubmatch(w.entries[m.Report].Report.Publisher); hit != nil && !slices.ContainsFunc(body, func(q string) bool { return incident.SameName(q, hit[1]) }) {
			return hit[1]
		}
	}
	return ""
}

// countryOf is the country that the story's own reports speak of, "" if that
// cannot be told.
func (w *work) countryOf(chain []string) string {
	told := w.countriesTold()
	for _, p := range chain {
		// "Sofia" is Bulgaria's, unless the reports tell of other countries alone.
		if c := incident.Country(p); c != "" && (len(told) == 0 || told[c]) {
			return c
		}
	}
	best, next := ranked(w.nationsNamed(told))
	if best.n > 0 && best.n >= 2*next.n {
		return best.country
	}
	return ""
}

type nationCount struct {
	country string
	n       int
}

// ranked gives the country with the highest count and the next.
func ranked(named map[string]int) (best, next nationCount) {
	for c, n := range named {
		switch {
		case n > best.n || n == best.n && c < best.country:
			best, next = nationCount{c, n}, best
		case n > next.n || n == next.n && c < next.country:
			next = nationCount{c, n}
		}
	}
	return best, next
}

// nationsNamed counts the countries and nationalities in the reports whose main
// incident this is: those that the gazetteer knows, and those told.
func (w *work) nationsNamed(told map[string]bool) map[string]int {
	named, folded := map[string]int{}, map[string]string{}
	for c := range told {
		folded[c] = fold(c)
	}
	key := keyOf(told)
	for _, m := range w.d.Members {
		e := w.entries[m.Report]
		if !m.Main || e.Report == nil {
			continue
		}
		for c, n := range w.nationsIn(&e, key, folded) {
			named[c] += n
		}
	}
	return named
}

func notOfName(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' }

// countriesTold are the countries of the frames of the story's reports.
func (w *work) countriesTold() map[string]bool {
	out := map[string]bool{}
	for _, m := range w.d.Members {
		if e := w.entries[m.Report]; e.Reading != nil {
			for _, f := range e.Reading.Incidents {
				if f.Country != "" {
					out[f.Country] = true
				}
			}
		}
	}
	return out
}

// shareCountries gives a story without a country the one of the stories that
// the same reports tell, where it is one and the story's own reports name no
// other: who tells of two events in one country seldom says so twice.
func shareCountries(dossiers []Dossier, works []*work) {
	country := map[string]map[string]bool{} // report → countries of its stories
	for i := range dossiers {
		for _, m := range dossiers[i].Members {
			if c := dossiers[i].Incident.Country; c != "" {
				if country[m.Report] == nil {
					country[m.Report] = map[string]bool{}
				}
				country[m.Report][c] = true
			}
		}
	}
	for i := range dossiers {
		d := &dossiers[i]
		if d.Incident.Country != "" || len(d.Incident.Place) == 0 {
			continue
		}
		told := map[string]bool{}
		for _, m := range d.Members {
			for c := range country[m.Report] {
				told[c] = true
			}
		}
		if len(told) != 1 {
			continue
		}
		for c := range told {
			if best, _ := ranked(works[i].nationsNamed(told)); best.n == 0 || best.country == c {
				d.Incident.Country = c
				body := slices.Clone(d.Incident.Place)
				if r := works[i].regionAround(body, c); r != "" && len(body) < 4 {
					body = append(body, r)
				}
				d.Incident.Place = append(body, c)
			}
		}
	}
}
