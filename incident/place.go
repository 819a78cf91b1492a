package incident

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/language"
	"sofar/report"
)

// placeKind orders places from specific to general.
type placeKind int

const (
	facility placeKind = iota
	locality
	region
	country
)

// placeMention is one place named in the text.
type placeMention struct {
	name  string
	kind  placeKind
	in    string // the country it is known to lie in, or ""
	sent  int
	at    int // token
	prep  bool
	scope string // the place printed after a comma behind it, or ""
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	locative = set("in at near off outside inside around across into from on to of toward towards between through beside along for")
	// strictly local prepositions: "in Marlovets" places an event, "from Vienna" may not.
	strongLocative = set("in at near off outside inside")
	placeFiller    = set("the a village town city municipality district province region department county island port suburb neighborhood neighbourhood " +
		"state capital hamlet coast shore of northern southern eastern western central northeastern northwestern southeastern southwestern north south east west " +
		"north-western north-eastern south-western south-eastern downtown coastal border mountain mining remote small rural upper lower")
	facilityNouns = set("hall station hospital works plant factory nightclub club market crossing bridge ford mine school church mosque temple hotel stadium mall airport " +
		"university college restaurant cafe theatre theater museum embassy prison barracks base bar tavern warehouse refinery dam tunnel harbour harbor port pier park plaza square " +
		"terminal quay wharf jetty dock docks arena center centre cathedral synagogue shrine monastery headquarters building complex tower junction depot yard camp supermarket store shop casino resort court")
	regionNouns = set("region province county department district state oblast prefecture governorate canton territory valley island archipelago peninsula parish")
	localNouns  = set("city town village municipality neighborhood neighbourhood suburb hamlet street avenue road boulevard sector colony block")
	nameLinks   = set("de la el del las los al and of da do du di san santa upon le les ibn")
	notNames    = set("the a an his her its their our my this that these those one two three four five six no some all both each every")
	ordinals    = set("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
	// notPlaceHeads end the names of bodies and persons, not of places.
	notPlaceHeads = set("service services ministry department police authority agency office command forces army guard brigade group party front bank company corporation inc ltd " +
		"news times post radio television tv agency committee commission council court board association union federation foundation institute president minister commander director " +
		"spokesman spokeswoman sheriff chief officer judge prosecutor republic bureau")
	notPlaces = set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday " +
		"i god christmas easter ramadan internet facebook twitter english spanish french arabic congress parliament islam report text")
)

// IsFacility tells whether a place's name is that of a building or site, by its
// last word ("Sable Quay ferry terminal").
func IsFacility(name string) bool {
	f := strings.Fields(Fold(name))
	return len(f) > 0 && facilityNouns[f[len(f)-1]]
}

// capital tells whether token i begins with a capital that means something.
func capital(doc *language.Doc, i int) bool {
	if doc.Flags[i]&language.FlagAllCaps != 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(doc.Word(i))
	return unicode.IsUpper(r)
}

// nameRun gives the end of the run of name words that begins at token i,
// bounded to six tokens and to the sentence.
func nameRun(doc *language.Doc, i, end int) int {
	j := i
	for j < end && j-i < 6 {
		switch {
		case capital(doc, j) && doc.Flags[j]&language.FlagPunct == 0:
			j++
		case j > i && nameLinks[doc.Lower[j]] && j+1 < end && capital(doc, j+1) && doc.Lower[j] != "and":
			j++
		default:
			return j
		}
	}
	return j
}

// placesIn finds the places named in a Doc, in text order: capitalised words
// after a preposition of place, names that the Doc knows as places or
// facilities, and gazetteer names, which also hold where everything is in
// capitals.
func placesIn(doc *language.Doc) []placeMention {
	var out []placeMention
	for s, sent := range doc.Sents {
		if sent.Boilerplate {
			continue
		}
		out = append(out, placesOfSentence(doc, s)...)
	}
	return out
}

