package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/statement"
)

// stateWords stand behind a nation's adjective: "the Kastovian capital".
var stateWords = set("capital government president army parliament authorities prosecutors embassy coast navy armed prime foreign state ministry airline nationals citizens")

// notAdjectives end like a nation's adjective and are none.
var notAdjectives = set("christian republican civilian human african european asian american indian victorian roman italian musician german vatican presbyterian lutheran " +
	"anglican utopian martian guardian librarian veteran caravan")

// homeland tells the countries that the text itself shows to be countries,
// though no gazetteer knows them: "Kastovia" beside "Kastovian", and the second
// place of a dateline. Keys are folded names and adjectives, values the name as
// written.
func (v *view) homeland() map[string]string {
	out := make(map[string]string)
	doc, g := v.doc, gazette()
	var seen map[string]string
	if a := v.headAround; a != "" && g.state[Fold(a)] == "" && g.country[Fold(a)] == "" && !v.allUpper() {
		out[Fold(a)] = a
	}
	for i := range doc.Len() {
		w := doc.Word(i)
		if last := w[len(w)-1]; last < utf8.RuneSelf && last|0x20 != 'n' || !capital(doc, i) {
			continue
		}
		f := Fold(w)
		if len(f) < 6 || !strings.HasSuffix(f, "an") || notAdjectives[f] || g.demonym[f] != "" || out[f] != "" {
			continue
		}
		if seen == nil {
			seen = v.capitalised()
		}
		base := f[:len(f)-1]
		name, known := seen[base]
		if !known {
			next := ""
			if i+1 < doc.Len() {
				next = doc.Lower[i+1]
			}
			if !strings.HasSuffix(f, "ian") || !stateWords[next] {
				continue
			}
			name = w[:len(w)-1]
		}
		out[f], out[base] = name, name
	}
	return out
}

// capitalised gives the words with a capital, of text and title, as written, by
// their folded forms.
func (v *view) capitalised() map[string]string {
	seen, doc := make(map[string]string), v.doc
	for i := range doc.Len() {
		if capital(doc, i) {
			w := strings.TrimSuffix(strings.TrimSuffix(doc.Word(i), "'s"), "’s")
			seen[Fold(w)] = w
		}
	}
	for _, w := range strings.Fields(v.rep.Title) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) && w != strings.ToUpper(w) {
			seen[Fold(w)] = w
		}
	}
	return seen
}

// settlePlaces takes out of the places what is no place of the event: nations'
// adjectives, the outlets and bodies that speak; and marks the countries that
// the text shows to be such.
func (v *view) settlePlaces() {
	home := v.homeland()
	v.nations = home
	outlets, speakers := make(map[string]bool), make(map[string]bool)
	outlets[Spelling(v.rep.Publisher)] = true
	outlets[Spelling(v.set.Wire)] = true
	for _, c := range v.set.Credits {
		outlets[Spelling(c)] = true
	}
	for _, a := range v.set.Attributions {
		if a.Speaker.Class != statement.ClassUnknown {
			speakers[Spelling(a.Speaker.Name)] = true
		}
		for _, o := range a.Relay {
			outlets[Spelling(o)] = true
		}
	}
	for s := range v.sents {
		kept := v.sents[s].places[:0]
		for _, p := range v.sents[s].places {
			// "at Gornik, the prosecutor said": a preposition of place outweighs
			// a speaker of that name.
			if key := Spelling(p.name); outlets[key] || speakers[key] && !p.prep {
				continue
			}
			if v.describes(p.name) {
				continue
			}
			if c := home[Fold(p.name)]; c != "" {
				if Fold(c) != Fold(p.name) {
					continue // the adjective
				}
				p.kind, p.in, p.name = country, c, c
			}
			kept = append(kept, p)
		}
		v.sents[s].places = kept
	}
}

// describes tells whether a name only says of what country a place is: a
// nation's adjective and a common noun ("Lethanian port", "Romanian plant").
func (v *view) describes(name string) bool {
	f := strings.Fields(name)
	if len(f) < 2 {
		return false
	}
	adjective := gazette().demonym[Fold(f[0])] != "" || len(f[0]) > 6 && strings.HasSuffix(f[0], "ian")
	if home := v.nations[Fold(f[0])]; home != "" {
		adjective = Fold(home) != Fold(f[0])
	}
	if !adjective {
		return false
	}
	for _, w := range f[1:] {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// nation gives the country of a word, from the gazetteer's demonyms or from
// what the text shows; "" if it is none.
func (v *view) nation(lower string) string {
	if c := gazette().demonym[lower]; c != "" {
		return v.upper(c)
	}
	return v.nations[lower]
}

// casualtyPlaces are facilities where the hurt are taken, or cases heard: an
// event happens there only when nothing else is named.
func casualtyPlace(name string) bool {
	f := Fold(name)
	for _, w := range []string{"hospital", "medical cent", "trauma cent", "court", "ministry", "headquarters", "clinic", "morgue"} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}

var actors = set("gunman gunmen guerrilla guerrillas terrorist terrorists rebel rebels attacker attackers militant militants insurgent insurgents subversive subversives " +
	"soldier soldiers troops hitmen assassin assassins extremist extremists paramilitaries militiamen bandits suspect suspects murderers commandos squad squads bullets gun guns knife")

// hasActor tells whether somebody who does violence stands in the sentences.
func (v *view) hasActor(sents []int) bool {
	for _, i := range sents {
		s := v.doc.Sents[i]
		for t := s.Start; t < s.End; t++ {
			if actors[v.doc.Lower[t]] {
				return true
			}
		}
	}
	return false
}
