package desk

import (
	"net/http"
	"sort"
	"time"

	"sofar/dossier"
)

// slider moves a story through its own ticks.
type slider struct {
	Action         string
	Ticks          []tick
	Value, Max     int
	Earlier, Later string
	Now            string // "" when the view is already the newest
	Here           string // the address that keeps showing what the newest view shows
	Label          string
	Scale          []scaleMark
}

// scaleMark is a time written below the slider.
type scaleMark struct {
	X, Anchor, Text string
	Fine            bool // left out where there is little room
}

// scale writes the times of up to five ticks, even parts of the slider apart.
func scale(ticks []time.Time) []scaleMark {
	var out []scaleMark
	last, used := len(ticks)-1, map[int]bool{}
	for q := range 5 {
		i := (q*last + 2) / 4
		if used[i] {
			continue
		}
		used[i] = true
		m := scaleMark{X: percent(100 * float64(i) / float64(last)), Anchor: "middle", Text: ticks[i].Format("2 Jan, 15:04"), Fine: q%2 == 1}
		switch i {
		case 0:
			m.Anchor = "start"
		case last:
			m.Anchor = "end"
		}
		out = append(out, m)
	}
	return out
}

type tick struct {
	N     int
	At    string
	Label string
}

// maxTicks bounds the slider; a longer story is thinned evenly, its ends kept.
const maxTicks = 200

// ticksOf are the moments at which something of the story became known, and at
// which editors decided something that bears on it.
func ticksOf(d *dossier.Dossier, all []dossier.Ruling) []time.Time {
	seen := map[int64]bool{}
	var out []time.Time
	add := func(t time.Time) {
		t = t.UTC().Truncate(time.Second)
		if !t.IsZero() && t.Year() >= 1 && !seen[t.Unix()] {
			seen[t.Unix()] = true
			out = append(out, t)
		}
	}
	for _, t := range d.Known {
		// An address holds whole seconds: round up, or the report that came
		// within the second would not be known yet.
		add(t.Add(time.Second - 1))
	}
	var first time.Time // no decision shows before there is a story
	for _, t := range out {
		if first.IsZero() || t.Before(first) {
			first = t
		}
	}
	on := map[string]bool{}
	for i := range d.Decisions {
		on[d.Decisions[i].ID] = true
	}
	for i := range all {
		if (on[all[i].ID] || on[all[i].Undoes]) && all[i].At.After(first) {
			add(all[i].At.Add(time.Second - 1))
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Before(out[j]) })
	if n := len(out); n > maxTicks {
		thin := make([]time.Time, maxTicks)
		for i := range thin {
			thin[i] = out[i*(n-1)/(maxTicks-1)]
		}
		out = thin
	}
	return out
}

func tickURL(r *http.Request, ticks []time.Time, n int) string {
	if n < 0 || n >= len(ticks)-1 {
		return with(r.URL, "", "tick", "", "at", "")
	}
	return with(r.URL, "", "tick", "", "at", ticks[n].Format(stamp))
}

func sliderOf(id string, ticks []time.Time, at time.Time) *slider {
	if len(ticks) < 2 {
		return nil
	}
	s := &slider{Action: storyURL(id), Max: len(ticks) - 1, Value: len(ticks) - 1}
	if !at.IsZero() {
		s.Value = max(0, sort.Search(len(ticks), func(i int) bool { return ticks[i].After(at) })-1)
		s.Now = storyURL(id)
	}
	s.Here = storyURL(id) + "?at=" + ticks[len(ticks)-1].Format(stamp)
	for i, t := range ticks {
		s.Ticks = append(s.Ticks, tick{i, t.Format(stamp), clock(t)})
	}
	s.Scale = scale(ticks)
	s.Label = s.Ticks[s.Value].Label
	to := func(i int) string {
		if i == s.Max {
			return storyURL(id)
		}
		return storyURL(id) + "?at=" + s.Ticks[i].At
	}
	if s.Value > 0 {
		s.Earlier = to(s.Value - 1)
	}
	if s.Value < s.Max {
		s.Later = to(s.Value + 1)
	}
	return s
}
