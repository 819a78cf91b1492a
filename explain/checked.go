package explain

import (
	"strings"

	"sofar/dossier"
	"sofar/ledger"
)

// citeDecision cites an editor's decision: its reason is the quote, its record
// the source.
func (c *composer) citeDecision(id string) []Citation {
	d := c.check.decisions[id]
	if d == nil {
		return nil
	}
	return []Citation{{Decision: id, Quote: d.Reason}}
}

// byEditor is the tail of a figure whose number no words of the report give: it
// stands under the editor's name, beside what the report prints.
func (c *composer) byEditor(s *dossier.Statement) []givenBy {
	cites := append(c.cite(s), c.citeDecision(s.Checked.Decision)...)
	after := ", by the correction of " + s.Checked.Author + ", an editor"
	printed := ""
	if f := s.Checked.Read.Figure; f != nil && f.Words != "" {
		printed = "; the report has " + quoted(f.Words, "")
		if p := c.d.Reports[s.Report].Publisher; p != "" {
			printed = "; " + p + " has " + quoted(f.Words, "")
		}
	}
	return []givenBy{{after + printed, cites}, {after, cites}}
}

// mostQuoted is how many accepted statements of one person are quoted.
const mostQuoted = 4

// checked says which parts a person has checked, corrected or set aside, and
// why.
func (c *composer) checked() {
	byID := map[string]*dossier.Statement{}
	for i := range c.d.Rejected {
		byID[c.d.Rejected[i].ID] = &c.d.Rejected[i]
	}
	for id, s := range c.byID {
		byID[id] = s
	}
	var people []string
	accepted := map[string][]*dossier.Decided{}
	for i := range c.d.Decisions {
		d := &c.d.Decisions[i]
		if d.Kind == ledger.Accept && d.Lost == "" {
			if accepted[d.Author] == nil {
				people = append(people, d.Author)
			}
			accepted[d.Author] = append(accepted[d.Author], d)
			continue
		}
		c.decided(d, byID)
	}
	for _, name := range people {
		c.accepted(name, accepted[name], byID)
	}
}

// accepted writes what one person has found to be read rightly.
func (c *composer) accepted(name string, list []*dossier.Decided, byID map[string]*dossier.Statement) {
	var parts []string
	var cites []Citation
	seen := map[string]bool{}
	for _, d := range list {
		for _, id := range d.Statements[:min(1, len(d.Statements))] {
			s := byID[id]
			if s == nil || len(parts) == mostQuoted {
				continue
			}
			if words := quoted(c.wordsRead(s), ""); !seen[words] {
				seen[words] = true
				parts, cites = append(parts, words), append(append(cites, c.cite(s)...), c.citeDecision(d.ID)...)
				if s.Checked.OwnNumber {
					cites = append(cites, c.citeDecision(s.Checked.Decision)...)
				}
			}
		}
	}
	if len(parts) > 0 {
		c.add(draft{section: Checked, template: "checked", tries: []try{{name + ", an editor, has checked " + list2(parts), cites}}})
	}
}

// list2 joins quotes, which hold commas of their own.
func list2(parts []string) string { return strings.Join(parts, "; ") }

// wordsRead are the words of a statement as its report prints them.
func (c *composer) wordsRead(s *dossier.Statement) string {
	sp := s.Span
	if s.Checked != nil && s.Checked.Read != nil {
		sp = s.Checked.Read.Span
	}
	text := c.d.Reports[s.Report].Text
	return strings.TrimSpace(bare(text, sp).Of(text))
}

// decided writes one decision and its reason.
func (c *composer) decided(d *dossier.Decided, byID map[string]*dossier.Statement) {
	var s *dossier.Statement
	for _, id := range d.Statements {
		if s == nil {
			s = byID[id]
		}
	}
	on := " on " + d.At.UTC().Format("2 January")
	why := ": " + quoted(d.Reason, "")
	cites := c.citeDecision(d.ID)
	words := ""
	if t := d.Target; t != nil {
		words = t.Words
		if words == "" {
			words = t.Quote
		}
		of := t.Kind
		if t.Speaker != "" {
			of += ", " + t.Speaker
		}
		words = quoted(words, "") + " (" + of + ")"
	}
	text := ""
	switch {
	case d.Lost != "" && d.Target != nil:
		text = "What " + d.Author + " decided" + on + " about " + words + " bears on nothing that is read today"
	case d.Kind == ledger.Correct:
		text = d.Author + ", an editor, corrected " + words + " to " + dossier.CorrectionWords(d.Corrected) + on
	case d.Kind == ledger.Reject:
		text = d.Author + ", an editor, set aside " + words + on
	case d.Kind == ledger.Retract:
		for _, w := range c.d.Withdrawn {
			if w.Decision == d.ID && w.Report == w.Of {
				text = d.Author + ", an editor, recorded" + on + " that " + firstOf(w.Report.Publisher, "the outlet") + " withdrew its report " + quoted(w.Report.Title, "")
			}
		}
	case d.Kind == ledger.MarkSource && d.Mark == ledger.NotUsed:
		text = d.Author + ", an editor, set aside what " + d.Source + " reports" + on
	case d.Kind == ledger.MarkSource && d.Mark != "":
		text = d.Author + ", an editor, marked the reliability of " + d.Source + " as " + d.Mark + on
	case d.Kind == ledger.Same || d.Kind == ledger.Apart:
		text = d.Author + ", an editor, " + dossier.Describe(&d.Decision) + on
	case d.Kind == ledger.Merge:
		text = d.Author + ", an editor, put reports together in this story" + on
	case d.Kind == ledger.Split:
		text = d.Author + ", an editor, held reports of this story and others apart" + on
	}
	if text == "" {
		return
	}
	if s != nil {
		cites = append(c.cite(s), cites...)
		if s.Checked.Verdict == dossier.Corrected {
			cites = append(cites, c.citeDecision(s.Checked.Decision)...)
		}
	}
	c.add(draft{section: Checked, template: "editor: " + d.Kind, at: d.At, tries: []try{{text + why, cites}}})
}
