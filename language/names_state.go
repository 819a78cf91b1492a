package language

// Bodies and posts that belong to a country or a town: what stands before "'s"
// with one of them behind it, or after "of" with one before it, is a place
// ("Lethania's Interior Ministry", "the Foreign Ministry of Lethania"). A ruler
// has an army and a government too, and a firm a president.
var (
	stateNouns = wordSet(`ministry ministries parliament capital embassy consulate ambassador constitution border borders navy coastguard prefecture municipality mayor mayoralty airspace economy currency southeast southwest
 northeast northwest population territory coast coastline outskirts suburbs`)
	rulersNouns = wordSet(`government army military police cabinet regime forces troops`)
	// stateJoined are such posts and bodies by their last two words.
	stateJoined = wordSet2("prime minister", "foreign minister", "interior minister", "defence minister", "defense minister", "health minister", "finance minister", "central bank", "supreme court", "constitutional court", "air force", "coast guard", "border guard", "state television", "security council", "national assembly", "head of state")
)

// wordSet2 is a set of pairs of words.
func wordSet2(pairs ...string) map[[2]string]bool {
	m := make(map[[2]string]bool, len(pairs))
	for _, p := range pairs {
		w := fields(p)
		m[[2]string{w[0], w[len(w)-1]}] = true
	}
	return m
}

// Scores that speak for a place, on the scale of the recogniser's.
const (
	stateBonus  = 1500
	rulersBonus = 250
)

// person tells whether a word of p is a first name or a surname, of the lists or
// of a person whom the text names in full.
func (r *nameReader) person(p *piece) bool {
	for k := p.start; k < p.end; k++ {
		if r.of(k).word.Bits&(bitGivenMale|bitGivenFemale|bitSurname) != 0 || r.inText(k).kinds&(1<<NamePerson) != 0 {
			return true
		}
	}
	return false
}

// stateReach is how many words a body's or post's own name has at most.
const stateReach = 4

// owns gives the score of a name's being a place by the body or post of it that
// stands behind it or before it, 0 if none does.
func (r *nameReader) owns(p *piece) int32 {
	d := r.d
	end := d.Sents[d.SentOf[p.start]].End
	if k := p.end; k < end && (d.Lower[k] == "'s" || d.Lower[k] == "'") && d.Flags[k]&FlagSpace == 0 {
		from := k + 1
		stop := from
		for stop < end && stop-from < stateReach && d.Flags[stop]&FlagPunct == 0 && (d.pos(stop) == ADJ || d.pos(stop) == NOUN || d.pos(stop) == PROPN) {
			stop++
		}
		return r.stateScore(p, from, stop)
	}
	k := p.start - 1
	if k >= 0 && d.Lower[k] == "the" {
		k--
	}
	if k < 1 || d.Lower[k] != "of" || d.SentOf[k-1] != d.SentOf[p.start] {
		return 0
	}
	return r.stateScore(p, max(k-2, d.Sents[d.SentOf[k]].Start), k)
}

// stateScore scores p by the body or post of a state in tokens [from, to).
func (r *nameReader) stateScore(p *piece, from, to int) int32 {
	d := r.d
	strong, weak := int32(stateBonus), int32(rulersBonus)
	if r.person(p) {
		strong = weak
	}
	best := int32(0)
	for k := from; k < to; k++ {
		w := d.Lower[k]
		switch {
		case k > from && stateJoined[[2]string{d.Lower[k-1], w}]:
			return strong
		case k+1 < to && (d.pos(k+1) == NOUN || d.pos(k+1) == PROPN):
			// Only the head of the noun phrase counts: "the government press office".
		case stateNouns[w], rulersNouns[w]:
			return strong
		case w == "president":
			best = weak
		}
	}
	return best
}

// ownedBy gives the tokens behind "of" in the name of a ministry or the like
// ("Foreign Ministry of Lethania"), empty where there are none.
func (r *nameReader) ownedBy(p *piece) Range {
	d := r.d
	for k := p.start + 1; k < p.end-1; k++ {
		if d.Lower[k] != "of" {
			continue
		}
		from := k + 1
		if d.Lower[from] == "the" {
			from++
		}
		if from == p.end || !(k-p.start > 1 && d.Lower[k-1] == "ministry" || d.Lower[k-1] == "embassy" || d.Lower[k-1] == "government" || d.Lower[k-1] == "parliament") {
			return Range{}
		}
		for t := from; t < p.end; t++ {
			if r.of(t).own&(bitPolicy|bitFunction|bitOrgHead) != 0 {
				return Range{}
			}
		}
		return Range{from, p.end}
	}
	return Range{}
}
