package statement

import (
	"strings"

	"sofar/language"
)

// dropped tells whether the number counts nothing worth an account.
func (f *figureReader) dropped(r *reading, sent language.Range) bool {
	d := f.doc
	next := ""
	if r.core.End < sent.End {
		next = d.Lower[r.core.End]
	}
	prev := ""
	if r.core.Start > sent.Start {
		prev = d.Lower[r.core.Start-1]
	}
	n := d.Numbers[r.number]
	switch {
	case prev == "not" && f.contrasted(r.core, sent):
		return true
	case n.Kind == language.NumDigits && n.Low > 1500 && n.Low < 2100 && n.Core.Len() == 4 && n.Bound == language.BoundExact && yearPrepositions[prev] && r.unit != "people":
		return true // a year
	case r.unit == "" && f.ages(r.core.Start, sent):
		return true
	case n.Kind == language.NumDigits && strings.Contains(r.unit, "block"):
		return true // "the 400 block of Main Street"
	case n.Kind == language.NumDigits && r.core.Start > sent.Start && d.Tag[r.core.Start-1] == language.PROPN && d.Flags[r.core.Start-1]&language.FlagAllCaps == 0 && prev != "--":
		return true // part of a name: "Channel 9", "Local News 8"
	case f.names(r, sent) || f.rate(r, sent) || f.counselFor(r, sent) || f.firstCount(r, sent):
		return true
	case r.low == 1 && r.high == 1 && prev == "of" && r.unit != "" && !f.people(r) && n.Kind == language.NumWords:
		return true // "three pupils of one class"
	case next == "past" || prev == "past":
		return true // clock times: "ten past eight"
	case n.Kind == language.NumDigits && r.core.Start == sent.Start && (next == "." || next == ")"):
		return true // enumeration
	case r.unit == "" && (prev == "of" || prev == "aged") && r.core.Start-2 >= sent.Start && personNouns[d.Lower[r.core.Start-2]]:
		return true // "a man of about thirty"
	}
	if n.Kind == language.NumWords && n.Low == 1 && n.Bound == language.BoundExact && (prev == "the" || prev == "no" || prev == "this" || prev == "that" || next == "another" || next == "day" || next == "thing" || next == "side") {
		return true
	}
	return timeNouns[lastWord(r.unit)] || timeNouns[next] && r.np.End <= r.core.End+1
}

var yearPrepositions = wordSet("in since from until by of early late mid")

// mindVerbs are light verbs that give a pronoun a predicate of its own.
var mindVerbs = wordSet("expected thought known reported understood feared believed registered recorded said to do does did left")

var timeNouns = wordSet("second seconds minute minutes hour hours day days night nights week weeks month months year years decade decades century centuries " +
	"o'clock a.m. p.m. times percent per % km kilometres kilometers metres meters miles feet degrees magnitude gmt am pm local st rd th nd")

// rate: "up to 6,000 passengers a day" counts no event.
func (f *figureReader) rate(r *reading, sent language.Range) bool {
	i := r.np.End
	if i+1 >= sent.End {
		return false
	}
	switch f.doc.Lower[i] {
	case "a", "an", "per", "each", "every":
	default:
		return false
	}
	switch f.doc.Lower[i+1] {
	case "day", "night", "week", "month", "year", "hour", "season", "head":
		return true
	}
	return false
}

// counselFor: "a lawyer for two of the suspects" counts his clients.
func (f *figureReader) counselFor(r *reading, sent language.Range) bool {
	i := r.core.Start - 2
	if i < sent.Start || f.doc.Lower[i+1] != "for" {
		return false
	}
	switch f.doc.Lower[i] {
	case "lawyer", "lawyers", "attorney", "attorneys", "counsel":
		return true
	}
	return false
}

// firstCount: "more than the seven hurt that it had counted first" only says
// what an own count was before.
func (f *figureReader) firstCount(r *reading, sent language.Range) bool {
	d := f.doc
	if i := r.core.Start - 1; i < sent.Start || d.Lower[i] != "the" {
		return false
	}
	for i := r.np.End; i+4 < sent.End && i < r.np.End+4; i++ {
		if d.Lower[i] != "that" && d.Lower[i] != "which" || d.Lower[i+2] != "had" {
			continue
		}
		switch d.Lower[i+1] {
		case "it", "he", "she", "they":
			switch d.Lower[i+4] {
			case "first", "earlier", "before", "previously", "initially":
				return true
			}
		}
	}
	return false
}

