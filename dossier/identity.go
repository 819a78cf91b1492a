package dossier

import (
	"regexp"
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
//     other is the only body of that kind in the story;
//   - they are persons' names of equal class whose words differ by a letter or
//     two ("Ilveš", "Ilvesh"), or a bare surname and the only full name with it;
//   - one person speaks for both in two reports, and the classes agree.
//
// Nothing is joined across stories.
type identity struct {
	names  map[string]*mouth // by key
	keys   []string          // in the order of first mention
	parent map[string]string
	label  map[string]string // root → canonical name
}

// mouth is one written name of a speaker or actor.
type mouth struct {
	key, name string
	class     statement.Class
	classes   map[statement.Class]int
	words     []string // sorted content words
	person    bool
	count     int
}

func newIdentity() *identity {
	return &identity{names: map[string]*mouth{}, parent: map[string]string{}, label: map[string]string{}}
}

// fold gives the form in which names are compared.
func fold(name string) string {
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
		m = &mouth{key: key, name: name, class: class, classes: map[statement.Class]int{}, words: contentWords(key)}
		x.names[key] = m
		x.keys = append(x.keys, key)
		x.parent[key] = key
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
			x.names[ak] = &mouth{key: ak, name: a, class: class, classes: map[statement.Class]int{}, words: contentWords(ak), person: person}
			x.keys = append(x.keys, ak)
			x.parent[ak] = ak
		}
		x.join(key, ak)
	}
}

func (x *identity) find(k string) string {
	for x.parent[k] != k {
		x.parent[k] = x.parent[x.parent[k]]
		k = x.parent[k]
	}
	return k
}

func (x *identity) join(a, b string) {
	ra, rb := x.find(a), x.find(b)
	if ra != rb {
		x.parent[rb] = ra
	}
}

// settle joins what the rules allow and chooses the canonical names.
func (x *identity) settle() {
	n := len(x.keys)
	for i := 0; i < n; i++ {
		a := x.names[x.keys[i]]
		for j := i + 1; j < n; j++ {
			b := x.names[x.keys[j]]
			if agree(a.class, b.class) && (acronymOf(a, b) || acronymOf(b, a) || sameOffice(a, b) || samePerson(a, b)) {
				x.join(a.key, b.key)
			}
		}
	}
	x.joinUnique(func(a, b *mouth) bool { return partOf(a, b) })
	x.joinUnique(func(a, b *mouth) bool { return kindOfBody(a, b) })
	members := map[string][]*mouth{}
	for _, k := range x.keys {
		r := x.find(k)
		members[r] = append(members[r], x.names[k])
	}
	for r, ms := range members {
		x.label[r] = bestName(ms)
	}
}

