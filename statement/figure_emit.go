package statement

import (
	"sort"

	"sofar/language"
)

// statements turns readings into statements in text order.
func (f *figureReader) statements() []Statement {
	out := make([]Statement, 0, len(f.out))
	for i := range f.out {
		r := &f.out[i]
		if r.low < 0 || r.high != language.Open && r.high < r.low {
			continue
		}
		unit := r.unit
		if unit == "" {
			unit = "people"
		}
		if i := f.doc.TokenAt(r.words.Start); i > f.doc.Sents[r.sent].Start && f.doc.Lower[i-1] == "all" {
			r.words.Start = int(f.doc.Start[i-1]) // "All four direct perpetrators"
		}
		inc := 0
		if r.scope == ScopeHistorical {
			inc = -1
		}
		var parts []Span
		var speaker Speaker
		for _, p := range r.parts {
			parts = append(parts, f.clause(&f.out[p]))
			if f.mouth(&f.out[p]) != f.mouth(r) {
				speaker = voice(f.doc, f.rep, f.atts) // what several say in part nobody says in whole
			}
		}
		out = append(out, Statement{
			Report: f.rep.ID, Span: f.clause(r), Kind: KindFigure, Attribution: -1, Speaker: speaker,
			Stance: r.stance, Background: r.background, Rule: "figure: " + r.rule,
			Figure: &Figure{Kind: r.kind, Words: r.words.Of(f.doc.Text), Span: r.words, Low: r.low, High: r.high,
				Unit: unit, Scope: r.scope, Incident: inc, AsOf: f.asOf(r), Rule: r.rule, Parts: parts},
		})
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].Figure.Span.Start < out[b].Figure.Span.Start })
	return out
}

// clause gives the span of the clause that carries the figure: the words from
// noun phrase to predicate, widened to the nearest clause borders.
func (f *figureReader) clause(r *reading) Span {
	d := f.doc
	f.trigs = f.all[r.sent]
	s := d.Sents[r.sent].Range
	a, b := r.whole.Start, r.whole.End
	for a > s.Start && !f.border(a-1, s) {
		a--
	}
	for b < s.End && !f.border(b, s) {
		b++
	}
	// A final full stop belongs to a whole sentence only.
	for a < r.whole.Start && d.Flags[a]&language.FlagPunct != 0 && d.Flags[a]&language.FlagQuoteOpen == 0 {
		a++
	}
	for a < r.whole.Start && (d.Lower[a] == "and" || d.Lower[a] == "but" || d.Lower[a] == "while") {
		a++
	}
	if a != s.Start {
		for b > r.whole.End && d.Flags[b-1]&language.FlagPunct != 0 {
			b--
		}
	}
	return d.SpanOf(language.Range{Start: a, End: b}).Cover(r.words)
}

// border tells whether token i separates clauses.
func (f *figureReader) border(i int, s language.Range) bool {
	d := f.doc
	switch w := d.Lower[i]; w {
	case ";", ":", "while", "but", "whereas":
		return true
	case "and":
		// "and" before a new subject with a number or a new predicate.
		if _, ok := f.starts[i+1]; ok {
			return true
		}
		_, ok := f.triggerAt(i + 1)
		return ok
	case ",":
		if i+1 >= s.End {
			return true
		}
		n := d.Lower[i+1]
		if _, ok := f.starts[i+1]; ok {
			return true
		}
		return n == "and" || n == "but" || n == "including" || n == "of" || n == "among" || n == "said" || n == "according" || n == "while" ||
			d.Tag[i+1] == language.DET || d.Tag[i+1] == language.PROPN || d.Tag[i+1] == language.PRON
	}
	return d.Flags[i]&(language.FlagQuoteOpen|language.FlagQuoteClose) != 0 && d.Lower[i] != "'"
}

// asOf gives the words for the time of the count: "by 8 a.m.", "as of Tuesday".
func (f *figureReader) asOf(r *reading) string {
	d := f.doc
	s := d.Sents[r.sent].Range
	for _, t := range d.TimesNear(s) {
		if t.Tokens.Start <= s.Start || t.Tokens.End > s.End || t.Past {
			continue
		}
		switch d.Lower[t.Tokens.Start-1] {
		case "by":
			return d.TextOf(language.Range{Start: t.Tokens.Start - 1, End: t.Tokens.End})
		case "of":
			if t.Tokens.Start-2 >= s.Start && d.Lower[t.Tokens.Start-2] == "as" {
				return d.TextOf(language.Range{Start: t.Tokens.Start - 2, End: t.Tokens.End})
			}
		}
	}
	return ""
}
