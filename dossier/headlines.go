package dossier

import (
	"strings"

	"sofar/statement"
)

// headlines gives the counts of a kind that stand in the titles of the story's
// reports alone, for a story of which no report's text gives a total, and puts
// them into the story. A copy's title and one that an earlier report bears too
// say nothing of their own.
func (w *work) headlines(kind statement.FigureKind) []*Statement {
	var out []*Statement
	copied := map[string]bool{}
	for _, c := range w.d.Copies {
		copied[c.Report] = true
	}
	seen := map[string]bool{}
	for _, m := range w.d.Members {
		e, ok := w.entries[m.Report]
		if !ok || !m.Main || copied[m.Report] {
			continue
		}
		for i := range e.Reading.Headlines {
			src := &e.Reading.Headlines[i]
			if src.Figure == nil || src.Figure.Kind != kind || !validSpan(src.Span, e.Report.Text) || src.Figure.Headline != e.Report.Title {
				continue
			}
			s := &Statement{Statement: *src, FirstSeen: e.Known, Origin: src.ID, Printed: src.Speaker, Used: "superseded"}
			s.Report = e.Report.ID
			f := *src.Figure
			s.Figure = &f
			key := fold(f.Headline)
			if !counted(s) || seen[key] || kind == statement.Injured && w.someDied() && (single(s) || strings.HasSuffix(f.Rule, statement.OnlyShot)) {
				continue
			}
			seen[key] = true
			out = append(out, s)
			w.st, w.byID[s.ID] = append(w.st, s), s
		}
	}
	return out
}

// someDied tells whether the story counts anybody dead.
func (w *work) someDied() bool {
	for i := range w.d.Figures {
		if f := &w.d.Figures[i]; f.Kind == statement.Killed && f.Best > 0 {
			return true
		}
	}
	return false
}
