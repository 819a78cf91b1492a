package desk

import (
	"slices"
	"strings"
	"time"

	"sofar/explain"
)

// timelineDay is a day of the timeline.
type timelineDay struct {
	Date   string
	Events []timelineEvent // newest first
}

// timelineEvent is a development: when, and what, with the outlet.
type timelineEvent struct {
	sentence
	Clock string // "15:04 UTC", "" where only the day is known
}

// shownEvents is how many events of the timeline stand open, the newest.
const shownEvents = 10

// eventOf takes the date and time off a line of the timeline, which stand beside
// it on the page.
func eventOf(x explain.Sentence, s sentence) timelineEvent {
	e := timelineEvent{sentence: s}
	if x.Lead == "" || x.At.IsZero() {
		return e
	}
	day := x.At.UTC().Format("2 January")
	lead, ok := strings.CutPrefix(x.Lead, day)
	if !ok {
		return e
	}
	if clock := x.At.UTC().Format("15:04 UTC"); strings.HasPrefix(lead, ", "+clock) {
		e.Clock, lead = clock, strings.TrimPrefix(lead, ", "+clock)
	}
	if lead = strings.TrimPrefix(lead, ", "); lead == ": " {
		lead = ""
	}
	e.Text = lead + strings.TrimPrefix(s.Text, x.Lead)
	return e
}

// timeline puts the events, oldest first, into days, newest first, and folds all
// but the newest.
func (v *storyView) timeline(events []timelineEvent) {
	slices.Reverse(events)
	open := len(events)
	if open > shownEvents+2 {
		open = shownEvents
	}
	v.Timeline, v.Earlier, v.EarlierCount = days(events[:open]), days(events[open:]), len(events)-open
}

func days(events []timelineEvent) []timelineDay {
	var out []timelineDay
	var last time.Time
	for _, e := range events {
		day := e.At.UTC().Truncate(24 * time.Hour)
		if len(out) == 0 || !day.Equal(last) {
			out, last = append(out, timelineDay{Date: e.At.UTC().Format("Monday 2 January 2006")}), day
		}
		d := &out[len(out)-1]
		d.Events = append(d.Events, e)
	}
	return out
}
