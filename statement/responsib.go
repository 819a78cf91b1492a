package statement

import (
	"sort"

	"sofar/language"
	"sofar/report"
)

// responsibility reads who is said to have done it: claims, accusations,
// confirmations, denials, exclusions and doubts, and the causes that are given
// for an event (KindCause). Each statement names the sieve that made it.
func responsibility(doc *language.Doc, rep *report.Report, atts []Attribution) []Statement {
	b := &blameReader{doc: doc, rep: rep, atts: atts, covered: map[int]bool{}}
	for s := range doc.Sents {
		if doc.Sents[s].Boilerplate {
			continue
		}
		b.sentence(s)
	}
	b.causes()
	sort.SliceStable(b.out, func(i, j int) bool { return b.out[i].Span.Start < b.out[j].Span.Start })
	return b.out
}

// blameReader reads responsibility and causes in one report.
type blameReader struct {
	doc  *language.Doc
	rep  *report.Report
	atts []Attribution
	out  []Statement
	// claimant is the actor that claimed last, accused the one accused last.
	claimant, accused actor
	covered           map[int]bool // sentences that carry a statement of responsibility
}

// actor is somebody who may have done it.
type actor struct {
	name string // canonical
	span Span
	kind language.NameKind
}

// sentence tries the sieves on one sentence, most precise first. A clause
// gives one statement: later sieves skip words that an earlier one has used.
func (b *blameReader) sentence(s int) {
	sent := b.doc.Sents[s].Range
	used := language.Range{}
	for i := sent.Start; i < sent.End; i++ {
		if used.Contains(i) {
			continue
		}
		for _, sieve := range blameSieves {
			if end := sieve.read(b, s, i); end > i {
				used = language.Range{Start: i, End: end}
				b.covered[s] = true
				break
			}
		}
	}
}

// blameSieve reads a statement that begins at token i and gives the token
// after the words it used, or 0.
type blameSieve struct {
	name string
	read func(b *blameReader, s, i int) int
}

// add appends a statement; by is "" where the speaker of the attribution that
// covers the clause says so.
func (b *blameReader) add(rule string, span Span, a actor, rel Relation, stance Stance, by actor) *Statement {
	a, by = b.canon(a), b.canon(by)
	st := Statement{Report: b.rep.ID, Span: span, Kind: KindResponsibility, Attribution: -1, Stance: stance, Rule: "responsibility: " + rule,
		Responsibility: &Responsibility{Actor: a.name, ActorSpan: a.span, Relation: rel, By: by.name, Rule: rule}}
	if by.name != "" && by.kind == language.NamePlace {
		// What a country has or thinks is said by who is quoted for it.
		if k := b.attributionOf(span); k >= 0 && b.atts[k].Speaker.Name != "" && b.atts[k].Speaker.Class != Media && !equalName(b.atts[k].Speaker.Name, by.name) {
			by = actor{}
		}
	}
	if by.name != "" {
		st.Speaker = Speaker{Name: by.name, Span: by.span, Origin: by.name}
	} else if k := b.attributionOf(span); k >= 0 {
		st.Responsibility.By = b.atts[k].Speaker.Name
	}
	b.out = append(b.out, st)
	return &b.out[len(b.out)-1]
}

// attributionOf gives the innermost attribution whose content holds most of
// the span, else -1.
func (b *blameReader) attributionOf(s Span) int {
	best, size := -1, 0
	for k, a := range b.atts {
		for _, c := range a.Content {
			if !c.Overlaps(s) {
				continue
			}
			common := min(c.End, s.End) - max(c.Start, s.Start)
			if 2*common >= s.Len() && (best < 0 || c.Len() < size) {
				best, size = k, c.Len()
			}
		}
	}
	return best
}

// speakerOf gives the speaker of the attribution that covers the span.
func (b *blameReader) speakerOf(s Span) actor {
	if k := b.attributionOf(s); k >= 0 {
		return actor{name: b.atts[k].Speaker.Name, span: b.atts[k].Speaker.Span}
	}
	return actor{}
}
