package story

import (
	"math"
	"time"

	"sofar/incident"
	"sofar/statement"
)

// ownMistake is added for a correction where the story holds a report by the
// same outlet of the last two days.
const ownMistake = 3.0

// threshold is the logit from which a report tells of a story's incident.
const threshold = 0.0

// cluster is a story in the making, with the sums that a report is weighed against.
type cluster struct {
	quiet   bool        // its words are counted already
	shared  bool        // its sums are another cluster's as well
	told    *told       // what was made of exactly these members, nil if nothing is kept
	members []*features // those whose main incident this is, in order
	ties    []Member    // parallel to members
	loose   []Member    // reports that tell of it beside their own incident
	looseAt []int       // their indices among the entries

	terms       termSums
	titles      tally
	names       tally
	people      counter // persons whom reports are about
	tops        counter // the first of them
	peopled     int     // members about persons
	leads       tally   // rare words of title and first lines → members
	core        []int32 // those that half of the members have
	coreOf      int     // members when core was made
	figures     counter
	killed      int     // members with a number of dead
	counted     counter // members by kind of figure
	top         string  // the person whom most members are about
	places      counter // words of the main scenes' places
	storms      counter // names of storms
	storm       string  // that most members name
	countries   counter
	types       counter
	dated       []scene   // main scenes that the reports date, each span of days once
	first, last time.Time // when the earliest and the latest report were written, zero if no time is known
	size        float64   // length of weight
}

func newCluster() *cluster {
	return &cluster{}
}

// add takes a report in; fresh counts the terms that are new to the story.
func (c *cluster) add(v *vocabulary, f *features, m Member) {
	if c.shared {
		c.own()
	}
	c.told = nil
	c.members = append(c.members, f)
	c.ties = append(c.ties, m)
	if t := f.written; !t.IsZero() {
		if c.first.IsZero() || t.Before(c.first) {
			c.first = t
		}
		if t.After(c.last) {
			c.last = t
		}
	}
	if f.storm != "" {
		if n := c.storms.add(f.storm) + 1; c.storm == "" || n > c.storms.of(c.storm) {
			c.storm = f.storm
		}
	}
	unit := length(v, f)
	c.terms = c.terms.merged(f.terms)
	i := 0
	for _, t := range f.terms {
		for c.terms[i].id != t.id {
			i++
		}
		s := &c.terms[i]
		if s.n == 0 && !c.quiet {
			v.count(t.id, 1)
		}
		s.n++
		if unit > 0 {
			now := s.weight + t.tf*v.rarity(t.id)/unit
			c.size += now*now - s.weight*s.weight
			s.weight = now
		}
	}
	for _, t := range f.titleTerms {
		c.titles.add(t)
	}
	for _, n := range f.names {
		if c.names.add(n) == 0 && !c.quiet {
			v.count(n, 1)
		}
	}
	for _, p := range f.people {
		c.people.add(p)
	}
	if len(f.people) > 0 {
		if n := c.tops.add(f.people[0]) + 1; c.top == "" || n > c.tops.of(c.top) {
			c.top = f.people[0]
		}
	}
	if len(f.people) > 0 {
		c.peopled++
	}
	for _, t := range f.lead {
		c.leads.add(t)
	}
	dead := 0
	for _, n := range f.figures {
		c.figures.add(n.key)
		c.counted.add(n.kind())
		if n.kind() == string(statement.Killed) {
			dead = 1
		}
	}
	c.killed += dead
	if s := mainScene(f); s != nil {
		for _, p := range s.places {
			c.places.add(p)
		}
		if s.country != "" {
			c.countries.add(s.country)
		}
		if s.typ != "other" {
			c.types.add(s.typ)
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
	if known.IsZero() || c.first.IsZero() {
		return 0, 0
	}
	days := func(t time.Time) float64 { return math.Abs(known.Sub(t).Hours()) / 24 }
	near, age = days(c.last), max(days(c.first), days(c.last))
	if !known.Before(c.last) {
		return near, age
	}
	for _, m := range c.members {
		if !m.written.IsZero() {
			near = min(near, days(m.written))
		}
	}
	return near, age
}

// placeRarity gives own, the rarity of the rarest place of the report's scene
// that is one of the story's, 0 if none, and named: whether the story's most
// named place, a rare one, stands in the report's words.
func placeRarity(v *vocabulary, f *features, s *scene, c *cluster) (own float64, named bool) {
	if s != nil {
		for _, x := range s.places {
			// A place that many of the texts name, though not as their own.
			if n := v.number(x); len(c.members) > grown && 3*int(c.terms.of(n).n) >= len(c.members) {
				own = max(own, v.rarity(n))
			}
			for k, y := range c.places.key {
				// In a large story one stray mention is no place of it.
				if 6*int(c.places.n[k]) >= len(c.members) && incident.SameSpelling(x, y) {
					own = max(own, min(v.rarity(v.number(x)), v.rarity(v.number(y))))
				}
			}
		}
	}
	top, votes := "", int32(0)
	for k, p := range c.places.key {
		if c.places.n[k] > votes {
			top, votes = p, c.places.n[k]
		}
	}
	if top != "" {
		n := v.number(top)
		named = f.holds(n) && v.rarity(n) >= rareBits
	}
	return own, named
}

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
