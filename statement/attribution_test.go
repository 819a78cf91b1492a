package statement

import (
	"strings"
	"testing"
	"time"

	"sofar/language"
	"sofar/report"
)

// attCases: a report's text and the attributions that must come out, one a
// line: source | cue | content | speaker / origin | class | stance | relay.
// The report's own outlet is the Velda Post.
var attCases = []struct{ name, text, want string }{
	{"before", "The coast guard said on Monday that nine people had drowned.",
		"The coast guard | said | that nine people had drowned | coast guard / coast guard | rescue | states |"},
	{"after", "Nine people drowned off Harle, the coast guard said.",
		"the coast guard | said | Nine people drowned off Harle | coast guard / coast guard | rescue | states |"},
	{"inverted", "Four carriages left the track, said Ada Brook, a spokeswoman for the fire service.",
		"Ada Brook, a spokeswoman for the fire service | said | Four carriages left the track | Ada Brook / fire service | rescue | states |"},
	{"split quotation", "“We found six bodies,” Ada Brook of the fire service told us. “Two are children.”",
		"Ada Brook of the fire service | told | “We found six bodies,” … “Two are children.” | Ada Brook / fire service | rescue | states |"},
	{"according, first", "According to the police, three men were detained.",
		"the police | According to | three men were detained | police / police | police | states |"},
	{"according, last", "Three men were detained, according to the police.",
		"the police | according to | Three men were detained | police / police | police | states |"},
	{"minister speaks for the ministry", "Health Minister Ada Brook confirmed that 31 people had died.",
		"Health Minister Ada Brook | confirmed | that 31 people had died | Ada Brook / Health Ministry | government | confirms |"},
	{"cannot confirm", "The foreign ministry said it could not confirm the number of dead.",
		"The foreign ministry | said | it could not confirm the number of dead | foreign ministry / foreign ministry | government | cannot confirm |"},
	{"no comment", "The company declined to comment on the cause.",
		"The company | declined | to comment on the cause | company / company | company | no comment |"},
	{"denial", "The company denied that warnings had been ignored.",
		"The company | denied | that warnings had been ignored | company / company | company | denies |"},
	{"prediction", "The mayor said the death toll was expected to rise.",
		"The mayor | said | the death toll was expected to rise | mayor / mayor | government | predicts |"},
	{"figure verb", "The interior ministry put the toll at 61.",
		"The interior ministry | put | the toll at 61 | interior ministry / interior ministry | government | states |"},
	{"spoke of", "The union spoke of six deaths.",
		"The union | spoke of | six deaths | union / union | NGO | states |"},
	{"a body is the source of whom it detains", "Prosecutors detained two managers on Friday.",
		"Prosecutors | detained | two managers on Friday | Prosecutors / Prosecutors | court | states |"},
	{"told an agency", "“The wall fell first,” the fire service told Reuters.",
		"the fire service | told | “The wall fell first,” | fire service / fire service | rescue | states | Reuters"},
	{"told us is no relay", "The fire service told us that the wall fell first.",
		"The fire service | told | that the wall fell first | fire service / fire service | rescue | states |"},
	{"agency passes on", "The bridge fell at noon, the police said, Reuters reported.",
		"the police | said | The bridge fell at noon | police / police | police | states | Reuters\n" +
			"Reuters | reported | The bridge fell at noon, the police said | Reuters / Reuters | media | states |"},
	{"headline", "Police: eleven dead in fire",
		"Police | : | eleven dead in fire | Police / Police | police | states |"},
	{"signed", "“It was a long night for all of us here.” ― Ada Brook",
		"Ada Brook | ― | “It was a long night for all of us here.” | Ada Brook / Ada Brook | unknown | states |"},
	{"hearsay", "The group is said to have split in May.",
		" | is said | The group … to have split in May |  /  | unknown | states |"},
	{"an attribute", "Four suspected arsonists were held.", ""},
}

