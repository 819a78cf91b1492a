package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"
)

// invented gives a parser whose weights are drawn by lot for the features that
// the words meet.
func invented(t *testing.T, width int, lower []string, ptb, upos []uint8) *Parser {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 9))
	p := &Parser{Rels: []uint8{5, 6, 7, 1}, RootRel: 3, Width: width}
	weights := map[uint32]Row{}
	for range 40 { // random derivations
		var d Derivation
		d.Begin(lower, ptb, upos)
		for !d.Done() {
			shift, left, right, root := d.Moves()
			var may []int
			if shift {
				may = append(may, Shift)
			}
			for r := range 3 {
				if left {
					may = append(may, p.Left(r))
				}
				if right {
					may = append(may, p.Right(r))
				}
			}
			if root {
				may = []int{p.Left(3)}
			}
			if len(d.Stack()) > 0 && !root {
				for _, k := range d.Keys() {
					weights[k] = Row{k, []uint8{0, uint8(1 + rng.IntN(3)), uint8(5 + rng.IntN(3))}, []int16{int16(rng.IntN(99) - 49), int16(rng.IntN(99) - 49), int16(rng.IntN(99) - 49)}}
				}
			}
			d.Do(p, may[rng.IntN(len(may))])
		}
	}
	var rows []Row
	for _, r := range weights {
		rows = append(rows, r)
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	file, err := EncodeParser(p, rows)
	if err != nil {
		t.Fatal(err)
	}
	q, err := DecodeParser(file)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(q.Rels, p.Rels) || q.RootRel != 3 || q.Width != width || len(q.table.rows) != len(rows)+1 {
		t.Fatalf("read back: %+v", q)
	}
	for cut := range min(len(file), 60) {
		if _, err := DecodeParser(file[:len(file)-1-cut*len(file)/61]); err == nil {
			t.Fatal("a file cut short is taken")
		}
	}
	return q
}

func sample(n int) (lower []string, ptb, upos []uint8) {
	words := strings.Fields("the police said that 12 people were killed and wounded , when two trains collided")
	for i := range n {
		lower, ptb, upos = append(lower, words[i%len(words)]), append(ptb, uint8(i*7%40)), append(upos, uint8(i*5%17))
	}
	return lower, ptb, upos
}

// A search of width one takes the best action at every step, where the scores
// are the plain sums of all weights; a wider one finds a score at least as high
// here, and what is dropped for its distance is not what wins.
func TestSearch(t *testing.T) {
	lower, ptb, upos := sample(14)
	p := invented(t, 1, lower, ptb, upos)
	plain := func(keys []uint32) []int32 {
		var sum scores
		for _, k := range keys {
			p.table.add(&sum, p.table.find(k))
		}
		return sum[:p.Actions()]
	}
	var d Derivation
	d.Begin(lower, ptb, upos)
	total := int32(0)
	for !d.Done() {
		shift, left, right, root := d.Moves()
		switch {
		case root:
			d.Do(p, p.Left(p.RootRel))
			continue
		case !left && !right:
			d.Do(p, Shift)
			continue
		}
		sums := plain(d.Keys())
		best := -1
		for a, v := range sums {
			if (a == Shift && shift || a >= p.Left(0) && a < p.Left(3) && left || a >= p.Right(0) && a < p.Right(3) && right) && (best < 0 || v > sums[best]) {
				best = a
			}
		}
		total += sums[best]
		d.Do(p, best)
	}
	var s ParserScratch
	head, rel := make([]int32, len(lower)), make([]uint8, len(lower))
	p.Parse(lower, ptb, upos, head, rel, &s)
	for i := range lower {
		h, r := d.Arc(i + 1)
		want := int32(h) - 1
		if h == len(lower)+1 {
			want = -1
		}
		if head[i] != want || rel[i] != p.Rels[r] {
			t.Errorf("word %d: head %d by %d, want %d by %d", i, head[i], rel[i], want, p.Rels[r])
		}
	}
	if got := s.search.now[0].score; got != total {
		t.Errorf("score %d, want %d", got, total)
	}
	last := total
	for _, width := range []int{2, 8, 64} {
		p.Width = width
		p.Parse(lower, ptb, upos, head, rel, &s)
		got := s.search.now[0].score
		if got < last {
			t.Errorf("width %d finds %d, a narrower search %d", width, got, last)
		}
		last = got
	}
	p.Gap = 1 << 20
	p.Parse(lower, ptb, upos, head, rel, &s)
	if got := s.search.now[0].score; got != last {
		t.Errorf("with a gap that drops nothing: %d, want %d", got, last)
	}
}

func TestParseAllocatesNothing(t *testing.T) {
	lower, ptb, upos := sample(30)
	p := invented(t, 4, lower, ptb, upos)
	var s ParserScratch
	head, rel := make([]int32, len(lower)), make([]uint8, len(lower))
	run := func() { p.Parse(lower, ptb, upos, head, rel, &s) }
	run()
	if n := testing.AllocsPerRun(10, run); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// The keys of different templates and words differ.
func TestParserKeysDiffer(t *testing.T) {
	seen := map[uint32]string{}
	for template := range uint64(150) {
		for a := range uint64(20) {
			for b := range uint64(20) {
				k, name := pkey(template, a<<8|b, b<<8|a, a+b), fmt.Sprint(template, a, b)
				if was, ok := seen[k]; ok && was != name {
					t.Logf("%s and %s share a key", was, name)
				}
				seen[k] = name
			}
		}
	}
	if n := 150 * 400; n-len(seen) > 5 {
		t.Errorf("%d of %d keys are shared", n-len(seen), n)
	}
}
