package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sofar/ledger"
)

// Merge is a pair of names of a story that were taken for one speaker or actor.
type Merge struct {
	A, B string
	// Rule says why, in words a reader can follow.
	Rule string
}

// mergesOf gives the joins of both identities, each pair once, in the order of
// the alphabet.
func mergesOf(ids ...*identity) []Merge {
	var out []Merge
	for _, x := range ids {
		for _, m := range x.merges {
			if m.B < m.A {
				m.A, m.B = m.B, m.A
			}
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Merge) int {
		return cmp.Or(strings.Compare(a.A, b.A), strings.Compare(a.B, b.B), strings.Compare(a.Rule, b.Rule))
	})
	return slices.CompactFunc(out, func(a, b Merge) bool { return a.A == b.A && a.B == b.B })
}

// namesRuled are the pairs of names that editors have joined or parted, by
// folded names; the later decision on a pair stands.
type namesRuled struct {
	pairs map[[2]string]bool // true: one
	same  [][2]string        // pairs that are one, in the order of the log
}

// names gives the decisions on names, nil for none.
func (r *rulings) names() *namesRuled {
	if r == nil {
		return nil
	}
	if r.ruled != nil || r.asked {
		return r.ruled
	}
	r.asked = true
	for _, d := range r.list {
		if (d.Kind != ledger.Same && d.Kind != ledger.Apart) || len(d.Names) != 2 {
			continue
		}
		if r.ruled == nil {
			r.ruled = &namesRuled{pairs: map[[2]string]bool{}}
		}
		p := pairOf(fold(d.Names[0]), fold(d.Names[1]))
		r.ruled.pairs[p] = d.Kind == ledger.Same
		r.ruled.same = append(r.ruled.same, p)
	}
	return r.ruled
}

func pairOf(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}

// apart tells whether an editor holds two folded names apart.
func (n *namesRuled) apart(a, b string) bool {
	if n == nil {
		return false
	}
	one, ok := n.pairs[pairOf(a, b)]
	return ok && !one
}

// clusters tells what is ruled of the names of two clusters: that any are two
// goes before that any are one.
func (n *namesRuled) clusters(as, bs []string) (same, apart bool) {
	for _, a := range as {
		for _, b := range bs {
			if one, ok := n.pairs[pairOf(a, b)]; ok {
				same, apart = same || one, apart || !one
			}
		}
	}
	return same && !apart, apart
}

// obey joins the names that an editor has joined, whatever else holds them apart.
func (x *identity) obey() {
	if x.ruled == nil {
		return
	}
	for _, p := range x.ruled.same {
		if !x.ruled.pairs[p] || x.names[p[0]] == nil || x.names[p[1]] == nil {
			continue
		}
		if ra, rb := x.find(p[0]), x.find(p[1]); ra != rb {
			x.unite(ra, rb)
			x.merges = append(x.merges, Merge{x.names[p[0]].name, x.names[p[1]].name, "an editor says so"})
		}
	}
}

// checkNames refuses decisions on names that could never apply.
func checkNames(d *ledger.Decision) error {
	if len(d.Names) != 2 {
		return fmt.Errorf("%w: %q needs two names", ErrDecision, d.Kind)
	}
	for i, n := range d.Names {
		line, ok := oneLine(n)
		if !ok || fold(line) == "" || utf8.RuneCountInString(line) > 200 {
			return fmt.Errorf("%w: a name must be text of at most 200 characters", ErrDecision)
		}
		d.Names[i] = line
	}
	if fold(d.Names[0]) == fold(d.Names[1]) {
		return fmt.Errorf("%w: %q and %q are one name", ErrDecision, d.Names[0], d.Names[1])
	}
	return nil
}

// SameName tells whether two names are equal as identity compares them: but for
// case, accents, punctuation, a leading article and a possessive s.
func SameName(a, b string) bool { return fold(a) == fold(b) }

// NameKey is the form under which names are compared.
func NameKey(name string) string { return fold(name) }

// BareRole tells whether a name is only a kind of body or a role: "the
// ministry", "police", "a spokesman"; it names nobody outside its report.
func BareRole(name string) bool {
	k := fold(name)
	return onlyRole(&mouth{key: k, name: name, words: contentWords(k), kind: kindOfName(k)}) || genericName(k)
}

// KindOfBody gives the kind of body that a name has as its head: "police",
// "hospital", "ministry"; "" if it names none.
func KindOfBody(name string) string { return kindOfName(fold(name)) }

// HasOwnWords tells whether a name has words that tell its body from others of
// its kind: "Norrby police" has, "Interior Ministry" has not.
func HasOwnWords(name string) bool {
	k := fold(name)
	m := &mouth{key: k, name: name, words: contentWords(k), kind: kindOfName(k)}
	for _, w := range m.particulars() {
		if !subjectWords[w] {
			return true
		}
	}
	return false
}

// subjectWords are what ministries and services of every country are for.
var subjectWords = map[string]bool{"interior": true, "justice": true, "transport": true, "education": true, "finance": true, "labour": true, "labor": true, "agriculture": true,
	"environment": true, "environmental": true, "energy": true, "information": true, "affairs": true, "home": true, "internal": true, "economy": true, "culture": true, "tourism": true,
	"situations": true, "forensic": true, "medicine": true, "railways": true, "bureau": true, "republican": true, "civil": true, "aviation": true, "disaster": true, "management": true,
	"supreme": true, "central": true, "high": true, "attorney": true, "prime": true, "cabinet": true, "kremlin": false}
