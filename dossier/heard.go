package dossier

import (
	"slices"
	"strings"

	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// heard is what the texts of a story were found to say, each by itself. It is
// handed from one fold of the story to the next, which asks the same of all the
// texts but the new one.
type heard map[heardKey]*inText

// heardKey names a text as it was read.
type heardKey struct {
	report  *report.Report
	reading *incident.Reading
}

// inText is what one text says.
type inText struct {
	notKnown []report.Span // its sentences that say that something is not known
	looked   bool          // for these
	nations  map[string]map[string]int
	regions  map[string][][]string // by place, what regionsBehind gave
	changed  map[report.Span][]string
	folded   map[report.Span]string
}

// hear gives what is kept of a text, for the caller to add to.
func (w *work) hear(e *story.Entry) *inText {
	if w.heard == nil {
		w.heard = heard{}
	}
	k := heardKey{e.Report, e.Reading}
	x := w.heard[k]
	if x == nil {
		x = &inText{nations: map[string]map[string]int{}, regions: map[string][][]string{}, changed: map[report.Span][]string{}, folded: map[report.Span]string{}}
		w.heard[k] = x
	}
	return x
}

// of keeps what is still in a story, for the next fold.
func (h heard) of(entries []story.Entry) heard {
	out := make(heard, len(entries))
	for i := range entries {
		k := heardKey{entries[i].Report, entries[i].Reading}
		if x := h[k]; x != nil {
			out[k] = x
		}
	}
	return out
}

// sayNotKnown gives the sentences of a text that say that something is not known.
func (w *work) sayNotKnown(e *story.Entry) []report.Span {
	x := w.hear(e)
	if !x.looked {
		x.looked = true
		for _, sp := range e.Reading.Sentences {
			if validSpan(sp, e.Report.Text) && sp.End-sp.Start <= longPoint && notKnown.MatchString(sp.Of(e.Report.Text)) {
				x.notKnown = append(x.notKnown, sp)
			}
		}
	}
	return x.notKnown
}

// nationsIn counts the countries and nationalities that a text names: those that
// the gazetteer knows, and those told, by their folded names.
func (w *work) nationsIn(e *story.Entry, told string, folded map[string]string) map[string]int {
	x := w.hear(e)
	named, ok := x.nations[told]
	if ok {
		return named
	}
	named = map[string]int{}
	for _, word := range strings.FieldsFunc(e.Report.Title+" "+e.Report.Text, notOfName) {
		if !hasUpper(word) {
			continue
		}
		if c := incident.Nation(word); c != "" {
			named[c]++
			continue
		}
		if len(folded) == 0 {
			continue
		}
		key := fold(word)
		for c, of := range folded {
			if sameWord(key, of) {
				named[c]++
			}
		}
	}
	x.nations[told] = named
	return named
}

// keyOf writes a set of names as one.
func keyOf(set map[string]bool) string {
	list := make([]string, 0, len(set))
	for s := range set {
		list = append(list, s)
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// regionsIn is regionsBehind of a text.
func (w *work) regionsIn(e *story.Entry, place string) [][]string {
	x := w.hear(e)
	hits, ok := x.regions[place]
	if !ok {
		hits = regionsBehind(e.Report.Text, place)
		x.regions[place] = hits
	}
	return hits
}

// changedIn is what moreThan finds in a statement's sentence and behind it.
func (w *work) changedIn(s *Statement) []string {
	e := w.entries[s.Report]
	if e.Report == nil {
		return nil
	}
	x := w.hear(&e)
	m, ok := x.changed[s.Span]
	if !ok {
		m = moreThan.FindStringSubmatch(w.sentence(s) + w.after(s, 80))
		x.changed[s.Span] = m
	}
	return m
}

// foldedSentence is a statement's sentence as names are compared.
func (w *work) foldedSentence(s *Statement) string {
	e := w.entries[s.Report]
	if e.Report == nil {
		return ""
	}
	x := w.hear(&e)
	text, ok := x.folded[s.Span]
	if !ok {
		text = fold(w.sentence(s))
		x.folded[s.Span] = text
	}
	return text
}
