package dossier

import (
	"slices"
	"strings"
	"unicode"
)

// kindPhrases are two-word heads of bodies; they are looked up before single words.
var kindPhrases = map[string]string{
	"civil defence": "civil defence", "civil defense": "civil defence", "civil protection": "civil defence",
	"coast guard": "coast guard", "coast guards": "coast guard", "border guard": "border guard", "border guards": "border guard",
	"mine rescue": "mine rescue", "mountain rescue": "mountain rescue", "emergency situations": "emergency situations",
	"armed forces": "army", "defence forces": "army", "defense forces": "army", "general staff": "army", "air force": "air force",
	"town hall": "municipality", "city hall": "municipality", "city administration": "municipality",
	"state security": "security service", "security service": "security service", "security services": "security service",
	"trauma centre": "hospital", "trauma center": "hospital", "red cross": "red cross", "red crescent": "red cross",
	"red cross society": "red cross", "security council": "security council",
}

// kindHeads are heads that name one kind of body by themselves.
var kindHeads = map[string]string{
	"police": "police", "constabulary": "police", "gendarmerie": "gendarmerie", "gendarmes": "gendarmerie",
	"army": "army", "military": "army", "troops": "army", "navy": "navy",
	"fire": "fire", "firefighters": "fire", "firemen": "fire", "brigade": "fire",
	"ambulance": "ambulance", "ambulances": "ambulance", "paramedics": "ambulance",
	"coastguard": "coast guard", "coastguards": "coast guard",
	"hospital": "hospital", "clinic": "clinic", "infirmary": "hospital",
	"prosecutor": "prosecutor", "prosecutors": "prosecutor", "prosecution": "prosecutor", "court": "court", "tribunal": "court",
	"ministry": "ministry", "department": "department", "embassy": "embassy", "consulate": "consulate",
	"presidency": "presidency", "government": "government", "parliament": "parliament",
	"prefecture": "prefecture", "prefect": "prefecture", "governor": "governor", "municipality": "municipality", "mayor": "municipality",
	"council": "council", "company": "company", "operator": "company", "firm": "company", "employer": "company", "owner": "company",
	"union": "union", "inspectorate": "inspectorate", "charity": "charity", "laboratory": "laboratory", "institute": "institute",
	"militia": "group", "rebels": "group", "rebel": "group", "group": "group", "movement": "group", "front": "group",
}

// vagueHeads say nothing by themselves: the word before them does ("fire
// service", "governor's office").
var vagueHeads = map[string]bool{
	"service": true, "services": true, "office": true, "offices": true, "agency": true, "directorate": true, "authority": true, "authorities": true,
	"headquarters": true, "board": true, "commission": true, "crews": true, "crew": true, "chief": true, "staff": true, "teams": true, "team": true,
	"officials": true, "official": true, "officers": true, "centre": true, "center": true, "command": true, "station": true,
}

// kindOfName gives the kind of body that a folded name has as its head, "" if
// it names none: "odrin fire service" → fire, "ministry of health" → ministry.
// The head is the last kind word before the first preposition.
func kindOfName(key string) string {
	ws := strings.Fields(key)
	for i, w := range ws {
		if i > 0 && (w == "of" || w == "in" || w == "for" || w == "at" || w == "on" || w == "from") {
			if k := headKind(ws[:i]); k != "" {
				return k
			}
			return headKind(ws[i+1:])
		}
	}
	return headKind(ws)
}

func headKind(ws []string) string {
	for i := len(ws) - 1; i >= 0; i-- {
		if i > 0 {
			if k := kindPhrases[ws[i-1]+" "+ws[i]]; k != "" {
				return k
			}
		}
		if k := kindHeads[ws[i]]; k != "" {
			return k
		}
	}
	return ""
}

// isKindWord tells whether a word says what kind of body a name has.
func isKindWord(w string) bool {
	if kindHeads[w] != "" || vagueHeads[w] || officeHeads[w] != "" {
		return true
	}
	switch w {
	case "civil", "defence", "defense", "protection", "coast", "guard", "guards", "armed", "forces", "general", "staff", "mine", "rescue", "situations", "emergency", "security", "town", "hall", "city", "state":
		return true
	}
	return false
}

// particulars are the words of a name that tell it from others of its kind:
// neither the kind nor a general word.
func (m *mouth) particulars() []string {
	var out []string
	for _, w := range m.words {
		if !isKindWord(w) && !genericWords[w] {
			out = append(out, w)
		}
	}
	return out
}