func placesOfSentence(doc *language.Doc, s int) []placeMention {
	var out []placeMention
	sent := doc.Sents[s]
	taken := sent.Start
	for i := sent.Start; i < sent.End; i++ {
		if i < taken {
			continue
		}
		prep := locative[doc.Lower[i]]
		j := i
		if prep {
			// "off the Comoran island of Mohéli"
			for j = i + 1; j < sent.End && j-i <= 7 && (placeFiller[doc.Lower[j]] && !capital(doc, j) || gazette().demonym[doc.Lower[j]] != ""); j++ {
			}
		}
		if j >= sent.End {
			break
		}
		var m placeMention
		var end int
		if doc.Flags[j]&language.FlagAllCaps != 0 {
			m, end = upperPlace(doc, j, sent.End)
		} else if capital(doc, j) {
			m, end = namedPlace(doc, j, sent.End, prep)
		}
		if m.name == "" {
			continue
		}
		m.sent, m.at = s, j
		m.prep = prep && strongLocative[doc.Lower[i]]
		// "Marlovets, Bulgaria": what follows the comma holds it.
		if end+1 < sent.End && doc.Lower[end] == "," {
			if p, e := namedPlace(doc, end+1, sent.End, true); p.name != "" && p.kind > m.kind && m.kind != country {
				m.scope = p.name
				if m.in == "" || p.in != "" {
					m.in = p.in
				}
				p.sent, p.at, p.prep = s, end+1, m.prep
				out = append(out, m, p)
				taken = e
				continue
			}
		}
		out = append(out, m)
		taken = end
	}
	return out
}

// namedPlace reads the place that begins at the capitalised token i. Without
// a preposition before it only known places count.
func namedPlace(doc *language.Doc, i, limit int, prep bool) (placeMention, int) {
	if i >= limit || !capital(doc, i) {
		return placeMention{}, i
	}
	for i < limit && notNames[doc.Lower[i]] {
		i++
	}
	if i >= limit || !capital(doc, i) {
		return placeMention{}, i
	}
	end := nameRun(doc, i, limit)
	if end == i || notPlaces[doc.Lower[i]] {
		return placeMention{}, i
	}
	name := doc.TextOf(language.Range{Start: i, End: end})
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	g, f := gazette(), Fold(name)
	m := placeMention{name: name, kind: locality}
	next := ""
	if end < limit {
		next = doc.Lower[end]
	}
	last := doc.Lower[end-1]
	switch {
	case g.country[f] != "":
		m.kind, m.in = country, g.country[f]
		m.name = m.in
		return m, end
	case g.demonym[f] != "":
		return placeMention{}, i
	case g.state[f] != "" && (len(name) > 2 || i > 1 && doc.Lower[i-1] == ","):
		m.kind, m.in, m.name = region, unitedStates, g.state[f]
		return m, end
	case g.city[f] != "":
		m.in = g.city[f]
		return m, end
	case !notPlaceHeads[last] && (facilityNouns[next] || end+1 < limit && facilityNouns[doc.Lower[end+1]] && doc.Tag[end] == language.NOUN):
		// "the Sable Quay ferry terminal"
		for facilityNouns[next] || doc.Tag[end] == language.NOUN && end+1 < limit && facilityNouns[doc.Lower[end+1]] {
			end++
			if end >= limit {
				break
			}
			next = doc.Lower[end]
		}
		m.kind, m.name = facility, doc.TextOf(language.Range{Start: i, End: end})
		return m, end
	case facilityNouns[last] && end-i > 1:
		m.kind = facility
	case notPlaceHeads[last]:
		return placeMention{}, i
	case regionNouns[last] && last != "state" && end-i > 1:
		m.kind = region
	case localNouns[last] && end-i > 1:
	case regionNouns[next]:
		m.kind = region
		return m, end + 1
	case localNouns[next]:
		return m, end + 1
	case !prep:
		kind, ok := nameKind(doc, i)
		if !ok || kind != language.NamePlace && kind != language.NameFacility {
			return placeMention{}, i
		}
	}
	if kind, ok := nameKind(doc, i); ok {
		switch kind {
		case language.NameFacility:
			m.kind = facility
		case language.NameOutlet, language.NameNationality:
			if m.kind == locality {
				return placeMention{}, i
			}
		case language.NamePerson, language.NameOrganisation, language.NameGroup, language.NameEvent:
			// "at Gornik": after a local preposition one word is a place
			// rather than a person that nothing else tells of.
			local := i > 0 && strongLocative[doc.Lower[i-1]] && end-i == 1 && next != "'s"
			if m.kind == locality && !(local && lonely(doc, i)) {
				return placeMention{}, i
			}
		}
	}
	return m, end
}

