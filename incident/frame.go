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
// earlier ones. It also gives, for each sentence, the index of its frame (-1
// for history, 0 for all that belongs to the main incident or none).
func (v *view) frames() ([]Frame, []int) {
	n := len(v.sents)
	part := make([]int, n)
	others := v.otherPassages()
	for i := range part {
		switch {
		case v.sents[i].historical:
			part[i] = -1
		case others[i] > 0:
			part[i] = others[i]
		}
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
	// Other incidents, in text order; numbers close up where one is empty.
	renumber := map[int]int{0: 0, -1: -1}
	last := 0
	for _, p := range others {
		last = max(last, p)
	}
	for k := 1; k <= last; k++ {
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
		t, _ := choose(score)
		if t == "" || typ == "" {
			renumber[k] = 0
			continue
		}
		renumber[k] = len(out)
		out = append(out, v.frame(t, theirs, "other: a passage that is set apart"))
	}
	for i := range part {
		part[i] = renumber[part[i]]
	}
	return append(out, v.history(part)...), part
}

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
		if part[i] != -1 || len(out) == maxFrames {
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

// otherPassages numbers the passages that tell of another incident than the
// lead, from 1; 0 elsewhere. A passage begins where a cue says so ("In a
// separate accident …") or where a paragraph after the second names a place
// that nothing before it did, together with an event; it ends with the paragraph.
func (v *view) otherPassages() []int {
	out := make([]int, len(v.sents))
	seen := make(map[string]bool)
	next := 0
	note := func(i int) {
		for _, p := range v.sents[i].places {
			if p.kind <= locality {
				for _, w := range words(p.name) {
					seen[w] = true
				}
			}
		}
	}
	for _, w := range v.titleWords {
		seen[w] = true
	}
	for _, w := range words(v.headPlace) {
		seen[w] = true
	}
	for i := 0; i < len(v.sents); i++ {
		s := v.sents[i]
		if i == 0 || s.historical || !s.elsewhere && v.doc.Sents[i].Paragraph < 2 {
			note(i)
			continue
		}
		event := 0
		for _, m := range s.mentions {
			event = max(event, m.weight)
		}
		fresh, known, opens := false, false, false
		for _, p := range s.places {
			if p.kind > locality || casualtyPlace(p.name) {
				continue
			}
			if seenAny(seen, p.name) {
				known = true
				continue
			}
			fresh = fresh || p.prep
			// "In Craiova, …", "And from Port Zelin on the coast …"
			opens = opens || p.at-v.doc.Sents[i].Start <= 3
		}
		first := i == 0 || v.doc.Sents[i-1].Paragraph != v.doc.Sents[i].Paragraph
		apart := s.elsewhere && (event >= 2 || len(s.figures) > 0) && !known ||
			first && !known && (fresh || opens) && event >= 3 && len(s.figures) > 0 ||
			first && !known && opens && event >= 1
		if !apart || next == maxFrames {
			note(i)
			continue
		}
		next++
		p := v.doc.Sents[i].Paragraph
		for ; i < len(v.sents) && v.doc.Sents[i].Paragraph == p; i++ {
			out[i] = next
		}
		i--
	}
	return out
}

func seenAny(seen map[string]bool, name string) bool {
	for _, w := range words(name) {
		if len(w) > 3 && seen[w] {
			return true
		}
	}
	return false
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
	for _, m := range v.titleMentions {
		if m.typ != "assault" {
			return true
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

// bindFigures gives each figure the frame of its sentence. A figure in a
// passage about another incident is a total of that incident unless it is a
// part or an addition; one about an earlier event belongs to no frame.
func bindFigures(v *view, part []int, frames int) {
	for i, s := range v.sents {
		for _, k := range s.figures {
			fig := v.set.Statements[k].Figure
			switch p := part[i]; {
			case p == -1 || fig.Scope == statement.ScopeHistorical || v.set.Statements[k].Background:
				fig.Incident = -1
				fig.Scope = statement.ScopeHistorical
			case p > 0:
				fig.Incident = p
				if fig.Scope == statement.ScopeOther {
					fig.Scope = statement.ScopeTotal
				}
			case frames == 0:
				fig.Incident = -1
			case fig.Scope == statement.ScopeOther:
				fig.Incident = -1
			default:
				fig.Incident = 0
			}
		}
	}
}

// spansOf gives the spans of all sentences.
func spansOf(doc *language.Doc) []report.Span {
	out := make([]report.Span, len(doc.Sents))
	for i, s := range doc.Sents {
		out[i] = s.Span
	}
	return out
}
