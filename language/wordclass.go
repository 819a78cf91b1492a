package language

import "strings"

// wordClass tells, as bits, which readers have to look at a word at all. It is
// looked up once per token, so that the readers of numbers, times and mentions
// skip most words without a look-up of their own. A reader that learns to begin
// at a new word must have it here.
type wordClass uint8

const (
	classNumber    wordClass = 1 << iota // makes a number possible in its sentence
	classNumStart                        // a number can begin with it
	classTimeStart                       // a time expression can begin with it
	classPost                            // of postNouns
	classPlural                          // of pluralPosts
	classBody                            // of institutionNouns
	classPronoun                         // a pronoun that is resolved
)

var wordClasses = makeWordClasses()

func makeWordClasses() map[string]wordClass {
	m := make(map[string]wordClass, 1024)
	put := func(c wordClass, words string) {
		for _, w := range fields(words) {
			m[w] |= c
		}
	}
	for _, set := range []map[string]int64{smallNumbers, ordinalWords} {
		for w := range set {
			m[w] |= classNumber | classNumStart
		}
	}
	for w := range pluralScales {
		m[w] |= classNumber | classNumStart
	}
	for w := range scaleWords {
		m[w] |= classNumber
	}
	put(classNumber|classNumStart, "no none nobody zero several many numerous handful")
	for w := range fractionWords {
		m[w] |= classNumber
	}
	put(classNumber, "single few couple dozen")
	put(classNumStart, "not between a an half")

	for w, n := range smallNumbers {
		if n > 0 {
			m[w] |= classTimeStart
		}
	}
	put(classTimeStart, `january jan jan. february feb feb. march mar mar. april apr apr. may june jun jun. july jul jul. august aug aug. september sep sept sep. sept.
 october oct oct. november nov nov. december dec dec. sunday sun. monday mon. tuesday tue. tues. wednesday wed. thursday thu. thur. thurs. friday fri. saturday sat.
 today yesterday tomorrow tonight overnight the this last next past coming previous early late earlier later mid over within in noon midday midnight half quarter
 recently recent years decades centuries months weeks days spring summer autumn fall winter a an
 dawn dusk nightfall sunset sunrise daybreak during at morning afternoon evening night`)

	for w := range postNouns {
		m[w] |= classPost
	}
	for w := range pluralPosts {
		m[w] |= classPlural
	}
	for w := range institutionNouns {
		m[w] |= classBody
	}
	put(classPronoun, "he him his she her it its they them their who which")
	return m
}

// classes gives the class of every token; it is made once per Doc and dropped
// by readEntities, the last to need it.
func (d *Doc) classes() []wordClass {
	if len(d.class) == len(d.Lower) {
		return d.class
	}
	d.class = make([]wordClass, len(d.Lower))
	for i, w := range d.Lower {
		if d.Flags[i]&FlagPunct != 0 {
			continue
		}
		if isDigit(w[0]) {
			d.class[i] = classNumber | classNumStart | classTimeStart
			continue
		}
		c := wordClasses[w]
		if c == 0 && len(w) > 2 && strings.IndexByte(w, '-') > 0 {
			switch {
			case numericParts(w): // twenty-four, mid-2014, AK-47
				c = classNumber | classNumStart | classTimeStart
			case strings.HasPrefix(w, "mid-"), strings.HasPrefix(w, "early-"), strings.HasPrefix(w, "late-"):
				c = classTimeStart
			}
		}
		d.class[i] = c
	}
	return d.class
}
