package language

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func fromTree(t *testing.T, lines string) *Doc {
	t.Helper()
	d, err := FromTree(lines)
	if err != nil {
		t.Fatal(err)
	}
	checkTrees(t, d)
	return d
}

// find gives the token that is written so.
func find(t *testing.T, d *Doc, word string) int {
	t.Helper()
	for i := range d.Len() {
		if d.Word(i) == word {
			return i
		}
	}
	t.Fatalf("no word %q in %q", word, d.Text)
	return -1
}

func wordOr(d *Doc, i int) string {
	if i < 0 {
		return "-"
	}
	return d.Word(i)
}

// Two policemen who guarded the bridge were not killed or wounded by gunmen of the Front on Monday, the mayor, Ana Orlo, said.
const passive = `
Two NUM CD 2 nummod
policemen NOUN NNS 9 nsubj:pass
who PRON WP 4 nsubj
guarded VERB VBD 2 acl:relcl
the DET DT 6 det
bridge NOUN NN 4 obj
were AUX VBD 9 aux:pass
not PART RB 9 advmod
killed VERB VBN 25 ccomp
or CCONJ CC 11 cc
wounded VERB VBN 9 conj
by ADP IN 13 case
gunmen NOUN NNS 9 obl:agent
of ADP IN 16 case
the DET DT 16 det
Front PROPN NNP 13 nmod
on ADP IN 18 case
Monday PROPN NNP 9 obl
, PUNCT , 9 punct
the DET DT 21 det
mayor NOUN NN 25 nsubj
, PUNCT , 23 punct
Ana PROPN NNP 21 appos
Orlo PROPN NNP 23 flat
said VERB VBD 0 root
. PUNCT . 25 punct`

// If he had fled, she might have wanted to stay and help him, should it not?
const supposed = `
If SCONJ IN 4 mark
he PRON PRP 4 nsubj
had AUX VBD 4 aux
fled VERB VBN 9 advcl
, PUNCT , 4 punct
she PRON PRP 9 nsubj
might AUX MD 9 aux
have AUX VB 9 aux
wanted VERB VBN 0 root
to PART TO 11 mark
stay VERB VB 9 xcomp
and CCONJ CC 13 cc
help VERB VB 11 conj
him PRON PRP 13 obj
? PUNCT . 9 punct`

// Police asked Ivo to leave, fearing an attack.
const control = `
Police NOUN NNS 2 nsubj
asked VERB VBD 0 root
Ivo PROPN NNP 2 obj
to PART TO 5 mark
leave VERB VB 2 xcomp
, PUNCT , 7 punct
fearing VERB VBG 2 advcl
an DET DT 9 det
attack NOUN NN 7 obj
; PUNCT : 12 punct
it PRON PRP 12 nsubj
failed VERB VBD 2 parataxis
. PUNCT . 2 punct`

// "Who fears the attack which the city's Front denied carrying out?" he asked.
const denial = `
" PUNCT ` + "``" + ` 3 punct
Who PRON WP 3 nsubj
fears VERB VBZ 16 ccomp
the DET DT 5 det
attack NOUN NN 3 obj
which PRON WDT 11 obj
the DET DT 8 det
city NOUN NN 10 nmod:poss
's PART POS 8 case
Front PROPN NNP 11 nsubj
denied VERB VBD 5 acl:relcl
carrying VERB VBG 11 xcomp
? PUNCT . 3 punct
" PUNCT '' 3 punct
he PRON PRP 16 nsubj
asked VERB VBD 0 root
. PUNCT . 16 punct`