// firstName gives the index of the first name that ends behind token i.
func firstName(doc *language.Doc, i int) int {
	return sort.Search(len(doc.Names), func(m int) bool { return doc.Names[m].Tokens.End > i })
}

// nameKind gives the kind of the name that covers token i.
func nameKind(doc *language.Doc, i int) (language.NameKind, bool) {
	if k := firstName(doc, i); k < len(doc.Names) && doc.Names[k].Tokens.Contains(i) {
		return doc.Names[k].Kind, true
	}
	return 0, false
}

// lonely tells whether the name at token i stands for an entity that has no
// longer name.
func lonely(doc *language.Doc, i int) bool {
	k := firstName(doc, i)
	if k == len(doc.Names) || !doc.Names[k].Tokens.Contains(i) {
		return true
	}
	e := doc.Names[k].Entity
	return e < 0 || e >= len(doc.Entities) || !strings.Contains(doc.Entities[e].Canonical, " ")
}

// upperPlace reads a place in all-capitals text: the longest gazetteer name,
// or words before "DEPARTMENT", "PROVINCE", "NEIGHBORHOOD".
func upperPlace(doc *language.Doc, i, limit int) (placeMention, int) {
	g := gazette()
	for n := min(4, limit-i); n > 0; n-- {
		f := strings.Join(doc.Lower[i:i+n], " ")
		switch {
		case g.country[f] != "":
			return placeMention{name: strings.ToUpper(g.country[f]), kind: country, in: g.country[f]}, i + n
		case g.city[f] != "":
			m := placeMention{name: doc.TextOf(language.Range{Start: i, End: i + n}), kind: locality, in: g.city[f]}
			// "SAN FRANCISCO JAVIER" is another town than the one known.
			if k := firstName(doc, i); k < len(doc.Names) && doc.Names[k].Tokens.Start == i && doc.Names[k].Tokens.End > i+n && doc.Names[k].Tokens.End <= limit && doc.Names[k].Kind == language.NamePlace && !regionNouns[doc.Lower[i+n]] && doc.Flags[i+n]&language.FlagPunct == 0 {
				m.name, m.in = doc.TextOf(doc.Names[k].Tokens), ""
				return m, doc.Names[k].Tokens.End
			}
			if i+n < limit && regionNouns[doc.Lower[i+n]] {
				m.kind = region
			}
			return m, i + n
		}
	}
	if i == 0 || !locative[doc.Lower[i-1]] && !placeFiller[doc.Lower[i-1]] && doc.Lower[i-1] != "," {
		return placeMention{}, i
	}
	if k := firstName(doc, i); k < len(doc.Names) && doc.Names[k].Tokens.Start == i && doc.Names[k].Tokens.End <= limit && (strongLocative[doc.Lower[i-1]] || placeFiller[doc.Lower[i-1]]) {
		n := doc.Names[k]
		m := placeMention{name: doc.TextOf(n.Tokens), kind: locality}
		switch {
		case n.Kind == language.NameFacility && facilityNouns[doc.Lower[n.Tokens.End-1]]:
			m.kind = facility
		case n.Kind != language.NamePlace || notPlaces[doc.Lower[i]] || notNames[doc.Lower[i]]:
			m.name = ""
		case n.Tokens.End < limit && (regionNouns[doc.Lower[n.Tokens.End]] || regionNouns[doc.Lower[n.Tokens.End-1]]):
			m.kind = region
		}
		if m.name != "" {
			return m, n.Tokens.End
		}
	}
	for n := 1; n <= 4 && i+n < limit; n++ {
		w := doc.Lower[i+n-1]
		if doc.Flags[i+n-1]&language.FlagPunct != 0 || locative[w] && !nameLinks[w] {
			break
		}
		next := doc.Lower[i+n]
		if regionNouns[next] || localNouns[next] || next == "jurisdiction" || next == "farm" {
			m := placeMention{name: doc.TextOf(language.Range{Start: i, End: i + n}), kind: locality}
			if !properRun(doc, i, i+n) || placeFiller[w] || notNames[w] || notPlaceHeads[w] || ordinals[w] || w == "same" || w == "entire" || w == "intelligence" {
				return placeMention{}, i
			}
			if regionNouns[next] {
				m.kind = region
			}
			return m, i + n + 1
		}
	}
	return placeMention{}, i
}

