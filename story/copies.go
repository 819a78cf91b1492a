package story

import (
	"cmp"
	"slices"
)

const (
	// sampleOne: one shingle in so many goes into the index of the whole log; a
	// text of five hundred words has forty of them. Of a text of at most
	// shortWords one in sampleShort does.
	sampleOne, sampleShort = 12, 3
	shortWords             = 150
	// A single shared shingle makes a candidate where so few texts hold it.
	fewHolders = 3
	// maxSources bounds the earlier texts that one text is aligned with.
	maxSources = 12
	// A passage counts from so many equal words on: shorter ones are quotations
	// and stock phrases that two reporters may share.
	minPassage = 18
	// A partial copy has so many words in its passages, or this part of the source.
	minCopied = 45
	// nearEnd words behind a passage do not part it from the next or from the end.
	nearEnd       = 4
	minCopiedPart = 0.25
	// fullShare is the part of the source's words from which a copy is full.
	fullShare = 2.0 / 3
	// From so many reports of one outlet that tell of different events, and from
	// so many of whatever outlets, a passage is boilerplate: a footer, a standing
	// paragraph, an appeal for subscribers.
	boilerOwn, boilerAny = 3, 4
	// boilerGap words between two of its sampled shingles are of it as well.
	boilerGap = 50
)

// Texts is the collection in which copies are looked for, in the order in which
// the texts became known. What it gives for a text must not change.
type Texts interface {
	// Text is the text of i.
	Text(i int) string
	// Outlet names the one who published text i, "" if not known, and Address
	// where, "" if nowhere.
	Outlet(i int) string
	Address(i int) string
	// Event numbers what text i tells of, as far as is known: passages that
	// texts of many events hold are nobody's own.
	Event(i int) int
}

// Finder finds the earlier texts from which a text took passages: an index of
// sampled shingles gives candidates, alignment decides. The work for a text is
// bounded whatever the number of texts.
type Finder struct {
	texts Texts
	index holders
	align aligner
	words [2][]token // of the text at hand and of the one it is held against
	// What follows is used again from text to text.
	hits  []hit
	lone  []int32
	found []candidate
	held  []int32
	// covered marks the words of the text at hand that are accounted for, theirs
	// the boilerplate of the text that it is held against.
	covered, theirs []bool
	quoted          []bool // words of the text that it is held against
}

// NewFinder makes a Finder without texts; Add takes them in.
func NewFinder(texts Texts) *Finder {
	return &Finder{texts: texts}
}

// sampled tells whether a shingle is one in so many.
func sampled(shingle uint64, one int) bool { return uint64(uint32(shingle))*uint64(one)>>32 == 0 }

// Add takes text i in; texts must come in order.
func (x *Finder) Add(i int) {
	shingles, one := x.shingles(x.texts.Text(i))
	for _, h := range shingles {
		if sampled(h, one) {
			x.index.add(h, int32(i))
		}
	}
}

// shingles gives the shingles of a text that are looked up; one in so many words
// of them belong in the index.
func (x *Finder) shingles(text string) (list []uint64, one int) {
	x.words[0] = appendTokens(x.words[0][:0], text)
	ts := x.words[0]
	for k := 0; k+shingleLen <= len(ts); k++ {
		if h := shingle(ts, k); sampled(h, sampleShort) {
			list = append(list, h)
		}
	}
	if len(ts) <= shortWords {
		return list, sampleShort
	}
	return list, sampleOne
}

// Source is an earlier text of which another repeats passages.
type Source struct {
	Of       int
	Extent   Extent // Full or Partial
	Passages []Passage
	// Share in 0..1 is the part of the source's words that are repeated.
	Share float64
}

// Sources gives the texts before i from which text i took passages, the earliest
// first; words that one of them accounts for are not counted for another.
func (x *Finder) Sources(i int) []Source {
	x.words[0] = appendTokens(x.words[0][:0], x.texts.Text(i))
	mine := x.words[0]
	candidates := x.candidates(i, mine)
	if len(candidates) == 0 {
		return nil
	}
	var out []Source
	x.covered = zeroed(x.covered, len(mine))
	x.markBoiler(mine, x.covered)
	for _, c := range candidates {
		// What an earlier source accounts for needs no second.
		fresh := 0
		for _, h := range x.hits[c.from:c.to] {
			if !x.covered[h.at] {
				fresh++
			}
		}
		if fresh == 0 || fresh == 1 && !c.lone {
			continue
		}
		text := x.texts.Text(c.text)
		x.words[1] = appendTokens(x.words[1][:0], text)
		x.quoted = quotedWords(zeroed(x.quoted, len(x.words[1])), text, x.words[1])
		if s, ok := x.hold(mine, x.words[1]); ok {
			s.Of = c.text
			out = append(out, s)
		}
	}
	return out
}