func TestVerbs(t *testing.T) {
	for _, c := range []struct {
		lines, word, what, want string
		get                     func(d *Doc, i int) int
	}{
		{passive, "killed", "subject", "policemen", (*Doc).Subject},
		{passive, "wounded", "subject", "policemen", (*Doc).Subject},
		{passive, "killed", "agent", "gunmen", (*Doc).Agent},
		{passive, "wounded", "agent", "-", (*Doc).Agent},
		{passive, "killed", "object", "policemen", (*Doc).Object},
		{passive, "wounded", "object", "policemen", (*Doc).Object},
		{passive, "guarded", "object", "bridge", (*Doc).Object},
		{passive, "guarded", "agent", "who", (*Doc).Agent},
		{passive, "guarded", "understood subject", "policemen", (*Doc).UnderstoodSubject},
		{passive, "said", "agent", "mayor", (*Doc).Agent},
		{passive, "killed", "negation", "not", (*Doc).Negated},
		{passive, "wounded", "negation", "not", (*Doc).Negated},
		{passive, "said", "negation", "-", (*Doc).Negated},
		{passive, "guarded", "antecedent", "policemen", (*Doc).RelativeAntecedent},
		{passive, "who", "antecedent", "policemen", (*Doc).RelativeAntecedent},
		{passive, "killed", "antecedent", "-", (*Doc).RelativeAntecedent},
		{passive, "mayor", "apposition", "Ana", (*Doc).Apposition},
		{passive, "Front", "preposition", "of", (*Doc).Preposition},
		{passive, "bridge", "clause", "guarded", (*Doc).ClauseOf},
		{passive, "Front", "clause", "killed", (*Doc).ClauseOf},
		{passive, "bridge", "clause above", "killed", (*Doc).ClauseAbove},
		{passive, "gunmen", "clause above", "said", (*Doc).ClauseAbove},
		{passive, "said", "clause above", "-", (*Doc).ClauseAbove},
		{passive, "said", "reported", "killed", (*Doc).Reported},
		{supposed, "wanted", "modal", "might", (*Doc).Modal},
		{supposed, "fled", "modal", "-", (*Doc).Modal},
		{supposed, "wanted", "future", "-", (*Doc).Future},
		{supposed, "stay", "understood subject", "she", (*Doc).UnderstoodSubject},
		{supposed, "help", "understood subject", "she", (*Doc).UnderstoodSubject},
		{supposed, "help", "first conjunct", "stay", (*Doc).FirstConjunct},
		{control, "leave", "understood subject", "Ivo", (*Doc).UnderstoodSubject},
		{control, "fearing", "understood subject", "Police", (*Doc).UnderstoodSubject},
		{control, "failed", "understood subject", "it", (*Doc).UnderstoodSubject},
		{control, "failed", "reported", "asked", (*Doc).Reported},
		{denial, "carrying", "understood subject", "Front", (*Doc).UnderstoodSubject},
		{denial, "denied", "complement", "carrying", func(d *Doc, i int) int { c, _ := d.Complement(i); return c }},
		{denial, "denied", "antecedent", "attack", (*Doc).RelativeAntecedent},
		{denial, "Front", "possessor", "city", (*Doc).Possessor},
	} {
		d := fromTree(t, c.lines)
		if got := wordOr(d, c.get(d, find(t, d, c.word))); got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.what, c.word, got, c.want)
		}
	}
}

func TestVerbsYesOrNo(t *testing.T) {
	for _, c := range []struct {
		lines, what, yes, no string
		get                  func(d *Doc, i int) bool
	}{
		{passive, "passive", "killed wounded", "guarded said", (*Doc).Passive},
		{supposed, "conditional", "fled he", "wanted help", (*Doc).Conditional},
		{supposed, "question", "wanted stay help she", "fled", (*Doc).Question},
		{passive, "question", "", "killed said", (*Doc).Question},
		{denial, "question", "fears Who", "asked denied", (*Doc).Question},
	} {
		d := fromTree(t, c.lines)
		for _, w := range strings.Fields(c.yes) {
			if !c.get(d, find(t, d, w)) {
				t.Errorf("%q is not %s", w, c.what)
			}
		}
		for _, w := range strings.Fields(c.no) {
			if c.get(d, find(t, d, w)) {
				t.Errorf("%q is %s", w, c.what)
			}
		}
	}
}

// Had he known, would he have gone? The man wounded there died. He asked whether it fell. Neither came.
func TestBareForms(t *testing.T) {
	d := fromTree(t, `
Had AUX VBD 3 aux
he PRON PRP 3 nsubj
known VERB VBN 8 advcl
, PUNCT , 3 punct
would AUX MD 8 aux
she PRON PRP 8 nsubj
have AUX VB 8 aux
gone VERB VBN 0 root
? PUNCT . 8 punct

The DET DT 2 det
man NOUN NN 5 nsubj
wounded VERB VBN 2 acl
there ADV RB 3 advmod
died VERB VBD 0 root
. PUNCT . 5 punct

They PRON PRP 2 nsubj
asked VERB VBD 0 root
whether SCONJ IN 5 mark
it PRON PRP 5 nsubj
fell VERB VBD 2 ccomp
. PUNCT . 2 punct`)
	if !d.Conditional(find(t, d, "known")) || d.Conditional(find(t, d, "gone")) || d.Conditional(find(t, d, "died")) {
		t.Error("a clause begun by had is a condition, no other is")
	}
	if w := find(t, d, "wounded"); !d.Passive(w) || wordOr(d, d.Object(w)) != "man" || wordOr(d, d.Subject(w)) != "-" {
		t.Error("a bare participle is passive and acts upon its noun")
	}
	if !d.Question(find(t, d, "fell")) || d.Question(find(t, d, "asked")) {
		t.Error("whether asks, what governs it does not")
	}
}

