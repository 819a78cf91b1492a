package statement

import (
	"strings"
	"testing"
	"time"

	"sofar/language"
	"sofar/report"
)

// speakerCases: a report's text and what the speaker of its last attribution
// must be: name / origin | class | relay.
var speakerCases = []struct{ name, text, want string }{
	{"chief of a town's service", "“Nine are dead,” Ada Brook, chief of the Marrow fire service, told us.", "Ada Brook / Marrow fire service | rescue |"},
	{"title before the name", "Nine people are dead, Fire Chief Ada Brook said.", "Ada Brook / fire service | rescue |"},
	{"director of the hospital spoken of", "Marrow Hospital was treating nine people, its director, Ada Brook, said.", "Ada Brook / Marrow Hospital | medical |"},
	{"a hospital in a place", "The hospital in Marrow had admitted nine people, its director, Ada Brook, said.", "Ada Brook / Marrow hospital | medical |"},
	{"a spokesman of the subject", "Police arrested three men in the night, spokeswoman Ada Brook said.", "Ada Brook / Police | police |"},
	{"a duty officer speaks for the service", "Nine people are safe, a coast guard duty officer said.", "coast guard duty officer / coast guard | rescue |"},
	{"a doctor there", "Nine people were being treated at the hospital in Marrow, according to a doctor there.", "doctor / Marrow hospital | medical |"},
	{"governor of a place", "The governor of Marrow, Ada Brook, said nine people were dead.", "Ada Brook / Governor of Marrow | government |"},
	{"chair in a relative clause", "Ada Brook, who chairs the Free Dockers’ Union, said the company had lied.", "Ada Brook / Free Dockers’ Union | NGO |"},
	{"a president speaks for himself", "A spokesman for President Ada Brook declined to comment on the blast.", "spokesman for President Ada Brook / spokesman for President Ada Brook | government |"},
	{"reporters are no relay", "Nine people are dead, the fire service told reporters.", "fire service / fire service | rescue |"},
	{"a state known by its minister", "Verland has joined its ally in blaming the Grey Column. The foreign minister left at once.", "Verland / Verland | government |"},
	{"those who stand before a court do not speak", "The two suspects charged with murder are members of the Grey Column, according to the prosecutor's office.", "prosecutor's office / prosecutor's office | court |"},
	{"an apposition before the cue is no speech", "The Grey Column, a separatist group, earlier claimed the attack in an audio message.", "Grey Column / Grey Column | armed group |"},
	{"a sister on the wards", "St Anne’s Hospital is full. Nine people are being treated there, said ward sister Ada Brook.", "Ada Brook / St Anne’s Hospital | medical |"},
	{"a chairman of a body", "The council’s chairman, Ada Brook, said nobody had been paid.", "Ada Brook / council | government |"},
	{"city police are the town's", "MARROW, May 2 (NPA) - Nine people are dead, Inspector Ada Brook of the city police said.", "Ada Brook / Marrow police | police | NPA"},
	{"a body there", "Shells fell on a market in Norre on Monday, the town hall there said.", "town hall / Norre town hall | government |"},
	{"data of a body", "Rain caused the slide, according to preliminary data of the commission.", "commission / commission | government |"},
	{"an operator with a name", "A spokeswoman for the operator, Brook Mining SA, declined to comment.", "spokeswoman for the operator / Brook Mining SA | company |"},
	{"two close to it", "Two people close to the inquiry, who asked not to be named, said the signal was green.", "Two people close to the inquiry / people close to the inquiry | unnamed official |"},
	{"a relative clause with a time", "Brook, the army spokesman, who on Monday had denied it, now said that soldiers were searching.", "army spokesman / army | military |"},
	{"a minister of a state", "Nine people are dead, Verland’s Interior Ministry said.", "Interior Ministry / Interior Ministry | government |"},
	{"a past post", "“Every side has blamed the other,” said Ada Brook, a former army colonel.", "Ada Brook / Ada Brook | military |"},
	{"the pronoun of the paragraph", "The mayor, Ada Brook, spoke on Monday.\n\nFire Chief Lena Marsh put the dead at nine. “We are searching,” she said.", "Lena Marsh / fire service | rescue |"},
	{"found by nobody's speech", "Hundreds of people were found by their families, the coast guard said.", "coast guard / coast guard | rescue |"},
	{"a verb tagged as a noun", "The head of the Mine Rescue Service, Ada Brook, confirms to Norre that six miners have been brought out.", "Ada Brook / Mine Rescue Service | rescue |"},
	{"named in the next paragraph", "The ferry sank off Norre.\n\n“I counted two hundred of us,” she said of the quay.\n\nLena Marsh, 34, spoke from the beach at Harle.", "Lena Marsh / Lena Marsh | witness |"},
	{"an office in the usual order", "Nine people are dead, the office of the governor of Norre said.", "Norre governor's office / Norre governor's office | government |"},
	{"a name given", "A woman who gave her name only as Lena got out through a window. “I saw nine bodies,” she said.", "Lena / Lena | witness |"},
	{"a clause behind a fronted one", "After the wall fell, nine people were taken to hospital, the fire service said.", "fire service / fire service | rescue |"},
	{"a thing is no mouth", "The recorder of the express said the signal was green.", " /  | unknown |"},
}

