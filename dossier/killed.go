package dossier

import (
	"cmp"
	"sort"
	"time"

	"sofar/ledger"
	"sofar/report"
	"sofar/story"
)

// kill is a report that no longer counts because its publisher took it back, or
// because it is a full copy of one that was.
type kill struct {
	report *report.Report
	of     *report.Report // the wire's own, for a copy; else report itself
	at     time.Time
	near   []string // reports of the story that it stood in
	// decision is the editor's that recorded it, by whom and why; "" where the
	// publisher's own notice did.
	decision, author, reason string
}

// killed takes out of entries, which count at asOf, the versions that their
// publisher had withheld or killed by then, the reports that an editor says their
// outlet retracted, and the full copies of these in other outlets: a killed wire
// withdraws what it carried. A version that came after the kill stays.
func killed(entries []story.Entry, in Input, rules *rulings, group grouper) ([]story.Entry, []kill) {
	when := map[string]time.Time{} // by address
	for _, n := range in.NotRead {
		if n.Status != "" && n.URL != "" && (in.AsOf.IsZero() || !n.At.After(in.AsOf)) {
			if t, ok := when[n.URL]; !ok || n.At.After(t) {
				when[n.URL] = n.At
			}
		}
	}
	retracted := rules.retracted()
	if len(when) == 0 && len(retracted) == 0 {
		return entries, nil
	}
	gone := map[string]*kill{} // by report
	byID := map[string]story.Entry{}
	for _, e := range entries {
		byID[e.Report.ID] = e
		if at, ok := when[e.Report.URL]; ok && e.Report.URL != "" && (at.IsZero() || e.Known.Before(at)) {
			gone[e.Report.ID] = &kill{report: e.Report, of: e.Report, at: at}
		}
		if d := retracted[e.Report.ID]; d != nil && gone[e.Report.ID] == nil {
			gone[e.Report.ID] = &kill{report: e.Report, of: e.Report, at: d.At, decision: d.ID, author: d.Author, reason: d.Reason}
		}
	}
	if len(gone) == 0 {
		return entries, nil
	}
	groups := group(entries, in.Decisions)
	for again := true; again; { // a copy of a copy
		again = false
		for _, c := range groups.Copies {
			from := gone[c.Of]
			if from == nil || gone[c.Report] != nil || c.Extent != story.Full || from.of.URL != "" && byID[c.Report].Report.URL == from.of.URL {
				continue // a later version of its own counts
			}
			again = true
			k := *from
			k.report = byID[c.Report].Report
			gone[c.Report] = &k
		}
	}
	for _, s := range groups.Stories {
		for _, m := range s.Members {
			if k := gone[m.Report]; k != nil {
				for _, other := range s.Members {
					k.near = append(k.near, other.Report)
				}
			}
		}
	}
	var out []story.Entry
	var list []kill
	for _, e := range entries {
		if k := gone[e.Report.ID]; k == nil {
			out = append(out, e)
		} else {
			list = append(list, *k)
		}
	}
	return out, list
}

// tell notes the kills in the stories that the reports stood in.
func tell(kills []kill, dossiers []Dossier) {
	for _, k := range kills {
		for i := range dossiers {
			d := &dossiers[i]
			if !k.inStory(d) {
				continue
			}
			text := cmp.Or(k.report.Publisher, k.report.Label()) + " withdrew its report"
			if k.of != k.report {
				text = "The report of " + cmp.Or(k.report.Publisher, k.report.Label()) + " no longer counts, as a copy of one that " + cmp.Or(k.of.Publisher, k.of.Label()) + " withdrew"
			}
			if k.report.Title != "" {
				text += ": “" + k.report.Title + "”"
			}
			if k.decision != "" {
				text += " (" + k.author + ": " + k.reason + ")"
			}
			d.Changes = append(d.Changes, Change{At: k.at, Kind: "retraction", Text: text, Decision: k.decision})
			d.Withdrawn = append(d.Withdrawn, Withdrawn{k.report, k.of, k.at, k.decision})
			sort.SliceStable(d.Changes, func(i, j int) bool { return d.Changes[i].At.Before(d.Changes[j].At) })
			break
		}
	}
}

// inStory tells whether the report stood among reports of this story.
func (k *kill) inStory(d *Dossier) bool {
	for _, id := range k.near {
		if d.Reports[id] != nil {
			return true
		}
	}
	return false
}

// retracted gives the reports that editors say were retracted.
func (r *rulings) retracted() map[string]*Decided {
	out := map[string]*Decided{}
	if r == nil {
		return out
	}
	for i := range r.list {
		if d := &r.list[i]; d.Kind == ledger.Retract {
			for _, id := range d.Reports {
				out[id] = d
			}
		}
	}
	return out
}
