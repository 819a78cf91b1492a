package story

import (
	"math"
	"strings"
	"time"

	"sofar/incident"
	"sofar/statement"
)

// tie is how strongly a report is held to a story, and by what.
type tie struct {
	score  float64 // logit; above threshold the report tells of the story's incident
	cosine float64
	shared int // rare words in common
	place  bool
	typ    string
	date   bool
	names  int
	title  int
	issuer bool
}

// Weights of the evidence, in logits. They were set by hand on the development
// stories and the gun-violence reports (docs/ACCURACY.md says how they score);
// each has its reason beside it.
const (
	bias         = -5.2
	perCosine    = 14.0 // cosine of the weighted terms, 0..1
	perRare      = 0.25 // a shared rare word, ten at most
	perName      = 0.9  // a shared person, group or facility, three at most
	perTitle     = 0.5  // a shared rare word of the titles, three at most
	perFigure    = 0.4  // the same number of the same kind; twice that from ten on, four times from a hundred on
	maxFigures   = 2.4  // what equal numbers can add
	issuerNamed  = 0.9  // a word of the publisher's name is one of the story's: a local outlet, a body of the place
	issuerPlace  = 2.2  // the same, where the report names no other place: at home nobody says where
	perLogSize   = 0.5  // ln(reports / 5) of a large story: it draws more of what is written
	ownMistake   = 3.0  // a correction, and the story holds a report by the same outlet of the last two days
	samePlace    = 1.8  // the same rare town or facility
	sameCity     = 0.7  // the same place, but one that many stories name
	otherPlace   = -2.2 // both name one and they differ
	otherCountry = -2.0
	sameType     = 0.4
	otherType    = -1.5 // of another family
	sameDate     = 0.4
	otherDate    = -1.6 // both dated, more than two days apart
	perLogDay    = -0.9 // ln(days) to the story's nearest report, beyond the first three
	perLogAge    = -0.6 // ln(days) to the story's first report, beyond the first ten
	namesBridge  = 0.5  // a shared person halves what time takes away
	threshold    = 0.0
)

// rareBits is the rarity, in nats, from which a word tells an event apart.
const rareBits = 3.8

// cluster is a story in the making, with the sums that a report is weighed against.
type cluster struct {
	members []*features // those whose main incident this is, in order
	ties    []Member    // parallel to members
	loose   []Member    // reports that tell of it beside their own incident
	looseAt []int       // their indices among the entries

	held      map[int32]int     // term → members that hold it
	weight    map[int32]float64 // term → sum of the members' unit vectors
	titles    map[int32]int
	names     map[int32]int
	figures   map[string]int
	places    map[string]int // words of the main scenes' places
	placeList []string       // in order of arrival
	countries map[string]int
	types     map[string]int
	dated     []scene // main scenes that the reports date, each span of days once
	// first and last are when the earliest and the latest report became known;
	// timeless is set where that is not known of one of them.
	first, last time.Time
	timeless    bool
	size        float64 // length of weight
}

func newCluster() *cluster {
	return &cluster{held: map[int32]int{}, weight: map[int32]float64{}, titles: map[int32]int{}, names: map[int32]int{}, figures: map[string]int{},
		places: map[string]int{}, countries: map[string]int{}, types: map[string]int{}}
}

// add takes a report in; fresh counts the terms that are new to the story.
func (c *cluster) add(v *vocabulary, f *features, m Member) {
	c.members = append(c.members, f)
	c.ties = append(c.ties, m)
	c.timeless = c.timeless || f.known.IsZero()
	if len(c.members) == 1 || f.known.Before(c.first) {
		c.first = f.known
	}
	if len(c.members) == 1 || f.known.After(c.last) {
		c.last = f.known
	}
	unit := length(v, f)
	for _, t := range f.terms {
		if c.held[t.id] == 0 {
			v.seen[t.id]++
		}
		c.held[t.id]++
		if unit > 0 {
			old := c.weight[t.id]
			now := old + t.tf*v.rarity(t.id)/unit
			c.weight[t.id] = now
			c.size += now*now - old*old
		}
	}
	for _, t := range f.titleTerms {
		c.titles[t]++
	}
	for n := range f.names {
		if c.names[n] == 0 {
			v.seen[n]++
		}
		c.names[n]++
	}
	for n := range f.figures {
		c.figures[n]++
	}
	if s := mainScene(f); s != nil {
		for _, p := range s.places {
			if c.places[p] == 0 {
				c.placeList = append(c.placeList, p)
			}
			c.places[p]++
		}
		if s.country != "" {
			c.countries[s.country]++
		}
		if s.typ != "other" {
			c.types[s.typ]++
		}
		if s.dateKnown && !c.hasDate(s) {
			c.dated = append(c.dated, *s)
		}
	}
}

