package incident

import (
	"sort"
	"strings"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// general types give way to the more specific ones beside them, where these
// have at least the share given.
var specific = []struct {
	general, special string
	share            float64
}{
	{"attack", "bombing", 0.5}, {"attack", "shooting", 0.35}, {"attack", "kidnapping", 0.8}, {"attack", "hijacking", 0.8}, {"attack", "arson", 0.8},
	{"shooting", "bombing", 1}, {"explosion", "bombing", 0.5}, {"fire", "explosion", 0.5}, {"fire", "arson", 0.6},
	{"industrial accident", "explosion", 0.5}, {"crash", "rail accident", 0.1}, {"crash", "air accident", 0.1}, {"crash", "ship accident", 0.1},
	{"crash", "road accident", 0.1}, {"protest violence", "shooting", 0.8}, {"protest violence", "bombing", 0.8}, {"protest violence", "attack", 1.2}, {"flood", "landslide", 0.6},
	{"flood", "storm", 0.8},
}

// violent types have someone who did it.
var violent = map[string]bool{"attack": true, "bombing": true, "shooting": true, "kidnapping": true, "hijacking": true, "arson": true, "robbery": true, "forced work stoppage": true}

// family joins types that outlets use of one event.
var family = map[string]string{
	"attack": "violence", "bombing": "violence", "shooting": "violence", "kidnapping": "violence", "hijacking": "violence", "robbery": "violence",
	"protest violence": "violence", "arson": "fire", "fire": "fire", "explosion": "fire", "industrial accident": "fire", "flood": "water", "landslide": "water", "storm": "water",
	"building collapse": "collapse", "earthquake": "collapse",
}

// Family names the group of types that outlets use of one and the same event
// ("attack" and "shooting"), the type itself where it stands alone.
func Family(typ string) string {
	if f := family[typ]; f != "" {
		return f
	}
	return typ
}

// choose settles the type of a set of trigger weights; "" where there is too
// little to speak of an incident.
func choose(score map[string]float64) (string, float64) {
	assault := score["assault"]
	delete(score, "assault")
	types := make([]string, 0, len(score))
	for t := range score {
		types = append(types, t)
	}
	sort.Slice(types, func(i, j int) bool {
		if score[types[i]] != score[types[j]] {
			return score[types[i]] > score[types[j]]
		}
		return types[i] < types[j]
	})
	if len(types) == 0 {
		if assault > 0 {
			return "attack", assault / 2
		}
		return "", 0
	}
	best, top := types[0], score[types[0]]
	for range 2 { // two steps reach the end of every chain of specific types
		for _, s := range specific {
			if s.general == best && score[s.special] >= s.share*score[best] && score[s.special] > 0 {
				best = s.special
			}
		}
	}
	if best == "crash" {
		best = "road accident"
	}
	return best, top + assault/2
}

// frames reads the incidents of a report: the main one, others told apart,
// earlier ones; and binds the figures to them. It also gives, for each
// sentence, the index of its frame (negative for history and for what is kept
// out, 0 for all that belongs to the main incident or none).
func (v *view) frames() ([]Frame, []int) {
	ps := v.passages()
	part := ps.part
	if out, ok := v.politicalFrames(ps); ok {
		return append(out, v.history(part)...), part
	}
	var out []Frame
	score := make(map[string]float64)
	for _, m := range v.titleMentions {
		score[m.typ] += 4 * float64(m.weight)
	}
	var mine []int
	for i, s := range v.sents {
		if part[i] != 0 {
			continue
		}
		mine = append(mine, i)
		for _, m := range s.mentions {
			score[m.typ] += s.weight * float64(m.weight)
		}
	}
	typ, strength := choose(score)
	if (typ == "" || strength < 6 && len(v.titleMentions) == 0) && v.hasToll(mine) {
		typ = "other"
	}
	if typ != "" {
		out = append(out, v.frame(typ, mine, "main: title and lead weigh most"))
	}
	// Other incidents, in the order of their numbers, which close up where one is empty.
	renumber := map[int]int{0: 0, partHistory: partHistory, partOutside: partOutside}
	for k := 1; k <= ps.next; k++ {
		var theirs []int
		score := make(map[string]float64)
		for i := range part {
			if part[i] == k {
				theirs = append(theirs, i)
				for _, m := range v.sents[i].mentions {
					score[m.typ] += float64(m.weight)
				}
			}
		}
		if t := ps.types[k]; t != "" {
			score[t] += leadTypeWeight
		}
		t, _ := choose(score)
		if t == "" && v.hasToll(theirs) {
			t = "other"
		}
		if t == "" || typ == "" || len(theirs) == 0 {
			renumber[k] = 0
			continue
		}
		renumber[k] = len(out)
		out = append(out, v.frame(t, theirs, "other: a passage that is set apart"))
	}
	for i := range part {
		part[i] = renumber[part[i]]
	}
	ps.bindFigures(renumber, len(out))
	return append(out, v.history(part)...), part
}

// leadTypeWeight is what the lead's own word for a second event weighs against
// the words of the passage about it.
const leadTypeWeight = 8

// hasToll tells whether the sentences count people or houses that an event hurt.
func (v *view) hasToll(sents []int) bool {
	for _, i := range sents {
		for _, k := range v.sents[i].figures {
			st := v.set.Statements[k]
			if st.Background || st.Figure.Scope == statement.ScopeHistorical {
				continue
			}
			switch st.Figure.Kind {
			case statement.Killed, statement.Injured, statement.Missing, statement.Rescued, statement.Evacuated, statement.Displaced, statement.Hospitalised, statement.Destroyed, statement.Hostages:
				return true
			}
		}
	}
	return false
}

// maxFrames bounds the other incidents and the earlier events of one report.
const maxFrames = 16

// history gives one frame for each sentence about an earlier event.
func (v *view) history(part []int) []Frame {
	var out []Frame
	for i := range part {
		if part[i] != partHistory || len(out) == maxFrames {
			continue
		}
		score := make(map[string]float64)
		for _, m := range v.sents[i].mentions {
			score[m.typ] += float64(m.weight)
		}
		t, w := choose(score)
		if t == "" || w < 2 {
			continue
		}
		f := v.frame(t, []int{i}, "history: an earlier date")
		f.Historical = true
		out = append(out, f)
	}
	return out
}

// frame builds one frame from its sentences.
func (v *view) frame(typ string, sents []int, rule string) Frame {
	f := Frame{Type: typ, Stage: v.stage(sents), Rule: rule}
	f.Place, f.Country = v.place(sents)
	if typ == "attack" && !v.hasEvent(sents) && !v.hasActor(sents) {
		f.Type = "other"
	}
	f.Date = v.date(sents)
	for _, i := range sents {
		if len(v.sents[i].mentions) > 0 {
			f.Spans = append(f.Spans, v.doc.Sents[i].Span)
		}
	}
	v.fillRoles(&f, sents)
	if len(f.Spans) == 0 && len(sents) > 0 {
		f.Spans = append(f.Spans, v.doc.Sents[sents[0]].Span)
	}
	return f
}

// hasEvent tells whether the title or one of the sentences names an event, not
// only those who were hurt.
func (v *view) hasEvent(sents []int) bool {
	if len(sents) > 0 && sents[0] == 0 { // the title tells of the main incident
		for _, m := range v.titleMentions {
			if m.typ != "assault" {
				return true
			}
		}
	}
	for _, i := range sents {
		for _, m := range v.sents[i].mentions {
			if m.typ != "assault" {
				return true
			}
		}
	}
	return false
}

var (
	threatWords  = []string{"threat", "threaten", "threatened", "threatens", "threatening", "threats"}
	attemptWords = []string{"attempted", "foiled", "thwarted", "defused", "deactivated", "averted", "failed to explode", "did not explode", "unsuccessful", "frustrated", "disarmed"}
)

// stage tells whether the event happened, was tried or only threatened, by
// words in the first sentence that tells of it.
func (v *view) stage(sents []int) string {
	for _, i := range sents {
		if len(v.sents[i].mentions) == 0 {
			continue
		}
		s := v.doc.Sents[i]
		text := " " + strings.Join(v.doc.Lower[s.Start:s.End], " ") + " "
		hurt := strings.Contains(text, " killed ") || strings.Contains(text, " dead ") || strings.Contains(text, " wounded ")
		for _, w := range attemptWords {
			if strings.Contains(text, " "+w+" ") && !hurt {
				return "attempted"
			}
		}
		for _, w := range threatWords {
			if strings.Contains(text, " "+w+" ") && !hurt {
				return "threatened"
			}
		}
		break
	}
	return "accomplished"
}

// date gives the day of a frame: the first day-grain time in a sentence with a
// trigger, else the first in its sentences; else some day up to publication.
func (v *view) date(sents []int) *Date {
	var best *language.TimeExpr
	bestRank := -1
	for k := range v.doc.Times {
		t := &v.doc.Times[k]
		if t.From.IsZero() || t.To.IsZero() || t.Grain > language.GrainDay {
			continue
		}
		i := int(v.doc.SentOf[t.Tokens.Start])
		pos := sort.SearchInts(sents, i)
		if pos == len(sents) || sents[pos] != i {
			continue
		}
		if v.head.Contains(t.Span) || !v.doc.Published.IsZero() && t.From.After(v.doc.Published) {
			continue // the dateline's day is when it was written
		}
		rank := 1
		if len(v.sents[i].mentions) > 0 {
			rank = 3
		}
		if pos == 0 {
			rank++
		}
		if rank > bestRank {
			best, bestRank = t, rank
		}
	}
	day := func(t language.TimeExpr) Date {
		end := t.To.Add(-1).UTC().Truncate(24 * 3600e9)
		return Date{Start: t.From.UTC().Truncate(24 * 3600e9), End: end, Words: t.Span.Of(v.doc.Text)}
	}
	if best != nil {
		d := day(*best)
		return &d
	}
	if v.doc.Published.IsZero() {
		return nil
	}
	return &Date{End: v.doc.Published.UTC().Truncate(24 * 3600e9)}
}

// spansOf gives the spans of all sentences.
func spansOf(doc *language.Doc) []report.Span {
	out := make([]report.Span, len(doc.Sents))
	for i, s := range doc.Sents {
		out[i] = s.Span
	}
	return out
}
