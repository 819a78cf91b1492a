package desk

import (
	"net/http"
	"slices"
	"time"

	"sofar/dossier"
	"sofar/statement"
)

// change is one development at claim level.
type change struct {
	Key, Kind, Text string
	At              time.Time
	New             bool
	Words           []voice
	rank            int // of its figure among statement.FigureKinds, which comes last for others
}

type changesView struct {
	Since      time.Time
	Rows       []change // newest first
	Total      int
	NewCount   int
	All        string // address that shows every change, "" when all are shown
	Action, At string
}

// shownChanges is how many changes a page shows before it links to the rest.
const shownChanges = 10

// changes lists what changed, newest first; with since set, what came after it
// is marked and nothing of it is left out.
func changes(r *http.Request, d *dossier.Dossier, byID map[string]*dossier.Statement, links linker, since time.Time) changesView {
	v := changesView{Since: since, Total: len(d.Changes), Action: storyURL(d.ID), At: r.URL.Query().Get("at")}
	all := r.URL.Query().Get("changes") == "all"
	for i := len(d.Changes) - 1; i >= 0; i-- {
		c := &d.Changes[i]
		row := change{Key: key("change", c.At.UTC().Format(stamp), c.Kind, c.Text), Kind: c.Kind, Text: sentenceCase(trim(c.Text, 400)), At: c.At}
		row.New = !since.IsZero() && c.At.After(since)
		if row.New {
			v.NewCount++
		}
		if !all && !row.New && len(v.Rows) >= shownChanges {
			continue
		}
		row.rank = rankOf(c, byID)
		for _, id := range c.Statements {
			if s := byID[id]; s != nil && len(row.Words) < 4 {
				rep := d.Reports[s.Report]
				row.Words = append(row.Words, voice{Speaker: outlet(rep), Words: trim(words(rep, s), 160), Href: links.words(rep, s.Span)})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) < v.Total {
		v.All = with(r.URL, "changes", "changes", "all")
	}
	return v
}

func rankOf(c *dossier.Change, byID map[string]*dossier.Statement) int {
	for _, id := range c.Statements {
		if s := byID[id]; c.To != nil && s != nil && s.Figure != nil {
			return slices.Index(statement.FigureKinds, s.Figure.Kind)
		}
	}
	return len(statement.FigureKinds)
}

// latest is the change to name first: of those that came last together, a
// figure before a claim, and the dead before the arrested.
func (v *changesView) latest() *change {
	var best *change
	for i := range v.Rows {
		if c := &v.Rows[i]; best == nil || c.At.Equal(best.At) && c.rank < best.rank {
			best = c
		}
	}
	return best
}
