package statement

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/language"
	"sofar/report"
)

var published = time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC)

func readFigures(text string) []Statement {
	rep := &report.Report{ID: "r1", Text: text, Published: published}
	return figures(language.Analyze(text, published), rep, nil)
}

// line prints a figure as "kind low..high scope", an open bound as "+".
func line(s Statement) string {
	f := s.Figure
	value := fmt.Sprintf("%d..%d", f.Low, f.High)
	switch f.High {
	case language.Open:
		value = fmt.Sprintf("%d+", f.Low)
	case f.Low:
		value = fmt.Sprint(f.Low)
	}
	return fmt.Sprintf("%s %s %s", f.Kind, value, f.Scope)
}

func TestFigures(t *testing.T) {
	tests := []struct{ text, want string }{
		// voices of killing
		{"Gunmen stormed the depot, killing at least 27 people.", "killed 27+ total"},
		{"Nine people were killed when the roof gave way.", "killed 9 total"},
		{"A landslide killed 31 people near Tolmen.", "killed 31 total"},
		{"Forty-two miners lost their lives in the shaft.", "killed 42 total"},
		{"More than 60 people have died in the floods.", "killed 61+ total"},
		{"The blast left 14 dead.", "killed 14 total"},
		{"The storm claimed the lives of 19 fishermen.", "killed 19 total"},
		{"Between 20 and 25 people perished on the ferry.", "killed 20..25 total"},
		{"Up to 30 villagers were killed.", "killed 0..30 total"},
		{"The attack, which killed 12, was over within minutes.", "killed 12 total"},
		{"Eleven people, most of them elderly, have died.", "killed 11 total"},
		{"Thirteen people were shot dead outside the theatre.", "killed 13 total"},
		{"Six men were found dead in the tunnel.", "killed 6 total"},
		{"Two hikers were pronounced dead at the scene.", "killed 2 total"},
		{"Some 50 people are feared dead.", "killed 45..55 total"},
		{"Hundreds were killed.", "killed 200..999 total"},
		// numbered victims, and the dead counted with others
		{"Divers found a 12th body on the wreck.", "killed 12+ total"},
		{"The ninth victim was found dead on Friday.", "killed 9+ total"},
		{"The club met for the twelfth time.", ""},
		{"The storm left 40 people dead or missing.", "other 40 subset"},
		// heads
		{"Officials reported six deaths.", "killed 6 total"},
		{"Divers recovered eight bodies.", "killed 8 total"},
		{"There were no fatalities.", "killed 0 total"},
		{"Police made 22 arrests.", "arrested 22 total"},
		// tolls
		{"The death toll stood at 88.", "killed 88 total"},
		{"The toll rose to 73 overnight.", "killed 73 total"},
		{"The death toll climbed to at least 64 on Friday.", "killed 64+ total"},
		{"The ministry raised the toll to 16.", "killed 16 total"},
		{"The number of dead has reached 45.", "killed 45 total"},
		{"The number of injured stood at 120.", "injured 120 total"},
		{"It put the injured at 47.", "injured 47 total"},
		{"The number of missing fell to 12.", "missing 12 total"},
		{"Officials put the death toll at 230.", "killed 230 total"},
		{"The number of people rescued remained at 90.", "rescued 90 total"},
		{"Persons injured: 26.", "injured 26 total"},
		{"The missing: eight.", "missing 8 total"},
		{"The number of persons whose whereabouts are unknown is 118.", "missing 118 total"},
		// injured
		{"Dozens of people were injured.", "injured 24..99 total"},
		{"The fire injured three firefighters.", "injured 3 total"},
		{"At least 40 passengers were hurt.", "injured 40+ total"},
		{"A total of 131 people sought medical assistance.", "injured 131 total"},
		{"Seven people suffered injuries.", "injured 7 total"},
		{"None of the crew was hurt.", "injured 0 total"},
		{"Scores of people were wounded.", "injured 40..99 total"},
		{"Relatives wait for the 29 people listed as missing.", "missing 29 total"},
		{"He is suspected of shooting and killing three people.", "killed 3 total"},
		// other kinds
		{"Nine climbers are missing.", "missing 9 total"},
		{"Fourteen sailors are unaccounted for.", "missing 14 total"},
		{"Five men disappeared in the marsh.", "missing 5 total"},
		{"Police arrested 17 protesters.", "arrested 17 total"},
		{"Four suspects have been taken into custody.", "arrested 4 total"},
		{"No one has been arrested.", "arrested 0 total"},
		{"Rescuers saved 33 people from the roof.", "rescued 33 total"},
		{"Twenty-two miners were brought to the surface alive.", "rescued 22 total"},
		{"Two toddlers were found alive under the rubble.", "rescued 2 total"},
		{"The flood displaced 4,000 people.", "displaced 4000 total"},
		{"About 200 families were left homeless.", "displaced 180..220 total"},
		{"Some 1,000 residents were evacuated.", "evacuated 900..1100 total"},
		{"The gang took 12 hostages.", "hostages 12 total"},
		{"Nineteen people were taken to hospital.", "hospitalised 19 total"},
		{"The clinic admitted 38 people.", "hospitalised 38 total"},
		{"The quake destroyed 46 houses.", "buildings destroyed 46 total"},
		{"Around 60 firefighters were at work.", "other 54..66 subset"},
		{"There were 180 passengers on board.", "other 180 total"},
		{"Three gunmen walked in.", "other 3 total"},
		// several in one sentence
		{"The crash killed 12 and wounded 30.", "killed 12 total; injured 30 total"},
		{"Four dead and 12 wounded in depot shooting", "killed 4 total; injured 12 total"},
		{"Seven people were killed and more than 30 injured.", "killed 7 total; injured 31+ total"},
		{"The blast killed five people, injuring hundreds more.", "killed 5 total; injured 200..999 total"},
		{"Eight of the workers are dead and nine missing.", "killed 8 total; missing 9 total"},
		{"At least 11 people, including four suspected gunmen, have been arrested.", "arrested 11+ total; arrested 4 subset"},
		{"The militia killed and wounded hundreds.", "other 200..999 total"},
		{"Four men and a woman were wounded.", "injured 5 total; injured 4 subset; injured 1 subset"},
		{"A man and his wife were killed.", "killed 2 total"},
		{"Police found two men and a woman shot to death.", "killed 3 total; killed 2 subset; killed 1 subset"},
		{"Two cars were hit by gunfire.", "other 2 subset"},
		{"The gunman killed a police officer and three other people.", "killed 4 total; killed 1 subset; killed 3 subset"},
		{"The shot injured a girl, and then the five suspects escaped.", "injured 1 total; other 5 total"},
		// parts
		{"Thirty people died, including five children.", "killed 30 total; killed 5 subset"},
		{"Ten people were hurt, two of them seriously.", "injured 10 total; injured 2 subset"},
		{"It put the injured at 47, of whom 12 were hurt seriously and 35 lightly.", "injured 47 total; injured 12 subset; injured 35 subset"},
		{"Three of the dead were children.", "killed 3 subset"},
		{"About 2,900 of the persons evacuated could return.", "evacuated 2610..3190 subset"},
		{"Seven of the passengers killed were children.", "killed 7 subset"},
		{"Among the dead are two children.", "killed 2 subset"},
		{"Nine people died. Six of them were pupils.", "killed 9 total; killed 6 subset"},
		{"Nine of the 24 workers have been rescued.", "rescued 9 total; other 24 subset"},
		{"One of the gunmen was shot dead.", "killed 1 subset"},
		// a number set against the one that it replaces
		{"Eight people, not nine, were killed.", "killed 8 total"},
		{"Eight people, not nine as first reported, died in the crash.", "killed 8 total"},
		{"The blast killed eight people, not nine as reported earlier.", "killed 8 total"},
		{"Eight people - not nine - were hurt.", "injured 8 total"},
		{"Three men, not two, were arrested and 11 people, not ten, are missing.", "arrested 3 total; missing 11 total"},
		// increments
		{"Rescuers found five more bodies on Tuesday.", "killed 5 increment"},
		{"Another 12 people died in hospital.", "killed 12 increment"},
		{"Two further arrests were made.", "arrested 2 increment"},
		{"A second man died on the operating table.", "killed 1 increment"},
		// falls and earlier values
		{"The toll was lowered from 19 to 17.", "killed 19 total; killed 17 total"},
		{"The ministry lowered the number of dead to 12 from 14.", "killed 12 total; killed 14 total"},
		// history
		{"In 1994 two trains collided on the line, and 19 people died.", "killed 19 historical"},
		{"The 2019 bombing killed 31 people.", "killed 31 historical"},
		{"A fire at the same mill killed nine in 2011.", "killed 9 historical"},
		{"In a separate attack, mortar fire killed eight people.", "killed 8 other incident"},
		// single victims
		{"A boy was killed by falling bricks.", "killed 1 total"},
		{"A 27-year-old man was arrested at dawn.", "arrested 1 total"},
		{"The driver has been detained.", "arrested 1 total"},
		{"Forty people died. A boy was killed by falling bricks.", "killed 40 total; killed 1 subset"},
		{"One of the two drivers is among the dead.", "killed 1 subset"},
		// nothing to count
		{"One person was questioned and had not been arrested.", ""},
		{"The bank lost $3 million.", ""},
		{"Turnout rose by 12 per cent.", ""},
		{"The search lasted 14 hours.", ""},
		{"Officials met for two days.", ""},
		{"The injured were taken away.", ""},
		{"Channel 9 reported it first.", ""},
		{"A man of about thirty was singing.", ""},
		{"He wanted to kill his rivals.", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range readFigures(tt.text) {
			got = append(got, line(s))
		}
		if g := strings.Join(got, "; "); g != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.text, g, tt.want)
		}
	}
}

