package dossier

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sofar/statement"
)

// identity decides which names of a story are one mouth. Two names are one when
//
//   - they are equal but for case, accents, punctuation, a leading article and
//     a possessive s;
//   - one report gives one as an alias of the other, or one is the acronym of
//     the other and the classes agree;
//   - they are the same ministry or office in another word order ("Health
//     Ministry", "Ministry of Health"), or all words of one are in the other,
//     which is the only such name of its class in the story;
//   - one is a bare word for a kind of body ("the army", "prosecutors") and the
//     other is the only body of that kind in its report, else in the story;
//   - they are persons' names of equal class whose words differ by a letter or
//     two ("Ilveš", "Ilvesh"), or a bare surname and the only full name with it;
//   - a person whom one report gives a body speaks for it in all (people.go).
//
// Bodies whose heads are of different kinds (police, fire service, civil
// defence), and bodies of one kind with names of their own ("Odrin police",
// "Talsk police"), are never one, whatever else ties them.
//
// Nothing is joined across stories.
type identity struct {
	names  map[string]*mouth // by key
	keys   []string          // in the order of first mention
	parent map[string]string
	label  map[string]string // root → canonical name
	// home holds the words of the incident's place: what another country's
	// adjective stands before is another country's body.
	home []string
	// places holds the words of all places that the reports name.
	places map[string]bool
	// members lists the names of each cluster by its root.
	members map[string][]string
	// ruled are the editors' decisions on names, nil for none.
	ruled *namesRuled
	// merges are the joins made, in the order in which they were made.
	merges []Merge
}

// mouth is one written name of a speaker or actor.
type mouth struct {
	key, name string
	class     statement.Class
	classes   map[statement.Class]int
	words     []string // sorted content words
	person    bool
	count     int
	kind      string // kind of body by its head word, "" for persons and others
	reports   int    // reports that print it
	speaks    int    // reports in which it speaks
	own       bool   // the name under which the body publishes
	// What its name alone answers, once asked.
	bare, demonym, acronym memo
}

// memo is an answer that is worked out once.
type memo uint8

const (
	unasked memo = iota
	no
	yes
)

func answered(b bool) memo {
	if b {
		return yes
	}
	return no
}

func newIdentity() *identity {
	return &identity{names: map[string]*mouth{}, parent: map[string]string{}, label: map[string]string{}, members: map[string][]string{}}
}