// hasDate tells whether a scene of the same days is held.
func (c *cluster) hasDate(s *scene) bool {
	for i := range c.dated {
		if c.dated[i].from.Equal(s.from) && c.dated[i].to.Equal(s.to) {
			return true
		}
	}
	return false
}

// compare weighs a report against a story.
func compare(v *vocabulary, f *features, c *cluster) tie {
	var t tie
	n := float64(len(c.members))
	dot := 0.0
	for _, x := range f.terms {
		k := c.held[x.id]
		if k == 0 {
			continue
		}
		r := v.rarity(x.id)
		dot += x.tf * r * c.weight[x.id]
		// In a story of many reports a word must stand in a quarter of them.
		if r >= rareBits && 4*float64(k) >= n {
			t.shared++
		}
	}
	if l := length(v, f) * math.Sqrt(max(c.size, 0)); l > 0 {
		t.cosine = dot / l
	}
	t.score = bias + perCosine*t.cosine + perRare*float64(min(t.shared, 10))
	for name := range f.names {
		if c.names[name] > 0 && v.rarity(name) >= rareBits {
			t.names++
		}
	}
	t.score += perName * float64(min(t.names, 3))
	for _, x := range f.titleTerms {
		if c.titles[x] > 0 && v.rarity(x) >= rareBits {
			t.title++
		}
	}
	t.score += perTitle * float64(min(t.title, 3))
	t.score += min(maxFigures, sameFigures(f, c))
	for _, x := range f.issuer {
		if 4*float64(c.held[x]) >= n && v.rarity(x) >= rareBits {
			t.issuer = true
			break
		}
	}
	if f.correction && ownReport(f, c) {
		t.score += ownMistake
	}
	t.score += perLogSize * math.Log(max(1, n/5))
	near, age := daysApart(f.known, c)
	gap := perLogDay*math.Log(max(1, near/3)) + perLogAge*math.Log(max(1, age/10))
	if t.names > 0 {
		gap *= namesBridge
	}
	t.score += gap
	t.compareScene(v, f, c)
	return t
}

// sameFigures weighs the numbers that the report and the story have in common:
// a large one is the less likely to agree by chance.
func sameFigures(f *features, c *cluster) float64 {
	sum := 0.0
	for x, n := range f.figures {
		if c.figures[x] == 0 {
			continue
		}
		switch {
		case strings.HasPrefix(x, string(statement.KindOther)+":"):
			sum += perFigure
		case n >= 100:
			sum += 4 * perFigure
		case n >= 10:
			sum += 2 * perFigure
		default:
			sum += perFigure
		}
	}
	return sum
}

// ownReport tells whether the story holds a report by the same outlet, known
// within the two days before.
func ownReport(f *features, c *cluster) bool {
	for i := len(c.members) - 1; i >= 0 && f.publisher != ""; i-- {
		m := c.members[i]
		if d := f.known.Sub(m.known).Hours(); m.publisher == f.publisher && m.at < f.at && d <= 48 {
			return true
		}
	}
	return false
}

