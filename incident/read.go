package incident

import (
	"strings"
	"time"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// Extract reads one report from text to reading. It never fails: a text that
// tells of nothing gives a Reading without incidents.
func Extract(rep *report.Report) Reading { return ExtractWith(rep, language.Options{}) }

// ExtractWith is Extract with options of the analysis.
func ExtractWith(rep *report.Report, opt language.Options) Reading {
	doc := language.AnalyzeWith(rep.Text, Written(rep), opt)
	return Read(rep, doc, statement.Read(doc, rep))
}

// Written is when the report was written, which its relative times count from:
// its time of publication, else the day of its dateline, else zero.
func Written(rep *report.Report) time.Time {
	published := rep.Published
	if published.IsZero() {
		if _, _, date, _, ok := dateline(rep); ok {
			published = datelineDate(date)
		}
	}
	return published
}

// Read gives the frames of a report, binds the figures of the set to them,
// and keeps what grouping needs. The set's figures are changed in place
// (Incident, and Scope where the passage decides it).
func Read(rep *report.Report, doc *language.Doc, set statement.Set) Reading {
	v := newView(rep, doc, set)
	frames, part := v.frames()
	r := Reading{
		Report:    rep.ID,
		Engine:    Engine,
		Set:       set,
		Incidents: frames,
		Names:     entities(doc),
		Terms:     terms(doc, part),
		Sentences: spansOf(doc),
	}
	r.Background = v.background(frames, part)
	return r
}

var opinionTitles = []string{"opinion", "editorial", "comment", "column", "commentary", "essay", "review", "letters"}

// background tells whether the report is analysis or opinion without a
// current incident: it has no frame that is not history, or what it tells of
// events is mostly dated before the news and its lead tells of none.
func (v *view) background(frames []Frame, part []int) bool {
	if len(frames) == 0 || frames[0].Historical {
		return true
	}
	if len(v.titleWords) > 0 {
		for _, w := range opinionTitles {
			if v.titleWords[0] == w {
				return true
			}
		}
	}
	now, past, lead := 0, 0, false
	for i, s := range v.sents {
		n := len(s.figures)
		for _, m := range s.mentions {
			if m.weight >= 2 {
				n++
			}
		}
		if part[i] == partHistory {
			past += n
			continue
		}
		now += n
		if n > 0 && v.doc.Sents[i].Paragraph < 2 {
			lead = true
		}
	}
	return past >= 2 && (past > now || !lead && past*2 >= now)
}

// allUpper tells whether the text is written in capitals only, as old wires are.
func (v *view) allUpper() bool {
	n := 0
	for i := range min(40, v.doc.Len()) {
		if v.doc.Flags[i]&language.FlagAllCaps != 0 {
			n++
		}
	}
	return n > 20
}

// upper writes a country as the text writes names.
func (v *view) upper(country string) string {
	if v.allUpper() {
		return strings.ToUpper(country)
	}
	return country
}

// datelineDate reads "3 JAN 90" and "14 November 1989"; the zero time if it is neither.
func datelineDate(s string) time.Time {
	for _, layout := range []string{"2 Jan 06", "2 Jan 2006", "2 January 2006", "2 January 06"} {
		if t, err := time.Parse(layout, titleCase(s)); err == nil {
			return t
		}
	}
	return time.Time{}
}
