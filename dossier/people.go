package dossier

import (
	"sort"
	"strings"

	"sofar/statement"
)

// body is an institution as one report names it.
type voiceOf struct {
	origin string
	class  statement.Class
}

// speakForBodies gives a person the body that he speaks for in any report of
// the story: a name alone in one report ("Brook said") is the mouth of the
// institution that another gives for it ("Commander Ada Brook of the fire
// service"). Experts and witnesses keep their own name.
func (w *work) speakForBodies(persons map[string]bool) {
	people := newIdentity()
	proper := func(s *Statement) bool {
		n := s.Speaker.Name
		return n != "" && hasUpper(n[:1]) && !s.Speaker.Anonymous && (persons[fold(n)] || fold(n) != fold(origin(s)) && s.Speaker.Post != "")
	}
	for _, s := range w.st {
		if proper(s) {
			class := s.Speaker.Class
			if class == statement.Witness {
				class = statement.ClassUnknown // said of any private name
			}
			people.add(s.Speaker.Name, class, true, nil)
		}
	}
	people.settle()
	votes := map[string]map[string]int{}
	first := map[string]voiceOf{}
	// A name to which somebody belongs is a body's, whatever it looks like.
	bodies := map[string]statement.Class{}
	for _, s := range w.st {
		if k := fold(s.Speaker.Affiliation); k != "" && k != fold(s.Speaker.Name) && hasUpper(s.Speaker.Affiliation) {
			if bodies[k] == "" || bodies[k] == statement.ClassUnknown || bodies[k] == statement.Witness {
				bodies[k] = s.Speaker.Class
			}
		}
	}
	for _, s := range w.st {
		if c, ok := bodies[fold(s.Speaker.Name)]; ok {
			delete(persons, fold(s.Speaker.Name))
			if s.Speaker.Class == statement.Witness {
				s.Speaker.Class = statement.ClassUnknown
				if ofBody(c) {
					s.Speaker.Class = c
				}
			}
		}
	}
	for _, s := range w.st {
		if !proper(s) || fold(s.Speaker.Name) == fold(origin(s)) {
			continue
		}
		id := people.id(s.Speaker.Name)
		if votes[id] == nil {
			votes[id] = map[string]int{}
		}
		k := fold(origin(s))
		votes[id][k]++
		if _, ok := first[id+"|"+k]; !ok {
			first[id+"|"+k] = voiceOf{origin(s), s.Speaker.Class}
		}
	}
	// Where the reports say only "the company's spokesman", the body that one of
	// them names him with is meant.
	member := map[string]string{}
	for _, s := range w.st {
		if a := s.Speaker.Affiliation; proper(s) && hasUpper(a) && !genericName(fold(a)) && bodies[fold(a)] != "" {
			if id := people.id(s.Speaker.Name); member[id] == "" {
				member[id] = a
			}
		}
	}
	best := map[string]voiceOf{}
	for id, v := range votes {
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		sort.Slice(keys, func(i, j int) bool {
			// What says more of the body first, then the more frequent.
			if gi, gj := genericName(keys[i]), genericName(keys[j]); gi != gj {
				return gj
			}
			if v[keys[i]] != v[keys[j]] {
				return v[keys[i]] > v[keys[j]]
			}
			return keys[i] < keys[j]
		})
		best[id] = first[id+"|"+keys[0]]
		if a := member[id]; a != "" && genericName(keys[0]) {
			best[id] = voiceOf{a, best[id].class}
		}
	}
	for _, s := range w.st {
		if !proper(s) || s.Speaker.Class == statement.Expert {
			continue
		}
		b, ok := best[people.id(s.Speaker.Name)]
		if !ok || fold(s.Speaker.Name) != fold(origin(s)) && !genericName(fold(origin(s))) {
			continue
		}
		s.Speaker.Origin = b.origin
		if s.Speaker.Class == "" || s.Speaker.Class == statement.ClassUnknown || s.Speaker.Class == statement.Witness {
			// Who speaks for a body is no longer a mere bystander.
			if s.Speaker.Class == statement.Witness && s.Certainty == statement.Probable && ofBody(b.class) {
				s.Certainty = statement.Hedged(w.quote(s))
			}
			s.Speaker.Class = b.class
		}
	}
}

