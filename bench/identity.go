package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"sort"
	"strings"

	"sofar/actor"
	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/report"
)

// Identity scores who is who against the key of one story, over all its
// reports:
//
//   - alias sets: each mention of a speaker or actor in the key for which the
//     account has somebody belongs to one set of the key and to one of ours; B³
//     over these mentions (Bagga and Baldwin 1998), in thousandths;
//   - the class of the speakers found;
//   - place chains that are right from the city on to the country, by incident.
//
// worst lists the mentions that are in a wrong set, the largest groups first.
func Identity(s *Story) (t Table, worst []string) {
	t.Title = s.Name
	readings := make([]incident.Reading, len(s.Reports))
	byLabel := map[string]*report.Report{}
	for i, r := range s.Reports {
		readings[i] = incident.Extract(r)
		byLabel[r.Label()] = r
	}
	a := dossier.Fold(dossier.Input{Entries: dossier.Entries(s.Reports, readings)})
	var items []aliasItem
	for i := range s.Key.Statements {
		k := &s.Key.Statements[i]
		r := byLabel[k.Report]
		if r == nil {
			continue
		}
		if k.Speaker != "" && k.Speaker != "unknown" {
			p := voiceOfKey(a, r, k)
			t.share("mentions found", p != nil)
			if p != nil {
				items = append(items, aliasItem{norm(k.Speaker), norm(explain.SpeakerName(p)), k.ID + " " + k.Speaker})
				t.share("speaker class", string(p.Speaker.Class) == k.Class)
				if string(p.Speaker.Class) != k.Class {
					worst = append(worst, fmt.Sprintf("class %s for %s of %s (%s)", p.Speaker.Class, k.Class, k.Speaker, k.ID))
				}
			}
		}
		if k.Responsibility != nil && k.Responsibility.Actor != "" {
			if p := actorOfKey(a, r, k); p != nil {
				items = append(items, aliasItem{norm(k.Responsibility.Actor), norm(p.Responsibility.Actor), k.ID + " actor " + k.Responsibility.Actor})
			}
		}
	}
	f, wrong := bCubed(items)
	t.add(Row{Name: "alias sets B³ (F, per mille of mentions)", Right: int(math.Round(1000 * f * float64(len(items)))), Gold: 1000 * len(items), Share: true})
	worst = append(worst, wrong...)
	for _, inc := range s.Key.Incidents {
		chain := s.chainOf(a, inc.ID, byLabel)
		ok := rightToCity(inc.Place, chain)
		t.share("place right to the city", ok)
		if !ok {
			worst = append(worst, fmt.Sprintf("place %q for %q", chain, inc.Place))
		}
	}
	return t, worst
}

// aliasItem is one mention with its set in the key and in the account.
type aliasItem struct{ gold, pred, what string }

// bCubed gives F of B³ and describes the mentions that stand apart from their
// set or among others, by pairs of sets, the largest first.
func bCubed(items []aliasItem) (f float64, wrong []string) {
	gold, pred, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for _, it := range items {
		gold[it.gold]++
		pred[it.pred]++
		both[[2]string{it.gold, it.pred}]++
	}
	p, r := 0.0, 0.0
	for _, it := range items {
		n := float64(both[[2]string{it.gold, it.pred}])
		p += n / float64(pred[it.pred])
		r += n / float64(gold[it.gold])
	}
	if p+r > 0 && len(items) > 0 {
		f = 2 * p * r / (p + r) / float64(len(items))
	}
	for g, n := range both {
		if n < gold[g[0]] && n*2 <= gold[g[0]] || n < pred[g[1]] && n*2 <= pred[g[1]] {
			wrong = append(wrong, fmt.Sprintf("%3d of %d %q are in our %q of %d", n, gold[g[0]], g[0], g[1], pred[g[1]]))
		}
	}
	sort.Sort(sort.Reverse(sort.StringSlice(wrong)))
	return f, wrong
}

// voiceOfKey finds the account's statement for a statement of the key: the same
// content in overlapping words, else the same printed speaker, else
// overlapping words alone; nil if none.
func voiceOfKey(a *dossier.Account, r *report.Report, k *KeyStatement) *dossier.Statement {
	var best *dossier.Statement
	most := 0
	for i := range a.Dossiers {
		for j := range a.Dossiers[i].Statements {
			p := &a.Dossiers[i].Statements[j]
			if p.Report != r.ID {
				continue
			}
			score := max(0, min(overlap(r.Text, k.Quote, p.Span), 999))
			if score > 0 && k.content() != "" && contentOf(&p.Statement) == k.content() {
				score += 4000
			}
			if k.SpeakerText != "" && overlap(r.Text, k.SpeakerText, p.Printed.Span) > 0 {
				score += 2000
			}
			if score > most {
				best, most = p, score
			}
		}
	}
	return best
}

