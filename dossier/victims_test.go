package dossier

import (
	"testing"
	"time"

	"sofar/statement"
)

func TestOnlyVictim(t *testing.T) {
	at := time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC)
	told := func(report string, hours int, kind statement.FigureKind, words string) *Statement {
		var s Statement
		s.Report, s.FirstSeen = report, at.Add(time.Duration(hours)*time.Hour)
		s.Figure = &statement.Figure{Kind: kind, Low: 1, Scope: statement.ScopeTotal, Words: words, Rule: "single: subject"}
		return &s
	}
	tests := []struct {
		name string
		more []*Statement
		want bool
	}{
		{"died in the next report", []*Statement{told("b", 2, statement.Killed, "Ivo Brenn")}, true},
		{"died before", []*Statement{told("b", -2, statement.Killed, "Ivo Brenn")}, false},
		{"of the other sex", []*Statement{told("b", 2, statement.Killed, "a woman")}, false},
		{"another is hurt there", []*Statement{told("b", 2, statement.Killed, "Ivo Brenn"), told("b", 2, statement.Injured, "a waiter")}, false},
		{"dead in the same report", []*Statement{told("a", 0, statement.Killed, "Ivo Brenn")}, false},
		{"nobody died", nil, false},
	}
	for _, c := range tests {
		s := told("a", 0, statement.Injured, "the boy")
		w := &work{st: append([]*Statement{s}, c.more...)}
		if got := w.diedSince(s); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
