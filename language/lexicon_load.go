package language

import (
	"embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// lexicon holds the embedded name lists; keys are plain (see plainKey).
type lexicon struct {
	given   map[string]byte     // 'm', 'f', 'n' for both
	known   map[string]NameKind // well-known names of any kind, by whole key
	longest map[string]int      // first word of a known name → most words a name with it has
	country map[string]string   // country, alias, city, region → country
	nation  map[string]string   // demonym → country
	isState map[string]bool     // names of countries themselves
	surname map[string]bool     // surnames
}

var lex = sync.OnceValue(loadLexicon)

// plainKey lower-cases and takes accents away, so that "Hélène" finds "helene".
func plainKey(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || isUpper(s[i]) {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == '–' || r == '‑':
			b.WriteByte('-')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ı':
			b.WriteByte('i')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func lexiconLines(name string) []string {
	b, err := lexiconFiles.ReadFile("lexicon/" + name)
	if err != nil {
		panic("language: embedded lexicon " + name + ": " + err.Error()) // cannot happen: the file is part of the build
	}
	var out []string
	for _, l := range strings.Split(string(b), "\n") {
		if l != "" && l[0] != '#' {
			out = append(out, l)
		}
	}
	return out
}

func loadLexicon() *lexicon {
	x := &lexicon{given: map[string]byte{}, known: map[string]NameKind{}, longest: map[string]int{}, country: map[string]string{}, nation: map[string]string{}, isState: map[string]bool{}, surname: map[string]bool{}}
	for _, sex := range []byte{'m', 'f'} {
		file := "given_male.txt"
		if sex == 'f' {
			file = "given_female.txt"
		}
		for _, l := range lexiconLines(file) {
			for _, w := range strings.Fields(l) {
				k := plainKey(w)
				if old := x.given[k]; old != 0 && old != sex {
					x.given[k] = 'n'
				} else {
					x.given[k] = sex
				}
			}
		}
	}
	for _, l := range lexiconLines("surnames.txt") {
		for _, w := range strings.Fields(l) {
			x.surname[plainKey(w)] = true
		}
	}
	for _, l := range lexiconLines("countries.txt") {
		part := strings.Split(l, "|")
		country := part[0]
		for i, list := range part {
			for _, name := range strings.Split(list, ",") {
				if name = strings.TrimSpace(name); name == "" {
					continue
				}
				k := plainKey(name)
				switch i {
				case 2:
					if x.nation[k] == "" {
						x.nation[k] = country
					}
					x.add(k, NameNationality)
				case 0, 1:
					x.country[k] = country
					x.isState[k] = true
					x.add(k, NamePlace)
				default:
					if x.country[k] == "" {
						x.country[k] = country
					}
					x.add(k, NamePlace)
				}
			}
		}
	}
	for _, l := range lexiconLines("states.txt") {
		for _, w := range strings.Fields(l) {
			k := plainKey(strings.ReplaceAll(w, "_", " "))
			if x.country[k] == "" {
				x.country[k] = "United States"
			}
			x.add(k, NamePlace)
		}
	}
	for _, l := range lexiconLines("regions.txt") {
		for _, w := range strings.Fields(l) {
			x.add(plainKey(strings.ReplaceAll(w, "_", " ")), NamePlace)
		}
	}
	kinds := map[string]NameKind{"o": NameOrganisation, "g": NameGroup, "m": NameOutlet, "f": NameFacility, "e": NameEvent}
	for _, l := range lexiconLines("known.txt") {
		kind, names, _ := strings.Cut(l, "|")
		for _, n := range strings.Split(names, ";") {
			x.add(plainKey(n), kinds[kind])
		}
	}
	return x
}

// add records a known name; the first kind stays.
func (x *lexicon) add(key string, kind NameKind) {
	if _, ok := x.known[key]; !ok {
		x.known[key] = kind
	}
	first, _, _ := strings.Cut(key, " ")
	x.longest[first] = max(x.longest[first], strings.Count(key, " ")+1)
}

// Country gives the country in which a place lies, or the country itself for
// one of its names ("US"); false for places that are not in the lexicon.
func Country(place string) (string, bool) {
	k := strings.TrimPrefix(plainKey(strings.TrimSpace(place)), "the ")
	c, ok := lex().country[k]
	return c, ok
}

// Demonym gives the country that an adjective or noun of nationality belongs
// to ("Bulgarian", "Salvadorans"). Without regard to case.
func Demonym(word string) (country string, ok bool) {
	c, ok := lex().nation[plainKey(word)]
	return c, ok
}
