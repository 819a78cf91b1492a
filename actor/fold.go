package actor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/incident"
	"sofar/ledger"
	"sofar/statement"
)

// Fold gives who is who in an account: a pure function of it, whatever the order
// of its stories.
//
// Within a story names are one as the dossier has them. Over stories they are
// one when
//
//   - they are the same name, and that name is a body's own ("Vale Guard Front");
//     a name that many countries have ("Interior Ministry") must be of one country;
//   - a report gives one as a name of the other (Aliases), and both have classes
//     that agree;
//   - they are spellings of one ("Mirovets", "Mirovetz") with one class and country;
//   - a person's full name, class and country are the same: never a surname alone;
//   - an editor says so; and never against what an editor says.
func Fold(a *dossier.Account) *Directory { return fold(a, &Memory{}) }

func fold(a *dossier.Account, told *Memory) *Directory {
	f := &folder{a: a, told: told, index: map[string]int{}, of: map[string]int{}, byStory: map[string][]int{}}
	for i := range a.Dossiers {
		f.order = append(f.order, &a.Dossiers[i])
	}
	slices.SortFunc(f.order, func(x, y *dossier.Dossier) int { return strings.Compare(x.ID, y.ID) })
	for _, d := range f.order {
		f.gather(d)
	}
	f.join()
	return f.directory()
}

// mention is one name of one story.
type mention struct {
	key, name string // of the name
	story     *dossier.Dossier
	class     statement.Class
	country   string
	kind      string
	acts      bool // is blamed or claims
	spoke     int
	person    bool
}

type folder struct {
	a        *dossier.Account
	told     *Memory
	order    []*dossier.Dossier
	mentions []mention
	index    map[string]int // story and name → mention
	parent   []int
	merges   []merge
	of       map[string]int // story and name key → mention, for every alias too
	apart    map[[2]string]bool
	byStory  map[string][]int // mentions
	// The statements of the story that is read, by their reports.
	statedIn *dossier.Dossier
	statedBy map[string][]*dossier.Statement
}

type merge struct {
	a, b     int
	rule     string
	evidence []Cite
	name     string // the other name, where it is no mention of its own
}

func (f *folder) add(d *dossier.Dossier, name string, class statement.Class, person bool) int {
	k := dossier.NameKey(name)
	if k == "" || len(name) > 120 {
		return -1
	}
	id := d.ID + "|" + k
	i, ok := f.index[id]
	if !ok {
		i = len(f.mentions)
		f.index[id], f.of[id] = i, i
		f.byStory[d.ID] = append(f.byStory[d.ID], i)
		f.mentions = append(f.mentions, mention{key: k, name: name, story: d, class: class, country: d.Incident.Country, kind: Organisation, person: person})
		if person {
			f.mentions[i].kind = Speaker
		}
		f.parent = append(f.parent, i)
	}
	m := &f.mentions[i]
	if m.class == "" || m.class == statement.ClassUnknown {
		m.class = class
	}
	return i
}

// private are the folded names of a story's victims and individual suspects,
// and their surnames.
func private(d *dossier.Dossier) map[string]bool {
	out := map[string]bool{}
	add := func(list []string) {
		for _, n := range list {
			k := dossier.NameKey(n)
			if k == "" || n == strings.ToLower(n) {
				continue
			}
			out[k] = true
			out[k[strings.LastIndexByte(k, ' ')+1:]] = true
		}
	}
	for _, v := range d.Incident.Victims {
		add(v.Name)
	}
	for _, p := range d.Incident.Perpetrators {
		if p.Role == "individual" {
			add(p.Words)
		}
	}
	return out
}

// public classes are those of bodies that speak as such.
func public(c statement.Class) bool {
	switch c {
	case statement.Government, statement.Police, statement.Military, statement.Medical, statement.Rescue, statement.Company, statement.Court,
		statement.International, statement.NGO, statement.ArmedGroup, statement.Opposition:
		return true
	}
	return false
}

// named tells whether a name begins with a capital, or is a body's with one in it.
func named(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || name != strings.ToLower(name) && dossier.KindOfBody(name) != ""
}

