package story

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/incident"
	"sofar/report"
)

// arrivals gives n reports of invented incidents with their readings: copies,
// roundups and background among them, some late.
func arrivals(rng *rand.Rand, n int) []Entry {
	towns := []string{"Norre, Kastlund", "Port Ilmar, Kestria", "Marrow, Veldland", "Talsk, Kestria", "Odrin, Ostrovia", "Brevik, Kastlund", "Selmo, Ostrovia"}
	what := []string{"A fire broke out in a warehouse", "A passenger ferry sank", "A bomb exploded at a market", "Two trains collided", "A gunman opened fire in a bar"}
	who := []string{"the fire brigade", "Interior Ministry officials", "police", "the PPA agency", "the county hospital", "the Norre Front", "harbour master Ole Strand"}
	said := []string{"We search every floor and every cabin until the last of the missing is found, and nobody here will go home before", "Nothing of the kind has been seen in this district since the great storm forty years ago, when the old quay was lost",
		"All roads into the quarter are closed, and whoever has no business there should keep away from it until tomorrow evening", "The wounded were brought to three hospitals, of which two have asked for blood of all groups and for more nurses"}
	footer := "Write to the desk of this newspaper if you know more about it, and tell us whether we may print your name and that of your street."
	for k := range 24 {
		towns = append(towns, fmt.Sprintf("%caven%c, %c%s", 'B'+k, "aeiou"[k%5], 'C'+k%7, "aldia"))
	}
	var texts []string
	var out []Entry
	for i := range n {
		k := rng.IntN(1 + rng.IntN(len(towns))) // some have more
		town, _, _ := strings.Cut(towns[k], ",")
		toll := 3 + rng.IntN(20)
		var b strings.Builder
		fmt.Fprintf(&b, "%s in %s on Friday. At least %d people were killed, %s said, citing Polar Press.\n\n", what[(k+rng.IntN(3)/2)%len(what)], towns[k], toll, who[rng.IntN(len(who))])
		fmt.Fprintf(&b, "%d people were injured in %s. \"%s,\" said Ilena Marsk%d of the %s rescue service.\n\n", toll*4, town, said[rng.IntN(len(said))], k, town)
		if rng.IntN(3) == 0 {
			fmt.Fprintf(&b, "%s\n\n", said[rng.IntN(len(said))])
		}
		if rng.IntN(4) == 0 {
			other := towns[rng.IntN(len(towns))]
			fmt.Fprintf(&b, "In a separate accident, %d people died when a boat overturned near %s, the coast guard said.\n\n", 3+rng.IntN(5), other)
		}
		outlet := rng.IntN(6)
		if outlet < 3 {
			b.WriteString(footer)
		}
		text, title := b.String(), what[k%len(what)]+" in "+town
		switch {
		case rng.IntN(5) == 0 && i > 3:
			text = texts[rng.IntN(len(texts))]
		case rng.IntN(9) == 0:
			title = "Correction"
			text = fmt.Sprintf("The %s corrected its count of the dead in %s to %d, from %d before.", who[rng.IntN(len(who))], towns[k], toll, toll+1)
		case rng.IntN(9) == 0:
			text = fmt.Sprintf("Polar Press reports that %d people lost their lives in %s, and %d were hurt. Ilena Marsk%d spoke of Friday. Ole Strand, Kastlund and Veldland were named.", toll, towns[k], toll*4, k)
		case rng.IntN(12) == 0:
			text = "In 1971 two ferries met at Hollin, and 40 people died. The inquiry asked for one lamp on one mast.\n\nIn 1986 another sank at Hollin, and 12 died."
		}
		texts = append(texts, text)
		r := &report.Report{Name: fmt.Sprintf("r%03d", i), Publisher: []string{"Polar Press", "Outlet Two", "Daily Bell", "Radio Selm", "PPA", ""}[outlet], Title: title, Text: text,
			Published: time.Date(2031, 5, 2, 6, i*9-rng.IntN(8)*rng.IntN(2)*10, 0, 0, time.UTC)}
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(r)
		out = append(out, Entry{Report: r, Reading: &reading, Known: r.Published, Seq: i})
	}
	return out
}

// TestKept: grouping that goes on from the time before gives what grouping of
// everything gives, whatever comes in whatever order, is decided or taken out.
func TestKept(t *testing.T) {
	stories, copies := 0, 0
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 11))
		all := arrivals(rng, 110)
		var k Kept
		var decisions []Decision
		out := map[int]bool{}
		for n := 0; n < len(all); {
			n = min(len(all), n+1+rng.IntN(9))
			if rng.IntN(6) == 0 {
				out[rng.IntN(n)] = true
			}
			if rng.IntN(12) == 0 {
				clear(out)
			}
			if rng.IntN(6) == 0 {
				a, b := all[rng.IntN(n)].Report.ID, all[rng.IntN(n)].Report.ID
				decisions = append(decisions, Decision{Kind: []string{Merge, Split}[rng.IntN(2)], Reports: []string{a, b}})
			}
			if rng.IntN(10) == 0 {
				decisions = nil
			}
			var es []Entry
			for i, e := range all[:n] {
				if !out[i] {
					es = append(es, e)
				}
			}
			slices.SortStableFunc(es, func(a, b Entry) int { return cmp.Or(a.Known.Compare(b.Known), a.Seq-b.Seq) })
			got, want := k.Group(es, decisions), group(es, decisions, true)
			stories, copies = stories+len(got.Stories), copies+len(got.Copies)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, %d reports, %d decisions:\n%s", seed, len(es), len(decisions), firstDifference(got, want))
			}
		}
	}
	t.Logf("%d stories and %d copies in all", stories, copies)
	if stories < 200 || copies < 200 {
		t.Errorf("%d stories and %d copies in all: too few to tell", stories, copies)
	}
}

func firstDifference(got, want Groups) string {
	for i := range min(len(got.Stories), len(want.Stories)) {
		if a, b := fmt.Sprintf("%+v", got.Stories[i]), fmt.Sprintf("%+v", want.Stories[i]); a != b {
			return fmt.Sprintf("story %d:\n%s\nnot\n%s", i, a, b)
		}
	}
	for i := range min(len(got.Copies), len(want.Copies)) {
		if a, b := fmt.Sprintf("%+v", got.Copies[i]), fmt.Sprintf("%+v", want.Copies[i]); a != b {
			return fmt.Sprintf("copy %d:\n%s\nnot\n%s", i, a, b)
		}
	}
	return fmt.Sprintf("%d stories, %d copies, %d loose; not %d, %d, %d", len(got.Stories), len(got.Copies), len(got.Loose), len(want.Stories), len(want.Copies), len(want.Loose))
}
