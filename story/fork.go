package story

import (
	"maps"
	"slices"
)

// fork gives a grouper that goes on from here without the first one knowing of
// it. What both hold alike they share until one of them changes it; the index of
// words is shared as well unless deep, and must then be left as it is.
func (g *grouper) fork(deep bool) *grouper {
	h := *g
	h.vocab = g.vocab.fork()
	h.all, h.of = slices.Clone(g.all), slices.Clone(g.of)
	h.clusters = make([]*cluster, len(g.clusters))
	room := make([]cluster, len(g.clusters))
	for k, c := range g.clusters {
		if c != nil {
			c.shared = true
			g.told(c)
			room[k] = *c
			h.clusters[k] = &room[k]
		}
	}
	h.second = g.second.fork()
	if deep {
		h.postings = g.postings.clone()
	}
	return &h
}

// fork gives a vocabulary that goes on from here. It remembers no terms of words
// of its own: the map is filled by features alone.
func (v *vocabulary) fork() *vocabulary {
	w := *v
	w.text, w.end = slices.Clip(v.text), slices.Clip(v.end)
	w.slots, w.seen, w.bits = slices.Clone(v.slots), slices.Clone(v.seen), slices.Clone(v.bits)
	w.share, w.shares = slices.Clip(v.share), slices.Clip(v.shares)
	w.terms = make(map[string]int32)
	return &w
}

func (p *postings) clone() postings {
	out := postings{of: slices.Clone(p.of)}
	for size := range p.rings {
		out.rings[size], out.free[size] = slices.Clone(p.rings[size]), slices.Clone(p.free[size])
	}
	return out
}

// own makes a cluster's sums its own before they are changed.
func (c *cluster) own() {
	c.members, c.ties = slices.Clip(c.members), slices.Clip(c.ties)
	c.terms = append(make(termSums, 0, len(c.terms)+len(c.terms)/8), c.terms...)
	for _, t := range []*tally{&c.titles, &c.names, &c.leads} {
		*t = slices.Clone(*t)
	}
	for _, n := range c.counters() {
		n.key, n.n, n.at = slices.Clip(n.key), slices.Clone(n.n), maps.Clone(n.at)
	}
	c.dated = slices.Clip(c.dated)
	c.shared = false
}
