package language

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sofar/language/model"
)

// chunks writes ranges as the words between bars.
func chunks(d *Doc, rs []Range) string {
	var out []string
	for _, r := range rs {
		out = append(out, strings.Join(words(d, r), " "))
	}
	return strings.Join(out, " | ")
}

func TestNounPhrases(t *testing.T) {
	for _, c := range []struct{ text, want, heads string }{
		{"The group's leader met four armed men in a small, remote village.", "The group 's leader | four armed men | a small , remote village", "leader men village"},
		{"President Aldo Marr said that all the passengers were safe.", "President Aldo Marr | all the passengers", "Marr passengers"},
		{"Two people killed in the blast were its owners.", "Two people | the blast | its owners", "people blast owners"},
		{"Police and rescue workers reached the burning depot.", "Police | rescue workers | the burning depot", "Police workers depot"},
		{"It said those who fled were soldiers.", "It | those | who | soldiers", "It those who soldiers"},
		{`MEN ATTACKED THE "SANTO TORO" FARM.`, `MEN | THE " SANTO TORO " FARM`, "MEN FARM"},
	} {
		d := Analyze(c.text, time.Time{})
		nps := d.NounPhrases(d.Sentence(0))
		if diff := cmp.Diff(c.want, chunks(d, nps)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
			continue
		}
		var heads []string
		for _, np := range nps {
			heads = append(heads, d.Word(d.HeadOf(np)))
		}
		if got := strings.Join(heads, " "); got != c.heads {
			t.Errorf("%q: heads %q, want %q", c.text, got, c.heads)
		}
	}
}

func TestVerbGroups(t *testing.T) {
	type g struct{ Words, Main, Marks string }
	for _, c := range []struct {
		text string
		want []g
	}{
		{"Twelve people have been arrested.", []g{{"have been arrested", "arrest", "passive perfect finite past"}}},
		{"He did not say who could have done it.", []g{{"did not say", "say", "negated finite past"}, {"could have done", "do", "modal perfect finite past"}}},
		{"They were found and detained.", []g{{"were found", "find", "passive finite past"}, {"detained", "detain", "passive finite past"}}},
		{"The toll will rise, and it is going to change.", []g{{"will rise", "rise", "future finite"}, {"is going to change", "change", "future finite"}}},
		{"The group is said to have declined.", []g{{"is said", "say", "passive finite"}, {"to have declined", "decline", "perfect infinitive past"}}},
		{"Rescuers were still digging for people trapped in the mine.", []g{{"were still digging", "dig", "progressive finite past"}, {"trapped", "trap", "passive"}}},
		{"She was responsible and never denied it.", []g{{"was", "be", "finite past copula"}, {"denied", "deny", "negated finite past"}}},
	} {
		d := Analyze(c.text, time.Time{})
		var got []g
		for _, v := range d.VerbGroups(d.Sentence(0)) {
			var marks []string
			for _, m := range []struct {
				on   bool
				name string
			}{{v.Passive, "passive"}, {v.Negated, "negated"}, {v.Modal, "modal"}, {v.Perfect, "perfect"}, {v.Future, "future"}, {v.Progressive, "progressive"},
				{v.Infinitive, "infinitive"}, {v.Finite, "finite"}, {v.Past, "past"}, {v.Copula, "copula"}} {
				if m.on {
					marks = append(marks, m.name)
				}
			}
			got = append(got, g{strings.Join(words(d, v.Range), " "), d.Lemma[v.Main], strings.Join(marks, " ")})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestClauses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The minister said that twelve people had died.", "The minister said | that twelve people had died ."},
		{"The bridge fell, and two cars went into the river, police said.", "The bridge fell , | and two cars went into the river , | police said ."},
		{"The driver, who fled, was found on Friday.", "The driver , | who fled , | was found on Friday ."},
		{"“It fell at noon,” said the mayor, because he had seen it.", "“ It fell at noon , ” | said the mayor , | because he had seen it ."},
		{"A bomb went off, killing three people.", "A bomb went off , | killing three people ."},
		{"He tried to hide and moved south.", "He tried to hide and moved south ."},
		{"Two died; three were hurt.", "Two died ; | three were hurt ."},
	} {
		d := Analyze(c.text, time.Time{})
		if diff := cmp.Diff(c.want, chunks(d, d.Clauses(d.Sentence(0)))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// Tags of plain news sentences, in the usual dress and in capitals.
func TestTags(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Gunmen killed twelve people in the port on Friday, the ministry said.", "NNS VBD CD NNS IN DT NN IN NNP , DT NN VBD ."},
		{"GUNMEN KILLED TWELVE PEOPLE IN THE PORT.", "NNS VBD CD NNS IN DT NN ."},
		{"“We have been warned,” she added – twice.", "`` PRP VBP VBN VBN , '' PRP VBD : RB ."},
	} {
		d := Analyze(c.text, time.Time{})
		var got []string
		for _, p := range d.PTB {
			got = append(got, p.String())
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestProperNumber(t *testing.T) {
	if int(PROPN) != model.Proper {
		t.Errorf("PROPN is %d, package model has %d", PROPN, model.Proper)
	}
}

func TestLemmas(t *testing.T) {
	for _, c := range []struct {
		word string
		tag  PTB
		want string
	}{
		{"killed", VBD, "kill"}, {"injuring", VBG, "injure"}, {"stopped", VBD, "stop"}, {"tried", VBD, "try"}, {"died", VBD, "die"},
		{"evacuated", VBN, "evacuate"}, {"besieged", VBN, "besiege"}, {"torched", VBD, "torch"}, {"fired", VBD, "fire"}, {"looted", VBN, "loot"},
		{"gunmen", NNS, "gunman"}, {"casualties", NNS, "casualty"}, {"wives", NNS, "wife"}, {"churches", NNS, "church"}, {"buses", NNS, "bus"},
		{"fled", VBD, "flee"}, {"shot", VBN, "shoot"}, {"says", VBZ, "say"}, {"n't", RB, "not"}, {"worst", JJS, "bad"}, {"larger", JJR, "large"},
		{"kidnapped", VBN, "kidnap"}, {"controlled", VBN, "control"}, {"ambushed", VBD, "ambush"}, {"hijacked", VBN, "hijack"}, {"police", NNS, "police"},
	} {
		if got := LemmaOf(c.word, c.tag, model.Default()); got != c.want {
			t.Errorf("lemma of %s/%v is %q, want %q", c.word, c.tag, got, c.want)
		}
	}
}
