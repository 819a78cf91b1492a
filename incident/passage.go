package incident

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// sentence is what the frame reader knows of one sentence.
type sentence struct {
	mentions   []mention
	places     []placeMention
	figures    []int // indices into Set.Statements
	historical bool
	elsewhere  bool    // "In a separate accident in the south, …"
	weight     float64 // standing in the text: the lead weighs most
}

// view is one report prepared for reading frames.
type view struct {
	rep   *report.Report
	doc   *language.Doc
	set   statement.Set
	sents []sentence
	// titleWords are the folded words of the title, titleMentions its triggers.
	titleWords    []string
	titleMentions []mention
	// head is the dateline, empty if there is none; its place and what holds it.
	head                  report.Span
	headPlace, headAround string
	// nations are the countries that the text itself shows to be such.
	nations map[string]string
	blames  []blame // see readBlames
}

func newView(rep *report.Report, doc *language.Doc, set statement.Set) *view {
	v := &view{rep: rep, doc: doc, set: set, sents: make([]sentence, len(doc.Sents))}
	for _, m := range mentions(doc) {
		v.sents[m.sent].mentions = append(v.sents[m.sent].mentions, m)
	}
	place, around, _, span, ok := dateline(rep)
	if ok {
		v.head, v.headPlace, v.headAround = span, place, around
	}
	for _, p := range placesIn(doc) {
		if ok && span.Contains(report.Span{Start: int(doc.Start[p.at]), End: int(doc.End[p.at])}) {
			continue
		}
		v.sents[p.sent].places = append(v.sents[p.sent].places, p)
	}
	v.settlePlaces()
	for i, st := range set.Statements {
		if st.Figure == nil {
			continue
		}
		if t := doc.TokenAt(st.Figure.Span.Start); t < doc.Len() {
			k := doc.SentOf[t]
			v.sents[k].figures = append(v.sents[k].figures, i)
		}
	}
	for i := range v.sents {
		v.sents[i].weight = standing(doc, i)
		v.sents[i].historical = v.isHistory(i)
		v.sents[i].elsewhere = saysElsewhere(doc, doc.Sents[i])
	}
	v.titleWords = words(rep.Title)
	v.titleMentions = triggers().find(v.titleWords)
	for i := range v.titleMentions {
		if v.titleMentions[i].typ == "crash" {
			v.titleMentions[i].typ = crashType(v.titleWords)
		}
	}
	return v
}

// words splits a title into folded words.
func words(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '\'' || r > 127)
	})
}

// standing weighs a sentence by its place: what the lead tells is the news.
func standing(doc *language.Doc, i int) float64 {
	switch p := doc.Sents[i].Paragraph; {
	case i == 0 || p == 0:
		return 4
	case p == 1 || i < 4:
		return 2
	case p < 5:
		return 1
	}
	return 0.6
}

// isHistory tells whether a sentence tells of an earlier event: it holds a
// time of year grain before the year of the news, or one marked past with the
// grain of a month or coarser, and nothing current beside it.
func (v *view) isHistory(i int) bool {
	past := false
	s := v.doc.Sents[i]
	first := sort.Search(len(v.doc.Times), func(k int) bool { return v.doc.Times[k].Tokens.Start >= s.Start })
	for _, t := range v.doc.Times[first:] {
		if t.Tokens.Start >= s.End {
			break
		}
		if !v.earlier(t) {
			if t.Grain <= language.GrainDay && !t.From.IsZero() {
				return false
			}
			continue
		}
		past = true
	}
	return past || v.namesOldYear(i)
}

// namesOldYear tells whether a sentence says "in 1971" of a year before the
// news, whatever the reading of times made of it.
func (v *view) namesOldYear(i int) bool {
	if v.doc.Published.IsZero() {
		return false
	}
	s := v.doc.Sents[i]
	for t := s.Start; t+1 < s.End; t++ {
		if w := v.doc.Lower[t+1]; v.doc.Lower[t] == "in" && len(w) == 4 && (w[0] == '1' && (w[1] == '8' || w[1] == '9') || w[0] == '2' && w[1] == '0') {
			if year, err := strconv.Atoi(w); err == nil && year < v.doc.Published.Year() {
				return true
			}
		}
	}
	return false
}

// earlier tells whether a time lies well before the news: another year, or
// more than sixty days.
func (v *view) earlier(t language.TimeExpr) bool {
	if v.doc.Published.IsZero() || t.To.IsZero() {
		return t.Past && (t.Grain == language.GrainYear || t.Grain == language.GrainMonth)
	}
	return v.doc.Published.Sub(t.To).Hours() > 60*24
}

var elsewhereCues = []string{
	"separate", "separately", "elsewhere", "unrelated", "another attack", "another accident", "another incident", "another explosion",
	"another shooting", "another fire", "second attack", "second incident", "second accident", "other accident", "other attack", "other incident",
	"in another", "on another", "different incident", "similar incident", "similar attack", "similar accident", "meanwhile",
}

// apartCues set an event apart wherever in the sentence they stand.
var apartCues = []string{
	"separate accident", "separate incident", "separate attack", "separate event", "separate shooting", "separate explosion", "separate fire",
	"different event", "different incident", "different accident", "different attack", "on the same day", "on the same evening", "on the same night", "on the same morning",
	"the same monday", "the same tuesday", "the same wednesday", "the same thursday", "the same friday", "the same saturday", "the same sunday", "that same day", "not in our count",
}

// cueWords holds the words that saysElsewhere looks for: one at least of each cue.
var cueWords = set("separate separately elsewhere unrelated another second other different similar meanwhile same count")

// saysElsewhere tells whether the sentence tells of another event: one of the
// cues stands among its first words, or one that decides anywhere in it.
func saysElsewhere(doc *language.Doc, s language.Sent) bool {
	words := doc.Lower[s.Start:s.End]
	if !slices.ContainsFunc(words, func(w string) bool { return len(w) > 3 && cueWords[w] }) {
		return false
	}
	all := " " + strings.Join(words, " ") + " "
	for _, c := range apartCues {
		if strings.Contains(all, c) && strings.Contains(all, " "+c+" ") {
			return true
		}
	}
	head := " " + strings.Join(words[:min(len(words), 9)], " ") + " "
	for _, c := range elsewhereCues {
		if strings.Contains(head, c) && strings.Contains(head, " "+c+" ") {
			return true
		}
	}
	return false
}