func TestNounPhraseOfHead(t *testing.T) {
	for _, c := range []struct{ lines, head, want string }{
		{passive, "policemen", "Two policemen"},
		{passive, "gunmen", "gunmen of the Front"},
		{passive, "Front", "the Front"},
		{passive, "mayor", "the mayor"},
		{passive, "Ana", "Ana Orlo"},
		{control, "attack", "an attack"},
	} {
		d := fromTree(t, c.lines)
		if got := d.TextOf(d.NounPhrase(find(t, d, c.head))); got != c.want {
			t.Errorf("noun phrase of %q: %q, want %q", c.head, got, c.want)
		}
	}
}

func TestSubtree(t *testing.T) {
	d := fromTree(t, passive)
	r, whole := d.Subtree(find(t, d, "guarded"))
	if got := d.TextOf(r); got != "who guarded the bridge" || !whole {
		t.Errorf("%q %v", got, whole)
	}
	// What did you say he bought?
	d = fromTree(t, `
What PRON WP 6 obj
did AUX VBD 4 aux
you PRON PRP 4 nsubj
say VERB VB 0 root
he PRON PRP 6 nsubj
bought VERB VBD 4 ccomp
? PUNCT . 4 punct`)
	r, whole = d.Subtree(find(t, d, "bought"))
	if r != (Range{0, 6}) || whole {
		t.Errorf("%v %v, want a gap", r, whole)
	}
	if !d.Under(0, 5) || d.Under(2, 5) || !d.Under(5, 5) {
		t.Error("Under")
	}
}

func TestConjuncts(t *testing.T) {
	d := fromTree(t, `
a X FW 0 root
, PUNCT , 3 punct
b X FW 1 conj
and CCONJ CC 5 cc
c X FW 3 conj
, PUNCT , 7 punct
d X FW 1 conj
for ADP IN 9 case
e X FW 7 nmod`)
	var got []string
	for c := range d.Conjuncts(0) {
		got = append(got, d.Word(c))
	}
	if fmt.Sprint(got) != "[b c d]" {
		t.Errorf("conjuncts of a: %v", got)
	}
	for range d.Conjuncts(6) {
		t.Error("d has no conjuncts")
	}
	got = got[:0]
	for a := range d.Ancestors(4) {
		got = append(got, d.Word(a))
	}
	if !slices.Equal(got, []string{"b", "a"}) {
		t.Errorf("above c: %v", got)
	}
}

func TestFromTreeRefuses(t *testing.T) {
	for _, lines := range []string{
		"a X FW 1 root",
		"a X FW 2 det\nb X FW 1 det",
		"a X FW 0 root\nb X FW 0 root",
		"a X FW 3 det\nb X FW 0 root",
		"a X FW 0 nonsense",
		"a X FW 0",
		"a X FW 0 root\nb X FW 3 det\nc X FW 2 det",
	} {
		if _, err := FromTree(lines); err == nil {
			t.Errorf("%q is taken", lines)
		}
	}
}

func TestFromCoNLLU(t *testing.T) {
	d, err := FromCoNLLU(strings.NewReader("# text = He fled.\n1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tfled\tflee\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	checkTrees(t, d)
	if d.Text != "He fled." || d.Lemma[1] != "flee" || d.Subject(1) != 0 {
		t.Errorf("%q %q %d", d.Text, d.Lemma, d.Subject(1))
	}
}

// Walks allocate nothing.
func TestWalksAllocateNothing(t *testing.T) {
	d := fromTree(t, passive)
	if n := testing.AllocsPerRun(20, func() {
		for i := range d.Len() {
			for c := range d.Children(i) {
				d.Under(c, i)
			}
			d.Agent(i)
			d.Object(i)
			d.Modal(i)
			d.Negated(i)
			d.Conditional(i)
			d.Question(i)
			d.NounPhrase(i)
			d.UnderstoodSubject(i)
			for range d.Conjuncts(i) {
				break
			}
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
