package explain

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
)

// Edit is a figure that an outlet changed between two versions of one page
// without saying so: the same speaker and kind, another number, and no
// correction in the later version.
type Edit struct {
	At            time.Time // when the later version became known
	Outlet        string
	Before, After *dossier.Statement
}

// Text says it in a line.
func (e *Edit) Text() string {
	return fmt.Sprintf("%s changed “%s” to “%s” on the same page without saying so", e.Outlet, e.Before.Figure.Words, e.After.Figure.Words)
}

// Version is one state of a page.
type Version struct {
	Report *report.Report
	At     time.Time // when it became known
	Moves  []Move    // what it changed in the figures of the version before
}

// Move is a total that a version gives otherwise than the one before it.
type Move struct {
	Before, After *dossier.Statement
	// Silent is true where the later version no longer prints the earlier words,
	// and nothing in it says that the page was changed or corrects anything.
	Silent bool
}

// Text says it in a few words: "killed 12 → 15".
func (m *Move) Text() string {
	return string(m.After.Figure.Kind) + " " + dossier.CountWords(m.Before.Figure.Low, m.Before.Figure.High) + " → " + dossier.CountWords(m.After.Figure.Low, m.After.Figure.High)
}

// Pages are the reports of a story by their address, in the order in which the
// pages became known, each with its versions, the oldest first. A report without
// an address is a page of its own. A figure moves where both versions give one
// total of its kind from one speaker.
func Pages(d *dossier.Dossier) [][]Version {
	at := map[string]int{} // address → page
	var out [][]Version
	for _, m := range d.Members {
		r := d.Reports[m.Report]
		if r == nil {
			continue
		}
		i, ok := at[r.URL]
		if !ok || r.URL == "" {
			i = len(out)
			at[r.URL], out = i, append(out, nil)
		}
		out[i] = append(out[i], Version{Report: r, At: d.Known[r.ID]})
	}
	var totals map[string]map[string]*dossier.Statement // made where a page has versions
	var mends map[string]bool
	for _, list := range out {
		if len(list) < 2 {
			continue
		}
		if totals == nil {
			totals, mends = soleTotals(d)
		}
		slices.SortStableFunc(list, func(a, b Version) int {
			return cmp.Or(a.At.Compare(b.At), a.Report.Seen.Compare(b.Report.Seen))
		})
		for i := 1; i < len(list); i++ {
			old, now := list[i-1].Report, list[i].Report
			for _, key := range sorted(totals[now.ID]) {
				after, before := totals[now.ID][key], totals[old.ID][key]
				if after == nil || before == nil || after.Figure.Low == before.Figure.Low && after.Figure.High == before.Figure.High {
					continue
				}
				list[i].Moves = append(list[i].Moves, Move{before, after,
					!mends[now.ID] && !mends[old.ID] && !strings.Contains(now.Text, before.Figure.Words) && !saysEdited.MatchString(now.Text)})
			}
		}
	}
	return out
}

// SilentEdits are the silent moves of all pages of a story.
func SilentEdits(d *dossier.Dossier) []Edit {
	var out []Edit
	for _, list := range Pages(d) {
		for _, v := range list {
			for _, m := range v.Moves {
				if m.Silent {
					out = append(out, Edit{v.At, cmp.Or(v.Report.Publisher, v.Report.Label()), m.Before, m.After})
				}
			}
		}
	}
	return out
}

// saysEdited matches what outlets write where they say that a page was changed.
var saysEdited = regexp.MustCompile(`(?i)\b(?:corrections?|corrected|clarification|amended|(?:earlier|previous) version|editors?['’]?s? note|updated (?:to|with)|has been updated)\b`)

// soleTotals gives for each report its totals by kind and speaker, nil where it
// gives several, and the reports that correct or retract something.
func soleTotals(d *dossier.Dossier) (out map[string]map[string]*dossier.Statement, mends map[string]bool) {
	out, mends = map[string]map[string]*dossier.Statement{}, map[string]bool{}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Stance == statement.Corrects || s.Stance == statement.Retracts {
			mends[s.Report] = true
		}
		if s.Figure == nil || s.Figure.Scope != statement.ScopeTotal || s.Background {
			continue
		}
		if out[s.Report] == nil {
			out[s.Report] = map[string]*dossier.Statement{}
		}
		key := string(s.Figure.Kind) + "\x00" + plain(SpeakerName(s))
		if had, ok := out[s.Report][key]; ok && (had == nil || had.Figure.Low != s.Figure.Low || had.Figure.High != s.Figure.High) {
			out[s.Report][key] = nil
		} else if !ok {
			out[s.Report][key] = s
		}
	}
	return out, mends
}

func sorted(m map[string]*dossier.Statement) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
