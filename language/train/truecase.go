package train

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"

	"sofar/language"
	"sofar/language/model"
)

// The truecaser is a tagger whose labels are the cases of words, in the guise of
// tags: common nouns for words in small letters, proper nouns for others, their
// plural for words in capitals alone, numbers for what has no letters.
var caseLabels = map[language.Flag]string{0: "NN NOUN", language.FlagCapital: "NNP PROPN", language.FlagAcronym: "NNPS PROPN"}

const noCase = "CD NUM"

// caseOf gives how a word is written: 0 in small letters, FlagCapital, or
// FlagAcronym for two capitals or more and no small letter.
func caseOf(w string) language.Flag {
	upper, lower, first := 0, 0, false
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLower(r):
			lower++
		}
	}
	switch {
	case upper >= 2 && lower == 0:
		return language.FlagAcronym
	case upper > 0 && (first || upper > 1):
		return language.FlagCapital
	}
	return 0
}

// inCases gives a sentence with the cases of its words for tags. The first
// word's is what it would be elsewhere: a capital only where it is a name. ok is
// false where case says nothing: in headlines and in text in capitals.
func inCases(s Sentence) (out Sentence, ok bool) {
	out = s
	out.Tokens = append([]Token(nil), s.Tokens...)
	words, capitals, first := 0, 0, true
	for i := range out.Tokens {
		t := &out.Tokens[i]
		label := noCase
		if strings.IndexFunc(t.Form, unicode.IsLetter) >= 0 {
			c := caseOf(t.Form)
			words++
			if c != 0 {
				capitals++
			}
			if first && c == language.FlagCapital && t.UPOS != "PROPN" && !strings.HasPrefix(t.XPOS, "NNP") && t.Form != "I" {
				c = 0
			}
			label, first = caseLabels[c], false
		}
		t.XPOS, t.UPOS, _ = strings.Cut(label, " ")
	}
	return out, capitals*2 < words || words < 3 && capitals <= 1
}

// Truecaser trains the truecaser and gives its file.
func Truecaser(sents []Sentence, o TaggerOptions) ([]byte, error) {
	o = o.defaults()
	var cased []Sentence
	for _, s := range sents {
		if c, ok := inCases(s); ok {
			cased = append(cased, c)
		}
	}
	t := &model.Tagger{}
	labels := labelIndex(cased, t)
	t.Classes = classes(cased, o.MinCount)
	labelSets(cased, labels, t)
	var data []example
	for _, s := range cased {
		m, _ := MergeHyphens(s)
		d := language.FromTokens([][]string{mapAll(Forms(m), strings.ToUpper)})
		if d.Len() != len(m.Tokens) {
			continue
		}
		e := example{}
		e.lower, e.shapes = d.CaserInput(language.Range{End: d.Len()})
		for _, tok := range m.Tokens {
			e.labels = append(e.labels, labels[tok.XPOS+" "+tok.UPOS])
		}
		e.sent = t.Prepare(e.lower, e.shapes)
		data = append(data, e)
	}
	return learnTags(t, data, rand.New(rand.NewPCG(o.Seed, 17)), o)
}

// CaseAccuracy is how well the case of words is restored.
type CaseAccuracy struct {
	Words, Right      int // words with a letter, but for the first of each sentence
	Gold, Found, Both int // of those with a capital
}

func (a CaseAccuracy) String() string {
	return fmt.Sprintf("%d words, case %.2f %%, capitals F1 %.2f", a.Words, 100*float64(a.Right)/float64(max(a.Words, 1)), 200*float64(a.Both)/float64(max(a.Gold+a.Found, 1)))
}

// EvaluateCase puts sentences in capitals and restores their case.
func EvaluateCase(sents []Sentence) CaseAccuracy {
	var a CaseAccuracy
	for _, s := range sents {
		if _, ok := inCases(s); !ok {
			continue
		}
		forms := Forms(s)
		d := language.FromTokens([][]string{mapAll(forms, strings.ToUpper)})
		if d.Len() != len(forms) || d.Flags[0]&language.FlagAllCaps == 0 {
			continue
		}
		first := true
		for i, w := range forms {
			if strings.IndexFunc(w, unicode.IsLetter) < 0 {
				continue
			}
			if first {
				first = false
				continue
			}
			want, got := caseOf(w), d.Flags[i]&(language.FlagCapital|language.FlagAcronym)
			a.Words++
			if want == got {
				a.Right++
			}
			if want != 0 {
				a.Gold++
			}
			if got != 0 {
				a.Found++
			}
			if want != 0 && got != 0 {
				a.Both++
			}
		}
	}
	return a
}
