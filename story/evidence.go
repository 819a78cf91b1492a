package story

import (
	"math"

	"sofar/statement"
)

// The kinds of evidence that hold a report to a story or part it from one.
const (
	evBias = iota
	evCosine
	evCosineGrown
	evRare
	evNames
	evPeople
	evOtherPeople
	evTopBoth
	evTopNone
	evTopOne
	evTitle
	evLead
	evCover
	evShort
	evShortCover
	evShortLead
	evCore
	evFigures
	evOtherFigures
	evOtherCounts
	evIssuer
	evIssuerPlace
	evSize
	evGap
	evAge
	evGapNames
	evLive
	evTimeless
	evTimelessCosine
	evTimelessLead
	evSamePlace
	evSameCity
	evNamed
	evOtherPlace
	evStrangePlace
	evOtherPlaceUnsure
	evOtherPlaceOther
	evPlaceless
	evOtherCountry
	evSameType
	evOtherType
	evSameDate
	evOtherDate
	evDaysApart
	evBackground
	evAnalysis
	evNoScene
	evSecond
	evStorm
	evOtherStorm
	evOtherNature
	evOwned
	evidences
)

// weights are the logits of one unit of each kind of evidence, fitted by logistic
// regression on the choices between candidate stories in reports of gun violence,
// of ECB+ (training parts) and in invented stories; docs/ACCURACY.md says how
// they score. The bias is set where reports of one live event stay together.
var weights = [evidences]float64{
	evBias:             -1.91,
	evLive:             0.50,  // within ten days of the first report; by hand, as reports of one live event must stay together
	evCosine:           3.35,  // of the weighted terms
	evCosineGrown:      4.21,  // the same, by ln(reports)/3, one at most: a large story is smoother
	evRare:             3.54,  // tenths of shared rare words, ten at most
	evNames:            0.12,  // shared persons, groups and facilities, three at most
	evPeople:           0.91,  // root of the share of reports about one of its persons
	evOtherPeople:      0.18,  // both are about persons, none the same
	evTopBoth:          0.00,  // its first person and the story’s stand in both
	evTopNone:          -0.95, // neither does
	evTopOne:           -0.31, // one of them does
	evTitle:            0.15,  // shared rare words of titles, three at most
	evLead:             2.45,  // part of the lead’s rare words that the story holds
	evCover:            -3.29, // part of all its telling words that the story holds
	evShort:            1.84,  // how far it falls short of forty words
	evShortCover:       2.60,
	evShortLead:        0.45,
	evCore:             0.72,  // part of the words of most leads of the story that it holds
	evFigures:          0.67,  // equal numbers; tens count twice, hundreds four times
	evOtherFigures:     0,     // both count the dead, never alike; then small numbers count with a place or name alone
	evOtherCounts:      -0.73, // both count ten or more of a kind, never alike
	evIssuer:           0.66,  // a word of the publisher’s name is one of the story’s
	evIssuerPlace:      1.92,  // the same, where it names no place: at home nobody says where
	evSize:             -0.55, // ln(reports)
	evGap:              -1.73, // ln(days/3) to the nearest report
	evAge:              0.31,  // ln(days/10) to the first
	evGapNames:         0.77,  // the gap, where a name is shared
	evTimeless:         -0.73, // it or the story has no time
	evTimelessCosine:   1.86,
	evTimelessLead:     -1.77,
	evSamePlace:        0.22,  // a rare town or facility
	evSameCity:         1.00,  // a place that many stories name
	evNamed:            0.93,  // the story’s place stands in its words
	evOtherPlace:       -1.8,  // both have one, in the lead, and they differ; set by hand
	evStrangePlace:     -2.6,  // and the story’s stands nowhere in the report; set by hand
	evOtherPlaceUnsure: -0.11, // differ, not in the lead
	evOtherPlaceOther:  -0.92, // differ, and no event is named with it
	evPlaceless:        -0.36, // nothing in common in place
	evOtherCountry:     -0.20,
	evSameType:         -0.07,
	evOtherType:        -0.18, // of another family
	evSameDate:         1.04,
	evOtherDate:        -0.70, // more than two days apart
	evDaysApart:        -0.07, // ln of the days beyond
	evBackground:       2.17,
	evAnalysis:         -2.57, // of earlier events
	evNoScene:          -1.15, // tells of no incident
	evSecond:           0.19,  // incidents, four at most
	evStorm:            2.0,   // both name the same storm, or an earthquake or protests of one country; set by hand
	evOtherStorm:       -2.0,  // each names another; set by hand
	evOtherNature:      -1.5,  // one is an accident or the weather’s, the other of guns or bombs; set by hand
	evOwned:            4,     // the report names no event: tenths of rare words that no other story has, ten at most; set by hand
}

