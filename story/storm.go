package story

import (
	"regexp"
	"strings"

	"sofar/incident"
)

// A storm with a name is one event wherever it strikes: it moves, and reports of
// one day tell of places that those of another have never named. An earthquake is
// felt, and protests spread, over a country.

var (
	stormNamed = regexp.MustCompile(`\b(?:[Hh]urricanes?|HURRICANE|[Tt]yphoons?|TYPHOON|[Cc]yclones?|CYCLONE|[Ss]torm|STORM|[Ss]uperstorm|SUPERSTORM) ["'“‘]?(\p{Lu}[\p{L}’'-]{2,})`)
	// stormText is how much of a text is searched, in bytes.
	stormText = 4000
	// stormShare is the part of English reports in which a word that names a storm
	// may stand: "Storm Hits" names none.
	stormShare = 0.004
)

// stormOf gives the name of the storm that a report names most, folded, "" if
// none: of equals the one named first.
func stormOf(e *Entry) string {
	text := e.Report.Title + "\n" + e.Report.Text[:min(len(e.Report.Text), stormText)]
	if !strings.Contains(text, "urricane") && !strings.Contains(text, "yphoon") && !strings.Contains(text, "yclone") && !strings.Contains(text, "torm") && !strings.Contains(text, "STORM") && !strings.Contains(text, "HURRICANE") && !strings.Contains(text, "TYPHOON") && !strings.Contains(text, "CYCLONE") {
		return ""
	}
	counts := map[string]int{}
	best := ""
	for _, m := range stormNamed.FindAllStringSubmatch(text, -1) {
		name := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(m[1]), "'s"), "’s")
		if incident.DocumentShare(incident.TermOf(name)) > stormShare {
			continue
		}
		counts[name]++
		if best == "" || counts[name] > counts[best] {
			best = name
		}
	}
	return best
}

// wideEvent names an earthquake, or the violence around protests, by its country,
// "" for anything else; no storm's name holds a space.
func wideEvent(f *features) string {
	s := mainScene(f)
	if s == nil || s.country == "" || f.background || s.typ != "earthquake" && s.typ != "protest violence" {
		return ""
	}
	return s.typ + " in " + s.country
}

// storms compares the storm that a report names with the one of a story.
func storms(f *features, c *cluster) (same, other bool) {
	if f.storm == "" || c.storm == "" || 3*c.storms.of(c.storm) < len(c.members) {
		return false, false
	}
	return f.storm == c.storm, f.storm != c.storm && c.storms.of(f.storm) == 0
}
