package dossier

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"sofar/statement"
	"sofar/story"
)

// outlets knows the names of the outlets of a whole batch of reports: gathered
// once for all stories.
type outlets struct {
	names []string // as printed, by folded name
	keys  []string // folded, parallel to names
	// initials gives the places in keys of the outlets with these initials.
	initials map[string][]int

	mu    sync.Mutex        // of forms
	forms map[string]string // what full gave, by the name as printed
}

func newOutlets(entries map[string]story.Entry) *outlets {
	x := &outlets{forms: map[string]string{}, initials: map[string][]int{}}
	printed := map[string]string{}
	add := func(name string) {
		name = trimArticle(name)
		if k := fold(name); k != "" && printed[k] == "" {
			printed[k] = name
			x.keys = append(x.keys, k)
		}
	}
	ids := make([]string, 0, len(entries))
	for id := range entries {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		add(entries[id].Report.Publisher)
	}
	for _, id := range ids {
		if r := entries[id].Reading; r != nil {
			for _, n := range r.Names {
				if n.Kind == "outlet" && strings.Contains(n.Name, " ") {
					add(n.Name)
				}
			}
		}
	}
	sort.Strings(x.keys)
	for i, k := range x.keys {
		x.names = append(x.names, printed[k])
		short := statement.Initials(k)
		x.initials[short] = append(x.initials[short], i)
	}
	return x
}

// full gives the name under which an outlet publishes, or the fullest that a
// report of the batch prints: "PPA" and "Polar Press" are the Polar Press
// Agency. A short form that fits two outlets stays as it is.
func (x *outlets) full(name string) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	f, ok := x.forms[name]
	if !ok {
		f = x.find(name)
		x.forms[name] = f
	}
	return f
}

func (x *outlets) find(name string) string {
	k := fold(name)
	at, found := slices.BinarySearch(x.keys, k)
	if found {
		return x.names[at]
	}
	fits := map[int]bool{}
	if isAcronym(name) {
		for _, i := range x.initials[strings.ReplaceAll(k, " ", "")] {
			fits[i] = true
		}
	}
	if long := k + " "; len(k) > 3 {
		for i, _ := slices.BinarySearch(x.keys, long); i < len(x.keys) && strings.HasPrefix(x.keys[i], long); i++ {
			fits[i] = true
		}
	}
	if len(fits) == 1 {
		for i := range fits {
			return x.names[i]
		}
	}
	return name
}

// outletForms writes every outlet of the story by its full name.
func (w *work) outletForms() {
	full := func(name string) string {
		if w.asked == nil {
			w.asked = map[string]string{}
		}
		w.asked[name] = w.named.full(name)
		return w.asked[name]
	}
	for _, s := range w.st {
		var relay []string
		own := fold(w.publisher(s.Report))
		for _, r := range s.Relay {
			if r = full(trimArticle(r)); fold(r) != own {
				relay = append(relay, r)
			}
		}
		s.Relay = relay
		if o := origin(s); o != "" && s.Speaker.Class != statement.Witness && (s.Speaker.Class == statement.Media || isAcronym(o)) {
			f := full(o)
			if s.Speaker.Class != statement.Media && fold(f) == fold(o) {
				continue // an acronym of no outlet
			}
			if fold(s.Speaker.Name) == fold(o) {
				s.Speaker.Name = f
			}
			s.Speaker.Origin, s.Speaker.Class = f, statement.Media
		}
	}
}

// credited lists the outlets that a report names as its sources, folded.
func (w *work) credited() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, s := range w.st {
		m := out[s.Report]
		if m == nil {
			m = map[string]bool{}
			out[s.Report] = m
		}
		for _, r := range s.Relay {
			m[fold(r)] = true
		}
		if s.Speaker.Class == statement.Media {
			m[fold(origin(s))] = true
		}
	}
	return out
}

// creditReprints finds what a report took from an agency that it credits
// elsewhere in its text: a number without a relay that the agency gave before,
// with the same speaker or with none named, came through the agency.
func (w *work) creditReprints() {
	credit := w.credited()
	type printed struct{ outlet, value string }
	first := map[printed][]*Statement{}
	for _, t := range w.st {
		p := fold(w.publisher(t.Report))
		if v := matter(t); v != "" && p != "" && !ownVoice(t) {
			k := printed{p, v}
			if len(first[k]) < maxMembers {
				first[k] = append(first[k], t)
			}
		}
	}
	for _, s := range w.st {
		v := matter(s)
		if v == "" || len(s.Relay) > 0 || s.Attr != nil && s.Attr.Addressee != "" {
			continue
		}
		own := fold(w.publisher(s.Report))
		outlets := make([]string, 0, len(credit[s.Report]))
		for o := range credit[s.Report] {
			outlets = append(outlets, o)
		}
		sort.Strings(outlets)
		for _, o := range outlets {
			if o == own {
				continue
			}
			// "according to the agency": whom the agency named is the speaker.
			byOutlet := mouthKey(s) == o
			if byOutlet && (s.Stance == statement.Retracts || s.Stance == statement.Corrects) {
				continue // what an outlet takes back is its own
			}
			var found *Statement
			for _, t := range first[printed{o, v}] {
				if w.order[t.Report] < w.order[s.Report] && !(byOutlet && found != nil && found.Stance == s.Stance) && (ownVoice(s) || mouthKey(t) == mouthKey(s) || byOutlet) {
					found = t
				}
			}
			if found == nil {
				continue
			}
			s.Relay = append([]string{w.publisher(found.Report)}, found.Relay...)
			if ownVoice(s) || byOutlet {
				s.Speaker = found.Speaker
				s.Speaker.Span = statement.Span{}
			}
			break
		}
	}
}

// matter is what two prints of one number share whatever its scope.
func matter(s *Statement) string {
	if r := s.Responsibility; r != nil {
		return "r|" + fold(r.Actor) + "|" + string(r.Relation)
	}
	if s.Figure == nil || s.Figure.Scope == statement.ScopeHistorical {
		return ""
	}
	return fmt.Sprintf("%s|%d|%d", s.Figure.Kind, s.Figure.Low, s.Figure.High)
}
