package dossier

import (
	"time"

	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// Entries pairs reports with their readings in the order of the reports and
// sets Known and Seq by the rules of docs/rules.md:
//
//   - a report is known from its time of publication;
//   - one without it counts as seen at its place in the input: from when the
//     report before it is known, always if it is the first;
//   - a later version of a URL is known from its update.
//
// A repeated report and a report without a reading are left out.
func Entries(reports []*report.Report, readings []incident.Reading) []story.Entry {
	byReport := make(map[string]*incident.Reading, len(readings))
	for i := range readings {
		byReport[readings[i].Report] = &readings[i]
	}
	return entries(reports, byReport)
}

func entries(reports []*report.Report, readings map[string]*incident.Reading) []story.Entry {
	// earliest tells, for each URL, the first moment that any version of it bears.
	earliest := map[string]time.Time{}
	for _, r := range reports {
		if r.URL == "" {
			continue
		}
		m := versionTime(r)
		if e, ok := earliest[r.URL]; !ok || m.Before(e) {
			earliest[r.URL] = m
		}
	}
	out := make([]story.Entry, 0, len(reports))
	seen := make(map[string]bool, len(reports))
	var before time.Time
	for i, r := range reports {
		reading := readings[r.ID]
		if reading == nil || seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		known := r.Published
		if r.URL != "" && r.Updated.After(known) && earliest[r.URL].Before(r.Updated) {
			known = r.Updated
		}
		if known.IsZero() {
			known = before
		}
		before = known
		out = append(out, story.Entry{Report: r, Reading: reading, Known: known, Seq: i})
	}
	return out
}

// versionTime is the newest moment that a version of a URL gives of itself.
func versionTime(r *report.Report) time.Time {
	if r.Updated.After(r.Published) {
		return r.Updated
	}
	return r.Published
}
