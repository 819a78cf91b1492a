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

// SilentEdits compares the versions of each page of a story, each with the one
// before it. A figure counts where both versions give one total of its kind from
// one speaker, the later no longer prints the earlier words, and nothing in it
// corrects or retracts.
func SilentEdits(d *dossier.Dossier) []Edit {
	versions := map[string][]*report.Report{}
	var pages []string
	for _, m := range d.Members {
		if r := d.Reports[m.Report]; r != nil && r.URL != "" {
			if versions[r.URL] == nil {
				pages = append(pages, r.URL)
			}
			versions[r.URL] = append(versions[r.URL], r)
		}
	}
	var out []Edit
	var totals map[string]map[string]*dossier.Statement // made where a page has versions
	for _, page := range pages {
		list := versions[page]
		if len(list) < 2 {
			continue
		}
		if totals == nil {
			totals = soleTotals(d)
		}
		slices.SortStableFunc(list, func(a, b *report.Report) int {
			return cmp.Or(d.Known[a.ID].Compare(d.Known[b.ID]), a.Seen.Compare(b.Seen))
		})
		for i := 1; i < len(list); i++ {
			old, now := list[i-1], list[i]
			for _, key := range sorted(totals[now.ID]) {
				after, before := totals[now.ID][key], totals[old.ID][key]
				if after == nil || before == nil || after.Figure.Low == before.Figure.Low && after.Figure.High == before.Figure.High {
					continue
				}
				if !strings.Contains(now.Text, before.Figure.Words) && !saysEdited.MatchString(now.Text) {
					out = append(out, Edit{d.Known[now.ID], cmp.Or(now.Publisher, now.Label()), before, after})
				}
			}
		}
	}
	return out
}

// saysEdited matches what outlets write where they say that a page was changed.
var saysEdited = regexp.MustCompile(`(?i)\b(?:corrections?|corrected|clarification|amended|(?:earlier|previous) version|editors?['’]?s? note|updated (?:to|with)|has been updated)\b`)

// soleTotals gives for each report its totals by kind and speaker: nil where it
// gives several, and none for a report that corrects or retracts something.
func soleTotals(d *dossier.Dossier) map[string]map[string]*dossier.Statement {
	out, mends := map[string]map[string]*dossier.Statement{}, map[string]bool{}
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
	for id := range mends {
		delete(out, id)
	}
	return out
}

func sorted(m map[string]*dossier.Statement) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
