package language

import (
	"strings"
	"testing"
	"time"
)

// entities gives every mention of a text with the entity that it stands for.
func mentionOf(d *Doc, words string) *Entity {
	for i := range d.Names {
		if n := &d.Names[i]; n.Span.Of(d.Text) == words {
			return &d.Entities[n.Entity]
		}
	}
	return nil
}

func TestNameKinds(t *testing.T) {
	for _, c := range []struct {
		text, name string
		kind       NameKind
	}{
		{"President Oskar Bellin left Lisbon on Monday.", "Oskar Bellin", NamePerson},
		{"President Oskar Bellin left Lisbon on Monday.", "Lisbon", NamePlace},
		{"The Ministry of Health and Welfare said so.", "Ministry of Health and Welfare", NameOrganisation},
		{"The Fire Safety and Rescue Directorate sent crews.", "Fire Safety and Rescue Directorate", NameOrganisation},
		{"The Union of Dock Workers called a strike.", "Union of Dock Workers", NameOrganisation},
		{"Fighters of the Vorun Liberation Front hid there.", "Vorun Liberation Front", NameGroup},
		{"The Sons of the White Hill claimed it.", "Sons of the White Hill", NameGroup},
		{"The Harbour Times printed the list.", "Harbour Times", NameOutlet},
		{"Radio Vesna read the list.", "Radio Vesna", NameOutlet},
		{"Doctors at St Agnes's Hospital said so.", "St Agnes's Hospital", NameOrganisation},
		{"It happened near Velka Bridge.", "Velka Bridge", NameFacility},
		{"Two Bulgarian sailors swam.", "Bulgarian", NameNationality},
		{"Officials in Trevna said nothing.", "Trevna", NamePlace},
		{"The office of the U.N. said so.", "U.N.", NameOrganisation},
		{"POLICE ARRESTED JUAN PABLO ROJAS IN BOGOTA ON FRIDAY.", "BOGOTA", NamePlace},
		{"THE SPOKESMAN OF THE FARABUNDO MARTI NATIONAL LIBERATION FRONT [FMLN] SAID SO IN MANAGUA.", "FARABUNDO MARTI NATIONAL LIBERATION FRONT", NameGroup},
	} {
		d := Analyze(c.text, time.Time{})
		e := mentionOf(d, c.name)
		if e == nil {
			var all []string
			for _, n := range d.Names {
				all = append(all, n.Span.Of(d.Text))
			}
			t.Errorf("%s: no %q in %q", c.text, c.name, all)
		} else if e.Kind != c.kind {
			t.Errorf("%s: %q has kind %d, want %d", c.text, c.name, e.Kind, c.kind)
		}
	}
}

func TestMentionsOfOneEntity(t *testing.T) {
	for _, c := range []struct{ text, mention, canonical string }{
		{"Commander Oskar Bellin spoke. Bellin left.", "Bellin", "Oskar Bellin"},
		{"Commander Oskar Bellin spoke. The commander left.", "The commander", "Oskar Bellin"},
		{"Commander Oskar Bellin spoke at noon. “We are late,” he said.", "he", "Oskar Bellin"},
		{"Mayor Todor Doltchev spoke. Later Dolchev left.", "Dolchev", "Todor Doltchev"},
		{"The Ministry of Health said so. The Health Ministry gave no names.", "Health Ministry", "Ministry of Health"},
		{"The Ministry of Health said so. The ministry gave no names.", "The ministry", "Ministry of Health"},
		{"The Vorun Liberation Front (VLF) spoke. The VLF left.", "VLF", "Vorun Liberation Front"},
		{"The Vorun Liberation Front spoke. On Monday the Front left.", "Front", "Vorun Liberation Front"},
		{"The Vorun Liberation Front spoke. On Monday the group left.", "the group", "Vorun Liberation Front"},
		{"Northern Ferries spoke on Monday. The company gave no names.", "The company", "Northern Ferries"},
		{"Danuta Brel, the health minister, spoke. The minister left.", "The minister", "Danuta Brel"},
		{"The mayor, Agnes Torral, spoke. She left.", "The mayor", "Agnes Torral"},
		{"The United States spoke. The US left.", "US", "United States"},
		{"The Health Ministry said 12 were hurt. It gave no names.", "It", "Health Ministry"},
	} {
		d := Analyze(c.text, time.Time{})
		e := mentionOf(d, c.mention)
		if e == nil || e.Canonical != c.canonical {
			t.Errorf("%s: %q is %+v, want %q", c.text, c.mention, e, c.canonical)
		}
	}
}

