package dossier

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/statement"
)

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

// internalAffairs is another name for what an interior ministry is for.
var internalAffairs = regexp.MustCompile(`\binternal affairs\b`)

func contentWords(key string) []string {
	var out []string
	for _, w := range strings.Fields(internalAffairs.ReplaceAllString(key, "interior")) {
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
	if a.acronym == unasked {
		a.acronym = answered(isAcronym(a.name))
	}
	if a.acronym == no || len(b.words) < 2 {
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
	if short.person != long.person || !agree(short.class, long.class) || len(short.words) >= len(long.words) || strings.Contains(long.key, " of "+short.key) || ownedBy(long.name, short.name) {
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
	return head || long.kind == "hospital" || long.class == statement.ArmedGroup || long.class == statement.Company || long.class == statement.NGO
}

// ownedBy tells whether a name begins with another's possessive: a country's
// embassy is not the country.
func ownedBy(name, owner string) bool {
	rest, ok := strings.CutPrefix(trimArticle(name), trimArticle(owner))
	return ok && (strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "’s ") || strings.HasPrefix(rest, "' ") || strings.HasPrefix(rest, "’ "))
}

// genericName tells whether a folded name is only a role or a kind of body.
func genericName(key string) bool {
	for w := range strings.FieldsSeq(key) {
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
	"staff": true, "charity": true, "aid": true, "organisation": true, "organization": true, "relief": true, "militia": true, "foreign": true, "county": true, "national": true, "public": true, "safety": true,
}

// kindOfBody tells whether the generic name can stand for the other: their
// heads are of one kind, or the bare word says the class ("the operator", "the
// militia") of a body whose name does not.
func kindOfBody(generic, other *mouth) bool {
	if !bareRole(generic) || other.person || !agree(generic.class, other.class) || generic.kind == "" {
		return false
	}
	if generic.kind == other.kind {
		// "the ministry" and "the health ministry" need more than the head.
		return generic.kind != "ministry" || !bareRole(other)
	}
	if other.kind != "" || bareRole(other) || generic.class != other.class {
		return false
	}
	switch generic.kind {
	case "company":
		return other.class == statement.Company
	case "group":
		return other.class == statement.ArmedGroup
	case "charity":
		return other.class == statement.NGO
	}
	return false
}

// demonymEnds are the ends of nationalities.
var demonymEnds = []string{"ian", "ish", "ese", "ean", "an", "ch", "ss", "i"}

// demonym gives the nationality that a name begins with, before a word of its
// own ("Romanian " of "Romanian firefighters"), "" if there is none.
func demonym(name string) string {
	word, _, more := strings.Cut(name, " ")
	if !more {
		return ""
	}
	first, n := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) || strings.IndexFunc(word, notLetter) >= 0 {
		return ""
	}
	for _, end := range demonymEnds {
		if stem, ok := strings.CutSuffix(word[n:], end); ok && stem != "" {
			return name[:len(word)+1]
		}
	}
	return ""
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// bareRole tells whether a name is only a kind of body: "the ministry", "Army",
// "Romanian firefighters"; "Health Ministry" names one.
func bareRole(m *mouth) bool {
	if m.bare == unasked {
		m.bare = answered(onlyRole(m))
	}
	return m.bare == yes
}

func onlyRole(m *mouth) bool {
	if demonymRole(m) {
		return true
	}
	name := trimArticle(m.name)
	if len(m.words) > 1 && (slices.Contains(m.words, "ministry") || slices.Contains(m.words, "department")) {
		return false // "the health ministry" is one of several
	}
	return genericName(m.key) && (len(m.words) == 1 || !hasUpper(name)) || m.kind != "" && len(m.particulars()) == 0
}

// demonymRole tells whether a name is a nationality before a bare role.
func demonymRole(m *mouth) bool {
	if m.demonym == unasked {
		name := trimArticle(m.name)
		d := demonym(name)
		m.demonym = answered(d != "" && !hasUpper(name[len(d):]) && genericName(fold(name[len(d):])))
	}
	return m.demonym == yes
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