// joinUnique joins a name with the one cluster that related points to; where
// several do, the name stays by itself.
func (x *identity) joinUnique(related func(short, long *mouth) bool) {
	type pair struct{ a, b string }
	var joins []pair
	for _, ka := range x.keys {
		a := x.names[ka]
		roots := map[string]bool{}
		target := ""
		for _, kb := range x.keys {
			b := x.names[kb]
			if ka == kb || x.find(ka) == x.find(kb) || !related(a, b) {
				continue
			}
			if r := x.find(kb); !roots[r] {
				roots[r] = true
				target = kb
			}
		}
		if len(roots) == 1 {
			joins = append(joins, pair{target, ka})
		}
	}
	for _, p := range joins {
		x.join(p.a, p.b)
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
	for _, o := range x.keys {
		if x.find(o) == x.find(k) {
			for c, n := range x.names[o].classes {
				sum[c] += n
			}
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

// bestName is the most frequent name that is more than a bare role, then the
// longest, then the first in the alphabet.
func bestName(ms []*mouth) string {
	sort.SliceStable(ms, func(i, j int) bool {
		a, b := ms[i], ms[j]
		// A body of two words or more stands before the person who speaks for
		// it, a name before a bare role.
		if ba, bb := body(a), body(b); ba != bb {
			return ba
		}
		if ga, gb := genericName(a.key) || !hasUpper(a.name), genericName(b.key) || !hasUpper(b.name); ga != gb {
			return gb
		}
		if aa, ab := isAcronym(a.name), isAcronym(b.name); aa != ab {
			return ab
		}
		if a.person != b.person {
			return b.person
		}
		if la, lb := len(a.words) > 1, len(b.words) > 1; la != lb {
			return la
		}
		if a.count != b.count {
			return a.count > b.count
		}
		if len(a.name) != len(b.name) {
			return len(a.name) > len(b.name)
		}
		return a.name < b.name
	})
	return trimArticle(ms[0].name)
}

// body tells whether a name is an institution's and more than a bare head.
func body(m *mouth) bool {
	if m.person || len(m.words) < 2 {
		return false
	}
	for _, w := range m.words {
		if officeHeads[w] != "" {
			return true
		}
	}
	return false
}

func trimArticle(s string) string {
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if strings.HasPrefix(s, a) && len(s) > len(a) {
			return s[len(a):]
		}
	}
	return s
}

// agree tells whether two classes can be one mouth's.
func agree(a, b statement.Class) bool {
	if a == "" || b == "" || a == statement.ClassUnknown || b == statement.ClassUnknown || a == b {
		return true
	}
	official := func(c statement.Class) bool {
		switch c {
		case statement.Government, statement.Police, statement.Rescue, statement.Military, statement.Medical, statement.Court, statement.International:
			return true
		}
		return false
	}
	return official(a) && official(b)
}

var smallWords = map[string]bool{"of": true, "for": true, "the": true, "and": true, "in": true, "on": true, "at": true, "a": true, "an": true, "to": true, "s": true}

func contentWords(key string) []string {
	var out []string
	for _, w := range strings.Fields(key) {
		if !smallWords[w] {
			out = append(out, w)
		}
	}
	// "coast guard duty officer" speaks for the coast guard.
	for len(out) > 2 && deskRoles[out[len(out)-1]] {
		out = out[:len(out)-1]
	}
	sort.Strings(out)
	return out
}

// deskRoles end a name without making it another mouth.
var deskRoles = map[string]bool{"duty": true, "officer": true, "spokesman": true, "spokeswoman": true, "spokesperson": true, "crew": true, "crews": true, "headquarters": true}

func isAcronym(s string) bool {
	s = strings.ReplaceAll(s, ".", "")
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		} else if unicode.IsLower(r) || r == ' ' {
			return false
		}
	}
	return n >= 2
}

func hasUpper(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }

// acronymOf tells whether a is made of the initials of b.
func acronymOf(a, b *mouth) bool {
	if !isAcronym(a.name) || len(b.words) < 2 {
		return false
	}
	initials, small := "", ""
	for _, w := range strings.Fields(b.key) {
		small += w[:1]
		if !smallWords[w] {
			initials += w[:1]
		}
	}
	k := strings.ReplaceAll(a.key, " ", "")
	return k == initials || k == small
}

// officeHeads are the words that name a kind of body.
var officeHeads = map[string]string{
	"ministry": "ministry", "department": "department", "office": "office", "prosecutor": "prosecutor", "prosecutors": "prosecutor",
	"police": "police", "army": "army", "military": "army", "forces": "army", "brigade": "fire", "firefighters": "fire", "fire": "fire",
	"hospital": "hospital", "agency": "agency", "service": "service", "services": "service", "directorate": "directorate",
	"council": "council", "court": "court", "prefecture": "prefecture", "government": "government", "company": "company",
	"operator": "company", "union": "union", "coastguard": "coastguard", "guard": "coastguard", "municipality": "municipality",
	"mayor": "mayor", "governor": "governor", "commission": "commission", "authority": "authority", "inspectorate": "inspectorate",
	"embassy": "embassy", "presidency": "presidency", "bureau": "bureau", "clinic": "hospital", "front": "group", "group": "group", "movement": "group",
}

// sameOffice tells whether two names are the same words around the same head.
func sameOffice(a, b *mouth) bool {
	if a.person || b.person || len(a.words) < 2 || len(a.words) != len(b.words) {
		return false
	}
	head := false
	for i := range a.words {
		if !sameWord(a.words[i], b.words[i]) {
			return false
		}
		head = head || officeHeads[a.words[i]] != ""
	}
	return head
}

// sameWord compares words of offices: a plural, and a country with its
// adjective ("Kastovia", "Kastovian"), are one.
func sameWord(a, b string) bool {
	if trimPlural(a) == trimPlural(b) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 6 && len(b)-len(a) <= 3 && strings.HasPrefix(b, a[:len(a)-1])
}

func trimPlural(w string) string { return strings.TrimSuffix(w, "s") }

// partOf tells whether all words of the shorter name, one of them no bare head,
// are in the longer one.
func partOf(short, long *mouth) bool {
	if short.person != long.person || !agree(short.class, long.class) || len(short.words) >= len(long.words) || strings.Contains(long.key, " of "+short.key) {
		return false
	}
	if short.person {
		// A bare surname: the last word of the full name.
		f := strings.Fields(long.key)
		return len(short.words) == 1 && len(f) > 1 && near(short.key, f[len(f)-1])
	}
	if !hasUpper(long.name) || len(short.words) == 0 || len(short.words) < 2 && (!hasUpper(short.name) || officeHeads[short.words[0]] != "") {
		return false
	}
	head := false
	for _, w := range long.words {
		head = head || officeHeads[w] != ""
	}
	for _, w := range short.words {
		if !slices.ContainsFunc(long.words, func(l string) bool { return sameWord(w, l) }) {
			return false
		}
	}
	return head || long.class == statement.ArmedGroup || long.class == statement.Company || long.class == statement.NGO
}

// genericName tells whether a folded name is only a role or a kind of body.
func genericName(key string) bool {
	for _, w := range strings.Fields(key) {
		if officeHeads[w] == "" && !smallWords[w] && !genericWords[w] {
			return false
		}
	}
	return true
}

var genericWords = map[string]bool{
	"official": true, "officials": true, "spokesman": true, "spokeswoman": true, "spokesperson": true, "local": true, "authorities": true,
	"minister": true, "president": true, "rescue": true, "emergency": true, "district": true, "railway": true, "general": true, "state": true,
	"health": true, "armed": true, "rebel": true, "rebels": true, "it": true, "he": true, "she": true, "they": true, "we": true, "commander": true,
	"director": true, "doctor": true, "doctors": true, "medics": true, "chief": true, "officer": true, "city": true, "regional": true, "coast": true,
	"staff": true, "charity": true, "aid": true, "organisation": true, "organization": true, "relief": true, "militia": true, "foreign": true,
}

// kindOfBody tells whether the generic name can stand for the other, by the
// same head word or, for bodies that a story has one of, the same class.
func kindOfBody(generic, other *mouth) bool {
	if !bareRole(generic) || other.person || generic.class != other.class || generic.class == "" || generic.class == statement.ClassUnknown {
		return false
	}
	heads := map[string]bool{}
	for _, w := range generic.words {
		if h := officeHeads[w]; h != "" {
			heads[h] = true
		}
	}
	if bareRole(other) {
		// "the fire service" and "the fire brigade" are one; "the ministry" and
		// "the health ministry" need more than the head.
		for _, w := range other.words {
			if h := officeHeads[w]; heads[h] && oneOfAKind[h] {
				return true
			}
		}
		return false
	}
	for _, w := range other.words {
		if h := officeHeads[w]; h != "" && heads[h] {
			return true
		}
	}
	switch generic.class {
	case statement.Military, statement.Rescue, statement.Court, statement.Company:
		return len(heads) > 0
	}
	return false
}

// oneOfAKind are the bodies that bare words of any sort mean the same one of.
var oneOfAKind = map[string]bool{"fire": true, "army": true, "prosecutor": true, "coastguard": true, "company": true}

// demonym is a nationality before a bare role ("Romanian firefighters").
var demonym = regexp.MustCompile(`^\p{Lu}\pL+(?:ian|ish|ese|ean|an|ch|ss|i) `)

// bareRole tells whether a name is only a kind of body: "the ministry", "Army",
// "Romanian firefighters"; "Health Ministry" names one.
func bareRole(m *mouth) bool {
	name := trimArticle(m.name)
	if d := demonym.FindString(name); d != "" {
		rest := name[len(d):]
		return !hasUpper(rest) && genericName(fold(rest))
	}
	return genericName(m.key) && (len(m.words) == 1 || !hasUpper(name))
}

// samePerson tells whether two full names differ by spelling alone.
func samePerson(a, b *mouth) bool {
	if !a.person || !b.person || a.class != b.class {
		return false
	}
	fa, fb := strings.Fields(a.key), strings.Fields(b.key)
	if len(fa) != len(fb) || len(fa) < 2 {
		return false
	}
	for i := range fa {
		if !near(fa[i], fb[i]) {
			return false
		}
	}
	return true
}

// near tells whether two words are one name in two transliterations: at most
// one edit up to six letters, two beyond, and none in very short words.
func near(a, b string) bool {
	if a == b {
		return true
	}
	limit := 0
	switch n := min(len(a), len(b)); {
	case n >= 7:
		limit = 2
	case n >= 4:
		limit = 1
	}
	return limit > 0 && editDistance(a, b, limit) <= limit
}

// editDistance is Levenshtein's, cut off above limit.
func editDistance(a, b string, limit int) int {
	ra, rb := []rune(a), []rune(b)
	if d := len(ra) - len(rb); d > limit || -d > limit {
		return limit + 1
	}
	prev := make([]int, len(rb)+1)
	cur := make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i, ca := range ra {
		cur[0] = i + 1
		for j, cb := range rb {
			cost := 1
			if ca == cb {
				cost = 0
			}
			cur[j+1] = min(prev[j]+cost, prev[j+1]+1, cur[j]+1)
		}
		prev, cur = cur, prev
	}
	return prev[len(rb)]
}
