package language

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// marked reads a text with marks "{kind|words}" and gives the bare text and the
// marked spans, by what stands before the bar.
func marked(t *testing.T, s string) (string, []Span, []string) {
	var b strings.Builder
	var spans []Span
	var marks []string
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), spans, marks
		}
		inner, after, ok := strings.Cut(rest, "}")
		mark, words, bar := strings.Cut(inner, "|")
		if !ok || !bar {
			t.Fatalf("a mark is broken: %q", s)
		}
		spans = append(spans, Span{Start: b.Len(), End: b.Len() + len(words)})
		marks = append(marks, mark)
		b.WriteString(words)
		s = after
	}
}

// namedTexts are invented reports: p person, o organisation, l place, f
// facility, g group, n nationality, m outlet.
var namedTexts = []string{
	`{l|TARN}, June 4 ({m|Nordpress}) - A fire at {f|Velka Market} killed nine people on Tuesday, {p|Ilse Varga}, a spokeswoman for the {o|Fire and Rescue Directorate}, said. {p|Varga} told reporters that {p|Tomas Reuel}, 41, who owns a stall there, was among the dead.

The {o|Ministry of Health} sent doctors from {l|Lisbon}. Two {n|Bulgarian} traders are missing, according to the {o|Red Cross}.`,
	`{l|Lethania}'s {o|Interior Ministry} said on Monday that twelve people were killed. The {o|Foreign Ministry of Lethania} said it knew nothing.

{l|Lethania} said it had nothing to do with it. "We did not do this," {l|Lethania}'s president {p|Oskar Bellin} told the {m|Harbour Times}. {p|Bellin} spoke in {l|Paris}.`,
	`Fighters of the {g|Vorun Liberation Front} shelled {l|Osmir} on Friday, Colonel {p|Dragan Petrov} of the {o|Second Brigade} said. The {g|Front} denied it. Residents of {l|Osmir} fled towards {l|Germany}.

{p|Anna Lind} of the {o|University of Tarn} said the attack was the worst since 2009. "They came at night," {p|Lind} said.`,
	`{p|Maria Santos} and her brother {p|Pedro} left the {f|Grand Hotel} before the blast. {p|Santos}, a nurse at {o|St Brid's Hospital}, saw three {n|French} engineers at the gate. The {o|European Union} condemned the attack, and so did {l|France} and {l|Spain}.`,
	`{l|Brunia}'s parliament met on Sunday. Prime Minister {p|Olav Rask} blamed the {o|Central Bank}. {l|Brunia} has asked the {o|World Bank} for help, {m|Reuters} reported. {p|Rask} is due in {l|Washington} on Thursday.`,
	`POLICE IN {l|BOGOTA} ARRESTED {p|JUAN ROJAS} ON MONDAY, THE {o|MINISTRY OF DEFENSE} SAID. HE WAS HELD IN {l|COLOMBIA} BEFORE.`,
}

func TestNamesFloor(t *testing.T) {
	kinds := map[string]NameKind{"p": NamePerson, "o": NameOrganisation, "l": NamePlace, "f": NameFacility, "g": NameGroup, "n": NameNationality, "m": NameOutlet}
	both, found, gold := 0, 0, 0
	for _, s := range namedTexts {
		text, spans, marks := marked(t, s)
		d := Analyze(text, time.Time{})
		gold += len(spans)
		for _, n := range d.Names {
			if n.Form == FormRole || n.Form == FormPronoun {
				continue
			}
			found++
			k := slices.Index(spans, n.Span)
			switch {
			case k < 0:
				t.Logf("no name: %q (%v)", d.TextOf(n.Tokens), n.Kind)
			case kinds[marks[k]] != n.Kind:
				t.Logf("%q is a %v, not a %v", d.TextOf(n.Tokens), kinds[marks[k]], n.Kind)
			default:
				both++
			}
		}
	}
	if f1 := 200 * both / (found + gold); f1 < namesFloor {
		t.Errorf("names: F1 %d (%d right of %d found and %d marked), want %d at least", f1, both, found, gold, namesFloor)
	} else {
		t.Logf("names: F1 %d (%d right of %d found and %d marked)", f1, both, found, gold)
	}
}

