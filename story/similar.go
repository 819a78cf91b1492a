package story

import (
	"math"
	"strings"

	"sofar/incident"
)

// tie is how strongly two reports are held together, and by what.
type tie struct {
	score  float64 // logit; above threshold the two tell of one incident
	cosine float64
	shared int // rare words in common
	place  string
	typ    string
	date   bool
	names  int
	title  int
}

// Weights of the evidence, in logits. They were set by hand on training
// stories and checked on others; every one has its reason beside it.
const (
	bias         = -5.2
	perCosine    = 14.0 // cosine of the weighted terms, 0..1
	perRare      = 0.25 // a shared rare word, ten at most
	perName      = 0.9  // a shared person, group or facility, three at most
	perTitle     = 0.5  // a shared rare word of the titles, three at most
	perFigure    = 0.4  // the same number of the same kind, two at most
	samePlace    = 1.6  // the same town or facility
	otherPlace   = -2.2 // both name one and they differ
	otherCountry = -2.0
	sameType     = 0.4
	otherType    = -1.5 // of another family
	sameDate     = 0.4
	otherDate    = -1.2 // both dated, more than two days apart
	perWeekApart = -0.25
	maxApart     = -2.0
	threshold    = 0.0
)

// rareBits is the rarity, in nats, from which a word tells an event apart.
const rareBits = 3.8

// compare weighs two reports by their terms and by one scene of each; a scene
// may be nil where a report tells of no incident.
func compare(v *vocabulary, a, b *features, sa, sb *scene) tie {
	var t tie
	dot := 0.0
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		x, y := a.terms[i], b.terms[j]
		switch {
		case x.id < y.id:
			i++
		case x.id > y.id:
			j++
		default:
			r := v.rarity(x.id)
			dot += x.tf * y.tf * r * r
			if r >= rareBits {
				t.shared++
			}
			i++
			j++
		}
	}
	if n := length(v, a) * length(v, b); n > 0 {
		t.cosine = dot / n
	}
	t.score = bias + perCosine*t.cosine + perRare*float64(min(t.shared, 10))
	for n, w := range a.names { // a sum of equal halves: order cannot matter
		if b.names[n] > 0 && w == 1 && b.names[n] == 1 {
			t.names++
		}
	}
	t.score += perName * float64(min(t.names, 3))
	for _, x := range a.titleTerms {
		for _, y := range b.titleTerms {
			if x == y && v.rarity(x) >= rareBits {
				t.title++
			}
		}
	}
	t.score += perTitle * float64(min(t.title, 3))
	figures := 0
	for f := range a.figures {
		if b.figures[f] {
			figures++
		}
	}
	t.score += perFigure * float64(min(figures, 2))
	if !a.known.IsZero() && !b.known.IsZero() {
		weeks := math.Abs(a.known.Sub(b.known).Hours()) / (7 * 24)
		t.score += max(perWeekApart*weeks, maxApart)
	}
	if sa != nil && sb != nil {
		t.compareScenes(sa, sb, a, b)
	}
	return t
}

func (t *tie) compareScenes(a, b *scene, fa, fb *features) {
	switch p := samePlaces(a.places, b.places); {
	case p != "":
		t.place = p
		t.score += samePlace
	case len(a.places) > 0 && len(b.places) > 0:
		t.score += otherPlace
	}
	if a.country != "" && b.country != "" && a.country != b.country {
		t.score += otherCountry
	}
	switch {
	case a.typ == b.typ:
		t.typ = a.typ
		t.score += sameType
	case incident.Family(a.typ) != incident.Family(b.typ):
		t.score += otherType
	}
	if a.to.IsZero() || b.to.IsZero() {
		return
	}
	const slack = 48 // hours: zones, and days told loosely
	apart := max(a.from.Sub(b.to).Hours(), b.from.Sub(a.to).Hours())
	switch {
	case a.dateKnown && b.dateKnown && apart <= 0:
		t.date = true
		t.score += sameDate
	case a.dateKnown && b.dateKnown && apart > slack:
		t.score += otherDate
	}
}

// samePlaces gives a place that both chains hold, "" if none.
func samePlaces(a, b []string) string {
	for _, x := range a {
		for _, y := range b {
			if incident.SameSpelling(x, y) || len(x) >= 5 && len(y) >= 5 && (strings.Contains(x, y) || strings.Contains(y, x)) {
				return x
			}
		}
	}
	return ""
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