func TestFigureWords(t *testing.T) {
	tests := []struct{ text, words, unit string }{
		{"Gunmen killed at least 43 people.", "at least 43 people", "people"},
		{"A total of 11 people were detained.", "A total of 11 people", "people"},
		{"Police arrested four suspected gunmen.", "four suspected gunmen", "suspected gunmen"},
		{"All four direct perpetrators were detained.", "All four direct perpetrators", "direct perpetrators"},
		{"The flood destroyed dozens of homes.", "dozens of homes", "homes"},
	}
	for _, tt := range tests {
		sts := readFigures(tt.text)
		if len(sts) != 1 || sts[0].Figure.Words != tt.words || sts[0].Figure.Unit != tt.unit {
			t.Errorf("%s: got %+v, want words %q, unit %q", tt.text, sts, tt.words, tt.unit)
		}
	}
}

func TestFigureStance(t *testing.T) {
	tests := []struct {
		text string
		want Stance
	}{
		{"Forty people are feared dead.", Fears},
		{"More than 80 people could die.", Predicts},
		{"Forty people died.", ""},
	}
	for _, tt := range tests {
		sts := readFigures(tt.text)
		if len(sts) != 1 || sts[0].Stance != tt.want {
			t.Errorf("%s: got %+v, want stance %q", tt.text, sts, tt.want)
		}
	}
	// A value that was withdrawn stays out of the toll, the new one enters it.
	sts := readFigures("The toll was lowered from 19 to 17.")
	if len(sts) != 2 || sts[0].Stance != Retracts || !sts[0].Background || sts[1].Background {
		t.Errorf("lowered toll: got %+v", sts)
	}
}