// daysApart is the time, in days, between a report and the story's nearest and
// first ones; 0 where times are not known.
func daysApart(known time.Time, c *cluster) (near, age float64) {
	if known.IsZero() {
		return 0, 0
	}
	if c.timeless {
		return 0, 0
	}
	days := func(t time.Time) float64 { return math.Abs(known.Sub(t).Hours()) / 24 }
	near, age = days(c.last), max(days(c.first), days(c.last))
	if !known.Before(c.last) {
		return near, age
	}
	for _, m := range c.members {
		near = min(near, days(m.known))
	}
	return near, age
}

func (t *tie) compareScene(v *vocabulary, f *features, c *cluster) {
	s := mainScene(f)
	own, named := placeRarity(v, f, s, c)
	homely := s == nil || s.typ == "other" || len(s.places) == 0
	if t.issuer {
		t.score += issuerNamed
	}
	switch {
	case own >= rareBits:
		t.place = true
		t.score += samePlace
	case t.issuer && homely:
		t.place = true
		t.score += issuerPlace - issuerNamed
	case own > 0:
		t.place = true
		t.score += sameCity
	case s != nil && len(s.places) > 0 && len(c.placeList) > 0:
		// It has a place of its own. That it also names the story's may only
		// mean that it sets the two apart.
		switch {
		case named:
		case s.typ == "other":
			t.score += otherPlace / 4 // no event is named with the place
		case s.sure:
			t.score += otherPlace
		default:
			t.score += otherPlace / 2
		}
	case named:
		t.place = true
		t.score += samePlace
	}
	if s == nil {
		return
	}
	if s.country != "" && len(c.countries) > 0 && c.countries[s.country] == 0 {
		t.score += otherCountry
	}
	switch {
	case c.types[s.typ] > 0:
		t.typ = s.typ
		t.score += sameType
	case s.typ != "other" && len(c.types) > 0 && !sameFamily(s.typ, c.types):
		t.score += otherType
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
		t.score += sameDate
	case apart > slack:
		t.score += otherDate
	}
}

func sameFamily(typ string, types map[string]int) bool {
	f := incident.Family(typ)
	for t := range types {
		if incident.Family(t) == f {
			return true
		}
	}
	return false
}

// placeRarity gives own, the rarity of the rarest place of the report's scene
// that is one of the story's, 0 if none, and named: whether the story's most
// named place, a rare one, stands in the report's words.
func placeRarity(v *vocabulary, f *features, s *scene, c *cluster) (own float64, named bool) {
	if s != nil {
		for _, x := range s.places {
			// A place that many of the texts name, though not as their own.
			if n := v.number(x); len(c.members) > grown && 3*c.held[n] >= len(c.members) {
				own = max(own, v.rarity(n))
			}
			for _, y := range c.placeList {
				// In a large story one stray mention is no place of it.
				if 6*c.places[y] >= len(c.members) && incident.SameSpelling(x, y) {
					own = max(own, min(v.rarity(v.number(x)), v.rarity(v.number(y))))
				}
			}
		}
	}
	top, votes := "", 0
	for _, p := range c.placeList {
		if c.places[p] > votes {
			top, votes = p, c.places[p]
		}
	}
	if top != "" {
		n := v.number(top)
		named = f.holds(n) && v.rarity(n) >= rareBits
	}
	return own, named
}

// grown is the number of reports above which a story's own words are well known.
const grown = 5

// holds tells whether a term stands in the report.
func (f *features) holds(n int32) bool {
	lo, hi := 0, len(f.terms)
	for lo < hi {
		m := (lo + hi) / 2
		if f.terms[m].id < n {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(f.terms) && f.terms[lo].id == n
}

// samePlaces tells whether two lists of place words hold one in common.
func samePlaces(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if incident.SameSpelling(x, y) {
				return true
			}
		}
	}
	return false
}

// length is the Euclidean length of the weighted terms. It drifts as the
// vocabulary grows; what was measured when a report arrived is close enough
// and keeps the fold a function of the reports before it.
func length(v *vocabulary, f *features) float64 {
	if f.norm == 0 {
		sum := 0.0
		for _, t := range f.terms {
			r := v.rarity(t.id)
			sum += t.tf * t.tf * r * r
		}
		f.norm = math.Sqrt(sum)
	}
	return f.norm
}
