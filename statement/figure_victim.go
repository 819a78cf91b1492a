package statement

import (
	"strconv"
	"strings"

	"sofar/language"
)

// victim is one person whom the report tells of without counting, in all the
// places where it does: "a 24-year-old man", "Ivo Brenn, 24", "the victim".
type victim struct {
	trait
	sent       int   // of the last mention
	dead, hurt []int // the readings that say so, indices into f.out
	mentions   []language.Range
}

// trait is what a mention tells of a person; zero values tell nothing.
type trait struct {
	entity int    // index into Doc.Entities, -1 if none
	name   string // the last word of a name, in lower case
	head   string // the noun of a description
	age    int64
	sex    byte // 'm' or 'f'
	stage  byte // 'c' a child, 'a' an adult
}

// victims gathers the people that readings without a number tell of. Where it
// is open whether two mentions are one person they count as one.
func (f *figureReader) victims() []victim {
	var out []victim
	for i := range f.out {
		r := &f.out[i]
		if !f.tellsOfPerson(r) {
			continue
		}
		members := r.members
		if len(members) == 0 {
			members = []language.Range{r.np}
		}
		for _, np := range members {
			t := f.traits(np, r.sent)
			k := f.sameVictim(out, t, np, r)
			if k < 0 {
				k = len(out)
				out = append(out, victim{trait: trait{entity: -1}})
			}
			v := &out[k]
			v.learn(t)
			v.sent = r.sent
			v.mentions = append(v.mentions, np)
			if r.kind == Killed {
				v.dead = append(v.dead, i)
			} else {
				v.hurt = append(v.hurt, i)
			}
		}
	}
	return out
}

// tellsOfPerson tells whether a reading is about one person, or some people
// named one by one, killed or hurt in the event at hand.
func (f *figureReader) tellsOfPerson(r *reading) bool {
	if r.kind != Killed && r.kind != Injured && !r.weak || r.background || r.scope == ScopeHistorical || r.scope == ScopeOther {
		return false
	}
	switch r.stance {
	case Fears, Predicts, Retracts, Denies:
		return false
	}
	if u := lastWord(r.unit); attackerNouns[u] || u == "victims" {
		return false
	}
	if r.number >= 0 {
		return r.low == 1 && r.high == 1 && f.people(r)
	}
	return true
}

// sameVictim gives the person that a mention tells of, -1 for a new one.
func (f *figureReader) sameVictim(have []victim, t trait, np language.Range, r *reading) int {
	d := f.doc
	first := d.Lower[np.Start]
	if f.newcomer(np) {
		return -1
	}
	pronoun := np.Len() == 1 && (first == "he" || first == "she")
	definite := pronoun || first == "the" || first == "this" || first == "that"
	best, score := -1, 0
	for k := len(have) - 1; k >= 0; k-- {
		v := &have[k]
		if !v.agrees(t) {
			continue
		}
		s := 1
		same := t.entity >= 0 && t.entity == v.entity || t.name != "" && t.name == v.name
		if same {
			s += 16
		} else if !definite && v.sent == r.sent && !f.apposed(v, np) {
			continue // "a man and a woman", "Brenn …, while a man …"
		}
		if t.age > 0 && t.age == v.age {
			s += 8
		}
		if (r.kind == Killed) == (len(v.dead) > 0) {
			s += 3
		}
		if t.head != "" && t.head == v.head {
			s += 2
		}
		if s > score {
			best, score = k, s
		}
	}
	return best
}

// newcomer tells whether a mention brings in somebody who has not been named:
// "another man", "a second victim".
func (f *figureReader) newcomer(np language.Range) bool {
	for i := np.Start; i < np.End; i++ {
		switch f.doc.Lower[i] {
		case "another", "second", "third", "fourth", "fifth", "sixth", "seventh", "other":
			return f.doc.Lower[np.Start] != "the"
		}
	}
	return false
}

// apposed tells whether a comma alone stands between a mention and the last
// one of the person: "the victim, Ivo Brenn".
func (f *figureReader) apposed(v *victim, np language.Range) bool {
	last := v.mentions[len(v.mentions)-1]
	if last.Start > np.Start {
		last, np = np, last
	}
	return np.Start <= last.End || np.Start == last.End+1 && f.doc.Lower[last.End] == ","
}

