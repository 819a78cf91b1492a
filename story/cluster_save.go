package story

import "sofar/cache"

// save writes the sums of a story, which rest on the weights that words had when
// its reports came, and so cannot be made anew from these.
func (c *cluster) save(w *cache.Writer) {
	w.Uint(uint64(len(c.terms)))
	for _, t := range c.terms {
		w.Uint(uint64(t.id))
		w.Uint(uint64(t.n))
		w.Float(t.weight)
	}
	for _, t := range []tally{c.titles, c.names, c.leads} {
		w.Uint(uint64(len(t)))
		for _, e := range t {
			w.Uint(uint64(e.id))
			w.Uint(uint64(e.n))
		}
	}
	for _, n := range c.counters() {
		w.Strings(n.key)
		cache.Numbers(w, n.n)
	}
	w.Uint(uint64(c.peopled))
	cache.Numbers(w, c.core)
	w.Uint(uint64(c.coreOf))
	w.Uint(uint64(c.killed))
	w.String(c.top)
	w.String(c.storm)
	w.Uint(uint64(len(c.dated)))
	for i := range c.dated {
		s := &c.dated[i]
		w.Uint(uint64(s.frame))
		w.String(s.typ)
		w.Strings(s.places)
		w.String(s.country)
		w.Time(s.from)
		w.Time(s.to)
		w.Uint(uint64(mark(s.dateKnown, 1) | mark(s.sure, 2)))
	}
	w.Time(c.first)
	w.Time(c.last)
	w.Float(c.size)
}

func (c *cluster) counters() []*counter {
	return []*counter{&c.people, &c.tops, &c.figures, &c.counted, &c.places, &c.storms, &c.countries, &c.types}
}

// read reads what save wrote.
func (c *cluster) read(r *cache.Reader) {
	if n := r.Len(10); n > 0 {
		c.terms = make(termSums, n)
		for i := range c.terms {
			c.terms[i] = termSum{id: int32(r.Uint()), n: int32(r.Uint()), weight: r.Float()}
		}
	}
	for _, t := range []*tally{&c.titles, &c.names, &c.leads} {
		if n := r.Len(2); n > 0 {
			*t = make(tally, n)
			for i := range *t {
				(*t)[i].id, (*t)[i].n = int32(r.Uint()), int32(r.Uint())
			}
		}
	}
	for _, n := range c.counters() {
		n.key, n.n = r.Strings(), cache.List[int32](r)
		if len(n.key) > listed {
			n.index()
		}
	}
	c.peopled = int(r.Uint())
	c.core = cache.List[int32](r)
	c.coreOf, c.killed = int(r.Uint()), int(r.Uint())
	c.top, c.storm = r.String(), r.String()
	for range r.Len(7) {
		s := scene{frame: int(r.Uint()), typ: r.String(), places: r.Strings(), country: r.String(), from: r.Time(), to: r.Time()}
		flags := r.Uint()
		s.dateKnown, s.sure = flags&1 != 0, flags&2 != 0
		c.dated = append(c.dated, s)
	}
	c.first, c.last, c.size = r.Time(), r.Time(), r.Float()
}