// rareBits is the rarity, in nats, from which a word tells an event apart.
const rareBits = 3.8

// grown is the number of reports above which a story's own words are well known.
const grown = 5

// coverBits is the rarity of words that count as covered, shortTerms the number
// of different words below which a report is short.
const (
	coverBits  = 1.5
	shortTerms = 40.0
)

// sizeCap is the number of reports from which a story is as large as any: with
// more of them it draws no fewer.
const sizeCap = 12

// followed is the number of reports from which a story is followed by reports
// that no longer say what happened: of arrests, a funeral, who may go home.
const followed = 4

// liveDays is how long a story is live.
const liveDays = 10

// tie is how strongly a report is held to a story, and by what.
type tie struct {
	score  float64 // logit; above threshold the report tells of the story's incident
	shared int     // rare words in common
	place  bool
	typ    string
	date   bool
	names  int
	issuer bool
	ev     [evidences]float64
}

// compare weighs a report against a story.
func compare(v *vocabulary, f *features, c *cluster) tie {
	var t tie
	x := &t.ev
	n := float64(len(c.members))
	x[evBias] = 1
	dot, all, covered := 0.0, 0.0, 0.0
	at, owned := 0, 0
	for _, w := range f.terms {
		for at < len(c.terms) && c.terms[at].id < w.id {
			at++
		}
		k, weight := int32(0), 0.0
		if at < len(c.terms) && c.terms[at].id == w.id {
			k, weight = c.terms[at].n, c.terms[at].weight
		}
		r := v.rarity(w.id)
		if r > coverBits {
			all += r
			covered += r * min(1, 3*float64(k)/n)
		}
		if k == 0 {
			continue
		}
		dot += w.tf * r * weight
		if r < rareBits {
			continue
		}
		// In a story of many reports a word must stand in a quarter of them.
		if 4*float64(k) >= n {
			t.shared++
		}
		if 20*float64(k) >= n && v.seen[w.id] == 1 {
			owned++
		}
	}
	if l := length(v, f) * math.Sqrt(max(c.size, 0)); l > 0 {
		x[evCosine] = dot / l
		x[evCosineGrown] = dot / l * min(1, math.Log(n)/3)
	}
	x[evRare] = float64(min(t.shared, 10)) / 10
	if s := mainScene(f); n >= followed && !f.background && (s == nil || s.typ == "other") {
		x[evOwned] = float64(min(owned, 10)) / 10
	}
	for _, name := range f.names {
		if c.names.of(name) > 0 && v.rarity(name) >= rareBits {
			t.names++
		}
	}
	x[evNames] = float64(min(t.names, 3))
	x[evPeople], x[evOtherPeople] = people(f, c)
	v.tops(f, c, x)
	title := 0
	for _, w := range f.titleTerms {
		if c.titles.of(w) > 0 && v.rarity(w) >= rareBits {
			title++
		}
	}
	x[evTitle] = float64(min(title, 3))
	x[evLead], x[evCore] = v.leads(f, c)
	if all > 0 {
		x[evCover] = covered / all
	}
	x[evShort] = max(0, 1-float64(len(f.terms))/shortTerms)
	x[evShortCover], x[evShortLead] = x[evShort]*x[evCover], x[evShort]*x[evLead]
	x[evFigures], x[evOtherFigures] = figures(f, c)
	if x[evFigures] == 0 {
		for _, n := range f.figures {
			kind := n.kind()
			if n.n > 9 && 3*c.counted.of(kind) >= len(c.members) && kind != string(statement.OtherFigure) {
				x[evOtherCounts] = 1
			}
		}
	}
	for _, w := range f.issuer {
		if 4*float64(c.terms.of(w).n) >= n && v.rarity(w) >= rareBits {
			t.issuer = true
			break
		}
	}
	x[evSize] = math.Log(min(n, sizeCap))
	near, age := daysApart(f.written, c)
	x[evGap] = math.Log(max(1, near/3))
	x[evAge] = math.Log(max(1, age/10))
	if age <= liveDays {
		x[evLive] = 1 // also where no time is known
	}
	if f.written.IsZero() || c.first.IsZero() {
		x[evTimeless], x[evTimelessCosine], x[evTimelessLead] = 1, x[evCosine], x[evLead]
	}
	if t.names > 0 {
		x[evGapNames] = x[evGap]
	}
	t.compareScene(v, f, c)
	if same, other := storms(f, c); same {
		x[evStorm] = 1
		for _, e := range []int{evOtherPlace, evStrangePlace, evOtherPlaceUnsure, evOtherPlaceOther, evOtherCountry} {
			x[e] = 0 // it moves
		}
	} else if other {
		x[evOtherStorm] = 1
	}
	if x[evOtherFigures] > 0 && !t.place && t.names == 0 && x[evStorm] == 0 {
		x[evFigures] = 0 // what agrees does so by chance
	}
	if f.background {
		x[evBackground] = 1
		if f.analysis {
			x[evAnalysis] = 1
		}
	}
	if !t.place {
		x[evPlaceless] = 1
	}
	x[evSecond] = float64(min(len(f.scenes), 4))
	for i, w := range weights {
		t.score += w * x[i]
	}
	if f.correction && ownReport(f, c) {
		t.score += ownMistake
	}
	return t
}