func TestAttributions(t *testing.T) {
	for _, c := range attCases {
		t.Run(c.name, func(t *testing.T) {
			rep := &report.Report{ID: "r", Publisher: "Velda Post", Text: c.text}
			set := Read(language.Analyze(c.text, time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC)), rep)
			check(t, c.text, set)
			// The model moves borders; what the sieves read stays.
			var got []string
			for _, a := range asRead(set.Attributions) {
				if a.read == nil {
					continue
				}
				got = append(got, strings.TrimRight(strings.Join([]string{spans(a.Source, c.text), spans(a.Cue, c.text), spans(a.Content, c.text),
					a.Speaker.Name + " / " + a.Speaker.Origin, string(a.Speaker.Class), string(a.Stance), strings.Join(a.Relay, ", ")}, " | "), " "))
			}
			if g := strings.Join(got, "\n"); g != c.want {
				t.Errorf("%s\n got  %s\n want %s", c.text, g, c.want)
			}
		})
	}
}

// TestIdleVerb: the sieves take a purpose for no speech.
func TestIdleVerb(t *testing.T) {
	text := "He went home to discuss the plan."
	r := newAttReader(language.Analyze(text, time.Time{}), &report.Report{Text: text})
	if r.sieves(); len(r.found) > 0 {
		t.Errorf("%+v", r.found)
	}
}

func spans(list []Span, text string) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Of(text))
	}
	return strings.Join(out, " … ")
}

// TestPronounsAndRoles: later short forms resolve to the speaker named before.
func TestPronounsAndRoles(t *testing.T) {
	text := "Commander Ada Brook of the fire service said the roof had fallen in at noon. " +
		"“Nobody was inside,” she said. The commander added that two men were hurt."
	set := Read(language.Analyze(text, time.Time{}), &report.Report{ID: "r", Text: text})
	if len(set.Attributions) != 3 {
		t.Fatalf("%d attributions: %+v", len(set.Attributions), set.Attributions)
	}
	for _, a := range set.Attributions {
		if a.Speaker.Origin != "fire service" || a.Speaker.Class != Rescue {
			t.Errorf("%s: %+v", spans(a.Cue, text), a.Speaker)
		}
	}
}

// TestUnnamed: unnamed sources keep the reason they give.
func TestUnnamed(t *testing.T) {
	text := "Two officials, who asked not to be named because the talks were secret, said the bridge had been mined."
	set := Read(language.Analyze(text, time.Time{}), &report.Report{ID: "r", Text: text})
	if len(set.Attributions) != 1 {
		t.Fatalf("%+v", set.Attributions)
	}
	s := set.Attributions[0].Speaker
	if !s.Anonymous || s.Class != UnnamedOfficial || s.Reason != "because the talks were secret" {
		t.Errorf("%+v", s)
	}
}

// TestWire: a dateline names the agency; in another outlet's report its copy
// carries the agency as relay.
func TestWire(t *testing.T) {
	text := "VELDA, May 3 (NPA) - Six people died in a fire, the fire service said."
	for _, c := range []struct {
		publisher string
		relay     string
		credits   int
	}{{"Northern Press Agency", "", 0}, {"Velda Post", "NPA", 1}} {
		rep := &report.Report{ID: "r", Publisher: c.publisher, Text: text}
		set := Read(language.Analyze(text, time.Date(2031, 5, 3, 0, 0, 0, 0, time.UTC)), rep)
		if set.Wire != "NPA" || len(set.Credits) != c.credits || len(set.Attributions) != 1 || strings.Join(set.Attributions[0].Relay, ",") != c.relay {
			t.Errorf("%s: wire %q credits %v attributions %+v", c.publisher, set.Wire, set.Credits, set.Attributions)
		}
	}
}

// TestBoilerplate: page furniture never becomes a statement.
func TestBoilerplate(t *testing.T) {
	text := "Six people died, police said.\n\nClick here for live updates.\n\nHere is what you need to know."
	set := Read(language.Analyze(text, time.Time{}), &report.Report{ID: "r", Text: text})
	for _, s := range set.Statements {
		if s.Span.End > len("Six people died, police said.") {
			t.Errorf("statement from boilerplate: %q", s.Span.Of(text))
		}
	}
	if len(set.Statements) != 1 {
		t.Errorf("%d statements", len(set.Statements))
	}
}