// hold aligns two texts, and gives what the first took from the second; what it
// took is covered from then on.
func (x *Finder) hold(mine, theirs []token) (s Source, ok bool) {
	runs := x.align.runs(mine, theirs)
	tail := tailStart(runs, len(mine), len(theirs))
	words, said, last := 0, 0, 0
	kept := runs[:0:0]
	for len(runs) > 0 {
		n, equal, fresh := 0, 0, 0
		for n < len(runs) && runs[n].chain == runs[0].chain {
			equal += runs[n].n
			for k := range runs[n].n {
				if !x.covered[runs[n].a+k] {
					fresh++
				}
			}
			n++
		}
		chain := runs[:n]
		runs = runs[n:]
		if equal < minPassage || 2*fresh < equal {
			continue
		}
		kept = append(kept, chain...)
		// A word that was changed between equal ones was copied as well.
		end := chain[n-1]
		n = min(end.b+end.n-chain[0].b, end.a+end.n-chain[0].a) - (equal - fresh)
		words += n
		if chain[0].a >= tail {
			last += n
		}
		for _, r := range chain {
			for k := range r.n {
				if x.quoted[r.b+k] {
					said++
				}
			}
		}
	}
	// Who copies takes the beginning or what is to the point; what only ends
	// both texts is a footer, what stands in quotation marks may be written down
	// by many.
	if words < minPassage || words-last-said < minPassage && 2*words < len(theirs) {
		return s, false
	}
	x.theirs = zeroed(x.theirs, len(theirs))
	own := float64(max(1, len(theirs)-x.markBoiler(theirs, x.theirs)))
	share := float64(words) / own
	if words-said < minCopied && float64(words-said)/own < minCopiedPart {
		return s, false
	}
	s.Extent, s.Share = Partial, hundredths(share)
	if share >= fullShare {
		s.Extent = Full
	}
	for _, r := range kept {
		s.Passages = append(s.Passages, r.passage(mine, theirs))
		for k := range r.n {
			x.covered[r.a+k] = true
		}
	}
	return s, true
}

// quotedWords marks the words between quotation marks; a paragraph’s end closes
// what is open.
func quotedWords(marks []bool, text string, ts []token) []bool {
	at, open := 0, false
	for i, t := range ts {
		for _, r := range text[at:t.start] {
			switch r {
			case '“', '«', '„':
				open = true
			case '”', '»', '\n':
				open = false
			case '"':
				open = !open
			}
		}
		at = int(t.end)
		marks[i] = open
	}
	return marks
}

// tailStart is the word from which all that two texts share follows one on
// another to the end of both; n where they end apart.
func tailStart(runs []run, n, m int) int {
	a, b := n, m
	for k := len(runs) - 1; k >= 0; k-- {
		r := runs[k]
		if r.a+r.n+nearEnd < a || r.b+r.n+nearEnd < b || r.b > b {
			break
		}
		a, b = r.a, r.b
	}
	return a
}

// hit is a sampled shingle that an earlier text holds as well: text, and word of
// the text at hand.
type hit struct{ text, at int32 }

// candidate is an earlier text that shares sampled shingles: the hits of it.
type candidate struct {
	text, from, to int
	lone           bool // one of them is held by few
}

// candidates gives the earlier texts by others that share sampled shingles, as
// many as are looked at: those that share most, the earliest first.
func (x *Finder) candidates(i int, ts []token) []candidate {
	x.hits, x.lone = x.hits[:0], x.lone[:0]
	for k := 0; k+shingleLen <= len(ts); k++ {
		h := shingle(ts, k)
		if !sampled(h, sampleShort) {
			continue
		}
		x.held = x.index.of(x.held[:0], h)
		for _, e := range x.held {
			if int(e) < i {
				x.hits = append(x.hits, hit{e, int32(k)})
				if len(x.held) <= fewHolders+1 { // itself is one
					x.lone = append(x.lone, e)
				}
			}
		}
	}
	if len(x.hits) == 0 {
		return nil
	}
	slices.SortFunc(x.hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.at, b.at)) })
	outlet, address := x.texts.Outlet(i), x.texts.Address(i)
	x.found = x.found[:0]
	for from := 0; from < len(x.hits); {
		c := candidate{text: int(x.hits[from].text), from: from, to: from}
		for c.to < len(x.hits) && int(x.hits[c.to].text) == c.text {
			c.to++
		}
		from = c.to
		c.lone = slices.Contains(x.lone, int32(c.text))
		if c.to-c.from < 2 && !c.lone {
			continue
		}
		if a := x.texts.Address(c.text); address != "" && a == address {
			continue // a newer version
		}
		if o := x.texts.Outlet(c.text); outlet != "" && o == outlet {
			continue // an outlet that carries on its own story
		}
		x.found = append(x.found, c)
	}
	if len(x.found) > maxSources {
		slices.SortStableFunc(x.found, func(a, b candidate) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
		x.found = x.found[:maxSources]
		slices.SortFunc(x.found, func(a, b candidate) int { return cmp.Compare(a.text, b.text) })
	}
	return x.found
}

