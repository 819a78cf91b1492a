package story

import (
	"strings"

	"sofar/incident"
)

// placeName is one name in the chains of a story's frames.
type placeName struct {
	form  string // as first printed
	words []string
	votes int
	with  map[int]bool // names that stand in one chain with it
	ahead map[int]int  // names that stand behind it in a chain, with counts
}

// mergePlaces makes one chain of many: the names that most reports give, each
// of which stands together with the others in some report, in the order in
// which reports put them. A short name counts for the longer one that holds
// its words ("Sable Quay", "Sable Quay ferry terminal").
func mergePlaces(frames []incident.Frame) (chain []string, country string) {
	var names []*placeName
	index := make(map[string]int)
	var countries vote
	placed := 0
	for _, fr := range frames {
		if fr.Country != "" {
			countries.add(fr.Country, 1)
		}
		var ids []int
		for _, p := range fr.Place {
			key := incident.Spelling(p)
			if p == fr.Country || key == "" {
				continue
			}
			k, ok := index[key]
			if !ok {
				k = len(names)
				index[key] = k
				names = append(names, &placeName{form: p, words: strings.Fields(incident.Fold(p)), with: map[int]bool{}, ahead: map[int]int{}})
			}
			names[k].votes++
			ids = append(ids, k)
		}
		if len(ids) > 0 {
			placed++
		}
		for n, a := range ids {
			for _, b := range ids[n+1:] {
				names[a].with[b], names[b].with[a] = true, true
				names[a].ahead[b]++
			}
		}
	}
	country = countries.top()
	votes := longForms(names)
	need := 1
	if placed > 2 {
		need = max(2, placed/10)
	}
	var chosen []int
	for len(chosen) < 4 {
		best := -1
		for k := range names {
			if votes[k] >= need && fits(names, chosen, k) && (best < 0 || votes[k] > votes[best]) {
				best = k
			}
		}
		if best < 0 {
			break
		}
		at := len(chosen)
		for n, c := range chosen {
			if names[best].ahead[c] > names[c].ahead[best] {
				at = n
				break
			}
		}
		chosen = append(chosen[:at], append([]int{best}, chosen[at:]...)...)
	}
	if len(chosen) == 0 && len(names) > 0 {
		chosen = []int{0}
	}
	for _, k := range chosen {
		chain = append(chain, names[k].form)
	}
	if country != "" {
		chain = append(chain, country)
	}
	return chain, country
}

// longForms gives each name's votes after short forms have handed theirs, and
// their company, to the longer form with most votes.
func longForms(names []*placeName) []int {
	votes := make([]int, len(names))
	for k, n := range names {
		votes[k] += n.votes
		long := -1
		for j, o := range names {
			if len(o.words) > len(n.words) && within(n.words, o.words) && (long < 0 || o.votes > names[long].votes) {
				long = j
			}
		}
		if long < 0 {
			continue
		}
		votes[long] += n.votes
		votes[k] = -len(names) * 1000
		for j := range n.with {
			names[long].with[j], names[j].with[long] = true, true
		}
		for j, c := range n.ahead {
			names[long].ahead[j] += c
		}
	}
	return votes
}

func within(short, long []string) bool {
	for _, w := range short {
		found := false
		for _, l := range long {
			found = found || w == l
		}
		if !found {
			return false
		}
	}
	return len(short) > 0
}

// fits tells whether a name is none of those chosen and stands beside each of
// them in some report; two that never do are rivals for one rank.
func fits(names []*placeName, chosen []int, k int) bool {
	for _, c := range chosen {
		if c == k || !names[k].with[c] {
			return false
		}
	}
	return true
}

// eventNoun is what a headline calls an incident of each type; types that are
// missing say too little to make a headline of.
var eventNoun = map[string]string{
	"attack": "Attack", "bombing": "Bombing", "shooting": "Shooting", "kidnapping": "Kidnapping", "hijacking": "Hijacking", "arson": "Arson attack", "robbery": "Robbery",
	"earthquake": "Earthquake", "flood": "Flood", "storm": "Storm", "landslide": "Landslide", "fire": "Fire", "explosion": "Explosion", "building collapse": "Building collapse",
	"rail accident": "Rail accident", "air accident": "Air accident", "ship accident": "Ship accident", "road accident": "Road accident", "industrial accident": "Industrial accident",
	"protest violence": "Violence",
}

// settledSize is the number of reports from which a story has a title of its
// own: type and place, which hold whatever the newest headline says.
const settledSize = 3

// plainTitle names an incident by type and place: "Bombing at Sable Quay ferry
// terminal, Odrin, Lethania"; "" where one of them is missing.
func plainTitle(f incident.Frame) string {
	noun := eventNoun[f.Type]
	if noun == "" || len(f.Place) == 0 || len(f.Place) == 1 && f.Country != "" {
		return ""
	}
	prep := "in"
	if incident.IsFacility(f.Place[0]) {
		prep = "at"
	} else if f.Type == "ship accident" {
		prep = "near"
	}
	return noun + " " + prep + " " + strings.Join(f.Place, ", ")
}