// properRun tells whether the tokens from i to j are tagged as names, small
// words inside aside.
func properRun(doc *language.Doc, i, j int) bool {
	for t := i; t < j; t++ {
		if doc.Tag[t] != language.PROPN && !nameLinks[doc.Lower[t]] {
			return false
		}
	}
	return true
}

// datelineForm reads "KAMENOVETS, Bulgaria, Feb 9 (BPB) - ", "MEMPHIS, Tenn.
// (AP) — " and "SAN SALVADOR, 3 JAN 90 -- " at the head of a text.
var datelineForm = regexp.MustCompile(`^\s*([A-ZÀ-Ý][^\n,(–—]{1,40}?)(?:, ([A-Z][^\n,(–—\d]{1,30}?))?(?:,? ((?:[A-Z][a-z]{2,8}\.? \d{1,2})|(?:\d{1,2} [A-Z]{3,9} \d{2,4})))?\s*(?:\([^)\n]{2,40}\))?\s*(?:--|—|–|-)\s`)

// datelineNested reads "RIO DE JANEIRO (BRAZIL), 3 JAN 90 (RADIO) -- ".
var datelineNested = regexp.MustCompile(`^\s*([A-ZÀ-Ý][^\n,(–—]{1,40}?) \(([A-Z][^)\n\d]{1,30})\), (\d{1,2} [A-Z]{3,9} \d{2,4})\s*(?:\([^)\n]{2,60}\))?\s*(?:--|—|–)\s`)

// dateline gives the place of the dateline, the one around it, and the bytes
// it covers; ok is false where the text begins without one.
func dateline(rep *report.Report) (place, around, date string, span report.Span, ok bool) {
	head := rep.Text
	if len(head) > 200 {
		head = head[:200]
	}
	m := datelineForm.FindStringSubmatchIndex(head)
	if m == nil {
		m = datelineNested.FindStringSubmatchIndex(head)
	}
	if m == nil {
		return "", "", "", report.Span{}, false
	}
	get := func(k int) string {
		if m[2*k] < 0 {
			return ""
		}
		return strings.TrimSpace(head[m[2*k]:m[2*k+1]])
	}
	place, around, date = get(1), get(2), get(3)
	if place != strings.ToUpper(place) || len(strings.Fields(place)) > 5 {
		return "", "", "", report.Span{}, false
	}
	return place, around, date, report.Span{Start: m[0], End: m[1]}, true
}

// titleCase writes an all-capitals place name with initial capitals, as
// running text has it.
func titleCase(s string) string {
	out := []rune(strings.ToLower(s))
	start := true
	for i, r := range out {
		if start && unicode.IsLetter(r) {
			out[i] = unicode.ToUpper(r)
		}
		start = r == ' ' || r == '-'
	}
	return string(out)
}