// agrees tells whether nothing speaks against two mentions being one person.
func (v *victim) agrees(t trait) bool {
	switch {
	case t.entity >= 0 && t.entity == v.entity || t.name != "" && t.name == v.name:
		return true
	case t.name != "" && v.name != "":
		return false
	case t.sex != 0 && v.sex != 0 && t.sex != v.sex:
		return false
	case t.age > 0 && v.age > 0:
		return t.age == v.age
	}
	return t.stage == 0 || v.stage == 0 || t.stage == v.stage
}

// learn adds what a further mention tells.
func (v *victim) learn(t trait) {
	if v.entity < 0 {
		v.entity = t.entity
	}
	if v.name == "" {
		v.name = t.name
	}
	if v.head == "" {
		v.head = t.head
	}
	if v.age == 0 {
		v.age = t.age
	}
	if v.sex == 0 {
		v.sex = t.sex
	}
	if v.stage == 0 {
		v.stage = t.stage
	}
}

// traits reads a mention, with the age that stands beside it.
func (f *figureReader) traits(np language.Range, s int) trait {
	d := f.doc
	t := trait{entity: -1}
	last := d.Lower[np.End-1]
	if n, ok := d.MentionAt(np.Start); ok {
		m := d.Names[n]
		if m.Kind == language.NamePerson && m.Tokens.Start == np.Start {
			t.entity = m.Entity
			if m.Form <= language.FormShort {
				t.name = last
			} else if m.Entity >= 0 {
				if ws := strings.Fields(strings.ToLower(d.Entities[m.Entity].Canonical)); len(ws) > 0 && d.Entities[m.Entity].Canonical != strings.ToLower(d.Entities[m.Entity].Canonical) {
					t.name = ws[len(ws)-1]
				}
			}
		}
	}
	if t.name == "" {
		t.head = last
	}
	for i := np.Start; i < np.End; i++ {
		w := d.Lower[i]
		if x := sexOf[w]; x != 0 {
			t.sex = x
		}
		if x := stageOf[w]; x != 0 {
			t.stage = x
		}
	}
	sent := d.Sents[s].Range
	for i := max(sent.Start, np.Start-2); i < min(sent.End, np.End+3) && t.age == 0; i++ {
		t.age = f.ageAt(i, np)
	}
	if t.age > 0 && t.age < 13 {
		t.stage = 'c'
	} else if t.age > 20 {
		t.stage = 'a'
	}
	return t
}

// ageAt reads an age at token i: "24" of "24-year-old", or a number that the
// language layer has read as one; 0 if there is none.
func (f *figureReader) ageAt(i int, np language.Range) int64 {
	d := f.doc
	w := d.Lower[i]
	if k := strings.Index(w, "-year-old"); k > 0 {
		if n, err := strconv.ParseInt(w[:k], 10, 64); err == nil {
			return n
		}
		return smallNumbers[w[:k]]
	}
	if d.Flags[i]&language.FlagDigit == 0 || len(w) > 3 {
		return 0
	}
	n, err := strconv.ParseInt(w, 10, 64)
	if err != nil || n > 110 {
		return 0
	}
	if i+1 < d.Len() && (d.Lower[i+1] == "year-old" || d.Lower[i+1] == "-year-old" || d.Lower[i+1] == "-" && i+2 < d.Len() && d.Lower[i+2] == "year") {
		return n
	}
	if i > np.End-1 && i > 0 && d.Lower[i-1] == "," && i == np.End+1 {
		return n
	}
	return 0
}

var smallNumbers = map[string]int64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

var (
	sexOf   = bytesOf('m', "man boy gentleman father son brother husband uncle nephew grandfather grandson stepson stepfather policeman serviceman businessman waiter boyfriend male he", 'f', "woman girl lady mother daughter sister wife aunt niece grandmother granddaughter stepdaughter stepmother policewoman servicewoman waitress girlfriend female she")
	stageOf = bytesOf('c', "boy girl child baby infant toddler kid", 'a', "man woman adult gentleman lady father mother husband wife grandfather grandmother officer soldier policeman policewoman")
)

func bytesOf(a byte, as string, b byte, bs string) map[string]byte {
	m := map[string]byte{}
	for _, w := range strings.Fields(as) {
		m[w] = a
	}
	for _, w := range strings.Fields(bs) {
		m[w] = b
	}
	return m
}