// byPolice tells whether police or the like stand before token i as its subject.
func (f *figureReader) byPolice(i int) bool {
	for j := i - 1; j >= 0 && j >= i-6 && f.doc.SentOf[j] == f.doc.SentOf[i]; j-- {
		if policeNouns[f.doc.Lower[j]] {
			return true
		}
	}
	return false
}

var policeNouns = wordSet("police officers gendarmes policemen detectives agents soldiers troops authorities investigators marshals patrol guards")

// confirmedCounts reads "confirmed the new number of dead": the value that the
// report gave last for that kind, said again by another.
func (f *figureReader) confirmedCounts(s int) {
	d := f.doc
	sent := d.Sents[s].Range
	for i := sent.Start; i+4 < sent.End; i++ {
		switch d.Lower[i] {
		case "confirmed", "confirms", "confirming":
		default:
			continue
		}
		if d.Lower[i+1] != "the" && d.Lower[i+1] != "this" {
			continue
		}
		j := i + 2
		switch d.Lower[j] {
		case "new", "latest", "same", "corrected", "lower", "higher", "revised":
			j++
		}
		if j+2 >= sent.End || d.Lower[j] != "number" && d.Lower[j] != "count" && d.Lower[j] != "toll" && d.Lower[j] != "figure" || d.Lower[j+1] != "of" {
			continue
		}
		k := j + 2
		if d.Lower[k] == "the" && k+1 < sent.End {
			k++
		}
		kind, ok := groupNouns[d.Lower[k]]
		if !ok || kind == OtherFigure {
			continue
		}
		for n := len(f.out) - 1; n >= 0; n-- {
			q := f.out[n]
			if q.kind != kind || q.scope != ScopeTotal || q.background || q.number < 0 {
				continue
			}
			np := language.Range{Start: i + 1, End: k + 1}
			f.out = append(f.out, reading{sent: s, number: q.number, core: np, np: np, words: d.SpanOf(np), low: q.low, high: q.high, kind: kind,
				unit: q.unit, scope: ScopeTotal, stance: Confirms, whole: language.Range{Start: i, End: k + 1}, parent: -1, rule: "confirmed count"})
			return
		}
	}
}

// oneHospital tells whether a hospital counts those in its own beds: "Saint
// Brigid Hospital was treating 38 patients", "the hospital had 36 patients
// left". How many it admitted may be all that there were.
func (f *figureReader) oneHospital(r *reading) bool {
	d := f.doc
	sent := d.Sents[r.sent].Range
	if lastWord(r.unit) != "patients" || hasWord(d, sent, "hospitals") || hasWord(d, sent, "admitted") || hasWord(d, sent, "total") {
		return false
	}
	for _, n := range d.NamesNear(sent) {
		if n.Form > language.FormRole || n.Tokens.Start < sent.Start || n.Tokens.End > r.np.Start || r.np.Start-n.Tokens.End > 5 {
			continue
		}
		if n.Form == language.FormRole && (n.Entity < 0 || !named(d, d.Entities[n.Entity])) {
			continue // "the county hospital" may be the only one
		}
		if w := d.Lower[n.Tokens.End-1]; w == "hospital" || w == "clinic" || w == "infirmary" {
			return true
		}
	}
	return false
}

// numberIn tells whether a counting number begins in tokens [a, b): "four were
// shot, one fatally".
func (f *figureReader) numberIn(a, b int) bool {
	for i := a; i < b; i++ {
		if _, ok := f.starts[i]; ok {
			return true
		}
	}
	return false
}

// withWounds tells whether those in hospital are said to be hurt: "were taken
// to hospital with gunshot wounds".
func (f *figureReader) withWounds(t trigger, r *reading) bool {
	d := f.doc
	sent := d.Sents[r.sent].Range
	for i := t.End; i < sent.End && i < t.End+7; i++ {
		switch d.Lower[i] {
		case "with", "for":
			for j := i + 1; j < sent.End && j < i+8; j++ {
				switch d.Lower[j] {
				case "injuries", "injury", "wounds", "wound", "burns", "fractures":
					return true
				case ",", ";", "and", "after", "who":
					return false
				}
			}
		case ",", ";", "and", "after", "who", "where":
			return false
		}
	}
	return false
}

