package language

import (
	"testing"
	"time"
)

// checkClasses makes sure that nothing begins at a word that the readers skip.
func checkClasses(t *testing.T, text string) {
	t.Helper()
	d := segment(text)
	d.Published = time.Date(2032, 2, 9, 12, 0, 0, 0, time.UTC)
	d.tag()
	class := d.classes()
	r := numReader{d: d, class: class}
	tr := timeReader{d: d}
	for _, s := range d.Sents {
		r.load(s.Range)
		possible := r.possible(s.Range)
		for i, a := range r.a {
			if _, next := r.number(i); next > i && (!possible || class[a.tok]&classNumStart == 0) {
				t.Errorf("%q: a number at %q is never read", text, a.w)
			}
		}
		tr.end = s.End
		for i := s.Start; i < s.End; i++ {
			if m, ok := tr.at(i); ok && class[i]&classTimeStart == 0 {
				t.Errorf("%q: the time %q at %q is never read", text, d.TextOf(Range{m.from, m.end}), d.Word(i))
			}
		}
	}
}

func TestClassesMissNothing(t *testing.T) {
	for _, text := range []string{
		"Not one was hurt, not a single goat; no more than half a dozen of between thirty and forty rode. Nobody stayed.",
		"In mid-2014, last summer, over the past two weeks and on the previous day the dozen few went at a quarter to six, twenty-four hours ago.",
		"Many a man, several hundred, a couple of thousand; numerous second looks at tens of thousands of 3 500 tents.",
		"Early on Monday, late in the week, the day before yesterday, at noon, at midnight, half past six, 5 a.m., one o'clock, a year ago, recently.",
		"In the afternoon of Monday, at dawn, by nightfall, over the weekend, on the 9th, in late-May; two days later, the following night, half of them, a third of it.",
	} {
		checkClasses(t, text)
	}
}