// FuzzFigures: spans lie inside the text, words equal their slice, intervals
// are ordered.
func FuzzFigures(f *testing.F) {
	f.Add("At least 11 people, including four suspected gunmen, have been arrested.")
	f.Add("2. Missing: between 60 and 80. “Three” dead — 5 more")
	f.Add("Four men and a woman, 23, were wounded in 1994 (of whom 3")
	f.Add("one of the two of the nine of them dead and")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		text = strings.ToValidUTF8(text, "\uFFFD")
		rep := &report.Report{ID: "r", Text: text, Published: published}
		doc := language.Analyze(text, published)
		sts := append(figures(doc, rep, nil), responsibility(doc, rep, nil)...)
		for i := range sts {
			sts[i].ID = fmt.Sprint(i)
		}
		link(doc, sts)
		for _, s := range sts {
			if s.Span.Start < 0 || s.Span.End > len(text) || s.Span.Empty() {
				t.Fatalf("span %v outside a text of %d bytes: %+v", s.Span, len(text), s)
			}
			if g := s.Figure; g != nil {
				if g.Span.Of(text) != g.Words {
					t.Fatalf("words %q are not their slice %q", g.Words, g.Span.Of(text))
				}
				if !s.Span.Contains(g.Span) {
					t.Fatalf("clause %v does not hold the figure %v", s.Span, g.Span)
				}
				if g.Low < 0 || g.High != language.Open && g.High < g.Low {
					t.Fatalf("interval %d..%d", g.Low, g.High)
				}
			}
			if r := s.Responsibility; r != nil && r.Actor == "" {
				t.Fatalf("responsibility without an actor: %+v", s)
			}
			if s.Answers == s.ID {
				t.Fatal("a statement answers itself")
			}
		}
	})
}

