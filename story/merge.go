package story

import (
	"sort"
	"strings"

	"sofar/incident"
	"sofar/report"
)

// vote counts values and remembers the order in which they came.
type vote struct {
	weight map[string]float64
	order  []string
}

func (v *vote) add(key string, w float64) {
	if v.weight == nil {
		v.weight = make(map[string]float64)
	}
	if _, ok := v.weight[key]; !ok {
		v.order = append(v.order, key)
	}
	v.weight[key] += w
}

// top gives the value with the most weight, the earlier of equals.
func (v *vote) top() string {
	best := ""
	for _, k := range v.order {
		if best == "" || v.weight[k] > v.weight[best] {
			best = k
		}
	}
	return best
}

// merge gives the story's frame: the type, the date and the place that most
// reports give, and from the frames that agree with them everything named.
func (g *grouper) merge(c *cluster) incident.Frame {
	var types, days vote
	var frames []incident.Frame
	for _, m := range c.members {
		s := mainScene(m)
		if s == nil {
			continue
		}
		fr := g.entries[m.at].Reading.Incidents[s.frame]
		w := 1.0
		if m.background {
			w = 0.3
		}
		types.add(fr.Type, w)
		if fr.Date != nil && !fr.Date.Start.IsZero() {
			days.add(fr.Date.Start.Format("2006-01-02"), w)
		}
		frames = append(frames, fr)
	}
	if len(frames) == 0 {
		return incident.Frame{Rule: "no report gives a frame"}
	}
	out := incident.Frame{Type: types.top(), Stage: frames[0].Stage, Category: frames[0].Category, Rule: "merged: what most reports give", Spans: []report.Span{}}
	day := days.top()
	for _, fr := range frames {
		if fr.Date != nil && (out.Date == nil || out.Date.Start.IsZero()) && (day == "" || !fr.Date.Start.IsZero() && fr.Date.Start.Format("2006-01-02") == day) {
			out.Date = fr.Date
		}
	}
	out.Place, out.Country = mergePlaces(frames)
	for _, fr := range frames {
		out.Instruments = append(out.Instruments, fr.Instruments...)
		out.Perpetrators = append(out.Perpetrators, fr.Perpetrators...)
		out.Targets = append(out.Targets, fr.Targets...)
		out.Victims = append(out.Victims, fr.Victims...)
	}
	out.Instruments = distinct(out.Instruments, func(i incident.Instrument) string { return i.Type + "|" + strings.ToLower(i.Words) })
	out.Perpetrators = distinct(out.Perpetrators, func(p incident.Perpetrator) string { return p.Role + "|" + first(p.Words) })
	out.Targets = distinct(out.Targets, func(t incident.Target) string { return first(t.Words) + "|" + t.Effect })
	out.Victims = distinct(out.Victims, func(v incident.Victim) string {
		return first(v.Name) + "|" + first(v.Description) + "|" + v.Effect
	})
	return out
}

// distinct keeps the first of each key, eight at most.
func distinct[T any](list []T, key func(T) string) []T {
	seen := make(map[string]bool)
	out := list[:0:0]
	for _, x := range list {
		k := key(x)
		if seen[k] || len(out) == 8 {
			continue
		}
		seen[k] = true
		out = append(out, x)
	}
	return out
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return incident.Spelling(words[0])
}

// title names a story of some size by type and place. For a small one, or
// where these are not known, it picks the newest title that says what happened:
// not a correction, an opinion or a label, four words or more; else the newest
// there is.
func (g *grouper) title(c *cluster, frame incident.Frame) string {
	if len(c.members) >= settledSize {
		if t := plainTitle(frame); t != "" {
			return t
		}
	}
	members := append([]*features(nil), c.members...)
	sort.SliceStable(members, func(i, j int) bool { return members[i].at > members[j].at })
	fallback, best, top := "", "", 0
	for _, m := range members {
		t, notice := bareTitle(g.entries[m.at].Report.Title)
		if t == "" {
			continue
		}
		if fallback == "" {
			fallback = t
		}
		score := titleScore(g, m, t, notice)
		if score > top {
			best, top = t, score
		}
	}
	if best == "" {
		return fallback
	}
	return best
}

// bareTitle gives a title without the label of a correction, where a headline is
// left ("Correction: Eight killed in crash"); notice is true for the title of a
// notice that is none ("Correction: Ostrovia-Crash story").
func bareTitle(title string) (t string, notice bool) {
	t = strings.TrimSpace(title)
	if !report.TitleCorrects(t) {
		return t, false
	}
	_, rest, _ := strings.Cut(t, ":")
	rest = strings.TrimSpace(rest)
	if ws := strings.Fields(rest); len(ws) < 4 || strings.EqualFold(ws[len(ws)-1], "story") {
		return t, true
	}
	return rest, false
}

// titleScore grades a title: it should have words that the story's text also
// holds as its event, and none that mark another kind of piece.
func titleScore(g *grouper, m *features, t string, notice bool) int {
	lower := strings.ToLower(t)
	words := len(strings.Fields(t))
	if notice || m.background || words < 4 {
		return 0
	}
	score := 1
	for _, bad := range []string{"live", "analysis", "opinion", "what we know", "as it happened", "statement", "press release", "situation report", "information"} {
		if strings.Contains(lower, bad) {
			return score
		}
	}
	score++
	if s := mainScene(m); s != nil {
		folded := incident.Fold(t)
		if strings.Contains(folded, s.country) && s.country != "" {
			score++
		}
	}
	if strings.ToUpper(t) == t {
		score--
	}
	return score
}