// conflict tells whether two names cannot be one body: their heads are of
// different kinds, or each has a name of its own that the other lacks ("Odrin
// police", "Talsk police"). Ministries differ by their subject.
func conflict(a, b *mouth) bool {
	if a.person || b.person || a.kind == "" || b.kind == "" {
		return false
	}
	if acronymOf(a, b) || acronymOf(b, a) || sameOffice(a, b) {
		return false
	}
	if a.kind != b.kind {
		return true
	}
	pa, pb := a.particulars(), b.particulars()
	switch {
	case a.kind == "ministry":
		pa, pb = subjects(a), subjects(b)
	case demonymRole(a) || demonymRole(b):
		return false // a country's firefighters may be a town's
	}
	return lacks(pa, pb) && lacks(pb, pa)
}

// subjects are what a ministry is for, and its country.
func subjects(m *mouth) []string {
	return slices.DeleteFunc(slices.Clone(m.words), func(w string) bool { return w == "ministry" })
}

// lacks tells whether a has a word that b has in no spelling.
func lacks(a, b []string) bool {
	for _, w := range a {
		if !slices.ContainsFunc(b, func(v string) bool { return sameWord(w, v) || near(w, v) }) {
			return true
		}
	}
	return false
}

// legalForms end a company's name without telling it from another.
var legalForms = map[string]bool{"sa": true, "ag": true, "ead": true, "ad": true, "ltd": true, "plc": true, "inc": true, "gmbh": true, "llc": true, "srl": true, "spa": true, "corp": true, "jsc": true, "oy": true, "ab": true, "as": true, "bv": true, "nv": true}

// withoutLegalForm drops the legal form at the end of a company's name.
func withoutLegalForm(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i <= 0 {
		return name
	}
	last := strings.ReplaceAll(name[i+1:], ".", "")
	if legalForms[strings.ToLower(last)] && unicode.IsUpper(rune(last[0])) {
		return strings.TrimRight(name[:i], " ,")
	}
	return name
}

// ofPeople are words for those who work for a body, which say less than its name.
var ofPeople = map[string]bool{"firefighters": true, "firemen": true, "prosecutors": true, "prosecutor": true, "soldiers": true, "troops": true,
	"gendarmes": true, "paramedics": true, "coastguards": true, "guards": true, "officers": true, "officials": true, "crews": true}

// fullest orders names of one mouth: the fullest printed form first. A body
// stands before a person who speaks for it, a name before a bare word or an
// acronym. Of two names that each tell the body from others ("Interior
// Ministry", "Interior Ministry of Vasland"; "Health Ministry", "Ministry of
// Health") the longer one needs two reports that print it, else the more
// frequent one stands.
func fullest(a, b *mouth) int {
	for _, less := range []func(m *mouth) bool{
		func(m *mouth) bool { return m.person },
		func(m *mouth) bool { return bareRole(m) && (len(m.words) == 1 || !hasUpper(m.name)) },
		func(m *mouth) bool { return isAcronym(m.name) },
		func(m *mouth) bool { return ofPeople[m.key[strings.LastIndexByte(m.key, ' ')+1:]] },
		bareRole,
		func(m *mouth) bool { return !hasUpper(m.name) },
		func(m *mouth) bool { return len(m.words) > 7 },
	} {
		if la, lb := less(a), less(b); la != lb {
			if la {
				return 1
			}
			return -1
		}
	}
	la, lb := len(strings.Fields(a.key)), len(strings.Fields(b.key))
	if bareRole(a) {
		la, lb = len(a.words), len(b.words)
	}
	if la != lb && (la > lb && a.reports >= 2 && (a.own || !b.own) || lb > la && b.reports >= 2 && (b.own || !a.own)) {
		return lb - la
	}
	if wa, wb := ofItsKind(a), ofItsKind(b); wa != wb && a.kind == b.kind && !bareRole(a) && abs(len(a.words)-len(b.words)) == abs(wa-wb) && !lacks(a.particulars(), b.particulars()) && !lacks(b.particulars(), a.particulars()) {
		return wb - wa // "Norre fire brigade" before "Norre brigade"
	}
	if a.reports != b.reports {
		return b.reports - a.reports
	}
	if a.count != b.count {
		return b.count - a.count
	}
	if la != lb {
		return lb - la
	}
	return strings.Compare(a.name, b.name)
}

// ofItsKind counts the words of a name that say its kind.
func ofItsKind(m *mouth) int {
	n := 0
	for _, w := range m.words {
		if kindHeads[w] != "" && kindHeads[w] == m.kind {
			n++
		}
	}
	return n
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
