package desk

import (
	"net/http"
	"slices"
	"time"

	"sofar/dossier"
	"sofar/explain"
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
	All        string // address of every change, "" when all are shown
	Back       string // address without the list of all, "" outside of it
	Pager      pager  // of the list of all
	Action, At string
}

const (
	// shownChanges is how many changes a page shows before it links to the rest.
	shownChanges = 10
	// changesPage is how many stand on a page of the list of all.
	changesPage = 50
	// climbTime is the longest time whose rises are told as one climb.
	climbTime = 3 * time.Hour
)

// changes lists what changed, newest first: rises of one figure that follow each
// other closely as one. With since set, what came after it is marked and nothing
// of it is left out. ?changes=all has each change by itself, page by page.
func changes(r *http.Request, d *dossier.Dossier, byID map[string]*dossier.Statement, links linker, since time.Time) changesView {
	told := toldChanges(d)
	v := changesView{Since: since, Total: len(told), Action: storyURL(d.ID), At: r.URL.Query().Get("at")}
	fresh := func(c *dossier.Change) bool { return !since.IsZero() && c.At.After(since) }
	for i := range told {
		if fresh(&told[i]) {
			v.NewCount++
		}
	}
	lo, hi := 0, len(told)
	all := r.URL.Query().Get("changes") == "all"
	if all {
		v.Back = with(r.URL, "changes", "changes", "", "c", "")
		v.Pager, lo, hi = paginate(len(told), changesPage, r.URL, "c", "changes")
		v.Pager.Label = "Pages of changes"
	}
	climbs := map[string]*climb{} // the open one of each figure, by kind
	var list []*climb
	for i := lo; i < hi; i++ {
		c := &told[len(told)-1-i]
		kind := ""
		if s := ofFirst(c, byID); c.To != nil && s != nil && s.Figure != nil {
			kind = string(s.Figure.Kind)
		}
		if k := climbs[kind]; kind != "" && !all && k.goesOn(c) && fresh(c) == k.fresh {
			k.first, k.steps = c, k.steps+1
			continue
		}
		if !all && !fresh(c) && len(list) >= shownChanges {
			if kind == "" {
				continue
			}
			climbs[kind] = nil // what is not shown goes on nowhere
			continue
		}
		k := &climb{first: c, last: c, steps: 1, fresh: fresh(c), kind: kind}
		list = append(list, k)
		climbs[kind] = k
	}
	for _, k := range list {
		c := k.last
		row := change{Key: key("change", c.At.UTC().Format(stamp), c.Kind, k.text()), Kind: c.Kind, Text: sentenceCase(trim(k.text(), 400)), At: c.At, New: k.fresh}
		row.rank = rankOf(c, byID)
		for _, id := range c.Statements {
			if s := byID[id]; s != nil && len(row.Words) < 4 {
				rep := d.Reports[s.Report]
				row.Words = append(row.Words, voice{Speaker: outlet(rep), Words: trim(words(rep, s), 160), Href: links.words(rep, s.Span)})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	if !all && len(v.Rows) < v.Total {
		v.All = with(r.URL, "changes", "changes", "all")
	}
	return v
}

// toldChanges are the changes of a story with the figures that outlets changed
// without saying so, the oldest first.
func toldChanges(d *dossier.Dossier) []dossier.Change {
	edits := explain.SilentEdits(d)
	if len(edits) == 0 {
		return d.Changes
	}
	out := slices.Clone(d.Changes)
	for i := range edits {
		out = append(out, dossier.Change{At: edits[i].At, Kind: explain.NewsSilentEdit, Text: edits[i].Text(), Statements: []string{edits[i].After.ID}})
	}
	slices.SortStableFunc(out, func(a, b dossier.Change) int { return a.At.Compare(b.At) })
	return out
}

// climb is a change, or several rises of one figure told as one.
type climb struct {
	first, last *dossier.Change
	steps       int
	fresh       bool
	kind        string
}

// goesOn tells whether an older change belongs to the same climb.
func (k *climb) goesOn(c *dossier.Change) bool {
	if k == nil || c.From == nil || k.first.From == nil || k.last.At.Sub(c.At) > climbTime {
		return false
	}
	return c.To.Change == "rise" && k.first.To.Change == "rise" && c.To.Best == k.first.From.Best
}

func (k *climb) text() string {
	if k.steps == 1 {
		return k.last.Text
	}
	from, to := k.first.From, k.last.To
	who := to.Speaker
	if who == "" {
		who = "no source named"
	}
	since := plural(k.steps, "step") + " since " + k.first.At.UTC().Format("15:04")
	if from.Best == to.Best {
		return k.kind + " still " + num(to.Best) + ": range " + interval(from.Low, from.High, from.Open) + " → " + interval(to.Low, to.High, to.Open) + " (" + since + ", " + who + ")"
	}
	return k.kind + " " + stepText(from) + " → " + stepText(to) + " (" + since + ", " + who + ")"
}

// stepText is a figure at a step: "44", or "44 (41–50)" where a range is open.
func stepText(s *dossier.Step) string {
	if s.Low == s.High && !s.Open {
		return num(s.Best)
	}
	return num(s.Best) + " (" + interval(s.Low, s.High, s.Open) + ")"
}

func ofFirst(c *dossier.Change, byID map[string]*dossier.Statement) *dossier.Statement {
	if len(c.Statements) == 0 {
		return nil
	}
	return byID[c.Statements[0]]
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
