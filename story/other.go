package story

import (
	"sort"

	"sofar/incident"
)

// otherScenes finds the stories of incidents that a report tells of beside
// its own: by place, or where the passage names none, by its words.
type otherScenes struct {
	g *grouper
	// at lists the entries by the first letters of their scenes' place words.
	at map[string][]int
}

// placeKey is what the spellings of one place have in common, near enough.
func placeKey(word string) string { return word[:min(3, len(word))] }

// addOtherScenes ties a report that tells of a second incident to the story
// of that incident, where there is one.
func (g *grouper) addOtherScenes() {
	x := &otherScenes{g: g, at: make(map[string][]int)}
	for i, f := range g.all {
		s := mainScene(f)
		if s == nil || f.background {
			continue
		}
		seen := make(map[string]bool)
		for _, p := range s.places {
			if k := placeKey(p); !seen[k] {
				seen[k] = true
				x.at[k] = append(x.at[k], i)
			}
		}
	}
	for i, f := range g.all {
		for k := 1; k < len(f.scenes); k++ {
			s := &f.scenes[k]
			c, m, ok := x.byPlace(i, s)
			if !ok && len(s.places) == 0 {
				c, m, ok = x.byWords(i, s)
			}
			if ok {
				m.Report, m.Frames = f.id, []int{s.frame}
				g.clusters[c].loose = append(g.clusters[c].loose, m)
				g.clusters[c].looseAt = append(g.clusters[c].looseAt, i)
			}
		}
	}
}

// byPlace finds the story most of whose main scenes share place and time with
// a passage of another report.
func (x *otherScenes) byPlace(i int, s *scene) (int, Member, bool) {
	g := x.g
	hits := make(map[int]int)
	first := make(map[int]int)
	seen := make(map[int]bool)
	for _, p := range s.places {
		for _, e := range x.at[placeKey(p)] {
			ms := mainScene(g.all[e])
			if seen[e] || g.of[e] == g.of[i] || !samePlaces(ms.places, s.places) || !near(ms, s) {
				continue
			}
			seen[e] = true
			k := g.of[e]
			if hits[k] == 0 || e < first[k] {
				first[k] = e
			}
			hits[k]++
		}
	}
	best := -1
	for k, n := range hits {
		if best < 0 || n > hits[best] || n == hits[best] && k < best {
			best = k
		}
	}
	if best < 0 {
		return 0, Member{}, false
	}
	return best, Member{Why: "a passage about the same place as " + g.all[first[best]].label, Score: 0.6}, true
}

const (
	// A passage without a place is held to a story by so many rare words, whose
	// rarities add up to so many nats.
	passageWords = 4
	passageBits  = 14.0
	// passageRarity is the rarity from which a word of a passage counts.
	passageRarity = 2.0
)

// byWords finds the story of a passage that names no place: of the same type,
// in no other country, known within a week, and with rare words in common.
func (x *otherScenes) byWords(i int, s *scene) (int, Member, bool) {
	g := x.g
	words := g.wordsOf(i, s.frame)
	sum, shared := make(map[int]float64), make(map[int]int)
	for _, n := range words {
		r := g.vocab.rarity(n)
		if r < passageRarity {
			continue
		}
		for _, list := range g.postings.newest(n) {
			for _, e := range list {
				sum[int(e)] += r
				shared[int(e)]++
			}
		}
	}
	best := -1
	for e, w := range sum {
		f := g.all[e]
		ms := mainScene(f)
		if g.of[e] == g.of[i] || ms == nil || f.background || w < passageBits || shared[e] < passageWords || !near(ms, s) ||
			incident.Family(ms.typ) != incident.Family(s.typ) || s.country != "" && ms.country != "" && s.country != ms.country {
			continue
		}
		if best < 0 || w > sum[best] || w == sum[best] && e < best {
			best = e
		}
	}
	if best < 0 {
		return 0, Member{}, false
	}
	return g.of[best], Member{Why: "a passage in the words of " + g.all[best].label, Score: 0.5}, true
}

// wordsOf gives the words of a frame's sentences as numbers of the vocabulary,
// each once, in order.
func (g *grouper) wordsOf(i, frame int) []int32 {
	e := g.entries[i]
	var out []int32
	seen := make(map[int32]bool)
	for _, sp := range e.Reading.Incidents[frame].Spans {
		for _, w := range titleWords(sp.Of(e.Report.Text)) {
			if n, ok := g.vocab.find(incident.TermOf(w)); ok && !seen[n] && len(w) > 2 {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a] < out[b] })
	return out
}

// near tells whether two scenes may be one by time: within a week.
func near(a, b *scene) bool {
	if a.to.IsZero() || b.to.IsZero() {
		return true
	}
	return max(a.from.Sub(b.to).Hours(), b.from.Sub(a.to).Hours()) <= 7*24
}
