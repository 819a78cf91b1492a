package dossier

import (
	"slices"
	"strings"

	"sofar/statement"
)

// actorRow gathers what is said about one actor.
type actorRow struct {
	name                            string
	claims, doubt, accuse, deny, no []*Statement
	all                             []*Statement
	channel                         string
	confirmed                       string // id of the first statement that confirms a claim
}

// responsibility writes one row per actor that is said, or says, to have done
// it. docs/rules.md gives the rules in words.
func (w *work) responsibility() {
	var rows []*actorRow
	byName := map[string]*actorRow{}
	parties := w.partiesAt(w.asOf)
	for _, s := range w.st {
		r := s.Responsibility
		if r == nil || s.Background || r.Actor == "" || vagueActor(r.Actor) || s.Withdrawn != "" {
			continue
		}
		if s.Kind == statement.KindCause && statement.NaturalForce(r.Actor) {
			continue // a cause, and nobody accused
		}
		if s.Kind == statement.KindCause && (s.Certainty != statement.Certain || w.authority(s, parties) != 'a') && byName[fold(r.Actor)] == nil {
			// A thing stands as responsible only where an authority says so
			// without reserve.
			continue
		}
		k := fold(r.Actor)
		row := byName[k]
		if row == nil {
			row = &actorRow{name: r.Actor}
			byName[k] = row
			rows = append(rows, row)
		}
		if r.Channel != "" && row.channel == "" {
			row.channel = r.Channel
		}
		row.add(s, w)
	}
	for _, row := range rows {
		status, rule := row.status(w, rows)
		if status == "" {
			continue
		}
		out := Responsibility{Actor: row.name, Status: status, Rule: rule, Channel: row.channel, Confirmed: row.confirmed}
		for _, s := range row.all {
			if speakerName(s) != "" {
				out.By = appendNew(out.By, nameOr(s))
			}
			out.Statements = append(out.Statements, s.ID)
		}
		w.d.Responsibility = append(w.d.Responsibility, out)
	}
}

// add sorts a statement by what it does for the actor.
func (row *actorRow) add(s *Statement, w *work) {
	r := s.Responsibility
	self := mouthKey(s) == fold(w.ids.canonical(r.Actor)) || mouthKey(s) == fold(r.Actor)
	against := s.Stance == statement.Denies || s.Stance == statement.Rejects
	switch {
	case s.Stance == statement.CannotConfirm || s.Stance == statement.NoComment || s.Stance == statement.Retracts || s.Stance == statement.Fears || s.Stance == statement.Predicts:
		return
	case r.Relation == statement.DeniedBy || against && self:
		row.deny = append(row.deny, s)
	case r.Relation == statement.RuledOut:
		row.no = append(row.no, s)
	case against:
		row.doubt = append(row.doubt, s)
	case r.Relation == statement.ClaimedBy && (self || mouthKey(s) == "" || ownVoice(s) || s.Speaker.Class == statement.Media):
		row.claims = append(row.claims, s)
	case r.Relation == statement.AttributedTo && self && s.Stance == statement.Claims && s.Speaker.Class == statement.ArmedGroup:
		row.claims = append(row.claims, s)
	default:
		row.accuse = append(row.accuse, s)
	}
	row.all = append(row.all, s)
}

// status applies the rules for one actor, in this order.
func (row *actorRow) status(w *work, rows []*actorRow) (status, rule string) {
	parties := w.partiesAt(w.asOf)
	official := func(s *Statement) bool { return w.authority(s, parties) == 'a' }
	switch {
	case len(row.claims) > 0:
		if len(row.deny) > 0 {
			return "claimed and disputed", "somebody claims it in the actor's name and the actor denies it"
		}
		var yes, found, no, first, second *Statement
		origins := map[string]bool{}
		for _, s := range row.accuse {
			if w.authority(s, parties) == 'd' || s.Stance == statement.Suspects {
				continue
			}
			if !ownVoice(s) {
				origins[mouthKey(s)] = true
				if len(origins) == 2 && second == nil {
					second = s
				}
			}
			if official(s) || s.Speaker.Class == statement.UnnamedOfficial && s.Stance == statement.Confirms {
				if yes = later(yes, s, w); first == nil || w.before(s, first) {
					first = s
				}
			}
			if c := s.Speaker.Class; official(s) && (c == statement.Police || c == statement.Court) {
				found = later(found, s, w)
			}
		}
		for _, s := range append(slices.Clone(row.doubt), row.no...) {
			if official(s) {
				no = later(no, s, w)
			}
		}
		switch {
		case no != nil && (found == nil || w.before(found, no)):
			return "claimed and disputed", "an authority that is no party doubts the claim, and no police or court has supported it since"
		case yes != nil:
			row.confirmed = first.ID
			return "claimed and confirmed", "an authority that is no party supports the claim"
		case len(origins) > 1:
			row.confirmed = second.ID
			return "claimed and confirmed", "two independent origins support the claim"
		}
		for _, other := range rows {
			for _, s := range other.accuse {
				if other != row && official(s) {
					return "claimed and disputed", "an authority that is no party names another actor"
				}
			}
		}
		return "claimed", "the actor claims it; nobody else has confirmed or disputed it"
	case len(row.accuse) > 0 || len(row.no) > 0:
		for _, s := range row.no {
			finding := s.Stance != statement.Rejects && s.Stance != statement.Denies && s.Stance != statement.Suspects
			if official(s) && (finding || len(row.deny) == 0) {
				return "ruled out", "an authority that is no party rules it out"
			}
		}
		switch {
		case len(row.accuse) > 0 && (len(row.deny) > 0 || len(row.doubt) > 0 && row.rejected()):
			return "accused and denied", "others attribute it to the actor, who denies it"
		case len(row.accuse) > 0:
			return "accused", "others attribute it to the actor"
		}
		if len(row.deny) > 0 {
			return "denied", "the actor denies it; nobody else is on record as the accuser"
		}
		return "", ""
	case len(row.deny) > 0:
		return "denied", "the actor denies it; nobody else is on record as the accuser"
	}
	return "", ""
}

// rejected tells whether somebody speaks for the actor against the accusation.
func (row *actorRow) rejected() bool {
	for _, s := range row.doubt {
		if strings.Contains(mouthKey(s), fold(row.name)) || strings.Contains(fold(row.name), mouthKey(s)) {
			return true
		}
	}
	return false
}

func later(a, b *Statement, w *work) *Statement {
	if a == nil || w.before(a, b) {
		return b
	}
	return a
}

// vagueActor tells whether the words name nobody ("gunmen", "unknown attackers").
func vagueActor(actor string) bool {
	words := strings.Fields(fold(actor))
	if len(words) == 0 {
		return true
	}
	if words[0] == "unknown" || words[0] == "unidentified" {
		return true
	}
	for _, w := range words {
		if !vagueActors[w] && !smallWords[w] {
			return false
		}
	}
	return true
}

var vagueActors = map[string]bool{
	"attackers": true, "attacker": true, "gunmen": true, "gunman": true, "assailants": true, "militants": true, "men": true, "man": true,
	"people": true, "perpetrators": true, "perpetrator": true, "terrorists": true, "somebody": true, "someone": true, "they": true, "he": true,
	"she": true, "it": true, "group": true, "the": true, "this": true, "armed": true, "two": true, "three": true, "four": true, "several": true,
	"suspects": true, "suspect": true, "them": true, "who": true, "those": true, "responsible": true,
}