func actorOfKey(a *dossier.Account, r *report.Report, k *KeyStatement) *dossier.Statement {
	var best *dossier.Statement
	most := 0
	for i := range a.Dossiers {
		for j := range a.Dossiers[i].Statements {
			p := &a.Dossiers[i].Statements[j]
			if p.Report != r.ID || p.Responsibility == nil {
				continue
			}
			score := overlap(r.Text, k.Quote, p.Span)
			if score > 0 && string(p.Responsibility.Relation) == k.Responsibility.Relation {
				score += 1000
			}
			if score > most {
				best, most = p, score
			}
		}
	}
	return best
}

// chainOf is the place of the account's story with most of an incident's reports.
func (s *Story) chainOf(a *dossier.Account, id string, byLabel map[string]*report.Report) []string {
	members := map[string]int{}
	for _, r := range s.Key.Reports {
		if slices.Contains(r.Incidents, id) && byLabel[r.ID] != nil {
			// One that tells of several counts less.
			members[byLabel[r.ID].ID] = 4 / len(r.Incidents)
		}
	}
	var chain []string
	most := 0
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		n := 0
		for _, m := range d.Members {
			if w := members[m.Report]; w > 0 {
				n += 10 * w
			} else {
				n -= 5
			}
		}
		if n > most {
			chain, most = d.Incident.Place, n
		}
	}
	return chain
}

// rightToCity tells whether a chain has, in any spelling, every name of the key
// from the city on: what stands before it is a building, a road or a stretch of water.
func rightToCity(gold, chain []string) bool {
	from := 0
	for from+1 < len(gold)-1 && (incident.IsFacility(gold[from]) || offCity.MatchString(gold[from])) {
		from++
	}
	if len(gold) < 2 || len(chain) == 0 {
		return false
	}
	for _, g := range gold[from:] {
		if !slices.ContainsFunc(chain, func(c string) bool {
			return incident.SameName(c, g) || similar(c, g) || similar(incident.Fold(c), incident.Fold(g))
		}) {
			return false
		}
	}
	return true
}

// Alternatives scores on MUC-4 documents with their keys how many of the
// strings that a key lists for one organisation are one actor of ours. A pair of
// alternatives counts where both are names in the text of one report.
func Alternatives(ctx context.Context, title string, r io.Reader) (Table, []string, error) {
	t := Table{Title: title}
	var worst []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return t, nil, err
		}
		var doc struct {
			ID, Text  string
			Incidents []struct {
				Slots map[string][]struct {
					Alternatives []string
				}
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			return t, nil, fmt.Errorf("line %d: %w", n, err)
		}
		pairs := map[[2]string]bool{}
		lists := map[string][][2]string{}
		var order [][2]string
		for _, inc := range doc.Incidents {
			for _, f := range inc.Slots["perp_organization_id"] {
				for i, x := range f.Alternatives {
					for _, y := range f.Alternatives[i+1:] {
						if p := [2]string{unquote(x), unquote(y)}; !pairs[p] && strings.Contains(doc.Text, p[0]) && strings.Contains(doc.Text, p[1]) {
							pairs[p] = true
							lists[strings.Join(f.Alternatives, "|")] = append(lists[strings.Join(f.Alternatives, "|")], p)
							order = append(order, p)
						}
					}
				}
			}
		}
		if len(order) == 0 {
			continue
		}
		rep := &report.Report{ID: doc.ID, Name: doc.ID, Text: doc.Text}
		reading := incident.Extract(rep)
		names := actor.NamesOf(rep, &reading)
		for _, list := range lists {
			t.share("organisations that are one actor", !slices.ContainsFunc(list, func(p [2]string) bool { return !names.Same(p[0], p[1]) }))
		}
		for _, p := range order {
			ok := names.Same(p[0], p[1])
			t.share("alternatives that are one actor", ok)
			if !ok {
				worst = append(worst, fmt.Sprintf("%s: %q and %q are two", doc.ID, p[0], p[1]))
			}
		}
	}
	return t, worst, lines.Err()
}

func unquote(s string) string { return strings.Trim(s, "\"") }

// offCity matches names of a key that are no city: roads, waters, sites.
var offCity = regexp.MustCompile(`(?i)^(?:off|near) |\b(?:road|street|ford|crossing|bridge|market|works|nightclub|quay|hall|terminal)\b`)
