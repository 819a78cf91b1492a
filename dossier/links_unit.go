package dossier

import (
	"strings"

	"sofar/statement"
)

// sameUnit tells whether two figures of one mouth, kind, scope and value count
// the same: totals always do; parts do where the nouns are one, or one of them
// says no more than that they are people.
func sameUnit(a, b *Statement) bool {
	if a.Figure == nil || b.Figure == nil || a.Figure.Scope == statement.ScopeTotal {
		return true
	}
	ua, ub := unitOf(a.Figure), unitOf(b.Figure)
	if ua == ub || a.Figure.Scope == statement.ScopeIncrement {
		return ua == ub
	}
	// Of other kinds of numbers people are people: "six colleagues", "six
	// fellow players" by one speaker.
	if a.Figure.Kind == statement.OtherFigure {
		return personNoun(ua) && personNoun(ub)
	}
	return ua == "people" || ub == "people"
}

// unitOf gives the head noun of what is counted, one for all its synonyms.
func unitOf(f *statement.Figure) string {
	unit := fold(f.Unit)
	if u := unitSynonyms[unit]; u != "" {
		return u
	}
	if head, _, ok := strings.Cut(unit, " of "); ok {
		unit = head
	}
	unit = unit[strings.LastIndexByte(unit, ' ')+1:]
	if u := unitSynonyms[unit]; u != "" {
		return u
	}
	return trimPlural(unit)
}

// personNoun tells whether a unit counts people.
func personNoun(unit string) bool {
	switch unit {
	case "people", "children", "workers", "firefighters":
		return true
	}
	return persons[unit]
}

var persons = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`passenger traveller traveler commuter miner colleague player musician men man women woman
 guest resident villager soldier officer driver patient survivor student teacher tourist visitor sailor fisherman fishermen
 crew gunmen gunman attacker suspect hostage captive relative national citizen foreigner volunteer nurse doctor`) {
		m[w] = true
	}
	return m
}()

var unitSynonyms = func() map[string]string {
	m := map[string]string{"": "people"}
	for unit, words := range map[string]string{
		"people":       "people|person|persons|dead|deaths|death|fatalities|victims|casualties|members|others|names|wounded|injured|missing|lives|souls",
		"children":     "children|child|kids|kid|pupils|pupil|minors|tots|little ones|youngsters|schoolchildren|boys and girls|infants",
		"workers":      "employees|employee|staff|worker|workers|staff members|members of staff|aid workers",
		"firefighters": "firemen|fireman|firefighter|firefighters",
	} {
		for _, w := range strings.Split(words, "|") {
			m[w] = unit
		}
	}
	return m
}()