// resolveWithinReports lets a bare word ("the ministry", "police") stand for the
// one body of its kind that the same report names in full.
func (w *work) resolveWithinReports() {
	byReport := map[string][]*Statement{}
	var order []string
	for _, s := range w.st {
		if s.Speaker.Name == "" {
			continue
		}
		if byReport[s.Report] == nil {
			order = append(order, s.Report)
		}
		byReport[s.Report] = append(byReport[s.Report], s)
	}
	for _, id := range order {
		names := newIdentity()
		for _, s := range byReport[id] {
			names.add(origin(s), s.Speaker.Class, false, nil)
		}
		full := map[string]string{}
		for _, k := range names.keys {
			g := names.names[k]
			if !bareRole(g) {
				continue
			}
			n, found := 0, ""
			for _, o := range names.keys {
				if m := names.names[o]; o != k && !bareRole(m) && hasUpper(m.name) && (kindOfBody(g, m) || partOf(g, m)) {
					n, found = n+1, m.name
				}
			}
			if n == 0 {
				n, found = w.printedBody(id, g)
			}
			if n == 1 && !w.rules.names().apart(k, fold(found)) {
				full[k] = found
			}
		}
		for _, s := range byReport[id] {
			if to, ok := full[fold(origin(s))]; ok {
				if fold(s.Speaker.Name) == fold(origin(s)) {
					s.Speaker.Name = to
				}
				s.Speaker.Origin = to
			}
		}
	}
}

// printedBody counts the names of a report that are a bare word's in full ("the
// court", "Central District Court") and gives the last.
func (w *work) printedBody(report string, bare *mouth) (n int, found string) {
	last := func(key string) string { return key[strings.LastIndexByte(key, ' ')+1:] }
	e := w.entries[report]
	if e.Reading == nil || len(bare.words) != 1 || ofPeople[bare.key] {
		return 0, ""
	}
	for _, name := range e.Reading.Names {
		k := fold(name.Name)
		if (name.Kind == "organisation" || name.Kind == "facility") && len(strings.Fields(k)) > 1 && last(k) == bare.key && hasUpper(name.Name) && kindOfName(k) == bare.kind {
			n, found = n+1, trimArticle(name.Name)
		}
	}
	return n, found
}

// local tells whether a folded name holds a word of the incident's place, in
// any form ("Comoros", "Comoran").
func (w *work) local(key string) bool {
	for _, p := range w.d.Incident.Place {
		for _, pw := range strings.Fields(fold(p)) {
			for _, kw := range strings.Fields(key) {
				if len(pw) > 3 && !isKindWord(kw) && sameWord(pw, kw) {
					return true
				}
			}
		}
	}
	return false
}

// printedNames counts in how many reports each body's name stands, and adds
// fuller forms of bodies that speak, which reports print where nobody speaks
// for them ("a Comoran Coast Guard boat").
func (w *work) printedNames() {
	for _, p := range w.d.Incident.Place {
		w.ids.home = append(w.ids.home, strings.Fields(fold(p))...)
	}
	for _, r := range w.regions() {
		w.ids.home = append(w.ids.home, strings.Fields(fold(r))...)
	}
	w.ids.places = map[string]bool{}
	for _, m := range w.d.Members {
		if e := w.entries[m.Report]; e.Reading != nil {
			for _, n := range e.Reading.Names {
				if n.Kind == "place" {
					for _, word := range strings.Fields(fold(n.Name)) {
						w.ids.places[word] = true
					}
				}
			}
		}
	}
	kinds := map[string]bool{}
	for _, k := range w.ids.keys {
		kinds[w.ids.names[k].kind] = true
	}
	for _, m := range w.d.Members {
		e := w.entries[m.Report]
		if e.Reading == nil {
			continue
		}
		seen := map[string]bool{}
		add := func(name string) {
			k := fold(name)
			if k == "" || seen[k] {
				return
			}
			seen[k] = true
			if n := w.ids.names[k]; n != nil {
				n.reports++
			} else if kind := kindOfName(k); kind != "" && kinds[kind] && hasUpper(name) && w.local(k) {
				w.ids.add(name, "", false, nil)
				w.ids.names[k].reports, w.ids.names[k].count = 1, 0
			}
		}
		add(e.Report.Publisher)
		p := fold(e.Report.Publisher)
		for _, k := range w.ids.keys {
			if p == k || strings.HasPrefix(p, k+" of ") {
				w.ids.names[k].own = true
			}
		}
		for _, n := range e.Reading.Names {
			switch n.Kind {
			case "organisation", "facility", "group":
				add(trimArticle(n.Name))
				for _, a := range n.Aliases {
					add(trimArticle(a))
				}
			}
		}
	}
	spoke := map[string]bool{}
	for _, s := range w.st {
		k := fold(origin(s))
		if n := w.ids.names[k]; n != nil && !spoke[s.Report+"|"+k] {
			spoke[s.Report+"|"+k] = true
			n.speaks++
		}
	}
	for _, k := range w.ids.keys {
		n := w.ids.names[k]
		n.reports = max(n.reports, n.speaks)
	}
}