// people compares the persons whom the report is about with the story's: same
// where one of them is, other where both have some and none is the other's.
func people(f *features, c *cluster) (same, other float64) {
	if len(f.people) == 0 || len(c.people.key) == 0 {
		return 0, 0
	}
	best := 0
	for _, p := range f.people {
		best = max(best, c.people.of(p))
	}
	if best > 0 {
		return math.Sqrt(float64(best) / float64(len(c.members))), 0
	}
	if 2*c.peopled < len(c.members) {
		return 0, 0.5
	}
	return 0, 1
}

// tops compares the one whom the report is most about with the one whom most of
// the story's are.
func (v *vocabulary) tops(f *features, c *cluster, x *[evidences]float64) {
	if len(f.people) == 0 || c.top == "" || 3*c.people.of(c.top) < len(c.members) {
		return
	}
	n := len(c.members)
	mine := f.people[0]
	a := mine == c.top || 4*c.people.of(mine) >= n || 4*int(c.terms.of(v.number(mine)).n) >= n
	b := mine == c.top || f.holds(v.number(c.top))
	for _, p := range f.people {
		b = b || p == c.top
	}
	switch {
	case a && b:
		x[evTopBoth] = 1
	case a || b:
		x[evTopOne] = 1
	default:
		x[evTopNone] = 1
	}
}

// leads compares the rare words of the title and the first lines: the part of
// the report's that the story holds, and of the story's that the report does.
func (v *vocabulary) leads(f *features, c *cluster) (lead, core float64) {
	n := float64(len(c.members))
	all, held := 0.0, 0.0
	for _, w := range f.lead {
		r := v.rarity(w)
		if r < rareBits {
			continue
		}
		all += r
		held += r * min(1, 2*float64(c.terms.of(w).n)/n)
	}
	if all > 0 {
		lead = held / all
	}
	all, held = 0, 0
	for _, w := range c.heart() {
		r := v.rarity(w)
		if r < rareBits {
			continue
		}
		all += r
		if f.holds(w) {
			held += r
		}
	}
	if all > 0 {
		core = held / all
	}
	return lead, core
}

// figures weighs the numbers that the report and the story have in common: a
// large one is the less likely to agree by chance. other tells that both count
// the dead and never alike, and that none but small numbers and numbers of other
// things agree.
func figures(f *features, c *cluster) (same, other float64) {
	clash, strong := false, false
	for _, x := range f.figures {
		kind, n := x.kind(), x.n
		if c.figures.of(x.key) == 0 {
			if kind == string(statement.Killed) && c.killed > 0 {
				clash = true
			}
			continue
		}
		switch {
		case kind == string(statement.OtherFigure), n < 10:
			same++
			continue
		case n >= 100:
			same += 4
		default:
			same += 2
		}
		strong = true
	}
	if clash && !strong {
		other = 1
	}
	return min(6, same), other
}

// heart gives the words that stand in the leads of half of the members.
func (c *cluster) heart() []int32 {
	if n := len(c.members); c.coreOf == 0 || n < 16 && c.coreOf != n || n >= c.coreOf+c.coreOf/8 {
		c.core = nil // another cluster may hold the old one
		for _, w := range c.leads {
			if 2*int(w.n) >= n {
				c.core = append(c.core, w.id)
			}
		}
		c.coreOf = n
	}
	return c.core
}
