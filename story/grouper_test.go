package story

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"sofar/cache"
	"sofar/incident"
	"sofar/report"
	"sofar/statement"
)

// townOf is the town of an event.
func townOf(event int) string {
	return "Mar" + strings.NewReplacer("0", "lu", "1", "ne", "2", "vo", "3", "ra", "4", "si", "5", "ku", "6", "to", "7", "mi", "8", "be", "9", "do").Replace(fmt.Sprint(event))
}

// invented gives n entries of invented events, without any text being read.
func invented(n int) []Entry {
	rng := rand.New(rand.NewPCG(3, 5))
	word := func(k int) string { return fmt.Sprintf("w%cord%d", 'a'+k%26, k) }
	start := time.Date(2031, 6, 2, 6, 0, 0, 0, time.UTC)
	var out []Entry
	for i := range n {
		event := i/40*10 + rng.IntN(14) // some events are told of over long
		known := start.Add(time.Duration(i) * 20 * time.Minute)
		town := townOf(event)
		r := &report.Report{Name: fmt.Sprintf("g%d", i), Publisher: fmt.Sprintf("Paper %d", rng.IntN(30)), Published: known,
			Title: "Fire in " + town, Text: fmt.Sprintf("A fire in %s killed %d people, said Ada Mer%d.", town, 3+event%9, event)}
		r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
		v := &incident.Reading{Report: r.ID, Background: rng.IntN(20) == 0}
		for k := range 24 {
			if rng.IntN(3) > 0 {
				v.Terms = append(v.Terms, incident.Term{Stem: word(event*31 + k), Count: 1 + rng.IntN(3)})
			}
		}
		for range 5 {
			v.Terms = append(v.Terms, incident.Term{Stem: word(rng.IntN(400)), Count: 1})
		}
		v.Names = []incident.Entity{{Name: fmt.Sprintf("Ada Mer%d", event), Kind: "person", Count: 2, First: 40}}
		frame := incident.Frame{Type: "fire", Place: []string{town, "Kestria"}, Country: "Kestria"}
		if rng.IntN(3) == 0 {
			frame.Date = &incident.Date{Start: known.Truncate(24 * time.Hour), End: known.Truncate(24 * time.Hour)}
		}
		v.Incidents = append(v.Incidents, frame)
		if other := event - 10; other >= 0 && rng.IntN(6) == 0 {
			frame.Place = []string{townOf(other), "Kestria"}
			v.Incidents = append(v.Incidents, frame)
		}
		v.Statements = []statement.Statement{{Figure: &statement.Figure{Kind: statement.Killed, Low: int64(3 + event%9)}}}
		out = append(out, Entry{Report: r, Reading: v, Known: known, Seq: i})
	}
	return out
}

// restless makes a Grouper whose stories rest soon.
func restless(x *Grouper) *Grouper {
	x.restAfter, x.restEvery, x.looked = 60, 7, 10
	return x
}

func saved(t *testing.T, x *Grouper) []byte {
	t.Helper()
	var b bytes.Buffer
	w := cache.NewWriter(&b, "test")
	x.Save(w)
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decided makes an editor's moves of report i come up now and then.
func decided(x *Grouper, i int) {
	switch {
	case i%97 == 96:
		x.Move([]int{i - 3}, i-60)
	case i%89 == 88:
		x.Apart(i-5, i-4)
		x.Move([]int{i - 5}, -1)
	}
}

// A Grouper that was saved and read at any points ends with the same bytes as
// one that never was, and every report stands in one story.
func TestGrouperSave(t *testing.T) {
	entries := invented(900)
	plain, other := restless(NewGrouper()), restless(NewGrouper())
	rng := rand.New(rand.NewPCG(7, 7))
	times, side := 0, 0
	for i, e := range entries {
		a, b := plain.Add(e), other.Add(e)
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("report %d changes stories %v, and %v where it was saved before", i, a, b)
		}
		decided(plain, i)
		decided(other, i)
		if rng.IntN(40) == 0 {
			times++
			data := saved(t, other)
			r := cache.NewReader(bytes.NewReader(data), "test", int64(len(data)))
			other = restless(ReadGrouper(r))
			if err := r.End(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !bytes.Equal(saved(t, plain), saved(t, other)) {
		t.Errorf("saved %d times, the grouping differs", times)
	}
	seen := make([]int, len(entries))
	for k := range plain.Stories() {
		plain.Each(k, func(i int) {
			if seen[i]++; plain.Story(i) != k {
				t.Errorf("report %d stands in story %d and is listed in %d", i, plain.Story(i), k)
			}
		})
		side += len(plain.side[int32(k)])
	}
	for i, n := range seen {
		if n != 1 {
			t.Errorf("report %d is listed %d times", i, n)
		}
	}
	asleep := 0
	for k, c := range plain.g.clusters {
		if c == nil && plain.Size(k) > 0 {
			asleep++
		}
	}
	if asleep < 20 || side == 0 || times < 5 {
		t.Errorf("%d stories rest, %d passages of others, saved %d times: the test proves little", asleep, side, times)
	}
}

// What was saved by a sofar that groups otherwise must not be gone on from.
func TestSaveFormat(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors may round otherwise")
	}
	x := restless(NewGrouper())
	for _, e := range invented(300) {
		x.Add(e)
	}
	sum := sha256.Sum256(saved(t, x))
	const format, want = 4, "bd2ff0105000f576"
	if got := hex.EncodeToString(sum[:8]); SaveFormat != format || got != want {
		t.Errorf("reports are grouped or saved otherwise than with SaveFormat %d (%s, it was %s): raise SaveFormat by one, and set format and want of this test to it and to the new sum", format, got, want)
	}
}

// A ring holds the newest reports with a term.
func TestPostings(t *testing.T) {
	var p postings
	want := map[int32][]int32{}
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range int32(4000) {
		k := int32(rng.IntN(8)) * int32(rng.IntN(20))
		p.add(k, i)
		want[k] = append(want[k], i)
	}
	for k, list := range want {
		got := p.newest(k)
		if all := append(append([]int32{}, got[0]...), got[1]...); fmt.Sprint(all) != fmt.Sprint(list[max(0, len(list)-maxPostings):]) {
			t.Errorf("term %d: %v, want the end of %v", k, all, list)
		}
	}
}
