package dossier

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// A story of a large ledger is given with what its page needs, and is the very
// same until it changes itself.
func TestBeside(t *testing.T) {
	small, path := freshBook(t, WithClock(noon))
	mustAdd(t, small, 34, append(towns(12), ferry(5)...)...)
	b := openBook(t, openLog(t, path), WithLarge(4))
	ferryID := ""
	kept := map[string]*Account{}
	for _, d := range small.At(time.Time{}).Dossiers {
		for _, book := range []*Book{small, b} {
			a, x := book.Beside(d.ID, time.Time{})
			if x == nil || x.Title != d.Title || a.story(d.ID) == nil || fmt.Sprintf("%+v", x.Figures) != fmt.Sprintf("%+v", d.Figures) {
				t.Fatalf("story %s (%s) is given as %+v", d.ID, d.Title, x)
			}
			kept[d.ID] = a
		}
		if d.Reports[ferry(1)[0].Report.ID] != nil {
			ferryID = d.ID
		}
	}
	mustAdd(t, b, 2, ferry(6)[5])
	for id, a := range kept {
		if again, d := b.Beside(id, time.Time{}); (again == a) == (id == ferryID) {
			t.Errorf("story %s (%s) is folded anew: %v", id, d.Title, again != a)
		}
	}
	early := time.Date(2031, 5, 2, 2, 30, 0, 0, time.UTC)
	a, d := b.Beside(ferryID, early)
	if d == nil || len(d.Members) != 3 || !a.AsOf.Equal(early) {
		t.Errorf("at %v: %+v", early, d)
	}
	if again, _ := b.Beside(ferryID, early); again != a {
		t.Error("an earlier moment is folded twice")
	}
	for _, id := range []string{"", "st000000000000", "x"} {
		if a, d := b.Beside(id, time.Time{}); a != nil || d != nil {
			t.Errorf("a story %q is given", id)
		}
	}
	if _, d := b.Beside(ferryID, early.AddDate(-1, 0, 0)); d != nil {
		t.Error("a story is given at a time when nothing of it was known")
	}
}

// Pages of a list hold the stories of the whole in its order.
func TestPage(t *testing.T) {
	small, path := freshBook(t, WithClock(noon))
	mustAdd(t, small, 34, append(towns(12), ferry(5)...)...)
	large := openBook(t, openLog(t, path), WithLarge(4))
	for _, at := range []time.Time{{}, time.Date(2031, 6, 4, 0, 30, 0, 0, time.UTC)} {
		for _, b := range []*Book{small, large} {
			whole := b.Whole(at)
			for from := range len(whole.Dossiers) + 2 {
				a := b.Page(at, from, 2)
				if len(a.Dossiers) != min(2, max(0, len(whole.Dossiers)-from)) || len(a.Dossiers)+a.MoreStories != len(whole.Dossiers) ||
					len(a.Reports)+a.MoreReports != len(whole.Reports)+whole.MoreReports || !a.AsOf.Equal(whole.AsOf) {
					t.Errorf("from %d at %v: %d stories and %d more, %d reports and %d more, as of %v", from, at, len(a.Dossiers), a.MoreStories, len(a.Reports), a.MoreReports, a.AsOf)
				}
				for i := range a.Dossiers {
					if a.Dossiers[i].ID != whole.Dossiers[from+i].ID {
						t.Errorf("story %d at %v is %s", from+i, at, a.Dossiers[i].Title)
					}
				}
			}
		}
	}
}

// Who reads while reports come gets whole stories.
func TestLargeSideBySide(t *testing.T) {
	b, _ := freshBook(t, WithClock(noon), WithLarge(4))
	mustAdd(t, b, 10, ferry(5)...)
	id := b.At(time.Time{}).Dossiers[0].ID
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, d := b.Beside(id, time.Time{}); d == nil || len(d.Members) < 5 {
					t.Error("the story is gone")
					return
				}
				b.At(time.Time{})
				b.Page(time.Time{}, 1, 3)
				b.Story(id, noon())
			}
		})
	}
	for _, it := range append(towns(9), ferry(8)[5:]...) {
		mustAdd(t, b, 2, it)
	}
	close(done)
	wg.Wait()
	if _, d := b.Beside(id, time.Time{}); len(d.Members) != 8 {
		t.Errorf("%d members", len(d.Members))
	}
}

// A large story that is folded again and again is the one folded at once.
func TestHotStory(t *testing.T) {
	b, path := freshBook(t, WithClock(noon), WithLarge(4))
	items := ferry(hotSize + 12)
	mustAdd(t, b, 2*hotSize, items[:hotSize]...)
	id := b.Largest()
	for i := hotSize; i < len(items); i += 3 {
		mustAdd(t, b, 6, items[i:i+3]...)
		got := b.Story(id, time.Time{})
		if len(b.large().hot) != 1 {
			t.Fatalf("%d hot stories, %d reports", len(b.large().hot), len(got.Members))
		}
		want := openBook(t, openLog(t, path), WithLarge(4)).Story(id, time.Time{})
		x, y := accountJSON(t, &Account{Dossiers: []Dossier{*got}}), accountJSON(t, &Account{Dossiers: []Dossier{*want}})
		if x != y {
			t.Fatalf("after %d reports the story differs", i+3)
		}
	}
}