// fold gives the form in which names are compared.
func fold(name string) string {
	if plain, ok := foldPlain(name); ok {
		return plain
	}
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '\'' || r == '’' || r == 'ʼ':
			b.WriteByte('\'')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		default:
			space = true
		}
	}
	words := strings.Fields(b.String())
	for i, w := range words {
		w = strings.TrimSuffix(w, "'s")
		words[i] = strings.ReplaceAll(w, "'", "")
	}
	for len(words) > 1 && (words[0] == "the" || words[0] == "a" || words[0] == "an") {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// add records one written name; alias names are joined to it at once.
func (x *identity) add(name string, class statement.Class, person bool, aliases []string) {
	key := fold(name)
	if key == "" {
		return
	}
	m := x.names[key]
	if m == nil {
		m = &mouth{key: key, name: name, class: class, classes: map[statement.Class]int{}, words: contentWords(key), kind: kindOfName(key)}
		x.names[key] = m
		x.keys = append(x.keys, key)
		x.parent[key] = key
		x.members[key] = []string{key}
	}
	m.count++
	m.person = m.person || person
	if class != "" && class != statement.ClassUnknown {
		m.classes[class]++
		if m.class == "" || m.class == statement.ClassUnknown || m.classes[class] > m.classes[m.class] {
			m.class = class
		}
	}
	for _, a := range aliases {
		ak := fold(a)
		// A bare role ("the ministry", "she") is an alias in one report only.
		if ak == "" || ak == key || genericName(ak) || !hasUpper(a) {
			continue
		}
		if _, ok := x.names[ak]; !ok {
			x.names[ak] = &mouth{key: ak, name: a, class: class, classes: map[statement.Class]int{}, words: contentWords(ak), person: person, kind: kindOfName(ak)}
			x.keys = append(x.keys, ak)
			x.parent[ak] = ak
			x.members[ak] = []string{ak}
		}
		x.join(key, ak, "one report gives both names")
	}
}

func (x *identity) find(k string) string {
	for x.parent[k] != k {
		x.parent[k] = x.parent[x.parent[k]]
		k = x.parent[k]
	}
	return k
}

// join makes two names one mouth, unless a name of the one cannot be a name of
// the other; it tells whether they are one now.
func (x *identity) join(a, b, rule string) bool {
	ra, rb := x.find(a), x.find(b)
	if ra == rb {
		return true
	}
	if x.apart(ra, rb) {
		return false
	}
	x.unite(ra, rb)
	x.merges = append(x.merges, Merge{x.names[a].name, x.names[b].name, rule})
	return true
}

// unite makes one cluster of two.
func (x *identity) unite(ra, rb string) {
	x.parent[rb] = ra
	x.members[ra] = append(x.members[ra], x.members[rb]...)
	delete(x.members, rb)
}

// maxMembers bounds how many names of two clusters are compared; larger
// clusters are decided by their first names.
const maxMembers = 32

// apart tells whether two clusters hold names that cannot be one body's.
func (x *identity) apart(ra, rb string) bool {
	if x.ruled != nil {
		if same, apart := x.ruled.clusters(x.members[ra], x.members[rb]); same || apart {
			return apart
		}
	}
	for i, a := range x.members[ra] {
		for j, b := range x.members[rb] {
			if i < maxMembers && j < maxMembers && (conflict(x.names[a], x.names[b]) || x.foreign(x.names[a]) != x.foreign(x.names[b])) {
				return true
			}
		}
	}
	return false
}

// foreign tells whether a bare role stands after the adjective of a country that
// is not the incident's ("Vaslandish police"); false where the place is not known.
func (x *identity) foreign(m *mouth) bool {
	if len(x.home) == 0 || !demonymRole(m) {
		return false
	}
	first := strings.Fields(m.key)[0]
	return !slices.ContainsFunc(x.home, func(h string) bool { return sameWord(h, first) })
}

// elsewhere tells whether a body bears the name of a place that is not the
// incident's: no bare word of the story stands for it.
func (x *identity) elsewhere(m *mouth) bool {
	if len(x.home) == 0 || m.own {
		return false // who publishes on the incident is at home in it
	}
	away := false
	for _, w := range m.particulars() {
		if slices.ContainsFunc(x.home, func(h string) bool { return sameWord(h, w) }) {
			return false
		}
		away = away || x.places[w]
	}
	return away
}

// joinBare makes the bare words for one kind of body one mouth ("the fire
// brigade", "firefighters"), but for ministries, of which a story has several.
func (x *identity) joinBare() {
	first := map[string]string{}
	for _, k := range x.keys {
		m := x.names[k]
		if m.person || m.kind == "" || m.kind == "ministry" || !bareRole(m) || x.foreign(m) {
			continue
		}
		if f, ok := first[m.kind]; ok && agree(x.names[f].class, m.class) {
			x.join(f, k, "bare words for one kind of body")
		} else if !ok {
			first[m.kind] = k
		}
	}
}

// settle joins what the rules allow and chooses the canonical names.
//
// The names are taken in the order of the alphabet, so that the result does not
// depend on the order of the reports.
func (x *identity) settle() {
	sort.Strings(x.keys)
	x.obey()
	n := len(x.keys)
	for i := 0; i < n; i++ {
		a := x.names[x.keys[i]]
		for j := i + 1; j < n; j++ {
			b := x.names[x.keys[j]]
			if agree(a.class, b.class) {
				if rule := alikeness(a, b); rule != "" {
					x.join(a.key, b.key, rule)
				}
			}
		}
	}
	// Twice: two long forms that the first round made one are one target.
	for range 2 {
		x.joinUnique("its words stand in no other name of the story", func(a, b *mouth) bool {
			return partOf(a, b) && !(bareRole(a) && a.kind != "hospital" && x.elsewhere(b))
		})
	}
	x.joinBare()
	x.joinUnique("the only body of its kind in the story", func(a, b *mouth) bool { return !bareRole(b) && kindOfBody(a, b) && !x.elsewhere(b) })
	members := map[string][]*mouth{}
	for _, k := range x.keys {
		r := x.find(k)
		members[r] = append(members[r], x.names[k])
	}
	for r, ms := range members {
		x.label[r] = bestName(ms)
	}
}

// alikeness tells why two names of classes that agree are one, "" if nothing does.
func alikeness(a, b *mouth) string {
	switch {
	case acronymOf(a, b) || acronymOf(b, a):
		return "the initials of the other name"
	case sameOffice(a, b):
		return "the same words around one kind of body"
	case samePerson(a, b):
		return "spellings of one name"
	}
	return ""
}

// joinUnique joins a name with the one cluster that related points to; where
// several do, the name stays by itself.
func (x *identity) joinUnique(rule string, related func(short, long *mouth) bool) {
	type pair struct{ a, b string }
	var joins []pair
	for _, ka := range x.keys {
		a := x.names[ka]
		root, target, several := "", "", false
		for _, kb := range x.keys {
			if ka == kb || !related(a, x.names[kb]) {
				continue
			}
			own, r := x.find(ka), x.find(kb)
			if own != r && x.apart(own, r) {
				continue
			}
			// Its own cluster counts: "the ministry" that is already one
			// ministry's is no other's.
			if several = root != "" && r != root; several {
				break
			}
			if root == "" {
				root, target = r, kb
			}
		}
		if root != "" && !several {
			joins = append(joins, pair{target, ka})
		}
	}
	for _, p := range joins {
		x.join(p.a, p.b, rule)
	}
}

// canonical gives the story's name for a written name.
func (x *identity) canonical(name string) string {
	k := fold(name)
	if _, ok := x.parent[k]; !ok {
		return name
	}
	return x.label[x.find(k)]
}

// class gives the class that most mentions of a mouth have, "" if none tells.
func (x *identity) class(name string) statement.Class {
	k := fold(name)
	if _, ok := x.parent[k]; !ok {
		return ""
	}
	sum := map[statement.Class]int{}
	for _, o := range x.members[x.find(k)] {
		for c, n := range x.names[o].classes {
			sum[c] += n
		}
	}
	best := statement.Class("")
	for c, n := range sum {
		if n > sum[best] || n == sum[best] && c < best {
			best = c
		}
	}
	return best
}

// id gives the key that all names of one mouth share.
func (x *identity) id(name string) string {
	k := fold(name)
	if _, ok := x.parent[k]; !ok {
		return k
	}
	return fold(x.label[x.find(k)])
}

// bestName is the fullest printed form, without article and legal form.
func bestName(ms []*mouth) string {
	slices.SortFunc(ms, fullest)
	return withoutLegalForm(trimArticle(ms[0].name))
}

func trimArticle(s string) string {
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if strings.HasPrefix(s, a) && len(s) > len(a) {
			return s[len(a):]
		}
	}
	return s
}