// gather takes the speakers and actors of one story.
func (f *folder) gather(d *dossier.Dossier) {
	hidden := private(d)
	keep := func(name string) bool {
		return named(name) && !(strings.HasSuffix(name, "ern") && !strings.Contains(name, " ")) && !hidden[dossier.NameKey(name)] && !dossier.BareRole(name) && !strings.Contains(strings.ToLower(name), "(unnamed)")
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		v := s.Speaker
		if v.Anonymous || v.Name == "" {
			continue
		}
		body := v.Origin
		if body == "" {
			body = v.Name
		}
		isPerson := person(s)
		if public(v.Class) && keep(body) && !(isPerson && dossier.SameName(body, v.Name) && dossier.KindOfBody(body) == "") {
			if k := f.add(d, body, v.Class, false); k >= 0 && s.RepeatOf == "" {
				f.mentions[k].spoke++
			}
		}
		if isPerson && keep(v.Name) && (public(v.Class) || v.Class == statement.Expert) && (v.Post != "" || v.Affiliation != "" || !dossier.SameName(body, v.Name)) {
			if k := f.add(d, v.Name, v.Class, true); k >= 0 && s.RepeatOf == "" {
				f.mentions[k].spoke++
			}
		}
	}
	for _, r := range d.Responsibility {
		if keep(r.Actor) && f.body(d, r.Actor) {
			class := statement.Class("")
			for _, sp := range d.Speakers {
				if dossier.SameName(sp.Name, r.Actor) {
					class = sp.Class
				}
			}
			if k := f.add(d, r.Actor, class, false); k >= 0 {
				f.mentions[k].acts = true
			}
		}
	}
}

// person tells whether a statement's speaker is a person with a full name:
// two words or more with capitals, printed before or behind a post, or other
// than the body that speaks through him.
func person(s *dossier.Statement) bool {
	v := s.Speaker
	ws := strings.Fields(v.Name)
	if len(ws) < 2 || len(ws) > 5 || dossier.KindOfBody(v.Name) != "" || orgWord(v.Name) || dossier.BareRole(v.Name) {
		return false
	}
	for _, w := range ws {
		if w == strings.ToLower(w) && len(w) > 3 {
			return false
		}
	}
	return v.Post != "" || v.Class == statement.Expert && v.Affiliation != "" || v.Origin != "" && !dossier.SameName(v.Origin, v.Name)
}

var orgWords = map[string]bool{"front": true, "group": true, "movement": true, "army": true, "brigade": true, "brigades": true, "party": true, "league": true, "union": true, "state": true,
	"column": true, "guard": true, "council": true, "network": true, "cartel": true, "militia": true, "faction": true, "alliance": true, "organisation": true, "organization": true,
	"agency": true, "committee": true, "association": true, "federation": true, "institute": true, "center": true, "centre": true, "company": true, "lines": true, "railways": true,
	"sons": true, "vanguard": true, "command": true, "forces": true, "legion": true, "jihad": true, "shield": true, "ltd": true, "inc": true, "plc": true, "foundation": true, "society": true}

func orgWord(name string) bool {
	for w := range strings.FieldsSeq(dossier.NameKey(name)) {
		if orgWords[w] {
			return true
		}
	}
	return false
}

// body tells whether an actor is an organisation: by the class of what it says,
// by its name, or because it is a country.
func (f *folder) body(d *dossier.Dossier, name string) bool {
	for _, sp := range d.Speakers {
		if dossier.SameName(sp.Name, name) && public(sp.Class) {
			return true
		}
	}
	return orgWord(name) || dossier.KindOfBody(name) != "" || incident.IsCountry(name) || dossier.SameName(name, d.Incident.Country) || acronym(name)
}

// own tells whether a name is a body's own in all countries.
func own(name string) bool {
	return dossier.HasOwnWords(name) || acronym(name)
}

func agree(a, b statement.Class) bool {
	return a == "" || b == "" || a == statement.ClassUnknown || b == statement.ClassUnknown || a == b ||
		a != statement.ArmedGroup && b != statement.ArmedGroup && a != statement.Company && b != statement.Company && a != statement.Opposition && b != statement.Opposition && a != statement.NGO && b != statement.NGO
}

// join unites mentions over stories.
func (f *folder) join() {
	f.rule()
	aliasOf := map[string][]Alias{}
	for _, d := range f.order {
		for _, m := range members(d) {
			for _, al := range f.told.of(d.Reports[m]).aliases {
				k := dossier.NameKey(al.Short)
				if len(aliasOf[k]) < 20 {
					aliasOf[k] = append(aliasOf[k], al)
				}
				c := citeSpan(d, m, al.Span)
				i, okL := f.index[d.ID+"|"+dossier.NameKey(al.Long)]
				j, okS := f.index[d.ID+"|"+k]
				switch {
				case okL && okS:
					f.unite(i, j, al.Rule, c)
				case okL:
					f.of[d.ID+"|"+k] = i
					f.merges = append(f.merges, merge{i, -1, al.Rule, []Cite{c}, al.Short})
				case okS:
					f.of[d.ID+"|"+dossier.NameKey(al.Long)] = j
					f.merges = append(f.merges, merge{j, -1, al.Rule, []Cite{c}, al.Long})
				}
			}
		}
		for _, m := range d.Merges {
			f.inStory(d, m)
		}
	}
	f.over(aliasOf)
}