func TestPostsAndAffiliations(t *testing.T) {
	for _, c := range []struct{ text, name, role, affiliation string }{
		{"Transport Minister Kalina Petrel resigned.", "Kalina Petrel", "Transport Minister", "Transport Ministry"},
		{"The fire service was late. Commander Plamen Rusk of the fire service spoke.", "Plamen Rusk", "Commander", "fire service"},
		{"Northern Ferries spokeswoman Vesela Tomas spoke.", "Vesela Tomas", "spokeswoman", "Northern Ferries"},
		{"The clinic was full. Its director, Ognyan Petkov, told reporters so.", "Ognyan Petkov", "director", "clinic"},
		{"Colin Marke of Lindgren Center, a Vienna-based research group, spoke.", "Colin Marke", "", "Lindgren Center"},
		{"Hristo Galev, chairman of the Union of Dock Workers, spoke.", "Hristo Galev", "chairman of the Union of Dock Workers", "Union of Dock Workers"},
		{"Bojan Trent, who speaks for the Interior Ministry, agreed.", "Bojan Trent", "who speaks for the Interior Ministry", "Interior Ministry"},
	} {
		d := Analyze(c.text, time.Time{})
		e := mentionOf(d, c.name)
		if e == nil || e.Role != c.role || e.Affiliation != c.affiliation {
			t.Errorf("%s: %+v, want role %q of %q", c.text, e, c.role, c.affiliation)
		}
	}
}

func TestEntityOf(t *testing.T) {
	text := "Northern Ferries spokeswoman Vesela Tomas spoke to Commander Oskar Bellin of the coast guard."
	d := Analyze(text, time.Time{})
	for words, want := range map[string]string{
		"Northern Ferries spokeswoman Vesela Tomas": "Vesela Tomas",
		"Commander Oskar Bellin of the coast guard": "Oskar Bellin",
		"the coast guard": "coast guard",
	} {
		at := strings.Index(text, words)
		e := d.EntityOf(Span{Start: at, End: at + len(words)})
		if e < 0 || d.Entities[e].Canonical != want {
			t.Errorf("%q: entity %d, want %s", words, e, want)
		}
	}
	if i, ok := d.MentionAt(0); !ok || d.TextOf(d.Names[i].Tokens) != "Northern Ferries" {
		t.Errorf("mention at 0: %v %v", i, ok)
	}
}

func TestGeography(t *testing.T) {
	for place, want := range map[string]string{"UK": "United Kingdom", "U.S.": "United States", "the Netherlands": "Netherlands", "San Salvador": "El Salvador", "Antioquia": "Colombia", "Texas": "United States", "São Paulo": "Brazil", "Kazan": "Russia"} {
		if got, _ := Country(place); got != want {
			t.Errorf("Country(%q) = %q, want %q", place, got, want)
		}
	}
	for word, want := range map[string]string{"Bulgarian": "Bulgaria", "SALVADORANS": "El Salvador", "Dutch": "Netherlands"} {
		if got, _ := Demonym(word); got != want {
			t.Errorf("Demonym(%q) = %q, want %q", word, got, want)
		}
	}
	if c, ok := Country("Trevna"); ok {
		t.Errorf("Country of an invented town is %q", c)
	}
}
