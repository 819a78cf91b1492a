package desk

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// wired is a story in which every outlet but the wire copies the wire, and some
// relay another that was not read.
func wired(outlets int) []told {
	out := many(outlets + 1)
	for i := range out {
		out[i].outlet = fmt.Sprintf("Outlet %02d", i)
		if i > 0 {
			out[i].copyOf = 0
		}
		if i%3 == 2 {
			out[i].copyOf = -1
			out[i].says[0].relay = []string{"Far Agency"}
		}
	}
	return out
}

// TestGraph: one wire stands in the middle with all its outlets, nothing
// overlaps, and what is too much is drawn together.
func TestGraph(t *testing.T) {
	for _, c := range []struct{ outlets, rows int }{{1, 1}, {6, 6}, {40, 40}, {90, maxOutlets + 1}} {
		reports := wired(c.outlets)
		d := &newBook(reports, len(reports)).At(day.AddDate(0, 0, 5)).Dossiers[0]
		g := graphOf(d, relaysOf(d))
		if g == nil {
			t.Fatalf("%d outlets: no drawing", c.outlets)
		}
		if len(g.Outlets) != c.rows {
			t.Errorf("%d outlets stand in %d rows, want %d", c.outlets, len(g.Outlets), c.rows)
		}
		if g.Wires[0].Label != "Outlet 00" || len(g.Wires) != 1+min(1, c.outlets/2) {
			t.Errorf("%d outlets: wires %+v", c.outlets, g.Wires)
		}
		for column, nodes := range map[int][]graphNode{mouthGap: g.Mouths, wireGap: g.Wires, outletGap: g.Outlets} {
			for i, a := range nodes {
				if a.Y < graphTop || a.Y > g.Height {
					t.Errorf("%d outlets: %q stands at %d of %d", c.outlets, a.Label, a.Y, g.Height)
				}
				for _, b := range nodes[:i] {
					if gap := abs(a.Y - b.Y); gap < column-1 {
						t.Errorf("%d outlets: %q and %q are %d apart, want %d", c.outlets, a.Label, b.Label, gap, column)
					}
				}
			}
		}
		carry := 0
		for _, l := range g.Lines {
			if l.Class == "carry" {
				carry++
			}
		}
		if want := min(c.outlets, maxOutlets) * 2 / 3; carry < want {
			t.Errorf("%d outlets: %d lines of copies, want at least %d", c.outlets, carry, want)
		}
	}
	alone := many(5)
	d := &newBook(alone, 5).At(day.AddDate(0, 0, 5)).Dossiers[0]
	if g := graphOf(d, relaysOf(d)); g != nil {
		t.Errorf("a story without copies is drawn: %+v", g)
	}
}

// TestGraphOnPage: the drawing has its words for who cannot see it.
func TestGraphOnPage(t *testing.T) {
	page, _ := get(t, newDesk(t, newBook(fire, len(fire)), Options{}), "/story/stfire", 200)
	m := regexp.MustCompile(`(?s)<figure class="carriers"><svg[^>]*role="img" aria-label="([^"]*)"`).FindStringSubmatch(page)
	if m == nil || !strings.Contains(m[1], "Harland Wire is carried by 1 outlet") {
		t.Errorf("the drawing is called %q", m)
	}
}

func TestSpread(t *testing.T) {
	got := spread([]float64{50, 50, 10, 500}, 20, 10, 100)
	for i, a := range got {
		if a < 10 || a > 100 {
			t.Errorf("%v leaves the room", got)
		}
		for _, b := range got[:i] {
			if abs(a-b) < 20 {
				t.Errorf("%v stand too close", got)
			}
		}
	}
	if !(got[2] < got[0] && got[0] < got[1] && got[1] < got[3]) {
		t.Errorf("%v are out of order", got)
	}
}

func TestSameOutlet(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Bosna Press Bureau", "BPB", true}, {"Meridian", "Meridian Wire", true}, {"meridian wire", "Meridian Wire", true},
		{"The", "The Courant", false}, {"Meridian", "Meridiana Post", false}, {"", "Courant", false}, {"", "", true},
	} {
		if sameOutlet(c.a, c.b) != c.want || sameOutlet(c.b, c.a) != c.want {
			t.Errorf("%q and %q: want %v both ways", c.a, c.b, c.want)
		}
	}
}
