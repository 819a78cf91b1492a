package language

import "sofar/language/model"

// ParseThese makes the trees of the sentences marked in want, many together,
// wherever they stand, in less time than one by one.
func (d *Doc) ParseThese(want []bool) {
	d.trees.mu.Lock()
	defer d.trees.mu.Unlock()
	d.parseMany(model.DefaultNet(), want)
}

// parseMany makes the trees that are not made yet of the sentences marked in
// want, of all for nil, with the network n.
func (d *Doc) parseMany(n *model.Net, want []bool) {
	m := nettings.Get().(*netting)
	defer nettings.Put(m)
	m.reset()
	for s := range d.Sents {
		if want != nil && (s >= len(want) || !want[s]) || d.trees.done[s].Load() {
			continue
		}
		if len(m.of) > 0 && len(m.lower)+d.Sents[s].Len() > netWords {
			d.parseBatch(n, m)
		}
		m.add(d, s)
	}
	if len(m.of) > 0 {
		d.parseBatch(n, m)
	}
}
