package story

import (
	"sort"
)

const (
	// sampled: one shingle in eight goes into the index of the whole log; a
	// copied paragraph of sixty words has seven of them on average.
	sampleMask = 7
	// minShared sampled shingles make a candidate for alignment.
	minShared = 2
	// A passage counts from so many words on: shorter ones are quotations and
	// stock phrases that two reporters may share.
	minPassage = 18
	// A partial copy has so many words in its passages, or this part of the source.
	minCopied     = 60
	minCopiedPart = 0.25
	// fullShare is the part of the source's words from which a copy is full.
	fullShare = 2.0 / 3
	// maxHolders bounds the list of texts that hold one shingle: what stands in
	// more is boilerplate.
	maxHolders = 24
)

// copyIndex finds earlier texts that share passages with a new one.
type copyIndex struct {
	tokens  [][]token
	holders map[uint64][]int32
}

func (x *copyIndex) add(i int) {
	ts := x.tokens[i]
	last := uint64(0)
	for k := 0; k+shingleLen <= len(ts); k++ {
		h := shingle(ts, k)
		if h&sampleMask != 0 || h == last {
			continue
		}
		last = h
		l := x.holders[h]
		if len(l) < maxHolders && (len(l) == 0 || l[len(l)-1] != int32(i)) {
			x.holders[h] = append(l, int32(i))
		}
	}
}

// sources gives the earlier texts that share enough sampled shingles, earliest first.
func (x *copyIndex) sources(i int) []int {
	count := make(map[int32]int)
	ts := x.tokens[i]
	for k := 0; k+shingleLen <= len(ts); k++ {
		h := shingle(ts, k)
		if h&sampleMask != 0 {
			continue
		}
		l := x.holders[h]
		if len(l) == maxHolders {
			continue
		}
		for _, e := range l {
			count[e]++
		}
	}
	var out []int
	for e, n := range count {
		if n >= minShared {
			out = append(out, int(e))
		}
	}
	sort.Ints(out)
	return out
}

// findCopies tells which reports took text from which: for every report, in
// order, the earlier ones that share passages, the earliest first; words that
// one source accounts for are not counted for another. What is left without a
// source but credits one is tried as a paraphrase.
func findCopies(g *grouper) []Copy {
	x := &copyIndex{tokens: make([][]token, len(g.entries)), holders: make(map[uint64][]int32)}
	var out []Copy
	origin := make(map[string]string) // full copy → the report it copies
	for i := range g.entries {
		x.tokens[i] = tokenize(g.entries[i].Report.Text)
		mine := g.verbatim(x, i)
		mine = append(mine, g.paraphrases(i, mine, origin)...)
		for _, c := range mine {
			if c.Extent == Full && origin[c.Report] == "" {
				origin[c.Report] = c.Of
			}
		}
		sort.SliceStable(mine, func(a, b int) bool { return mine[a].Of < mine[b].Of })
		out = append(out, mine...)
		x.add(i)
	}
	return out
}

// verbatim gives the full and partial copies of entry i.
func (g *grouper) verbatim(x *copyIndex, i int) []Copy {
	var out []Copy
	rep := g.entries[i].Report
	covered := make([]bool, len(x.tokens[i]))
	for _, e := range x.sources(i) {
		of := g.entries[e].Report
		if of.URL != "" && of.URL == rep.URL || g.all[e].publisher != "" && g.all[e].publisher == g.all[i].publisher {
			continue // a newer version, or an outlet that carries on its own story
		}
		var passages []Passage
		words := 0
		for _, r := range alignRuns(x.tokens[i], x.tokens[e]) {
			fresh := 0
			for k := range r.n {
				if !covered[r.a+k] {
					fresh++
				}
			}
			if r.n < minPassage || 2*fresh < r.n {
				continue
			}
			for k := range r.n {
				covered[r.a+k] = true
			}
			passages = append(passages, r.passage(x.tokens[i], x.tokens[e]))
			words += r.n
		}
		share := float64(words) / float64(max(1, len(x.tokens[e])))
		if words < minCopied && share < minCopiedPart || len(passages) == 0 {
			continue
		}
		c := Copy{Report: g.all[i].id, Of: g.all[e].id, Extent: Partial, Passages: passages, Share: hundredths(share), Rule: "passages of equal words"}
		if share >= fullShare {
			c.Extent, c.Rule = Full, "most of the source word for word"
		}
		out = append(out, c)
	}
	return out
}

// hundredths rounds a share down, so that it reads alike on every machine.
func hundredths(x float64) float64 { return float64(int(min(x, 1)*100)) / 100 }