// sentBy tells whether the event itself is what put them there: "a shooting
// sent four people to the hospital", "two were taken to hospital after a
// shooting".
func (f *figureReader) sentBy(r *reading) bool {
	d := f.doc
	sent := d.Sents[r.sent].Range
	for j := r.np.End; j+1 < sent.End; j++ {
		if d.Lower[j] != "after" && d.Lower[j] != "following" {
			continue
		}
		for k := j + 1; k < sent.End && k < j+7; k++ {
			switch d.Lower[k] {
			case "shot", "shooting", "stabbed", "stabbing", "gunfire", "shootout", "shootings":
				return true
			}
		}
	}
	i := r.np.Start - 1
	if i < sent.Start || d.Lower[i] != "sent" && d.Lower[i] != "sending" && d.Lower[i] != "sends" {
		return false
	}
	for j := i - 1; j >= sent.Start; j-- {
		if deedNouns[d.Lower[j]] || d.Lower[j] == "gunfire" || d.Lower[j] == "collapse" {
			return true
		}
	}
	return false
}

// manyEvents tells whether several events are counted at token i: "13 people
// were shot in five incidents" tells of no single one.
func (f *figureReader) manyEvents(i int, sent language.Range) bool {
	n, ok := f.starts[i]
	if !ok || f.doc.Numbers[n].Low < 2 {
		return false
	}
	for j := f.doc.Numbers[n].Tokens.End; j < sent.End && j < f.doc.Numbers[n].Tokens.End+2; j++ {
		if w := f.doc.Lower[j]; w == "incidents" || w == "shootings" || w == "accidents" || w == "crashes" {
			return true
		}
	}
	return false
}

// tally tells whether a number counts the victims of many events: "the county's
// 31 homicides this year", "12 wounded in overnight shootings across the city".
func (f *figureReader) tally(r *reading, sent language.Range) bool {
	d := f.doc
	if crimeNouns[lastWord(r.unit)] {
		for i := sent.Start; i+1 < sent.End; i++ {
			switch d.Lower[i] {
			case "this", "last", "the", "per", "each":
				if d.Lower[i+1] == "year" || d.Lower[i+1] == "month" {
					return true
				}
			case "in", "of", "since":
				if w := d.Lower[i+1]; len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && d.Flags[i+1]&language.FlagDigit != 0 {
					return true
				}
			}
		}
	}
	if r.kind != Killed && r.kind != Injured {
		return false
	}
	for i := r.np.End; i+1 < sent.End; i++ {
		if d.Lower[i] != "in" {
			continue
		}
		for j := i + 1; j < sent.End && j < i+5; j++ {
			switch w := d.Lower[j]; {
			case manyDeeds[w]:
				return d.Lower[i+1] != "the" && d.Lower[i+1] != "these" && d.Lower[i+1] != "those"
			case d.Flags[j]&language.FlagPunct != 0, d.Tag[j] == language.ADP, d.Tag[j] == language.VERB, w == "and":
				j = sent.End
			}
		}
	}
	return false
}

var (
	crimeNouns = wordSet("homicides murders killings slayings shootings fatalities deaths")
	manyDeeds  = wordSet("shootings incidents homicides stabbings crashes accidents")
)

var chargeUnits = wordSet("count counts charge charges")

// fired tells whether shots are counted, not those who were shot: "one shot was
// fired", "he fired one shot".
func (f *figureReader) fired(r *reading) bool {
	sent := f.doc.Sents[r.sent].Range
	for i := max(sent.Start, r.core.Start-3); i < min(sent.End, r.np.End+3); i++ {
		switch f.doc.Lower[i] {
		case "fired", "fires", "firing", "fire", "heard":
			return true
		}
	}
	return false
}

// degree tells whether a predicate tells of grave injuries alone.
func (f *figureReader) degree(t trigger) bool {
	for i := t.Start; i < t.End; i++ {
		switch f.doc.Lower[i] {
		case "life-threatening", "serious", "seriously", "critical", "critically", "severe", "severely", "major", "threatening":
			return true
		}
	}
	return false
}