// markBoiler marks the words of a text that are nobody's own, between sampled
// shingles that are boilerplate, and counts them.
func (x *Finder) markBoiler(ts []token, covered []bool) (n int) {
	last, before := -1, false
	for k := 0; k+shingleLen <= len(ts); k++ {
		h := shingle(ts, k)
		if !sampled(h, sampleOne) {
			continue
		}
		boiler := x.boilerplate(h)
		if boiler {
			from := k
			if before && k-last <= boilerGap {
				from = last
			}
			for j := from; j < k+shingleLen; j++ {
				if !covered[j] {
					covered[j] = true
					n++
				}
			}
		}
		last, before = k, boiler
	}
	return n
}

// boilerplate tells whether a shingle stands in many texts that have nothing to
// do with one another.
func (x *Finder) boilerplate(h uint64) bool {
	x.held = x.index.of(x.held[:0], h)
	if len(x.held) < boilerOwn {
		return false
	}
	events := 0
	for n, e := range x.held {
		if !x.eventAmong(x.held[:n], e, "") {
			events++
		}
	}
	if events >= boilerAny && 4*events >= 3*len(x.held) {
		return true
	}
	for n, e := range x.held {
		outlet, own := x.texts.Outlet(int(e)), 1
		if outlet == "" {
			continue
		}
		for k, o := range x.held[n+1:] {
			if x.texts.Outlet(int(o)) == outlet && !x.eventAmong(x.held[n:n+1+k], o, outlet) {
				own++
			}
		}
		if own >= boilerOwn {
			return true
		}
	}
	return false
}

// eventAmong tells whether one of the texts, of the outlet if one is given, tells of the event of e.
func (x *Finder) eventAmong(list []int32, e int32, outlet string) bool {
	for _, o := range list {
		if x.texts.Event(int(o)) == x.texts.Event(int(e)) && (outlet == "" || x.texts.Outlet(int(o)) == outlet) {
			return true
		}
	}
	return false
}

// Copies of the reports of a grouper.

func (g *grouper) Text(i int) string    { return g.entries[i].Report.Text }
func (g *grouper) Outlet(i int) string  { return g.all[i].publisher }
func (g *grouper) Address(i int) string { return g.entries[i].Report.URL }
func (g *grouper) Event(i int) int      { return g.of[i] }

// findCopies tells which reports took text from which: for every report, in
// order, the earlier ones that share passages, the earliest first. What is left
// without a source but credits one is tried as a paraphrase.
func findCopies(g *grouper) []Copy {
	x := NewFinder(g)
	for i := range g.entries {
		x.Add(i)
	}
	var out []Copy
	origin := make(map[string]string) // full copy → the report it copies
	for i := range g.entries {
		mine := g.verbatim(x, i)
		mine = append(mine, g.paraphrases(i, mine, origin)...)
		for _, c := range mine {
			if c.Extent == Full && origin[c.Report] == "" {
				origin[c.Report] = c.Of
			}
		}
		slices.SortStableFunc(mine, func(a, b Copy) int { return cmp.Compare(a.Of, b.Of) })
		out = append(out, mine...)
	}
	return out
}

// verbatim gives the full and partial copies of entry i.
func (g *grouper) verbatim(x *Finder, i int) []Copy {
	var out []Copy
	for _, s := range x.Sources(i) {
		c := Copy{Report: g.all[i].id, Of: g.all[s.Of].id, Extent: s.Extent, Passages: s.Passages, Share: s.Share, Rule: "passages of equal words"}
		if s.Extent == Full {
			c.Rule = "most of the source word for word"
		}
		out = append(out, c)
	}
	return out
}

// hundredths rounds a share down, so that it reads alike on every machine.
func hundredths(x float64) float64 { return float64(int(min(x, 1)*100)) / 100 }
