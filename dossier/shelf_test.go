package dossier

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/report"
)

// towns gives n reports on invented events, three to a town.
func towns(n int) []report.Item {
	names := []string{"Varnholm", "Teluria", "Ostrafel", "Brekkan", "Mirolund", "Sandavel", "Kuldrina", "Palomir"}
	var items []report.Item
	for i := range n {
		town := names[i/3%len(names)]
		r := &report.Report{
			Name: fmt.Sprintf("t%02d", i+1), Publisher: fmt.Sprintf("Paper %d", i%5), Title: "Warehouse fire in " + town,
			Published: time.Date(2031, 6, 2+i/3, i%3, 0, 0, 0, time.UTC),
			Text: fmt.Sprintf("%s, Kestria – A fire destroyed a warehouse in %s on %s. At least %d people were killed, the fire service said. "+
				"The mayor of %s said that %d people were injured.", town, town, time.Date(2031, 6, 2+i/3, 0, 0, 0, 0, time.UTC).Weekday(), 2+i, town, 20+i),
		}
		r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
		items = append(items, report.Item{Report: r})
	}
	return items
}

// A ledger that counts as large gives the same stories, as one that is folded
// anew each time, with the same figures.
func TestLargeLedger(t *testing.T) {
	small, path := freshBook(t, WithClock(noon))
	items := append(towns(12), ferry(5)...)
	mustAdd(t, small, 34, items...)
	large := openBook(t, openLog(t, path), WithLarge(4))
	if large.large() == nil || small.large() != nil {
		t.Fatal("the ledger is not held as wanted")
	}
	a, b := small.At(time.Time{}), large.At(time.Time{})
	if len(a.Dossiers) != 5 || len(b.Dossiers) != 5 || !a.AsOf.Equal(b.AsOf) || b.MoreStories+b.MoreReports != 0 || len(b.Reports) != 17 {
		t.Fatalf("%d and %d stories, as of %v and %v, %d reports", len(a.Dossiers), len(b.Dossiers), a.AsOf, b.AsOf, len(b.Reports))
	}
	for i := range a.Dossiers {
		x, y := &a.Dossiers[i], large.Story(a.Dossiers[i].ID, time.Time{})
		if y == nil || x.Title != y.Title || len(x.Members) != len(y.Members) || fmt.Sprintf("%+v", x.Figures) != fmt.Sprintf("%+v", y.Figures) {
			t.Errorf("story %s (%s) differs: %+v", x.ID, x.Title, y)
		}
	}
	early := time.Date(2031, 5, 2, 2, 30, 0, 0, time.UTC)
	if e := large.At(early); len(e.Dossiers) != 1 || len(e.Dossiers[0].Members) != 3 || e.Dossiers[0].ID != large.Story(e.Dossiers[0].ID, time.Time{}).ID {
		t.Errorf("at %v: %d stories", early, len(e.Dossiers))
	}
	if r, v, ok := large.Report("t05"); !ok || r.Name != "t05" || v == nil || v.Report != r.ID {
		t.Error("Report(t05) fails")
	}
	// What is appended later, and opened again, gives the same bytes.
	mustAdd(t, large, 2, ferry(6)[5])
	mustAdd(t, large, 0, items...)
	again := openBook(t, openLog(t, path), WithLarge(4))
	if accountJSON(t, large.At(time.Time{})) != accountJSON(t, again.At(time.Time{})) {
		t.Error("the same log opened again gives another account")
	}
	if found := large.Around(time.Time{}, items[0].Report.ID); len(found.Dossiers) != 5 {
		t.Errorf("around a report: %d stories", len(found.Dossiers))
	}
	x, err := OpenIndex("")
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for want := range []int{0, 1} {
		if n, err := x.Update(t.Context(), large); err != nil || n != 18*(1-want) {
			t.Errorf("indexed %d, %v", n, err)
		}
	}
}

// Editors' decisions on what belongs together hold in a large ledger.
func TestLargeLedgerDecisions(t *testing.T) {
	b, path := freshBook(t, WithClock(noon), WithLarge(4))
	mustAdd(t, b, 18, towns(9)...)
	id := func(name string) string { r, _, _ := b.Report(name); return r.ID }
	storyOf := func(b *Book, name string) []string {
		for _, d := range b.At(time.Time{}).Dossiers {
			var in []string
			for _, m := range d.Members {
				in = append(in, d.Reports[m.Report].Name)
			}
			if slices.Contains(in, name) {
				return in
			}
		}
		return nil
	}
	split := ledger.Decision{Kind: ledger.Split, Reports: []string{id("t01")}, From: []string{id("t02"), id("t03")}, Author: "ed", Reason: "another fire"}
	if _, err := b.AddDecision(t.Context(), split); err != nil {
		t.Fatal(err)
	}
	if got := storyOf(b, "t01"); len(got) != 1 {
		t.Errorf("after the split t01 stands with %v", got)
	}
	taken := b.Decisions()[0].ID
	if _, err := b.AddDecision(t.Context(), ledger.Decision{Kind: ledger.Undo, Undoes: taken, Author: "ed", Reason: "it was one after all"}); err != nil {
		t.Fatal(err)
	}
	if got := storyOf(b, "t01"); len(got) != 3 {
		t.Errorf("after the undo t01 stands with %v", got)
	}
	merge := ledger.Decision{Kind: ledger.Merge, Reports: []string{id("t04"), id("t07")}, Author: "ed", Reason: "one fire"}
	if _, err := b.AddDecision(t.Context(), merge); err != nil {
		t.Fatal(err)
	}
	if got := storyOf(b, "t07"); !slices.Contains(got, "t04") {
		t.Errorf("after the merge t07 stands with %v", got)
	}
	again := openBook(t, openLog(t, path), WithLarge(4))
	if accountJSON(t, b.At(time.Time{})) != accountJSON(t, again.At(time.Time{})) {
		t.Error("the same log opened again gives another account")
	}
}

// Going through a large ledger story by story gives what holding all of it does.
func TestEachStory(t *testing.T) {
	b, _ := freshBook(t, WithClock(noon), WithLarge(4))
	mustAdd(t, b, 34, append(towns(12), ferry(5)...)...)
	for _, at := range []time.Time{{}, time.Date(2031, 6, 4, 0, 30, 0, 0, time.UTC)} {
		whole := b.Whole(at)
		got := make([]string, len(whole.Dossiers))
		err := b.EachStory(t.Context(), at, func(i, total int, a *Account) error {
			if total != len(got) || len(a.Dossiers) != 1 {
				return fmt.Errorf("story %d of %d: %d dossiers", i, total, len(a.Dossiers))
			}
			got[i] = fmt.Sprintf("%s %s %+v", a.Dossiers[0].ID, a.Dossiers[0].Title, a.Dossiers[0].Figures)
			if bad := Verify(a); bad != nil {
				return fmt.Errorf("%v", bad)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range whole.Dossiers {
			if want := fmt.Sprintf("%s %s %+v", d.ID, d.Title, d.Figures); got[i] != want {
				t.Errorf("story %d is %s, want %s", i, got[i], want)
			}
		}
	}
	failed := fmt.Errorf("enough")
	if err := b.EachStory(t.Context(), time.Time{}, func(int, int, *Account) error { return failed }); err != failed {
		t.Errorf("a failing caller gives %v", err)
	}
}
