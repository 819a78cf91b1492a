package language

import (
	"slices"
	"testing"
)

func TestFeats(t *testing.T) {
	d, err := FromTree(`She PRON PRP 3 nsubj:pass
was AUX VBD 3 aux:pass
seen VERB VBN 0 root
by ADP IN 6 case
two NUM CD 6 nummod
guards NOUN NNS 3 obl:agent
who PRON WP 8 nsubj
know VERB VBP 6 acl:relcl
it PRON PRP 8 obj

Do AUX VB 3 aux
not PART RB 3 advmod
run VERB VB 0 root

Stop VERB VB 0 root
and CCONJ CC 3 cc
leave VERB VB 1 conj
burning VERB VBG 5 amod
cars NOUN NNS 3 obj

He PRON PRP 3 nsubj
has AUX VBZ 3 aux
left VERB VBN 0 root
the DET DT 6 det
2nd ADJ JJ 6 amod
camp NOUN NN 3 obj
to PART TO 8 mark
hide VERB VB 3 advcl
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "Tense=Past|VerbForm=Part|Voice=Pass", "_", "NumForm=Word|NumType=Card", "Number=Plur",
		"PronType=Rel", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
		"Mood=Imp|VerbForm=Fin", "Polarity=Neg", "VerbForm=Inf", "Mood=Imp|VerbForm=Fin", "_", "Mood=Imp|VerbForm=Fin", "VerbForm=Ger", "Number=Plur",
		"Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "Tense=Past|VerbForm=Part", "Definite=Def|PronType=Art",
		"Degree=Pos|NumForm=Combi|NumType=Ord", "Number=Sing", "_", "VerbForm=Inf",
	}
	for i := range d.Len() {
		if got := d.Feats(i).String(); i >= len(want) || got != want[i] {
			t.Errorf("%q: %s, want %s", d.Word(i), got, want[min(i, len(want)-1)])
		}
	}
}

// The names stand in the order that UD wants, one for each pair.
func TestFeatNames(t *testing.T) {
	if VoicePass != 1<<(len(featNames)-1) {
		t.Errorf("%d names for the pairs up to Voice=Pass", len(featNames))
	}
	lower := slices.Clone(featNames[:])
	for i := range lower {
		lower[i] = fold(lower[i])
	}
	if !slices.IsSorted(lower) {
		t.Error("the names are not in order")
	}
	if !(NumberSing | Person3).Has(Person3) || NumberSing.Has(NumberSing|Person3) {
		t.Error("Has does not ask for all pairs")
	}
}
