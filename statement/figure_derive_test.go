package statement

import (
	"slices"
	"testing"
)

// totals lists the totals of killed and injured of a text.
func totals(text string) []string {
	var out []string
	for _, s := range readFigures(text) {
		if f := s.Figure; f.Scope == ScopeTotal && (f.Kind == Killed || f.Kind == Injured) {
			out = append(out, line(s))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestDerivedTotals(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"A boy was shot in the leg outside a bakery in Tolmen on Friday. The boy died in hospital.", []string{"killed 1 total"}},
		{"Five people were shot at a dance hall in Tolmen on Friday. One person died at the scene.", []string{"injured 4 total", "killed 1 total"}},
		{"One man was killed and three others were shot at a dance hall in Tolmen on Friday.", []string{"injured 3 total", "killed 1 total"}},
		{"Seven people were shot at a dance hall in Tolmen on Friday.\n\nOne person was shot in the neck, police said.", []string{"injured 7 total"}},
		{"A man shot four people outside a dance hall in Tolmen on Friday.", []string{"injured 4 total"}},
		{"A farmer shot his neighbour in the leg near Tolmen on Friday.", []string{"injured 1 total"}},
		{"A 12-year-old boy was taken to hospital after shooting himself in the foot near Tolmen on Friday.", []string{"injured 1 total"}},
		{"Four people were taken to the hospital after a shooting in Tolmen on Friday.", []string{"injured 4 total"}},
		{"An 18-year-old man was shot in the chest near Tolmen on Friday and later died.", []string{"killed 1 total"}},
		{"A girl was wounded in Tolmen on Friday. No one else was injured.", []string{"injured 1 total"}},
		// lists
		{"A gunman injured three adults and an 11-year-old child in Tolmen on Friday.", []string{"injured 4 total"}},
		{"A mother and her two sons were found dead in Tolmen on Friday.", []string{"killed 3 total"}},
		{"Police found a man and woman suffering from gunshot wounds in Tolmen.", []string{"injured 2 total"}},
		{"A boy and six other people were shot in Tolmen on Friday. The boy died.", []string{"injured 6 total", "killed 1 total"}},
		// own hand
		{"A man shot dead his two sons in Tolmen on Friday before killing himself.", []string{"killed 3 total"}},
		{"A farmer killed his wife near Tolmen and then turned the gun on himself, police said.", []string{"killed 2 total"}},
		{"A man killed his wife near Tolmen and threatened to kill himself.", []string{"killed 1 total"}},
		// names and descriptions
		{"A man has been charged in the death of 16-year-old Ivo Brenn.", []string{"killed 1 total"}},
		{"Killed were two porters.", []string{"killed 2 total"}},
		{"Deputies found a deceased man in a barn.", []string{"killed 1 total"}},
		{"An 18-month-old was killed in Tolmen.", []string{"killed 1 total"}},
		{"The two boys, 12 and 16, were taken to hospital with gunshot wounds.", []string{"injured 2 total"}},
		{"A girl was grazed in the left leg near Tolmen on Friday.", []string{"injured 1 total"}},
		{"The child was in critical but stable condition.", []string{"injured 1 total"}},
		// long after
		{"A man was jailed on Friday for a shooting that killed two porters in Tolmen last year.", []string{"killed 2 total"}},
		{"A bridge fell in Tolmen on Friday, killing four people. A fire killed two porters there last year.", []string{"killed 4 total"}},
		{"A fire killed two porters in Tolmen in 2019.", nil},
		// beside others
		{"A guard was killed in Tolmen. Three additional patients walked into a clinic with gunshot wounds.", []string{"injured 3 total", "killed 1 total"}},
		{"Four people were wounded in Tolmen. No officers were injured.", []string{"injured 4 total"}},
		{"Five people were wounded in Tolmen.\n\nOfficers found two men with gunshot wounds in a yard.", []string{"injured 5 total"}},
		{"Eight officers shot the gunman in Tolmen on Friday.", []string{"injured 1 total"}},
	}
	for _, c := range tests {
		if got := totals(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// A derived number names every clause that it is made of.
func TestDerivedParts(t *testing.T) {
	text := "Five people were shot at a dance hall in Tolmen on Friday. One person died at the scene."
	for _, s := range readFigures(text) {
		if s.Figure.Kind != Injured || s.Figure.Scope != ScopeTotal {
			continue
		}
		if len(s.Figure.Parts) != 2 || s.Figure.Low != 4 {
			t.Fatalf("%d of %v", s.Figure.Low, s.Figure.Parts)
		}
		return
	}
	t.Error("no total of the injured")
}

func TestNumbersThatNameSomething(t *testing.T) {
	for _, text := range []string{
		"Ivo Brenn Jr., 46, was injured when a shed fell down.",
		"The case number is 1509290021, and a man was hurt.",
		"They came after a 911 call was received about a wounded man.",
		"Others, ages 29, 34 and 42, were injured.",
		"Medics found the wounded man at 743 Larch Avenue.",
		"Neighbours made a call to 911 Friday evening saying that Ivo Brenn had been shot.",
		"A man in his 20's was shot in Tolmen on Friday.",
		"The dead man has not been named, but he was 19.",
		"A group of women, all younger than 45, were injured.",
		"Image 7 of 14 A teen died at a party in Tolmen.",
		"Zlata Brenn, 60 and Ivo Brenn, 64 were found dead.",
		"He faces 12 counts of assault after a boy was wounded.",
	} {
		for _, s := range readFigures(text) {
			if s.Figure.Low > 3 {
				t.Errorf("%s\n %s %q", text, line(s), s.Figure.Words)
			}
		}
	}
}