// pronounTexts are invented; before the bar stands whom the pronoun is for.
var pronounTexts = []string{
	`President Oskar Bellin arrived on Monday. {Oskar Bellin|He} met Danuta Brel, and {Danuta Brel|she} thanked {Oskar Bellin|him} for {Oskar Bellin|his} visit.`,
	`Danuta Brel, a surgeon, left {Danuta Brel|her} house at noon. Neighbours said {Danuta Brel|she} drove to the hospital, where {Danuta Brel|her} patients waited.`,
	`Commander Pedro Santos spoke at noon. "We are late," {Pedro Santos|he} said. {Pedro Santos|His} men had walked all night.`,
	`The mayor, Maria Holm, praised the crews. "They were quick," {Maria Holm|she} told reporters. {Maria Holm|She} promised {Maria Holm|her} help.`,
	`Peter Venn lost {Peter Venn|his} brother in the fire. {Peter Venn|He} had called {Peter Venn|him} an hour before.`,
}

func TestPronounsFloor(t *testing.T) {
	right, all := 0, 0
	for _, s := range pronounTexts {
		text, spans, marks := marked(t, s)
		d := Analyze(text, time.Time{})
		for i, span := range spans {
			all++
			k := slices.IndexFunc(d.Names, func(n Name) bool { return n.Span == span && n.Form == FormPronoun })
			switch {
			case k < 0:
				t.Logf("%q in %q is not resolved", span.Of(text), text)
			case d.Entities[d.Names[k].Entity].Canonical != marks[i]:
				t.Logf("%q in %q: %s, not %s", span.Of(text), text, d.Entities[d.Names[k].Entity].Canonical, marks[i])
			default:
				right++
			}
		}
	}
	if right*100 < all*pronounsFloor {
		t.Errorf("pronouns: %d of %d right, want %d %% at least", right, all, pronounsFloor)
	} else {
		t.Logf("pronouns: %d of %d right", right, all)
	}
}

// A little under what the models reach on the texts above: per cent.
const (
	namesFloor    = 88
	pronounsFloor = 75
)

// What a text gives does not depend on the texts before it.
func TestNamesOfOneTextAlone(t *testing.T) {
	var first []string
	for round := range 3 {
		for i, s := range namedTexts {
			text, _, _ := marked(t, s)
			var b strings.Builder
			for _, n := range Analyze(text, time.Time{}).Names {
				b.WriteString(n.Span.Of(text) + "=" + n.Kind.String() + "\n")
			}
			if round == 0 {
				first = append(first, b.String())
			} else if b.String() != first[i] {
				t.Errorf("text %d gives other names in round %d", i, round)
			}
		}
		Analyze(strings.Repeat("Strange Words Of Ulmar Deven met Caspar Ilg. ", 50), time.Time{})
	}
}

// What has a body of a state is a place everywhere in the text, and no short
// form of that body; what is known to be a person or a firm stays one.
func TestPlacesWithBodies(t *testing.T) {
	for _, c := range []struct {
		text, name string
		kind       NameKind
		canonical  string
	}{
		{"Lethania's Interior Ministry said twelve died. Lethania said it had nothing to do with it.", "Lethania", NamePlace, "Lethania"},
		{"The Foreign Ministry of Lethania said it knew nothing. Lethania said it had nothing to do with it.", "Lethania", NamePlace, "Lethania"},
		{"Vordan's army shelled the town. Vordan denied it.", "Vordan", NamePlace, "Vordan"},
		{"Dimitar Holm, the mayor, resigned. Holm's government will fall.", "Holm", NamePerson, "Dimitar Holm"},
		{"Orsk Motors said sales fell. Orsk's president resigned.", "Orsk", NameOrganisation, "Orsk Motors"},
	} {
		d := Analyze(c.text, time.Time{})
		seen := 0
		for _, n := range d.Names {
			if n.Span.Of(d.Text) != c.name {
				continue
			}
			seen++
			if n.Kind != c.kind || d.Entities[n.Entity].Canonical != c.canonical {
				t.Errorf("%s: %s is a %v of %q, want a %v of %q", c.text, c.name, n.Kind, d.Entities[n.Entity].Canonical, c.kind, c.canonical)
			}
		}
		if seen == 0 {
			t.Errorf("%s: no %s", c.text, c.name)
		}
	}
}