func TestSpeakers(t *testing.T) {
	for _, c := range speakerCases {
		t.Run(c.name, func(t *testing.T) {
			set := Read(language.Analyze(c.text, time.Time{}), &report.Report{ID: "r", Publisher: "Velda Post", Text: c.text})
			if len(set.Attributions) == 0 {
				t.Fatal("no attribution")
			}
			got := ""
			for _, a := range set.Attributions {
				if a.Parent < 0 && a.Rule != "figure-verb" {
					s := a.Speaker
					got = s.Name + " / " + s.Origin + " | " + string(s.Class) + " | " + strings.Join(a.Relay, ", ")
				}
			}
			if strings.TrimSpace(got) != strings.TrimSpace(c.want) {
				t.Errorf("%s\n got  %s\n want %s", c.text, got, c.want)
			}
		})
	}
}

// relayCases: outlets between the speaker and the report, nearest first.
func TestRelayChains(t *testing.T) {
	for _, c := range []struct{ text, speaker, relay string }{
		{"Radio Norre reported, citing Channel Lume, that the mayor, Ada Brook, put the dead at nine.", "Ada Brook", "Radio Norre, Channel Lume"},
		{"Nine people are dead, the news agency Carta reported, citing the fire service.", "fire service", "Carta"},
		{"Nine people are dead, the fire service told parliament.", "fire service", ""},
		{"Nine people were freed, the agency Carta said, citing Radio Norre, which had spoken to the fire service.", "fire service", "Carta, Radio Norre"},
		{"Radio Norre quoted a nurse as saying that nine people were dead.", "nurse", "Radio Norre"},
	} {
		set := Read(language.Analyze(c.text, time.Time{}), &report.Report{ID: "r", Publisher: "Velda Post", Text: c.text})
		found := false
		for _, a := range set.Attributions {
			if a.Speaker.Name == c.speaker && strings.Join(a.Relay, ", ") == c.relay {
				found = true
			}
		}
		if !found {
			t.Errorf("%s\n %+v", c.text, set.Attributions)
		}
	}
}

// TestWhoseNumber: numbers in sentences that name nobody, whose speaker the
// sentences around them give.
func TestWhoseNumber(t *testing.T) {
	for _, c := range []struct{ what, text, words, origin string }{
		{"the lead is answered for", "VELDA - The toll of the fire in Marrow was lowered from 21 to 19 on Monday.\n\n“We counted two people twice. It is our error,” Commander Ada Brook of the fire service said.", "19", "fire service"},
		{"a lead without one who answers", "VELDA - The toll of the fire in Marrow was lowered from 21 to 19 on Monday.\n\nThe town is in mourning.", "19", "Velda Post"},
		{"taken up by the next sentence", "One man has been detained. It is the night guard, police said.", "One man", "police"},
		{"whom police put at", "The gunmen, whom Marrow police put at four, walked in at noon, witnesses said.", "four", "Marrow police"},
		{"the count that another published", "They are not in the count of 57 dead that the Health Ministry published.", "57", "Health Ministry"},
		{"whose estimate", "The coast guard kept its estimate of the missing at 60.", "60", "coast guard"},
		{"coordinated with the outer verb", "An insider at the port claimed the owners knew of it, and said 180 people were aboard.", "180 people", "insider at the port"},
		{"who gave those figures", "VELDA - Three people are dead after a shooting.\n\nInspector Ada Brook of the harbour police, who gave those figures, said the man had fled.", "Three people", "harbour police"},
		{"reported by a body", "The deaths of five people in a canoe, reported by the gendarmerie, are a separate accident.", "five people", "gendarmerie"},
		{"in the words on the source", "“They shot at everybody,” said Ada Brook, a cellist who got out with six colleagues.", "six colleagues", "Ada Brook"},
		{"behind the words of the sentence", "The number of the dead has reached 13, the prefecture announced, one patient having died in Marrow.", "one patient", "prefecture"},
	} {
		set := Read(language.Analyze(c.text, time.Time{}), &report.Report{ID: "r", Publisher: "Velda Post", Text: c.text})
		found := false
		for _, s := range set.Statements {
			if s.Figure != nil && s.Figure.Words == c.words {
				found = true
				if s.Speaker.Origin != c.origin {
					t.Errorf("%s: %q is %q's, want %q", c.what, c.words, s.Speaker.Origin, c.origin)
				}
			}
		}
		if !found {
			t.Errorf("%s: no figure %q in %+v", c.what, c.words, set.Statements)
		}
	}
}
