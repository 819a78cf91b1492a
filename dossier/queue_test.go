package dossier

import (
	"strings"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/statement"
)

func TestQueue(t *testing.T) {
	d := newDeskBook(t, blast(8, "r1", "Tesmar Herald", strings.Replace(blastOne, "41", "43", 1)), blast(9, "r2", "Evening Post", blastTwo))
	q := Queue(d.At(time.Time{}))
	if len(q) != 2 || q[0].Kind != "killed" || q[1].Kind != "injured" {
		t.Fatalf("queue: %+v", q)
	}
	// docs/review.md recomputes this one by hand: 1 + contested 30 + a single
	// origin 12 + a wide range 6, and 1 + log10(15) + log10(2).
	first := q[0]
	if first.Doubt != 49 || first.Stake != 2.48 || first.Why[0].Reason != "speakers exclude each other" {
		t.Errorf("first: %+v", first)
	}
	// What is checked goes down, and out once all that counts is checked.
	d.decide(ledger.Decision{Kind: ledger.Accept, Statement: first.Statement})
	if next := Queue(d.At(time.Time{})); len(next) != 2 || next[0].Kind == "killed" && next[0].Doubt != first.Doubt*checkedShare {
		t.Errorf("with its deciding statement checked: %+v", next)
	}
	d.decide(ledger.Decision{Kind: ledger.Accept, Statement: d.counted(statement.Killed, 43).ID})
	if next := Queue(d.At(time.Time{})); len(next) != 1 || next[0].Kind != "injured" {
		t.Errorf("with all checked: %+v", next)
	}
}
