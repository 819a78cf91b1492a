package actor

import (
	"slices"
	"strings"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
)

// Named knows which names of one report are one organisation.
type Named struct {
	names  []string // as printed
	kinds  []string // of body, by head word
	words  [][]string
	count  []int
	parent []int
	at     map[string]int // name key → index
}

// NamesOf reads the organisations of one report: those that its reading names,
// and the pairs of Aliases.
//
// Two names are one when the report gives them as names of one, when one is the
// other's initials, when they are the same words in another order, or when all
// words of one stand in one other alone. A bare word for a kind of body ("the
// army") is the body of that kind that the report names oftenest.
func NamesOf(rep *report.Report, r *incident.Reading) *Named {
	n := &Named{at: map[string]int{}}
	for _, e := range r.Names {
		if e.Kind == "person" || e.Kind == "place" || e.Kind == "nationality" || e.Kind == "event" {
			continue
		}
		i := n.add(e.Name, e.Count)
		for _, a := range e.Aliases {
			if !dossier.BareRole(a) {
				n.union(i, n.add(a, 0))
			}
		}
	}
	for _, a := range Aliases(rep.Text) {
		n.union(n.add(a.Long, 1), n.add(a.Short, 1))
	}
	for i := range n.names {
		for j := range n.names {
			if i != j && Initials(n.names[i], n.names[j]) && acronymLength(n.names[i], n.words[j]) {
				n.union(i, j)
			}
		}
	}
	for i := range n.names {
		if j := n.like(n.words[i], n.kinds[i], i); j >= 0 {
			n.union(i, j)
		}
	}
	return n
}

// acronymLength keeps initials found in the whole report to those that have a
// letter for each word.
func acronymLength(short string, words []string) bool {
	return len(words) == len([]rune(strings.ReplaceAll(short, ".", "")))
}

// maxNames bounds the names of a report that are compared.
const maxNames = 400

func (n *Named) add(name string, count int) int {
	k := dossier.NameKey(name)
	if i, ok := n.at[k]; ok {
		n.count[i] += count
		return i
	}
	if len(n.names) >= maxNames {
		return 0
	}
	i := len(n.names)
	n.at[k] = i
	n.names, n.kinds, n.words, n.count, n.parent = append(n.names, name), append(n.kinds, kindOf(k)), append(n.words, contentOf(k)), append(n.count, count), append(n.parent, i)
	return i
}

// contentOf are the words of a name that tell it from others, sorted, without a
// plural s.
func contentOf(key string) []string {
	var out []string
	for _, w := range strings.Fields(key) {
		switch w {
		case "of", "the", "de", "del", "la", "el", "for", "and", "in", "national", "high", "command":
			continue
		case "armies":
			w = "army"
		}
		if w = strings.TrimSuffix(w, "s"); w != "" {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// kindOf gives the kind of body of a name key, in the singular.
func kindOf(key string) string {
	key = strings.ReplaceAll(key, "armies", "army")
	if kind := dossier.KindOfBody(key); kind != "group" {
		return kind
	}
	return ""
}

func (n *Named) find(i int) int {
	for n.parent[i] != i {
		i = n.parent[i]
	}
	return i
}

func (n *Named) union(i, j int) {
	if a, b := n.find(i), n.find(j); a != b {
		n.parent[max(a, b)] = min(a, b)
	}
}

// like finds the name that other words mean: the same words, else the one name
// that holds them all or is held by them, else the body of their kind that is
// named oftenest; -1 if none.
func (n *Named) like(words []string, kind string, not int) int {
	if len(words) == 0 {
		return -1
	}
	holds, several := -1, false
	for j, o := range n.words {
		if j == not || len(o) == 0 {
			continue
		}
		if slices.Equal(words, o) {
			return j
		}
		if kind != "government" && len(words) > 1 && len(o) > 1 && (subset(words, o) || subset(o, words)) {
			if holds >= 0 && n.find(holds) != n.find(j) {
				several = true
			}
			holds = j
		}
	}
	if holds >= 0 && !several {
		return holds
	}
	if kind == "" {
		return -1
	}
	own := distinct(words, kind)
	best := -1
	for j, o := range n.words {
		if j == not || n.kinds[j] != kind {
			continue
		}
		theirs := distinct(o, kind)
		if len(own) > 0 && len(theirs) > 0 && !subset(own, theirs) && !subset(theirs, own) {
			continue
		}
		if best < 0 || n.count[j] > n.count[best] {
			best = j
		}
	}
	return best
}

// distinct are the words that say more than the kind of body. A government is
// told from others by its country alone, whoever leads it.
func distinct(words []string, kind string) []string {
	var out []string
	for _, w := range words {
		if kind == "government" && incident.Nation(w) == "" {
			continue
		}
		if !dossier.BareRole(w) && !dossier.BareRole(w+"s") && dossier.KindOfBody(w) == "" {
			out = append(out, w)
		}
	}
	return out
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// Same tells whether two names mean one organisation in the report.
func (n *Named) Same(a, b string) bool {
	if i, j := n.resolve(a), n.resolve(b); i >= 0 && j >= 0 {
		return i == j
	}
	// Names that the reading passed over are compared by their words.
	as, bs := contentOf(dossier.NameKey(a)), contentOf(dossier.NameKey(b))
	return slices.Equal(as, bs) || len(as) > 1 && len(bs) > 1 && (subset(as, bs) || subset(bs, as))
}

func (n *Named) resolve(name string) int {
	k := dossier.NameKey(name)
	if i, ok := n.at[k]; ok {
		return n.find(i)
	}
	for _, a := range Aliases(name) {
		if i, ok := n.at[dossier.NameKey(a.Short)]; ok {
			return n.find(i)
		}
	}
	if i := n.like(contentOf(k), kindOf(k), -1); i >= 0 {
		return n.find(i)
	}
	return -1
}
