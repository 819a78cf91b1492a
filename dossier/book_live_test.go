package dossier

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/report"
)

// incidents gives n reports of some invented incidents, a few of them copies, in
// the order of their arrival, which is not that of their publication.
func incidents(rng *rand.Rand, n int) []report.Item {
	towns := []string{"Norre, Kastlund", "Port Ilmar, Kestria", "Marrow, Veldland", "Talsk", "Odrin, Kestria"}
	what := []string{"A fire broke out in a warehouse", "A passenger ferry sank", "A bomb exploded at a market", "Two trains collided"}
	who := []string{"the fire brigade", "Interior Ministry officials", "police", "the PPA agency", "the county hospital", "the Norre Front"}
	texts := make([]string, 0, n)
	var items []report.Item
	for i := range n {
		k := rng.IntN(len(towns))
		outlet := fmt.Sprintf("Outlet %d", rng.IntN(7))
		if rng.IntN(6) == 0 {
			outlet = []string{"Polar Press Agency", "Marrow Prefecture", "PPA", ""}[rng.IntN(4)]
		}
		toll := 3 + rng.IntN(9)
		text := fmt.Sprintf("%s in %s on Friday. At least %d people were killed, %s said, citing Polar Press.\n\n%d people were injured, it said. \"We search for %d more,\" said Ilena Marsk of the %s rescue service in team %d. It was too early to say why.",
			what[k%len(what)], towns[k], toll, who[rng.IntN(len(who))], toll*4, rng.IntN(20), towns[k][:4], i)
		switch {
		case rng.IntN(7) == 0 && i > 3:
			text = texts[rng.IntN(len(texts))]
		case rng.IntN(9) == 0:
			text = fmt.Sprintf("The %s corrected its count of the dead in %s to %d, from %d before. The Norre Front claimed responsibility.", who[rng.IntN(len(who))], towns[k], toll, toll+1)
		}
		texts = append(texts, text)
		r := &report.Report{Name: fmt.Sprintf("r%03d", i), Publisher: outlet, Title: what[k%len(what)] + " in " + towns[k], Text: text,
			Published: time.Date(2031, 5, 2, 6, i*7-rng.IntN(90), 0, 0, time.UTC)}
		if rng.IntN(8) == 0 {
			r.URL = fmt.Sprintf("https://outlet.example/%d", rng.IntN(4))
		}
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		items = append(items, report.Item{Report: r})
	}
	return items
}

// TestLiveAccount: the account that a Book carries on from version to version is
// the one that Fold gives of everything, whatever comes in whatever order.
func TestLiveAccount(t *testing.T) {
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 7))
		b, _ := freshBook(t, WithClock(noon))
		var decided []string
		taken := 0
		items := incidents(rng, 48)
		for len(items) > 0 {
			n := min(len(items), 1+rng.IntN(6))
			if _, err := b.Add(t.Context(), items[:n]...); err != nil {
				t.Fatal(err)
			}
			items = items[n:]
			a := b.At(time.Time{})
			if want := accountJSON(t, Fold(inputOf(b))); accountJSON(t, a) != want {
				t.Fatalf("seed %d, %d reports left: the account of the book is not that of its records", seed, len(items))
			}
			if d, ok := decide(rng, a, decided); ok && rng.IntN(2) == 0 {
				d.Author, d.Reason, d.At = "Ada Brook", "as the desk has it", noon().Add(time.Duration(taken)*time.Minute)
				if id, err := b.AddDecision(t.Context(), d); err == nil {
					decided = append(decided, id)
					taken++
				}
				if want := accountJSON(t, Fold(inputOf(b))); accountJSON(t, b.At(time.Time{})) != want {
					t.Fatalf("seed %d, %d reports left, after %s: the account of the book is not that of its records", seed, len(items), d.Kind)
				}
			}
		}
		if taken < 3 {
			t.Errorf("seed %d: only %d decisions were taken", seed, taken)
		}
	}
}

func inputOf(b *Book) Input {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.state.input(time.Time{})
}

// decide invents a decision on what an account holds.
func decide(rng *rand.Rand, a *Account, decided []string) (ledger.Decision, bool) {
	if len(a.Dossiers) == 0 {
		return ledger.Decision{}, false
	}
	d := &a.Dossiers[rng.IntN(len(a.Dossiers))]
	of := func(d *Dossier) string { return d.Members[rng.IntN(len(d.Members))].Report }
	switch rng.IntN(7) {
	case 0:
		return ledger.Decision{Kind: ledger.Merge, Reports: []string{of(d), of(&a.Dossiers[rng.IntN(len(a.Dossiers))])}}, true
	case 1:
		return ledger.Decision{Kind: ledger.Split, Reports: []string{of(d), of(d)}}, true
	case 2:
		return ledger.Decision{Kind: ledger.Retract, Reports: []string{of(d)}}, true
	case 3:
		return ledger.Decision{Kind: ledger.MarkSource, Source: "Outlet 3", Mark: ledger.NotUsed}, true
	case 4:
		if len(decided) > 0 {
			return ledger.Decision{Kind: ledger.Undo, Undoes: decided[rng.IntN(len(decided))]}, true
		}
	case 5:
		return ledger.Decision{Kind: ledger.Apart, Names: []string{"the fire brigade", "police"}}, true
	}
	if len(d.Statements) == 0 {
		return ledger.Decision{}, false
	}
	return ledger.Decision{Kind: ledger.Reject, Statement: d.Statements[rng.IntN(len(d.Statements))].ID}, true
}

// TestKept: a dossier that nothing touched is taken over, one that a report joined
// is made anew.
func TestKept(t *testing.T) {
	items := append(ferry(3), incidents(rand.New(rand.NewPCG(1, 1)), 12)...)
	b, _ := freshBook(t)
	mustAddAll(t, b, items[:len(items)-1])
	first := b.At(time.Time{})
	mustAddAll(t, b, items[len(items)-1:])
	second := b.At(time.Time{})
	same, anew := 0, 0
	for i := range second.Dossiers {
		d := &second.Dossiers[i]
		for j := range first.Dossiers {
			if o := &first.Dossiers[j]; o.ID == d.ID && len(o.Statements) > 0 && len(d.Statements) > 0 {
				if &o.Statements[0] == &d.Statements[0] {
					same++
				} else {
					anew++
				}
			}
		}
	}
	if same == 0 || anew > 1 {
		t.Errorf("%d dossiers taken over, %d made anew; want all but one taken over", same, anew)
	}
}

func mustAddAll(t *testing.T, b *Book, items []report.Item) {
	t.Helper()
	if _, err := b.Add(t.Context(), items...); err != nil {
		t.Fatal(err)
	}
}
