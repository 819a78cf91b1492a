package incident

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// placesText lists countries with their demonyms and large cities, statesText
// the states of the United States with their abbreviations.
var (
	//go:embed places.txt
	placesText string
	//go:embed states.txt
	statesText string
)

const unitedStates = "United States"

// gazetteer knows which country a name belongs to. Keys are folded names.
type gazetteer struct {
	country map[string]string // "bulgaria" → "Bulgaria"
	demonym map[string]string // "bulgarian" → "Bulgaria"
	city    map[string]string // "sofia" → "Bulgaria"
	state   map[string]string // "tenn." → "Tennessee"
}

var gazette = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	for _, line := range strings.Split(placesText, "\n") {
		f := strings.Split(line, "|")
		if len(f) < 3 || line[0] == '#' {
			continue
		}
		names := strings.Split(f[0], ",")
		add := func(m map[string]string, list string) {
			for _, n := range strings.Split(list, ",") {
				if n != "" {
					m[Fold(n)] = names[0]
				}
			}
		}
		add(g.country, f[0])
		add(g.demonym, f[1])
		add(g.city, f[2])
	}
	for _, line := range strings.Split(statesText, "\n") {
		names := strings.Split(line, ",")
		for _, n := range names {
			if n != "" {
				g.state[Fold(n)] = names[0]
			}
		}
	}
	return g
})

// Country gives the country that a name, a demonym or a large city belongs
// to, "" if the gazetteer does not know it.
func Country(name string) string {
	g, f := gazette(), Fold(name)
	for _, m := range []map[string]string{g.country, g.demonym, g.city} {
		if c := m[f]; c != "" {
			return c
		}
	}
	if g.state[f] != "" {
		return unitedStates
	}
	return ""
}

// Nation gives the country whose name or demonym a word is, "" if none's.
func Nation(word string) string {
	g, f := gazette(), Fold(word)
	if c := g.country[f]; c != "" {
		return c
	}
	return g.demonym[f]
}

// IsCountry tells whether the name is a country's.
func IsCountry(name string) bool { return gazette().country[Fold(name)] != "" }

// Fold lower-cases a name and takes its accents off, so that "Crișului" and
// "Crisului" are one.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ı':
			b.WriteByte('i')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
