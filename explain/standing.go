package explain

import (
	"sofar/dossier"
	"sofar/statement"
)

// own tells whether an outlet itself says it, naming nobody.
func own(s *dossier.Statement) bool {
	if s.Speaker.Class == statement.ClassUnknown && s.Speaker.Name != "" && !s.Printed.Span.Empty() {
		return false // a body that acts: "Sarmenia rejected the accusation"
	}
	return s.Attribution < 0 && !s.Checked.Named() && s.RepeatOf == "" && (s.Speaker.Class == statement.Media || s.Speaker.Class == statement.ClassUnknown || s.Speaker.Class == "")
}

// counts as news: not background, not withdrawn, not a repeat.
func news(s *dossier.Statement) bool {
	return !s.Background && s.Withdrawn == "" && s.RepeatOf == ""
}

func withStance(s *dossier.Statement, stances ...statement.Stance) bool {
	for _, st := range stances {
		if s.Stance == st {
			return true
		}
	}
	return false
}

// mentions tells whether a text holds the last name word of an actor.
func mentions(text, actor string) bool {
	last := ""
	eachWord(actor, func(start, end int) { last = actor[start:end] })
	return last != "" && hasWord(plain(text), plain(last))
}

func samePlain(a, b string) bool { return plain(a) == plain(b) }