// representatives bounds with how many actors of one key a mention is compared.
const representatives = 8

// over unites mentions of different stories through the keys that they share.
func (f *folder) over(aliasOf map[string][]Alias) {
	first := map[string][]int{}
	share := func(i int, key, rule string) {
		x := &f.mentions[i]
		for _, j := range first[key] {
			if y := &f.mentions[j]; y.story != x.story && agree(x.class, y.class) {
				f.unite(j, i, rule, firstPrint(y.story, y.name), firstPrint(x.story, x.name))
				return
			}
		}
		if len(first[key]) < representatives {
			first[key] = append(first[key], i)
		}
	}
	for i := range f.mentions {
		m := &f.mentions[i]
		at := "|" + m.country
		switch {
		case m.person:
			if m.country != "" {
				share(i, "person|"+m.key+"|"+string(m.class)+at, "the same full name, class and country")
			}
			continue
		case own(m.name):
			share(i, "body|"+m.key, "the same name")
			if m.country != "" && len(m.key) >= 8 {
				share(i, "spelling|"+incident.Spelling(m.name)+"|"+string(m.class)+at, "spellings of one name")
			}
		case m.country != "":
			share(i, "body|"+m.key+at, "the same name in one country")
		}
		if list := aliasOf[m.key]; acronym(m.name) && len(list) > 0 && oneLong(list) {
			share(i, "body|"+dossier.NameKey(list[0].Long), "a report gives both names")
		}
	}
}

// oneLong tells whether a short form stands for one long name in all reports.
func oneLong(list []Alias) bool {
	for _, a := range list[1:] {
		if !dossier.SameName(a.Long, list[0].Long) {
			return false
		}
	}
	return true
}

// rule takes the editors' decisions on names.
func (f *folder) rule() {
	f.apart = map[[2]string]bool{}
	for _, dec := range f.a.Decisions {
		if len(dec.Names) != 2 {
			continue
		}
		a, b := dossier.NameKey(dec.Names[0]), dossier.NameKey(dec.Names[1])
		if b < a {
			a, b = b, a
		}
		switch dec.Kind {
		case ledger.Apart:
			f.apart[[2]string{a, b}] = true
		case ledger.Same:
			delete(f.apart, [2]string{a, b})
			for i := range f.mentions {
				for j := range f.mentions {
					if f.mentions[i].key == a && f.mentions[j].key == b {
						f.unite(i, j, dec.Author+" says so: "+dec.Reason)
					}
				}
			}
		}
	}
}

// inStory records why the dossier holds two names for one.
func (f *folder) inStory(d *dossier.Dossier, m dossier.Merge) {
	ka, kb := dossier.NameKey(m.A), dossier.NameKey(m.B)
	i, okA := f.of[d.ID+"|"+ka]
	j, okB := f.of[d.ID+"|"+kb]
	ev := []Cite{firstPrint(d, m.A), firstPrint(d, m.B)}
	switch {
	case okA && okB:
		f.unite(i, j, m.Rule, ev...)
	case okA && !dossier.BareRole(m.B) && named(m.B):
		f.of[d.ID+"|"+kb] = i
		f.merges = append(f.merges, merge{i, -1, m.Rule, ev[1:], m.B})
	case okB && !dossier.BareRole(m.A) && named(m.A):
		f.of[d.ID+"|"+ka] = j
		f.merges = append(f.merges, merge{j, -1, m.Rule, ev[:1], m.A})
	}
}

func (f *folder) find(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// unite makes two mentions one actor, unless an editor holds names of theirs apart.
func (f *folder) unite(i, j int, rule string, evidence ...Cite) {
	a, b := f.find(i), f.find(j)
	if a == b {
		if f.mentions[i].key != f.mentions[j].key {
			f.merges = append(f.merges, merge{i, j, rule, evidence, ""})
		}
		return
	}
	if len(f.apart) > 0 {
		for x := range f.mentions {
			for y := range f.mentions {
				if f.find(x) != a || f.find(y) != b {
					continue
				}
				p := [2]string{f.mentions[x].key, f.mentions[y].key}
				if p[1] < p[0] {
					p[0], p[1] = p[1], p[0]
				}
				if f.apart[p] {
					return
				}
			}
		}
	}
	f.parent[max(a, b)] = min(a, b)
	f.merges = append(f.merges, merge{i, j, rule, evidence, ""})
}