// TestFigureClasses holds a sentence for each rule on what counts and what
// does not.
func TestFigureClasses(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"the group includes", "Two men were arrested. The dead included three children.", []string{"arrested 2-2 total", "killed 3-3 subset"}},
		{"police pick up", "Police picked up two men on the road.", []string{"arrested 2-2 total"}},
		{"a boat picks up", "A trawler picked up five men off the coast.", []string{"rescued 5-5 total"}},
		{"looked for", "As many as five people were being looked for in the mud.", []string{"missing 0-5 total"}},
		{"not charged", "None of them had been charged.", nil},
		{"died in the end", "A man of 61 who had been wounded in the bombing of the market died on Friday.", []string{"killed 1-1 increment"}},
		{"month of a dateline", "ASTERA, May 3 (HPA) - Three people died on Monday, the ministry said.", []string{"killed 3-3 total"}},
		{"clients", "A lawyer for two of the suspects spoke.", nil},
		{"a rate", "The station handles up to 4,000 passengers a day.", nil},
		{"motionless", "I saw about ten people who did not move.", []string{"killed 9-11 total"}},
		{"confirmed again", "The ministry lowered the number of dead to 19. The hospital confirmed the new number of dead.", []string{"killed 19-19 total", "killed 19-19 total"}},
		{"shot, one fatally", "Four people were shot, one fatally, in a park.", []string{"other 4-4 subset", "injured 3-3 total", "killed 1-1 total"}},
		{"in hospital with wounds", "Four men were taken to the hospital with gunshot wounds.", []string{"injured 4-4 total"}},
		{"sent by the event", "A shooting sent four people to the hospital.", []string{"injured 4-4 total"}},
		{"no others", "Two men were wounded. There were no other injuries.", []string{"injured 2-2 total", "injured 0-0 increment"}},
		{"harms another", "A boy of five critically injured his brother.", []string{"injured 1-1 total"}},
		{"parts", "Four men were wounded at a home.\n\nPolice came at nine. Two were shot in the leg.", []string{"injured 4-4 total", "injured 2-2 subset"}},
		{"many events", "At least 13 people were wounded in five incidents.", []string{"injured 13--1 other incident", "other 5-5 subset"}},
		{"own beds", "Saint Orla Hospital was treating 38 patients.", []string{"hospitalised 38-38 subset"}},
		{"all admitted", "Saint Orla Hospital has admitted 38 patients.", []string{"hospitalised 38-38 total"}},
	}
	for _, tt := range tests {
		rep := &report.Report{ID: "r1", Text: tt.text, Published: published}
		var got []string
		for _, s := range figures(language.Analyze(tt.text, published), rep, nil) {
			got = append(got, fmt.Sprintf("%s %d-%d %s", s.Figure.Kind, s.Figure.Low, s.Figure.High, s.Figure.Scope))
			if s.Stance == Predicts {
				t.Errorf("%s: nobody predicts: %s", tt.name, tt.text)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %s\n got  %q\n want %q", tt.name, tt.text, got, tt.want)
		}
	}
}
